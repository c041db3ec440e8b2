"""Tables of one survey's data: rows, response rates, completeness, faults, careless answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pmqa_analysis.assess.quality import SourceQuality, SurveyQuality
from pmqa_analysis.blocks import Block, Cell, Column, Heading, Passage, Row, Run, Table
from pmqa_analysis.clean import Issue
from pmqa_analysis.clean.surveys.codebook_check import Finding
from pmqa_analysis.present.data_quality.names import category_name, item_name, name_of
from pmqa_analysis.present.wording import Wording

__all__ = [
    "careless_effects", "careless_section", "completeness_by_item", "drift_items",
    "drift_section", "issues_by_kind", "issues_section", "reading_notes", "response_rates",
    "rows_by_source", "survey_heading",
]  # fmt: skip

_ROWS = ("rows_in", "kept", "rejected", "duplicates", "blank")
_ROWS_TOLD, _COLUMNS_TOLD = 30, 10
# A cell or a row: file, sheet and letter, then the row, then the title.
_ADDRESS = re.compile(r"(?P<file>[^\[]*[:!][A-Z]{0,3}?)(?P<row>\d+)(?P<title> \[.*\])?", re.DOTALL)
_READ = ("encoding", "delimiter", "header rows", "missing range")


def survey_heading(quality: SurveyQuality, words: Wording) -> Heading:
    """Return the heading of a survey: its name."""
    return Heading(text=name_of(quality.codebook, words))


def issues_section(quality: SurveyQuality, words: Wording) -> Iterator[Block]:
    """Yield what was found in a survey's data, under its heading."""
    yield words.heading("quality_issues", level=2)
    yield issues_by_kind(quality, words) or words.say("quality.no_issues")


def drift_section(findings: Sequence[Finding], words: Wording) -> Iterator[Block]:
    """Yield how the questions differ from the year before, under its heading."""
    yield words.heading("quality_drift", level=2)
    yield from drift_items(findings, words)


def careless_section(quality: SurveyQuality, words: Wording) -> Iterator[Block]:
    """Yield the effect of careless answers, under its heading."""
    yield words.heading("quality_careless", level=2)
    yield careless_effects(quality, words) or words.say("quality.no_careless")


def rows_by_source(quality: SurveyQuality, words: Wording) -> Table:
    """Return what became of the rows of each source, and how complete those kept are."""
    return Table(
        name=f"{quality.survey.survey}_rows",
        caption=words.text("caption.quality_rows", survey=name_of(quality.codebook, words)),
        columns=(
            Column(title=words.text("column.quality_source"), width=3.2, row_header=True),
            *(Column(title=words.text(f"column.quality_{row}"), width=1, align="end")
              for row in _ROWS),
            Column(title=words.text("column.quality_completeness"), width=1.3, align="end"),
        ),
        rows=(
            *(_source_row(source, name_of(source.source, words), "data", words)
              for source in quality.sources if source.source),
            _source_row(quality.total, words.text("quality.all_sources"), "total", words),
        ),
        notes=(words.text("note.quality_rows"), words.text("note.quality_completeness")),
    )  # fmt: skip


def reading_notes(quality: SurveyQuality, words: Wording) -> Iterator[Passage]:
    """Yield how each file was read: its encoding, its delimiter, where its header stands."""
    for file, remarks in quality.survey.remarks.items():
        parts = (remark.partition(": ") for remark in remarks)
        told = [_read_as(name, value, words) for name, _, value in parts if name in _READ]
        if told:
            yield words.say(
                "quality.read_as", style="note", file=(Run(text=file),), how=words.listing(told)
            )


def response_rates(quality: SurveyQuality, words: Wording) -> Table | None:
    """Return response rates by group; None where the codebook knows no numbers of people."""
    if not quality.rates and quality.population.value is None:
        return None
    rows = [
        Row(cells=(Cell(text=name_of(group, words)), Cell(text=category_name(group, code, words)),
                   words.cell(people), words.cell(rate)))
        for group, code, people, rate in quality.rates
    ]  # fmt: skip
    total = Row(
        kind="total",
        cells=(Cell(text=words.text("quality.everyone")), Cell(text=""),
               words.cell(quality.population), words.cell(quality.response_rate)),
    )  # fmt: skip
    return Table(
        name=f"{quality.survey.survey}_response_rates",
        caption=words.text("caption.quality_rates", survey=name_of(quality.codebook, words)),
        columns=(
            Column(title=words.text("column.quality_group"), width=2, row_header=True),
            Column(title=words.text("column.quality_category"), width=3),
            Column(title=words.text("column.quality_population"), width=1.3, align="end"),
            Column(title=words.text("column.quality_rate"), width=1.3, align="end"),
        ),
        rows=(*rows, total),
        notes=(words.text("note.suppressed"),)
        if any(rate.status == "suppressed" for *_, rate in quality.rates) else (),
    )  # fmt: skip


