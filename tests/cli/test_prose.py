"""``pmqa text``, and what ``pmqa check`` and ``pmqa run`` say of what people wrote."""

import json
import shutil
from pathlib import Path

import pytest

from tests.offices import DATA


@pytest.fixture
def office(tmp_path):
    """Return a copy of the committed office."""
    return Path(shutil.copytree(DATA, tmp_path / "office"))


def write(office, text, place="results-overview"):
    folder = office / "text" / "2563"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "part_3.md").write_text(f"## ภาพรวม {{#{place}}}\n\n{text}\n", encoding="utf-8")


def test_text_writes_the_empty_files_once(pmqa, office):
    code, out, _ = pmqa("--office", office, "text", 2563, "--json")
    names = [Path(path).name for path in json.loads(out)["written"]]
    assert code == 0
    assert names == [
        "part_1.1.md", "part_1.2.md", *(f"part_2_category_{n}.md" for n in range(1, 7)),
        "part_3.md",
    ]  # fmt: skip
    assert sorted(path.name for path in (office / "text" / "2563").iterdir()) == sorted(names)


def test_text_never_writes_over_a_file(pmqa, office):
    write(office, "ข้อความของเรา")
    _, out, _ = pmqa("--office", office, "text", 2563, "--json")
    assert json.loads(out)["kept"] == ["text/2563/part_3.md"]
    assert "ข้อความของเรา" in (office / "text/2563/part_3.md").read_text(encoding="utf-8")


def test_the_empty_files_leave_the_year_ready(pmqa, office):
    pmqa("--office", office, "text", 2563)
    code, out, _ = pmqa("--office", office, "check", 2563)
    assert code == 0
    assert "2 issues; ready to run" in out


def test_check_lists_what_the_figures_do_not_bear(pmqa, office):
    write(office, "{7.2.1@2563} เพิ่มขึ้นอย่างต่อเนื่อง และ 12,345 ครั้ง")
    code, out, _ = pmqa("--office", office, "check", 2563, "--json")
    told = [(issue["kind"], issue["address"]) for issue in json.loads(out)["issues"]]
    assert code == 0
    assert told[2:] == [
        ("unmatched_number", "text/2563/part_3.md:3"), ("claim_fails", "text/2563/part_3.md:3"),
    ]  # fmt: skip


def test_an_unknown_figure_fails_the_check(pmqa, office):
    write(office, "{7.9.9@2563}")
    code, out, _ = pmqa("--office", office, "check", 2563)
    assert code == 1
    assert "no result has the id {7.9.9@2563}" in out
    assert "ready to run" not in out


def test_text_under_an_unknown_heading_stops_the_run(pmqa, office, tmp_path):
    write(office, "ข้อความ", place="nowhere")
    code, _, err = pmqa("--office", office, "run", 2563, "--out", tmp_path / "out")
    assert code == 1
    assert "{#nowhere}" in err
    assert "part_3.md:1" in err
    assert not (tmp_path / "out").exists()
