"""A batch by Dask: only to safe addresses, the same bytes, and nothing lost with a worker."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from concurrent.futures import Future, as_completed
from types import SimpleNamespace

import pytest

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.publish import scheduler
from pmqa_analysis.publish.files import DONE
from pmqa_analysis.publish.resume import read_done
from pmqa_analysis.publish.run import Limits, run_jobs
from pmqa_analysis.publish.scheduler import build_one, check_address, run_on_scheduler
from tests.publish.living import MARK, left_after
from tests.publish.tiny import a_job

distributed = pytest.importorskip("distributed")


@pytest.mark.parametrize(
    "address", ["local", "tcp://127.0.0.1:8786", "tcp://localhost:1", "tls://[::1]:9"]
)
def test_a_scheduler_on_this_machine_is_safe(address):
    check_address(address)


@pytest.mark.parametrize(
    "address",
    ["tcp://10.0.0.7:8786", "tcp://scheduler.example.org:8786", "tls://10.0.0.7:8786", "nonsense"],
)
def test_a_scheduler_elsewhere_without_certificates_is_refused(address):
    with pytest.raises(SettingsError, match="there is no TLS material"):
        check_address(address)


def test_a_scheduler_elsewhere_with_certificates_is_taken(tmp_path):
    import dask

    with dask.config.set({"distributed.comm.tls.ca-file": str(tmp_path / "ca.pem")}):
        check_address("tls://10.0.0.7:8786")


def test_a_scheduler_that_does_not_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("pmqa_analysis.publish.scheduler._CONNECT_SECONDS", 0.5)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with pytest.raises(SettingsError, match=r"tcp://127\.0\.0\.1:9 does not answer"):
        run_on_scheduler("tcp://127.0.0.1:9", [a_job(tmp_path)])


def test_a_local_scheduler_that_does_not_start_is_told(tmp_path, monkeypatch):
    def fails(**options):
        raise RuntimeError("Nanny failed to start.")

    monkeypatch.setattr(distributed, "LocalCluster", fails)
    with pytest.raises(SettingsError, match=r"local does not answer \(RuntimeError\)"):
        run_on_scheduler("local", [a_job(tmp_path)])


def test_a_task_tells_how_its_report_ended_in_plain_data(tmp_path):
    good, bad = a_job(tmp_path, report="good"), a_job(tmp_path, "1 / 0", report="bad")
    good.target.parent.mkdir(parents=True)
    limits = {"seconds": 60.0, "cell_seconds": None, "memory_mib": 1024}
    told = build_one(good.model_dump_json(), limits)
    assert told["done"]["report"] == "good"
    assert told["failure"] is None
    told = build_one(bad.model_dump_json(), limits)
    assert (told["done"], told["failure"]["cell"]) == (None, 4)


def test_a_task_that_is_lost_fails_alone_and_the_others_go_on(tmp_path):
    jobs = [a_job(tmp_path, report=name) for name in ("lost", "good")]
    told = {"seconds": 1.0, "done": None, "failure": None, "peak_memory": None}
    futures = [Future(), Future()]
    futures[0].set_exception(RuntimeError("killed time and again"))
    futures[1].set_result(told)
    client = SimpleNamespace(submit=lambda *_, key, **__: _named(futures.pop(0), key))
    ended = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distributed, "as_completed", as_completed)
        for outcome in scheduler._ended(client, jobs, Limits()):
            ended[outcome.job.report] = outcome
    assert ended["lost"].failure.stage == "stopped"
    assert ended["good"].failure is None


def _named(future, key):
    future.key, future.release = key, lambda: None
    return future


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != DONE
    }


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("finished", [0, 2])
def test_a_worker_killed_in_the_middle_loses_nothing_and_the_bytes_are_those_of_a_local_run(
    tmp_path, monkeypatch, finished
):
    ready, mark = tmp_path / "ready", uuid.uuid4().hex
    monkeypatch.setenv(MARK, mark)
    names = ("one", "two", "three", "four")
    wait = f"import pathlib, time\npathlib.Path({str(ready)!r}).touch()\ntime.sleep(1.5)"
    jobs = [a_job(tmp_path / "dask", wait, report=name) for name in names]
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        victim = next(iter(cluster.workers.values())).pid

        def kill():
            until = time.monotonic() + 60
            while not (ready.exists() and len(ended) >= finished) and time.monotonic() < until:
                time.sleep(0.05)
            os.kill(victim, signal.SIGKILL)

        ended = []
        killer = threading.Thread(target=kill)
        killer.start()
        outcomes = run_on_scheduler(
            cluster.scheduler_address, jobs, on_event=ended.append, limits=Limits(seconds=90)
        )
        killer.join()
    assert left_after(3, mark, "pmqa_analysis.publish") == []
    assert [outcome.succeeded for outcome in outcomes] == [True] * 4
    assert sorted(event.job.report for event in ended) == sorted(names)
    # Nothing that was told as built is built again.
    assert {event.job.report: event.outcome.done for event in ended} == {
        job.report: read_done(job.target) for job in jobs
    }
    assert sorted(path.name for path in jobs[0].target.parent.iterdir()) == sorted(names)
    local = [a_job(tmp_path / "dask", wait, report=name) for name in names]
    local = [job.model_copy(update={"target": tmp_path / "local" / job.report}) for job in local]
    run_jobs(local, 2)
    for here, there in zip(local, jobs, strict=True):
        assert files_of(here.target) == files_of(there.target)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_an_interrupt_ends_a_local_scheduler_at_once_with_all_that_it_started(
    tmp_path, monkeypatch
):
    mark = uuid.uuid4().hex
    monkeypatch.setenv(MARK, mark)
    jobs = [a_job(tmp_path, report="short")]
    jobs += [a_job(tmp_path, "import time\ntime.sleep(60)", report=name) for name in ("a", "b")]
    interrupted = []

    def interrupt(event):
        interrupted.append(time.monotonic())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_on_scheduler("local", jobs, 2, interrupt, limits=Limits(seconds=90))
    assert time.monotonic() - interrupted[0] < 20
    assert left_after(3, mark, "pmqa_analysis.publish") == []
    assert [path.name for path in jobs[0].target.parent.iterdir()] == ["short"]


def test_an_interrupt_spares_us_where_a_worker_has_died_already():
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as living:
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        nannies = [SimpleNamespace(pid=pid) for pid in (None, gone.pid, living.pid)]
        cluster = SimpleNamespace(workers=dict(enumerate(nannies)))
        scheduler._end_at_once(cluster, None)
        assert living.poll() is None
        scheduler._end_at_once(cluster, KeyboardInterrupt)
        assert living.wait(5) == -signal.SIGKILL
    assert [nanny.auto_restart for nanny in nannies] == [False] * 3
