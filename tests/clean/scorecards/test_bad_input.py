"""Every line of the issue's “Bad input”, on the committed agreement and a workbook made by hand."""

from __future__ import annotations

import shutil

import pytest

from pmqa_analysis.assess.scorecards.scorecard import score_framework
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.framework_file import load_framework
from pmqa_analysis.clean.scorecards.results import clean_kpi_results
from pmqa_analysis.errors import DataError, PmqaError
from pmqa_analysis.load.scorecard_results import load_scorecard_results
from pmqa_analysis.office import Office
from tests.assess.scorecards.reports import DATA, DOCUMENTS, framework
from tests.load.books import saved, workbook
from tests.offices import refused

AGREEMENT = framework("agreement_2567")
BOOK = "raw/2563/kpi_results.xlsx"
TITLES = (
    "ตัวชี้วัด", "ข้อ", "เงื่อนไข", "รอบ (เดือน)", "ผล", "ตัวตั้ง", "ตัวหาร", "หลักฐาน", "หน่วยงาน",
)  # fmt: skip


def line(kpi, item="", condition="", months=12, value=None, *, counts=(None, None), unit="",
         evidence="หลักฐาน"):  # fmt: skip
    """Return a row of the workbook."""
    return (kpi, item, condition, months, value, *counts, evidence, unit)


@pytest.fixture
def reported(tiny):
    """Return a function that writes rows into a workbook and cleans what is read of it."""

    def clean(*rows, titles=TITLES):
        content = saved(workbook(titles, *rows))
        return clean_kpi_results(load_scorecard_results(tiny({BOOK: content}), BOOK), AGREEMENT)

    return clean


@pytest.fixture
def broken(tmp_path):
    """Return a function that loads the agreement with one text of a table replaced."""

    def load(table, old, new):
        shutil.copytree(DATA / "reference", tmp_path / "office" / "reference")
        shutil.copy(DATA / "office.yml", tmp_path / "office" / "office.yml")
        path = tmp_path / "office/reference/frameworks/agreement_2567" / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{table} has no {old!r}")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return load_framework(Office(tmp_path / "office"), Ledger(), "agreement_2567", DOCUMENTS)

    return load


def test_a_kpi_id_that_does_not_exist(reported):
    with refused(DataError, "ข้อมูล!A2", "1.9"):
        reported(line("1.9", "L1-1", value="✓"))


def test_a_tick_without_evidence(reported):
    results = reported(line("1.1", "L5-1", value="✓", evidence=""))
    (issue,) = results.issues
    assert (issue.kind, "ข้อมูล!E2" in issue.address) == ("tick_without_evidence", True)
    kpi = score_framework(AGREEMENT, results).kpis["1.1"]
    assert [reason.kind for reason in kpi.items[-1].finding.reasons] == ["no_evidence"]


def test_a_percentage_over_100_where_it_cannot_be(reported):
    with refused(DataError, "ข้อมูล!E2", "100.5"):
        reported(line("1.2", "L5-1", value=100.5))


def test_a_numerator_over_its_denominator(reported):
    with refused(DataError, "ข้อมูล!F2", "42", "41"):
        reported(line("1.1", condition="C3", counts=(42, 41)))


def test_a_cumulative_value_below_that_of_an_earlier_round(reported):
    results = reported(
        line("1.1", "L3-2", months=6, value=60), line("1.1", "L3-2", months=9, value=55)
    )
    (issue,) = results.issues
    assert (issue.kind, "ข้อมูล!E3" in issue.address) == ("value_falls", True)
    assert all(word in issue.reason_en for word in ("55", "60", "1.1"))


class TestTwoUnits:
    ROWS = (
        line("1.3", "L3-2", value=90, unit="สำนักประชาสัมพันธ์"),
        line("1.3", "L3-2", value=100, unit="สำนักการพิมพ์"),
    )

    def test_neither_is_the_reporter(self, reported):
        results = reported(*self.ROWS)
        (issue,) = results.issues
        assert issue.kind == "units_differ"
        assert all(cell in issue.address for cell in ("E2", "E3"))
        states = {
            item.item.item: item.finding.state
            for item in score_framework(AGREEMENT, results).kpis["1.3"].items
        }
        assert states["L3-2"] == "not_known"

    def test_one_is_the_reporter(self, reported):
        own = line("1.3", "L3-2", value=85, unit="สำนักเทคโนโลยีสารสนเทศและการสื่อสาร")
        results = reported(*self.ROWS, own)
        assert [issue.kind for issue in results.issues] == ["units_differ_settled"]
        assert results.latest("1.3", "L3-2").value == 85

    def test_all_rows_are_kept(self, reported):
        assert len(reported(*self.ROWS).rows) == 2


class TestChangedStructure:
    def test_a_renamed_column_is_told_by_its_cell(self, reported):
        titles = (*TITLES[:4], "ผลงานเด่น", *TITLES[5:])
        with refused(PmqaError, "ข้อมูล!E1", "ผลงานเด่น"):
            reported(line("1.1", "L1-1", value="✓"), titles=titles)

    def test_a_column_that_is_gone_is_named(self, reported):
        with refused(DataError, BOOK, "รอบ (เดือน)"):
            reported(("1.1", "L1-1", "", "✓"), titles=("ตัวชี้วัด", "ข้อ", "เงื่อนไข", "ผล"))


class TestFramework:
    def test_weights_that_sum_to_99(self, broken):
        with refused(PmqaError, "99", "100", "59", "60"):
            broken("kpis", "(joint KPI),15", "(joint KPI),14")

    def test_a_gate_that_refers_to_itself(self, broken):
        with refused(DataError, "conditions.csv:2", "C0 → C0"):
            broken("conditions", "1.1,C0,,L3-2", "1.1,C0,,C0")


@pytest.mark.parametrize(
    ("sign", "status"),
    [("N/A", "in_process"), ("-", "not_applicable"), ("ไม่ได้รายงาน", "not_reported"),
     (None, "not_reported"), (0, "reported")],
)  # fmt: skip
@pytest.mark.parametrize("item", ["L1-1", "L3-2"])
def test_signs_and_zero_are_told_apart_in_a_workbook(reported, item, sign, status):
    (row,) = reported(line("1.1", item, value=sign)).rows
    assert row.status == status
    assert (row.tick is None and row.value is None) == (status != "reported")


def test_fy_2567_without_results_is_not_yet_measurable_and_says_what_is_missing():
    from pmqa_analysis.assess.scorecards.outlook import find_missing_evidence
    from pmqa_analysis.clean.scorecards.results import KpiResults

    card = score_framework(AGREEMENT, KpiResults())
    assert {kpi.verdict for kpi in card.kpis.values()} == {"not_yet_measurable"}
    total = card.total
    assert (total.score.value, total.floor.value, total.ceiling.value) == (None, 0, 5)
    missing = find_missing_evidence(card)
    assert {one.kpi.kpi for one in missing} == set(AGREEMENT.kpis)
    asked = {row.text_th for row in AGREEMENT.evidence if row.item == "L5-1"}
    assert asked <= {one.text_th for one in missing}
