"""Answers laid out for people who look at a screen: typed views to neutral blocks, with captions, bars and hints."""

from __future__ import annotations

from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, assert_never

from planctl.blocks import Bar, Block, Cell, Column, Heading, Paragraph, Table, Tone, Value
from planctl.plan import replay
from planctl.plan.days import DayState, state_of
from planctl.plan.model import Status
from planctl.plan.progress import DUE_SOON, By, percent
from planctl.screen.columns import BLOCKED_COLUMNS, USUAL_COLUMNS, task_table
from planctl.screen.layout import RECORD_WIDTH
from planctl.screen.listings import Alike, alike, labelled, log_of, overdue_cell, record_of, units_table
from planctl.screen.months import MONTHS, timeline_table
from planctl.screen.views import (
    Board,
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

#: Lists on the overview show this many tasks, fewer if it would not fit the screen otherwise.
OVERVIEW_TASKS = 3
#: Of tasks that are only counted there, so many are named by their ids.
OVERVIEW_IDS = 10
#: The options with which ``list`` shows the tasks of a list on the overview.
LISTED_WITH = {"overdue": ("--overdue",), "blocked": ("-s", "blocked"), "unassigned": ("--unassigned",)}
#: A list stops after this many tasks: a terminal table costs over a millisecond a row.
MOST_ROWS = 500
#: A column of a board has at least this many cells, and a task on it at most this many lines.
LEAST_BOARD_COLUMN = 18
BOARD_LINES = 2


def compose(view: View, t: Translator, width: int = 80, height: int = 24) -> list[Block]:
    """Return ``view`` as blocks in the language of ``t``, for a screen of ``height`` lines of ``width`` cells."""
    if isinstance(view, Alike):
        return alike(view, t)
    words = Words.of(t, view.plan)
    match view:
        case Overview():
            return _overview(view, words, height)
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
        case UnitsReport():
            return _units(view, words)
        case _:
            assert_never(view)


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
    table = task_table(shown, view.columns or _usual_columns(shown), words, lines=0 if view.full else 2)
    alike = ""
    if not view.columns:
        table, alike = _said_once(table, words)
    if view.by_priority:
        table = table._replace(between=tuple(_priority_headings(view.plan, shown, words)))
    return [*([Paragraph(alike, Tone.MUTED)] if alike else []), table, Paragraph(count, Tone.MUTED)]


def _usual_columns(rows: Sequence[Standing]) -> tuple[str, ...]:
    """Return the columns of a list that asks for none; of tasks that are all blocked it says since when, and why."""
    return USUAL_COLUMNS + (BLOCKED_COLUMNS if all(row.task.status is Status.BLOCKED for row in rows) else ())


def _said_once(table: Table, words: Words) -> tuple[Table, str]:
    """Take out the columns in which several rows all have the same, and return with the rest what these say."""
    columns = [tuple(row[place] for row in table.rows) for place in range(len(table.columns))]
    kept = [
        place
        for place, column in enumerate(columns)
        if len({*column}) != 1 or len(column) == 1 or table.columns[place].flexible or table.columns[place].key == "id"
    ]
    said = [
        words.t("list.alike", label=table.columns[place].label, value=_text(column[0]) or words.t("list.nobody"))
        for place, column in enumerate(columns)
        if place not in kept
    ]
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    columns_kept = tuple(table.columns[place] for place in kept)
    return table._replace(columns=columns_kept, rows=rows), words.t("separator.clause").join(said)


def _text(value: Value) -> str:
    return value.text if isinstance(value, Cell) else str(value)


def _priority_headings(plan: Plan, rows: Sequence[Standing], words: Words) -> Iterator[tuple[int, Paragraph]]:
    """Return a heading wherever the tasks of another priority begin, after the first behind an empty line."""
    titles = {priority.id: words.title(priority) for priority in plan.priorities}
    before = None
    for number, row in enumerate(rows):
        if row.priority != before:
            if number:
                yield number, Paragraph("")
            yield number, Paragraph(f"{row.priority} {titles[row.priority]}", Tone.STRONG)
            before = row.priority


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


def _overview(view: Overview, words: Words, height: int) -> list[Block]:
    carried = _carried(len(view.total.carried), words)
    taken = len(view.groups) + len(carried) + 7  # the caption, the headings, the rules, the total, the prompt below
    choices = (_lists(view, most, words) for most in range(OVERVIEW_TASKS, 0, -1))
    lists = next((table for table in choices if _height(table) + taken <= height), None)
    return [
        _caption(view.plan, view.day, words),
        _groups(view.groups, view.total, By.PRIORITY, words, lines=1),
        *carried,
        lists or _lists(view, 1, words),
    ]


def _height(table: Table) -> int:
    return len(table.rows) + len(table.between)


def _lists(view: Overview, most: int, words: Words) -> Table:
    """Return what needs looking after: a line with a number, the first ``most`` tasks, and what shows the others."""
    t = words.t
    rows: list[tuple[Value, ...]] = []
    between: list[tuple[int, Paragraph]] = []
    for key, found, tone in (
        ("overdue", view.overdue, Tone.BAD),
        ("due_next", view.due_next, Tone.WARN),
        ("blocked", view.blocked, Tone.BAD),
    ):
        heading = t("overview.blocked_since" if key == "blocked" and found else f"overview.{key}", n=len(found))
        between.append((len(rows), Paragraph(heading, tone if found else Tone.MUTED)))
        shown = found[: most + (len(found) == most + 1)]  # a line says no less than “and 1 more”
        rows += [_listed(row, words, is_blocked=key == "blocked") for row in shown]
        if more := len(found) - len(shown):
            text = t("overview.more", n=more, command=_command(key, view))
            between.append((len(rows), Paragraph(text, Tone.MUTED, indent=2)))
    counted = (_counted(key, getattr(view, key), view, words) for key in ("behind", "unreported", "unassigned"))
    between += [(len(rows), text) for text in (*counted, Paragraph(t("overview.hint"), Tone.MUTED))]
    columns = (
        Column("indent", ""),
        Column("due", ""),
        Column("id", ""),
        Column("title", "", flexible=True),
        Column("who", "", flexible=True),
    )
    return Table(columns, tuple(rows), lines=1, record=False, between=tuple(between), labels=False)


def _listed(row: Standing, words: Words, *, is_blocked: bool) -> tuple[Value, ...]:
    """Return a task with its deadline and who is to do it or, if it is blocked, since when and why."""
    task = row.task
    if is_blocked:
        since = replay.status_since(task)
        day, last = words.day(since) if since else "", replay.reason(task) or ""
    else:
        people = (task.owner, words.unit(task.lead))
        day, last = words.day(row.due), words.t("separator.list").join(filter(None, people))
    return ("", day, Cell(task.id, Tone.STRONG), words.title(task), Cell(last, Tone.MUTED))


def _counted(key: str, rows: Sequence[Standing], view: Overview, words: Words) -> Paragraph:
    """Return a line with a number, and the ids that are counted or, of many, the command that shows them."""
    line = words.t(f"overview.{key}", n=len(rows))
    if not rows:
        return Paragraph(line, Tone.MUTED)
    separator = words.t("separator.list")
    ids = separator.join(row.task.id for row in rows[:OVERVIEW_IDS])
    if len(rows) > OVERVIEW_IDS:
        ids = _command(key, view) or f"{ids}{separator}…"
    return Paragraph(f"{line}  {ids}", Tone.WARN, lines=1)


def _command(key: str, view: Overview) -> str:
    """Return the command that shows the whole of a list on the overview, nothing where there is none."""
    options = _filter_for(key, view)
    return " ".join(("planctl list", *options, *view.asked)) if options else ""


def _filter_for(key: str, view: Overview) -> tuple[str, ...]:
    """Return the options of ``list`` that choose the tasks of a list on the overview."""
    if key != "due_next":
        return LISTED_WITH.get(key, ())
    state = state_of(view.day)
    last = f"+{DUE_SOON.days}d" if state is DayState.TODAY else (view.day + DUE_SOON).isoformat()
    if not view.overdue:
        return ("--due-before", last)
    first = view.day + timedelta(days=state is DayState.OVER)
    return ("--due-after", "today" if state is DayState.TODAY else first.isoformat(), "--due-before", last)
