"""The printed report of 2563 reads as the committed facts; a bad table is refused by its line."""

import csv
import re
from pathlib import Path

import pytest

from pmqa_analysis.clean import indicators
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.register import load_register
from pmqa_analysis.errors import DataError, Faults
from pmqa_analysis.load.printed_figures import COLUMNS
from pmqa_analysis.load.printed_report import (
    TableWords,
    load_text,
    read_category_tables,
    read_results_part,
)
from pmqa_analysis.office import Office
from pmqa_analysis.thai_repair import skeleton
from tests.offices import DATA, refused, write_office

EXCERPT = Path(__file__).parent / "data" / "report_2563_excerpt.txt"
DOCUMENT = "pmqa-application-2563"
# All that a figure is, but for the reader's own words in the note.
FACTS = ("measure", "section", "fiscal_year", "kind", "value", "printed", "line", "unit_printed")


def original_lines():
    """Return the excerpt with each line where the report has it, blanks between."""
    head, *lines = EXCERPT.read_text(encoding="utf-8").split("\n")[:-1]
    spans = [tuple(map(int, span)) for span in re.findall(r"(\d+)-(\d+)[, ]", head)]
    numbers = [number for first, last in spans for number in range(first, last + 1)]
    placed = dict(zip(numbers, lines, strict=True))
    return "\n".join(placed.get(number, "") for number in range(1, max(numbers) + 1)) + "\n"


@pytest.fixture(scope="module")
def register():
    """Return the register of the office whose report it is."""
    return load_register(Office(DATA), Ledger())


@pytest.fixture(scope="module")
def layer(tmp_path_factory):
    """Return the text layer of the excerpt."""
    folder = tmp_path_factory.mktemp("office")
    office = write_office(folder, {"r.txt": original_lines()}, only=("office.yml", "r.txt"))
    return load_text(office, "r.txt")


@pytest.fixture(scope="module")
def results(layer, register):
    """Return the results part of the excerpt."""
    return read_results_part(layer, register.measures, document=DOCUMENT, section="part3")


@pytest.fixture(scope="module")
def categories(layer, register):
    """Return the category tables of the excerpt."""
    sections = {s.category: s.section for s in register.sections.values() if s.category}
    expected = {
        category: [each.measure for each in register.category_measures if each.category == category]
        for category in sections
    }
    return read_category_tables(
        layer, register.measures, document=DOCUMENT, sections=sections, expected=expected
    )


def committed(name, section):
    with (DATA / "raw" / "2563" / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["section"].startswith(section)]


def facts(rows):
    return [tuple(row[name] for name in FACTS) for row in rows]


class TestProof:
    def test_the_120_cells_of_30_indicators_are_the_committed_facts(self, results):
        expected = facts(committed("results.csv", "part3"))
        assert facts(cells for _, cells in results.records()) == expected
        assert len(expected) == 120
        assert len({measure for measure, *_ in expected}) == 30

    def test_the_58_figures_of_29_rows_are_the_committed_facts(self, categories):
        expected = facts(committed("elsewhere.csv", "cat"))
        assert facts(cells for _, cells in categories.records()) == expected
        assert len(expected) == 58
        assert len({(section, measure) for measure, section, *_ in expected}) == 29

    def test_names_of_the_results_part_are_those_of_the_register(self, results):
        assert set(results.frame["name_printed"]) == {""}

    def test_names_of_the_category_tables_are_the_committed_ones_by_skeleton(
        self, categories, register
    ):
        def names(rows):
            return [
                skeleton(row["name_printed"] or register.measures[row["measure"]].name_th)
                for row in rows
            ]

        printed = [cells for _, cells in categories.records()]
        assert names(printed) == names(committed("elsewhere.csv", "cat"))

    def test_the_tables_become_indicators(self, results, categories, register):
        assert len(indicators.clean_indicators(results, register)) == 120
        assert len(indicators.clean_indicators(categories, register)) == 58

    def test_an_address_is_the_line_of_the_value(self, results, categories):
        assert results.address(results.frame.index[55], "value") == "r.txt:2453 [value]"
        assert categories.address(1, "value") == "r.txt:809 [value]"

    def test_a_name_taken_by_likeness_is_told(self, categories):
        assert len(categories.remarks) == 11
        assert "r.txt:2330: 7.5.1" in " ".join(categories.remarks)

    def test_lines_come_repaired_with_the_print_beside(self, layer):
        line = next(line for line in layer.lines if line.number == 2404)
        assert line.text == "7.2.3 ร้อยละความผูกพันของผู้รับบริการของสำนักงาน"
        assert line.raw == "7.2.3 ร้อยละควำมผูกพันของผู้รับบริกำรของส ำนักงำน"


def test_the_columns_are_those_the_indicators_are_cleaned_from():
    assert COLUMNS == indicators.COLUMNS


