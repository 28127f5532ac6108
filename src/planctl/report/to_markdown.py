"""A report as GitHub Markdown. Text is escaped, so that nothing in a plan becomes markup but addresses, which work."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from planctl.blocks import (
    Annex,
    Bar,
    Block,
    Cell,
    Fields,
    Formal,
    Heading,
    LineChart,
    Listing,
    Mark,
    Paragraph,
    Part,
    Piece,
    Quote,
    Rule,
    Table,
    Verbatim,
)
from planctl.cells import safe
from planctl.report import markdown_text
from planctl.report.charts_told import without_told_charts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planctl.blocks import Value
    from planctl.report.document import Document


def render(document: Document) -> str:
    """Return ``document`` as Markdown, ending in a newline. Charts become tables, unless a table says the same."""
    return "\n\n".join(_blocks(without_told_charts(document.whole))) + "\n"


def _blocks(blocks: Iterable[Block], *, has_other_marks: bool = False) -> Iterator[str]:
    """Spell blocks that stand below each other, each as lines with no empty one at the ends.

    A list that follows another of its kind has other marks, or they would be read as one; a list that comes first has
    those that are asked for.
    """
    before: Block | None = None
    for block in _attached(blocks):
        if before and isinstance(block, (Listing, Fields)):
            has_other_marks = _is_one_list(before, block) and not has_other_marks
        for text in filter(None, _block(block, has_other_marks=has_other_marks)):
            yield text
            before = block


def _attached(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, attachments that follow each other as the lines of one paragraph."""
    for is_attachment, found in groupby(blocks, key=_is_attachment):
        if is_attachment:
            yield Paragraph("\n".join(block.text for block in found if isinstance(block, Formal)))
        else:
            yield from found


def _is_attachment(block: Block) -> bool:
    return isinstance(block, Formal) and block.part is Part.ATTACHMENT


def _is_one_list(before: Block | None, block: Block) -> bool:
    return isinstance(before, (Listing, Fields)) and _is_numbered(before) == _is_numbered(block)


def _is_numbered(block: Block) -> bool:
    return isinstance(block, Listing) and block.start is not None


def _block(block: Block, *, has_other_marks: bool) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {_line(block.text)}"
        case Annex():
            yield "---"
            yield f"## {_line(_title(block))}"
        case Paragraph() | Formal():
            yield markdown_text.paragraph(_pieces(block))
        case Listing():
            yield _listing(block, has_other_marks=has_other_marks)
        case Quote():
            yield _behind("> ", "> ", "\n\n".join(_blocks(block.blocks))) if block.blocks else ""
        case Verbatim():
            yield _fenced(block.text)
        case Rule():
            yield "---"
        case Table():
            yield from _table(block)
        case Fields():
            yield _fields(block, "*" if has_other_marks else "-")
        case _:
            yield from _table(block.as_table())
            yield markdown_text.paragraph([Piece(block.note if isinstance(block, LineChart) else "")])


def _title(annex: Annex) -> str:
    separator = ": " if annex.label.isascii() else "\u3000"
    return separator.join(filter(None, annex))


def _pieces(said: Paragraph | Formal | Cell) -> Sequence[Piece]:
    pieces = () if isinstance(said, Formal) else said.pieces
    return pieces or (Piece(said.text),)


def _line(text: str, *marks: Mark) -> str:
    return markdown_text.line([Piece(text, marks=marks)])


# --- lists, and lines as they are ------------------------------------------------------------------------------------


def _listing(listing: Listing, *, has_other_marks: bool) -> str:
    """Spell a list, with empty lines within it only where its items have several parts."""
    between = "\n" if _is_tight(listing) else "\n\n"
    items = []
    for place, blocks in enumerate(listing.items):
        mark = _mark(listing.start, place, has_other_marks=has_other_marks)
        # Hyphens that rule off a part would look like marks of items, and three marks on a line like a rule.
        inner = _blocks(blocks, has_other_marks=not has_other_marks)
        parts = ["___" if part == "---" else part for part in inner]
        items.append(_behind(f"{mark} ", " " * (len(mark) + 1), between.join(parts)))
    return between.join(items)


def _mark(start: int | None, place: int, *, has_other_marks: bool) -> str:
    if start is None:
        return "*" if has_other_marks else "-"
    return f"{start + place}{')' if has_other_marks else '.'}"


def _is_tight(listing: Listing) -> bool:
    """Whether every item is a paragraph, with at most such a list that may stand right below one."""
    return all(_is_tight_item(item) for item in listing.items)


def _is_tight_item(item: Sequence[Block]) -> bool:
    match item:
        case [Paragraph(text=text)]:
            return bool(text.strip())
        case [Paragraph(text=text), Listing(start=None | 1) as nested]:
            return bool(text.strip() and nested.items) and _is_tight(nested)
        case _:
            return False


def _behind(first: str, others: str, text: str) -> str:
    """Return lines with something before each, without spaces at their ends."""
    lines = text.split("\n")
    return "\n".join(
        f"{others if number else first}{line}" if line else (others if number else first).rstrip()
        for number, line in enumerate(lines)
    )


def _fenced(text: str) -> str:
    lines = safe(text.removesuffix("\n"), newlines=True)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", lines)), default=0))
    return f"{fence}\n{lines}\n{fence}"


# --- tables ----------------------------------------------------------------------------------------------------------


def _table(table: Table) -> Iterator[str]:
    """Spell a table without its bars, which repeat in length what another column says in numbers."""
    yield _line(table.title, Mark.STRONG)
    bars = {index for row in table.rows for index, value in enumerate(row) if isinstance(value, Bar)}
    shown = [index for index in range(len(table.columns)) if index not in bars]
    lines = [
        [_cell(table.columns[index].label) for index in shown],
        ["--:" if table.columns[index].right else "---" for index in shown],
        *([_cell(row[index]) for index in shown] for row in table.rows),
    ]
    if table.footer is not None:
        lines.append([_cell(table.footer[index], Mark.STRONG) for index in shown])
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Value, *marks: Mark) -> str:
    if isinstance(value, Bar):
        value = f"{value.done}/{value.total}"
    pieces = _pieces(value if isinstance(value, Cell) else Cell(value))
    return markdown_text.cell(piece._replace(marks=(*piece.marks, *marks)) for piece in pieces)


def _fields(fields: Fields, mark: str) -> str:
    """Spell labelled values as a list; the lines of a value stay."""
    items = []
    for _, label, value in fields.items:
        pieces = _pieces(value if isinstance(value, Cell) else Cell(value))
        items.append(_behind(f"{mark} ", "  ", markdown_text.paragraph((Piece(f"{label}: "), *pieces))))
    return "\n".join(items)
