"""Answers laid out for people: typed views to neutral blocks.

``drawn`` tells whether a person looks at a screen; otherwise the same facts come as bare tables with codes and ISO
dates.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, assert_never

from planctl.blocks import Bar, Block, Cell, Column, Fields, Heading, Paragraph, Table, Tone, Value
from planctl.plan import replay
from planctl.plan.model import Status
from planctl.plan.progress import By, Grade, percent
from planctl.screen.layout import RECORD_WIDTH
from planctl.screen.views import (
    Board,
    ChangeReport,
    CheckReport,
    LogReport,
    Overview,
    ProgressReport,
    TaskList,
    TaskRecords,
    Timeline,
    UnitsReport,
    View,
)
from planctl.words.plan_words import GRADE_TONES, Words, entry_text, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from planctl.plan.model import Entry, Plan
    from planctl.plan.progress import Group, Standing
    from planctl.words.i18n import Translator

#: Lists on the overview show this many tasks; the overview has to fit 24 lines.
OVERVIEW_TASKS = 3
#: Of tasks that are only counted there, so many are named by their ids.
OVERVIEW_IDS = 10
#: A drawn list stops after this many tasks: a terminal table costs over a millisecond a row.
MOST_ROWS = 500
LIST_COLUMNS = ("id", "title", "lead", "status", "due", "grade")
#: A column of a board has at least this many cells, and a task on it at most this many lines.
LEAST_BOARD_COLUMN = 18
BOARD_LINES = 2


def compose(view: View, t: Translator, *, drawn: bool, width: int = 80) -> list[Block]:  # noqa: C901 - one case a view
    """Return ``view`` as blocks in the language of ``t``, for a screen ``width`` cells wide if ``drawn``."""
    words = Words(t, view.plan if not isinstance(view, CheckReport) else None, drawn)
    match view:
        case Overview():
            return _overview(view, words) if drawn else [_groups_table(view.groups, view.total, By.PRIORITY, words)]
        case TaskList():
            return _task_list(view, words)
        case ChangeReport():
            return [_task_table(view.rows, LIST_COLUMNS, words)]
        case TaskRecords():
            return [block for row in view.rows for block in _record(row, view, words)]
        case ProgressReport():
            table = _groups_table(view.groups, view.total, view.by, words)
            return [_caption(view.plan, view.day, words), table] if drawn else [table]
        case Board():
            return _board(view, words, width)
        case Timeline():
            return _timeline(view, words, width)
        case UnitsReport():
            return _units(view, words)
        case LogReport():
            return [_log_table(view.entries, words)]
        case CheckReport():
            return []
        case _:
            assert_never(view)


def _caption(plan: Plan, day: date, words: Words) -> Paragraph:
    title = (plan.title_en if words.t.language == "en" else None) or plan.title
    return Paragraph(words.t("caption", title=title, day=day), Tone.MUTED)


# --- lists -----------------------------------------------------------------------------------------------------------


class _Field(NamedTuple):
    """How one column of a task table is filled."""

    cell: Callable[[Standing, Words], Value]
    right: bool = False
    flexible: bool = False
    least: int = 0


#: Every column that a task table can have; the keys are those of ``--columns``.
TASK_COLUMNS: dict[str, _Field] = {
    "id": _Field(lambda row, _: Cell(row.task.id, Tone.STRONG)),
    "priority": _Field(lambda row, _: row.priority),
    "title": _Field(lambda row, words: words.title(row.task), flexible=True),
    "lead": _Field(lambda row, words: words.unit(row.task.lead)),
    "support": _Field(lambda row, words: words.t("separator.list").join(map(words.unit, row.task.support))),
    "owner": _Field(lambda row, _: row.task.owner or ""),
    "status": _Field(lambda row, words: words.status(row)),
    "grade": _Field(lambda row, words: words.grade(row)),
    "due": _Field(lambda row, words: words.day(row.due)),
    "due_original": _Field(lambda row, words: words.day(row.due_original)),
    "reading": _Field(lambda row, words: words.reading(row), right=True),
    "evidence": _Field(lambda row, words: words.t("separator.list").join(row.task.evidence)),
    "updated": _Field(lambda row, words: words.day(row.task.log[-1].on) if row.task.log else ""),
    "source": _Field(lambda row, _: row.task.source or ""),
    "tags": _Field(lambda row, _: ", ".join(row.task.tags)),
}


def _task_list(view: TaskList, words: Words) -> list[Block]:
    shown = view.rows[:MOST_ROWS] if words.drawn and not view.full else view.rows
    table = _task_table(shown, view.columns or LIST_COLUMNS, words, lines=0 if view.full else 2)
    if not words.drawn:
        return [table]
    count = words.t("list.count", n=len(view.rows), day=view.day)
    if len(shown) < len(view.rows):
        count = words.t("list.more", shown=len(shown), n=len(view.rows))
    return [table, Paragraph(count, Tone.MUTED)] if view.rows else [Paragraph(words.t("list.empty"), Tone.MUTED)]


def _task_table(rows: Iterable[Standing], keys: Sequence[str], words: Words, *, lines: int = 0) -> Table:
    chosen = [TASK_COLUMNS[key] for key in keys]
    columns = tuple(
        Column(key, words.t(f"column.{key}"), field.right, field.flexible, field.least)
        for key, field in zip(keys, chosen, strict=True)
    )
    cells = [field.cell for field in chosen]
    return Table(columns, tuple([tuple([cell(row, words) for cell in cells]) for row in rows]), lines=lines)


def _record(row: Standing, view: TaskRecords, words: Words) -> list[Block]:
    task = row.task
    t = words.t
    items: list[tuple[str, str, str | Cell]] = [
        (key, t(f"column.{key}"), value) for key, value in _record_fields(row, words) if _has_text(value)
    ]
    if words.drawn:  # the heading has said the id and the title
        del items[:2]
    if sentence := view.sentences.get(task.id):
        items.append(("source_text", t("column.source_text"), sentence))
    blocks: list[Block] = [Heading(f"{task.id} {words.title(task)}"), Fields(tuple(items))]
    if task.log:
        blocks.append(_log_table([(row, entry) for entry in task.log], words, with_id=False))
    return blocks


def _record_fields(row: Standing, words: Words) -> list[tuple[str, str | Cell]]:
    task, t = row.task, words.t
    other = task.title if words.title(task) != task.title else task.title_en or ""
    listed = t("separator.list")
    due = row.due.isoformat()
    if row.is_extended and words.drawn:
        due = t("record.due_extended", due=row.due, first=row.due_original)
    return [
        ("id", task.id),
        ("title", words.title(task)),
        ("title_other", other),
        ("formerly", listed.join(task.formerly)),
        ("status", words.status(row)),
        ("reason", (replay.reason(task) or "") if task.status.needs_reason else ""),
        ("grade", words.grade(row)),
        ("lead", words.unit(task.lead) or Cell(t("list.nobody"), Tone.MUTED, "")),
        ("support", listed.join(map(words.unit, task.support))),
        ("owner", task.owner or ""),
        ("start", task.start.isoformat() if task.start else ""),
        ("due", due),
        ("due_original", row.due_original.isoformat() if row.is_extended and not words.drawn else ""),
        ("reading", words.reading(row)),
        ("baseline", number(task.target.baseline) if task.target and task.target.baseline is not None else ""),
        ("evidence", "\n".join(task.evidence)),
        ("refs", "\n".join(task.refs)),
        ("tags", ", ".join(task.tags)),
        ("source", task.source or ""),
        ("carried_from", task.carried_from or ""),
        ("carried_to", task.carried_to or ""),
        ("years_carried", str(task.years_carried) if task.years_carried else ""),
    ]


def _has_text(value: str | Cell) -> bool:
    return bool(value if isinstance(value, str) else value.text)


def _log_table(entries: Iterable[tuple[Standing, Entry]], words: Words, *, with_id: bool = True) -> Table:
    t = words.t
    columns = [
        Column("on", t("column.on")),
        Column("id", t("column.id")),
        Column("what", t("column.what"), flexible=True),
        Column("by", t("column.by")),
    ]
    rows = [
        (entry.on.isoformat(), Cell(row.task.id, Tone.STRONG), entry_text(entry, words), entry.by or "")
        for row, entry in entries
    ]
    if not with_id:
        del columns[1]
        return Table(tuple(columns), tuple((on, what, by) for on, _, what, by in rows), record=False)
    return Table(tuple(columns), tuple(rows))


# --- numbers ---------------------------------------------------------------------------------------------------------


def _groups_table(groups: Sequence[Group], total: Group, by: By, words: Words, *, lines: int = 0) -> Table:
    t = words.t
    keyed = by is By.PRIORITY
    columns = [
        Column("title", t(f"by.{by}"), flexible=True),
        Column("bar", ""),
        Column("done", t("column.done_total"), right=True),
        Column("percent", t("column.percent"), right=True),
        Column("overdue", t("column.overdue"), right=True),
    ]
    if not words.drawn:
        columns = [Column(key, key) for key in ("key", "title", "total", *Status, "carried", "overdue", "percent")]
        rows = tuple(_plain_group(group, words.group(group, by)) for group in groups)
        return Table(tuple(columns), rows, _plain_group(total, t("total")))
    if by in {By.STATUS, By.GRADE}:
        return _shares_table(groups, by, words)
    rows = tuple(_drawn_group(group, _group_title(group, by, words, keyed=keyed)) for group in groups)
    return Table(tuple(columns), rows, _drawn_group(total, t("total")), lines=lines, record=False)


def _shares_table(groups: Sequence[Group], by: By, words: Words) -> Table:
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
    share = percent(count, everything)
    return (title, Bar(count, everything), str(count), "—" if share is None else f"{share}%")


def _group_title(group: Group, by: By, words: Words, *, keyed: bool) -> str:
    title = words.group(group, by)
    return f"{group.key} {title}" if keyed else title


def _drawn_group(group: Group, title: str) -> tuple[Value, ...]:
    percent = "—" if group.percent is None else f"{group.percent}%"
    overdue = Cell(str(group.overdue), Tone.BAD if group.overdue else Tone.MUTED)
    return (title, Bar(group.done, group.total), f"{group.done}/{group.total}", percent, overdue)


def _plain_group(group: Group, title: str) -> tuple[Value, ...]:
    counts = (str(group.counts[status]) for status in Status)
    percent = "" if group.percent is None else str(group.percent)
    return (group.key, title, str(group.total), *counts, str(group.carried), str(group.overdue), percent)


def _units(view: UnitsReport, words: Words) -> list[Block]:
    t = words.t
    keys = ("leads", "supports", "open", "done", "overdue")
    columns = (
        Column("unit", t("column.unit"), flexible=True),
        *(Column(key, t(f"column.{key}"), right=True) for key in keys),
    )
    rows: list[tuple[Value, ...]] = []
    for row in view.rows:
        counts = [str(len(getattr(row, key))) for key in keys[:-1]]
        rows.append(
            (words.unit(row.unit), *counts, Cell(str(len(row.overdue)), Tone.BAD if row.overdue else Tone.MUTED))
        )
    table = Table(columns, tuple(rows), record=False)
    if not words.drawn:
        return [table]
    foot = Paragraph(t("units.unassigned", n=len(view.unassigned)), Tone.MUTED)
    return [table, foot] if rows else [Paragraph(t("units.none"), Tone.MUTED), foot]


# --- pictures --------------------------------------------------------------------------------------------------------


def _overview(view: Overview, words: Words) -> list[Block]:
    t = words.t
    return [
        _caption(view.plan, view.day, words),
        _groups_table(view.groups, view.total, By.PRIORITY, words, lines=1),
        *_overview_list("overdue", view.overdue, Tone.BAD, words),
        *_overview_list("due_next", view.due_next, Tone.WARN, words),
        *_overview_count("unreported", view.unreported, words),
        *_overview_count("unassigned", view.unassigned, words),
        Paragraph(t("overview.hint"), Tone.MUTED),
    ]


def _overview_list(key: str, rows: Sequence[Standing], tone: Tone, words: Words) -> list[Block]:
    """A line with the number, then the first few tasks on a line each."""
    heading = Paragraph(words.t(f"overview.{key}", n=len(rows)), tone if rows else Tone.MUTED)
    shown = [Paragraph(f"{row.task.id} {words.title(row.task)}", indent=2, lines=1) for row in rows[:OVERVIEW_TASKS]]
    return [heading, *shown]


def _overview_count(key: str, rows: Sequence[Standing], words: Words) -> list[Block]:
    """A line with the number and the first few ids."""
    t = words.t
    if not rows:
        return [Paragraph(t(f"overview.{key}", n=0), Tone.MUTED)]
    ids = t("separator.list").join(row.task.id for row in rows[:OVERVIEW_IDS])
    more = "" if len(rows) <= OVERVIEW_IDS else t("separator.list") + "…"
    return [Paragraph(t(f"overview.{key}_ids", n=len(rows), ids=ids + more), Tone.WARN, lines=1)]


def _board(view: Board, words: Words, width: int) -> list[Block]:
    filled = [(status, rows) for status, rows in view.columns if rows]
    if not words.drawn:
        flat = [row for _, rows in filled for row in rows]
        return [_task_table(flat, ("status", "id", "title", "lead"), words)]
    names = [words.t("board.column", status=words.t(f"status.{status}"), n=len(rows)) for status, rows in filled]
    lists = [[f"{row.task.id} {words.title(row.task)}" for row in rows] for _, rows in filled]
    caption = _caption(view.plan, view.day, words)
    if width < LEAST_BOARD_COLUMN * len(filled):
        return [caption, *_stacked(names, lists)]
    columns = tuple(Column(status, name, flexible=True) for name, (status, _) in zip(names, filled, strict=True))
    return [caption, Table(columns, tuple(zip_longest(*lists, fillvalue="")), lines=BOARD_LINES, record=False)]


def _stacked(names: Sequence[str], lists: Sequence[Sequence[str]]) -> Iterator[Block]:
    """The columns of a board one below the other, for a screen that they do not fit beside each other on."""
    for name, texts in zip(names, lists, strict=True):
        yield Heading(name)
        yield from (Paragraph(text, indent=2) for text in texts)


def _timeline(view: Timeline, words: Words, width: int) -> list[Block]:
    t = words.t
    columns = (
        Column("id", t("column.id")),
        Column("title", t("column.title"), flexible=True),
        Column(
            "months", "".join(f"{month:<3}" for month in range(1, 13)) if width >= RECORD_WIDTH else t("column.months")
        ),
        Column("due", t("column.due")),
    )
    rows = tuple(
        (Cell(row.task.id, Tone.STRONG), words.title(row.task), _months(row, view), words.day(row.due))
        for row in view.rows
    )
    table = Table(columns, rows, lines=2)
    legend = Paragraph(t("timeline.legend"), Tone.MUTED)
    return [_caption(view.plan, view.day, words), table, legend] if words.drawn else [table]


#: How a month of a timeline looks on a screen, by its letter in plain output.
_MONTH_GLYPHS = {".": "   ", "-": "───", "=": "━━━", "o": "──○", "v": "━━√", "x": "━━×", ">": "━━→", "!": "━━!"}


def _months(row: Standing, view: Timeline) -> Cell:
    """Return twelve months: nothing, planned, with entries, and the month of the deadline or of the end."""
    task, year = row.task, view.plan.year
    start = _month_in(task.start or view.plan.first_day, year)
    end = _month_in(row.due, year)
    closed = _closed_on(row)
    reported = {entry.on.month for entry in task.log if entry.on.year == year}
    letters = ["-" if start <= month <= end else "." for month in range(1, 13)]
    for month in reported:
        letters[month - 1] = "="
    if row.due.year == year:
        letters[end - 1] = "!" if row.is_overdue else "o"
    if closed and closed.year == year:
        letters[closed.month - 1] = ">" if row.grade is Grade.CARRIED else "v" if task.status is Status.DONE else "x"
        letters[closed.month :] = "." * (12 - closed.month)
    code = "".join(letters)
    return Cell("".join(_MONTH_GLYPHS[letter] for letter in code), GRADE_TONES.get(row.grade, Tone.NORMAL), code)


def _closed_on(row: Standing) -> date | None:
    """Return the day on which a task was done, dropped or carried over."""
    if row.grade is Grade.CARRIED:
        return next((entry.on for entry in reversed(row.task.log) if entry.carried_to), None)
    return replay.status_since(row.task) if row.task.status.is_closed else None


def _month_in(day: date, year: int) -> int:
    """Return the month of ``day``, 0 if it is before ``year`` and 13 if after."""
    return day.month if day.year == year else (0 if day.year < year else 13)
