"""Time forty small notebooks, a set that is up to date, and the start of the command.

*pmqa*
    One batch of jobs that write the executed notebook alone: checked parameters, a process and a
    kernel each, proof, hashes, written through to the disk; the start of the parent is counted.
*plain*
    ``papermill`` with its own engine, a process per notebook, two at once.

Both run the same notebooks (pandas, pyplot, scipy: one chart, one test), the sides in turns in one
run, so that a busy machine is busy for both. ``python benchmarks/bench_batch.py --runs 5``.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_notebook

from pmqa_analysis.publish.jobs import Job
from pmqa_analysis.publish.run import run_jobs

NOTEBOOKS = 40
SEAL = {
    "kind": "seal", "report": "bench", "title": "t", "office": "o", "fiscal_year": 2563,
    "language": "th", "numerals": "arabic", "simulated": False, "words": {}, "policies": {},
    "sources": [], "inputs": {}, "results": [],
}  # fmt: skip
CELLS = (
    "import os\nimport numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt\n"
    "from IPython.display import display\nfrom scipy import stats",
    "seed: int = 1  # seed of the drawn scores",
    "rng = np.random.default_rng(seed)\n"
    "scores = pd.DataFrame({'group': rng.integers(0, 3, 500), 'score': rng.integers(1, 6, 500)})\n"
    "scores.groupby('group')['score'].agg(['mean', 'std', 'count'])",
    "stats.f_oneway(*[part['score'] for _, part in scores.groupby('group')])",
    "figure, axes = plt.subplots(figsize=(6, 3))\n"
    "scores.groupby('group')['score'].mean().plot.bar(ax=axes)\nplt.show()",
    f"seal = {SEAL!r} | {{'job': os.environ.get('PMQA_JOB', '')}}\n"
    "display({'application/vnd.pmqa.seal+json': seal}, raw=True)",
)


def write_notebook(path: Path) -> Path:
    """Write the notebook that all runs execute with different seeds."""
    book = new_notebook(cells=[new_code_cell(text, id=f"c{n}") for n, text in enumerate(CELLS)])
    book.cells[1].metadata["tags"] = ["parameters"]
    book.metadata["kernelspec"] = {
        "name": "python3", "display_name": "Python 3", "language": "python",
    }  # fmt: skip
    nbformat.write(book, path)
    return path


def time_pmqa(notebook: Path, folder: Path, count: int, workers: int | None) -> float:
    """Return the wall time of our batch.

    Raises:
        SystemExit: If a notebook fails.
    """
    jobs = [
        Job(
            report=f"r{seed}", notebook=notebook, parameters={"seed": seed}, fiscal_year=2563,
            office="bench", office_folder=folder, target=folder / "out" / "2563" / f"r{seed}",
            form="notebook",
        )
        for seed in range(count)
    ]  # fmt: skip
    started = time.perf_counter()
    outcomes = run_jobs(jobs, workers)
    failed = [outcome.failure.en for outcome in outcomes if outcome.failure]
    if failed:
        raise SystemExit(failed[0])
    return time.perf_counter() - started


def time_plain(notebook: Path, folder: Path) -> float:
    """Return the wall time of papermill, two processes at once."""

    def execute(seed: int) -> None:
        subprocess.run(
            [sys.executable, "-m", "papermill", str(notebook), str(folder / f"{seed}.ipynb"),
             "-p", "seed", str(seed), "--no-progress-bar"],
            check=True, capture_output=True,
        )  # fmt: skip

    started = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(execute, range(NOTEBOOKS)))
    return time.perf_counter() - started


def memory_per_notebook(notebook: Path) -> float:
    """Return by how many MiB the peak of all our processes grows per notebook at once."""
    peaks = []
    for workers in (2, 8):
        with tempfile.TemporaryDirectory() as scratch, _watched_memory() as seen:
            time_pmqa(notebook, Path(scratch).resolve(), 16, workers)
        peaks.append(max(seen))
    return (peaks[1] - peaks[0]) / 6 / 2**20


@contextmanager
def _watched_memory() -> Iterator[list[int]]:
    """Yield a list that gets, again and again, the proportional memory of all our descendants."""
    seen, stop = [0], threading.Event()

    def watch() -> None:
        while not stop.wait(0.1):
            seen.append(
                sum(_proportional(one) for one in psutil.Process().children(recursive=True))
            )

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        stop.set()
        watcher.join()


def _proportional(process: psutil.Process) -> int:
    try:
        return int(getattr(process.memory_full_info(), "pss", 0))
    except (psutil.Error, OSError):
        return 0


def start_seconds() -> float:
    """Return the wall time of ``pmqa --help``, the best of five."""
    times = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", "from pmqa_analysis.cli import main; main()", "--help"],
            check=True, capture_output=True, env={**os.environ},
        )  # fmt: skip
        times.append(time.perf_counter() - started)
    return min(times)


def main(arguments: Sequence[str] | None = None) -> int:
    """Time both sides in turns, print what was found, and return the exit code."""
    parser = argparse.ArgumentParser(description="Time forty small notebooks.")
    parser.add_argument("--runs", type=int, default=3, help="runs of each side; default 3")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    options = parser.parse_args(arguments)
    ratios, ours, plain = [], [], []
    with tempfile.TemporaryDirectory() as place:
        notebook = write_notebook(Path(place).resolve() / "bench.ipynb")
        for _ in range(options.runs):
            with tempfile.TemporaryDirectory() as scratch:
                ours.append(time_pmqa(notebook, Path(scratch).resolve(), NOTEBOOKS, None))
                plain.append(time_plain(notebook, Path(scratch).resolve()))
            ratios.append(plain[-1] / ours[-1])
        found = {
            "notebooks": NOTEBOOKS, "pmqa": ours, "plain": plain, "ratios": ratios,
            "memory_mib_per_notebook": memory_per_notebook(notebook), "start": start_seconds(),
        }  # fmt: skip
    if options.json:
        print(json.dumps(found, indent=2))
        return 0
    print(f"{NOTEBOOKS} notebooks: pmqa {_spread(ours)} s, papermill in two processes "
          f"{_spread(plain)} s")  # fmt: skip
    print(f"papermill takes {_spread(ratios)} times as long (min, median, max of {options.runs})")
    print(f"peak memory grows by {found['memory_mib_per_notebook']:.0f} MiB per notebook at once")
    print(f"pmqa starts in {found['start']:.2f} s")
    return 0


def _spread(values: Sequence[float]) -> str:
    return f"{min(values):.1f} / {statistics.median(values):.1f} / {max(values):.1f}"


if __name__ == "__main__":
    sys.exit(main())
