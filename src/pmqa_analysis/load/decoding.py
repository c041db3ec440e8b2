"""The text of a file's bytes: a strict order of encodings, none of them guessed from statistics."""

from __future__ import annotations

import re

from pmqa_analysis.errors import DataError, SettingsError

__all__ = ["decode"]

_DECLARED = {
    "utf-8": "utf-8-sig", "utf8": "utf-8-sig", "utf-8-sig": "utf-8-sig", "utf-16": "utf-16",
    "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be", "cp874": "cp874", "windows-874": "cp874",
    "tis-620": "cp874",
}  # fmt: skip
_SHOWN = ("utf-8", "utf-16", "cp874")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_LETTER = re.compile("[\u0e01-\u0e2e]")
_MARK = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_LOOSE_MARK = re.compile(f"(?<![\u0e01-\u0e4e]){_MARK}")
_UTF8_AS_CP874 = re.compile("(?:\u0e40[\u0e18\u0e19][^\x00-\x7f]){3}")
#: Thai letters per loose mark below which cp874 is no Thai text: ``café`` has such marks only.
_LETTERS_PER_LOOSE_MARK = 20


def decode(path: str, content: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return a file's text and the encoding it was read in.

    The order is strict: the declared encoding and no other; else utf-8 with or without its
    mark, utf-16 with its mark, cp874 (which holds all of tis-620).

    Raises:
        SettingsError: If the declared encoding is none of these.
        DataError: If the declared encoding is not that of the file, or none of them is.
    """
    text, name = _decode_declared(path, content, declared) if declared else _decode(path, content)
    if "\0" in text:
        raise DataError("file.nul", where=path, line=text.count("\n", 0, text.index("\0")) + 1)
    return text, name


def _decode_declared(path: str, content: bytes, declared: str) -> tuple[str, str]:
    name = _DECLARED.get(declared.strip().lower().replace("_", "-"))
    if name is None:
        known = ", ".join(_SHOWN)
        raise SettingsError("file.unknown_encoding_name", where=path, found=declared, known=known)
    text = _strict(content, name)
    if text is None or not _believable(content, name):
        fits = next((one for one in _SHOWN if _fits(content, one)), "-")
        line = _line_of_damage(content, name)
        raise DataError("file.wrong_encoding", where=path, declared=declared, fits=fits, line=line)
    return text, declared


def _decode(path: str, content: bytes) -> tuple[str, str]:
    for name in ("utf-8-sig", "utf-16", "cp874"):
        if _fits(content, name):
            text = _strict(content, name)
            if text is not None:
                marked = content.startswith(_UTF8_MARK)
                return text, "utf-8" if name == "utf-8-sig" and not marked else name
    likely = "utf-16" if content.startswith(_UTF16_MARKS) else "utf-8"
    line = _line_of_damage(content, likely)
    raise DataError("file.unknown_encoding", where=path, known=", ".join(_SHOWN), line=line)


def _line_of_damage(content: bytes, name: str) -> int:
    """Return the first line that is no text of an encoding, counted from 1; 1 if all are."""
    try:
        content.decode(name)
    except UnicodeDecodeError as error:
        return content[: error.start].decode(name, "ignore").count("\n") + 1
    return 1  # it decodes, and reads as no Thai


def _fits(content: bytes, name: str) -> bool:
    if name == "utf-16":
        return content.startswith(_UTF16_MARKS) and _strict(content, name) is not None
    text = _strict(content, name)
    return text is not None and (name != "cp874" or _is_thai(content, text))


def _is_thai(content: bytes, text: str) -> bool:
    """Return whether a text in cp874 reads as Thai, not as another encoding's letters."""
    if content.startswith((*_UTF16_MARKS, _UTF8_MARK)) or _UTF8_AS_CP874.search(text):
        return False
    loose = len(_LOOSE_MARK.findall(text))
    return len(_LETTER.findall(text)) >= max(1, _LETTERS_PER_LOOSE_MARK * loose)


def _believable(content: bytes, name: str) -> bool:
    """Return whether a declared encoding that decodes is not another one all the same."""
    if name == "utf-8-sig":
        return True
    utf8 = _strict(content, "utf-8")
    if name == "cp874":
        return utf8 is None or utf8.isascii()
    return content.startswith(_UTF16_MARKS) or (
        name != "utf-16" and (utf8 is None or b"\0" in content)
    )


def _strict(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        return None  # not this encoding: the answer, not a fault
