"""The two frameworks whose data are committed say what their documents print."""

import csv
import re
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.framework_file import load_framework
from pmqa_analysis.office import Office
from tests.facts.test_committed_facts import DAMAGED_THAI

DATA = Path(__file__).parents[2] / "data"
FOLDER = DATA / "reference" / "frameworks"
TABLES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.csv"))
WITHOUT_LINE = {("agreement_2567/units.csv", "OPS")}


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def framework(name):
    with (DATA / "reference/documents.csv").open(encoding="utf-8", newline="") as file:
        documents = {row["document"] for row in csv.DictReader(file)}
    return load_framework(Office(DATA), Ledger(), name, documents)


@pytest.fixture(scope="module")
def agreement():
    return framework("agreement_2567")


@pytest.fixture(scope="module")
def hr_plan():
    return framework("hr_plan_2566")


class TestAgreement:
    def test_it_has_the_counts_of_the_print(self, agreement):
        items = sum(len(rubric.items) for rubric in agreement.rubrics.values())
        conditions = sum(len(rubric.conditions) for rubric in agreement.rubrics.values())
        counts = (len(agreement.components), len(agreement.kpis), items, conditions)
        assert counts == (2, 8, 41, 51)
        assert (len(agreement.owners), len(agreement.units)) == (97, 19)

    def test_the_components_weigh_60_and_40(self, agreement):
        assert [part.weight for part in agreement.components] == [60, 40]

    def test_the_kpis_weigh_four_times_15_and_four_times_10(self, agreement):
        assert [kpi.weight for kpi in agreement.kpis.values()] == [15] * 4 + [10] * 4

    def test_the_summary_table_prints_45_and_30_of_them(self, agreement):
        printed = Counter()
        for row in agreement.printed_weights:
            if row.where == "summary" and row.subject not in ("C1", "C2"):
                printed[row.subject[0]] += row.weight or 0
        assert printed == {"1": 45, "2": 30}

    def test_the_sheets_print_every_weight(self, agreement):
        sheets = {
            row.subject: row.weight for row in agreement.printed_weights if row.where == "sheet"
        }
        assert sheets == {kpi.kpi: kpi.weight for kpi in agreement.kpis.values()}

    @pytest.mark.parametrize(
        ("kpi", "counts"),
        [
            ("1.1", [1, 2, 1]), ("1.2", [1, 2, 2]), ("1.3", [1, 2, 1]), ("1.4", [1, 2, 2]),
            ("2.1", [1, 2, 1]), ("2.2", [1, 2, 2]), ("2.3", [1, 2, 2]), ("2.4", [1, 2, 2]),
        ],
    )  # fmt: skip
    def test_each_level_has_its_items(self, agreement, kpi, counts):
        assert [len(level.items) for level in agreement.rubrics[kpi].levels] == counts

    def test_six_outcomes_gate_the_100_percent_item_of_1_1(self, agreement):
        rubric = agreement.rubrics["1.1"]
        (gate,) = rubric.gates_of("L3-2")
        limits = [each.threshold for each in rubric.conditions_below(gate.condition)]
        assert (gate.rule, limits) == ("all", [60, 85, 60, 80, 80, 70])

    def test_each_kpi_has_one_reporter(self, agreement):
        reporters = [agreement.reporter_of(kpi).unit for kpi in agreement.kpis]
        assert reporters == ["PR", "COM2", "ICT", "CA", "ICT", "HRD", "HRD", "CA"]

    def test_a_unit_is_found_by_what_the_print_makes_of_it(self, agreement):
        assert agreement.find_unit("สำนักกฤษฎีกา 1").unit == "COM1"
        assert agreement.find_unit("สำนักรายงานการประชุมและตัวเลข").unit == "REC"

    def test_every_unit_of_the_19_has_a_role_in_kpi_1_4(self, agreement):
        owners = {owner.unit for owner in agreement.owners_of("1.4")}
        assert owners == set(agreement.units)

    def test_rounds_are_printed_for_2_3_and_2_4_alone(self, agreement):
        owed = {
            months: Counter(duty.sheet for duty in agreement.duties_in(months)) for months in (6, 9)
        }
        assert owed == {6: {"2.3": 2, "2.4": 2}, 9: {"2.3": 2, "2.4": 2}}
        assert Counter(duty.sheet for duty in agreement.duties_in(12))["2.3"] == 3

    def test_5_units_are_certified_and_11_and_19_are_reached_by_plan(self, agreement):
        years = Counter(row.fiscal_year for row in agreement.coverage)
        assert years == {2566: 5, 2567: 6, 2568: 8}
        gold = [row.unit for row in agreement.coverage if row.state == "certified"]
        assert gold == ["PRT", "FA", "REC", "BFL", "POL"]
        assert {row.unit for row in agreement.coverage} == set(agreement.units)

    def test_the_signs_of_the_trend_sheet_are_kept_apart(self, agreement):
        signs = Counter(row.printed for row in agreement.baselines if not row.value)
        assert signs == {"N/A": 4, "-": 17}

    def test_the_sixth_measure_begins_in_2567(self, agreement):
        assert agreement.measures["1.1.6"].first_year == 2567
        kinds = {row.kind for row in agreement.baselines if row.measure == "1.1.6"}
        assert kinds == {"target"}


