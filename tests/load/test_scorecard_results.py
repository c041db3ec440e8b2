import pytest

from pmqa_analysis.errors import DataError, PmqaError
from pmqa_analysis.load.raw_table import Mark
from pmqa_analysis.load.scorecard_results import RESULT_COLUMNS, load_scorecard_results
from tests.load.books import saved, workbook
from tests.offices import refused

FILE = "raw/2563/kpi_results.csv"
BOOK = "raw/2563/kpi_results.xlsx"


def cells(table):
    return [dict(row) for _, row in table.records()]


def test_a_csv_may_leave_columns_out_and_order_them_as_it_likes(tiny):
    table = load_scorecard_results(
        tiny({FILE: "round,kpi,item,condition,value\n12,K1,L1-1,,✓\n"}), FILE
    )
    assert list(table.frame.columns) == list(RESULT_COLUMNS)
    (row,) = cells(table)
    assert (row["kpi"], row["item"], row["round"], row["value"], row["evidence"]) == (
        "K1", "L1-1", "12", "✓", "",
    )  # fmt: skip


def test_thai_titles_are_known(tiny):
    text = "ตัวชี้วัด,ข้อ,เงื่อนไข,รอบ (เดือน),ผล,หลักฐาน\nK1,L1-1,,6,มี,รายงาน\n"
    (row,) = cells(load_scorecard_results(tiny({FILE: text}), FILE))
    assert (row["kpi"], row["value"], row["evidence"]) == ("K1", "มี", "รายงาน")


def test_signs_stay_as_they_are_written(tiny):
    text = "kpi,item,condition,round,value\n" + "".join(
        f"K1,L1-1,,12,{sign}\n" for sign in ("N/A", "-", "ไม่ได้รายงาน", "0", "")
    )
    rows = cells(load_scorecard_results(tiny({FILE: text}), FILE))
    assert [row["value"] for row in rows] == ["N/A", "-", "ไม่ได้รายงาน", "0", ""]


def test_an_unknown_column_is_told_with_its_near_miss(tiny):
    text = "kpi,item,condition,round,value,evidense\nK1,L1-1,,12,1,x\n"
    with refused(DataError, FILE, "evidense", "evidence"):
        load_scorecard_results(tiny({FILE: text}), FILE)


def test_a_missing_column_is_told_by_both_its_names(tiny):
    with refused(DataError, FILE, "round (รอบ (เดือน))"):
        load_scorecard_results(tiny({FILE: "kpi,item,condition,value\nK1,L1-1,,1\n"}), FILE)


def test_a_title_that_stands_twice_in_a_csv_is_refused(tiny):
    text = "kpi,item,condition,round,value,value\nK1,L1-1,,12,80,90\n"
    with refused(DataError, f"{FILE}:1 [value (2)]", f"{FILE}:1 [value]"):
        load_scorecard_results(tiny({FILE: text}), FILE)


class TestWorkbook:
    HEADER = ("ตัวชี้วัด", "ข้อ", "เงื่อนไข", "รอบ (เดือน)", "ผล")

    def test_a_cell_keeps_its_address(self, tiny):
        book = workbook(self.HEADER, ("K1", "L3-1", None, 12, 80))
        table = load_scorecard_results(tiny({BOOK: saved(book)}), BOOK)
        assert cells(table)[0]["value"] == "80"
        assert table.address(2, "value") == f"{BOOK} ข้อมูล!E2 [ผล]"

    def test_a_changed_title_is_told_with_its_cell(self, tiny):
        book = workbook((*self.HEADER, "สีประจำวัน"), ("K1", "L3-1", None, 12, 80, "แดง"))
        with refused(DataError, "ข้อมูล!F1", "สีประจำวัน"):
            load_scorecard_results(tiny({BOOK: saved(book)}), BOOK)

    def test_a_column_that_stands_twice_is_refused(self, tiny):
        book = workbook((*self.HEADER, "value"), ("K1", "L3-1", None, 12, 80, 90))
        with refused(DataError, "ข้อมูล!F1", "ข้อมูล!E1"):
            load_scorecard_results(tiny({BOOK: saved(book)}), BOOK)

    def test_the_sheet_with_a_column_of_kpis_is_read(self, tiny):
        book = workbook(("คำแนะนำ", "อ่าน"), ("กรอก", "ทุกช่อง"), title="คำแนะนำ")
        sheet = book.create_sheet("ผล")
        sheet.append(self.HEADER)
        sheet.append(("K1", "L1-1", None, 6, "✓"))
        table = load_scorecard_results(tiny({BOOK: saved(book)}), BOOK)
        assert table.sheet == "ผล"

    def test_another_sheet_with_a_column_of_kpis_gets_a_mark(self, tiny):
        book = workbook(self.HEADER, ("K1", "L1-1", None, 6, "✓"))
        book.create_sheet("รอบ 12").append(self.HEADER)
        book.create_sheet("คำแนะนำ").append(("อ่าน", "ก่อน"))
        table = load_scorecard_results(tiny({BOOK: saved(book)}), BOOK)
        assert table.marks == (Mark("sheet_not_read", f"{BOOK} รอบ 12"),)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00"])
def test_a_file_that_holds_nothing_is_refused(tiny, content):
    with pytest.raises(PmqaError):
        load_scorecard_results(tiny({FILE: content}), FILE)
