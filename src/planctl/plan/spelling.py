"""How names are spelled and compared: widths, dashes and invisible characters, lists of names, names that are near.

Meant for comparing and parsing, never for storing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: From which share of common characters, 0 to 1, two words are taken for one mistyped.
LIKELY = 0.5


def fold(text: str) -> str:
    """Return ``text`` in one spelling: NFKC, ASCII for Chinese stops, commas and dashes, no invisible characters.

    Numbers that are no plain digits (``①``, ``²``, ``½``) stay as they are, so that they are never taken for the digits
    that NFKC makes of them. Meant for comparing and parsing, never for storing.
    """
    if not text.isascii():
        text = re.sub(f"[{_INVISIBLE}{_VARIANTS}]+", "", text)
        text = re.sub(f"[^{_NUMERALS}]+", lambda run: unicodedata.normalize("NFKC", run[0]), text).translate(_SPELLINGS)
    return text.strip()


def is_blank(text: str | None) -> bool:
    """Whether nobody can see anything of ``text``."""
    return not fold(text or "")


def clean_text(typed: str) -> str:
    """Return what was typed, pasted or piped as it is kept: as lines, without blanks at their ends and around them.

    What editors and other systems put in goes: a byte order mark in front, and carriage returns. A text that nobody can
    see is none.
    """
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = re.sub(r"^[\s\ufeff]+", "", "\n".join(line.rstrip() for line in lines)).rstrip()
    return "" if is_blank(text) else text


def split_list(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names in ``values``, each once and in its own spelling.

    Each value is one name or several, between commas or semicolons of any width or ``、``.
    """
    names = (re.sub(_EDGES, "", name) for value in values for name in re.split("[,，､、;；]", value))
    return tuple(dict.fromkeys(name for name in names if name))


def nearest(word: str, candidates: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """Return at most ``n`` of ``candidates`` that ``word`` may have been meant for, the likeliest first.

    A short name (a part of a candidate, or the candidate with characters left out) counts before one that is mistyped.
    The opposite of a word is never meant by it, however alike the two look.
    """
    from difflib import SequenceMatcher

    wanted = essence(word)
    matcher = SequenceMatcher(b=wanted, autojunk=False)

    def likeness(candidate: str) -> float:
        spelling = essence(candidate)
        matcher.set_seq1(spelling)
        return matcher.ratio() + _inclusion(*sorted((wanted, spelling), key=len))

    scores = {candidate: likeness(candidate) for candidate in candidates if not _are_opposite(word, candidate)}
    likely = [candidate for candidate, score in scores.items() if score >= LIKELY]
    return tuple(sorted(likely, key=lambda candidate: -scores[candidate])[:n])


def _are_opposite(one: str, other: str) -> bool:
    """Whether one of two words denies the other or a part of it: 未完成 and 已完成, unassigned and assign."""
    words = [essence(word).removeprefix("已") for word in (one, other)]
    bare = [re.sub(_NEGATION, "", word) for word in words]
    is_denied = [left != word for left, word in zip(bare, words, strict=True)]
    return is_denied[0] is not is_denied[1] and all(bare) and (bare[0] in bare[1] or bare[1] in bare[0])


def is_slip(written: str, meant: str) -> bool:
    """Whether one name is the other with a slip of the pen: blanks or width apart, or one character of three or more.

    A character is missing, added, changed, or has changed places with its neighbour. Names that are told apart by a
    number, a region's rank or a single letter are two names.
    """
    one, other = essence(written), essence(meant)
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST or len(long) - len(short) > 1:
        return False
    at = next((number for number, pair in enumerate(zip(short, long, strict=False)) if len(set(pair)) > 1), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    if short[at:] == f"{long[at + 1 : at + 2]}{long[at]}{long[at + 2 :]}":
        return True
    is_one = short[at + 1 :] == long[at + 1 :] and len(short) > _SHORTEST
    return is_one and not _tells_apart(short[at], written) and not _tells_apart(long[at], meant)


def _tells_apart(character: str, name: str) -> bool:
    """Whether names of a series differ in ``character``: 省 and 市, 一 and 二, A and B."""
    is_letter = re.search(rf"(?<![a-z0-9]){re.escape(character)}(?![a-z0-9])", fold(name).casefold()) is not None
    return character.isdigit() or character in _RANKS or (character.isascii() and is_letter)


def essence(word: str) -> str:
    """Return what matters of a name when it is compared: not its case, width, blanks and dashes."""
    return re.sub(r"[\s_-]+", "", fold(word).casefold())


def _inclusion(short: str, long: str) -> float:
    """Return how much it speaks for a likeness that one word is within the other."""
    if len(short) <= 1:
        return 0.0
    rest = iter(long)
    return 1.0 if short in long else 0.5 * all(character in rest for character in short)


#: What makes the opposite of the word behind it.
_NEGATION = "^(?:未|没有?|不|非|无|(?:un|not|non)(?=[a-z]{4})|in(?=complete|active))"
#: How many characters a name has at least that is compared for slips of the pen.
_SHORTEST = 3
_RANKS = "一二三四五六七八九十甲乙丙丁省市县区州旗乡镇村东南西北上中下新老"
#: Characters that are numbers, are no digits, and that NFKC would make digits of.
_NUMERALS = "²³¹¼-¾⁰⁴-⁹₀-₉⅐-⅟↉①-⒛⓪㆒-㆕㈠-㈩㉑-㉟㊀-㊉㊱-㊿🄀-🄊"
#: Zero-width and direction characters, which come along with text pasted from a chat or a document.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
#: What only chooses between forms of the character before it.
_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_EDGES = rf"^[\s{_INVISIBLE}]+|[\s{_INVISIBLE}]+$"
_DASHES = "\u2010\u2012\u2013\u2014\u2015\u2212"
_SPELLINGS = str.maketrans({"。": ".", "、": ",", "，": ",", "；": ";", "〜": "~"} | dict.fromkeys(_DASHES, "-"))
