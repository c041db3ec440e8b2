"""The codebook: what every column of a survey's exports means, written down by a person.

Nothing in it is derived from the answers, and nothing of an export is taken that it does not
name. ``parse_codebook`` is the door: it also checks what one part says of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal, TypeVar

from pydantic import BeforeValidator, Field

from pmqa_analysis.load.exports import ExportKind
from pmqa_analysis.settings import FiscalYear, StrictModel

__all__ = [
    "UNFINISHED", "Aspect", "Category", "Codebook", "FieldColumn", "FreeText", "Group", "Ignored",
    "Item", "Many", "MultiSelect", "Option", "Population", "Question", "Role", "Scale",
    "ScaleCode", "Source", "Title",
]  # fmt: skip

UNFINISHED = "?"

_T = TypeVar("_T")
Many = Annotated[tuple[_T, ...], Field(strict=False)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Name = Annotated[str, Field(min_length=1)]
Identifier = Literal["direct", "indirect", "sensitive", "plain"]
ItemKind = Literal[
    "satisfaction", "dissatisfaction", "expectation", "perception", "importance", "engagement",
    "happiness", "awareness", "understanding", "use", "need", "recommendation", "other",
]  # fmt: skip
TextKind = Literal["suggestion", "complaint", "compliment", "need", "dissatisfaction", "other"]
Role = Literal[
    "respondent", "submitted", "started", "duration", "consent", "completed", "source"
]  # fmt: skip


class Title(StrictModel):
    """One wording of a question, with the variants of it that exports have shown.

    ``years`` are those in which it was asked so; none means every year of the question.
    """

    text: Name
    variants: Many[Name] = ()
    years: Many[FiscalYear] = ()


def _titled(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class Category(StrictModel):
    """One answer of a closed question: its code, its label, and how else it is written."""

    code: Name
    th: Name
    en: str = ""
    variants: Many[Name] = ()


class ScaleCode(StrictModel):
    """One point of a scale. A non-answer ("no opinion", "never used") has ``answer: false``.

    ``weight`` is its worth in an index of 0 - 100, where the instrument has one.
    """

    code: Annotated[int, Field(ge=-100, le=100)]
    th: Name
    en: str = ""
    variants: Many[Name] = ()
    answer: bool = True
    weight: int | None = None


class Scale(StrictModel):
    """The answers of a scale. ``accept_codes`` also takes the bare number for the label."""

    id: Id
    codes: Many[ScaleCode]
    accept_codes: bool = True

    @cached_property
    def answers(self) -> tuple[int, ...]:
        """Return the codes that are answers, lowest first."""
        return tuple(sorted(code.code for code in self.codes if code.answer))

    @cached_property
    def non_answers(self) -> tuple[int, ...]:
        """Return the codes that are no answers, lowest first."""
        return tuple(sorted(code.code for code in self.codes if not code.answer))


class Question(StrictModel):
    """What some columns of an export hold.

    ``titles`` are its wordings; ``keys`` the column codes of exports that have codes, such as
    ``G1Q1[SQ001]``. No years or sources means all of the survey's.
    """

    id: Id
    titles: Many[Annotated[Title, BeforeValidator(_titled)]] = ()
    keys: Many[Name] = ()
    years: Many[FiscalYear] = ()
    sources: Many[Id] = ()

    def wordings(self, year: int) -> tuple[str, ...]:
        """Return the texts under which it stands in that year's exports, its title first."""
        titles = [title for title in self.titles if not title.years or year in title.years]
        variants = [text for title in titles for text in title.variants]
        return (*(title.text for title in titles), *variants)


class Group(Question):
    """A closed question that divides respondents: sex, bureau, kind of recipient.

    ``other`` names the category that takes every text which is no category's label.
    """

    name_th: Name
    name_en: str = ""
    identifier: Identifier
    categories: Annotated[tuple[Category, ...], Field(strict=False, min_length=1)]
    other: str | None = None


class Item(Question):
    """A question answered on a scale. ``scale`` may differ by year: ``{2565: old, 2566: new}``."""

    scale: Id | dict[FiscalYear, Id]
    kind: ItemKind
    aspect: Id | None = None
    reverse: bool = False
    name_en: str = ""
    identifier: Identifier = "plain"

    def scale_in(self, year: int) -> str | None:
        """Return the id of the scale used in that year."""
        return self.scale if isinstance(self.scale, str) else self.scale.get(year)


class Option(Category):
    """One choice of a multi-select set; with titles or keys where it has its own column."""

    titles: Many[Annotated[Title, BeforeValidator(_titled)]] = ()
    keys: Many[Name] = ()


