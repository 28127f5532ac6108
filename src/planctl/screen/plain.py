"""Blocks as tab-separated lines for pipes and scripts: no colour, no frame, nothing wrapped, nothing cut.

It knows the spelling only; which columns there are, and in which words, is settled in the blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from planctl.blocks import Bar, BarChart, Blank, Cell, Fields, Heading, LineChart, Paragraph, Table
from planctl.cells import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from planctl.blocks import Block, Value


def write(blocks: Iterable[Block], file: TextIO) -> None:
    r"""Write blocks to ``file``, one call a block, with an empty line between blocks.

    A table is a line of column keys, a line a row, and the footer; a bar is ``done/total``, and a cell with a code says
    the code. Fields are lines of ``key<TAB>value``; a value of several lines repeats its key on each. The ids of a
    paragraph follow it after a tab. Tabs and line feeds in a cell are spelled ``\t`` and ``\n``.
    """
    separator = ""
    for block in blocks:
        lines = "\n".join(_lines(block))
        file.write(f"{separator}{lines}\n")
        separator = "\n"


def _lines(block: Block) -> Iterable[str]:
    match block:
        case Table():
            return _table(block)
        case Fields():
            return _fields(block)
        case Heading():
            return (safe(block.text),)
        case Paragraph():
            return _paragraph(block)
        case Blank():
            return (f"[ ] {safe(block.text)}",)
        case BarChart() | LineChart():
            return _table(block.as_table())
        case _:
            assert_never(block)


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    text = safe(paragraph.text, newlines=True)
    yield f"{text}\t{safe(' '.join(paragraph.ids))}" if paragraph.ids else text


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield safe(table.title)
    yield "\t".join([safe(column.key) for column in table.columns])
    rows = table.rows if table.footer is None else (*table.rows, table.footer)
    expected = len(table.columns) - 1
    for row in rows:
        texts = [value if type(value) is str else _text(value) for value in row]
        line = "\t".join(texts)
        # One look at the whole line stands for one at each cell: a long list is nearly always clean.
        if line.count("\t") != expected or not line.replace("\t", "").isprintable():
            line = "\t".join(map(safe, texts))
        yield line


def _fields(fields: Fields) -> Iterator[str]:
    for key, _, value in fields.items:
        for line in safe(_text(value), newlines=True).split("\n"):
            yield f"{safe(key)}\t{line}"


def _text(value: Value) -> str:
    if isinstance(value, Cell):
        return value.text if value.code is None else value.code
    return f"{value.done}/{value.total}" if isinstance(value, Bar) else value
