"""What people wrote for one fiscal year, placed and held against its figures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from pmqa_analysis.assess.coverage import Coverage, count_coverage
from pmqa_analysis.assess.prose import Facts, check_paragraph, find_figure
from pmqa_analysis.clean import Issue
from pmqa_analysis.clean.prose import (
    FORM_FILE,
    Fact,
    Form,
    Paragraph,
    PlacedText,
    Reference,
    TextSection,
    clean_text,
    load_facts,
    load_form,
    load_vocabulary,
    place_texts,
    text_templates,
)
from pmqa_analysis.errors import DataError, SettingsError, nearest
from pmqa_analysis.load.prose import load_texts, text_folder
from pmqa_analysis.results import Result, Results

if TYPE_CHECKING:
    from pmqa_analysis.year.year import Year

__all__ = ["YearProse"]

_REFUSED = ("unknown_text_section", "doubled_text_section")


class YearProse:
    """The paragraphs of one fiscal year, and what in them the figures do not bear.

    Args:
        year: The opened year, whose figures the paragraphs name.
    """

    def __init__(self, year: Year) -> None:
        self._year = year

    @cached_property
    def form(self) -> Form:
        """Return the form that the office hands in.

        Raises:
            SettingsError: If the office has none, or it cannot be taken.
        """
        form = load_form(self._year.office)
        if form is None:
            raise SettingsError("form.missing", where=FORM_FILE)
        return form

    @cached_property
    def sections(self) -> Mapping[str, TextSection]:
        """Return the places for paragraphs by their ids; none where the office has no form."""
        form = load_form(self._year.office)
        return {section.id: section for section in form.sections} if form else {}

    @cached_property
    def placed(self) -> PlacedText:
        """Return the paragraphs of ``text/<fy>/*.md`` in their places.

        Raises:
            DataError: If a file is no UTF-8 text.
        """
        texts = load_texts(self._year.office, self._year.fiscal_year)
        found = [section for raw in texts for section in clean_text(raw.path, raw.text)]
        return place_texts(found, self.sections.values())

    @cached_property
    def facts(self) -> Mapping[str, tuple[Fact, ...]]:
        """Return the facts of ``raw/<fy>/form6.csv`` by their places.

        Raises:
            DataError: If the file or a cell of it cannot be taken.
        """
        year = self._year
        found = load_facts(
            year.office, year.ledger, year.fiscal_year, self.sections, year.register.documents
        )
        places = dict.fromkeys(fact.place for fact in found)
        return {place: tuple(fact for fact in found if fact.place == place) for place in places}

    @cached_property
    def results(self) -> Results:
        """Return every figure that a paragraph can name, the counts over sets included."""
        year = self._year
        year.group_summaries()
        year.summary(year.indicators(), "all")
        for category in year.register.categories:
            if year.register.measures_of(category):
                year.summary(year.category(category), f"category-{category}")
        return year.known_results()

    @cached_property
    def issues_by_section(self) -> Mapping[str, tuple[Issue, ...]]:
        """Return what the figures do not bear, by the place in which it stands."""
        return {
            section: tuple(
                issue
                for paragraph in paragraphs
                for issue in check_paragraph(paragraph, self._facts)
            )
            for section, paragraphs in self.placed.paragraphs.items()
        }

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Return all that should be mended before a report goes out."""
        found = (issue for issues in self.issues_by_section.values() for issue in issues)
        return (*self.placed.issues, *found)

    def paragraphs(self, section: str) -> tuple[Paragraph, ...]:
        """Return what was written for a place; nothing where nobody has written yet.

        An office without a form has no places, and nothing written.

        Raises:
            SettingsError: If the form has no such place.
        """
        if self.sections and section not in self.sections:
            near = nearest(section, self.sections) or "-"
            raise SettingsError(
                "text.unknown_section", where=section, register=FORM_FILE, near=near
            )
        return self.placed.paragraphs.get(section, ())

    def figure(self, reference: Reference) -> Result | None:
        """Return the figure that a reference names, or None where there is none."""
        return find_figure(reference, self.results)

    def coverage(self) -> list[Coverage]:
        """Return how much of each part of the form has text or facts, and last of the whole.

        Raises:
            SettingsError: If the office has no form.
        """
        written = {section for section, found in self.placed.paragraphs.items() if found}
        written |= set(self.facts)
        counted = count_coverage(self.form, written, self._year.fiscal_year)
        self._year.computed += [result for item in counted for result in item.results]
        return counted

    def check_places(self) -> None:
        """Refuse text that no report would show.

        Raises:
            DataError: If text stands under an anchor that the form does not list, or twice.
        """
        refused = [issue for issue in self.placed.issues if issue.kind in _REFUSED]
        if refused:
            raise DataError(
                "text.misplaced", where=text_folder(self._year.fiscal_year), count=len(refused),
                hint_th="\n".join(issue.reason_th for issue in refused),
                hint_en="\n".join(issue.reason_en for issue in refused),
            )  # fmt: skip

    def templates(self) -> dict[str, str]:
        """Return the empty files for the year by their paths inside the office's folder."""
        folder = text_folder(self._year.fiscal_year)
        files = text_templates(self.form, self._year.fiscal_year)
        return {f"{folder}/{name}": text for name, text in files.items()}

    @cached_property
    def _facts(self) -> Facts:
        year = self._year
        register = year.register
        return Facts(
            fiscal_year=year.fiscal_year,
            results=self.results,
            assessments=year.assessments,
            codes={*register.items, *register.groups, *register.measures},
            words=load_vocabulary(),
        )
