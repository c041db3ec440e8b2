from fractions import Fraction

import pytest

from pmqa_analysis.errors import DataError
from pmqa_analysis.publish.published import COLUMNS, load_published
from pmqa_analysis.publish.verify import Computed, Key, PublishedRow, compare_published
from tests.publish.tiny import an_office

KEY = Key("part3", "7.1.1", 2563, "actual")


def row(printed, decimals=2, rounding="half_up", known="", address="published/2563.csv:2"):
    return PublishedRow(
        key=KEY, printed=printed, decimals=decimals, rounding=rounding, document="d", line="7",
        known_difference=bool(known), reason=known, address=address,
    )  # fmt: skip


def computed(value, text, decimals=2):
    number = None if value is None else Fraction(value)
    return {KEY: Computed(number, decimals, text, "raw/2563/results.csv:5 value")}


def kinds(found, *rows):
    return [finding.kind for finding in compare_published(found, rows).findings]


def test_the_same_text_agrees():
    comparison = compare_published(computed("97.14", "97.14"), [row("97.14")])
    counts = dict.fromkeys(("differs", "missing", "gone", "known", "rounding"), 0)
    assert comparison.counts == {"compared": 1, "agreed": 1} | counts


@pytest.mark.parametrize("printed", ["๙๗.๑๔", "(97.14)", " 97.14 "])
def test_brackets_and_numerals_are_no_difference(printed):
    assert kinds(computed("97.14", "97.14"), row(printed)) == []


def test_the_kind_of_minus_is_no_difference():
    assert kinds(computed("-3.24", "\u22123.24"), row("-3.24")) == []


def test_no_value_agrees_with_a_printed_dash():
    assert kinds(computed(None, "-", None), row("-", None)) == []


def test_one_digit_makes_a_difference_that_names_both_cells():
    comparison = compare_published(computed("97.15", "97.15"), [row("97.14")])
    (finding,) = comparison.unexplained
    th, en = finding.sentences
    for part in ("raw/2563/results.csv:5 value", "published/2563.csv:2", "97.14", "97.15"):
        assert part in th
        assert part in en


def test_another_rule_of_rounding_is_named_but_excuses_nothing():
    comparison = compare_published(computed("86.855", "86.86"), [row("86.85")])
    (finding,) = comparison.unexplained
    assert finding.other_rule == "truncate"
    assert "The rounding rule truncate would give it." in finding.sentences[1]


def test_the_rule_that_the_row_names_explains_the_difference():
    comparison = compare_published(computed("86.855", "86.86"), [row("86.85", rounding="truncate")])
    assert [finding.kind for finding in comparison.findings] == ["rounding"]
    assert comparison.unexplained == ()


def test_a_number_where_the_data_have_none_differs():
    assert kinds(computed(None, "-", None), row("97.14")) == ["differs"]


def test_a_figure_that_the_data_lack_is_missing():
    comparison = compare_published({}, [row("97.14")])
    (finding,) = comparison.unexplained
    assert finding.kind == "missing"
    assert "part3 / 7.1.1 / 2563 / actual" in finding.sentences[1]


def test_a_known_difference_is_accepted_while_it_differs():
    comparison = compare_published(computed("90", "90", 0), [row("93", 0, known="misprint")])
    assert [finding.kind for finding in comparison.findings] == ["known"]
    assert comparison.unexplained == ()


def test_a_known_difference_that_has_gone_is_reported():
    comparison = compare_published(computed("93", "93", 0), [row("93", 0, known="misprint")])
    (finding,) = comparison.unexplained
    assert finding.kind == "gone"
    assert "misprint" in finding.sentences[1]


def test_figures_that_were_never_published_are_counted():
    other = Key("part3", "7.1.2", 2563, "actual")
    found = computed("97.14", "97.14")
    found[other] = found[KEY]
    assert compare_published(found, [row("97.14")]).not_published == 1


GOOD = "part3,7.1.1,2563,actual,97.14,2,half_up,doc,12,exact,"


HEADER = ",".join(COLUMNS)


def load(tmp_path, *lines, header=HEADER):
    office = an_office(tmp_path)
    (tmp_path / "published").mkdir()
    text = "\n".join([header, *lines]) + "\n"
    (tmp_path / "published" / "2563.csv").write_text(text, encoding="utf-8-sig")
    return load_published(office, 2563)


def test_published_rows_are_read_with_their_address(tmp_path):
    first, second = load(
        tmp_path, GOOD, 'text,x,,actual,"(3,757)",0,truncate,doc,9,known_difference,misprint'
    )
    assert (first.key, first.address) == (KEY, "published/2563.csv:2")
    assert (second.key.fiscal_year, second.printed, second.decimals) == (None, "(3,757)", 0)
    assert second.known_difference


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        (GOOD.replace("half_up", "halfup"), "2563.csv:2 rounding"),
        (GOOD.replace("exact", "sure"), "2563.csv:2 status"),
        (GOOD.replace(",2,", ",1,"), "2563.csv:2 decimals"),
        (GOOD.replace("2563", "2563x"), "2563.csv:2 fiscal_year"),
        (GOOD.replace("doc", ""), "2563.csv:2 document"),
        (GOOD.replace("exact", "known_difference"), "2563.csv:2 reason"),
        (GOOD + ",more", "2563.csv:2:"),
        ("part3,7.1.1,2563,actual,-,0,half_up,doc,12,exact,", "2563.csv:2 decimals"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named(tmp_path, line, cell):
    with pytest.raises(DataError, match=cell.replace(".", r"\.")):
        load(tmp_path, line)


def test_a_figure_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"2563\.csv:3: the same entry .*2563\.csv:2"):
        load(tmp_path, GOOD, GOOD)


def test_a_wrong_header_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"Missing: printed; unknown: print\b"):
        load(tmp_path, GOOD, header=HEADER.replace("printed", "print"))


def test_a_file_without_figures_compares_nothing_and_is_refused(tmp_path):
    with pytest.raises(DataError, match="no figure to compare"):
        load(tmp_path)
