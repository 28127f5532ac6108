"""How wide the columns of a sheet have to be and how high its rows, so that all of their text shows.

Not every program works that out by itself.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from planctl.cells import width

if TYPE_CHECKING:
    from planctl.exchange.columns import CellValue
    from planctl.exchange.sheets import LedgerSheet

#: The height of a line of text, also in fonts that stand in for ours, and of the highest row of the format, in points.
LINE_HEIGHT, HIGHEST = 14.5, 408
#: So many lines does the highest row have, and so wide may a column become for a text of more.
MOST_LINES, WIDEST = int(HIGHEST / LINE_HEIGHT), 80
#: Where most texts of a column, judged by its first rows, have more lines, it becomes up to so many times as wide.
USUAL_LINES, ROOMIER, SAMPLE = 3, 2, 200
#: By how much a column grows in a step.
_STEP = 1.15
#: How much of a line the words that go to the next one leave empty.
_LOOSENESS = 1.05


def fitted(sheet: LedgerSheet) -> LedgerSheet:
    """Return ``sheet`` with columns that are wide enough for what stands in them."""
    columns = list(zip(*(line.cells for line in sheet.lines if line.cells), strict=True)) or [()] * len(sheet.heads)
    heads = (
        head._replace(width=_for_the_longest(_for_most(head.width, texts), texts))
        for head, texts in ((head, _texts(cells)) for head, cells in zip(sheet.heads, columns, strict=True))
    )
    return sheet._replace(heads=tuple(heads))


def row_height(lines: int, *, is_open: bool) -> float:
    """Return how high a row of ``lines`` is in points; what a unit is to fill in has room to write in."""
    return min(max(lines, 3 if is_open else 1) * LINE_HEIGHT + 4, HIGHEST)


def lines_of(value: CellValue, wide: float) -> int:
    """Return how many lines a cell has in a column so ``wide``."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, ceil(_LOOSENESS * width(text) / wide)) for text in value.split("\n"))


def _texts(cells: tuple[CellValue, ...]) -> list[str]:
    return [value for value in cells if isinstance(value, str) and value]


def _for_most(wide: float, texts: list[str]) -> float:
    """Return a width in which most of ``texts`` have few lines, which saves paper."""
    longest = sorted(texts[:SAMPLE], key=width)
    usual, limit = (longest[len(longest) // 2] if longest else ""), wide * ROOMIER
    while wide < limit and lines_of(usual, wide) > max(USUAL_LINES, usual.count("\n") + 1):
        wide = min(wide * _STEP, limit)
    return wide


def _for_the_longest(wide: float, texts: list[str]) -> float:
    """Return a width in which each of ``texts`` shows in the highest row that there is, if that can be had."""
    for text in texts:
        if len(text) > MOST_LINES > text.count("\n"):
            while wide < WIDEST and lines_of(text, wide) > MOST_LINES:
                wide = min(wide * _STEP, WIDEST)
    return wide
