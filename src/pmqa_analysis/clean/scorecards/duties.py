"""Who answers for a framework: units, owners, reports owed, evidence asked for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from pmqa_analysis.clean.scorecards.rows import FrameworkRow, Yes

__all__ = ["Duty", "Evidence", "Owner", "Spelling", "Unit"]

_Rounds = Annotated[
    tuple[int, ...],
    BeforeValidator(lambda text: text.split() if isinstance(text, str) else text),
]


class Unit(FrameworkRow):
    """A bureau, group or committee; ``parent`` is the unit that it is a part of."""

    unit: str
    name_th: str
    name_en: str
    kind: Literal["bureau", "group", "committee", "working_group"]
    parent: str
    agency: str


class Spelling(FrameworkRow):
    """Another spelling of a unit's name, as some document or workbook has it."""

    unit: str
    spelling: str


class Owner(FrameworkRow):
    """Who answers for a sheet, in which role.

    ``stands_for`` is ``nobody`` for a printed dash, ``any`` for units that the print only
    describes.
    """

    sheet: str
    seq: int
    role: Literal["lead", "support", "owner"]
    reporter: Yes
    unit: str
    stands_for: Literal["unit", "nobody", "any"]
    printed: str

    @property
    def reports(self) -> bool:
        """Return whether the unit reports: the one that is marked, or each owner of a plan."""
        return bool(self.reporter) or self.role == "owner"


class Duty(FrameworkRow):
    """A report owed: by whom, to whom, in which rounds; no round where none is printed.

    ``sheet`` is empty for a duty of the whole framework. ``step`` orders the addressees of
    one round.
    """

    duty: str
    sheet: str
    kind: Literal["duty", "context"]
    rounds: _Rounds
    step: int
    reporter_th: str
    recipient_th: str
    recipient_en: str
    when_th: str
    what_th: str


class Evidence(FrameworkRow):
    """A document that an item or a condition asks for."""

    rubric: str
    item: str
    condition: str
    text_th: str
    recipient_th: str
