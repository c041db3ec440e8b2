"""The ledger: every manual fix has its reason and its guard, and none is unused."""

from dataclasses import replace

import pandas as pd
import pytest
import yaml

from pmqa_analysis.clean.corrections import read_corrections
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.errors import DataError
from pmqa_analysis.load import RawTable, load_table
from pmqa_analysis.load.raw_table import Mark
from pmqa_analysis.year import Year
from tests.offices import CORRECTIONS, DATA, refused

TABLE = "measure,year,value\na,2562,1\na,2563,2\nb,2563,3\n"


def entry(**changes):
    """Return an entry that puts 20 in the place of 2; None takes a part away."""
    parts = {
        "id": "fix", "file": "t.csv", "row": {"measure": "a", "year": "2563"}, "column": "value",
        "action": "override", "expect": "2", "value": "20", "reason_th": "พิมพ์ผิด",
        "reason_en": "misprint", "who": "editor", "date": "2026-11-23", **changes,
    }  # fmt: skip
    return {name: part for name, part in parts.items() if part is not None}


@pytest.fixture
def table(tiny):
    return load_table(tiny({"t.csv": TABLE}), "t.csv", ["measure", "year", "value"])


@pytest.fixture
def applied(table):
    """Return a function that applies entries to the table."""

    def apply(*entries):
        ledger = Ledger(read_corrections(entries))
        return ledger.apply(table), ledger

    return apply


def values(table):
    return dict(table.frame["value"])


def test_an_override_puts_its_value_in_one_cell(applied):
    corrected, _ = applied(entry())
    assert values(corrected) == {2: "1", 3: "20", 4: "3"}


def test_the_table_as_it_came_is_left_alone(applied, table):
    applied(entry())
    assert values(table) == {2: "1", 3: "2", 4: "3"}


def test_an_override_may_leave_a_cell_blank(applied):
    assert values(applied(entry(value=""))[0])[3] == ""


def test_a_drop_takes_one_row_and_the_others_keep_their_numbers(applied):
    corrected, _ = applied(entry(action="drop", value=None))
    assert values(corrected) == {2: "1", 4: "3"}


def test_a_flag_changes_nothing(applied):
    corrected, _ = applied(entry(action="flag", value=None))
    assert values(corrected) == {2: "1", 3: "2", 4: "3"}


@pytest.mark.parametrize(
    ("action", "value", "kind"),
    [("override", "20", "corrected"), ("drop", None, "dropped"), ("flag", None, "flagged")],
)
def test_each_correction_leaves_an_issue_with_address_and_reason(applied, action, value, kind):
    _, ledger = applied(entry(action=action, value=value))
    [issue] = ledger.issues
    assert (issue.kind, issue.address) == (kind, "t.csv:3 [value]")
    assert (issue.reason_th, issue.reason_en) == ("พิมพ์ผิด", "misprint")


def test_two_corrections_of_one_cell_follow_each_other(applied):
    second = entry(id="again", expect="20", value="200")
    assert values(applied(entry(), second)[0])[3] == "200"


def test_a_correction_of_another_file_waits_for_it(applied):
    corrected, ledger = applied(entry(file="other.csv"))
    assert values(corrected) == {2: "1", 3: "2", 4: "3"}
    assert ledger.issues == ()


@pytest.mark.parametrize(
    ("row", "found"),
    [({"measure": "z"}, "0"), ({"measure": "a"}, "2"), ({"measure": "A", "year": "2563"}, "0")],
)
def test_a_correction_that_does_not_match_one_row_is_refused(applied, row, found):
    with refused(DataError, "corrections.yml fix", "t.csv", found) as caught:
        applied(entry(row=row))
    assert caught.value.key == "corrections.unmatched"


def test_a_correction_of_a_dropped_row_matches_nothing(applied):
    drop = entry(id="first", action="drop", value=None)
    with refused(DataError, "corrections.yml fix", "0"):
        applied(drop, entry())


def test_a_correction_whose_source_has_changed_is_refused_with_both_texts(applied):
    with refused(DataError, "corrections.yml fix", "t.csv:3 [value]", "“5”", "“2”"):
        applied(entry(expect="5"))


@pytest.mark.parametrize("expect", ["2.0", " 2", "2 ", "๒"])
def test_the_expected_text_is_compared_letter_by_letter(applied, expect):
    with refused(DataError, f"“{expect}”"):
        applied(entry(expect=expect))


@pytest.mark.parametrize("changes", [{"column": "valeu"}, {"row": {"mesure": "a"}}])
def test_a_correction_of_an_unknown_column_is_refused(applied, changes):
    with refused(DataError, "corrections.yml fix", "t.csv has no column"):
        applied(entry(**changes))


def test_a_correction_of_a_file_never_read_matches_nothing(applied):
    _, ledger = applied(entry(file="othr.csv"))
    with refused(DataError, "corrections.yml fix", "othr.csv", "0"):
        ledger.check_all_used()


def test_a_ledger_used_up_is_content(applied):
    applied(entry())[1].check_all_used()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"expect": None}, "expect"),
        ({"reason_th": None}, "reason_th"),
        ({"reason_th": ""}, "reason_th"),
        ({"row": {}}, "row"),
        ({"row": {"year": 2563}}, "row.year"),
        ({"expect": 2}, "expect"),
        ({"action": "replace"}, "action"),
        ({"date": "yesterday"}, "date"),
        ({"colum": "value"}, "colum"),
        ({"value": None}, "value goes with override"),
        ({"action": "flag"}, "value goes with override"),
    ],
)
def test_an_entry_that_is_not_whole_is_refused(changes, problem):
    with refused(DataError, "corrections.yml #2", problem):
        read_corrections([entry(id="good"), entry(**changes)])


