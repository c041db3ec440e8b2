"""The analyst's door: open a fiscal year, ask for results, show them, seal the report.

Example::

    from pmqa_analysis.report import open_report

    report = open_report("category_analysis", fiscal_year=2563)
    results = report.category(2)
    report.frame(results)
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from pmqa_analysis.assess.plan import PlanProgress
from pmqa_analysis.blocks import (
    Block,
    Figure,
    Heading,
    Language,
    Numerals,
    Passage,
    Run,
    Seal,
    Table,
    Title,
)
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.office import JOB_VARIABLE, Office, find_office
from pmqa_analysis.present import Wording
from pmqa_analysis.present.prose import empty_note, fact_items, issue_items, text_passages
from pmqa_analysis.present.simulated import mark_simulated
from pmqa_analysis.present.sources import line_ranges
from pmqa_analysis.results import Result
from pmqa_analysis.thai import parse_fiscal_year
from pmqa_analysis.year import Year, open_year

__all__ = ["Report", "Year", "open_report", "open_year"]


class Report(Year):
    """A report in the making: a year, a language, and what has been shown so far."""

    def __init__(self, name: str, office: Office, fiscal_year: int, words: Wording) -> None:
        super().__init__(office, fiscal_year)
        self.name = name
        self.words = words
        self._title = name
        self._shown: list[Block] = []

    def title(self, key: str, answer: Sequence[Run], **fields: str | int) -> Title:
        """Return the report's title block: its name, the office and year, the answer."""
        office = self.words.pick(self.office.card, "name")
        return Title(
            text=self.words.text(f"title.{key}", **fields),
            subtitle=self.words.text("subtitle.year", office=office, year=self.fiscal_year),
            answer=tuple(answer),
        )

    def category_title(
        self, category: int, answer: Sequence[Run], progress: PlanProgress | None = None
    ) -> Title:
        """Return the title of a category's report, at the round of its plan if there is one."""
        title = self._at_round(self.words.title(self.register.categories[category]), progress)
        return self.title("category", answer, category=category, title=title)

    def plan_title(self, progress: PlanProgress, answer: Sequence[Run]) -> Title:
        """Return the title of a report on the plan: of one category, or of all."""
        category = progress.category
        scope = self.words.text("plan.all_categories")
        if category:
            title = self.words.title(self.plan.plan.heads[category])
            scope = self.words.text("plan.category_title", category=category, title=title)
        return self.title("plan", answer, scope=scope, month=progress.month)

    def brief_title(
        self, category: int, answer: Sequence[Run], progress: PlanProgress | None
    ) -> Title:
        """Return the title of a one-page brief: of a category, or of the office, at a round."""
        scope = self.words.text("brief.office")
        if category:
            title = self.words.title(self.register.categories[category])
            scope = self.words.text("plan.category_title", category=category, title=title)
        return self.title("brief", answer, scope=self._at_round(scope, progress))

    def _at_round(self, scope: str, progress: PlanProgress | None) -> str:
        if progress is None:
            return scope
        return self.words.text("brief.at_round", scope=scope, month=progress.month)

    def show(self, *blocks: Block | Iterable[Block] | None) -> None:
        """Show blocks in the notebook and remember the results in them; None shows nothing."""
        from IPython.display import display

        for block in _flat(blocks):
            if isinstance(block, Title):
                self._title = block.text
            shown = self._marked(block)
            self._shown.append(shown)
            display(shown)  # type: ignore[no-untyped-call]

    def paragraphs(self, section: str, *, tell_empty: bool = False) -> list[Passage]:
        """Return what people wrote for a place of ``reference/form6.yml``, and its facts.

        Figures that the paragraphs name are filled in.

        Args:
            section: Id of the place.
            tell_empty: Say so where nobody has written yet; otherwise nothing is shown.

        Raises:
            SettingsError: If there is no such place.
        """
        written, facts = self.prose.paragraphs(section), self.prose.facts.get(section, ())
        if not written and not facts and tell_empty:
            return [empty_note(self.prose.sections[section], self.words)]
        told = text_passages(written, self.prose.figure, self.words)
        return [*told, *fact_items(facts, self.words)]

    def text_attention(self, *sections: str) -> list[Passage]:
        """Return what the figures do not bear in what people wrote.

        Args:
            *sections: Ids of places, of which nothing is told where nothing is wrong; without
                any, the whole year is told, also that nothing is wrong.
        """
        if not sections:
            return list(issue_items(self.prose.issues, self.words))
        found = self.prose.issues_by_section
        issues = [issue for section in sections for issue in found.get(section, ())]
        return list(issue_items(issues, self.words)) if issues else []

    def section(self, heading: str, *blocks: Block | Iterable[Block] | None) -> None:
        """Show a heading and what belongs to it; nothing at all where nothing does."""
        content = list(_flat(blocks))
        if content:
            self.show(self.words.heading(heading), content)

    def sources(self) -> tuple[str, ...]:
        """Return each source document with the lines that the figures shown so far stand on."""
        documents = self.register.documents
        lines: dict[str, set[str]] = {}
        for result in self._shown_results():
            document, _, line = result.source.partition(":")
            if document in documents and line[:1].isdigit():
                lines.setdefault(document, set()).add(line)
        return tuple(
            self.words.text("source_line", title=self.words.title(documents[document]),
                            lines=line_ranges(found))
            for document, found in lines.items()
        )  # fmt: skip

    def seal(self) -> None:
        """End the report: hand over every result that it showed, for the record.

        A run without a seal did not happen.
        """
        settings = self.settings.policies.model_dump()
        self.show(
            Seal(
                report=self.name,
                title=self._title,
                office=self.words.pick(self.office.card, "name"),
                fiscal_year=self.fiscal_year,
                language=self.words.language,
                numerals=self.words.numerals,
                simulated=self.office.card.simulated,
                words=self.words.writer_words(),
                policies={name: str(policy) for name, policy in settings.items()},
                sources=self.sources(),
                inputs=self.office.inputs,
                job=os.environ.get(JOB_VARIABLE, ""),
                results=tuple(
                    result.as_row() | {"shown": self.words.shown(result)}
                    for result in self._shown_results()
                ),
            )
        )

    def _marked(self, block: Block) -> Block:
        """Return a block as it is shown: that of a simulated office says so."""
        if not self.office.card.simulated:
            return block
        return mark_simulated(block, self.words.text("simulated_mark"))

    def _shown_results(self) -> list[Result]:
        """Return each result shown, once, in the order of showing."""
        known = self.known_results()
        ids = dict.fromkeys(name for block in self._shown for name in _result_ids(block))
        return [known[name] for name in ids]


