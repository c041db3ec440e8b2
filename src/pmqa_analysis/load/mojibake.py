"""Thai text that was read in a wrong encoding: found, and repaired on an exact round trip only.

Four kinds: ``utf-8 as cp1252`` (or latin-1), ``utf-8 as cp874``, ``cp874 as cp1252`` (or
latin-1), and ``double``, where the first two happened again to their own outcome.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from functools import cache

import numpy as np

from pmqa_analysis.thai import has_thai

__all__ = ["UTF8_MARK", "is_sound", "is_sound_utf8", "repair_mojibake"]

_DOUBLE = 3
# Each group is one Thai letter: its three UTF-8 bytes, as the wrong encoding shows them.
# Written out, not repeated: a pattern that starts with a letter is searched many times faster.
_LATIN_START, _CP874_START = "\u00e0[\u00b8\u00b9]", "\u0e40[\u0e18\u0e19]"
_ANY, _HIGH = "[^\x00-\x7f\u0e00-\u0e7f]", "[^\x00-\x7f]"
_UTF8_AS_LATIN = re.compile(
    f"{_LATIN_START}{_ANY}{_LATIN_START}{_ANY}|\u00c3\u00a0\u00c2[\u00b8\u00b9]|\u00c3\u0192"
)
_UTF8_AS_CP874 = re.compile(f"{_CP874_START}{_HIGH}" * 3)
_CP874_AS_LATIN = re.compile("[\u00a1-\u00da\u00df-\u00fb]{3}")
_CHUNK = 2**20
# So few letters stay near the processor: decoded twice as fast.
_NEAR = 2**16
#: At the start of a text: it is in UTF-8.
UTF8_MARK = b"\xef\xbb\xbf"
# NUL, and the bytes with which every letter from U+0080 to U+00FF starts.
_SUSPICIOUS_BYTES = (b"\0", b"\xc2", b"\xc3")
_CP874_BYTES = b"\xe0\xb9\x80\xe0\xb8"
_UTF8_AS_CP874_BYTES = re.compile((_CP874_BYTES + b"[\x98\x99][\xc2-\xf4][\x80-\xbf]{1,3}") * 3)
_CP874_STARTS = ("\u0e40\u0e18", "\u0e40\u0e19")
# A mark with no letter before it is no Thai word: such an outcome is no repair.
_LOOSE_MARK = re.compile("(?<![\u0e01-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def is_sound_utf8(content: bytes) -> bool:
    """Return whether bytes are UTF-8 without a mark, a NUL, or anything that looks damaged.

    No is no verdict: the whole text must then be looked at.
    """
    if content.startswith(UTF8_MARK) or any(sign in content for sign in _SUSPICIOUS_BYTES):
        return False
    if _CP874_BYTES in content and _UTF8_AS_CP874_BYTES.search(content):
        return False
    decoder, view = codecs.getincrementaldecoder("utf-8")(), memoryview(content)
    try:
        for start in range(0, len(content), _NEAR):
            decoder.decode(view[start : start + _NEAR])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False  # another encoding: the answer, not a fault
    return True


def is_sound(text: str) -> bool:
    """Return whether nothing in a text looks damaged: :func:`repair_mojibake` finds nothing.

    What looks damaged never reaches over a sign of ASCII, such as the end of a cell or a line:
    a text is sound where each of its cells is.
    """
    return text.isascii() or not _suspected(text)


def repair_mojibake(text: str) -> tuple[str, str]:
    """Return the text, repaired where that is exact, and what was found.

    Returns:
        The text and a remark: empty where nothing was found, ``repaired (utf-8 as cp874)``, or
        ``found, not repaired (…)`` where the way back does not lead to this very text, as when
        only some cells are damaged.
    """
    if is_sound(text):
        return text, ""
    kind = _suspected(text)
    repaired, times = _repair(text, kind), 0
    while repaired is not None and times < _DOUBLE and _suspected(repaired).startswith("utf-8"):
        further = _repair(repaired, _suspected(repaired))
        if further is None:
            break
        repaired, times = further, times + 1
    if repaired is None or not has_thai(repaired) or _LOOSE_MARK.search(repaired):
        return text, f"found, not repaired ({kind})"
    return repaired, f"repaired ({'double' if times else kind})"


def _suspected(text: str) -> str:
    """Return the kind that the text looks like; plain searches first, they cost next to nothing."""
    if _has_latin_letter(text):
        if _UTF8_AS_LATIN.search(text):
            return "utf-8 as cp1252"
        if _CP874_AS_LATIN.search(text):
            return "cp874 as cp1252"
    if any(start in text for start in _CP874_STARTS) and _UTF8_AS_CP874.search(text):
        return "utf-8 as cp874"
    return ""


def _has_latin_letter(text: str) -> bool:
    for start in range(0, len(text), _CHUNK):
        part = text[start : start + _CHUNK]
        letters = np.frombuffer(part.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
        if ((letters >= 0xA1) & (letters <= 0xFB)).any():
            return True
    return False


def _repair(text: str, kind: str) -> str | None:
    """Return what was meant, or None where the way there and back is not exact."""
    true, _, wrong = kind.partition(" as ")
    for name in ("latin-1", "cp1252") if wrong == "cp1252" else (wrong,):
        meant = _meant(text, true, name)
        if meant is not None:
            return meant
    return None


def _meant(text: str, true: str, wrong: str) -> str | None:
    try:
        raw = codecs.charmap_encode(text, "strict", _encoding_map(wrong))[0]
        meant = raw.decode(true)
        again = codecs.charmap_decode(meant.encode(true), "strict", _decoding_table(wrong))[0]
    except UnicodeError:
        return None  # no text of that kind: the answer, not a fault
    return meant if again == text else None


@cache
def _decoding_table(name: str) -> str:
    """Return the letters of the 256 bytes; as Windows does, an unused byte is its control code."""
    return "".join(
        letter if (letter := bytes([byte]).decode(name, "replace")) != "\ufffd" else chr(byte)
        for byte in range(256)
    )


@cache
def _encoding_map(name: str) -> Mapping[int, int]:
    return codecs.charmap_build(_decoding_table(name))  # type: ignore[return-value]
