"""Sentences on surveys: words of change only where a change was found, nothing of small groups."""

import itertools
import json
from fractions import Fraction

import pytest

from pmqa_analysis.blocks import Figure, Table
from pmqa_analysis.measure.layout import NOT_STATED
from pmqa_analysis.measure.targets import TargetComparison
from pmqa_analysis.present import Wording
from pmqa_analysis.present.surveys import charts, differences, groups, sentences, tables
from tests.present.surveys.measured import BEFORE, NOW, a_survey

TH, EN = Wording(), Wording("en")
CHANGE_WORDS = {
    "th": ("เพิ่มขึ้น", "ลดลง", "สูงขึ้น", "ดีขึ้น"),
    "en": ("increased", "decreased", "rose", "fell"),
}
LEVELS = (2, 3, 4, 5)


def pages(survey, words):
    """Return every block that the notebook shows of a survey."""
    names = survey.scores_of("satisfaction")
    changes = survey.changes(names)
    states = {one.name: one.state for one in changes}
    items = survey.changes(survey.items_of("satisfaction"))
    found = [
        sentences.source_note(survey, words), tables.respondents_table(survey, words),
        tables.aspect_table(survey, "satisfaction", words),
        *tables.topline_table(survey, "satisfaction", words),
        differences.target_table(survey, survey.against_targets(), words),
        *sentences.target_items(survey, survey.against_targets(), words),
        differences.changes_table(survey, changes, words, name="aspects"),
        differences.changes_table(survey, items, words, name="items"),
        *sentences.change_items(survey, changes, words),
        *sentences.change_items(survey, items, words),
        charts.score_years_chart(survey, "satisfaction", words, states=states),
        *charts.answers_chart(survey, "satisfaction", words),
        *groups.banner_tables(survey, "satisfaction", names, words),
        *differences.groups_tables(survey, names, words),
        groups.profile_table(survey, "unit", words), groups.dissatisfaction_table(survey, words),
        charts.priorities_chart(survey, "importance", words),
        groups.priorities_table(survey, "importance", words),
        groups.suggestions_table(survey, words), *sentences.rule_notes(survey, words),
    ]  # fmt: skip
    return [block for block in found if block is not None]


def test_no_sentence_claims_a_change_that_was_not_found():
    """Every pair of years, from clearly lower over equal to clearly higher, small and large."""
    seen = set()
    for words, (now, before), size in itertools.product(
        (TH, EN), itertools.product(LEVELS, LEVELS), (6, 15, 60)
    ):
        survey = a_survey(
            now=(("f", "a", now, size), ("m", "b", 3, size)),
            before=(("f", "a", before, size), ("m", "b", 3, size)),
        )
        compared = survey.changes([*survey.items_of("satisfaction"), "satisfaction"])
        passages = list(sentences.change_items(survey, compared, words))
        for one, passage in zip(compared, passages, strict=True):
            claims = any(word in passage.text for word in CHANGE_WORDS[words.language])
            assert claims == (one.state == "changed"), passage.text
            seen.add(one.state)
    assert seen == {"changed", "no_evidence", "not_tested"}


def unchanged():
    """Return a survey whose two years answered alike, and what it is compared in."""
    people = (("f", "a", 4, 60), ("m", "b", 3, 60))
    survey = a_survey(now=people, before=people)
    return survey, [one for one in survey.changes([*survey.items_of("satisfaction"),
                    "satisfaction"]) if one.state == "no_evidence"]  # fmt: skip


def test_what_shows_no_evidence_of_a_change_is_told_together():
    survey, still = unchanged()
    (passage,) = sentences.year_items(survey, still[:2], TH)
    assert passage.text.startswith("ไม่พบหลักฐานว่าเปลี่ยนแปลงจากปี 2566 จำนวน 2 รายการ ได้แก่")
    assert "(ปี 2566 ได้ 3.50)" in passage.text


def test_one_alone_keeps_its_sentence():
    survey, (still, *_) = unchanged()
    one, same = (
        sentences.year_items(survey, [still], TH),
        sentences.change_items(survey, [still], TH),
    )
    assert [*one] == [*same]


