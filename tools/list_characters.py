"""List the characters that the fonts of this package can show: ``assets/fonts/characters.txt``.

``python tools/list_characters.py`` writes the list, ``--check`` compares it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from fontTools.ttLib import TTFont

__all__ = ["characters", "main", "ranges"]

FONTS = Path(__file__).parents[1] / "src" / "pmqa_analysis" / "assets" / "fonts"
LIST = FONTS / "characters.txt"
# The faces of the PDF: a character must stand in the text's or in the signs' own.
FACES = ("SarabunLevelled-Regular.ttf", "DejaVuSans-Symbols.ttf")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the list, or compare it; return 1 where it differs."""
    text = "".join(f"{line}\n" for line in ranges(characters()))
    if "--check" in (sys.argv[1:] if arguments is None else arguments):
        same = LIST.is_file() and LIST.read_text(encoding="ascii") == text
        print("same" if same else f"{LIST.name} differs: run tools/list_characters.py")
        return 0 if same else 1
    LIST.write_text(text, encoding="ascii", newline="\n")
    return 0


def characters() -> set[int]:
    """Return the code points that some face can show."""
    return {code for face in FACES for code in TTFont(FONTS / face).getBestCmap()}


def ranges(codes: Iterable[int]) -> list[str]:
    """Return code points as ranges in hexadecimal, such as ``0E01-0E3A``."""
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return [f"{first:04X}-{last:04X}" for first, last in found]


if __name__ == "__main__":
    sys.exit(main())
