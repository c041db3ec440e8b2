"""Sentences on a standing: the answer, what is provisional, strengths and opportunities."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_analysis.assess.pmqa import Standing
from pmqa_analysis.blocks import Passage, Run
from pmqa_analysis.clean.pmqa import Answers, LockRecord
from pmqa_analysis.present.wording import Wording

__all__ = ["lock_notes", "pmqa_answer", "pmqa_method", "standing_notes", "views_of"]


def pmqa_answer(standing: Standing, words: Wording) -> tuple[Run, ...]:
    """Return the computed answer: the total, or that nothing but category 7 is assessed."""
    assessed = [category for category in standing.categories if category.category.role == "process"
                and category.points["self"].value is not None]  # fmt: skip
    if not assessed:
        return words.runs("pmqa.answer_nothing", edition=standing.criteria.edition)
    return words.runs(
        "pmqa.answer_provisional" if standing.is_provisional("self") else "pmqa.answer",
        edition=standing.criteria.edition, total=standing.total["self"],
        other=standing.total["assessor"], most=standing.criteria.total_points,
        assessed=standing.assessed_items["self"], all=standing.all_items,
    )  # fmt: skip


def standing_notes(standing: Standing, words: Wording) -> Iterator[Passage]:
    """Yield where the scale comes from, and what is not assessed yet."""
    yield words.say("pmqa.source", note=words.pick(standing.criteria.source, "note"))
    if standing.is_provisional("self"):
        known = standing.total["self"].value is not None
        yield words.say(
            "pmqa.provisional" if known else "pmqa.no_total", style="caution",
            assessed=standing.assessed_items["self"], all=standing.all_items,
        )  # fmt: skip
    unlisted = [
        item.item.item for item in standing.items if item.item.checklist == "plan_without_levels"
    ]
    if unlisted:
        yield words.say("pmqa.no_levels", style="caution", items=words.listing(unlisted))


def lock_notes(records: tuple[LockRecord, ...], words: Wording) -> Iterator[Passage]:
    """Yield each closing and reopening: who, when, why."""
    for record in records:
        yield words.say(
            f"pmqa_lock.{record.action}", style="item", file=record.file, name=record.name,
            day=record.date.isoformat(), reason=record.reason or "-",
        )  # fmt: skip


def views_of(answers: Answers, category: int, words: Wording) -> Iterator[Passage]:
    """Yield the strengths, then the opportunities, that people wrote of a category's boxes."""
    of_category = [
        answer for answer in answers.by_box.values()
        if answers.criteria.category_of(answer.item).category == category
    ]  # fmt: skip
    for kind in ("strengths", "improvements"):
        texts = dict.fromkeys(
            (answer.item, getattr(answer, kind)) for answer in of_category if getattr(answer, kind)
        )
        for item, text in texts:
            yield words.passage(
                words.strong(words.text(f"pmqa.{kind}", item=item)), (Run(text=f" {text}"),),
                style="item",
            )  # fmt: skip


def pmqa_method(standing: Standing, words: Wording) -> Iterator[Passage]:
    """Yield the named rules that made the figures."""
    names = [standing.criteria.rule, "no_score_without_evidence", "gaps"]
    if standing.criteria.success_scale:
        names.insert(1, "success_rate_of_target")
    for name in names:
        yield words.say(f"pmqa_method.{name}", style="note")
