"""What people wrote, as blocks: each figure named in it is a run that keeps its result's id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pmqa_analysis.blocks import Passage, Run
from pmqa_analysis.clean import Issue
from pmqa_analysis.clean.prose import Fact, Paragraph, Reference, Span, TextSection
from pmqa_analysis.present.wording import Wording
from pmqa_analysis.results import Result

__all__ = ["empty_note", "fact_items", "issue_items", "text_passages"]

_Find = Callable[[Reference], Result | None]


def text_passages(
    paragraphs: Iterable[Paragraph], find: _Find, words: Wording
) -> Iterator[Passage]:
    """Yield the paragraphs as they are read; a reference that leads nowhere stays as written."""
    for paragraph in paragraphs:
        strong = paragraph.style == "heading"
        mark = words.runs("prose.numbered", number=paragraph.number) if paragraph.number else ()
        runs = [run for span in paragraph.spans for run in _runs(span, find, words, strong)]
        passage = words.passage(mark, runs, style="item" if paragraph.style == "item" else "body")
        if passage.runs:
            yield passage


def fact_items(facts: Iterable[Fact], words: Wording) -> Iterator[Passage]:
    """Yield facts as items, each with the lines of its document in square brackets."""
    for fact in facts:
        line = f" [{words.digits(fact.line)}]" if fact.line else ""
        yield words.passage(
            words.strong(words.pick(fact, "label")),
            [Run(text=f" {words.pick(fact, 'text')}{line}")], style="item",
        )  # fmt: skip


def empty_note(section: TextSection, words: Wording) -> Passage:
    """Return the line that says that nobody has written here yet, and what is asked."""
    asked = words.pick(section, "ask")
    return words.say("prose.empty", style="note", section=section.id, asked=asked)


def issue_items(issues: Sequence[Issue], words: Wording) -> Iterator[Passage]:
    """Yield what should be mended before a report goes out; a sentence where there is nothing."""
    if not issues:
        yield words.say("prose.no_issues")
    for issue in issues:
        text = issue.reason_th if words.language == "th" else issue.reason_en
        yield words.passage([Run(text=words.digits(text))], style="item")


def _runs(span: Span, find: _Find, words: Wording, strong: bool) -> Sequence[Run]:
    bold = span.strong or strong
    figure = find(span.reference) if span.reference else None
    if figure is None:
        return [Run(text=words.digits(span.text), strong=bold)]
    return [Run(text=words.shown(figure), result=figure.id, strong=bold)]
