"""One survey over the years shown: its figures, and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pmqa_analysis.errors import SettingsError, nearest
from pmqa_analysis.measure.compare import compare_targets, compare_with_rest, compare_years
from pmqa_analysis.measure.compare_many import compare_groups
from pmqa_analysis.measure.comparison import Comparison, Reason
from pmqa_analysis.measure.layout import INDEX, NOT_STATED
from pmqa_analysis.measure.needs import Need, estimate_needs, needs_centre
from pmqa_analysis.measure.scale_figures import (
    correlation_figures,
    driver_figures,
    reliability_figures,
    structure_figures,
)
from pmqa_analysis.measure.targets import (
    GroupTarget,
    TargetComparison,
    compare_percent_targets,
    hold_to_target,
    is_less_better,
)
from pmqa_analysis.results import Result, Results
from pmqa_analysis.rounding import exact
from pmqa_analysis.settings import Benchmark
from pmqa_analysis.year.survey_figures import SurveyFigures

__all__ = ["SurveyYears"]


class SurveyYears(SurveyFigures):
    """A survey over the years: its figures, comparisons, needs, scales and drivers."""

    def changes(self, names: Sequence[str], before: int | None = None) -> list[Comparison]:
        """Return items or scores against an earlier year: one family, in the order given.

        Args:
            names: As the counts name them.
            before: One of :attr:`earlier`; the last of them where none is named.
        """
        if not self.earlier:
            return []
        year = before or self.earlier[-1]
        reason: Reason = "population_changed" if year in self.entry.other_population else ""
        breaks: dict[str, Reason] = {"*": reason} if reason else {}
        found = compare_years(self.measured(), self.measured(year), names, breaks=breaks)
        return self._kept(found)

    def against_rest(self, names: Sequence[str], by: str) -> dict[tuple[str, str], Comparison]:
        """Return items or scores of each category of a group against all others together."""
        found: dict[tuple[str, str], Comparison] = {}
        for category in self.measured().counts.layout.categories[by]:
            if category != NOT_STATED:
                compared = compare_with_rest(self.measured(), by, category, names)
                found |= {(one.name, category): one for one in self._kept(compared)}
        return found

    def between_groups(self, names: Sequence[str], by: str) -> list[Comparison]:
        """Return items or scores over all categories of a group at once: one family."""
        return self._kept(compare_groups(self.measured(), by, names))

    def against_benchmarks(self) -> list[tuple[Benchmark, list[Comparison]]]:
        """Return the figures of other offices that the settings name, each held against ours."""
        found = []
        for one in self.entry.benchmarks:
            values = {name: exact(value) for name, value in one.values.items()}
            compared = compare_targets(self.measured(), values, against=one.id)
            found.append((one, self._kept(compared)))
        return found

    def kinds_asked(self, *kinds: str) -> list[str]:
        """Return those of some kinds that this year asked, in the order given."""
        return [kind for kind in kinds if self.items_of(kind)]

    def needs(self, wanted: str = "importance") -> list[Need]:
        """Return importance or expectation against satisfaction, the most urgent aspect first."""
        found = estimate_needs(self.measured(), wanted=wanted)
        self.keep(one for need in found for one in (need.wanted, need.found, need.gap, need.pni))
        return found

    def needs_centre(self, wanted: str = "importance") -> tuple[Result, Result] | None:
        """Return where the quadrants of the needs meet; None where no aspect has both sides."""
        found = needs_centre(self.measured(), self.needs(wanted), wanted=wanted)
        self.keep(found or ())
        return found

    def drivers(self, outcome: str, names: Sequence[str]) -> list[tuple[str, Results]]:
        """Return what goes with an outcome, the most important first: share, rank, correlation.

        Empty where too few answered everything, or the drivers repeat each other.
        """
        found = driver_figures(self.measured(), outcome, names)
        self.keep(found.values())
        by_name = [(name, Results(one for one in found.values() if one.measure.endswith(
            f"{self.survey}.{name}"))) for name in names] if found else []  # fmt: skip
        rank = f"rank_for_{outcome}"
        return sorted(by_name, key=lambda one: self._value(one[0], rank, one[1]))

    def strongest(self, outcome: str, score: str, top: int = 3) -> list[tuple[str, Result]]:
        """Return the items of a dimension that go most with an outcome, strongest first."""
        items = self.measured().counts.layout.scores[score].items
        found = list(correlation_figures(self.measured(), outcome, items).values())
        self.keep(found)
        known = [pair for pair in zip(items, found, strict=False) if pair[1].value is not None]
        return sorted(known, key=lambda pair: -(pair[1].value or 0))[:top]

    def _value(self, name: str, statistic: str, found: Results) -> Fraction:
        subject = self.measured().subject(name)
        result = found.find(subject.fiscal_year, subject.measure, statistic)
        return Fraction(10**6) if result is None or result.value is None else result.value

    def scales(self, kind: str) -> list[str]:
        """Return the scores of a kind that have two items or more: all items, then each aspect."""
        scores = self.measured().counts.layout.scores
        names = [name.removeprefix(INDEX) for name in self.scores_of(kind)]
        return [name for name in names if name in scores and len(scores[name].items) > 1]

    def reliability(self, scale: str) -> Results:
        """Return alpha, omega and what each item adds, of a scale."""
        found = reliability_figures(self.measured(), scale)
        self.keep(found.values())
        return found

    def structure(self, scale: str) -> Results:
        """Return eigenvalues, factors, loadings and adequacy of a scale."""
        found = structure_figures(self.measured(), scale)
        self.keep(found.values())
        return found

    def against_targets(self) -> list[TargetComparison]:
        """Return the scores and items that have a target, each held against it.

        Raises:
            SettingsError: If a target is of no item or score of the year.
        """
        targets = {self._target_name(name): goal for name, goal in self.entry.targets.items()}
        found = compare_percent_targets(self.measured(), targets)
        self._kept([one.comparison for one in found if one.comparison is not None])
        self.keep(result for one in found for result in (one.target, one.actual))
        return found

    def groups_against_target(self, name: str, by: str) -> list[GroupTarget]:
        """Return each category of a group against the target of all; empty without a target."""
        targets = [one.target for one in self.against_targets() if one.name == name]
        statistic = "mean" if name.startswith(INDEX) else "percent_satisfied"
        found, less = [], bool(targets) and is_less_better(self.measured(), name)
        for category in self.measured().counts.layout.categories[by] if targets else ():
            if category != NOT_STATED:
                actual = self.figure(name, statistic, where={by: category})
                size = self.figure(name, "n", where={by: category})
                verdict = hold_to_target(actual, targets[0], less_is_better=less)
                found.append(GroupTarget(category, targets[0], actual, size, verdict))
        return found

    def _target_name(self, name: str) -> str:
        """Return the item or score of the year that a target of the settings is of."""
        layout = self.measured().counts.layout
        kind, _, aspect = name.partition(".")
        named = self.aspect_scores(kind).get(aspect, "") if aspect else self.score_of(kind)
        known = [*layout.items, *layout.scores]
        found = next((one for one in (name, named) if one in known), None)
        if found is None:
            raise SettingsError(
                "codebook.unknown", where=f"settings/{self.year}.yml",
                name=f"surveys.{self.survey}.targets", found=name, near=nearest(name, known) or "-",
            )  # fmt: skip
        return found

    def _kept(self, comparisons: list[Comparison]) -> list[Comparison]:
        self.keep(result for one in comparisons for result in one.results.values())
        return comparisons
