"""How the words of a text are spelled in a plan, and how they are read: widths, and what is no prose masked."""

from __future__ import annotations

import re

from planctl.plan.numerals import HAN, to_int

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HAN = r"[\u3400-\u9fff《》〈〉“”‘’（）、，。；：％%〔〕—]"
#: A half-width full stop: behind a word, which the numeral of a heading is not, at an end or in front of another word.
_POINT = rf"(?<={_HAN})(?<![{HAN}])\.(?=\s*$|\s*[\u3400-\u9fff（(]|\s*[0-9]{{1,2}}[.．、])"
_NARROW = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_HAN_YEAR = f"(?<![{HAN}])[{HAN[2:4]}][{HAN[:11]}]{{3}}(?=年)"
_QUOTED = re.compile("《(?:[^《》]|《[^《》]*》)*》|〔[^〔〕]*〕|“[^“”]*”")


def widened(text: str) -> str:
    """Return ``text`` with the punctuation beside Chinese characters in full width; that between digits stays."""
    text = re.sub(rf"(?<={_HAN})[,;:?!()]|[,;:?!()](?={_HAN})", lambda found: _WIDE[found[0]], text)
    # A bracket whose other half was widened goes with it: （2015—2020年）
    text = re.sub(r"（([^（）()]*)\)", r"（\1）", text)
    return re.sub(r"\(([^（）()]*)）", r"（\1）", text)


def with_full_stops(line: str) -> str:
    """Return ``line`` with the stops behind Chinese words in full width; a point is one where no other stop is."""
    line = re.sub(rf"(?<={_HAN})[!?]", lambda found: _WIDE[found[0]], line)
    return line if "。" in line else re.sub(_POINT, "。", line)


def narrowed(text: str) -> str:
    """Return ``text`` with its digits in half width and years as 二〇二〇年 in digits, character for character."""
    return re.sub(_HAN_YEAR, lambda found: "".join(str(to_int(char)) for char in found[0]), text.translate(_NARROW))


def masked(text: str) -> str:
    """Return ``text`` narrowed, with titles, years of documents and quotations blotted out, character for character."""
    return _QUOTED.sub(lambda found: "□" * len(found[0]), narrowed(text))
