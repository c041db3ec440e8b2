"""One row of reported results: what it answers, its tick or exact value, and its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pmqa_analysis.clean.indicators import PRINTED_STATUSES
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.model import Condition, Item
from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults
from pmqa_analysis.load import RawTable
from pmqa_analysis.results import Status
from pmqa_analysis.rounding import exact, printed_decimals, round_exact
from pmqa_analysis.thai import normalise, to_arabic_digits

__all__ = ["PERCENT_UNITS", "TICKS", "Reported", "read_reported"]

PERCENT_UNITS = frozenset({"ร้อยละ", "เปอร์เซ็นต์", "%", "percent"})
TICKS: Mapping[str, bool] = {
    **dict.fromkeys(("✓", "✔", "☑", "/", "มี", "ใช่", "บรรลุ", "ผ่าน", "จริง"), True),
    **dict.fromkeys(("yes", "true", "1"), True),
    **dict.fromkeys(("✗", "✘", "☒", "x", "ไม่มี", "ไม่ใช่", "ไม่บรรลุ", "ไม่ผ่าน", "เท็จ"), False),
    **dict.fromkeys(("no", "false", "0"), False),
}
_ROUND = re.compile(r"(?:รอบ(?:ที่)?\s*)?(\d{1,2})(?:\.0)?\s*(?:เดือน|months?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What one unit reports for one item, condition or whole KPI in one round.

    ``place`` is the item or the condition, empty for the KPI itself. ``tick`` answers a
    yes-or-no, ``value`` is exact; both are None where ``status`` says why there is none.
    ``shown`` is the answer as it was written. ``counts_differ`` says that the percentage
    given is not that of its counts, which are used.
    """

    kpi: str
    rubric: str
    place: str
    months: int
    measure: str
    tick: bool | None
    value: Fraction | None
    status: Status
    shown: str
    numerator: Fraction | None
    denominator: Fraction | None
    counts_differ: bool
    evidence: str
    evidence_date: str
    approver: str
    link: str
    unit: str
    reporter: str
    outcome: str
    problems: str
    obstacles: str
    recommendations: str
    self_score: Fraction | None
    committee_score: Fraction | None
    reason: str
    note: str
    address: str

    @property
    def is_proven(self) -> bool:
        """Return whether a document or a link to one is named as evidence."""
        return bool(self.evidence or self.link)

    @property
    def answer(self) -> tuple[bool | None, Fraction | None, Status]:
        """Return what is answered, to be compared with what another unit answers."""
        return (self.tick, self.value, self.status)


def read_reported(table: RawTable, framework: Framework) -> list[Reported]:
    """Return the rows of a table of results; a row without a KPI and without a value is none.

    Raises:
        DataError: Every cell that cannot be taken, told together.
    """
    rows: list[Reported] = []
    faults: list[PmqaError] = []
    first: dict[tuple[str, str, int, str], str] = {}
    for number, cells in table.records():
        plain = {name: normalise(text) for name, text in cells.items()}
        if not any(plain.values()):
            continue
        try:
            row = _Reader(table, number, plain, framework).read()
        except PmqaError as fault:
            faults.append(fault)
            continue
        rows.append(row)
        key = (row.kpi, row.place, row.months, row.unit)
        if first.setdefault(key, row.address) != row.address:
            faults.append(DataError("row.doubled", where=row.address, other=first[key]))
    raise_faults(faults)
    return rows


