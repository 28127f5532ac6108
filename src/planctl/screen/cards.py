"""Tasks as cards on a board: under their statuses, each with its deadline and who is to do it."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from planctl.blocks import Block, Cell, Column, Heading, Table, Tone, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planctl.plan.progress import Standing
    from planctl.screen.views import Board
    from planctl.words.plan_words import Words

#: A column of a board has at least this many cells, and a title on it at most this many lines.
LEAST_BOARD_COLUMN = 24
BOARD_LINES = 3


class _Card(NamedTuple):
    """A task on a board: its id and title, and below them its deadline and who is to do it."""

    id: str
    title: str
    foot: str


NO_CARD = _Card("", "", "")


def board_blocks(view: Board, words: Words, width: int) -> list[Block]:
    """Return the tasks of ``view`` in columns by status or, on a screen too narrow for that, below each other."""
    filled = [(status, rows) for status, rows in view.columns if rows]
    names = [words.t("board.column", status=words.t(f"status.{status}"), n=len(rows)) for status, rows in filled]
    lists = [[_card(row, words) for row in rows] for _, rows in filled]
    if width < LEAST_BOARD_COLUMN * len(filled):
        return list(_stacked(names, lists))
    columns = tuple(column for name in names for column in (Column("id", ""), Column("card", name, flexible=True)))
    lines = [line for cards in zip_longest(*lists, fillvalue=NO_CARD) for line in _beside(cards)]
    return [Table(columns, tuple(lines[:-1]), lines=BOARD_LINES, record=False)]


def _card(row: Standing, words: Words) -> _Card:
    title = words.title(row.task)
    if row.is_carried:
        title = words.t("board.carried", title=title)
    return _Card(row.task.id, title, f"{words.due(row).text} {words.people(row.task)}".rstrip())


def _beside(cards: Sequence[_Card]) -> Iterator[tuple[Value, ...]]:
    """Return cards that stand beside each other as rows of a table: titles, what is below them, an empty line."""
    yield tuple(value for card in cards for value in (Cell(card.id, Tone.STRONG), card.title))
    yield tuple(value for card in cards for value in ("", Cell(card.foot, Tone.MUTED, lines=1)))
    yield ("",) * 2 * len(cards)


def _stacked(names: Sequence[str], lists: Sequence[Sequence[_Card]]) -> Iterator[Block]:
    """The columns of a board one below the other, for a screen that they do not fit beside each other on."""
    columns = (Column("id", ""), Column("card", "", flexible=True))
    for name, cards in zip(names, lists, strict=True):
        rows = [row for card in cards for row in _beside([card])]
        yield Heading(name)
        yield Table(columns, tuple(rows[:-1]), record=False, labels=False)
