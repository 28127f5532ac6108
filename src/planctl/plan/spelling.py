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
        text = re.sub(f"[{_INVISIBLE}]+", "", text)
        text = re.sub(f"[^{_NUMERALS}]+", lambda run: unicodedata.normalize("NFKC", run[0]), text).translate(_SPELLINGS)
    return text.strip()


def split_list(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names in ``values``, each once and in its own spelling.

    Each value is one name or several, between commas or semicolons of any width or ``、``.
    """
    names = (re.sub(_EDGES, "", name) for value in values for name in re.split("[,，､、;；]", value))
    return tuple(dict.fromkeys(name for name in names if name))


def nearest(word: str, candidates: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """Return at most ``n`` of ``candidates`` that ``word`` may have been meant for, the likeliest first.

    A short name (a part of a candidate, or the candidate with characters left out) counts before one that is mistyped.
    """
    from difflib import SequenceMatcher

    wanted = essence(word)
    matcher = SequenceMatcher(b=wanted, autojunk=False)

    def likeness(candidate: str) -> float:
        spelling = essence(candidate)
        matcher.set_seq1(spelling)
        return matcher.ratio() + _inclusion(*sorted((wanted, spelling), key=len))

    scores = {candidate: likeness(candidate) for candidate in candidates}
    likely = [candidate for candidate, score in scores.items() if score >= LIKELY]
    return tuple(sorted(likely, key=lambda candidate: -scores[candidate])[:n])


def essence(word: str) -> str:
    """Return what matters of a name when it is compared: not its case, width, blanks and dashes."""
    return re.sub(r"[\s_-]+", "", fold(word).casefold())


def _inclusion(short: str, long: str) -> float:
    """Return how much it speaks for a likeness that one word is within the other."""
    if len(short) <= 1:
        return 0.0
    rest = iter(long)
    return 1.0 if short in long else 0.5 * all(character in rest for character in short)


#: Characters that are numbers, are no digits, and that NFKC would make digits of.
_NUMERALS = "²³¹¼-¾⁰⁴-⁹₀-₉⅐-⅟↉①-⒛⓪㆒-㆕㈠-㈩㉑-㉟㊀-㊉㊱-㊿🄀-🄊"
#: Zero-width and direction characters, which come along with text pasted from a chat or a document.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_EDGES = rf"^[\s{_INVISIBLE}]+|[\s{_INVISIBLE}]+$"
_DASHES = "\u2010\u2012\u2013\u2014\u2015\u2212"
_SPELLINGS = str.maketrans({"。": ".", "、": ",", "，": ",", "；": ";", "〜": "~"} | dict.fromkeys(_DASHES, "-"))
