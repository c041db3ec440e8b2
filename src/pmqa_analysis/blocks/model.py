"""What a report is made of: the typed blocks in which the notebook and the writers meet.

A cell shows a block. Jupyter sees its HTML; the writers of HTML, PDF, Word and Excel read the
structured form that travels beside it in the executed notebook. Nothing else is published:
an output that is no block stays in the notebook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

__all__ = [
    "MIME_PREFIX",
    "Block",
    "Cell",
    "Column",
    "Figure",
    "Heading",
    "Language",
    "Numerals",
    "Passage",
    "Row",
    "Run",
    "Seal",
    "Table",
    "Title",
    "is_block",
    "notebook_blocks",
    "parse_block",
]

MIME_PREFIX = "application/vnd.pmqa."
Language = Literal["th", "en"]
Numerals = Literal["arabic", "thai"]
Align = Literal["start", "center", "end"]
Tone = Literal["plain", "good", "bad", "muted", "caution"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(_Model):
    """A stretch of text; a figure in it keeps the id of its result."""

    text: str
    result: str | None = None
    strong: bool = False


class _Block(_Model):
    """A block that JupyterLab can show and a writer can read."""

    kind: str

    @property
    def mime_type(self) -> str:
        """Return the MIME type of the structured form."""
        return f"{MIME_PREFIX}{self.kind}+json"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        from pmqa_analysis.blocks.html import block_html

        return {
            "text/html": block_html(self),  # type: ignore[arg-type]
            "text/plain": f"<{self.kind}>",
            self.mime_type: self.model_dump(mode="json", exclude_defaults=True)
            | {"kind": self.kind},
        }


class Title(_Block):
    """The report's name, what it covers, and the computed answer to its question."""

    kind: Literal["title"] = "title"
    text: str
    subtitle: str = ""
    answer: tuple[Run, ...] = ()


class Heading(_Block):
    """A section's heading; level 1 is the highest below the title.

    ``part`` names the part of a form that begins here, and ``max_pages`` is how many pages it
    may have. A heading with ``new_page`` stands at the top of its page on paper.
    """

    kind: Literal["heading"] = "heading"
    text: str
    level: Literal[1, 2, 3] = 1
    part: str = ""
    max_pages: int | None = None
    new_page: bool = False


class Passage(_Block):
    """A paragraph or a list item; its figures are runs that keep their results' ids."""

    kind: Literal["passage"] = "passage"
    runs: tuple[Run, ...]
    style: Literal["body", "item", "note", "caution", "source"] = "body"

    @property
    def text(self) -> str:
        """Return the whole sentence as it is read."""
        return "".join(run.text for run in self.runs)


class Column(_Model):
    """A table's column: title, alignment, relative width, and a heading it shares with others.

    ``row_header`` marks the one column that names the row. ``group`` is the text of a heading
    that spans all neighbouring columns with the same ``group``.
    """

    title: str
    align: Align = "start"
    width: float = 1.0
    group: str = ""
    row_header: bool = False


class Cell(_Model):
    """A table's cell: the shown text, and the result it shows, where it shows one."""

    text: str
    result: str | None = None
    tone: Tone = "plain"


class Row(_Model):
    """A table's row. A ``group`` row has one cell that spans the table."""

    cells: tuple[Cell, ...]
    kind: Literal["data", "group", "total"] = "data"


class Table(_Block):
    """A numbered table with real column and row headings; ``notes`` stand under it.

    An ``annex`` is for looking things up: folded in HTML, a sheet in Excel, left out on paper.
    """

    kind: Literal["table"] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    name: str
    size: Literal["normal", "small"] = "normal"
    annex: bool = False


class Figure(_Block):
    """A numbered chart: the drawing twice, its alternative text, and the numbers drawn.

    ``svg`` is the SVG document; ``png`` is base64; ``width_mm`` is the width on an A4 page;
    ``numbers`` has the chart's data as a table, one row per mark.
    """

    kind: Literal["figure"] = "figure"
    caption: str
    alt: str
    svg: str
    png: str
    width_mm: float = 160.0
    numbers: Table
    notes: tuple[str, ...] = ()
    name: str


class Seal(_Block):
    """The proof that a notebook came to its end, with every result that it showed.

    ``results`` are rows of the result table (one mapping per result, all values text).
    ``words`` are the fixed words that the writers need in the report's language
    (``table``, ``figure``, ``contents``, ``page``, ``of``, ``source`` …).
    ``inputs`` are the office's files that were read or looked for, path → SHA-256.
    ``job`` is the id of the batch's job, empty where an analyst runs the notebook.
    """

    kind: Literal["seal"] = "seal"
    job: str = ""
    report: str
    title: str
    office: str
    fiscal_year: int
    language: Language
    numerals: Numerals
    simulated: bool = False
    words: Mapping[str, str]
    policies: Mapping[str, str]
    sources: tuple[str, ...]
    results: tuple[Mapping[str, str], ...]
    inputs: Mapping[str, str] = {}


Block = Annotated[
    Title | Heading | Passage | Table | Figure | Seal,
    Field(discriminator="kind"),
]
_BLOCK: TypeAdapter[Block] = TypeAdapter(Block)


def parse_block(form: Mapping[str, Any]) -> Block:
    """Return the block of a structured form.

    Raises:
        pydantic.ValidationError: If the form is none of the blocks.
    """
    return _BLOCK.validate_python(form)


def is_block(output: Mapping[str, Any]) -> bool:
    """Return whether an output of a cell shows a block, and so is for publication."""
    return any(mime_type.startswith(MIME_PREFIX) for mime_type in output.get("data", {}))


def notebook_blocks(notebook: Mapping[str, Any]) -> Iterator[Block]:
    """Yield the blocks that an executed notebook shows, from top to bottom.

    Outputs without a structured form are passed over: they are not for publication.
    """
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            for mime_type, form in output.get("data", {}).items():
                if mime_type.startswith(MIME_PREFIX):
                    yield parse_block(form)
