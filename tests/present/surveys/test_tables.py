"""Tables of a survey: what they show, what they hide, and what they say of a difference."""

import pytest

from pmqa_analysis.present import Wording
from pmqa_analysis.present.surveys import differences, groups, tables
from tests.present.surveys.measured import a_survey, values

TH = Wording()


@pytest.fixture(scope="module")
def survey():
    return a_survey(targets={"satisfaction": 60, "speed": 99})


def row(table, name):
    return next([cell.text for cell in one.cells] for one in table.rows
                if one.cells[0].text.startswith(name))  # fmt: skip


def names(survey):
    return survey.scores_of("satisfaction")


class TestRespondents:
    def test_everybody_comes_first_and_groups_below(self, survey):
        table = tables.respondents_table(survey, TH)
        assert values(table)[:2] == [TH.text("survey_label.everybody"), "97"]
        assert row(table, "หญิง")[1] == "60"

    def test_a_group_of_seven_is_a_mark_with_a_note(self, survey):
        table = tables.respondents_table(survey, TH)
        assert row(table, "ค")[1] == "*"
        assert TH.text("survey_note.suppressed", minimum=10) in table.notes


class TestTopline:
    def test_shares_mean_and_percent_by_hand(self, survey):
        """60 times 5, 30 times 4, 7 times 2: a mean of 434/97, of 5 that is 89.48 percent."""
        (table,) = tables.topline_table(survey, "satisfaction", TH)
        cells = row(table, "รวดเร็ว")
        assert cells[1:9] == ["97", "97", "0.00", "7.22", "0.00", "30.93", "61.86", "0.00"]
        assert (cells[9], cells[11]) == ("4.47", "89.48")

    def test_an_unfavourable_wording_says_so(self, survey):
        (table,) = tables.topline_table(survey, "satisfaction", TH)
        assert row(table, "รอนาน")[0].endswith(TH.text("survey_label.reversed"))


class TestAspects:
    def test_the_whole_stands_last_with_its_interval(self, survey):
        table = tables.aspect_table(survey, "satisfaction", TH)
        last = [cell.text for cell in table.rows[-1].cells]
        assert (table.rows[-1].kind, last[0], last[1]) == ("total", "ความพึงพอใจ", "97")
        assert "–" in last[3]

    def test_a_mean_near_a_cut_is_marked(self, survey):
        """The mean of 4.47 lies 0.03 below the cut of 4.50."""
        table = tables.aspect_table(survey, "satisfaction", TH)
        assert row(table, "เจ้าหน้าที่")[-1] == "มาก †"


class TestBanners:
    def test_a_category_that_differs_has_an_arrow(self, survey):
        table = groups.banner_table(survey, "satisfaction", names(survey), "sex", TH)
        whole = row(table, "ความพึงพอใจ")
        assert whole[2].endswith("↑")
        assert whole[3].endswith("↓")

    def test_a_small_category_has_one_mark_in_every_row(self, survey):
        table = groups.banner_table(survey, "satisfaction", names(survey), "unit", TH)
        assert {one.cells[-1].text for one in table.rows} == {"*"}

    def test_no_other_group_tells_what_is_hidden(self, survey):
        table = groups.profile_table(survey, "unit", TH)
        assert set(row(table, "ค")[1:]) == {"*"}

    def test_the_highest_need_of_a_group_is_marked(self, survey):
        table = groups.profile_table(survey, "sex", TH)
        assert row(table, "หญิง")[2].startswith("▲")

    def test_without_that_group_there_is_no_profile(self, survey):
        assert groups.profile_table(survey, "age", TH) is None


class TestOthers:
    def test_dissatisfaction_stands_beside_satisfaction(self, survey):
        table = groups.dissatisfaction_table(survey, TH)
        assert row(table, "เจ้าหน้าที่")[1:3] == ["89.48", "7.22"]

    def test_priorities_are_ranked_by_need(self, survey):
        table = groups.priorities_table(survey, "importance", TH)
        assert [one.cells[0].text for one in table.rows] == ["1", "2"]

    def test_suggestions_are_ranked_and_the_first_three_urgent(self, survey):
        table = groups.suggestions_table(survey, TH)
        assert [one.cells[1].text for one in table.rows] == ["เว็บ", "โทร"]
        assert table.rows[0].cells[2].text == "▲ 100.00"


class TestDifferences:
    def test_a_change_is_named_with_its_tests_beside(self, survey):
        table = differences.changes_table(survey, survey.changes(names(survey)), TH, name="x")
        whole = row(table, "ความพึงพอใจ")
        assert whole[-1] == "↑ เพิ่มขึ้น"
        groups_of = [one.title for one in table.columns if one.group]
        assert groups_of == ["t", "Mann-Whitney"]

    def test_nothing_to_compare_is_no_table(self, survey):
        assert differences.changes_table(survey, [], TH, name="x") is None

    def test_verdict_and_certainty_are_two_things(self, survey):
        table = differences.target_table(survey, survey.against_targets(), TH)
        assert row(table, "ความพึงพอใจ")[4] == "✓ บรรลุ"
        assert row(table, "รวดเร็ว")[4] == "✗ ไม่บรรลุ"

    def test_groups_are_compared_at_once(self, survey):
        found = differences.groups_tables(survey, names(survey), TH)
        assert [one.name for one in found] == ["small_between_sex", "small_between_unit"]
        assert row(found[0], "ความพึงพอใจ")[-1] == "≠ แตกต่างกัน"


OTHER = {"id": "other", "name_th": "หน่วยงานอื่น", "values": {"satisfaction": "4.00"}}


class TestBenchmarks:
    def test_the_other_office_stands_beside_ours(self):
        survey = a_survey(benchmarks=[OTHER])
        (table,) = differences.benchmark_tables(survey, TH)
        cells = row(table, "ความพึงพอใจ")
        assert (cells[1], cells[2], cells[3]) == ("4.00", "4.47", "+0.47")
        assert cells[-1] == "↑ สูงกว่า"

    def test_without_another_office_there_is_no_table(self, survey):
        assert differences.benchmark_tables(survey, TH) == []


class TestManyCategories:
    def test_they_stand_below_each_other(self, monkeypatch, survey):
        monkeypatch.setattr(groups, "MANY", 2)
        table = groups.banner_table(survey, "satisfaction", names(survey), "sex", TH)
        assert [one.title for one in table.columns][:2] == ["เพศ", TH.text("survey_label.base")]
        assert [one.cells[0].text for one in table.rows][1:] == ["หญิง", "ชาย"]

    def test_the_figures_are_the_same_either_way(self, monkeypatch, survey):
        flat = groups.banner_table(survey, "satisfaction", names(survey), "sex", TH)
        monkeypatch.setattr(groups, "MANY", 2)
        turned = groups.banner_table(survey, "satisfaction", names(survey), "sex", TH)
        assert sorted(shown(flat)) == sorted(shown(turned))


def shown(table):
    return [cell.result for one in table.rows for cell in one.cells if cell.result]
