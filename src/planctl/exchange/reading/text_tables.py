"""Tables as text, values apart by commas, semicolons or tabs, in the encodings that office programs write."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from planctl import charsets
from planctl.exchange.reading.guard import LAST_COLUMN, LAST_ROW, MOST_BYTES
from planctl.exchange.reading.sheet import Book, FileRefusedError, address, sheet_of

_SEPARATORS = ",;\t"
#: How many lines are looked at to find out which separator it is.
_FIRST_LINES = 20


def is_encoding(name: str) -> bool:
    """Whether there is an encoding called ``name``."""
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return True


def decoded(content: bytes, encoding: str | None = None) -> str:
    """Return the text in ``content``: as ``charsets`` has it, unless an encoding is named.

    Raises:
        FileRefusedError: It is no text in any of these, or there is no such encoding.
    """
    if len(content) > MOST_BYTES:
        raise FileRefusedError(refusal="bomb")
    text = charsets.decoded(content, encoding)
    if text is None:
        raise FileRefusedError(refusal="encoding")
    return text


def read_csv(content: bytes, name: str, encoding: str | None = None) -> Book:
    """Return the one sheet, called ``name``, of the values in ``content``; an empty value is an empty cell.

    Raises:
        FileRefusedError: It is no text, or cannot be told apart into values.
    """
    text = decoded(content, encoding)
    first, _, rest = text.partition("\n")
    is_told = first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=,")
    separator = first.strip()[-1] if is_told else _separator(text)
    try:
        rows = [
            [cell or None for cell in row]
            for row in csv.reader(io.StringIO(rest if is_told else text, newline=""), delimiter=separator)
        ]
    except (csv.Error, TypeError):
        raise FileRefusedError(refusal="broken") from None
    rows = [[], *rows] if is_told else rows
    width = max(map(len, rows), default=0)
    if len(rows) > LAST_ROW or width > LAST_COLUMN:
        raise FileRefusedError(refusal="far", cell=address((len(rows) - 1, width - 1)))
    return Book((sheet_of(name, rows),))


def _separator(text: str) -> str:
    """Return what stands most often between the values of the first line that has any, outside of quotation marks."""
    for line in text.splitlines()[:_FIRST_LINES]:
        counts = Counter(mark for mark in "".join(line.split('"')[::2]) if mark in _SEPARATORS)
        if counts:
            return max(_SEPARATORS, key=lambda mark: counts[mark])
    return _SEPARATORS[0]
