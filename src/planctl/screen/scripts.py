"""Answers laid out for scripts that read them from a pipe: typed views to bare tables, with codes and ISO dates.

A table has the same columns whatever is in it; nothing is said beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from planctl.blocks import Block, Column, Heading, Table, Value
from planctl.plan.counts import By, percent
from planctl.screen.columns import OTHER_COLUMNS, USUAL_COLUMNS, task_table
from planctl.screen.differences import fields_table
from planctl.screen.listings import Alike, alike, labelled, log_of, record_of, units_table
from planctl.screen.months import timeline_table
from planctl.screen.nodes import node_table, nodes_of
from planctl.screen.views import (
    Board,
    DiffReport,
    FindingsReport,
    IndicatorsReport,
    NodeList,
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
    from collections.abc import Sequence

    from planctl.plan.counts import Group
    from planctl.plan.progress import Standing
    from planctl.words.i18n import Translator

BOARD_COLUMNS = ("status", "id", "title", "lead")


def compose(view: View, t: Translator) -> list[Block]:
    """Return ``view`` as blocks; only titles, names and sentences are in the language of ``t``."""
    if isinstance(view, Alike):
        return alike(view, t)
    words = Words.of(t, view.plan)
    match view:
        case Overview():
            return [_groups(view.groups, view.total, By.PRIORITY, words)]
        case TaskList() | NodeList():
            return [_listed(view, words)]
        case TaskRecords():
            return [block for row in view.rows for block in _record(row, view, words)]
        case ProgressReport() | FindingsReport() | IndicatorsReport():
            return [_counted(view, words)]
        case Board():
            return [task_table([row for _, rows in view.columns for row in rows], BOARD_COLUMNS, words)]
        case Timeline():
            return [timeline_table(view, words)]
        case DiffReport():
            return [fields_table(view.rows, words)]
        case UnitsReport():
            return [units_table(view, words)]
        case _:
            assert_never(view)


def _record(row: Standing, view: TaskRecords, words: Words) -> list[Block]:
    values = record_of(row, words)
    if sentence := view.sentences.get(row.task.id):
        values["source_text"] = sentence
    heading = Heading(f"{values['id']} {values['title']}")
    return [heading, labelled(values, words), *nodes_of(row, words), *([log_of(row, words)] if row.task.log else [])]


def _listed(view: TaskList | NodeList, words: Words) -> Table:
    if isinstance(view, NodeList):
        return node_table(view.rows, words)
    return task_table(view.rows, view.columns or USUAL_COLUMNS, words)


def _counted(view: ProgressReport | FindingsReport | IndicatorsReport, words: Words) -> Table:
    if isinstance(view, ProgressReport):
        return _groups(view.groups, view.total, view.by, words)
    usual = OTHER_COLUMNS["finding" if isinstance(view, FindingsReport) else "indicator"]
    return task_table(view.listed.rows, view.listed.columns or usual, words)


def _groups(groups: Sequence[Group], total: Group, by: By, words: Words) -> Table:
    keys = ("key", "title", "total", *total.parts, "percent")
    rows = tuple(_group(group, words.group(group, by)) for group in groups)
    return Table(tuple(Column(key, key) for key in keys), rows, _group(total, words.t("total")))


def _group(group: Group, title: str) -> tuple[Value, ...]:
    counts = (str(len(ids)) for ids in group.parts.values())
    share = percent(len(group.done), group.total, places=0)
    return (group.key, title, str(group.total), *counts, "" if share is None else f"{share:.0f}")
