"""What holds for every mix of reported statuses."""

from hypothesis import given
from hypothesis import strategies as st

from pmqa_analysis.assess.plan import STATES, assess_progress
from pmqa_analysis.clean.plan import ProgressReport
from tests.plan_samples import real_plan

PLAN = real_plan()
TIMED = [row.activity for row in PLAN.rows() if row.is_timed]
STATUSES = st.sampled_from(["not_started", "running", "done", "late", "moved", "cancelled"])
RULES = ("timed_rows", "activities", "outputs")


def report(activity, status, month=6):
    return ProgressReport(
        month=month,
        activity=activity,
        output="",
        status=status,
        percent=None,
        evidence=(),
        reporter="",
        cause="",
        correction="",
        address="",
    )


REPORTED = st.dictionaries(st.sampled_from(TIMED), STATUSES, max_size=12)


@given(REPORTED)
def test_the_states_add_up_to_the_base_under_every_rule(statuses):
    reports = [report(name, status) for name, status in statuses.items()]
    for rule in RULES:
        found = assess_progress(PLAN, reports, 6, rule)
        counts = [found.counts[state].value for state in STATES]
        assert sum(counts) == found.base.value
        assert found.reported.value == found.base.value - found.counts["not_reported"].value


@given(REPORTED)
def test_the_categories_add_up_to_the_whole(statuses):
    reports = [report(name, status) for name, status in statuses.items()]
    whole = assess_progress(PLAN, reports, 6, "timed_rows")
    parts = [assess_progress(PLAN, reports, 6, "timed_rows", category) for category in PLAN.heads]
    assert sum(part.base.value for part in parts) == whole.base.value
    for state in STATES:
        assert sum(part.counts[state].value for part in parts) == whole.counts[state].value


@given(REPORTED)
def test_success_lies_between_0_and_100_or_is_not_reported(statuses):
    reports = [report(name, status) for name, status in statuses.items()]
    found = assess_progress(PLAN, reports, 6, "timed_rows")
    if statuses:
        assert 0 <= found.success.value <= 100
    else:
        assert found.success.status == "not_reported"


@given(REPORTED)
def test_a_later_round_never_forgets_what_was_done(statuses):
    reports = [report(name, status) for name, status in statuses.items()]
    first, second = (
        assess_progress(PLAN, reports, month, "timed_rows").counts["done"].value
        for month in (6, 12)
    )
    assert first == second
