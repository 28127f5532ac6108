"""Numbers as official documents write them: 二十五, ２５, ㈤, ⑵, ③."""

from __future__ import annotations

import unicodedata

#: The characters of a number in Chinese, as headings have it.
HAN = "〇零一二三四五六七八九十百"
_DIGITS = "〇一二三四五六七八九"


def to_int(numeral: str) -> int:
    """Return the value of ``numeral``: digits of any width, a Chinese number below a thousand, or a single sign.

    Raises:
        ValueError: It is none of these.
    """
    text = unicodedata.normalize("NFKC", numeral).strip("().").replace("零", "〇")
    if text.isdecimal():
        return int(text)
    if not text or set(text) - set(HAN):
        raise ValueError(numeral)
    if not set(text) & set("十百"):
        return int("".join(str(_DIGITS.index(digit)) for digit in text))
    total = 0
    for unit, worth in (("百", 100), ("十", 10)):
        head, found, rest = text.partition(unit)
        if found:
            total += worth * (_ones(head) if head.strip("〇") else 1)
            text = rest
    return total + _ones(text)


def _ones(text: str) -> int:
    digit = text.strip("〇")
    return _DIGITS.index(digit) if digit else 0


def to_han(number: int) -> str:
    """Return ``number``, from 1 to 999, in Chinese."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{_DIGITS[hundreds]}百" if hundreds else ""
    middle = ("" if tens == 1 and not head else _DIGITS[tens]) + "十" if tens else "〇" if head and ones else ""
    return head + middle + (_DIGITS[ones] if ones else "")
