"""Sentences, held against what the print of FY 2563 says, typed by hand."""

import re
from dataclasses import replace

import pytest

from pmqa_analysis.assess import check_claim, compare_year, summarise
from pmqa_analysis.blocks import Passage
from pmqa_analysis.clean import Caution, Claim
from pmqa_analysis.present import Wording, passages
from pmqa_analysis.settings import Policies
from tests.offices import assessed

TH, EN = Wording(), Wording("en")
CHANGE_WORDS = re.compile("เพิ่มขึ้น|ลดลง|สูงขึ้น|ต่ำลง|มากขึ้น|น้อยลง|ดีขึ้น|แย่ลง")


def sentence(item, words=TH):
    """Return the one sentence on an indicator, without its name."""
    (passage,) = passages.indicator_items([item], words)
    assert passage.runs[0].strong
    return "".join(run.text for run in passage.runs[1:]).strip()


def as_survey(item):
    """Return an assessment as that of a survey's figure."""
    measure = item.measure.model_copy(update={"survey_kind": "satisfaction"})
    return replace(item, measure=measure)


def counts(*items):
    return summarise(items, name="all", fiscal_year=2563)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (
            "7.1.2",
            "7.1.2 การสนับสนุนการประชุมคณะกรรมาธิการ โดยตั้งค่าเป้าหมายไว้ที่ 3,000 ครั้ง"
            " ผลที่ได้ 3,757 ครั้ง บรรลุเป้าหมาย (ร้อยละ 125.23 ของเป้าหมาย)"
            " สูงกว่าปี 2562 ซึ่งได้ 2,903 ครั้ง (ผลต่าง +854 ครั้ง)"
            " ในช่วงปี 2561 – 2563 ต่ำกว่าปีก่อนแล้วกลับสูงกว่า",
        ),
        (
            "7.1.4",
            "7.1.4 ความสำเร็จของโครงการตามแผนประจำปี โดยตั้งค่าเป้าหมายไว้ที่ร้อยละ 93"
            " ผลที่ได้ร้อยละ 97.14 บรรลุเป้าหมาย (ร้อยละ 104.45 ของเป้าหมาย)"
            " สูงกว่าปี 2562 ซึ่งได้ร้อยละ 92.17 (ผลต่าง +4.97 จุดร้อยละ)"
            " ในช่วงปี 2561 – 2563 สูงกว่าปีก่อนทุกปี",
        ),
        (
            "7.1.5",
            "7.1.5 การบูรณาการฐานข้อมูลวิชาการและกฎหมาย โดยตั้งค่าเป้าหมายไว้ที่ร้อยละ 75"
            " ผลที่ได้ร้อยละ 80.13 บรรลุเป้าหมาย (ร้อยละ 106.84 ของเป้าหมาย)"
            " ไม่มีค่าของปี 2562 ให้เปรียบเทียบ",
        ),
        (
            "7.2.1",
            "7.2.1 ความพึงพอใจผู้รับบริการและผู้มีส่วนได้เสีย โดยตั้งค่าเป้าหมายไว้ที่ร้อยละ 83"
            " ผลที่ได้ร้อยละ 85.56 บรรลุเป้าหมาย (ร้อยละ 103.08 ของเป้าหมาย)"
            " สูงกว่าปี 2562 ซึ่งได้ร้อยละ 82.52 (ผลต่าง +3.04 จุดร้อยละ)"
            " ผลต่างนี้ไม่ได้ทดสอบทางสถิติ จึงไม่เป็นหลักฐานว่าเปลี่ยนแปลง"
            " ในช่วงปี 2561 – 2563 ต่ำกว่าปีก่อนแล้วกลับสูงกว่า",
        ),
    ],
)  # fmt: skip
def test_an_indicator_reads_as_a_thai_report_writes_it(senate, measure, expected):
    (passage,) = passages.indicator_items([senate.assessments[measure]], TH)
    assert passage.text == expected


def test_an_indicator_reads_in_english(senate):
    (passage,) = passages.indicator_items([senate.assessments["7.1.1"]], EN)
    assert passage.text == (
        "7.1.1 Support for the consideration of motions: the target was 1 matters,"
        " the result 8 matters; target met (800.00 percent of target)."
        " Higher than in 2562, which had 1 matters (difference +7 matters)."
    )


