"""Write the locked requirements from ``uv.lock``, for those who install with pip.

Run ``python tools/export_requirements.py`` to write ``requirements/*.txt``, with ``--lock`` to
lock the dependencies of ``pyproject.toml`` anew before, or with ``--check`` to compare the files
with a fresh export instead (exit code 1 when they differ). Reading the lock needs no network.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "requirements"

#: Level: what it holds, and the options of ``uv export`` that choose it.
LEVELS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "run": ("what a report set needs, and the build of the package", ("--group", "build")),
    "test": ("run.txt, and what `make test` needs", ("--group", "build", "--group", "test")),
    "bench": ("run.txt, and the peers of `make bench`", ("--group", "build", "--group", "bench")),
    "lab": ("run.txt, and JupyterLab", ("--group", "build", "--extra", "lab")),
}
HEADER = """\
# {level}.txt: {content}.
# Made from uv.lock by tools/export_requirements.py; do not edit.
"""
_EXPORT = (
    "export", "--frozen", "--offline", "--quiet", "--no-emit-project", "--no-default-groups",
    "--no-header", "--no-annotate", "--format", "requirements-txt",
)  # fmt: skip


def find_uv() -> str:
    """Return the path of uv: the one of this environment, or the user's own.

    Raises:
        SystemExit: If there is none.
    """
    own = shutil.which("uv", path=str(Path(sys.executable).parent))
    found = own or shutil.which("uv")
    if found is None:
        message = "uv was not found; `make test` installs it into .venv"
        raise SystemExit(message)
    return found


def run_uv(*arguments: str) -> str:
    """Run uv on this project, free of the machine's settings; return what it printed.

    Raises:
        subprocess.CalledProcessError: If uv refuses.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UV_")}
    command = [find_uv(), "--no-config", "--project", str(ROOT), "--python", sys.executable]
    done = subprocess.run(
        [command[0], arguments[0], *command[1:], *arguments[1:]],
        check=True, stdout=subprocess.PIPE, encoding="utf-8", env=kept, cwd=ROOT,
    )  # fmt: skip
    return done.stdout


def lock() -> None:
    """Lock the dependencies of ``pyproject.toml`` anew, as far as they changed.

    The settings of the machine's uv hold here: it may reach the package index through a mirror.
    """
    subprocess.run([find_uv(), "lock"], check=True, cwd=ROOT)


def requirements_text(level: str) -> str:
    """Return the requirements file of a level: each package with its version and hashes."""
    content, options = LEVELS[level]
    return HEADER.format(level=level, content=content) + run_uv(*_EXPORT, *options)


def differences() -> list[str]:
    """Return the levels whose committed file is not what the lock gives."""
    return [
        level
        for level in LEVELS
        if not (path := FOLDER / f"{level}.txt").is_file()
        or path.read_text(encoding="utf-8") != requirements_text(level)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the requirements, or check them, and return the exit code."""
    parser = argparse.ArgumentParser(description="Write requirements/*.txt from uv.lock.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    parser.add_argument("--lock", action="store_true", help="lock the dependencies anew before")
    options = parser.parse_args(arguments)
    if options.check:
        stale = differences()
        for level in stale:
            sys.stderr.write(f"requirements/{level}.txt is not what uv.lock gives\n")
        return 1 if stale else 0
    if options.lock:
        lock()
    FOLDER.mkdir(exist_ok=True)
    for level in LEVELS:
        text = requirements_text(level)
        (FOLDER / f"{level}.txt").write_text(text, encoding="utf-8", newline="\n")
        packages = sum(line[:1].isalnum() for line in text.splitlines())
        sys.stdout.write(f"{packages} packages in requirements/{level}.txt\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
