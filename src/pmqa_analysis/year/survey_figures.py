"""The figures of one survey over the years shown, each found once and kept for the seal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from pmqa_analysis.clean.surveys.codebook import Codebook, Item, Scale
from pmqa_analysis.errors import SettingsError, nearest
from pmqa_analysis.measure import count
from pmqa_analysis.measure.layout import INDEX
from pmqa_analysis.measure.survey_figures import MeasuredSurvey
from pmqa_analysis.results import Result, Results
from pmqa_analysis.settings import SurveyEntry
from pmqa_analysis.year.surveys import Surveys

__all__ = ["SurveyFigures"]

SOURCE = "source"


class SurveyFigures:
    """The figures of a survey, of the year and of earlier years; remembers what was asked.

    Args:
        surveys: The year's surveys.
        survey: Id of the codebook.
        years: The years shown, this year last; those in which it was not held are left out.
        by: Groups, or pairs of groups, by which it is broken down.

    Raises:
        SettingsError: If the survey, a year or a group is unknown.
        DataError: If an export cannot be taken.
    """

    def __init__(
        self, surveys: Surveys, survey: str, years: Sequence[int],
        by: Sequence[str | Sequence[str]] = (),
    ) -> None:  # fmt: skip
        self.survey = survey
        self.codebook: Codebook = surveys.codebook(survey)
        self.years: tuple[int, ...] = tuple(
            year for year in years if year in self.codebook.years and surveys.sources(survey, year)
        )
        if not self.years or self.years[-1] != years[-1]:
            raise SettingsError("survey.no_file", where=survey, year=years[-1])
        self._check_groups(by)
        self.entry: SurveyEntry = surveys.rules(survey)
        self._surveys, self._by = surveys, tuple(by)
        self._measured: dict[int, MeasuredSurvey] = {}
        self._asked: dict[tuple[str, int, tuple[tuple[str, str], ...]], Results] = {}
        self.others: list[Result] = []

    @property
    def year(self) -> int:
        """Return the fiscal year of the report."""
        return self.years[-1]

    @property
    def earlier(self) -> tuple[int, ...]:
        """Return the years before it in which the survey was held, oldest first."""
        return self.years[:-1]

    @property
    def results(self) -> Iterator[Result]:
        """Yield every figure that was asked for."""
        for found in self._asked.values():
            yield from found.values()
        yield from self.others

    def measured(self, year: int | None = None) -> MeasuredSurvey:
        """Return the counted survey of a year; of this year where none is named."""
        year = year or self.year
        if year not in self._measured:
            responses = self._surveys.open(self.survey, year)
            known = [one for one in self._by if self._is_known(one, year)]
            counts = count(responses, self.codebook, by=known, year=year)
            rules = self._surveys.rules(self.survey, year)
            self._measured[year] = MeasuredSurvey(
                counts, self.codebook, rules.figures, rules.minimum_group
            )
        return self._measured[year]

    def figures(
        self, name: str, year: int | None = None, where: Mapping[str, str] | None = None
    ) -> Results:
        """Return every figure of an item, an option, a score or ``respondents``.

        Args:
            name: As the codebook and the counts name it; ``respondents`` for the survey itself.
            year: One of :attr:`years`; this year where none is named.
            where: The category of each group; empty for everybody.
        """
        chosen, cell = year or self.year, dict(where or {})
        key = (name, chosen, tuple(cell.items()))
        if key not in self._asked:
            measured = self.measured(chosen)
            if name == "respondents":
                self._asked[key] = measured.respondents(**cell)
            elif name in measured.counts.layout.scores:
                self._asked[key] = measured.score(name, **cell)
            elif name in measured.counts.layout.items:
                self._asked[key] = measured.item(name, **cell)
            else:
                self._asked[key] = Results()
        return self._asked[key]

    def figure(
        self, name: str, statistic: str, year: int | None = None,
        where: Mapping[str, str] | None = None,
    ) -> Result:  # fmt: skip
        """Return one figure; a question that a year did not ask is ``not_applicable``."""
        subject = self.measured(year).subject(name, **dict(where or {}))
        found = self.figures(name, year, where)
        result = found.find(subject.fiscal_year, subject.measure, statistic)
        if result is None and any(one.status == "suppressed" for one in found.values()):
            result = next(one for one in found.values() if one.status == "suppressed")
        if result is None:
            result = subject.result(statistic, None, decimals=0)
            self.others.append(result)
        return result

    def history(
        self, name: str, statistic: str, where: Mapping[str, str] | None = None
    ) -> list[Result]:
        """Return one figure of each year, oldest first."""
        return [self.figure(name, statistic, year, where) for year in self.years]

    def keep(self, results: Iterable[Result]) -> None:
        """Remember figures that were made elsewhere from these counts."""
        self.others += results

    @cached_property
    def items(self) -> Mapping[str, tuple[Item, Scale]]:
        """Return the questions on a scale that this year asked, with their scale, by id."""
        return {item.id: (item, scale) for item, scale in self.codebook.items_of(self.year)}

    def items_of(self, *kinds: str) -> list[str]:
        """Return the questions of some kinds, in the order of the codebook."""
        return [name for name, (item, _) in self.items.items() if item.kind in kinds]

    def overall_item(self, kind: str) -> str | None:
        """Return the one question of a kind that belongs to no aspect: its overall question."""
        alone = [name for name in self.items_of(kind) if self.items[name][0].aspect is None]
        return alone[0] if len(alone) == 1 and len(self.items_of(kind)) > 1 else None

    def score_of(self, kind: str) -> str:
        """Return the name of the score over all items of a kind: its index where it has one.

        Of a kind that a year asked on several scales it is the score on the scale of most items.
        """
        return self._indexed(kind + self._scale_of(kind))

    def left_out(self, kind: str) -> int:
        """Return how many items of a kind are not in its score, being on another scale."""
        score = self.measured().counts.layout.scores.get(self.score_of(kind))
        return len(self.items_of(kind)) - len(score.items) if score else 0

    def aspect_scores(self, kind: str) -> dict[str, str]:
        """Return the score of each aspect of a kind, by the aspect's id."""
        scores = self.measured().counts.layout.scores
        found = {}
        for aspect in self.codebook.aspects:
            name = self._indexed(f"{kind}.{aspect.id}{self._scale_of(kind)}")
            if name in scores:
                found[aspect.id] = name
        return found

    def scores_of(self, kind: str) -> list[str]:
        """Return the score over all items of a kind, and that of each aspect."""
        return [self.score_of(kind), *self.aspect_scores(kind).values()]

    def aspect_names(self, kind: str) -> list[str]:
        """Return the score of each aspect of a kind in the worth of its answers."""
        return [name.removeprefix(INDEX) for name in self.aspect_scores(kind).values()]

    def _indexed(self, name: str) -> str:
        return INDEX + name if INDEX + name in self.measured().counts.layout.scores else name

    def _scale_of(self, kind: str) -> str:
        """Return what the names of a kind's scores end with: nothing, or the chosen scale."""
        scores = self.measured().counts.layout.scores
        sizes = {name.removeprefix(kind): len(score.items) for name, score in scores.items()
                 if name.startswith(f"{kind}-")}  # fmt: skip
        return max(sizes, key=lambda one: sizes[one], default="")

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """Return the groups by which it is broken down, in the order asked for."""
        return tuple(one for one in self._by if isinstance(one, str))

    def _check_groups(self, by: Sequence[str | Sequence[str]]) -> None:
        known = [SOURCE, *(group.id for group in self.codebook.groups)]
        for name in (name for one in by for name in ([one] if isinstance(one, str) else one)):
            if name not in known:
                near = nearest(name, known) or ", ".join(known)
                raise SettingsError(
                    "codebook.unknown", where=self.survey, name="groups", found=name, near=near
                )

    def _is_known(self, by: str | Sequence[str], year: int) -> bool:
        names = [by] if isinstance(by, str) else list(by)
        known = {one.id for one in self.codebook.groups if not one.years or year in one.years}
        return set(names) <= known | {SOURCE}
