"""A tiny office of two groups and six measures, of which each test changes one thing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pmqa_analysis.assess import Assessment, assess_measure
from pmqa_analysis.clean import Caution, Claim, Measure
from pmqa_analysis.clean.indicators import COLUMNS
from pmqa_analysis.clean.register import (
    Category,
    CategoryMeasure,
    Document,
    Group,
    Item,
    Section,
)
from pmqa_analysis.errors import PmqaError
from pmqa_analysis.office import Office
from pmqa_analysis.results import Result, Results, result_id
from pmqa_analysis.settings import YearSettings

DATA = Path(__file__).parents[1] / "data"
SETTINGS = "settings/2563.yml"
RESULTS = "raw/2563/results.csv"
ELSEWHERE = "raw/2563/elsewhere.csv"
CLAIMS = "raw/2563/claims.csv"
CORRECTIONS = "corrections.yml"
MEASURES = "reference/measures.csv"
Files = Mapping[str, str | bytes]


def csv_text(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return a CSV of these columns; a cell that a row leaves out is blank."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def figure(measure: str, kind: str, year: str, printed: str, **more: str) -> dict[str, str]:
    """Return a row of figures; its value is what is printed, blank where that is "-"."""
    value = "" if printed == "-" else printed.replace(",", "").strip("()")
    row = {"measure": measure, "section": "part3", "fiscal_year": year, "kind": kind}
    return {**row, "value": value, "printed": printed, "document": "doc", "line": "7", **more}


def figures(*rows: Mapping[str, str]) -> str:
    """Return a table of figures."""
    return csv_text(COLUMNS, rows)


def measure(name: str, group: str, **more: str) -> dict[str, str]:
    """Return a row of the measures: a count, more is better."""
    row = {"measure": name, "group": group, "name_th": f"ตัวชี้วัด {name}", "name_en": name}
    unit = {"unit_th": "ครั้ง", "unit_en": "times", "direction": "higher", "value_type": "number"}
    return {**row, **unit, "document": "doc", **more}


PERCENT = {"unit_th": "ร้อยละ", "unit_en": "percent"}
MEASURE_ROWS = (
    measure("7.1.1", "7.1"),
    measure("7.1.2", "7.1", direction="lower", **PERCENT),
    measure("7.2.1", "7.2", survey_kind="satisfaction", **PERCENT),
    measure("7.2.2", "7.2", named_items="3"),
    measure("extra", "", related_to="7.2.1", **PERCENT),
    measure("level", "", value_type="level", unit_th="ระดับ", unit_en="level"),
)
FIGURE_ROWS = (
    figure("7.1.1", "target", "2563", "1,000"),
    figure("7.1.1", "actual", "2561", "800"),
    figure("7.1.1", "actual", "2562", "900"),
    figure("7.1.1", "actual", "2563", "1,200"),
    figure("7.1.2", "target", "2563", "10"),
    figure("7.1.2", "actual", "2562", "12.50"),
    figure("7.1.2", "actual", "2563", "8.00"),
    figure("7.2.1", "target", "2563", "85"),
    figure("7.2.1", "actual", "2561", "84.00"),
    figure("7.2.1", "actual", "2562", "83.50"),
    figure("7.2.1", "actual", "2563", "84.995"),
    figure("7.2.2", "actual", "2563", "2"),
)
ELSEWHERE_ROWS = (
    figure("7.1.1", "target", "2563", "900", section="text"),
    figure("extra", "actual", "", "80.00", section="text"),
    figure("level", "target", "2565", "Advance", section="text"),
)
OFFICE = "id: tiny\nname_th: สำนักงานจำลอง\nname_en: Tiny office\nsimulated: true\n"
YEAR = """\
fiscal_year: 2563
history: [2561, 2562]
inputs:
  results: raw/2563/results.csv
  elsewhere: raw/2563/elsewhere.csv
  claims: raw/2563/claims.csv
policies:
  derived_decimals: 2
reports:
  - {id: annual_results, notebook: annual_results, max_pages: 5}
