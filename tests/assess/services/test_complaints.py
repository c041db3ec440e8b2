"""Complaints counted by hand: working days, replies, urgent cases, repeats, satisfaction."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.assess.services.complaints import assess_complaints, working_days_after
from tests.clean.services.samples import case, cases_of

MONDAY = "2020-01-06"
NEW_YEAR = frozenset({date(2020, 1, 1)})


@pytest.fixture
def figures(tiny):
    """Return a function that counts a register of these rows, held to 3 and 15 days."""

    def counted(*rows, holidays=NEW_YEAR, minimum=5):
        return assess_complaints(
            2563, cases_of(tiny, *rows), holidays, reply_days=3, report_days=15, target=80,
            minimum_group=minimum,
        )  # fmt: skip

    return counted


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2020, 1, 6), date(2020, 1, 6), 0),
        (date(2020, 1, 6), date(2020, 1, 9), 3),
        (date(2020, 1, 3), date(2020, 1, 6), 1),  # Friday to Monday
        (date(2020, 1, 4), date(2020, 1, 6), 1),  # Saturday to Monday
        (date(2019, 12, 31), date(2020, 1, 2), 1),  # over New Year
    ],
)
def test_working_days(start, end, days):
    assert working_days_after(start, end, NEW_YEAR) == days


@given(st.dates(date(2019, 1, 1), date(2024, 12, 31)), st.integers(0, 200))
def test_working_days_are_those_that_numpy_counts(start, length):
    end = start + timedelta(days=length)
    counted = np.busday_count(start + timedelta(days=1), end + timedelta(days=1))
    assert working_days_after(start, end, frozenset()) == counted


def test_replies_in_time_late_overdue_and_waiting(figures):
    found = figures(
        case("1", MONDAY, "2020-01-09"),  # the third working day
        case("2", MONDAY, "2020-01-10"),  # the fourth
        case("3", MONDAY),  # never answered
        case("4", "2020-09-28"),  # two working days before the year ends
    )
    shown = [result.value for result in found.reply.results]
    assert shown == [3, 1, 1, 1, 1, Fraction(100, 3)]
    assert found.reply.percent.shown == "33.33"
    assert (found.mean_days.shown, found.longest_days.value) == ("3.5", 4)


def test_only_complaints_need_a_reply(figures):
    found = figures(case("1", MONDAY, kind="compliment"), case("2", MONDAY, kind="suggestion"))
    assert found.reply.due.value == 0
    assert (found.reply.percent.value, found.reply.percent.status) == (None, "not_applicable")
    assert found.mean_days.value is None
    assert found.received["suggestion", "internet"].value == 1
    assert found.received["compliment", None].value == 1


def test_urgent_cases_of_any_kind_are_held_to_their_report(figures):
    found = figures(
        case("1", MONDAY, urgent="yes", reported="2020-01-27"),  # the fifteenth
        case("2", MONDAY, urgent="yes", reported="2020-01-28", kind="comment"),
        case("3", MONDAY, urgent="yes"),
        case("4", MONDAY),
    )
    counts = (found.urgent.due, found.urgent.in_time, found.urgent.late, found.urgent.open)
    assert [one.value for one in counts] == [3, 1, 1, 1]


def test_quarters_begin_in_october(figures):
    days = ("2019-10-01", "2019-12-31", "2020-01-01", "2020-09-30")
    found = figures(*(case(str(number), day) for number, day in enumerate(days)))
    assert [one.value for one in found.quarters] == [2, 1, 0, 1]


def test_repeats_are_a_share_of_complaints(figures):
    found = figures(
        case("1", MONDAY), case("2", MONDAY, repeat_of="1"), case("3", MONDAY),
        case("4", MONDAY, kind="comment", repeat_of="1"),
    )  # fmt: skip
    assert (found.repeats.value, found.repeat_rate.shown) == (1, "33.33")


def test_bureaus_add_to_the_whole(figures):
    found = figures(
        case("1", MONDAY, MONDAY), case("2", MONDAY, MONDAY, bureau="สำนัก ข"),
        case("3", MONDAY, bureau="สำนัก ข"),
    )  # fmt: skip
    assert list(found.bureaus) == ["สำนัก ก", "สำนัก ข"]
    for name in ("due", "in_time", "late", "open", "waiting"):
        parts = sum(getattr(pace, name).value for pace in found.bureaus.values())
        assert parts == getattr(found.reply, name).value


def test_satisfaction_is_the_mean_of_the_best(figures):
    rows = [case(str(n), MONDAY, satisfaction=score) for n, score in enumerate("44445")]
    found = figures(*rows)
    assert (found.satisfaction.value, found.scored.value) == (84, 5)  # 21 of 25


def test_a_satisfaction_of_few_people_is_not_shown(figures):
    found = figures(case("1", MONDAY, satisfaction="1"))
    assert (found.satisfaction.status, found.satisfaction.shown) == ("suppressed", "*")
    assert (found.scored.status, found.scored.value) == ("suppressed", None)


def test_nobody_asked_is_not_suppressed(figures):
    found = figures(case("1", MONDAY))
    assert (found.satisfaction.status, found.scored.value) == ("not_applicable", 0)


def test_every_figure_has_an_id_of_its_own(figures):
    found = figures(case("1", MONDAY, MONDAY), case("2", MONDAY, bureau="สำนัก ข"))
    ids = [result.id for result in found.results]
    assert len(ids) == len(set(ids))
    assert "2563/complaints.reply/in_time" in ids
