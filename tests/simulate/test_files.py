"""Files of each kind: the bytes, their mark, and what is refused."""

import csv
import io
import zipfile

import openpyxl
import pytest

from pmqa_analysis.errors import SettingsError
from tests.offices import refused
from tests.simulate.samples import BOOK, a_book, made

MARK = "ข้อมูลจำลอง"
PLACES = {
    "google_forms": "a.csv", "microsoft_forms": "a.xlsx", "limesurvey": "a.csv", "spss": "a.sav",
    "workbook": "a.xlsx", "csv": "a.csv",
}  # fmt: skip


def rows(export, encoding="utf-8", delimiter=","):
    text = io.StringIO(export.content.decode(encoding), newline="")
    return list(csv.reader(text, delimiter=delimiter))


def sheet(export):
    return openpyxl.load_workbook(io.BytesIO(export.content)).worksheets[0]


@pytest.mark.parametrize("kind", [*PLACES, "zsav"])
def test_the_same_seed_gives_the_same_bytes(kind):
    path = PLACES.get(kind, "a.zsav")
    own = {"kind": "spss" if kind == "zsav" else kind, "path": path, "messy": 5, "untidy": 0.1}
    assert made(**own).content == made(**own).content
    assert made(**own).content != made(**own, seed=2).content


def test_every_row_of_a_text_says_that_it_is_simulated():
    header, *body = rows(made("csv"))
    place = header.index(MARK)
    assert {row[place] for row in body} == {MARK}


def test_a_workbook_by_hand_says_so_above_below_and_in_its_properties():
    export = made("workbook", "a.xlsx")
    cells = [row for row in sheet(export).iter_rows(values_only=True) if any(row)]
    assert MARK in cells[0][0]
    assert MARK in cells[-1][0]
    assert MARK in openpyxl.load_workbook(io.BytesIO(export.content)).properties.title


def test_an_spss_file_says_so_in_its_label_and_note(tmp_path):
    import pyreadstat

    (tmp_path / "a.sav").write_bytes(made("spss", "a.sav").content)
    frame, meta = pyreadstat.read_sav(tmp_path / "a.sav", user_missing=True)
    assert meta.file_label == MARK
    assert meta.notes == [MARK]
    assert set(frame["simulated"]) == {MARK}
    assert meta.variable_value_labels["a_1"][5.0] == "มากที่สุด"
    assert meta.missing_ranges["a_1"] == [{"lo": 9.0, "hi": 9.0}]


def test_headers_of_two_rows_are_merged_over_their_columns():
    found = sheet(made("workbook", "a.xlsx"))
    titles = [cell.value for cell in found[4]]
    place = titles.index("ความพึงพอใจ") + 1
    assert titles[place : place + 8] == [None] * 8
    assert [found.cell(5, place + more).value for more in range(2)] == ["ข้อที่ 1", "ข้อที่ 2"]
    assert any(area.min_col == place and area.max_col == place + 8
               for area in found.merged_cells.ranges)  # fmt: skip


def test_google_writes_its_own_clock_and_joins_options_by_commas():
    header, *body = rows(made("google_forms", "a.csv"))
    assert all(row[header.index("ประทับเวลา")].endswith("M GMT+7") for row in body)
    joined = {row[header.index("ช่องทางที่ใช้")] for row in body}
    assert "เว็บไซต์, แอป, โทรศัพท์" in joined


def test_microsoft_ends_several_choices_with_a_semicolon():
    cells = list(sheet(made("microsoft_forms", "a.xlsx")).iter_rows(values_only=True))
    joined = {row[cells[0].index("ช่องทางที่ใช้")] for row in cells[1:]} - {None}
    assert joined == {"เว็บไซต์, แอป;", "โทรศัพท์;", "เว็บไซต์, แอป;โทรศัพท์;"}


@pytest.mark.parametrize(
    ("headings", "title"),
    [("codes", "A[SQ001]"), ("texts", "ความพึงพอใจ [ข้อที่ 1]"),
     ("both", "A[SQ001]. ความพึงพอใจ [ข้อที่ 1]")],
)  # fmt: skip
def test_limesurvey_has_its_three_headings(headings, title):
    header, *body = rows(made("limesurvey", "a.csv", headings=headings))
    cell = body[0][header.index(title)]
    assert cell in ({"1", "2", "3", "4", "5", "9", ""} if headings != "texts" else
                    {*(code["th"] for code in BOOK["scales"][0]["codes"]), ""})  # fmt: skip
    assert ("C[SQ001]" in header) == (headings == "codes")


def test_an_encoding_and_a_delimiter_are_kept():
    assert made("csv", "a.tsv", encoding="utf-16").content.startswith(b"\xff\xfe")
    assert made("csv", encoding="utf-8-sig").content.startswith(b"\xef\xbb\xbf")
    header = rows(made("csv", encoding="cp874", delimiter=";"), "cp874", ";")[0]
    assert "เลขที่" in header


def test_a_letter_that_an_encoding_lacks_is_named():
    sex, kind = BOOK["groups"]
    strange = [{"code": "f", "th": "女"}, {"code": "m", "th": "ชาย"}]
    groups = [{**sex, "categories": strange}, kind]
    with refused(SettingsError, "cp874", "女"):
        made("csv", encoding="cp874", book=a_book(groups=groups))


def test_an_unknown_encoding_is_refused():
    with refused(SettingsError, "latin-9", "utf-8"):
        made("csv", encoding="latin-9")


def test_a_codebook_that_sets_no_column_aside_for_the_mark_is_refused():
    with refused(SettingsError, "small", MARK, "ignored"):
        made("csv", book=a_book(ignored=[]))


def test_limesurvey_needs_codes():
    groups = [{key: value for key, value in one.items() if key != "keys"}
              for one in BOOK["groups"]]  # fmt: skip
    with refused(SettingsError, "sex", "Q1[SQ001]"):
        made("limesurvey", book=a_book(groups=groups))


def test_a_workbook_holds_no_clock():
    with zipfile.ZipFile(io.BytesIO(made("workbook", "a.xlsx").content)) as container:
        assert {one.date_time for one in container.infolist()} == {(2020, 1, 1, 0, 0, 0)}
        assert container.read("docProps/core.xml").count(b"2020-01-01T00:00:00Z") == 2


@pytest.mark.parametrize(("source", "year"), [("paper", 2567), ("csv", 2560)])
def test_what_the_codebook_does_not_have_is_refused(source, year):
    from pmqa_analysis.simulate import PlannedExport, simulate_export
    from tests.simulate.samples import a_plan

    with refused(SettingsError, "small"):
        simulate_export(a_book(), a_plan(), PlannedExport(source=source), year)


def test_a_source_without_a_file_is_told():
    sources = [{"id": "csv", "name_th": "ก", "kind": "csv"}]
    from pmqa_analysis.simulate import PlannedExport, simulate_export
    from tests.simulate.samples import a_plan

    with refused(SettingsError, "small", "2567", "--out"):
        simulate_export(a_book(sources=sources), a_plan(), PlannedExport(source="csv"), 2567)
