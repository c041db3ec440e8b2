"""Draw respondents: answers in codes, whose margins are the stated ones exactly.

A respondent has a leaning of his own, one more for each aspect, and one for each item; who leans
higher gives the higher answers, as many of each as the margins say. The generator is numpy's
frozen one, so that a seed gives the same answers under every version.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from pmqa_analysis.clean.surveys.answers import BLANK
from pmqa_analysis.clean.surveys.careless import LEAST_ITEMS
from pmqa_analysis.clean.surveys.codebook import Codebook, FreeText, Item, MultiSelect, Scale
from pmqa_analysis.simulate.margins import Plan
from pmqa_analysis.simulate.scales import answer_counts, quotas
from pmqa_analysis.thai import BUDDHIST_ERA, FIRST_FISCAL_MONTH

__all__ = ["SIMULATED", "Drawn", "draw_responses"]

SIMULATED = "ข้อมูลจำลอง"
Codes = npt.NDArray[np.int16]
Numbers = npt.NDArray[np.float64]
_TURNED = ("dissatisfaction",)
# Surveys stay open from the second to the eleventh month of the fiscal year.
_FIRST_DAY, _DAYS = 31, 270


@dataclass(frozen=True)
class Drawn:
    """The answers of one source in one year, one place a respondent in each.

    Attributes:
        ids: A number for each, from 1 on.
        started: When each began, in the Common Era.
        submitted: When each ended; all different, in order.
        groups: For each group, the category's code.
        items: For each item, the code of the answer or non-answer; BLANK where there is none.
        chosen: For each set, the codes of the options chosen.
        texts: For each free text, the words; empty for none.
        careless: Who gave one answer to all, in no time.
    """

    ids: list[int]
    started: list[datetime]
    submitted: list[datetime]
    groups: dict[str, list[str]]
    items: dict[str, Codes]
    chosen: dict[str, list[frozenset[str]]]
    texts: dict[str, list[str]]
    careless: npt.NDArray[np.bool_]


def seeded(*parts: object) -> np.random.RandomState:
    """Return a generator that these parts alone decide."""
    return np.random.RandomState(zlib.crc32("/".join(map(str, parts)).encode()))


def draw_responses(
    codebook: Codebook, plan: Plan, source: str, year: int, n: int, seed: int
) -> Drawn:
    """Return ``n`` respondents' answers to what a source asks in a year."""
    random = seeded(codebook.survey, source, year, seed)
    asked = [one for one in codebook.questions if codebook.is_asked(one, year, source)]
    items = [(item, scale) for item, scale in codebook.items_of(year) if item in asked]
    groups = _draw_groups(codebook, plan, n, random, year, source)
    careless = _some(n, plan.careless, random)
    answers = _draw_items(items, plan, groups, careless, random)
    _part_straight_lines(items, answers, careless)
    started, submitted = _draw_times(year, n, len(items), careless, random)
    sets = [one for one in asked if isinstance(one, MultiSelect)]
    texts = [one for one in asked if isinstance(one, FreeText)]
    return Drawn(
        ids=list(range(1, n + 1)), started=started, submitted=submitted, groups=groups,
        items=answers, careless=careless,
        chosen={one.id: _draw_set(one, plan, n, random) for one in sets},
        texts={one.id: _draw_text(one, plan, n, random) for one in texts},
    )  # fmt: skip


def _draw_groups(
    book: Codebook, plan: Plan, n: int, random: np.random.RandomState, year: int, source: str
) -> dict[str, list[str]]:
    drawn: dict[str, list[str]] = {}
    for group in (one for one in book.groups if book.is_asked(one, year, source)):
        stated = plan.groups.get(group.id)
        weights = [(stated.get(one.code, 0.0) if stated else 1.0) for one in group.categories]
        counts = quotas(weights if sum(weights) else [1.0] * len(weights), n)
        codes = np.repeat([one.code for one in group.categories], counts)
        drawn[group.id] = random.permutation(codes).tolist()
    for name, rule in plan.follows.items():
        for leader, codes_of in rule.items():
            if name in drawn and leader in drawn:
                pairs = zip(drawn[leader], drawn[name], strict=True)
                drawn[name] = [codes_of.get(code, own) for code, own in pairs]
    return drawn


def _draw_items(
    items: Sequence[tuple[Item, Scale]], plan: Plan, groups: dict[str, list[str]],
    careless: npt.NDArray[np.bool_], random: np.random.RandomState,
) -> dict[str, Codes]:  # fmt: skip
    n = len(careless)
    general, whims = random.standard_normal(n), random.random_sample(n)
    lift = _lift(plan, groups, n)
    aspects: dict[str, Numbers] = {}
    answers = {}
    for item, scale in items:
        own = aspects.setdefault(item.aspect or item.id, random.standard_normal(n))
        leaning = np.sqrt(plan.common) * general + np.sqrt(1 - plan.common) * own
        noise = random.standard_normal(n)
        leaning = np.sqrt(plan.correlation) * leaning + np.sqrt(1 - plan.correlation) * noise
        turned = item.reverse != (item.kind in _TURNED)
        codes = _answer(item, scale, plan, (leaning + lift) * (-1 if turned else 1),
                        careless, random)  # fmt: skip
        levels = np.array(scale.answers, np.int16)
        codes[careless] = levels[(whims[careless] * len(levels)).astype(int)]
        answers[item.id] = codes
    return answers


