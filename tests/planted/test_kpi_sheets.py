"""Sheets of KPI results, wide and long: twelve faults by their cells, the values exact."""

from fractions import Fraction

import openpyxl
import pytest

from pmqa_analysis.clean.kpi_sheets import clean_kpi_sheet
from pmqa_analysis.errors import DataError, Faults
from pmqa_analysis.load.exports import read_export
from pmqa_analysis.year import Year
from tests.load.books import saved
from tests.offices import SETTINGS, YEAR

HEAD = ["รหัส", "ชื่อตัวชี้วัด", "หน่วยวัด", "เป้าหมาย ปี 2563", "ผลการดำเนินงาน", None, "คะแนนกรรมการ 2563"]
YEARS = [None, None, None, None, "ปี 2562", "ปี ๒๕๖๓", None]
ROWS = [
    ["7.1.1", "ตัวชี้วัด 7.1.1", "ครั้ง", "1,000", 900, 1200, 4.5],
    ["7.1.2", "ตัวชี้วัด 7.1.2", "ร้อยละ", "๑๐", "12.50%", "8.00", "-"],
    ["๗.๒.๑", "ตัวชี้วัด 7.2.1", "ร้อยละ", 85, 83.5, 84.995, None],
    [3, "ตัวชี้วัด 7.2.2", "ครั้ง", "N/A", "ไม่ได้รายงาน", 2, "อยู่ระหว่างประมวลผล"],
]
WIDE = "k.xlsx ผล!"
PLANTED = {
    "A3": "7.9.9", "C4": "ครั้ง", "D5": "85 คน", "E5": "#DIV/0!", "F5": 0.85, "G6": "5%",
}  # fmt: skip


