"""Blocks drawn on a terminal with Rich: rules, bars and tones, columns in cells, Chinese wrapped as Chinese is.

The only module that imports Rich. It settles glyphs and styles; what is said, and in which words, stands in the blocks.
There are no vertical lines, so that one character of unexpected width cannot shift a frame, and no glyph beyond GBK.
"""

from __future__ import annotations

from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

from rich.box import Box
from rich.console import Console, Group
from rich.segment import Segment, Segments
from rich.style import Style
from rich.table import Table as Grid
from rich.terminal_theme import TerminalTheme

from planctl.blocks import BarChart, Cell, LineChart, Mark, Table, Tone
from planctl.cells import pad, safe
from planctl.screen import layout, lines
from planctl.screen.page import Page, has_glyphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from planctl.blocks import Bar, Block
    from planctl.screen.layout import Track
    from planctl.screen.lines import Line, Run


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
    page = Page(width, is_ascii=ascii or not has_glyphs(file))
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
    _print(blocks, Page(width), console)
    svg = console.export_svg(
        title=safe(title),
        theme=theme,
        code_format=picture.FRAME,
        font_aspect_ratio=picture.CELL_RATIO,
        unique_id="planctl",
    )
    return picture.in_cells(svg)


def _print(blocks: Iterable[Block], page: Page, console: Console) -> None:
    before: Block | None = None
    was_tall = False
    for block in lines.titled(blocks):
        drawn = _block(block, page)
        is_tall = isinstance(drawn, Group) or len(drawn) > 1
        if before and lines.is_apart(before, block, is_tall=is_tall or was_tall):
            console.line()
        console.print(drawn if isinstance(drawn, Group) else _joined(drawn), crop=False)
        before, was_tall = block, is_tall


def _block(block: Block, page: Page) -> Group | list[Line]:
    match block:
        case Table():
            return _table(block, page)
        case BarChart():
            return _table(block.as_table(), page)
        case LineChart():
            table, note = _table(block.as_table(), page), lines.note(block, page)
            return Group(table, _joined(note)) if isinstance(table, Group) else [*table, *note]
        case _:
            return lines.drawn(block, page)


def _table(table: Table, page: Page) -> Group | list[Line]:
    tracks = lines.tracks(table, page)
    fitted = layout.columns(tracks, page.width)
    is_narrow = table.record and page.width < layout.RECORD_WIDTH
    if (is_narrow or not layout.fits(fitted, page.width)) and any(track.column.flexible for track in tracks):
        return lines.records(tracks, table, page)
    return _grid(fitted, table, page)


def _grid(fitted: Sequence[tuple[Track, int]], table: Table, page: Page) -> Group:
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
    between = lines.between(table, page)
    starts = sorted({0, *(number for number in between if number < len(rows))})
    parts: list[Grid | Segments] = [_part(fitted, (), page, has_labels=True)] if table.labels else []
    for start, end in zip(starts, (*starts[1:], len(rows)), strict=True):
        part = _part(fitted, rows[start:end], page, footer if end == len(rows) else None)
        parts += [_joined(between.get(start, ())), part]
    return Group(*parts, _joined(between.get(len(rows), ()) if rows else ()))


def _part(
    fitted: Sequence[tuple[Track, int]],
    rows: Sequence[tuple[Segments, ...]],
    page: Page,
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


def _in_column(cell: Cell | Bar, track: Track, size: int, page: Page, limit: int = 0) -> Segments:
    if track.column.right and isinstance(cell, Cell):
        cell = Cell(pad(cell.text, size, right=True), cell.tone)
    if isinstance(cell, Cell) and cell.lines:
        limit = cell.lines
    return _joined(lines.text(cell, page, size=size, limit=limit if track.column.flexible else 0))


def _joined(drawn: Iterable[Line]) -> Segments:
    end = Segment.line()
    return Segments([segment for line in drawn for segment in (*map(_segment, line), end)])


def _segment(run: Run) -> Segment:
    return Segment(run.text, _style(run.tone, run.marks))


@cache
def _style(tone: Tone, marks: tuple[Mark, ...]) -> Style | None:
    styles = [style for style in (_STYLES[tone], *map(_MARKS.get, marks)) if style]
    return Style.combine(styles) if styles else None


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


def _rule(line: str) -> Box:
    """Return a box of one line below the heading and one above the footer.

    It is marked as ASCII whatever it is, or Rich draws vertical lines instead where the encoding is not UTF-8.
    """
    blank, ruled = "    \n", f"{line * 4}\n"
    return Box(blank + blank + ruled + blank + blank + ruled + blank + blank, ascii=True)


_STYLES: dict[Tone, Style | None] = {
    Tone.NORMAL: None,
    Tone.STRONG: Style(bold=True),
    Tone.MUTED: Style(dim=True),
    Tone.GOOD: Style(color="green"),
    Tone.WARN: Style(color="yellow"),
    Tone.BAD: Style(color="red"),
}
_MARKS: dict[Mark, Style] = {
    Mark.STRONG: Style(bold=True),
    Mark.EMPHASIS: Style(italic=True),
    Mark.PLACE: Style(color="yellow"),
    Mark.QUIET: Style(dim=True),
}
_RULE, _RULE_ASCII = _rule("─"), _rule("-")
#: The cells that such a box puts between two columns.
_DIVIDER = 1
#: Lines are broken here, not by Rich: to Rich the screen has room for all of them.
_ENDLESS = 10_000
