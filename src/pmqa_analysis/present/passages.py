"""Sentences: every number in them is a result, and no number is computed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmqa_analysis.assess import Assessment, ClaimTest, Summary, YearComparison
from pmqa_analysis.blocks import Passage, Run
from pmqa_analysis.clean import Category, Caution, Group, Item
from pmqa_analysis.present.wording import Field, Wording
from pmqa_analysis.results import Result
from pmqa_analysis.settings import Policies

__all__ = [
    "attention_items", "category_intro", "caution_items", "changes_sentence", "claim_items",
    "group_narratives", "indicator_items", "method_notes", "no_data_items", "no_pair_note",
    "summary_answer",
]  # fmt: skip


def summary_answer(summary: Summary, last_year: int | None, words: Wording) -> tuple[Run, ...]:
    """Return the computed answer: targets met, and how results moved against last year.

    What counts nothing is left out.
    """
    if not summary.assessed.value:
        return words.runs("answer.nothing")
    runs = words.runs("answer.met", met=summary.met, assessed=summary.assessed)
    if summary.not_met.value:
        runs += words.runs("answer.not_met", not_met=summary.not_met)
    counts = {"higher": summary.higher, "lower": summary.lower, "same": summary.same,
              "no_last_year": summary.no_last_year}  # fmt: skip
    moved = [words.runs(f"answer.{name}", count=count) for name, count in counts.items()
             if count.value]  # fmt: skip
    if last_year is not None and moved:
        runs += words.runs("answer.against", last_year=last_year) + words.clauses(moved)
    return runs


def category_intro(category: Category, parts: Sequence[Item | Group], words: Wording) -> Passage:
    """Return the sentence that names a category's items, or the results category's groups."""
    names = [
        words.text("intro.item", code=part.item if isinstance(part, Item) else part.group,
                   title=words.title(part))
        for part in parts
    ]  # fmt: skip
    if category.role == "results":
        return words.say("intro.results_category", groups=words.listing(names))
    return words.say("intro.category_items", items=words.listing(names))


def indicator_items(assessments: Sequence[Assessment], words: Wording) -> Iterator[Passage]:
    """Yield one passage per indicator: target, result, verdict, last year, the years' pattern."""
    for item in assessments:
        name = words.strong(words.label(item.measure))
        yield words.passage(
            name, _target_and_result(item, words), _against_last_year(item, words),
            _years_pattern(item, words), style="item",
        )  # fmt: skip


def group_narratives(
    groups: Mapping[Group, tuple[Summary, Sequence[Assessment]]], words: Wording
) -> Iterator[Passage]:
    """Yield one paragraph per group: how many targets are met, then each target and result."""
    for group, (summary, assessments) in groups.items():
        name = words.strong(words.text("intro.item", code=group.group, title=words.title(group)))
        counts = words.runs("passage.group", met=summary.met, assessed=summary.assessed)
        items = [
            run
            for item in assessments
            for run in (
                *words.strong(f" {item.measure.measure}"),
                *words.runs("passage.group_item", short=words.pick(item.measure, "short"),
                            target=words.quantity(item.target, item.measure),
                            actual=words.quantity(item.actual, item.measure)),
            )
        ]  # fmt: skip
        yield words.passage(name, counts, items)


def attention_items(
    assessments: Sequence[Assessment], policies: Policies, words: Wording
) -> Iterator[Passage]:
    """Yield what a reader should look at, one item a measure; a sentence where there is nothing."""
    flagged = [item for item in assessments if item.flags]
    if not flagged:
        yield words.say("intro.no_flags")
    for item in flagged:
        runs = [
            words.runs(
                f"passage.flag_{flag}", percent=item.percent_of_target,
                limit=policies.overshoot_percent,
                target=words.quantity(item.target, item.measure),
                year=_year(item.actual), last_year=_year(item.history[-2:][0]),
                years=words.listing([_year(result) for result in item.harder_years]),
            )
            for flag in item.flags
        ]  # fmt: skip
        yield words.passage(words.strong(words.label(item.measure)), *runs, style="item")


def caution_items(
    cautions: Sequence[Caution], assessments: Mapping[str, Assessment], words: Wording
) -> Iterator[Passage]:
    """Yield why some years do not compare like with like."""
    for caution in cautions:
        if caution.measure in assessments:
            yield words.say(
                "passage.caution", style="caution", code=caution.measure,
                short=words.pick(assessments[caution.measure].measure, "short"),
                text=words.pick(caution, "text"),
            )  # fmt: skip


def no_data_items(assessments: Sequence[Assessment], words: Wording) -> Iterator[Passage]:
    """Yield which measures have no value, by the years that lack one and the reason."""
    lacking: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for item in assessments:
        for key, results in (("no_data_years", item.history), ("no_target_years", (item.target,))):
            missing = [result for result in results if result.status != "reported"]
            for reason in dict.fromkeys(result.status for result in missing):
                years = tuple(_year(result) for result in missing if result.status == reason)
                lacking.setdefault((key, reason, years), []).append(words.label(item.measure))
    if not lacking:
        yield words.say("intro.all_reported")
    for (key, status, years), names in sorted(lacking.items(), key=lambda one: one[0][::2]):
        yield words.passage(
            words.strong(words.text(f"passage.{key}", years=words.listing(years))),
            words.runs("passage.no_data", names=words.listing(names),
                       reason=words.text(f"reason.{status}")),
            style="item",
        )  # fmt: skip


