"""Time loading and cleaning an export against pandas' reading alone: read_csv, read_excel.

An id and forty items, as three kinds of CSV: codes; a form's export, with a time and labels in
quotes; and codes with gaps as Excel saves them, with a mark, semicolons and carriage returns.
Ours reads the file, checks and decodes every answer by a codebook and returns responses and
issues; pandas (openpyxl for Excel) only reads. Each run is a process of its own, and those of
the two sides alternate, so that a busy machine is busy for both; processor time is given beside
the wall's, since only it is fair on a machine that others use. The peak of memory is that of the
whole process. Run ``python benchmarks/bench_load.py``, with ``--json`` for a script; the exit
code is 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

ITEMS = 40
LABELS = ("มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด")
TITLES = [f"ข้อ {number}" for number in range(ITEMS + 1)]
OFFICE = "id: bench\nname_th: สำนักงานทดสอบ\nname_en: Bench\nsimulated: true\n"
SENT = "ประทับเวลา"
FILES = ("answers.csv", "labels.csv", "gaps.csv", "answers.xlsx")
TARGETS = {"csv": 3.0, "xlsx": 0.2}  # our time over that of pandas, at most
MOST_MEBIBYTES = 2048
PROGRAM = """
import json, resource, sys, time
from pathlib import Path
import pandas as pd
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.surveys.codebook_file import load_codebook
from pmqa_analysis.clean.surveys.responses import clean_responses
from pmqa_analysis.load.exports import load_export
from pmqa_analysis.office import Office
from pmqa_analysis.settings import SurveyEntry
side, folder, name = sys.argv[1:]
office = Office(Path(folder))
survey = name.partition(".")[0]
book, rules = load_codebook(office, survey), SurveyEntry(codebook=survey)
started, spent = time.perf_counter(), time.process_time()
if side == "pmqa":
    kind = "csv" if name.endswith("csv") else "workbook"
    table = load_export(office, name, kind=kind)[0]
    survey = clean_responses(table, book, kind, 2567, Ledger(), rules)
    rows = survey.counts.kept
    gaps = int(survey.responses["item_40"].isna().sum())
    assert not survey.issues and (gaps > 0) == (name == "gaps.csv")
elif name.endswith("csv"):
    rows = len(pd.read_csv(Path(folder, name), sep=";" if name == "gaps.csv" else ","))
else:
    rows = len(pd.read_excel(Path(folder, name), engine="openpyxl"))
spent, seconds = time.process_time() - spent, time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "cpu": spent, "mebibytes": peak, "rows": rows}))
"""


class Run(TypedDict):
    """One process: its wall and processor time, its peak of memory, the rows that it had."""

    seconds: float
    cpu: float
    mebibytes: float
    rows: int


class Outcome(TypedDict):
    """Medians of one format; the ratios are our time over that of pandas, wall and processor."""

    rows: int
    pmqa_seconds: float
    pandas_seconds: float
    ratio: float
    cpu_ratio: float
    target: float
    met: bool
    pmqa_mebibytes: float


def answers(rows: int) -> list[list[str | int]]:
    """Return simulated answers: an id, a label, and codes; the same each time."""
    draw = random.Random(1)
    pool = [[draw.randint(1, 5) for _ in range(ITEMS - 1)] for _ in range(997)]
    return [[f"{row:07d}", LABELS[row % 5], *pool[row % 997]] for row in range(rows)]


def codebook(survey: str) -> str:
    """Return the codebook of a survey, as YAML; that of the labels has a time, too."""
    codes = [f"{{code: {5 - place}, th: {label}}}" for place, label in enumerate(LABELS)]
    items = [
        f"- {{id: item_{number}, titles: [ข้อ {number}], scale: five, kind: satisfaction}}\n"
        for number in range(1, ITEMS + 1)
    ]
    sent = f"- {{id: sent, role: submitted, titles: [{SENT}], identifier: indirect}}\n"
    return (
        f"survey: {survey}\nname_th: ทดสอบ\npopulation: all\nyears: [2567]\n"
        "sources:\n- {id: csv, name_th: csv, kind: csv}\n"
        "- {id: workbook, name_th: xlsx, kind: workbook}\n"
        f"scales: [{{id: five, codes: [{', '.join(codes)}]}}]\n"
        f"fields:\n{sent if survey == 'labels' else ''}"
        "- {id: number, role: respondent, titles: [ข้อ 0], identifier: indirect}\n"
        f"items:\n{''.join(items)}"
    )


def write_csv(path: Path, rows: int) -> None:
    """Write the answers as CSV."""
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(TITLES) + "\n")
        file.writelines(",".join(map(str, row)) + "\n" for row in answers(rows))


def write_labels(path: Path, rows: int) -> None:
    """Write as CSV what a form exports: a time and labels, every cell in quotes."""
    draw = random.Random(2)
    pool = [",".join(f'"{draw.choice(LABELS)}"' for _ in range(ITEMS)) for _ in range(997)]
    start = datetime.datetime(2023, 10, 2)
    titles = ",".join(f'"{title}"' for title in (SENT, *TITLES))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{titles}\r\n")
        for row in range(rows):
            sent = start + datetime.timedelta(seconds=row * 25 + 1)
            time = f"{sent.day}/{sent.month}/{sent.year}, {sent:%H:%M:%S}"
            file.write(f'"{time}","{row:07d}",{pool[row % 997]}\r\n')


def write_gaps(path: Path, rows: int) -> None:
    """Write the answers as Excel saves CSV UTF-8, every thirteenth answer left out."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(";".join(TITLES) + "\r\n")
        for place, row in enumerate(answers(rows)):
            cells = (cell if (place + number) % 13 or not number else ""
                     for number, cell in enumerate(row))  # fmt: skip
            file.write(";".join(map(str, cells)) + "\r\n")


