"""A fiscal year's data: all parts together, or nothing and the reason."""

import pytest

from pmqa_analysis.clean import clean_year
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.errors import DataError
from tests.offices import (
    CLAIMS,
    ELSEWHERE,
    MEASURES,
    RESULTS,
    SETTINGS,
    TINY,
    figures,
    refused,
    replaced,
)


def test_the_tiny_year_has_all_its_parts(clean):
    data = clean()
    assert (len(data.of_record), len(data.elsewhere), len(data.claims)) == (12, 3, 1)


def test_figures_elsewhere_and_claims_may_be_left_out(clean):
    settings = TINY[SETTINGS]
    for line in (f"  elsewhere: {ELSEWHERE}\n", f"  claims: {CLAIMS}\n"):
        settings = settings.replace(line, "")
    data = clean({SETTINGS: settings})
    assert (data.elsewhere, data.claims) == ((), ())


def test_every_file_read_is_remembered(tiny):
    office = tiny()
    clean_year(office, Ledger(), office.settings(2563))
    assert {RESULTS, ELSEWHERE, CLAIMS, MEASURES, SETTINGS} < set(office.inputs_read)


def test_an_input_that_is_not_there_is_named(clean):
    with refused(DataError, "raw/2563/result.csv"):
        clean(replaced(SETTINGS, RESULTS, "raw/2563/result.csv"))


def test_an_input_outside_of_the_office_is_refused(clean, tmp_path):
    (tmp_path / "results.csv").write_text(TINY[RESULTS], encoding="utf-8")
    with refused(DataError, "../results.csv") as caught:
        clean(replaced(SETTINGS, RESULTS, "../results.csv"))
    assert caught.value.key == "file.outside"


@pytest.mark.parametrize("path", [RESULTS, ELSEWHERE, CLAIMS, MEASURES])
def test_windows_files_with_a_byte_order_mark_read_the_same(clean, path):
    content = b"\xef\xbb\xbf" + TINY[path].replace("\n", "\r\n").encode()
    changed, plain = clean({path: content}), clean()
    assert (changed.of_record, changed.elsewhere) == (plain.of_record, plain.elsewhere)
    assert changed.claims == plain.claims


def test_results_may_stand_in_a_workbook(clean):
    import io

    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    for line in TINY[RESULTS].splitlines()[:4]:
        book.active.append(line.replace('"1,000"', "1000").split(","))
    book.save(out)
    files = {"raw/2563/r.xlsx": out.getvalue(), ELSEWHERE: figures()}
    data = clean(files, replaced(SETTINGS, RESULTS, "raw/2563/r.xlsx"))
    assert [indicator.value for indicator in data.of_record] == [1000, 800, 900]
    assert data.of_record[0].address == "raw/2563/r.xlsx Sheet!E2 [value]"


def test_the_committed_year_has_thirty_indicators_with_target_and_three_years(senate):
    assert len(senate.data.of_record) == 120
    kinds = [(item.kind, item.fiscal_year) for item in senate.data.of_record]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        ("target", 2563): 30, ("actual", 2561): 30, ("actual", 2562): 30, ("actual", 2563): 30,
    }  # fmt: skip


def test_a_dash_of_the_print_is_a_status_and_never_zero(senate):
    dashes = [item for item in senate.data.of_record if item.printed == "-"]
    assert {item.status for item in dashes} == {"not_applicable"}
    assert {item.value for item in dashes} == {None}


def test_every_committed_figure_is_shown_as_it_was_printed(senate):
    by_id = {result.address: result.shown for result in senate.results.values()}
    differing = [
        (item.address, item.printed, by_id[item.address])
        for item in (*senate.data.of_record, *senate.data.elsewhere)
        if not item.level and item.printed.strip("()") != by_id[item.address]
    ]
    assert differing == []
