"""The reports of fiscal years 2566 and 2567, built as the command builds them."""

import csv
import json
import re

import pytest
from pypdf import PdfReader

from pmqa_analysis.office import Office
from pmqa_analysis.publish.parameters import notebook_parameters
from tests.cli.runs import run_pmqa
from tests.offices import DATA

NOTEBOOKS = DATA.parent / "notebooks"
BUILT = {2566: ("hr_plan",), 2567: ("kpi_scorecard", "kpi_1_1", "framework_annexes", "unit_ict")}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Return the folder in which a report of each kind was built."""
    out = tmp_path_factory.mktemp("scorecards")
    for year, reports in BUILT.items():
        only = [part for report in reports for part in ("--only", report)]
        assert run_pmqa("--office", DATA, "run", year, "--out", out, "--notebooks", NOTEBOOKS,
                        *only) == 0  # fmt: skip
    return out


ALL = [(year, report) for year, reports in BUILT.items() for report in reports]


@pytest.fixture(params=ALL, ids=lambda one: one[1], scope="module")
def folder(request, outputs):
    year, report = request.param
    return outputs / str(year) / report


@pytest.mark.slow
class TestBuilt:
    def test_each_is_a_page_a_print_and_a_table_of_results(self, folder):
        names = {path.name for path in folder.iterdir()}
        assert {"report.html", "report.pdf", "results.csv", "notebook.ipynb", "done.json"} <= names

    def test_the_print_has_its_title_and_its_pages(self, folder):
        reader = PdfReader(folder / "report.pdf")
        done = json.loads((folder / "done.json").read_text(encoding="utf-8"))
        assert len(reader.pages) == done["pages"] > 1
        assert reader.metadata.title == done["title"]

    def test_no_figure_is_a_zero_for_want_of_a_report(self, folder):
        with (folder / "results.csv").open(encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        scores = [row for row in rows if row["statistic"].startswith(("score_m", "points_m"))]
        assert {row["status"] for row in scores} <= {"not_reported"}
        assert {row["value"] for row in scores} <= {""}

    def test_no_key_or_placeholder_is_left_in_the_page(self, folder):
        page = (folder / "report.html").read_text(encoding="utf-8")
        text = re.sub(r"<(style|svg)\b.*?</\1>|<[^>]+>", " ", page, flags=re.S)
        assert re.findall(r"\{[a-z_]+\}|\b(?:None|NaN|nan)\b", text) == []

    def test_nothing_is_said_to_be_simulated(self, folder):
        assert "ข้อมูลจำลอง" not in (folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.slow
class TestTold:
    def page(self, outputs, year, report):
        return (outputs / str(year) / report / "report.html").read_text(encoding="utf-8")

    def test_the_year_without_results_says_so_for_every_kpi(self, outputs):
        page = self.page(outputs, 2567, "kpi_scorecard")
        assert "ยังวัดไม่ได้ทั้ง" in page
        assert page.count("… ยังวัดไม่ได้") == 8

    def test_the_hr_plan_has_the_figures_that_are_printed(self, outputs):
        page = self.page(outputs, 2566, "hr_plan")
        assert "97.43" in page
        assert "95.13" in page
        assert "ระดับ AA" in page

    def test_green_office_grows_as_planned(self, outputs):
        page = re.sub(r"<[^>]+>", "", self.page(outputs, 2567, "framework_annexes"))
        assert "ปี 2566 5 → ปี 2567 11 → ปี 2568 19 จากทั้งหมด 19" in page
        assert page.count("✓ ระดับดีเยี่ยม (ทอง)") == 5


class TestSettings:
    def entries(self, year):
        return Office(DATA).settings(year).reports

    def test_there_is_a_sheet_for_each_kpi_and_a_list_for_each_unit(self):
        entries = self.entries(2567)
        kpis = [one.parameters["kpi"] for one in entries if one.notebook == "kpi_sheet"]
        units = [one.parameters["unit"] for one in entries if one.notebook == "unit_worklist"]
        assert kpis == ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4"]
        assert len(set(units)) == len(units) == 19

    def test_the_notebooks_of_2566_and_2567_are_those_of_scorecards(self):
        assert {one.notebook for one in self.entries(2567)} == {
            "kpi_scorecard", "kpi_sheet", "framework_annexes", "unit_worklist",
        }  # fmt: skip
        assert {one.notebook for one in self.entries(2566)} == {"hr_plan"}

    @pytest.mark.parametrize(
        ("notebook", "names"),
        [
            ("kpi_scorecard", ["fiscal_year", "framework", "round"]),
            ("kpi_sheet", ["fiscal_year", "framework", "kpi", "round"]),
            ("unit_worklist", ["fiscal_year", "framework", "unit", "round"]),
            ("hr_plan", ["fiscal_year", "framework", "round"]),
            ("framework_annexes", ["fiscal_year", "framework", "round"]),
        ],
    )
    def test_a_notebook_asks_for_framework_and_round(self, notebook, names):
        stored = json.loads((NOTEBOOKS / f"{notebook}.ipynb").read_text(encoding="utf-8"))
        declared = [one.name for one in notebook_parameters(stored, report=notebook)]
        assert declared == [*names, "language", "numerals"]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [(("kpi", "9.9"), "9.9"), (("unit", "XXX"), "XXX"), (("round", 13), "13")],
)
def test_a_parameter_that_the_framework_does_not_have_is_refused(senate, parameters, words):
    from pmqa_analysis.errors import SettingsError
    from pmqa_analysis.year import Year
    from tests.offices import refused

    name, value = parameters
    year = Year(senate.office, 2567)
    with refused(SettingsError, words):
        year.check_parameters({"framework": "agreement_2567", name: value})
