"""``pmqa check`` of a year with surveys: rows, rates, completeness, issues, quarantine."""

import csv
import json
import os
import stat

import pytest

from tests.clean.surveys.samples import SECRET, SPEED, a_row
from tests.offices import DATA
from tests.year.offices import ONLINE, csv_of, survey_office

QUARANTINE = "private/2567/quarantine_small.csv"


@pytest.fixture
def checked(pmqa, tmp_path):
    """Return a function that checks the year of an office with an online file of these rows."""

    def check(*rows, more=(), **changes):
        if rows:
            changes["online"] = csv_of(*rows)
        survey_office(tmp_path, **changes)
        return pmqa("--office", tmp_path, "check", "2567", *more)

    return check


def test_the_rows_of_each_source_are_printed_and_add_up(checked):
    code, out, _ = checked(a_row(1), a_row(2, ยินยอม="ไม่"), a_row(1))
    assert code == 0
    assert "online           รับมา 3 = ใช้ได้ 1 + คัดออก 1 + ซ้ำ 1 + ว่าง 0" in out
    assert "รวม / all        รับมา 5 = ใช้ได้ 3" in out
    assert "no population in the codebook" in out


def test_issues_are_printed_with_their_addresses_and_no_answer(checked):
    code, out, err = checked(a_row(1, **{SPEED: SECRET}))
    assert code == 0
    assert "unknown_answer: 1" in out
    assert f"{ONLINE}:2 [{SPEED}]" in out
    assert SECRET not in out + err


def test_the_same_as_json(checked):
    _, out, _ = checked(a_row(1, **{SPEED: "xx"}), a_row(2), more=["--json"])
    answer = json.loads(out)
    [survey] = answer["surveys"]
    assert survey["sources"][0] == {
        "source": "online", "files": [ONLINE], "rows_in": 2, "kept": 2, "rejected": 0,
        "duplicates": 0, "blank": 0, "completeness": "75.00",
    }  # fmt: skip
    assert survey["completeness"] == {"speed": "75.00", "staff": "100.00"}
    assert [one["address"] for one in survey["issues"]] == [f"{ONLINE}:2 [{SPEED}]"]
    assert survey["remarks"][ONLINE][:3] == [
        "encoding: utf-8",
        "delimiter: comma",
        "header rows: 1",
    ]
    assert (survey["response_rate"], survey["drift"]) == (None, [])
    assert ONLINE in answer["inputs"]


def test_rejected_rows_go_whole_into_a_private_file(checked, tmp_path):
    checked(a_row(1), a_row(2, ยินยอม="ไม่"))
    file = tmp_path / QUARANTINE
    [row] = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
    assert (row["address"], row["reasons"], row["ข้อเสนอแนะ"]) == (
        f"{ONLINE}:3", "no_consent", SECRET
    )  # fmt: skip
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.parent.stat().st_mode) == 0o700


def test_without_rejected_rows_nothing_is_written(checked, tmp_path):
    checked(a_row(1))
    assert not (tmp_path / "private").exists()


def test_rows_that_are_no_longer_rejected_leave_the_quarantine(checked, tmp_path):
    checked(a_row(1), a_row(2, ยินยอม="ไม่"))
    checked(a_row(1))
    assert len((tmp_path / QUARANTINE).read_text(encoding="utf-8-sig").splitlines()) == 1


def test_a_file_that_cannot_be_taken_fails_the_check(checked):
    code, _, err = checked(a_row(โทร=SECRET))
    assert code == 1
    assert f"{ONLINE} [โทร]" in err
    assert SECRET not in err


def test_many_issues_are_cut_on_the_screen_and_whole_in_json(checked):
    rows = [a_row(number, ประทับเวลา=f"2024-01-31 09:{number:02d}:00", **{SPEED: "xx"})
            for number in range(1, 26)]  # fmt: skip
    _, out, _ = checked(*rows)
    assert "5 รายการ" in out
    _, out, _ = checked(*rows, more=["--json"])
    assert len(json.loads(out)["surveys"][0]["issues"]) == 25


def test_a_year_without_surveys_says_nothing_of_them(pmqa):
    _, out, _ = pmqa("--office", DATA, "check", "2563")
    assert "แบบสำรวจ " not in out.partition("ปีงบประมาณ")[0].partition("•")[0]
    _, out, _ = pmqa("--office", DATA, "check", "2563", "--json")
    assert json.loads(out)["surveys"] == []


def test_each_sentence_of_a_kind_stands_below_its_own_addresses(checked):
    code, out, _ = checked(a_row(1, **{SPEED: "มากก"}), a_row(2, **{SPEED: "zz"}))
    assert code == 0
    near = out.index("ป้ายที่ใกล้เคียง: มาก)")
    assert out.index(f"{ONLINE}:2 [") < near < out.index(f"{ONLINE}:3 [")
    assert "คำตอบนี้ไม่มีในสมุดรหัส จึงเว้นว่างไว้" in out
