"""Cells of scorecards: signs beside colours, and no zero for what is not known."""

import pytest

from pmqa_analysis.assess.scorecards.kpi_score import Claimed
from pmqa_analysis.present import Wording
from pmqa_analysis.present.scorecards.cells import (
    claimed_cell,
    kpi_label,
    kpi_title,
    owner_names,
    score_cell,
    state_cell,
    verdict_cell,
)
from tests.offices import a_result
from tests.present.scorecards.samples import WORDS, all_known, nothing_known, some_known

AGREEMENT = nothing_known().framework


@pytest.mark.parametrize(
    ("state", "text", "tone"),
    [
        ("met", "✓ ผ่าน", "good"),
        ("partly_met", "△ ผ่านบางส่วน", "caution"),
        ("not_met", "✗ ไม่ผ่าน", "bad"),
        ("not_known", "… ยังไม่ทราบ", "muted"),
    ],
)
def test_a_state_has_its_sign_its_word_and_its_tone(state, text, tone):
    cell = state_cell(state, WORDS)
    assert (cell.text, cell.tone) == (text, tone)


@pytest.mark.parametrize(
    ("card", "kpi", "text"),
    [
        (all_known, "1.1", "✓ บรรลุ"),
        (some_known, "1.1", "△ บรรลุบางส่วน"),
        (some_known, "1.2", "… ยังวัดไม่ได้"),
        (nothing_known, "2.3", "… ยังวัดไม่ได้"),
    ],
)
def test_a_verdict_has_its_sign(card, kpi, text):
    assert verdict_cell(card().kpis[kpi], WORDS).text == text


def test_a_score_keeps_its_id():
    cell = score_cell(a_result("4.5000", "score"), WORDS)
    assert (cell.text, cell.result, cell.tone) == ("4.5000", "2563/7.1.1/score", "plain")


def test_no_score_is_not_yet_measurable_and_no_zero():
    cell = score_cell(a_result(None, "score"), WORDS)
    assert (cell.text, cell.result, cell.tone) == ("ยังวัดไม่ได้", "2563/7.1.1/score", "muted")


def test_a_score_of_zero_is_a_score():
    assert score_cell(a_result("0.0000", "score"), WORDS).text == "0.0000"


@pytest.mark.parametrize(
    ("value", "refused", "text", "tone"),
    [
        ("5.0000", "", "5.0000", "plain"),
        ("5.0000", "no_evidence", "5.0000 ไม่รับ: ไม่มีหลักฐาน", "bad"),
        ("5.0000", "no_reason", "5.0000 ไม่รับ: ไม่มีเหตุผล", "bad"),
        (None, "", "ไม่ได้ให้", "muted"),
    ],
)
def test_a_claimed_score_says_whether_it_can_stand(value, refused, text, tone):
    cell = claimed_cell(Claimed(a_result(value, "self_score"), "", refused), WORDS)
    assert (cell.text, cell.tone) == (text, tone)


def test_a_kpi_is_labelled_by_its_short_name_and_titled_by_its_own():
    kpi = AGREEMENT.kpis["1.4"]
    assert kpi_label(kpi, WORDS) == "1.4 Green Parliament"
    assert kpi_title(kpi, WORDS) == "1.4 ระดับความสำเร็จของการขับเคลื่อนสู่การเป็น Green Parliament"


def test_a_kpi_without_a_short_name_is_labelled_by_its_own():
    kpi = nothing_known("hr_plan_2566").framework.kpis["K-3.2.2-3"]
    assert kpi_label(kpi, WORDS) == kpi_title(kpi, WORDS)


def test_the_reporter_is_marked_among_the_owners():
    assert owner_names(AGREEMENT, "2.1", ("lead",), WORDS) == (
        "สำนักเทคโนโลยีสารสนเทศและการสื่อสาร (ผู้รายงาน)"
    )
    assert owner_names(AGREEMENT, "1.1", ("support",), WORDS) == ""
    assert owner_names(AGREEMENT, "2.1", ("lead",), Wording("en")).endswith("(reports)")
