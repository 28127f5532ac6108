"""The charts and tables at the end of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import BarChart, Cell, Column, LineChart, Table, Tone
from planctl.plan.model import Status
from planctl.plan.progress import Grade
from planctl.report.wording.phrases import short_ids
from planctl.words.plan_words import STATUS_TONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.blocks import Block, Value
    from planctl.report.numbers.figures import Fact, Tally
    from planctl.report.wording.phrases import Phrases

#: The states that a table of counts has a column for, if any task is in them.
COUNTED = ("done", "doing", "submitted", "blocked", "todo", "carried", "dropped")


def annex(p: Phrases) -> list[Block]:
    """Draw the year, then count it by priority, by unit and by quarter, then list every task."""
    summary = p.summary
    if not summary.facts:
        return []
    priorities = [(f"{tally.key} {p.priority(tally)}", tally) for tally in summary.priorities]
    leads = [(p.unit(row.unit), row.leads) for row in summary.units if row.leads.ids]
    supporters = sorted(summary.units, key=lambda row: -row.supports.total)
    supports = [(p.unit(row.unit), row.supports) for row in supporters if row.supports.ids]
    tables = [("priority", _counts(p, "priority", priorities))]
    if any(row.unit for row in summary.units if row.leads.ids):
        tables.append(("lead", _counts(p, "lead", leads)))
    if supports:
        tables.append(("support", _counts(p, "support", supports)))
    quarters = [(_capital(p.quarter(tally.key)), tally) for tally in summary.quarters]
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
    priorities = tuple((f"{row.key} {p.priority(row)}", len(row.done), row.total) for row in summary.priorities)
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


def _counts(p: Phrases, key: str, groups: Sequence[tuple[str, Tally]]) -> Table:
    """Count groups by state; a task in several groups is in the total once."""
    states = [state for state in COUNTED if getattr(p.summary.total, state)]
    columns = (
        Column(key, p.t(f"report.column.{key}"), flexible=True),
        Column("total", p.t("report.column.total"), right=True),
        *(Column(state, _capital(p.t(f"status.{state}")), right=True, least=_LEAST.get(state, 0)) for state in states),
        Column("overdue", p.t("column.overdue"), right=True),
        Column("percent", p.t("column.percent"), right=True),
    )
    in_total = p.summary.total if key in {"priority", "quarter", "lead"} else None
    return Table(
        columns,
        tuple(_count(p, title, tally, states) for title, tally in groups),
        footer=_count(p, p.t("total"), in_total, states) if in_total else None,
        record=False,
        ids=tuple(short_ids(tally.ids) for _, tally in groups) if p.with_ids else (),
    )


def _count(p: Phrases, title: str, tally: Tally, states: Sequence[str]) -> tuple[Value, ...]:
    counts = [str(len(getattr(tally, state))) for state in states]
    overdue = Cell(str(len(tally.overdue)), Tone.BAD if tally.overdue else Tone.MUTED)
    return (title, str(tally.total), *counts, overdue, p.percent(tally.percent))


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
        Column("support", p.t("report.column.support"), least=120),
        Column("status", p.t("column.status")),
        Column("due", p.t("column.due")),
        Column("done_on", p.t("report.column.done_on")),
        Column("figure", p.t("report.column.figure"), right=True),
        Column("evidence", p.t("column.evidence"), least=100),
    )
    rows = [_task(p, fact) for fact in p.summary.facts]
    filled = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    return Table(
        tuple(columns[place] for place in filled),
        tuple(tuple(row[place] for place in filled) for row in rows),
        wide=True,
    )


def _task(p: Phrases, fact: Fact) -> tuple[Value, ...]:
    tone = Tone.MUTED if fact.state == "carried" else STATUS_TONES[Status(fact.state)]
    listed = p.t("separator.list")
    due = fact.due.isoformat()
    return (
        Cell(fact.id, Tone.STRONG),
        p.title(fact),
        p.unit(fact.lead) if fact.lead else "",
        listed.join(map(p.unit, fact.support)),
        Cell(p.status(fact), tone, fact.state),
        p.t("report.due_extended", due=due, first=fact.due_first) if fact.is_extended else due,
        fact.since.isoformat() if fact.since and fact.state == Status.DONE else "",
        p.figure_cell(fact),
        listed.join(fact.evidence),
    )
