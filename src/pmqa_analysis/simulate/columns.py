"""The columns of an export: which question stands where, under which heading, with which cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pmqa_analysis.clean.surveys.answers import BLANK
from pmqa_analysis.clean.surveys.codebook import (
    Codebook,
    FieldColumn,
    FreeText,
    Group,
    Ignored,
    Item,
    MultiSelect,
    Option,
    Question,
    Source,
)
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.simulate.draw import SIMULATED, Drawn
from pmqa_analysis.simulate.writing import (
    Cell,
    Style,
    joined_options,
    untidy_writing,
    write_category,
    write_code,
    write_time,
)

__all__ = ["ExportColumn", "export_columns", "is_mark"]

_SYSTEM_TITLES = {
    "id": "Response ID", "submitdate": "Date submitted", "lastpage": "Last page",
    "startlanguage": "Start language", "seed": "Seed", "startdate": "Date started",
}  # fmt: skip
_FILLING = {"lastpage": "5", "startlanguage": "th", "seed": "1", "lang": "th"}
_LIME = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\[[A-Za-z0-9_]+\])*")
_VARIABLE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_TWO_ROWS = " / "


@dataclass
class ExportColumn:
    """One column of an export.

    Attributes:
        name: The question's id, or ``set__option``.
        key: Its code: of LimeSurvey, or an SPSS variable.
        title: Its text.
        cells: One a respondent.
        labels: Of SPSS: the label of each code.
        missing: Of SPSS: the codes declared missing.
        question: What it holds.
    """

    name: str
    key: str
    title: str
    cells: list[Cell]
    question: Question
    labels: dict[int, str] = field(default_factory=dict)
    missing: tuple[int, ...] = ()

    def heading(self, style: Style) -> str:
        """Return what stands over the column."""
        if style.family == "spss":
            return self.key
        if style.kind != "limesurvey":
            return self.title
        text = _SYSTEM_TITLES.get(self.key, self.title)
        both = f"{self.key}. {text}"
        return {"codes": self.key, "texts": text, "both": both}[style.headings]


def is_mark(question: Question) -> bool:
    """Return whether a question is the column in which each row says that it is simulated."""
    return isinstance(question, Ignored) and any(one.text == SIMULATED for one in question.titles)


def export_columns(
    book: Codebook, drawn: Drawn, source: Source, style: Style, year: int, untidy: float,
    random: np.random.RandomState,
) -> list[ExportColumn]:  # fmt: skip
    """Return the columns of a source's export, in the order of the codebook.

    Raises:
        SettingsError: If the codebook sets no column aside for the mark of simulated data, or a
            question has no code in an export that is read by its codes.
    """
    asked = [one for one in book.questions if book.is_asked(one, year, source.id)]
    if not any(map(is_mark, asked)):
        raise SettingsError("simulate.no_mark", where=book.survey, mark=SIMULATED)
    columns = [
        column for question in asked
        for column in _columns(book, question, drawn, style, year)
    ]  # fmt: skip
    if untidy:
        for column in columns:
            _make_untidy(book, column, drawn, style, year, untidy, random)
    return columns


def _columns(
    book: Codebook, question: Question, drawn: Drawn, style: Style, year: int
) -> Iterator[ExportColumn]:
    if isinstance(question, MultiSelect):
        yield from _set_columns(question, drawn, style, year)
        return
    key, title = _key(question, style), _title(question, style, year)
    column = ExportColumn(question.id, key, title, [], question)
    match question:
        case Item():
            scale = book.scale_by_id[question.scale_in(year) or ""]
            codes = drawn.items[question.id].tolist()
            column.cells = [None if code == BLANK else write_code(scale, code, style)
                            for code in codes]  # fmt: skip
            column.labels = {one.code: one.th for one in scale.codes}
            column.missing = scale.non_answers
        case Group():
            own = {one.code: write_category(question, one.code, style)
                   for one in question.categories}  # fmt: skip
            column.cells = [own[code] for code in drawn.groups[question.id]]
            column.labels = {number: one.th for number, one in enumerate(question.categories, 1)}
        case FreeText():
            column.cells = list(drawn.texts[question.id])
        case FieldColumn():
            column.cells = _field_cells(book, question, drawn, style)
        case _:
            filling = SIMULATED if is_mark(question) else _FILLING.get(key, "")
            column.cells = [filling] * len(drawn.ids)
    yield column


def _field_cells(book: Codebook, question: FieldColumn, drawn: Drawn, style: Style) -> list[Cell]:
    numbered = style.family == "spss" or style.kind in ("microsoft_forms", "limesurvey")
    source = book.sources[0]
    made: Mapping[str, Callable[[], Sequence[Cell]]] = {
        "respondent": lambda: [number if numbered else f"{number:05d}" for number in drawn.ids],
        "submitted": lambda: [write_time(moment, style) for moment in drawn.submitted],
        "started": lambda: [write_time(moment, style) for moment in drawn.started],
        "duration": lambda: [
            int((end - start).total_seconds())
            for start, end in zip(drawn.started, drawn.submitted, strict=True)
        ],
        "consent": lambda: [question.accepts[0] if question.accepts else ""] * len(drawn.ids),
        "completed": lambda: [_FILLING["lastpage"]] * len(drawn.ids),
        "source": lambda: [(source.labels or (source.name_th,))[0]] * len(drawn.ids),
    }
    return list(made[question.role]())


def _set_columns(
    question: MultiSelect, drawn: Drawn, style: Style, year: int
) -> Iterator[ExportColumn]:
    chosen = drawn.chosen[question.id]
    joined = bool(question.titles or question.keys)
    if not question.has_own_columns or (joined and not style.own_columns):
        cells: list[Cell] = [joined_options(question, one, style) for one in chosen]
        key, title = _key(question, style), _title(question, style, year)
        yield ExportColumn(question.id, key, title, cells, question)
        return
    for option in question.options:
        yes, no = _choice(question, style)
        cells = [None if not one else yes if option.code in one else no for one in chosen]
        name = f"{question.id}__{option.code}"
        yield ExportColumn(
            name, _key(option, style, name), _title(option, style, year), cells, question,
            labels={1: question.chosen[0], 0: question.not_chosen[0]},
        )  # fmt: skip


def _choice(question: MultiSelect, style: Style) -> tuple[Cell, Cell]:
    if style.family == "spss":
        return 1, 0
    return question.chosen[0], "" if style.coded else question.not_chosen[0]


def _key(question: Question | Option, style: Style, name: str = "") -> str:
    """Return the column's code: the first of the codebook that such an export can have."""
    if style.kind not in ("limesurvey", "spss"):
        return name or _id(question)
    form = _VARIABLE if style.kind == "spss" else _LIME
    keys = [key for key in question.keys if form.fullmatch(key)]
    if style.kind == "limesurvey":
        keys.sort(key=lambda key: "[" not in key and key not in _SYSTEM_TITLES)
        if not keys and not is_mark_or_text(question):
            raise SettingsError("simulate.no_code", where=name or _id(question))
    return keys[0] if keys else name or _id(question)


