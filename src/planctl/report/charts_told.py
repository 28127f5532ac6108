"""Which charts say nothing new where they are not drawn, since a table has their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Bar, BarChart, Cell, LineChart, Mark, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planctl.blocks import Block, Value


def without_told_charts(blocks: Iterable[Block], *, draws: tuple[type[Block], ...] = ()) -> tuple[Block, ...]:
    """Return ``blocks`` without the charts whose labels or months all stand at the head of rows of one of our tables.

    It is for media that spell charts as tables, which would say the same twice; what a medium ``draws`` stays. A table
    that people wrote may have the same heads and other numbers.
    """
    all_blocks = tuple(blocks)
    tables = [
        {_head(row[0]) for row in block.rows if row}
        for block in all_blocks
        if isinstance(block, Table) and block.columns[0].key in _TOLD_BY
    ]
    return tuple(block for block in all_blocks if isinstance(block, draws) or not _is_told(block, tables))


def _is_told(block: Block, tables: Iterable[set[str]]) -> bool:
    match block:
        case BarChart():
            labels = {bar.label for bar in block.bars}
        case LineChart():
            labels = set(block.months)
        case _:
            return False
    return any(labels <= heads for heads in tables)


#: The keys of the first columns of the tables that have the numbers of a chart.
_TOLD_BY = frozenset({"month", "priority"})


def _head(value: Value) -> str:
    """Return the text at the head of a row, without the ids that may stand behind it."""
    if isinstance(value, Bar):
        return ""
    if isinstance(value, Cell):
        said = "".join(piece.text for piece in value.pieces if Mark.QUIET not in piece.marks)
        return said if value.pieces else value.text
    return value
