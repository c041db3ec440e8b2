"""All estimates of a survey from its counts: questions, scores, options, response rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pmqa_analysis.clean.surveys.codebook import Codebook
from pmqa_analysis.measure.counts import Counts, Frequencies
from pmqa_analysis.measure.estimates import ItemFigures, estimate_frequencies, no_estimates
from pmqa_analysis.measure.figures import Behind, Subject, group_text
from pmqa_analysis.measure.layout import NOT_STATED
from pmqa_analysis.measure.products import Scatter
from pmqa_analysis.measure.sample import Moments
from pmqa_analysis.measure.sampling import cochran_size, response_rate, yamane_size
from pmqa_analysis.measure.score_figures import ScoreFigures, estimate_score
from pmqa_analysis.measure.scores import pooled_sample, respondent_moments
from pmqa_analysis.measure.suppression import suppress
from pmqa_analysis.results import Result, Results, result_id
from pmqa_analysis.settings import FigureRules

__all__ = ["MeasuredSurvey"]

RESPONDENTS = "respondents"


@dataclass(frozen=True, repr=False)
class MeasuredSurvey:
    """One survey of one year, counted: the door to its estimates.

    Attributes:
        counts: What was counted.
        codebook: What its parts mean.
        rules: The named rules of its figures.
        minimum: Figures of fewer answers are suppressed.
    """

    counts: Counts
    codebook: Codebook
    rules: FigureRules = field(default_factory=FigureRules)
    minimum: int = 10

    @cached_property
    def cells(self) -> tuple[Mapping[str, str], ...]:
        """Return every group that was counted: all, then by each grouping; never "not stated"."""
        layout = self.counts.layout
        return tuple(
            dict(zip(grouping, cell, strict=True))
            for grouping in layout.groupings
            for cell in layout.cells(grouping)
            if NOT_STATED not in cell
        )

    def subject(self, name: str, **where: str) -> Subject:
        """Return what figures of a question or score by a group are of."""
        layout = self.counts.layout
        return Subject(layout.fiscal_year, layout.survey, name, group_text(where), self.rules)

    def population(self, **where: str) -> int | None:
        """Return how many people there are (N): of all, or of one group's category.

        None where the codebook does not tell, or fewer than answered: then it is none.
        """
        year = self.counts.layout.fiscal_year
        group, category = next(iter(where.items())) if len(where) == 1 else (None, None)
        if len(where) > 1:
            return None
        return next((one.n for one in self.codebook.respondents if one.year == year
                     and (one.group, one.category) == (group, category)), None)  # fmt: skip

    def known_population(self, n: int, **where: str) -> int | None:
        """Return N where it is known, to be used by the rules, and not below the answers."""
        found = self.population(**where) if self.rules.finite_population == "when_known" else None
        return None if found is None or found < n else found

    def item(self, item: str, /, **where: str) -> Results:
        """Return every estimate of a question by a group, suppressed where too few answered."""
        frequencies = self.counts.of(item, **where)
        plan = self.counts.layout.items[item]
        population = self.known_population(frequencies.n, **where)
        figures = ItemFigures(self.subject(item, **where), frequencies, plan.weights, population)
        found = _option_figures(figures) if plan.kind == "option" else estimate_frequencies(figures)
        return Results(suppress(found, self.minimum))

    def figure(self, name: str, statistic: str, /, **where: str) -> Result:
        """Return one figure of an item or a score by a group.

        Raises:
            KeyError: If it has no such figure.
        """
        is_score = name in self.counts.layout.scores
        found = self.score(name, **where) if is_score else self.item(name, **where)
        subject = self.subject(name, **where)
        return found[result_id(subject.fiscal_year, subject.measure, statistic)]

    def has_cell(self, where: Mapping[str, str]) -> bool:
        """Return whether a group was counted on its own, as ``where`` names it."""
        categories = self.counts.layout.categories
        counted = any(set(one) == set(where) for one in self.counts.layout.groupings)
        return counted and all(one in categories[group] for group, one in where.items())

    def moments(self, score: str, /, **where: str) -> Moments | None:
        """Return the moments of a score by a group under the rule of scores, or None for nobody.

        ``respondent_mean``: of the respondents' means over the items that they answered;
        ``pooled``: of all answers. A table of answers made elsewhere can only be pooled.
        """
        if self.score_policy(score) == "pooled":
            sample = pooled_sample(self._parts(score, where))
            return sample.moments() if sample.n else None
        rows = self.counts.score(score, **where)
        n = sum(rows.values())
        return respondent_moments(rows, self.known_population(n, **where)) if n else None

    def score_policy(self, score: str) -> str:
        """Return the name of the rule by which a score is made."""
        counted = all(score in tables for tables in self.counts.scores.values())
        return self.rules.score if counted else "pooled"

    def scale(self, scale: str) -> Scatter:
        """Return how the items of a score, or ``all`` items, vary together, by the rule of cases.

        ``complete_case``: over those who answered all of them; ``pairwise``: over those who
        answered both items of each pair.

        Raises:
            SettingsError: If the scale is unknown or cross-products were not counted.
        """
        complete = self.counts.complete(scale)
        if self.rules.cases == "complete_case" or self.counts.products is None:
            return complete
        return self.counts.products.pairs(complete.items)

    def score(self, score: str, /, **where: str) -> Results:
        """Return the estimates of a score (an aspect, an instrument, an index) by a group."""
        subject = self.subject(score, **where)
        moments = self.moments(score, **where)
        if moments is None:
            empty: Behind = {"n": 0, "base": 0}
            none = [subject.whole("n", 0, behind=empty), *no_estimates(subject, empty)]
            return Results(suppress(none, self.minimum))
        n = self._respondents(score, moments, where)
        parts = pooled_sample(self._parts(score, where))
        plan, policy = self.counts.layout.scores[score], self.score_policy(score)
        figures = ScoreFigures(subject, plan, moments, n, policy, parts)
        return Results(suppress(estimate_score(figures), self.minimum))

    def respondents(self, **where: str) -> Results:
        """Return n, N, response rate, and the sample that Yamane and Cochran ask for."""
        subject = self.subject(RESPONDENTS, **where)
        n, population = self.counts.respondents(**where), self.population(**where)
        behind: Behind = {"n": n, "base": n, "population": population}
        found = [subject.whole("n", n, behind=behind)]
        if population:
            found.append(subject.whole("population", population, behind=behind))
            rate = response_rate(n, population) if n <= population else None
            share: Behind = {**behind, "numerator": n, "denominator": population}
            found.append(subject.percent("response_rate", rate, policy="n_of_N", behind=share))
            found += [
                subject.result("required_n_yamane", yamane_size(population), decimals=0,
                               policy="yamane", behind=behind),
                subject.result("required_n_cochran", cochran_size(population), decimals=0,
                               policy="cochran", behind=behind),
            ]  # fmt: skip
        return Results(suppress(found, self.minimum))

    def estimates(self) -> Results:
        """Return every estimate of every question and score, for every group counted."""
        return Results(result for results in self._each() for result in results.values())

    def _each(self) -> Iterator[Results]:
        layout = self.counts.layout
        for where in self.cells:
            yield self.respondents(**where)
            yield from (self.item(item, **where) for item in layout.items)
            yield from (self.score(score, **where) for score in layout.scores)

    def _respondents(self, score: str, moments: Moments, where: Mapping[str, str]) -> int:
        """Return how many people are behind a score: fewer than the answers that are pooled."""
        if self.score_policy(score) != "pooled":
            return moments.n
        return max(frequencies.n for frequencies, _ in self._parts(score, where))

    def _parts(
        self, score: str, where: Mapping[str, str]
    ) -> list[tuple[Frequencies, Mapping[int, int]]]:
        plan = self.counts.layout.scores[score]
        return [(self.counts.of(item, **where), worth)
                for item, worth in zip(plan.items, plan.values, strict=True)]  # fmt: skip


def _option_figures(figures: ItemFigures) -> Iterator[Result]:
    """Yield how many chose an option, out of those who answered the question."""
    yield figures.subject.whole("n", figures.frequencies.n, behind=figures.behind)
    yield figures.share("share", figures.frequencies.answers[1], "share_of_respondents")
