"""The analyst's door: what may be asked, what is shown, and what the seal hands over."""

import json
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from pmqa_analysis.blocks import Figure, Heading, Passage, Seal, Table, Title
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.report import Report, open_report, open_year
from tests.offices import DATA, RESULTS, figure, figures, refused, write_office

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
REPORTS = [("category_analysis", number) for number in range(1, 8)]
REPORTS += [("satisfaction_comparison", None), ("annual_results", None)]


@pytest.fixture(autouse=True)
def _the_office(monkeypatch):
    monkeypatch.setenv("PMQA_OFFICE", str(DATA))
    monkeypatch.setattr("IPython.display.display", lambda block: None)
    # What a chart looks like is tested elsewhere; drawing it here would take a minute.
    monkeypatch.setattr("matplotlib.figure.Figure.savefig", draw_nothing)


def draw_nothing(_, file, *, format, **__):  # noqa: A002
    """Write the smallest drawing of that kind."""
    if format == "png":
        Image.new("RGB", (1, 1)).save(file, "png")
    else:
        file.write(b"<svg></svg>")


@cache
def run_cells(notebook, category=None, language="th", numerals="arabic"):
    """Run a notebook's cells here and return the sealed report."""
    given = {"language": language, "numerals": numerals} | (
        {"category": category} if category else {}
    )
    names = {}
    for cell in json.loads((NOTEBOOKS / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
            if "parameters" in cell["metadata"].get("tags", ()):
                names |= given
    return names["report"]


def blocks_of(report):
    return report._shown[:-1]


def seal_of(report):
    seal = report._shown[-1]
    assert isinstance(seal, Seal)
    return seal


def runs_of(block):
    return getattr(block, "answer", ()) or getattr(block, "runs", ())


def tables_of(block):
    return (
        [block]
        if isinstance(block, Table)
        else [block.numbers]
        if isinstance(block, Figure)
        else []
    )


def cells_of(block):
    return [cell for table in tables_of(block) for row in table.rows for cell in row.cells]


def shown_pieces(report):
    """Return every (text, id) that carries a result's id, in sentences and cells."""
    return [
        (piece.text, piece.result)
        for block in blocks_of(report)
        for piece in (*runs_of(block), *cells_of(block))
        if piece.result
    ]


@cache
def known_names(language):
    """Return all names and codes that the office's own tables hold, the longest first."""
    year = open_year(2563, office=DATA)
    register = year.register
    parts = [*register.measures.values(), *register.groups.values(), *register.items.values(),
             *register.categories.values(), *register.sections.values(), *register.cautions,
             *register.documents.values(), *year.data.claims]  # fmt: skip
    texts = {str(text) for part in parts for text in part.model_dump().values() if text}
    with_digits = {text for text in texts if re.search(r"\d", text)}
    return sorted((text for text in with_digits if not re.fullmatch(r"[\d, -]+", text)),
                  key=len, reverse=True)  # fmt: skip


def left_over(text, language):
    """Return the numbers of a text that are neither a name, a code, a year nor a line."""
    for name in known_names(language):
        text = text.replace(name, " ")
    text = re.sub(r"\b7\.[1-6](?:\.[1-5])?\b|\b[1-6]\.[1-4]\b", " ", text)  # codes
    text = re.sub(r"\b25[67]\d\b", " ", text)  # years
    text = re.sub(r"(?:บรรทัด|line|lines) \d+", " ", text)
    text = re.sub(r"(?:หมวด|category|ส่วนที่|Part)[ \u00a0][1-7]\b", " ", text)
    return re.findall(r"[\d๐-๙]+(?:\.\d+)?", text.replace("PMQA 4.0", " "))


@pytest.mark.parametrize("numerals", ["arabic", "thai"])
def test_a_report_opens_in_thai(numerals):
    report = open_report("category_analysis", 2563, numerals=numerals)
    assert isinstance(report, Report)
    assert report.words.numerals == numerals


def test_a_fiscal_year_may_be_given_in_thai_digits():
    assert open_report("a", "๒๕๖๓").fiscal_year == 2563


@pytest.mark.parametrize(
    ("choice", "known"),
    [({"language": "de"}, "th, en"), ({"numerals": "roman"}, "arabic, thai"),
     ({"language": "TH"}, "th, en"), ({"language": ""}, "th, en")],
)  # fmt: skip
def test_a_choice_that_there_is_not_is_refused_with_those_there_are(choice, known):
    with refused(SettingsError, known):
        open_report("category_analysis", 2563, **choice)


@pytest.mark.parametrize(("year", "meant"), [(2020, "2563"), ("63", ""), ("", ""), (1, "")])
def test_a_year_that_is_no_fiscal_year_is_refused(year, meant):
    with refused(SettingsError, meant):
        open_year(year, office=DATA)


def test_a_year_without_settings_is_refused_with_the_years_there_are():
    with refused(SettingsError, "settings/2562.yml", "2563"):
        open_year(2562, office=DATA)


def test_a_folder_that_is_no_office_is_refused(tmp_path):
    with refused(SettingsError, str(tmp_path)):
        open_year(2563, office=tmp_path)


@pytest.mark.parametrize("number", [0, 8, -1])
def test_a_category_that_there_is_not_is_refused_with_those_there_are(senate, number):
    with refused(SettingsError, str(number), "1, 2, 3, 4, 5, 6, 7"):
        senate.category(number)


@pytest.mark.parametrize("year", [2560, 2563, 2564])
def test_a_year_that_is_not_shown_cannot_be_compared_with(senate, year):
    with refused(SettingsError, str(year), "2561, 2562"):
        senate.compare_years(senate.surveys("satisfaction"), [year])


def test_a_category_without_measures_is_refused(tmp_path):
    path = "reference/category_measures.csv"
    header = "category,measure,document,line\n"
    office = write_office(tmp_path / "office", {path: header})
    with refused(SettingsError, path):
        open_year(2563, office=office.folder).category(1)


def test_7_6_3_belongs_to_no_process_category(senate):
    members = [{item.measure.measure for item in senate.category(n)} for n in range(1, 7)]
    assert not any("7.6.3" in measures for measures in members)
    assert len(set().union(*members)) == 29


def test_a_frame_of_no_indicator_is_empty(senate):
    assert senate.frame([]).empty


def test_a_frame_has_na_for_a_value_that_there_is_not(senate):
    frame = senate.frame(senate.category(2))
    assert frame.loc["7.1.2", ["target", "2561", "2562", "2563"]].tolist() == [
        "3,000", "4,691", "2,903", "3,757",
    ]  # fmt: skip
    assert pd.isna(frame.loc["7.1.5", "2561"])


@pytest.mark.parametrize(("notebook", "category"), REPORTS)
def test_the_seal_has_every_result_shown_and_no_other(notebook, category):
    report = run_cells(notebook, category)
    sealed = [row["id"] for row in seal_of(report).results]
    assert len(sealed) == len(set(sealed))
    assert set(sealed) == {result for _, result in shown_pieces(report)}


@pytest.mark.parametrize(("notebook", "category"), REPORTS)
def test_a_result_has_the_same_text_wherever_it_is_shown(notebook, category):
    report = run_cells(notebook, category)
    shown = {row["id"]: (row["shown"], row["unit"]) for row in seal_of(report).results}
    disagreeing = {
        cell.result
        for block in blocks_of(report)
        if getattr(block, "name", "") == "disagreements"
        for cell in cells_of(block)
    }
    wrong = [
        (text, result)
        for text, result in shown_pieces(report)
        if text != shown[result][0]
        # This table shows the figure with its place, or the unit where units differ.
        if not (result in disagreeing and any(part in text for part in shown[result]))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(("notebook", "category"), REPORTS)
def test_every_number_in_a_sentence_is_a_result_with_an_id(notebook, category, language):
    report = run_cells(notebook, category, language)
    found = {
        number: run.text
        for block in blocks_of(report)
        for run in runs_of(block)
        if run.result is None
        for number in left_over(run.text, language)
    }
    # Settings of the year, printed with the rules: decimals, percent of target, overshoot.
    assert {
        number: text for number, text in found.items() if number not in {"2", "100", "200"}
    } == {}


@pytest.mark.parametrize(("notebook", "category"), REPORTS)
def test_every_number_in_a_cell_is_a_result_with_an_id(notebook, category):
    report = run_cells(notebook, category)
    found = [
        (cell.text, block.name)
        for block in blocks_of(report)
        for cell in cells_of(block)
        if cell.result is None and left_over(cell.text, "th")
    ]
    ranks = [text for text, name in found if name == "ranked_changes"]
    assert ranks == ([str(rank) for rank in range(1, 11)] if notebook == "annual_results" else [])
    assert [pair for pair in found if pair[1] != "ranked_changes"] == []


@pytest.mark.parametrize(("notebook", "category"), REPORTS)
def test_thai_numerals_leave_no_arabic_digit_on_the_page(notebook, category):
    report = run_cells(notebook, category, numerals="thai")
    texts = [piece.text for block in blocks_of(report)
             for piece in (*runs_of(block), *cells_of(block))]  # fmt: skip
    texts += [text for block in blocks_of(report) for text in headlines(block)]
    texts += [*seal_of(report).sources, seal_of(report).title]
    left = [
        text
        for text in texts
        if re.search(r"[0-9]", re.sub(r"[A-Za-z][\w./-]*( \d\.\d)?", "", text))
    ]
    assert left == []


def headlines(block):
    match block:
        case Title():
            return [block.text, block.subtitle]
        case Heading():
            return [block.text]
        case Table() | Figure():
            titles = [text for table in tables_of(block) for column in table.columns
                      for text in (column.title, column.group)]  # fmt: skip
            return [block.caption, *block.notes, *titles, getattr(block, "alt", "")]
    return []


def test_the_seal_of_an_english_report_has_arabic_numerals_and_english_words():
    seal = seal_of(run_cells("category_analysis", 2, "en", "thai"))
    assert (seal.language, seal.numerals) == ("en", "arabic")
    assert seal.words["table"] == "Table"
    assert seal.office == "The Secretariat of the Senate"
    assert not re.search("[๐-๙]", seal.model_dump_json())


def test_the_seal_of_a_report_in_thai_numerals_says_so():
    seal = seal_of(run_cells("category_analysis", 2, "th", "thai"))
    assert (seal.language, seal.numerals) == ("th", "thai")
    assert {row["id"]: row["shown"] for row in seal.results}["2563/7.1.2/actual"] == "๓,๗๕๗"


def test_the_exact_value_stays_in_arabic_digits_whatever_is_shown():
    seal = seal_of(run_cells("category_analysis", 2, "th", "thai"))
    values = {row["id"]: row["value"] for row in seal.results}
    assert values["2563/7.1.2/actual"] == "3757"
    assert values["2563/7.1.2/percent_of_target"] == "3757/30"


def test_the_sources_name_the_document_and_its_lines():
    seal = seal_of(run_cells("category_analysis", 4))
    assert seal.sources == (
        "รายงานผลการดำเนินการพัฒนาองค์การสู่ระบบราชการ 4.0 (Application Report)"
        " (บรรทัดที่ 2551, 2567 ของข้อความในเอกสาร)",
    )


def test_a_range_of_lines_is_a_source_too(tmp_path, monkeypatch):
    rows = [figure("7.1.1", "target", "2563", "5", line="100-102"),
            figure("7.1.1", "actual", "2563", "6", line="20")]  # fmt: skip
    changes = {
        RESULTS: figures(*rows),
        "reference/documents.csv": "document,title_th,title_en,fiscal_year,text_sha256,note\n"
        "doc,รายงาน,Report,2563,,\n",
    }
    office = write_office(tmp_path / "office", changes)
    monkeypatch.setenv("PMQA_OFFICE", str(office.folder))
    report = open_report("a", 2563)
    results = report.category(1)
    item, words = results[1], report.words
    report.show(words.passage(words.quantity(item.target, item.measure)))
    report.show(words.passage(words.quantity(item.actual, item.measure)))
    assert report.sources() == ("รายงาน (บรรทัดที่ 20, 100 – 102 ของข้อความในเอกสาร)",)


def test_nothing_shown_has_no_sources():
    assert open_report("a", 2563).sources() == ()


def test_what_is_shown_is_displayed_in_order_and_nothing_is_shown_for_none(monkeypatch):
    seen = []
    monkeypatch.setattr("IPython.display.display", seen.append)
    report = open_report("a", 2563)
    say = report.words.heading
    report.show(say("trend"), None, (block for block in [say("method"), None] if block))
    assert [block.text for block in seen] == ["ผลการดำเนินงานหลายปี", "วิธีการและกติกาที่ใช้"]
    assert all(isinstance(block, Heading) for block in seen)


def test_a_figure_of_no_known_result_cannot_be_sealed():
    report = open_report("a", 2563)
    run = {"text": "5", "result": "2563/9.9.9/actual"}
    report.show(Passage(runs=(run,)))
    with pytest.raises(KeyError, match=r"9\.9\.9"):
        report.seal()


def test_the_seal_names_the_files_that_were_read():
    seal = seal_of(run_cells("annual_results"))
    assert {RESULTS, "settings/2563.yml", "office.yml", "corrections.yml"} <= set(seal.inputs)
    read = {path: digest for path, digest in seal.inputs.items() if digest}
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in read.values())
    assert not any(Path("data", path).exists() for path in seal.inputs if path not in read)


def test_the_office_may_stand_anywhere_above_the_place_of_work(monkeypatch):
    monkeypatch.delenv("PMQA_OFFICE")
    monkeypatch.chdir(NOTEBOOKS)
    assert open_year(2563).office.card.id == "senate"


def test_an_office_in_its_first_year_can_be_explored(tmp_path):
    changes = {"settings/2563.yml": "fiscal_year: 2563\nhistory: []\n"
               "inputs: {results: raw/2563/results.csv}\n"
               "reports: [{id: a, notebook: annual_results}]\n"}  # fmt: skip
    office = write_office(tmp_path / "office", changes)
    year = open_year(2563, office=office.folder)
    assert year.last_year is None
    assert [item.last_year for item in year.indicators()] == [None] * 4


@pytest.mark.parametrize("notebook", ["annual_results", "category_analysis"])
def test_an_office_in_its_first_year_has_its_report(tmp_path, monkeypatch, notebook):
    changes = {"settings/2563.yml": "fiscal_year: 2563\nhistory: []\n"
               "inputs: {results: raw/2563/results.csv}\n"
               "reports: [{id: a, notebook: annual_results}]\n"}  # fmt: skip
    office = write_office(tmp_path / "office", changes)
    monkeypatch.setenv("PMQA_OFFICE", str(office.folder))
    report = run_cells.__wrapped__(notebook, 1 if notebook == "category_analysis" else None)
    assert seal_of(report).office == "สำนักงานจำลอง"
    text = " ".join(run.text for block in blocks_of(report) for run in runs_of(block))
    assert "2562" not in text
    assert "None" not in text


@pytest.mark.parametrize("notebook", ["annual_results", "satisfaction_comparison"])
def test_an_office_without_surveys_and_without_last_year_s_figures_has_its_report(
    tmp_path, monkeypatch, notebook
):
    office = write_office(
        tmp_path / "office", {RESULTS: figures(figure("7.1.1", "actual", "2563", "6"))}
    )
    monkeypatch.setenv("PMQA_OFFICE", str(office.folder))
    assert seal_of(run_cells.__wrapped__(notebook)).report == notebook
