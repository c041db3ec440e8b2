"""A report's blocks as the body of a Word document."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator, Sequence

from pmqa_analysis.blocks import Block, Figure, Heading, Passage, Table, Title
from pmqa_analysis.blocks.layout import numerals_text
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.word.markup import (
    attribute,
    bookmarked,
    field,
    paragraph,
    run,
    runs,
)
from pmqa_analysis.publish.word.table import TEXT_WIDTH_MM, word_table

__all__ = ["WordBody"]

EMU_PER_MM = 36000
STYLES = {
    "body": "Normal", "item": "ListBullet", "note": "Note", "source": "Note",
    "caution": "Caution",
}  # fmt: skip
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class WordBody:
    """The body of one report; ``pictures`` has the PNG of each figure, in order.

    Args:
        document: The report.
        pages: The page of each heading, which the contents show until Word counts its own.
    """

    def __init__(self, document: Document, pages: Sequence[int] = ()) -> None:
        self.document = document
        self.pages = pages
        self.pictures: list[bytes] = []
        self._headings = 0
        self._level = 0

    def markup(self) -> str:
        """Return the blocks from top to bottom, then the sources."""
        pairs = zip(self.document.blocks, self.document.labels, strict=True)
        parts = [part for block, label in pairs for part in self._block(block, label)]
        return "".join([*parts, *self._sources()])

    def _block(self, block: Block, label: str) -> Iterator[str]:
        match block:
            case Title():
                yield from self._title(block)
            case Heading():
                yield self._heading(block)
            case Passage():
                mark = run("! ", strong=True) if block.style == "caution" else ""
                yield paragraph(STYLES[block.style], mark + runs(block.runs))
            case Table():
                yield self._caption(block, label, before="<w:keepNext/>")
                yield word_table(block, label)
                yield from self._notes(block) if block.notes else [paragraph("AfterTable", "")]
            case Figure():
                yield self._picture(block, label)
                yield self._caption(block, label)
                yield from self._notes(block)

    def _title(self, title: Title) -> Iterator[str]:
        seal = self.document.seal
        if not title.subtitle:
            yield paragraph("Note", run(f"{seal.office} · {self.document.year_line}"))
        yield paragraph("Title", run(title.text))
        if title.subtitle:
            yield paragraph("Subtitle", run(title.subtitle))
        if title.answer:
            yield paragraph("Answer", runs(title.answer))
        yield from self._contents()

    def _heading(self, heading: Heading) -> str:
        """Number the bookmarks as the contents do; a level with none above it is raised."""
        self._headings += 1
        self._level = min(heading.level, self._level + 1)
        name = f"_Toc{self._headings:06d}"
        page = "<w:pageBreakBefore/>" if heading.new_page else ""
        content = bookmarked(name, self._headings, run(heading.text))
        return paragraph(f"Heading{self._level}", content, before=page)

    def _contents(self) -> Iterator[str]:
        """Yield the contents as Word's own field, its lines already there as links.

        The pages are those of the PDF, each a field of its own: only Word can count its pages,
        and does so when it prints, or on F9.
        """
        depth = self.document.contents_depth
        if not depth:
            return
        yield paragraph("ContentsTitle", run(self.document.seal.words["contents"]))
        lines = [
            (number, entry)
            for number, entry in enumerate(self.document.contents, start=1)
            if entry.level <= depth
        ]
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            f' TOC \\o "1-{depth}" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for place, (number, entry) in enumerate(lines):
            link = (
                f'<w:hyperlink w:anchor="_Toc{number:06d}" w:history="1">{run(entry.text)}'
                f"{self._page(number)}</w:hyperlink>"
            )
            first, last = place == 0, place == len(lines) - 1
            yield paragraph(
                f"TOC{entry.level}", f"{begin if first else ''}{link}{end if last else ''}"
            )
        yield paragraph("AfterTable", "")

    def _page(self, number: int) -> str:
        """Return the page of a line of the contents; nothing where it is not known."""
        if number > len(self.pages):
            return ""
        page = numerals_text(self.pages[number - 1], self.document.seal.numerals)
        counted = field(f"PAGEREF _Toc{number:06d} \\h", page)
        return f"<w:r><w:tab/></w:r>{counted}"

    def _caption(self, block: Table | Figure, label: str, before: str = "") -> str:
        word, _, number = label.rpartition(" ")
        kind = "Table" if isinstance(block, Table) else "Figure"
        form = "ThaiArabic" if self.document.seal.numerals == "thai" else "Arabic"
        counted = field(f"SEQ {kind} \\* {form}", number, style="CaptionLabel")
        content = run(f"{word} ", style="CaptionLabel") + counted + run(f" {block.caption}")
        return paragraph("Caption", content, before=before)

    def _notes(self, block: Table | Figure) -> Iterator[str]:
        yield from (paragraph("Note", run(note)) for note in block.notes)

    def _picture(self, figure: Figure, label: str) -> str:
        self.pictures.append(base64.b64decode(figure.png))
        number = len(self.pictures)
        width, height = _picture_size(self.pictures[-1], figure.width_mm)
        extent = f'cx="{width}" cy="{height}"'
        name = attribute(label)
        drawing = (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent {extent}/><wp:docPr id="{number}" name={name} '
            f"descr={attribute(figure.alt)}/>"
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
            f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/>'
            f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        return paragraph("Picture", drawing, before="<w:keepNext/>")

    def _sources(self) -> Iterator[str]:
        seal = self.document.seal
        if seal.sources:
            named = run(f"{seal.words['source']} ", strong=True)
            yield paragraph("Note", named + run("; ".join(seal.sources)))


def _picture_size(png: bytes, width_mm: float) -> tuple[int, int]:
    """Return width and height on the page, in the drawing's unit, from the PNG's own head."""
    across, down = struct.unpack(">II", png[16:24])
    width = int(min(width_mm, TEXT_WIDTH_MM) * EMU_PER_MM)
    return width, width * down // across
