"""``pmqa template``: a workbook to type into, which the readers take as it is."""

import openpyxl
import pytest
import yaml

from pmqa_analysis.cli import templates
from tests.clean.surveys.samples import SPEED
from tests.year.offices import book, opened, survey_office

SOURCES = [{"id": "paper", "name_th": "กระดาษ", "kind": "workbook", "path": "raw/{year}/p.xlsx"}]
LABELS = ["มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด", "ไม่มีความเห็น"]
ANSWERS = {"ประทับเวลา": "31/01/2567", "รหัส": "001", "ยินยอม": "ยินยอม", "เพศ": "หญิง", SPEED: "มาก"}


@pytest.fixture
def sheet(pmqa, tmp_path):
    """Return a function that writes the template of the small survey and opens it."""

    def write(**parts):
        survey_office(tmp_path, book=book(**parts))
        out = tmp_path / "t.xlsx"
        code, _, err = pmqa("--office", tmp_path, "template", "small", "--out", out)
        assert (code, err) == (0, "")
        return openpyxl.load_workbook(out)

    return write


def lists_of(workbook):
    """Return the allowed texts of each column of the first sheet that has a list."""
    entry = workbook.worksheets[0]
    found = {}
    for rule in entry.data_validations.dataValidation:
        name, _, cells = rule.formula1.partition("!")
        column = workbook[name.strip("'")][cells.replace("$", "")]
        letter = str(rule.sqref).partition(":")[0]
        found[entry[letter.rstrip("0123456789") + "1"].value] = [cell.value for (cell,) in column]
    return found


def test_each_question_is_a_column_and_none_that_is_ignored(sheet):
    header = [cell.value for cell in sheet().worksheets[0][1]]
    assert header == ["ประทับเวลา", "รหัส", "ยินยอม", "เพศ", SPEED, "ความสุภาพของเจ้าหน้าที่",
                      "ช่องทาง", "ข้อเสนอแนะ"]  # fmt: skip


def test_a_closed_question_takes_the_answers_of_the_codebook_only(sheet):
    lists = lists_of(sheet())
    assert lists[SPEED] == LABELS
    assert lists["เพศ"] == ["หญิง", "ชาย"]
    assert lists["ยินยอม"] == ["ยินยอม"]
    assert "ข้อเสนอแนะ" not in lists


def test_cells_are_text_so_that_ids_keep_their_zeros(sheet):
    assert sheet().worksheets[0]["B2"].number_format == "@"


def test_options_with_their_own_columns_take_chosen_or_not(sheet):
    options = [{"code": "a", "th": "ก", "titles": ["ช่อง [ก]"]}]
    via = {"id": "via", "name_th": "ช่อง", "identifier": "plain", "options": options}
    assert lists_of(sheet(multi_selects=[via]))["ช่อง [ก]"] == ["Y", "N"]


def test_what_is_typed_in_is_read_back(sheet, tmp_path):
    workbook = sheet(sources=SOURCES)
    entry = workbook.worksheets[0]
    titles = [cell.value for cell in entry[1]]
    for title, text in ANSWERS.items():
        entry.cell(2, titles.index(title) + 1, text)
    (tmp_path / "raw" / "2567").mkdir(parents=True, exist_ok=True)
    workbook.save(tmp_path / "raw" / "2567" / "p.xlsx")
    own = {**yaml.safe_load(book(sources=SOURCES)), "ignored": []}
    survey = opened(tmp_path, book=yaml.safe_dump(own, allow_unicode=True)).open("small")
    row = survey.responses.iloc[0]
    assert (row["respondent"], row["sex"], row["speed"]) == ("001", "f", 4)
    assert survey.responses.index.tolist() == ["raw/2567/p.xlsx คำตอบ!2"]
    assert survey.issues == ()


def test_two_runs_write_the_same_bytes(pmqa, tmp_path):
    survey_office(tmp_path)
    for name in ("a.xlsx", "b.xlsx"):
        pmqa("--office", tmp_path, "template", "small", "--out", tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_simulated_office_says_so_on_its_sheet(sheet):
    assert "ข้อมูลจำลอง" in sheet().worksheets[0]["A1"].comment.text


def test_a_file_that_is_there_is_not_overwritten(pmqa, tmp_path):
    survey_office(tmp_path)
    (tmp_path / "t.xlsx").write_bytes(b"typed in")
    code, _, err = pmqa("--office", tmp_path, "template", "small", "--out", tmp_path / "t.xlsx")
    assert (code, (tmp_path / "t.xlsx").read_bytes()) == (2, b"typed in")
    assert "t.xlsx" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["smal"], ["smal", "small"]), (["small", "2560"], ["2560", "2567"]),
     (["small", "2024"], ["2567"])],
)  # fmt: skip
def test_an_unknown_subject_or_year_is_wrong_use(pmqa, tmp_path, arguments, words):
    survey_office(tmp_path)
    out = tmp_path / "t.xlsx"
    code, _, err = pmqa("--office", tmp_path, "template", *arguments, "--out", out)
    assert (code, out.exists()) == (2, False)
    assert [word for word in words if word not in err] == []


def test_other_subjects_have_their_own_writers(pmqa, tmp_path, monkeypatch):
    def other(office, year):
        book = openpyxl.Workbook()
        book.active["A1"] = year
        return book

    monkeypatch.setattr(templates, "SUBJECTS", {"other": other})
    survey_office(tmp_path)
    out = tmp_path / "k.xlsx"
    assert pmqa("--office", tmp_path, "template", "other", "2567", "--out", out)[0] == 0
    assert openpyxl.load_workbook(out).active["A1"].value == 2567
