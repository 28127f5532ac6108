"""A table of blocks as one of a Word document: thin rules, a head on every page, rows in one piece, fitted columns."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from planctl import layout
from planctl.blocks import Bar, Cell, Tone
from planctl.cells import safe
from planctl.report.word_styles import TABLE, TABLE_HEAD, looks
from planctl.report.word_text import element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

    from planctl.blocks import Column, Table, Value
    from planctl.report.word_text import Pen


def word_table(table: Table, pen: Pen, room: int, *, has_head: bool = True) -> BaseOxmlElement:
    """Return ``table`` as wide as ``room``, in twentieths of a point; a column of bars, which are not drawn, is left out."""
    kept = [index for index in range(len(table.columns)) if not any(isinstance(row[index], Bar) for row in table.rows)]
    columns = [table.columns[index] for index in kept]
    rows = [[_cell(row[index]) for index in kept] for row in table.rows]
    footer = [_cell(table.footer[index]) for index in kept] if table.footer is not None else None
    widths = _widths(columns, [*rows, footer] if footer else rows, room, unit=looks(pen.language)[TABLE].size * 10)
    writer = _Rows(pen, columns, widths)
    return element(
        "tbl",
        _properties(sum(widths)),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
        *([writer.head()] if has_head else []),
        *(writer.row(row, ids) for row, ids in zip_longest(rows, table.ids, fillvalue=())),
        *([writer.row(footer, is_total=True)] if footer else []),
    )


class _Rows:
    """Makes the rows of one table."""

    def __init__(self, pen: Pen, columns: Sequence[Column], widths: Sequence[int]) -> None:
        self.pen, self.columns, self.widths = pen, columns, widths

    def head(self) -> BaseOxmlElement:
        paragraphs = [self.pen.paragraph(self.pen.run(column.label), style=TABLE_HEAD) for column in self.columns]
        return self._row(paragraphs, element("tblHeader"))

    def row(self, cells: Sequence[Cell], ids: Sequence[str] = (), *, is_total: bool = False) -> BaseOxmlElement:
        """Return a row; its ids, unless it shows them anyway, follow the text of its flexible column or else its first."""
        unseen = () if {cell.text for cell in cells}.issuperset(ids) else ids
        place = next((index for index, column in enumerate(self.columns) if column.flexible), 0)
        paragraphs = [
            self.pen.paragraph(
                self.pen.run(cell.text, is_bold=cell.tone is Tone.STRONG),
                *self.pen.ids(unseen if index == place else (), before="\n"),
                style=TABLE_HEAD if is_total else TABLE,
                shape=[element("jc", val="right" if column.right else "left")],
            )
            for index, (column, cell) in enumerate(zip(self.columns, cells, strict=True))
        ]
        return self._row(paragraphs)

    def _row(self, paragraphs: Sequence[BaseOxmlElement], *more: BaseOxmlElement) -> BaseOxmlElement:
        cells = [
            element("tc", element("tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center")), paragraph)
            for width, paragraph in zip(self.widths, paragraphs, strict=True)
        ]
        return element("tr", element("trPr", element("cantSplit"), *more), *cells)


def _properties(width: int) -> BaseOxmlElement:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = [element(side, val="single", sz=4, space=0, color="000000") for side in sides]
    margins = [element(side, w=MARGIN, type="dxa") for side in ("left", "right")]
    return element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *rules),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
    )


def _cell(value: Value) -> Cell:
    if isinstance(value, Bar):
        return Cell(f"{value.done}/{value.total}")
    return value if isinstance(value, Cell) else Cell(value)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], room: int, unit: float) -> list[int]:
    """Fit columns as on a screen whose cells are half a character, then spread what is left of the room."""
    spare = 2 * MARGIN / unit - layout.GAP
"""
