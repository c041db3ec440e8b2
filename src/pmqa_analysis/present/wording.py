"""The words of a report: fixed texts from data files, filled with figures that keep their ids."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal, Protocol

import yaml

from pmqa_analysis.blocks import Cell, Heading, Language, Numerals, Passage, Run
from pmqa_analysis.blocks.model import Tone
from pmqa_analysis.clean import Measure
from pmqa_analysis.results import Result
from pmqa_analysis.rounding import shown
from pmqa_analysis.thai import has_thai, to_thai_digits

__all__ = ["Wording"]

# The parser in C reads the wording ten times as fast; not every system has it.
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Style = Literal["body", "item", "note", "caution", "source"]
Field = str | int | Result | Sequence[Run]


class _Named(Protocol):
    """Whatever has a title in both languages."""

    @property
    def title_th(self) -> str: ...

    @property
    def title_en(self) -> str: ...


class Wording:
    """The words of one language, in one kind of numerals.

    Args:
        language: ``th`` or ``en``.
        numerals: ``arabic`` or ``thai``; Thai numerals go with Thai only.
    """

    def __init__(self, language: Language = "th", numerals: Numerals = "arabic") -> None:
        self.language: Language = language
        self.numerals: Numerals = numerals if language == "th" else "arabic"
        self._texts = _wording_file(language)

    def digits(self, text: object) -> str:
        """Return a text in the report's numerals."""
        return to_thai_digits(str(text)) if self.numerals == "thai" else str(text)

    def text(self, key: str, **fields: Field) -> str:
        """Return the text of ``key`` (``section.name``) with its fields filled in."""
        return "".join(run.text for run in self.runs(key, **fields))

    def runs(self, key: str, **fields: Field) -> tuple[Run, ...]:
        """Return the text of ``key`` as runs: each figure among the fields keeps its id.

        Raises:
            KeyError: If the key or a field that the text names is missing.
        """
        section, _, name = key.partition(".")
        template = self._texts[section][name] if name else self._texts[section]
        found: list[Run] = []
        for literal, field, _, _ in string.Formatter().parse(template):
            if literal:
                found.append(Run(text=self.digits(literal)))
            if field:
                found += self._field_runs(fields[field])
        return tuple(found)

    def heading(self, key: str, level: Literal[1, 2, 3] = 1) -> Heading:
        """Return the heading of that name."""
        return Heading(text=self.text(f"heading.{key}"), level=level)

    def passage(self, *parts: Iterable[Run], style: Style = "body") -> Passage:
        """Return a passage of these runs, joined, with single blanks."""
        return Passage(runs=_tidy([run for part in parts for run in part]), style=style)

    def say(self, key: str, *, style: Style = "body", **fields: Field) -> Passage:
        """Return the text of ``key`` as a passage."""
        return self.passage(self.runs(key, **fields), style=style)

    def strong(self, text: str) -> tuple[Run, ...]:
        """Return a text in bold."""
        return (Run(text=self.digits(text), strong=True),)

    def pick(self, entry: object, name: str) -> str:
        """Return the field ``name`` of a register entry in the report's language."""
        return self.digits(getattr(entry, f"{name}_{self.language}"))

    def title(self, entry: _Named) -> str:
        """Return the title of a register entry."""
        return self.pick(entry, "title")

    def indicator(self, measure: Measure) -> str:
        """Return a measure's code and full name, for a table."""
        return f"{self.digits(measure.measure)} {self.pick(measure, 'name')}"

    def label(self, measure: Measure) -> str:
        """Return a measure's short name behind its code, for charts and narrow tables.

        A figure that is no indicator of the results part has no printed code.
        """
        code = self.digits(f"{measure.measure} ") if measure.group else ""
        return code + self.pick(measure, "short")

    def shown(self, result: Result) -> str:
        """Return the text of a figure, or of the reason why it has none."""
        if result.value is None and result.decimals is None and result.status != "reported":
            return self.text(f"status.{result.status}")
        return self.digits(result.shown)

    def interval(self, result: Result) -> str:
        """Return the confidence interval of a figure, in its own decimals; empty for none."""
        if result.low is None or result.high is None or result.decimals is None:
            return ""
        low, high = (shown(end, result.decimals) for end in (result.low, result.high))
        return self.digits(f"{low} – {high}")

    def cell(self, result: Result) -> Cell:
        """Return a table's cell that shows a result; muted where it has no value."""
        tone: Tone = "muted" if result.status != "reported" else "plain"
        return Cell(text=self.shown(result), result=result.id, tone=tone)

    def cells(self, *texts: object) -> list[Cell]:
        """Return cells of plain text."""
        return [Cell(text=self.digits(text)) for text in texts]

    def quantity(self, result: Result, measure: Measure) -> tuple[Run, ...]:
        """Return a figure with its unit, as it stands in a sentence; none for a missing value."""
        if result.status != "reported":
            return self.runs("quantity.bare", value=result)
        if measure.is_percent:
            return self.runs("quantity.percent", value=result)
        counter = self.pick(measure, "counter") or self.pick(measure, "unit")
        if not counter:
            return self.runs("quantity.bare", value=result)
        return self.runs("quantity.count", value=result, counter=counter)

    def years(self, years: Sequence[int]) -> str:
        """Return the years from the first to the last, or the only one."""
        ends = dict.fromkeys((years[0], years[-1]))
        return self.digits(" – ".join(map(str, ends)))

    def listing(self, texts: Sequence[str]) -> str:
        """Return texts joined into one, the last by *and*."""
        if len(texts) < 2:
            return "".join(texts)
        return f"{self._texts['list_between'].join(texts[:-1])}{self._end(texts[-1])}{texts[-1]}"

    def clauses(self, parts: Sequence[Sequence[Run]]) -> tuple[Run, ...]:
        """Return clauses joined into one, the last by *and*; their figures keep their ids."""
        between, found = self._texts["list_clauses"], list(parts[0]) if parts else []
        for place, part in enumerate(parts[1:], start=2):
            joint = self._end(part[0].text) if place == len(parts) else between
            found += [Run(text=joint), *part]
        return tuple(found)

    def writer_words(self) -> dict[str, str]:
        """Return the fixed words that the writers of HTML and PDF need."""
        return dict(self._texts["writer"])

    def _end(self, last: str) -> str:
        """Return the *and* before the last of a list; Thai leaves no blank before a Thai word."""
        end: str = self._texts["list_end"]
        return end.rstrip() if self.language == "th" and has_thai(last[:1]) else end

    def _field_runs(self, field: Field) -> list[Run]:
        if isinstance(field, Result):
            return [Run(text=self.shown(field), result=field.id)]
        if isinstance(field, str | int):
            return [Run(text=self.digits(field))]
        return list(field)


def _tidy(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Join neighbours of one kind and fold double blanks, at the edges too."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        text = run.text
        if last is None or last.text.endswith(" "):
            text = text.lstrip(" ")
        text = re.sub(r" {2,}", " ", text)
        if last and last.result is None and run.result is None and last.strong == run.strong:
            joined[-1] = Run(text=last.text + text, strong=run.strong)
        elif text:
            joined.append(run.model_copy(update={"text": text}))
    return tuple(joined)


@cache
def _wording_file(language: str) -> Mapping[str, Any]:
    """Return the texts of all files of a language; the files share their sections."""
    texts: dict[str, Any] = {}
    for place in files("pmqa_analysis").joinpath("assets", "wording", language).iterdir():
        text = place.read_text(encoding="utf-8")
        for section, entries in yaml.load(text, Loader=_YAML).items():
            same = texts.get(section)
            texts[section] = same | entries if isinstance(same, dict) else entries
    return texts