HEADER = ("ส่วนที่ 3 ผลลัพธ์การดำเนินการ", "ตัวชี้วัด หน่วยวัด ค่าเป้าหมาย", "ปี 2562 ปี 2563")
FULL = ("7.1.1 ตัวชี้วัด ครั้ง 1,000 900 1,200", "7.1.2 ตัวชี้วัด", "ร้อยละ", "10 - 8.00",
        "7.2 มิติ", "7.2.1 ตัวชี้วัด ร้อยละ 85 83.50 84.995", "7.2.2 ตัวชี้วัด ครั้ง - - 2")  # fmt: skip
CATEGORY = ("ผลลัพธ์สำคัญในหมวด 7 ที่เป็นผลจากการดำเนินงานของหมวด 1",
            "ตัวชี้วัด ค่าเป้าหมาย ผลการดำเนินงาน", "ปี 63 มิติที่")  # fmt: skip


@pytest.fixture(scope="module")
def measures(tmp_path_factory):
    """Return the measures of the tiny office, by id; their names are those of birds."""
    register = load_register(write_office(tmp_path_factory.mktemp("office")), Ledger())
    names = {"7.1.1": "จำนวนนกกระจอก", "7.1.2": "ร้อยละของเหยี่ยวแดง", "7.2.1": "ร้อยละของพิราบขาว",
             "7.2.2": "จำนวนนกเป็ดน้ำ"}  # fmt: skip
    return {
        code: each.model_copy(update={"name_th": names.get(code, code)})
        for code, each in register.measures.items()
    }


@pytest.fixture
def text_of(tmp_path):
    """Return a function that reads a text layer of these lines."""

    def read(*lines, name="r.txt", **options):
        content = "\n".join(lines)
        office = write_office(tmp_path, {name: content}, only=("office.yml", name))
        return load_text(office, name, **options)

    return read


@pytest.fixture
def results_of(text_of, measures):
    """Return a function that reads the results part of these lines."""

    def read(*lines, **options):
        layer = text_of(*lines)
        return read_results_part(layer, measures, document="doc", section="part3", **options)

    return read


@pytest.fixture
def categories_of(text_of, measures):
    """Return a function that reads the category tables of these lines."""

    def read(*lines):
        layer = text_of(*CATEGORY, *lines)
        return read_category_tables(layer, measures, document="doc", sections={1: "cat1"})

    return read


def printed(table, measure):
    return [cells["printed"] for _, cells in table.records() if cells["measure"] == measure]


