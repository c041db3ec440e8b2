"""Words such as เพิ่มขึ้นอย่างต่อเนื่อง: which measures they speak of, and whether the figures bear it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from pmqa_analysis.assess.assessment import Assessment
from pmqa_analysis.clean.prose import Claimed, Vocabulary

__all__ = ["ClaimOutcome", "check_words", "claim_outcome"]

ClaimOutcome = Literal["holds", "fails", "unknown", "untested"]
_Named = Sequence[tuple[int, Assessment | None]]
# What is said of a change needs a test where the figure comes from a sample.
_TESTED = (
    "rose_every_year", "fell_every_year", "better_every_year", "rose", "fell", "better", "worse",
)  # fmt: skip
_EVERY_YEAR = ("rose_every_year", "fell_every_year", "better_every_year", "never_fell",
               "never_rose", "highest", "lowest")  # fmt: skip


@dataclass(frozen=True)
class _Word:
    word: str
    claim: Claimed
    start: int
    end: int


def check_words(
    text: str, named: _Named, words: Vocabulary
) -> Iterator[tuple[str, Assessment | None, ClaimOutcome]]:
    """Yield each claim of a text, a measure that it speaks of, and whether the figures bear it.

    A claim that names no measure comes with None.

    Args:
        text: The text, each reference one mark.
        named: Where the text names measures, in order; None for what is no measure.
        words: The words that claim.
    """
    found = _words(text, words)
    for word, measures in zip(found, _shared_out(found, named), strict=True):
        if not measures:
            yield word.word, None, "unknown"
        for measure in measures:
            yield word.word, measure, claim_outcome(word.claim, measure)


def claim_outcome(claim: Claimed, item: Assessment) -> ClaimOutcome:
    """Return whether the exact values bear a claim.

    ``unknown`` where a value that it speaks of is missing; ``untested`` where the values bear it
    but come from a survey whose print tells no number of respondents.
    """
    if claim in ("met", "not_met"):
        return "unknown" if item.verdict not in ("met", "not_met") else _said(item.verdict == claim)
    every = claim in _EVERY_YEAR
    years = item.history if every else item.history[-2:]
    values = [result.value for result in years]
    known = [value for value in values if value is not None]
    if values[-1] is None or len(known) < 2:
        return "unknown"
    if not _rules(item.measure.direction)[claim](known):
        return "fails"
    if len(known) < len(values) and claim not in ("highest", "lowest"):
        return "unknown"
    return "untested" if claim in _TESTED and item.measure.survey_kind else "holds"


def _said(borne: bool) -> ClaimOutcome:
    return "holds" if borne else "fails"


def _rules(direction: str) -> Mapping[Claimed, Callable[[Sequence[Fraction]], bool]]:
    """Return the test of each claim on the known values, oldest first."""

    def every(ordered: Callable[[Fraction, Fraction], bool]) -> Callable[..., bool]:
        return lambda values: all(ordered(*pair) for pair in pairwise(values))

    rose = every(lambda before, now: now > before)
    fell = every(lambda before, now: now < before)
    better, worse = (fell, rose) if direction == "lower" else (rose, fell)
    return {
        "rose_every_year": rose, "fell_every_year": fell, "better_every_year": better,
        "rose": rose, "fell": fell, "better": better, "worse": worse,
        "higher": rose, "lower": fell,
        "never_fell": every(lambda before, now: now >= before),
        "never_rose": every(lambda before, now: now <= before),
        "same": every(lambda before, now: now == before),
        "highest": lambda values: values[-1] > max(values[:-1]),
        "lowest": lambda values: values[-1] < min(values[:-1]),
    }  # fmt: skip


def _words(text: str, words: Vocabulary) -> list[_Word]:
    """Return the claims of a text; of two words at one place the longer, none that is denied."""
    found = []
    for match in _pattern(words).finditer(text):
        before = text[: match.start()].rstrip(" ").lower()
        if not before.endswith(words.negations):
            claim = words.claims[match.group().lower()]
            found.append(_Word(match.group(), claim, match.start(), match.end()))
    return found


def _pattern(words: Vocabulary) -> re.Pattern[str]:
    """Return the pattern of all claims; a Latin word is found whole, not inside another."""
    forms = [rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
             for word in words.claims]  # fmt: skip
    return re.compile("|".join(forms), re.I)


def _shared_out(found: Sequence[_Word], named: _Named) -> list[list[Assessment]]:
    """Return for each claim the measures that it speaks of.

    In most sentences the figure comes first: a claim takes what is named between the claim
    before it and itself, but for what that claim has spoken of if there is anything else. Where
    the text begins with a claim, each takes what follows it; of several measures between two
    claims the later then takes the last, if nothing follows it. A claim left with none speaks of
    what its neighbour speaks of.
    """
    edges = [0, *(word.start for word in found), 10**9]
    between = [_unique(named, *pair) for pair in pairwise(edges)]
    if not found:
        return []
    shift = 0 if between[0] else 1
    taken = [between[place + shift] for place in range(len(found))]
    for place, measures in enumerate(taken):
        if not measures and place and shift and len(taken[place - 1]) > 1:
            taken[place - 1], taken[place] = taken[place - 1][:-1], taken[place - 1][-1:]
        elif not measures:
            taken[place] = taken[place - 1] if place else next(filter(None, between), [])
        elif place and not shift:
            taken[place] = [one for one in measures if one not in taken[place - 1]] or measures
    return taken


def _unique(named: _Named, start: int, end: int) -> list[Assessment]:
    found: list[Assessment] = []
    for place, item in named:
        if item is not None and start <= place < end and item not in found:
            found.append(item)
    return found