class _Reader:
    """Read one row: each cell by its column, with its address in every fault."""

    def __init__(
        self, table: RawTable, number: int, cells: Mapping[str, str], framework: Framework
    ) -> None:
        self.table, self.number, self.cells, self.framework = table, number, cells, framework

    def read(self) -> Reported:
        kpi = self._known("kpi", self.framework.kpis, "results.unknown_kpi")
        rubric = self.framework.rubric_of(kpi)
        asked = self._asked(kpi)
        value, status, tick, shown, differ = self._answer(asked, kpi)
        texts = (
            "evidence", "evidence_date", "approver", "link", "reporter", "outcome", "problems",
            "obstacles", "recommendations", "reason", "note",
        )  # fmt: skip
        return Reported(
            kpi=kpi, rubric=rubric.rubric, place=_place(asked), months=self._months(),
            measure=kpi if asked is None else asked.measure,
            tick=tick, value=value, status=status, shown=shown,
            numerator=self._number("numerator"), denominator=self._number("denominator"),
            counts_differ=differ, unit=self._unit(),
            self_score=self._score("self_score"), committee_score=self._score("committee_score"),
            address=self.where("value"), **{name: self.cells[name] for name in texts},
        )  # fmt: skip

    def where(self, column: str) -> str:
        return self.table.address(self.number, column)

    def _known(self, column: str, known: Iterable[str], key: str) -> str:
        written = to_arabic_digits(self.cells[column])
        found = next((name for name in _spellings(column, written) if name in known), written)
        if found not in known:
            near = nearest(found, known) or ", ".join(list(known)[:8]) or "-"
            raise DataError(key, where=self.where(column), found=found, near=near)
        return found

    def _asked(self, kpi: str) -> Item | Condition | None:
        """Return the item or condition that the row answers; None for the KPI itself."""
        rubric = self.framework.rubric_of(kpi)
        if self.cells["item"] and self.cells["condition"]:
            raise DataError("results.two_places", where=self.where("condition"))
        asked: Item | Condition | None = None
        if self.cells["item"]:
            asked = rubric.items[self._known("item", rubric.items, "results.unknown_item")]
        elif self.cells["condition"]:
            known = rubric.conditions
            asked = known[self._known("condition", known, "results.unknown_condition")]
        answered = self.cells["value"] or self.cells["numerator"] or self.cells["denominator"]
        if asked is not None and asked.answer == "none" and answered:
            column = "item" if self.cells["item"] else "condition"
            found = self.cells[column]
            raise DataError("results.heading", where=self.where(column), found=found)
        return asked

    def _months(self) -> int:
        text = to_arabic_digits(self.cells["round"])
        found = _ROUND.fullmatch(text)
        if found is None or not 1 <= int(found.group(1)) <= 12:
            rounds = ", ".join(map(str, self.framework.head.rounds))
            raise DataError("results.round", where=self.where("round"), found=text, expected=rounds)
        return int(found.group(1))

    def _unit(self) -> str:
        name = self.cells["unit"]
        if not name:
            return ""
        unit = self.framework.find_unit(name)
        if unit is None:
            names = [each.name_th for each in self.framework.units.values()]
            near = nearest(name, names) or "-"
            raise DataError("results.unknown_unit", where=self.where("unit"), found=name, near=near)
        return unit.unit

    def _score(self, column: str) -> Fraction | None:
        score, top = self._number(column), self.framework.head.top
        if score is not None and not 0 <= score <= top:
            raise DataError(
                "results.score", where=self.where(column), found=self.cells[column], top=top
            )
        return score

    def _number(self, column: str) -> Fraction | None:
        text = self.cells[column]
        return None if _sign(text) is not None else self._exact(column, text)

    def _exact(self, column: str, text: str) -> Fraction:
        try:
            return exact(_plain_number(text))
        except ValueError:
            raise DataError("results.number", where=self.where(column), found=text) from None

    def _answer(
        self, asked: Item | Condition | None, kpi: str
    ) -> tuple[Fraction | None, Status, bool | None, str, bool]:
        """Return the value, its status, the tick, what was written, and whether counts differ."""
        text = self.cells["value"]
        if asked is not None and asked.answer == "tick":
            return self._ticked(text)
        counted = self._counted()
        sign = _sign(text)
        if counted is None and sign is not None:
            return None, sign, None, text, False
        given = self._exact("value", text) if sign is None else None
        value = counted if counted is not None else given
        if value is None:
            return None, "not_reported", None, text, False
        self._check_bounds(value, asked, kpi, counted is not None)
        differ = given is not None and counted is not None and _differ(given, counted, text)
        return value, "reported", None, text or self._count_text(), differ

    def _ticked(self, text: str) -> tuple[Fraction | None, Status, bool | None, str, bool]:
        sign = _sign(text)
        if sign is not None:
            return None, sign, None, text, False
        plain = to_arabic_digits(text).lower().removesuffix(".0")
        if plain not in TICKS:
            raise DataError("results.tick", where=self.where("value"), found=text)
        return None, "reported", TICKS[plain], text, False

    def _counted(self) -> Fraction | None:
        """Return the percentage of the counts; None where there are none."""
        numerator, denominator = self._number("numerator"), self._number("denominator")
        if numerator is None and denominator is None:
            return None
        if numerator is None or denominator is None or denominator <= 0 or numerator < 0:
            raise DataError("results.counts", where=self.where("denominator"))
        return numerator / denominator * 100

    def _check_bounds(
        self, value: Fraction, asked: Item | Condition | None, kpi: str, counted: bool
    ) -> None:
        unit = self.framework.kpis[kpi].unit_th if asked is None else asked.unit_th
        measure = self.framework.measures.get(kpi if asked is None else asked.measure)
        is_percent = unit in PERCENT_UNITS
        if counted and not is_percent:
            raise DataError("results.counts_no_percent", where=self.where("numerator"), unit=unit)
        if value < 0:
            raise DataError(
                "results.negative", where=self.where("value"), found=self.cells["value"]
            )
        if not is_percent or value <= 100 or (measure is not None and measure.over_100):
            return
        if counted:
            raise DataError(
                "results.numerator", where=self.where("numerator"),
                found=self.cells["numerator"], denominator=self.cells["denominator"],
            )  # fmt: skip
        raise DataError("results.over_100", where=self.where("value"), found=self.cells["value"])

    def _count_text(self) -> str:
        return f"{self.cells['numerator']}/{self.cells['denominator']}"


def _sign(text: str) -> Status | None:
    """Return the status that a cell's sign means: blank, a dash, N/A …; None for an answer."""
    return PRINTED_STATUSES.get("N/A" if text.upper() in ("N/A", "NA", "#N/A") else text)


def _plain_number(text: str) -> str:
    """Return the digits of a number written as ร้อยละ 80 or 80%."""
    return to_arabic_digits(text).removeprefix("ร้อยละ").removesuffix("%").strip()


def _spellings(column: str, written: str) -> tuple[str, ...]:
    """Return what an item or condition may be called: L3-1 is also written 3-1 and 3.1."""
    if column == "item":
        return (written, written.upper(), f"L{written.replace('.', '-')}")
    return (written, written.upper(), f"C{written}") if column == "condition" else (written,)


def _place(asked: Item | Condition | None) -> str:
    if asked is None:
        return ""
    return asked.item if isinstance(asked, Item) else asked.condition


def _differ(given: Fraction, counted: Fraction, text: str) -> bool:
    """Return whether a percentage as written is another than that of its counts."""
    decimals = printed_decimals(_plain_number(text))
    return round_exact(given, decimals) != round_exact(counted, decimals)
