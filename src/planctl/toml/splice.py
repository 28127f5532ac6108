"""Cuts in a text, made all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Cut(NamedTuple):
    """Put ``text`` in the place of what stands from ``start`` to the exclusive ``end``."""

    start: int
    end: int
    text: str


def spliced(text: str, cuts: Iterable[Cut]) -> str:
    """Return ``text`` with ``cuts`` made, which do not overlap; of those at one place, insertions come first."""
    pieces, position = list[str](), 0
    for cut in sorted(cuts, key=lambda cut: (cut.start, cut.end > cut.start)):
        pieces += [text[position : cut.start], cut.text]
        position = cut.end
    return "".join([*pieces, text[position:]])
