"""Exports of Google Forms and Microsoft Forms: times, grid questions, several choices at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from pmqa_analysis.load.number_text import is_buddhist_year
from pmqa_analysis.load.raw_table import RawTable
from pmqa_analysis.thai import BUDDHIST_ERA, THAI_MONTHS, normalise, to_arabic_digits

__all__ = [
    "FormColumns", "find_form_columns", "grid_title", "parse_timestamp", "read_form",
    "split_options",
]  # fmt: skip

_THAILAND = timezone(timedelta(hours=7))
_SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
_MONTHS = {name: number for names in (THAI_MONTHS, _SHORT_MONTHS)
           for number, name in enumerate(names, start=1)}  # fmt: skip
_TIME = (
    r"(?:,?[ T]+(?:เวลา\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
    r"(?:[:.](?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:\s*(?P<half>AM|PM|a\.m\.|p\.m\.|ก่อนเที่ยง|หลังเที่ยง))?(?:\s*น\.)?"
    r"(?:\s*(?:GMT|UTC)?(?P<zone>[+-]\d{1,2}(?::?\d{2})?|Z))?)?"
)
_MONTH = "|".join(re.escape(name) for name in sorted(_MONTHS, key=len, reverse=True))
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}}){_TIME}", re.I
)
_YEAR_LAST = re.compile(
    rf"(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})[-/.](?P<year>\d{{4}}){_TIME}", re.I
)
_NAMED = re.compile(
    rf"(?P<day>\d{{1,2}})\s*(?P<month>{_MONTH})\s*(?:พ\.ศ\.\s*)?(?P<year>\d{{4}}|[5-9]\d){_TIME}",
    re.I,
)
_CENTURY = 2500
_AFTERNOON, _MORNING = ("pm", "p.m.", "หลังเที่ยง"), ("am", "a.m.", "ก่อนเที่ยง")
_ISO_YEAR = re.compile(r"\s*(\d{4})-\d{2}-\d{2}")
_BUDDHIST_CENTURIES = ("24", "25", "26", "27")
_TIMESTAMP_TITLES = (
    "ประทับเวลา", "timestamp", "start time", "completion time", "เวลาเริ่มต้น", "เวลาที่เสร็จสมบูรณ์",
    "เวลาเริ่ม", "เวลาเสร็จสิ้น", "วันที่และเวลา",
)  # fmt: skip
_CONSENT = re.compile(r"ยินยอม|consent", re.IGNORECASE)
_OTHER = re.compile(r"อื่น\s*ๆ|^other\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[;,]\s*")


@dataclass(frozen=True)
class FormColumns:
    """What the columns of a form's export are, as far as their titles tell; keys of the table.

    Attributes:
        timestamps: When an answer was begun or sent.
        consent: Where respondents consent.
        other: Free text beside a question's options.
        grids: For each grid question, its columns.
    """

    timestamps: tuple[str, ...]
    consent: tuple[str, ...]
    other: tuple[str, ...]
    grids: dict[str, tuple[str, ...]]


def read_form(table: RawTable) -> RawTable:
    """Return a form's export with remarks on its columns; no cell is changed.

    A date cell of a year such as 2563 of the Common Era was typed in the Buddhist Era and read
    as the other: a fault, told with its address.
    """
    columns = find_form_columns(table)
    remarks = [f"timestamp column: {key}" for key in columns.timestamps]
    remarks += [f"consent column: {key}" for key in columns.consent]
    remarks += [f"other text column: {key}" for key in columns.other]
    remarks += [
        f"grid question: {name}: {len(keys)} columns" for name, keys in columns.grids.items()
    ]
    for key in columns.timestamps:
        rows = [
            int(row) for row, text in zip(table.frame.index, table.frame[key], strict=True)
            if text.lstrip()[:2] in _BUDDHIST_CENTURIES
            and (found := _ISO_YEAR.match(text)) and is_buddhist_year(int(found.group(1)))
        ]  # fmt: skip
        remarks += [f"B.E. year read as C.E.: {table.address(row, key)}" for row in rows]
    return replace(table, remarks=(*table.remarks, *remarks))


def find_form_columns(table: RawTable) -> FormColumns:
    """Return what the columns of a form's export are, by their titles."""
    titles = {str(key): normalise(table.titles.get(key, key)) for key in table.frame.columns}
    grids: dict[str, list[str]] = {}
    for key, title in titles.items():
        question, item = grid_title(title)
        if item:
            grids.setdefault(question, []).append(key)
    return FormColumns(
        tuple(key for key, title in titles.items() if title.lower() in _TIMESTAMP_TITLES),
        tuple(key for key, title in titles.items() if _CONSENT.search(title)),
        tuple(key for key, title in titles.items() if _OTHER.search(title)),
        {question: tuple(keys) for question, keys in grids.items()},
    )