class MultiSelect(Question):
    """A question with several answers: joined in one column, or a column for each option.

    ``kind`` says what its options are, such as suggestions that somebody coded.
    ``chosen`` and ``not_chosen`` are the texts of an option's own column; a blank is not
    chosen where another option of the set is answered.
    """

    name_th: Name
    name_en: str = ""
    kind: TextKind = "other"
    identifier: Identifier
    options: Annotated[tuple[Option, ...], Field(strict=False, min_length=1)]
    other: str | None = None
    separators: Many[Name] = (";", ",", "|", "\n")
    chosen: Many[Name] = ("Y", "Yes", "1", "ใช่", "เลือก", "✓", "✔", "√", "/", "True", "TRUE")
    not_chosen: Many[Name] = ("N", "No", "0", "ไม่ใช่", "ไม่เลือก", "False", "FALSE")

    @property
    def has_own_columns(self) -> bool:
        """Return whether each option has its own column."""
        return any(option.titles or option.keys for option in self.options)


class FreeText(Question):
    """A question answered in words."""

    kind: TextKind
    identifier: Identifier


class FieldColumn(Question):
    """A column about the response itself.

    ``accepts`` and ``refuses`` are the texts of a consent column. ``completed`` holds
    something only where the respondent came to the end. ``duration`` is in seconds.
    ``shared_id`` says that a person has one id in every source, so that the sources can be
    compared by it; the running number of a form is none such.
    """

    role: Role
    identifier: Identifier
    accepts: Many[Name] = ()
    refuses: Many[Name] = ()
    shared_id: bool = False


class Ignored(Question):
    """Columns left out on purpose, with the reason."""

    reason: Name


class Aspect(StrictModel):
    """An aspect of service or a dimension of an instrument."""

    id: Id
    th: Name
    en: str = ""


class Source(StrictModel):
    """Where some of the responses come from, and the file of each year.

    ``path`` may hold ``{year}``; ``files`` names the years that differ. ``labels`` are the
    texts that name this source in a column with the role ``source``.
    """

    id: Id
    name_th: Name
    name_en: str = ""
    kind: ExportKind
    path: str = ""
    files: dict[FiscalYear, str] = Field(default_factory=dict)
    sheet: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    labels: Many[Name] = ()

    def file_of(self, year: int) -> str:
        """Return the path of that year's export inside the office's folder; empty for none."""
        return self.files.get(year, self.path.replace("{year}", str(year)))


class Population(StrictModel):
    """How many people could have answered: of a year, or of one group's category in it."""

    year: FiscalYear
    n: Annotated[int, Field(ge=1)]
    group: Id | None = None
    category: str | None = None


class Codebook(StrictModel):
    """One survey: who is asked, where the answers come from, and what each column means."""

    survey: Id
    name_th: Name
    name_en: str = ""
    population: Name
    years: Annotated[tuple[FiscalYear, ...], Field(strict=False, min_length=1)]
    sources: Annotated[tuple[Source, ...], Field(strict=False, min_length=1)]
    respondents: Many[Population] = ()
    aspects: Many[Aspect] = ()
    scales: Many[Scale] = ()
    fields: Many[FieldColumn] = ()
    groups: Many[Group] = ()
    items: Many[Item] = ()
    multi_selects: Many[MultiSelect] = ()
    texts: Many[FreeText] = ()
    ignored: Many[Ignored] = ()

    @cached_property
    def scale_by_id(self) -> dict[str, Scale]:
        """Return the scales by their ids."""
        return {scale.id: scale for scale in self.scales}

    @property
    def questions(self) -> Iterator[Question]:
        """Yield every question, in the order of the kinds and then of the file."""
        for part in (self.fields, self.groups, self.items, self.multi_selects, self.texts,
                     self.ignored):  # fmt: skip
            yield from part

    def files(self) -> set[str]:
        """Return the paths of all exports, of every source and year."""
        paths = (source.file_of(year) for source in self.sources for year in self.years)
        return {path for path in paths if path}

    def is_asked(self, question: Question, year: int, source: str) -> bool:
        """Return whether that year's export of a source may have the question."""
        return (not question.years or year in question.years) and (
            not question.sources or source in question.sources
        )

    def items_of(self, year: int) -> tuple[tuple[Item, Scale], ...]:
        """Return the items asked in a year, each with its scale of that year."""
        asked = (item for item in self.items if not item.years or year in item.years)
        found = ((item, self.scale_by_id.get(item.scale_in(year) or "")) for item in asked)
        return tuple((item, scale) for item, scale in found if scale is not None)
