"""The words of prose that claim something of figures, and those that make a number no figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

import yaml
from pydantic import Field

from pmqa_analysis.settings import StrictModel

__all__ = ["CLAIMS", "Claimed", "Vocabulary", "load_vocabulary"]

Claimed = Literal[
    "rose_every_year", "fell_every_year", "better_every_year", "never_fell", "never_rose",
    "rose", "fell", "better", "worse", "higher", "lower", "same", "highest", "lowest", "met",
    "not_met",
]  # fmt: skip
CLAIMS: tuple[str, ...] = get_args(Claimed)


class _Words(StrictModel):
    """One language's file in ``assets/prose/``."""

    claims: dict[Claimed, list[str]]
    negations: tuple[str, ...] = Field(strict=False)
    percent_before: tuple[str, ...] = Field(strict=False)
    percent_after: tuple[str, ...] = Field(strict=False)
    no_figure_after: tuple[str, ...] = Field(strict=False)
    no_figure_before: tuple[str, ...] = Field(strict=False)
    in_words: tuple[str, ...] = Field(strict=False)


@dataclass(frozen=True)
class Vocabulary:
    """The words of both languages.

    Attributes:
        claims: What each word claims; longer words first.
        negations: Words before a claim that take it back.
        percent_before: Words before a number that make it a percentage.
        percent_after: Signs after a number that make it a percentage.
        no_figure_after: A number after one of these words is no figure: an article, a page.
        no_figure_before: A number before one of these words is no figure: a day of a month.
        in_words: Amounts written in words, which no figure can be held against.
    """

    claims: Mapping[str, Claimed]
    negations: tuple[str, ...]
    percent_before: tuple[str, ...]
    percent_after: tuple[str, ...]
    no_figure_after: tuple[str, ...]
    no_figure_before: tuple[str, ...]
    in_words: tuple[str, ...]


@cache
def load_vocabulary() -> Vocabulary:
    """Return the words that the package's data files name."""
    place = files("pmqa_analysis").joinpath("assets", "prose")
    parts = [
        _Words.model_validate(yaml.safe_load(one.read_text(encoding="utf-8")))
        for one in sorted(place.iterdir(), key=lambda one: one.name)
    ]
    words = {word: claim for part in parts for claim, each in part.claims.items() for word in each}

    def joined(name: str) -> tuple[str, ...]:
        return tuple(word for part in parts for word in getattr(part, name))

    return Vocabulary(
        claims={word: words[word] for word in sorted(words, key=len, reverse=True)},
        negations=joined("negations"),
        percent_before=joined("percent_before"),
        percent_after=joined("percent_after"),
        no_figure_after=joined("no_figure_after"),
        no_figure_before=joined("no_figure_before"),
        in_words=joined("in_words"),
    )
