"""What a framework scores by: parts, KPIs, scoring items, conditions, measures, bands."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pmqa_analysis.clean.scorecards.rows import Count, FrameworkRow, Names, Number, Yes
from pmqa_analysis.settings import FiscalYear, StrictModel

__all__ = [
    "Answer", "Band", "Condition", "Direction", "FrameworkHead", "Item", "Kpi", "Ladder",
    "MeasureRow", "Operator", "Part", "PolicyName",
]  # fmt: skip

Answer = Literal["tick", "value", "none"]
Direction = Literal["higher", "lower", "range", ""]
Operator = Literal[">=", ">", "<=", "<", "=", ""]
PolicyName = Literal["equal_split", "strict_levels", "cumulative", "ladder"]
_Rule = Literal["all", "any", "at_least", ""]


class FrameworkHead(StrictModel):
    """The framework itself: ``reference/frameworks/<id>.yml``.

    ``levels`` gives the points of each printed level. ``weights`` is what the weights of the
    KPIs sum to; None where the print gives none, and then no total is made. ``rounds`` are
    the months of the reporting rounds. ``evidence`` is the rule for items above the lowest level.
    """

    name_th: str
    name_en: str
    short_th: str
    short_en: str
    fiscal_year: FiscalYear
    document: str
    policy: PolicyName = "equal_split"
    evidence: Literal["required_above_plan", "not_required"] = "required_above_plan"
    levels: dict[int, Annotated[int, Field(gt=0)]] = Field(min_length=1)
    weights: Annotated[int, Field(gt=0)] | None
    rounds: tuple[Annotated[int, Field(ge=1, le=12)], ...] = Field(strict=False, min_length=1)
    decimals: Annotated[int, Field(ge=0, le=6)] = 4

    @property
    def top(self) -> int:
        """Return the highest score: the points of all levels together."""
        return sum(self.levels.values())

    @property
    def plan_level(self) -> int:
        """Return the lowest level, that of the plan."""
        return min(self.levels)


class Part(FrameworkRow):
    """A component, group, strategy, tactic, plan or project; a top one has no parent."""

    part: str
    parent: str
    kind: str
    name_th: str
    printed: str
    name_en: str
    weight: Number


class Kpi(FrameworkRow):
    """An indicator. ``parts`` are the groups or projects that it belongs to.

    ``sheet`` is the printed sheet that describes it, ``rubric`` the scoring items by which it
    is scored, empty for one that stands on a ladder alone; ``rubric_scores`` says whether that
    rubric scores the KPI at all. ``policy`` is the KPI's own where it differs from the
    framework's; ``scale`` grades its value.
    """

    kpi: str
    parts: Names
    sheet: str
    rubric: str
    rubric_scores: Literal["yes", "no", "other_measure"]
    name_th: str
    printed: str
    short_th: str
    short_en: str
    name_en: str
    weight: Number
    unit_th: str
    unit_en: str
    measure_type: Literal["level", "percent", "count", "hours", "grade", "number"]
    direction: Direction
    policy: Literal["equal_split", "strict_levels", "cumulative", "ladder", ""]
    characteristic_th: str
    scale: str


class _Requirement(FrameworkRow):
    """What must be so: a tick, a value that reaches a threshold, or requirements below it."""

    answer: Answer
    rule: _Rule
    count: Count
    measure: str
    operator: Operator
    threshold: Number
    unit_th: str
    text_th: str
    printed: str


class Item(_Requirement):
    """A scoring item of a rubric's level; one with a ``parent`` is a part of that item.

    ``bands`` names the table that turns its percentage into points. ``points`` are its own
    where the print or a reading of it fixes them; the others share what the level has left.
    """

    rubric: str
    level: int
    item: str
    parent: str
    kind: Literal["plan", "execution", "outcome", "report", "bands"]
    bands: str
    points: Number
    recipient: str


class Condition(_Requirement):
    """A condition; ``gates`` names the item that needs it."""

    rubric: str
    condition: str
    parent: str
    gates: str


class MeasureRow(FrameworkRow):
    """What items and conditions measure. A ``cumulative`` one never falls within a year."""

    measure: str
    kpi: str
    name_th: str
    name_en: str
    unit_th: str
    unit_en: str
    direction: Direction
    cumulative: Yes
    over_100: Yes
    first_year: Count


class Band(FrameworkRow):
    """A row of a band table: from ``low`` up to ``high`` exclusive, ``points``."""

    bands: str
    band: int
    low: Number
    high: Number
    points: Number
    low_printed: str
    high_printed: str
    points_printed: str
    printed: str


class Ladder(FrameworkRow):
    """One of the thresholds of a numeric KPI: the value that earns the level.

    More is better: ``low``; less is better: ``high``; a range is better: both.
    """

    kpi: str
    level: int
    low: Number
    high: Number
