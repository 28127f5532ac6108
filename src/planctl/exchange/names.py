"""Names of sheets and files, made out of names that people gave to something else."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

LONGEST_SHEET_NAME = 31
#: So many bytes may a name have where 255 are taken and a file that is being written is called a little more.
LONGEST_FILE_NAME = 200


def sheet_name(wanted: str, taken: Collection[str]) -> str:
    """Return a name for a sheet that spreadsheet programs take, and that none of the ``taken`` is; "" for no name."""
    whole = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", wanted)
    return _distinct(whole, taken, lambda name: len(name.encode("utf-16-le")) <= 2 * LONGEST_SHEET_NAME)


def file_name(wanted: str, ending: str, taken: Collection[str]) -> str:
    """Return a name for a file that every system takes, and that none of the ``taken`` is where case means nothing."""
    whole = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "-", wanted)
    names = [name.removesuffix(ending) for name in taken]
    return _distinct(whole, names, lambda name: len(f"{name}{ending}".encode()) <= LONGEST_FILE_NAME) + ending


def _distinct(wanted: str, taken: Collection[str], fits: Callable[[str], bool]) -> str:
    """Return the beginning of ``wanted`` that ``fits``, with a number behind it if that is taken."""
    known = set(map(_folded, taken))
    name, number = _cut(wanted, "", fits), 1
    while name and _folded(name) in known:
        number += 1
        name = _cut(wanted, f" {number}", fits)
    return name


def _cut(text: str, end: str, fits: Callable[[str], bool]) -> str:
    text = text.strip(" '")
    while text and not fits(f"{text}{end}"):
        text = text[:-1].rstrip(" '")
    return f"{text}{end}" if text else ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
