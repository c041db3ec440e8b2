"""What a report is made by: the code that its notebook and its writers import, and the packages."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
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
    text, folder = notebook.read_text(encoding="utf-8"), notebook.parent
    reached = _reached(notebook_modules(json.loads(text)), partial(_beside, folder))
    beside = {path for path in reached.values() if path is not None}
    if _BY_TEXT.search(text):
        beside.update(folder.rglob("*.py"))
    files = {f"./{path.relative_to(folder).as_posix()}": file_digest(path) for path in beside}
    files |= _package_code(frozenset([_WRITER]))
    files |= _package_code(frozenset(filter(_is_ours, reached)))
    return dict(sorted(files.items()))


@cache
def _package_code(names: frozenset[str]) -> Mapping[str, str]:
    """Return the files that modules of this package are made by, and the assets."""
    reached = filter(None, _reached(names, _modules().get).values())
    return {
        path.relative_to(_PACKAGE.parent).as_posix(): file_digest(path)
        for path in [*reached, *_assets()]
    }


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
    for name, path in _modules().items():
        _imports(path, name)
    package_digest()
    environment()
    _package_code(frozenset([_WRITER]))


@cache
def _modules() -> Mapping[str, Path]:
    """Return the modules of this package, by their names."""
    found = {}
    for path in _PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(_PACKAGE.parent).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


def _reached(names: Iterable[str], find: Callable[[str], Path | None]) -> dict[str, Path | None]:
    """Return each name that is imported by the names or what they import, with its file.

    ``find`` returns the file of a module that is to be looked into, and None for all others.
    """
    waiting, found = list(names), dict[str, Path | None]()
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        path = found[name] = find(name)
        if path is not None:
            waiting += [name.rpartition(".")[0], *_imports(path, name)]
    return found


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == _PACKAGE.name


def _beside(folder: Path, name: str) -> Path | None:
    """Return the file of a module beside the notebook; None where there is none."""
    parts = name.split(".")
    if _is_ours(name) or not all(part.isidentifier() for part in parts):
        return None
    base = folder.joinpath(*parts)
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
