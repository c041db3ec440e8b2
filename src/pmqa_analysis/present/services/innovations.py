"""The sentence and the table of a year's innovations."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_analysis.assess.services.innovations import InnovationFigures
from pmqa_analysis.blocks import Block, Cell, Table
from pmqa_analysis.blocks.model import Tone
from pmqa_analysis.present.grid import columns_of, grid
from pmqa_analysis.present.wording import Wording

__all__ = ["innovation_blocks", "innovation_table"]

SECTION = "innovation_column"
_TONES: dict[str, Tone] = {"met": "good", "not_met": "bad", "undecided": "muted"}


def innovation_blocks(found: InnovationFigures | None, words: Wording) -> Iterator[Block | None]:
    """Yield how many reach one of the targets, then the table; nothing without a register."""
    if found is None or not found.uses:
        return
    yield words.say(
        "innovation.answer", met=found.met, all=found.all, use=found.use_target,
        satisfaction=found.satisfaction_target,
    )  # fmt: skip
    yield innovation_table(found, words)


def innovation_table(found: InnovationFigures, words: Wording) -> Table | None:
    """Return each innovation: its bureau, use, satisfaction, and whether one is enough."""
    columns = (
        *columns_of(words, SECTION, ("innovation", 4.0), ("bureau", 2.2)),
        *columns_of(words, SECTION, ("use", 1.1), ("satisfaction", 1.2), align="end",
                    row_header=False),
        *columns_of(words, SECTION, ("verdict", 1.4), row_header=False),
    )  # fmt: skip
    return grid(
        "innovations", words.text("innovation_caption"), columns,
        [
            [
                Cell(text=words.pick(one.entry, "name") or words.digits(one.entry.name_th)),
                Cell(text=one.entry.bureau or "-"),
                words.cell(one.use), words.cell(one.satisfaction),
                Cell(text=words.text(f"innovation_verdict.{one.verdict}"),
                     tone=_TONES[one.verdict]),
            ]
            for one in found.uses
        ],
        notes=(words.text("innovation.note"),),
    )  # fmt: skip
