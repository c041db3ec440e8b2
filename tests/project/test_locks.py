"""What is declared, locked, exported for pip and named for conda is one and the same."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LEVELS = ("run", "test", "bench", "lab")
PINNED = re.compile(r"([a-z0-9-]+)==([^ ;\\]+)")

sys.path.insert(0, str(ROOT / "tools"))
import export_requirements  # noqa: E402

sys.path.pop(0)


def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked_packages():
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    return [package for package in lock["package"] if "registry" in package["source"]]


def locked_versions():
    found = {}
    for package in locked_packages():
        found.setdefault(package["name"], set()).add(package["version"])
    return found


def declared(*levels):
    """Return the requirements of pyproject.toml: run, an extra, or a group."""
    project = pyproject()
    texts = {
        "run": project["project"]["dependencies"],
        **project["project"]["optional-dependencies"],
        **project["dependency-groups"],
    }
    return [Requirement(text) for level in levels for text in texts[level]]


def entries(level):
    """Return each package of a requirements file as (name, version, its hashes)."""
    text = (ROOT / "requirements" / f"{level}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", "\n" + text.partition("\n#")[2].partition("\n")[2])
    found = []
    for block in filter(str.strip, blocks):
        name, version = PINNED.match(block.strip()).groups()
        found.append((name, version, set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", block))))
    return found


def test_the_lock_answers_to_pyproject():
    for requirement in declared("run", "lab", "scale", "build", "test", "bench"):
        versions = locked_versions()[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_uv_finds_nothing_to_change_in_the_lock():
    export_requirements.run_uv("lock", "--check", "--offline", "--quiet")


def test_the_lock_names_the_public_index_alone():
    sources = {package["source"]["registry"] for package in locked_packages()}
    files = {
        file["url"].split("/")[2]
        for package in locked_packages()
        for file in [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
    }
    assert (sources, files) == ({"https://pypi.org/simple"}, {"files.pythonhosted.org"})


@pytest.mark.parametrize("level", LEVELS)
def test_the_requirements_are_what_the_lock_gives(level):
    text = (ROOT / "requirements" / f"{level}.txt").read_text(encoding="utf-8")
    assert text == export_requirements.requirements_text(level)


@pytest.mark.parametrize("level", LEVELS)
def test_each_requirement_is_locked_by_version_and_hash(level):
    hashes = {
        (package["name"], package["version"]): {
            file["hash"]
            for file in [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
        }
        for package in locked_packages()
    }
    found = entries(level)
    assert len(found) > 50
    for name, version, given in found:
        assert given == hashes[name, version], name


@pytest.mark.parametrize(
    ("level", "groups"),
    [
        ("run", ["run"]),
        ("test", ["run", "test"]),
        ("lab", ["run", "lab"]),
        ("bench", ["run", "bench"]),
    ],
)
def test_each_level_holds_what_is_declared_and_the_build_tools(level, groups):
    names = {name for name, _, _ in entries(level)}
    assert {canonicalize_name(one.name) for one in declared("build", *groups)} <= names


@pytest.mark.parametrize("level", LEVELS)
def test_a_requirements_file_names_no_place(level):
    text = (ROOT / "requirements" / f"{level}.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|/|^-", text.replace("tools/export", ""), re.MULTILINE)


def test_a_stale_file_is_found(tmp_path, monkeypatch):
    for level in LEVELS:
        source = (ROOT / "requirements" / f"{level}.txt").read_text(encoding="utf-8")
        changed = source.replace("==", "==0", 1) if level == "lab" else source
        (tmp_path / f"{level}.txt").write_text(changed, encoding="utf-8")
    monkeypatch.setattr(export_requirements, "FOLDER", tmp_path)
    assert export_requirements.differences() == ["lab"]
    assert export_requirements.main(["--check"]) == 1


def test_every_import_of_the_package_is_declared():
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    imported = set(re.findall(r"^ *(?:from|import) ([a-z_0-9]+)", source, re.MULTILINE))
    # A module whose package has another name.
    packages = {"yaml": "pyyaml", "IPython": "ipython", "markdown_it": "markdown-it-py"}
    foreign = imported - set(sys.stdlib_module_names) - {"pmqa_analysis", "__future__"}
    names = {canonicalize_name(packages.get(name, name)) for name in foreign}
    # These come with a declared package that cannot do without them.
    implied = {
        "traitlets": "nbconvert", "markupsafe": "jinja2", "ipython": "ipykernel",
        "zmq": "ipykernel",
    }  # fmt: skip
    known = {canonicalize_name(one.name) for one in declared("run", "scale")}
    assert {implied.get(name, name) for name in names} <= known


class TestConda:
    """environment.yml has the names and lower bounds of pyproject.toml."""

    def test_it_takes_all_from_conda_forge(self):
        assert environment()["channels"] == ["conda-forge", "nodefaults"]

    def test_its_python_is_ours(self):
        specs = {spec.name: spec for spec in conda_specs()}
        assert str(specs["python"].specifier) == pyproject()["project"]["requires-python"]

    def test_its_names_and_bounds_agree(self):
        expected = {bound(one) for one in declared("run", "lab", "scale", "build")}
        stated = [one for one in conda_specs() if one.name not in ("python", "pip")]
        assert {bound(one) for one in [*stated, *pip_specs()]} == expected

    def test_nothing_stands_twice(self):
        names = [one.name for one in [*conda_specs(), *pip_specs()]]
        assert len(names) == len(set(names))


def environment():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def conda_specs():
    return [Requirement(one) for one in environment()["dependencies"] if isinstance(one, str)]


def pip_specs():
    listed = [one["pip"] for one in environment()["dependencies"] if isinstance(one, dict)]
    return [Requirement(text) for texts in listed for text in texts]


def bound(requirement):
    """Return a requirement's name and its one lower bound."""
    (clause,) = requirement.specifier
    assert clause.operator == ">="
    return canonicalize_name(requirement.name), Version(clause.version)


def test_the_environment_runs_what_it_locks():
    """A level installed by hash has the versions that the lock gives for this Python."""
    from importlib.metadata import version

    for requirement in declared("run", "test"):
        name = canonicalize_name(requirement.name)
        assert version(name) in locked_versions()[name], name


def test_the_script_runs_by_itself():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "export_requirements.py"), "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
