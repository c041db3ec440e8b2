"""The one-page brief: standing, strengths, gaps, what moved, what to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmqa_analysis.assess import Assessment, Summary
from pmqa_analysis.assess.brief import Brief
from pmqa_analysis.assess.plan import PlanProgress
from pmqa_analysis.assess.pmqa import Gap
from pmqa_analysis.blocks import Passage, Run, Table
from pmqa_analysis.present.grid import clip, columns_of, grid
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result

__all__ = [
    "brief_answer", "brief_gaps", "brief_moves", "brief_standing", "brief_strengths",
    "decisions", "plan_answer",
]  # fmt: skip

SECTION = "brief_column"
NAME = 60


def brief_answer(
    summary: Summary, progress: PlanProgress | None, words: Wording
) -> tuple[Run, ...]:
    """Return the computed answer: targets met, and how far the plan is."""
    runs: tuple[Run, ...] = ()
    if summary.total.value and not summary.assessed.value:
        runs = words.runs("brief.no_results", total=summary.total)
    elif summary.total.value:
        runs = words.runs("answer.met", met=summary.met, assessed=summary.assessed)
    return runs + plan_answer(progress, words) or words.runs("brief.nothing")


def plan_answer(progress: PlanProgress | None, words: Wording) -> tuple[Run, ...]:
    """Return how far the plan is at its round; nothing where there is no plan."""
    if progress is None:
        return ()
    if progress.success.value is None:
        return words.runs("brief.plan_silent", base=progress.base)
    return words.runs("brief.plan_success", success=progress.success, base=progress.base)


def brief_standing(
    summary: Summary, points: Sequence[Result], progress: PlanProgress | None, words: Wording
) -> Table | None:
    """Return the standing in a few lines: indicators, PMQA points of both sides, the plan.

    Args:
        summary: The counts of the indicators.
        points: The points that the office gives itself and those of its assessor; empty where
            there is no scheme.
        progress: The plan at a round; None where there is no plan.
        words: The report's words.
    """
    rows = [("met", summary.met), ("not_met", summary.not_met), ("total", summary.total)]
    rows += list(zip(("self_points", "assessor_points"), points, strict=False))
    if progress is not None:
        rows += [("plan_success", progress.success), ("plan_overdue", progress.overdue)]
    columns = (
        *columns_of(words, SECTION, ("standing", 5.0)),
        *columns_of(words, SECTION, ("figure", 1.4), align="end", row_header=False),
    )
    cells = [[*words.cells(words.text(f"brief_row.{name}")), words.cell(figure)]
             for name, figure in rows]  # fmt: skip
    return grid("brief_standing", words.text("brief.standing"), columns, cells)


def brief_strengths(brief: Brief, words: Wording) -> Iterator[Passage]:
    """Yield up to three strengths: target, result, percent of target."""
    yield from _lines(brief.strengths, words)
    if not brief.strengths:
        yield words.say("brief.no_strength" if brief.is_known else "brief.unknown", style="item")


def brief_gaps(brief: Brief, gaps: Sequence[Gap], words: Wording) -> Iterator[Passage]:
    """Yield up to three gaps: targets missed first, then the PMQA steps that gain most."""
    missed = list(_lines(brief.gaps, words))
    yield from missed
    for gap in gaps[: 3 - len(missed)]:
        yield words.say(
            "brief.pmqa_gap", style="item", item=gap.item.item.item, level=gap.level,
            title=clip(words.title(gap.item.item), NAME), gain=gap.gain,
        )  # fmt: skip
    if not missed and not gaps:
        yield words.say("brief.no_gap" if brief.is_known else "brief.unknown", style="item")


def brief_moves(brief: Brief, last_year: int | None, words: Wording) -> Iterator[Passage]:
    """Yield what is higher and what is lower than last year, as values and no more."""
    if last_year is None or not (brief.rose or brief.fell):
        yield words.say("brief.no_moves", style="item")
        return
    for key, items in (("brief.rose", brief.rose), ("brief.fell", brief.fell)):
        if items:
            names = [run for item in items for run in _move(item, items, words)]
            yield words.passage(words.runs(key, last_year=last_year), names, style="item")


def _move(item: Assessment, items: Sequence[Assessment], words: Wording) -> tuple[Run, ...]:
    between = () if item is items[0] else (Run(text="; "),)
    return between + words.runs(
        "brief.move", name=clip(words.label(item.measure), NAME), before=item.history[-2],
        now=item.actual,
    )  # fmt: skip


def decisions(
    brief: Brief, progress: PlanProgress | None, hosts: Sequence[str], words: Wording
) -> Iterator[Passage]:
    """Yield what a committee has to decide, as the figures raise it; one line a question."""
    found = list(_questions(brief, progress, hosts, words))
    yield from found or [words.say("brief.no_decision", style="item")]


def _questions(
    brief: Brief, progress: PlanProgress | None, hosts: Sequence[str], words: Wording
) -> Iterator[Passage]:
    for key, items in (
        ("brief.decide_gaps", brief.gaps), ("brief.decide_targets", brief.doubtful_targets),
        ("brief.decide_silent", brief.silent),
    ):  # fmt: skip
        if items:
            yield words.say(key, style="item", names=_names(items, words))
    if progress is not None and progress.success.value is None:
        yield words.say("brief.decide_reports", style="item", base=progress.base)
    elif progress is not None and progress.overdue.value:
        yield words.say("brief.decide_overdue", style="item", overdue=progress.overdue)
    if hosts:
        yield words.say("brief.decide_hosts", style="item", rows=", ".join(hosts[:6]))


def _names(items: Sequence[Assessment], words: Wording) -> str:
    """Return the first indicators' names, and how many more there are."""
    names = [clip(words.label(item.measure), 40) for item in items[:3]]
    more = [words.text("brief.more", count=len(items) - len(names))] if items[3:] else []
    return words.listing([*names, *more])


def _lines(items: Sequence[Assessment], words: Wording) -> Iterator[Passage]:
    for item in items:
        plain = "_plain" if item.percent_of_target.value is None else ""
        yield words.passage(
            words.strong(clip(words.label(item.measure), NAME)),
            words.runs(f"brief.against_target{plain}",
                       target=words.quantity(item.target, item.measure),
                       actual=words.quantity(item.actual, item.measure),
                       percent=item.percent_of_target),
            style="item",
        )  # fmt: skip
