"""The register is whole: rows can be taken, ids stand once, links lead somewhere."""

import pytest

from pmqa_analysis.errors import DataError, Faults
from tests.offices import MEASURES, TINY, appended, refused, replaced

LINKS = "reference/category_measures.csv"


def test_measures_stand_in_the_order_of_their_file(clean):
    assert list(clean().register.measures) == [
        "7.1.1", "7.1.2", "7.2.1", "7.2.2", "extra", "level",
    ]  # fmt: skip


def test_the_measures_of_a_category_stand_in_the_order_of_its_table(clean):
    register = clean().register
    assert [measure.measure for measure in register.measures_of(1)] == ["7.1.2", "7.1.1"]


def test_the_results_category_has_every_measure_of_a_group(clean):
    register = clean().register
    assert [measure.measure for measure in register.measures_of(7)] == [
        "7.1.1", "7.1.2", "7.2.1", "7.2.2",
    ]  # fmt: skip


def test_an_unknown_category_has_no_measures(clean):
    with pytest.raises(KeyError, match="9"):
        clean().register.measures_of(9)


def test_a_category_without_links_has_none(clean):
    register = clean(appended("reference/categories.csv", "2,,,process,,")).register
    assert register.measures_of(2) == ()


def test_a_percentage_is_known_by_its_unit(clean):
    measures = clean().register.measures
    assert not measures["7.1.1"].is_percent
    assert measures["7.1.2"].is_percent


def test_a_blank_count_is_none_and_not_zero(clean):
    measures = clean().register.measures
    assert (measures["7.1.1"].named_items, measures["7.2.2"].named_items) == (None, 3)


@pytest.mark.parametrize(
    ("path", "old", "new", "column", "expected"),
    [
        (MEASURES, "lower", "less", "direction", "'lower'"),
        (MEASURES, "higher", "Higher", "direction", "'higher'"),
        (MEASURES, ",number,", ",nummer,", "value_type", "'number'"),
        (MEASURES, ",satisfaction,", ",satisfied,", "survey_kind", "'satisfaction'"),
        ("reference/categories.csv", "process", "proces", "role", "'process'"),
    ],
)
def test_a_word_that_is_not_on_the_list_is_refused_with_the_list(
    clean, path, old, new, column, expected
):
    with refused(DataError, path, f"[{column}]", f"“{new.strip(',')}”", expected):
        clean(replaced(path, old, new))


@pytest.mark.parametrize(
    ("path", "row", "column"),
    [
        ("reference/categories.csv", "one,,,process,,", "category"),
        ("reference/items.csv", "1.2,one,,,,", "category"),
        ("reference/sections.csv", "new,,,one,,", "category"),
        ("reference/cautions.csv", "7.1.1,last year,2563,scale_changed,,,,", "from_year"),
    ],
)
def test_a_text_where_a_number_belongs_is_refused_with_its_cell(clean, path, row, column):
    line = TINY[path].count("\n") + 1
    with refused(DataError, f"{path}:{line} [{column}]"):
        clean(appended(path, row))


def test_every_wrong_cell_of_a_table_is_told(clean):
    row = "9,,,nothing,,"
    with refused(Faults, ":4 [role]", ":5 [role]"):
        clean(appended("reference/categories.csv", row, row))


@pytest.mark.parametrize(
    ("path", "row", "first"),
    [
        (MEASURES, TINY[MEASURES].splitlines()[1], ":2 [measure]"),
        ("reference/groups.csv", "7.1,,,,", ":2 [group]"),
        ("reference/categories.csv", "01,,,process,,", ":2 [category]"),
        ("reference/sections.csv", "part3,,,,,", ":2 [section]"),
        ("reference/documents.csv", "doc,,,,,", ":2 [document]"),
        (LINKS, "1,7.1.1,,", ":3 [measure]"),
    ],
)
def test_an_id_or_a_link_that_stands_twice_is_refused(clean, path, row, first):
    with refused(DataError, f"{path}{first}") as caught:
        clean(appended(path, row))
    assert caught.value.key == "row.doubled"
    assert caught.value.where.startswith(f"{path}:{TINY[path].count(chr(10)) + 1} [")


@pytest.mark.parametrize(
    ("files", "where", "found", "register"),
    [
        (appended(LINKS, "1,7.1.9,,"), f"{LINKS}:4 [measure]", "7.1.9", MEASURES),
        (appended(LINKS, "9,7.1.1,,"), f"{LINKS}:4 [category]", "9", "reference/categories.csv"),
        (
            replaced(MEASURES, "7.2.1,7.2,", "7.2.1,7.3,"),
            f"{MEASURES}:4 [group]", "7.3", "reference/groups.csv",
        ),
        (replaced(MEASURES, "number,7.2.1,", "number,7.2.8,"), "[related_to]", "7.2.8", MEASURES),
        (
            replaced(MEASURES, ",doc,", ",dok,"),
            f"{MEASURES}:2 [document]", "dok", "reference/documents.csv",
        ),
        (
            appended("reference/items.csv", "9.1,9,,,,"),
            "[category]", "9", "reference/categories.csv",
        ),
        (
            appended("reference/sections.csv", "new,,,9,,"),
            "[category]", "9", "reference/categories.csv",
        ),
        (
            replaced("reference/cautions.csv", "7.2.1", "7.2.8"),
            "reference/cautions.csv", "7.2.8", MEASURES,
        ),
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_refused(clean, files, where, found, register):
    with refused(DataError, where, f"“{found}”", register) as caught:
        clean(files)
    assert caught.value.key == "link.unknown"


def test_a_link_that_leads_nowhere_names_the_nearest(clean):
    with refused(DataError, "“extar”", "extra"):
        clean(appended(LINKS, "1,extar,,"))


def test_a_missing_register_file_is_named(tiny, clean):
    with refused(DataError, "reference/groups.csv", "group"):
        clean({"reference/groups.csv": "grup,title_th,title_en,document,line\n"})


def test_the_committed_register_has_thirty_indicators_in_six_groups_of_five(senate):
    register = senate.register
    counts = [
        sum(measure.group == group for measure in register.measures.values())
        for group in register.groups
    ]
    assert counts == [5, 5, 5, 5, 5, 5]
    assert len(register.measures_of(7)) == 30


def test_only_7_6_3_belongs_to_no_process_category(senate):
    register = senate.register
    linked = {link.measure for link in register.category_measures}
    indicators = {measure.measure for measure in register.measures_of(7)}
    assert indicators - linked == {"7.6.3"}


def test_the_committed_process_categories_have_four_items_each(senate):
    categories = [item.category for item in senate.register.items.values()]
    assert {number: categories.count(number) for number in range(1, 8)} == {
        **dict.fromkeys(range(1, 7), 4), 7: 0,
    }  # fmt: skip
