"""What people wrote, held against the figures: references, typed numbers, words that claim."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pmqa_analysis.assess.assessment import Assessment
from pmqa_analysis.assess.prose_claims import ClaimOutcome, check_words
from pmqa_analysis.assess.typed_numbers import TypedNumber, typed_numbers
from pmqa_analysis.blocks.characters import unprintable
from pmqa_analysis.clean.issues import Issue, IssueKind, make_issue
from pmqa_analysis.clean.prose import Paragraph, Reference, Vocabulary
from pmqa_analysis.errors import nearest
from pmqa_analysis.results import Result, Results
from pmqa_analysis.rounding import exact
from pmqa_analysis.thai import to_arabic_digits

__all__ = ["Facts", "Marked", "check_paragraph", "find_figure", "marked_text"]

# Stands in a text for a reference, so that places in it are places between words.
MARK = "\ufffc"
SHORTEST_NAME = 4
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_KINDS: Mapping[ClaimOutcome, IssueKind] = {
    "fails": "claim_fails", "unknown": "claim_unknown", "untested": "claim_untested",
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What a year's prose is held against.

    Attributes:
        fiscal_year: The year that the prose is written for.
        results: Every figure stated or computed for it.
        assessments: The measures, by their names.
        codes: Names of items, groups and measures: as numbers they are no figures.
        words: The words that claim.
    """

    fiscal_year: int
    results: Results
    assessments: Mapping[str, Assessment]
    codes: Collection[str]
    words: Vocabulary

    @cached_property
    def years(self) -> frozenset[int]:
        """Return the fiscal years of which there is a figure."""
        return frozenset(each.fiscal_year for each in self.results.values() if each.fiscal_year)

    @cached_property
    def names(self) -> re.Pattern[str]:
        """Return the pattern of the measures' names: a word in a name claims nothing."""
        names = {
            to_arabic_digits(name)
            for item in self.assessments.values()
            for name in _own_names(item)
            if len(name) >= SHORTEST_NAME
        }  # fmt: skip
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def bears(
        self, number: TypedNumber, years: Collection[int], measure: str | None = None
    ) -> bool:
        """Return whether some result of these years, or an undated one, is the number.

        Where the text speaks of one ``measure`` alone, another measure's result is none.
        """
        value = exact(number.digits)
        return any(
            value in _values(result)
            for result in self.results.values()
            if result.value is not None
            and (result.fiscal_year is None or result.fiscal_year in years)
            and (measure is None or result.measure not in self.assessments.keys() - {measure})
            and (not number.percent or result.unit.startswith(self.words.percent_before))
        )


@dataclass(frozen=True)
class Marked:
    """A paragraph in Arabic digits, each reference one mark; ``places`` has the marks' figures."""

    text: str
    places: Mapping[int, Result | None]


def find_figure(reference: Reference, results: Results) -> Result | None:
    """Return the figure that a reference names, or None where there is none."""
    return next((results[name] for name in reference.ids if name in results), None)


def marked_text(paragraph: Paragraph, results: Results) -> Marked:
    """Return a paragraph's text with its references marked."""
    text, places = "", dict[int, Result | None]()
    for span in paragraph.spans:
        if span.reference:
            places[len(text)] = find_figure(span.reference, results)
            text += MARK
        else:
            text += to_arabic_digits(span.text).replace(MARK, " ")
    return Marked(text, places)


def check_paragraph(paragraph: Paragraph, facts: Facts) -> list[Issue]:
    """Return what a paragraph says that the figures do not bear, in the order of its words."""
    marked = marked_text(paragraph, facts.results)
    return [
        *_unknown_figures(paragraph, facts),
        *_unborne_numbers(paragraph, marked, facts),
        *_unborne_claims(paragraph, marked, facts),
        *_unprintable(paragraph),
    ]


def _unknown_figures(paragraph: Paragraph, facts: Facts) -> Iterator[Issue]:
    for reference in _references(paragraph):
        if find_figure(reference, facts.results) is None:
            yield make_issue(
                "unknown_figure", paragraph.address, found=reference.raw,
                near=_nearest_reference(reference, facts) or "-",
            )  # fmt: skip


