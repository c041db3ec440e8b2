"""Time the readers of exports against pandas: CSV by read_csv, Excel by read_excel (openpyxl).

Each run is a process of its own, and those of the two sides alternate, so that a busy machine is
busy for both. The peak of memory is that of the whole process. Run
``python benchmarks/bench_load.py``, with ``--json`` for a script.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

COLUMNS = 40
LABELS = ("มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด")
OFFICE = "id: bench\nname_th: สำนักงานทดสอบ\nname_en: Bench\nsimulated: true\n"
PROGRAM = """
import json, resource, sys, time
from pathlib import Path
import pandas as pd
from pmqa_analysis.load.exports import load_export
from pmqa_analysis.office import Office
side, folder, name = sys.argv[1:]
started = time.perf_counter()
if side == "pmqa":
    kind = "csv" if name.endswith("csv") else "workbook"
    rows = len(load_export(Office(Path(folder)), name, kind=kind)[0].frame)
elif name.endswith("csv"):
    rows = len(pd.read_csv(Path(folder, name), dtype=str, keep_default_na=False))
else:
    rows = len(pd.read_excel(Path(folder, name), engine="openpyxl"))
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "mebibytes": peak, "rows": rows}))
"""


class Run(TypedDict):
    """One process: its wall time of reading, its peak of memory, the rows it read."""

    seconds: float
    mebibytes: float
    rows: int


class Outcome(TypedDict):
    """Medians of one format; ``ratio`` is our time over that of pandas."""

    rows: int
    pmqa_seconds: float
    pandas_seconds: float
    ratio: float
    pmqa_mebibytes: float


def answers(rows: int) -> list[list[str | int]]:
    """Return simulated answers: an id, a label, and codes; the same each time."""
    draw = random.Random(1)
    pool = [[draw.randint(1, 5) for _ in range(COLUMNS - 2)] for _ in range(997)]
    return [[f"{row:07d}", LABELS[row % 5], *pool[row % 997]] for row in range(rows)]


def write_csv(path: Path, rows: int) -> None:
    """Write the answers as CSV."""
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(f"ข้อ {number}" for number in range(COLUMNS)) + "\n")
        file.writelines(",".join(map(str, row)) + "\n" for row in answers(rows))


def write_workbook(path: Path, rows: int) -> None:
    """Write the answers as a workbook."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("ข้อมูล")
    sheet.append([f"ข้อ {number}" for number in range(COLUMNS)])
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
    ours, theirs = (statistics.median(pair[side]["seconds"] for pair in pairs) for side in (0, 1))
    return {
        "rows": pairs[0][0]["rows"],
        "pmqa_seconds": round(ours, 2),
        "pandas_seconds": round(theirs, 2),
        "ratio": round(statistics.median(one["seconds"] / two["seconds"] for one, two in pairs), 3),
        "pmqa_mebibytes": round(max(pair[0]["mebibytes"] for pair in pairs)),
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
        write_csv(folder / "answers.csv", options.rows)
        write_workbook(folder / "answers.xlsx", max(1, options.rows // 10))
        found = {kind: compare(folder, f"answers.{kind}", options.runs) for kind in ("csv", "xlsx")}
    if options.json:
        print(json.dumps(found, indent=2))
        return 0
    for kind, one in found.items():
        print(
            f"{kind}: {one['rows']:,} rows of {COLUMNS}: {one['pmqa_seconds']} s, "
            f"pandas {one['pandas_seconds']} s: {one['ratio']:.2f} times pandas "
            f"({1 / one['ratio']:.1f} times as fast), peak {one['pmqa_mebibytes']:,} MiB"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