@pytest.mark.parametrize("bad", ["text", None, 5, ["a"]])
def test_an_entry_that_is_no_mapping_is_refused(bad):
    with refused(DataError, "corrections.yml #1"):
        read_corrections([bad])


def test_an_id_that_stands_twice_is_refused():
    with refused(DataError, "corrections.yml #2", "id stands twice"):
        read_corrections([entry(), entry()])


def test_a_date_of_yaml_is_taken():
    [correction] = read_corrections(yaml.safe_load(yaml.safe_dump([entry()])))
    assert correction.date.isoformat() == "2026-11-23"


def test_the_year_says_what_was_corrected(tiny):
    fix = entry(
        file="raw/2563/results.csv", row={"measure": "7.2.2"}, expect="2", value="", id="later"
    )
    blank = entry(**{**fix, "id": "print", "column": "printed", "value": "-"})
    year = Year(tiny({CORRECTIONS: yaml.safe_dump([fix, blank])}), 2563)
    assert [issue.kind for issue in year.issues] == ["corrected", "corrected"]
    assert year.data.of_record[-1].status == "not_applicable"


def test_a_year_with_a_correction_of_a_file_that_is_not_there_is_refused(tiny):
    office = tiny({CORRECTIONS: yaml.safe_dump([entry(file="nowhere.csv")])})
    with refused(DataError, "corrections.yml fix", "nowhere.csv"):
        Year(office, 2563)


def test_every_committed_correction_is_used(senate):
    entries = yaml.safe_load((DATA / CORRECTIONS).read_text(encoding="utf-8"))
    assert len(senate.issues) == len(entries) > 0
    assert all(issue.reason_th and issue.reason_en for issue in senate.issues)


def sheet_of(name, *values):
    """Return a sheet of a workbook whose column B is titled as units title it."""
    frame = pd.DataFrame({"kpi": ["k"] * len(values), "value": list(values)}, dtype=object)
    frame.index = pd.Index(range(2, 2 + len(values)), name="row")
    return RawTable(
        "t.xlsx", frame, sheet=name, titles={"value": "ผล"}, letters={"kpi": "A", "value": "B"}
    )


def of_book(**changes):
    return entry(**{"file": "t.xlsx", "row": None, "source_row": 3, "expect": "5", **changes})


@pytest.mark.parametrize("column", ["value", "ผล", "B"])
def test_a_column_goes_by_its_key_its_title_or_its_letter(column):
    ledger = Ledger(read_corrections([of_book(column=column)]))
    corrected = ledger.apply(sheet_of("หนึ่ง", "4", "5"))
    assert values(corrected) == {2: "4", 3: "20"}
    assert ledger.issues[0].address == "t.xlsx หนึ่ง!B3 [ผล]"


def test_a_row_is_looked_for_on_every_sheet_where_none_is_named():
    ledger = Ledger(read_corrections([of_book()]))
    assert values(ledger.apply(sheet_of("หนึ่ง", "4"))) == {2: "4"}
    assert values(ledger.apply(sheet_of("สอง", "4", "5")))[3] == "20"
    ledger.check_all_used()


def test_a_row_that_two_sheets_have_needs_its_sheet():
    ledger = Ledger(read_corrections([of_book()]))
    ledger.apply(sheet_of("หนึ่ง", "4", "5"))
    with refused(DataError, "corrections.yml fix", "t.xlsx", "2"):
        ledger.apply(sheet_of("สอง", "4", "5"))
    named = Ledger(read_corrections([of_book(sheet="สอง")]))
    assert values(named.apply(sheet_of("หนึ่ง", "4", "5")))[3] == "5"
    assert values(named.apply(sheet_of("สอง", "4", "5")))[3] == "20"


def test_what_a_reader_found_odd_is_told_once_but_not_of_answers():
    marked = replace(sheet_of("หนึ่ง", "4"), marks=(Mark("hidden_row", "t.xlsx หนึ่ง!2", 3),))
    ledger = Ledger(())
    for _ in range(2):
        ledger.apply(marked)
    ledger.apply(replace(marked, sheet="สอง"), private=True)
    assert [(one.kind, one.address, one.count) for one in ledger.marks] == [
        ("hidden_row", "t.xlsx หนึ่ง!2", 3)
    ]
    assert ledger.issues == ()


def test_a_recode_holds_for_every_sheet():
    ledger = Ledger(read_corrections([of_book(source_row=None, action="recode")]))
    for name in ("หนึ่ง", "สอง"):
        assert values(ledger.apply(sheet_of(name, "5", "5"))) == {2: "20", 3: "20"}
    assert [issue.count for issue in ledger.issues] == [2, 2]


@pytest.mark.parametrize("changes", [{"sheet": "สาม"}, {"source_row": 9}])
def test_a_correction_that_no_sheet_has_matches_nothing(changes):
    ledger = Ledger(read_corrections([of_book(**changes)]))
    ledger.apply(sheet_of("หนึ่ง", "4", "5"))
    with refused(DataError, "corrections.yml fix", "t.xlsx", "0"):
        ledger.check_all_used()


def test_a_file_that_is_read_twice_is_corrected_twice_and_told_once(table):
    ledger = Ledger(read_corrections([entry()]))
    assert values(ledger.apply(table)) == values(ledger.apply(table)) == {2: "1", 3: "20", 4: "3"}
    assert len(ledger.issues) == 1


def test_corrections_of_answers_are_told_with_their_survey_alone(table):
    ledger = Ledger(read_corrections([entry()]))
    ledger.apply(table, private=True)
    assert ledger.issues == ()
    assert [issue.address for issue in ledger.issues_of("t.csv")] == ["t.csv:3 [value]"]