def _unborne_numbers(paragraph: Paragraph, marked: Marked, facts: Facts) -> Iterator[Issue]:
    """Yield the typed numbers that are no result of this year, or of a year that is named."""
    named = {int(year) for year in _YEAR.findall(marked.text)}
    named |= {result.fiscal_year or 0 for result in marked.places.values() if result}
    years = (named & facts.years) | {facts.fiscal_year}
    only = _only_measure(marked, facts)
    found = [
        number.text
        for number in typed_numbers(marked.text, facts.codes, facts.words)
        if not facts.bears(number, years, only)
    ]
    plain = facts.names.sub("", marked.text).lower()
    found += [word for word in facts.words.in_words if word in plain]
    for text in found:
        yield make_issue(
            "unmatched_number", paragraph.address, found=text,
            years=", ".join(map(str, sorted(years))),
        )  # fmt: skip


def _only_measure(marked: Marked, facts: Facts) -> str | None:
    """Return the measure that a text speaks of by its code, where it speaks of no other."""
    named = {item.measure.measure for _, item in _measures(marked, facts) if item}
    if len(named) != 1:
        return None
    (only,) = named
    own = {to_arabic_digits(name) for name in _own_names(facts.assessments[only])}
    return None if {*facts.names.findall(marked.text)} - own else only


def _own_names(item: Assessment) -> tuple[str, ...]:
    measure = item.measure
    return (measure.name_th, measure.short_th, measure.name_en, measure.short_en)


def _unborne_claims(paragraph: Paragraph, marked: Marked, facts: Facts) -> Iterator[Issue]:
    text = facts.names.sub(lambda found: "_" * len(found.group()), marked.text)
    for word, item, outcome in check_words(text, _measures(marked, facts), facts.words):
        if item is None:
            yield make_issue("claim_without_figure", paragraph.address, word=word)
        elif outcome != "holds":
            yield make_issue(
                _KINDS[outcome], paragraph.address, word=word, measure=item.measure.measure,
                values=_history(item),
            )  # fmt: skip


def _unprintable(paragraph: Paragraph) -> Iterator[Issue]:
    found = unprintable(paragraph.text)
    if found:
        letters = " ".join(f"{letter} (U+{ord(letter):04X})" for letter in found)
        yield make_issue("unprintable_letter", paragraph.address, found=letters)


def _measures(marked: Marked, facts: Facts) -> list[tuple[int, Assessment | None]]:
    """Return where the text names a measure, by a reference or by its code."""
    found = [
        (place, facts.assessments.get(result.measure))
        for place, result in marked.places.items()
        if result
    ]
    for code in re.finditer(r"(?<![\d.,])\d+(?:\.\d+)+(?![\d,]|\.\d)", marked.text):
        if code.group() in facts.assessments:
            found.append((code.start(), facts.assessments[code.group()]))
    return sorted(found, key=lambda one: one[0])


def _history(item: Assessment) -> str:
    return ", ".join(f"{each.fiscal_year}: {each.shown or each.status}" for each in item.history)


def _references(paragraph: Paragraph) -> Sequence[Reference]:
    return [span.reference for span in paragraph.spans if span.reference]


def _values(result: Result) -> set[object]:
    """Return the numbers that are this result: exact, as shown, and a difference without sign."""
    shown = result.shown.replace("\u2212", "-").strip("()")
    values: set[object] = {result.value}
    try:
        values.add(exact(shown))
    except ValueError:
        return values
    if "difference" in result.statistic or "change" in result.statistic:
        values |= {abs(value) for value in list(values)}  # type: ignore[arg-type]
    return values


def _nearest_reference(reference: Reference, facts: Facts) -> str:
    """Return the reference that was probably meant; one without a year means this year."""
    bare = reference.raw.strip("{} ")
    written = reference.ids or (f"{facts.fiscal_year}/{bare}/actual",)
    found = [name for name in (nearest(each, facts.results) for each in written[::-1]) if name]
    return _as_reference(found[0]) if found else ""


def _as_reference(name: str) -> str:
    """Return a result's id as a reference."""
    year, measure, rest = name.split("/", 2)
    statistic, _, section = rest.partition("@")
    named = measure if statistic == "actual" else f"{measure}.{statistic}"
    return "{" + f"{named}@{year}" + (f"@{section}" if section else "") + "}"