def completeness_by_item(quality: SurveyQuality, words: Wording) -> Table | None:
    """Return how many answered each item; None for a survey without items."""
    if not quality.items:
        return None
    year = quality.survey.fiscal_year
    return Table(
        name=f"{quality.survey.survey}_completeness", size="small",
        caption=words.text(
            "caption.quality_completeness", survey=name_of(quality.codebook, words)
        ),
        columns=(
            Column(title=words.text("column.quality_item"), width=5.5, row_header=True),
            Column(title=words.text("column.quality_asked"), width=1, align="end"),
            Column(title=words.text("column.quality_completeness"), width=1.3, align="end"),
            Column(title=words.text("column.quality_non_answers"), width=1.3, align="end"),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=item_name(one.item, year, words)),
                words.cell(one.asked), words.cell(one.completeness), words.cell(one.non_answers),
            ))
            for one in quality.items
        ),
        notes=(words.text("note.quality_non_answers"),),
    )  # fmt: skip


def issues_by_kind(quality: SurveyQuality, words: Wording) -> Table | None:
    """Return how many cells or rows of each kind of fault, and where; None where there is none."""
    if not quality.issues:
        return None
    by_kind: dict[str, list[Issue]] = {kind: [] for kind in quality.issues}
    for issue in quality.survey.issues:
        by_kind.setdefault(issue.kind, []).append(issue)
    return Table(
        name=f"{quality.survey.survey}_issues", size="small",
        caption=words.text("caption.quality_issues", survey=name_of(quality.codebook, words)),
        columns=(
            Column(title=words.text("column.quality_kind"), width=2.6, row_header=True),
            Column(title=words.text("column.quality_severity"), width=1.2),
            Column(title=words.text("column.quality_count"), width=0.8, align="end"),
            Column(title=words.text("column.quality_addresses"), width=6),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=words.text(f"issue_kind.{kind}")),
                Cell(text=words.text(f"severity.{by_kind[kind][0].severity}")),
                words.cell(count), Cell(text=_addresses(by_kind[kind], words)),
            ))
            for kind, count in quality.issues.items()
        ),
        notes=(words.text("note.quality_addresses", survey=quality.survey.survey),),
    )  # fmt: skip


def drift_items(findings: Sequence[Finding], words: Wording) -> Iterator[Passage]:
    """Yield how the questions differ from the year before; a sentence where none does."""
    if not findings:
        yield words.say("quality.no_drift")
    for finding in findings:
        yield words.passage(
            words.strong(words.text(f"drift.{finding.kind}")),
            words.runs("quality.drift", text=finding.th if words.language == "th" else finding.en),
            style="item",
        )  # fmt: skip


def careless_effects(quality: SurveyQuality, words: Wording) -> Table | None:
    """Return each item's mean with and without careless answers; None where there is none."""
    if not quality.effects:
        return None
    year = quality.survey.fiscal_year
    return Table(
        name=f"{quality.survey.survey}_careless", size="small",
        caption=words.text("caption.quality_careless", survey=name_of(quality.codebook, words)),
        columns=(
            Column(title=words.text("column.quality_item"), width=5.5, row_header=True),
            Column(title=words.text("column.quality_everyone"), width=1.2, align="end"),
            Column(title=words.text("column.quality_careful"), width=1.2, align="end"),
            Column(title=words.text("column.plain_difference"), width=1.2, align="end"),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=item_name(one.item, year, words)),
                words.cell(one.everyone), words.cell(one.careful), words.cell(one.difference),
            ))
            for one in quality.effects
        ),
        notes=(words.text("note.quality_careless"), words.text("note.suppressed")),
    )  # fmt: skip


def _source_row(source: SourceQuality, name: str, kind: str, words: Wording) -> Row:
    cells = [words.cell(source.rows[row]) for row in _ROWS]
    return Row.model_validate(
        {"kind": kind, "cells": (Cell(text=name), *cells, words.cell(source.completeness))}
    )


def _read_as(name: str, value: str, words: Wording) -> str:
    """Return one particular of how a file was read; an encoding keeps its name."""
    signs = ("comma", "semicolon", "tab")
    shown = words.text(f"delimiter.{value}") if value in signs else value
    return words.text(f"reading.{name.replace(' ', '_')}", value=(Run(text=shown),))


def _rows_of(column: str, rows: Sequence[str], words: Wording) -> str:
    """Return a column with the rows of it; a path and a row's number stay as they are."""
    if not rows:
        return column
    told = {"column": (Run(text=column),), "rows": (Run(text=", ".join(rows)),)}
    return words.text("quality.rows_of", **told)


def _addresses(issues: Sequence[Issue], words: Wording) -> str:
    """Return the rows of a kind column by column, and whether there are more."""
    columns: dict[str, list[str]] = {}
    more = any(issue.count > 1 for issue in issues)
    for issue in issues:
        found = _ADDRESS.fullmatch(issue.address)
        column = f"{found['file'].rstrip(':!')}{found['title'] or ''}" if found else issue.address
        rows = columns.setdefault(column, [])
        more |= len(rows) >= _ROWS_TOLD
        if found and len(rows) < _ROWS_TOLD:
            rows.append(found["row"])
    shown = list(columns.items())[:_COLUMNS_TOLD]
    told = [_rows_of(column, rows, words) for column, rows in shown]
    more |= len(columns) > _COLUMNS_TOLD
    return " · ".join(told) + (words.text("quality.more_addresses") if more else "")
