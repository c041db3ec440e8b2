"""The notebooks of the plan and of the assessment, run as an analyst runs them."""

import json
import re

import pytest

from pmqa_analysis.blocks import Figure, Seal, Table, Title, notebook_blocks
from tests.notebooks.test_notebooks import ROOT, papermill

WITHOUT_RESULTS = "category 5 of the plan's year"
RUNS = {
    "plan of category 3": ("plan_progress", {"category": 3, "round": "6"}),
    "whole plan": ("plan_progress", {}),
    "plan in English": ("plan_progress", {"category": 2, "language": "en"}),
    "assessment of 2563": ("pmqa_assessment", {}),
    "brief of category 3": ("executive_brief", {"category": 3}),
    WITHOUT_RESULTS: ("category_analysis", {"fiscal_year": 2565, "category": 5}),
}


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("executed")
    found = {}
    for run, (name, parameters) in RUNS.items():
        output = folder / f"{run}.ipynb"
        done = papermill(name, output, ROOT, parameters)
        assert done.returncode == 0, done.stderr[-2000:]
        notebook = json.loads(output.read_text(encoding="utf-8"))
        found[run] = list(notebook_blocks(notebook))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS)
def test_a_notebook_ends_with_its_seal(executed, run):
    blocks = executed[run]
    assert [isinstance(block, Seal) for block in blocks] == [False] * (len(blocks) - 1) + [True]


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS)
def test_every_figure_shown_is_handed_over(executed, run):
    *blocks, seal = executed[run]
    handed = {result["id"] for result in seal.results}
    shown = {
        cell.result
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        if cell.result
    }
    assert shown <= handed
    # The year of the plan has no result: its report shows no table of them.
    assert bool(shown) == (run != WITHOUT_RESULTS)


@pytest.mark.slow
def test_a_year_without_results_says_so_once_and_why(executed):
    title, *blocks = executed[WITHOUT_RESULTS]
    assert "".join(run.text for run in title.answer) == (
        "ยังไม่มีผลของปีนี้ให้เทียบกับเป้าหมาย แผนพัฒนาองค์การมี 12 รายการ และยังไม่มีรายงานสถานะ"
    )
    headings = [block.text for block in blocks if block.kind == "heading"]
    assert "ค่าที่ไม่มีข้อมูล และเหตุผล" in headings
    assert not {"ผลลัพธ์เทียบกับเป้าหมาย", "ผลการดำเนินงานหลายปี", "สรุปรายตัวชี้วัด"} & {*headings}


@pytest.mark.slow
def test_the_plan_as_it_is_says_that_nothing_is_reported(executed):
    title = executed["plan of category 3"][0]
    assert isinstance(title, Title)
    assert "หมวด 3" in title.text
    assert "รอบ 6 เดือน" in title.text
    answer = "".join(run.text for run in title.answer)
    assert "ยังไม่มีรายงานสถานะ" in answer
    assert "24 รายการ" in answer


@pytest.mark.slow
def test_the_whole_plan_prints_counts_and_keeps_every_row_in_the_annex(executed):
    tables = [block for block in executed["whole plan"] if isinstance(block, Table)]
    printed = {table.name for table in tables if not table.annex}
    assert {"plan_progress", "workload", "coverage_counts", "plan_issue_counts"} <= printed
    annex = {table.name: table for table in tables if table.annex}
    assert {"requests", "plan_issues", "coverage", "plan_kpis"} <= set(annex)
    issues = [row for row in annex["plan_issues"].rows if row.kind == "data"]
    counted = next(table for table in tables if table.name == "plan_issue_counts")
    assert len(issues) == sum(int(row.cells[-1].text) for row in counted.rows)


@pytest.mark.slow
def test_one_category_prints_its_registers(executed):
    tables = [block for block in executed["plan of category 3"] if isinstance(block, Table)]
    assert {"requests", "plan_issues", "coverage", "responsibility_3"} <= {t.name for t in tables}
    assert not any(table.annex for table in tables)


@pytest.mark.slow
def test_one_category_has_one_chart(executed):
    charts = [block for block in executed["plan of category 3"] if isinstance(block, Figure)]
    assert [chart.name for chart in charts] == ["gantt_3_1"]


@pytest.mark.slow
def test_the_english_report_speaks_english(executed):
    title = executed["plan in English"][0]
    words = title.text + "".join(run.text for run in title.answer)
    assert not re.search("[\u0e00-\u0e7f]", words)


@pytest.mark.slow
def test_an_unassessed_year_shows_category_7_and_the_repeated_figures(executed):
    blocks = executed["assessment of 2563"]
    names = [block.name for block in blocks if isinstance(block, Table)]
    assert names == [
        "pmqa_standing",
        "pmqa_items",
        "pmqa_indicators",
        "pmqa_cross_check",
        "disagreements",
        "pmqa_cross_check_agreeing",
    ]
    assert [block.name for block in blocks if isinstance(block, Table) and block.annex] == [
        "pmqa_cross_check_agreeing"
    ]
    answer = "".join(run.text for run in blocks[0].answer)
    assert answer.startswith("ยังไม่มีการประเมินหมวดกระบวนการ")


@pytest.mark.slow
def test_the_brief_has_four_sections_and_one_table(executed):
    from pmqa_analysis.blocks import Heading

    blocks = executed["brief of category 3"]
    headings = [block for block in blocks if isinstance(block, Heading)]
    assert [heading.level for heading in headings] == [2, 2, 2, 2]
    assert [block.name for block in blocks if isinstance(block, Table)] == ["brief_standing"]


@pytest.mark.slow
def test_a_category_s_report_grows_by_its_plan(executed):
    blocks = executed["category 5 of the plan's year"]
    names = [block.name for block in blocks if isinstance(block, (Table, Figure))]
    assert {"gantt_5_1", "plan_kpis", "plan_surveys"} <= set(names)
    assert "pmqa_items" not in names
