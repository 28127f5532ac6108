"""Text as HTML: harmless, and itself whatever it contains."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from planctl.blocks import Mark
from planctl.cells import safe

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from planctl.blocks import Piece

#: Where a link may lead; any other address, such as a script or a file of somebody's disk, is left out.
SCHEMES = ("https://", "http://", "mailto:")
#: The elements of marks, the innermost first.
ELEMENTS = {
    Mark.CODE: ("<code>", "</code>"),
    Mark.EMPHASIS: ("<em>", "</em>"),
    Mark.STRONG: ("<strong>", "</strong>"),
    Mark.PLACE: ("<mark>", "</mark>"),
    Mark.QUIET: ('<span class="ids">', "</span>"),
}
#: A date in figures, or the number of a document: its office, the year in brackets, a figure with its measure word.
_WHOLE = re.compile(
    r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)|[\u3400-\u9fff]{1,6}[〔［]\d{4}[〕］][\u3400-\u9fff]?\d+[\u3400-\u9fff]"
)


def text(value: str) -> str:
    """Return ``value`` for the content of an element or a quoted attribute, invisible characters spelled out."""
    return escape(safe(value))


def lines(value: str) -> str:
    """Return ``value`` for the content of an element: line feeds as breaks, dates and documents' numbers kept whole."""
    return _WHOLE.sub(r'<span class="whole">\g<0></span>', verbatim(value)).replace("\n", "<br>")


def verbatim(value: str) -> str:
    """Return ``value`` for the content of an element that keeps line feeds as they are."""
    return escape(safe(value, newlines=True))


def classes(*names: str) -> str:
    """Return the attribute for those ``names`` that are not empty, with a blank before it, if there is any."""
    joined = " ".join(filter(None, names))
    return f' class="{joined}"' if joined else ""


def running(value: str, pieces: Iterable[Piece]) -> str:
    """Return running text for the content of an element: its ``pieces`` with marks and links, else ``value``."""
    groups = groupby(pieces, key=lambda piece: (piece.marks, piece.address))
    spelled = [_marked("".join(piece.text for piece in group), marks, address) for (marks, address), group in groups]
    return "".join(spelled) or lines(value)


def is_place(pieces: Iterable[Piece]) -> bool:
    """Whether all there is to read has still to be filled in by somebody."""
    marks = [piece.marks for piece in pieces if piece.text.strip()]
    return bool(marks) and all(Mark.PLACE in each for each in marks)


def _marked(value: str, marks: Collection[Mark], address: str) -> str:
    """Return ``value`` in the elements of its marks and its link, which begin after the blank that it brings."""
    said = value.lstrip(" ")
    spelled = lines(said)
    for mark, (start, end) in ELEMENTS.items():
        if mark in marks:
            spelled = f"{start}{spelled}{end}"
    if address.lower().startswith(SCHEMES) and address.isprintable():
        spelled = f'<a href="{text(address)}">{spelled}</a>'
    return f"{' ' * (len(value) - len(said))}{spelled}"
