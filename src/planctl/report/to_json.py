"""A summary as the JSON document that scripts read: the typed numbers, with the ids behind every one of them."""

from __future__ import annotations

import json  # noqa: TID253 - this module is loaded only to answer with JSON
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from planctl import JSON_SCHEMA
from planctl.plan import replay
from planctl.plan.days import state_of
from planctl.plan.indicators import judge
from planctl.plan.keys import keys_of
from planctl.plan.target import Target
from planctl.report.numbers.figures import Happening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.plan.counts import Group, UnitWork
    from planctl.plan.findings import FindingCount
    from planctl.plan.indicators import Judgement
    from planctl.plan.nodes import NodeRow
    from planctl.plan.progress import Standing
    from planctl.report.numbers.figures import Changes, Month, Punctuality, Summary

#: The lists of ids that are handed on as they are.
LISTS = (
    "added",
    "inherited",
    "overdue",
    "due_now",
    "due_soon",
    "behind",
    "extended",
    "late",
    "undocumented",
    "unassigned",
)


def render(summary: Summary) -> str:
    """Return the JSON document of ``summary``, ending in a newline; what a public edition left out is not in it."""
    plan = summary.plan
    document = {
        "schema": JSON_SCHEMA,
        "kind": "summary",
        "plan": {"year": plan.year, "title": plan.title, "title_en": plan.title_en},
        "as_of": summary.day,
        "day": state_of(summary.day),
        "since": summary.since,
        "scope": summary.scope._asdict(),
        "total": _group(summary.total),
        "priorities": [_group(group) for group in summary.priorities],
        "units": [_unit(work) for work in summary.units],
        "quarters": [_group(group) for group in summary.quarters],
        "grades": {grade.value: ids for grade, ids in summary.grades},
        **{name: getattr(summary, name) for name in LISTS},
        "clearance": asdict(summary.clearance),
        "on_time": _punctuality(summary.on_time) | {"first": _punctuality(summary.on_time_first)},
        "months": [_month(month) for month in summary.months],
        "nodes": [_node(node) for node in summary.nodes],
        "changes": _changes(summary.changes) if summary.changes else None,
        "tasks": [_task(row) for row in summary.rows],
        "inspections": [_group(group) for group in summary.inspections],
        "areas": [{"area": area.key or None} | _counted(area) for area in summary.areas],
        "findings": [_task(row) for row in summary.findings],
        "standards": [_group(group) | _judged(group, summary.indicators) for group in summary.standards],
        "headings": [{"heading": judged.key or None} | _counted(judged) for judged in summary.headings],
        "indicators": [_task(row) for row in summary.indicators],
    }
    return json.dumps(document, ensure_ascii=False, default=str) + "\n"


def _group(group: Group) -> dict[str, Any]:
    return {
        "key": group.key,
        "title": group.title,
        "title_en": group.title_en,
        "total": group.total,
        **{name: len(ids) for name, ids in group.parts.items()},
        "percent": group.percent,
        "ids": group.parts,
    }


def _unit(work: UnitWork) -> dict[str, Any]:
    leads, supports = _group(work.leads), _group(work.supports)
    return {"unit": work.unit or None, "name_en": work.name_en, "leads": leads, "supports": supports}


def _punctuality(tasks: Punctuality) -> dict[str, Any]:
    return {"percent": tasks.percent, "due": tasks.due, "done": tasks.done}


def _counted(counted: FindingCount | Judgement) -> dict[str, Any]:
    """Return what was counted of findings or indicators that have something in common, which another key names."""
    return {name: value for name, value in counted._asdict().items() if name != "key"}


def _judged(group: Group, rows: Sequence[Standing]) -> dict[str, Any]:
    judged = judge(row for row in rows if row.group == group.key)
    return {"met": len(judged.met), "hard": len(judged.hard), "hard_met": len(judged.hard_met)} | {
        name: getattr(judged, name) for name in ("points", "own", "accepted")
    }


def _node(row: NodeRow) -> dict[str, Any]:
    node = row.node
    return {
        "id": row.row.task.id,
        "number": row.number,
        "goal": node.goal,
        "due": node.due,
        "done": node.done,
        "state": row.state,
    }


def _changes(changes: Changes) -> dict[str, Any]:
    return {
        "since": changes.since,
        **{kind.value: changes.of(kind) for kind in Happening},
        "readings": changes.readings,
        "nodes": [_node(node) for node in changes.nodes],
        "events": [event._asdict() for event in changes.events],
    }


def _month(month: Month) -> dict[str, Any]:
    return {
        "month": month.month,
        "planned": month.due_so_far,
        "done": month.done_so_far,
        "ids": {"due": month.due, "done": month.done},
    }


def _task(row: Standing) -> dict[str, Any]:
    task, target = row.task, row.task.target
    return {
        "id": task.id,
        "priority": row.group,
        "title": task.title,
        "title_en": task.title_en,
        "formerly": task.formerly,
        "state": task.status,
        "since": replay.status_since(task),
        "remark": replay.reason(task),
        "grade": row.grade,
        "lead": task.lead,
        "support": task.support,
        "due": row.deadline,
        "ongoing": task.ongoing,
        "kept": row.kept and row.kept._asdict(),
        "due_original": row.deadline_original,
        "has_due": task.due is not None,
        "days_late": row.days_late,
        "extension_reason": replay.last_note(task, "due") if row.is_extended else None,
        "target": target and {key.written: getattr(target, key.name) for key in keys_of(Target)},
        "reading": row.reading,
        "expected_reading": row.expected if target else None,
        "evidence": task.evidence,
        "carried_from": task.carried_from,
        "problem": row.problem,
        "next": row.next,
        "help": row.help,
        "result": task.result,
        "result_en": task.result_en,
        "highlight": task.highlight,
        "carried_to": task.carried_to if row.is_carried else None,
        "carried_reason": replay.last_note(task, "carried_to") if row.is_carried else None,
    }
