"""What a one-page brief of a fiscal year needs, of one category or of the whole office."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from pmqa_analysis.assess import Assessment, Summary
from pmqa_analysis.assess.brief import Brief, summarise_brief
from pmqa_analysis.assess.plan import PlanProgress
from pmqa_analysis.assess.pmqa import Gap, ItemStanding
from pmqa_analysis.clean.plan import ROUNDS
from pmqa_analysis.clean.pmqa import Answers
from pmqa_analysis.results import Result

if TYPE_CHECKING:
    from pmqa_analysis.year.year import Year

__all__ = ["YearBrief"]


class YearBrief:
    """The brief of a category, or for 0 of the office.

    Args:
        year: The opened year.
        category: 1 to 7, or 0.
        round_: The round at which the plan is read.

    Raises:
        SettingsError: If there is no such category.
    """

    def __init__(self, year: Year, category: int, round_: str) -> None:
        self._year = year
        self.category = category
        self.round = round_
        self.assessments: Sequence[Assessment] = (
            year.category(category) if category else year.indicators()
        )

    @cached_property
    def summary(self) -> Summary:
        """Return the counts of the indicators."""
        name = f"category-{self.category}" if self.category else "all"
        return self._year.summary(self.assessments, name)

    @cached_property
    def indicators(self) -> Brief:
        """Return the few indicators that the page has room for."""
        return summarise_brief(self.assessments)

    @property
    def points(self) -> list[Result]:
        """Return the PMQA points of both sides; none where nothing is assessed."""
        pmqa = self._year.pmqa
        if self._year.settings.assessment is None or pmqa.answers is None:
            return []
        parts = [one for one in pmqa.standing.categories if one.category.category == self.category]
        points = parts[0].points if parts else pmqa.standing.total
        return [points["self"], points["assessor"]]

    @property
    def gaps(self) -> list[Gap]:
        """Return the PMQA steps that gain most."""
        if self._year.settings.assessment is None:
            return []
        wanted = (self.category,) if self.category else range(1, 8)
        return [gap for gap in self._year.pmqa.gaps() if gap.item.category in wanted]

    @property
    def month(self) -> int:
        """Return how many months of the fiscal year the round closes."""
        return ROUNDS[self.round.lower()]

    @cached_property
    def progress(self) -> PlanProgress | None:
        """Return the plan at the round; None without a plan of the category."""
        plan = self._year.plan
        if not plan.is_there or (self.category and self.category not in plan.plan.heads):
            return None
        return plan.progress(self.round, self.category)

    @property
    def answers(self) -> Answers | None:
        """Return what the office and its assessor say; None where nothing is assessed."""
        return None if self._year.settings.assessment is None else self._year.pmqa.answers

    @property
    def items(self) -> list[ItemStanding]:
        """Return the category's items with their points and levels; none without an assessment."""
        if self.answers is None:
            return []
        wanted = (self.category,) if self.category else range(1, 8)
        return [item for item in self._year.pmqa.standing.items if item.category in wanted]

    @property
    def is_known_further(self) -> bool:
        """Return whether anything but indicators is known: an assessment or a plan."""
        return self.answers is not None or self.progress is not None

    @property
    def missing(self) -> list[str]:
        """Return the names of what there are no data for."""
        progress = self.progress
        found = {
            "assessment": self.answers is None,
            "plan": progress is None,
            "progress": progress is not None and progress.success.value is None,
            "surveys": not self._year.settings.surveys,
        }
        return [name for name, is_missing in found.items() if is_missing]

    @property
    def hosts(self) -> list[str]:
        """Return the rows of the plan that still need a main host."""
        if self.progress is None:
            return []
        issues = self._year.plan.issues(self.category)
        rows = [issue.entry for issue in issues if issue.kind == "needs_host"]
        return [row.activity for row in rows]
