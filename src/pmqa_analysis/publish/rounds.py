"""Reports at a round: each round has a name of its own, so that none is written over another.

A report whose parameters have a ``round`` is ``plan_progress_m6`` at six months and
``plan_progress_q1`` at the first quarter. The settings list each such report at one round; its
other rounds are the same entry with another round and name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.publish.files import DONE
from pmqa_analysis.settings import ReportEntry, YearSettings
from pmqa_analysis.thai import to_arabic_digits

__all__ = ["at_round", "bare_name", "reports_of_set", "standing_reports", "with_named_rounds"]

_NAME = re.compile(r"(?P<bare>.+)_(?:m(?P<month>\d{1,2})|(?P<quarter>q[1-4]))")
_QUARTER = re.compile(r"q[1-4]")
_ROUND = re.compile(r"[1-9]|1[0-2]|q[1-4]")


def bare_name(report: str) -> str:
    """Return a report's name without its round."""
    named = _NAME.fullmatch(report)
    return named["bare"] if named else report


def at_round(settings: YearSettings, round_: str, quarterly: Collection[int]) -> YearSettings:
    """Return the year's settings with its reports at a round, each by the name of that round.

    A report that the settings already have at that round is that one. Reports without a round
    stay as they are.

    Args:
        settings: The year's settings.
        round_: Months, such as 6, or a quarter, such as q1.
        quarterly: The categories that report quarterly: a quarter has no other reports.

    Raises:
        SettingsError: If no report of the year has such a round.
    """
    round_ = to_arabic_digits(round_.lower())
    movable = [entry.id for entry in settings.reports if _may_be_at(entry, round_, quarterly)]
    if not _ROUND.fullmatch(round_) or not movable:
        where = f"settings/{settings.fiscal_year}.yml"
        raise SettingsError("report.no_round", where=where, found=round_)
    given = {_content(entry): entry for entry in settings.reports}
    chosen: dict[str, ReportEntry] = {}
    for entry in settings.reports:
        if "round" not in entry.parameters:
            chosen[entry.id] = entry
        elif entry.id in movable:
            moved = _at(entry, round_)
            chosen.setdefault(_content(moved), given.get(_content(moved), moved))
    return _with_reports(settings, chosen.values())


def with_named_rounds(settings: YearSettings, names: Iterable[str]) -> YearSettings:
    """Return the settings, and of their reports the other rounds that ``names`` name."""
    found = [*settings.reports, *_named(settings, names)]
    return _with_reports(settings, {entry.id: entry for entry in found}.values())


def reports_of_set(given: YearSettings, asked: YearSettings, folder: Path) -> YearSettings:
    """Return the settings of all that a set holds: what is asked for, and other rounds there.

    Args:
        given: The year's settings.
        asked: The same with the reports that a run is to build.
        folder: The set's folder.
    """
    standing = standing_reports(folder)
    known = with_named_rounds(given, standing).reports
    names = [bare_name(entry.id) for entry in given.reports]
    wanted = {entry.id: entry for entry in known if entry.id in standing}
    wanted |= {entry.id: entry for entry in asked.reports}
    ordered = sorted(wanted.values(), key=lambda entry: _place(entry, names))
    return _with_reports(asked, ordered)


def standing_reports(folder: Path) -> list[str]:
    """Return the names of the reports that stand in a set's folder."""
    return sorted(record.parent.name for record in folder.glob(f"*/{DONE}"))


def _named(settings: YearSettings, names: Iterable[str]) -> Iterator[ReportEntry]:
    taken = {entry.id for entry in settings.reports}
    entries = {bare_name(entry.id): entry for entry in settings.reports
               if "round" in entry.parameters}  # fmt: skip
    for name in names:
        named = _NAME.fullmatch(name)
        if named and name not in taken and named["bare"] in entries:
            yield _at(entries[named["bare"]], named["month"] or named["quarter"])


def _may_be_at(entry: ReportEntry, round_: str, quarterly: Collection[int]) -> bool:
    given = entry.parameters.get("round")
    if given is None or not _QUARTER.fullmatch(round_):
        return given is not None
    return isinstance(given, str) and entry.parameters.get("category") in quarterly


def _at(entry: ReportEntry, round_: str) -> ReportEntry:
    """Return an entry at a round by the name of that round; a month stays a number."""
    given = entry.parameters.get("round")
    if given is None or str(given) == round_:
        return entry
    value = int(round_) if isinstance(given, int) and round_.isdecimal() else round_
    mark = round_ if _QUARTER.fullmatch(round_) else f"m{round_}"
    changes = {
        "id": f"{bare_name(entry.id)}_{mark}",
        "parameters": {**entry.parameters, "round": value},
    }
    return entry.model_copy(update=changes)


def _content(entry: ReportEntry) -> str:
    """Return what makes two entries the same report: notebook and parameters."""
    return f"{entry.notebook} {sorted(entry.parameters.items())!r}"


def _place(entry: ReportEntry, names: list[str]) -> tuple[int, str]:
    """Return the place of a report in its set: that of the settings, then by round."""
    return names.index(bare_name(entry.id)), f"{entry.parameters.get('round', '')!s:>3}"


def _with_reports(settings: YearSettings, reports: Iterable[ReportEntry]) -> YearSettings:
    return settings.model_copy(update={"reports": tuple(reports)})
