"""The frameworks of indicators of one fiscal year: read, scored, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, get_args

from pmqa_analysis.assess.scorecards.attainment import (
    Attainment,
    PartStatus,
    count_parts,
    find_attainments,
)
from pmqa_analysis.assess.scorecards.counts import count_attainments
from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.assess.scorecards.forecast import Forecast, find_forecasts
from pmqa_analysis.assess.scorecards.levels import LevelCheck, check_levels
from pmqa_analysis.assess.scorecards.links import fill_from_indicators, find_repeated
from pmqa_analysis.assess.scorecards.outlook import (
    Gain,
    MissingEvidence,
    Move,
    find_gains,
    find_missing_evidence,
    find_moves,
)
from pmqa_analysis.assess.scorecards.scorecard import (
    Scorecard,
    compare_policies,
    score_framework,
)
from pmqa_analysis.assess.scorecards.trends import (
    CoverageYear,
    EasyTarget,
    Trend,
    count_coverage,
    find_easy_targets,
    find_trends,
)
from pmqa_analysis.clean import Issue
from pmqa_analysis.clean.issues import make_issue
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.framework_file import load_framework
from pmqa_analysis.clean.scorecards.indicator_links import check_indicator_links
from pmqa_analysis.clean.scorecards.model import PolicyName
from pmqa_analysis.clean.scorecards.registers import Registers, load_registers
from pmqa_analysis.clean.scorecards.results import KpiResults, clean_kpi_results
from pmqa_analysis.errors import SettingsError, nearest
from pmqa_analysis.load.scorecard_results import load_scorecard_results
from pmqa_analysis.results import Result
from pmqa_analysis.settings import ScorecardEntry
from pmqa_analysis.year.last_year import values_last_year

if TYPE_CHECKING:
    from pmqa_analysis.year.year import Year

__all__ = ["Scorecards"]

POLICY_NAMES: tuple[PolicyName, ...] = get_args(PolicyName)


class Scorecards:
    """The frameworks that a year's settings name, each read once and scored when asked.

    Every figure that is made here is one of the year's results.

    Args:
        year: The opened year.
    """

    def __init__(self, year: Year) -> None:
        self._year = year
        self._entries = {entry.framework: entry for entry in year.settings.scorecards}
        self.framework = cache(self._framework)
        self.results = cache(self._results)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the ids of the year's frameworks, in the order of the settings."""
        return tuple(self._entries)

    def entry(self, framework: str) -> ScorecardEntry:
        """Return what the settings say of a framework.

        Raises:
            SettingsError: If the settings name no such framework.
        """
        if framework not in self._entries:
            near = nearest(framework, self._entries) or ", ".join(self._entries) or "-"
            where = f"settings/{self._year.fiscal_year}.yml"
            raise SettingsError("scorecard.not_in_year", where=where, found=framework, near=near)
        return self._entries[framework]

    def _framework(self, framework: str) -> Framework:
        """Return a framework; see :func:`load_framework` for what is raised."""
        self.entry(framework)
        register = self._year.register
        found = load_framework(self._year.office, self._year.ledger, framework, register.documents)
        check_indicator_links(found, register.measures)
        return found

    def _results(self, framework: str) -> KpiResults:
        """Return what was reported for a framework; nothing where there is no file yet.

        A measure that is an indicator of the results part and has no value takes that one's.
        A file that the settings name and that is not there is told as an issue.

        Raises:
            DataError: If the file cannot be taken, or a correction of it matches nothing.
        """
        one = self.framework(framework)
        return fill_from_indicators(one, self._reported(framework), self._year.results)

    def _reported(self, framework: str) -> KpiResults:
        """Return what the units' file says."""
        path, office, ledger = self.entry(framework).results, self._year.office, self._year.ledger
        if path is None:
            return KpiResults()
        if not office.has(path):
            return KpiResults(issues=(make_issue("results_not_there", path),))
        table = ledger.apply(load_scorecard_results(office, path))
        return clean_kpi_results(table, self.framework(framework))

    def issues(self, framework: str) -> tuple[Issue, ...]:
        """Return what was corrected and found in the results reported for a framework."""
        found = self.results(framework).issues
        return (*self._year.ledger.issues_of(self.entry(framework).results or ""), *found)

    @property
    def all_issues(self) -> tuple[Issue, ...]:
        """Return what was found in the results of all the year's frameworks, as corrected."""
        return tuple(issue for name in self.names for issue in self.results(name).issues)

    def open(
        self, framework: str, *, months: int = 12, policy: PolicyName | None = None
    ) -> Scorecard:
        """Return a framework scored on what was reported up to a month.

        Args:
            framework: Its id.
            months: 1 to 12, counted from the start of the fiscal year.
            policy: How points are shared; by default that of the settings, or the framework's.
        """
        card = score_framework(
            self.framework(framework), self.results(framework), months=months,
            policy=policy or self.entry(framework).policy, rule=self._rule,
        )  # fmt: skip
        self._keep(card.results)
        return card

    def compare(
        self, framework: str, policies: Sequence[PolicyName] = POLICY_NAMES, *, months: int = 12
    ) -> dict[PolicyName, Scorecard]:
        """Return a framework scored under several policies, so that totals stand side by side."""
        cards = compare_policies(
            self.framework(framework), self.results(framework), policies, months=months,
            rule=self._rule,
        )  # fmt: skip
        self._keep(result for card in cards.values() for result in card.results)
        return cards

    def round_before(self, framework: str, months: int) -> int | None:
        """Return the reporting round before a month; None in the first."""
        earlier = [each for each in self.framework(framework).head.rounds if each < months]
        return max(earlier, default=None)

    def moves(self, card: Scorecard) -> tuple[Move, ...]:
        """Return the items whose state changed since the round before a scorecard's month."""
        name = card.framework.id
        before = self.round_before(name, card.months)
        if before is None:
            return ()
        return find_moves(self.open(name, months=before, policy=card.policy), card)

    def gains(self, card: Scorecard) -> tuple[Gain, ...]:
        """Return what each open item would add if it alone were met, the most first."""
        gains = find_gains(card, rule=self._rule)
        self._keep(one for gain in gains for one in (gain.kpi_gain, gain.total_gain))
        return gains

    def missing_evidence(self, card: Scorecard) -> tuple[MissingEvidence, ...]:
        """Return the documents that are asked for and were not named."""
        return find_missing_evidence(card)

    def trends(self, framework: str, kpi: str | None = None) -> tuple[Trend, ...]:
        """Return the measures with printed baselines over the years, of one KPI or of all."""
        one = self.framework(framework)
        trends = find_trends(one, kpi, self.results(framework), rule=self._rule)
        self._keep(result for trend in trends for result in trend.results)
        return trends

    def easy_targets(self, framework: str) -> tuple[EasyTarget, ...]:
        """Return the year's targets that lie below a result already reached."""
        self.trends(framework)
        return find_easy_targets(self.framework(framework), rule=self._rule)

    def coverage(self, framework: str, scale: str) -> tuple[CoverageYear, ...]:
        """Return how many units a scale covers, year by year."""
        years = count_coverage(self.framework(framework), scale, self._figures(framework))
        self._keep(one for year in years for one in (year.added, year.reached, year.whole))
        return years

    def attainments(self, framework: str, *, months: int = 12) -> tuple[Attainment, ...]:
        """Return each KPI's own value beside its printed targets."""
        figures = self._figures(framework, months)
        found = find_attainments(self.framework(framework), self.results(framework), figures)
        self._keep(result for one in found for result in one.results)
        return found

    def repeated(self) -> dict[str, list[Result]]:
        """Return what KPIs say of figures that are indicators too, by the id of the figure."""
        found: dict[str, list[Result]] = {}
        for name in self.names:
            one, results = self.framework(name), self.results(name)
            stated = find_repeated(one, results, self._year.results, self._figures(name))
            self._keep(stated.values())
            for figure, result in stated.items():
                found.setdefault(figure, []).append(result)
        return found

    def part_statuses(self, card: Scorecard) -> tuple[PartStatus, ...]:
        """Return the tree of a framework's parts, with the count of each verdict."""
        found = count_parts(card, self._figures(card.framework.id, card.months, card.policy))
        self._keep(result for one in found for result in one.results)
        return found

    def forecasts(self, framework: str, *, months: int = 12) -> tuple[Forecast, ...]:
        """Return where each measure with a threshold may end; never to be shown as fact.

        Last year's shape is that of the framework of the same name in the year before, where
        that year has settings and results.
        """
        one, figures = self.framework(framework), self._figures(framework, months)
        before = values_last_year(
            self._year.office, self._year.ledger, one, self._year.register.documents
        )
        found = find_forecasts(one, self.results(framework), figures, before)
        self._keep(result for each in found for result in each.results)
        return found

    def _figures(
        self, framework: str, months: int = 12, policy: PolicyName | None = None
    ) -> ScoreFigures:
        one = self.framework(framework)
        chosen = policy or self.entry(framework).policy or one.head.policy
        return ScoreFigures(one, months, chosen, self._rule)

    def counts(self, card: Scorecard) -> Mapping[str, Result]:
        """Return how many KPIs have a value, reach their targets, or have a score."""
        name = card.framework.id
        attainments = self.attainments(name, months=card.months)
        figures = self._figures(name, card.months, card.policy)
        counts = count_attainments(card, attainments, figures)
        self._keep(counts.values())
        return counts

    def levels(self, framework: str) -> tuple[LevelCheck, ...]:
        """Return the named levels aimed at in the framework's year, and the latest reached."""
        return check_levels(self.framework(framework), self.registers(framework).levels)

    def registers(self, framework: str) -> Registers:
        """Return what stands beside a framework: its glossary, and earlier innovations."""
        found = self.framework(framework)
        return load_registers(
            self._year.office, self._year.ledger, found, self._year.register.documents
        )

    def check_parameters(self, parameters: Mapping[str, object]) -> None:
        """Check what a report's parameters name: framework, KPI, unit, round.

        Raises:
            SettingsError: If the framework has no such KPI, unit or month.
            DataError: If the framework or its results cannot be taken.
        """
        name = parameters.get("framework")
        if not isinstance(name, str) or not name:
            return
        framework = self.framework(name)
        self.results(name)  # a fault in them stops the batch before a report is begun
        for key, known in (("kpi", framework.kpis), ("unit", framework.units)):
            found = parameters.get(key)
            if isinstance(found, str) and found not in known:
                near = nearest(found, known) or ", ".join(known)
                raise SettingsError("scorecard.unknown", where=name, found=found, near=near)
        months = parameters.get("round")
        if isinstance(months, int) and not 1 <= months <= 12:
            rounds = ", ".join(map(str, framework.head.rounds))
            raise SettingsError("scorecard.round", where=name, found=months, expected=rounds)

    @property
    def _rule(self) -> str:
        return self._year.settings.policies.rounding

    def _keep(self, results: Iterable[Result]) -> None:
        self._year.computed += results
