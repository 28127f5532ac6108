"""Blocks as lines of a screen: broken, moved in, with the tones and marks of their parts, which somebody else colours.

A table is told row by row here, each as a small block, as it is on a narrow screen and within a list.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, assert_never

from planctl.blocks import (
    Annex,
    Bar,
    BarChart,
    Block,
    Cell,
    Fields,
    Formal,
    Heading,
    LineChart,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Table,
    Tone,
    Verbatim,
    is_next_line,
)
from planctl.cells import pad, width, wrap
from planctl.screen import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planctl.blocks import Mark
    from planctl.screen.layout import Track
    from planctl.screen.page import Page

#: Cells before what belongs to the line above.
INDENT = 2
#: A value stands beside its label if it gets this many cells there, else below.
LEAST_VALUE = 12


class Run(NamedTuple):
    """Characters of a line that look alike."""

    text: str
    tone: Tone = Tone.NORMAL
    marks: tuple[Mark, ...] = ()


Line = list[Run]


# --- blocks ----------------------------------------------------------------------------------------------------------


def titled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, the titles of tables as headings of their own."""
    for block in blocks:
        if isinstance(block, Table) and block.title:
            yield Heading(block.title, level=3)
        yield block


def is_apart(before: Block, after: Block, *, is_tall: bool) -> bool:
    """Whether an empty line stands between two blocks; ``is_tall`` if one of them takes several lines.

    None follows a heading or a caption, and short paragraphs stand below each other like the lines of a list.
    """
    if isinstance(before, (Heading, Annex)) or is_next_line(before, after):
        return False
    if isinstance(before, Paragraph) and isinstance(after, Paragraph):
        return is_tall and not after.indent
    return not isinstance(before, Paragraph) or isinstance(after, (Heading, Annex, Formal, Rule, BarChart, LineChart))


def drawn(block: Block, page: Page) -> list[Line]:  # noqa: C901, PLR0912 - a case for each kind of block
    """Return the lines of a block that stands alone."""
    match block:
        case Heading():
            return text(Cell(page.text(block.text), Tone.STRONG), page)
        case Annex():
            return [line for part in block if part for line in text(Cell(page.text(part), Tone.STRONG), page)]
        case Formal():
            return text(Cell(page.text(block.text)), page)
        case Paragraph():
            return paragraph(block, page)
        case Listing():
            return _listing(block, page)
        case Quote():
            return _moved_in("", INDENT, _within(block.blocks, page.within(INDENT)))
        case Verbatim():
            lines = page.text(block.text.removesuffix("\n"), newlines=True)
            return text(Cell(lines), page, indent=INDENT)
        case Rule():
            return [across(page)]
        case Fields():
            return _fields(
                [(page.text(label), page.cell(value, newlines=True)) for _, label, value in block.items], page
            )
        case Table():
            return records(tracks(block, page), block, page)
        case BarChart():
            return drawn(block.as_table(), page)
        case LineChart():
            return [*drawn(block.as_table(), page), *note(block, page)]
        case _:
            assert_never(block)


def _within(blocks: Iterable[Block], page: Page) -> list[Line]:
    """Return the lines of blocks that are parts of another one."""
    lines: list[Line] = []
    before: Block | None = None
    was_tall = False
    for block in titled(blocks):
        found = drawn(block, page)
        if before and is_apart(before, block, is_tall=was_tall or len(found) > 1):
            lines.append([])
        lines += found
        before, was_tall = block, len(found) > 1
    return lines


def _listing(listing: Listing, page: Page) -> list[Line]:
    """Return the items behind their marks, apart from each other if any of them has parts that are."""
    marks = [f"{page.text(mark)} " for mark, _ in listing.marked()]
    indent = max(map(width, marks), default=0)
    items = [_within(blocks, page.within(indent)) for blocks in listing.items]
    is_loose = any([] in lines for lines in items)
    found: list[Line] = []
    for mark, lines in zip(marks, items, strict=True):
        found += [[]] if found and is_loose else []
        found += _moved_in(mark, indent, lines or [[]])
    return found


def _moved_in(mark: str, indent: int, lines: Iterable[Line]) -> list[Line]:
    """Return lines ``indent`` cells in, the first of them behind a mark."""
    return [
        [Run(pad("" if number else mark, indent)), *line] if line or not number else []
        for number, line in enumerate(lines)
    ]


# --- text ------------------------------------------------------------------------------------------------------------


def paragraph(paragraph: Paragraph, page: Page) -> list[Line]:
    """Return the lines of running text, its own if it is not to be wrapped."""
    said = page.said(Cell(paragraph.text, paragraph.tone, pieces=paragraph.pieces), newlines=True)
    if not paragraph.wrapped:
        return [[Run(line, said.tone)] for line in said.text.split("\n")]
    return text(said, page, indent=paragraph.indent, limit=paragraph.lines)


def note(chart: LineChart, page: Page) -> list[Line]:
    """Return the lines below a chart."""
    return text(Cell(page.text(chart.note), Tone.MUTED), page) if chart.note else []


