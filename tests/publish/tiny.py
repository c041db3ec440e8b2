"""Tiny report notebooks of hand-made blocks, for tests of the batch."""

from __future__ import annotations

import base64
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from pmqa_analysis.office import Office
from pmqa_analysis.publish.jobs import Job

PARAMETERS = 'fiscal_year: int = 2563  # ปีงบประมาณ\nlanguage: Literal["th", "en"] = "th"'
WORDS = {
    "table": "ตารางที่", "figure": "แผนภูมิที่", "numbers": "ตัวเลข", "contents": "สารบัญ",
    "page": "หน้า", "of": "จาก", "fiscal_year": "ปีงบประมาณ พ.ศ.", "source": "ที่มาของข้อมูล",
    "simulated": "ข้อมูลจำลอง", "skip": "ข้ามไปยังเนื้อหา",
}  # fmt: skip
SEAL = f"""
import os
from pmqa_analysis.blocks import Heading, Passage, Run, Seal, Title
seal = Seal(
    report="tiny", title="รายงาน", office="สำนักงาน", fiscal_year=fiscal_year, language=language,
    numerals="arabic", words={WORDS!r}, policies={{"rounding": "half_up"}}, sources=("เอกสาร",),
    results=({{"id": "2563/7.1.1/actual", "shown": "97.14", "value": "97.14"}},),
    inputs={{"raw/2563/absent.csv": ""}}, job=os.environ.get("PMQA_JOB", ""),
)
"""
SHOW = "display(Title(text='รายงาน'))\ndisplay(Passage(runs=(Run(text='ข้อความ'),)))"
PIXEL = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    )
).decode()


def write_notebook(
    path: Path, *cells: str, parameters: str | None = PARAMETERS, sealed: bool = True
) -> Path:
    """Write a notebook: a note, parameters, the given cells, and a seal where asked for."""
    imports = new_code_cell("from typing import Literal", id="imports")
    book = new_notebook(cells=[new_markdown_cell("# รายงาน", id="note"), imports])
    if parameters is not None:
        book.cells.append(
            new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]})
        )
    sources = [*cells, SEAL + SHOW, "seal"] if sealed else list(cells)
    book.cells += [new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    book.metadata["kernelspec"] = {
        "name": "python3", "display_name": "Python 3", "language": "python",
    }  # fmt: skip
    book.metadata["language_info"] = {"name": "python"}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, path)
    return path


def a_job(folder: Path, *cells: str, report: str = "tiny", **changes: object) -> Job:
    """Return the job of a tiny notebook below ``folder``."""
    sealed = bool(changes.pop("sealed", True))
    notebook = write_notebook(folder / "notebooks" / f"{report}.ipynb", *cells, sealed=sealed)
    values: dict[str, object] = {
        "report": report, "notebook": notebook, "fiscal_year": 2563, "office": "tiny",
        "parameters": {"fiscal_year": 2563, "language": "th"},
        "office_folder": folder / "data", "target": folder / "out" / "2563" / report,
    }  # fmt: skip
    return Job.model_validate(values | changes)


def an_office(folder: Path, reports: str = "\n  - {id: tiny, notebook: tiny}\n") -> Office:
    """Return an office of ``folder`` with settings of 2563 that list ``reports``."""
    (folder / "settings").mkdir(parents=True, exist_ok=True)
    (folder / "office.yml").write_text(
        "id: tiny\nname_th: สำนักงาน\nname_en: Office\n", encoding="utf-8"
    )
    (folder / "settings" / "2563.yml").write_text(
        f"fiscal_year: 2563\nhistory: []\ninputs: {{results: r.csv}}\nreports:{reports}",
        encoding="utf-8",
    )
    return Office(folder)
