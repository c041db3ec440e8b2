"""Tables of one survey's data: rows, response rates, answers by item, with and without careless."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pmqa_analysis.assess.quality import SourceQuality, SurveyQuality
from pmqa_analysis.blocks import Block, Cell, Heading, Passage, Row, Run, Table
from pmqa_analysis.clean.surveys.codebook import Item
from pmqa_analysis.present.data_quality.names import category_name, item_name, name_of
from pmqa_analysis.present.grid import columns_of, grid, group_row
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result

__all__ = [
    "careless_section", "completeness_by_item", "reading_notes", "response_rates",
    "rows_by_source", "survey_heading",
]  # fmt: skip

_ROWS = ("rows_in", "kept", "rejected", "duplicates", "blank")
_READ = ("encoding", "delimiter", "header rows", "missing range")


def survey_heading(quality: SurveyQuality, words: Wording) -> Heading:
    """Return the heading of a survey: its name."""
    return Heading(text=name_of(quality.codebook, words))


def careless_section(quality: SurveyQuality, words: Wording) -> Iterator[Block]:
    """Yield the effect of careless answers on each item, under its heading.

    A sentence stands in its place where there are none, or too few to show what they change.
    """
    yield words.heading("quality_careless", level=2)
    if not quality.effects:
        yield words.say("quality.no_careless")
    elif all(one.careful.status == "suppressed" for one in quality.effects):
        yield words.say("quality.few_careless", careless=quality.careless)
    else:
        figures = [(one.item, one.everyone, one.careful, one.difference)
                   for one in quality.effects]  # fmt: skip
        yield from _by_item(
            quality, "careless", figures, words, "everyone", "careful", "difference"
        )


def rows_by_source(quality: SurveyQuality, words: Wording) -> Table | None:
    """Return what became of the rows of each source, and how complete those kept are."""
    return grid(
        f"{quality.survey.survey}_rows", _caption("rows", quality, words),
        (
            *columns_of(words, "column", ("quality_source", 3.2)),
            *columns_of(words, "column", *((f"quality_{row}", 1) for row in _ROWS),
                        ("quality_completeness", 1.3), align="end", row_header=False),
        ),
        (
            *(_source_row(source, name_of(source.source, words), "data", words)
              for source in quality.sources if source.source),
            _source_row(quality.total, words.text("quality.all_sources"), "total", words),
        ),
        notes=(words.text("note.quality_rows"), words.text("note.quality_completeness")),
        size="normal",
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
    rows: list[Row] = []
    for name, rates in groupby(quality.rates, key=lambda rate: name_of(rate[0], words)):
        rows.append(group_row(name))
        rows += [
            Row(cells=(Cell(text=category_name(group, code, words)), words.cell(people),
                       words.cell(rate)))
            for group, code, people, rate in rates
        ]  # fmt: skip
    rows.append(Row(
        kind="total",
        cells=(Cell(text=words.text("quality.everyone")), words.cell(quality.population),
               words.cell(quality.response_rate)),
    ))  # fmt: skip
    return grid(
        f"{quality.survey.survey}_response_rates", _caption("rates", quality, words),
        (
            *columns_of(words, "column", ("quality_group", 4)),
            *columns_of(words, "column", ("quality_population", 1.3), ("quality_rate", 1.3),
                        align="end", row_header=False),
        ),
        rows, notes=_suppressed_note([rate for *_, rate in quality.rates], words), size="normal",
    )  # fmt: skip


def completeness_by_item(quality: SurveyQuality, words: Wording) -> Table | None:
    """Return how many answered each item; None for a survey without items."""
    figures = [(one.item, one.asked, one.completeness, one.non_answers) for one in quality.items]
    tables = _by_item(
        quality, "completeness", figures, words, "asked", "completeness", "non_answers"
    )
    return next(tables, None)


def _by_item(
    quality: SurveyQuality, name: str, figures: Sequence[tuple[Item, *tuple[Result, ...]]],
    words: Wording, *columns: str,
) -> Iterator[Table]:  # fmt: skip
    """Yield a table of three figures an item; none for no item."""
    year = quality.survey.fiscal_year
    table = grid(
        f"{quality.survey.survey}_{name}", _caption(name, quality, words),
        (
            *columns_of(words, "column", ("quality_item", 5.5)),
            *columns_of(words, "column", *((f"quality_{column}", 1.2) for column in columns),
                        align="end", row_header=False),
        ),
        [
            [Cell(text=item_name(item, year, words)), *map(words.cell, results)]
            for item, *results in figures
        ],
        notes=(words.text(f"note.quality_{name}_items"),
               *_suppressed_note([one for _, *results in figures for one in results], words)),
    )  # fmt: skip
    if table is not None:
        yield table


def _caption(name: str, quality: SurveyQuality, words: Wording) -> str:
    return words.text(f"caption.quality_{name}", survey=name_of(quality.codebook, words))


def _suppressed_note(results: Sequence[Result], words: Wording) -> tuple[str, ...]:
    hidden = any(result.status == "suppressed" for result in results)
    return (words.text("note.suppressed"),) if hidden else ()


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
