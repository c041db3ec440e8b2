"""Labels and titles compared as a reader of Thai compares them; nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pmqa_analysis.clean.surveys.codebook import Category, Scale, ScaleCode
from pmqa_analysis.thai import normalise, to_arabic_digits

__all__ = ["category_labels", "label_key", "scale_labels", "similarity"]

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# ำ typed as nikhahit and sara aa, with a tone mark before, between, or none.
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_MARK_ORDER = re.compile("([\u0e48-\u0e4c])([\u0e31\u0e34-\u0e37\u0e4d])")
_REPEATED = re.compile(r"\s*([ๆฯ])\s*")


def label_key(text: str) -> str:
    """Return the form under which two writings of one label are the same text.

    Composed (NFC, never NFKC); blanks single, none beside ๆ and ฯ; without invisible
    characters; sara am whole; marks in the order of the keyboard; Arabic digits.
    """
    if text.isascii():
        return " ".join(text.split())
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _MARK_ORDER.sub(r"\2\1", text.replace("เเ", "แ"))
    text = _SARA_AM.sub("\\1\u0e33", text)
    return to_arabic_digits(normalise(_REPEATED.sub(r"\1", text)))


def scale_labels(scale: Scale) -> Iterator[tuple[str, ScaleCode]]:
    """Yield each normalised label of a scale with its code.

    A number and a label that agree ("5 = มากที่สุด", "มากที่สุด (5)") are one more label.
    """
    yield from _labels_of(scale)


@lru_cache(maxsize=256)
def _labels_of(scale: Scale) -> tuple[tuple[str, ScaleCode], ...]:
    """Return the labels of a scale; every item on it, and every other scale, asks for them."""
    return tuple(_all_labels(scale))


def _all_labels(scale: Scale) -> Iterator[tuple[str, ScaleCode]]:
    for code in scale.codes:
        names = [code.th, *([code.en] if code.en else [])]
        texts = [*names, *code.variants]
        if scale.accept_codes:
            texts += [str(code.code), f"{code.code}.0", *_numbered(code.code, names)]
        yield from ((key, code) for key in dict.fromkeys(map(label_key, texts)))


def category_labels(categories: Iterable[Category]) -> Iterator[tuple[str, Category]]:
    """Yield each normalised label of closed answers with its category; codes are labels, too."""
    for one in categories:
        texts = [one.th, one.code, *([one.en] if one.en else []), *one.variants]
        yield from ((key, one) for key in dict.fromkeys(map(label_key, texts)))


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1, after normalisation."""
    import difflib

    return difflib.SequenceMatcher(None, label_key(one), label_key(other), autojunk=False).ratio()


def _numbered(code: int, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for sign in ("=", "-", ":", "."):
            yield from (f"{code}{sign}{name}", f"{code} {sign} {name}", f"{code}{sign} {name}")
        yield from (f"{code} {name}", f"{code}) {name}", f"({code}) {name}")
        yield from (f"{name} ({code})", f"{name}({code})", f"{name} = {code}", f"{name}={code}")
