"""The register: measures, groups, categories, sections and documents an office reports by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PrivateAttr, ValidationError

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.errors import DataError, PmqaError, nearest, raise_faults
from pmqa_analysis.load import load_table
from pmqa_analysis.office import Office

__all__ = [
    "Category", "Caution", "Document", "Group", "Item", "Measure", "Register", "Section",
    "load_register",
]  # fmt: skip

_Entry = TypeVar("_Entry", bound="_RegisterEntry")
MEASURES = "reference/measures.csv"
_FILES = {"category": "reference/categories.csv", "related_to": MEASURES}


_Count = Annotated[int | None, BeforeValidator(lambda text: None if text == "" else text)]


class _RegisterEntry(BaseModel):
    """A row of a register, which remembers its file and row."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    _address: str = PrivateAttr("")

    def cell(self, column: str) -> str:
        """Return the address of one of its cells."""
        return f"{self._address} [{column}]"


class Document(_RegisterEntry):
    """A source document; its lines are those of its text layer."""

    document: str
    title_th: str
    title_en: str
    fiscal_year: str
    text_sha256: str
    note: str


class Category(_RegisterEntry):
    """A PMQA category; the one with the role ``results`` holds every indicator."""

    category: int
    title_th: str
    title_en: str
    role: Literal["process", "results"]
    document: str
    line: str


class Item(_RegisterEntry):
    """An item of a process category, such as 1.1."""

    item: str
    category: int
    title_th: str
    title_en: str
    document: str
    line: str


class Group(_RegisterEntry):
    """A group of result indicators, such as 7.1."""

    group: str
    title_th: str
    title_en: str
    document: str
    line: str


class Section(_RegisterEntry):
    """A place in the sources where figures stand.

    ``category`` names the category whose table of results the section is; None elsewhere.
    """

    section: str
    title_th: str
    title_en: str
    category: _Count
    document: str
    line: str


class Measure(_RegisterEntry):
    """What is measured: its names, unit, direction, and for a survey who was asked what.

    ``group`` is empty for a figure that is no indicator of the results part. ``related_to``
    names another measure that a reader may take for this one. ``named_items`` is how many
    things the printed name enumerates.
    """

    measure: str
    group: str
    name_th: str
    name_en: str
    short_th: str
    short_en: str
    unit_th: str
    unit_en: str
    counter_th: str
    counter_en: str
    direction: Literal["higher", "lower", "range", ""]
    value_type: Literal["number", "level"]
    related_to: str
    named_items: _Count
    respondents_th: str
    respondents_en: str
    aspect_th: str
    aspect_en: str
    survey_kind: Literal[
        "satisfaction", "engagement", "communication", "happiness", "perception",
        "knowledge", "",
    ]  # fmt: skip
    surveyed_by_th: str
    surveyed_by_en: str
    document: str
    lines: str
    note: str

    @property
    def is_percent(self) -> bool:
        """Return whether the measure is a percentage."""
        return self.unit_en == "percent"


class CategoryMeasure(_RegisterEntry):
    """A link: the category reports the measure among its results."""

    category: int
    measure: str
    document: str
    line: str


class Caution(_RegisterEntry):
    """Why two years of a measure do not compare like with like."""

    measure: str
    from_year: int
    to_year: int
    reason: Literal["population_changed", "wording_changed", "scale_changed", "method_changed"]
    text_th: str
    text_en: str
    document: str
    line: str


@dataclass(frozen=True)
class Register:
    """All that the office reports by, each part by its id and in the order of its file."""

    documents: Mapping[str, Document]
    categories: Mapping[int, Category]
    items: Mapping[str, Item]
    groups: Mapping[str, Group]
    sections: Mapping[str, Section]
    measures: Mapping[str, Measure]
    category_measures: tuple[CategoryMeasure, ...]
    cautions: tuple[Caution, ...]

    def measures_of(self, category: int) -> tuple[Measure, ...]:
        """Return a category's measures as printed; all indicators for the results category.

        Raises:
            KeyError: If there is no such category.
        """
        if self.categories[category].role == "results":
            return tuple(measure for measure in self.measures.values() if measure.group)
        links = (link for link in self.category_measures if link.category == category)
        return tuple(self.measures[link.measure] for link in links)


