"""A survey's entry sheet, for answers that come on paper: one column a question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pmqa_analysis.clean.surveys.codebook import (
    Codebook,
    FieldColumn,
    Group,
    Item,
    MultiSelect,
    Question,
    Source,
)
from pmqa_analysis.present.entry_sheets.sheet import EntryColumn, entry_workbook

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["ENTRY_SHEET", "entry_source", "survey_entry_sheet"]

ENTRY_SHEET = "คำตอบ"
_PROMPTS = {
    "respondent": "เลขที่แบบสอบถาม ไม่ซ้ำกัน เช่น 001",
    "submitted": "วันที่ตอบ เช่น 31/01/2567",
    "started": "เวลาที่เริ่มตอบ เช่น 31/01/2567 09:00",
    "duration": "เวลาที่ใช้ตอบ เป็นวินาที",
    "completed": "หน้าสุดท้ายที่ตอบ",
}


def survey_entry_sheet(codebook: Codebook, year: int, *, simulated: bool = False) -> Workbook:
    """Return the workbook to type a year's answers into; the readers take it as it is.

    Its columns are the questions of the source that is a workbook, else of all sources.
    """
    source = entry_source(codebook, year)
    sheet = source.sheet if source and source.sheet else ENTRY_SHEET
    columns = list(_columns(codebook, year, source.id if source else None))
    return entry_workbook(sheet, columns, simulated=simulated)


def entry_source(codebook: Codebook, year: int) -> Source | None:
    """Return the source whose file is a workbook by hand, where the codebook has one."""
    books = [source for source in codebook.sources if source.kind == "workbook"]
    with_file = [source for source in books if source.file_of(year)]
    return next(iter([*with_file, *books]), None)


def _columns(codebook: Codebook, year: int, source: str | None) -> Iterator[EntryColumn]:
    for question in codebook.questions:
        sources = (source,) if source else tuple(one.id for one in codebook.sources)
        if question in codebook.ignored:
            continue
        if any(codebook.is_asked(question, year, one) for one in sources):
            yield from _columns_of(question, codebook, year)


def _columns_of(question: Question, codebook: Codebook, year: int) -> Iterator[EntryColumn]:
    title = (*question.wordings(year), *question.keys, question.id)[0]
    if isinstance(question, MultiSelect):
        yield from _set_columns(question, title, year)
    elif isinstance(question, Item):
        scale = codebook.scale_by_id[question.scale_in(year) or ""]
        yield EntryColumn(title, tuple(code.th for code in scale.codes), width=14)
    elif isinstance(question, Group):
        yield EntryColumn(title, tuple(one.th for one in question.categories), width=22)
    elif isinstance(question, FieldColumn):
        yield _field_column(question, title, codebook)
    else:
        yield EntryColumn(title, width=40)


def _set_columns(question: MultiSelect, title: str, year: int) -> Iterator[EntryColumn]:
    if not question.has_own_columns:
        joined = f"{question.separators[0]} "
        choices = joined.join(option.th for option in question.options)
        yield EntryColumn(title, prompt=f"ตอบได้หลายข้อ คั่นด้วย {joined}: {choices}", width=30)
        return
    answers = (question.chosen[0], question.not_chosen[0])
    for option in question.options:
        titles = [one.text for one in option.titles if not one.years or year in one.years]
        yield EntryColumn((*titles, *option.keys)[0], answers, prompt=option.th, width=12)


def _field_column(question: FieldColumn, title: str, codebook: Codebook) -> EntryColumn:
    if question.role == "consent":
        return EntryColumn(title, (*question.accepts, *question.refuses))
    if question.role == "source":
        return EntryColumn(title, tuple(source.name_th for source in codebook.sources))
    return EntryColumn(title, prompt=_PROMPTS.get(question.role, ""))
