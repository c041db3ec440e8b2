"""``pmqa check`` opens the assessment and the plan: what is bad is told before anything runs."""

import pytest

from tests.cli.test_closing import ASSESSMENT, FILES, PROGRESS
from tests.offices import write_office
from tests.plan_samples import FOLDER
from tests.pmqa_samples import assessment_csv, box_row


@pytest.fixture
def check(pmqa, tmp_path):
    def run(**changes):
        files = {**FILES, **{path.replace("|", "/"): text for path, text in changes.items()}}
        write_office(tmp_path / "office", files)
        return pmqa("--office", tmp_path / "office", "check", 2563)

    return run


def test_a_sound_year_is_ready(check):
    code, out, err = check()
    assert (code, err) == (0, "")
    assert "ready to run" in out


def test_advance_over_an_open_basic_is_told_and_stops_nothing(check):
    rows = assessment_csv([box_row("b1"), box_row("a1")])
    code, out, _ = check(**{ASSESSMENT: rows})
    assert code == 0
    assert "level_before_lower" in out
    assert "Advance" in out


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (ASSESSMENT, assessment_csv([box_row("b1", evidence_2="")]), "[self]"),
        (ASSESSMENT, assessment_csv([box_row("b9")]), "“b9”"),
        (PROGRESS, FILES[PROGRESS] + "6,Z,,running,10,,สำนักหนึ่ง,,\n", "“Z”"),
        (PROGRESS, FILES[PROGRESS] + "6,B,,running,110,,สำนักหนึ่ง,,\n", "“110”"),
        (f"{FOLDER}/units.csv", "unit_th\n", "units.csv"),
        ("reference/criteria/tiny.yml", "criteria: tiny\n", "tiny.yml"),
    ],
)
def test_what_cannot_be_taken_is_told_without_a_traceback(check, path, text, told):
    code, _, err = check(**{path: text})
    assert code in (1, 2)
    assert told in err
    assert "Traceback" not in err
