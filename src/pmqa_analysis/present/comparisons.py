"""Tables of surveys side by side, and of figures that disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pmqa_analysis.assess import Assessment, YearComparison
from pmqa_analysis.blocks import Cell, Column, Row, Table
from pmqa_analysis.clean import Measure, Register
from pmqa_analysis.present.tables import sign_notes, verdict_cell
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Disagreement, Result

__all__ = [
    "disagreement_table", "plan_targets", "stated_surveys", "survey_differences",
    "survey_results",
]  # fmt: skip


def survey_results(assessments: Sequence[Assessment], words: Wording) -> Table | None:
    """Return each survey measure by respondents and aspect, against its own target, if any."""
    if not assessments:
        return None
    years = [result.fiscal_year or 0 for result in assessments[0].history]
    group = words.text("column.performance")
    return Table(
        name="survey_results",
        caption=words.text("caption.survey_results"),
        columns=(
            Column(title=words.text("column.aspect"), width=3.4, row_header=True),
            Column(title=words.text("column.respondents"), width=2.2),
            Column(title=words.text("column.survey_kind"), width=1.75),
            Column(title=words.text("column.target_year", year=years[-1]), width=1.2, align="end"),
            *(
                Column(title=words.text("column.year", year=year), align="end", group=group)
                for year in years
            ),
            Column(title=words.text("column.verdict"), width=1.3, align="center"),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=_aspect(item.measure, words)),
                Cell(text=words.pick(item.measure, "respondents") or words.text("unnamed")),
                Cell(text=words.text(f"survey_kind.{item.measure.survey_kind}")),
                words.cell(item.target),
                *(words.cell(result) for result in item.history),
                verdict_cell(item, words),
            ))
            for item in assessments
        ),
        notes=(*sign_notes(assessments, words), words.text("note.survey_target")),
    )  # fmt: skip


def survey_differences(comparisons: Sequence[YearComparison], words: Wording) -> Table:
    """Return each measure with a value in both years: the difference, and whether it is tested."""
    return Table(
        name="survey_differences",
        caption=words.text("caption.survey_differences"),
        columns=(
            Column(title=words.text("column.measure"), width=3.4, row_header=True),
            Column(title=words.text("column.between"), width=1.5, align="center"),
            Column(title=words.text("column.earlier"), width=1, align="end"),
            Column(title=words.text("column.later"), width=1, align="end"),
            Column(title=words.text("column.points"), width=1.3, align="end"),
            Column(title=words.text("column.tested"), width=2.6),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=words.label(item.assessment.measure)),
                Cell(text=words.digits(f"{item.before.fiscal_year} – {item.now.fiscal_year}")),
                words.cell(item.before), words.cell(item.now), words.cell(item.difference),
                Cell(text=words.text(f"tested.{item.reason}"), tone="muted"),
            ))
            for item in comparisons
            if item.reason != "no_pair"
        ),
    )  # fmt: skip


def stated_surveys(
    name: str, results: Iterable[Result], register: Register, words: Wording
) -> Table:
    """Return survey figures one by one: what was measured, of whom, the value, and where.

    Args:
        name: Name of the table and of its caption.
        results: The figures, each a measure of its own.
        register: Names the measures and the sections.
        words: The report's words.
    """
    columns = (("measure", 3.2), ("respondents", 2.2), ("value", 0.9), ("year_label", 0.9),
               ("section", 2.2))  # fmt: skip
    rows = []
    for result in results:
        measure = register.measures[result.measure]
        year = result.fiscal_year or words.text("undated")
        rows.append(
            Row(cells=(
                Cell(text=words.label(measure)),
                Cell(text=words.pick(measure, "respondents") or words.text("unnamed")),
                words.cell(result),
                Cell(text=words.digits(year)),
                Cell(text=_place(result, register, words)),
            ))
        )  # fmt: skip
    return Table(
        name=name,
        caption=words.text(f"caption.{name}"),
        columns=tuple(
            Column(title=words.text(f"column.{title}"), width=width,
                   align="end" if title == "value" else "start", row_header=title == "measure")
            for title, width in columns
        ),
        rows=tuple(rows),
    )  # fmt: skip


def plan_targets(
    targets: Mapping[Measure, Sequence[Result | None]], years: Sequence[int], words: Wording
) -> Table:
    """Return the targets of the plan, one column a year; blank where none is printed."""
    return Table(
        name="plan_targets",
        caption=words.text("caption.plan_targets"),
        columns=(
            Column(title=words.text("column.measure"), width=4, row_header=True),
            *(Column(title=words.text("column.year", year=year), align="end") for year in years),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=words.pick(measure, "name")),
                *(Cell(text="") if result is None else words.cell(result) for result in row),
            ))
            for measure, row in targets.items()
        ),
    )  # fmt: skip


def disagreement_table(found: Sequence[Disagreement], register: Register, words: Wording) -> Table:
    """Return what the sections state differently: the figure of record and the others."""
    columns = (("indicator", 3.0), ("what", 1.3), ("of_record", 1.1), ("elsewhere", 3.8),
               ("nature", 2.4))  # fmt: skip
    rows = []
    for item in found:
        first, *others = item.statements
        what = item.kind if item.kind in ("unit", "count") else first.statistic
        nature = "look_alike" if item.kind == "look_alike" else "value"
        rows.append(
            Row(cells=(
                Cell(text=words.label(register.measures[item.measure])),
                Cell(text=words.text(f"nature.{what}")),
                Cell(text=_statement(first, item, words), result=first.id),
                Cell(text=_others(first, others, item, register, words),
                     result=_differing(first, others, item)[-1].id),
                Cell(text=words.text(f"nature.{item.kind if what == item.kind else nature}_why")),
            ))
        )  # fmt: skip
    return Table(
        name="disagreements",
        caption=words.text("caption.disagreements"),
        columns=tuple(
            Column(title=words.text(f"column.{title}"), width=width,
                   row_header=title == "indicator")
            for title, width in columns
        ),
        rows=tuple(rows),
        size="small",
    )  # fmt: skip


def _statement(result: Result, item: Disagreement, words: Wording) -> str:
    if item.kind == "unit":
        return words.digits(result.unit)
    if result.statistic == "named_items":
        return words.text("named_count", count=result)
    return words.shown(result)


def _others(
    first: Result, others: Sequence[Result], item: Disagreement, register: Register, words: Wording
) -> str:
    """Return the statements that differ from the first, each with its place."""
    texts = []
    for other in _differing(first, others, item):
        place = _place(other, register, words)
        prefix = ""
        if item.kind == "look_alike":
            prefix = f"{words.pick(register.measures[other.measure], 'short')} "
        texts.append(f"{prefix}{_statement(other, item, words)}" + (f" ({place})" if place else ""))
    return "; ".join(texts)


def _differing(first: Result, others: Sequence[Result], item: Disagreement) -> list[Result]:
    return [
        other for other in others
        if item.kind != "value" or other.value != first.value
        if item.kind != "unit" or other.unit != first.unit
    ]  # fmt: skip


def _place(result: Result, register: Register, words: Wording) -> str:
    if result.section not in register.sections:
        return ""
    line = result.source.rpartition(":")[2]
    section = words.title(register.sections[result.section])
    return words.text("source_section", section=section, lines=line)


def _aspect(measure: Measure, words: Wording) -> str:
    code = words.digits(f"{measure.measure} ") if measure.group else ""
    return code + (words.pick(measure, "aspect") or words.pick(measure, "short"))
