"""What a task's log says about any day: the fields that entries set, folded up to that day.

A field that no entry sets has its stored value from the start. The first entry that sets a field keeps the value before
it in ``was``; without one there was none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from planctl.plan.keys import Kind, keys_of
from planctl.plan.model import NOTHING, Entry, Status, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.plan.model import Plan

_LOGGED = [key for key in keys_of(Entry) if key.logged]
_DEFAULTS = {key.name: key.default for key in keys_of(Task)}
#: The fields of a task whose present value is what its log folds to, with their value before anything happened.
LOGGED_FIELDS: dict[str, Any] = {key.name: _DEFAULTS[key.name] for key in _LOGGED}
#: Those whose value before the first entry that sets them is kept in its ``was``; the others begin without one.
KEPT_BEFORE = tuple(key.name for key in _LOGGED if key.was)
#: Those that can be taken away again, so that the task has none.
CLEARABLE = tuple(
    key.name for key in keys_of(Task) if key.name in KEPT_BEFORE and not key.is_required and key.kind is not Kind.FLAG
)
_SETS = {key.name for key in _LOGGED if key.kind.is_set}


def value_on(task: Task, field: str, day: date) -> Any:
    """Return what ``field`` of ``task`` was at the end of ``day``."""
    logged = [entry for entry in task.log if entry.sets(field)]
    if not logged:
        return LOGGED_FIELDS["status"] if field == "status" else getattr(task, field)
    before = [entry for entry in logged if entry.on <= day]
    if before:
        return _settled(field, getattr(before[-1], field))
    return _settled(field, logged[0].was.get(field, LOGGED_FIELDS[field]))


def task_on(task: Task, day: date) -> Task | None:
    """Return ``task`` as it was at the end of ``day``, or ``None`` if it was added to the plan only later."""
    if task.nodes and (nodes := tuple(node.on(day) for node in task.nodes)) != task.nodes:
        task = replace(task, nodes=nodes)
    if not task.log or task.log[-1].on <= day:
        return task
    if any(entry.added and entry.on > day for entry in task.log):
        return None
    past = {field: value_on(task, field, day) for field in LOGGED_FIELDS}
    names = task.formerly[: task.formerly.index(past["title"])] if past["title"] in task.formerly else task.formerly
    return replace(task, log=tuple(entry for entry in task.log if entry.on <= day), formerly=names, **past)


def plan_on(plan: Plan, day: date) -> Plan:
    """Return the whole plan as it was at the end of ``day``; tasks added later are not in it."""
    return plan.with_groups(
        lambda group: replace(group, items=tuple(past for task in group.items if (past := task_on(task, day))))
    )


def first_due(task: Task, last_day: date) -> date:
    """Return the deadline that ``task`` had before any extension; ``last_day`` is the end of the plan's year.

    Setting an earlier day where only the year's end was implied fixes the deadline and does not extend it.
    """
    entries = [entry for entry in task.log if entry.sets("due")]
    if not entries:
        return task.due or last_day
    before = entries[0].was.get("due")
    if isinstance(before, date):
        return before
    fixed: date = entries[0].due or last_day
    return min(fixed, last_day)


def disagreements(task: Task) -> Iterator[tuple[str, object, object]]:
    """Yield ``(field, stored, logged)`` wherever the stored state is not what the log folds to.

    A reading need not be stored: then the log alone tells it.
    """
    if not task.log and task.status is Status.TODO:
        return
    for field in LOGGED_FIELDS:
        stored, logged = getattr(task, field), value_on(task, field, date.max)
        if stored != logged and not (field == "reading" and stored is None):
            yield field, stored, logged


def latest_reading(task: Task) -> int | float | None:
    """Return the last recorded reading of ``task``, stored or only logged."""
    if task.reading is not None:
        return task.reading
    return next((entry.reading for entry in reversed(task.log) if entry.sets("reading")), None)


def reason(task: Task) -> str | None:
    """Return why ``task`` has its present status: the note of the entry that set it."""
    for entry in reversed(task.log):
        if entry.status is not None:
            return entry.note if entry.status is task.status else None
    return None


def status_since(task: Task) -> date | None:
    """Return the day on which ``task`` got its present status, if the log tells."""
    since = None
    for entry in task.log:
        if entry.status is not None:
            if entry.status is not task.status:
                since = None
            elif since is None:
                since = entry.on
    return since


def carried_on(task: Task) -> date | None:
    """Return the day on which ``task`` went over into another year, if it did and the log tells."""
    if task.carried_to is None:
        return None
    return next((entry.on for entry in reversed(task.log) if entry.carried_to), None)


def begun_on(task: Task) -> date | None:
    """Return the day on which work on ``task`` began or, if none is on record, on which it came into the plan."""
    first = next((entry.on for entry in task.log if entry.reading is not None or entry.status is Status.DOING), None)
    return first or next((entry.on for entry in task.log if entry.added), None)


def last_note(task: Task, field: str) -> str | None:
    """Return the note of the last entry that set ``field`` of ``task``."""
    return next((entry.note for entry in reversed(task.log) if entry.sets(field)), None)


def last_report(task: Task) -> Entry | None:
    """Return the last entry of ``task`` that says how the work stands."""
    for entry in reversed(task.log):
        if entry.is_report:
            return entry
    return None


def planned(task: Task) -> tuple[Entry, tuple[Entry, ...]] | None:
    """Return the last entry of ``task`` that says what comes next, and what was recorded since; ``None`` if none does.

    What was planned is compared with what came (see docs/decisions.md).
    """
    for place in range(len(task.log) - 1, -1, -1):
        if task.log[place].next:
            return task.log[place], task.log[place + 1 :]
    return None


def returns(task: Task) -> tuple[Entry, ...]:
    """Return the entries by which ``task``, reported as finished, was sent back to be worked on."""
    found, status = [], LOGGED_FIELDS["status"]
    for entry in task.log:
        if entry.status is not None:
            if status is Status.SUBMITTED and entry.status is Status.DOING:
                found.append(entry)
            status = entry.status
    return tuple(found)


def entries_added(before: Task, after: Task) -> list[Entry]:
    """Return the entries that ``after`` has in its log and ``before`` has not, each as often as it is new.

    What an entry keeps of the time before it may pass to another one, and makes it no other entry.
    """
    known = Counter(replace(entry, was=NOTHING) for entry in before.log)
    found = []
    for entry in after.log:
        if known[bare := replace(entry, was=NOTHING)]:
            known[bare] -= 1
        else:
            found.append(entry)
    return found


def with_entry(task: Task, entry: Entry) -> Task:
    """Return ``task`` with ``entry`` put at its place by date (after others of that day).

    The fields that it sets are folded anew, so an entry dated before a later one does not undo it; the others stay as
    they are stored. Where ``entry`` is the first to set a field, the value until then is kept in its ``was``.
    """
    was = dict(entry.was)
    for field in KEPT_BEFORE:
        if not entry.sets(field):
            continue
        earlier = any(other.sets(field) and other.on <= entry.on for other in task.log)
        before = value_on(task, field, entry.on)
        if not earlier and before != LOGGED_FIELDS[field]:
            was[field] = before
    place = sum(other.on <= entry.on for other in task.log)
    log = (*task.log[:place], replace(entry, was=was or NOTHING), *task.log[place:])
    logged = replace(task, log=log)
    changed = {field: value_on(logged, field, date.max) for field in LOGGED_FIELDS if entry.sets(field)}
    return replace(logged, **changed)


def with_log(task: Task, log: Iterable[Entry]) -> Task:
    """Return ``task`` with ``log`` instead of its own, by date, and its state folded anew where the two differ.

    What a field was before anything was recorded of it stays, and is kept in the ``was`` of the entry now first.
    """
    entries = sorted(log, key=lambda entry: entry.on)
    told = {field for field in LOGGED_FIELDS if _telling(field, task.log) != _telling(field, entries)}
    beginnings = {field: value_on(task, field, date.min) for field in told}
    for field in told & set(KEPT_BEFORE):
        first = next((number for number, entry in enumerate(entries) if entry.sets(field)), None)
        for number, entry in enumerate(entries):
            was = {key: value for key, value in entry.was.items() if key != field}
            if number == first and beginnings[field] != LOGGED_FIELDS[field]:
                was[field] = beginnings[field]
            entries[number] = replace(entry, was=was or NOTHING)
    logged = replace(task, log=tuple(entries))
    state = {
        field: value_on(logged, field, date.max) if _telling(field, entries) else beginnings[field] for field in told
    }
    return replace(logged, **state)


def _telling(field: str, log: Iterable[Entry]) -> list[tuple[date, object]]:
    """Return what ``log`` says of ``field``, with the days."""
    return [(entry.on, getattr(entry, field)) for entry in log if entry.sets(field)]


def _settled(field: str, value: object) -> object:
    """Turn what an entry says into what a task has: a cleared text is an absent one, a list a tuple."""
    if field in _SETS:
        return tuple(value) if isinstance(value, (list, tuple)) else ()
    return None if value == "" else value
