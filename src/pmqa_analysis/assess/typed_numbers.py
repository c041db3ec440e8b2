"""The numbers that someone typed into prose, those left out that are no figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pmqa_analysis.clean.prose import Vocabulary

__all__ = ["TypedNumber", "typed_numbers"]

_NUMBER = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)*")
# PMQA 4.0, Q60, ISO 9001:2015: the number belongs to the name. Telephones, times of a clock.
_NAME = re.compile(
    r"[A-Z]{2,} \d+(?:\.\d|:\d{4})?(?!\d)|[A-Za-z][A-Za-z0-9./_-]*"
    r"|(?<!\d)0[ -]?\d{1,4}[ -]\d{3,4}(?:[ -]\d{3,4})?(?: ต่อ \d+)?(?!\d)"
    r"|(?<!\d)\d{1,2}:\d{2}(?!\d)|(?<!\d)\d{1,2}\.\d{2}(?= ?[–-] ?\d{1,2}\.\d{2} ?น\.)"
)
_JOINED = {"-", "–", "—", ",", "/", "และ", "ถึง", "หรือ", "กับ", "and", "to", "or"}
_YEARS = range(2400, 2700)
_LONGEST_MARK = 2


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number in a text: as it was written, its digits, and whether it is a percentage."""

    text: str
    digits: str
    percent: bool


def typed_numbers(text: str, codes: Collection[str], words: Vocabulary) -> Iterator[TypedNumber]:
    """Yield the numbers of a text that state a figure.

    Left out are years, codes (7.1.4), numbers of a category, a page or a law, days, times,
    marks of a list and what belongs to a Latin name; and those joined to one of them
    (หมวด 1 – 6).

    Args:
        text: In Arabic digits.
        codes: Names of items, groups and measures.
        words: Beside which words a number is none.
    """
    masked = _NAME.sub(lambda found: "A" * len(found.group()), text)
    passed_at = -1
    for found in _NUMBER.finditer(masked):
        written = found.group().rstrip(",")
        before, after = text[: found.start()], text[found.start() + len(written) :]
        percent = _is_percent(before, after, words)
        joined = passed_at >= 0 and text[passed_at : found.start()].strip() in _JOINED
        if not percent and (joined or _is_no_figure(written, before, after, codes, words)):
            passed_at = found.start() + len(written)
            continue
        passed_at = -1
        yield TypedNumber(written, _digits(written), percent)


def _is_percent(before: str, after: str, words: Vocabulary) -> bool:
    return _ends(before, words.percent_before) or _begins(after, words.percent_after)


def _is_no_figure(
    written: str, before: str, after: str, codes: Collection[str], words: Vocabulary
) -> bool:
    is_code = written.count(".") > 1 or ("." in written and written in codes)
    is_year = written.isdecimal() and len(written) == 4 and int(written) in _YEARS
    is_mark = written.isdecimal() and len(written) <= _LONGEST_MARK and after[:1] == ")"
    starts = not before.strip(" (") and written.isdecimal() and after[:2] in (". ", ") ")
    return (
        is_code or is_year or is_mark or starts
        or _ends(before, words.no_figure_after) or _begins(after, words.no_figure_before)
    )  # fmt: skip


def _ends(text: str, words: Collection[str]) -> bool:
    tail = text.rstrip(" \u00a0").lower()
    return any(
        tail.endswith(word.lower()) and not (word.isascii() and _letter_before(tail, word))
        for word in words
    )


def _letter_before(tail: str, word: str) -> bool:
    return tail[: -len(word)][-1:].isascii() and tail[: -len(word)][-1:].isalpha()


def _begins(text: str, words: Collection[str]) -> bool:
    head = text.lstrip(" \u00a0").lower()
    return any(head.startswith(word.lower()) for word in words)


def _digits(written: str) -> str:
    """Return the number without its commas, and without the zeros before it."""
    whole, point, rest = written.replace(",", "").partition(".")
    return f"{whole.lstrip('0') or '0'}{point}{rest}"
