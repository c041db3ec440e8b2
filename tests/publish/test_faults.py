"""Notebooks that go wrong in every known way: each gets its verdict, and the others go on."""

import json
import os
import time
from types import SimpleNamespace

import psutil
import pytest

from pmqa_analysis.publish.processes.forked import can_fork
from pmqa_analysis.publish.run import Limits, run_jobs
from tests.publish.living import is_alive
from tests.publish.tiny import a_job

pytestmark = pytest.mark.slow

SECRET = "คำตอบลับ 0812345678"
SLEEPER = "[sys.executable, '-c', 'import time; time.sleep(3600)']"
# Name → (cells after the parameters, sealed, stage, words of the verdict).
FAULTS = {
    "divides_by_zero": (["1 / 0"], True, "execute", "ZeroDivisionError"),
    "leaves_well": (["import sys\nsys.exit(0)"], True, "execute", "left before the end"),
    "leaves_badly": (["import sys\nsys.exit(1)"], True, "execute", "left before the end"),
    "dies": (["import os\nos._exit(0)"], True, "execute", "kernel stopped at cell 4"),
    "never_ends": (["while True: pass"], True, "execute", "took longer than one cell may"),
    "may_raise": (["1 / 0  # raises-exception"], True, "execute", "ZeroDivisionError"),
    "thread_dies": (
        ["import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start()\nt.join()"],
        True, "execute", "thread",
    ),
    "hogs_memory": (
        ["held = [bytearray(16_000_000) for _ in range(100)]"], True, "execute", "more memory",
    ),
    "orphans_a_child": (
        [f"import subprocess, sys\nsubprocess.Popen({SLEEPER}, start_new_session=True)",
         "raise RuntimeError('after the child')"],
        True, "execute", "RuntimeError",
    ),
    "never_seals": (["1"], False, "execute", "0 seals"),
}  # fmt: skip
LIMITS = Limits(seconds=60, cell_seconds=4, memory_mib=400)


def sleepers():
    """Return the processes of this machine that sleep for an hour on behalf of a notebook."""
    return [
        process
        for process in psutil.process_iter(["cmdline", "status"])
        if "time.sleep(3600)" in " ".join(process.info["cmdline"] or ())
        and process.info["status"] != psutil.STATUS_ZOMBIE
    ]


