"""Claims: statements of the sources, linked to the measures that can test them."""

import pytest

from pmqa_analysis.clean import Claim
from pmqa_analysis.errors import DataError, Faults
from tests.offices import CLAIMS, MEASURES, csv_text, refused


def claims(*rows):
    given = {"claim": "better", "pattern": "rose_every_year", "measures": "7.1.1"}
    return {CLAIMS: csv_text(Claim.model_fields, [{**given, **row} for row in rows])}


def test_a_claim_names_its_measures(clean):
    [claim] = clean(claims({"measures": "7.1.1  7.2.1"})).claims
    assert (claim.measures, claim.pattern) == (("7.1.1", "7.2.1"), "rose_every_year")


def test_a_claim_may_have_no_measure_to_test_it_with(clean):
    assert clean(claims({"measures": ""})).claims[0].measures == ()


def test_a_claim_about_an_unknown_measure_is_refused_with_the_nearest(clean):
    with refused(DataError, f"{CLAIMS}:3 [measures]", "“7.2.9”", "7.2.", MEASURES):
        clean(claims({}, {"measures": "7.1.1 7.2.9"}))


def test_every_unknown_measure_is_told(clean):
    with refused(Faults, "“x.1”", "“x.2”"):
        clean(claims({"measures": "x.1 x.2"}))


@pytest.mark.parametrize("pattern", ["", "rose", "rose every year", "fell_every_year"])
def test_an_unknown_pattern_is_refused_with_those_known(clean, pattern):
    with refused(DataError, f"{CLAIMS}:2 [pattern]", f"“{pattern}”", "rose_every_year"):
        clean(claims({"pattern": pattern}))


def test_an_office_may_have_no_claims(clean):
    assert clean(claims()).claims == ()
