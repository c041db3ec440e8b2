"""What most tables of a subject have in common."""

from pmqa_analysis.blocks import Cell, Row
from pmqa_analysis.present import Wording
from pmqa_analysis.present.grid import clip, columns_of, grid, group_row

TH = Wording("th")
COLUMNS = columns_of(TH, "plan_column", ("activity", 3.0), ("months", 1.0))


def test_the_first_column_names_the_row():
    assert [column.row_header for column in COLUMNS] == [True, False]
    assert [column.title for column in COLUMNS] == ["กิจกรรม", "เดือนตามแผน"]


def test_further_columns_may_name_nothing_and_stand_at_the_end():
    more = columns_of(TH, "plan_column", ("percent", 1.0), align="end", row_header=False)
    assert (more[0].align, more[0].row_header) == ("end", False)


def test_cells_become_rows_and_rows_stay_rows():
    cells = [Cell(text="ก"), Cell(text="ข")]
    table = grid("t", "ตาราง", COLUMNS, [group_row("กลุ่ม"), cells, Row(cells=tuple(cells))])
    assert [row.kind for row in table.rows] == ["group", "data", "data"]
    assert table.caption == "ตาราง"


def test_a_table_without_rows_is_none():
    assert grid("t", "ตาราง", COLUMNS, []) is None


def test_notes_and_size_are_kept():
    table = grid("t", "c", COLUMNS, [[Cell(text="a"), Cell(text="b")]], notes=["n"], size="normal")
    assert (table.notes, table.size) == (("n",), "normal")


def test_a_short_text_is_not_cut():
    assert clip("แผนงาน", 20) == "แผนงาน"


def test_a_cut_text_keeps_whole_words_and_says_that_it_goes_on():
    cut = clip("การสำรวจความพึงพอใจของผู้รับบริการและผู้มีส่วนได้ส่วนเสีย", 24)
    assert cut.endswith(" …")
    assert "ผู้มีส่วน" not in cut.replace("ผู้มีส่วนได้ส่วนเสีย", "")
