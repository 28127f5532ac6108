"""Which charts say nothing that a table of the same document does not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planctl.blocks import Cell, Listing, Mark, Quote, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.blocks import BarChart, Block, LineChart, Value


@dataclass(frozen=True, slots=True)
class Told:
    """What stands at the head of the rows of each table."""

    heads: tuple[frozenset[str], ...]

    @classmethod
    def by(cls, blocks: Iterable[Block]) -> Told:
        """Return what the tables among ``blocks`` tell."""
        return cls(tuple(frozenset(_head(row[0]) for row in table.rows if row) for table in _tables(blocks)))

    def has_bars(self, chart: BarChart) -> bool:
        """Whether tables have a row for every bar."""
        return frozenset().union(*self.heads).issuperset(bar.label for bar in chart.bars)

    def has_months(self, chart: LineChart) -> bool:
        """Whether one table has a row for every month."""
        return any(heads.issuperset(chart.months) for heads in self.heads)


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Quote):
            yield from _tables(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _tables(item)


def _head(value: Value) -> str:
    """Return the text of a cell without ids behind it; a bar has none."""
    if isinstance(value, str):
        return value
    if not isinstance(value, Cell):
        return ""
    pieces = [piece.text for piece in value.pieces if Mark.QUIET not in piece.marks]
    return "".join(pieces) if pieces else value.text
