"""The form that an office hands in: its parts, their page limits, the paragraphs they ask for."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from pmqa_analysis.office import Office, parse_model, parse_yaml
from pmqa_analysis.settings import StrictModel

__all__ = ["FORM_FILE", "Form", "FormPart", "TextSection", "load_form"]

FORM_FILE = "reference/form6.yml"


class TextSection(StrictModel):
    """A place for paragraphs: ``id`` is its anchor in the text files.

    ``ask`` says what to write there. ``category`` is the PMQA category that it belongs to.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
    title_th: str
    title_en: str
    ask_th: str = ""
    ask_en: str = ""
    category: int | None = None
    line: str = ""


class FormPart(StrictModel):
    """A part of the form: at most ``max_pages`` pages, and its places for paragraphs."""

    part: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)?$")]
    title_th: str
    title_en: str
    max_pages: Annotated[int, Field(ge=1)]
    line: str = ""
    sections: tuple[TextSection, ...] = Field(default=(), strict=False)


class Form(StrictModel):
    """The form: its parts in order, and the places for paragraphs of other reports."""

    title_th: str
    title_en: str
    document: str
    line: str
    max_pages: Annotated[int, Field(ge=1)]
    parts: tuple[FormPart, ...] = Field(strict=False, min_length=1)
    reports: tuple[TextSection, ...] = Field(default=(), strict=False)

    @property
    def sections(self) -> tuple[TextSection, ...]:
        """Return every place for paragraphs, in order."""
        return (*(one for part in self.parts for one in part.sections), *self.reports)

    @model_validator(mode="after")
    def _consistent(self) -> Form:
        ids = [section.id for section in self.sections]
        doubled = sorted({one for one in ids if ids.count(one) > 1})
        if doubled:
            raise ValueError(f"expected each id once, found twice: {', '.join(doubled)}")
        total = sum(part.max_pages for part in self.parts)
        if total != self.max_pages:
            raise ValueError(f"expected max_pages {total}, the sum of its parts")
        return self


def load_form(office: Office) -> Form | None:
    """Read ``reference/form6.yml``; None where the office has none.

    Raises:
        SettingsError: If the file or a key of it cannot be taken.
    """
    if not office.has(FORM_FILE):
        return None
    return parse_model(parse_yaml(office.read(FORM_FILE), FORM_FILE), FORM_FILE, Form)
