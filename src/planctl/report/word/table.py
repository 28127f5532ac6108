"""A table of blocks as one of a Word document: thin rules, a head on every page, rows in one piece, fitted columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from planctl.blocks import Bar, Cell, Mark, Piece, Tone
from planctl.cells import longest_piece, safe, width, wrap
from planctl.report.word.page import element
from planctl.report.word.styles import SMALL_TABLE, SMALL_TABLE_HEAD, TABLE, TABLE_HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

    from planctl.blocks import Column, Table, Value
    from planctl.report.word.text import Pen

#: Space in a cell beside and above its text, in twentieths of a point.
BESIDE, ABOVE = 60, 20
#: A column may become as narrow as this many cells (half a character each), or as its longest word or number.
NARROW = 4
#: Columns whose texts take no more cells than this give way only if their heading is what makes them wide.
SHORT = 16
#: A column of texts that is narrower than this is hard to read, and very hard if narrower than that.
READABLE, BARELY_READABLE = 24, 16
#: A longer text than this does not claim more room for its column.
MOST_CLAIMED = 60
#: A table with no more rows than this stays on one page, and one with no more than that upright.
MOST_ROWS_WHOLE, MOST_ROWS_UPRIGHT = 12, 15


def word_table(table: Table, pen: Pen, room: int) -> BaseOxmlElement:
    """Return ``table`` as wide as ``room``, in twentieths of a point; bars are not drawn, their column is left out.

    Its letters are small if it is a wide one, or if with others its rows would take several lines.
    """
    content = _Content.of(table)
    needs = content.needs()
    is_small = table.wide or sum(need.whole for need in needs) > _free(len(needs), room, _unit(pen, TABLE))
    text, head = (SMALL_TABLE, SMALL_TABLE_HEAD) if is_small else (TABLE, TABLE_HEAD)
    form = _Form(pen, content.columns, _widths(needs, room, _unit(pen, text)), text, head)
    rows = [(row, text) for row in content.rows] + [(row, head) for row in content.footer]
    together = len(rows) - 1 if len(rows) <= MOST_ROWS_WHOLE else 0
    return element(
        "tbl",
        _properties(sum(form.widths)),
        element("tblGrid", *(element("gridCol", w=size) for size in form.widths)),
        *([form.head()] if table.labels else []),
        *(form.row(row, style, leads=number < together) for number, (row, style) in enumerate(rows)),
    )


def lies_sideways(table: Table, pen: Pen, room: int) -> bool:
    """Whether ``table`` should not stand in ``room``: it is a long wide one, or is not readable there in small letters.

    A short one is turned only where its texts would be torn apart.
    """
    is_short = len(table.rows) <= MOST_ROWS_UPRIGHT
    readable = BARELY_READABLE if is_short else READABLE
    needs = _Content.of(table).needs()
    least = sum(max(need.least, min(need.whole, readable)) if need.is_long else need.least for need in needs)
    return (table.wide and not is_short) or least > _free(len(needs), room, _unit(pen, SMALL_TABLE))


@dataclass(frozen=True, slots=True)
class _Content:
    """What is shown of a table: all but its bars."""

    columns: list[Column]
    rows: list[list[Cell]]
    footer: list[list[Cell]]

    @classmethod
    def of(cls, table: Table) -> _Content:
        kept = [
            place for place in range(len(table.columns)) if not any(isinstance(row[place], Bar) for row in table.rows)
        ]
        rows, footer = (
            [[_cell(row[place]) for place in kept] for row in values]
            for values in (table.rows, [] if table.footer is None else [table.footer])
        )
        return cls([table.columns[place] for place in kept], rows, footer)

    def needs(self) -> list[_Need]:
        rows = [*self.rows, *self.footer]
        return [_Need.of(column, [row[place] for row in rows]) for place, column in enumerate(self.columns)]


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

    def row(self, cells: Sequence[Cell], style: str, *, leads: bool) -> BaseOxmlElement:
        """Return a row; one that ``leads`` stays on the page of the next one."""
        triples = zip(self.columns, cells, self.widths, strict=True)
        return self._row([self._text(column, cell, size, style, leads=leads) for column, cell, size in triples])

    def _text(self, column: Column, cell: Cell, size: int, style: str, *, leads: bool) -> BaseOxmlElement:
        unit = _unit(self.pen, style)
        pieces = _broken(cell, int((size - _around(unit)) / unit + 0.1))
        shape = [element("keepNext", val=f"{leads:d}"), element("jc", val="right" if column.right else "left")]
        marks = {Mark.STRONG} if cell.tone is Tone.STRONG else ()
        return self.pen.paragraph(*self.pen.pieces(pieces, marks), style=style, shape=shape)

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


# --- numbers of documents --------------------------------------------------------------------------------------------


def _broken(cell: Cell, size: int) -> Iterator[Piece]:
    """Yield the pieces of a cell; a document's number for which a line has no room left begins a new one.

    Word itself breaks lines within such numbers, between characters and figures.
    """
    breaks = list(_breaks(cell.text, size))
    start = 0
    for piece in cell.pieces or (Piece(cell.text),):
        end = start + len(piece.text)
        cuts = [0, *(place - start for place in breaks if start <= place < end), len(piece.text)]
        parts = (piece.text[first:last] for first, last in pairwise(cuts))
        yield piece._replace(text="\n".join(parts))
        start = end


def _breaks(text: str, size: int) -> Iterator[int]:
    """Yield the places in ``text`` where a document's number has to begin a new line of ``size`` cells."""
    end = 0
    for line in wrap(text, max(NARROW, size)) if _DOCUMENT.search(text) else ():
        start = text.index(line, end)
        if end and "\n" not in text[end:start] and _DOCUMENT.match(line):
            yield start
        end = start + len(line)


