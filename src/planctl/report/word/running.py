"""Blocks as paragraphs and tables of a Word document: everything but what stands around the text."""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple, assert_never

from planctl.blocks import (
    Annex,
    BarChart,
    Column,
    Fields,
    Formal,
    Heading,
    LineChart,
    Listing,
    Mark,
    Paragraph,
    Piece,
    Quote,
    Rule,
    Table,
    Tone,
    Verbatim,
)
from planctl.cells import width
from planctl.report.word.page import element, keep_with_next
from planctl.report.word.parts import annex, formal
from planctl.report.word.styles import BODY, CAPTION, HEADINGS, LISTED, NOTE, PLACE, QUOTE, TITLE, VERBATIM
from planctl.report.word.table import word_table
from planctl.report.word.text import tab

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement

    from planctl.blocks import Block
    from planctl.report.word.text import Pen

#: Characters from a mark of a list to its text at least, and from the margin to a quotation.
BEHIND_MARK, QUOTED = 1.5, 2


class Inset(NamedTuple):
    """Where blocks stand that are part of another: ``left`` in twentieths of a point, and the style of their text."""

    left: int = 0
    style: str = BODY


_NOWHERE = Inset()


class Writer:
    """Turns blocks into elements for sheets whose type area is ``room`` wide.

    A writer ``at_top`` has nothing above it on its sheet.
    """

    def __init__(self, pen: Pen, room: int, *, is_at_top: bool) -> None:
        self.pen, self.room, self.is_at_top = pen, room, is_at_top

    def blocks(self, blocks: Iterable[Block], inset: Inset = _NOWHERE) -> Iterator[BaseOxmlElement]:
        """Yield the elements of ``blocks``."""
        before: BaseOxmlElement | None = None
        for is_formal, group in groupby(blocks, lambda block: isinstance(block, Formal)):
            if is_formal and before is not None:
                keep_with_next(before)  # nobody signs an empty page
            for made in self._group(list(group), inset):
                yield made
                before, self.is_at_top = made, False

    def _group(self, blocks: list[Block], inset: Inset) -> Iterator[BaseOxmlElement]:
        """Yield the elements of blocks that are all formal parts, which stand in relation to each other, or none is."""
        lines = [block for block in blocks if isinstance(block, Formal)]
        return (
            formal(lines, self.pen, self.room)
            if lines
            else chain.from_iterable(self._block(block, inset) for block in blocks)
        )

    def _block(self, block: Block, inset: Inset) -> Iterable[BaseOxmlElement]:
        match block:
            case Heading():
                style = (TITLE, *HEADINGS)[min(block.level - 1, len(HEADINGS))]
                return [self.pen.paragraph(self.pen.run(block.text), style=style)]
            case Annex():
                return annex(block, self.pen, self.room, is_at_top=self.is_at_top)
            case Paragraph():
                return [self._paragraph(block, inset)]
            case Listing():
                return self._listing(block, inset)
            case Quote():
                left = inset.left + round(QUOTED * self.pen.looks[QUOTE].em)
                return self.blocks(block.blocks, Inset(left, QUOTE))
            case Verbatim():
                text = self.pen.run(block.text.rstrip("\n").expandtabs())
                return [self.pen.paragraph(text, style=VERBATIM, shape=_moved(inset.left))]
            case Rule():
                line = element("pBdr", element("bottom", val="single", sz=6, space=1, color="808080"))
                return [self.pen.paragraph(shape=[line])]
            case Formal():
                return formal([block], self.pen, self.room)
            case Table() | Fields() | BarChart() | LineChart():
                return self._rows(block)
            case _:
                assert_never(block)

    def _rows(self, block: Table | Fields | BarChart | LineChart) -> Iterable[BaseOxmlElement]:
        match block:
            case Table():
                return self._table(block)
            case Fields():
                return self._table(_values(block))
            case BarChart():
                return self._table(_bars_below(block))
            case LineChart():
                return self._table(_months_across(block), block.note)

    def _paragraph(self, paragraph: Paragraph, inset: Inset, mark: str = "", hanging: int = 0) -> BaseOxmlElement:
        """Return a paragraph; ``mark`` stands before its text, by ``hanging`` to the left of it."""
        pieces = paragraph.pieces or (Piece(paragraph.text),)
        is_place = inset.style == BODY and len(pieces) == 1 and Mark.PLACE in pieces[0].marks
        if is_place:  # the style says so
            pieces = (pieces[0]._replace(marks=tuple(mark for mark in pieces[0].marks if mark is not Mark.PLACE)),)
        runs = self.pen.pieces(pieces, {Mark.STRONG} if paragraph.tone is Tone.STRONG else ())
        left = inset.left + round(paragraph.indent * self.pen.looks[BODY].size * 10)
        marked = [self.pen.run(mark), *([tab()] if hanging else [])] if mark else []
        style = PLACE if is_place else inset.style
        return self.pen.paragraph(*marked, *runs, style=style, shape=_moved(left, hanging))

    def _listing(self, listing: Listing, inset: Inset) -> Iterator[BaseOxmlElement]:
        """Yield the items of a list; what belongs to one stands below its text.

        Official Chinese documents number paragraphs like any others.
        """
        is_plain = listing.start is not None and inset.style == BODY and bool(self.pen.looks[BODY].indent)
        marked, look = list(listing.marked()), self.pen.looks[LISTED]
        longest = max((width(mark) for mark, _ in marked), default=0)
        start = inset.left or round(self.pen.looks[BODY].indent * look.em)
        hanging = round(max(BEHIND_MARK, (longest + 1) / 2) * look.em)
        inner = Inset(start + hanging, LISTED)
        for mark, blocks in marked:
            first, rest = (blocks[0], blocks[1:]) if blocks and isinstance(blocks[0], Paragraph) else (None, blocks)
            plain, hanging_here = (inset, 0) if is_plain else (inner, hanging)
            yield self._paragraph(first or Paragraph(""), plain, mark, hanging_here)
            yield from self.blocks(rest, inner)

    def _table(self, table: Table, note: str = "") -> Iterator[BaseOxmlElement]:
        """Yield a table with its title above and a note below."""
        if table.title:
            yield self.pen.paragraph(self.pen.run(table.title), style=CAPTION)
        yield word_table(table, self.pen, self.room)
        if note:
            yield self.pen.paragraph(self.pen.run(note), style=NOTE)
            return
        # Word needs a paragraph after a table. On a sheet that the table fills, it must not take up room.
        after = round(self.pen.looks[BODY].line * 10)
        yield self.pen.paragraph(shape=[element("spacing", before=0, after=after, line=20, lineRule="exact")])


