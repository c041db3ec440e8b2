"""Sentences on a plan's progress; every number in them is a result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmqa_analysis.assess.plan import PlanProgress
from pmqa_analysis.blocks import Passage, Run
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result

__all__ = ["confidence_sentence", "plan_answer", "plan_method", "plan_notes"]


def plan_answer(progress: PlanProgress, words: Wording) -> tuple[Run, ...]:
    """Return the computed answer: the share that is done, or that nothing is reported yet."""
    if progress.success.value is None:
        return words.runs("plan.answer_nothing", month=progress.month, base=progress.base)
    return words.runs(
        "plan.answer", month=progress.month, success=progress.success, base=progress.base,
        done=progress.counts["done"], late=progress.counts["late"],
        moved=progress.counts["moved"], cancelled=progress.counts["cancelled"],
        silent=progress.counts["not_reported"],
    )  # fmt: skip


def plan_notes(progress: PlanProgress, words: Wording) -> Iterator[Passage]:
    """Yield what a reader must know before the figures: what is not reported, or overdue."""
    if progress.success.value is None:
        yield words.say("plan.nothing_reported", style="caution", month=progress.month)
    if progress.overdue.value:
        yield words.say(
            "plan.overdue_silent" if progress.success.value is None else "plan.overdue",
            style="caution", overdue=progress.overdue, month=progress.month,
        )  # fmt: skip


def confidence_sentence(confidence: Mapping[str, Result], words: Wording) -> Passage:
    """Return how sure the months of the plan are."""
    return words.passage(words.runs("plan.confidence", **confidence))


def plan_method(progress: PlanProgress, words: Wording) -> Iterator[Passage]:
    """Yield the named rules that made the figures."""
    for name in (progress.counting, "overdue", "confidence", "calendar_days_inclusive"):
        yield words.say(f"plan_method.{name}", style="note")
