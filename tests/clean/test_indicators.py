"""Figures become indicators: exact, with a status, and every wrong cell named."""

from fractions import Fraction

import pytest

from pmqa_analysis.clean.indicators import COLUMNS, PRINTED_STATUSES, clean_indicators
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.register import load_register
from pmqa_analysis.errors import DataError, Faults
from pmqa_analysis.load import load_table
from pmqa_analysis.results import STATUSES
from tests.offices import (
    ELSEWHERE,
    MEASURES,
    RESULTS,
    appended,
    figure,
    figures,
    refused,
    replaced,
    with_figures,
    write_office,
)


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    """Return the register of the tiny office."""
    return load_register(write_office(tmp_path_factory.mktemp("office")), Ledger())


@pytest.fixture
def clean_figures(tmp_path, register):
    """Return a function that writes figures to a file and cleans them."""

    def read(*rows):
        office = write_office(tmp_path, {RESULTS: figures(*rows)}, only=("office.yml", RESULTS))
        return clean_indicators(load_table(office, RESULTS, COLUMNS), register)

    return read


@pytest.fixture
def one(clean_figures):
    """Return a function that cleans one figure of 7.1.1 in 2563."""

    def read(printed="5", measure="7.1.1", kind="actual", year="2563", **more):
        return clean_figures(figure(measure, kind, year, printed, **more))[0]

    return read


@pytest.mark.parametrize(
    ("printed", "value", "decimals"),
    [
        ("97.14", Fraction(9714, 100), 2),
        ("12.50", Fraction(25, 2), 2),
        ("3,000", Fraction(3000), 0),
        ("86.8560", Fraction(868560, 10000), 4),
        ("0", Fraction(0), 0),
        ("0.00", Fraction(0), 2),
        ("-5", Fraction(-5), 0),
        ("(3.24)", Fraction(324, 100), 2),
        ("123456789012345678901234567890", Fraction(123456789012345678901234567890), 0),
    ],
)
def test_a_printed_number_is_exact_and_keeps_its_decimals(one, printed, value, decimals):
    indicator = one(printed)
    assert (indicator.value, indicator.decimals) == (value, decimals)
    assert (indicator.status, indicator.printed) == ("reported", printed)


def test_thai_digits_are_read(one):
    indicator = one("๙๗.๑๔", value="๙๗.๑๔", year="๒๕๖๓")
    assert (indicator.value, indicator.decimals) == (Fraction(9714, 100), 2)
    assert indicator.fiscal_year == 2563


@pytest.mark.parametrize(("value", "printed"), [("82.5", "82.50"), ("82.500", "82.5")])
def test_decimals_are_those_of_the_print_not_of_the_value(one, value, printed):
    assert one(printed, value=value).decimals == len(printed.partition(".")[2])


def test_a_value_without_a_print_is_taken_as_it_is(one):
    indicator = one("", value="97.14")
    assert (indicator.value, indicator.decimals) == (Fraction(9714, 100), 2)


@pytest.mark.parametrize("text", ["5 ", " 5", "\u00a05", "5\u00a0"])
def test_blanks_around_a_number_do_no_harm(one, text):
    assert one("5", value=text).value == 5


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("-", "not_applicable"),
        ("–", "not_applicable"),
        ("N/A", "in_process"),
        ("อยู่ระหว่างประมวลผล", "in_process"),
        ("ไม่ได้รายงาน", "not_reported"),
        ("", "not_reported"),
    ],
)
def test_a_figure_without_a_value_says_why(one, printed, status):
    indicator = one(printed, value="")
    assert (indicator.value, indicator.decimals, indicator.status) == (None, None, status)


def test_every_printed_sign_means_a_known_status():
    assert set(PRINTED_STATUSES.values()) <= set(STATUSES)


@pytest.mark.parametrize(
    "text",
    [
        "abc", "ห้า", "1,23", "1234,567", "12..5", "97.14%", "1e3", "5 ครั้ง", "1\u00a0234", "n/a",
        "=1+1", "nan", "2020-09-30 00:00:00", "5\u200b", "—",
    ],
)  # fmt: skip
def test_a_text_where_a_number_belongs_is_refused_with_its_cell(clean_figures, text):
    row = figure("7.1.1", "actual", "2563", "5", value=text)
    with refused(DataError, f"{RESULTS}:2 [value]", f"“{text}”"):
        clean_figures(row)


def test_a_text_where_a_print_belongs_is_refused_with_its_cell(clean_figures):
    row = figure("7.1.1", "actual", "2563", "about 5", value="5")
    with refused(DataError, f"{RESULTS}:2 [printed]", "“about 5”"):
        clean_figures(row)


def test_a_value_that_is_not_what_is_printed_is_refused(clean_figures):
    row = figure("7.1.1", "actual", "2563", "97.14", value="97.41")
    with refused(DataError, f"{RESULTS}:2 [value]", "97.41", "“97.14”"):
        clean_figures(row)


@pytest.mark.parametrize("printed", ["-", "N/A", "ไม่ได้รายงาน"])
def test_a_value_where_the_print_says_none_is_refused(clean_figures, printed):
    row = figure("7.1.1", "actual", "2563", printed, value="0")
    with refused(DataError, f"{RESULTS}:2 [value]", f"“{printed}”"):
        clean_figures(row)


