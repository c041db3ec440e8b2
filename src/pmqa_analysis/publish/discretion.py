"""The text of an exception without what it may quote of the data.

``could not convert string to float: 'x'`` prints an answer. What stands in the cell's source may
be told, it is shown anyway; other quoted texts, numbers and words that are not English may not. Of
what the cell itself raises, and of what follows a colon, only the words of the source are told.
"""

from __future__ import annotations

import re

__all__ = ["discreet", "first_sentence"]

_LONGEST = 200
_HIDDEN = "…"
_QUOTED = re.compile(r"'[^']*'?|\"[^\"]*\"?|“[^”]*”?|‘[^’]*’?|`[^`]*`?")
_WORD = re.compile(r"\S+")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z_.-]*")
_RAISES = re.compile(r"\b(?:raise|assert|exit|quit|throw)\b")
# A word that is hidden, between the brackets that it opens and closes.
_BRACKETED = re.compile(r"^([(\[{]*).*?([)\]}]*)[.,;:!?]*$")
# A quoted text, whose brackets are none of the sentence's, or a single letter.
_PIECE = re.compile(r"'[^']*'|\"[^\"]*\"|.", re.DOTALL)
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_SIGNS = "()[]{}<>,;:!?."


def discreet(text: str, source: str = "") -> str:
    """Return the first sentence of an exception's text, with ``…`` for what may be data.

    Args:
        text: The text.
        source: Source of the cell that failed; what stands in it may be told.
    """
    sentence = first_sentence(text)
    known = set(re.findall(r"\w+", source))
    if _RAISES.search(source):
        return _closed(_squeezed(_only_known(sentence, known)))
    head, colon, tail = sentence.partition(": ")
    return _closed(_squeezed(_plain_words(head, known, source) + colon + _only_known(tail, known)))


def first_sentence(text: str) -> str:
    """Return the first sentence of an exception's text, at most 200 letters."""
    line = text.strip().splitlines()[0] if text.strip() else ""
    return line.partition(". ")[0][:_LONGEST] or "-"


def _only_known(text: str, known: set[str]) -> str:
    return _WORD.sub(lambda word: _known_or_hidden(word.group(), known), text)


def _known_or_hidden(word: str, known: set[str]) -> str:
    parts = re.findall(r"\w+", word)
    if all(part in known for part in parts):
        return word
    return _BRACKETED.sub(rf"\1{_HIDDEN}\2", word)


def _plain_words(text: str, known: set[str], source: str) -> str:
    """Return English words and what the source has; a quoted text must stand there whole."""
    unquoted = _QUOTED.sub(
        lambda quoted: quoted.group() if quoted.group()[1:-1] in source else _HIDDEN, text
    )
    return _WORD.sub(lambda word: _plain_or_hidden(word.group(), known), unquoted)


def _plain_or_hidden(word: str, known: set[str]) -> str:
    bare = word.strip(_SIGNS)
    return word if not bare or _PLAIN.fullmatch(bare) else _known_or_hidden(word, known)


def _squeezed(text: str) -> str:
    return re.sub(rf"{_HIDDEN}(?:[\s,]*{_HIDDEN})+", _HIDDEN, text)


def _closed(text: str) -> str:
    """Close the brackets that stand open, and leave out those that close none."""
    awaited: list[str] = []
    kept = []
    for piece in _PIECE.findall(text):
        closes = piece in _CLOSERS.values()
        if closes and awaited[-1:] != [piece]:
            continue
        if closes:
            awaited.pop()
        elif piece in _CLOSERS:
            awaited.append(_CLOSERS[piece])
        kept.append(piece)
    return "".join(kept + awaited[::-1])