class TestResultsPart:
    def test_years_and_number_of_values_come_from_the_header(self, results_of):
        table = results_of(*HEADER, *FULL)
        assert list(table.frame["fiscal_year"][:3]) == ["2563", "2562", "2563"]
        assert list(table.frame["kind"][:3]) == ["target", "actual", "actual"]
        assert list(table.frame["value"][:3]) == ["1000", "900", "1200"]
        assert len(table.frame) == 12

    def test_a_printed_dash_is_no_value(self, results_of):
        table = results_of(*HEADER, *FULL)
        assert list(table.frame["value"][9:]) == ["", "", "2"]
        assert printed(table, "7.2.2") == ["-", "-", "2"]

    def test_a_year_at_the_end_of_a_name_is_no_value(self, results_of):
        rows = ("7.1.1 จำนวนนกกระจอก ประจำปี", "2563", "ครั้ง 5 6 7", *FULL[1:])
        assert printed(results_of(*HEADER, *rows), "7.1.1") == ["5", "6", "7"]

    def test_one_value_may_stand_on_a_later_line(self, results_of):
        rows = ("7.1.1 จำนวนนกกระจอก", "ครั้ง 5 6", " ", "7", *FULL[1:])
        table = results_of(*HEADER, *rows)
        assert printed(table, "7.1.1") == ["5", "6", "7"]
        assert list(table.frame["line"][:3]) == ["5", "5", "7"]

    def test_another_unit_or_name_than_the_registers_is_kept(self, results_of):
        table = results_of(*HEADER, "7.1.1 จำนวนนกยูง", "ตัว 5 6 7", *FULL[1:])
        assert table.frame.iloc[0][["unit_printed", "name_printed"]].tolist() == [
            "ตัว", "จำนวนนกยูง",
        ]  # fmt: skip

    def test_headers_repeated_and_split_are_dropped(self, results_of):
        again = ("ตัวชี้วัด หน่วยวัด", "ค่า", "เป้าหมาย", "ผลการดำเนินงาน", "ปี 2562 ปี 2563")
        assert len(results_of(*HEADER, *FULL[:4], *again, *FULL[4:]).frame) == 12

    def test_another_part_ends_it(self, results_of):
        assert len(results_of(*HEADER, *FULL, "ส่วนที่ 4 อื่น", "7.1.1 อีก ครั้ง 1 2 3").frame) == 12

    def test_lines_of_no_row_are_told(self, results_of):
        assert results_of(*HEADER, *FULL, "หมายเหตุ").remarks[0].startswith("r.txt:11:")

    def test_other_words_may_head_it(self, results_of):
        lines = ("รายงานผล", "รายการ หน่วย", "พ.ศ. 2562 พ.ศ. 2563", *FULL)
        words = TableWords(results_part="รายงานผล", headings=("รายการ", "หน่วย"), year="พ.ศ.")
        assert len(results_of(*lines, words=words).frame) == 12

    def test_a_row_with_a_value_too_few_is_named(self, results_of):
        with refused(DataError, "r.txt:4", "7.1.1", "2", "3"):
            results_of(*HEADER, "7.1.1 ตัวชี้วัด ครั้ง 1,000 900", *FULL[1:])

    @pytest.mark.parametrize("extra", [("9",), ("1 2 3",)])
    def test_a_row_with_values_too_many_is_named(self, results_of, extra):
        with refused(DataError, "r.txt:4", "7.1.1"):
            results_of(*HEADER, FULL[0], *extra, *FULL[1:])

    def test_a_value_too_many_in_a_line_is_named(self, results_of):
        with refused(DataError, "r.txt:4", "7.1.1", "4", "3"):
            results_of(*HEADER, "7.1.1 ตัวชี้วัด ครั้ง 1 2 3 4", *FULL[1:])

    def test_an_unknown_item_is_named(self, results_of):
        with refused(DataError, "r.txt:11", "7.9.9"):
            results_of(*HEADER, *FULL, "7.9.9 ตัวชี้วัด ครั้ง 1 2 3")

    def test_a_table_that_ends_in_the_middle_of_a_row_is_refused(self, results_of):
        with pytest.raises(Faults) as caught:
            results_of(*HEADER, *FULL[:2])
        assert "r.txt:5" in caught.value.en
        assert "7.2.1, 7.2.2" in caught.value.th

    def test_a_table_that_ends_between_two_rows_is_refused(self, results_of):
        with refused(DataError, "r.txt:9", "7.2.2"):
            results_of(*HEADER, *FULL[:-1])

    def test_a_report_without_the_part_is_refused(self, results_of):
        with refused(DataError, "r.txt", "ผลลัพธ์การดำเนินการ"):
            results_of("บทนำ")

    def test_a_header_without_years_is_refused(self, results_of):
        with refused(DataError, "r.txt:1", "ปี"):
            results_of(*HEADER[:2], *FULL)

    def test_a_repeated_header_with_other_years_is_refused(self, results_of):
        with refused(DataError, "r.txt:11", "2561, 2562", "2562, 2563"):
            results_of(*HEADER, *FULL, "ปี 2561 ปี 2562")


