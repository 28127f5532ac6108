"""The charts and tables at the end of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import BarChart, Cell, Column, LineChart, Table, Tone
from planctl.plan import replay
from planctl.plan.model import Status
from planctl.plan.progress import Grade
from planctl.report.wording.phrases import short_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.blocks import Block, Value
    from planctl.plan.counts import Group
    from planctl.plan.progress import Standing
    from planctl.report.wording.phrases import Phrases

#: What a table of counts has a column for, if there is any such task; the carried ones are counted a second time.
COUNTED = ("done", "doing", "submitted", "blocked", "todo", "dropped", "carried")


def annex(p: Phrases) -> list[Block]:
    """Draw the year, then count it by priority, by unit and by quarter, then list every task."""
    summary = p.summary
    if not summary.rows:
        return []
    priorities = [(f"{group.key} {p.priority(group)}", group) for group in summary.priorities]
    leads = [(p.unit(work.unit), work.leads) for work in summary.units if work.leads.ids]
    supporters = sorted(summary.units, key=lambda work: -work.supports.total)
    supports = [(p.unit(work.unit), work.supports) for work in supporters if work.supports.ids]
    tables = [("priority", _counts(p, "priority", priorities))]
    if any(work.unit for work in summary.units if work.leads.ids):
        tables.append(("lead", _counts(p, "lead", leads)))
    if supports:
        tables.append(("support", _counts(p, "support", supports)))
    quarters = [(_capital(p.quarter(group.key)), group) for group in summary.quarters]
    tables.append(("quarter", _counts(p, "quarter", quarters)))
    tables.append(("tasks", _tasks(p)))
    numbered = [
        table._replace(title=p.t("report.table", number=number, title=p.t(f"report.table.{key}")))
        for number, (key, table) in enumerate(tables, 1)
    ]
    return [*_charts(p), *numbered]


# --- charts ----------------------------------------------------------------------------------------------------------


def _charts(p: Phrases) -> list[Block]:
    summary = p.summary
    priorities = tuple((f"{each.key} {p.priority(each)}", len(each.done), each.total) for each in summary.priorities)
    due = tuple(month.due_so_far for month in summary.months)
    done = tuple(month.done_so_far for month in summary.months)
    lines = ((p.t("report.line.due"), due), (p.t("report.line.done"), done))
    total = summary.total.total
    counted = [(grade, len(ids)) for grade, ids in summary.grades if grade is not Grade.CLOSED]
    grades = tuple((_capital(p.t(f"grade.{grade}")), count, total) for grade, count in counted)
    return [
        BarChart(p.t("report.chart.priority"), priorities),
        LineChart(p.t("report.chart.year"), p.months("report.months_short"), lines),
        BarChart(p.t("report.chart.grade"), grades),
    ]


# --- counts ----------------------------------------------------------------------------------------------------------


def _counts(p: Phrases, key: str, groups: Sequence[tuple[str, Group]]) -> Table:
    """Count groups by state; a task in several groups is in the total once."""
    total = p.summary.total
    counted = [name for name in COUNTED if total.parts[name]]
    columns = (
        Column(key, p.t(f"report.column.{key}"), flexible=True),
        Column("total", p.t("report.column.total"), right=True),
        *(Column(name, _counted(p, name), right=True, least=_LEAST.get(name, 0)) for name in counted),
        Column("overdue", p.t("column.overdue"), right=True),
        Column("percent", p.t("column.percent"), right=True),
    )
    return Table(
        columns,
        tuple(_count(p, title, group, counted) for title, group in groups),
        footer=_count(p, p.t("total"), total, counted) if key in {"priority", "quarter", "lead"} else None,
        record=False,
        ids=tuple(short_ids(group.ids) for _, group in groups) if p.with_ids else (),
    )


def _count(p: Phrases, title: str, group: Group, counted: Sequence[str]) -> tuple[Value, ...]:
    counts = [str(len(group.parts[name])) for name in counted]
    overdue = Cell(str(len(group.overdue)), Tone.BAD if group.overdue else Tone.MUTED)
    return (title, str(group.total), *counts, overdue, p.percent(group.percent))


def _counted(p: Phrases, name: str) -> str:
    """Return the heading of a column of counts."""
    return p.t("column.carried") if name == "carried" else _capital(p.t(f"status.{name}"))


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


#: Columns that a drawn table has only on a screen this wide.
_LEAST = {"submitted": 90, "blocked": 90, "carried": 100, "dropped": 100}


# --- every task ------------------------------------------------------------------------------------------------------


def _tasks(p: Phrases) -> Table:
    """List every task; a column in which no task has anything is left out."""
    columns = (
        Column("id", p.t("column.id")),
        Column("title", p.t("column.title"), flexible=True),
        Column("lead", p.t("report.column.lead")),
        Column("support", p.t("report.column.support"), least=140),
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
        p.title(row),
        p.unit(task.lead) if task.lead else "",
        listed.join(map(p.unit, task.support)),
        p.words.status(row),
        p.t("report.due_extended", due=due, first=row.due_original) if row.is_extended else due,
        done_on.isoformat() if done_on else "",
        p.figure_cell(row),
        listed.join(task.evidence),
    )
