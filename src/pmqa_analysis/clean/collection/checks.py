"""Whether what a unit entered can be: percentages, ratios, evidence, both a value and a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pmqa_analysis.clean.collection.entered import Entered, read_number
from pmqa_analysis.clean.collection.issues import EntryIssueKind, entry_issue
from pmqa_analysis.clean.collection.submission import SetAside, Submission
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.model import Answer, Condition, Item
from pmqa_analysis.clean.scorecards.result_rows import PERCENT_UNITS
from pmqa_analysis.results import exact_text
from pmqa_analysis.rounding import printed_decimals, round_exact

__all__ = ["Asked", "check_submission", "requirement_of"]

Finding = tuple[EntryIssueKind, str, dict[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row of the form asks for: a tick or a value, of which measure, in which unit."""

    place: str
    answer: Answer
    measure: str
    unit_th: str


def requirement_of(framework: Framework, row: str) -> Asked | None:
    """Return what a row of the form asks: an item, a condition, or the value of a KPI itself."""
    name, _, place = row.partition(":")
    if name == "kpi":
        kpi = framework.kpis.get(place)
        return None if kpi is None else Asked(place, "value", place, kpi.unit_th)
    rubric = framework.rubrics.get(name)
    found: Item | Condition | None = None
    if rubric is not None:
        found = rubric.items.get(place) or rubric.conditions.get(place)
    return None if found is None else Asked(place, found.answer, found.measure, found.unit_th)


def check_submission(submission: Submission, framework: Framework) -> Submission:
    """Return the workbook with what cannot be set aside, and what wants a look told."""
    rows, aside, issues = [], list(submission.set_aside), list(submission.issues)
    for row in submission.rows:
        left = row
        for kind, column, particulars, dropped in _findings(row, framework):
            address = row.places.get(column, row.address)
            issues.append(entry_issue(kind, submission.unit.name_th, address, **particulars))
            aside += _dropped(row, dropped, kind)
            texts = {name: text for name, text in left.texts.items() if name not in dropped}
            left = replace(left, texts=texts)
        if left.texts:
            rows.append(left)
    return replace(
        submission, rows=tuple(rows), set_aside=tuple(dict.fromkeys(aside)), issues=tuple(issues)
    )


def _dropped(row: Entered, columns: tuple[str, ...], reason: str) -> Iterator[SetAside]:
    for column in columns:
        if column in row.texts:
            yield SetAside(row.unit, row.places[column], row.texts[column], reason)


def _findings(row: Entered, framework: Framework) -> Iterator[Finding]:
    """Yield what is wrong with a row: kind, column, particulars, and the columns set aside."""
    requirement = requirement_of(framework, row.row)
    if requirement is None:
        return
    checks: tuple[Callable[..., Iterator[Finding]], ...] = (
        _below_zero, _over_100, _ratio, _both, _evidence,
    )  # fmt: skip
    for check in checks:
        yield from check(row, requirement, framework)


def _below_zero(row: Entered, *_: object) -> Iterator[Finding]:
    for column in ("value", "numerator", "denominator"):
        number = read_number(row.texts.get(column, ""))
        if number is not None and number < 0:
            yield "below_zero", column, {"found": row.texts[column]}, (column,)


def _over_100(row: Entered, requirement: Asked, framework: Framework) -> Iterator[Finding]:
    value = read_number(row.texts.get("value", ""))
    if value is not None and value > 100 and _is_share(requirement, framework):
        yield "over_100", "value", {"found": row.texts["value"]}, ("value",)


def _is_share(requirement: Asked, framework: Framework) -> bool:
    """Return whether the value is a percentage that cannot be over 100."""
    measure = framework.measures.get(requirement.measure)
    may_be = measure is not None and measure.over_100 == "yes"
    return requirement.unit_th in PERCENT_UNITS and not may_be


def _ratio(row: Entered, requirement: Asked, framework: Framework) -> Iterator[Finding]:
    top = read_number(row.texts.get("numerator", ""))
    bottom = read_number(row.texts.get("denominator", ""))
    if top is None and bottom is None:
        return
    if top is None or bottom is None or bottom == 0:
        column = "numerator" if top is not None else "denominator"
        yield "ratio_half", column, {}, ("numerator", "denominator")
    elif top > bottom and _is_share(requirement, framework):
        found = {"found": exact_text(top), "expected": exact_text(bottom)}
        yield "ratio_over", "numerator", found, ("numerator", "denominator")
    elif row.ratio is not None and _differs(row, requirement):
        computed = str(round_exact(row.ratio, 2))
        yield "ratio_differs", "value", {"found": row.texts["value"], "expected": computed}, ()


def _differs(row: Entered, requirement: Asked) -> bool:
    """Return whether the percentage entered is another than that of its counts, as shown."""
    text = row.texts.get("value", "")
    value = read_number(text)
    if value is None or row.ratio is None or requirement.unit_th not in PERCENT_UNITS:
        return False
    decimals = printed_decimals(text)
    return round_exact(row.ratio, decimals) != round_exact(value, decimals)


def _both(row: Entered, *_: object) -> Iterator[Finding]:
    if row.texts.get("value") and row.texts.get("status"):
        found = {"found": row.texts["status"]}
        yield "value_and_status", "status", found, ("status",)


def _evidence(row: Entered, requirement: Asked, *_: object) -> Iterator[Finding]:
    reported = row.texts.get("tick") == "✓" or bool(row.texts.get("value"))
    evidence = row.texts.get("document") or row.texts.get("link")
    if reported and not evidence and requirement.answer != "none":
        column = "tick" if row.texts.get("tick") else "value"
        yield "no_evidence", column, {}, ()
