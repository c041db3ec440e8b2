"""The house rules, as far as a program can check them."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pmqa_analysis.publish.parameters import notebook_parameters

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "pmqa_analysis"
MODULES = sorted(SOURCE.rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LONGEST_BODY, LONGEST_FILE, LONGEST_CELL = 50, 300, 15
TESTS_PER_SOURCE = 0.8
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Folders that git does not track, for a copy of the project without git.
UNTRACKED = {"outputs", "build", "dist"}
# Put together here, so that this file names no place itself.
PLACES = re.compile(
    r"(?<![\w.~-])/(?:" + "|".join(["root", "work", "home", "Users", "opt"]) + r")/[\w.]"
    r"|[A-Za-z]:\\(?:Users|work)"
    r"|\.\./" + "shared"
)


def relative(path):
    return path.relative_to(ROOT).as_posix()


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def tracked_files():
    """Return the files of the project: git's, or all but hidden and built ones."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True,
        ).stdout.decode()  # fmt: skip
        return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not any(
            part.startswith(".") or part in UNTRACKED for part in path.relative_to(ROOT).parts
        )
    ]


def text_of(path):
    """Return a file's text; empty for a file that is no text, such as a font."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def public(body):
    """Yield the public classes and functions of a module or class, with their names."""
    for node in body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                yield from ((f"{node.name}.{name}", found) for name, found in public(node.body))


def unannotated(function):
    """Return the names that lack an annotation; ``return`` stands for the result."""
    given = function.args
    own = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    names = [one.arg for one in own if one and one.annotation is None]
    return [*(name for name in names if name not in ("self", "cls")),
            *(["return"] if function.returns is None else [])]  # fmt: skip


class TestSource:
    def test_every_module_and_public_name_is_documented(self):
        missing = [relative(path) for path in MODULES if not ast.get_docstring(tree(path))]
        missing += [
            f"{relative(path)} {name}"
            for path in MODULES
            for name, node in public(tree(path).body)
            if not ast.get_docstring(node)
        ]
        assert missing == []

    def test_every_first_line_of_a_docstring_is_a_sentence(self):
        lines = [
            (f"{relative(path)} {name}", ast.get_docstring(node).splitlines()[0])
            for path in MODULES
            for name, node in public(tree(path).body)
            if ast.get_docstring(node)
        ]
        assert [where for where, line in lines if not line.endswith(".")] == []

    def test_every_function_is_annotated(self):
        found = [
            f"{relative(path)}:{node.lineno} {node.name} {name}"
            for path in MODULES
            for node in ast.walk(tree(path))
            if isinstance(node, FUNCTIONS)
            for name in unannotated(node)
        ]
        assert found == []

    def test_no_body_of_a_function_is_long(self):
        lengths = {
            f"{relative(path)} {node.name}": body_lines(node)
            for path in MODULES
            for node in ast.walk(tree(path))
            if isinstance(node, FUNCTIONS)
        }
        assert {name: long for name, long in lengths.items() if long > LONGEST_BODY} == {}

    def test_no_file_is_long(self):
        lengths = {relative(path): len(text_of(path).splitlines()) for path in MODULES}
        assert {name: long for name, long in lengths.items() if long > LONGEST_FILE} == {}

    def test_nothing_is_asserted_or_left_undone(self):
        asserted = [
            f"{relative(path)}:{node.lineno}"
            for path in MODULES
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Assert)
        ]
        undone = [
            relative(path) for path in MODULES if re.search(r"\b(TODO|FIXME|XXX)\b", text_of(path))
        ]
        assert (asserted, undone) == ([], [])

    def test_nothing_names_the_first_office(self):
        named = re.compile(r"senat|วุฒิสภา", re.IGNORECASE)
        files = [path for path in tracked_files() if path.is_relative_to(SOURCE)]
        assert len(files) > len(MODULES)
        assert [relative(path) for path in files if named.search(text_of(path))] == []

    def test_every_public_list_of_names_is_true(self):
        """What ``__all__`` lists is there; private names are not listed."""
        wrong = []
        for path in MODULES:
            body = tree(path).body
            tried = [one for node in body if isinstance(node, ast.Try) for one in node.body]
            listed = next((ast.literal_eval(node.value) for node in body if is_all(node)), [])
            own = {name for node in (*body, *tried) for name in bound_names(node)}
            wrong += [f"{relative(path)} {name}" for name in listed if name not in own]
            wrong += [f"{relative(path)} {name}" for name in listed if name.startswith("_")]
        assert wrong == []

    def test_the_floors_and_stairs_hold(self):
        run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
        done = subprocess.run(
            [sys.executable, "-c", run, "--no-cache"],
            cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-3000:]

    def test_every_room_stands_on_a_floor(self):
        """A new module or package must be given its floor in the contract."""
        contracts = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["importlinter"]
        layers = next(one["layers"] for one in contracts["contracts"] if one["type"] == "layers")
        named = {name.strip() for layer in layers for name in layer.split("|")}
        rooms = {
            f"pmqa_analysis.{path.stem}"
            for path in SOURCE.iterdir()
            if path.suffix == ".py" or (path / "__init__.py").is_file()
        } - {"pmqa_analysis.__init__"}
        assert named == rooms

    def test_only_some_rooms_touch_the_disk(self):
        """The others read no file but those of the package itself (``importlib.resources``)."""
        upstairs = ("clean", "measure", "assess", "present", "blocks", "results.py", "rounding.py")
        reaching = re.compile(
            r"^\s*(?:import|from) (?:os|pathlib|shutil|tempfile)\b|\bopen\(", re.M
        )
        found = [
            relative(path)
            for path in MODULES
            if path.relative_to(SOURCE).parts[0] in upstairs and reaching.search(text_of(path))
        ]
        assert found == []


class TestAssets:
    PAGES = sorted((SOURCE / "assets").glob("html/*")) + sorted((SOURCE / "assets").glob("typst/*"))

    @pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
    def test_a_template_loads_nothing_and_runs_nothing(self, path):
        text = text_of(path)
        assert text
        assert re.findall(r"https?:|<script|@import|//[a-z]+\.|javascript:", text) == []

    def test_the_fonts_bring_their_licences(self):
        folder = SOURCE / "assets" / "fonts"
        assert "SIL OPEN FONT LICENSE Version 1.1" in text_of(folder / "OFL.txt")
        assert "Bitstream Vera" in text_of(folder / "LICENSE-DejaVu.txt")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestNotebooks:
    def test_it_is_stored_without_outputs(self, path):
        assert [cell["outputs"] for cell in code_cells(path) if cell["outputs"]] == []
        assert {cell["execution_count"] for cell in code_cells(path)} == {None}

    def test_its_cells_are_short(self, path):
        lengths = [len("".join(cell["source"]).splitlines()) for cell in cells_of(path)]
        assert max(lengths) <= LONGEST_CELL

    def test_it_defines_nothing_and_catches_nothing(self, path):
        kinds = (*FUNCTIONS, ast.ClassDef, ast.Lambda, ast.Try)
        nodes = [node for cell in code_cells(path) for node in ast.walk(parsed(cell))]
        assert [ast.unparse(node) for node in nodes if isinstance(node, kinds)] == []

    def test_its_parameters_are_typed_and_commented(self, path):
        tagged = [
            cell for cell in cells_of(path) if "parameters" in cell["metadata"].get("tags", [])
        ]
        declared = notebook_parameters(json.loads(text_of(path)), report=path.stem)
        assert len(tagged) == 1
        assert declared[0].name == "fiscal_year"
        assert all(parameter.annotation and parameter.comment for parameter in declared)

    def test_its_last_cell_seals(self, path):
        assert "".join(cells_of(path)[-1]["source"]) == "report.seal()"

    def test_it_imports_the_house_and_nothing_else(self, path):
        imported = {
            node.module.partition(".")[0]
            for cell in code_cells(path)
            for node in ast.walk(parsed(cell))
            if isinstance(node, ast.ImportFrom)
        }
        assert imported <= {"typing", "pmqa_analysis"}


class TestProject:
    def test_no_file_names_a_place_of_a_machine(self):
        found = {
            relative(path): match.group()
            for path in tracked_files()
            if (match := PLACES.search(text_of(path)))
        }
        assert found == {}

    def test_tests_are_most_of_the_code(self):
        source, tests = (
            sum(len(text_of(path).splitlines()) for path in (ROOT / folder).rglob("*.py"))
            for folder in ("src", "tests")
        )
        assert tests >= TESTS_PER_SOURCE * source, f"{tests} lines test {source}"

    def test_outputs_are_never_committed(self):
        assert [relative(path) for path in tracked_files() if "outputs" in path.parts] == []


def body_lines(function):
    """Return the lines of a function's body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def is_all(node):
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"


