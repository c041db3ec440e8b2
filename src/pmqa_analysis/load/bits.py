"""Marks on the letters of a text, a bit each: 64 letters are asked at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["WORD", "Bits", "bits", "bits_at", "count_before", "inside_of", "shifted"]

WORD = 64
Bits = npt.NDArray[np.uint64]
_ONE, _LAST = np.uint64(1), np.uint64(WORD - 1)


def bits(marks: npt.NDArray[np.bool_]) -> Bits:
    """Return marks as bits, the first letter's lowest; beyond the last letter they are 0."""
    packed = np.packbits(marks, bitorder="little")
    padded = np.zeros(-(-len(packed) // 8) * 8, np.uint8)
    padded[: len(packed)] = packed
    return padded.view("<u8").astype(np.uint64, copy=False)


def bits_at(marks: Bits, positions: npt.NDArray[np.intp]) -> Bits:
    """Return the bits of the letters at some positions, each as 0 or 1."""
    return (marks[positions // WORD] >> (positions % WORD).astype(np.uint64)) & _ONE


def shifted(marks: Bits, first: int) -> tuple[Bits, int]:
    """Return each letter's mark on the letter after it, and the mark that left the last word."""
    moved = marks << _ONE
    moved[1:] |= marks[:-1] >> _LAST
    moved[0] |= np.uint64(first)
    return moved, int(marks[-1] >> _LAST)


def inside_of(quotes: Bits, inside: int) -> tuple[Bits, int]:
    """Return which letters have an odd number of quotes up to and with them, and so the last."""
    within = quotes.copy()
    for distance in (1, 2, 4, 8, 16, 32):
        within ^= within << np.uint64(distance)
    odd = within >> _LAST
    before = np.bitwise_xor.accumulate(odd) ^ odd ^ np.uint64(inside)
    within ^= ~before + _ONE  # all ones where a quote is open before the word
    return within, int(within[-1] >> _LAST)


def count_before(marks: Bits, positions: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
    """Return for each position how many letters before it are marked."""
    counts = np.bitwise_count(marks)
    before = np.cumsum(counts, dtype=np.int64) - counts
    words = positions // WORD
    lower = (_ONE << (positions % WORD).astype(np.uint64)) - _ONE
    return before[words] + np.bitwise_count(marks[words] & lower)