def test_a_print_alone_gives_the_value(clean_figures):
    [indicator] = clean_figures(figure("7.1.1", "actual", "2563", "5.50", value=""))
    assert (indicator.value, indicator.decimals) == (Fraction(11, 2), 2)


def test_a_print_alone_that_is_no_number_is_refused(clean_figures):
    with refused(DataError, f"{RESULTS}:2 [printed]", "“five”"):
        clean_figures(figure("7.1.1", "actual", "2563", "five", value=""))


@pytest.mark.parametrize(
    ("column", "found", "near"),
    [
        ("measure", "7.1.9", "7.1."),
        ("measure", "", "“”"),
        ("section", "prt3", "part3"),
        ("document", "dok", "doc"),
        ("kind", "acutal", "actual"),
        ("fiscal_year", "2020", "2563"),
        ("fiscal_year", "ปี 63", "2563"),
    ],
)
def test_a_link_to_nothing_known_is_refused_with_what_is_near(clean_figures, column, found, near):
    row = {**figure("7.1.1", "actual", "2563", "5"), column: found}
    with refused(DataError, f"{RESULTS}:2 [{column}]", f"“{found}”", near):
        clean_figures(row)


def test_an_unknown_indicator_says_where_to_add_it(clean_figures):
    with refused(DataError, f"{RESULTS}:2 [measure]", "“7.9.9”", MEASURES):
        clean_figures(figure("7.9.9", "actual", "2563", "5"))


def test_a_target_without_a_unit_is_refused(clean):
    with refused(DataError, f"{RESULTS}:2 [unit_printed]", "7.1.1", MEASURES, "unit_th"):
        clean(replaced(MEASURES, "ครั้ง,times", ","))


def test_a_result_needs_no_unit_of_its_register(clean):
    files = with_figures(figure("7.1.1", "actual", "2563", "5"))
    assert clean(files, replaced(MEASURES, "ครั้ง,times", ",")).of_record[0].unit == ""


def test_a_target_that_is_not_set_needs_no_unit(clean):
    files = with_figures(figure("7.1.1", "target", "2563", "-"))
    data = clean(files, replaced(MEASURES, "ครั้ง,times", ","))
    assert data.of_record[0].status == "not_applicable"


def test_the_unit_and_name_of_the_print_go_before_those_of_the_register(one):
    indicator = one(unit_printed="ฉบับ", name_printed="ชื่ออื่น")
    assert (indicator.unit, indicator.name) == ("ฉบับ", "ชื่ออื่น")
    assert (one().unit, one().name) == ("ครั้ง", "ตัวชี้วัด 7.1.1")


def test_an_indicator_keeps_its_address_and_source(one):
    indicator = one(line="2372", note="as printed")
    assert indicator.address == f"{RESULTS}:2 [value]"
    assert (indicator.document, indicator.line, indicator.note) == ("doc", "2372", "as printed")


def test_a_figure_whose_year_is_not_printed_has_none(one):
    assert one(year="").fiscal_year is None


def test_a_level_has_a_name_and_no_value(one):
    indicator = one("ระดับ Advance", measure="level", value="Advance")
    assert (indicator.level, indicator.value, indicator.decimals) == ("Advance", None, None)
    assert indicator.status == "reported"


def test_a_level_may_be_not_set(one):
    assert one("-", measure="level", value="").status == "not_applicable"


def test_a_level_with_a_print_needs_its_name(clean_figures):
    with refused(DataError, f"{RESULTS}:2 [value]"):
        clean_figures(figure("level", "actual", "2563", "ระดับ Advance", value=""))


@pytest.mark.parametrize("year", ["2563", "๒๕๖๓"])
@pytest.mark.parametrize("printed", ["5", "6"])
def test_the_same_figure_twice_is_refused_with_both_rows(clean, year, printed):
    rows = figure("7.1.1", "actual", "2563", "5"), figure("7.1.1", "actual", year, printed)
    with refused(DataError, f"{RESULTS}:3", f"{RESULTS}:2"):
        clean(with_figures(*rows))


@pytest.mark.parametrize("printed", ["1,200", "1,300"])
def test_a_figure_of_record_repeated_among_those_elsewhere_is_refused(clean, printed):
    row = figure("7.1.1", "actual", "2563", printed)
    with refused(DataError, f"{ELSEWHERE}:2", f"{RESULTS}:5"):
        clean({ELSEWHERE: figures(row)})


def test_the_same_figure_in_another_section_is_another_indicator(clean_figures):
    rows = [figure("7.1.1", "actual", "2563", "5", section=name) for name in ("part3", "text")]
    assert len(clean_figures(*rows)) == 2


def test_all_wrong_cells_are_told_at_once(clean_figures):
    rows = [
        figure("7.1.1", "actual", "2561", "x"),
        figure("7.1.1", "actual", "2562", "5"),
        figure("7.9.9", "actual", "2563", "5"),
    ]
    with refused(Faults, f"{RESULTS}:2 [value]", f"{RESULTS}:4 [measure]") as caught:
        clean_figures(*rows)
    assert len(caught.value.faults) == 2


def test_a_table_without_rows_has_no_indicators(clean_figures):
    assert clean_figures() == []


def test_a_row_added_at_the_end_is_counted_in_its_place(clean):
    row = "7.2.2,part3,2563,target,x,x,,,doc,7,"
    with refused(DataError, f"{RESULTS}:14 [value]", "“x”"):
        clean(appended(RESULTS, row))
