"""Read the paragraphs that people write for a year: ``text/<fy>/*.md``, as they are."""

from __future__ import annotations

from dataclasses import dataclass

from pmqa_analysis.errors import DataError
from pmqa_analysis.office import Office

__all__ = ["RawText", "load_texts", "text_folder"]


@dataclass(frozen=True, slots=True)
class RawText:
    """One file of text; ``path`` is inside the office's folder."""

    path: str
    text: str


def text_folder(fiscal_year: int) -> str:
    """Return the folder of a year's paragraphs."""
    return f"text/{fiscal_year}"


def load_texts(office: Office, fiscal_year: int) -> tuple[RawText, ...]:
    """Return the year's text files in the order of their names; none where there is no folder.

    Raises:
        DataError: If a file is no UTF-8 text.
    """
    paths = office.files(text_folder(fiscal_year), ".md")
    return tuple(RawText(path, _decoded(path, office.read(path))) for path in paths)


def _decoded(path: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DataError("table.not_utf8", where=f"{path}:{line}") from None
