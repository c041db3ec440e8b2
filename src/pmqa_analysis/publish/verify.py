"""Verification: every figure that was published, against what the data give today.

The published file is read as printed: text, decimals and rounding rule of the source. A figure
agrees where the text that we show is the printed text. Brackets around a printed figure, the
kind of numerals and the kind of minus sign are no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from pmqa_analysis.errors import message
from pmqa_analysis.rounding import RULES, shown
from pmqa_analysis.thai import to_arabic_digits

__all__ = [
    "Comparison",
    "Computed",
    "Finding",
    "Key",
    "PublishedRow",
    "compare_published",
]

_MINUS = str.maketrans({"-": "\u2212", "\u2013": "\u2212"})


class Key(NamedTuple):
    """What a figure is: section of the source, measure, fiscal year (None: undated), kind."""

    section: str
    measure: str
    fiscal_year: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure that the data give: exact value, decimals, shown text, address of the data cell.

    ``value`` and ``decimals`` are None where there is no number; ``text`` says so.
    """

    value: Fraction | None
    decimals: int | None
    text: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRow:
    """A figure as it was printed, and where.

    ``address`` is the row of the published file; ``known_difference`` tells that the printed
    figure is known to differ, and ``reason`` why. ``decimals`` is None where no number stands.
    """

    key: Key
    printed: str
    decimals: int | None
    rounding: str
    document: str
    line: str
    known_difference: bool
    reason: str
    address: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure that does not simply agree.

    ``kind`` is ``differs``, ``missing`` (the data have no such figure), ``gone`` (a known
    difference that is none any more), ``known`` (it differs as known) or ``rounding`` (the
    rounding rule that the published row names explains it). ``other_rule`` is a rounding rule,
    not the row's own, by which the data would give the printed text; it excuses nothing.
    """

    kind: Literal["differs", "missing", "gone", "known", "rounding"]
    published: PublishedRow
    computed: Computed | None
    other_rule: str = ""

    @property
    def sentences(self) -> tuple[str, str]:
        """Return the finding in Thai and English, with the cell on both sides."""
        row, found = self.published, self.computed
        rule = self.other_rule
        return message(
            {"missing": "verify.missing", "gone": "verify.gone"}.get(self.kind, "verify.differs"),
            where=found.address if found else "",
            computed=found.text if found else "-",
            printed=row.printed,
            published=row.address,
            reason=row.reason,
            figure=" / ".join("-" if part is None else str(part) for part in row.key),
            hint_th=f" (หากปัดเศษแบบ {rule} จะตรงกัน)" if rule else "",
            hint_en=f" (The rounding rule {rule} would give it.)" if rule else "",
        )


@dataclass(frozen=True)
class Comparison:
    """The outcome: how many figures were compared and agree, and a finding for each other one.

    ``not_published`` counts figures of the data that the published file does not have.
    """

    compared: int
    agreed: int
    findings: tuple[Finding, ...]
    not_published: int

    @property
    def unexplained(self) -> tuple[Finding, ...]:
        """Return what must be mended: differences, missing figures, known differences gone."""
        return tuple(found for found in self.findings if found.kind not in ("known", "rounding"))

    @property
    def counts(self) -> dict[str, int]:
        """Return how many findings there are of each kind, and how many figures agree."""
        kinds = ("differs", "missing", "gone", "known", "rounding")
        found = {kind: sum(one.kind == kind for one in self.findings) for kind in kinds}
        return {"compared": self.compared, "agreed": self.agreed, **found}

    def joined(self, other: Comparison) -> Comparison:
        """Return this comparison with the findings of a second look at some of its figures.

        ``compared`` stays; a figure that fails the second look no longer agrees.
        """
        failed = {found.published.key for found in self.findings}
        new = [found for found in other.findings if found.published.key not in failed]
        return Comparison(
            self.compared, self.agreed - len(new), (*self.findings, *new), self.not_published
        )


def compare_published(
    computed: Mapping[Key, Computed], published: Iterable[PublishedRow]
) -> Comparison:
    """Compare every published figure with the figure of the same key that the data give."""
    rows = list(published)
    found = [_compare(row, computed.get(row.key)) for row in rows]
    findings = tuple(finding for finding in found if finding is not None)
    return Comparison(
        compared=len(rows),
        agreed=len(rows) - len(findings),
        findings=findings,
        not_published=len(computed.keys() - {row.key for row in rows}),
    )


def _compare(row: PublishedRow, found: Computed | None) -> Finding | None:
    if found is None:
        return Finding("missing", row, None)
    printed = _plain(row.printed)
    if _plain(found.text) == printed:
        return Finding("gone", row, found) if row.known_difference else None
    rules = [rule for rule in RULES if _by_rule(row, found, rule) == printed]
    other = next((rule for rule in rules if rule != row.rounding), "")
    if row.known_difference:
        return Finding("known", row, found, other)
    return Finding("rounding" if row.rounding in rules else "differs", row, found, other)


def _by_rule(row: PublishedRow, found: Computed, rule: str) -> str:
    """Return the text that the row's own rule of rounding gives; half up has had its say."""
    if found.value is None or row.decimals is None:
        return ""
    return _plain(shown(found.value, row.decimals, rule))


def _plain(text: str) -> str:
    bare = to_arabic_digits(text).strip()
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1].strip()
    return bare.translate(_MINUS)
