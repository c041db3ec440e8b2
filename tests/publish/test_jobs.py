import subprocess
import sys

import pytest

from pmqa_analysis.errors import Faults, SettingsError
from pmqa_analysis.publish.jobs import Job, plan_jobs
from tests.publish.tiny import an_office, write_notebook

TWO = """
  - {id: first, notebook: one, parameters: {language: en}}
  - {id: second, notebook: one, max_pages: 5}
"""


def plan(tmp_path, reports=TWO, only=None, parameters=None):
    office = an_office(tmp_path / "data", reports)
    kept = {} if parameters is None else {"parameters": parameters}
    write_notebook(tmp_path / "notebooks" / "one.ipynb", **kept)
    settings = office.settings(2563)
    return plan_jobs(office, settings, tmp_path / "notebooks", tmp_path / "out", only)


def test_each_report_of_the_year_becomes_a_job_in_the_order_of_the_settings(tmp_path):
    first, second = plan(tmp_path)
    assert (first.report, second.report, second.max_pages) == ("first", "second", 5)
    assert first.target == tmp_path / "out" / "2563" / "first"
    assert first.office == "tiny"


def test_the_year_of_the_settings_is_given_to_the_notebook(tmp_path):
    (job, _) = plan(tmp_path, parameters='fiscal_year: int = 2560\nlanguage: str = "th"')
    assert job.parameters == {"fiscal_year": 2563, "language": "en"}


def test_a_notebook_without_a_fiscal_year_gets_none(tmp_path):
    jobs = plan(tmp_path, parameters='language: str = "th"')
    assert [job.parameters for job in jobs] == [{"language": "en"}, {"language": "th"}]


def test_settings_of_one_year_cannot_ask_for_another(tmp_path):
    reports = "\n  - {id: first, notebook: one, parameters: {fiscal_year: 2562}}\n"
    with pytest.raises(SettingsError, match="fiscal_year is 2562, but these are the settings"):
        plan(tmp_path, reports)


def test_the_year_may_stand_in_thai_digits(tmp_path):
    reports = "\n  - {id: first, notebook: one, parameters: {fiscal_year: ๒๕๖๓}}\n"
    (job,) = plan(tmp_path, reports)
    assert job.parameters["fiscal_year"] == 2563


def test_a_report_s_name_fits_into_a_file_s_name(tmp_path):
    with pytest.raises(SettingsError, match="at most 100 characters"):
        plan(tmp_path, f"\n  - {{id: {'a' * 101}, notebook: one}}\n")


def test_only_takes_the_id_of_a_report(tmp_path):
    assert [job.report for job in plan(tmp_path, only="second")] == ["second"]


def test_only_takes_the_name_of_a_notebook_and_means_all_its_reports(tmp_path):
    assert [job.report for job in plan(tmp_path, only=["one"])] == ["first", "second"]


def test_an_unknown_report_is_refused_with_its_near_miss(tmp_path):
    with pytest.raises(SettingsError, match=r"no report “secnd”\. Did you mean “second”"):
        plan(tmp_path, only="secnd")


def test_all_faults_of_all_reports_are_told_together(tmp_path):
    reports = """
  - {id: first, notebook: one, parameters: {langauge: en}}
  - {id: second, notebook: gone}
  - {id: third, notebook: one, parameters: {language: 7}}
"""
    with pytest.raises(Faults) as caught:
        plan(tmp_path, reports)
    text = str(caught.value)
    assert all(word in text for word in ("langauge", "gone.ipynb", "7 (int)"))
    assert caught.value.exit_code == 2


def test_a_job_survives_its_way_through_a_file(tmp_path):
    (job, _) = plan(tmp_path)
    assert Job.model_validate_json(job.model_dump_json()) == job


def test_planning_needs_none_of_the_heavy_libraries():
    code = (
        "import sys, pmqa_analysis.publish.jobs as _\n"
        "heavy = {'papermill', 'nbformat', 'nbconvert', 'typst', 'pandas'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