def test_a_changed_population_is_not_tested_whatever_the_difference():
    survey = a_survey(other_population=[2566])
    (passage, *_) = sentences.change_items(survey, survey.changes(["satisfaction"]), TH)
    assert TH.text("survey_reason.population_changed") in passage.text
    assert "เพิ่มขึ้น" not in passage.text


def test_a_sentence_keeps_the_ids_of_its_figures():
    survey = a_survey()
    (passage,) = sentences.change_items(survey, survey.changes(["satisfaction"]), TH)
    ids = [run.result for run in passage.runs if run.result]
    assert "2567/small.satisfaction/mean" in ids
    assert "2566/small.satisfaction/mean" in ids


@pytest.mark.parametrize("words", [TH, EN], ids=["th", "en"])
def test_what_is_suppressed_can_be_read_nowhere(words):
    """Seven of unit c gave an answer that nobody else gave; no block of the report has its mean."""
    survey = a_survey(targets={"satisfaction": 80})
    shown = json.dumps([one.model_dump(mode="json", exclude={"svg", "png"})
                        for one in pages(survey, words)], ensure_ascii=False)  # fmt: skip
    hidden = survey.figures("satisfaction", where={"unit": "c"})
    assert {one.status for one in hidden.values()} == {"suppressed"}
    assert all(one.value is None and one.n is None for one in hidden.values())
    # Those of unit c answered 2 throughout: 40 percent of 5, a mean of 2.
    for row in table_rows(survey, words, "ค"):
        assert {cell.text for cell in row.cells[1:]} <= {"*", "-"}
    assert '"40.00"' not in shown


def table_rows(survey, words, name):
    tables_of = [block for block in pages(survey, words) if isinstance(block, Table)]
    tables_of += [block.numbers for block in pages(survey, words) if isinstance(block, Figure)]
    return [row for table in tables_of for row in table.rows if row.cells[0].text == name]


def test_every_figure_shown_is_known_to_the_report():
    survey = a_survey(targets={"satisfaction": 80})
    blocks = pages(survey, TH)
    known = {result.id for result in survey.results}
    cells = [cell for block in blocks for table in (block, getattr(block, "numbers", None))
             if isinstance(table, Table) for row in table.rows for cell in row.cells]  # fmt: skip
    runs = [run for block in blocks for run in getattr(block, "runs", ())]
    assert {one.result for one in (*cells, *runs) if one.result} <= known


class TestOpenedYears:
    def test_a_year_that_did_not_ask_has_no_value_and_a_reason(self):
        survey = a_survey()
        found = survey.figure("later", "mean", 2566)
        assert (found.value, found.status) == (None, "not_applicable")

    def test_history_is_oldest_first(self):
        survey = a_survey()
        years = [one.fiscal_year for one in survey.history("satisfaction", "mean")]
        assert years == [2566, 2567]

    def test_a_figure_is_asked_for_once(self):
        survey = a_survey()
        survey.figure("speed", "mean")
        survey.figure("speed", "sd")
        assert len([one for one in survey.results if one.statistic == "mean"]) == 1

    def test_each_category_is_held_against_all_others(self):
        survey = a_survey()
        found = survey.against_rest(["satisfaction"], "unit")
        assert set(found) == {("satisfaction", unit) for unit in "abc"}
        assert NOT_STATED not in {unit for _, unit in found}

    def test_the_years_are_those_given(self):
        assert a_survey(now=NOW, before=BEFORE).years == (2566, 2567)