"""


def _rows(keys: str, *rows: str) -> list[dict[str, str]]:
    return [dict(zip(keys.split(), row.split(), strict=False)) for row in rows]


TINY: dict[str, str] = {
    "office.yml": OFFICE,
    SETTINGS: YEAR,
    CORRECTIONS: "",
    MEASURES: csv_text(Measure.model_fields, MEASURE_ROWS),
    RESULTS: figures(*FIGURE_ROWS),
    ELSEWHERE: figures(*ELSEWHERE_ROWS),
    CLAIMS: csv_text(
        Claim.model_fields,
        [{"claim": "better", "pattern": "rose_every_year", "measures": "7.1.1 7.2.1"}],
    ),
    "reference/documents.csv": csv_text(Document.model_fields, _rows("document", "doc")),
    "reference/categories.csv": csv_text(
        Category.model_fields, _rows("category role", "1 process", "7 results")
    ),
    "reference/items.csv": csv_text(Item.model_fields, _rows("item category", "1.1 1")),
    "reference/groups.csv": csv_text(Group.model_fields, _rows("group", "7.1", "7.2")),
    "reference/sections.csv": csv_text(
        Section.model_fields, _rows("section category", "part3", "cat1 1", "text")
    ),
    "reference/category_measures.csv": csv_text(
        CategoryMeasure.model_fields, _rows("category measure", "1 7.1.2", "1 7.1.1")
    ),
    "reference/cautions.csv": csv_text(
        Caution.model_fields,
        _rows("measure from_year to_year reason", "7.2.1 2561 2562 population_changed"),
    ),
}


def write_office(folder: Path, changes: Files | None = None, *, only: Sequence[str] = ()) -> Office:
    """Write the tiny office, or ``only`` some of it, with these files changed; return it."""
    files = {**TINY, **(changes or {})}
    for path in only or files:
        content = files[path]
        full = folder / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Office(folder)


def replaced(path: str, old: str, new: str) -> dict[str, str]:
    """Return the file with its first ``old`` replaced; the test is wrong if it has none."""
    if old not in TINY[path]:
        raise ValueError(f"{path} has no {old!r}")
    return {path: TINY[path].replace(old, new, 1)}


def appended(path: str, *lines: str) -> dict[str, str]:
    """Return the file with more lines at its end."""
    return {path: TINY[path] + "".join(f"{line}\n" for line in lines)}


def with_figures(*rows: Mapping[str, str]) -> dict[str, str]:
    """Return an office's figures of record, and no others."""
    return {RESULTS: figures(*rows), ELSEWHERE: figures()}


def a_measure(**more: str) -> Measure:
    """Return the measure 7.1.1 with these cells changed."""
    row = {**dict.fromkeys(Measure.model_fields, ""), **measure("7.1.1", "7.1", **more)}
    return Measure.model_validate(row)


def a_year(*history: int, **policies: Any) -> YearSettings:
    """Return settings of 2563 with these earlier years and policies."""
    values = {
        "fiscal_year": 2563, "history": list(history), "inputs": {"results": RESULTS},
        "reports": [{"id": "all", "notebook": "all"}], "policies": policies,
    }  # fmt: skip
    return YearSettings.model_validate(values)


def a_result(value: str | None, statistic: str = "actual", **more: Any) -> Result:
    """Return a result of 7.1.1 in 2563: ``value`` is its exact and its shown text."""
    values: dict[str, Any] = {
        "fiscal_year": 2563, "measure": "7.1.1", "statistic": statistic, "shown": value or "-",
        "value": None if value is None else Fraction(value), "unit": "ครั้ง",
        "decimals": None if value is None else len(value.partition(".")[2]),
        "status": "not_applicable" if value is None else "reported", "source": "doc:7",
    }  # fmt: skip
    section = more.pop("repeated_in", "")
    values |= more
    place = (values["fiscal_year"], values["measure"], values["statistic"])
    return Result(id=result_id(*place, section), section=section, **values)


def assessed(
    target: str | None, values: Sequence[str | None], direction: str = "higher", **policies: Any
) -> Assessment:
    """Return 7.1.1 assessed: ``values`` are those of the years up to 2563, oldest first."""
    years = range(2564 - len(values), 2564)
    actuals = [a_result(value, fiscal_year=year) for year, value in zip(years, values, strict=True)]
    results = Results([a_result(target, "target"), *actuals])
    return assess_measure(a_measure(direction=direction), results, a_year(*years[:-1], **policies))


@contextmanager
def refused(kind: type[PmqaError], *words: str) -> Iterator[pytest.ExceptionInfo[PmqaError]]:
    """Expect an error that says all ``words`` in its Thai and in its English sentence."""
    with pytest.raises(kind) as caught:
        yield caught
    for sentence in (caught.value.th, caught.value.en):
        assert [word for word in words if word not in sentence] == [], sentence
    assert re.search("[\u0e01-\u0e2e]", caught.value.th)
    assert caught.value.th != caught.value.en
