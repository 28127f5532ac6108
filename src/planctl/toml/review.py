"""Whether a plan that can be read also makes sense: dates, states, reasons and evidence.

What keeps a plan from being read at all is ``planctl.toml.schema``'s; here are the faults that a person should know of
though every command still works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.errors import Severity
from planctl.plan import replay
from planctl.plan.carry import links_of, lost_links
from planctl.plan.model import Status
from planctl.toml.schema import Fault, locate_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planctl.errors import Problem
    from planctl.plan.model import Plan, Task
    from planctl.toml.locate import KeyPath
    from planctl.toml.schema import Parsed


def find_problems(parsed: Parsed, others: Mapping[int, Plan] | None = None) -> tuple[Problem, ...]:
    """Return everything that is wrong with or questionable in a plan, by line.

    ``others`` are the plans of other years that lie beside it; without them links between years are not looked at.
    """
    doubts: tuple[Problem, ...] = ()
    if parsed.plan:
        links = _link_faults(parsed.plan, others) if others is not None else ()
        doubts = locate_faults(parsed.text, (*review(parsed.plan), *links))
    return tuple(sorted((*parsed.problems(), *doubts), key=lambda problem: problem.line or 0))


def review(plan: Plan) -> Iterator[Fault]:
    """Yield everything questionable in ``plan`` by itself, in the order of the file."""
    yield from _unit_faults(plan)
    for number, priority in enumerate(plan.priorities):
        for index, task in enumerate(priority.tasks):
            path: KeyPath = ("priority", number, "task", index)
            yield from _date_faults(task, path, plan)
            yield from _state_faults(task, path)


def _link_faults(plan: Plan, others: Mapping[int, Plan]) -> Iterator[Fault]:
    places: dict[str, KeyPath] = {
        task.id: ("priority", number, "task", index)
        for number, priority in enumerate(plan.priorities)
        for index, task in enumerate(priority.tasks)
    }
    lost = [("lost-link", Severity.ERROR, link) for link in lost_links(plan, others)]
    gone = (link for link in links_of(plan) if link.field == "carried_to" and link.year not in others)
    for code, severity, link in (*lost, *(("lost-plan", Severity.WARNING, link) for link in gone)):
        details: dict[str, object] = {"id": link.task.id, "there": link.there, "year": link.year}
        yield Fault(code, (*places[link.task.id], link.field), severity, details)


def _unit_faults(plan: Plan) -> Iterator[Fault]:
    seen: dict[str, KeyPath] = {}
    for index, unit in enumerate(plan.units):
        for key, names in (("name", (unit.name,)), ("aliases", unit.aliases)):
            for name in names:
                first = seen.setdefault(name, ("unit", index, key))
                if first[1] != index:
                    yield Fault("duplicate-unit", ("unit", index, key), Severity.ERROR, {"name": name, "first": first})


def _date_faults(task: Task, path: KeyPath, plan: Plan) -> Iterator[Fault]:
    if task.due and task.due.year != plan.year:
        details: dict[str, object] = {"id": task.id, "due": task.due, "year": plan.year}
        yield Fault("due-outside-year", (*path, "due"), Severity.WARNING, details)
    if task.start and task.start > (task.due or plan.last_day):
        details = {"id": task.id, "start": task.start, "due": task.due or plan.last_day}
        yield Fault("start-after-due", (*path, "start"), Severity.ERROR, details)


def _state_faults(task: Task, path: KeyPath) -> Iterator[Fault]:
    details: dict[str, object]
    for field, stored, logged in replay.disagreements(task):
        details = {"id": task.id, "field": field, "stored": _shown(stored), "logged": _shown(logged)}
        yield Fault("state-mismatch", (*path, field), Severity.ERROR, details)
    if task.status is Status.DONE and not task.evidence:
        yield Fault("no-evidence", (*path, "status"), Severity.WARNING, {"id": task.id})
    if task.status.needs_reason and not replay.reason(task):
        yield Fault("no-reason", (*path, "status"), Severity.WARNING, {"id": task.id, "status": task.status.value})


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "—"
    return "—" if value is None or value == "" else str(value)