def grid_title(title: str) -> tuple[str, str]:
    """Return the question and the item of ``คำถาม [ข้อย่อย]``; no item where there is none."""
    text = title.strip()
    depth = 0
    for place in range(len(text) - 1, 0, -1) if text.endswith("]") else ():
        depth += {"]": 1, "[": -1}.get(text[place], 0)
        if depth == 0:
            return text[:place].rstrip(), text[place + 1 : -1].strip()
    return title, ""


def split_options(text: str, options: Sequence[str]) -> tuple[list[str], str]:
    """Return the known options that a cell names, in its order, and the rest of its text.

    Options are parted by ``;`` or a comma, and may hold either themselves: the longest known
    option is taken first, a shorter one only where all of the text is then known. What is no
    known option is returned as it stands, never guessed.
    """
    known = {normalise(option): option for option in options if option.strip()}
    ordered = tuple(sorted(known, key=len, reverse=True))
    whole = normalise(text).strip(" ;,") if normalise(text) not in known else normalise(text)
    full = _all_known(whole, ordered)
    if full is not None:
        return [known[option] for option in full], ""
    found, rest = _some_known(whole, ordered)
    return [known[option] for option in found], rest


def parse_timestamp(text: str) -> datetime | None:
    """Return the local time of Thailand that a text names, without a zone; None if it names none.

    Read are ISO times, Google's ``2024/01/31 1:02:03 PM GMT+7`` and ``31/1/2567, 13:02:03``,
    their Thai halves of the day, and ``31 ม.ค. 2567 13:02 น.``. Years 2400 to 2700 are of the
    Buddhist Era, and so is a year of two digits from 50 behind the name of a month (``2 ก.ย. 67``);
    another of two digits and a day that is not in the calendar (30/02) are no time. The day comes
    before the month, but where the second number is above 12.
    """
    clean = normalise(to_arabic_digits(text.replace("\u202f", " ")))
    for pattern in (_YEAR_FIRST, _YEAR_LAST, _NAMED):
        found = pattern.fullmatch(clean)
        if found:
            return _moment(found)
    return None


def _moment(found: re.Match[str]) -> datetime | None:
    year = int(found["year"])
    year += _CENTURY if year < 100 else 0
    year -= BUDDHIST_ERA if is_buddhist_year(year) else 0
    month, day = _MONTHS.get(found["month"]) or int(found["month"]), int(found["day"])
    if month > 12 >= day and found.re is _YEAR_LAST:
        month, day = day, month
    hour, half = int(found["hour"] or 0), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 * (half in _AFTERNOON) if half else hour
    try:
        moment = datetime(
            year, month, day, hour, int(found["minute"] or 0), int(found["second"] or 0)
        )
        zone = _zone(found["zone"])
        return (
            moment.replace(tzinfo=zone).astimezone(_THAILAND).replace(tzinfo=None)
            if zone
            else moment
        )
    except (ValueError, OverflowError):
        return None  # not in the calendar: the answer, not a fault


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text in "Zz":
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    shift = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-shift if text[0] == "-" else shift)


@lru_cache(maxsize=4096)
def _all_known(text: str, options: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the options that make up the whole text, the longest first, or None."""
    if not text:
        return ()
    for option in options:
        if text == option:
            return (option,)
        separator = _SEPARATOR.match(text, len(option)) if text.startswith(option) else None
        if separator:
            rest = _all_known(text[separator.end() :], options)
            if rest is not None:
                return (option, *rest)
    return None


def _some_known(text: str, options: tuple[str, ...]) -> tuple[list[str], str]:
    """Return the options found from the left, and the pieces between them as they stand."""
    found: list[str] = []
    unknown: list[str] = []
    start = place = 0
    while place < len(text):
        option = _option_at(text, place, options)
        if option:
            unknown.append(text[start:place].strip(" ;,"))
            found.append(option)
            separator = _SEPARATOR.match(text, place + len(option))
            start = place = separator.end() if separator else len(text)
            continue
        following = _SEPARATOR.search(text, place)
        place = following.end() if following else len(text)
    unknown.append(text[start:].strip(" ;,"))
    return found, "; ".join(piece for piece in unknown if piece)


def _option_at(text: str, place: int, options: tuple[str, ...]) -> str:
    for option in options:
        end = place + len(option)
        if text.startswith(option, place) and (end == len(text) or _SEPARATOR.match(text, end)):
            return option
    return ""
