"""The HR plan's sheet: tree, targets, rubrics, grades, and what its rubrics never score."""

import re

import pytest

from pmqa_analysis.assess.scorecards.attainment import count_parts, find_attainments
from pmqa_analysis.assess.scorecards.counts import COUNTS, count_attainments
from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.assess.scorecards.trends import find_trends
from pmqa_analysis.present.scorecards import plan
from tests.assess.scorecards.reports import clean_rows
from tests.present.scorecards.samples import WORDS, ids, nothing_known, row_of, texts

CARD = nothing_known("hr_plan_2566")
TREE = CARD.framework
FIGURES = ScoreFigures(TREE, 12, "equal_split")


def attained(**values):
    """Return each KPI beside its targets, with these values reported."""
    rows = [{"kpi": kpi, "round": "12", "value": value} for kpi, value in values.items()]
    return find_attainments(TREE, clean_rows(TREE, rows), FIGURES)


def table_of(**values):
    return plan.targets_table(attained(**values), TREE, WORDS)


def test_the_counts_name_every_verdict_and_sum_to_all():
    counts = {
        name: int(r.value) for name, r in count_attainments(CARD, attained(), FIGURES).items()
    }
    assert tuple(counts) == COUNTS
    assert (counts["kpis"], counts["measured"], counts["met"], counts["scored"]) == (55, 1, 1, 0)
    verdicts = ("met", "not_met", "depends", "no_result", "no_target")
    assert sum(counts[name] for name in verdicts) == 55


def test_the_answer_counts_the_plan_and_what_is_known():
    counts = count_attainments(CARD, attained(), FIGURES)
    text = "".join(run.text for run in plan.plan_answer(counts, TREE, WORDS))
    assert text.startswith("แผนมี 4 ยุทธศาสตร์ 37 โครงการ 55 ตัวชี้วัด มีผลแล้ว 1 ตัวชี้วัด")


def test_the_verdicts_of_the_answer_sum_to_all_kpis():
    """Met, not met, depends, no result and no target: 55 in all; what counts none is left out."""
    counts = count_attainments(CARD, attained(), FIGURES)
    text = "".join(run.text for run in plan.plan_answer(counts, TREE, WORDS))
    told = text.partition("เทียบกับเป้าหมายที่พิมพ์")[2].partition("ส่วนเกณฑ์")[0]
    assert sum(map(int, re.findall(r"\d+", told))) == 55
    assert "ไม่บรรลุ" not in told


def test_the_tree_has_every_part_below_its_own():
    rows = texts(plan.tree_table(count_parts(CARD, FIGURES), WORDS))
    assert len(rows) == 4 + 12 + 24 + 37
    heads = [row[0].partition(" ")[0] for row in rows[:4]]
    assert heads == ["ยุทธศาสตร์ที่", "กลยุทธ์ที่", "แผนงานที่", "โครงการที่"]
    assert rows[0][1] == rows[0][5]  # none can be measured yet


def test_a_strategy_stands_out_and_what_is_below_it_does_not():
    kinds = [row.kind for row in plan.tree_table(count_parts(CARD, FIGURES), WORDS).rows]
    assert kinds.count("total") == 4
    assert kinds[:2] == ["total", "data"]


def test_fifty_five_kpis_stand_against_their_targets():
    table = table_of()
    assert sum(len(row) == 4 for row in texts(table)) == 55
    assert row_of(table, "K-3.2.2-2 ")[1:] == ["≥ 95 ระดับ ITA", "97.43", "✓ บรรลุ"]
    assert row_of(table, "K-1.1.1.1-1 ")[2:] == ["ยังวัดไม่ได้", "… ยังวัดไม่ได้"]


@pytest.mark.parametrize(
    ("kpi", "value", "verdict"),
    [
        ("K-1.1.1.1-1", "80", "✓ บรรลุ"),
        ("K-1.1.1.1-1", "79.99", "✗ ไม่บรรลุ"),
        ("K-1.1.1.1-1", "N/A", "… ยังวัดไม่ได้"),
        ("K-1.1.1.1-1", "0", "✗ ไม่บรรลุ"),
        ("K-1.2.1.1-2", "14.99", "✓ บรรลุ"),
        ("K-1.2.1.1-2", "15", "✗ ไม่บรรลุ"),
        ("K-2.3.3.1-1", "7", "△ ขึ้นกับเป้าหมายที่ใช้"),
        ("K-2.3.3.1-1", "10", "✓ บรรลุ"),
        ("K-3.2.2-2", "94.99", "✗ ไม่บรรลุ"),
    ],
)
def test_a_verdict_has_its_sign(kpi, value, verdict):
    assert row_of(table_of(**{kpi: value}), f"{kpi} ")[3] == verdict


def test_targets_that_contradict_each_other_both_stand():
    assert row_of(table_of(), "K-2.3.3.1-1 ")[1] == "≥ 5 นวัตกรรม หรือ ≥ 10 นวัตกรรม"


def test_a_target_that_is_stated_twice_stands_once():
    assert row_of(table_of(), "K-1.1.1.1-1 ")[1] == "≥ ร้อยละ 80"


def test_a_target_that_is_no_number_is_shown_as_printed():
    row = row_of(table_of(), "K-1.1.3.2-1 ")
    assert (row[1], row[3]) == ("อย่างน้อย 1 รูปแบบ", "– ไม่มีเป้าหมายเป็นตัวเลข")


def test_each_rubric_has_its_kpis_and_its_range():
    rows = texts(plan.rubrics_table(CARD, WORDS))
    assert len(rows) == 33
    assert {row[2] for row in rows} == {"ยังวัดไม่ได้"}
    assert rows[0][3] == "0.0000 – 5.0000"


def test_nine_kpis_are_never_scored_by_their_own_rubric():
    table = plan.unscored_table(TREE, WORDS)
    assert len(table.rows) == 9
    assert row_of(table, "K-3.2.2-2 ")[1].endswith("ไม่มีข้อใดวัดตัวชี้วัดนี้")
    assert row_of(table, "K-2.3.2-1 ")[1] == "เกณฑ์วัดค่าอื่นที่ไม่ใช่ตัวชี้วัดนี้"
    assert plan.unscored_table(nothing_known().framework, WORDS) is None


def test_the_ita_grade_stands_against_its_target_and_beside_the_other_secretariat():
    told = [one.text for one in plan.grade_items(attained(), find_trends(TREE), WORDS)]
    assert "97.43 ระดับ AA เป้าหมาย ≥ 95 ระดับ ITA บรรลุ" in told[0]
    assert [text.split()[-1] for text in told[1:]] == ["97.21", "97.43", "99.46", "95.13"]


def test_without_a_value_there_is_no_grade():
    told = [one.text for one in plan.grade_items(attained(**{"K-3.2.2-2": "84.99"}), (), WORDS)]
    assert "84.99 ระดับ B" in told[0]


def test_figures_keep_their_ids():
    shown = ids(table_of())
    assert "2566/hr_plan_2566.K-3.2.2-2/actual_m12" in shown
    assert len(shown) > 55
