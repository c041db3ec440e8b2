"""Tables of results: what each cell shows, and that it keeps the id of its figure."""

import re
from dataclasses import replace

import pytest

from pmqa_analysis.assess import summarise
from pmqa_analysis.clean import Group
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.present import Wording, tables
from tests.offices import assessed

TH, EN = Wording(), Wording("en")
GROUP = Group(group="7.1", title_th="พันธกิจ", title_en="Mission", document="doc", line="7")


def texts(table, row=0):
    return [cell.text for cell in table.rows[row].cells]


def heads(table):
    return [column.title.replace("\u00a0", " ") for column in table.columns]


def with_status(item, status):
    return replace(item, target=replace(item.target, value=None, decimals=None, status=status))


def all_tables(senate, words):
    """Return every table of results that the reports of the year show."""
    groups, summaries = senate.groups(), senate.group_summaries()
    total = senate.summary(senate.indicators(), "all")
    categories = [senate.category(number) for number in senate.register.categories]
    entries = list(senate.register.categories.values())
    return [
        *(tables.category_results(*pair, words) for pair in zip(entries, categories, strict=True)),
        *(tables.yearly_results(members, words) for members in categories),
        tables.part3_results(groups, words),
        tables.summary_by_group(summaries, total, senate.last_year, words),
        tables.ranked_changes(senate.indicators(), words),
    ]


def test_the_table_of_category_2_is_that_of_the_print(senate):
    table = tables.category_results(senate.register.categories[2], senate.category(2), TH)
    assert table.caption == "ผลลัพธ์สำคัญในหมวด 7 ที่เป็นผลจากการดำเนินงานของหมวด 2"
    assert heads(table) == [
        "ตัวชี้วัด", "หน่วยวัด", "ค่าเป้าหมาย", "ผลปี 2563", "ร้อยละของเป้าหมาย",
        "เทียบเป้าหมาย", "มิติ",
    ]  # fmt: skip
    assert texts(table, 1) == [
        "7.1.2 จำนวนการสนับสนุนการประชุมคณะกรรมาธิการ", "ครั้ง", "3,000", "3,757", "125.23",
        "✓ บรรลุ", "7.1",
    ]  # fmt: skip


def test_the_results_category_is_called_by_its_dimensions(senate):
    table = tables.category_results(senate.register.categories[7], senate.category(7), TH)
    assert table.caption == "ผลลัพธ์สำคัญในหมวด 7 จำแนกตามมิติ"
    assert (len(table.rows), table.size) == (30, "small")


def test_the_years_stand_side_by_side_with_the_difference(senate):
    table = tables.yearly_results([senate.assessments["7.1.2"]], TH)
    assert texts(table) == [
        "7.1.2 การสนับสนุนการประชุมคณะกรรมาธิการ", "ครั้ง", "4,691", "2,903", "3,757", "+854",
        "ต่ำกว่าปีก่อนแล้วกลับสูงกว่า",
    ]  # fmt: skip


def test_a_missing_year_is_a_dash_and_never_zero(senate):
    table = tables.yearly_results([senate.assessments["7.1.5"]], TH)
    assert texts(table)[2:6] == ["-", "-", "80.13", "-"]
    assert [cell.tone for cell in table.rows[0].cells[2:6]] == ["muted", "muted", "plain", "muted"]


def test_part_3_has_30_indicators_under_6_groups(senate):
    table = tables.part3_results(senate.groups(), TH)
    kinds = [row.kind for row in table.rows]
    assert (kinds.count("group"), kinds.count("data")) == (6, 30)
    assert kinds[0] == "group"
    assert [len(row.cells) for row in table.rows if row.kind == "group"] == [1] * 6


def test_part_3_of_an_office_without_indicators_is_told_what_lacks():
    with pytest.raises(SettingsError, match=r"no indicator in reference/measures\.csv"):
        tables.part3_results({GROUP: []}, TH)


def test_part_3_shows_three_years_under_one_heading(senate):
    table = tables.part3_results(senate.groups(), TH)
    assert [column.group for column in table.columns][3:6] == ["ผลการดำเนินงาน"] * 3
    assert heads(table)[3:6] == ["ปี 2561", "ปี 2562", "ปี 2563"]


def test_the_summary_counts_each_group_and_all(senate):
    total = senate.summary(senate.indicators(), "all")
    table = tables.summary_by_group(senate.group_summaries(), total, 2562, TH)
    assert texts(table, 0)[1:] == ["5", "5", "0", "4", "0", "0", "1"]
    assert texts(table, -1) == ["ทุกมิติ", "30", "30", "0", "20", "0", "0", "10"]
    assert table.rows[-1].kind == "total"


def test_the_summary_of_a_first_year_compares_nothing():
    summary = summarise([assessed("5", ["6"])], name="all", fiscal_year=2563)
    table = tables.summary_by_group({GROUP: summary}, summary, None, TH)
    assert heads(table) == ["มิติ", "ตัวชี้วัด", "บรรลุ", "ไม่บรรลุ"]
    assert texts(table) == ["7.1 พันธกิจ", "1", "1", "0"]


