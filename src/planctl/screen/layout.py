"""How wide the columns of a table are on a screen of so many cells, and what goes where in a record on a narrow one.

Arithmetic on safe text: it draws nothing and knows no glyph, colour or stream.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.blocks import Bar, Cell
from planctl.cells import longest_piece, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planctl.blocks import Column

#: On a screen narrower than this each row of a table becomes a small block, where the table allows it.
RECORD_WIDTH = 72
#: Cells between two columns.
GAP = 2
#: Other columns give way until the flexible ones share this part of the screen, and each has so many cells at least, or
#: all that they need: titles tell tasks apart, units repeat.
FLEXIBLE_PART = 0.36
LEAST_FLEXIBLE = 24
#: A column that gives way keeps this many cells (four Han characters), or all that it needs.
LEAST_WRAPPED = 8
#: No column is narrower: less cannot be wrapped.
LEAST = 4
#: At the head of a record stand values up to this width; wider ones get a line and a label.
MOST_AT_HEAD = 12


class Track(NamedTuple):
    """A column with its heading and the cells under it; ``content`` is the width of the widest."""

    column: Column
    label: str
    cells: tuple[Cell | Bar, ...]
    content: int

    @classmethod
    def measured(cls, column: Column, label: str, cells: Sequence[Cell | Bar], bar: int) -> Track:
        """Return the track of a column whose bars are to be ``bar`` cells long."""
        sizes = [bar if isinstance(cell, Bar) else width(cell.text) for cell in cells]
        return cls(column, label, tuple(cells), max(sizes, default=0))

    @property
    def natural(self) -> int:
        """The width at which nothing in the column wraps."""
        return max(width(self.label), self.content)

    @property
    def has_bars(self) -> bool:
        """Whether the column shows bars."""
        return any(isinstance(cell, Bar) for cell in self.cells)

    @property
    def least(self) -> int:
        """How far the column can give way without cutting a word, date or number, or tearing a drawing apart."""
        texts = [self.label, *(cell.text for cell in self.cells if isinstance(cell, Cell))]
        if self.column.right or self.has_bars or any("  " in text for text in texts):
            return self.natural
        return max(min(self.natural, LEAST_WRAPPED), *map(longest_piece, texts))


class Record(NamedTuple):
    """The parts of a row on a narrow screen: a first line, the texts below it, and lines with a label."""

    head: tuple[Track, ...]
    body: tuple[Track, ...]
    labelled: tuple[Track, ...]


def columns(tracks: Sequence[Track], screen: int) -> list[tuple[Track, int]]:
    """Give each column its width on a screen of ``screen`` cells; bars that leave too little room are left out.

    Columns are as wide as they need. If that is too much, the flexible ones share what the others leave; if too little
    is left for reading, the others are wrapped as well, the widest first.
    """
    flexible = sum(track.column.flexible for track in tracks)
    least = max(LEAST_FLEXIBLE, int(screen * FLEXIBLE_PART / max(flexible, 1)))
    sizes = [min(track.natural, least) if track.column.flexible else track.natural for track in tracks]
    excess = sum(sizes) + GAP * (len(tracks) - 1) - screen
    if excess > 0 and any(track.has_bars for track in tracks):
        return columns([track for track in tracks if not track.has_bars], screen)
    if excess > 0:
        _give_way(tracks, sizes, excess)
    _share(tracks, sizes, screen - GAP * (len(tracks) - 1))
    return list(zip(tracks, sizes, strict=True))


def fits(fitted: Sequence[tuple[Track, int]], screen: int) -> bool:
    """Whether columns of these widths are within ``screen`` cells, the flexible ones wide enough to be read."""
    is_readable = all(size >= min(track.natural, LEAST_WRAPPED) for track, size in fitted if track.column.flexible)
    return is_readable and sum(size for _, size in fitted) + GAP * (len(fitted) - 1) <= screen


def limits(fitted: Sequence[tuple[Track, int]], lines: int) -> list[int]:
    """Return for each row how many lines a flexible cell may take: ``lines``, or more where another cell takes more.

    0 means as many as it needs. Without this a title would be cut beside a unit that fills three lines.
    """
    most = [lines] * max((len(track.cells) for track, _ in fitted), default=0)
    squeezed = [(track, size) for track, size in fitted if not track.column.flexible and size < track.content]
    for track, size in squeezed if lines else ():
        for row, cell in enumerate(track.cells):
            most[row] = max(most[row], len(wrap(cell.text, size)) if isinstance(cell, Cell) else 1)
    return most


def record(tracks: Iterable[Track], screen: int) -> Record:
    """Divide columns for a narrow screen: short values side by side as far as they fit, flexible texts, and the rest.

    Numbers count among the rest, since they say little without a label; a column with nothing in it is left out.
    """
    head: list[Track] = []
    body: list[Track] = []
    labelled: list[Track] = []
    used = -GAP
    for track in tracks:
        if track.column.flexible:
            body.append(track)
        elif not track.content:
            continue
        elif track.content <= MOST_AT_HEAD and not track.column.right and used + GAP + track.content <= screen:
            head.append(track)
            used += GAP + track.content
        else:
            labelled.append(track)
    return Record(tuple(head), tuple(body), tuple(labelled))


def _give_way(tracks: Sequence[Track], sizes: list[int], excess: int) -> None:
    """Take ``excess`` cells, or as many as can be spared, from the columns that are not flexible, the widest first."""
    spare = {index: track.least for index, track in enumerate(tracks) if not track.column.flexible}
    for _ in range(excess):
        loose = [index for index, least in spare.items() if sizes[index] > least]
        if not loose:
            return
        sizes[max(loose, key=sizes.__getitem__)] -= 1


def _share(tracks: Sequence[Track], sizes: list[int], room: int) -> None:
    """Share what the other columns leave of ``room`` cells among the flexible ones; none gets more than it needs."""
    flexible = [index for index, track in enumerate(tracks) if track.column.flexible]
    left = room - sum(size for size, track in zip(sizes, tracks, strict=True) if not track.column.flexible)
    flexible.sort(key=lambda index: tracks[index].natural)
    for taken, index in enumerate(flexible):
        sizes[index] = min(tracks[index].natural, max(LEAST, left // (len(flexible) - taken)))
        left -= sizes[index]
