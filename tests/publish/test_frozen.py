"""A year proven from its record: the same from the same, the same figures elsewhere."""

import pytest

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.publish import frozen
from pmqa_analysis.publish.frozen import prove_set
from pmqa_analysis.publish.jobs import plan_jobs
from pmqa_analysis.publish.manifest import make_manifest, write_manifest
from pmqa_analysis.publish.origin import environment
from pmqa_analysis.publish.run import run_jobs
from tests.publish.tiny import an_office, write_notebook


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return an office, its jobs and the folder of its set, built once."""
    folder = tmp_path_factory.mktemp("frozen")
    office = an_office(folder / "data")
    write_notebook(folder / "notebooks" / "tiny.ipynb")
    settings = office.settings(2563)
    jobs = plan_jobs(office, settings, folder / "notebooks", folder / "out")
    outcomes = run_jobs(jobs)
    place = folder / "out" / "2563"
    write_manifest(place, make_manifest(office, settings, place, outcomes))
    return office, jobs, place


def test_made_again_from_the_same_every_byte_is_as_recorded(built):
    proof = prove_set(*built, run_jobs)
    assert (proof.faults, proof.elsewhere, proof.reports) == ([], [], 1)
    assert proof.sentence[1] == "Proven: 1 reports, 6 files, every byte as recorded."


def test_in_another_environment_the_figures_are_compared(built, monkeypatch):
    monkeypatch.setattr(frozen, "environment", lambda: {**environment(), "packages": "other"})
    proof = prove_set(*built, run_jobs)
    assert (proof.faults, proof.elsewhere, proof.files) == ([], ["packages"], 1)
    assert "figures alone were compared: 1 reports, every figure the same" in proof.sentence[1]


def test_what_differs_in_the_environment_is_told_once(built, monkeypatch):
    _, jobs, _ = built
    monkeypatch.setattr(frozen, "environment", lambda: {**environment(), "packages": "other"})
    proof = frozen.Proof(elsewhere=["packages"])
    (outcome,) = run_jobs(jobs)
    frozen._compare(proof, outcome, outcome.done)
    assert proof.elsewhere == ["packages"]


def test_an_input_that_is_not_the_one_recorded_is_told_and_nothing_runs(built):
    office, jobs, place = built
    extra = office.folder / "raw" / "2563" / "absent.csv"
    extra.parent.mkdir(parents=True)
    extra.write_text("", encoding="utf-8")
    ran = []
    proof = prove_set(office, jobs, place, ran.append)
    extra.unlink()
    assert ran == []
    assert [fault[1] for fault in proof.faults] == [
        "A file of the office is not the one recorded: raw/2563/absent.csv."
    ]


def test_a_byte_altered_in_an_output_is_told_and_nothing_runs(built):
    office, jobs, place = built
    page = place / "tiny" / "report.html"
    content = page.read_bytes()
    page.write_bytes(content[:-1] + b"?")
    ran = []
    proof = prove_set(office, jobs, place, ran.append)
    page.write_bytes(content)
    assert ran == []
    assert [fault[1] for fault in proof.faults] == [
        "Report tiny: report.html in the folder of outputs is not as recorded"
        " (altered, removed or added)."
    ]


def test_another_figure_is_told(built):
    office, jobs, place = built
    write_notebook(
        jobs[0].notebook, "fiscal_year = 2563", "WORDS = 1", sealed=True,
    )  # fmt: skip
    text = jobs[0].notebook.read_text(encoding="utf-8").replace("97.14", "97.15")
    jobs[0].notebook.write_text(text, encoding="utf-8")
    proof = prove_set(office, jobs, place, run_jobs)
    assert ("tiny", "results.csv") in [
        tuple(word.strip(":") for word in fault[1].split()[1:3]) for fault in proof.faults
    ]


def test_a_report_that_fails_now_is_told(built):
    office, jobs, place = built
    write_notebook(jobs[0].notebook, "1 / 0")
    proof = prove_set(office, jobs, place, run_jobs)
    (fault,) = proof.faults
    assert "Report tiny could not be made again" in fault[1]
    assert "ZeroDivisionError" in fault[1]


def test_without_a_manifest_nothing_can_be_proven(built, tmp_path):
    office, jobs, _ = built
    with pytest.raises(SettingsError, match="nothing can be proven"):
        prove_set(office, jobs, tmp_path, run_jobs)