def tag(job, text, name):
    """Give the cell with that text a tag."""
    notebook = json.loads(job.notebook.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if text in "".join(cell["source"]):
            cell["metadata"]["tags"] = [name]
    job.notebook.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture(scope="module", params=["forked", "plain"])
def verdicts(request, tmp_path_factory):
    """Run the ten faulty notebooks with two good ones between them, forked and started anew."""
    forks = request.param == "forked"
    if forks and not can_fork():
        pytest.skip("nothing can be forked here")
    folder = tmp_path_factory.mktemp("faults")
    jobs = [
        a_job(folder, *cells, report=name, sealed=sealed)
        for name, (cells, sealed, _, _) in FAULTS.items()
    ]
    tag(next(job for job in jobs if job.report == "may_raise"), "1 / 0", "raises-exception")
    jobs.insert(3, a_job(folder, report="good_one"))
    jobs.append(a_job(folder, report="good_two"))
    before = len(sleepers())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PMQA_FORK", "1" if forks else "0")
        outcomes = run_jobs(jobs, 4, limits=LIMITS)
    return SimpleNamespace(
        forks=forks,
        of={outcome.job.report: outcome for outcome in outcomes},
        left=len(sleepers()) - before,
        folder=folder / "out" / "2563",
    )


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_notebook_gets_its_verdict(verdicts, name):
    _, _, stage, words = FAULTS[name]
    failure = verdicts.of[name].failure
    assert verdicts.of[name].done is None
    assert failure.stage == stage
    assert words in failure.en
    assert failure.th.strip()


@pytest.mark.parametrize("name", ["divides_by_zero", "dies", "never_ends", "leaves_well"])
def test_a_verdict_names_the_cell_and_shows_its_source(verdicts, name):
    failure = verdicts.of[name].failure
    assert failure.cell == 4
    lines = FAULTS[name][0][0].splitlines()
    known = {"divides_by_zero": 1, "leaves_well": 2}
    assert failure.line == known.get(name)
    shown = lines[failure.line - 1] if failure.line else lines[0] + ("\n…" if lines[1:] else "")
    assert failure.source == shown


@pytest.mark.parametrize("name", ["good_one", "good_two"])
def test_the_good_notebooks_go_on(verdicts, name):
    assert verdicts.of[name].succeeded
    assert (verdicts.folder / name / "done.json").is_file()


def test_only_the_good_reports_stand_there(verdicts):
    assert sorted(path.name for path in verdicts.folder.iterdir()) == ["good_one", "good_two"]


def test_no_process_is_left(verdicts):
    assert verdicts.left == 0


def test_peak_memory_is_told(verdicts):
    peak = verdicts.of["good_one"].peak_memory
    assert peak is None if not verdicts.forks else 20_000_000 < peak < 2_000_000_000


def test_the_fault_that_takes_longest_ends_by_its_limit(verdicts):
    assert verdicts.of["never_ends"].seconds < LIMITS.cell_seconds + 20


READS = """
import pathlib
answers = pathlib.Path({path!r}).read_text(encoding="utf-8").splitlines()
"""
LEAKS = {
    "int": "int(answers[0])",
    "float": "float(answers[0])",
    "key": "{}[answers[0]]",
    "own words": "raise ValueError('bad answer: ' + answers[0])",
    "f-string": "raise ValueError(f'the answer {answers[0]} is bad')",
    "pandas": "import pandas\npandas.to_numeric(pandas.Series(answers))",
    "category": "import pandas\npandas.Categorical(answers)[5]\npandas.Timestamp(answers[0])",
    "file": "open(answers[0])",
    "two lines": "raise RuntimeError('line one\\n' + answers[0])",
    "group": "raise ExceptionGroup('some', [ValueError(answers[0]), ValueError(answers[1])])",
    "chain": "try:\n    int(answers[0])\nexcept ValueError:\n    raise ValueError(answers[1])",
    "english": "raise ValueError('bad: ' + answers[1])",
}


@pytest.mark.parametrize("code", LEAKS.values(), ids=LEAKS)
def test_no_raw_answer_is_told_in_a_failure_or_a_log(tmp_path, code):
    (tmp_path / "answers.txt").write_text(f"{SECRET}\nmy neighbour Somchai", encoding="utf-8")
    job = a_job(tmp_path, READS.format(path=str(tmp_path / "answers.txt")), code)
    (outcome,) = run_jobs([job])
    told = outcome.failure.model_dump_json()
    for word in ("ลับ", "0812345678", "Somchai", "neighbour"):
        assert word not in told
    assert outcome.failure.cell == 5
    assert outcome.failure.source in [line.strip() for line in code.splitlines()]


@pytest.mark.skipif(not can_fork(), reason="only forked workers are watched")
def test_a_notebook_that_shows_without_end_is_stopped_by_the_memory_that_it_takes(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(Limits, "worker_bytes", 150 * 2**20)
    job = a_job(tmp_path, "while True: display('x' * 1_000_000)")
    (outcome,) = run_jobs([job], limits=Limits(seconds=60))
    assert outcome.failure.error == "MemoryError"
    assert "prints or shows more than the memory" in outcome.failure.en


@pytest.mark.skipif(os.name != "posix", reason="process groups")
@pytest.mark.parametrize("ends", ["time limit", "kill", "interrupt"])
def test_a_child_that_sleeps_an_hour_is_gone_within_three_seconds(tmp_path, ends):
    ready = tmp_path / "ready"
    job = a_job(
        tmp_path,
        "import pathlib, subprocess, sys, time\n"
        f"child = subprocess.Popen({SLEEPER}, start_new_session=True)\n"
        f"pathlib.Path({str(ready)!r}).write_text(str(child.pid))\n"
        + ("import os\nos.kill(os.getpid(), 9)" if ends == "kill" else "time.sleep(3600)"),
    )
    limits = Limits(seconds=(3 if can_fork() else 15) if ends == "time limit" else 60)
    started = time.monotonic()
    if ends == "interrupt":
        with pytest.raises(KeyboardInterrupt):
            run_jobs([job], on_event=_Interrupt(ready), limits=limits)
    else:
        run_jobs([job], limits=limits)
    assert time.monotonic() - started < 30
    assert not is_alive(int(ready.read_text(encoding="utf-8")))


class _Interrupt:
    """Interrupt the batch as soon as the notebook has started its child."""

    def __init__(self, ready):
        self.ready = ready

    def __call__(self, event):
        until = time.monotonic() + 60
        while not (self.ready.exists() and self.ready.read_text(encoding="utf-8")):
            assert time.monotonic() < until
            time.sleep(0.02)
        raise KeyboardInterrupt


def test_many_notebooks_eight_at_a_time_are_all_proven_successes(tmp_path):
    """Run 24 notebooks here; 200, three times over, by ``make faults``."""
    whole = os.environ.get("PMQA_FAULTS") == "all"
    count, times = (200, 3) if whole else (24, 1)
    notebook = a_job(tmp_path).notebook
    jobs = [
        a_job(tmp_path, report=f"r{n}").model_copy(
            update={"notebook": notebook, "form": "notebook"}
        )
        for n in range(count)
    ]
    proven = 0
    for _ in range(times):
        outcomes = run_jobs(jobs, 8)
        assert [outcome.failure for outcome in outcomes if outcome.failure] == []
        proven += sum(outcome.succeeded for outcome in outcomes)
    assert proven == count * times
    drawn = {(job.target / "notebook.ipynb").read_bytes() for job in jobs}
    assert len(drawn) == count  # each seal names its own job
