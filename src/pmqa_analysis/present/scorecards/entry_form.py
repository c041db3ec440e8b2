"""The workbook that a unit fills in for a round: what it reports, from the framework."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from pmqa_analysis.blocks.entry import EntryBook, EntryColumn, EntryRow, EntrySheet
from pmqa_analysis.clean.scorecards.duties import Owner, Unit
from pmqa_analysis.clean.scorecards.framework import Framework
from pmqa_analysis.clean.scorecards.model import Condition, Item, Kpi
from pmqa_analysis.clean.scorecards.result_rows import PERCENT_UNITS
from pmqa_analysis.present.scorecards.requirements import expected_text, place_text
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.settings import OfficeCard

__all__ = ["EVIDENCE", "KPI_COLUMNS", "NO_VALUE", "TICKS", "reporting_units", "unit_form"]

TICKS = ("✓", "✗")
NO_VALUE = ("N/A", "-", "ไม่ได้รายงาน")
EVIDENCE = ("document", "date", "approver", "link")
KPI_COLUMNS = ("summary", "problems", "obstacles", "recommendations", "self_score", "self_reason",
               "contact")  # fmt: skip
_RATIO = ("value", "numerator", "denominator", "status")
_WIDTHS = {
    "place": 13, "asked": 52, "expected": 17, "tick": 12, "value": 11, "numerator": 11,
    "denominator": 11, "status": 13, "document": 28, "date": 13, "approver": 20, "link": 24,
    "remark": 24, "kpi": 34, "summary": 44, "problems": 34, "obstacles": 34,
    "recommendations": 34, "self_score": 11, "self_reason": 26, "contact": 22,
}  # fmt: skip


def reporting_units(framework: Framework) -> tuple[Unit, ...]:
    """Return the units of the office that have a role in a KPI, in the order of the register.

    A group of a bureau that is a unit itself answers with the bureau.
    """
    return tuple(
        unit
        for unit in framework.units.values()
        if unit.agency == "own"
        and unit.parent not in framework.units
        and framework.roles_of(unit.unit)
    )


def unit_form(
    framework: Framework, unit: Unit, months: int, office: OfficeCard, words: Wording
) -> EntryBook:
    """Return the form of one unit for the round of that many months.

    Every KPI that the unit leads, reports or supports is asked item by item; who reports a KPI
    must answer all of it, the others what they carry out.
    """
    roles = _roles(framework, unit)
    sheets = (
        _instructions(framework, unit, months, roles, office, words),
        _items_sheet(framework, months, roles, words),
        _kpis_sheet(framework, roles, words),
    )
    marks = {
        "form": "kpi", "office": office.id, "framework": framework.id,
        "fiscal_year": str(framework.fiscal_year), "round": str(months), "unit": unit.unit,
        "version": _version(sheets),
    }  # fmt: skip
    name = words.text("entry.title", framework=framework.head.short_th)
    return EntryBook(name=name, marks=marks, sheets=sheets)


def _roles(framework: Framework, unit: Unit) -> list[tuple[Kpi, Sequence[Owner]]]:
    """Return each KPI that the unit has a role in, once, with its roles."""
    found: dict[str, list[Owner]] = {}
    for kpi, owner in framework.roles_of(unit.unit):
        found.setdefault(kpi.kpi, []).append(owner)
    return [(framework.kpis[kpi], owners) for kpi, owners in found.items()]


def _version(sheets: Iterable[EntrySheet]) -> str:
    """Return a short mark of all that the form prints: another print, another mark."""
    text = "\n".join(sheet.model_dump_json() for sheet in sheets)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _instructions(
    framework: Framework, unit: Unit, months: int,
    roles: Sequence[tuple[Kpi, Sequence[Owner]]], office: OfficeCard, words: Wording,
) -> EntrySheet:  # fmt: skip
    reported = [kpi.kpi for kpi, owners in roles if any(each.reports for each in owners)]
    others = [kpi.kpi for kpi, _ in roles if kpi.kpi not in reported]
    lines = [
        words.text("entry.title", framework=framework.head.short_th),
        words.text("entry.unit", unit=unit.name_th, office=words.pick(office, "name")),
        words.text("entry.round", year=framework.fiscal_year, months=months),
        *([words.text("entry.reports", kpis=words.listing(reported))] if reported else []),
        *([words.text("entry.helps", kpis=words.listing(others))] if others else []),
        *([words.text("entry.simulated")] if office.simulated else []),
        *_rules(framework, words),
    ]
    return EntrySheet(name=words.text("entry.sheet_instructions"), lines=tuple(lines))


def _rules(framework: Framework, words: Wording) -> Iterator[str]:
    yield words.text("entry.rules")
    ticks, no_value = " / ".join(TICKS), " / ".join(NO_VALUE)
    for number, name in enumerate(_RULES, start=1):
        text = words.text(
            f"entry.rule_{name}", ticks=ticks, no_value=no_value, top=framework.head.top,
            not_available=NO_VALUE[0], dash=NO_VALUE[1], not_reported=NO_VALUE[2],
        )  # fmt: skip
        yield f"{number}. {text}"


_RULES = ("yellow", "tick", "value", "status", "ratio", "evidence", "kpi", "whose", "structure",
          "send")  # fmt: skip


def _items_sheet(
    framework: Framework, months: int,
    roles: Sequence[tuple[Kpi, Sequence[Owner]]], words: Wording,
) -> EntrySheet:  # fmt: skip
    rows: list[EntryRow] = []
    asked: set[str] = set()
    for kpi, owners in roles:
        rows.append(_kpi_heading(kpi, owners, words))
        if kpi.rubric not in asked:
            asked.add(kpi.rubric)
            rows += _requirement_rows(framework, kpi, words)
    return EntrySheet(
        name=words.text("entry.sheet_items"),
        lines=(words.text("entry.items_title", year=framework.fiscal_year, months=months),),
        columns=tuple(_column(name, words) for name in _ITEM_COLUMNS),
        rows=tuple(rows),
    )


_ITEM_COLUMNS = ("place", "asked", "expected", "tick", *_RATIO, *EVIDENCE, "remark")


def _kpi_heading(kpi: Kpi, owners: Sequence[Owner], words: Wording) -> EntryRow:
    roles = dict.fromkeys("reporter" if one.reporter else one.role for one in owners)
    return EntryRow(
        key=f"kpi:{kpi.kpi}", kind="heading", asks=_kpi_asks(kpi),
        texts={"place": words.digits(kpi.kpi), "asked": words.pick(kpi, "name"),
               "expected": words.listing([words.text(f"role.{role}") for role in roles])},
    )  # fmt: skip


def _kpi_asks(kpi: Kpi) -> tuple[str, ...]:
    """Return the columns for the value of a KPI itself; none where only its level is scored."""
    if kpi.measure_type == "level":
        return ()
    value = _RATIO if kpi.unit_th in PERCENT_UNITS else ("value", "status")
    return (*value, *EVIDENCE, "remark")


def _requirement_rows(framework: Framework, kpi: Kpi, words: Wording) -> Iterator[EntryRow]:
    """Yield what a KPI's rubric asks; a measure that two items share is asked at the first."""
    rubric = framework.rubric_of(kpi.kpi)
    first: dict[str, str] = {}
    requirements: list[tuple[str, Item | Condition]] = [
        *((item.item, item) for item in rubric.items.values()),
        *((each.condition, each) for each in rubric.conditions.values()),
    ]
    for place, requirement in requirements:
        texts = {
            "place": place_text(requirement, words), "asked": words.digits(requirement.text_th),
            "expected": expected_text(requirement, words),
        }  # fmt: skip
        key = f"{rubric.rubric}:{place}"
        shared = first.setdefault(requirement.measure, texts["place"])
        if requirement.answer == "value" and requirement.measure and shared != texts["place"]:
            same = words.text("expected.same", place=shared)
            yield EntryRow(key=key, texts={**texts, "remark": same})
        else:
            yield EntryRow(key=key, texts=texts, asks=_asks(requirement))


