"""Tables and sentences of a year's complaints."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_analysis.assess.services.complaints import ComplaintFigures, Pace
from pmqa_analysis.blocks import Block, Cell, Passage, Row, Table
from pmqa_analysis.clean.services.complaints import CHANNELS, KINDS
from pmqa_analysis.present.grid import columns_of, grid
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.settings import ComplaintsEntry

__all__ = ["complaint_blocks", "complaint_items", "pace_table", "received_table"]

SECTION = "complaint_column"


def complaint_blocks(
    found: ComplaintFigures | None, entry: ComplaintsEntry | None, words: Wording
) -> Iterator[Block | None]:
    """Yield the sentences, then the tables; nothing without a register."""
    if found is None or entry is None:
        return
    yield from complaint_items(found, entry, words)
    yield received_table(found, words)
    yield pace_table(found, entry, words)


def complaint_items(
    found: ComplaintFigures, entry: ComplaintsEntry, words: Wording
) -> Iterator[Passage]:
    """Yield what came in, how fast it was answered, what came again, and how people took it."""
    first, second, third, fourth = found.quarters
    yield words.say(
        "complaint.received", all=found.received["complaint", None], first=first, second=second,
        third=third, fourth=fourth,
    )  # fmt: skip
    if found.reply.percent.value is not None:
        tail = "_unanswered" if found.mean_days.value is None else ""
        yield words.say(
            f"complaint.reply{tail}", style="item", limit=entry.reply_days, due=found.reply.due,
            in_time=found.reply.in_time, percent=found.reply.percent, mean=found.mean_days,
            longest=found.longest_days,
        )  # fmt: skip
    if found.urgent.percent.value is not None:
        yield words.say(
            "complaint.urgent", style="item", limit=entry.report_days, due=found.urgent.due,
            in_time=found.urgent.in_time, percent=found.urgent.percent,
        )  # fmt: skip
    if found.repeat_rate.value is not None:
        yield words.say(
            "complaint.repeats", style="item", repeats=found.repeats, rate=found.repeat_rate
        )
    yield _satisfaction(found, words)


def _satisfaction(found: ComplaintFigures, words: Wording) -> Passage:
    if found.satisfaction.status == "suppressed":
        return words.say("complaint.too_few", style="item")
    if found.satisfaction.value is None or found.target.value is None:
        return words.say("complaint.not_asked", style="item")
    reached = "reached" if found.satisfaction.value >= found.target.value else "missed"
    return words.say(
        f"complaint.satisfaction_{reached}", style="item", value=found.satisfaction,
        n=found.scored, target=found.target,
    )  # fmt: skip


def received_table(found: ComplaintFigures, words: Wording) -> Table | None:
    """Return the cases of each kind by channel."""
    columns = (
        *columns_of(words, SECTION, ("kind", 1.6)),
        *columns_of(words, SECTION, *((channel, 1.3) for channel in CHANNELS), ("total", 0.9),
                    align="end", row_header=False),
    )  # fmt: skip
    return grid(
        "complaints_received", words.text("complaint_caption.received"), columns,
        [
            [
                Cell(text=words.text(f"complaint_kind.{kind}")),
                *(words.cell(found.received[kind, channel]) for channel in (*CHANNELS, None)),
            ]
            for kind in KINDS
        ],
    )  # fmt: skip


def pace_table(found: ComplaintFigures, entry: ComplaintsEntry, words: Wording) -> Table | None:
    """Return replies in time by bureau, of all, and the urgent cases; the due ones first."""
    columns = (
        *columns_of(words, SECTION, ("what", 3.6)),
        *columns_of(words, SECTION, ("due", 1.0), ("in_time", 1.0), ("late", 1.0), ("open", 1.1),
                    ("waiting", 1.1), ("percent", 1.1), align="end", row_header=False),
    )  # fmt: skip
    reply = words.text("complaint.row_reply", limit=entry.reply_days)
    urgent = words.text("complaint.row_urgent", limit=entry.report_days)
    rows = [_row(words.digits(name), pace, words) for name, pace in found.bureaus.items()]
    return grid(
        "complaints_pace", words.text("complaint_caption.pace"), columns,
        [
            *rows,
            _row(reply, found.reply, words, is_total=True),
            _row(urgent, found.urgent, words, is_total=True),
        ],
        notes=(words.text("complaint.note_days"),),
    )  # fmt: skip


def _row(title: str, pace: Pace, words: Wording, *, is_total: bool = False) -> Row:
    return Row(
        kind="total" if is_total else "data",
        cells=(Cell(text=title), *(words.cell(result) for result in pace.results)),
    )
