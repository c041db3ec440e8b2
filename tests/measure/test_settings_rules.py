"""The rules of a survey's figures, chosen in the settings and refused where they make no sense."""

import pytest
from pydantic import ValidationError

from pmqa_analysis.measure import MeasuredSurvey, count
from pmqa_analysis.settings import FigureRules, SurveyEntry
from tests.measure.samples import a_book, a_frame


def entry(**figures):
    return SurveyEntry.model_validate({"codebook": "small", "figures": figures})


def test_a_survey_without_rules_has_the_defaults():
    rules = SurveyEntry(codebook="small").figures
    assert (rules.percent_satisfied, rules.band, rules.score) == (
        "mean_of_max", "boonchom", "respondent_mean",
    )  # fmt: skip
    assert (rules.item_answers, rules.aspect_answers, rules.index_answers) == (30, 20, 10)
    assert (rules.confidence, rules.significance, rules.adjustment) == (95, 5, "holm")


@pytest.mark.parametrize(
    "rule",
    [
        {"percent_satisfied": "top_three"},
        {"band": "printed"},
        {"score": "median"},
        {"finite_population": "always"},
        {"adjustment": "bonferroni"},
        {"confidence": 100},
        {"confidence": 95.0},
        {"significance": 0},
        {"item_answers": 4},
        {"mean_decimals": 7},
        {"percent": "top_two"},
    ],
)
def test_a_rule_that_does_not_exist_is_refused(rule):
    with pytest.raises(ValidationError):
        entry(**rule)


@pytest.mark.parametrize("minimum", [4, 0, -1])
def test_a_minimum_group_under_five_is_refused(minimum):
    with pytest.raises(ValidationError):
        SurveyEntry.model_validate({"codebook": "small", "minimum_group": minimum})


@pytest.mark.parametrize(
    ("rule", "statistic", "policy"),
    [
        ({"percent_satisfied": "mean_of_max"}, "percent_satisfied", "mean_of_max"),
        ({"percent_satisfied": "top_two"}, "percent_satisfied", "top_two"),
        ({"percent_satisfied": "rescaled"}, "percent_satisfied", "rescaled"),
        ({"band": "boonchom"}, "band", "boonchom"),
        ({"band": "equal_width"}, "band", "equal_width"),
        ({}, "mean", "mean"),
        ({}, "sd", "sd_sample"),
        ({}, "percent_dissatisfied", "bottom_two"),
        ({}, "share_4", "share_of_answers"),
        ({}, "share_9", "share_of_base"),
    ],
)
def test_the_name_of_the_rule_stands_on_the_figure(rule, statistic, policy):
    counts = count(a_frame(*[("f", "a", 4, 2, 5, 1, 0)] * 12), a_book())
    found = MeasuredSurvey(counts, a_book(), entry(**rule).figures).item("speed")
    assert found[f"2567/small.speed/{statistic}"].policy == policy


@pytest.mark.parametrize(("decimals", "shown"), [(0, "4"), (1, "4.3"), (3, "4.333")])
def test_decimals_are_those_of_the_rules(decimals, shown):
    rows = [("f", "a", code, 1, 1, 1, 0) for code in (4, 4, 5)] * 5
    counts = count(a_frame(*rows), a_book())
    found = MeasuredSurvey(counts, a_book(), FigureRules(mean_decimals=decimals)).item("speed")
    mean = found["2567/small.speed/mean"]
    assert (mean.shown, mean.decimals) == (shown, decimals)


def test_results_show_what_is_behind_them_in_the_results_file():
    rows = [("f", "a", code, 1, 1, 1, 0) for code in (4, 4, 5)] * 5
    counts = count(a_frame(*rows), a_book(), ["sex"])
    found = MeasuredSurvey(counts, a_book()).item("speed", sex="f")
    row = found["2567/small.speed:sex=f/share_4"].as_row()
    behind = {name: row[name] for name in ("group", "numerator", "denominator", "n", "population")}
    assert behind == {
        "group": "sex=f",
        "numerator": "10",
        "denominator": "15",
        "n": "15",
        "population": "120",
    }
    assert (row["confidence"], row["weighting"]) == ("95", "")
    assert float(row["low"]) < 66.67 < float(row["high"])
