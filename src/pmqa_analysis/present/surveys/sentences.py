"""Sentences on surveys. Words of change exist only where a comparison found a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmqa_analysis.blocks import Passage, Run
from pmqa_analysis.measure.comparison import Comparison
from pmqa_analysis.measure.targets import TargetComparison
from pmqa_analysis.present.surveys.labels import SOURCE, SurveyLabels
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.year.measured import SurveyYears

__all__ = [
    "change_items", "rule_notes", "source_note", "states_of", "survey_answer", "survey_answers",
    "target_items", "year_items",
]  # fmt: skip


def survey_answer(
    survey: SurveyYears, kind: str, changes: Sequence[Comparison], words: Wording
) -> tuple[Run, ...]:
    """Return the answer to a survey's question: its score, its base, and how many have changed."""
    whole = survey.score_of(kind)
    is_index = whole.startswith("index-")
    value = survey.figure(whole, "mean" if is_index else "percent_satisfied")
    known = "index" if is_index else "percent"
    runs = list(words.runs(
        f"survey_answer.{known if value.status == 'reported' else value.status}", value=value,
        kind=words.text(f"survey_kind_score.{kind}"), n=survey.figure("respondents", "n"),
    ))  # fmt: skip
    if changes:
        counts = {state: sum(one.state == state for one in changes)
                  for state in ("changed", "no_evidence", "not_tested")}  # fmt: skip
        found = [words.runs(f"survey_answer.{state}", count=count)
                 for state, count in counts.items() if count]  # fmt: skip
        runs += words.runs("survey_answer.against", before=changes[0].against)
        runs += words.clauses(found)
    return tuple(runs)


def survey_answers(
    surveys: Sequence[SurveyYears], kind: str, changes: Sequence[Sequence[Comparison]],
    words: Wording,
) -> tuple[Run, ...]:  # fmt: skip
    """Return the answers of several surveys, one after the other; nothing for none."""
    pairs = zip(surveys, changes, strict=True)
    return tuple(run for survey, compared in pairs
                 for run in survey_answer(survey, kind, compared, words))  # fmt: skip


def change_items(
    survey: SurveyYears, comparisons: Sequence[Comparison], words: Wording
) -> Iterator[Passage]:
    """Yield a sentence for each comparison with an earlier year, in words that its state bears."""
    labels = SurveyLabels(survey.codebook, survey.year, words)
    for one in comparisons:
        if one.is_suppressed or not all(side.value is not None for side in one.sides):
            yield words.say(
                "survey_change.no_pair", style="item", name=labels.measure(one.name),
                before=one.against, reason=words.text(f"survey_reason.{one.reason or 'no_base'}"),
            )  # fmt: skip
            continue
        yield words.say(_change_key(one), style="item", **_change_fields(one, labels, words))


def year_items(
    survey: SurveyYears, comparisons: Sequence[Comparison], words: Wording
) -> Iterator[Passage]:
    """Yield the same, with those that show no evidence of a change together in one sentence."""
    still = [one for one in comparisons if one.state == "no_evidence" and not one.is_suppressed]
    if len(still) < 2:
        yield from change_items(survey, comparisons, words)
        return
    yield from change_items(survey, [one for one in comparisons if one not in still], words)
    labels = SurveyLabels(survey.codebook, survey.year, words)
    told = [words.runs("survey_change.unchanged_one", **_change_fields(one, labels, words))
            for one in still]  # fmt: skip
    yield words.say("survey_change.unchanged", style="item", before=still[0].against,
                    count=len(still), names=words.clauses(told))  # fmt: skip


def states_of(comparisons: Sequence[Comparison]) -> dict[str, str]:
    """Return the state of each comparison by the item or score compared."""
    return {one.name: one.state for one in comparisons}


def target_items(
    survey: SurveyYears, compared: Sequence[TargetComparison], words: Wording
) -> Iterator[Passage]:
    """Yield a sentence for each target: set, reached or not, and how sure that is."""
    labels = SurveyLabels(survey.codebook, survey.year, words)
    for one in compared:
        sure = one.comparison.state if one.comparison is not None else "not_tested"
        scale = "" if one.target.unit else "index_"
        yield words.passage(
            words.runs(f"survey_target.{scale}{one.verdict}", name=labels.measure(one.name),
                       target=one.target, actual=one.actual),
            words.runs(f"survey_target.{sure}") if one.verdict != "no_result" else (),
            style="item",
        )  # fmt: skip


def source_note(survey: SurveyYears, words: Wording) -> Passage:
    """Return who was asked, how many answered, and by which sources."""
    labels = SurveyLabels(survey.codebook, survey.year, words)
    sources = words.listing([name for _, name in labels.categories(SOURCE)])
    rate, n = (survey.figure("respondents", name) for name in ("response_rate", "n"))
    key = "with_population" if rate.value is not None else "without_population"
    return words.say(
        f"survey_source.{n.status if n.status == 'suppressed' else key}", survey=labels.survey,
        population=survey.codebook.population, n=n, sources=sources, rate=rate,
        all=survey.figure("respondents", "population"),
    )  # fmt: skip


def rule_notes(survey: SurveyYears, words: Wording) -> Iterator[Passage]:
    """Yield the named rules that made a survey's figures."""
    rules = survey.measured().rules
    for name in ("percent_satisfied", "band", "score", "finite_population", "adjustment"):
        policy = getattr(rules, name)
        yield words.say(f"survey_rule.{name}_{policy}", style="note", policy=policy)
    yield words.say(
        "survey_rule.tests", style="note", item=rules.item_answers, aspect=rules.aspect_answers,
        index=rules.index_answers, level=rules.significance, confidence=rules.confidence,
    )  # fmt: skip
    yield words.say("survey_rule.minimum", style="note", minimum=survey.entry.minimum_group)


def _change_key(one: Comparison) -> str:
    if one.state == "changed":
        return f"survey_change.changed_{one.direction}"
    if one.direction == "same":
        return "survey_change.same"
    return f"survey_change.{one.state}_{one.direction}"


def _change_fields(
    one: Comparison, labels: SurveyLabels, words: Wording
) -> dict[str, str | Sequence[Run]]:
    now, before = one.sides
    difference = one.difference
    return {
        "name": labels.measure(one.name),
        "before": one.against,
        "earlier": words.runs("quantity.bare", value=before),
        "now": words.runs("quantity.bare", value=now),
        "difference": words.runs("quantity.bare", value=difference) if difference else "",
        "interval": words.interval(difference) if difference else "",
        "reason": words.text(f"survey_reason.{one.reason}") if one.reason else "",
    }
