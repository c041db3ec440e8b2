"""What one unit entered, read cell by cell: ticks, numbers, reasons, dates, scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.clean.scorecards.result_rows import TICKS
from pmqa_analysis.load.forms import parse_timestamp
from pmqa_analysis.rounding import exact
from pmqa_analysis.thai import normalise, to_arabic_digits

__all__ = ["Entered", "read_date", "read_number", "read_status", "read_tick"]

_WORDS = {
    **TICKS, **dict.fromkeys(("√", "ครบ", "ทำแล้ว"), True),
    **dict.fromkeys(("ไม่ครบ", "ยังไม่ทำ", "ยังไม่ครบ"), False),
}  # fmt: skip
_STATUSES = {
    "n/a": "N/A", "na": "N/A", "อยู่ระหว่างประมวลผล": "N/A", "-": "-", "–": "-", "—": "-",
    "ไม่ได้รายงาน": "ไม่ได้รายงาน",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entered:
    """What one unit entered in one row of its form.

    Attributes:
        unit: Id of the unit.
        months: The round.
        row: The row's key in the form: ``<rubric>:<item or condition>`` or ``kpi:<KPI>``.
        reporter: Whether the unit is the one that reports it.
        texts: The text of each column that could be taken, as it is to be kept.
        places: The address of each of the row's filled cells, taken or not.
    """

    unit: str
    months: int
    row: str
    reporter: bool
    texts: Mapping[str, str]
    places: Mapping[str, str]

    @property
    def answer(self) -> str:
        """Return what is reported: the tick, the exact value or the reason; blank for nothing."""
        texts = self.texts
        if texts.get("tick") or texts.get("status"):
            return texts.get("tick") or texts["status"]
        value = read_number(texts.get("value") or texts.get("self_score", ""))
        if value is None:
            value = self.ratio
        return "" if value is None else str(value)

    @property
    def ratio(self) -> Fraction | None:
        """Return numerator over denominator in percent; None where one is missing or it is 0."""
        top = read_number(self.texts.get("numerator", ""))
        bottom = read_number(self.texts.get("denominator", ""))
        return None if top is None or not bottom else top / bottom * 100

    @property
    def address(self) -> str:
        """Return the address of the answer, or of the first filled cell."""
        for column in ("tick", "value", "status", "numerator", "self_score"):
            if column in self.places:
                return self.places[column]
        return next(iter(self.places.values()), "")


def read_tick(text: str) -> str | None:
    """Return ``✓``, ``✗`` or a reason; None where the text is none of them."""
    word = normalise(text).lower()
    done = _WORDS.get(to_arabic_digits(word))
    return read_status(text) if done is None else "✓" if done else "✗"


def read_status(text: str) -> str | None:
    """Return the reason why there is no value; None where the text is no reason."""
    return _STATUSES.get(normalise(text).lower())


def read_number(text: str) -> Fraction | None:
    """Return the exact number of a text, a percent sign left out; None where it is no number."""
    plain = to_arabic_digits(normalise(text)).removesuffix("%").strip().replace("\u2212", "-")
    try:
        return exact(plain)
    except ValueError:
        return None


def read_date(text: str) -> str | None:
    """Return a day as ``2024-03-31``; None where the text names none."""
    moment = parse_timestamp(text)
    return None if moment is None else moment.date().isoformat()
