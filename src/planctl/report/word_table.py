"""A table of blocks as one of a Word document: thin rules, a head on every page, rows in one piece, fitted columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from planctl.blocks import Bar, Cell, Tone
from planctl.cells import longest_piece, safe, width
from planctl.report.official_page import element
from planctl.report.word_styles import TABLE, TABLE_HEAD, WIDE_TABLE, WIDE_TABLE_HEAD, looks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

    from planctl.blocks import Column, Table, Value
    from planctl.report.word_text import Pen

#: Space in a cell beside and above its text, in twentieths of a point.
BESIDE, ABOVE = 80, 20
#: Columns whose texts take no more cells (half a character each) than this are not narrowed.
SHORT = 14
#: A longer text than this does not claim more room for its column.
MOST_CLAIMED = 60


def word_table(table: Table, pen: Pen, room: int, *, has_head: bool = True) -> BaseOxmlElement:
    """Return ``table`` as wide as ``room``, in twentieths of a point; bars are not drawn, their column is left out."""
    kept = [index for index in range(len(table.columns)) if not any(isinstance(row[index], Bar) for row in table.rows)]
    columns = [table.columns[index] for index in kept]
    rows = [[_cell(row[index]) for index in kept] for row in table.rows]
    footer = [] if table.footer is None else [[_cell(table.footer[index]) for index in kept]]
    text, head = (WIDE_TABLE, WIDE_TABLE_HEAD) if table.wide else (TABLE, TABLE_HEAD)
    widths = _widths(columns, [*rows, *footer], room, unit=looks(pen.language)[text].size * 10)
    form = _Form(pen, columns, widths, text, head)
    return element(
        "tbl",
        _properties(sum(widths)),
        element("tblGrid", *(element("gridCol", w=size) for size in widths)),
        *([form.head()] if has_head else []),
        *(form.row(row, ids) for row, ids in zip_longest(rows, table.ids, fillvalue=())),
        *(form.total(row) for row in footer),
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """What the rows of a table have in common: columns with their widths, and styles for texts and for heads."""

    pen: Pen
    columns: Sequence[Column]
    widths: Sequence[int]
    text_style: str
    head_style: str

    def head(self) -> BaseOxmlElement:
        paragraphs = [self.pen.paragraph(self.pen.run(column.label), style=self.head_style) for column in self.columns]
        return self._row(paragraphs, element("tblHeader"))

    def row(self, cells: Sequence[Cell], ids: Sequence[str]) -> BaseOxmlElement:
        """Return a row; ids that it does not show anyway follow the text of its flexible column or else its first."""
        unseen = () if {cell.text for cell in cells}.issuperset(ids) else ids
        place = next((index for index, column in enumerate(self.columns) if column.flexible), 0)
        paragraphs = [
            self._text(column, cell, self.text_style, unseen if index == place else ())
            for index, (column, cell) in enumerate(zip(self.columns, cells, strict=True))
        ]
        return self._row(paragraphs)

    def total(self, cells: Sequence[Cell]) -> BaseOxmlElement:
        pairs = zip(self.columns, cells, strict=True)
        return self._row([self._text(column, cell, self.head_style, ()) for column, cell in pairs])

    def _text(self, column: Column, cell: Cell, style: str, ids: Sequence[str]) -> BaseOxmlElement:
        runs = [self.pen.run(cell.text, is_bold=cell.tone is Tone.STRONG), *self.pen.ids(ids, before="\n")]
        return self.pen.paragraph(*runs, style=style, shape=[element("jc", val="right" if column.right else "left")])

    def _row(self, paragraphs: Sequence[BaseOxmlElement], *more: BaseOxmlElement) -> BaseOxmlElement:
        cells = [
            element(
                "tc", element("tcPr", element("tcW", w=size, type="dxa"), element("vAlign", val="center")), paragraph
            )
            for size, paragraph in zip(self.widths, paragraphs, strict=True)
        ]
        return element("tr", element("trPr", element("cantSplit"), *more), *cells)


def _properties(total: int) -> BaseOxmlElement:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = [element(side, val="single", sz=4, space=0, color="000000") for side in sides]
    margins = {"top": ABOVE, "left": BESIDE, "bottom": ABOVE, "right": BESIDE}
    return element(
        "tblPr",
        element("tblW", w=total, type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *rules),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=margin, type="dxa") for side, margin in margins.items())),
    )


def _cell(value: Value) -> Cell:
    if isinstance(value, Bar):
        return Cell(f"{value.done}/{value.total}")
    return value if isinstance(value, Cell) else Cell(value)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], room: int, *, unit: float) -> list[int]:
    """Fit columns into the room; ``unit`` is the width of a cell, half a character, all in twentieths of a point.

    Numbers and short values get what they need; the others share what is left in the proportion of their claims.
    """
    texts = [[column.label, *(row[index].text for row in rows)] for index, column in enumerate(columns)]
    lines = [[safe(line) for text in column for line in text.split("\n")] for column in texts]
    claims = [min(MOST_CLAIMED, max(map(width, column))) for column in lines]
    margins = 2 * BESIDE + unit / 2  # half a cell more, since capitals are wider than other letters
    free = (room - len(columns) * margins) / unit
    if sum(claims) > free:
        is_long = [claim > SHORT and not column.right for claim, column in zip(claims, columns, strict=True)]
        total = sum(claim for claim, long in zip(claims, is_long, strict=True) if long)
        ratio = (free - sum(claims) + total) / max(1, total)
        for index in (index for index, long in enumerate(is_long) if long):
            word = max(map(longest_piece, lines[index]))
            claims[index] = max(min(word, SHORT), int(claims[index] * ratio))
    sizes = [claim * unit + margins for claim in claims]
    spare = (room - sum(sizes)) / len(sizes)
    return [int(size + spare) if spare > 0 else int(size * room / sum(sizes)) for size in sizes]
