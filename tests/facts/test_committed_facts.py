"""The figures committed under data/ are the printed figures of the report, and hang together."""

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"
CELLS = ["raw/2563/results.csv", "raw/2563/elsewhere.csv"]
WITH_LINE = [
    "reference/categories.csv",
    "reference/items.csv",
    "reference/groups.csv",
    "reference/sections.csv",
    "reference/category_measures.csv",
    "reference/cautions.csv",
    "raw/2563/claims.csv",
    "published/2563.csv",
    *CELLS,
]
TABLES = ["reference/documents.csv", "reference/measures.csv", *WITH_LINE]
WITH_MEASURE = [
    "reference/category_measures.csv",
    "reference/cautions.csv",
    "published/2563.csv",
    *CELLS,
]
DAMAGED_THAI = re.compile(
    " \u0e33"  # sara am parted from its letter
    "|\u0e4d"  # nikhahit: sara am written as two letters
    "|[\u0e48-\u0e4b]{2}"  # two tone marks
    "|[\u0e48-\u0e4b][\u0e31\u0e34-\u0e3a]"  # tone before its vowel
    "|\u0e32[\u0e48-\u0e4b]"  # tone after sara aa
    "| [\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"  # mark parted from its letter
    "|[\u0e40-\u0e44] "  # leading vowel parted from its letter
)
# Typed by hand from the report: measure, fiscal year, kind, printed.
SPOT_VALUES = [
    ("7.1.1", "2561", "actual", "-"),
    ("7.1.2", "2561", "actual", "4,691"),
    ("7.1.4", "2563", "target", "93"),
    ("7.1.4", "2563", "actual", "97.14"),
    ("7.1.5", "2563", "actual", "80.13"),
    ("7.2.1", "2562", "actual", "82.52"),
    ("7.3.1", "2563", "actual", "17"),
    ("7.3.3", "2561", "actual", "84.01"),
    ("7.3.4", "2563", "actual", "10"),
    ("7.4.5", "2563", "actual", "92.20"),
    ("7.5.1", "2563", "actual", "93.01"),
    ("7.5.3", "2563", "actual", "81"),
    ("7.6.2", "2563", "actual", "6"),
    ("7.6.5", "2563", "actual", "90.48"),
]
SPOT_ELSEWHERE = [
    ("text_4.1", "4.1-kpi1", "2563", "actual", "90.92"),
    ("text_4.1", "4.1-kpi3-bracket", "2563", "actual", "(3.24)"),
    ("text_4.1", "7.1.4", "2563", "target", "90"),
    ("text_4.1", "4.1-it", "", "actual", "86.8560"),
    ("text_1.2_ITA", "1.2-eit", "2563", "actual", "87.80"),
    ("text_5.3", "5.3-q60", "", "actual", "58.26"),
    ("table_2.2_short_term", "2.2-topic1", "2564", "target", "83"),
    ("cat6_summary", "7.6.4", "2563", "actual", "2"),
]


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name, key):
    return [row[key] for row in rows(name)]


def cell_key(row):
    return row["section"], row["measure"], row["fiscal_year"], row["kind"]


def printed(names):
    return {cell_key(row): row["printed"] for name in names for row in rows(name)}


def test_part_3_has_thirty_measures():
    assert len(set(column("raw/2563/results.csv", "measure"))) == 30


def test_every_group_has_five_measures():
    groups = Counter(group for group in column("reference/measures.csv", "group") if group)
    assert groups == dict.fromkeys(column("reference/groups.csv", "group"), 5)


def test_part_3_has_a_target_and_three_years_of_each_measure():
    cells = rows("raw/2563/results.csv")
    columns = Counter((row["kind"], row["fiscal_year"]) for row in cells)
    assert len(cells) == 120
    assert columns == {
        ("target", "2563"): 30,
        ("actual", "2561"): 30,
        ("actual", "2562"): 30,
        ("actual", "2563"): 30,
    }


def test_elsewhere_has_ninety_seven_figures():
    assert len(rows("raw/2563/elsewhere.csv")) == 97


def test_part_3_and_the_category_tables_publish_178_figures():
    sections = column("published/2563.csv", "section")
    assert sum(name == "part3" or name.startswith("cat") for name in sections) == 178


def test_the_categories_report_29_measures():
    links = rows("reference/category_measures.csv")
    assert Counter(row["category"] for row in links) == dict(
        zip("123456", (9, 5, 5, 2, 5, 3), strict=True)
    )


def test_7_6_3_is_the_only_measure_of_part_3_in_no_category():
    linked = set(column("reference/category_measures.csv", "measure"))
    assert set(column("raw/2563/results.csv", "measure")) - linked == {"7.6.3"}


