"""The scorecard's tables: as printed, with scores, and without a zero for what is not known."""

from pmqa_analysis.assess.scorecards.outlook import find_gains, find_missing_evidence, find_moves
from pmqa_analysis.assess.scorecards.scorecard import compare_policies
from pmqa_analysis.present.scorecards import duties, figures, passages, summary
from tests.assess.scorecards.reports import all_met, clean_rows, results_of
from tests.present.scorecards.samples import (
    WORDS,
    all_known,
    earlier_of,
    ids,
    nothing_known,
    row_of,
    some_known,
    texts,
)


def answer(card):
    return "".join(run.text for run in summary.score_answer(card, WORDS))


def test_the_answer_of_a_whole_total():
    assert answer(all_known()).startswith("คะแนนรวม 5.0000 จาก 5 (ร้อยละ 100.00 ของคะแนนเต็ม)")


def test_the_answer_where_nothing_is_known_names_no_score():
    told = answer(nothing_known())
    assert told.startswith("ยังวัดไม่ได้ทั้ง 8 ตัวชี้วัด")
    assert "0.0000" not in told


def test_the_answer_of_a_provisional_total_has_both_ends():
    """1.2 waits for its report: seven of eight are scored, the rest can add 0.15."""
    told = answer(some_known())
    assert "7 จาก 8 ตัวชี้วัด (น้ำหนักร้อยละ 85)" in told
    assert "อยู่ระหว่าง 4.5500 ถึง 4.7000" in told


def test_the_summary_stands_as_the_office_prints_it():
    rows = texts(summary.summary_table(nothing_known(), WORDS))
    first = [row[0].partition(" ")[0] for row in rows]
    assert [text for text in first if "ตัวชี้วัดด้าน" not in text] == [
        "องค์ประกอบที่", "1.1", "1.2", "1.3", "1.4", "องค์ประกอบที่", "2.1", "2.2", "2.3", "2.4", "รวม",
    ]  # fmt: skip
    groups = [place for place, text in enumerate(first) if "ตัวชี้วัดด้าน" in text]
    assert groups == [1, 3, 5, 9, 11]


def test_weights_are_printed_and_sum_to_the_components():
    table = summary.summary_table(nothing_known(), WORDS)
    weights = [row[1] for row in texts(table) if len(row) > 1]
    assert weights == ["60", "15", "15", "15", "15", "40", "10", "10", "10", "10", "100"]


def test_a_kpi_that_is_not_known_is_not_yet_measurable():
    table = summary.summary_table(nothing_known(), WORDS)
    assert row_of(table, "1.1")[3:] == ["ยังวัดไม่ได้", "ยังวัดไม่ได้", "… ยังวัดไม่ได้"]
    assert "0.0000" not in {text for row in texts(table) for text in row}


def test_a_kpi_has_its_score_its_share_of_the_total_and_its_verdict():
    row = row_of(summary.summary_table(some_known(), WORDS), "1.1")
    assert row[2:] == ["สำนักประชาสัมพันธ์ (ผู้รายงาน)", "4.0000", "0.6000", "△ บรรลุบางส่วน"]


def test_every_figure_of_the_summary_is_a_result_of_the_scorecard():
    card = some_known()
    known = {result.id for result in card.results}
    shown = ids(summary.summary_table(card, WORDS))
    assert len(shown) > 20
    assert set(shown) <= known


def test_the_chart_has_a_bar_for_each_kpi_component_and_the_total():
    bars = summary.score_bars(some_known(), WORDS, earlier_of(some_known()))
    assert [bar.label.partition(" ")[0] for bar in bars] == [
        "1.1", "1.2", "1.3", "1.4", "องค์ประกอบที่", "2.1", "2.2", "2.3", "2.4", "องค์ประกอบที่", "รวม",
    ]  # fmt: skip
    assert (bars[0].score.shown, bars[0].floor.shown) == ("4.0000", "4.0000")
    assert bars[1].score.value is None
    assert bars[0].before is not None


def test_the_chart_carries_its_numbers():
    block = figures.score_chart(summary.score_bars(some_known(), WORDS), WORDS, months=12)
    assert texts(block.numbers)[1] == ["1.2 สนับสนุนการพิจารณาร่างพระราชบัญญัติ", "ไม่ได้รายงาน",
                                       "4.0000", "5.0000"]  # fmt: skip
    assert "11 แท่ง" in block.alt


