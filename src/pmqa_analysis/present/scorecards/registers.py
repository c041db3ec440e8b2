"""Tables beside a scorecard: character of the KPIs, Green Office, innovations, words, faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmqa_analysis.assess.scorecards.levels import LevelCheck
from pmqa_analysis.assess.scorecards.trends import CoverageYear
from pmqa_analysis.blocks import Cell, Column, Passage, Row, Run, Table
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.model import Part
from pmqa_analysis.clean.scorecards.printed import Coverage, FrameworkIssue
from pmqa_analysis.clean.scorecards.registers import Innovation, Term
from pmqa_analysis.present.scorecards.cells import kpi_title
from pmqa_analysis.present.sources import line_ranges
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import exact_text

__all__ = ["classification_table", "coverage_answer", "coverage_table", "glossary_table",
           "grades_table", "innovations_table", "issues_table", "level_items"]  # fmt: skip


def classification_table(framework: Framework, words: Wording) -> Table | None:
    """Return the character of each KPI as the print classes it; None where it classes none."""
    if not any(kpi.characteristic_th for kpi in framework.kpis.values()):
        return None
    rows: list[Row] = []
    for component in framework.components:
        rows += _classified(framework, component, words)
    return Table(
        name="classification", caption=words.text("kpi_caption.classification"),
        columns=(
            Column(title=words.text("kpi_column.kpi_name"), width=6, row_header=True),
            Column(title=words.text("kpi_column.characteristic"), width=1.4, align="center"),
        ),
        rows=tuple(rows), size="small",
    )  # fmt: skip


def _classified(framework: Framework, part: Part, words: Wording) -> Iterator[Row]:
    name = Cell(text=words.pick(part, "name"))
    top = not part.parent
    yield (
        Row(kind="total", cells=(name, Cell(text=""))) if top else Row(kind="group", cells=(name,))
    )
    below = framework.parts_below(part.part)
    for each in below:
        yield from _classified(framework, each, words)
    for kpi in () if below else framework.kpis_of(part.part):
        yield Row(cells=(Cell(text=kpi_title(kpi, words)), Cell(text=kpi.characteristic_th or "-")))


def coverage_table(
    framework: Framework, scale: str, years: Sequence[CoverageYear], words: Wording
) -> Table | None:
    """Return the units of a scale by the year in which each is or is to be certified."""
    if not years:
        return None
    body: list[Row] = []
    for year in years:
        rows = [row for row in framework.coverage if row.fiscal_year == year.fiscal_year]
        body += [_coverage_row(framework, row, words) for row in rows if row.scale == scale]
        total = words.text("coverage.total", year=year.fiscal_year)
        body.append(
            Row(kind="total", cells=(Cell(text=total), Cell(text=""), words.cell(year.reached)))
        )
    return Table(
        name="coverage", caption=words.text("kpi_caption.coverage"),
        columns=(
            Column(title=words.text("kpi_column.unit_name"), width=4.4, row_header=True),
            Column(title=words.text("kpi_column.coverage_year"), width=1.6, align="center"),
            Column(title=words.text("kpi_column.coverage_state"), width=2.4, align="center"),
        ),
        rows=tuple(body), size="small",
    )  # fmt: skip


def _coverage_row(framework: Framework, row: Coverage, words: Wording) -> Row:
    unit = framework.units.get(row.unit)
    grade = next(
        (each for each in framework.scales.get(row.scale, ()) if each.grade == row.grade), None
    )
    state = words.text(f"coverage.{row.state}")
    text = f"✓ {words.pick(grade, 'name')}" if grade else state
    return Row(cells=(
        Cell(text=words.pick(unit, "name") if unit else row.printed),
        Cell(text=words.digits(row.fiscal_year)),
        Cell(text=text, tone="good" if row.state == "certified" else "muted"),
    ))  # fmt: skip


def coverage_answer(years: Sequence[CoverageYear], words: Wording) -> Passage | None:
    """Return how the coverage grows year by year, of how many units; None without a year."""
    if not years:
        return None
    steps: list[Run] = []
    for year in years:
        steps += words.runs("coverage.arrow") if steps else ()
        steps += words.runs("coverage.step", year=year.fiscal_year, count=year.reached)
    return words.say("coverage.answer", steps=steps, total=years[-1].whole)


def grades_table(framework: Framework, scale: str, words: Wording) -> Table | None:
    """Return the grades of a scale as printed, beside the bounds that are used."""
    grades = framework.scales.get(scale, ())
    if not any(grade.low is not None for grade in grades):
        return None
    return Table(
        name=f"grades_{scale}",
        caption=words.text("kpi_caption.grades", scale=words.text(f"scale.{scale}")),
        columns=(
            Column(title=words.text("kpi_column.grade"), width=2.4, row_header=True),
            Column(title=words.text("kpi_column.printed"), width=3.4),
            Column(title=words.text("kpi_column.from"), width=1.2, align="end"),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=words.pick(grade, "name")), Cell(text=words.digits(grade.printed)),
                Cell(text=words.digits(exact_text(grade.low))),
            ))
            for grade in grades
        ),
        notes=(words.text("kpi_note.grades"),),
    )  # fmt: skip


def level_items(checks: Sequence[LevelCheck], words: Wording) -> Iterator[Passage]:
    """Yield each named level aimed at, the latest reached, and whether it is reached this year."""
    for check in checks:
        known = check.actual is not None and check.actual_grade is not None
        yield words.say(
            "level.known" if known else "level.unknown", style="item",
            scale=words.text(f"scale.{check.scale}"), agency=words.pick(check.target, "agency"),
            target=words.pick(check.target_grade, "name"), year=check.target.fiscal_year,
            grade=words.pick(check.actual_grade, "name") if check.actual_grade else "",
            reached=check.actual.fiscal_year if check.actual else "",
            verdict=words.text(f"level_verdict.{check.verdict}"),
        )  # fmt: skip


def innovations_table(
    innovations: Sequence[Innovation], framework: Framework, words: Wording
) -> Table | None:
    """Return the register of innovations; None where there is none."""
    if not innovations:
        return None
    return Table(
        name="innovations",
        caption=words.text("kpi_caption.innovations", year=innovations[0].fiscal_year),
        columns=(
            Column(title=words.text("kpi_column.number"), width=0.7, align="center"),
            Column(title=words.text("kpi_column.innovation"), width=5, row_header=True),
            Column(title=words.text("kpi_column.kind"), width=1.8),
            Column(title=words.text("kpi_column.responsible"), width=2.6),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=words.digits(one.number)), Cell(text=words.pick(one, "name")),
                Cell(text=words.listing([words.text(f"innovation.{kind}") for kind in one.kinds])),
                Cell(text=words.listing([words.pick(framework.units[unit], "name")
                                         for unit in one.units])),
            ))
            for one in innovations
        ),
        size="small",
    )  # fmt: skip


def glossary_table(terms: Sequence[Term], words: Wording) -> Table | None:
    """Return the words of a framework and what they mean; None where there are none."""
    if not terms:
        return None
    return Table(
        name="glossary", caption=words.text("kpi_caption.glossary"),
        columns=(
            Column(title=words.text("kpi_column.term"), width=2, row_header=True),
            Column(title=words.text("kpi_column.meaning"), width=5.4),
            Column(title=words.text("kpi_column.used_in"), width=0.9, align="center"),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=words.pick(term, "term")), Cell(text=words.pick(term, "text")),
                Cell(text=words.digits(term.kpi)),
            ))
            for term in terms
        ),
        notes=(words.text("kpi_note.glossary"),), size="small",
    )  # fmt: skip


def issues_table(issues: Sequence[FrameworkIssue], words: Wording) -> Table | None:
    """Return what the print has wrong or leaves open, beside the reading used; None without any."""
    if not issues:
        return None
    return Table(
        name="issues", caption=words.text("kpi_caption.framework_issues"),
        columns=(
            Column(title=words.text("kpi_column.subject"), width=1.3, row_header=True),
            Column(title=words.text("kpi_column.found"), width=4),
            Column(title=words.text("kpi_column.reading"), width=3.4),
            Column(title=words.text("kpi_column.lines"), width=1.2),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=words.digits(words.listing(list(one.subject)) or one.issue)),
                Cell(text=words.pick(one, "text")), Cell(text=words.pick(one, "reading")),
                Cell(text=words.digits(line_ranges([one.lines]))),
            ))
            for one in issues
        ),
        size="small",
    )  # fmt: skip
