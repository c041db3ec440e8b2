"""What every drawing needs: the margins of a file, a generator of its own, a table to write."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pmqa_analysis.simulate.draw import SIMULATED

__all__ = ["Drawn", "marked", "read_margins", "read_rows", "seeded", "spread", "table"]


@dataclass(frozen=True)
class Drawn:
    """A drawn table: its path inside the office's folder, and its text."""

    path: str
    text: str


def table(path: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Drawn:
    """Return a table as CSV; a column that a row does not name is blank."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return Drawn(path, text.getvalue())


def marked(text: str) -> str:
    """Return a made-up sentence that says what it is."""
    return f"{text} ({SIMULATED})"


def read_margins(office: Path, name: str) -> Any:  # noqa: ANN401  YAML has no type
    """Return what the tables of a subject are drawn to."""
    return yaml.safe_load((office / "simulation" / f"{name}.yml").read_text(encoding="utf-8"))


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table of the office; none where it has no such table."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seeded(*parts: object) -> random.Random:
    """Return a generator that these parts alone decide."""
    return random.Random("/".join(map(str, parts)))


def spread(shares: Mapping[str, float], count: int, generator: random.Random) -> Iterator[str]:
    """Yield names in random order, as many of each as its share of ``count`` says.

    The shares are weights; what rounding leaves over goes to the first.
    """
    total = sum(shares.values())
    names = [name for name, share in shares.items() for _ in range(int(share / total * count))]
    names += [next(iter(shares))] * (count - len(names))
    generator.shuffle(names)
    yield from names
