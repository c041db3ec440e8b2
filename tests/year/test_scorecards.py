from fractions import Fraction

import pytest

from pmqa_analysis.errors import DataError, SettingsError
from pmqa_analysis.load.scorecard_results import RESULT_COLUMNS
from pmqa_analysis.year import Year
from tests.clean.scorecards.samples import files
from tests.offices import CORRECTIONS, SETTINGS, YEAR, csv_text, refused

FILE = "raw/2563/kpi_results.csv"
ENTRY = "scorecards:\n  - {framework: tiny, results: raw/2563/kpi_results.csv}\n"


def row(kpi, item, value, months="12", **more):
    return {"kpi": kpi, "item": item, "round": months, "value": value, "evidence": "ก", **more}


@pytest.fixture
def opened(tiny):
    """Return a function that opens the tiny year with its framework and rows of results."""

    def open_with(*rows, entry=ENTRY, **more):
        changes = {SETTINGS: YEAR + entry, FILE: csv_text(RESULT_COLUMNS, rows), **files(), **more}
        return Year(tiny(changes), 2563)

    return open_with


def test_a_year_without_frameworks_has_no_scorecard(tiny):
    year = Year(tiny(), 2563)
    assert year.scorecards.names == ()
    with refused(SettingsError, "agreement", "settings/2563.yml"):
        year.scorecard("agreement")


def test_a_near_miss_of_a_framework_is_told(opened):
    with refused(SettingsError, "tinny", "tiny"):
        opened().scorecard("tinny")


def test_a_framework_is_scored_on_what_was_reported(opened):
    card = opened(row("K1", "L1-1", "✓"), row("K1", "L3-1", "85")).scorecard("tiny")
    assert card.kpis["K1"].floor.value == 2
    assert card.kpis["K2"].verdict == "not_yet_measurable"


def test_without_a_file_nothing_is_known(opened):
    card = opened(entry="scorecards:\n  - {framework: tiny}\n").scorecard("tiny")
    assert (card.total.floor.value, card.total.ceiling.value) == (0, 5)


def test_the_figures_made_are_results_of_the_year(opened):
    year = opened(row("K1", "L1-1", "✓"))
    year.scorecards.gains(year.scorecard("tiny"))
    known = year.known_results()
    assert known["2563/tiny.K1/floor_m12"].value == 1
    assert known["2563/tiny.K1.L5-1/gain_m12"].value == 2


def test_the_settings_choose_the_policy(opened):
    entry = ENTRY.replace("}", ", policy: cumulative}")
    card = opened(row("K1", "L5-1", "✓"), row("K1", "L1-1", "✗"), entry=entry).scorecard("tiny")
    assert (card.policy, card.kpis["K1"].floor.value) == ("cumulative", 0)


def test_policies_stand_side_by_side(opened):
    year = opened(row("K1", "L5-1", "✓"), row("K1", "L1-1", "✗"))
    cards = year.scorecards.compare("tiny", ["equal_split", "strict_levels"])
    assert [card.kpis["K1"].floor.value for card in cards.values()] == [2, 0]


def test_what_moved_since_the_round_before(opened):
    year = opened(row("K1", "L1-1", "✗", "6"), row("K1", "L1-1", "✓", "9"))
    assert [move.after for move in year.scorecards.moves(year.scorecard("tiny", months=9))] == [
        "met"
    ]
    assert year.scorecards.moves(year.scorecard("tiny", months=6)) == ()


def test_a_numeric_kpi_stands_on_its_ladder(opened):
    card = opened(row("K3", "", "12.5")).scorecard("tiny")
    assert card.kpis["K3"].score.value == Fraction("4.5")
    assert card.kpis["K3"].score.policy == "ladder"


CORRECTION = """\
- id: mend-k3
  file: raw/2563/kpi_results.csv
  row: {kpi: K3}
  column: value
  action: override
  expect: "{expect}"
  value: "10"
  reason_th: พิมพ์ผิด
  reason_en: A slip
  who: ก
  date: 2026-01-01
"""


def test_a_correction_of_reported_results_is_made_and_told(opened):
    text = CORRECTION.replace("{expect}", "100")
    year = opened(row("K3", "", "100"), **{CORRECTIONS: text})
    assert year.scorecard("tiny").kpis["K3"].score.value == 5
    assert [issue.kind for issue in year.scorecards.issues("tiny")] == ["corrected"]