def bound_names(node):
    """Return the names that a statement of a module binds."""
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name for alias in node.names]
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    return [
        name.id for target in targets if target for name in ast.walk(target)
        if isinstance(name, ast.Name)
    ]  # fmt: skip


def cells_of(path):
    return json.loads(text_of(path))["cells"]


def code_cells(path):
    return [cell for cell in cells_of(path) if cell["cell_type"] == "code"]


def parsed(cell):
    return ast.parse("".join(cell["source"]))


class TestSkippedChecks:
    """Where PMQA_REQUIRE_BROWSER is set, a check that was skipped has failed."""

    CHECKS = """
import pytest

def test_asked_for_a_browser():
    pytest.skip("no Chromium found")

@pytest.mark.skipif(True, reason="poppler not installed")
def test_asked_for_poppler():
    raise AssertionError

@pytest.mark.xfail
def test_known_to_fail():
    raise AssertionError
"""

    @pytest.fixture
    def outcome(self, tmp_path):
        (tmp_path / "test_checks.py").write_text(self.CHECKS, encoding="utf-8")
        (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")

        def run(required):
            arguments = ["-p", "tests.browser_required", "-p", "no:cacheprovider", str(tmp_path)]
            return subprocess.run(
                [sys.executable, "-m", "pytest", "-c", str(tmp_path / "pytest.ini"), *arguments],
                cwd=ROOT, env={**os.environ, "PMQA_REQUIRE_BROWSER": required},
                capture_output=True, check=False, encoding="utf-8",
            )  # fmt: skip

        return run

    def test_they_fail_where_they_are_required(self, outcome):
        done = outcome("1")
        assert done.returncode == 1
        assert "1 failed, 1 xfailed, 1 error" in done.stdout
        assert "poppler not installed" in done.stdout

    def test_they_are_skipped_elsewhere(self, outcome):
        done = outcome("")
        assert done.returncode == 0
        assert "2 skipped, 1 xfailed" in done.stdout
