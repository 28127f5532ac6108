"""The tables of a report: counts by priority, by unit, by quarter and by month, every task, every node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Cell, Column, Table, Tone
from planctl.plan import replay
from planctl.plan.model import Status
from planctl.plan.nodes import NodeState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from planctl.blocks import Value
    from planctl.plan.counts import Group
    from planctl.plan.nodes import NodeRow
    from planctl.plan.progress import Standing
    from planctl.report.wording.phrases import Phrases

#: What a table of counts has a column for, if there is any such task; the carried ones are counted a second time.
COUNTED = ("done", "doing", "submitted", "blocked", "todo", "ongoing", "dropped", "carried")
#: Columns that a drawn table has only on a screen this wide.
_LEAST = {"submitted": 90, "blocked": 90, "ongoing": 100, "carried": 100, "dropped": 100}
_NODE_TONES = {NodeState.MET: Tone.GOOD, NodeState.MISSED: Tone.BAD, NodeState.OPEN: Tone.NORMAL}


def table(p: Phrases, name: str) -> Table | None:
    """Return the table ``name`` without a title, ``None`` where there is nothing to stand in it."""
    return _TABLES[name](p) if p.summary.rows else None


# --- counts ----------------------------------------------------------------------------------------------------------


def _priorities(p: Phrases) -> Table:
    return _counts(
        p, "priority", [(f"{group.key} {p.title(group)}", group) for group in p.summary.priorities], has_total=True
    )


def _leads(p: Phrases) -> Table | None:
    work = [work for work in p.summary.units if work.leads.ids]
    if not any(each.unit for each in work):
        return None
    return _counts(p, "lead", [(p.unit(each.unit), each.leads) for each in work], has_total=True)


def _supports(p: Phrases) -> Table | None:
    work = sorted((work for work in p.summary.units if work.supports.ids), key=lambda each: -each.supports.total)
    return _counts(p, "support", [(p.unit(each.unit), each.supports) for each in work]) if work else None


def _quarters(p: Phrases) -> Table:
    return _counts(
        p, "quarter", [(p.capital(p.quarter(group.key)), group) for group in p.summary.quarters], has_total=True
    )


def _counts(p: Phrases, key: str, groups: Sequence[tuple[str, Group]], *, has_total: bool = False) -> Table:
    """Count groups by state; a task in several groups is in the total once."""
    total = p.summary.total
    counted = [name for name in COUNTED if total.parts[name] and (key != "quarter" or name != "ongoing")]
    columns = (
        Column(key, p.text(f"report.column.{key}"), flexible=True),
        Column("total", p.t("report.column.total"), right=True),
        *(Column(name, _counted(p, name), right=True, least=_LEAST.get(name, 0)) for name in counted),
        Column("overdue", p.t("column.overdue"), right=True),
        Column("percent", p.t("column.percent"), right=True),
    )
    return Table(
        columns,
        tuple(_count(p, title, group, counted) for title, group in groups),
        footer=_count(p, p.t("total"), total, counted) if has_total and len(groups) > 1 else None,
        record=False,
    )


def _count(p: Phrases, title: str, group: Group, counted: Sequence[str]) -> tuple[Value, ...]:
    counts = [str(len(group.parts[name])) for name in counted]
    overdue = Cell(str(len(group.overdue)), Tone.BAD if group.overdue else Tone.MUTED)
    return (title, str(group.total), *counts, overdue, p.percent(group.percent))


def _counted(p: Phrases, name: str) -> str:
    """Return the heading of a column of counts."""
    return p.t(f"column.{name}") if name in {"carried", "ongoing"} else p.capital(p.t(f"status.{name}"))


def _months(p: Phrases) -> Table:
    """Count by month how much should have been done by its end, and how much was."""
    columns = (
        Column("month", p.t("report.column.month"), flexible=True),
        Column("due", p.t("report.line.due"), right=True),
        Column("done", p.t("report.line.done"), right=True),
    )
    names = p.months("report.months_short")
    rows = tuple(
        (name, str(month.due_so_far), "" if month.done_so_far is None else str(month.done_so_far))
        for name, month in zip(names, p.summary.months, strict=True)
    )
    return Table(columns, rows, record=False)


# --- every task, every node ------------------------------------------------------------------------------------------


def _tasks(p: Phrases) -> Table:
    """List every task; a column in which no task has anything is left out."""
    columns = (
        Column("id", p.t("column.id")),
        Column("title", p.t("column.title"), flexible=True),
        Column("lead", p.text("report.column.lead")),
        Column("support", p.text("report.column.support"), least=140),
        Column("status", p.t("column.status")),
        Column("due", p.t("column.due")),
        Column("done_on", p.t("report.column.done_on"), least=100),
        Column("figure", p.t("report.column.figure"), right=True),
        Column("evidence", p.t("column.evidence"), least=120),
    )
    rows = [_task(p, row) for row in p.summary.rows]
    filled = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    return Table(
        tuple(columns[place] for place in filled),
        tuple(tuple(row[place] for place in filled) for row in rows),
        wide=True,
    )


def _task(p: Phrases, row: Standing) -> tuple[Value, ...]:
    task, listed = row.task, p.t("separator.list")
    due = p.t("due.endless") if row.kept else row.due.isoformat()
    done_on = replay.status_since(task) if task.status is Status.DONE else None
    return (
        Cell(task.id, Tone.STRONG),
        p.bracketed(p.title(task), p.formerly(task)),
        p.unit(task.lead) if task.lead else "",
        listed.join(map(p.unit, task.support)),
        p.words.status(row),
        p.t("report.due_extended", due=due, first=row.due_original) if row.is_extended else due,
        done_on.isoformat() if done_on else "",
        p.figure_cell(row),
        listed.join(task.evidence),
    )


def _nodes(p: Phrases) -> Table | None:
    columns = (
        Column("id", p.t("column.id")),
        Column("title", p.t("column.title"), flexible=True),
        Column("goal", p.t("column.goal"), flexible=True),
        Column("due", p.t("column.due")),
        Column("state", p.t("column.status")),
    )
    return Table(columns, tuple(_node(p, row) for row in p.summary.nodes)) if p.summary.nodes else None


def _node(p: Phrases, node: NodeRow) -> tuple[Value, ...]:
    said = p.t(f"node.{node.state}", on=node.node.done)
    return (
        Cell(node.row.task.id, Tone.STRONG),
        p.title(node.row.task),
        p.recorded(node.node.goal),
        node.node.due.isoformat(),
        Cell(said, _NODE_TONES[node.state]),
    )


_TABLES: Mapping[str, Callable[[Phrases], Table | None]] = {
    "priorities": _priorities,
    "leads": _leads,
    "supports": _supports,
    "quarters": _quarters,
    "months": _months,
    "tasks": _tasks,
    "nodes": _nodes,
}
