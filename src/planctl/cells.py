"""Text as a terminal shows it: made harmless, measured in cells, broken into lines, padded and cut.

It knows characters only: nothing of tables, colours, streams or the size of the screen.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What stands where text was left out: one cell wide, and in GBK.
ELLIPSIS = "…"


def safe(text: str, *, newlines: bool = False) -> str:
    r"""Spell out every character that could steer a terminal or hide in a line, as in ``\x1b`` or ``\u202e``.

    Controls, bidi overrides, zero-width and other invisible format characters, tags and lone surrogates are meant; a
    TAB becomes ``\t``. Everything else stays. All data passes through here on its way to a screen or a plain line.

    Args:
        text: any text, however hostile.
        newlines: keep line feeds, for text that may have several lines.
    """
    if text.isprintable():  # nothing of the categories C* and Z* but the space: true of nearly all text, and cheap
        return text
    return text.translate(_SPELLED_LINES if newlines else _SPELLED)


def width(text: str) -> int:
    """How many terminal cells a line of safe text takes: 2 for a wide character, 0 for a combining one, else 1."""
    return len(text) if text.isascii() else sum(map(_CELLS.__getitem__, text))


def pad(text: str, size: int, *, right: bool = False) -> str:
    """Fill a text with spaces to ``size`` cells, on its left if it is to stand ``right``; a wider one stays whole."""
    gap = " " * (size - width(text))
    return gap + text if right else text + gap


def wrap(text: str, size: int, *, lines: int = 0, mark: str = ELLIPSIS) -> list[str]:
    """Break a text into lines of at most ``size`` cells (4 or more), at spaces and beside Han characters.

    No line begins with a closing mark such as ，。》” or ends with an opening one such as （《“ (GB/T 15834-2011, 5.1).
    Words, dates, versions, numbers of documents such as 吉司发〔2020〕12号 and a number with its unit stay whole unless
    they are wider than a line; then they are cut between characters as a reader sees them. Spaces at a break vanish; a
    line feed is a break.

    Args:
        text: safe text.
        size: the width of a line in cells.
        lines: how many lines to give at most (0: all); if there is more, ``mark`` ends the last one.
        mark: what stands for text that is left out.
    """
    if "\n" not in text and width(text) <= size:
        return [text]
    wrapped = [line for paragraph in text.split("\n") for line in _fill(paragraph, size)]
    if not lines or len(wrapped) <= lines:
        return wrapped
    last = wrapped[lines - 1]
    return [*wrapped[: lines - 1], _cut(_without_last_word(last, size - width(mark)), size, mark)]


def longest_piece(text: str) -> int:
    """The cells of the widest piece that `wrap` keeps whole: a text wraps well to this width or more."""
    return max(map(width, _piece().findall(text)), default=0)


def graphemes(text: str) -> list[str]:
    """Characters as a reader sees them: each with the marks that combine with it."""
    found: list[str] = []
    for char in text:
        if found and (char == _EMOJI_SELECTOR or not _CELLS[char]):
            found[-1] += char
        else:
            found.append(char)
    return found


class _Spelled(dict[int, str | int]):
    """A table for ``str.translate``, filled as characters turn up."""

    def __missing__(self, code: int) -> str | int:
        self[code] = spelled = ascii(chr(code))[1:-1] if _within(code, _UNSAFE) else code
        return spelled


class _Cells(dict[str, int]):
    """Cells by character, filled as characters turn up.

    Wide are the classes W and F of Unicode's East Asian Width (UAX #11); the ambiguous class counts as narrow, as
    terminals have it unless told otherwise. A character unknown to Python's tables is wide where Unicode keeps room
    for new Han characters and emoji.
    """

    def __missing__(self, char: str) -> int:
        code, category = ord(char), unicodedata.category(char)
        if category.startswith("M") or _within(code, _JOINING):
            cells = 0
        elif category == "Cn":
            cells = 2 if _within(code, _WIDE_WHEN_NEW) else 1
        else:
            cells = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        self[char] = cells
        return cells


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def _without_last_word(line: str, size: int) -> str:
    """Return ``line`` without the words at its end that do not fit ``size`` cells whole, if half of it stays."""
    kept = ""
    for piece in _piece().findall(line):
        if width(kept + piece) > size:
            break
        kept += piece
    return kept.rstrip(_LOOSE) if 2 * width(kept) >= size else line


def _cut(text: str, size: int, mark: str) -> str:
    """The beginning of a text that fits ``size`` cells together with ``mark``, and ``mark``."""
    room = size - width(mark)
    if room < 0:
        return ""
    head = ""
    for grapheme in graphemes(text):
        room -= width(grapheme)
        if room < 0:
            break
        head += grapheme
    return head.rstrip(" ") + mark


def _fill(text: str, size: int) -> Iterator[str]:
    """Put as many pieces on each line as fit."""
    line, used, gap = "", 0, ""
    for piece in _pieces(text, size):
        if not piece.strip(" "):
            gap = piece
            continue
        cells = width(piece)
        if line and used + len(gap) + cells > size:
            yield line
            line, used, gap = "", 0, ""
        if len(gap) + cells > size:
            gap = ""
        line, used, gap = line + gap + piece, used + len(gap) + cells, ""
    yield line


def _pieces(text: str, size: int) -> Iterator[str]:
    """Cut a text wherever a line may end; a piece wider than a line is cut more finely, by as few rules as it takes."""
    for piece in _piece().findall(text):
        yield from [piece] if width(piece) <= size else _cut_finely(piece, size)


def _cut_finely(text: str, size: int) -> Iterator[str]:
    """Cut a piece wider than a line: behind hyphens, else between characters with their marks, else anywhere."""
    for piece in re.split(r"(?<=\w-)(?=\w)", text):
        if width(piece) <= size:
            yield piece
            continue
        parts = _with_marks(graphemes(piece))
        if "〔" in piece or "［" in piece:  # before the number of a document may stand what does not belong to it
            while parts and width("".join(parts)) > size:
                yield parts.pop(0)
            parts = ["".join(parts)] if parts else []
        for part in parts:
            if width(part) <= size:
                yield part
            else:
                yield from graphemes(part)


def _with_marks(characters: list[str]) -> list[str]:
    """Put opening and closing marks to the character that they belong to, with the spaces before them."""
    parts: list[str] = []
    for grapheme in characters:
        while grapheme[0] in _CLOSING and len(parts) > 1 and not parts[-1].strip(" "):
            spaces = parts.pop()
            parts[-1] += spaces
        if parts and (grapheme[0] in _CLOSING or parts[-1][-1] in _OPENING):
            parts[-1] += grapheme
        else:
            parts.append(grapheme)
    return parts


@cache
def _piece() -> re.Pattern[str]:
    """What is kept whole on a line: spaces, or a character, word, date or document's number with the marks around it.

    A number goes with the character after it, its unit; an opening mark at the end of a word goes with what follows.
    Made on first use: nothing but wrapping needs it, and it takes as long to compile as all else here to load.
    """
    opening, closing = re.escape(_OPENING_ASCII), re.escape(_CLOSING_ASCII)
    letter = rf"(?:[^ {_WIDE}{_OPENING_HAN}{_CLOSING_HAN}]|[０-９Ａ-Ｚａ-ｚ]|(?<=[A-Za-z])’(?=[A-Za-z]))"
    word = rf"{letter}*(?:(?<=\d)[\u3400-\u9fff]|{letter}(?<![{opening}]))"
    date = r"(?:\d+年)?\d+月(?:\d+日)?"
    document = r"[\u3400-\u9fff]{1,6}[〔［\[]\d{4}[〕］\]]第?\d+号"
    before, after = rf"(?:[{_OPENING_HAN}{opening}] *)*", rf"(?: *[{_CLOSING_HAN}]|[{closing}])*"
    return re.compile(rf" +|{before}(?:{document}|{date}|{word}|.)[{_COMBINING}]*{after}", re.DOTALL)


_UNSAFE = (
    (0x0000, 0x001F),  # C0
    (0x007F, 0x009F),  # DEL and C1
    (0x00AD, 0x00AD),  # soft hyphen
    (0x061C, 0x061C),  # Arabic letter mark
    (0x180E, 0x180E),  # Mongolian vowel separator
    (0x200B, 0x200F),  # zero-width space and joiners, direction marks
    (0x2028, 0x202E),  # line and paragraph separators, bidi embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, bidi isolates, deprecated format characters
    (0xD800, 0xDFFF),  # lone surrogates
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFF9, 0xFFFB),  # interlinear annotation
    (0xE0000, 0xE007F),  # tags
)
_SPELLED = _Spelled()
_SPELLED_LINES = _Spelled({0x0A: 0x0A})

_JOINING = ((0x1160, 0x11FF),)  # vowels and finals of conjoining Hangul
_WIDE_WHEN_NEW = ((0x1F300, 0x1FAFF), (0x20000, 0x3FFFD))
_EMOJI_SELECTOR = "\ufe0f"
# Terminals differ on whether the selector widens the character before it: count the most that it can take.
_CELLS = _Cells({_EMOJI_SELECTOR: 1})

_CLOSING_HAN, _CLOSING_ASCII = "，。、；：？！）》〉】〕」』”’］｝…—·％‰℃", ",.;:?!)]}%"
_OPENING_HAN, _OPENING_ASCII = "（《〈【〔「『“‘［｛", "([{"
_CLOSING, _OPENING = frozenset(_CLOSING_HAN + _CLOSING_ASCII), frozenset(_OPENING_HAN + _OPENING_ASCII)
#: What says nothing before an ellipsis.
_LOOSE = " ,;:，、；："
_WIDE = (
    r"\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f"
    r"\uff00-\uff60\uffe0-\uffe6\U0001f000-\U0003fffd"
)
_COMBINING = r"\u0300-\u036f\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