def wide(change=None):
    """Return the wide sheet: a header of two rows, results by year."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "ผล"
    for row in (HEAD, YEARS, *ROWS):
        sheet.append(row)
    sheet.merge_cells("E1:F1")
    for letter in "ABCDG":
        sheet.merge_cells(f"{letter}1:{letter}2")
    if change:
        change(sheet)
    return saved(book)


def cleaned(clean, content, name="k.xlsx", kind="workbook"):
    [table] = read_export(name, content, kind=kind)
    return clean_kpi_sheet(table, clean().register, year=2563, section="part3", document="doc")


def long(*changes):
    """Return the long sheet, with these lines changed by their numbers."""
    lines = ["รหัสตัวชี้วัด,ปีงบประมาณ,ประเภท,ค่า"]
    for code, *_, target, before, now, _ in ROWS[:3]:
        name = {"๗.๒.๑": "7.2.1"}.get(code, code)
        lines += [f'{name},2563,เป้าหมาย,"{target}"', f"{name},2562,ผลการดำเนินงาน,{before}",
                  f"{name},๒๕๖๓,ผลการดำเนินงาน,{now}"]  # fmt: skip
    for number, line in changes:
        lines[number - 1 : number] = [line]
    return "\n".join(lines).encode()


def told(read):
    with pytest.raises((Faults, DataError)) as caught:
        read()
    faults = getattr(caught.value, "faults", [caught.value])
    return [(fault.key, fault.where.partition(" [")[0]) for fault in faults]


def test_a_wide_sheet_gives_every_value_exactly(clean):
    found = {(one.measure, one.fiscal_year, one.kind): one for one in cleaned(clean, wide())}
    assert len(found) == 16
    values = {key: one.value for key, one in found.items()}
    assert values["7.1.1", 2563, "target"] == 1000
    assert values["7.1.2", 2563, "target"] == 10
    assert values["7.1.2", 2562, "actual"] == Fraction("12.5")
    assert values["7.2.1", 2563, "actual"] == Fraction("84.995")
    assert values["7.2.2", 2563, "actual"] == 2
    assert found["7.1.2", 2562, "actual"].decimals == 2
    assert found["7.2.1", 2563, "actual"].address == f"{WIDE}F5 [ผลการดำเนินงาน / ปี ๒๕๖๓]"


def test_what_has_no_value_has_a_reason(clean):
    found = {(one.measure, one.kind): one.status for one in cleaned(clean, wide())
             if one.value is None}  # fmt: skip
    assert found == {
        ("7.1.2", "committee_score"): "not_applicable",
        ("7.2.1", "committee_score"): "not_reported", ("7.2.2", "target"): "in_process",
        ("7.2.2", "actual"): "not_reported", ("7.2.2", "committee_score"): "in_process",
    }  # fmt: skip


def test_each_fault_of_a_wide_sheet_is_named_once_by_its_own_cell(clean):
    def plant(sheet):
        for cell, value in PLANTED.items():
            sheet[cell] = value

    found = told(lambda: cleaned(clean, wide(plant)))
    wanted = [("link.unknown_measure", f"{WIDE}A3"), ("kpi.other_unit", f"{WIDE}C4"),
              ("cell.not_a_number", f"{WIDE}D5"), ("kpi.error_value", f"{WIDE}E5"),
              ("kpi.percent_of_count", f"{WIDE}G6")]  # fmt: skip
    assert found == wanted
    more = told(lambda: cleaned(clean, wide(lambda sheet: sheet.__setitem__("F5", 0.85))))
    assert more == [("kpi.fraction", f"{WIDE}F5")]


def test_a_long_sheet_gives_every_value_exactly(clean):
    found = cleaned(clean, long(), "k.csv", "csv")
    assert len(found) == 9
    assert [str(one.value) for one in found[:3]] == ["1000", "900", "1200"]
    assert {one.fiscal_year for one in found} == {2562, 2563}


def test_twelve_faults_of_a_long_sheet_are_named_by_their_rows(clean):
    changes = [
        (2, "7.1.9,2563,เป้าหมาย,1"), (3, "7.1.1,2019,ผลการดำเนินงาน,900"),
        (4, "7.1.1,,ผลการดำเนินงาน,1200"), (5, "7.1.2,2563,เป้า,10"),
        (6, "7.1.2,2562,ผลการดำเนินงาน,สิบสอง"), (7, "7.1.2,2563,ผลการดำเนินงาน,#N/A"),
        (8, "7.2.1,2563,เป้าหมาย,85%%"), (9, "7.2.1,2562,ผลการดำเนินงาน,0.835"),
        (10, "7.2.1,2563,ผลการดำเนินงาน,84.995\n7.2.1,2563,ผลการดำเนินงาน,84.995\n"
             "7.2.1,25630,ผลการดำเนินงาน,1\n7.1.1,2563,ผลการดำเนินงาน,5%\n,2563,ผลการดำเนินงาน,1"),
    ]  # fmt: skip
    content = long(*changes)
    content += "\n7.2.1,2561,ผลการดำเนินงาน,84".encode()
    found = told(lambda: cleaned(clean, content, "k.csv", "csv"))
    rows = [int(where.partition(":")[2]) for _, where in found]
    assert sorted(rows) == [2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14]
    assert dict(zip(rows, (key for key, _ in found), strict=True))[11] == "row.doubled"
    assert dict(zip(rows, (key for key, _ in found), strict=True))[9] == "kpi.fraction"


def test_what_a_formula_leaves_is_exact_and_shown_with_two_decimals(clean):
    content = "รหัสตัวชี้วัด,2562,2563\n7.2.1,84.9056603773585,84.995\n".encode()
    found = cleaned(clean, content, "k.csv", "csv")
    assert [(one.value, one.decimals) for one in found] == [
        (Fraction("84.9056603773585"), 2), (Fraction("84.995"), 3),
    ]  # fmt: skip


def test_one_result_in_two_columns_of_one_title_is_refused(clean):
    content = "รหัสตัวชี้วัด,ผล,ผล\n7.1.1,5,6\n".encode()
    found = told(lambda: cleaned(clean, content, "k.csv", "csv"))
    assert found == [("row.doubled", "k.csv:2")]


def test_a_value_that_a_merged_cell_covers_is_refused(clean):
    found = told(lambda: cleaned(clean, wide(lambda sheet: sheet.merge_cells("F3:F4"))))
    assert found == [("issue.merged_cell", f"{WIDE}F4")]


def test_a_name_of_another_measure_is_refused(clean):
    def plant(sheet):
        sheet["B3"] = "จำนวนหนังสือที่ส่งทันเวลา"

    found = told(lambda: cleaned(clean, wide(plant)))
    assert {key for key, _ in found} == {"kpi.other_name"}


def test_an_office_may_name_its_own_sheet_in_the_settings(tiny):
    entry = (
        "claims: raw/2563/claims.csv\n"
        "  sheets:\n    - {path: raw/2563/k.csv, section: text, document: doc}"
    )
    settings = {SETTINGS: YEAR.replace("claims: raw/2563/claims.csv", entry)}
    sheet = "รหัสตัวชี้วัด,ปีงบประมาณ,ประเภท,ค่า\nextra,2563,target,77.5\n".encode()
    office = tiny(settings, {"raw/2563/k.csv": sheet})
    result = Year(office, 2563).results["2563/extra/target"]
    assert (result.shown, result.address) == ("77.5", "raw/2563/k.csv:2 [ค่า]")
    assert "raw/2563/k.csv" in office.inputs_read


def test_what_is_odd_in_a_sheet_of_results_is_told_by_the_year(tiny):
    book = openpyxl.Workbook()
    for row in (["รหัสตัวชี้วัด", "ปี", "ประเภท", "ค่า"], ["extra", 2563, "target", 77.5]):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    entry = "claims: raw/2563/claims.csv\n  sheets: [{path: k.xlsx, section: text, document: doc}]"
    settings = {SETTINGS: YEAR.replace("claims: raw/2563/claims.csv", entry)}
    year = Year(tiny(settings, {"k.xlsx": saved(book)}), 2563)
    assert year.results["2563/extra/target"].shown == "77.5"
    assert [(one.kind, one.address) for one in year.ledger.marks] == [
        ("hidden_row", "k.xlsx Sheet!2")
    ]
