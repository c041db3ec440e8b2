"""Repair the damaged Thai of a PDF's text layer, rule by rule, and match what no rule can repair.

PDF writers draw a mark apart from its letter, and the text layer gives them back in the order
they were drawn: blanks before a mark, tones before vowels, sara am as sara aa or the reverse.
Each rule mends one such fault and says why it is safe; correct Thai passes unchanged.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from pmqa_analysis.thai import to_arabic_digits

__all__ = ["RULES", "find_name", "repair", "repair_words", "skeleton"]

_CONSONANT = "[ก-ฮ]"
_LEADING = "[เแโใไ]"
_TONE = "[่-๋]"
_ABOVE_BELOW = "[ัิ-ฺ]"  # vowels above or below their letter
_MARK = "[ัิ-ฺ็-์]"  # those, and tones, the short mark and the silencer
_BLANK = "[ \\t\\u00a0]"  # never a line end: lines keep their numbers
_NOT_BONES = re.compile("[^ก-ฮ0-9A-Za-z]")
_THAI = re.compile("[ก-๙]")
_TRAILING = re.compile("[ะ-ฺ็-๎\\s]*")

# Two noncharacters of Unicode hold the place of a genuine sara am until all others are decided.
# The second also says that its font prints sara am for sara aa.
_GENUINE, _GENUINE_PARTED = "\ufdd0", "\ufdd1"
_PLACEHOLDERS = re.compile(f"[{_GENUINE}{_GENUINE_PARTED}]")

# After sara am a syllable begins: one bare consonant, or a silenced one, cannot follow it.
# ณ and ธ may stand alone as words, so they prove nothing. So กำร, งำน, จำก, ดำ้น are damage;
# the frequent words at the end show it even where letters follow.
_IMPOSSIBLE = re.compile(
    f"ำ(?:(?![ณธ]){_CONSONANT}(?![ก-๎])|{_CONSONANT}{{1,2}}[ุิ]?์|{_TONE}|[งดบยร][เแใไ])"
    "|(?:กำร|รำช|ตำม)(?![ะ-ฺ็-๎])|ควำม|สภำ|ภำพ|ศำส|ด้ำน"
)
# Stems that are no word with sara aa; where one stands whole, its sara am is genuine.
_STEMS = re.compile(
    "(?<=ส)ำ(?=นัก|คัญ|เร็จ|หรับ|รวจ|นวน)|(?<=จ)ำ(?=นวน|เป็น|กัด|แนก|หน่าย)|(?<=ก)ำ(?=หนด|ลัง)"
    "|(?<=ด)ำ(?=เนิน|รง)|(?<=ค)ำ(?=นึง|นวณ|แนะ)|(?<=ต)ำ(?=แหน่ง|รวจ|บล)|(?<=อ)ำ(?=นวย|เภอ|นาจ)"
)
# ดำเนิน cut at a line's end leaves ดำ: seen in narrow columns.
_CUT_STEM = re.compile(f"(?<=ด)ำ(?={_BLANK}*(?:\\n{_BLANK}*เนิน|\\Z))")


def repair(text: str) -> str:
    """Return ``text`` with the damage mended that a rule can mend; line ends stay where they are.

    Give the whole text layer at once: whether sara am stands for sara aa is a trait of a font,
    and a short line alone may not show it. Text without damage is returned as it is, but for
    Thai digits, which become Arabic.
    """
    if not _THAI.search(text) or _PLACEHOLDERS.search(text):
        return to_arabic_digits(text)
    for rule in RULES.values():
        text = rule(text)
    return _PLACEHOLDERS.sub("ำ", text)


def translate_digits(text: str) -> str:
    """R0: write Thai digits in Arabic, so that figures of one report compare."""
    return to_arabic_digits(text)


def join_split_marks(text: str) -> str:
    """R1: move a blank behind the mark it cut off (ที ่20 is ที่ 20); no word begins with a mark."""
    return re.sub(f"({_CONSONANT}{_MARK}*)({_BLANK}+)({_MARK}+)", r"\1\3\2", text)


def join_marks_behind_points(text: str) -> str:
    """R1b: move a mark before the bracket or point it fell behind: ป)ี is ปี)."""
    return re.sub(f"({_CONSONANT}{_MARK}*)([),:;.]+)({_MARK}+)", r"\1\3\2", text)


def order_vowel_and_tone(text: str) -> str:
    """R2: put the vowel before the tone, as Thai is typed: เพ่ือ is เพื่อ."""
    return re.sub(f"({_TONE})({_ABOVE_BELOW})", r"\2\1", text)


def join_leading_vowels(text: str) -> str:
    """R3: drop blanks after a leading vowel, which cannot end a word: เ พื่อ is เพื่อ."""
    return re.sub(f"({_LEADING}){_BLANK}+(?={_CONSONANT})", r"\1", text)


def join_two_part_sara_am(text: str) -> str:
    """Write nikhahit and sara aa as the one letter sara am, which they draw: ํ + า is ำ."""
    return re.sub(f"\u0e4d({_TONE}?)า", rf"\1{_GENUINE}", text)


def restore_parted_sara_aa(text: str) -> str:
    """R4: take a blank and sara aa for a broken sara am: ส านัก is สำนัก.

    The exception is การ torn by justification (ก ารปฏิรูป): กำร begins a word only where its
    ร bears a vowel, as in กำราบ.
    """
    text = re.sub(f"ก{_BLANK}+าร(?![ะ-ฺ็-๎])", "การ", text)
    return re.sub(f"({_CONSONANT}{_TONE}?){_BLANK}+า", rf"\1{_GENUINE}", text)


def join_parted_sara_am(text: str) -> str:
    """R5: join a sara am that a blank cut off, and mark it as genuine: ส ำคัญ is สำคัญ.

    The exception is ร่าง torn by justification (ร่ ำงกฎหมำย): no word begins with ร่ำง.
    """
    text = re.sub(f"ร่{_BLANK}+ำง(?![ะ-ฺ็-๎])", "ร่าง", text)
    return re.sub(f"({_CONSONANT}{_TONE}?){_BLANK}+ำ", rf"\1{_GENUINE_PARTED}", text)


def restore_sara_aa(text: str) -> str:
    """R6: turn the sara am into sara aa where a font prints one for the other: กำร is การ.

    A line shows such a font by a sara am that was parted (R5) or cannot stand where it does.
    A line without a sign of its own follows the text, unless it has a whole genuine stem.
    """
    if "ำ" not in text:
        return text
    text = _CUT_STEM.sub(_GENUINE, text)
    if not _shows_swapped_font(text):
        return text
    return "\n".join(
        _STEMS.sub(_GENUINE, line).replace("ำ", "า")
        if _shows_swapped_font(line) or not _is_whole(line)
        else line
        for line in text.split("\n")
    )


def order_tone_and_sara_aa(text: str) -> str:
    """R7: put the tone before sara aa and sara am, which bear none: ดา้น is ด้าน."""
    return re.sub(f"([าำ{_GENUINE}{_GENUINE_PARTED}])({_TONE})", r"\2\1", text)


def order_tone_and_leading_vowel(text: str) -> str:
    """R8: put the tone before a leading vowel, which bears none: ทีเ่ป็น is ที่เป็น."""
    return re.sub(f"({_LEADING})({_TONE})", r"\2\1", text)


def advance_late_tone(text: str) -> str:
    """R9: put a tone that came one letter late on its syllable: เพือ่ is เพื่อ, ทัว่ is ทั่ว.

    อ after ื and ว after ั only close a syllable; ย closes เ–ีย unless it bears a vowel.
    """
    text = re.sub(f"(ื)(อ)({_TONE})", r"\1\3\2", text)
    text = re.sub(f"(ั)(ว)({_TONE})(?![ะ-ฺ])", r"\1\3\2", text)
    return re.sub(f"(เ{_CONSONANT}{{1,2}}ี)(ย)({_TONE})(?![ะ-ฺ])", r"\1\3\2", text)


RULES: Mapping[str, Callable[[str], str]] = {
    "R0": translate_digits, "R1": join_split_marks, "R1b": join_marks_behind_points,
    "R2": order_vowel_and_tone, "R3": join_leading_vowels, "R3b": join_two_part_sara_am,
    "R4": restore_parted_sara_aa, "R5": join_parted_sara_am, "R6": restore_sara_aa,
    "R7": order_tone_and_sara_aa, "R8": order_tone_and_leading_vowel, "R9": advance_late_tone,
}  # fmt: skip


def skeleton(text: str) -> str:
    """Return the consonants, digits and Latin letters of ``text``, digits in Arabic.

    Damage moves, drops and swaps vowels, tones and blanks (R1 to R12) but never these.
    """
    return _NOT_BONES.sub("", to_arabic_digits(text))


def find_name(text: str, known: Iterable[str]) -> str:
    """Return the one known name with the skeleton of ``text``; empty where none or several have."""
    wanted = skeleton(text)
    found = {name for name in known if wanted and skeleton(name) == wanted}
    return found.pop() if len(found) == 1 else ""


def repair_words(text: str, known: Iterable[str]) -> str:
    """Return ``text`` with known words put right whose marks had moved or been torn off.

    A stretch is replaced only by a known word with the same skeleton and the very same letters,
    blanks aside: สนบัสนนุ by สนับสนุน (R10), ผู้ รับ by ผู้รับ (R11). The longest word wins. A text
    that lacks a mark (R12) is left alone: use :func:`find_name` for whole names.
    """
    words = _by_skeleton(known)
    longest = max(map(len, words), default=0)
    spots = [match.start() for match in re.finditer("[ก-ฮ0-9A-Za-z]", text)]
    bones = "".join(text[spot] for spot in spots)
    parts, end, first = [], 0, 0
    while first < len(spots):
        found = None
        for size in range(min(longest, len(spots) - first), 0, -1):
            candidates = words.get(bones[first : first + size], ())
            found = _same_letters(text, spots[first], spots[first + size - 1], candidates)
            if found:
                start, stop, word = found
                parts += [text[end:start], word]
                end, first = stop, first + size
                break
        first += not found
    return "".join([*parts, text[end:]])


def _shows_swapped_font(text: str) -> bool:
    return _GENUINE_PARTED in text or bool(_IMPOSSIBLE.search(text))


def _is_whole(line: str) -> bool:
    """Return whether genuine stems show a sound line; ดำเนิน only does beside a sara aa.

    It is the one stem seen whole among swapped letters.
    """
    stems = [line[match.start() - 1] for match in _STEMS.finditer(line)]
    return any(letter != "ด" for letter in stems) or (bool(stems) and "า" in line)


def _by_skeleton(known: Iterable[str]) -> dict[str, list[str]]:
    words: dict[str, list[str]] = defaultdict(list)
    for word in known:
        if bones := skeleton(word):
            words[bones].append(word)
    return words


def _same_letters(
    text: str, first: int, last: int, candidates: Iterable[str]
) -> tuple[int, int, str] | None:
    """Return where a candidate stands around these consonants, by its letters in any order."""
    trailing = _TRAILING.match(text, last + 1)
    stop = first + len(text[first : trailing.end() if trailing else last + 1].rstrip())
    for word in candidates:
        start = first - bool(re.match(_LEADING, word))
        if start >= 0 and _letters(text[start:stop]) == _letters(word):
            return start, stop, word
    return None


def _letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))
