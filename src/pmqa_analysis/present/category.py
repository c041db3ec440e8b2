"""What a category's report says beyond its indicators: assessment, plan, weak results."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_analysis.assess import Assessment
from pmqa_analysis.assess.plan import PlanProgress
from pmqa_analysis.blocks import Passage, Run
from pmqa_analysis.clean.pmqa import Answers
from pmqa_analysis.present.assessment import views_of
from pmqa_analysis.present.grid import clip
from pmqa_analysis.present.plan import plan_answer
from pmqa_analysis.present.wording import Wording

__all__ = ["missing_items", "plan_sentence", "views", "weak_results"]

NAME = 80


def plan_sentence(progress: PlanProgress, words: Wording) -> Passage:
    """Return how far the category's plan is, or that nothing is reported."""
    return words.passage(plan_answer(progress, words))


def views(answers: Answers | None, category: int, words: Wording) -> list[Passage]:
    """Return the strengths and opportunities that people wrote; none without an assessment."""
    return [] if answers is None else list(views_of(answers, category, words))


def weak_results(
    missed: tuple[Assessment, ...], answers: Answers | None, progress: PlanProgress | None,
    category: int, words: Wording,
) -> Iterator[Passage]:  # fmt: skip
    """Yield, for each target missed: explain, improve, verify – each from what is recorded.

    Explain sets the result beside its target and last year. Improve lists what people wrote as
    opportunities and the steps of the plan that are late, moved or running; where nothing is
    written it says so. Verify says what the next measurement has to reach.
    """
    improve = _improvements(answers, progress, category, words)
    for item in missed:
        target = words.quantity(item.target, item.measure)
        actual = words.quantity(item.actual, item.measure)
        yield words.passage(words.strong(words.label(item.measure)), style="item")
        plain = "_plain" if item.percent_of_target.value is None else ""
        yield words.say(f"category.explain{plain}", target=target, actual=actual,
                        percent=item.percent_of_target, before=_before(item, words))  # fmt: skip
        yield words.say("category.improve", texts=improve)
        yield words.say("category.verify", target=target)


def _before(item: Assessment, words: Wording) -> tuple[Run, ...]:
    last = item.last_year
    if last is None or last.value is None:
        return words.runs("category.no_last_year")
    return words.runs("category.last_year", year=str(last.fiscal_year), before=last)


def _improvements(
    answers: Answers | None, progress: PlanProgress | None, category: int, words: Wording
) -> str:
    written = [
        answer.improvements for answer in (answers.by_box.values() if answers else ())
        if answer.improvements
        and answer.item.startswith(f"{category}.")
    ]  # fmt: skip
    open_steps = [] if progress is None else progress.in_state("late", "moved", "running")
    steps = [clip(f"{row.row.activity} {words.pick(row.row, 'text')}", NAME) for row in open_steps]
    texts = [*dict.fromkeys(written), *steps][:4]
    return "; ".join(texts) or words.text("category.nothing_written")


def missing_items(missing: list[str], words: Wording) -> Iterator[Passage]:
    """Yield what the category's report has no data for."""
    for name in missing:
        yield words.say(f"category_missing.{name}", style="item")