def write_workbook(path: Path, rows: int) -> None:
    """Write the answers as a workbook."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("ข้อมูล")
    sheet.append(TITLES)
    for row in answers(rows):
        sheet.append(row)
    book.save(path)


def time_side(side: str, folder: Path, name: str) -> Run:
    """Read the file in a process of its own.

    Raises:
        SystemExit: If that fails; with the end of what it said.
    """
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, side, str(folder), name],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(done.stderr[-2000:])
    run: Run = json.loads(done.stdout)
    return run


def compare(folder: Path, name: str, runs: int) -> Outcome:
    """Time both sides so many times, in turns."""
    pairs = [
        (time_side("pmqa", folder, name), time_side("pandas", folder, name)) for _ in range(runs)
    ]
    target = TARGETS[name.rpartition(".")[2]]
    ratio = statistics.median(one["seconds"] / two["seconds"] for one, two in pairs)
    peak = max(pair[0]["mebibytes"] for pair in pairs)
    ours, theirs = (statistics.median(pair[side]["seconds"] for pair in pairs) for side in (0, 1))
    return {
        "rows": pairs[0][0]["rows"],
        "pmqa_seconds": round(ours, 2),
        "pandas_seconds": round(theirs, 2),
        "ratio": round(ratio, 3),
        "cpu_ratio": round(statistics.median(one["cpu"] / two["cpu"] for one, two in pairs), 3),
        "target": target,
        "met": ratio <= target and peak < MOST_MEBIBYTES,
        "pmqa_mebibytes": round(peak),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Time both formats, print what was found, and return the exit code."""
    parser = argparse.ArgumentParser(description="Time the readers of exports against pandas.")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the CSV; Excel a tenth")
    parser.add_argument("--runs", type=int, default=3, help="runs of each side; default 3")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "office.yml").write_text(OFFICE, encoding="utf-8")
        (folder / "codebooks").mkdir()
        for survey in ("answers", "labels", "gaps"):
            (folder / "codebooks" / f"{survey}.yml").write_text(codebook(survey), encoding="utf-8")
        write_csv(folder / "answers.csv", options.rows)
        write_workbook(folder / "answers.xlsx", max(1, options.rows // 10))
        write_labels(folder / "labels.csv", options.rows)
        write_gaps(folder / "gaps.csv", options.rows)
        found = {name: compare(folder, name, options.runs) for name in FILES}
    met = all(one["met"] for one in found.values())
    if options.json:
        print(json.dumps(found, indent=2))
        return 0 if met else 1
    for name, one in found.items():
        print(
            f"{name}: {one['rows']:,} rows of {ITEMS} items, loaded and cleaned: "
            f"{one['pmqa_seconds']} s, read by pandas {one['pandas_seconds']} s: "
            f"{one['ratio']:.2f} times pandas (processor time {one['cpu_ratio']:.2f} times; "
            f"at most {one['target']} asked), peak {one['pmqa_mebibytes']:,} MiB of "
            f"{MOST_MEBIBYTES:,}: {'met' if one['met'] else 'MISSED'}"
        )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