def test_a_correction_whose_guard_fails_is_refused(opened):
    text = CORRECTION.replace("{expect}", "99")
    with refused(DataError, "mend-k3"):
        opened(row("K3", "", "100"), **{CORRECTIONS: text}).scorecard("tiny")


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"framework": "tiny", "kpi": "K9"}, ("K9", "K1")),
        ({"framework": "tiny", "unit": "C"}, ("C", "tiny")),
        ({"framework": "tiny", "round": 13}, ("13", "6, 9, 12")),
        ({"framework": "other"}, ("other", "tiny")),
    ],
)
def test_parameters_are_checked_before_a_report_is_built(opened, parameters, words):
    with refused(SettingsError, *words):
        opened().check_parameters(parameters)


def test_results_that_cannot_be_taken_stop_the_batch_before_it_begins(opened):
    with refused(DataError, "K9"):
        opened(row("K9", "L1-1", "✓")).check_parameters({"framework": "tiny", "kpi": "K1"})


def test_all_issues_are_those_of_every_framework(opened):
    year = opened(row("K1", "L5-1", "✓", evidence=""))
    assert [issue.kind for issue in year.scorecards.all_issues] == ["tick_without_evidence"]


def test_right_parameters_pass(opened):
    opened().check_parameters({"framework": "tiny", "kpi": "K1", "unit": "A", "round": 6})


def test_one_framework_twice_is_refused(tiny):
    entry = "scorecards:\n  - {framework: tiny}\n  - {framework: tiny}\n"
    with refused(SettingsError, "scorecards"):
        tiny({SETTINGS: YEAR + entry}).settings(2563)


class TestMore:
    def test_last_years_shape_is_that_of_the_framework_of_the_same_name(self, tiny):
        entry = "scorecards:\n  - {framework: tiny_2563, results: raw/2563/kpi_results.csv}\n"
        before = YEAR.replace("2563", "2562").replace("[2561, 2562]", "[]")
        before = before[: before.index("inputs:")] + before[before.index("policies:") :]
        own = {path.replace("tiny", "tiny_2563"): text for path, text in files().items()}
        last = {
            path.replace("tiny", "tiny_2562"): text.replace("year: 2563", "year: 2562")
            for path, text in files().items()
        }
        rows = [row("K1", "L3-2", "20", "6"), row("K1", "L3-2", "100", "12")]
        results = {
            FILE: csv_text(RESULT_COLUMNS, [row("K1", "L3-2", "18", "6")]),
            "raw/2562/kpi_results.csv": csv_text(RESULT_COLUMNS, rows),
        }
        settings = {
            SETTINGS: YEAR + entry,
            "settings/2562.yml": before + entry.replace("2563", "2562"),
        }
        year = Year(tiny({**own, **last, **results, **settings}), 2563)
        found = {one.measure: one for one in year.scorecards.forecasts("tiny_2563", months=6)}
        made = {one.method: one.value.value for one in found["K1.P"].projections}
        assert made == {"straight_line": 36, "last_year_shape": 90}

    def test_without_last_year_only_the_straight_line_is_drawn(self, opened):
        year = opened(row("K1", "L3-2", "18", "6"))
        (found,) = [
            one for one in year.scorecards.forecasts("tiny", months=6) if one.measure == "K1.P"
        ]
        assert [one.method for one in found.projections] == ["straight_line"]
        assert found.projections[0].value.id in year.known_results()

    def test_attainments_and_parts_are_results_of_the_year(self, opened):
        year = opened(row("K3", "", "12"))
        year.scorecards.attainments("tiny")
        year.scorecards.part_statuses(year.scorecard("tiny"))
        known = year.known_results()
        assert known["2563/tiny.K3/actual_m12"].value == 12
        assert known["2563/tiny.C2/count_partly_met_m12"].value == 1


def test_a_report_without_a_framework_has_none_to_check(opened):
    opened().scorecards.check_parameters({"framework": "", "category": 5})


def test_a_report_with_an_unknown_framework_is_told(opened):
    with refused(SettingsError, "tinny", "tiny"):
        opened().scorecards.check_parameters({"framework": "tinny"})
