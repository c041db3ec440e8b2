"""Time a year's report set: ``pmqa run`` against plain papermill and nbconvert.

Both sides run the same notebooks with the same parameters, each time into a new folder:

*pmqa*
    ``pmqa run``: checked parameters, a process per report and as many at once as there are
    processors, HTML, PDF, charts, results and the proof of each report, manifest and index.
*plain*
    Two reports at once, each by ``papermill`` with its own engine, then ``nbconvert --to html`` as
    it comes, then the PDF: nbconvert's own needs a LaTeX installation, so the plain side uses
    our exporter, ``nbconvert --to pmqa_pdf``.
*kept*
    ``pmqa run`` once more, nothing changed.

The runs of the two sides alternate, so that a busy machine is busy for both. Run
``python benchmarks/bench_set.py``, with ``--json`` for a script.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypedDict

from pmqa_analysis.office import OFFICE_VARIABLE, Office
from pmqa_analysis.publish.jobs import Job, plan_jobs
from pmqa_analysis.publish.run import default_workers

ROOT = Path(__file__).resolve().parents[1]
#: What is timed, and how it is called in print.
SIDES = {
    "pmqa": "pmqa run (HTML, PDF and all else)",
    "plain": "papermill + nbconvert, two at once",
    "kept": "pmqa run, nothing changed",
}


class Times(TypedDict):
    """Wall times of one side in seconds: the least, the median, and every run."""

    min: float
    median: float
    runs: list[float]


class Outcome(TypedDict):
    """What a benchmark found; ``ratios`` are plain over pmqa, run by run."""

    fiscal_year: int
    reports: int
    at_once: int
    times: dict[str, Times]
    ratios: list[float]


def time_command(*arguments: str) -> float:
    """Run a program of this environment in the project's folder; return its wall time.

    Raises:
        SystemExit: If it fails; with the end of what it said.
    """
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env={**os.environ, OFFICE_VARIABLE: str(ROOT / "data")},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode != 0:
        message = f"{' '.join(arguments[:3])} failed:\n{done.stdout[-2000:]}"
        raise SystemExit(message)
    return time.perf_counter() - started


def time_pmqa(fiscal_year: int, folder: Path) -> float:
    """Return the wall time of ``pmqa run`` into an empty folder."""
    program = "from pmqa_analysis.cli import main; main()"
    return time_command("-c", program, "run", str(fiscal_year), "--out", str(folder), "--quiet")


def time_plain(jobs: Sequence[Job], folder: Path) -> float:
    """Return the wall time of all reports by papermill and nbconvert, two at once."""

    def make(job: Job) -> None:
        executed = str(folder / f"{job.report}.ipynb")
        time_command(
            "-m", "papermill", str(job.notebook), executed, "--no-progress-bar",
            "-y", json.dumps(job.parameters),
        )  # fmt: skip
        time_command("-m", "nbconvert", "--to", "html", executed)
        time_command("-m", "nbconvert", "--to", "pmqa_pdf", executed)

    started = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(make, jobs))
    return time.perf_counter() - started


def measure(fiscal_year: int, runs: int) -> Outcome:
    """Time both sides so many times, in turns.

    Raises:
        SystemExit: If a run of either side fails.
    """
    office = Office(ROOT / "data")
    jobs = plan_jobs(office, office.settings(fiscal_year), ROOT / "notebooks", ROOT / "outputs")
    seconds: dict[str, list[float]] = {side: [] for side in SIDES}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as scratch:
            seconds["pmqa"].append(time_pmqa(fiscal_year, Path(scratch)))
            seconds["kept"].append(time_pmqa(fiscal_year, Path(scratch)))
        with tempfile.TemporaryDirectory() as scratch:
            seconds["plain"].append(time_plain(jobs, Path(scratch)))
    times = {side: _times(found) for side, found in seconds.items()}
    return {
        "fiscal_year": fiscal_year,
        "reports": len(jobs),
        "at_once": default_workers(sys.maxsize),
        "times": times,
        "ratios": [
            round(plain / ours, 2)
            for plain, ours in zip(seconds["plain"], seconds["pmqa"], strict=True)
        ],
    }


def outcome_text(outcome: Outcome) -> str:
    """Return what was found as lines to read."""
    head = (
        f"FY {outcome['fiscal_year']}: {outcome['reports']} reports, {outcome['at_once']} at once, "
        f"{len(outcome['times']['pmqa']['runs'])} runs; wall time in seconds"
    )
    rows = [
        f"{title:<38}{times['min']:>8.1f}{times['median']:>8.1f}"
        for side, title in SIDES.items()
        for times in [outcome["times"][side]]
    ]
    ratios = outcome["ratios"]
    told = f"{min(ratios):.2f} / {statistics.median(ratios):.2f} / {max(ratios):.2f}"
    last = f"plain takes {told} times as long as pmqa run (min, median, max)"
    return "\n".join([head, f"{'':<38}{'min':>8}{'median':>8}", *rows, last])


def main(arguments: Sequence[str] | None = None) -> int:
    """Time both sides, print what was found, and return the exit code."""
    parser = argparse.ArgumentParser(description="Time a year's report set.")
    parser.add_argument("--fiscal-year", type=int, default=2563, help="B.E.; default 2563")
    parser.add_argument("--runs", type=int, default=3, help="runs of each side; default 3")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    options = parser.parse_args(arguments)
    if options.runs < 1:
        parser.error("--runs must be at least 1")
    outcome = measure(options.fiscal_year, options.runs)
    print(json.dumps(outcome, indent=2) if options.json else outcome_text(outcome))
    return 0


def _times(seconds: list[float]) -> Times:
    return {
        "min": round(min(seconds), 2),
        "median": round(statistics.median(seconds), 2),
        "runs": [round(one, 2) for one in seconds],
    }


if __name__ == "__main__":
    sys.exit(main())
