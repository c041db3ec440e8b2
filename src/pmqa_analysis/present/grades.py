"""The grade of each graded indicator, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmqa_analysis.assess import Assessment
from pmqa_analysis.assess.scorecards.trends import grade_of
from pmqa_analysis.blocks import Block, Cell, Column, Row, Table
from pmqa_analysis.clean.scorecards.printed import Grade
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result

__all__ = ["grade_blocks", "grade_table"]

Grades = Mapping[str, Sequence[Grade]]


def grade_blocks(results: Sequence[Assessment], grades: Grades, words: Wording) -> Iterator[Block]:
    """Yield the grade that each graded indicator has reached, and the table over the years.

    Nothing where no indicator has grades.
    """
    graded = [item for item in results if grades.get(item.measure.measure)]
    for item in graded:
        yield words.say(
            "grades.answer", style="item", measure=words.label(item.measure), value=item.actual,
            grade=_name(item.actual, grades[item.measure.measure], words),
            scale=_scale(grades[item.measure.measure], words),
        )  # fmt: skip
    if graded:
        yield grade_table(graded, grades, words)


def grade_table(graded: Sequence[Assessment], grades: Grades, words: Wording) -> Table:
    """Return each graded indicator with its value and grade of every year shown."""
    years = [str(result.fiscal_year) for result in graded[0].history]
    return Table(
        name="grades", caption=words.text("grades.caption"),
        columns=(
            Column(title=words.text("column.indicator"), width=3.6, row_header=True),
            *(Column(title=words.text("grades.year", year=year), width=1.6, align="end")
              for year in years),
        ),
        rows=tuple(
            Row(cells=(
                Cell(text=words.label(item.measure)),
                *(_cell(one, grades[item.measure.measure], words) for one in item.history),
            ))
            for item in graded
        ),
        notes=(words.text("grades.note"),),
    )  # fmt: skip


def _cell(figure: Result, grades: Sequence[Grade], words: Wording) -> Cell:
    if figure.value is None:
        return words.cell(figure)
    text = words.text("grades.cell", value=words.shown(figure), grade=_name(figure, grades, words))
    return Cell(text=text, result=figure.id)


def _name(figure: Result, grades: Sequence[Grade], words: Wording) -> str:
    grade = None if figure.value is None else grade_of(figure.value, grades)
    return words.text("grades.none") if grade is None else words.pick(grade, "name")


def _scale(grades: Sequence[Grade], words: Wording) -> str:
    """Return the grades with the values from which they hold, the best first."""
    return words.digits(", ".join(f"{one.grade} ≥ {one.low_printed}" for one in grades if one.low))
