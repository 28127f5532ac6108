"""What is drawn on: so many cells, and the characters that it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planctl.blocks import Bar, Cell, with_addresses
from planctl.cells import ELLIPSIS, safe

if TYPE_CHECKING:
    from typing import TextIO

    from planctl.blocks import Value

#: How long a bar is, by the least width of the screen; narrower screens show none.
BAR_SIZES = ((110, 20), (72, 10), (48, 6))
#: No part of a page gets narrower than this.
LEAST_WIDTH = 8


@dataclass(frozen=True, slots=True)
class Page:
    """A page of ``width`` cells; one that ``is_ascii`` gets nothing else of our own signs."""

    width: int
    is_ascii: bool = False

    def within(self, indent: int) -> Page:
        """Return the part of the page that begins ``indent`` cells in."""
        return replace(self, width=max(self.width - indent, LEAST_WIDTH))

    @property
    def bar(self) -> int:
        """How long a bar is, 0 where there is no room for one."""
        return next((size for least, size in BAR_SIZES if self.width >= least), 0)

    @property
    def mark(self) -> str:
        """What stands for text that is left out."""
        return self.text(ELLIPSIS)

    @property
    def line(self) -> str:
        """A cell of a line across."""
        return self.text("─")

    def text(self, text: str, *, newlines: bool = False) -> str:
        """Return ``text`` made harmless, in the signs that the page takes."""
        text = safe(text, newlines=newlines)
        return text.translate(_IN_ASCII) if self.is_ascii else text

    def cell(self, value: Value, *, newlines: bool = False) -> Cell | Bar:
        """Return a value whose text can be drawn as it is."""
        return value if isinstance(value, Bar) else self.said(value, newlines=newlines)

    def said(self, value: str | Cell, *, newlines: bool = False) -> Cell:
        """Return a text that can be drawn as it is, with the addresses of its links."""
        if not isinstance(value, Cell):
            return Cell(self.text(value, newlines=newlines))
        pieces = tuple(
            piece._replace(text=self.text(piece.text, newlines=newlines)) for piece in with_addresses(value.pieces)
        )
        text = "".join(piece.text for piece in pieces) or self.text(value.text, newlines=newlines)
        return Cell(text, value.tone, lines=value.lines, pieces=pieces)


def has_glyphs(file: TextIO) -> bool:
    """Whether the encoding of ``file`` has all signs that are drawn."""
    try:
        _GLYPHS.encode(file.encoding or "utf-8")  # streams in memory have no encoding
    except UnicodeEncodeError:
        return False
    return True


_GLYPHS = "━─○●√×→·…"
_IN_ASCII = str.maketrans(dict(zip(_GLYPHS, ("#", "-", "o", "*", "v", "x", ">", "-", "..."), strict=True)))
