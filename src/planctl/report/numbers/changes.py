"""What happened in a period, event by event, as the logs tell it; two states of the plan are not compared for that.

A task that was begun, stopped and taken up again in one period is counted for each of the three.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from planctl.plan import replay
from planctl.plan.model import Status
from planctl.plan.nodes import node_rows
from planctl.report.numbers.figures import Changes, Event, Happening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planctl.plan.model import Entry, Plan
    from planctl.plan.progress import Standing
    from planctl.plan.target import Number

#: What it means that a task got a status, whatever it had before.
_REACHED = {
    Status.DONE: Happening.DONE,
    Status.SUBMITTED: Happening.SUBMITTED,
    Status.BLOCKED: Happening.BLOCKED,
    Status.DROPPED: Happening.DROPPED,
}
#: What it means that work goes on, by the status that the task had before.
_TAKEN_UP = {
    Status.TODO: Happening.STARTED,
    Status.BLOCKED: Happening.RESUMED,
    Status.SUBMITTED: Happening.RETURNED,
}


def changes_since(rows: Sequence[Standing], since: date, plan: Plan) -> Changes:
    """Return what happened to the tasks ``rows`` of ``plan`` from the day ``since`` to that of the rows."""
    nodes = (node for node in node_rows(rows) if node.node.done and node.node.done >= since)
    return Changes(
        since=since,
        events=tuple(event for row in rows for event in _events(row, since, plan)),
        readings=tuple(_readings(rows, since)),
        nodes=tuple(nodes),
    )


def _events(row: Standing, since: date, plan: Plan) -> Iterator[Event]:
    status = replay.value_on(row.task, "status", date.min)
    due = replay.value_on(row.task, "due", date.min) or plan.last_day
    for entry in row.task.log:
        now = entry.status or status
        until = (entry.due or plan.last_day) if entry.sets("due") else due
        if entry.on >= since:
            for kind in _happenings(entry, status, now):
                yield Event(kind, row.task.id, entry.on)
            if until > due:
                yield Event(Happening.EXTENDED, row.task.id, entry.on)
        status, due = now, until


def _happenings(entry: Entry, before: Status, now: Status) -> Iterator[Happening]:
    """Yield what ``entry`` tells of a task that was in the status ``before`` and then ``now``."""
    if entry.added:
        yield Happening.ADDED
    if before.is_closed and not now.is_closed:
        yield Happening.REOPENED
    if now is not before:
        reached = _REACHED.get(now) or (_TAKEN_UP.get(before) if now is Status.DOING else None)
        if reached:
            yield reached
    if entry.carried_to:
        yield Happening.CARRIED


def _readings(rows: Iterable[Standing], since: date) -> Iterator[tuple[str, Number, Number]]:
    """Yield the readings of unfinished tasks that have another one than on the evening before ``since``."""
    for row in rows:
        target = row.task.target
        if target is None or row.reading is None or not row.is_unfinished:
            continue
        then = replay.task_on(row.task, since - timedelta(days=1))
        before = replay.latest_reading(then) if then else None
        before = target.origin if before is None else before
        if row.reading != before:
            yield row.task.id, before, row.reading
