"""Tasks against the twelve months of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Cell, Column, Table, Tone
from planctl.plan import replay
from planctl.plan.model import Status
from planctl.plan.nodes import node_rows
from planctl.screen.nodes import TICKS
from planctl.words.plan_words import GRADE_TONES

if TYPE_CHECKING:
    from datetime import date

    from planctl.blocks import Value
    from planctl.plan.model import Plan
    from planctl.plan.nodes import NodeRow
    from planctl.plan.progress import Standing
    from planctl.screen.views import Timeline
    from planctl.words.plan_words import Words

#: What is drawn of each month has its number above it, and so many cells.
CELLS = 3
MONTHS = "".join(f"{month:<{CELLS}}" for month in range(1, 13))
#: The day of a view is marked among the numbers with this.
TODAY = "|"
#: A screen so wide has room for the months, an id and a deadline.
MONTHS_WIDTH = 56
#: The first day that is nearer to the end of its month than to the beginning is the one after this.
MIDDLE = 15
#: How a month looks on a screen, by its letter in plain output.
_GLYPHS = {".": "   ", "-": "───", "=": "━━━", "o": "──○", "v": "━━√", "x": "━━×", ">": "━━→", "!": "━━!"}


def scale(view: Timeline) -> str:
    """Return the numbers of the months, with a mark where one ends or begins that is nearest to the day of ``view``."""
    if view.day.year != view.plan.year:
        return MONTHS
    months = view.day.month if view.day.day > MIDDLE else view.day.month - 1
    end = CELLS * max(months, 1) - 1
    return MONTHS[:end] + TODAY + MONTHS[end + 1 :]


def narrow_timeline_table(view: Timeline, words: Words) -> Table:
    """Return the tasks of ``view`` with the months of each below its title."""
    columns = (
        Column("id", words.t("column.id")),
        Column("months", scale(view), flexible=True),
        Column("due", words.t("column.due")),
    )
    rows: list[tuple[Value, ...]] = []
    for row in view.rows:
        rows += [(Cell(row.task.id, Tone.STRONG), words.title(row.task), words.due(row))]
        rows += [("", _months(row, view.plan), "")]
    return Table(columns, tuple(rows), lines=2, record=False)


def timeline_table(view: Timeline, words: Words, heading: str = MONTHS) -> Table:
    """Return the tasks of ``view`` with what happens to each in which month; ``heading`` stands above the months."""
    columns = (
        Column("id", words.t("column.id")),
        Column("title", words.t("column.title"), flexible=True),
        Column("months", heading),
        Column("due", words.t("column.due")),
    )
    rows = tuple(
        (Cell(row.task.id, Tone.STRONG), words.title(row.task), _months(row, view.plan), words.due(row))
        for row in view.rows
    )
    return Table(columns, rows, lines=2)


def _months(row: Standing, plan: Plan) -> Cell:
    """Return twelve months: nothing, planned, with entries, and the month of the deadline or of the end."""
    task, year = row.task, plan.year
    start = _month_in(task.start or plan.first_day, year)
    end = _month_in(row.due, year)
    ended = _ended_on(row)
    reported = {entry.on.month for entry in task.log if entry.on.year == year}
    letters = ["-" if start <= month <= end else "." for month in range(1, 13)]
    for month in reported:
        letters[month - 1] = "="
    if row.due.year == year and not task.ongoing:
        letters[end - 1] = "!" if row.is_overdue else "o"
    if ended and ended.year == year:
        letters[ended.month - 1] = ">" if row.is_carried else "v" if task.status is Status.DONE else "x"
        letters[ended.month :] = "." * (12 - ended.month)
    code = "".join(letters)
    ticks = {node.node.due.month: TICKS[node.state] for node in _worst_last(row) if node.node.due.year == year}
    drawn = (_GLYPHS[letter] for letter in code)
    cells = "".join(ticks.get(month, cell[0]) + cell[1:] for month, cell in enumerate(drawn, start=1))
    return Cell(cells, GRADE_TONES[row.grade], code)


def _worst_last(row: Standing) -> list[NodeRow]:
    """Return the nodes of a task: of several in one month the one that matters most is drawn, over the others."""
    return sorted(node_rows([row]), key=lambda node: list(TICKS).index(node.state))


def _ended_on(row: Standing) -> date | None:
    """Return the day on which a task was done, dropped or carried over."""
    return replay.carried_on(row.task) if row.is_unfinished else replay.status_since(row.task)


def _month_in(day: date, year: int) -> int:
    """Return the month of ``day``, 0 if it is before ``year`` and 13 if after."""
    return day.month if day.year == year else (0 if day.year < year else 13)