class TestCategoryTables:
    @pytest.mark.parametrize(
        "row",
        [
            ("1. จำนวนนกกระจอก 4 ครั้ง 9 ครั้ง 7.1",),
            ("1. *จำนวนนกกระจอก ครั้ง 4 ครั้ง 9 7.1",),
            ("1.จำนวน", "นกกระจอก", "", "4 (ครั้ง) 9 (ครั้ง) 7.1"),
            ("1. จำนวนนกกระจอก", "4 ครั้", "ง", "9", "ครั้ง", "", "7.1"),
            ("1. 7.1.1 นก 4 9 7.1",),
        ],
    )
    def test_the_unit_may_stand_anywhere(self, categories_of, row):
        table = categories_of(*row)
        assert list(table.frame["measure"]) == ["7.1.1", "7.1.1"]
        assert list(table.frame["printed"]) == ["4", "9"]
        assert list(table.frame["fiscal_year"]) == ["2563", "2563"]

    @pytest.mark.parametrize(
        ("row", "values"),
        [("- 9 ครั้ง", ["-", "9"]), ("4 ครั้ง -", ["4", "-"]), ("ครั้ง - ครั้ง 9", ["-", "9"])],
    )
    def test_a_dash_stands_for_a_value(self, categories_of, row, values):
        assert printed(categories_of(f"1. จำนวนนกกระจอก {row} 7.1"), "7.1.1") == values

    def test_a_name_is_sought_in_its_dimension_only(self, categories_of):
        with refused(DataError, "r.txt:4", "จำนวนนกกระจอก", "7.2.1, 7.2.2"):
            categories_of("1. จำนวนนกกระจอก 4 ครั้ง 9 ครั้ง 7.2")

    def test_a_name_that_moved_marks_damaged_is_found(self, categories_of):
        table = categories_of("1. ร้อยละของเหยีย่วแดง ร้อยละ 4 ร้อยละ 9 7.1")
        assert list(table.frame["measure"]) == ["7.1.2", "7.1.2"]
        assert set(table.frame["name_printed"]) == {""}

    def test_the_text_behind_the_table_ends_it(self, categories_of):
        rows = ("1. จำนวนนกกระจอก 4 ครั้ง 9 ครั้ง 7.1", "หมวด 2", "2. มีผู้เข้าร่วม 9 คน")
        assert len(categories_of(*rows).frame) == 2

    def test_a_row_that_does_not_follow_on_is_refused(self, categories_of):
        with refused(DataError, "r.txt:5"):
            categories_of("1. จำนวนนกกระจอก 4 ครั้ง 9 ครั้ง 7.1", "3. ร้อยละ 4 ร้อยละ 9 7.1")

    def test_a_percentage_whose_number_is_lost_is_refused(self, categories_of):
        with refused(DataError, "r.txt:4"):
            categories_of("1. จำนวนนกกระจอก ประจำปี 2563", "ร้อยละ 93 ร้อยละ 7.1")

    def test_a_name_scattered_in_a_longer_print_is_not_taken(self, categories_of):
        with refused(DataError, "r.txt:4"):
            categories_of("1. จำนวนครั้งของการสำรวจนกทุกชนิดและกระจอกเทศ 4 ครั้ง 9 ครั้ง 7.1")

    def test_expected_rows_must_be_there(self, text_of, measures):
        layer = text_of(*CATEGORY, "1. จำนวนนกกระจอก 4 ครั้ง 9 ครั้ง 7.1")
        wanted = {1: ["7.1.1", "7.1.2"]}
        with refused(DataError, "r.txt:1", "7.1.2"):
            read_category_tables(
                layer, measures, document="doc", sections={1: "cat1"}, expected=wanted
            )

    def test_a_category_that_must_have_a_table_is_named(self, text_of, measures):
        layer = text_of(*CATEGORY, "1. จำนวนนกกระจอก 4 ครั้ง 9 ครั้ง 7.1")
        with refused(DataError, "หมวด 2"):
            read_category_tables(layer, measures, document="doc", sections={1: "a", 2: "b"})

    def test_a_row_without_a_dimension_is_refused(self, categories_of):
        with refused(DataError, "r.txt:4", "1"):
            categories_of("1. จำนวนนกกระจอก 4 ครั้ง 9 ครั้ง", "2. ร้อยละ 1 2 7.1")

    def test_all_faults_of_a_table_are_told_together(self, categories_of):
        with pytest.raises(Faults) as caught:
            categories_of(
                "1. จำนวนนกกระจอก 4 ครั้ง 9 เรื่อง 7.1", "2. นกที่ไม่มีในทะเบียนเลยสักตัว 4 ตัว 9 ตัว 7.1",
                "3. จำนวนนกกระจอก 4 ครั้ง 7.1",
            )  # fmt: skip
        told = [(fault.key, fault.where) for fault in caught.value.faults]
        assert told == [
            ("printed.unknown_name", "r.txt:5"),
            ("printed.row_without_dimension", "r.txt:4"),
            ("printed.row_without_dimension", "r.txt:6"),
        ]

    def test_a_row_with_two_units_is_refused(self, categories_of):
        with refused(DataError, "r.txt:4"):
            categories_of("1. จำนวนนกกระจอก 4 ครั้ง 9 เรื่อง 7.1")

    def test_a_row_with_one_value_is_refused(self, categories_of):
        with refused(DataError, "r.txt:4"):
            categories_of("1. จำนวนนกกระจอก 4 ครั้ง 7.1")

    @pytest.mark.parametrize("extra", ["7.1", "12"])
    def test_a_cell_beyond_the_row_is_refused(self, categories_of, extra):
        with refused(DataError, "r.txt:5"):
            categories_of("1. จำนวนนกกระจอก 4 ครั้ง 9 ครั้ง 7.1", extra)

    def test_a_table_without_rows_is_refused(self, categories_of):
        with refused(DataError, "r.txt:1"):
            categories_of("หมวด 2")

    def test_a_category_without_a_section_is_refused(self, text_of, measures):
        with refused(DataError, "r.txt:1", "1"):
            read_category_tables(text_of(*CATEGORY), measures, document="doc", sections={})

    def test_a_table_without_a_year_is_refused(self, text_of, measures):
        layer = text_of(*CATEGORY[:2], "1. จำนวนนกกระจอก 4 ครั้ง 9 ครั้ง 7.1")
        with refused(DataError, "r.txt:1", "ปี"):
            read_category_tables(layer, measures, document="doc", sections={1: "cat1"})

    def test_a_report_without_such_tables_is_refused(self, text_of, measures):
        with refused(DataError, "r.txt"):
            read_category_tables(text_of("บทนำ"), measures, document="doc", sections={})
