"""A document as a Word file: headings, paragraphs and tables on the page of an official document.

Charts are not drawn: bars are left out where a table has their numbers, other charts become tables. Wide tables stand
on sheets turned sideways. Without python-docx the import of this module fails.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, assert_never

from planctl.blocks import BarChart, Blank, Column, Fields, Heading, LineChart, Paragraph, Sentence, Table, Tone
from planctl.cells import wrap
from planctl.report.sheets import sheets
from planctl.report.word.page import add, element, empty, text_width, to_bytes, turn
from planctl.report.word.styles import BODY, CAPTION, HEADINGS, PITCH, PLACE, SUBTITLE, TITLE, looks
from planctl.report.word.table import is_too_wide, word_table
from planctl.report.word.text import Pen
from planctl.words.typography import TYPOGRAPHY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement

    from planctl.blocks import Block
    from planctl.report.wording.document import Document

#: Cells by which a title may be wider in Word than counted: capitals, and gaps between Chinese and figures.
TITLE_SLACK = 3


def render(document: Document) -> bytes:
    """Return ``document`` as a file for Word and WPS; the same document gives the same bytes."""
    pen = Pen(document.language)
    word = empty(document.language, pen.plain(document.title))
    add(word, _front(document, pen))
    told = _first_texts(document.blocks)
    is_wide = False
    for sheet in sheets(_with_wide_tables(document.blocks, pen)):
        if sheet.is_wide is not is_wide:
            is_wide = sheet.is_wide
            turn(word, is_wide=is_wide)
        writer = _Writer(pen, told, is_wide=is_wide)
        add(word, chain.from_iterable(map(writer.block, sheet.blocks)))
    return to_bytes(word)


def _with_wide_tables(blocks: Iterable[Block], pen: Pen) -> Iterator[Block]:
    """Mark as wide the tables that have no room on an upright sheet."""
    for block in blocks:
        if isinstance(block, Table) and is_too_wide(block, pen, text_width()):
            yield block._replace(wide=True)
        else:
            yield block


def _front(document: Document, pen: Pen) -> Iterator[BaseOxmlElement]:
    margin = _margin(pen.plain(document.title), looks(document.language)[TITLE].size * 10)
    yield pen.paragraph(pen.run(document.title), style=TITLE, shape=[element("ind", left=margin, right=margin)])
    if document.subtitle:
        yield pen.paragraph(pen.run(document.subtitle), style=SUBTITLE)


def _margin(title: str, unit: float) -> int:
    """Return the margin that breaks a title of several lines into lines of about one length, none of a single word.

    ``unit`` is the width of a cell, half a character; all in twentieths of a point.
    """
    cells = int(text_width() / unit)
    needed = len(wrap(title, cells))
    narrowest = next(size for size in range(max(4, cells // 2), cells + 1) if len(wrap(title, size)) == needed)
    return max(0, int((text_width() - (narrowest + TITLE_SLACK) * unit) / 2)) if needed > 1 else 0


class _Writer:
    """Turns blocks into elements for sheets that lie one way; ``told`` are the labels that tables have rows for."""

    def __init__(self, pen: Pen, told: frozenset[str], *, is_wide: bool) -> None:
        self.pen, self.told, self.is_wide = pen, told, is_wide

    def block(self, block: Block) -> Iterable[BaseOxmlElement]:
        match block:
            case Heading():
                return [self.pen.paragraph(self.pen.run(block.text), style=(TITLE, *HEADINGS)[block.level - 1])]
            case Paragraph():
                return [self.paragraph(block)]
            case Blank():
                place = TYPOGRAPHY[self.pen.language].place.format(block.text)
                return [self.pen.paragraph(self.pen.run(place), style=PLACE)]
            case Table():
                return self.table(block)
            case Fields():
                return self.fields(block)
            case BarChart():
                is_told = self.told.issuperset(label for label, _, _ in block.bars)
                return [] if is_told else self.table(_bars_across(block))
            case LineChart():
                return self.table(_months_across(block))
            case _:
                assert_never(block)

    def paragraph(self, paragraph: Paragraph) -> BaseOxmlElement:
        runs: list[BaseOxmlElement] = []
        for sentence in paragraph.sentences or (Sentence(paragraph.text, paragraph.ids),):
            runs.append(self.pen.run(sentence.text, is_bold=paragraph.tone is Tone.STRONG))
            runs += self.pen.ids(sentence.ids, before="\u00a0", after=" ")
        size = looks(self.pen.language)[BODY].size
        left = {"leftChars": paragraph.indent * 50, "left": round(paragraph.indent * size * 10)}
        return self.pen.paragraph(*runs, shape=[element("ind", **left)] if paragraph.indent else ())

    def table(self, table: Table, *, has_head: bool = True) -> Iterator[BaseOxmlElement]:
        if table.title:
            yield self.pen.paragraph(self.pen.run(table.title), style=CAPTION)
        yield word_table(table, self.pen, text_width(is_wide=self.is_wide), has_head=has_head)
        # Word needs a paragraph after a table. On a sheet that the table may fill, it must not take up room.
        height = 1 if self.is_wide else PITCH / 2
        shape = element("spacing", before=0, after=0, line=round(height * 20), lineRule="exact")
        yield self.pen.paragraph(shape=[shape])

    def fields(self, fields: Fields) -> Iterator[BaseOxmlElement]:
        columns = (Column("label", ""), Column("value", "", flexible=True))
        return self.table(Table(columns, tuple((label, value) for _, label, value in fields.items)), has_head=False)


def _first_texts(blocks: Iterable[Block]) -> frozenset[str]:
    """Return what stands at the head of the rows of all tables."""
    rows = chain.from_iterable(block.rows for block in blocks if isinstance(block, Table))
    return frozenset(row[0] for row in rows if isinstance(row[0], str))


def _bars_across(chart: BarChart) -> Table:
    """Return a chart as a table with a column a bar."""
    columns = tuple(Column(label, label, right=True) for label, _, _ in chart.bars)
    return Table(columns, (tuple(f"{done}/{total}" for _, done, total in chart.bars),), title=chart.title)


def _months_across(chart: LineChart) -> Table:
    """Return a chart as a table with a row a line and a column a month."""
    columns = (Column("line", "", flexible=True), *(Column(month, month, right=True) for month in chart.months))
    rows = tuple((label, *("" if value is None else str(value) for value in values)) for label, values in chart.lines)
    return Table(columns, rows, title=chart.title)
