"""How good one survey's data are: rows, response rate, completeness, faults, careless answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmqa_analysis.assess.quality.counts import Counter
from pmqa_analysis.clean.surveys.codebook import Codebook, Group, Item, Source
from pmqa_analysis.clean.surveys.responses import CleanedSurvey
from pmqa_analysis.clean.surveys.rows import RowCounts
from pmqa_analysis.results import Result
from pmqa_analysis.settings import Policies, SurveyEntry

__all__ = ["CarelessEffect", "ItemQuality", "SourceQuality", "SurveyQuality", "survey_quality"]

CARELESS = ("straight_line", "too_fast")
_ROWS = ("rows_in", "kept", "rejected", "duplicates", "blank")
_TOLD = ("corrected", "dropped", "flagged")


@dataclass(frozen=True)
class SourceQuality:
    """What became of the rows of one source, or of all; ``rows`` are results by their names.

    ``completeness`` is the share of the questions asked that have an answer or a non-answer.
    """

    source: Source | None
    files: tuple[str, ...]
    rows: Mapping[str, Result]
    completeness: Result


@dataclass(frozen=True, slots=True)
class ItemQuality:
    """How many of those asked answered an item, how many said that they had no answer."""

    item: Item
    asked: Result
    completeness: Result
    non_answers: Result


@dataclass(frozen=True, slots=True)
class CarelessEffect:
    """An item's mean with all responses, without the careless ones, and the difference."""

    item: Item
    everyone: Result
    careful: Result
    difference: Result


@dataclass(frozen=True)
class SurveyQuality:
    """All that is known of how good a survey's data are.

    ``rates`` are response rates by group and category where the codebook knows how many there
    are; ``issues`` counts cells or rows by kind; ``flags`` counts responses.
    """

    survey: CleanedSurvey
    codebook: Codebook
    sources: tuple[SourceQuality, ...]
    total: SourceQuality
    population: Result
    response_rate: Result
    rates: tuple[tuple[Group, str, Result, Result], ...]
    items: tuple[ItemQuality, ...]
    issues: Mapping[str, Result]
    flags: Mapping[str, Result]
    careless: Result
    effects: tuple[CarelessEffect, ...]

    @property
    def results(self) -> Iterator[Result]:
        """Yield every figure."""
        for source in (*self.sources, self.total):
            yield from (*source.rows.values(), source.completeness)
        yield from (self.population, self.response_rate, self.careless)
        yield from (result for _, _, *pair in self.rates for result in pair)
        for item in self.items:
            yield from (item.asked, item.completeness, item.non_answers)
        yield from (*self.issues.values(), *self.flags.values())
        for effect in self.effects:
            yield from (effect.everyone, effect.careful, effect.difference)


def survey_quality(
    survey: CleanedSurvey, codebook: Codebook, rules: SurveyEntry, policies: Policies
) -> SurveyQuality:
    """Count how good a survey's data are. No answer of fewer than the minimum is shown."""
    name, year = survey.survey, survey.fiscal_year
    make = Counter(year, policies.derived_decimals, policies.rounding, " ".join(survey.files))
    people = next((one.n for one in codebook.respondents
                   if one.year == year and one.group is None), None)  # fmt: skip
    careless = survey.flags[list(CARELESS)].any(axis=1).to_numpy()
    kinds = dict.fromkeys(issue.kind for issue in survey.issues if issue.kind not in _TOLD)
    return SurveyQuality(
        survey=survey, codebook=codebook,
        sources=tuple(_sources(survey, codebook, make)),
        total=_source(survey, codebook, make, None),
        population=make.count(name, "population", people, "population_of_codebook"),
        response_rate=make.percent(
            name, "response_rate", len(survey.responses), people, "kept_of_population"
        ),
        rates=tuple(_rates(survey, codebook, rules, make)),
        items=tuple(_items(survey, codebook, make)),
        issues={
            kind: make.count(
                name, f"issues_{kind}",
                sum(issue.count for issue in survey.issues if issue.kind == kind),
                "count_of_issues",
            )
            for kind in kinds
        },
        flags={
            flag: make.count(name, f"flag_{flag}", int(survey.flags[flag].sum()), "count_of_flags")
            for flag in map(str, survey.flags)
        },
        careless=make.count(name, "flag_careless", int(careless.sum()), "count_of_flags"),
        effects=tuple(_effects(survey, codebook, rules, careless, make)),
    )  # fmt: skip


def _sources(survey: CleanedSurvey, codebook: Codebook, make: Counter) -> Iterator[SourceQuality]:
    for source in codebook.sources:
        if source.file_of(survey.fiscal_year):
            yield _source(survey, codebook, make, source)


