"""What a report is made by: the code that its notebook and its writers import, and the packages."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sys
from functools import cache
from pathlib import Path

from pmqa_analysis.publish.files import sha256_of
from pmqa_analysis.publish.imports import notebook_modules

__all__ = ["code_of", "environment", "file_digest", "package_digest", "rehearse"]

_PACKAGE = Path(__file__).resolve().parents[1]
# What writes the report, whatever the notebook imports.
_WRITER = "pmqa_analysis.publish.worker"
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(?:\(([^)]*)\)|(.*))|import[ \t]+([\w., \t]+))",
    re.MULTILINE,
)

_BY_TEXT = re.compile(r"\b(?:importlib|__import__|runpy)\b|%run\b")


def code_of(notebook: Path) -> dict[str, str]:
    """Return each file of code that a report of the notebook is made by, with its SHA-256.

    These are the modules of this package and those beside the notebook that are imported, by the
    notebook, the writers or each other, and the assets. Where a notebook finds modules by a text
    (``importlib``), it is all of those beside it. What is installed is the environment's.
    """
    text = notebook.read_text(encoding="utf-8")
    names = notebook_modules(json.loads(text))
    found: dict[Path, None] = {}
    if _BY_TEXT.search(text):
        found |= dict.fromkeys(sorted(notebook.parent.rglob("*.py")))
    waiting = [_WRITER, *names]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        path = _place(name, notebook.parent)
        if path is not None:
            found[path] = None
            waiting += [name.rpartition(".")[0], *_imports(path, name)]
    files = {_told(path, notebook.parent): file_digest(path) for path in [*found, *_assets()]}
    return dict(sorted(files.items()))


@cache
def environment() -> dict[str, str]:
    """Return what is installed: Python, a digest of all packages, and of the project's lock file.

    The lock is empty where the program does not run from a checkout.
    """
    names = {
        entry.name
        for place in sys.path
        if Path(place).is_dir()
        for entry in Path(place).glob("*.dist-info")
        if not entry.name.startswith("pmqa_analysis")
    }
    packages = hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()
    lock = _PACKAGE.parents[1] / "uv.lock"
    return {"python": platform.python_version(), "packages": packages, "lock": sha256_of(lock)}


@cache
def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file as it was when this process first asked."""
    return sha256_of(path)


def package_digest() -> str:
    """Return one digest of all files of this package."""
    paths = sorted([*_PACKAGE.rglob("*.py"), *_assets()])
    lines = "\n".join(f"{path.relative_to(_PACKAGE)} {file_digest(path)}" for path in paths)
    return hashlib.sha256(lines.encode()).hexdigest()


def rehearse() -> None:
    """Read the package's code once, in the parent of the workers, as it is imported there."""
    for path in (*_PACKAGE.rglob("*.py"), *_assets()):
        file_digest(path)
        if path.suffix == ".py":
            name = ".".join(path.relative_to(_PACKAGE.parent).with_suffix("").parts)
            _imports(path, name.removesuffix(".__init__"))
    environment()


def _place(name: str, folder: Path) -> Path | None:
    """Return the file of a module of ours; None where it is none, or a name in a module."""
    parts = name.split(".")
    root = _PACKAGE.parent if parts[0] == _PACKAGE.name else folder
    if not all(part.isidentifier() for part in parts):
        return None
    base = root.joinpath(*parts)
    for path in (base / "__init__.py", base.with_suffix(".py")):
        if path.is_file():
            return path
    return None


@cache
def _imports(path: Path, name: str) -> tuple[str, ...]:
    """Return what a module imports; a text that only looks like an import does no harm."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found: list[str] = []
    for module, inside, rest, plain in _IMPORT.findall(path.read_text(encoding="utf-8")):
        if plain:
            found += [one.split(" as ")[0].strip() for one in plain.split(",")]
            continue
        base = _absolute(module, package)
        names = re.findall(r"^\s*(\w+)", (inside or rest).replace(",", "\n"), re.MULTILINE)
        found += [base, *(f"{base}.{one}" for one in names)]
    return tuple(dict.fromkeys(found))


def _absolute(module: str, package: str) -> str:
    level = len(module) - len(module.lstrip("."))
    if not level:
        return module
    above = package.split(".")[: len(package.split(".")) - level + 1]
    return ".".join([*above, *filter(None, [module.lstrip(".")])])


@cache
def _assets() -> tuple[Path, ...]:
    return tuple(path for path in (_PACKAGE / "assets").rglob("*") if path.is_file())


def _told(path: Path, folder: Path) -> str:
    if path.is_relative_to(_PACKAGE):
        return path.relative_to(_PACKAGE.parent).as_posix()
    return f"./{path.relative_to(folder).as_posix()}"
