"""Reliability, factor structure and drivers of a survey as results, suppressed like all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from pmqa_analysis.measure.drivers import Correlation, Drivers, correlate, estimate_drivers
from pmqa_analysis.measure.factors import Structure, estimate_structure
from pmqa_analysis.measure.figures import Behind, Subject
from pmqa_analysis.measure.intervals import Interval
from pmqa_analysis.measure.sample import exact_float
from pmqa_analysis.measure.scales import Reliability, estimate_reliability
from pmqa_analysis.measure.suppression import suppress
from pmqa_analysis.measure.survey_figures import MeasuredSurvey
from pmqa_analysis.results import Result, Results

__all__ = [
    "correlation_figures", "driver_figures", "reliability_figures", "structure_figures",
]  # fmt: skip

DECIMALS = 3


def reliability_figures(survey: MeasuredSurvey, scale: str) -> Results:
    """Return the reliability of a scale: a score of the survey, or ``all`` its items.

    ``alpha`` (with Feldt's interval), ``alpha_standardized``, ``omega_total``, ``mean_r``; for
    each item ``item_total_r`` and ``alpha_deleted``; for each pair ``r_with_<item>``.
    """
    products = survey.scale(scale)
    found = estimate_reliability(products, confidence=survey.rules.confidence / 100)
    subject = survey.subject(scale)
    results = [*_reliability(subject, found), *_inter_item(survey, scale, found)]
    for item in found.items:
        mine = survey.subject(f"{scale}.{item.item}" if scale == "all" else item.item)
        tail = f"_in_{scale}"
        results.append(_number(mine, f"item_total_r{tail}", item.item_total_r, found.n,
                               "corrected_for_the_item"))  # fmt: skip
        results.append(_exact(mine, f"alpha_deleted{tail}", item.alpha_deleted, found.n,
                              "cronbach"))  # fmt: skip
    return Results(suppress(results, survey.minimum))


def structure_figures(
    survey: MeasuredSurvey, scale: str, *, factors: int | None = None, rotation: str = "varimax"
) -> Results:
    """Return the factor structure of a scale.

    ``eigenvalue_<k>`` beside ``chance_eigenvalue_<k>``, ``factors``, ``kmo``,
    ``bartlett_sphericity`` and its p; for each item ``loading_<k>`` and ``communality``.
    """
    products = survey.scale(scale)
    found = estimate_structure(products, factors=factors, rotation=rotation)
    subject = survey.subject(scale)
    if found is None:
        none = _number(subject, "factors", None, products.n, "parallel_analysis")
        return Results(suppress([none], survey.minimum))
    results = [*_structure(subject, found), *_loadings(survey, scale, found)]
    return Results(suppress(results, survey.minimum))


def driver_figures(survey: MeasuredSurvey, outcome: str, drivers: Sequence[str]) -> Results:
    """Return for each driver its ``importance`` in percent of R², ``rank`` and correlation.

    ``r_squared`` is that of all drivers together. Empty where drivers cannot be estimated.
    """
    found = estimate_drivers(survey, outcome, drivers, confidence=survey.rules.confidence / 100)
    if found is None:
        return Results()
    return Results(suppress(_drivers(survey, found), survey.minimum))


def correlation_figures(survey: MeasuredSurvey, outcome: str, names: Sequence[str]) -> Results:
    """Return the correlation of an outcome with each item or score, with Fisher's interval."""
    found = correlate(survey, outcome, names, confidence=survey.rules.confidence / 100)
    results = (_correlation(survey, outcome, one) for one in found)
    return Results(suppress(results, survey.minimum))


def _reliability(subject: Subject, found: Reliability) -> Iterator[Result]:
    yield subject.result("n_cases", found.n, decimals=0, policy=subject.rules.cases,
                         behind=Behind(n=found.n))  # fmt: skip
    yield _exact(subject, "alpha", found.alpha, found.n, "cronbach", found.interval)
    yield _number(subject, "alpha_standardized", found.standardized, found.n, "cronbach")
    yield _number(subject, "omega_total", found.omega, found.n, "one_factor")
    yield _number(subject, "mean_r", found.mean_r, found.n, "pearson")


def _inter_item(survey: MeasuredSurvey, scale: str, found: Reliability) -> Iterator[Result]:
    names = [one.item for one in found.items]
    for place, row in enumerate(found.correlations or ()):
        subject = survey.subject(names[place])
        for other in range(place + 1, len(names)):
            yield _number(subject, f"r_with_{names[other]}_in_{scale}", row[other], found.n,
                          "pearson")  # fmt: skip


def _structure(subject: Subject, found: Structure) -> Iterator[Result]:
    yield _exact(subject, "factors", Fraction(found.factors), found.n, "parallel_analysis",
                 decimals=0)  # fmt: skip
    pairs = zip(found.eigenvalues, found.reference, strict=True)
    for place, (value, chance) in enumerate(pairs, start=1):
        yield _number(subject, f"eigenvalue_{place}", value, found.n, "correlations")
        yield _number(subject, f"chance_eigenvalue_{place}", chance, found.n,
                      "parallel_analysis")  # fmt: skip
    yield _number(subject, "kmo", found.kmo, found.n, "kaiser_meyer_olkin")
    test = found.sphericity
    statistic, p = (test.statistic, test.p) if test else (None, None)
    yield _number(subject, "bartlett_sphericity", statistic, found.n, "bartlett")
    if p is None:
        yield _number(subject, "p_bartlett_sphericity", None, found.n, "bartlett")
    else:
        yield subject.p_value("p_bartlett_sphericity", p, policy="bartlett", n=found.n)


def _loadings(survey: MeasuredSurvey, scale: str, found: Structure) -> Iterator[Result]:
    if found.solution is None:
        return
    policy = f"principal_axes.{found.solution.rotation}"
    for place, item in enumerate(found.solution.items):
        subject = survey.subject(item)
        for factor, loading in enumerate(found.solution.loadings[place], start=1):
            yield _number(subject, f"loading_{factor}_in_{scale}", loading, found.n, policy)
        yield _number(subject, f"communality_in_{scale}", found.solution.communalities[place],
                      found.n, policy)  # fmt: skip


def _drivers(survey: MeasuredSurvey, found: Drivers) -> Iterable[Result]:
    yield _number(survey.subject(found.outcome), "r_squared", found.r_squared, found.n,
                  found.method)  # fmt: skip
    for driver in found.drivers:
        subject = survey.subject(driver.name)
        ends = Interval(exact_float(driver.low), exact_float(driver.high))
        behind, tail = Behind(n=found.n), f"_for_{found.outcome}"
        yield subject.percent(f"importance{tail}", exact_float(driver.share),
                              policy=found.method, interval=ends, behind=behind)  # fmt: skip
        ranks = Interval(Fraction(driver.rank_low), Fraction(driver.rank_high))
        yield subject.result(f"rank{tail}", driver.rank, decimals=0, policy=found.method,
                             interval=ranks, behind=behind)  # fmt: skip
        yield _correlation(survey, found.outcome, driver.correlation)


def _correlation(survey: MeasuredSurvey, outcome: str, found: Correlation) -> Result:
    ends = Interval(exact_float(found.low), exact_float(found.high))
    return _exact(survey.subject(found.name), f"r_with_{outcome}", exact_float(found.r), found.n,
                  "pearson", ends)  # fmt: skip


def _number(subject: Subject, statistic: str, value: float | None, n: int, policy: str) -> Result:
    return _exact(subject, statistic, None if value is None else exact_float(value), n, policy)


def _exact(
    subject: Subject, statistic: str, value: Fraction | None, n: int, policy: str,
    interval: Interval | None = None, *, decimals: int = DECIMALS,
) -> Result:  # fmt: skip
    return subject.result(statistic, value, decimals=decimals, policy=policy, interval=interval,
                          status="not_testable", behind=Behind(n=n))  # fmt: skip
