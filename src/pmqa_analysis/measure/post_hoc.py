"""Which groups differ, after an ANOVA: every pair, by four named methods.

Games and Howell (1976) is the sound one: unequal n and variances. Tukey-Kramer, Scheffé and
Fisher's LSD take variances as equal; Thai committees expect the last two. LSD corrects nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt

from scipy import special

from pmqa_analysis.measure.sample import Moments
from pmqa_analysis.measure.two_groups import welch_freedom

__all__ = ["METHODS", "PairDifference", "compare_pairs"]


@dataclass(frozen=True, slots=True)
class PairDifference:
    """Two groups beside each other.

    Attributes:
        difference: Mean of the first less mean of the second, exact.
        statistic: t, q or F of the method.
        p: Adjusted by the method itself, but for ``lsd``.
        low: Lower end of the method's interval of the difference.
        high: Upper end.
    """

    method: str
    one: str
    other: str
    difference: Fraction
    statistic: float
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Setting:
    groups: int
    within: float
    freedom: float
    confidence: float


def compare_pairs(
    method: str, groups: Mapping[str, Moments], *, confidence: float = 0.95
) -> list[PairDifference]:
    """Return every pair of groups compared by a method of :data:`METHODS`.

    Raises:
        KeyError: If there is no such method.
    """
    compare = METHODS[method]
    n = sum(one.n for one in groups.values())
    freedom = n - len(groups)
    spread = sum(((one.n - 1) * one.variance for one in groups.values()), Fraction(0))
    setting = _Setting(len(groups), float(spread / max(1, freedom)), freedom, confidence)
    found = []
    for first, second in combinations(groups, 2):
        one, other = groups[first], groups[second]
        difference = one.mean - other.mean
        statistic, p, half = compare(one, other, setting)
        away = float(difference)
        found.append(PairDifference(method, first, second, difference, statistic, p,
                                    away - half, away + half))  # fmt: skip
    return found


def significant(pairs: Sequence[PairDifference], alpha: float) -> list[tuple[str, str]]:
    """Return the pairs that differ at a level."""
    return [(pair.one, pair.other) for pair in pairs if pair.p < alpha]


def _games_howell(one: Moments, other: Moments, at: _Setting) -> tuple[float, float, float]:
    error = float(one.error_variance + other.error_variance)
    return _by_range(one, other, error, welch_freedom(one, other), at)


def _tukey(one: Moments, other: Moments, at: _Setting) -> tuple[float, float, float]:
    return _by_range(one, other, at.within * (1 / one.n + 1 / other.n), at.freedom, at)


def _by_range(
    one: Moments, other: Moments, error: float, freedom: float, at: _Setting
) -> tuple[float, float, float]:
    """Return statistic, p and half interval by the studentized range."""
    from scipy.stats import studentized_range

    if error == 0:
        return _without_error(one, other)
    t = float(one.mean - other.mean) / sqrt(error)
    p = float(studentized_range.sf(abs(t) * sqrt(2), at.groups, freedom))
    reach = float(studentized_range.ppf(at.confidence, at.groups, freedom))
    return t, min(1.0, p), reach * sqrt(error / 2)


def _scheffe(one: Moments, other: Moments, at: _Setting) -> tuple[float, float, float]:
    error = at.within * (1 / one.n + 1 / other.n)
    if error == 0:
        return _without_error(one, other)
    first = at.groups - 1
    statistic = float(one.mean - other.mean) ** 2 / error / first
    reach = float(special.fdtri(first, at.freedom, at.confidence))
    return (statistic, float(special.fdtrc(first, at.freedom, statistic)),
            sqrt(first * reach * error))  # fmt: skip


def _lsd(one: Moments, other: Moments, at: _Setting) -> tuple[float, float, float]:
    error = at.within * (1 / one.n + 1 / other.n)
    if error == 0:
        return _without_error(one, other)
    t = float(one.mean - other.mean) / sqrt(error)
    reach = float(special.stdtrit(at.freedom, (1 + at.confidence) / 2))
    return t, float(2 * special.stdtr(at.freedom, -abs(t))), reach * sqrt(error)


def _without_error(one: Moments, other: Moments) -> tuple[float, float, float]:
    return 0.0, 1.0 if one.mean == other.mean else 0.0, 0.0


METHODS: Mapping[str, Callable[[Moments, Moments, _Setting], tuple[float, float, float]]] = {
    "games_howell": _games_howell,
    "tukey": _tukey,
    "scheffe": _scheffe,
    "lsd": _lsd,
}
