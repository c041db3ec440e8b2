"""The text of the files in its places: paragraphs with their addresses and figure references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pmqa_analysis.clean.issues import Issue, make_issue
from pmqa_analysis.clean.prose.form import FORM_FILE, TextSection
from pmqa_analysis.errors import nearest
from pmqa_analysis.thai import to_arabic_digits

__all__ = ["Paragraph", "PlacedText", "Reference", "Section", "Span", "place_texts", "spans_of"]

Style = Literal["body", "item", "numbered", "heading"]
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure named in a text, such as ``{7.2.1@2563}`` or ``{7.2.1.target@2563}``.

    Attributes:
        raw: As it was written, with its braces.
        name: A measure, or a measure and a statistic joined by a dot.
        year: The fiscal year, or ``undated``; empty where the braces hold no reference.
        section: The section of the sources that states it; empty for the figure of record.
    """

    raw: str
    name: str = ""
    year: str = ""
    section: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of results that it may mean, the likelier first."""
        place = f"@{self.section}" if self.section else ""
        measure, _, statistic = self.name.rpartition(".")
        found = [f"{self.year}/{self.name}/actual{place}"]
        if measure:
            found.append(f"{self.year}/{measure}/{statistic}{place}")
        return tuple(found) if self.year else ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph: text, or a reference to a figure."""

    text: str
    strong: bool = False
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a list item or a heading that someone wrote; ``number`` counts a list."""

    path: str
    line: int
    style: Style
    spans: tuple[Span, ...]
    number: int = 0

    @property
    def address(self) -> str:
        """Return its file and line."""
        return f"{self.path}:{self.line}"

    @property
    def text(self) -> str:
        """Return it as it was written, references in braces."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one anchor of a file; the anchor is empty before the first one."""

    anchor: str
    address: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class PlacedText:
    """The year's paragraphs by their places, and what could not be placed."""

    paragraphs: Mapping[str, tuple[Paragraph, ...]]
    issues: tuple[Issue, ...]


def spans_of(text: str, *, strong: bool = False) -> list[Span]:
    """Return a text as spans: whatever stands in braces is a reference."""
    spans, end = [], 0
    for found in _BRACES.finditer(text):
        if found.start() > end:
            spans.append(Span(text[end : found.start()], strong))
        spans.append(Span(found.group(), strong, _reference(found.group(), found.group(1))))
        end = found.end()
    return [*spans, Span(text[end:], strong)] if end < len(text) else spans


def place_texts(sections: Iterable[Section], known: Iterable[TextSection]) -> PlacedText:
    """Return the paragraphs by place; an unknown or doubled anchor is an issue, nothing is lost."""
    names = [section.id for section in known]
    placed: dict[str, tuple[Paragraph, ...]] = {}
    first: dict[str, str] = {}
    issues: list[Issue] = []
    for section in sections:
        if not section.anchor:
            issues += _unplaced(section)
        elif section.anchor not in names:
            issues.append(
                make_issue("unknown_text_section", section.address, found=section.anchor,
                           near=nearest(section.anchor, names) or "-", register=FORM_FILE)
            )  # fmt: skip
        elif section.anchor in first:
            issues.append(
                make_issue("doubled_text_section", section.address, found=section.anchor,
                           other=first[section.anchor])
            )  # fmt: skip
        else:
            first[section.anchor] = section.address
            placed[section.anchor] = section.paragraphs
    return PlacedText(placed, tuple(issues))


def _unplaced(section: Section) -> list[Issue]:
    """Return an issue for text before the first anchor; a heading there is the file's title."""
    lost = [one for one in section.paragraphs if one.style != "heading"]
    return [make_issue("unplaced_text", lost[0].address, count=len(lost))] if lost else []


def _reference(raw: str, inner: str) -> Reference:
    name, _, rest = to_arabic_digits(inner).strip().partition("@")
    year, _, section = rest.partition("@")
    return Reference(raw, name.strip(), year.strip(), section.strip())
