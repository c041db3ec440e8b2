"""The notebooks as an analyst and as papermill run them: from both places, in both languages."""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pmqa_analysis.blocks import MIME_PREFIX, Figure, Seal, Title, notebook_blocks

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
NAMES = ("category_analysis", "satisfaction_comparison", "annual_results", "form6")
RUNS = {
    **{f"{name} from the root": (name, ROOT, {}) for name in NAMES},
    **{f"{name} from notebooks": (name, NOTEBOOKS, {}) for name in NAMES},
    **{f"{name} in English": (name, NOTEBOOKS, {"language": "en"}) for name in NAMES},
    "category_analysis in Thai numerals": (NAMES[0], ROOT, {"numerals": "thai", "category": 2}),
}


def papermill(name, output, folder, parameters, *options):
    """Run a notebook by papermill's command, as it stands in ``folder``."""
    given = [word for pair in parameters.items() for word in ("-p", *map(str, pair))]
    notebook = os.path.relpath(NOTEBOOKS / f"{name}.ipynb", folder)
    command = [sys.executable, "-m", "papermill", notebook, str(output), *given, *options]
    environment = {key: text for key, text in os.environ.items() if key != "PMQA_OFFICE"}
    return subprocess.run(
        [*command, "--no-progress-bar", "--log-output"], cwd=folder, env=environment,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """Return every run's notebook by its name; two run at once."""
    folder = tmp_path_factory.mktemp("executed")

    def execute(run):
        name, place, parameters = RUNS[run]
        output = folder / f"{run}.ipynb"
        done = papermill(name, output, place, parameters)
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(output.read_text(encoding="utf-8"))

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(RUNS, pool.map(execute, RUNS), strict=True))


def outputs(notebook):
    return [output for cell in notebook["cells"] for output in cell.get("outputs", ())]


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS)
def test_a_notebook_runs_from_top_to_bottom_and_ends_with_its_seal(executed, run):
    blocks = list(notebook_blocks(executed[run]))
    assert [isinstance(block, Seal) for block in blocks] == [False] * (len(blocks) - 1) + [True]
    assert len(blocks) > 10


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS)
def test_every_output_is_a_block_and_nothing_else(executed, run):
    for output in outputs(executed[run]):
        assert output["output_type"] == "display_data", output
        kinds = set(output["data"]) - {"text/html", "text/plain"}
        assert len(kinds) == 1
        assert kinds.pop().startswith(MIME_PREFIX)


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS)
def test_no_raw_data_frame_is_shown(executed, run):
    assert "dataframe" not in json.dumps(outputs(executed[run]))


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS)
def test_no_path_of_the_machine_is_in_an_output(executed, run):
    text = json.dumps(outputs(executed[run]), ensure_ascii=False)
    assert str(ROOT) not in text
    assert re.findall(r"(?:/home/|/tmp/|/work/|/Users/|[A-Z]:\\\\)[\w./-]*", text) == []


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS)
def test_the_html_in_a_notebook_has_no_script_and_no_address(executed, run):
    html = " ".join("".join(output["data"]["text/html"]) for output in outputs(executed[run]))
    assert "<script" not in html
    assert "http" not in html


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_gives_the_same_blocks_from_both_places(executed, name):
    first, second = (executed[f"{name} from {place}"] for place in ("the root", "notebooks"))
    assert list(notebook_blocks(first)) == list(notebook_blocks(second))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_speaks_english_where_asked(executed, name):
    title = next(notebook_blocks(executed[f"{name} in English"]))
    assert isinstance(title, Title)
    assert not re.search("[\u0e00-\u0e7f]", title.text + "".join(run.text for run in title.answer))


@pytest.mark.slow
def test_the_first_block_is_the_computed_answer(executed):
    title = next(notebook_blocks(executed["category_analysis in Thai numerals"]))
    assert "".join(run.text for run in title.answer).startswith("บรรลุเป้าหมาย ๕ จาก ๕ ตัวชี้วัด")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES[:2])
def test_every_chart_in_a_notebook_has_its_numbers_and_its_alternative_text(executed, name):
    charts = [
        block
        for block in notebook_blocks(executed[f"{name} from the root"])
        if isinstance(block, Figure)
    ]
    assert charts
    assert all(chart.alt and chart.numbers.rows for chart in charts)


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"categry": 3}, "“category”"),
        ({"category": "seven"}, "category"),
        ({"language": "de"}, "language"),
        ({"category": 1.5}, "category"),
    ],
)
def test_our_engine_refuses_a_parameter_before_anything_runs(tmp_path, parameters, told):
    done = papermill(NAMES[0], tmp_path / "out.ipynb", ROOT, parameters, "--engine", "pmqa")
    assert done.returncode != 0
    assert told in done.stderr
    assert "ระบุ" in done.stderr or "โปรดแก้" in done.stderr
    executed = [
        cell
        for path in tmp_path.glob("*.ipynb")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell.get("execution_count")
    ]
    assert executed == []


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_stored_without_outputs_and_counts(name):
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"]] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_s_parameters_are_typed_and_commented(name):
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    (cell,) = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", ())]
    lines = "".join(cell["source"]).splitlines()
    assert lines[0].startswith("fiscal_year: int = 2563")
    assert all(re.fullmatch(r"\w+: [\w\[\]]+ = .+  # \S.+", line) for line in lines)