class TestHrPlan:
    def test_it_has_the_counts_of_the_print(self, hr_plan):
        kinds = Counter(part.kind for part in hr_plan.parts.values())
        assert kinds == {"strategy": 4, "tactic": 12, "plan": 24, "project": 37}
        criteria = sum(len(rubric.items) for rubric in hr_plan.rubrics.values())
        bands = sum(len(table) for table in hr_plan.bands.values())
        assert (len(hr_plan.kpis), len(hr_plan.targets)) == (55, 104)
        assert (len(hr_plan.rubrics), criteria, bands, len(hr_plan.duties)) == (33, 184, 47, 41)

    def test_every_strategy_has_its_kpis(self, hr_plan):
        counts = {part.part: len(hr_plan.kpis_of(part.part)) for part in hr_plan.components}
        assert counts == {"S1": 16, "S2": 20, "S3": 12, "S4": 7}

    def test_every_rubric_is_some_kpis(self, hr_plan):
        assert {kpi.rubric for kpi in hr_plan.kpis.values()} == set(hr_plan.rubrics)

    def test_nine_kpis_are_never_scored_by_their_own_rubric(self, hr_plan):
        never = [kpi.kpi for kpi in hr_plan.kpis.values() if kpi.rubric_scores != "yes"]
        assert never == [
            "K-1.1.1.1-3", "K-1.2.1.1-3", "K-2.1.4.1-3", "K-2.3.2-1", "K-3.2.1.3-1",
            "K-3.2.1.3-2", "K-3.2.2-1", "K-3.2.2-2", "K-3.2.2-3",
        ]  # fmt: skip

    def test_the_points_printed_as_1_55_are_read_as_0_55(self, hr_plan):
        first = hr_plan.bands["R-S2-04"][0]
        assert (first.points_printed, first.points) == ("1.55", Fraction("0.55"))

    def test_the_band_printed_as_74_to_79_is_read_as_65_to_69(self, hr_plan):
        first = hr_plan.bands["R-S4-03"][0]
        assert (first.low_printed, first.high_printed) == ("74", "79")
        assert (first.low, first.high) == (65, 70)

    def test_every_other_band_is_read_as_printed(self, hr_plan):
        bands = [band for table in hr_plan.bands.values() for band in table]
        read = [band for band in bands if Fraction(band.low_printed) != band.low]
        points = [band for band in bands if Fraction(band.points_printed) != band.points]
        assert ([band.bands for band in read], [band.bands for band in points]) == (
            ["R-S4-03"], ["R-S2-04"],
        )  # fmt: skip

    def test_no_band_table_has_a_gap(self, hr_plan):
        for table in hr_plan.bands.values():
            assert all(lower.high == upper.low for lower, upper in pairwise(table))

    def test_the_language_bands_leave_0_30_for_the_hours(self, hr_plan):
        points = {item.item: item.points for item in hr_plan.rubrics["R-S2-05"].levels[-1].items}
        assert points == {"L5-1": Fraction("0.3"), "L5-2": Fraction("0.7"), "L5-3": None}

    def test_transfers_are_held_to_less_than_15_percent_alone(self, hr_plan):
        held = {(row.operator, row.tests) for row in hr_plan.targets if row.kpi == "K-1.2.1.1-2"}
        assert held == {(">=", ""), ("<", "yes")}

    def test_innovations_are_held_to_5_and_to_10(self, hr_plan):
        held = {row.target for row in hr_plan.targets if row.kpi == "K-2.3.3.1-1" and row.tests}
        assert held == {5, 10}

    def test_ita_has_seven_grades(self, hr_plan):
        grades = {grade.grade: grade.low for grade in hr_plan.scales["ita"]}
        assert grades == {"AA": 95, "A": 85, "B": 75, "C": 65, "D": 55, "E": 50, "F": 0}