def _asks(requirement: Item | Condition) -> tuple[str, ...]:
    """Return the columns that a requirement asks; counts belong to percentages alone."""
    if requirement.answer == "none":
        return ()
    value = _RATIO if requirement.unit_th in PERCENT_UNITS else ("value", "status")
    return (*(("tick",) if requirement.answer == "tick" else value), *EVIDENCE, "remark")


def _kpis_sheet(
    framework: Framework, roles: Sequence[tuple[Kpi, Sequence[Owner]]], words: Wording
) -> EntrySheet:
    return EntrySheet(
        name=words.text("entry.sheet_kpis"),
        lines=(words.text("entry.kpis_title", top=framework.head.top),),
        columns=tuple(_column(name, words) for name in ("kpi", *KPI_COLUMNS)),
        rows=tuple(
            EntryRow(key=f"kpi:{kpi.kpi}", asks=KPI_COLUMNS,
                     texts={"kpi": f"{words.digits(kpi.kpi)} {words.pick(kpi, 'name')}"})
            for kpi, _ in roles
        ),
    )  # fmt: skip


def _column(name: str, words: Wording) -> EntryColumn:
    title, width = words.text(f"entry.column_{name}"), float(_WIDTHS[name])
    if name in ("place", "asked", "expected", "kpi"):
        return EntryColumn(key=name, title=title, width=width)
    choices = {"tick": (*TICKS, *NO_VALUE), "status": NO_VALUE}.get(name, ())
    number = name in ("value", "numerator", "denominator", "self_score")
    kind = "choice" if choices else "number" if number else "date" if name == "date" else "text"
    prompt = words.text(f"entry.prompt_{name}") if name in _PROMPTED else ""
    return EntryColumn.model_validate(
        {"key": name, "title": title, "width": width, "answer": kind, "choices": choices,
         "prompt": prompt}
    )  # fmt: skip


_PROMPTED = ("tick", "value", "numerator", "status", "document", "date", "self_score")
