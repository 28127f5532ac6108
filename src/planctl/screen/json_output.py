"""Answers as the JSON documents that scripts read: version 1 of a contract that only ever grows.

Keys, codes and dates are ASCII, text is not escaped; an absent scalar is ``null``, an absent list ``[]``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, assert_never

from planctl import JSON_SCHEMA
from planctl.screen.views import (
    Board,
    ChangeReport,
    CheckReport,
    LogReport,
    Overview,
    ProgressReport,
    StepList,
    TaskList,
    TaskRecords,
    Timeline,
    UnitsReport,
    View,
)
from planctl.words.problems import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from planctl.errors import Problem
    from planctl.plan.model import Entry, Plan
    from planctl.plan.progress import Group, Standing, UnitWork
    from planctl.screen.views import StepRow
    from planctl.words.i18n import Translator

#: So many tasks are spelled at a time.
BATCH = 200


def render(view: View, t: Translator) -> Iterator[str]:
    """Yield the JSON document of ``view`` in pieces, ending in a newline; only its sentences are in a language.

    In pieces, since thousands of tasks spelled out are many times larger than the plan they are in.
    """
    encode = json.JSONEncoder(ensure_ascii=False, default=_spell).encode
    opening = "{"
    for key, value in {"schema": JSON_SCHEMA, **_content(view, t)}.items():
        yield f"{opening}{encode(key)}: "
        yield from _array(value, encode) if isinstance(value, Iterator) else (encode(value),)
        opening = ", "
    yield "}\n"


def _array(items: Iterator[Any], encode: Callable[[Any], str]) -> Iterator[str]:
    opening = "["
    while batch := list(islice(items, BATCH)):
        yield opening + encode(batch)[1:-1]
        opening = ", "
    yield "]" if opening == ", " else "[]"


def _content(view: View, t: Translator) -> dict[str, Any]:
    match view:
        case TaskList() | ChangeReport() | Timeline():
            return _dated("tasks", view.plan, view.day, tasks=map(_task, view.rows))
        case TaskRecords():
            return _dated("tasks", view.plan, view.day, tasks=[_record(view, row) for row in view.rows])
        case ProgressReport():
            groups = [_group(group) for group in view.groups]
            return _dated("progress", view.plan, view.day, by=view.by, total=_group(view.total), groups=groups)
        case Overview():
            return _dated("overview", view.plan, view.day, **_overview(view))
        case Board():
            columns = [{"status": status, "tasks": _tasks(rows)} for status, rows in view.columns]
            return _dated("board", view.plan, view.day, columns=columns)
        case UnitsReport():
            units = [_unit(row) for row in view.rows]
            return _dated("units", view.plan, view.day, units=units, unassigned=view.unassigned)
        case LogReport():
            entries = [{"id": row.task.id, "title": row.task.title} | _entry(entry) for row, entry in view.entries]
            return _dated("log", view.plan, view.day, entries=entries)
        case StepList():
            return _dated("steps", view.plan, view.day, steps=[_step(step) for step in view.steps])
        case CheckReport():
            return {"kind": "problems", "path": view.path, "problems": [_problem(item, t) for item in view.problems]}
        case _:
            assert_never(view)


def _dated(kind: str, plan: Plan, day: date, **content: Any) -> dict[str, Any]:
    return {"kind": kind, "plan": {"year": plan.year, "title": plan.title}, "as_of": day, **content}


def _overview(view: Overview) -> dict[str, Any]:
    lists = {name: _tasks(getattr(view, name)) for name in ("overdue", "due_next", "unreported", "unassigned")}
    return {"total": _group(view.total), "groups": [_group(group) for group in view.groups], **lists}


def _tasks(rows: Iterable[Standing]) -> list[dict[str, Any]]:
    return [_task(row) for row in rows]


def _task(row: Standing) -> dict[str, Any]:
    task = row.task
    target = task.target
    return {
        "id": task.id,
        "priority": row.priority,
        "title": task.title,
        "title_en": task.title_en,
        "source": task.source,
        "status": task.status,
        "grade": row.grade,
        "lead": task.lead,
        "support": task.support,
        "owner": task.owner,
        "start": _day(task.start),
        "due": row.due.isoformat(),
        "due_original": row.due_original.isoformat(),
        "overdue": row.is_overdue,
        "target": target and {"amount": target.amount, "unit": target.unit, "baseline": target.baseline},
        "reading": row.reading,
        "evidence": task.evidence,
        "refs": task.refs,
        "tags": task.tags,
        "formerly": task.formerly,
        "carried_from": task.carried_from,
        "carried_to": task.carried_to,
        "years_carried": task.years_carried,
        "internal": task.internal,
        "log": [_entry(entry) for entry in task.log],
    }


def _record(view: TaskRecords, row: Standing) -> dict[str, Any]:
    sentence = view.sentences.get(row.task.id)
    return _task(row) | ({"source_text": sentence} if view.sentences else {})


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "on": entry.on.isoformat(),
        "by": entry.by,
        "status": entry.status,
        "reading": entry.reading,
        "lead": entry.lead,
        "support": entry.support,
        "owner": entry.owner,
        "due": _day(entry.due),
        "carried_to": entry.carried_to,
        "added": entry.added,
        "note": entry.note,
        "evidence": entry.evidence,
        "internal": entry.internal,
        "was": dict(entry.was),
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "key": group.key,
        "title": group.title,
        "title_en": group.title_en,
        "total": group.total,
        **{status: len(ids) for status, ids in group.states.items()},
        "carried": len(group.carried),
        "overdue": len(group.overdue),
        "percent": group.percent,
        "ids": group.ids,
    }


def _unit(row: UnitWork) -> dict[str, Any]:
    return {
        "unit": row.unit,
        "name_en": row.name_en,
        "leads": row.leads.ids,
        "supports": row.supports.ids,
        "open": row.both.unfinished,
        "done": row.both.done,
        "overdue": row.both.overdue,
    }


def _step(step: StepRow) -> dict[str, Any]:
    return {
        "number": step.number,
        "kind": step.kind,
        "of": step.of,
        "when": step.when,
        "label": step.label,
        "tasks": step.tasks,
        "in_effect": step.in_effect,
    }


def _problem(problem: Problem, t: Translator) -> dict[str, Any]:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "line": problem.line,
        "message": sentence(t, problem),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _spell(value: object) -> str:
    """Spell what JSON has no type for: dates."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