def open_report(
    name: str, fiscal_year: int, *, language: Language = "th", numerals: Numerals = "arabic"
) -> Report:
    """Open a fiscal year to report on it.

    Args:
        name: The notebook's name.
        fiscal_year: Buddhist Era.
        language: ``th`` or ``en``.
        numerals: ``arabic`` or ``thai``.

    Raises:
        SettingsError: If there is no such office or year, or a choice has no such value.
        DataError: If the data cannot be taken.
    """
    for given, known in ((language, get_args(Language)), (numerals, get_args(Numerals))):
        if given not in known:
            raise SettingsError("report.no_such_choice", where=given, known=", ".join(known))
    year = parse_fiscal_year(fiscal_year)
    return Report(name, find_office(), year, Wording(language, numerals))


def _flat(blocks: Iterable[Any]) -> Iterator[Block]:
    """Yield the blocks of nested lists, from first to last; None stands for nothing."""
    for block in blocks:
        if isinstance(block, Title | Heading | Passage | Table | Figure | Seal):
            yield block
        elif block is not None:
            yield from _flat(block)


def _result_ids(block: Block) -> Iterator[str]:
    """Yield the ids of the results that a block shows."""
    runs = getattr(block, "answer", ()) or getattr(block, "runs", ())
    yield from (run.result for run in runs if run.result)
    tables = [block] if isinstance(block, Table) else [getattr(block, "numbers", None)]
    for table in tables:
        for row in table.rows if isinstance(table, Table) else ():
            yield from (cell.result for cell in row.cells if cell.result)