def test_an_indicator_reads_in_thai_numerals(senate):
    (passage,) = passages.indicator_items([senate.assessments["7.1.1"]], Wording("th", "thai"))
    assert passage.text == (
        "๗.๑.๑ การสนับสนุนการพิจารณาญัตติ โดยตั้งค่าเป้าหมายไว้ที่ ๑ เรื่อง ผลที่ได้ ๘ เรื่อง"
        " บรรลุเป้าหมาย (ร้อยละ ๘๐๐.๐๐ ของเป้าหมาย)"
        " สูงกว่าปี ๒๕๖๒ ซึ่งได้ ๑ เรื่อง (ผลต่าง +๗ เรื่อง)"
    )


def test_a_lower_result_says_so_with_a_minus():
    assert sentence(assessed("10", ["8", "6"])) == (
        "โดยตั้งค่าเป้าหมายไว้ที่ 10 ครั้ง ผลที่ได้ 6 ครั้ง ไม่บรรลุเป้าหมาย (ร้อยละ 60.00"
        " ของเป้าหมาย) ต่ำกว่าปี 2562 ซึ่งได้ 8 ครั้ง (ผลต่าง \u22122 ครั้ง)"
    )


def test_a_figure_without_any_unit_has_no_blank_before_the_bracket():
    item = assessed("10", ["8", "6"])
    bare = replace(item, measure=item.measure.model_copy(update={"unit_th": ""}))
    assert sentence(bare).endswith("ซึ่งได้ 8 (ผลต่าง \u22122)")


def test_the_same_result_as_last_year_has_no_difference():
    assert sentence(assessed("4", ["4", "4"])).endswith("เท่ากับปี 2562")


def test_a_result_without_a_last_year_shown_says_nothing_of_it():
    assert sentence(assessed("4", ["4"])).endswith("(ร้อยละ 100.00 ของเป้าหมาย)")


def test_a_result_without_a_target_says_so():
    assert sentence(assessed(None, ["5"])) == "ผลที่ได้ 5 ครั้ง (ไม่มีค่าเป้าหมาย)"


def test_a_target_without_a_result_says_why():
    assert sentence(assessed("5", ["3", None])) == (
        "ตั้งค่าเป้าหมายไว้ที่ 5 ครั้ง เอกสารพิมพ์ “-” (ยังไม่เริ่มวัดหรือไม่มีเป้าหมาย)"
    )


def test_a_measure_without_anything_says_only_why():
    assert sentence(assessed(None, [None])) == "เอกสารพิมพ์ “-” (ยังไม่เริ่มวัดหรือไม่มีเป้าหมาย)"


def test_a_target_of_zero_has_a_verdict_without_a_percentage():
    assert "บรรลุเป้าหมาย" in sentence(assessed("0", ["0"], "lower"))
    assert "ร้อยละ" not in sentence(assessed("0", ["0"], "lower"))


def test_a_measure_without_a_direction_is_not_judged():
    assert sentence(assessed("5", ["9"], "")).endswith("ไม่ประเมินเทียบเป้าหมาย")


def test_a_sentence_on_a_survey_says_that_nothing_was_tested():
    text = sentence(as_survey(assessed("80", ["81", "84"])))
    assert "สูงกว่าปี 2562" in text
    assert "ไม่ได้ทดสอบ" in text
    assert "ไม่เป็นหลักฐาน" in text


def test_a_survey_with_the_same_figure_needs_no_word_of_testing():
    assert "ทดสอบ" not in sentence(as_survey(assessed("80", ["84", "84"])))


@pytest.mark.parametrize("values", [["80", "82", "84"], ["84", "82", "80"], ["82", "80", "84"]])
def test_no_sentence_on_figures_that_were_not_tested_calls_them_a_rise_or_a_fall(values):
    text = sentence(as_survey(assessed("80", values)))
    assert CHANGE_WORDS.findall(text) == []


