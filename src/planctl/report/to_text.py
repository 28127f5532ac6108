"""A document as plain text, in the lines that a pipe gets: tables separated by tabs, addresses behind their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Bar, BarChart, Table, plain_text
from planctl.report.charts_told import without_told_charts

if TYPE_CHECKING:
    from planctl.blocks import Block
    from planctl.report.document import Document


def render(document: Document) -> str:
    """Return ``document`` as text, ending in a newline."""
    return "".join(plain_text(map(_headed, without_told_charts(document.whole))))


def _headed(block: Block) -> Block:
    """Return a table under the headings that people read, as in every other form of a document, and without bars."""
    table = block.as_table() if isinstance(block, BarChart) else block
    if not isinstance(table, Table):
        return block
    kept = [place for place in range(len(table.columns)) if not any(isinstance(row[place], Bar) for row in table.rows)]
    columns = tuple(table.columns[place]._replace(key=table.columns[place].label) for place in kept)
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    footer = table.footer and tuple(table.footer[place] for place in kept)
    return table._replace(columns=columns, rows=rows, footer=footer)