def _answer(
    item: Item, scale: Scale, plan: Plan, leaning: Numbers, careless: npt.NDArray[np.bool_],
    random: np.random.RandomState,
) -> Codes:  # fmt: skip
    """Return the answers of those who answer with care: by rank, as many of each as stated."""
    n = len(leaning)
    codes = np.full(n, BLANK, np.int16)
    order = random.permutation(np.flatnonzero(~careless))
    gaps = round(plan.blanks * len(order))
    refusals = round(plan.non_answers * len(order)) if scale.non_answers else 0
    refused = order[gaps : gaps + refusals]
    if refusals:
        codes[refused] = np.array(scale.non_answers, np.int16)[
            np.arange(refusals) % len(scale.non_answers)
        ]
    left = order[gaps + refusals :]
    levels = scale.answers
    mean = plan.items.get(item.id, levels[0] + 0.75 * (levels[-1] - levels[0]))
    counts = answer_counts(levels, mean, plan.spread, len(left))
    ranked = left[np.argsort(leaning[left], kind="stable")]
    codes[ranked] = np.repeat(np.array(levels, np.int16), counts)
    return codes


def _lift(plan: Plan, groups: dict[str, list[str]], n: int) -> Numbers:
    """Return how much higher each respondent's groups let him answer, in deviations."""
    lift = np.zeros(n)
    for name, effects in plan.effects.items():
        if name in groups:
            lift += np.array([effects.get(code, 0.0) for code in groups[name]]) / plan.spread
    return lift


def _part_straight_lines(
    items: Sequence[tuple[Item, Scale]], answers: dict[str, Codes],
    careless: npt.NDArray[np.bool_],
) -> None:  # fmt: skip
    """Move one answer of each careful respondent who happened to give the same to all."""
    for name in dict.fromkeys(scale.id for _, scale in items):
        mine = [(item, scale) for item, scale in items if scale.id == name]
        if len(mine) < LEAST_ITEMS or len({item.reverse for item, _ in mine}) < 2:
            continue
        levels = mine[0][1].answers
        codes = np.array([answers[item.id] for item, _ in mine])
        given = np.isin(codes, levels)
        high = np.where(given, codes, -BLANK - 1).min(axis=0)
        low = np.where(given, codes, BLANK).max(axis=0)
        for row in np.flatnonzero((high == low) & (given.sum(axis=0) > 1) & ~careless):
            place = int(np.flatnonzero(given[:, row])[0])
            at = levels.index(int(codes[place, row]))
            answers[mine[place][0].id][row] = levels[at - 1 if at else 1]


def _draw_times(
    year: int, n: int, items: int, careless: npt.NDArray[np.bool_], random: np.random.RandomState
) -> tuple[list[datetime], list[datetime]]:
    opened = datetime(year - 1 - BUDDHIST_ERA, FIRST_FISCAL_MONTH, 1) + timedelta(days=_FIRST_DAY)
    step = _DAYS * 86_400 / n
    ends = (np.arange(n) * step + random.random_sample(n) * (step - 1)).astype(np.int64)
    long = np.maximum(items, 1) * (4 + 8 * random.random_sample(n))
    spent = np.where(careless, np.maximum(items // 4, 1), long).astype(np.int64)
    submitted = [opened + timedelta(seconds=int(end)) for end in ends]
    return [end - timedelta(seconds=int(took)) for end, took in
            zip(submitted, spent, strict=True)], submitted  # fmt: skip


def _draw_set(
    question: MultiSelect, plan: Plan, n: int, random: np.random.RandomState
) -> list[frozenset[str]]:
    stated = plan.chosen.get(question.id, {})
    chosen: list[set[str]] = [set() for _ in range(n)]
    for option in question.options:
        default = 0.0 if option.code == question.other else 1 / 3
        for row in np.flatnonzero(_some(n, stated.get(option.code, default), random)):
            chosen[row].add(option.code)
    return [frozenset(one) for one in chosen]


def _draw_text(question: FreeText, plan: Plan, n: int, random: np.random.RandomState) -> list[str]:
    phrases = plan.texts.get(question.id) or ("ไม่มีเพิ่มเติม",)
    writing = _some(n, plan.text_share, random)
    picked = random.randint(0, len(phrases), n)
    return [f"{phrases[place]} ({SIMULATED})" if writes else ""
            for place, writes in zip(picked.tolist(), writing.tolist(), strict=True)]  # fmt: skip


def _some(n: int, share: float, random: np.random.RandomState) -> npt.NDArray[np.bool_]:
    """Return that share of the places, to the nearest whole number."""
    some = np.zeros(n, bool)
    some[random.permutation(n)[: round(share * n)]] = True
    return some
