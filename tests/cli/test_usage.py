"""Wrong use is told in Thai and English, with what to do, and ends with 2."""

import signal
import sys

import pytest

from pmqa_analysis.cli import main
from tests.cli.runs import run_pmqa

CASES = {
    "command": (("runn", "2563"), ("ไม่มีคำสั่งนี้", "runn", "'run'", "pmqa --help")),
    "command of a group": (("codebook", "nwe"), ("ไม่มีคำสั่งนี้", "'new'", "pmqa codebook --help")),
    "option": (("run", "2563", "--onyl", "x"), ("--onyl", "--only", "pmqa run --help")),
    "argument": (("run",), ("ยังขาด {fiscal_year}", "lacks {fiscal_year}", "pmqa run --help")),
    "needed option": (("close", "2563"), ("ยังขาด --name", "lacks --name", "pmqa close --help")),
    "value": (("run", "2563", "--jobs", "0"), ("ค่าของ --jobs", "--jobs cannot be taken")),
    "too many": (("list", "2563", "2564"), ("ใช้คำสั่งไม่ถูกต้อง", "2564", "pmqa list --help")),
}


@pytest.mark.parametrize(("arguments", "told"), CASES.values(), ids=CASES)
def test_wrong_use_is_told_in_two_languages(arguments, told, capfd):
    code = run_pmqa(*arguments)
    said = capfd.readouterr().err
    assert code == 2
    assert all(text in said for text in told), said
    assert len(said.strip().splitlines()) == 2


def test_a_file_that_is_not_there_is_a_fault_of_the_data(capfd):
    assert run_pmqa("codebook", "new", "nowhere.csv") == 1
    assert "ไม่พบแฟ้ม nowhere.csv" in capfd.readouterr().err


def test_an_option_without_its_value_is_told(pmqa):
    code, _, err = pmqa("close", 2563, "--name")
    assert code == 2
    assert "ตัวเลือก --name ต้องมีค่าตามหลัง" in err
    assert "The option --name needs a value after it." in err


def test_help_is_no_failure(capfd):
    assert run_pmqa("run", "--help") == 0
    assert "Usage: pmqa run" in capfd.readouterr().out


def test_a_group_without_a_command_shows_its_help_and_says_what_is_lacking(capfd, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["pmqa", "codebook"])
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # the tests keep their handlers
    with pytest.raises(SystemExit) as left:
        main()
    told = capfd.readouterr()
    assert left.value.code == 2
    assert "Usage: pmqa codebook" in told.out
    assert "ยังขาด {command}" in told.err
