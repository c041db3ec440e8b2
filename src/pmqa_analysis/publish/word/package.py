"""The package of a Word file: its parts, the fonts inside it, and what names them to each other."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from pmqa_analysis.publish.archives import office_text, write_archive
from pmqa_analysis.publish.document import Document
from pmqa_analysis.publish.templates import templates
from pmqa_analysis.publish.word.body import WordBody
from pmqa_analysis.thai import wrap_words

__all__ = ["word_package"]

# Family, the form of the face in Word's own word, file.
FACES = (
    ("Sarabun", "Regular", "Sarabun-Regular.ttf"),
    ("Sarabun", "Bold", "Sarabun-Bold.ttf"),
    ("DejaVu Sans Symbols", "Regular", "DejaVuSans-Symbols.ttf"),
)
LANGUAGES = {"th": "th-TH", "en": "en-GB"}
SCRAMBLED_BYTES = 32
# Columns of a title that stand in the head of a page, beside the notice of simulated data too.
HEAD_COLUMNS = 64
# Part of the package → its template.
_TEMPLATES = {
    "[Content_Types].xml": "content_types.xml.j2",
    "_rels/.rels": "package_links.xml.j2",
    "docProps/core.xml": "core.xml.j2",
    "docProps/app.xml": "app.xml.j2",
    "word/document.xml": "document.xml.j2",
    "word/_rels/document.xml.rels": "document_links.xml.j2",
    "word/styles.xml": "styles.xml.j2",
    "word/numbering.xml": "numbering.xml.j2",
    "word/settings.xml": "settings.xml.j2",
    "word/fontTable.xml": "fonts.xml.j2",
    "word/_rels/fontTable.xml.rels": "font_links.xml.j2",
    "word/header.xml": "header.xml.j2",
    "word/first_header.xml": "first_header.xml.j2",
    "word/footer.xml": "footer.xml.j2",
    "word/first_footer.xml": "footer.xml.j2",
}


def word_package(document: Document, pages: Sequence[int] = ()) -> bytes:
    """Return the Word file of a report; the same report gives the same bytes.

    Args:
        document: The report.
        pages: The page of each heading, for the contents.
    """
    body = WordBody(document, pages)
    values = _values(document) | {"body": body.markup(), "pictures": len(body.pictures)}
    parts = {
        part: templates("word").get_template(name).render(values).encode()
        for part, name in _TEMPLATES.items()
    }
    pictures = {f"word/media/{n}.png": png for n, png in enumerate(body.pictures, start=1)}
    return write_archive(parts | pictures | dict(_fonts()))


def _running(title: str) -> str:
    """Return a title as one line of a page's head: its first words, if it is long."""
    first, *more = wrap_words(title, HEAD_COLUMNS) or [""]
    return f"{first} …" if more else first


def _values(document: Document) -> dict[str, object]:
    seal = document.seal
    return {
        "title": office_text(seal.title),
        "running_title": office_text(_running(seal.title)),
        "office": office_text(seal.office),
        "year_line": document.year_line,
        "report": seal.report,
        "fiscal_year": seal.fiscal_year,
        "words": {name: office_text(word) for name, word in seal.words.items()},
        "simulated": seal.simulated,
        "language": LANGUAGES[seal.language],
        "digits": "ThaiArabic" if seal.numerals == "thai" else "Arabic",
        "one": "๑" if seal.numerals == "thai" else "1",
        "fonts": _font_entries(),
    }


@cache
def _fonts() -> Mapping[str, bytes]:
    """Return the fonts as the standard wants them in a document: the first bytes scrambled.

    (ECMA-376, part 4: they are XORed with the digits of the font's key, last first.)
    """
    found = {}
    for number, (_, _, name) in enumerate(FACES, start=1):
        font = bytearray(files("pmqa_analysis").joinpath("assets", "fonts", name).read_bytes())
        key = bytes.fromhex(_key(name).replace("-", ""))[::-1]
        for place in range(SCRAMBLED_BYTES):
            font[place] ^= key[place % len(key)]
        found[f"word/fonts/{number}.odttf"] = bytes(font)
    return found


def _font_entries() -> list[dict[str, object]]:
    """Return one entry a family, with its faces."""
    families: dict[str, list[dict[str, object]]] = {}
    for number, (family, form, name) in enumerate(FACES, start=1):
        face: dict[str, object] = {"form": form, "link": f"font{number}", "key": _key(name)}
        families.setdefault(family, []).append(face)
    return [{"family": family, "faces": faces} for family, faces in families.items()]


@cache
def _key(name: str) -> str:
    """Return a font's key: digits made from its bytes, so that they are always the same."""
    content = files("pmqa_analysis").joinpath("assets", "fonts", name).read_bytes()
    digits = base64.b16encode(hashlib.sha256(content).digest()[:16]).decode()
    cuts = (0, 8, 12, 16, 20, 32)
    return "-".join(digits[start:end] for start, end in pairwise(cuts))
