"""Answers laid out for people who look at a screen: typed views to neutral blocks, with captions, bars and hints."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from planctl.blocks import Bar, Block, Cell, Column, Heading, Paragraph, Table, Tone, Value
from planctl.plan.counts import KINDS, By, percent
from planctl.plan.days import DayState, state_of
from planctl.plan.model import Indicator, Status, Task
from planctl.screen import rounds
from planctl.screen.cards import board_blocks
from planctl.screen.columns import BLOCKED_COLUMNS, OTHER_COLUMNS, USUAL_COLUMNS, task_table
from planctl.screen.differences import changes_table, counts_table
from planctl.screen.kinds import findings_blocks, findings_sentence, indicators_blocks, standard_sentences
from planctl.screen.layout import RECORD_WIDTH
from planctl.screen.listings import Alike, alike, labelled, log_of, overdue_cell, record_of, units_table
from planctl.screen.months import MONTHS_WIDTH, TODAY, narrow_timeline_table, scale, timeline_table
from planctl.screen.nodes import count_lines, node_list, nodes_of
from planctl.screen.views import (
    Board,
    DiffReport,
    FindingsReport,
    IndicatorsReport,
    LogReport,
    NodeList,
    Overview,
    ProgressReport,
    RoundList,
    RoundReport,
    TaskList,
    TaskRecords,
    Timeline,
    UnitsReport,
    View,
)
from planctl.screen.watchlist import watched
from planctl.words.plan_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from planctl.plan.counts import Group
    from planctl.plan.model import Plan
    from planctl.plan.progress import Standing
    from planctl.words.i18n import Translator

#: Lists on the overview show this many tasks, fewer if it would not fit the screen otherwise.
OVERVIEW_TASKS = 3
#: A list stops after this many tasks: a terminal table costs over a millisecond a row.
MOST_ROWS = 500


def compose(view: View, t: Translator, width: int = 80, height: int = 24, *, is_paged: bool = False) -> list[Block]:
    """Return ``view`` as blocks in the language of ``t``, for a screen of ``height`` lines of ``width`` cells.

    What ``is_paged`` may be of any length.
    """
    if isinstance(view, Alike):
        return _listing(view, t)
    words = Words.of(t, view.plan)
    match view:
        case Overview():
            return _overview(view, words, height)
        case TaskList() | NodeList():
            return _listed(view, words, is_paged=is_paged)
        case TaskRecords():
            return [block for row in view.rows for block in _record(row, view, words)]
        case ProgressReport() | FindingsReport() | IndicatorsReport():
            return _counted(view, words, is_paged=is_paged)
        case Board():
            return [_caption(view.plan, view.day, words), *board_blocks(view, words, width)]
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
    if isinstance(view, RoundList) and not view.rows:
        return [Paragraph(t("round.none"), Tone.MUTED)]
    return rounds.status_blocks(view, Words.of(t, view.plan)) if isinstance(view, RoundReport) else alike(view, t)


def _caption(plan: Plan, day: date, words: Words) -> Paragraph:
    key = "caption.forecast" if state_of(day) is DayState.FORECAST else "caption"
    return Paragraph(words.t(key, title=words.title(plan), day=day), Tone.MUTED)


def _carried(count: int, words: Words) -> list[Block]:
    """Return how many of the tasks that were counted another year goes on with, if any."""
    return [Paragraph(words.t("progress.carried", n=count), Tone.MUTED)] if count else []


# --- tasks -----------------------------------------------------------------------------------------------------------


def _listed(view: TaskList | NodeList, words: Words, *, is_paged: bool) -> list[Block]:
    return node_list(view, words) if isinstance(view, NodeList) else _task_list(view, words, is_paged=is_paged)


def _task_list(view: TaskList, words: Words, *, is_paged: bool) -> list[Block]:
    if not view.rows:
        return [Paragraph(words.t("list.empty"), Tone.MUTED)]
    shown = view.rows if view.full or is_paged else view.rows[:MOST_ROWS]
    kinds = {row.task.kind for row in view.rows}
    count = words.t("list.count" if kinds == {Task.kind} else "list.count_items", n=len(view.rows), day=view.day)
    if len(shown) < len(view.rows):
        count = words.t("list.more", shown=len(shown), n=len(view.rows))
    table = task_table(shown, view.columns or _usual_columns(shown), words, lines=0 if view.full else 2)
    alike = ""
    if not view.columns:
        table, alike = _said_once(table, words)
    if view.by_group:
        table = table._replace(between=tuple(_group_headings(view.plan, shown, words)))
    return [*([Paragraph(alike, Tone.MUTED)] if alike else []), table, Paragraph(count, Tone.MUTED)]


def _counted(view: ProgressReport | FindingsReport | IndicatorsReport, words: Words, *, is_paged: bool) -> list[Block]:
    """Return counts; of what stands beside the tasks with those that were asked for as a list."""
    if isinstance(view, ProgressReport):
        return _progress(view, words)
    if isinstance(view, FindingsReport):
        counts, none = findings_blocks(view, words), "findings.none"
    else:
        counts, none = indicators_blocks(view, words), "indicators.none"
    if not counts:
        return [Paragraph(words.t(none), Tone.MUTED)]
    listed = _task_list(view.listed, words, is_paged=is_paged)
    if not view.listed.rows:
        listed = [Paragraph(words.t("list.empty_items"), Tone.MUTED)]
    return [_caption(view.plan, view.listed.day, words), *counts, *listed]


def _usual_columns(rows: Sequence[Standing]) -> tuple[str, ...]:
    """Return the columns of a list that asks for none; of tasks that are all blocked it says since when, and why.

    A column of readings is there if there are any.
    """
    kinds = {row.task.kind for row in rows}
    usual: tuple[str, ...] = OTHER_COLUMNS.get(kinds.pop(), USUAL_COLUMNS) if len(kinds) == 1 else USUAL_COLUMNS
    if all(row.reading is None for row in rows):
        usual = tuple(key for key in usual if key != "reading")
    return usual + (BLOCKED_COLUMNS if all(row.task.status is Status.BLOCKED for row in rows) else ())


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


def _group_headings(plan: Plan, rows: Sequence[Standing], words: Words) -> Iterator[tuple[int, Paragraph]]:
    """Return a heading wherever the items of another group begin, after the first behind an empty line.

    Indicators stand under the headings of their standard.
    """
    titles = {group.id: f"{group.id} {words.title(group)}" for group in plan.groups}
    before = None
    for number, row in enumerate(rows):
        heading = " / ".join(row.task.path) if isinstance(row.task, Indicator) and row.task.path else titles[row.group]
        if heading != before:
            if number:
                yield number, Paragraph("")
            yield number, Paragraph(heading, Tone.STRONG)
            before = heading


def _record(row: Standing, view: TaskRecords, words: Words) -> list[Block]:
    """Return the record of a task under its id and title; a later deadline is told beside the first."""
    values = record_of(row, words)
    heading = Heading(f"{values.pop('id')} {values.pop('title')}")
    if values.pop("due_original", None):
        values["due"] = words.t("record.due_extended", due=row.due, first=row.due_original)
    if sentence := view.sentences.get(row.task.id):
        values["source_text"] = sentence
    return [heading, labelled(values, words), *nodes_of(row, words), *([log_of(row, words)] if row.task.log else [])]


def _timeline(view: Timeline, words: Words, width: int) -> list[Block]:
    legend = words.t("timeline.legend_nodes" if any(row.task.nodes for row in view.rows) else "timeline.legend")
    if view.day.year == view.plan.year:
        legend = words.t("timeline.legend_today", legend=legend, mark=TODAY, day=view.day)
    if MONTHS_WIDTH <= width < RECORD_WIDTH:
        table = narrow_timeline_table(view, words)
    else:
        table = timeline_table(view, words, scale(view) if width >= RECORD_WIDTH else words.t("column.months"))
    return [_caption(view.plan, view.day, words), table, Paragraph(legend, Tone.MUTED)]


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
    carried = _carried(len(view.total.carried), words)
    return [_caption(view.plan, view.day, words), table, *carried, *count_lines(view.nodes, words)]


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
    return f"{group.key} {title}" if by in KINDS else title


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
    beside = [*count_lines(view.nodes, words), *_beside(view, words), *rounds.overview_lines(view, words)]
    # besides these the caption, the headings, the rules, the total, the prompt below
    taken = len(view.groups) + len(carried) + len(beside) + 7
    choices = (watched(view, most, words) for most in range(OVERVIEW_TASKS, 0, -1))
    lists = next((table for table in choices if len(table.rows) + len(table.between) + taken <= height), None)
    return [
        _caption(view.plan, view.day, words),
        _groups(view.groups, view.total, By.PRIORITY, words, lines=1),
        *carried,
        *beside,
        lists or watched(view, 1, words),
    ]


def _beside(view: Overview, words: Words) -> Iterator[Block]:
    """Yield a line on the findings and one on each standard, with the command that shows them, if there are any."""
    if view.findings.ids:
        counts = findings_sentence(view.findings, None, words)
        yield Paragraph(words.t("overview.beside", counts=counts, command="planctl findings"), Tone.MUTED)
    for sentence in standard_sentences(view.plan, view.standards, words):
        yield Paragraph(words.t("overview.beside", counts=sentence, command="planctl indicators"), Tone.MUTED)
