"""What the printed figures of a year lack, and where they contradict one another."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pmqa_analysis.assess.assessment import Assessment
from pmqa_analysis.assess.claims import ClaimTest
from pmqa_analysis.assess.quality.counts import Counter
from pmqa_analysis.clean.issues import Issue
from pmqa_analysis.clean.register import Register, Section
from pmqa_analysis.results import Disagreement, Result, Results
from pmqa_analysis.settings import Policies

__all__ = ["PrintedQuality", "SectionQuality", "printed_quality"]

_LACKING = ("not_reported", "in_process", "not_applicable")
_KINDS = ("value", "unit", "count", "look_alike")
_OUTCOMES = {True: "holds", False: "fails", None: "unknown"}


@dataclass(frozen=True)
class SectionQuality:
    """How many figures a section of the sources states, and how many of them lack a value."""

    section: Section
    stated: Result
    lacking: Mapping[str, Result]


@dataclass(frozen=True)
class PrintedQuality:
    """What the figures of a year lack and contradict.

    Attributes:
        stated: Figures that the sources state.
        with_value: Those with a value.
        lacking: Those without, by the reason.
        undated: Those whose year is not printed.
        sections: The same by section.
        measures: Measures that are assessed this year.
        one_year: Those of them with a value in this year alone.
        no_target: Those without a target.
        without_base: Survey measures, whose number of respondents is not printed.
        disagreements: Figures that sections state differently, by kind.
        claims: Statements of the sources, by whether the figures bear them out.
        corrections: Corrections applied to the data.
    """

    stated: Result
    with_value: Result
    lacking: Mapping[str, Result]
    undated: Result
    sections: tuple[SectionQuality, ...]
    measures: Result
    one_year: Result
    no_target: Result
    without_base: Result
    disagreements: Mapping[str, Result]
    claims: Mapping[str, Result]
    corrections: Result

    @property
    def results(self) -> Iterator[Result]:
        """Yield every figure."""
        yield from (self.stated, self.with_value, self.undated, self.measures, self.one_year)
        yield from (self.no_target, self.without_base, self.corrections)
        for counts in (self.lacking, self.disagreements, self.claims):
            yield from counts.values()
        for section in self.sections:
            yield from (section.stated, *section.lacking.values())


def printed_quality(
    results: Results, register: Register, assessments: Sequence[Assessment],
    found: Iterable[Disagreement], claims: Iterable[ClaimTest], issues: Iterable[Issue],
    fiscal_year: int, policies: Policies,
) -> PrintedQuality:  # fmt: skip
    """Count what a year's printed figures lack, and where they disagree.

    Args:
        results: Every figure that the sources state.
        register: Where their sections stand.
        assessments: The assessed measures of the results part.
        found: What sections state differently.
        claims: What the sources say, tested on their figures.
        issues: The corrections applied.
        fiscal_year: Buddhist Era.
        policies: How shares are rounded.
    """
    make = Counter(fiscal_year, policies.derived_decimals, policies.rounding, "data")
    stated = list(results.values())
    kinds: Tally[str] = Tally(one.kind for one in found)
    outcomes: Tally[str] = Tally(_OUTCOMES[one.holds] for one in claims)
    reasons: Tally[str] = Tally(one.status for one in stated)
    surveys = [one for one in register.measures.values() if one.survey_kind]

    def count(statistic: str, number: int, policy: str = "count_of_figures") -> Result:
        return make.count("printed", statistic, number, policy)

    return PrintedQuality(
        stated=count("stated", len(stated)),
        with_value=count("with_value", reasons["reported"]),
        lacking={reason: count(reason, reasons[reason]) for reason in _LACKING},
        undated=count("undated", sum(one.fiscal_year is None for one in stated)),
        sections=tuple(_sections(stated, register, make)),
        measures=count("measures", len(assessments), "count_of_measures"),
        one_year=count(
            "one_year", sum(_values(one) == 1 and one.actual.value is not None
                            for one in assessments), "count_of_measures",
        ),
        no_target=count(
            "no_target", sum(one.target.value is None for one in assessments), "count_of_measures"
        ),
        without_base=count(
            "without_base", sum(_has_value(results, one.measure) for one in surveys),
            "count_of_measures",
        ),
        disagreements={kind: count(f"disagreements_{kind}", kinds[kind]) for kind in _KINDS},
        claims={name: count(f"claims_{name}", outcomes[name]) for name in _OUTCOMES.values()},
        corrections=count("corrections", sum(1 for _ in issues), "count_of_issues"),
    )  # fmt: skip


def _sections(
    stated: Sequence[Result], register: Register, make: Counter
) -> Iterator[SectionQuality]:
    for section in register.sections.values():
        own = [one for one in stated if one.section == section.section]
        if own:
            reasons: Tally[str] = Tally(one.status for one in own)
            name = f"printed-{section.section}"
            yield SectionQuality(
                section, make.count(name, "stated", len(own), "count_of_figures"),
                {reason: make.count(name, reason, reasons[reason], "count_of_figures")
                 for reason in _LACKING},
            )  # fmt: skip


def _values(assessment: Assessment) -> int:
    return sum(result.value is not None for result in assessment.history)


def _has_value(results: Results, measure: str) -> bool:
    return any(one.measure == measure and one.value is not None for one in results.values())
