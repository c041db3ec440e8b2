"""How many KPIs of a plan have a value, reach their targets, or have a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pmqa_analysis.assess.scorecards.attainment import Attainment
from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.assess.scorecards.scorecard import Scorecard
from pmqa_analysis.results import Result

__all__ = ["COUNTS", "count_attainments"]

COUNTS = ("kpis", "measured", "met", "not_met", "depends", "no_result", "no_target", "scored")


def count_attainments(
    card: Scorecard, attainments: Sequence[Attainment], figures: ScoreFigures
) -> Mapping[str, Result]:
    """Return the counts over all KPIs of a scorecard's framework.

    ``measured`` have a value; ``met``, ``not_met``, ``depends``, ``no_result`` and ``no_target``
    are the verdicts against printed targets; ``scored`` have a score by their rubric.
    """
    counts = Counter[str](one.verdict for one in attainments)
    counts["kpis"] = len(attainments)
    counts["measured"] = sum(one.actual.value is not None for one in attainments)
    counts["scored"] = sum(kpi.score.value is not None for kpi in card.kpis.values())
    sources = [one.actual for one in attainments]
    return {
        name: figures.make(
            "attainments", name, counts[name], sources=sources, unit="ตัวชี้วัด", decimals=0,
            policy="count_of_kpis",
        )
        for name in COUNTS
    }  # fmt: skip
