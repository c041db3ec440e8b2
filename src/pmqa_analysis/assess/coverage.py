"""How much of a form has been written: places, those with text, those without."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pmqa_analysis.assess.figures import computed_result
from pmqa_analysis.clean.prose import FORM_FILE, Form, TextSection
from pmqa_analysis.results import Result

__all__ = ["Coverage", "count_coverage"]

WHOLE = "all"


@dataclass(frozen=True)
class Coverage:
    """The places of one part of a form, or of the whole (``part`` is then ``all``).

    Attributes:
        part: The part.
        places: How many places for paragraphs it has.
        written: How many have text.
        empty: How many have none.
        missing: Those without text, in order.
        max_pages: How many pages the part may have.
    """

    part: str
    places: Result
    written: Result
    empty: Result
    missing: tuple[TextSection, ...]
    max_pages: int

    @property
    def results(self) -> tuple[Result, ...]:
        """Return its figures."""
        return (self.places, self.written, self.empty)


def count_coverage(form: Form, written: Collection[str], fiscal_year: int) -> list[Coverage]:
    """Return the coverage of each part in order, and last of the whole form.

    Args:
        form: The form.
        written: Ids of the places that have text.
        fiscal_year: Buddhist Era.
    """
    parts = [
        _count(part.part, part.sections, part.max_pages, written, fiscal_year)
        for part in form.parts
    ]
    places = [section for part in form.parts for section in part.sections]
    return [*parts, _count(WHOLE, places, form.max_pages, written, fiscal_year)]


def _count(
    part: str, sections: Sequence[TextSection], max_pages: int, written: Collection[str],
    fiscal_year: int,
) -> Coverage:  # fmt: skip
    missing = tuple(section for section in sections if section.id not in written)

    def counted(statistic: str, count: int) -> Result:
        result = computed_result(
            fiscal_year=fiscal_year, measure=f"form6-{part}", statistic=statistic, value=count,
            decimals=0, unit="", sources=(), policy="count_of_places",
        )  # fmt: skip
        return replace(result, source=FORM_FILE)

    return Coverage(
        part=part,
        places=counted("places", len(sections)),
        written=counted("written", len(sections) - len(missing)),
        empty=counted("empty", len(missing)),
        missing=missing,
        max_pages=max_pages,
    )
