import hashlib
import platform
from pathlib import Path

import pmqa_analysis
from pmqa_analysis.publish import origin
from pmqa_analysis.publish.origin import code_of, environment, package_digest
from tests.publish.tiny import write_notebook

PACKAGE = Path(pmqa_analysis.__file__).parent


def test_the_code_of_a_report_is_what_its_notebook_and_its_writers_import(tmp_path):
    code = code_of(write_notebook(tmp_path / "tiny.ipynb"))
    for path in ("publish/worker.py", "publish/pdf.py", "blocks/model.py", "errors.py",
                 "assets/typst/report.typ", "assets/fonts/Sarabun-Regular.ttf"):  # fmt: skip
        expected = hashlib.sha256((PACKAGE / path).read_bytes()).hexdigest()
        assert code[f"pmqa_analysis/{path}"] == expected


def test_what_the_notebook_does_not_reach_is_none_of_its_code(tmp_path):
    code = code_of(write_notebook(tmp_path / "tiny.ipynb"))
    assert not [path for path in code if path.startswith("pmqa_analysis/cli/")]
    assert "pmqa_analysis/report.py" not in code


def test_a_notebook_that_opens_a_year_reaches_what_makes_its_figures(tmp_path):
    cell = "from pmqa_analysis.report import open_report"
    code = code_of(write_notebook(tmp_path / "tiny.ipynb", cell))
    reached = ("report.py", "year/year.py", "assess/rules.py", "load/tables.py", "clean/year.py")
    assert {f"pmqa_analysis/{path}" for path in reached} <= set(code)


def test_where_modules_are_found_by_a_text_all_beside_the_notebook_are_code(tmp_path):
    (tmp_path / "mine").mkdir()
    for name in ("mine/deep.py", "other.py"):
        (tmp_path / name).write_text("", encoding="utf-8")
    cell = "import importlib\nimportlib.import_module('mi' + 'ne.deep')"
    code = code_of(write_notebook(tmp_path / "tiny.ipynb", cell))
    assert [path for path in code if path.startswith("./")] == ["./mine/deep.py", "./other.py"]


def test_a_module_beside_the_notebook_is_code_too(tmp_path):
    (tmp_path / "mine.py").write_text("from other import thing\n", encoding="utf-8")
    (tmp_path / "other.py").write_text("thing = 1\n", encoding="utf-8")
    (tmp_path / "unused.py").write_text("", encoding="utf-8")
    code = code_of(write_notebook(tmp_path / "tiny.ipynb", "import mine"))
    assert [path for path in code if path.startswith("./")] == ["./mine.py", "./other.py"]


def test_imports_in_brackets_in_functions_and_from_neighbours_are_found(tmp_path):
    path = tmp_path / "house" / "room.py"
    path.parent.mkdir()
    path.write_text(
        "import json, os.path as p\nfrom house.hall import (\n    door,\n    lamp as light,\n)\n"
        "def f():\n    from .cellar import wine\n    from .. import garden\n",
        encoding="utf-8",
    )
    assert origin._imports(path, "house.room") == (
        "json", "os.path", "house.hall", "house.hall.door", "house.hall.lamp", "house.cellar",
        "house.cellar.wine", "", ".garden",
    )  # fmt: skip


def test_the_environment_names_python_the_packages_and_the_lock_file():
    found = environment()
    lock = PACKAGE.parents[1] / "uv.lock"
    assert found["python"] == platform.python_version()
    assert found["lock"] == hashlib.sha256(lock.read_bytes()).hexdigest()
    assert len(found["packages"]) == 64


def test_the_package_has_one_digest():
    assert package_digest() == package_digest()
    assert len(package_digest()) == 64