def _moved(left: int, hanging: int = 0) -> list[BaseOxmlElement]:
    """Return what moves a paragraph away from the left, and its first line back by ``hanging``."""
    back = {"hanging": hanging} if hanging else {}
    return [element("ind", left=left, **back)] if left else []


def _values(fields: Fields) -> Table:
    columns = (Column("label", ""), Column("value", "", flexible=True))
    return Table(columns, tuple((label, value) for _, label, value in fields.items), labels=False)


def _bars_below(chart: BarChart) -> Table:
    """Return a chart as a table with a row a bar."""
    columns = (Column("label", "", flexible=True), Column("done", "", right=True), Column("note", ""))
    has_notes = any(bar.note for bar in chart.bars)
    rows = tuple((bar.label, bar.figure, bar.note) for bar in chart.bars)
    table = Table(columns, rows, title=chart.title, labels=False)
    return table if has_notes else table._replace(columns=columns[:2], rows=tuple(row[:2] for row in rows))


def _months_across(chart: LineChart) -> Table:
    """Return a chart as a table with a row a line and a column a month."""
    columns = (Column("line", "", flexible=True), *(Column(month, month, right=True) for month in chart.months))
    rows = tuple((label, *("" if value is None else str(value) for value in values)) for label, values in chart.lines)
    return Table(columns, rows, title=chart.title)
