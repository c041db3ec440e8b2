"""Rejected rows go whole to a private file; corrections of answers say nothing of them."""

import stat

import pytest

from pmqa_analysis.clean.surveys.quarantine import join_rejected, quarantine_path
from pmqa_analysis.errors import DataError
from pmqa_analysis.load.private import write_private
from tests.clean.surveys.samples import FILE, SECRET, SPEED, a_row, cleaned, found
from tests.offices import refused

PATH = quarantine_path("small", 2567)


@pytest.fixture
def rejected():
    return cleaned(a_row(1), a_row(2, ยินยอม="")).rejected


def test_the_file_is_the_owners_alone(tiny, rejected):
    file = write_private(tiny(), PATH, rejected)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.parent.stat().st_mode) == 0o700
    assert [one.name for one in file.parent.iterdir()] == ["quarantine_small.csv"]


def test_the_row_is_whole_with_its_address_and_reason(tiny, rejected):
    text = write_private(tiny(), PATH, rejected).read_text(encoding="utf-8-sig")
    header, row = text.splitlines()
    assert header.startswith("address,reasons,")
    assert row.startswith(f"{FILE}:3,no_consent,")
    assert SECRET in row


@pytest.mark.parametrize("path", ["private/../a.csv", "outputs/a.csv", "../private/a.csv"])
def test_nothing_private_is_written_elsewhere(tiny, rejected, path):
    with refused(DataError, path):
        write_private(tiny(), path, rejected)


def test_a_folder_that_cannot_be_written_is_named(tiny, rejected):
    office = tiny()
    (office.folder / "private").write_text("", encoding="utf-8")
    with refused(DataError, PATH) as caught:
        write_private(office, PATH, rejected)
    assert SECRET not in str(caught.value)


def test_rows_of_several_files_are_joined(rejected):
    assert len(join_rejected([rejected, rejected.drop(columns="คะแนน")])) == 2
    assert list(join_rejected([]).columns) == ["address", "reasons"]


def fix(**parts):
    return {"id": "fix", "file": FILE, "column": "speed", "action": "recode", "expect": "เยอะ",
            "value": "มาก", "reason_th": "ก", "reason_en": "r", "who": "w", "date": "2026-01-01",
            **parts}  # fmt: skip


def test_a_recode_changes_every_cell_with_the_old_label():
    rows = [a_row(number, **{SPEED: text}) for number, text in enumerate(["เยอะ", "น้อย", "เยอะ "])]
    survey = cleaned(*rows, ledger=[fix()])
    assert survey.responses["speed"].tolist() == [4, 2, 4]
    assert found(survey) == []


def test_a_recode_may_be_of_one_source_row():
    rows = [a_row(number, **{SPEED: "เยอะ"}) for number in range(2)]
    survey = cleaned(*rows, ledger=[fix(source_row=3)])
    assert survey.responses["speed"].tolist()[1] == 4
    assert found(survey) == [("unknown_answer", f"{FILE}:2 [{SPEED}]")]


def test_a_recode_that_matches_nothing_is_an_error():
    with refused(DataError, "corrections.yml fix", FILE, "0"):
        cleaned(a_row(), ledger=[fix()])


def test_a_guard_that_fails_tells_no_answer():
    entry = fix(action="override", source_row=2, column="wish", expect="ข้อความเดิม", value="x")
    with refused(DataError, "corrections.yml fix", f"{FILE}:2") as caught:
        cleaned(a_row(), ledger=[entry])
    assert SECRET not in str(caught.value)
    assert caught.value.key == "corrections.expect_failed_private"


def test_a_row_may_be_named_by_its_id():
    entry = fix(action="override", row={"person": "002"}, expect="มาก", value="5")
    survey = cleaned(a_row(1), a_row(2), ledger=[entry])
    assert survey.responses["speed"].tolist() == [4, 5]


def test_a_row_dropped_by_a_correction_is_counted_and_kept_in_quarantine():
    entry = fix(action="drop", source_row=3, column="person", expect="002", value=None)
    survey = cleaned(a_row(1), a_row(2), ledger=[entry])
    assert (survey.counts.kept, survey.counts.rejected) == (1, 1)
    assert survey.rejected["reasons"].tolist() == ["correction"]


@pytest.mark.parametrize(
    "parts", [{"action": "flag", "value": None}, {"source_row": 2, "row": {"person": "001"}}]
)
def test_an_entry_must_name_its_row_in_one_way(parts):
    with refused(DataError, "corrections.yml #1", "row"):
        cleaned(a_row(), ledger=[fix(**parts)])
