"""LimeSurvey: codes as keys, texts as titles, who finished and who did not."""

import pytest

from pmqa_analysis.load.limesurvey import response_statuses
from tests.load.books import read, rows_of, saved, workbook

CODES = (
    '"id","submitdate","lastpage","startlanguage","startdate","token","Q1","Q2[SQ001]","Q2[SQ002]","Q3[other]"\n'
    '"1","2024-01-31 13:02:03","3","th","2024-01-31 13:00:00","abc","A1","5","4",""\n'
    '"2","","1","th","2024-01-31 14:00:00","def","-oth-","","","อื่น"\n'
    '"3","1980-01-01 00:00:00","3","th","1980-01-01 00:00:00","","A2","N/A","1",""\n'
)


def load(tiny, text, **options):
    (table,) = read(tiny, "l.csv", text, "limesurvey", **options)
    return table


def test_codes_are_keys_and_cells_unchanged(tiny):
    table = load(tiny, CODES)
    assert list(table.frame.columns)[-4:] == ["Q1", "Q2[SQ001]", "Q2[SQ002]", "Q3[other]"]
    assert rows_of(table)[3][6:] == ["-oth-", "", "", "อื่น"]


def test_completed_and_partial_responses_are_told(tiny):
    table = load(tiny, CODES)
    assert response_statuses(table).to_dict() == {2: "complete", 3: "partial", 4: "complete"}
    assert {"complete responses: 2", "partial responses: 1"} <= set(table.remarks)


def test_token_columns_are_told(tiny):
    assert "token columns: token" in load(tiny, CODES).remarks


def test_without_submitdate_nothing_is_known_of_completion(tiny):
    assert set(response_statuses(load(tiny, "id,Q1\n1,2\n"))) == {"unknown"}


def test_full_texts_keep_their_text_and_system_columns_get_their_code(tiny):
    table = load(tiny, "Response ID,Date submitted,Last page,พอใจเพียงใด [บริการ]\n1,,2,5\n")
    assert list(table.frame.columns) == ["id", "submitdate", "lastpage", "พอใจเพียงใด [บริการ]"]
    assert table.titles["submitdate"] == "Date submitted"


@pytest.mark.parametrize("name", ["l.csv", "l.xlsx"])
def test_code_and_text_become_key_and_title(tiny, name):
    header = ["id. Response ID", "Q2[SQ001]. พอใจเพียงใด [บริการ]", "Q3-oth-. อื่น ๆ"]
    content = (
        ",".join(header) + "\n1,5,x\n" if name == "l.csv" else saved(workbook(header, [1, 5, "x"]))
    )
    (table,) = read(tiny, name, content, "limesurvey")
    assert list(table.frame.columns) == ["id", "Q2[SQ001]", "Q3[other]"]
    assert table.titles["Q2[SQ001]"] == "Q2[SQ001]. พอใจเพียงใด [บริการ]"
    place = "l.csv:2" if name == "l.csv" else "l.xlsx ข้อมูล!B2"
    assert table.address(2, "Q2[SQ001]").startswith(place)


def test_a_row_of_codes_below_the_texts_is_taken(tiny):
    table = load(tiny, "Response ID\tวันที่ส่ง\tพอใจเพียงใด\nid\tsubmitdate\tQ1\n1\t\t5\n")
    assert rows_of(table) == {3: ["1", "", "5"]}
    assert table.titles["Q1"] == "พอใจเพียงใด"
    assert "codes in row 2" in table.remarks


def test_what_was_not_shown_is_declared_missing(tiny):
    table = load(tiny, CODES)
    assert table.missing == {"Q2[SQ001]": ("N/A",)}
    assert table.frame["Q2[SQ001]"].tolist() == ["5", "", "N/A"]
