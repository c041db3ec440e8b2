"""Thai text: numerals, Buddhist-Era years and months, word-wise lines, collation.

Knows no other part of the project but its errors.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pmqa_analysis.errors import SettingsError

__all__ = [
    "BUDDHIST_ERA",
    "THAI_MONTHS",
    "buddhist_date",
    "buddhist_datetime",
    "fiscal_months",
    "fiscal_year_of",
    "has_thai",
    "is_word",
    "load_dictionary",
    "normalise",
    "parse_day",
    "parse_fiscal_year",
    "sort_thai",
    "split_words",
    "to_arabic_digits",
    "to_thai_digits",
    "wrap_words",
]

THAI_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
BUDDHIST_ERA = 543
FIRST_FISCAL_MONTH = 10

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI = re.compile("[\u0e01-\u0e5b]")
# A number that belongs to a Latin name (PMQA 4.0, Q60, Secretariat 4.0) keeps its digits.
_LATIN_NUMBER = re.compile(r"[A-Za-z][\w./-]*(?:[ \u00a0]\d\.\d(?!\d))?", re.ASCII)
_TERMS = {
    "ผู้มีส่วนได้ส่วนเสีย", "ผู้มีส่วนได้เสีย", "ผู้รับบริการ", "ตัวชี้วัด", "จุดร้อยละ", "สูงกว่า", "ภาคส่วน",
    "ข้อมูลจำลอง", "กระบวนงาน",
}  # fmt: skip
_DICTIONARY = "pmqa"
_MISLEADING_WORDS = {
    "โครง", "กระบวน", "การตาม", "ความใน", "งก", "มาณพ", "แต่ต้นจนจบ", "ไขข้อ", "เป็นแนว",
}  # fmt: skip
_YEARS = range(2450, 2700)


def has_thai(text: str) -> bool:
    """Return whether ``text`` has a Thai letter, mark or digit."""
    return bool(_THAI.search(text))


def to_thai_digits(text: str) -> str:
    """Write the digits of ``text`` in Thai numerals, but not those of Latin names."""
    parts, end = [], 0
    for name in _LATIN_NUMBER.finditer(text):
        parts += [text[end : name.start()].translate(_TO_THAI), name.group()]
        end = name.end()
    return "".join([*parts, text[end:].translate(_TO_THAI)])


def to_arabic_digits(text: str) -> str:
    """Write the Thai numerals of ``text`` in Arabic digits."""
    return text.translate(_TO_ARABIC)


def parse_fiscal_year(text: str | int) -> int:
    """Return the fiscal year (B.E.) that ``text`` names, in Thai or Arabic digits.

    Raises:
        SettingsError: If it is no year, or a year of the Common Era.
    """
    digits = to_arabic_digits(str(text)).strip()
    if not re.fullmatch(r"\d{4}", digits):
        raise SettingsError("year.unreadable", where=str(text))
    year = int(digits)
    if year in _YEARS:
        return year
    meant = str(year + BUDDHIST_ERA) if year + BUDDHIST_ERA in _YEARS else "2563"
    raise SettingsError("year.not_buddhist", where=str(text), meant=meant)


def fiscal_year_of(day: date) -> int:
    """Return the fiscal year (B.E.) of a day: year Y runs from 1 October Y - 1 to 30 September."""
    return day.year + BUDDHIST_ERA + (day.month >= FIRST_FISCAL_MONTH)


def fiscal_months(fiscal_year: int) -> tuple[tuple[int, int], ...]:
    """Return the twelve (year B.E., month) pairs of a fiscal year, October first."""
    return tuple(
        (fiscal_year - (month >= FIRST_FISCAL_MONTH), month)
        for month in (*range(FIRST_FISCAL_MONTH, 13), *range(1, FIRST_FISCAL_MONTH))
    )


def buddhist_date(day: date) -> str:
    """Write a day as ``30 กันยายน 2563``."""
    return f"{day.day} {THAI_MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def buddhist_datetime(moment: str) -> str:
    """Write an ISO moment as ``30 กันยายน 2563 เวลา 14:05 น.`` in its own time zone."""
    when = datetime.fromisoformat(moment)
    zone = f" ({when.tzname()})" if when.tzinfo else ""
    return f"{buddhist_date(when.date())} เวลา {when:%H:%M} น.{zone}"


def parse_day(text: str) -> date:
    """Return the day of a text such as ``2024-01-31``, in either numerals; of the Common Era.

    Raises:
        ValueError: If it is none, or its year is not one of the Common Era that an office
            writes of; 2567-01-31 is probably a year of the Buddhist Era.
    """
    day = date.fromisoformat(to_arabic_digits(text).removesuffix(" 00:00:00"))
    if not 1900 <= day.year < 2400:
        raise ValueError("expected a year of the Common Era")
    return day


def normalise(text: str) -> str:
    """Return ``text`` composed (NFC) with single blanks; never NFKC, which splits sara am."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def sort_thai(texts: Iterable[str]) -> list[str]:
    """Return the texts in the order of the Thai dictionary."""
    from pythainlp.util import collate

    return list(collate(list(texts)))


def split_words(text: str) -> list[str]:
    """Return the dictionary words of ``text`` in order, with its blanks; joined they are it.

    Terms of the field stay whole, and words that only mislead the longest match are left out:
    โครงการ|ตาม must not become โครง|การตาม, nor สำนัก|วิชาการ become สำ|นักวิชาการ.
    """
    from nlpo3 import segment

    words: list[str] = []
    for word in segment(text, load_dictionary()):
        if words and words[-1] == "สำ" and word.startswith("นัก"):
            words[-1:] = [one for one in ("สำนัก", word.removeprefix("นัก")) if one]
        else:
            words.append(word)
    return words


def is_word(text: str) -> bool:
    """Return whether the dictionary has ``text``, or it is a term of the field."""
    return text in _words()


def wrap_words(text: str, width: int) -> list[str]:
    """Break ``text`` into lines of at most ``width`` columns, only between words.

    A mark above or below a letter takes no column. A word wider than ``width`` stands alone.
    """
    lines, line = [], ""
    for word in split_words(text):
        if line.strip() and _columns(line + word.rstrip()) > width:
            lines.append(line.strip())
            line = ""
        line += word
    return [*lines, line.strip()] if line.strip() else lines


@cache
def load_dictionary() -> str:
    """Load the dictionary once a process and return its name.

    The segmenter takes words from a file only; it reads them ten times faster than one in
    Python could build the same tree. A home that cannot be written is no hindrance: pythainlp
    would make a folder there, which nothing here needs.
    """
    if "PYTHAINLP_READ_MODE" not in os.environ:
        os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    from nlpo3 import load_dict

    words = sorted(_words())
    with TemporaryDirectory() as folder:
        place = Path(folder, "words.txt")
        place.write_text("\n".join(words), encoding="utf-8")
        load_dict(str(place), _DICTIONARY)
    return _DICTIONARY


@cache
def _words() -> frozenset[str]:
    from pythainlp.corpus import thai_words

    return frozenset((set(thai_words()) - _MISLEADING_WORDS) | _TERMS)


def _columns(text: str) -> int:
    return sum(unicodedata.category(letter) != "Mn" for letter in text)
