"""The smallest valid values of the model, so that a test names only what it is about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from planctl.plan.days import Day
from planctl.plan.model import Entry, Plan, Priority, Status, Task
from planctl.plan.target import Target

if TYPE_CHECKING:
    from collections.abc import Sequence

YEAR = 2020


def make_day(on: str | date, state: str = "today") -> Day:
    """Return the day ``on`` to look at a plan; it is today unless it is said to be ``over`` or a ``forecast``."""
    day = date.fromisoformat(on) if isinstance(on, str) else on
    shift = {"over": 1, "today": 0, "forecast": -1}[state]
    return Day.seen(day, day + timedelta(shift))


def make_task(**over: Any) -> Task:
    """Return task 1.1 without anything recorded, with the fields of ``over``; a status may be given as its word."""
    if "status" in over:
        over["status"] = Status(over["status"])
    identifier = over.pop("id", "1.1")
    return Task(identifier, over.pop("title", f"任务{identifier}"), **over)


def make_entry(on: str | date, **over: Any) -> Entry:
    """Return a log entry of the day ``on`` (``2020-06-30`` or a date); a status may be given as its word."""
    if over.get("status") is not None:
        over["status"] = Status(over["status"])
    return Entry(date.fromisoformat(on) if isinstance(on, str) else on, **over)


def make_done(identifier: str, on: str, *evidence: str, **over: Any) -> Task:
    """Return a task that its log has done on the day ``on``, with that evidence."""
    log = (make_entry(on, status="done", evidence=evidence, note=over.pop("note", None)),)
    return make_task(id=identifier, status="done", log=log, **over)


def make_target(amount: float, unit: str | None = "个", baseline: float | None = None) -> Target:
    """Return a target."""
    return Target(amount, unit, baseline)


def make_level(start: float, goal: float, unit: str | None = "ms") -> Target:
    """Return a target that goes from ``start`` to ``goal``."""
    return Target(from_=start, to=goal, unit=unit)


def make_priority(identifier: str, *tasks: Task, **over: Any) -> Priority:
    """Return a priority of that id with ``tasks`` under it."""
    return Priority(identifier, over.pop("title", f"重点{identifier}"), items=tasks, **over)


def make_plan(*priorities: Priority | Sequence[Task], **over: Any) -> Plan:
    """Return a plan of 2020; a sequence of tasks becomes a priority numbered by its place."""
    made = (
        item if isinstance(item, Priority) else make_priority(str(number), *item)
        for number, item in enumerate(priorities, 1)
    )
    return Plan(over.pop("year", YEAR), over.pop("title", "2020年计划"), priorities=tuple(made), **over)
