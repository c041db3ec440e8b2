"""Tables in Word: spans, widths, heads, tones."""

from xml.dom.minidom import parseString

from pmqa_analysis.blocks import Cell, Column, Row, Table
from pmqa_analysis.publish.word.table import word_table


def parsed(**changes):
    values = {
        "name": "t", "caption": "ผล",
        "columns": (
            Column(title="ตัวชี้วัด", width=3, row_header=True), Column(title="ผล", align="end"),
        ),
        "rows": (Row(cells=(Cell(text="ก"), Cell(text="1"))),),
    }  # fmt: skip
    markup = word_table(Table(**(values | changes)), "ตารางที่ 1")
    return parseString(markup.replace("<w:tbl>", '<w:tbl xmlns:w="urn:w">', 1)).documentElement


def named(element, name):
    return element.getElementsByTagName(f"w:{name}")


def rows(table):
    return [
        ["".join(t.firstChild.data for t in named(cell, "t")) for cell in named(row, "tc")]
        for row in named(table, "tr")
    ]


def test_widths_follow_the_columns_shares():
    # 3 and 1 of 4 parts of 170 mm
    widths = [column.getAttribute("w:w") for column in named(parsed(), "gridCol")]
    assert widths == ["7228", "2409"]


def test_a_head_in_one_row_repeats():
    table = parsed()
    assert rows(table) == [["ตัวชี้วัด", "ผล"], ["ก", "1"]]
    assert len(named(table, "tblHeader")) == 1


def test_no_row_is_torn_by_a_page():
    assert len(named(parsed(), "cantSplit")) == 2


def test_a_shared_head_spans_and_a_free_one_goes_down():
    columns = (
        Column(title="ตัวชี้วัด"), Column(title="2562", group="ผล"), Column(title="2563", group="ผล"),
    )  # fmt: skip
    table = parsed(columns=columns, rows=())
    assert rows(table) == [["ตัวชี้วัด", "ผล"], ["", "2562", "2563"]]
    assert [span.getAttribute("w:val") for span in named(table, "gridSpan")] == ["2"]
    assert [merge.getAttribute("w:val") for merge in named(table, "vMerge")] == ["restart", ""]


def test_a_group_spans_the_table_and_stays_with_its_rows():
    group = Row(kind="group", cells=(Cell(text="7.1"),))
    table = parsed(rows=(group,))
    row = named(table, "tr")[1]
    assert named(row, "gridSpan")[0].getAttribute("w:val") == "2"
    assert len(named(row, "keepNext")) == 1


def test_a_total_is_bold():
    table = parsed(rows=(Row(kind="total", cells=(Cell(text="รวม"), Cell(text="3"))),))
    assert len(named(named(table, "tr")[1], "b")) == 2


def test_a_tone_has_its_style_and_its_sign():
    table = parsed(rows=(Row(cells=(Cell(text="ก"), Cell(text="ไม่บรรลุ", tone="bad"))),))
    row = named(table, "tr")[1]
    assert rows(table)[1][1] == "✗\u00a0ไม่บรรลุ"
    assert {style.getAttribute("w:val") for style in named(row, "rStyle")} == {"ToneBad"}


def test_numbers_stand_at_the_right():
    assert [side.getAttribute("w:val") for side in named(parsed(), "jc")] == ["right", "right"]


def test_a_small_table_has_small_text():
    styles = {style.getAttribute("w:val") for style in named(parsed(size="small"), "pStyle")}
    assert styles == {"TableTextSmall"}


def test_a_long_title_breaks_before_its_number():
    # Of 170 mm fourteen columns have 12 each, for five letters of 1.94 mm.
    columns = (Column(title="ผลปี\u00a02563"),) * 14
    cells = named(named(parsed(columns=columns, rows=()), "tr")[0], "tc")
    assert [len(named(cell, "br")) for cell in cells] == [1] * 14


def test_a_title_on_one_line_keeps_its_number():
    columns = (Column(title="ตัวชี้วัด"), Column(title="ผลปี 2563"))
    assert not named(parsed(columns=columns, rows=()), "br")
