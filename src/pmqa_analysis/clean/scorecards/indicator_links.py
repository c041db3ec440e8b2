"""Whether the indicators that a framework is linked to exist, and are in the same units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmqa_analysis.clean.register import Measure
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.result_rows import PERCENT_UNITS
from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults

__all__ = ["check_indicator_links"]


def check_indicator_links(framework: Framework, register: Mapping[str, Measure]) -> None:
    """Raise for an indicator that the register has not, or a link between two units.

    Raises:
        DataError: All of them, told together.
    """
    raise_faults(list(_faults(framework, register)))


def _faults(framework: Framework, register: Mapping[str, Measure]) -> Iterator[PmqaError]:
    for link in framework.indicators:
        indicator = register.get(link.indicator)
        if indicator is None:
            near = nearest(link.indicator, register) or "-"
            yield DataError(
                "framework.unknown_indicator", where=link.cell("indicator"),
                found=link.indicator, near=near,
            )  # fmt: skip
            continue
        own = framework.unit_of(link.measure)
        if _unit(own) != _unit(indicator.unit_th):
            yield DataError(
                "framework.link_units", where=link.cell("measure"), name=link.measure,
                found=own or "-", other=link.indicator, expected=indicator.unit_th or "-",
            )  # fmt: skip


def _unit(text: str) -> str:
    return "%" if text in PERCENT_UNITS else text
