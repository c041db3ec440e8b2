"""Turn indicators into results: the text of each figure is set here, once."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from pmqa_analysis.clean import Indicator, YearData
from pmqa_analysis.results import Result, Results, Status, result_id
from pmqa_analysis.rounding import shown

__all__ = ["computed_result", "no_value_text", "stated_results"]

_NO_VALUE_TEXT: dict[Status, str] = {
    "not_applicable": "-",
    "in_process": "N/A",
    "not_reported": "ไม่ได้รายงาน",
    "suppressed": "*",
    "not_testable": "-",
}


def no_value_text(status: Status) -> str:
    """Return the sign that stands for a figure without a value, as Thai reports print it."""
    return _NO_VALUE_TEXT[status]


def stated_results(data: YearData, rule: str) -> Results:
    """Return every figure that the sources state.

    The first section that states a measure is its section of record; the same measure in
    another section carries that section in its id.
    """
    home: dict[str, str] = {}
    stated = []
    for indicator in (*data.of_record, *data.elsewhere):
        section = home.setdefault(indicator.measure, indicator.section)
        repeated = "" if section == indicator.section else indicator.section
        stated.append(_stated(indicator, rule, repeated))
    return Results(stated)


def computed_result(
    *, fiscal_year: int, measure: str, statistic: str, value: Fraction | int | None,
    decimals: int, unit: str, sources: Iterable[Result], policy: str, rule: str = "half_up",
    sign: bool = False,
) -> Result:  # fmt: skip
    """Return a figure made from other figures; its source is their ids."""
    exact_value = None if value is None else Fraction(value)
    missing = exact_value is None
    return Result(
        id=result_id(fiscal_year, measure, statistic),
        fiscal_year=fiscal_year,
        measure=measure,
        statistic=statistic,
        value=exact_value,
        shown="-" if exact_value is None else shown(exact_value, decimals, rule, sign=sign),
        unit=unit,
        decimals=None if missing else decimals,
        status="not_applicable" if missing else "reported",
        source=" ".join(source.id for source in sources),
        policy=policy,
    )


def _stated(indicator: Indicator, rule: str, repeated_in: str) -> Result:
    if indicator.value is not None and indicator.decimals is not None:
        text = shown(indicator.value, indicator.decimals, rule)
    else:
        text = indicator.level or no_value_text(indicator.status)
    return Result(
        id=result_id(indicator.fiscal_year, indicator.measure, indicator.kind, repeated_in),
        fiscal_year=indicator.fiscal_year,
        measure=indicator.measure,
        statistic=indicator.kind,
        value=indicator.value,
        shown=text,
        unit=indicator.unit,
        decimals=indicator.decimals,
        status=indicator.status,
        source=f"{indicator.document}:{indicator.line}",
        section=indicator.section,
        address=indicator.address,
    )
