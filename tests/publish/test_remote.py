"""Outputs in a store: a record names only what is there, and an old report stays until then."""

import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from pmqa_analysis.errors import RunError, SettingsError
from pmqa_analysis.publish.files import DONE, Done, record_text, sha256_of
from pmqa_analysis.publish.folders import prepare_set_folder
from pmqa_analysis.publish.remote import RemoteOutputs, open_outputs
from pmqa_analysis.publish.resume import part_jobs, read_done, reasons_to_run
from pmqa_analysis.publish.run import Event, Outcome
from pmqa_analysis.publish.scheduler import check_address
from tests.publish.store import AtomicLocal
from tests.publish.test_resume import OUTPUTS, a_report

SET = "/bucket/out/2563"


class Store(MemoryFileSystem):
    """A store in memory that can break: after so many objects written, or in reading."""

    cachable = False

    def __init__(self):
        super().__init__()
        self.store, self.pseudo_dirs, self.sent, self.breaks_after = {}, [""], [], 10**6
        self.loses = ""

    def pipe_file(self, path, value, mode="overwrite", **options):
        if len(self.sent) >= self.breaks_after:
            raise ConnectionResetError
        self.sent.append(path)
        if not (self.loses and path.endswith(self.loses)):
            super().pipe_file(path, value, mode, **options)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def job(tmp_path):
    return a_report(tmp_path)


def outputs_at(store, folder):
    return RemoteOutputs(folder, 2563, "memory://bucket/out", store, "/bucket/out")


def keep(outputs, job):
    outcome = Outcome(job, 1.0, read_done(job.target))
    return outputs.keep(Event("done", job, 1, 1, outcome), "batch.json")


def another(job, text):
    """Make the report anew: another page, another record."""
    page = job.target / "report.html"
    page.write_text(text, encoding="utf-8")
    record = json.loads((job.target / DONE).read_text(encoding="utf-8"))
    record["files"]["report.html"] = {"sha256": sha256_of(page), "size": len(text)}
    (job.target / DONE).write_text(record_text(record), encoding="utf-8")


def whole_page(store, folder):
    """Check that all that the store's record names is there as recorded; return the page."""
    outputs = outputs_at(store, folder)
    outputs.fetch(["tiny"])
    done = read_done(folder / "2563" / "tiny")
    if done is None:
        assert not store.exists(f"{SET}/tiny/{DONE}")
        return None
    for path, record in done.files.items():
        assert sha256_of(folder / "2563" / "tiny" / path) == record.sha256
    return (folder / "2563" / "tiny" / "report.html").read_text(encoding="utf-8")


def test_a_report_that_was_sent_is_kept_by_a_run_on_another_machine(store, job, tmp_path):
    assert keep(outputs_at(store, tmp_path / "out"), job).kind == "done"
    there = outputs_at(store, tmp_path / "there")
    there.fetch(["tiny"])
    again = job.model_copy(update={"target": tmp_path / "there" / "2563" / "tiny"})
    needed, kept = part_jobs([again])
    assert (needed, list(kept)) == ([], ["tiny"])


def test_the_record_is_sent_last_and_its_own_hash_says_where_the_files_are(store, job, tmp_path):
    keep(outputs_at(store, tmp_path / "out"), job)
    place = f"{SET}/tiny/v-{sha256_of(job.target / DONE)[:16]}"
    assert sorted(store.sent[:-1]) == sorted(f"{place}/{path}" for path in OUTPUTS)
    assert store.sent[-1] == f"{SET}/tiny/{DONE}"
    assert store.cat_file(f"{SET}/tiny/{DONE}") == (job.target / DONE).read_bytes()


@pytest.mark.parametrize("sent", range(len(OUTPUTS) + 1))
def test_a_first_upload_that_breaks_leaves_no_record(store, job, tmp_path, sent):
    store.breaks_after = sent
    event = keep(outputs_at(store, tmp_path / "out"), job)
    assert (event.kind, event.outcome.succeeded) == ("failed", False)
    assert event.outcome.failure.stage == "replace"
    assert "memory://bucket/out could not be read or written" in event.outcome.failure.en
    assert len(store.sent) == sent
    assert whole_page(store, tmp_path / "there") is None


@pytest.mark.parametrize("sent", range(len(OUTPUTS) + 1))
def test_an_upload_that_breaks_leaves_the_old_report_whole(store, job, tmp_path, sent):
    outputs = outputs_at(store, tmp_path / "out")
    keep(outputs, job)
    another(job, "<p>new")
    store.breaks_after = len(store.sent) + sent
    assert keep(outputs, job).kind == "failed"
    outputs.finish()
    assert whole_page(store, tmp_path / "there") == "<p>"


def test_of_a_report_that_could_not_be_sent_the_old_record_stands_here_too(store, job, tmp_path):
    outputs = outputs_at(store, tmp_path / "out")
    keep(outputs, job)
    old = (job.target / DONE).read_bytes()
    another(job, "<p>new")
    store.breaks_after = 0
    keep(outputs, job)
    assert not job.target.exists()
    outputs.fetch()
    assert (job.target / DONE).read_bytes() == old