@pytest.mark.parametrize("name", TABLES)
class TestTables:
    def test_every_row_has_its_document_and_line(self, name):
        unplaced = [
            row
            for row in rows(name)
            if not row["document"] or not re.fullmatch(r"[\d\-; ]+", row["lines"])
        ]
        assert unplaced == []

    def test_no_cell_is_damaged_or_has_stray_blanks(self, name):
        cells = [cell for row in rows(name) for cell in row.values()]
        assert [cell for cell in cells if cell != " ".join(cell.split())] == []
        assert [cell for cell in cells if DAMAGED_THAI.search(cell)] == []


# Typed by hand from the documents: table, the row's own cells, a column, its text.
SPOTS = [
    ("agreement_2567/baselines", {"measure": "1.1.3", "fiscal_year": "2565", "kind": "actual"},
     "value", "58.54"),
    ("agreement_2567/baselines", {"measure": "1.1.5", "fiscal_year": "2565", "kind": "actual"},
     "value", "88.10"),
    ("agreement_2567/baselines", {"measure": "2.3.1", "fiscal_year": "2566", "kind": "actual"},
     "value", "97.43"),
    ("agreement_2567/baselines", {"measure": "2.3.1", "fiscal_year": "2566", "kind": "benchmark"},
     "value", "95.13"),
    ("agreement_2567/items", {"rubric": "2.3", "item": "L5-2"}, "threshold", "95.00"),
    ("agreement_2567/conditions", {"rubric": "2.1", "condition": "C1(2)"}, "text_th", "ระบบญัตติ"),
    ("agreement_2567/conditions", {"rubric": "2.1", "condition": "C1(2)"}, "printed", "ระบบยุติติ"),
    ("agreement_2567/grades", {"scale": "green_office", "grade": "silver"}, "high_printed", "89"),
    ("hr_plan_2566/bands", {"bands": "R-S2-05", "band": "3"}, "points", "0.70"),
    ("hr_plan_2566/targets", {"kpi": "K-2.1.1.2-1"}, "printed",
     "ปี 2566 ร้อยละ 20 ของสายงานประเภทวิชาการทั้งหมด"),
    ("hr_plan_2566/baselines", {"fiscal_year": "2565", "kind": "benchmark"}, "value", "99.46"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "cells", "column", "text"), SPOTS)
def test_a_cell_says_what_the_document_prints(table, cells, column, text):
    (row,) = [one for one in rows(f"{table}.csv") if cells.items() <= one.items()]
    assert row[column] == text


@pytest.mark.parametrize("name", ["agreement_2567", "hr_plan_2566"])
class TestIssues:
    def test_every_issue_is_about_something_that_is_there(self, name):
        one = framework(name)
        known = {*one.kpis, *one.parts, *one.rubrics}
        assert [
            (row.issue, subject)
            for row in one.issues
            for subject in row.subject
            if subject not in known
        ] == []

    def test_every_issue_says_what_is_wrong_and_how_it_is_read_in_both_languages(self, name):
        one = framework(name)
        for row in one.issues:
            assert re.search("[\u0e01-\u0e2e]", row.text_th + row.reading_th)
            assert row.text_en.endswith(".")
            assert row.reading_en.endswith(".")
        assert len({row.issue for row in one.issues}) == len(one.issues)


def test_what_the_print_has_wrong_is_listed(agreement, hr_plan):
    kinds = [Counter(row.kind for row in one.issues) for one in (agreement, hr_plan)]
    assert (len(agreement.issues), len(hr_plan.issues)) == (25, 45)
    assert kinds[0]["gate"] == 4
    assert kinds[1]["band"] == 5
