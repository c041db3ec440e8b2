"""Draws what the bureaus reported of the plans, round by round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pmqa_analysis.clean.plan import PROGRESS_COLUMNS, ROUNDS
from pmqa_analysis.clean.plan.progress import QUARTERLY_CATEGORY
from pmqa_analysis.thai import BUDDHIST_ERA
from simulated.plan import PlanRow, plan_rows
from simulated.tables import Drawn, marked, read_margins, seeded, spread, table

__all__ = ["draw_progress"]


def draw_progress(office: Path) -> Iterator[Drawn]:
    """Yield the progress of each year's plan.

    Where a row ends is drawn by its level; where it stands earlier follows from that. A row that
    is done shows its output in the last round. Some rows are not reported in the first round.
    """
    margins = read_margins(office, "plan")
    for year, own in margins["years"].items():
        rows, generator = (
            plan_rows(office, margins, year),
            seeded(margins["seed"], year, "progress"),
        )
        silent = {row["activity"] for row in generator.sample(rows, own["silent"])}
        lines: dict[str, list[PlanRow]] = {}
        for level, shares in own["ends"].items():
            of_level = [row for row in rows if row["levels"] == level]
            for row, end in zip(of_level, spread(shares, len(of_level), generator), strict=True):
                told = list(_lines(row, end, year, margins))
                lines[row["activity"]] = told[row["activity"] in silent :]
        told = [line for row in rows for line in lines[row["activity"]]]
        yield table(f"raw/{year}/plan_progress.csv", PROGRESS_COLUMNS, told)


def _lines(row: PlanRow, end: str, year: int, margins: Mapping[str, Any]) -> Iterator[PlanRow]:
    quarterly = int(row["category"]) == QUARTERLY_CATEGORY
    rounds = margins["quarters" if quarterly else "halves"]
    for round_, before in rounds.items():
        is_last = ROUNDS[round_] == 12
        state = end if is_last else before[row["levels"]]
        line = {"round": round_, "activity": row["activity"], "reporter": margins["bureaus"][
            int(row["category"])], **_state(row, state, ROUNDS[round_], year, margins)}  # fmt: skip
        yield line
        if is_last and state == "done":
            yield {**line, "output": f"{row['activity']}/1"}


def _state(row: PlanRow, state: str, month: int, year: int, margins: Mapping[str, Any]) -> PlanRow:
    """Return a line's status with its percentage, evidence, cause and correction."""
    own = margins["states"][state]
    line = {"status": state.partition("_half")[0], "percent": own.get("percent", ""),
            "cause": marked(own["cause"])}  # fmt: skip
    if "correction" in own:
        line["correction"] = marked(own["correction"].format(next=year + 1))
    if state == "done":
        day = f"{year - BUDDHIST_ERA}-{margins['round_ends'][month]}"
        report = marked(margins["evidence"].format(item=row["item"]))
        line["evidence"] = f"{report} | {day} |"
    return line