def test_changes_are_ranked_by_percent_of_last_year(senate):
    table = tables.ranked_changes(senate.indicators(), TH, largest=3)
    assert [row.cells[1].text[:5] for row in table.rows] == ["7.1.1", "7.5.2", "7.3.1"]
    assert texts(table)[3:] == ["1", "8", "+7", "+700.00"]


def test_a_loss_is_never_left_out_of_the_ranking():
    items = [assessed("5", ["4", "8"]), assessed("5", ["4", "6"]), assessed("5", ["4", "3"])]
    table = tables.ranked_changes(items, TH, largest=1)
    assert [row.cells[-1].text for row in table.rows] == ["+100.00", "\u221225.00"]


def test_there_is_no_ranking_where_nothing_can_be_compared():
    assert tables.ranked_changes([assessed("5", ["6"]), assessed("5", [None, "6"])], TH) is None


def test_a_rise_from_zero_stands_last_without_a_percentage():
    items = [assessed("5", ["0", "8"]), assessed("5", ["4", "8"]), assessed("5", ["4", "6"])]
    table = tables.ranked_changes(items, TH, largest=1)
    assert [(row.cells[-2].text, row.cells[-1].text) for row in table.rows] == [
        ("+4", "+100.00"), ("+8", "-"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "text", "tone"),
    [
        (assessed("5", ["6"]), "✓ บรรลุ", "good"),
        (assessed("5", ["4"]), "✗ ไม่บรรลุ", "bad"),
        (assessed("95.00", ["94.995"]), "✗ ไม่บรรลุ", "bad"),
        (assessed(None, ["4"]), "ไม่มีเป้าหมาย", "muted"),
        (assessed("5", [None]), "ไม่มีผล", "muted"),
        (assessed("5", ["4"], "range"), "ไม่ประเมิน", "muted"),
    ],
)
def test_a_verdict_is_told_by_a_word_and_a_sign(item, text, tone):
    cell = tables.verdict_cell(item, TH)
    assert (cell.text, cell.tone) == (text, tone)


def test_the_signs_that_a_table_shows_are_explained():
    item = with_status(assessed("5", ["6"]), "in_process")
    assert tables.sign_notes([item], TH) == ("“N/A” หมายถึงอยู่ระหว่างประมวลผล",)
    assert tables.sign_notes([assessed("5", ["6"])], TH) == ()


@pytest.mark.parametrize("words", [TH, EN, Wording("th", "thai")])
def test_every_table_of_the_year_has_one_row_heading_and_whole_rows(senate, words):
    for table in all_tables(senate, words):
        assert sum(column.row_header for column in table.columns) == 1, table.name
        widths = {len(row.cells) for row in table.rows if row.kind != "group"}
        assert widths == {len(table.columns)}, table.name


def test_every_cell_that_is_a_number_has_a_result_or_is_a_code_or_a_rank(senate):
    codes = set(senate.register.groups)
    bare = [
        (table.name, cell.text)
        for table in all_tables(senate, TH)
        for row in table.rows
        for number, cell in enumerate(row.cells)
        if re.fullmatch(r"[+\u2212]?[\d,]+(?:\.\d+)?", cell.text) and cell.result is None
        if cell.text not in codes and not (table.name == "ranked_changes" and number == 0)
    ]
    assert bare == []


def test_every_result_in_a_table_is_one_that_the_year_knows(senate):
    tables_of_the_year = all_tables(senate, TH)
    known = senate.known_results()
    shown = {
        cell.result
        for table in tables_of_the_year
        for row in table.rows
        for cell in row.cells
        if cell.result
    }
    assert shown - set(known) == set()


def test_every_cell_shows_the_text_of_its_result(senate):
    tables_of_the_year = all_tables(senate, TH)
    known = senate.known_results()
    wrong = [
        (cell.text, cell.result)
        for table in tables_of_the_year
        for row in table.rows
        for cell in row.cells
        if cell.result and cell.text != known[cell.result].shown
    ]
    assert wrong == []


def test_thai_numerals_leave_no_arabic_digit_in_a_table(senate):
    words = Wording("th", "thai")
    left = [
        text
        for table in all_tables(senate, words)
        for text in (
            table.caption, *table.notes, *heads(table),
            *(cell.text for row in table.rows for cell in row.cells),
        )
        if re.search(r"(?<![A-Za-z])[0-9]", re.sub(r"[A-Za-z][\w./-]*", "", text))
    ]  # fmt: skip
    assert left == []


def test_a_first_year_has_no_column_of_differences():
    table = tables.yearly_results([assessed("5", ["4"])], TH)
    assert [column.title for column in table.columns][-2:] == ["ปี\u00a02563", "การเปลี่ยนแปลง"]
    assert table.caption == "ผลการดำเนินงานปี 2563"
    assert [len(row.cells) for row in table.rows] == [len(table.columns)]


@pytest.mark.parametrize(
    ("result", "tone"), [("5", "plain"), ("0", "plain"), (None, "muted")]
)  # fmt: skip
def test_only_a_missing_figure_is_muted(result, tone):
    table = tables.yearly_results([assessed("5", ["4", result])], TH)
    assert table.rows[0].cells[3].tone == tone
