"""Blocks drawn on a terminal with Rich: rules, bars and tones, columns in cells, Chinese wrapped as Chinese is.

The only module that imports Rich. It settles glyphs and styles; what is said, and in which words, stands in the blocks.
There are no vertical lines, so that one character of unexpected width cannot shift a frame, and no glyph beyond GBK.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING

from rich.box import Box
from rich.console import Console, Group
from rich.segment import Segment, Segments
from rich.style import Style
from rich.table import Table as Grid
from rich.terminal_theme import TerminalTheme

from planctl.blocks import Bar, BarChart, Cell, Fields, Heading, LineChart, Paragraph, Table, Tone, is_next_line
from planctl.cells import ELLIPSIS, pad, safe, width, wrap
from planctl.screen import layout, prose
from planctl.screen.prose import INDENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from planctl.blocks import Block, Value
    from planctl.screen.layout import Track

#: How long a bar is, by the least width of the screen; narrower screens show none.
BAR_SIZES = ((110, 20), (72, 10), (48, 6))
#: A value stands beside its label if it gets this many cells there, else below.
LEAST_VALUE = 12


def draw(
    blocks: Iterable[Block],
    *,
    width: int,
    colour: bool,
    file: TextIO,
    ascii: bool = False,  # noqa: A002 - the option's name
) -> None:
    """Draw blocks for a screen of ``width`` cells and write them to ``file`` in one piece, without trailing spaces.

    Args:
        blocks: what to draw.
        width: the width of the screen in cells.
        colour: whether ``file`` takes escape sequences; the caller has asked the user, the environment and the stream.
        file: where the drawing goes; of it, only the encoding is looked at.
        ascii: draw rules, bars and signs in ASCII, as is done anyway where the encoding has no others.
    """
    page = _Page(width, is_ascii=ascii or not _has_glyphs(file))
    console = _console(width=_ENDLESS, colour=colour)
    with console.capture() as capture:
        _print(blocks, page, console)
    file.write("\n".join([line.rstrip(" ") for line in capture.get().split("\n")]))


def record(blocks: Iterable[Block], *, width: int, title: str) -> str:
    """Draw blocks in colour on a light ground as an SVG picture, the same on every machine."""
    from planctl.screen import picture  # noqa: PLC0415 - few answers are wanted as pictures

    ground, ink, red, green, yellow = (255, 255, 255), (31, 35, 40), (207, 34, 46), (26, 127, 55), (154, 103, 0)
    theme = TerminalTheme(ground, ink, [ink, red, green, yellow, ink, ink, ink, ink])
    console = _console(width=width, colour=True, is_recorded=True)
    _print(blocks, _Page(width), console)
    svg = console.export_svg(
        title=safe(title),
        theme=theme,
        code_format=picture.FRAME,
        font_aspect_ratio=picture.CELL_RATIO,
        unique_id="planctl",
    )
    return picture.in_cells(svg)


@dataclass(frozen=True, slots=True)
class _Page:
    """What is drawn on: its width in cells, and whether it takes more than ASCII."""

    width: int
    is_ascii: bool = False

    @property
    def bar(self) -> int:
        return next((size for least, size in BAR_SIZES if self.width >= least), 0)

    @property
    def mark(self) -> str:
        return self.text(ELLIPSIS)

    @property
    def line(self) -> str:
        return self.text("─")

    def text(self, text: str, *, newlines: bool = False) -> str:
        text = safe(text, newlines=newlines)
        return text.translate(_IN_ASCII) if self.is_ascii else text

    def cell(self, value: Value, *, newlines: bool = False) -> Cell | Bar:
        if isinstance(value, Bar):
            return value
        if isinstance(value, Cell):
            return Cell(self.text(value.text, newlines=newlines), value.tone, lines=value.lines)
        return Cell(self.text(value, newlines=newlines))


def _print(blocks: Iterable[Block], page: _Page, console: Console) -> None:
    before: Block | None = None
    was_tall = False
    for block in _titled(blocks):
        drawn = _block(block, page)
        is_tall = isinstance(drawn, Group) or len(drawn) > 1
        if before and _is_apart(before, block, is_tall=is_tall or was_tall):
            console.line()
        console.print(drawn if isinstance(drawn, Group) else _joined(drawn), crop=False)
        before, was_tall = block, is_tall


def _titled(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table) and block.title:
            yield Heading(block.title, level=3)
        yield block
        if isinstance(block, LineChart) and block.note:
            yield Paragraph(block.note, Tone.MUTED)


def _is_apart(before: Block, after: Block, *, is_tall: bool) -> bool:
    """Whether an empty line stands between two blocks; ``is_tall`` if one of them takes several lines.

    None follows a heading or a caption, and short paragraphs stand below each other like the lines of a list.
    """
    if isinstance(before, Heading) or is_next_line(before, after):
        return False
    if isinstance(before, Paragraph) and isinstance(after, Paragraph):
        return is_tall and not after.indent
    return not isinstance(before, Paragraph) or isinstance(after, (Heading, BarChart, LineChart))


def _block(block: Block, page: _Page) -> Group | list[_Line]:
    match block:
        case Table():
            return _table(block, page)
        case BarChart() | LineChart():
            return _table(block.as_table(), page)
        case Fields():
            items = [(page.text(label), page.cell(value, newlines=True)) for _, label, value in block.items]
            return _fields(items, page)
        case _:
            return _prose(block, page)


def _prose(block: prose.Prose, page: _Page) -> list[_Line]:
    sheet = prose.Sheet(page.width, partial(page.text, newlines=True), page.mark)
    return [[Segment(text, _STYLES[tone]) for text, tone in line] for line in prose.lines(block, sheet)]


def _table(table: Table, page: _Page) -> Group | list[_Line]:
    rows = table.rows if table.footer is None else (*table.rows, table.footer)
    tracks = [
        layout.Track.measured(column, page.text(column.label), [page.cell(row[index]) for row in rows], page.bar)
        for index, column in enumerate(table.columns)
        if page.width >= column.least
    ]
    if not page.bar:
        tracks = [track for track in tracks if not track.has_bars]
    fitted = layout.columns(tracks, page.width)
    is_narrow = table.record and page.width < layout.RECORD_WIDTH
    if (is_narrow or not layout.fits(fitted, page.width)) and any(track.column.flexible for track in tracks):
        return _records(tracks, table, page)
    return _grid(fitted, table, page)


def _grid(fitted: Sequence[tuple[Track, int]], table: Table, page: _Page) -> Group:
    """Draw a table as a table: Rich puts cells together whose lines are broken already, in columns of given widths.

    Lines between rows part it into several, which look like one as their columns are as wide.
    """
    limits = layout.limits(fitted, table.lines)
    columns = [
        [_in_column(cell, track, size, page, limit) for cell, limit in zip(track.cells, limits, strict=True)]
        for track, size in fitted
    ]
    rows = list(zip(*columns, strict=True))
    footer = rows.pop() if table.footer is not None else None
    starts = sorted({0, *(number for number, _ in table.between if number < len(rows))})
    parts: list[Grid | Segments] = [_part(fitted, (), page, has_labels=True)] if table.labels else []
    for start, end in zip(starts, (*starts[1:], len(rows)), strict=True):
        part = _part(fitted, rows[start:end], page, footer if end == len(rows) else None)
        parts += [_joined(_between(table, start, page)), part]
    return Group(*parts, _joined(_between(table, len(rows), page) if rows else ()))


def _part(
    fitted: Sequence[tuple[Track, int]],
    rows: Sequence[tuple[Segments, ...]],
    page: _Page,
    footer: tuple[Segments, ...] | None = None,
    *,
    has_labels: bool = False,
) -> Grid:
    """Draw some rows of a table, or what stands above or below them all."""
    grid = Grid(
        box=_RULE_ASCII if page.is_ascii else _RULE,
        show_edge=False,
        show_header=has_labels,
        show_footer=footer is not None,
        padding=0,
        header_style="",
        footer_style="",
    )
    for number, (track, size) in enumerate(fitted):
        is_last = number == len(fitted) - 1
        grid.add_column(
            _in_column(Cell(track.label, Tone.STRONG), track, size, page),
            footer[number] if footer else "",
            width=size if is_last else size + layout.GAP - _DIVIDER,
        )
    for row in rows:
        grid.add_row(*row)
    return grid


def _between(table: Table, number: int, page: _Page) -> list[_Line]:
    """Return the lines that stand before the row of this number, or behind all rows."""
    return [line for place, text in table.between if place == number for line in _prose(text, page)]


def _in_column(cell: Cell | Bar, track: Track, size: int, page: _Page, limit: int = 0) -> Segments:
    if track.column.right and isinstance(cell, Cell):
        cell = Cell(pad(cell.text, size, right=True), cell.tone)
    if isinstance(cell, Cell) and cell.lines:
        limit = cell.lines
    return _joined(_lines(cell, size, page, limit=limit if track.column.flexible else 0))


def _records(tracks: Sequence[Track], table: Table, page: _Page) -> list[_Line]:
    """Draw each row as a block: its short values side by side, its text, its other values with their labels."""
    parts = layout.record(tracks, page.width)
    indent = INDENT if parts.head else 0
    lines: list[_Line] = []
    for index in range(len(table.rows) + (table.footer is not None)):
        lines += _between(table, index, page)
        if index == len(table.rows):
            lines.append([Segment(page.line * page.width, _STYLES[Tone.MUTED])])
        if parts.head:
            lines.append([segment for track in parts.head for segment in _at_head(track, index, page)])
        for cell in (track.cells[index] for track in parts.body if not _is_empty(track.cells[index])):
            lines += _lines(cell, page.width, page, indent=indent, limit=table.lines)
        labelled = [(track.label, track.cells[index]) for track in parts.labelled if not _is_empty(track.cells[index])]
        lines += _fields(labelled, page, indent=INDENT)
    if table.footer is None:
        lines += _between(table, len(table.rows), page)
    return lines


def _is_empty(cell: Cell | Bar) -> bool:
    return isinstance(cell, Cell) and not cell.text


def _at_head(track: Track, index: int, page: _Page) -> _Line:
    cell = track.cells[index]
    [line] = _lines(cell, track.content, page)
    taken = page.bar if isinstance(cell, Bar) else width(cell.text)
    return [*line, Segment(" " * (track.content - taken + layout.GAP))]


def _fields(items: Sequence[tuple[str, Cell | Bar]], page: _Page, *, indent: int = 0) -> list[_Line]:
    """Draw labelled values in two columns, or each value below its label where the screen is too narrow for that."""
    labels = max((width(label) for label, _ in items), default=0)
    beside = indent + labels + layout.GAP
    if page.width - beside < LEAST_VALUE:
        beside = indent + INDENT
    lines: list[_Line] = []
    for label, value in items:
        drawn = _lines(value, page.width, page, indent=beside)
        name = Segment(pad(" " * indent + label, beside), _STYLES[Tone.MUTED])
        if beside > indent + labels:
            drawn[0][0] = name
        else:
            drawn.insert(0, [name])
        lines += drawn
    return lines


def _lines(value: Cell | Bar, size: int, page: _Page, *, indent: int = 0, limit: int = 0) -> list[_Line]:
    """Draw a value on at most ``limit`` lines of ``size`` cells, of which the first ``indent`` stay empty."""
    margin = [Segment(" " * indent)] if indent else []
    if isinstance(value, Bar):
        return [[*margin, *_bar(value, page)]]
    style = _STYLES[value.tone]
    lines = wrap(value.text, size - indent, lines=limit, mark=page.mark)
    return [[*margin, Segment(line, style)] for line in lines]


def _bar(bar: Bar, page: _Page) -> _Line:
    """Draw a bar, which is full only if all is done and empty only if nothing is; what is late stands behind that."""
    full, late = (max(page.bar * part // bar.total, 1) if part and bar.total else 0 for part in (bar.done, bar.late))
    late = min(late, page.bar - full)
    heavy = [
        Segment(page.text("━") * size, _STYLES[tone]) for size, tone in ((full, Tone.GOOD), (late, Tone.BAD)) if size
    ]
    return [*heavy, Segment(page.line * (page.bar - full - late), _STYLES[Tone.MUTED])]


def _joined(lines: Iterable[_Line]) -> Segments:
    end = Segment.line()
    return Segments([segment for line in lines for segment in (*line, end)])


def _console(*, width: int, colour: bool, is_recorded: bool = False) -> Console:
    """Return a console that asks neither the environment nor the stream about anything."""
    return Console(
        file=StringIO(),
        width=width,
        height=25,
        color_system="standard" if colour else None,
        no_color=not colour,
        force_terminal=colour,
        force_interactive=False,
        force_jupyter=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        record=is_recorded,
    )


def _has_glyphs(file: TextIO) -> bool:
    try:
        _GLYPHS.encode(file.encoding or "utf-8")  # streams in memory have no encoding
    except UnicodeEncodeError:
        return False
    return True


def _rule(line: str) -> Box:
    """Return a box of one line below the heading and one above the footer.

    It is marked as ASCII whatever it is, or Rich draws vertical lines instead where the encoding is not UTF-8.
    """
    blank, ruled = "    \n", f"{line * 4}\n"
    return Box(blank + blank + ruled + blank + blank + ruled + blank + blank, ascii=True)


_Line = list[Segment]

_STYLES: dict[Tone, Style | None] = {
    Tone.NORMAL: None,
    Tone.STRONG: Style(bold=True),
    Tone.MUTED: Style(dim=True),
    Tone.GOOD: Style(color="green"),
    Tone.WARN: Style(color="yellow"),
    Tone.BAD: Style(color="red"),
}
_RULE, _RULE_ASCII = _rule("─"), _rule("-")
#: The cells that such a box puts between two columns.
_DIVIDER = 1
#: Lines are broken here, not by Rich: to Rich the screen has room for all of them.
_ENDLESS = 10_000

_GLYPHS = "━─○●√×→…"
_IN_ASCII = str.maketrans(dict(zip(_GLYPHS, ("#", "-", "o", "*", "v", "x", ">", "..."), strict=True)))