def test_an_object_that_did_not_arrive_is_noticed_before_the_record(store, job, tmp_path):
    store.loses = "results.csv"
    event = keep(outputs_at(store, tmp_path / "out"), job)
    assert "is not all there" in event.outcome.failure.en
    assert not store.exists(f"{SET}/tiny/{DONE}")


def test_the_files_of_the_old_report_go_only_when_the_set_is_written(store, job, tmp_path):
    outputs = outputs_at(store, tmp_path / "out")
    keep(outputs, job)
    first = outputs.place_of("tiny")
    another(job, "<p>new")
    keep(outputs, job)
    assert store.exists(f"{SET}/{first}/report.html")
    outputs.finish()
    assert not store.exists(f"{SET}/{first}/report.html")
    assert whole_page(store, tmp_path / "there") == "<p>new"


def test_the_same_report_sent_twice_is_not_removed(store, job, tmp_path):
    outputs = outputs_at(store, tmp_path / "out")
    for _ in range(2):
        keep(outputs, job)
    outputs.finish()
    assert whole_page(store, tmp_path / "there") == "<p>"


@pytest.mark.parametrize("change", ["altered", "removed"])
def test_an_object_that_was_changed_in_the_store_runs_its_report(store, job, tmp_path, change):
    outputs = outputs_at(store, tmp_path / "out")
    keep(outputs, job)
    path = f"{SET}/{outputs.place_of('tiny')}/results.csv"
    if change == "altered":
        MemoryFileSystem.pipe_file(store, path, b"id\r")
    else:
        store.rm(path)
    there = outputs_at(store, tmp_path / "there")
    there.fetch(["tiny"])
    again = job.model_copy(update={"target": tmp_path / "there" / "2563" / "tiny"})
    found = [(reason.kind, reason.found) for reason in reasons_to_run(again)]
    assert found == [("output", "results.csv")]


def test_a_record_that_names_a_file_outside_brings_nothing(store, job, tmp_path):
    record = json.loads((job.target / DONE).read_text(encoding="utf-8"))
    record["files"]["../../../stolen"] = {"sha256": "0", "size": 1}
    store.pipe_file(f"{SET}/tiny/{DONE}", record_text(record).encode())
    outputs_at(store, tmp_path / "there").fetch(["tiny"])
    assert [path.name for path in (tmp_path / "there" / "2563" / "tiny").iterdir()] == [DONE]
    assert read_done(tmp_path / "there" / "2563" / "tiny") is None
    assert not (tmp_path / "stolen").exists()


def test_names_in_the_store_that_no_run_has_given_are_not_brought(store, tmp_path):
    for name in ("thesis.docx", "a b/done.json", ".hidden/done.json"):
        store.pipe_file(f"{SET}/{name}", b"{}")
    outputs_at(store, tmp_path / "there").fetch(journals=True)
    assert list(tmp_path.iterdir()) == []


def test_the_set_of_another_office_is_refused_as_in_a_folder(store, tmp_path):
    store.pipe_file(f"{SET}/manifest.json", b'{"office": "senate"}')
    outputs = outputs_at(store, tmp_path / "out")
    outputs.fetch()
    with pytest.raises(SettingsError, match="of the office “senate”"):
        prepare_set_folder(outputs.set_folder, "tiny", [])


def test_a_store_that_cannot_be_read_is_told_and_nothing_of_its_words(store, tmp_path, monkeypatch):
    def deny(*arguments, **options):
        raise PermissionError("secret key AKIA123")

    monkeypatch.setattr(store, "cat_file", deny)
    with pytest.raises(RunError, match=r"could not be read or written \(PermissionError\)") as told:
        outputs_at(store, tmp_path / "out").fetch()
    assert "AKIA" not in str(told.value)


def test_a_store_that_takes_nothing_is_refused_before_any_kernel(store, tmp_path):
    outputs = outputs_at(store, tmp_path / "out")
    outputs.check()
    assert store.find(SET) == []
    store.breaks_after = 0
    with pytest.raises(RunError, match=r"could not be read or written \(ConnectionResetError\)"):
        outputs.check()


def test_records_of_runs_come_only_where_they_are_wanted(store, tmp_path):
    for name in ("batch.json", "batch-1-of-2.json"):
        store.pipe_file(f"{SET}/{name}", b"{}")
    outputs = outputs_at(store, tmp_path / "out")
    outputs.fetch()
    assert not outputs.set_folder.exists()
    outputs.fetch(journals=True)
    assert len(list(outputs.set_folder.iterdir())) == 2


SENDS = """
import itertools, json, pathlib, sys
sys.path.insert(0, sys.argv[1])
from pmqa_analysis.publish.jobs import Job
from tests.publish.store import AtomicLocal
from tests.publish.test_remote import another, keep
from pmqa_analysis.publish.remote import RemoteOutputs
job = Job.model_validate_json(pathlib.Path(sys.argv[2]).read_bytes())
outputs = RemoteOutputs(job.target.parents[1], 2563, "store", AtomicLocal(), sys.argv[3])
for number in itertools.count(int(sys.argv[4])):
    another(job, str(number))
    assert keep(outputs, job).kind == "done"
    outputs.finish()
    print(number, flush=True)
"""