def changes_sentence(
    assessments: Sequence[Assessment], last_year: int | None, words: Wording
) -> Passage | None:
    """Return which indicators are lower than last year, or that none is; None without one."""
    if last_year is None:
        return None
    lower = [
        item
        for item in assessments
        if item.difference.value is not None and item.difference.value < 0
    ]
    if not lower:
        return words.say("intro.no_losses", last_year=last_year)
    names = [words.label(item.measure) for item in lower]
    return words.say("intro.losses", last_year=last_year, names=words.listing(names))


def claim_items(tests: Sequence[ClaimTest], words: Wording) -> Iterator[Passage]:
    """Yield what the sources say and whether their figures bear it out, measure by measure."""
    outcome_names = {True: "claim_holds", False: "claim_fails", None: "claim_unknown"}
    for test in tests:
        runs = list(
            words.runs(f"passage.{outcome_names[test.holds]}",
                       statement=words.pick(test.claim, "statement"))
        )  # fmt: skip
        for item, outcome in test.outcomes:
            values = [
                run for result in item.history for run in _dashed(result, item.history, words)
            ]
            runs += words.runs(
                f"passage.claim_measure_{outcome}", name=words.label(item.measure), values=values
            )
        yield words.passage(
            runs, words.runs("passage.claim_source", line=test.claim.line), style="item"
        )


def no_pair_note(comparisons: Sequence[YearComparison], words: Wording) -> Passage | None:
    """Return which measures lack a value in one of the years, or None where none does."""
    names = dict.fromkeys(
        words.pick(item.assessment.measure, "short")
        for item in comparisons
        if item.reason == "no_pair"
    )
    if not names:
        return None
    return words.say("passage.no_pair", style="note", names=words.listing(list(names)))


def method_notes(policies: Policies, words: Wording, *names: str) -> Iterator[Passage]:
    """Yield the named rules that made the figures."""
    for name in names:
        policy = getattr(policies, name, "")
        yield words.say(
            f"method.{name}", style="note", policy=policy, decimals=policies.derived_decimals,
            limit=policies.overshoot_percent,
        )  # fmt: skip


def _target_and_result(item: Assessment, words: Wording) -> tuple[Run, ...]:
    has_target, has_result = item.target.value is not None, item.actual.value is not None
    fields: dict[str, Field] = {
        "target": words.quantity(item.target, item.measure),
        "actual": words.quantity(item.actual, item.measure),
        "status": words.text(f"reason.{item.actual.status}") if not has_result else "",
        "verdict": _verdict(item, words),
    }
    if has_result:
        return words.runs(
            f"passage.{'target_and_result' if has_target else 'result_only'}", **fields
        )
    return words.runs(f"passage.{'no_result' if has_target else 'nothing'}", **fields)


def _verdict(item: Assessment, words: Wording) -> tuple[Run, ...]:
    if item.verdict in ("met", "not_met") and item.percent_of_target.value is not None:
        return words.runs(f"passage.verdict_{item.verdict}", percent=item.percent_of_target)
    if item.verdict in ("met", "not_met"):
        return words.runs(f"passage.verdict_{item.verdict}_plain")
    if item.verdict == "no_result":
        return ()
    return words.runs(f"passage.verdict_{item.verdict}")


def _against_last_year(item: Assessment, words: Wording) -> tuple[Run, ...]:
    before = item.last_year
    if before is None or item.actual.value is None:
        return ()
    change = item.difference.value
    if change is None:
        return words.runs("passage.no_last_year", year=_year(before))
    key = "same" if change == 0 else "higher" if change > 0 else "lower"
    points = (
        words.text("points.percent")
        if item.measure.is_percent
        else words.pick(item.measure, "counter") or words.pick(item.measure, "unit")
    )
    compared = words.runs(
        f"passage.{key}", year=_year(before), before=words.quantity(before, item.measure),
        difference=item.difference, points=f" {points}" if points else "",
    )  # fmt: skip
    # A survey's figures are printed without their base: no difference of theirs is tested.
    is_survey = bool(item.measure.survey_kind) and change != 0
    return compared + (words.runs("passage.untested") if is_survey else ())


def _years_pattern(item: Assessment, words: Wording) -> tuple[Run, ...]:
    if item.pattern in ("first_year", "no_value", "gap", "rose", "fell", "same"):
        return ()
    return words.runs(
        "passage.pattern", first=_year(item.history[0]), year=_year(item.actual),
        pattern=words.text(f"pattern.{item.pattern}"),
    )  # fmt: skip


def _dashed(result: Result, history: Sequence[Result], words: Wording) -> list[Run]:
    """Return a value, with an arrow before it unless it is the first."""
    arrow = [] if result is history[0] else [Run(text=" → ")]
    return [*arrow, Run(text=words.shown(result), result=result.id)]


def _year(result: Result) -> str:
    return str(result.fiscal_year or "")