def test_no_sentence_of_the_year_calls_an_untested_survey_figure_a_rise_or_a_fall(senate):
    surveys = [item for item in senate.indicators() if item.measure.survey_kind]
    assert len(surveys) == 6
    texts = [
        passage.text.replace(item.measure.short_th, "")
        for item in surveys
        for passage in passages.indicator_items([item], TH)
    ]
    assert [text for text in texts if CHANGE_WORDS.search(text)] == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_sentence_of_the_year_has_single_blanks_and_a_clean_end(senate, language):
    words = Wording(language)
    groups, summaries = senate.groups(), senate.group_summaries()
    found = [
        *passages.indicator_items(senate.indicators(), words),
        *passages.attention_items(senate.indicators(), Policies(), words),
        *passages.no_data_items(senate.indicators(), words),
        *passages.claim_items(senate.claims(), words),
        *passages.group_narratives({g: (summaries[g], groups[g]) for g in groups}, words),
    ]
    assert len(found) > 50
    bad = [p.text for p in found if re.search(r"  |^ | $|\s[.,;)]|\( |\.\.", p.text)]
    assert bad == []


def test_the_answer_counts_targets_met_and_movements():
    summary = counts(assessed("5", ["4", "6"]), assessed("5", ["4", "3"]), assessed("5", ["6"]))
    passage = TH.passage(passages.summary_answer(summary, 2562, TH))
    assert passage.text == (
        "บรรลุเป้าหมาย 2 จาก 3 ตัวชี้วัด ไม่บรรลุเป้าหมาย 1 ตัวชี้วัด เมื่อเทียบกับปี 2562 ผลสูงกว่า"
        " 1 ตัวชี้วัด ผลต่ำกว่า 1 ตัวชี้วัด และไม่มีค่าให้เปรียบเทียบ 1 ตัวชี้วัด"
    )


def test_a_year_without_results_says_so_and_counts_nothing():
    nothing = counts(assessed("5", [None]))
    (run,) = passages.summary_answer(nothing, 2562, TH)
    assert run.text == "ยังไม่มีผลของปีนี้ให้เทียบกับเป้าหมาย"


def test_the_answer_without_a_last_year_compares_nothing():
    runs = passages.summary_answer(counts(assessed("5", ["6"])), None, TH)
    assert TH.passage(runs).text == "บรรลุเป้าหมาย 1 จาก 1 ตัวชี้วัด"


def test_the_answer_of_category_2_is_the_issue_s_own_example(senate):
    summary = senate.summary(senate.category(2), "category-2")
    text = "".join(run.text for run in passages.summary_answer(summary, 2562, TH))
    assert text.startswith("บรรลุเป้าหมาย 5 จาก 5 ตัวชี้วัด")


def test_overshoot_and_a_target_that_copies_last_year_are_pointed_out(senate):
    (passage,) = passages.attention_items([senate.assessments["7.1.1"]], Policies(), TH)
    assert passage.text == (
        "7.1.1 การสนับสนุนการพิจารณาญัตติ ผลเป็นร้อยละ 800.00 ของเป้าหมาย เกินร้อยละ 200"
        " จึงควรทบทวนระดับของเป้าหมาย เป้าหมายปี 2563 ที่ 1 เรื่อง เท่ากับผลของปี 2562"
    )


def test_a_target_below_an_earlier_result_names_the_year(senate):
    (passage,) = passages.attention_items([senate.assessments["7.1.2"]], Policies(), TH)
    assert passage.text == (
        "7.1.2 การสนับสนุนการประชุมคณะกรรมาธิการ เป้าหมายปี 2563 ที่ 3,000 ครั้ง ต่ำกว่าผลที่เคยทำได้ในปี 2561"
    )


def test_twice_the_target_is_not_yet_an_overshoot():
    (passage,) = passages.attention_items([assessed("5", ["10"])], Policies(), TH)
    assert passage.text == "ไม่พบข้อสังเกตตามกติกาที่ตั้งไว้"


def test_missing_values_are_listed_by_year_and_reason(senate):
    found = [p.text for p in passages.no_data_items(senate.category(2), TH)]
    assert found == [
        "ปี 2561 7.1.1 การสนับสนุนการพิจารณาญัตติ และ 7.1.3 การส่งเสริมคุณธรรมและความโปร่งใส"
        " เอกสารพิมพ์ “-” (ยังไม่เริ่มวัดหรือไม่มีเป้าหมาย)",
        "ปี 2561 และ 2562 7.1.5 การบูรณาการฐานข้อมูลวิชาการและกฎหมาย"
        " เอกสารพิมพ์ “-” (ยังไม่เริ่มวัดหรือไม่มีเป้าหมาย)",
    ]