class TestTargets:
    def said(self, words=TH, **targets):
        survey = a_survey(targets=targets)
        found = sentences.target_items(survey, survey.against_targets(), words)
        return [passage.text for passage in found]

    def test_a_target_is_set_and_reached_in_the_words_of_reports(self):
        (text,) = self.said(satisfaction=60)
        assert "โดย" in text
        assert "ตั้งค่าเป้าหมายไว้ที่ร้อยละ 60 ผลที่ได้ร้อยละ 89.48 บรรลุเป้าหมาย" in text

    def test_a_miss_within_the_error_says_both(self):
        (text,) = self.said(satisfaction=90)
        assert "ไม่บรรลุเป้าหมาย" in text
        assert TH.text("survey_target.no_evidence").strip() in text

    def test_english_says_the_same(self):
        (text,) = self.said(EN, satisfaction=60)
        assert "target 60 percent, result 89.48 percent, met." in text

    @pytest.mark.parametrize(
        ("words", "text"),
        [(TH, "ตั้งค่าเป้าหมายไว้ที่ 70 คะแนนจากคะแนนเต็มร้อย ผลที่ได้ 71.25 คะแนน บรรลุเป้าหมาย"),
         (EN, "target 70 of a hundred points, result 71.25, met.")],
        ids=["th", "en"],
    )  # fmt: skip
    def test_a_target_of_an_index_is_in_points_not_in_percent(self, words, text):
        survey = a_survey()
        subject = survey.measured().subject("satisfaction")
        goal = subject.result("goal", 70, decimals=0)
        actual = subject.result("mean", Fraction("71.25"), decimals=2)
        held = TargetComparison("satisfaction", goal, actual, "met", None)
        (passage,) = sentences.target_items(survey, [held], words)
        assert text in passage.text
        assert "(ร้อยละ)" not in differences.target_table(survey, [held], TH).caption

    def test_a_table_of_percents_says_so(self):
        survey = a_survey(targets={"satisfaction": 60})
        caption = differences.target_table(survey, survey.against_targets(), TH).caption
        assert caption == "ผลเทียบกับเป้าหมาย ปี 2567 (ร้อยละ)"


class TestSmallSurveys:
    """Seven answered in all: nothing of them is shown, and the words say why."""

    SEVEN = (("f", "a", 5, 7),)

    @pytest.mark.parametrize(
        ("words", "answer", "source"),
        [(TH, "ความพึงพอใจไม่แสดงค่า เพราะผู้ตอบน้อยกว่าเกณฑ์ขั้นต่ำ", "จึงไม่แสดงจำนวน"),
         (EN, "Satisfaction: not shown, for fewer than the minimum answered.", "not shown")],
        ids=["th", "en"],
    )  # fmt: skip
    def test_they_have_no_percent_and_no_number(self, words, answer, source):
        survey = a_survey(now=self.SEVEN)
        said = sentences.survey_answer(survey, "satisfaction", [], words)
        assert "".join(run.text for run in said) == answer
        note = sentences.source_note(survey, words).text
        assert source in note
        assert "*" not in note

    @pytest.mark.parametrize(
        ("words", "text"),
        [(TH, "ไม่มีค่าครบทั้งสองปีให้เปรียบเทียบกับปี 2566 (ผู้ตอบน้อยกว่าเกณฑ์)"),
         (EN, "has no values of both years to compare with 2566 (too few answers).")],
        ids=["th", "en"],
    )  # fmt: skip
    def test_it_is_not_last_year_that_lacks_a_value(self, words, text):
        survey = a_survey(now=self.SEVEN)
        (passage,) = sentences.change_items(survey, survey.changes(["satisfaction"]), words)
        assert passage.text.endswith(text)


class TestNotes:
    def test_without_a_population_the_source_says_that_it_is_not_known(self):
        text = sentences.source_note(a_survey(), TH).text
        assert "ผู้ตอบ 97 คน" in text
        assert "ไม่ทราบจำนวนทั้งหมด" in text

    def test_every_rule_is_named(self):
        survey = a_survey(figures={"percent_satisfied": "rescaled", "band": "equal_width"})
        text = " ".join(passage.text for passage in sentences.rule_notes(survey, TH))
        for policy in ("rescaled", "equal_width", "respondent_mean", "when_known", "holm"):
            assert f"({policy})" in text

    def test_the_answer_counts_the_states(self):
        survey = a_survey()
        changes = survey.changes(survey.scores_of("satisfaction"))
        text = "".join(
            run.text for run in sentences.survey_answer(survey, "satisfaction", changes, TH)
        )
        assert text.startswith("ความพึงพอใจร้อยละ 89.48 จากผู้ตอบ 97 คน เทียบกับปี 2566")

    def test_several_surveys_answer_one_after_the_other_and_none_says_nothing(self):
        survey = a_survey()
        one = sentences.survey_answers([survey], "satisfaction", [[]], TH)
        assert "".join(run.text for run in one) == "ความพึงพอใจร้อยละ 89.48 จากผู้ตอบ 97 คน"
        assert sentences.survey_answers([], "satisfaction", [], TH) == ()
