"""Results as a survey gives them, made by hand."""

from fractions import Fraction

from pmqa_analysis.present.surveys.marks import LikertRow, YearsRow
from pmqa_analysis.results import Result, result_id


def figure(value, name, *, year=2567, decimals=1):
    """Return a result of that exact value; None is a suppressed one."""
    shown = "" if value is None else f"{value:.{decimals}f}"
    return Result(
        id=result_id(year, name, "share"), fiscal_year=year, measure=name, statistic="share",
        value=None if value is None else Fraction(str(value)), shown=shown, unit="",
        decimals=None if value is None else decimals,
        status="suppressed" if value is None else "reported", source="counts",
    )  # fmt: skip


def likert_row(label, *shares, n=100):
    """Return the row of a question; its shares are named after the label."""
    return LikertRow(
        label,
        [figure(share, f"{label}-{place}") for place, share in enumerate(shares)],
        figure(n, f"{label}-n", decimals=0),
    )


def years_row(label, *values, target=None, state="not_tested"):
    """Return a figure of the years up to 2567."""
    years = range(2568 - len(values), 2568)
    history = [figure(v, label, year=y) for y, v in zip(years, values, strict=True)]
    goal = None if target is None else figure(target, f"{label}-target")
    return YearsRow(label, history, goal, state)
