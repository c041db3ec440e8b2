"""The table and sentences of paper and postage against their base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmqa_analysis.assess.services.resource_use import ResourceCut
from pmqa_analysis.blocks import Block, Cell, Row, Table
from pmqa_analysis.present.grid import columns_of, grid
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.settings import ResourceUseEntry
from pmqa_analysis.thai import BUDDHIST_ERA, THAI_MONTHS

__all__ = ["resource_blocks", "resource_table"]

SECTION = "resource_column"
_MONTHS_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def resource_blocks(
    cuts: Sequence[ResourceCut], entry: ResourceUseEntry | None, words: Wording
) -> Iterator[Block | None]:
    """Yield a sentence for each resource, then the table; nothing without a register."""
    if entry is None:
        return
    for cut in cuts:
        if cut.bureau:
            continue
        key = "no_base" if cut.cut.value is None else "cut" if cut.cut.value >= 0 else "rise"
        yield words.say(
            f"resource.{key}", style="item", kind=words.text(f"resource_kind.{cut.kind}"),
            used=cut.used, base=cut.base, cut=cut.cut, all=cut.all_used, year=entry.base_year,
            period=_period(cut, words),
        )  # fmt: skip
    yield resource_table(cuts, entry, words)


def resource_table(
    cuts: Sequence[ResourceCut], entry: ResourceUseEntry, words: Wording
) -> Table | None:
    """Return each resource by bureau: used, base, cut, cost, and what has no base."""
    columns = (
        *columns_of(words, SECTION, ("bureau", 3.0)),
        *columns_of(words, SECTION, ("used", 1.1), ("base", 1.1), ("cut", 1.0), ("cost", 1.3),
                    ("without_base", 1.3), align="end", row_header=False),
    )  # fmt: skip
    bureaus = [_row(cut, words) for cut in cuts if cut.bureau]
    totals = [_row(cut, words) for cut in cuts if not cut.bureau]
    return grid(
        "resource_use", words.text("resource_caption", year=entry.base_year), columns,
        [*bureaus, *totals], notes=(words.text("resource.note_base"),),
    )  # fmt: skip


def _row(cut: ResourceCut, words: Wording) -> Row:
    kind = words.text(f"resource_unit.{cut.kind}")
    name = cut.bureau or words.text("resource.all")
    figures = (cut.used, cut.base, cut.cut, cut.cost, cut.without_base)
    return Row(
        kind="data" if cut.bureau else "total",
        cells=(Cell(text=words.digits(f"{kind} · {name}")), *map(words.cell, figures)),
    )


def _period(cut: ResourceCut, words: Wording) -> str:
    first, last = _month(cut.first, words), _month(cut.last, words)
    return first if first == last else words.digits(f"{first} – {last}")


def _month(month: str, words: Wording) -> str:
    year, number = map(int, month.split("-"))
    names = THAI_MONTHS if words.language == "th" else _MONTHS_EN
    return words.digits(f"{names[number - 1]} {year + BUDDHIST_ERA}")