def test_without_a_bar_there_is_no_chart():
    assert figures.score_chart([], WORDS, months=12) is None


def test_policies_stand_side_by_side():
    one = all_known().framework
    results = results_of(one, {**all_met(one), ("1.1", "C2"): "84.99"})
    cards = compare_policies(one, results, ["equal_split", "cumulative"])
    table = summary.policies_table(cards, WORDS)
    assert [row[3] for row in texts(table)] == ["4.8500", "4.5500"]
    assert texts(table)[1][0].startswith("นับต่อเนื่อง (cumulative): ")


def test_a_framework_without_weights_has_no_table_of_policies():
    assert summary.policies_table({"equal_split": nothing_known("hr_plan_2566")}, WORDS) is None


def test_self_and_committee_score_stand_beside_the_score():
    row = row_of(summary.claims_table(some_known(), WORDS), "1.1")
    assert row[1:] == ["4.0000", "5.0000", "4.0000", "\u22121.0000", "ผลลัพธ์หนึ่งข้อไม่ถึงเป้า"]
    assert summary.claims_table(nothing_known(), WORDS) is None


def test_gains_begin_with_what_adds_most_and_are_few():
    gains = find_gains(some_known())
    table = summary.gains_table(gains, WORDS, most=2)
    assert [row[0][:3] for row in texts(table)] == ["1.1", "1.2"]
    assert {row[5] for row in texts(table)} == {"+0.1500"}
    assert summary.gains_table([], WORDS) is None


def test_moves_name_the_state_before_and_now():
    card = some_known()
    moves = find_moves(earlier_of(card), card)
    row = row_of(summary.moves_table(moves, WORDS), "1.1")
    assert row[1] == "ระดับ 3 ข้อ 1"
    assert row[3:] == ["… ยังไม่ทราบ", "✓ ผ่าน"]
    assert summary.moves_table([], WORDS) is None


def test_the_first_round_has_nothing_to_compare_with():
    assert "รอบแรก" in passages.moves_sentence([], None, WORDS).text
    assert "รอบ 9 เดือน" in passages.moves_sentence([], 9, WORDS).text


def test_missing_evidence_is_counted_by_kpi():
    card = some_known()
    table = duties.evidence_summary(card, find_missing_evidence(card), WORDS)
    assert texts(table) == [["1.2 สนับสนุนการพิจารณาร่างพระราชบัญญัติ", "-", "1", "ระดับ 5 ข้อ 2"]]
    assert duties.evidence_summary(card, [], WORDS) is None


def test_the_rules_name_the_policy():
    told = [note.text for note in passages.method_notes(all_known(), WORDS)]
    assert "equal_split" in told[0]
    assert len(told) == 3


def test_doubts_about_what_was_reported_are_told_or_there_is_no_heading():
    one = all_known().framework
    results = results_of(one, {("1.1", "L1-1"): "✓"})
    assert list(passages.data_issues(results.issues, WORDS)) == []
    doubtful = clean_rows(one, [{"kpi": "1.1", "item": "L1-1", "round": "12", "value": "✓"}])
    heading, item = passages.data_issues(doubtful.issues, WORDS)
    assert heading.text == "ข้อสังเกตของผลที่รายงาน"
    assert item.text.startswith("ตัวชี้วัด 1.1 ระดับ 1 ข้อ 1 รายงานผลโดยไม่มีหลักฐาน")
    assert item.text.endswith(f"(ที่มา {doubtful.issues[0].address})")


def test_a_part_with_open_kpis_shows_its_provisional_score_as_such():
    """1.1 at 4, 1.3 at 3 … of component 1 without 1.2; component 2 is whole."""
    rows = [row for row in texts(summary.summary_table(some_known(), WORDS)) if len(row) > 1]
    parts = {row[0]: row[3] for row in rows if row[0].startswith(("องค์ประกอบ", "รวม"))}
    first, second, total = parts.values()
    assert first.startswith("ชั่วคราว 4.")
    assert second == "5.0000"
    assert total.startswith("ชั่วคราว 4.")


def test_what_was_reported_in_part_is_not_called_unreported():
    """The plans are made; those of 2.1, 2.2 and 2.3 (weight 30) wait for their conditions."""
    told = answer(earlier_of(all_known()))
    assert told.startswith("มีการรายงานแล้ว แต่ยังไม่มีตัวชี้วัดใด")
    assert "0.7000 ถึง 5.0000" in told
