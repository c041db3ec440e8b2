"""The ledger reaches every table that a year reads: whatever its subject, its kind, its room."""

import shutil
from datetime import date

import pytest
import yaml

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.services.complaints import KINDS
from pmqa_analysis.errors import DataError
from pmqa_analysis.office import Office
from pmqa_analysis.year import Year
from tests.offices import CORRECTIONS, DATA, refused

SIMULATED = DATA.parent / "examples" / "simulated_office"
ENDINGS = (".csv", ".tsv", ".xlsx", ".sav", ".zsav")
PLAN, PROGRESS = "raw/2565/plan/activities.csv", "raw/2565/plan_progress.csv"
TIMES, ASSESSMENT = "raw/2565/process_times.csv", "raw/2567/assessment.csv"
COMPLAINTS, USES = "raw/2567/complaints.csv", "raw/2567/resource_use.csv"
INNOVATIONS, RESULTS = "raw/2567/innovations.csv", "raw/2567/kpi_results_agreement.csv"


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    return shutil.copytree(SIMULATED, tmp_path_factory.mktemp("simulated") / "office")


@pytest.fixture
def opened(copied):
    """Return a function that opens a year of the simulated office with these corrections."""

    def opened(year, *entries):
        text = yaml.safe_dump([whole(**entry) for entry in entries], allow_unicode=True)
        (copied / CORRECTIONS).write_text(text, encoding="utf-8")
        return Year(Office(copied), year)

    yield opened
    (copied / CORRECTIONS).unlink(missing_ok=True)


def whole(**parts):
    told = {"reason_th": "พิมพ์ผิด", "reason_en": "misprint", "who": "editor"}
    return {"id": parts["file"], "date": date(2026, 11, 25), "expect": "", **told, **parts}


def tables_of(monkeypatch, year):
    """Return the tables that the ledger was shown for a year by path, and the files read."""
    seen, apply = {}, Ledger.apply

    def remembered(ledger, table, **options):
        seen.setdefault(table.path, table)
        return apply(ledger, table, **options)

    monkeypatch.setattr(Ledger, "apply", remembered)
    opened = Year(Office(SIMULATED), year)
    opened.check_further()
    monkeypatch.undo()
    return seen, set(opened.office.inputs_read)


def flag(table):
    """Return an entry that flags the first cell of a table."""
    row, column = int(table.frame.index[0]), str(table.frame.columns[0])
    return {
        "file": table.path, "sheet": table.sheet, "source_row": row, "column": column,
        "action": "flag", "expect": str(table.frame.iloc[0, 0]),
    }  # fmt: skip


@pytest.mark.parametrize("year", [2565, 2567])
def test_a_correction_reaches_every_table_that_is_read(monkeypatch, opened, year):
    tables, read = tables_of(monkeypatch, year)
    assert {path for path in read if path.endswith(ENDINGS)} == tables.keys()
    flags = [flag(table) for table in tables.values() if len(table.frame)]
    told = [issue.address for issue in opened(year, *flags).quality.corrections]
    assert sorted(one["file"] for one in flags) == sorted(map(file_of, told))
    assert len(told) > 20


def file_of(address):
    return address.split(" ")[0].rpartition(":")[0] or address.split(" ")[0]


@pytest.mark.parametrize(
    ("year", "file"),
    [(2565, PLAN), (2565, PROGRESS), (2565, TIMES), (2567, ASSESSMENT), (2567, COMPLAINTS),
     (2567, USES), (2567, INNOVATIONS), (2567, RESULTS)],
)  # fmt: skip
@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"source_row": 99999}, "corrections.unmatched"),
        ({"source_row": 2, "expect": "ไม่ใช่ค่านี้"}, "corrections.expect_failed"),
        ({"source_row": 2, "sheet": "Sheet9"}, "corrections.unmatched"),
    ],
)
def test_one_that_matches_nothing_or_whose_guard_fails_is_refused(opened, year, file, changes, key):
    header = (SIMULATED / file).read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    year = opened(year, {"file": file, "column": header[0], "action": "flag", **changes})
    with refused(DataError, file) as caught:
        year.check_further()
    assert caught.value.key == key
    assert file in caught.value.th


def test_an_override_changes_what_is_scored(opened):
    box = {"file": ASSESSMENT, "row": {"box": "1.1-B1"}, "column": "self", "expect": "yes"}
    year = opened(2567, {**box, "action": "override", "value": "no"})
    assert opened(2567).pmqa.answers.by_box["1.1-B1"].self == 1
    assert year.pmqa.answers.by_box["1.1-B1"].self == 0
    assert year.pmqa.standing.items[0].points["self"].value < 300


def test_a_drop_takes_a_row_out_of_the_count(opened):
    number = "ข้อมูลจำลอง-002"
    entry = {"file": COMPLAINTS, "row": {"id": number}, "column": "id", "expect": number}
    year = opened(2567, {**entry, "action": "drop"})
    assert total(year) == total(opened(2567)) - 1


def total(year):
    received = year.services.complaints.received
    return sum(int(received[kind, None].value) for kind in KINDS)


def test_a_recode_changes_a_text_wherever_it_stands_in_a_column(opened):
    entry = {"file": PROGRESS, "column": "reporter", "expect": "สำนักแผนงาน"}
    plain = [one.reporter for one in opened(2565).plan.reports]
    year = opened(2565, {**entry, "action": "recode", "value": "สำนักบริหารบุคคล"})
    changed = [one.reporter for one in year.plan.reports]
    assert plain.count("สำนักแผนงาน") == year.issues[0].count > 1
    assert "สำนักแผนงาน" not in changed


def test_a_flag_is_told_where_nothing_is_changed(opened):
    entry = {"file": PLAN, "row": {"activity": "S1.1-B1"}, "column": "kind", "expect": "activity"}
    year = opened(2565, {**entry, "action": "flag"})
    [issue] = year.quality.corrections
    assert (issue.kind, issue.reason_th) == ("flagged", "พิมพ์ผิด")
    assert issue.address.startswith(f"{PLAN}:")


def test_the_command_tells_each_correction_and_refuses_one_that_matches_nothing(
    opened, copied, pmqa
):
    entry = {"file": PROGRESS, "source_row": 2, "column": "status", "expect": "done"}
    opened(2565, {**entry, "action": "flag"})
    code, said, _ = pmqa("--office", copied, "check", "2565")
    assert (code, said.count(f"flagged: {PROGRESS}:2 [status]\n  พิมพ์ผิด")) == (0, 1)
    opened(2565, {**entry, "action": "flag", "expect": "late"})
    code, _, told = pmqa("--office", copied, "check", "2565")
    assert (code, "Traceback" in told) == (1, False)
    assert f"corrections.yml {PROGRESS}" in told
    assert "“late”" in told
    assert "“done”" in told
