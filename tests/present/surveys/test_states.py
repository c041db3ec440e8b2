"""What may be said of a comparison, in every state, direction and kind, in both languages."""

from dataclasses import replace
from itertools import product

import pytest

from pmqa_analysis.measure.comparison import Reason
from pmqa_analysis.present import Wording
from pmqa_analysis.present.surveys.cells import band_cell, interval_cell, marked_cell, signed_cell
from pmqa_analysis.present.surveys.differences import rest_signs, state_text
from pmqa_analysis.present.surveys.sentences import states_of
from tests.present.surveys.measured import a_survey
from tests.present.surveys.samples import figure

TH, EN = Wording(), Wording("en")
REASONS = [one for one in Reason.__args__ if one]


@pytest.fixture(scope="module")
def changed():
    return a_survey().changes(["satisfaction"])[0]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [("year", 1, "↑ เพิ่มขึ้น"), ("year", -1, "↓ ลดลง"), ("rest", 1, "↑ สูงกว่า"),
     ("target", -1, "↓ ต่ำกว่า"), ("groups", 1, "≠ แตกต่างกัน")],
)  # fmt: skip
def test_what_was_found_is_said_with_its_sign(changed, kind, value, text):
    one = replace(changed, kind=kind, difference=figure(value, "d"))
    assert state_text(one, TH) == text


@pytest.mark.parametrize("kind", ["year", "paired_year", "trend", "rest", "group", "groups"])
@pytest.mark.parametrize("words", [TH, EN], ids=["th", "en"])
def test_no_evidence_claims_no_direction(changed, kind, words):
    text = state_text(replace(changed, kind=kind, state="no_evidence"), words)
    assert text.startswith("≈")
    assert not any(sign in text for sign in "↑↓")


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("words", [TH, EN], ids=["th", "en"])
def test_not_tested_says_why(changed, reason, words):
    text = state_text(replace(changed, state="not_tested", reason=reason), words)
    assert text.startswith("○")
    assert words.text(f"survey_reason.{reason}") in text


def test_every_reason_has_words_of_its_own():
    for words in (TH, EN):
        assert len({words.text(f"survey_reason.{one}") for one in REASONS}) == len(REASONS)


def test_the_states_are_told_apart_without_colour(changed):
    texts = {
        state_text(replace(changed, state=state, reason=reason), TH)[0]
        for state, reason in (("changed", ""), ("no_evidence", ""), ("not_tested", "no_base"))
    }
    assert texts == {"↑", "≈", "○"}


def test_only_what_differs_has_an_arrow(changed):
    pairs = {
        ("satisfaction", "f"): changed,
        ("satisfaction", "m"): replace(changed, state="no_evidence"),
        ("satisfaction", "x"): replace(changed, difference=figure(-1, "d")),
    }
    assert rest_signs(pairs, TH) == {("satisfaction", "f"): "↑", ("satisfaction", "x"): "↓"}


def test_states_are_found_by_name(changed):
    assert states_of([changed]) == {"satisfaction": "changed"}


class TestCells:
    def test_an_interval_has_the_decimals_of_its_figure(self):
        one = replace(figure(80, "a"), low=figure(79.123, "l").value, high=figure(81, "h").value)
        assert interval_cell(one, TH).text == "79.1 – 81.0"
        assert TH.interval(one) == "79.1 – 81.0"

    def test_a_figure_without_one_has_a_dash(self):
        assert interval_cell(figure(80, "a"), TH).text == "-"
        assert TH.interval(figure(80, "a")) == ""

    def test_a_suppressed_figure_has_the_mark(self):
        assert interval_cell(figure(None, "a"), TH).text == "*"

    @pytest.mark.parametrize(("number", "distance"), list(product((1, 5), ("0.05", "0.06"))))
    def test_a_band_near_a_cut_is_marked(self, number, distance):
        band = replace(figure(number, "band", decimals=0), policy="boonchom")
        cell = band_cell(band, figure(float(distance), "to", decimals=2), TH)
        assert cell.text.endswith("†") == (distance == "0.05")

    def test_bands_of_an_index_have_names_of_their_own(self):
        band = replace(figure(4, "band", decimals=0), policy="index_bands")
        assert band_cell(band, figure(9, "to"), TH).text == "สูง"

    def test_a_sign_stands_behind_and_a_mark_before(self):
        assert signed_cell(figure(80, "a"), "↑", TH).text == "80.0 ↑"
        assert signed_cell(figure(80, "a"), "", TH).text == "80.0"
        assert marked_cell(figure(80, "a"), TH, is_marked=True).text == "▲ 80.0"
        assert marked_cell(figure(80, "a"), TH, is_marked=False).text == "80.0"