def is_mark_or_text(question: Question | Option) -> bool:
    """Return whether a question may do without a code: its title is known where that stands."""
    return isinstance(question, Ignored)


def _title(question: Question | Option, style: Style, year: int) -> str:
    titles = [one for one in question.titles if not one.years or year in one.years]
    if style.kind == "workbook":
        upper = [text for one in titles for text in one.variants if _TWO_ROWS in text]
        if upper:
            return upper[0]
    return titles[0].text if titles else (question.keys[0] if question.keys else _id(question))


def _id(question: Question | Option) -> str:
    return question.code if isinstance(question, Option) else question.id


def _make_untidy(
    book: Codebook, column: ExportColumn, drawn: Drawn, style: Style, year: int, share: float,
    random: np.random.RandomState,
) -> None:  # fmt: skip
    """Write that share of a closed question's cells in another way that means the same."""
    question = column.question
    if style.family == "spss" or not isinstance(question, Item | Group):
        return
    codes = {}
    if isinstance(question, Item):
        scale = book.scale_by_id[question.scale_in(year) or ""]
        codes = {one.code: one for one in scale.codes} if scale.accept_codes else {}
    for row in np.flatnonzero(random.random_sample(len(column.cells)) < share).tolist():
        if column.cells[row] is not None:
            code = codes.get(int(drawn.items[question.id][row])) if codes else None
            column.cells[row] = untidy_writing(column.cells[row], code, style, random)
