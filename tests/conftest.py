"""Fixtures that all tests may use: a tiny office to change, and the office of this repository."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from pmqa_analysis.clean import YearData, clean_year
from pmqa_analysis.clean.ledger import Ledger, load_ledger
from pmqa_analysis.clean.plan import Plan, load_plan
from pmqa_analysis.cli import main
from pmqa_analysis.office import Office
from pmqa_analysis.report import Year
from tests.offices import DATA, Files, write_office
from tests.plan_samples import FOLDER, plan_files

INTERRUPTS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
pytest_plugins = ["tests.browser_required"]

hypothesis.settings.register_profile("pmqa", deadline=None, max_examples=60)
hypothesis.settings.load_profile("pmqa")


@pytest.fixture
def tiny(tmp_path: Path) -> Callable[..., Office]:
    """Return a function that writes the tiny office with some files changed."""

    def write(*changes: Files) -> Office:
        files = {path: text for change in changes for path, text in change.items()}
        return write_office(tmp_path / "office", files)

    return write


@pytest.fixture
def plan(tiny: Callable[..., Office]) -> Plan:
    """Return the tiny plan of ``tests/plan_samples``, in the tiny office."""
    return load_plan(tiny(plan_files()), Ledger(), FOLDER, 2563)


@pytest.fixture
def clean(tiny: Callable[..., Office]) -> Callable[..., YearData]:
    """Return a function that writes the tiny office with changes and reads its year 2563."""

    def read(*changes: Files) -> YearData:
        office = tiny(*changes)
        return clean_year(office, load_ledger(office), office.settings(2563))

    return read


@pytest.fixture(scope="session")
def senate() -> Year:
    """Return fiscal year 2563 of the office whose data are committed."""
    return Year(Office(DATA), 2563)


@pytest.fixture
def pmqa(monkeypatch, capsys):
    """Return a function that runs ``pmqa`` here: exit code, output, errors."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["pmqa", *map(str, arguments)])
        before = {number: signal.getsignal(number) for number in INTERRUPTS}
        try:
            main()
            code = 0
        except SystemExit as left:
            code = left.code or 0
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
