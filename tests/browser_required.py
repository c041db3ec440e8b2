"""Where ``PMQA_REQUIRE_BROWSER`` is set, a check that was skipped has failed.

A machine without a Chromium or poppler skips some checks. On the machine that decides whether a
change lands, a skipped check would be one that nobody ran.
"""

from __future__ import annotations

import os

import pytest

REQUIRED = "PMQA_REQUIRE_BROWSER"


def is_required():
    return os.environ.get(REQUIRED, "") not in ("", "0")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if is_required() and report.skipped and not hasattr(report, "wasxfail"):
        path, line, reason = report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{path}:{line}: {reason}\nNot allowed where {REQUIRED} is set."
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    if is_required() and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped as a whole; {REQUIRED} is set."
    return report
