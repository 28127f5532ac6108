"""A document as a Word file: headings, paragraphs and tables on the sheets of an official document or a company's.

Charts are not drawn: what a table of the document tells is left out, other charts become tables. Tables that find no
room stand on sheets turned sideways. Without python-docx the import of this module fails.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planctl.blocks import Table
from planctl.report.charts_told import without_told_charts
from planctl.report.sheets import sheets
from planctl.report.word.layout import layout
from planctl.report.word.page import add, empty, link, to_bytes, turn
from planctl.report.word.parts import front
from planctl.report.word.running import Writer
from planctl.report.word.styles import looks
from planctl.report.word.table import lies_sideways
from planctl.report.word.text import Pen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.blocks import Block
    from planctl.report.document import Document


def render(document: Document) -> bytes:
    """Return ``document`` as a file for Word and WPS; the same document gives the same bytes."""
    upright, known = layout(document), looks(document)
    word = empty(document, Pen.plain(document.title), upright, known)
    pen = Pen(document.language, known, partial(link, word))
    add(word, front(document, pen, upright.room))
    blocks, lying = without_told_charts(document.blocks), upright
    for sheet in sheets(_with_directions(blocks, pen, upright.room)):
        before, lying = lying, upright.turned() if sheet.is_wide else upright
        if lying is not before:
            turn(word, lying)
        writer = Writer(pen, lying.room, is_at_top=lying is not before)
        add(word, writer.blocks(sheet.blocks))
    return to_bytes(word)


def _with_directions(blocks: Iterable[Block], pen: Pen, room: int) -> Iterator[Block]:
    """Mark as wide the tables that should lie on a sheet turned sideways, and no others."""
    for block in blocks:
        yield block._replace(wide=lies_sideways(block, pen, room)) if isinstance(block, Table) else block
