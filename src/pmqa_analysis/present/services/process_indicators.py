"""The sentences and the table of a year's process indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmqa_analysis.assess.rules import Verdict
from pmqa_analysis.assess.services.process_indicators import IndicatorCourse, ProcessFigures
from pmqa_analysis.blocks import Block, Cell, Column, Row, Run, Table
from pmqa_analysis.blocks.model import Tone
from pmqa_analysis.clean.services.process_indicators import QUARTERS, ProcessIndicator
from pmqa_analysis.present.grid import group_row
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result

__all__ = ["process_indicator_blocks", "process_indicator_table"]

PERCENT = "ร้อยละ"
_TONES: dict[Verdict, Tone] = {"met": "good", "not_met": "bad"}


def process_indicator_blocks(
    found: ProcessFigures | None, words: Wording
) -> Iterator[Block | None]:
    """Yield how many reach their targets, each leading one that warns, and the table.

    Nothing without a register.
    """
    if found is None or not found.courses:
        return
    yield words.passage(words.runs("process_indicator.answer", **found.counts))
    for one in found.warnings:
        yield words.say(
            "process_indicator.warning", style="item", name=_name(one.entry, words),
            process=_process(one.entry, words),
            value=_quantity(one.values[one.latest], one.entry, words),
            target=_quantity(one.target, one.entry, words),
            quarter=_quarter(one.latest, words),
        )  # fmt: skip
    yield process_indicator_table(found.courses, words)


def process_indicator_table(courses: Sequence[IndicatorCourse], words: Wording) -> Table:
    """Return the indicators under their processes: kind, target, each quarter, verdict."""

    def column(name: str, width: float, **more: object) -> Column:
        title = words.text(f"process_indicator_column.{name}")
        return Column.model_validate({"title": title, "width": width, **more})

    by_process: dict[str, list[Row]] = {}
    for one in courses:
        by_process.setdefault(_process(one.entry, words), []).append(_row(one, words))
    rows = [row for process, own in by_process.items() for row in (group_row(process), *own)]
    return Table(
        name="process_indicators", caption=words.text("process_indicator.caption"),
        columns=(
            column("indicator", 4.0, row_header=True), column("kind", 1.2),
            column("target", 1.2, align="end"),
            *(Column(title=_quarter(name, words), width=1.1, align="end") for name in QUARTERS),
            column("verdict", 1.3, align="center"),
        ),
        rows=tuple(rows), notes=(words.text("process_indicator.note"),), size="small",
    )  # fmt: skip


def _row(one: IndicatorCourse, words: Wording) -> Row:
    unit = words.pick(one.entry, "unit")
    title = words.text("process_indicator.titled", name=_name(one.entry, words), unit=unit)
    sign = "≥" if one.entry.direction == "higher" else "≤"
    shown = words.cell(one.target)
    target = shown if one.target.value is None else shown.model_copy(
        update={"text": f"{sign} {shown.text}"})  # fmt: skip
    quarters = [words.cell(one.values[name]) for name in QUARTERS]
    toned = [cell.model_copy(update={"tone": _TONES[one.verdicts[name]]})
             if one.verdicts[name] in _TONES else cell
             for name, cell in zip(QUARTERS, quarters, strict=True)]  # fmt: skip
    verdict = Cell(text=words.text(f"process_indicator_verdict.{one.verdict}"),
                   tone=_TONES.get(one.verdict, "muted"))  # fmt: skip
    kind = Cell(text=words.text(f"process_indicator_kind.{one.entry.kind}"))
    return Row(cells=(Cell(text=title), kind, target, *toned, verdict))


def _quarter(name: str, words: Wording) -> str:
    return words.text("process_indicator.quarter", number=name.removeprefix("q"))


def _quantity(figure: Result, entry: ProcessIndicator, words: Wording) -> tuple[Run, ...]:
    """Return a figure with its unit, as it stands in a sentence."""
    if entry.unit_th == PERCENT:
        return words.runs("quantity.percent", value=figure)
    return words.runs("quantity.count", value=figure, counter=words.pick(entry, "unit"))


def _name(entry: ProcessIndicator, words: Wording) -> str:
    return words.pick(entry, "name") or words.digits(entry.name_th)


def _process(entry: ProcessIndicator, words: Wording) -> str:
    return words.pick(entry, "process") or words.digits(entry.process_th)
