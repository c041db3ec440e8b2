"""What the documents promise is there: commands, files, names of rules."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import pytest
from typer.main import get_command

from pmqa_analysis.assess import Flag, Pattern, Verdict, YearComparison
from pmqa_analysis.clean import Claim
from pmqa_analysis.clean.indicators import COLUMNS, PRINTED_STATUSES
from pmqa_analysis.clean.register import (
    Category,
    CategoryMeasure,
    Caution,
    Document,
    Group,
    Item,
    Measure,
    Section,
)
from pmqa_analysis.cli import app
from pmqa_analysis.publish.published import COLUMNS as PUBLISHED_COLUMNS
from pmqa_analysis.publish.verify import Finding
from pmqa_analysis.results import STATUSES, Disagreement
from pmqa_analysis.settings import Policies

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
REFERENCE = {
    "documents": Document, "sections": Section, "categories": Category, "items": Item,
    "groups": Group, "measures": Measure, "category_measures": CategoryMeasure,
    "cautions": Caution,
}  # fmt: skip


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def targets():
    """Return the targets of the Makefile that are for people."""
    return set(re.findall(r"^([a-z]+):.*##", text("Makefile"), re.MULTILINE))


def code(document):
    """Return the code of a document: its blocks and the stretches between backticks."""
    return re.findall(r"```\w*\n(.*?)```|`([^`\n]+)`", document, re.DOTALL)


def commands(pattern):
    """Return the words that stand in the code of any document where ``pattern`` catches them."""
    found = [
        word
        for path in DOCUMENTS
        for block, inline in code(path.read_text(encoding="utf-8"))
        for word in re.findall(pattern, block or inline, re.MULTILINE)
    ]
    assert found
    return set(found)


def literals(model, field):
    hint = get_type_hints(model)[field]
    assert get_origin(hint) is Literal
    return get_args(hint)


def commands_of(group):
    """Yield a group of commands and all that stand in it, at any depth."""
    yield group
    for command in getattr(group, "commands", {}).values():
        yield from commands_of(command)


class TestCommands:
    def test_every_target_that_is_named_is_in_the_makefile(self):
        assert commands(r"\bmake ([a-z]+)\b") <= targets()

    def test_the_readme_names_every_target(self):
        named = set(re.findall(r"make ([a-z]+)", text("README.md")))
        assert targets() <= named

    def test_every_command_that_is_named_exists(self):
        known = set(get_command(app).commands)
        assert commands(r"(?<!engine )\bpmqa (?:--office \S+ )?([a-z]+)\b") <= known
        table = text("README.md").partition("## Commands")[2].partition("## What")[0]
        assert {name for name in known if f"| `pmqa {name} " not in table} == set()

    def test_every_option_that_is_named_exists(self):
        group = get_command(app)
        known = {
            option
            for command in commands_of(group)
            for parameter in command.params
            for option in parameter.opts
            if option.startswith("--")
        }
        table = text("README.md").partition("## Commands")[2].partition("## What")[0]
        named = set(re.findall(r"(--[a-z][a-z-]*)", table))
        assert named == known - {"--help"}

    def test_every_target_is_described_by_help(self):
        if shutil.which("make") is None:
            pytest.skip("make not installed")
        done = subprocess.run(
            ["make", "-s", "help"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
        )
        assert set(re.findall(r"make ([a-z]+)", done.stdout)) == targets()


class TestReadme:
    def test_its_python_runs(self, monkeypatch):
        monkeypatch.chdir(ROOT)
        blocks = re.findall(r"```python\n(.*?)```", text("README.md"), re.DOTALL)
        assert len(blocks) == 3
        names = {}
        for block in blocks:
            for statement in ast.parse(block).body:
                exec(compile(ast.Module([statement], []), "README.md", "exec"), names)
        assert names["report"].fiscal_year == 2563
        assert names["survey"].years == (2566, 2567)

    def test_it_names_the_columns_of_every_reference_table(self):
        readme = text("README.md")
        for name, model in REFERENCE.items():
            (row,) = re.findall(rf"\| `{name}\.csv` \|.*\| (.*) \|", readme)
            assert row.split(", ") == list(model.model_fields), name

    def test_it_names_the_columns_of_the_other_tables(self):
        words = re.findall(r"\w+", text("README.md").partition("## Bring your own")[2])
        for columns in (COLUMNS, Claim.model_fields, PUBLISHED_COLUMNS):
            assert set(columns) <= set(words)

    def test_it_says_what_it_is_in_five_lines(self):
        first = text("README.md").split("\n\n")[1]
        assert len(first.splitlines()) == 5


class TestDocuments:
    @pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
    def test_every_file_that_it_links_exists(self, path):
        links = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
        local = [link for link in links if "://" not in link]
        assert [link for link in local if not (path.parent / link).is_file()] == []

    def test_the_method_names_every_policy(self):
        method = text("docs/method.md")
        for name, default in Policies().model_dump().items():
            assert name in method
            assert str(default) in method

    @pytest.mark.parametrize(
        "names",
        [
            STATUSES, get_args(Verdict), get_args(Pattern), get_args(Flag),
            literals(Disagreement, "kind"), literals(YearComparison, "reason"),
            literals(Finding, "kind"), get_args(Claim.model_fields["pattern"].annotation),
            tuple(filter(None, PRINTED_STATUSES)),
        ],
        ids=lambda names: names[0],
    )  # fmt: skip
    def test_the_method_names_every_closed_list(self, names):
        assert [name for name in names if f"`{name}`" not in text("docs/method.md")] == []

    def test_the_design_gives_every_room_its_floor(self):
        layers = re.search(r"layers = \[(.*?)\]", text("pyproject.toml"), re.DOTALL).group(1)
        floors = [re.findall(r"pmqa_analysis\.(\w+)", line) for line in layers.splitlines()]
        rows = re.findall(r"^\| \d+ \| (.*?) \|", text("docs/design.md"), re.MULTILINE)
        drawn = [re.findall(r"`(\w+)`", row) for row in rows]
        assert [sorted(row) for row in reversed(drawn)] == [sorted(row) for row in floors if row]

    def test_figures_come_first_in_the_changelog(self):
        releases = text("CHANGELOG.md").split("\n## ")[1:]
        assert releases
        assert all(re.findall(r"^### (\w+)", one, re.M)[0] == "Figures" for one in releases)

    def test_the_terminology_names_every_kind_of_survey(self):
        kinds = filter(None, literals(Measure, "survey_kind"))
        assert [kind for kind in kinds if f"`{kind}`" not in text("docs/terminology.md")] == []


class TestMakefile:
    """A machine that cannot do it is told so in a sentence."""

    @pytest.fixture
    def make(self, tmp_path):
        if os.name != "posix" or shutil.which("make") is None:
            pytest.skip("make not installed")
        folder = tmp_path / "บ้าน ของเรา"
        folder.mkdir()
        for name in ("Makefile", "pyproject.toml"):
            shutil.copy(ROOT / name, folder)
        shutil.copytree(ROOT / "requirements", folder / "requirements")

        def run(*arguments):
            return subprocess.run(
                ["make", *arguments], cwd=folder, capture_output=True, encoding="utf-8",
                check=False,
            )  # fmt: skip

        return run

    def write_python(self, tmp_path, *answers):
        """Write a Python that fails from the question on that ``answers`` do not cover."""
        script = tmp_path / "python"
        script.write_text(
            f'#!/bin/sh\ncase "$*" in {"".join(f"*{one}*) exit 0;; " for one in answers)}'
            "*) exit 1;; esac\n"
        )
        script.chmod(0o755)
        return f"PYTHON={script}"

    def test_an_old_python_is_named(self, make, tmp_path):
        done = make("report", self.write_python(tmp_path))
        assert done.returncode == 2
        assert "Python 3.11 or newer is needed" in done.stderr

    def test_a_python_without_venv_is_named(self, make, tmp_path):
        done = make("report", self.write_python(tmp_path, "version_info"))
        assert done.returncode == 2
        assert "apt-get install python3-venv" in done.stderr

    def test_what_is_installed_is_installed_by_hash_once(self, make):
        first = make("-n", "report", f"PYTHON={sys.executable}").stdout
        assert "install --require-hashes" in first
        assert "-r requirements/run.txt" in first
