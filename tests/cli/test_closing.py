"""``pmqa close``, ``pmqa reopen`` and the forms of the assessment and of the progress."""

import openpyxl
import pytest
import yaml

from tests.offices import SETTINGS, TINY, write_office
from tests.plan_samples import FOLDER, plan_files
from tests.pmqa_samples import BASIC, GATED, assessment_csv, box_row

ASSESSMENT, PROGRESS = "raw/2563/assessment.csv", "raw/2563/progress.csv"
LINE = "round,activity,output,status,percent,evidence,reporter,cause,correction\n"
ENTRIES = (
    f"assessment: {{criteria: tiny, file: {ASSESSMENT}}}\n"
    f"plan: {{folder: {FOLDER}, progress: {PROGRESS}}}\n"
)
FILES = {
    **plan_files(),
    SETTINGS: TINY[SETTINGS] + ENTRIES,
    "reference/criteria/tiny.yml": GATED,
    ASSESSMENT: assessment_csv([box_row(box) for box in BASIC]),
    PROGRESS: LINE + "6,A,,running,10,,สำนักหนึ่ง,,\n",
}


@pytest.fixture
def office(tmp_path):
    write_office(tmp_path / "office", FILES)
    return tmp_path / "office"


@pytest.fixture
def ask(pmqa, office):
    return lambda *words: pmqa("--office", office, *words)


def records(office):
    return yaml.safe_load((office / "locks.yml").read_text(encoding="utf-8"))


def test_closing_records_who_and_the_hash_of_both_files(ask, office):
    code, _, err = ask("close", 2563, "--name", "สมชาย")
    assert (code, err) == (0, "")
    found = records(office)
    assert [(one["file"], one["action"], one["name"]) for one in found] == [
        (ASSESSMENT, "closed", "สมชาย"),
        (PROGRESS, "closed", "สมชาย"),
    ]
    assert all(len(one["sha256"]) == 64 for one in found)


@pytest.mark.parametrize("path", [ASSESSMENT, PROGRESS])
def test_a_closed_file_that_is_edited_stops_the_next_closing(ask, office, path):
    ask("close", 2563, "--name", "สมชาย")
    with (office / path).open("a", encoding="utf-8") as file:
        file.write("\n")
    code, _, err = ask("close", 2563, "--name", "มาลี")
    assert code == 1
    assert path in err
    assert "pmqa reopen" in err
    assert "Traceback" not in err


def test_reopening_is_recorded_with_its_reason_and_lets_the_file_be_edited(ask, office):
    ask("close", 2563, "--name", "สมชาย")
    code, _, err = ask("reopen", 2563, "--name", "มาลี", "--reason", "แก้หลักฐานข้อ 1.1")
    assert (code, err) == (0, "")
    with (office / ASSESSMENT).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert ask("close", 2563, "--name", "มาลี")[0] == 0
    actions = [one["action"] for one in records(office)]
    assert actions == ["closed"] * 2 + ["reopened"] * 2 + ["closed"] * 2
    assert records(office)[2]["reason"] == "แก้หลักฐานข้อ 1.1"


@pytest.mark.parametrize(
    "words",
    [
        ("reopen", 2563, "--name", "มาลี", "--reason", "เหตุผล"),
        ("reopen", 2563, "--name", "มาลี", "--reason", " "),
    ],
)
def test_nothing_is_reopened_that_is_not_closed_or_without_a_reason(ask, office, words):
    code, _, err = ask(*words)
    assert code == 2
    assert "2563" in err
    assert not (office / "locks.yml").exists()


@pytest.mark.parametrize("words", [("close",), ("reopen", "--reason", "เหตุผล")])
def test_a_record_without_a_name_is_not_made(ask, office, words):
    code, _, err = ask(*words, 2563, "--name", " ")
    assert code == 2
    assert "--name" in err
    assert not (office / "locks.yml").exists()


def test_a_year_without_such_files_has_nothing_to_close(pmqa, tmp_path):
    write_office(tmp_path / "plain")
    code, _, err = pmqa("--office", tmp_path / "plain", "close", 2563, "--name", "a")
    assert code == 2
    assert "assessment.file" in err


def test_an_assessment_that_cannot_be_taken_is_not_closed(ask, office):
    (office / ASSESSMENT).write_text(assessment_csv([box_row("b1", reason="")]), encoding="utf-8")
    code, _, err = ask("close", 2563, "--name", "a")
    assert code == 1
    assert "[reason]" in err
    assert not (office / "locks.yml").exists()


def test_the_form_of_the_assessment_has_a_row_a_box(ask, tmp_path):
    out = tmp_path / "form.xlsx"
    assert ask("template", "assessment", 2563, "--out", out)[0] == 0
    sheet = openpyxl.load_workbook(out)["tiny"]
    assert [sheet.cell(row, 2).value for row in range(1, 5)] == ["box", "b1", "b2", "b3"]


def test_the_form_is_read_back_as_no_answers(ask, office, tmp_path):
    out = office / "raw/2563/assessment.xlsx"
    assert ask("template", "assessment", 2563, "--out", out)[0] == 0
    settings = office / SETTINGS
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("assessment.csv", "assessment.xlsx"),
        encoding="utf-8",
    )
    code, _, err = ask("close", 2563, "--name", "a")
    assert (code, err) == (0, "")


def test_the_form_of_the_progress_has_a_row_a_timed_activity(ask, tmp_path):
    out = tmp_path / "form.xlsx"
    assert ask("template", "plan_progress", 2563, "--out", out)[0] == 0
    sheet = openpyxl.load_workbook(out)["plan 2563"]
    titles = [cell.value for cell in sheet[1]]
    column = titles.index("activity") + 1
    assert [sheet.cell(row, column).value for row in (2, 3, 4)] == ["A", "B", "C"]


def test_a_form_of_no_year_is_refused(ask):
    code, _, err = ask("template", "assessment")
    assert code == 2
    assert "pmqa template assessment" in err
