"""Answers laid out for people who look at a screen: typed views to neutral blocks, with captions, bars and hints."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, assert_never

from planctl.blocks import Bar, Block, Column, Heading, Paragraph, Table, Tone, Value
from planctl.plan.days import DayState, state_of
from planctl.plan.progress import By, percent
from planctl.screen.columns import USUAL_COLUMNS, task_table
from planctl.screen.differences import changes_table, counts_table
from planctl.screen.layout import RECORD_WIDTH
from planctl.screen.listings import Alike, alike, labelled, log_of, overdue_cell, record_of, units_table
from planctl.screen.months import MONTHS, timeline_table
from planctl.screen.views import (
    Board,
    DiffReport,
    LogReport,
    Overview,
    ProgressReport,
    TaskList,
    TaskRecords,
    Timeline,
    UnitsReport,
    View,
)
from planctl.words.plan_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from planctl.plan.model import Plan
    from planctl.plan.progress import Group, Standing
    from planctl.words.i18n import Translator

#: Lists on the overview show this many tasks; the overview has to fit 24 lines.
OVERVIEW_TASKS = 3
#: Of tasks that are only counted there, so many are named by their ids.
OVERVIEW_IDS = 10
#: A list stops after this many tasks: a terminal table costs over a millisecond a row.
MOST_ROWS = 500
#: A column of a board has at least this many cells, and a task on it at most this many lines.
LEAST_BOARD_COLUMN = 18
BOARD_LINES = 2


def compose(view: View, t: Translator, width: int = 80) -> list[Block]:
    """Return ``view`` as blocks in the language of ``t``, for a screen ``width`` cells wide."""
    if isinstance(view, Alike):
        return _listing(view, t)
    words = Words.of(t, view.plan)
    match view:
        case Overview():
            return _overview(view, words)
        case TaskList():
            return _task_list(view, words)
        case TaskRecords():
            return [block for row in view.rows for block in _record(row, view, words)]
        case ProgressReport():
            return _progress(view, words)
        case Board():
            return _board(view, words, width)
        case Timeline():
            return _timeline(view, words, width)
        case DiffReport():
            return _diff(view, words)
        case UnitsReport():
            return _units(view, words)
        case _:
            assert_never(view)


def _listing(view: Alike, t: Translator) -> list[Block]:
    if isinstance(view, LogReport) and not view.entries:
        return [Paragraph(t("log.empty"), Tone.MUTED)]
    return alike(view, t)


def _caption(plan: Plan, day: date, words: Words) -> Paragraph:
    key = "caption.forecast" if state_of(day) is DayState.FORECAST else "caption"
    return Paragraph(words.t(key, title=words.title(plan), day=day), Tone.MUTED)


def _carried(count: int, words: Words) -> list[Block]:
    """Return how many of the tasks that were counted another year goes on with, if any."""
    return [Paragraph(words.t("progress.carried", n=count), Tone.MUTED)] if count else []


# --- tasks -----------------------------------------------------------------------------------------------------------


def _task_list(view: TaskList, words: Words) -> list[Block]:
    if not view.rows:
        return [Paragraph(words.t("list.empty"), Tone.MUTED)]
    shown = view.rows if view.full else view.rows[:MOST_ROWS]
    count = words.t("list.count", n=len(view.rows), day=view.day)
    if len(shown) < len(view.rows):
        count = words.t("list.more", shown=len(shown), n=len(view.rows))
    table = task_table(shown, view.columns or USUAL_COLUMNS, words, lines=0 if view.full else 2)
    return [table, Paragraph(count, Tone.MUTED)]


def _record(row: Standing, view: TaskRecords, words: Words) -> list[Block]:
    """Return the record of a task under its id and title; a later deadline is told beside the first."""
    values = record_of(row, words)
    heading = Heading(f"{values.pop('id')} {values.pop('title')}")
    if values.pop("due_original", None):
        values["due"] = words.t("record.due_extended", due=row.due, first=row.due_original)
    if sentence := view.sentences.get(row.task.id):
        values["source_text"] = sentence
    return [heading, labelled(values, words), *([log_of(row, words)] if row.task.log else [])]


def _timeline(view: Timeline, words: Words, width: int) -> list[Block]:
    heading = MONTHS if width >= RECORD_WIDTH else words.t("column.months")
    legend = Paragraph(words.t("timeline.legend"), Tone.MUTED)
    return [_caption(view.plan, view.day, words), timeline_table(view, words, heading), legend]


def _board(view: Board, words: Words, width: int) -> list[Block]:
    filled = [(status, rows) for status, rows in view.columns if rows]
    names = [words.t("board.column", status=words.t(f"status.{status}"), n=len(rows)) for status, rows in filled]
    lists = [[_on_board(row, words) for row in rows] for _, rows in filled]
    caption = _caption(view.plan, view.day, words)
    if width < LEAST_BOARD_COLUMN * len(filled):
        return [caption, *_stacked(names, lists)]
    columns = tuple(Column(status, name, flexible=True) for name, (status, _) in zip(names, filled, strict=True))
    return [caption, Table(columns, tuple(zip_longest(*lists, fillvalue="")), lines=BOARD_LINES, record=False)]


def _on_board(row: Standing, words: Words) -> str:
    title = words.title(row.task)
    return words.t("board.carried", id=row.task.id, title=title) if row.is_carried else f"{row.task.id} {title}"


def _stacked(names: Sequence[str], lists: Sequence[Sequence[str]]) -> Iterator[Block]:
    """The columns of a board one below the other, for a screen that they do not fit beside each other on."""
    for name, texts in zip(names, lists, strict=True):
        yield Heading(name)
        yield from (Paragraph(text, indent=2) for text in texts)


def _diff(view: DiffReport, words: Words) -> list[Block]:
    t, shown = words.t, view.rows[:MOST_ROWS]
    caption = Paragraph(t("diff.caption", title=words.title(view.plan), since=view.since, day=view.day), Tone.MUTED)
    if not shown:
        return [caption, Paragraph(t("diff.nothing"), Tone.MUTED)]
    count = t("diff.count" if len(shown) == len(view.rows) else "diff.more", n=len(view.rows), shown=len(shown))
    return [caption, counts_table(view, words), changes_table(shown, words), Paragraph(count, Tone.MUTED)]


# --- numbers ---------------------------------------------------------------------------------------------------------


def _progress(view: ProgressReport, words: Words) -> list[Block]:
    if view.by in {By.STATUS, By.GRADE}:
        table = _shares(view.groups, view.by, words)
    else:
        table = _groups(view.groups, view.total, view.by, words)
    return [_caption(view.plan, view.day, words), table, *_carried(len(view.total.carried), words)]


def _groups(groups: Sequence[Group], total: Group, by: By, words: Words, *, lines: int = 0) -> Table:
    t = words.t
    columns = (
        Column("title", t(f"by.{by}"), flexible=True),
        Column("bar", ""),
        Column("done", t("column.done_total"), right=True),
        Column("percent", t("column.percent"), right=True),
        Column("overdue", t("column.overdue"), right=True),
    )
    rows = tuple(_group(group, _group_title(group, by, words)) for group in groups)
    return Table(columns, rows, _group(total, t("total")), lines=lines, record=False)


def _group_title(group: Group, by: By, words: Words) -> str:
    title = words.group(group, by)
    return f"{group.key} {title}" if by is By.PRIORITY else title


def _group(group: Group, title: str) -> tuple[Value, ...]:
    done, total = len(group.done), group.total
    return (title, Bar(done, total), f"{done}/{total}", _percent(done, total), overdue_cell(group.overdue))


def _shares(groups: Sequence[Group], by: By, words: Words) -> Table:
    """Groups that are themselves states: how many tasks each has, of all, the dropped ones among them."""
    t = words.t
    everything = sum(len(group.ids) for group in groups)
    columns = (
        Column("title", t(f"by.{by}"), flexible=True),
        Column("bar", ""),
        Column("count", t("column.count"), right=True),
        Column("share", t("column.share"), right=True),
    )
    rows = tuple(_share(words.group(group, by), len(group.ids), everything) for group in groups)
    return Table(columns, rows, _share(t("all_tasks"), everything, everything), record=False)


def _share(title: str, count: int, everything: int) -> tuple[Value, ...]:
    return (title, Bar(count, everything), str(count), _percent(count, everything))


def _percent(part: int, whole: int) -> str:
    value = percent(part, whole, places=0)
    return "—" if value is None else f"{value:.0f}%"


def _units(view: UnitsReport, words: Words) -> list[Block]:
    t = words.t
    carried = {identifier for row in view.rows for identifier in row.both.carried}
    shown: Block = units_table(view, words) if view.rows else Paragraph(t("units.none"), Tone.MUTED)
    foot = Paragraph(t("units.unassigned", n=len(view.unassigned)), Tone.MUTED)
    return [shown, *_carried(len(carried), words), foot]


# --- the overview ----------------------------------------------------------------------------------------------------


def _overview(view: Overview, words: Words) -> list[Block]:
    return [
        _caption(view.plan, view.day, words),
        _groups(view.groups, view.total, By.PRIORITY, words, lines=1),
        *_carried(len(view.total.carried), words),
        *_first_tasks("overdue", view.overdue, Tone.BAD, words),
        *_first_tasks("due_next", view.due_next, Tone.WARN, words),
        *_first_ids("unreported", view.unreported, words),
        *_first_ids("unassigned", view.unassigned, words),
        Paragraph(words.t("overview.hint"), Tone.MUTED),
    ]


def _first_tasks(key: str, rows: Sequence[Standing], tone: Tone, words: Words) -> list[Block]:
    """A line with the number, then the first few tasks on a line each."""
    heading = Paragraph(words.t(f"overview.{key}", n=len(rows)), tone if rows else Tone.MUTED)
    shown = [Paragraph(f"{row.task.id} {words.title(row.task)}", indent=2, lines=1) for row in rows[:OVERVIEW_TASKS]]
    return [heading, *shown]


def _first_ids(key: str, rows: Sequence[Standing], words: Words) -> list[Block]:
    """A line with the number and the first few ids."""
    t = words.t
    if not rows:
        return [Paragraph(t(f"overview.{key}", n=0), Tone.MUTED)]
    ids = t("separator.list").join(row.task.id for row in rows[:OVERVIEW_IDS])
    more = "" if len(rows) <= OVERVIEW_IDS else t("separator.list") + "…"
    return [Paragraph(t(f"overview.{key}_ids", n=len(rows), ids=ids + more), Tone.WARN, lines=1)]
