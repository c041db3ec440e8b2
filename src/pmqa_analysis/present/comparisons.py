"""Tables of surveys side by side, and of figures that disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pmqa_analysis.assess import Assessment, YearComparison
from pmqa_analysis.blocks import Cell, Column, Row, Table
from pmqa_analysis.clean import Measure
from pmqa_analysis.present.tables import sign_notes, verdict_cell
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Disagreement, Result
from pmqa_analysis.year import Year

__all__ = [
    "disagreement_table", "kpi_place", "plan_targets", "stated_surveys", "survey_differences",
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
        caption=_in_percent("survey_results", [item.measure for item in assessments], words),
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
            Column(title=words.text(_points(comparisons)), width=1.3, align="end"),
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
    name: str, results: Iterable[Result], year: Year, words: Wording
) -> Table | None:
    """Return survey figures one by one: what was measured, of whom, the value, and where.

    None where there is none.

    Args:
        name: Name of the table and of its caption.
        results: The figures, each a measure of its own.
        year: Names the measures and the sections.
        words: The report's words.
    """
    columns = (("measure", 3.2), ("respondents", 2.2), ("value", 0.9), ("year_label", 0.9),
               ("section", 2.2))  # fmt: skip
    rows, measures = [], []
    for result in results:
        measure = year.register.measures[result.measure]
        measures.append(measure)
        rows.append(
            Row(cells=(
                Cell(text=words.label(measure)),
                Cell(text=words.pick(measure, "respondents") or words.text("unnamed")),
                words.cell(result),
                Cell(text=words.digits(result.fiscal_year or words.text("undated"))),
                Cell(text=_place(result, year, words)),
            ))
        )  # fmt: skip
    if not rows:
        return None
    return Table(
        name=name,
        caption=_in_percent(name, measures, words),
        columns=tuple(
            Column(title=words.text(f"column.{title}"), width=width,
                   align="end" if title == "value" else "start", row_header=title == "measure")
            for title, width in columns
        ),
        rows=tuple(rows),
    )  # fmt: skip


def plan_targets(
    targets: Mapping[Measure, Sequence[Result | None]], years: Sequence[int], words: Wording
) -> Table | None:
    """Return the targets of the plan, one column a year; blank where none is printed.

    None where the plan has no target.
    """
    if not targets:
        return None
    return Table(
        name="plan_targets",
        caption=_in_percent("plan_targets", list(targets), words),
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


def disagreement_table(found: Sequence[Disagreement], year: Year, words: Wording) -> Table:
    """Return what the sections state differently: a row for each statement unlike the record.

    Args:
        found: The disagreements.
        year: Names the measures, the sections and the frameworks.
        words: The report's words.
    """
    columns = (("indicator", 3.0), ("what", 1.3), ("of_record", 1.1), ("elsewhere", 3.8),
               ("nature", 2.4))  # fmt: skip
    rows, register = [], year.register
    homes = {item.statements[0].section for item in found} & {*register.sections}
    home = words.title(register.sections[homes.pop()]) if len(homes) == 1 else ""
    for item in found:
        first = item.statements[0]
        what = item.kind if item.kind in ("unit", "count") else first.statistic
        rows += [
            Row(cells=(
                Cell(text=words.label(register.measures[item.measure])),
                Cell(text=words.text(f"nature.{what}")),
                Cell(text=_statement(first, item, words), result=first.id),
                Cell(text=_elsewhere(other, item, year, words), result=other.id),
                Cell(text=words.text(f"nature.{item.kind}_why")),
            ))
            for other in item.differing
        ]  # fmt: skip
    return Table(
        name="disagreements",
        caption=words.text("caption.disagreements"),
        columns=tuple(
            Column(title=(title == "of_record" and home) or words.text(f"column.{title}"),
                   width=width, row_header=title == "indicator")
            for title, width in columns
        ),
        rows=tuple(rows),
        size="small",
    )  # fmt: skip


def _in_percent(name: str, measures: Sequence[Measure], words: Wording) -> str:
    """Return a caption that says percent only where every measure is one."""
    percent = words.text("caption.in_percent") if all(m.is_percent for m in measures) else ""
    return words.text(f"caption.{name}") + percent


def _points(comparisons: Sequence[YearComparison]) -> str:
    percent = all(item.assessment.measure.is_percent for item in comparisons)
    return "column.points" if percent else "column.plain_difference"


def _statement(result: Result, item: Disagreement, words: Wording) -> str:
    if item.kind == "unit":
        return words.digits(result.unit)
    if result.statistic == "named_items":
        return words.text("named_count", count=result)
    return words.shown(result)


def _elsewhere(result: Result, item: Disagreement, year: Year, words: Wording) -> str:
    """Return what another section states, and where."""
    place = _place(result, year, words)
    looks_alike = item.kind == "look_alike"
    name = words.pick(year.register.measures[result.measure], "short") + " " if looks_alike else ""
    return name + _statement(result, item, words) + (f" ({place})" if place else "")


def _place(result: Result, year: Year, words: Wording) -> str:
    section = year.register.sections.get(result.section)
    if section is None:
        return kpi_place(result, year, words)
    line = result.source.rpartition(":")[2]
    return words.text("source_section", section=words.title(section), lines=line)


def kpi_place(result: Result, year: Year, words: Wording) -> str:
    """Return where a KPI's report states a figure; empty for a figure of no framework."""
    framework, dot, kpi = result.measure.partition(".")
    if not dot or not result.statistic.startswith("reported_"):
        return ""
    title = words.pick(year.scorecards.framework(framework).head, "name")
    return words.text("kpi_place", framework=title, kpi=kpi)


def _aspect(measure: Measure, words: Wording) -> str:
    code = words.digits(f"{measure.measure} ") if measure.group else ""
    aspect = words.pick(measure, "aspect") or words.pick(measure, "short")
    return code + aspect + ("" if measure.is_percent else f" ({words.pick(measure, 'unit')})")
