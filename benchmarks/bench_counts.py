"""Time the counting of a survey against the same GROUP BY queries in DuckDB and polars.

Simulated responses, 40 items and three groups, lie in one Parquet file. Each run is a process of
its own, and the sides take turns. Ours also counts blanks, scores and all cross-products, which
the queries do not. The peak of memory is that of the whole process; it is measured on a half of
the file too. Run ``python benchmarks/bench_counts.py``, with ``--json`` for a script.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ITEMS = [f"q{number:02d}" for number in range(1, 41)]
GROUPS = {"sex": 2, "generation": 4, "bureau": 22}
ROW_GROUP = 250_000
ASPECTS = 5
MOST = 1.5
PROGRAM = """
import json, resource, sys, time
side, path, what = sys.argv[1:]
what = json.loads(what)
items, groups = what["items"], what["groups"]
started = time.perf_counter()
after = 0.0
if side == "pmqa":
    import pyarrow.parquet as pq
    from pmqa_analysis.clean.surveys.codebook import Codebook
    from pmqa_analysis.measure import MeasuredSurvey, compare_with_rest, count_parts
    from pmqa_analysis.measure.compare_many import compare_groups
    book = Codebook.model_validate(what["codebook"])
    file = pq.ParquetFile(path)
    started = time.perf_counter()
    parts = (file.read_row_group(place) for place in range(file.num_row_groups))
    counts = count_parts(parts, book, groups, year=2567)
    seconds = time.perf_counter() - started
    begun = time.perf_counter()
    survey = MeasuredSurvey(counts, book)
    figures = survey.estimates()
    compared = [one for group in groups for one in compare_groups(survey, group)]
    compared += compare_with_rest(survey, "bureau", "bureau0")
    after, rows = time.perf_counter() - begun, counts.respondents()
elif side == "duckdb":
    import duckdb
    started = time.perf_counter()
    base = duckdb.connect()
    for group in groups:
        for item in items:
            found = base.execute(
                f"select {group}, {item}, count(*) from '{path}' group by 1, 2").fetchall()
    seconds, rows = time.perf_counter() - started, sum(row[2] for row in found)
else:
    import polars
    started = time.perf_counter()
    scan = polars.scan_parquet(path)
    found = polars.collect_all(
        [scan.group_by(group, item).len() for group in groups for item in items])
    seconds, rows = time.perf_counter() - started, int(found[-1]["len"].sum())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "after": after, "mebibytes": peak, "rows": rows}))
"""


class Run(TypedDict):
    """One process: wall time of counting, of all figures after it, peak of memory, rows seen."""

    seconds: float
    after: float
    mebibytes: float
    rows: int


def codebook() -> dict[str, object]:
    """Return the codebook of the simulated survey."""
    return {
        "survey": "bench", "name_th": "แบบสำรวจจำลอง", "population": "staff", "years": [2567],
        "sources": [{"id": "online", "name_th": "ออนไลน์", "kind": "csv"}],
        "aspects": [{"id": f"a{number}", "th": f"ด้าน {number}"} for number in range(ASPECTS)],
        "scales": [{"id": "five",
                    "codes": [{"code": code, "th": str(code)} for code in range(1, 6)]}],
        "groups": [
            {"id": group, "name_th": group, "titles": [group], "identifier": "plain",
             "categories": [{"code": f"{group}{place}", "th": f"{group}{place}"}
                            for place in range(size)]}
            for group, size in GROUPS.items()
        ],
        "items": [
            {"id": item, "titles": [item], "scale": "five", "kind": "satisfaction",
             "aspect": f"a{place % ASPECTS}"}
            for place, item in enumerate(ITEMS)
        ],
    }  # fmt: skip


def write_responses(path: Path, rows: int) -> None:
    """Write simulated responses, three in a hundred answers blank; the same each time."""
    draw, writer = np.random.default_rng(1), None
    for start in range(0, rows, ROW_GROUP):
        table = _responses(draw, min(ROW_GROUP, rows - start))
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=ROW_GROUP)
    if writer is not None:
        writer.close()


def _responses(draw: np.random.Generator, rows: int) -> pa.Table:
    columns = {}
    for group, size in GROUPS.items():
        places = pa.array(draw.integers(0, size, rows, dtype=np.int8))
        names = pa.array([f"{group}{place}" for place in range(size)])
        columns[group] = pa.DictionaryArray.from_arrays(places, names)
    hidden = draw.normal(3.8, 0.6, rows)
    for item in ITEMS:
        answers = np.clip(np.rint(hidden + draw.normal(0, 0.8, rows)), 1, 5).astype(np.int8)
        columns[item] = pa.array(answers, mask=draw.random(rows) < 0.03)
    return pa.table(columns)


def time_side(side: str, path: Path) -> Run:
    """Count the file in a process of its own.

    Raises:
        SystemExit: If that fails; with the end of what it said.
    """
    what = json.dumps({"items": ITEMS, "groups": list(GROUPS), "codebook": codebook()})
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, side, str(path), what],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(done.stderr[-2000:])
    run: Run = json.loads(done.stdout)
    return run


def measure(rows: int, runs: int) -> dict[str, float]:
    """Return the medians of all sides, and the ratios of ours to the others."""
    with tempfile.TemporaryDirectory() as scratch:
        path, half = Path(scratch, "responses.parquet"), Path(scratch, "half.parquet")
        write_responses(path, rows)
        write_responses(half, max(1, rows // 2))
        sides = ("pmqa", "duckdb", "polars")
        turns = [{side: time_side(side, path) for side in sides} for _ in range(runs)]
        smaller = time_side("pmqa", half)
    ours = [turn["pmqa"] for turn in turns]
    found = {f"{side}_seconds": statistics.median(turn[side]["seconds"] for turn in turns)
             for side in sides}  # fmt: skip
    for side in sides[1:]:
        found[f"ratio_to_{side}"] = statistics.median(
            turn["pmqa"]["seconds"] / turn[side]["seconds"] for turn in turns
        )
    found["figures_seconds"] = statistics.median(one["after"] for one in ours)
    found["mebibytes"] = max(one["mebibytes"] for one in ours)
    found["mebibytes_of_half"] = smaller["mebibytes"]
    return {name: round(value, 3) for name, value in found.items()} | {"rows": ours[0]["rows"]}


def main(arguments: Sequence[str] | None = None) -> int:
    """Time all sides, print what was found, and return 1 where we are too slow."""
    parser = argparse.ArgumentParser(description="Time counting against DuckDB and polars.")
    parser.add_argument("--rows", type=int, default=10_000_000, help="responses")
    parser.add_argument("--runs", type=int, default=3, help="runs of each side; default 3")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    options = parser.parse_args(arguments)
    found = measure(options.rows, options.runs)
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        print(
            f"{found['rows']:,.0f} responses × {len(ITEMS)} items × {len(GROUPS)} groups: "
            f"counts {found['pmqa_seconds']} s, DuckDB {found['duckdb_seconds']} s "
            f"({found['ratio_to_duckdb']:.2f} times), polars {found['polars_seconds']} s "
            f"({found['ratio_to_polars']:.2f} times); all figures after it "
            f"{found['figures_seconds']} s; peak {found['mebibytes']:,.0f} MiB, of half the rows "
            f"{found['mebibytes_of_half']:,.0f} MiB"
        )
    return 0 if min(found["ratio_to_duckdb"], found["ratio_to_polars"]) <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
