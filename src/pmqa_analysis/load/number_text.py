"""The text of a workbook's number, date or percentage, as a person sees the cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

__all__ = ["NumberFormat", "is_buddhist_year", "number_text", "parse_format"]

_BUILT_IN_DATES = {14: "d", 15: "d", 16: "d", 17: "d", 18: "t", 19: "t", 20: "t", 21: "t",
                   22: "dt", 45: "t", 46: "e", 47: "t"}  # fmt: skip
_EAST_ASIAN_DATES = {*range(27, 32), 36, *range(50, 59), *range(71, 75), 81}
_EAST_ASIAN_TIMES = {32, 33, 34, 35, 75, 76, 78, 80}
_BUILT_IN_PERCENTS = {9: 0, 10: 2, 67: 0, 68: 2}
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DAYS_1900, _DAYS_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_EXACT_DIGITS = 15
_LEAP_DAY = 60  # 29 February 1900, which Excel has and the calendar has not


@dataclass(frozen=True)
class NumberFormat:
    """What a number format makes of a number.

    Attributes:
        kind: ``plain``, ``percent``, ``padded`` (leading zeros), or a ``date``: a day, a time,
            both, or an elapsed time.
        shows: For a date, which of ``d`` (day), ``t`` (time), ``dt`` or ``e`` (elapsed).
        digits: Decimals of a percentage, or the width of a padded number.
    """

    kind: str
    shows: str = ""
    digits: int = 0


def parse_format(number: int, code: str = "") -> NumberFormat:
    """Return what the format of that number, or of that code, makes of a number."""
    if not code:
        return _built_in(number)
    elapsed = bool(_ELAPSED.search(code))
    bare = _BRACKETS.sub("", _QUOTED.sub("", code)).split(";")[0]
    if "%" in bare:
        return NumberFormat("percent", digits=len(re.sub(r"[^0#?]", "", bare.partition(".")[2])))
    if re.fullmatch(r"0{2,}", bare.strip()):
        return NumberFormat("padded", digits=len(bare.strip()))
    letters = re.sub(r"general|[eE][+-]", "", bare, flags=re.IGNORECASE).lower()
    day, time = bool(re.search("[dybวดป]", letters)), bool(re.search("[hsชนท]", letters))
    if elapsed or day or time or "m" in letters:
        both = "dt" if day and time else "t" if time else "d"
        return NumberFormat("date", "e" if elapsed else both)
    return NumberFormat("plain")


def _built_in(number: int) -> NumberFormat:
    if number in _BUILT_IN_PERCENTS:
        return NumberFormat("percent", digits=_BUILT_IN_PERCENTS[number])
    shows = _BUILT_IN_DATES.get(number, "")
    shows = shows or ("d" if number in _EAST_ASIAN_DATES else "")
    shows = shows or ("t" if number in _EAST_ASIAN_TIMES else "")
    return NumberFormat("date", shows) if shows else NumberFormat("plain")


def number_text(raw: str, form: NumberFormat, *, from_1904: bool = False) -> tuple[str, str]:
    """Return a number's text and a remark where the text is not the whole of it.

    A float has 15 digits, as in Excel; a percentage has the decimals that the cell shows; a
    date is ISO text of the Common Era, whatever calendar shows it. The remarks are ``rounded``
    (a percentage has more decimals than are shown), ``no date`` (a number outside the
    calendar: left as a number) and ``B.E. year`` (a date of a year such as 2563 C.E.).

    Raises:
        ValueError: If ``raw`` is no number.
    """
    if form.kind == "date":
        return _date_text(raw, form.shows, from_1904=from_1904)
    if form.kind == "plain" and len(raw) <= _EXACT_DIGITS and raw.isascii() and raw.isdecimal():
        return raw.lstrip("0") or "0", ""
    value = Decimal(format(float(raw), ".15g"))
    if not value.is_finite():
        raise ValueError("expected a finite number")
    if form.kind == "percent":
        seen = (value * 100).quantize(Decimal(1).scaleb(-form.digits), ROUND_HALF_UP)
        return f"{seen:f}%", "" if seen == value * 100 else "rounded"
    text = f"{value:f}"
    if form.kind == "padded" and text.isdecimal():
        return text.zfill(form.digits), ""
    return text, ""


def is_buddhist_year(year: int) -> bool:
    """Return whether a year of the Common Era is one that was typed in the Buddhist Era."""
    return 2400 <= year <= 2700


def _date_text(raw: str, shows: str, *, from_1904: bool) -> tuple[str, str]:
    serial = Decimal(format(float(raw), ".15g"))
    thousandths = int((serial * 86_400_000).quantize(Decimal(1), ROUND_HALF_UP))
    if shows == "e":
        return _elapsed(thousandths), ""
    whole = int(serial)
    if serial < 0 or (whole == _LEAP_DAY and not from_1904):
        return f"{serial:f}", "no date"
    base = _DAYS_1904 if from_1904 else _DAYS_1900
    shift = 1 if not from_1904 and whole < _LEAP_DAY else 0
    try:
        moment = base + timedelta(days=shift, milliseconds=thousandths)
    except OverflowError:
        return f"{serial:f}", "no date"
    precision = "milliseconds" if moment.microsecond else "seconds"
    if shows == "t" and serial < 1:
        return moment.time().isoformat(precision), ""
    remark = "B.E. year" if is_buddhist_year(moment.year) else ""
    if shows == "d" and serial == whole:
        return moment.date().isoformat(), remark
    return moment.isoformat(" ", precision), remark


def _elapsed(thousandths: int) -> str:
    sign = "-" if thousandths < 0 else ""
    seconds, rest = divmod(abs(thousandths), 1000)
    text = f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{text}.{rest:03d}" if rest else text