#: The number of a document, such as 吉司发〔2020〕12号, with the marks around it.
_DOCUMENT = re.compile(r"[（《“]*[^\W\d_]{1,6}[〔［]\d{4}[〕］][^\W\d_]?\d+[^\W\d_][、，；。）》”]*")


# --- widths ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Need:
    """What a column needs in cells: to keep every text ``whole``, and at ``least``; ``is_long`` if it holds texts."""

    whole: int
    least: int
    is_long: bool

    @classmethod
    def of(cls, column: Column, cells: Sequence[Cell]) -> _Need:
        lines = [safe(line) for cell in cells for line in cell.text.split("\n")]
        label = safe(column.label)
        content = max((width(line) + line.count("%") for line in lines), default=0)  # a wide sign, often the last
        is_long = content > SHORT and not column.right
        in_label = longest_piece(label) + label.isascii()  # headings are bold, and begin with a capital
        word = max(in_label, *map(longest_piece, lines)) if lines else in_label
        document = max((width(number) for line in lines for number in _DOCUMENT.findall(line)), default=0)
        least = max(NARROW, min(word, SHORT), document, 0 if is_long else content)
        return cls(min(MOST_CLAIMED, max(width(label), content)), least, is_long)


def _unit(pen: Pen, style: str) -> float:
    """Return the width of a cell of text, half a character, in twentieths of a point."""
    return pen.looks[style].cell


def _free(columns: int, room: int, unit: float) -> float:
    """Return how many cells of that width ``columns`` columns have together, in ``room``."""
    return (room - columns * _around(unit)) / unit


def _around(unit: float) -> float:
    """Return what a column is wider than its text: its margins, and half a cell since capitals are wide."""
    return 2 * BESIDE + unit / 2


def _widths(needs: Sequence[_Need], room: int, unit: float) -> list[int]:
    """Return the widths of columns for cells of that width, all in twentieths of a point.

    If not all fit, every column gets the least that it needs, and the long ones share the rest by what they lack.
    """
    free = _free(len(needs), room, unit)
    sizes: list[float] = [need.whole for need in needs]
    if sum(sizes) > free:
        lacks = [need.whole - need.least if need.is_long else 0 for need in needs]
        rest = max(0, free - sum(need.least for need in needs)) / max(1, sum(lacks))
        sizes = [need.least + lack * rest for need, lack in zip(needs, lacks, strict=True)]
    spare = round((free - sum(sizes)) / len(sizes), 6)
    if spare < 0:
        return [int(room * size / sum(sizes)) for size in sizes]
    return [int((size + spare) * unit + _around(unit)) for size in sizes]
