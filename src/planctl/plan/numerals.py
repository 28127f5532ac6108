"""Numbers as official documents write them: 二十五, 二〇二〇, ２５, ㈤, ⑵, ③.

Texts, ledgers, days and the headings of reports have their numerals from here.
"""

from __future__ import annotations

import re
import unicodedata

#: The characters of a number in Chinese, as headings have it.
HAN = "〇零一二三四五六七八九十百"
_DIGITS = "〇一二三四五六七八九"
_BELOW_A_THOUSAND = f"(?:[{_DIGITS[1:]}]?百)?〇?(?:[{_DIGITS[1:]}]?十)?〇?[{_DIGITS[1:]}]?"


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
    if not re.fullmatch(_BELOW_A_THOUSAND, text):
        raise ValueError(numeral)
    total = 0
    for unit, worth in (("百", 100), ("十", 10)):
        head, found, rest = text.partition(unit)
        if found:
            total += worth * (_ones(head) if head.strip("〇") else 1)
            text = rest
    return total + _ones(text)


def value_of(numeral: str) -> int | None:
    """Return the value of ``numeral`` as ``to_int`` does, ``None`` if it is no number: 十十."""
    try:
        return to_int(numeral)
    except ValueError:
        return None


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
