"""Draws the yearly assessments: more boxes done from year to year, and none undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from pmqa_analysis.clean.pmqa import ASSESSMENT_COLUMNS
from pmqa_analysis.thai import BUDDHIST_ERA
from simulated.tables import Drawn, marked, read_margins, seeded, table

__all__ = ["draw_assessments"]

Box = dict[str, str]


def draw_assessments(office: Path) -> Iterator[Drawn]:
    """Yield the assessment of each year.

    A box is ready by its item's readiness and its own. In each year as many boxes of a level are
    done as the margins say, the readiest first: what is done stays done, and a level is at times
    begun before the one below it is complete.
    """
    margins = read_margins(office, "assessment")
    boxes = list(_boxes(office / "reference" / "criteria" / f"{margins['criteria']}.yml"))
    order = _by_readiness(boxes, margins)
    for year, own in margins["years"].items():
        done = {
            box["box"]
            for level, share in own["done"].items()
            for box in _first(order, level, share)
        }
        refused = seeded(margins["seed"], year, "assessor").sample(sorted(done), own["refused"])
        opened = {box["item"]: box["box"] for box in reversed(boxes) if box["box"] not in done}
        rows = [_row(box, year, done, refused, opened.get(box["item"]), margins["texts"])
                for box in boxes]  # fmt: skip
        yield table(f"raw/{year}/assessment.csv", ASSESSMENT_COLUMNS, rows)


def _boxes(path: Path) -> Iterator[Box]:
    criteria = yaml.safe_load(path.read_text(encoding="utf-8"))
    for category in criteria["categories"]:
        for item in category.get("items", ()):
            for box in item.get("boxes", ()):
                yield {"item": item["item"], "box": box["box"], "level": box["level"],
                       "text": box["text_th"]}  # fmt: skip


def _by_readiness(boxes: list[Box], margins: Mapping[str, Any]) -> list[Box]:
    """Return the boxes, the readiest first; those of one item are alike."""
    generator, alike = seeded(margins["seed"], "readiness"), margins["items_alike"]
    of_item = {item: generator.random() for item in dict.fromkeys(box["item"] for box in boxes)}
    ready = {
        box["box"]: alike * of_item[box["item"]] + (1 - alike) * generator.random() for box in boxes
    }
    return sorted(boxes, key=lambda box: -ready[box["box"]])


def _first(order: list[Box], level: str, share: float) -> list[Box]:
    of_level = [box for box in order if box["level"] == level]
    return of_level[: round(share * len(of_level))]


def _row(
    box: Box, year: int, done: set[str], refused: list[str], first_open: str | None,
    texts: Mapping[str, Any],
) -> dict[str, str]:  # fmt: skip
    """Return a box as both sides see it.

    The first of an item also says what is good there, the first open one what to improve.
    """
    name, item = box["box"], box["item"]
    is_done, is_refused = name in done, name in refused
    row = {**box, "self": _tick(is_done), "assessor": _tick(is_done and not is_refused)}
    row["reason"] = marked(texts["done" if is_done else "open"])
    if is_done:
        row |= {
            f"evidence_{place}": f"{marked(piece['text'].format(item=item))} | "
            f"{year - BUDDHIST_ERA}-{piece['day']} |"
            for place, piece in enumerate(texts["evidence"], 1)
        }
        row["assessor_reason"] = marked(texts["refused" if is_refused else "agreed"])
    number = int(item.replace(".", ""))
    if name.endswith("-B1"):
        row["strengths"] = marked(texts["strengths"][number % len(texts["strengths"])])
    if name == first_open:
        row["improvements"] = marked(texts["improvements"][box["level"]].format(item=item))
    return row


def _tick(is_ticked: bool) -> str:
    return "yes" if is_ticked else "no"