def test_category_6_keeps_its_printed_order():
    links = rows("reference/category_measures.csv")
    assert [row["measure"] for row in links if row["category"] == "6"] == [
        "7.5.1",
        "7.6.4",
        "7.6.2",
    ]


def test_every_process_category_has_four_items():
    items = Counter(column("reference/items.csv", "category"))
    assert items == dict.fromkeys("123456", 4)


@pytest.mark.parametrize("name", WITH_MEASURE)
def test_every_measure_is_in_the_register(name):
    assert set(column(name, "measure")) <= set(column("reference/measures.csv", "measure"))


def test_every_measure_of_a_claim_is_in_the_register():
    named = {m for cell in column("raw/2563/claims.csv", "measures") for m in cell.split()}
    assert named <= set(column("reference/measures.csv", "measure"))


def test_every_related_measure_is_another_one_of_the_register():
    register = rows("reference/measures.csv")
    related = {row["measure"]: row["related_to"] for row in register if row["related_to"]}
    assert set(related.values()) <= {row["measure"] for row in register}
    assert all(measure != other for measure, other in related.items())


def test_every_measure_of_the_register_has_a_figure():
    figures = {measure for name in CELLS for measure in column(name, "measure")}
    assert set(column("reference/measures.csv", "measure")) == figures


@pytest.mark.parametrize("name", [*CELLS, "published/2563.csv"])
def test_every_section_is_known(name):
    assert set(column(name, "section")) <= set(column("reference/sections.csv", "section"))


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_a_known_document(name):
    assert set(column(name, "document")) <= set(column("reference/documents.csv", "document"))


@pytest.mark.parametrize("name", WITH_LINE)
def test_every_row_has_a_line(name):
    assert all(re.fullmatch(r"[1-9]\d*", line) for line in column(name, "line"))


def test_every_measure_has_a_line_range():
    lines = column("reference/measures.csv", "lines")
    assert all(re.fullmatch(r"[1-9]\d*(-[1-9]\d*)?", text) for text in lines)


def test_no_figure_stands_twice():
    cells = [cell_key(row) for name in CELLS for row in rows(name)]
    assert len(cells) == len(set(cells))


@pytest.mark.parametrize("name", CELLS)
def test_the_printed_text_parses_to_the_value(name):
    levels = {r["measure"] for r in rows("reference/measures.csv") if r["value_type"] == "level"}
    for row in rows(name):
        if row["measure"] in levels:
            assert row["value"] in row["printed"].split()
        else:
            assert row["value"] == row["printed"].strip("()").replace(",", "").replace("-", "")
            assert not row["value"] or Decimal(row["value"]) >= 0


def test_a_dash_stays_without_a_value():
    dashes = [row for row in rows("raw/2563/results.csv") if row["printed"] == "-"]
    assert len(dashes) == 28
    assert {row["value"] for row in dashes} == {""}


def test_the_published_figures_are_the_raw_ones_but_for_the_level():
    published, raw = printed(["published/2563.csv"]), printed(CELLS)
    assert published.items() <= raw.items()
    assert [key[1] for key in raw.keys() - published.keys()] == ["2.2-long1"]


def test_the_published_decimals_are_those_printed():
    for row in rows("published/2563.csv"):
        places = len(row["printed"].strip("()").partition(".")[2])
        assert row["decimals"] == ("" if row["printed"] == "-" else str(places))


def test_no_published_figure_is_known_to_differ():
    assert set(column("published/2563.csv", "status")) == {"exact"}


@pytest.mark.parametrize(("measure", "year", "kind", "text"), SPOT_VALUES)
def test_part_3_says_what_the_report_prints(measure, year, kind, text):
    assert printed(["raw/2563/results.csv"])["part3", measure, year, kind] == text


@pytest.mark.parametrize(("section", "measure", "year", "kind", "text"), SPOT_ELSEWHERE)
def test_the_other_tables_say_what_the_report_prints(section, measure, year, kind, text):
    assert printed(["raw/2563/elsewhere.csv"])[section, measure, year, kind] == text


def test_short_labels_are_short_and_distinct():
    register = rows("reference/measures.csv")
    for key, limit in (("short_th", 42), ("short_en", 48)):
        labels = [row[key] for row in register]
        assert len(set(labels)) == len(register)
        assert all(0 < len(label) <= limit for label in labels)


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_has_stray_blanks(name):
    cells = [cell for row in rows(name) for cell in row.values()]
    assert [cell for cell in cells if cell != " ".join(cell.split())] == []


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_has_damaged_thai(name):
    cells = [cell for row in rows(name) for cell in row.values()]
    assert [cell for cell in cells if DAMAGED_THAI.search(cell)] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_file_is_utf_8_with_plain_line_ends(name):
    content = (DATA / name).read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