@pytest.mark.slow
def test_killed_at_twenty_random_moments_the_store_holds_one_whole_report(job, tmp_path):
    """On a disk, through a store that writes objects whole: old or new, never a mixture."""
    root, told = tmp_path / "store", tmp_path / "job.json"
    here = str(Path(__file__).parents[2])
    random, pages = Random(2563), set()
    for turn in range(20):
        target = tmp_path / f"out{turn}" / "2563" / "tiny"
        shutil.copytree(job.target, target)
        told.write_text(record_text(job.model_copy(update={"target": target})), encoding="utf-8")
        arguments = [here, str(told), str(root), str(turn * 10_000)]
        with subprocess.Popen(
            [sys.executable, "-c", SENDS, *arguments], stdout=subprocess.PIPE
        ) as sends:
            sends.stdout.readline()
            time.sleep(random.uniform(0, 0.05))
            sends.kill()
        there = RemoteOutputs(tmp_path / f"there{turn}", 2563, "store", AtomicLocal(), str(root))
        there.fetch(["tiny"])
        done = Done.model_validate_json((root / "2563" / "tiny" / DONE).read_bytes())
        for path, record in done.files.items():
            assert sha256_of(there.set_folder / "tiny" / path) == record.sha256
        pages.add((there.set_folder / "tiny" / "report.html").read_text(encoding="utf-8"))
    assert len(pages) == 20


# Addresses


def test_a_folder_is_a_folder_and_so_is_an_address_of_a_file(tmp_path):
    folder = tmp_path / "ผล ลัพธ์"
    for out in (str(folder), folder.as_uri()):
        with open_outputs(out, 2563) as outputs:
            assert (outputs.folder, outputs.is_remote) == (folder, False)
            assert outputs.place == str(folder / "2563")


def test_what_is_temporary_of_a_store_goes_with_the_command():
    with open_outputs("memory://bucket/out/", 2563) as outputs:
        assert (outputs.is_remote, outputs.place) == (True, "memory://bucket/out/2563")
        assert outputs.folder.is_dir()
    assert not outputs.folder.exists()


@pytest.mark.parametrize(
    "address", ["sftp://host/x", "file://server/x", "s3://key:secret@bucket/x", "filecache::s3://b"]
)
def test_an_address_of_which_nothing_is_known_is_refused(address):
    with (
        pytest.raises(SettingsError, match="Outputs cannot go to") as told,
        open_outputs(address, 2563),
    ):
        pass
    assert "secret" not in str(told.value)


def test_without_fsspec_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(SettingsError, match="need the extra “scale”"), open_outputs("s3://b", 2563):
        pass


def test_without_the_package_of_a_store_it_is_said_which(monkeypatch):
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(SettingsError, match="pip install s3fs"), open_outputs("s3://b/x", 2563):
        pass


def test_workers_elsewhere_cannot_write_into_a_folder_of_this_machine():
    import dask

    check_address("tcp://127.0.0.1:8786", here=True)
    check_address("local", here=True)
    with dask.config.set({"distributed.comm.tls.ca-file": "ca.pem"}):
        check_address("tls://10.0.0.7:8786")
        with pytest.raises(SettingsError, match="is beyond this machine, so outputs"):
            check_address("tls://10.0.0.7:8786", here=True)


# The command


@pytest.mark.slow
def test_two_parts_of_a_year_in_a_store_are_one_set_and_are_kept(pmqa, monkeypatch):
    memory = fsspec.filesystem("memory")
    place, name = "memory://ministry/out", "brief_{}"
    only = [word for n in (1, 2, 3) for word in ("--only", name.format(n))]
    try:
        for shard in ("1/2", "2/2"):
            code, out, err = pmqa("run", 2563, "--out", place, *only, "--shard", shard)
            assert (code, err) == (0, "")
            assert f"{place}/2563/index.html" in out
        code, out, _ = pmqa("status", 2563, "--out", place, "--json")
        runs = json.loads(out)["batches"]
        assert sum(job["state"] == "built" for run in runs for job in run["jobs"]) == 3
        page = memory.cat_file("/ministry/out/2563/index.html").decode()
        links = re.findall(r'href="(brief_\d/v-[0-9a-f]{16}/[^"]+)"', page)
        assert len(links) == 18
        assert all(memory.exists(f"/ministry/out/2563/{link}") for link in links)
        code, out, _ = pmqa("run", 2563, "--out", place, *only, "--json")
        answer = json.loads(out)
        assert (answer["built"], answer["kept"]) == (0, 3)
        code, out, _ = pmqa("why", 2563, "brief_1", "--out", place, "--json")
        assert json.loads(out)["runs"] is False
    finally:
        memory.rm("/ministry", recursive=True)
