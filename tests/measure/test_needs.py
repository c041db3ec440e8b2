"""Needs: gap, PNI-modified, quadrants, ranks, and where the lines of the quadrants stand."""

from fractions import Fraction

from pmqa_analysis.measure import MeasuredSurvey, count
from pmqa_analysis.measure.needs import estimate_needs, needs_centre
from tests.measure.samples import BOOK, a_book, a_frame

ITEMS = [one for one in BOOK["items"] if one["id"] != "waits"]
WANTED = [
    {**item, "id": f"{item['id']}_{kind}", "kind": kind,
     "titles": [f"{item['titles'][0]} ({kind})"]}
    for kind in ("importance", "expectation") for item in ITEMS
]  # fmt: skip
HAND = {"speed": 3, "speed_importance": 5, "staff": 4, "staff_importance": 4,
        "speed_expectation": 4, "staff_expectation": 5}  # fmt: skip


def measured(number=20, **changed):
    """Return a survey in which everybody answers alike."""
    frame = a_frame(*[("f", "a", 1, 1, 1, 1, 0)] * number).drop(columns="waits")
    for name, code in {**HAND, **changed}.items():
        frame[name] = code
        frame[name] = frame[name].astype("Int8")
    book = a_book(items=[*ITEMS, *WANTED], respondents=[])
    return MeasuredSurvey(count(frame, book, year=2567), book, minimum=10)


def by_aspect(survey, **more):
    return {one.aspect: one for one in estimate_needs(survey, **more)}


def test_gap_and_index_by_hand():
    """(5 − 3)/3 is 2/3; what is done as well as wanted has no need."""
    found = by_aspect(measured())
    assert (found["pace"].gap.value, found["pace"].pni.value) == (-2, Fraction(2, 3))
    assert (found["pace"].gap.shown, found["pace"].pni.shown) == ("−2.00", "0.667")
    assert (found["people"].gap.value, found["people"].pni.value) == (0, 0)


def test_the_most_urgent_comes_first():
    assert [one.rank for one in estimate_needs(measured())] == [1, 2]
    assert [one.aspect for one in estimate_needs(measured())] == ["pace", "people"]


def test_equal_needs_share_a_rank():
    found = by_aspect(measured(speed=3, speed_importance=3, staff=4, staff_importance=4))
    assert {aspect: one.rank for aspect, one in found.items()} == {"pace": 1, "people": 1}


def test_importance_and_expectation_have_ids_of_their_own():
    survey = measured()
    wanted = {one.gap.id for one in estimate_needs(survey)}
    expected = {one.gap.id for one in estimate_needs(survey, wanted="expectation")}
    assert wanted & expected == set()
    assert "2567/small.pace/gap_to_importance" in wanted


def test_the_lines_stand_at_the_means_of_the_points():
    survey = measured()
    one, other = needs_centre(survey, estimate_needs(survey))
    assert (one.value, other.value) == (Fraction(9, 2), Fraction(7, 2))
    assert one.id != other.id


def test_important_and_badly_done_is_to_be_mended_first():
    found = by_aspect(measured())
    assert found["pace"].quadrant == "concentrate_here"
    assert found["people"].quadrant == "possible_overkill"


def test_too_few_answers_hide_every_figure():
    survey = measured(9)
    needs = estimate_needs(survey)
    figures = [figure for one in needs for figure in (one.wanted, one.found, one.gap, one.pni)]
    assert {one.status for one in figures} == {"suppressed"}
    assert [one.quadrant for one in needs] == [None, None]
    assert needs_centre(survey, needs) is None
