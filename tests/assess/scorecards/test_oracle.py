"""Scores against a second way to them: straight from the tables' texts, without the house."""

from __future__ import annotations

import csv
import random
from fractions import Fraction

import pytest

from pmqa_analysis.assess.scorecards.scorecard import score_framework
from tests.assess.scorecards.reports import DATA, all_met, framework, results_of

FOLDER = DATA / "reference" / "frameworks"
POINTS = {"1": 1, "3": 2, "5": 2}
UNKNOWN = ("N/A", "-", "ไม่ได้รายงาน")


def table(name, file):
    with (FOLDER / name / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def own(row, answers, kpi, place):
    """Return True, False or None (not known) for a row's own answer; True where it asks none."""
    if row["answer"] == "none":
        return True
    text = answers.get((kpi, place))
    if text is None and row["measure"].endswith(".P"):
        text = answers.get((kpi, "L3-2"))
    if text is None or text in UNKNOWN:
        return None
    if row["answer"] == "tick":
        return text == "✓"
    value, limit = Fraction(text), Fraction(row["threshold"])
    return {">=": value >= limit, "<=": value <= limit, "<": value < limit}[row["operator"]]


def together(values, needed):
    """Return whether ``needed`` of the values hold; None where that is not known."""
    if values.count(True) >= needed:
        return True
    return None if values.count(True) + values.count(None) >= needed else False


def condition(rows, kpi, name, answers):
    row = next(one for one in rows if one["condition"] == name)
    below = [
        condition(rows, kpi, one["condition"], answers) for one in rows if one["parent"] == name
    ]
    parts = [own(row, answers, kpi, name)]
    if below:
        needed = int(row["count"]) if row["rule"] == "at_least" else len(below)
        parts.append(together(below, needed))
    return together(parts, len(parts))


def items_met(kpi, answers):
    """Return for each item of a KPI of the agreement its level and whether it is met."""
    items = [row for row in table("agreement_2567", "items") if row["rubric"] == kpi]
    gates = [row for row in table("agreement_2567", "conditions") if row["rubric"] == kpi]
    met = {}
    for row in items:
        if row["parent"]:
            continue
        parts = [own(row, answers, kpi, row["item"])]
        parts += [
            own(one, answers, kpi, one["item"]) for one in items if one["parent"] == row["item"]
        ]
        parts += [
            condition(gates, kpi, one["condition"], answers)
            for one in gates
            if one["gates"] == row["item"]
        ]
        met[row["item"]] = (row["level"], together(parts, len(parts)))
    return met


def expected(kpi, answers, policy):
    """Return the score of a KPI by hand, or None where something is not known."""
    met = items_met(kpi, answers)
    if any(state is None for _, state in met.values()):
        return None
    total, going = Fraction(0), True
    for level, points in POINTS.items():
        states = [state for at, state in met.values() if at == level]
        for state in states:
            going = going and state if policy == "cumulative" else going
            if state and going and (policy != "strict_levels" or all(states)):
                total += Fraction(points, len(states))
        if policy == "strict_levels":
            going = going and all(states)
    return total


def draw(chance, answers):
    """Return answers of which some fail and some are not known."""
    drawn = {}
    for place, text in answers.items():
        turn = chance.random()
        if turn < 0.06:
            drawn[place] = "✗" if text == "✓" else "0"
        elif turn < 0.075:
            drawn[place] = chance.choice([*UNKNOWN, None])
        else:
            drawn[place] = text
    return {place: text for place, text in drawn.items() if place[1] != "L3-1"}


@pytest.mark.parametrize("policy", ["equal_split", "cumulative", "strict_levels"])
def test_scores_of_drawn_answers_agree_with_a_second_reckoning(policy):
    chance = random.Random(f"{policy} 2567")
    one = framework("agreement_2567")
    seen = set()
    for _ in range(25):
        answers = draw(chance, all_met(one))
        card = score_framework(one, results_of(one, answers), policy=policy)
        for kpi, score in card.kpis.items():
            by_hand = expected(kpi, answers, policy)
            seen.add(by_hand)
            if by_hand is not None:
                assert score.score.value == by_hand, (kpi, answers)
            elif policy == "equal_split":
                assert score.score.value is None, (kpi, answers)
    assert None in seen
    assert len(seen) > 3


@pytest.mark.parametrize("table_name", ["R-S1-09", "R-S2-04", "R-S3-07", "R-S4-03"])
def test_bands_agree_with_the_columns_of_the_table(table_name):
    from pmqa_analysis.assess.scorecards.findings import band_points

    rows = [row for row in table("hr_plan_2566", "bands") if row["bands"] == table_name]
    bands = framework("hr_plan_2566").bands[table_name]
    for tenths in range(1001):
        percent = Fraction(tenths, 10)
        points = Fraction(0)
        for row in rows:
            if percent >= Fraction(row["low"]):
                points = Fraction(row["points"])
        assert band_points(percent, bands) == points