def text(value: Cell | Bar, page: Page, *, size: int = 0, indent: int = 0, limit: int = 0) -> list[Line]:
    """Return a value on at most ``limit`` lines of ``size`` cells (0: the page's), of which ``indent`` stay empty."""
    margin = [Run(" " * indent)] if indent else []
    if isinstance(value, Bar):
        return [[*margin, *_bar(value, page)]]
    lines = wrap(value.text, (size or page.width) - indent, lines=limit, mark=page.mark)
    if not value.pieces:
        return [[*margin, Run(line, value.tone)] for line in lines]
    return [[*margin, *line] for line in _marked(lines, value)]


def _marked(lines: Iterable[str], cell: Cell) -> Iterator[Line]:
    """Find the characters of broken lines again in the pieces of their text, which has more blanks at the breaks."""
    source = [(char, piece.marks) for piece in cell.pieces for char in piece.text]
    place = 0
    for line in lines:
        marks: list[tuple[Mark, ...]] = []
        for char in line:
            while place < len(source) and source[place][0] in " \n" and source[place][0] != char:
                place += 1
            is_of_text = place < len(source) and source[place][0] == char
            marks.append(source[place][1] if is_of_text else ())
            place += is_of_text
        pairs = groupby(zip(line, marks, strict=True), key=lambda pair: pair[1])
        yield [Run("".join(char for char, _ in run), cell.tone, key) for key, run in pairs]


def across(page: Page) -> Line:
    """Return a line across the page."""
    return [Run(page.line * page.width, Tone.MUTED)]


def _bar(bar: Bar, page: Page) -> Line:
    """Draw a bar, which is full only if all is done or late, and empty only if nothing is."""
    full = _part(page.bar, bar.done, bar.total)
    late = _part(page.bar, bar.done + bar.late, bar.total) - full
    if bar.late and not late:
        late = min(1, page.bar - full)
    rest = page.line * (page.bar - full - late)
    return [Run(page.text("━") * full, Tone.GOOD), Run(page.text("━") * late, Tone.BAD), Run(rest, Tone.MUTED)]


def _part(size: int, number: int, total: int) -> int:
    """Return how many of ``size`` cells stand for a number of all, at least one for any."""
    return max(size * number // total, min(number, 1)) if total else 0


# --- values ----------------------------------------------------------------------------------------------------------


def tracks(table: Table, page: Page) -> list[Track]:
    """Return the columns of a table that the page has room for, with their values."""
    rows = table.rows if table.footer is None else (*table.rows, table.footer)
    found = [
        layout.Track.measured(column, page.text(column.label), [page.cell(row[index]) for row in rows], page.bar)
        for index, column in enumerate(table.columns)
        if page.width >= column.least
    ]
    return found if page.bar else [track for track in found if not track.has_bars]


def records(tracks: Sequence[Track], table: Table, page: Page) -> list[Line]:
    """Return each row as a block: its short values side by side, its text, its other values with their labels."""
    parts = layout.record(tracks, page.width)
    indent = INDENT if parts.head else 0
    lines: list[Line] = []
    told = between(table, page)
    for index in range(len(table.rows) + (table.footer is not None)):
        lines += told.get(index, ())
        if index == len(table.rows):
            lines.append(across(page))
        if parts.head:
            lines.append([run for track in parts.head for run in _at_head(track, index, page)])
        for cell in (track.cells[index] for track in parts.body if not _is_empty(track.cells[index])):
            lines += text(cell, page, indent=indent, limit=table.lines)
        labelled = [(track.label, track.cells[index]) for track in parts.labelled if not _is_empty(track.cells[index])]
        lines += _fields(labelled, page, indent=INDENT)
    if table.footer is None:
        lines += told.get(len(table.rows), ())
    return lines


def between(table: Table, page: Page) -> dict[int, list[Line]]:
    """Return the lines that stand between rows, by the number of the row below them."""
    found: dict[int, list[Line]] = {}
    for place, told in table.between:
        found.setdefault(place, []).extend(paragraph(told, page))
    return found


def _is_empty(cell: Cell | Bar) -> bool:
    return isinstance(cell, Cell) and not cell.text


def _at_head(track: Track, index: int, page: Page) -> Line:
    cell = track.cells[index]
    [line] = text(cell, page, size=track.content)
    taken = page.bar if isinstance(cell, Bar) else width(cell.text)
    return [*line, Run(" " * (track.content - taken + layout.GAP))]


def _fields(items: Sequence[tuple[str, Cell | Bar]], page: Page, *, indent: int = 0) -> list[Line]:
    """Return labelled values in two columns, or each value below its label where there is no room for that."""
    labels = max((width(label) for label, _ in items), default=0)
    beside = indent + labels + layout.GAP
    if page.width - beside < LEAST_VALUE:
        beside = indent + INDENT
    lines: list[Line] = []
    for label, value in items:
        found = text(value, page, indent=beside)
        name = Run(pad(" " * indent + label, beside), Tone.MUTED)
        if beside > indent + labels:
            found[0][0] = name
        else:
            found.insert(0, [name])
        lines += found
    return lines
