"""The workbooks of all units together: one table, contradictions, and who has not sent what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from pmqa_analysis.blocks.entry import EntryBook
from pmqa_analysis.clean.collection.checks import requirement_of
from pmqa_analysis.clean.collection.entered import Entered, read_number
from pmqa_analysis.clean.collection.issues import EntryIssue, entry_issue
from pmqa_analysis.clean.collection.submission import SetAside, Submission
from pmqa_analysis.clean.scorecards.duties import Unit
from pmqa_analysis.clean.scorecards.framework import Framework

__all__ = ["Gathered", "Sent", "gather"]


@dataclass(frozen=True, slots=True)
class Sent:
    """Whether a unit has sent its workbook of a round, and which rows it still owes.

    ``owed`` are the KPIs that the unit reports, each with the items not answered yet.
    """

    unit: Unit
    months: int
    state: Literal["complete", "incomplete", "empty", "not_sent"]
    path: str
    owed: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Gathered:
    """All that the units sent: every filled cell is in a row or set aside."""

    rows: tuple[Entered, ...]
    set_aside: tuple[SetAside, ...]
    issues: tuple[EntryIssue, ...]
    sent: tuple[Sent, ...]


def gather(
    submissions: Sequence[Submission], forms: Iterable[tuple[Unit, int, EntryBook]],
    framework: Framework, issues: Sequence[EntryIssue] = (), set_aside: Sequence[SetAside] = (),
) -> Gathered:  # fmt: skip
    """Join the workbooks, and tell what they say against each other.

    Args:
        submissions: The workbooks that could be read, each checked by itself.
        forms: The units and rounds of which a workbook is owed, each with its form.
        framework: What is reported on.
        issues: What was found before, such as files that are no workbooks of ours.
        set_aside: What stands in those files.
    """
    taken, doubled = _once(submissions)
    rows = [row for one in taken for row in one.rows]
    names = {one.unit.unit: one.unit.name_th for one in submissions}
    found = [issue for one in submissions for issue in one.issues]
    found += [issue for issue, _ in doubled]
    found += [*_contradictions(rows, names), *_falls(rows, names, framework)]
    sent = tuple(_sent(unit, months, form, taken, framework) for unit, months, form in forms)
    found += [issue for one in sent if one.path for issue in _unanswered(one)]
    aside = [each for one in submissions for each in one.set_aside]
    aside += [each for _, cells in doubled for each in cells]
    return Gathered(tuple(rows), (*set_aside, *aside), (*issues, *found), sent)


def _once(
    submissions: Sequence[Submission],
) -> tuple[list[Submission], list[tuple[EntryIssue, list[SetAside]]]]:
    """Return the first workbook of each unit and round; the others are told and set aside."""
    first: dict[tuple[str, int], Submission] = {}
    doubled = []
    for one in submissions:
        kept = first.setdefault((one.unit.unit, one.months), one)
        if kept is not one:
            issue = entry_issue("twice", one.unit.name_th, one.path, other=kept.path)
            cells = [
                SetAside(row.unit, row.places.get(column, row.address), text, "twice")
                for row in one.rows
                for column, text in row.texts.items()
            ]
            doubled.append((issue, cells))
    return list(first.values()), doubled


def _contradictions(rows: Sequence[Entered], names: Mapping[str, str]) -> Iterator[EntryIssue]:
    """Yield each answer that another unit gives otherwise; the reporter's is what counts."""

    def key(row: Entered) -> tuple[int, str]:
        return row.months, row.row

    answered = sorted((row for row in rows if row.answer), key=key)
    for _, same in groupby(answered, key=key):
        first, *others = sorted(same, key=lambda row: not row.reporter)
        for other in others:
            if other.answer != first.answer:
                yield entry_issue(
                    "differs", names[other.unit], other.address, other=names[first.unit],
                    place=first.address,
                )  # fmt: skip


def _falls(
    rows: Sequence[Entered], names: Mapping[str, str], framework: Framework
) -> Iterator[EntryIssue]:
    """Yield each value of a cumulative measure that is lower than in an earlier round."""

    def key(row: Entered) -> tuple[str, str, int]:
        return row.unit, row.row, row.months

    ordered = sorted((row for row in rows if row.texts.get("value")), key=key)
    for _, same in groupby(ordered, key=lambda row: key(row)[:2]):
        highest: Entered | None = None
        for row in same:
            if highest is not None and _fell(row, highest, framework):
                yield entry_issue(
                    "fell", names[row.unit], row.address, found=row.texts["value"],
                    earlier=highest.texts["value"], months=highest.months,
                )  # fmt: skip
            else:
                highest = row


def _fell(row: Entered, before: Entered, framework: Framework) -> bool:
    requirement = requirement_of(framework, row.row)
    measure = framework.measures.get(requirement.measure) if requirement else None
    now, then = read_number(row.texts["value"]), read_number(before.texts["value"])
    is_cumulative = measure is not None and measure.cumulative == "yes"
    return is_cumulative and now is not None and then is not None and now < then


def _sent(
    unit: Unit, months: int, form: EntryBook, taken: Sequence[Submission], framework: Framework
) -> Sent:
    found = next((one for one in taken if (one.unit.unit, one.months) == (unit.unit, months)), None)
    owed = _owed(unit, form, found, framework)
    if found is None:
        return Sent(unit, months, "not_sent", "", owed)
    state: Literal["complete", "incomplete", "empty"] = "incomplete" if owed else "complete"
    return Sent(unit, months, state if found.rows else "empty", found.path, owed)


def _unanswered(sent: Sent) -> Iterator[EntryIssue]:
    for kpi, places in sent.owed.items():
        yield entry_issue(
            "unanswered", sent.unit.name_th, sent.path, name=kpi, found=", ".join(places)
        )


def _owed(
    unit: Unit, form: EntryBook, found: Submission | None, framework: Framework
) -> dict[str, tuple[str, ...]]:
    """Return the KPIs that the unit reports, with the items that it has not answered."""
    answered = {row.row for row in found.rows if row.answer} if found else set()
    asked = [row.key for sheet in form.sheets for row in sheet.rows if row.asks]
    owed: dict[str, tuple[str, ...]] = {}
    for kpi, owner in framework.roles_of(unit.unit):
        if owner.reports:
            keys = [key for key in asked if key.startswith(f"{kpi.rubric}:")]
            missing = [key.partition(":")[2] for key in keys if key not in answered]
            if missing:
                owed[kpi.kpi] = tuple(missing)
    return owed