def _source(
    survey: CleanedSurvey, codebook: Codebook, make: Counter, source: Source | None
) -> SourceQuality:
    """Return the quality of one source, or of all where none is named."""
    path = source.file_of(survey.fiscal_year) if source else ""
    files = {name: counts for name, counts in survey.files.items()
             if source is None or name == path or name.startswith(f"{path} ")}  # fmt: skip
    counts = sum(files.values(), RowCounts(0, 0, 0, 0, 0))
    name = f"{survey.survey}-{source.id}" if source else survey.survey
    index = survey.responses.index
    own = np.array([_is_in(address, files) for address in index], bool)
    answered, asked = _answered(survey, codebook, own)
    return SourceQuality(
        source=source,
        files=tuple(files),
        rows={row: make.count(name, row, getattr(counts, row), "count_of_rows") for row in _ROWS},
        completeness=make.percent(name, "completeness", answered, asked, "answered_of_asked"),
    )


def _is_in(address: str, files: Mapping[str, RowCounts]) -> bool:
    """Return whether a row's address is one of these files: up to its last colon or bang."""
    return address[: max(address.rfind(":"), address.rfind("!"))] in files


def _answered(survey: CleanedSurvey, codebook: Codebook, rows: np.ndarray) -> tuple[int, int]:
    """Return how many items of some rows were answered, non-answers counting, and asked."""
    answered = asked = 0
    for item, _ in codebook.items_of(survey.fiscal_year):
        mine = rows & _was_asked(survey, codebook, item)
        asked += int(mine.sum())
        answered += int(survey.codes(item.id).notna().to_numpy()[mine].sum())
    return answered, asked


def _was_asked(survey: CleanedSurvey, codebook: Codebook, item: Item) -> np.ndarray:
    sources = [one.id for one in codebook.sources
               if codebook.is_asked(item, survey.fiscal_year, one.id)]  # fmt: skip
    return survey.responses["source"].isin(sources).to_numpy()


def _rates(
    survey: CleanedSurvey, codebook: Codebook, rules: SurveyEntry, make: Counter
) -> Iterator[tuple[Group, str, Result, Result]]:
    groups = {group.id: group for group in codebook.groups}
    for known in codebook.respondents:
        if known.year == survey.fiscal_year and known.group and known.category:
            group = groups[known.group]
            kept = int((survey.responses[group.id] == known.category).sum())
            name = f"{survey.survey}-{group.id}-{known.category}"
            yield (
                group, known.category,
                make.count(name, "population", known.n, "population_of_codebook"),
                make.percent(name, "response_rate", kept, known.n, "kept_of_population",
                             least=rules.minimum_group),
            )  # fmt: skip


def _items(survey: CleanedSurvey, codebook: Codebook, make: Counter) -> Iterator[ItemQuality]:
    for item, _ in codebook.items_of(survey.fiscal_year):
        asked = _was_asked(survey, codebook, item)
        number, codes = int(asked.sum()), survey.codes(item.id)
        answered = int(codes.notna().to_numpy()[asked].sum())
        given = int(survey.responses[item.id].notna().to_numpy()[asked].sum())
        name = f"{survey.survey}-{item.id}"
        yield ItemQuality(
            item,
            make.count(name, "asked", number, "count_of_rows"),
            make.percent(name, "completeness", answered, number, "answered_of_asked"),
            make.count(name, "non_answers", answered - given, "count_of_answers"),
        )


def _effects(
    survey: CleanedSurvey, codebook: Codebook, rules: SurveyEntry, careless: np.ndarray,
    make: Counter,
) -> Iterator[CarelessEffect]:  # fmt: skip
    """Yield each item with and without careless answers, where there are any.

    Of fewer careless answers than the minimum, the difference would tell what they were.
    """
    if not careless.any():
        return
    for item, _ in codebook.items_of(survey.fiscal_year):
        codes = survey.responses[item.id]
        few = int(codes[careless].notna().sum()) < rules.minimum_group
        name = f"{survey.survey}-{item.id}"
        everyone = _mean(make, name, "mean_of_all", codes, rules)
        careful = _mean(make, name, "mean_of_careful", codes[~careless], rules, few=few)
        yield CarelessEffect(
            item, everyone, careful,
            make.difference(name, "difference_of_careful", careful, everyone),
        )  # fmt: skip


def _mean(
    make: Counter, name: str, statistic: str, codes: pd.Series, rules: SurveyEntry, *,
    few: bool = False,
) -> Result:  # fmt: skip
    number = int(codes.notna().sum())
    hidden = few or 0 < number < rules.minimum_group
    return make.mean(
        name, statistic, int(codes.sum()), number, "mean_of_answers", suppressed=hidden
    )
