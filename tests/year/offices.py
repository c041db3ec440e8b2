"""A tiny office with the small survey of two sources, of which each test changes one thing."""

from __future__ import annotations

import csv
import io

import yaml

from pmqa_analysis.clean.ledger import load_ledger
from pmqa_analysis.year import Surveys
from tests.clean.surveys.samples import BOOK, PATH, a_row
from tests.offices import SETTINGS, TINY, write_office

ONLINE, COUNTER = "raw/2567/online.csv", "raw/2567/counter.csv"
YEAR = """\
fiscal_year: 2567
history: [2566]
reports:
  - {id: data_quality, notebook: data_quality}
surveys:
  - {codebook: small}
"""


def csv_of(*rows):
    """Return rows of one set of columns as the text of a CSV."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def book(**parts):
    """Return the small codebook as YAML, its sources with files."""
    sources = [
        {"id": "online", "name_th": "ออนไลน์", "name_en": "Online", "kind": "google_forms",
         "path": "raw/{year}/online.csv"},
        {"id": "counter", "name_th": "จุดบริการ", "name_en": "Counter", "kind": "csv",
         "files": {2567: COUNTER}},
    ]  # fmt: skip
    content = {**BOOK, "sources": sources, **parts}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def survey_files(**changes):
    """Return the files of an office that has the survey in 2567; ``changes`` by name."""
    files = {
        "settings": YEAR, "book": book(), "corrections": "",
        "online": csv_of(a_row(1), a_row(2)), "counter": csv_of(a_row(3), a_row(4)),
    } | changes  # fmt: skip
    paths = {
        "settings": "settings/2567.yml", "book": PATH, "corrections": "corrections.yml",
        "online": ONLINE, "counter": COUNTER, "last_year": "raw/2566/online.csv",
    }  # fmt: skip
    return {path: files[name] for name, path in paths.items() if name in files}


def survey_office(folder, **changes):
    """Write such an office, and return it."""
    files = survey_files(**changes)
    kept = [path for path in TINY if path not in (SETTINGS, *(p for p in TINY if "raw/" in p))]
    return write_office(folder, files, only=[*dict.fromkeys([*kept, *files])])


def opened(folder, **changes):
    """Return the surveys of that office in 2567."""
    office = survey_office(folder, **changes)
    return Surveys(office, load_ledger(office), office.settings(2567))