def load_register(office: Office, ledger: Ledger) -> Register:
    """Read and check ``reference/``.

    Raises:
        DataError: If a row cannot be taken, an id stands twice, or a link leads nowhere.
    """

    def entries(name: str, model: type[_Entry]) -> list[_Entry]:
        return _load_entries(office, ledger, f"reference/{name}.csv", model)

    register = Register(
        documents=_by_id(entries("documents", Document), "document"),
        categories=_by_id(entries("categories", Category), "category"),
        items=_by_id(entries("items", Item), "item"),
        groups=_by_id(entries("groups", Group), "group"),
        sections=_by_id(entries("sections", Section), "section"),
        measures=_by_id(entries("measures", Measure), "measure"),
        category_measures=tuple(entries("category_measures", CategoryMeasure)),
        cautions=tuple(entries("cautions", Caution)),
    )
    raise_faults([*_broken_links(register), *_doubled_links(register)])
    return register


def _load_entries(office: Office, ledger: Ledger, path: str, model: type[_Entry]) -> list[_Entry]:
    table = ledger.apply(load_table(office, path, list(model.model_fields)))
    entries, faults = [], []
    for row, cells in table.records():
        try:
            entry = model.model_validate(cells)
            entry._address = f"{path}:{row}"
            entries.append(entry)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                column = str(fault["loc"][0])
                faults.append(
                    DataError(
                        "cell.not_allowed", where=table.address(row, column),
                        found=cells.get(column, ""), expected=_expected(fault),
                    )
                )  # fmt: skip
    raise_faults(faults)
    return entries


def _expected(fault: Mapping[str, Any]) -> str:
    return str(fault.get("ctx", {}).get("expected", fault["msg"]))


def _by_id(entries: list[_Entry], key: str) -> dict[Any, _Entry]:
    found: dict[Any, _Entry] = {}
    for entry in entries:
        first = found.setdefault(getattr(entry, key), entry)
        if first is not entry:
            raise DataError("row.doubled", where=entry.cell(key), other=first.cell(key))
    return found


def _doubled_links(register: Register) -> list[PmqaError]:
    """Return a fault for every link that stands twice: its measure would be counted twice."""
    first: dict[tuple[int, str], CategoryMeasure] = {}
    return [
        DataError("row.doubled", where=link.cell("measure"), other=first[key].cell("measure"))
        for link in register.category_measures
        for key in [(link.category, link.measure)]
        if first.setdefault(key, link) is not link
    ]


def _broken_links(register: Register) -> list[PmqaError]:
    """Return a fault for every link of the register that leads nowhere."""
    known: dict[str, Mapping[Any, _RegisterEntry]] = {
        "measure": register.measures, "related_to": register.measures,
        "group": register.groups, "category": register.categories,
        "document": register.documents,
    }  # fmt: skip
    entries: list[_RegisterEntry] = [
        *register.categories.values(), *register.items.values(), *register.groups.values(),
        *register.sections.values(), *register.measures.values(), *register.category_measures,
        *register.cautions,
    ]  # fmt: skip
    return [
        _broken_link(entry, column, found, known[column])
        for entry in entries
        for column in sorted(known.keys() & type(entry).model_fields.keys())
        for found in [getattr(entry, column)]
        if found not in ("", None) and found not in known[column]
    ]


def _broken_link(
    entry: _RegisterEntry, column: str, found: object, known: Mapping[Any, object]
) -> DataError:
    register = _FILES.get(column, f"reference/{column}s.csv")
    near = nearest(str(found), map(str, known)) or "-"
    return DataError(
        "link.unknown", where=entry.cell(column), found=found, register=register, near=near
    )
