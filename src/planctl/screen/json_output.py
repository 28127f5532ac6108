"""Answers as the JSON documents that scripts read: version 1 of a contract that only ever grows.

Keys, codes and dates are ASCII, text is not escaped; an absent scalar is ``null``, an absent list ``[]``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, assert_never

from planctl import JSON_SCHEMA
from planctl.plan.days import state_of
from planctl.plan.keys import keys_of, tables_in
from planctl.plan.model import GROUPS, Task
from planctl.plan.nodes import node_rows
from planctl.screen import drafts, rounds
from planctl.screen.views import (
    Board,
    ChangeReport,
    CheckReport,
    DiffReport,
    DraftReport,
    FindingsReport,
    IndicatorsReport,
    LogReport,
    NodeList,
    Overview,
    ProgressReport,
    RoundList,
    RoundReport,
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
    from planctl.plan.between import Difference
    from planctl.plan.counts import Group, UnitWork
    from planctl.plan.findings import FindingCount
    from planctl.plan.indicators import Judgement
    from planctl.plan.model import Plan
    from planctl.plan.nodes import NodeRow
    from planctl.plan.progress import Standing
    from planctl.screen.views import LogRow, StepRow
    from planctl.words.i18n import Translator

#: So many tasks are spelled at a time.
BATCH = 200


def render(view: View | DraftReport, t: Translator) -> Iterator[str]:
    """Yield the JSON document of ``view`` in pieces, ending in a newline; only its sentences are in a language.

    In pieces, since thousands of tasks spelled out are many times larger than the plan they are in.
    """
    content = _draft(view) if isinstance(view, DraftReport) else _content(view, t)
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_spell).encode
    opening = "{"
    for key, value in {"schema": JSON_SCHEMA, **content}.items():
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


def _draft(view: DraftReport) -> dict[str, Any]:
    return _dated("draft", view.plan, view.day, tasks=map(_task, view.rows), coverage=drafts.as_json(view.draft))


def _content(view: View, t: Translator) -> dict[str, Any]:
    match view:
        case ChangeReport():
            groups = [{"id": group.id, "title": group.title, "title_en": group.title_en} for group in view.groups]
            return _dated("tasks", view.plan, view.day, tasks=map(_task, view.rows), groups=iter(groups))
        case TaskList() | Timeline():
            return _dated("tasks", view.plan, view.day, tasks=map(_task, view.rows))
        case TaskRecords():
            return _dated("tasks", view.plan, view.day, tasks=[_record(view, row) for row in view.rows])
        case ProgressReport() | NodeList() | FindingsReport() | IndicatorsReport():
            return _counted(view)
        case Overview():
            return _dated("overview", view.plan, view.day, **_overview(view))
        case Board():
            columns = [{"status": status, "tasks": _tasks(rows)} for status, rows in view.columns]
            return _dated("board", view.plan, view.day, columns=columns)
        case UnitsReport():
            units = [_unit(row) for row in view.rows]
            return _dated("units", view.plan, view.day, units=units, unassigned=view.unassigned)
        case LogReport() | DiffReport() | StepList() | RoundReport() | RoundList():
            return _history(view)
        case CheckReport():
            return {"kind": "problems", "path": view.path, "problems": [_problem(item, t) for item in view.problems]}
        case _:
            assert_never(view)


def _counted(view: ProgressReport | NodeList | FindingsReport | IndicatorsReport) -> dict[str, Any]:
    if isinstance(view, NodeList):
        return _dated("nodes", view.plan, view.day, nodes=[_node_row(row) for row in view.rows])
    if isinstance(view, ProgressReport):
        groups = [_group(group) for group in view.groups]
        return _dated(
            "progress",
            view.plan,
            view.day,
            by=view.by,
            total=_group(view.total),
            groups=groups,
            nodes=view.nodes._asdict(),
        )
    if isinstance(view, FindingsReport):
        kind, areas = "findings", [{"area": item.key or None} | _finding_count(item) for item in view.areas]
        counts: dict[str, Any] = {"total": _finding_count(view.total), "areas": areas}
    else:
        kind = "indicators"
        counts = {"standards": [*map(_judged, view.standards)], "headings": [*map(_judged, view.headings)]}
    return _dated(kind, view.plan, view.listed.day, **counts, tasks=map(_task, view.listed.rows))


def _history(view: LogReport | DiffReport | StepList | RoundReport | RoundList) -> dict[str, Any]:
    match view:
        case LogReport():
            return _dated("log", view.plan, view.day, entries=[_log_row(line) for line in view.entries])
        case DiffReport():
            before, after = map(_group, view.counts)
            tasks = [_difference(item) for item in view.rows]
            return _dated("diff", view.plan, view.day, since=view.since, before=before, after=after, tasks=tasks)
        case RoundReport():
            return _dated("round", view.plan, view.day, round=rounds.as_json(view.status))
        case RoundList():
            return _dated("rounds", view.plan, view.day, rounds=[rounds.as_json(row) for row in view.rows])
        case StepList():
            return _dated("steps", view.plan, view.day, steps=[_step(step) for step in view.steps])
        case _:
            assert_never(view)


def _dated(kind: str, plan: Plan | None, day: date, **content: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "plan": {"year": plan.year, "title": plan.title} if plan else None,
        "as_of": day,
        "day": state_of(day),
        **content,
    }


def _overview(view: Overview) -> dict[str, Any]:
    names = ("overdue", "due_next", "blocked", "behind", "unreported", "unassigned")
    lists = {name: _tasks(getattr(view, name)) for name in names}
    counts = {"total": _group(view.total), "groups": [_group(group) for group in view.groups]}
    beside: dict[str, Any] = {
        "findings": _finding_count(view.findings),
        "standards": [_judged(item) for item in view.standards],
    }
    beside |= {"nodes": view.nodes._asdict(), "nodes_next": [_node_row(row) for row in view.nodes_next]}
    beside["duties"] = _tasks(view.duties)
    return counts | lists | beside


def _finding_count(count: FindingCount) -> dict[str, Any]:
    lists = {"open": count.outstanding, "submitted": count.submitted, "closed_out": count.closed_out}
    lists |= {"dropped": count.dropped, "overdue": count.overdue}
    measures = {"measures": count.measures, "measures_taken": count.taken}
    return {"total": len(count.ids), **{name: len(ids) for name, ids in lists.items()}, **measures, "ids": count.ids}


def _judged(judged: Judgement) -> dict[str, Any]:
    return {
        "key": judged.key,
        "total": len(judged.ids),
        "met": len(judged.met),
        "hard": len(judged.hard),
        "hard_met": len(judged.hard_met),
        "is_met": judged.is_met,
        "points": judged.points,
        "own": judged.own,
        "accepted": judged.accepted,
        "ids": judged.ids,
    }


def _tasks(rows: Iterable[Standing]) -> list[dict[str, Any]]:
    return [_task(row) for row in rows]


def _task(row: Standing) -> dict[str, Any]:
    keys, values_of = _ITEMS[type(row.task)]
    item = dict(zip(keys, values_of(row), strict=True))
    if row.task.nodes:
        item["nodes"] = [_node(node) for node in node_rows([row])]
    if row.kept:
        item["kept"] = row.kept._asdict()
    return item


def _node(row: NodeRow) -> dict[str, Any]:
    return {"number": row.number, "state": row.state, "days_late": row.days_late} | _declared(row.node)


def _node_row(row: NodeRow) -> dict[str, Any]:
    task = row.row.task
    return {"id": task.id, "title": task.title, "title_en": task.title_en, "lead": task.lead} | _node(row)


def _sources(table: type[Task]) -> dict[str, str]:
    """Return by its keys where in a standing each value of an item is found; what follows stands behind its reason."""
    following = {
        "waits_for": {"waits": "waits", "awaited_by": "awaited_by"},
        "id": {"kind": "task.kind", "priority": "group", "group": "group"},
        "status": {"grade": "grade"},
        "due": {"due": "deadline", "due_original": "deadline_original", "overdue": "is_overdue"},
        "reading": {
            "reading": "reading",
            "evidence": "task.evidence",
            "problem": "problem",
            "next": "next",
            "help": "help",
        },
        "every": {"kept": "kept"},
    }
    found: dict[str, str] = {}
    for key in keys_of(table):
        found |= {key.written: f"task.{key.name}"} | following.get(key.name, {})
    return found | {"about": "about", "findings": "findings"}


_ITEMS = {
    table: (tuple(sources), attrgetter(*sources.values()))
    for table in (kind.item_type() for kind in GROUPS)
    for sources in (_sources(table),)
}


def _record(view: TaskRecords, row: Standing) -> dict[str, Any]:
    sentence = view.sentences.get(row.task.id)
    return _task(row) | ({"source_text": sentence} if view.sentences else {})


def _group(group: Group) -> dict[str, Any]:
    return {
        "key": group.key,
        "title": group.title,
        "title_en": group.title_en,
        "total": group.total,
        **{name: len(ids) for name, ids in group.parts.items()},
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


def _log_row(line: LogRow) -> dict[str, Any]:
    task = line.row.task
    said = _declared(line.entry)
    said["new_title"] = said.pop("title")  # beside the title of the task
    return {"id": task.id, "title": task.title, "number": line.number} | said


def _difference(item: Difference) -> dict[str, Any]:
    """Return a task as it is on the second day, with what was otherwise on the first and what was recorded since."""
    was: dict[str, Any] | None = None
    if item.before is not None:
        was = {name: before for name, (before, _) in item.fields.items()}
        was |= {"overdue": item.was_overdue} if item.row.is_overdue is not item.was_overdue else {}
    entries = [{"number": number} | _declared(entry) for number, entry in item.entries]
    became = [{"goal": node.goal, "became": what, "due_before": was and was.due} for what, node, was in item.nodes]
    return _task(item.row) | {"before": was, "entries": entries, "nodes_changed": became}


def _step(step: StepRow) -> dict[str, Any]:
    return {
        "number": step.number,
        "kind": step.kind,
        "of": step.of,
        "when": step.when,
        "label": step.label,
        "tasks": step.tasks,
        "total": step.total,
        "in_effect": step.in_effect,
        "beside": {"plan": step.beside[0], "number": step.beside[1]} if step.beside else None,
    }


def _problem(problem: Problem, t: Translator) -> dict[str, Any]:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "path": problem.path,
        "line": problem.line,
        "message": sentence(t, problem),
    }


def _declared(record: Any) -> dict[str, Any]:
    """Return a record of the plan without the keys that planctl does not know."""
    keys, values_of = _RECORDS[type(record)]
    return dict(zip(keys, values_of(record), strict=True))


_RECORDS = {
    table: (tuple(key.written for key in keys_of(table)), attrgetter(*(key.name for key in keys_of(table))))
    for table in tables_in(Task)
}


def _spell(value: Any) -> Any:
    """Spell what JSON has no type for: records of the plan, what a log entry says there was, days and times."""
    if type(value) in _RECORDS:
        return _declared(value)
    return dict(value) if isinstance(value, MappingProxyType) else value.isoformat()
