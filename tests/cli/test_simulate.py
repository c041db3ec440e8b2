"""``pmqa simulate``: into a simulated office, and never into a real one."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.simulate.samples import OFFICE


@pytest.fixture
def office(tmp_path):
    folder = tmp_path / "จำลอง"
    for name in ("codebooks", "simulation"):
        shutil.copytree(OFFICE / name, folder / name)
    shutil.copy(OFFICE / "office.yml", folder)
    return folder


@pytest.fixture
def simulate(pmqa, office):
    """Return a function that simulates the staff survey of a year in the office."""
    return lambda year, *rest: pmqa("--office", office, "simulate", "staff", "--year", year, *rest)


def make_real(folder):
    text = (folder / "office.yml").read_text(encoding="utf-8")
    (folder / "office.yml").write_text(
        text.replace("simulated: true", "simulated: false"), encoding="utf-8"
    )


def test_it_writes_the_planned_exports(simulate, office):
    code, out, _err = simulate("2567")
    assert code == 0
    assert "ข้อมูลจำลอง" in out
    written = sorted(path.name for path in (office / "raw" / "2567").iterdir())
    assert written == ["staff_paper.csv", "staff_web.xlsx"]
    for name in written:
        if name.endswith("csv"):
            assert (office / "raw/2567" / name).read_bytes() == (
                OFFICE / "raw/2567" / name
            ).read_bytes()


def test_its_options_are_taken_and_told_in_json(simulate, office):
    _code, out, _err = simulate(
        "๒๕๖๗", "--source", "paper", "--n", "9", "--seed", "4", "--messy", "2", "--json"
    )
    answer = json.loads(out)
    (file,) = answer["files"]
    assert answer["simulated"] is True
    assert (file["respondents"], len(file["planted"])) == (9, 2)
    assert {"kind", "row", "question"} == set(file["planted"][0])


def test_another_ending_is_another_format(simulate, office, tmp_path):
    target = tmp_path / "x.xlsx"
    code, out, _err = simulate("2567", "--source", "paper", "--out", target, "--quiet")
    assert (code, out) == (0, "")
    assert target.read_bytes().startswith(b"PK")


def test_two_planned_files_do_not_go_into_one(simulate, tmp_path):
    code, _out, err = simulate("2567", "--out", tmp_path / "x.csv")
    assert code == 2
    assert "web, paper" in err
    assert not any(tmp_path.glob("x.csv"))


def test_a_real_office_is_refused(simulate, office):
    make_real(office)
    code, _out, err = simulate("2567")
    assert code == 2
    assert "simulated" in err
    assert not (office / "raw").exists()


def test_a_file_outside_may_be_drawn_from_a_real_codebook(simulate, office, tmp_path):
    make_real(office)
    code, _out, _err = simulate("2567", "--source", "web", "--out", tmp_path / "x.xlsx")
    assert code == 0


def test_a_file_inside_another_real_office_is_refused(simulate, office, tmp_path):
    other = tmp_path / "จริง"
    shutil.copytree(office, other)
    make_real(other)
    code, _out, err = simulate("2567", "--source", "web", "--out", other / "raw" / "x.xlsx")
    assert code == 2
    assert "จริง" in err
    assert not (other / "raw").exists()


def test_a_year_that_is_not_planned_needs_a_source(simulate, office):
    (office / "simulation" / "staff.yml").unlink()
    code, _out, err = simulate("2567")
    assert code == 2
    assert "simulation/staff.yml" in err
    assert simulate("2567", "--source", "web", "--n", "5")[0] == 0
