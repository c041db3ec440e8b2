"""The section `surveys` of a year's settings: named rules, strict, and empty where left out."""

import pytest

from pmqa_analysis.errors import SettingsError
from tests.offices import SETTINGS, TINY, refused


def surveys(tiny, *lines):
    section = "surveys:\n" + "".join(f"  - {line}\n" for line in lines)
    return tiny({SETTINGS: TINY[SETTINGS] + section}).settings(2563).surveys


def test_a_year_may_have_no_surveys(tiny):
    assert tiny().settings(2563).surveys == ()


def test_a_survey_has_the_stated_defaults(tiny):
    [survey] = surveys(tiny, "{codebook: small}")
    assert (survey.duplicates, survey.reject) == ("same_answers_and_time", ("no_consent",))
    assert (survey.minimum_group, survey.seconds_per_item) == (10, 1.0)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("{codebook: small, minimum_group: 4}", "surveys.0.minimum_group"),
        ("{codebook: small, duplicates: maybe}", "surveys.0.duplicates"),
        ("{codebook: small, reject: [ugly]}", "surveys.0.reject.0"),
        ("{codebook: ../small}", "surveys.0.codebook"),
        ("{duplicates: none}", "surveys.0.codebook"),
    ],
)
def test_a_rule_that_is_not_known_is_refused(tiny, line, key):
    with refused(SettingsError, SETTINGS, key):
        surveys(tiny, line)


def test_a_mistyped_rule_is_named_with_its_near_miss(tiny):
    with refused(SettingsError, "surveys.0.duplicate", "“duplicates”"):
        surveys(tiny, "{codebook: small, duplicate: none}")


def test_a_codebook_stands_once(tiny):
    with refused(SettingsError, SETTINGS, "surveys"):
        surveys(tiny, "{codebook: small}", "{codebook: small}")
