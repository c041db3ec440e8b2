from fractions import Fraction

import pandas as pd
import pytest

from pmqa_analysis.clean.scorecards.duties import Duty
from pmqa_analysis.clean.scorecards.model import Band, Kpi, MeasureRow
from pmqa_analysis.clean.scorecards.rows import FrameworkRow, read_rows
from pmqa_analysis.errors import DataError, PmqaError
from pmqa_analysis.load import RawTable
from tests.offices import refused


def table(model, *rows):
    """Return a table of a model's columns; a cell that a row leaves out is blank."""
    cells = [{name: row.get(name, "") for name in model.model_fields} for row in rows]
    frame = pd.DataFrame(cells, columns=list(model.model_fields), dtype=object)
    frame.index = pd.RangeIndex(2, len(rows) + 2, name="row")
    return RawTable("some.csv", frame)


BAND = {"bands": "b", "band": "1", "low": "65", "points": "0.55"}


def test_numbers_are_exact():
    (band,) = read_rows(table(Band, BAND), Band)
    assert (band.low, band.points, band.high) == (65, Fraction(11, 20), None)


def test_thai_numerals_are_read():
    (band,) = read_rows(table(Band, {**BAND, "low": "๖๕", "points": "๐.๕๕"}), Band)
    assert (band.low, band.points) == (65, Fraction(11, 20))


@pytest.mark.parametrize("text", ["มาก", "1.2.3", "N/A", "-"])
def test_a_text_is_no_number(text):
    with refused(DataError, "some.csv:2 [low]", text):
        read_rows(table(Band, {**BAND, "low": text}), Band)


def test_a_row_knows_its_cells():
    (band,) = read_rows(table(Band, BAND), Band)
    assert band.cell("points") == "some.csv:2 [points]"


def test_all_cells_are_told_together():
    with refused(PmqaError, "some.csv:2 [low]", "some.csv:3 [band]"):
        read_rows(table(Band, {**BAND, "low": "x"}, {**BAND, "band": "y"}), Band)


def test_names_are_parted_by_blanks():
    row = {"parts": "1.1.1 1.1.2", "measure_type": "percent", "rubric_scores": "yes"}
    (kpi,) = read_rows(table(Kpi, {"kpi": "K", **row}), Kpi)
    assert kpi.parts == ("1.1.1", "1.1.2")


@pytest.mark.parametrize(("text", "rounds"), [("6 9 12", (6, 9, 12)), ("", ()), ("12", (12,))])
def test_rounds_are_months(text, rounds):
    row = {"duty": "D", "kind": "duty", "step": "1", "rounds": text}
    (duty,) = read_rows(table(Duty, row), Duty)
    assert duty.rounds == rounds


def test_a_choice_names_what_it_may_be():
    with refused(DataError, "[kind]", "favour", "duty"):
        read_rows(table(Duty, {"duty": "D", "kind": "favour", "step": "1"}), Duty)


@pytest.mark.parametrize(("text", "flag"), [("yes", "yes"), ("", "")])
def test_a_flag_is_yes_or_blank(text, flag):
    (row,) = read_rows(table(MeasureRow, {"measure": "m", "cumulative": text}), MeasureRow)
    assert row.cumulative == flag


def test_a_flag_is_nothing_else():
    with refused(DataError, "[cumulative]", "no"):
        read_rows(table(MeasureRow, {"measure": "m", "cumulative": "no"}), MeasureRow)


def test_every_row_says_where_it_is_printed():
    assert set(FrameworkRow.model_fields) == {"document", "lines", "note"}
