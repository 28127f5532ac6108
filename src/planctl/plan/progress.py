"""The numbers of a plan on a given day: how each task stands, and how groups of tasks add up.

Pure: takes a plan as it was on that day (``replay.plan_on``) and the day itself; knows no screen and no wording.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from enum import StrEnum
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan import replay
from planctl.plan.model import Number, Plan, Status, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

DUE_SOON = timedelta(days=30)
DUE_NEXT = timedelta(days=14)
UNREPORTED = timedelta(days=30)


class Grade(StrEnum):
    """How a task stands against its time, computed and never stored."""

    DONE = "done"
    OVERDUE = "overdue"
    DUE_SOON = "due-soon"
    BEHIND = "behind"
    ON_TRACK = "on-track"
    AHEAD = "ahead"
    CARRIED = "carried"
    CLOSED = "closed"


class By(StrEnum):
    """What tasks can be grouped by."""

    PRIORITY = "priority"
    LEAD = "lead"
    UNIT = "unit"
    QUARTER = "quarter"
    STATUS = "status"
    GRADE = "grade"


class Standing(NamedTuple):
    """A task on a day, with everything that follows from its record. ``days_left`` is negative once it is overdue."""

    task: Task
    priority: str
    due: date
    due_original: date
    grade: Grade
    reading: Number | None
    days_left: int

    @property
    def is_overdue(self) -> bool:
        """Whether the task is open past its deadline; a task due today is not."""
        return self.grade is Grade.OVERDUE

    @property
    def is_extended(self) -> bool:
        """Whether the deadline is later than it first was."""
        return self.due > self.due_original

    @property
    def quarter(self) -> str:
        """The quarter in which the task is due, as ``2020-Q3``."""
        return f"{self.due.year}-Q{(self.due.month + 2) // 3}"


class Group(NamedTuple):
    """Tasks that belong together, counted. ``key`` is stable, ``title`` and ``title_en`` are plan text if there is any.

    ``total`` holds every task but the dropped ones, as do all percentages (done ÷ (all − dropped)).
    """

    key: str
    title: str | None
    title_en: str | None
    counts: dict[Status, int]
    carried: int
    overdue: int
    ids: tuple[str, ...]

    @property
    def total(self) -> int:
        """All tasks less the dropped ones."""
        return len(self.ids) - self.counts[Status.DROPPED]

    @property
    def done(self) -> int:
        """The tasks that are done."""
        return self.counts[Status.DONE]

    @property
    def percent(self) -> int | None:
        """``done`` in percent of ``total``; ``None`` of nothing."""
        return percent(self.done, self.total)


def percent(done: int, total: int) -> int | None:
    """Return ``done`` in whole percent of ``total``, never 100 while one is missing; ``None`` of nothing."""
    if total == 0:
        return None
    rounded = floor(100 * done / total + 0.5)
    return rounded if done == total else min(rounded, 99)


def assess(task: Task, priority: str, plan: Plan, today: date) -> Standing:
    """Return how ``task``, as it is on ``today``, stands in the ``plan`` whose year it belongs to."""
    last_day = plan.last_day
    due = task.due or last_day
    reading = replay.latest_reading(task) if task.target or task.log else task.reading
    grade = _grade(task, due, reading, plan, today)
    original = replay.first_due(task, last_day) if task.log else due
    return Standing(task, priority, due, original, grade, reading, (due - today).days)


def standings(plan: Plan, today: date) -> list[Standing]:
    """Return how every task of ``plan`` (as it was on ``today``) stands, in the order of the document."""
    return [assess(task, priority.id, plan, today) for priority in plan.priorities for task in priority.tasks]


def expected_reading(task: Task, plan: Plan, today: date) -> float:
    """Return where a straight line from the task's start to its deadline is on ``today``, in units of its target."""
    start, due = task.start or plan.first_day, task.due or plan.last_day
    if task.target is None or today < start:
        return 0.0
    if today >= due:
        return float(task.target.amount)
    return task.target.amount * ((today - start).days + 1) / ((due - start).days + 1)


def _grade(task: Task, due: date, reading: Number | None, plan: Plan, today: date) -> Grade:
    if task.status is Status.DONE:
        return Grade.DONE
    if task.status is Status.DROPPED:
        return Grade.CLOSED
    if task.carried_to is not None:
        return Grade.CARRIED
    if due < today:
        return Grade.OVERDUE
    if due - today <= DUE_SOON:
        return Grade.DUE_SOON
    return _pace(reading or 0, expected_reading(task, plan, today)) if task.target else Grade.ON_TRACK


def _pace(reading: Number, expected: float) -> Grade:
    """Compare with the straight line; a whole unit to either side of a fractional expectation is on it."""
    if reading < floor(expected):
        return Grade.BEHIND
    return Grade.AHEAD if reading > ceil(expected) else Grade.ON_TRACK


# --- groups ----------------------------------------------------------------------------------------------------------


def total(rows: Iterable[Standing]) -> Group:
    """Return the count of all ``rows``, each task once."""
    return _group("total", None, None, tuple(rows))


def groups(plan: Plan, rows: Sequence[Standing], by: By) -> tuple[Group, ...]:
    """Return ``rows`` counted in groups; a task of several units is in the group of each.

    Priorities come in the order of the document and are there even if empty; quarters, statuses and grades in their own
    order; units by the number of tasks. A task without a unit is in the group with the empty key.
    """
    if by is By.PRIORITY:
        members = {priority.id: [row for row in rows if row.priority == priority.id] for priority in plan.priorities}
        return tuple(_group(item.id, item.title, item.title_en, members[item.id]) for item in plan.priorities)
    keys, members = _KEYS[by], {}
    for row in rows:
        for key in keys(row):
            members.setdefault(key, []).append(row)
    english = {unit.name: unit.name_en for unit in plan.units}
    found = [_group(key, None, english.get(key), members[key]) for key in members]
    return tuple(sorted(found, key=_ORDERS[by]))


def _group(key: str, title: str | None, title_en: str | None, rows: Sequence[Standing]) -> Group:
    counts = Counter(row.task.status for row in rows if row.grade is not Grade.CARRIED)
    return Group(
        key=key,
        title=title,
        title_en=title_en,
        counts={status: counts[status] for status in Status},
        carried=sum(row.grade is Grade.CARRIED for row in rows),
        overdue=sum(row.is_overdue for row in rows),
        ids=tuple(row.task.id for row in rows),
    )


_KEYS: dict[By, Callable[[Standing], tuple[str, ...]]] = {
    By.LEAD: lambda row: (row.task.lead or "",),
    By.UNIT: lambda row: row.task.units or ("",),
    By.QUARTER: lambda row: (row.quarter,),
    By.STATUS: lambda row: ("carried" if row.grade is Grade.CARRIED else row.task.status.value,),
    By.GRADE: lambda row: (row.grade.value,),
}

_STATUS_ORDER = [*(status.value for status in Status), "carried"]
_GRADE_ORDER = [grade.value for grade in Grade]


def _by_size(group: Group) -> tuple[bool, int, str]:
    return (not group.key, -len(group.ids), group.key)


_ORDERS: dict[By, Callable[[Group], tuple[object, ...]]] = {
    By.LEAD: _by_size,
    By.UNIT: _by_size,
    By.QUARTER: lambda group: (group.key,),
    By.STATUS: lambda group: (_STATUS_ORDER.index(group.key),),
    By.GRADE: lambda group: (_GRADE_ORDER.index(group.key),),
}
