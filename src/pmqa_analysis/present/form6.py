"""The form that an office hands in, as blocks: its parts, what was written, what is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from pmqa_analysis.assess import Assessment
from pmqa_analysis.assess.coverage import Coverage
from pmqa_analysis.blocks import Block, Cell, Column, Heading, Passage, Row, Run, Table
from pmqa_analysis.clean import Category, Register
from pmqa_analysis.clean.plan import Plan
from pmqa_analysis.clean.prose import Fact, FormPart, TextSection
from pmqa_analysis.clean.surveys.codebook import Codebook
from pmqa_analysis.present.tables import category_results
from pmqa_analysis.present.wording import Wording

__all__ = [
    "category_heading",
    "category_table",
    "closing_heading",
    "coverage_answer",
    "coverage_table",
    "empty_items",
    "fact_source",
    "part_heading",
    "process_items",
    "respondent_items",
    "written_sections",
]  # fmt: skip

Level = Literal[1, 2, 3]


def part_heading(part: FormPart, words: Wording) -> Heading:
    """Return the heading of a part, on a new page, with its limit of pages."""
    text = words.text("form6.part", part=part.part, title=words.title(part), limit=part.max_pages)
    return Heading(text=text, part=part.part, max_pages=part.max_pages, new_page=True)


def closing_heading(words: Wording) -> Heading:
    """Return the heading of the page to read before the form goes out; it is in no part."""
    return Heading(text=words.text("form6.before_it_goes_out"), new_page=True)


def category_heading(category: Category, words: Wording) -> Heading:
    """Return the heading of a category inside part 2."""
    text = words.text("form6.category", category=category.category, title=words.title(category))
    return Heading(text=text, level=2)


def written_sections(
    sections: Iterable[TextSection],
    written: Callable[..., Iterable[Passage]],
    words: Wording,
    *,
    level: Level = 2,
    known: Mapping[str, Iterable[Passage]] | None = None,
) -> Iterator[Block]:
    """Yield each place's heading and what stands in it.

    Args:
        sections: The places, in order.
        written: The report's own way to the paragraphs of a place (``report.paragraphs``).
        words: The report's words.
        level: Level of the headings.
        known: What the year's data tell at a place, by its id.
    """
    for section in sections:
        yield Heading(text=words.title(section), level=level)
        yield from written(section.id, tell_empty=True)
        yield from (known or {}).get(section.id, ())


def fact_source(
    facts: Mapping[str, Sequence[Fact]], sections: Iterable[TextSection], register: Register,
    words: Wording,
) -> Passage | None:  # fmt: skip
    """Return the documents of the facts in some places; None where there are no facts."""
    shown = [fact for section in sections for fact in facts.get(section.id, ())]
    documents = dict.fromkeys(fact.document for fact in shown)
    if not documents:
        return None
    titles = "; ".join(words.title(register.documents[one]) for one in documents)
    return words.say("form6.fact_source", style="note", documents=titles)


def process_items(plan: Plan | None, words: Wording) -> Iterator[Passage]:
    """Yield the core and the support processes that the year's plan names; none without one."""
    processes = plan.processes if plan else ()
    for kind in dict.fromkeys(process.kind for process in processes):
        names = [words.pick(one, "name") for one in processes if one.kind == kind]
        yield _told(words.text(f"form6.processes_{kind}"), "; ".join(names), words)


def respondent_items(codebooks: Iterable[Codebook], words: Wording) -> Iterator[Passage]:
    """Yield whom the year's surveys ask, and by which groups."""
    for codebook in codebooks:
        groups = ", ".join(group.name_th for group in codebook.groups)
        text = words.text("form6.respondents", population=codebook.population, groups=groups)
        yield _told(codebook.name_th, text, words)


def _told(label: str, text: str, words: Wording) -> Passage:
    return words.passage(words.strong(label), [Run(text=f" {words.digits(text)}")], style="item")


def category_table(
    category: Category, register: Register, assessments: Mapping[str, Assessment], words: Wording
) -> Table | None:
    """Return the results that follow from a category; None where it reports no measure."""
    measures = register.measures_of(category.category)
    if not measures:
        return None
    return category_results(category, [assessments[one.measure] for one in measures], words)


def coverage_answer(coverage: Sequence[Coverage], words: Wording) -> tuple[Run, ...]:
    """Return how many places of the whole form have text; the last entry is the whole."""
    whole = coverage[-1]
    return words.runs("form6.answer", written=whole.written, places=whole.places)


def coverage_table(
    coverage: Sequence[Coverage], parts: Mapping[str, FormPart], words: Wording
) -> Table:
    """Return for each part its places, those written, those empty, and its limit of pages."""
    return Table(
        name="form6_coverage",
        caption=words.text("form6.coverage"),
        columns=(
            Column(title=words.text("form6.column_part"), width=4, row_header=True),
            Column(title=words.text("form6.column_places"), align="end"),
            Column(title=words.text("form6.column_written"), align="end"),
            Column(title=words.text("form6.column_empty"), align="end"),
            Column(title=words.text("form6.column_limit"), align="end"),
        ),
        rows=tuple(_coverage_row(item, parts.get(item.part), words) for item in coverage),
        notes=(words.text("form6.note_pages"),),
    )


def empty_items(
    coverage: Sequence[Coverage], parts: Mapping[str, FormPart], words: Wording
) -> Iterator[Passage]:
    """Yield for each part the places in which nobody has written yet."""
    lacking = [item for item in coverage if item.missing and item.part in parts]
    if not lacking:
        yield words.say("form6.nothing_empty")
    for item in lacking:
        name = words.text("form6.part_name", part=item.part)
        names = ", ".join(section.id for section in item.missing)
        yield words.passage(
            words.strong(name), words.runs("form6.empty", empty=item.empty, names=names),
            style="item",
        )  # fmt: skip


def _coverage_row(item: Coverage, part: FormPart | None, words: Wording) -> Row:
    limit = Cell(text=words.digits(item.max_pages))
    if part is None:
        name, kind = words.text("form6.whole"), "total"
    else:
        name, kind = f"{words.digits(part.part)} {words.title(part)}", "data"
    cells = (words.cell(item.places), words.cell(item.written), words.cell(item.empty))
    return Row(cells=(Cell(text=name), *cells, limit), kind=kind)  # type: ignore[arg-type]