def test_nothing_missing_is_said_too():
    (passage,) = passages.no_data_items([assessed("5", ["5", "6"])], TH)
    assert passage.text == "ตัวชี้วัดทุกตัวมีผลครบทุกปีที่แสดง"


def test_the_claim_of_steady_improvement_is_tested_indicator_by_indicator(senate):
    claim = next(test for test in senate.claims() if test.claim.claim == "5.2-trend")
    (passage,) = passages.claim_items([claim], TH)
    assert passage.text.startswith("“ความพึงพอใจของผู้รับบริการหลักในปี 2560-2563 ดีขึ้นอย่างต่อเนื่อง”")
    assert "ไม่เป็นจริง (82.75 → 82.52 → 85.56)" in passage.text
    assert "ไม่เป็นจริง (84.01 → 83.83 → 92.03)" in passage.text
    assert passage.text.endswith("(บรรทัด 1889)")


def test_a_claim_that_no_figure_can_test_says_so():
    claim = Claim(claim="a", statement_th="ดีขึ้น", statement_en="better", measures="",
                  pattern="rose_every_year", document="doc", line="7")  # fmt: skip
    (passage,) = passages.claim_items([check_claim(claim, {})], TH)
    assert passage.text == "“ดีขึ้น” ไม่มีตัวเลขที่พิมพ์ไว้เพียงพอให้ตรวจสอบ (บรรทัด 7)"


def test_no_loss_is_said_and_losses_are_named():
    items = [assessed("5", ["4", "6"]), assessed("5", ["6", "4"])]
    assert passages.changes_sentence(items[:1], 2562, TH).text == "ไม่มีตัวชี้วัดใดมีผลต่ำกว่าปี 2562"
    assert passages.changes_sentence(items, 2562, TH).text.startswith(
        "ตัวชี้วัดที่มีผลต่ำกว่าปี 2562 ได้แก่ 7.1.1"
    )


def test_an_office_in_its_first_year_has_no_sentence_on_changes():
    assert passages.changes_sentence([assessed("5", ["4"])], None, TH) is None


def test_the_change_of_house_is_a_caution_on_7_5_1(senate):
    found = list(passages.caution_items(senate.register.cautions, senate.assessments, TH))
    assert [passage.style for passage in found] == ["caution"]
    assert found[0].text.startswith("7.5.1 ")
    assert "สมาชิกสภานิติบัญญัติแห่งชาติ" in found[0].text


def test_a_caution_on_a_measure_that_is_not_shown_is_left_out():
    caution = Caution(measure="7.5.1", from_year=2561, to_year=2563, reason="wording_changed",
                      text_th="ก", text_en="a", document="doc", line="7")  # fmt: skip
    assert list(passages.caution_items([caution], {}, TH)) == []


def test_a_pair_that_cannot_be_compared_is_named_once():
    item = assessed("5", [None, None, "4"])
    pairs = [compare_year(item, before, ()) for before in item.history[:-1]]
    assert passages.no_pair_note(pairs, TH).text.count("ไม่มีค่าสองปีให้เทียบ") == 1
    assert passages.no_pair_note([], TH) is None


def test_the_method_note_prints_the_names_of_the_policies():
    names = ("target_met", "percent_of_target", "rounding", "comparison", "flags")
    text = " ".join(p.text for p in passages.method_notes(Policies(), TH, *names))
    for policy in (
        "exact_value_reaches_target",
        "ratio_or_mirror",
        "half_up",
        "not_tested_without_base",
    ):
        assert policy in text


def test_every_paragraph_of_the_year_begins_with_its_group_in_bold(senate):
    groups, summaries = senate.groups(), senate.group_summaries()
    found = list(passages.group_narratives({g: (summaries[g], groups[g]) for g in groups}, TH))
    assert [p.runs[0].text.strip()[:3] for p in found] == ["7.1", "7.2", "7.3", "7.4", "7.5", "7.6"]
    assert all(isinstance(p, Passage) and p.runs[0].strong for p in found)
