"""The numbers of a plan on a given day: how each task stands, and how groups of tasks add up.

Pure: takes a plan as it was on that day (``replay.plan_on``) and the day itself; knows no screen and no wording.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan import model, pace, replay
from planctl.plan.days import Day, is_missed
from planctl.plan.mentions import abouts
from planctl.plan.model import Number, Plan, Status, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Ids = tuple[str, ...]

DUE_SOON = timedelta(days=14)
UNREPORTED = timedelta(days=30)


class Grade(StrEnum):
    """How a task stands against its time, computed and never stored."""

    DONE = "done"
    OVERDUE = "overdue"
    AT_RISK = "at-risk"
    BEHIND = "behind"
    DUE_SOON = "due-soon"
    AHEAD = "ahead"
    ON_TRACK = "on-track"
    PENDING = "pending"
    CLOSED = "closed"


class By(StrEnum):
    """What tasks can be grouped by."""

    PRIORITY = "priority"
    LEAD = "lead"
    UNIT = "unit"
    OWNER = "owner"
    TAG = "tag"
    QUARTER = "quarter"
    STATUS = "status"
    GRADE = "grade"


class Standing(NamedTuple):
    """A task with everything that follows from its record on a day.

    ``day`` is the one that it is judged on: that of the view or, if that was earlier, the day on which it was carried
    over. ``expected`` is where a straight line towards its target is on that day. ``waits`` is what an unfinished task
    still waits for, unfinished tasks by their ids and the rest in words; ``awaited_by`` are the tasks that wait for it.
    """

    task: Task
    group: str
    day: date
    due: date
    due_original: date
    grade: Grade
    reading: Number | None
    expected: float
    waits: Ids = ()
    awaited_by: Ids = ()

    @property
    def problem(self) -> str | None:
        """What stands in the way, as the last report of the task says."""
        report = replay.last_report(self.task)
        return report.problem if report else None

    @property
    def next(self) -> str | None:
        """What was last said to come next of a task that goes on, be there later reports or not."""
        found = replay.planned(self.task)
        return found[0].next if found and self.is_unfinished else None

    @property
    def help(self) -> str | None:
        """What the unit asks others for, as the last report of the task says."""
        report = replay.last_report(self.task)
        return report.help if report else None

    @property
    def about(self) -> Ids:
        """The tasks that a finding or an indicator is about."""
        return abouts(self.task)

    @property
    def is_unfinished(self) -> bool:
        """Whether the task is neither done nor dropped, be it carried over or still open here."""
        return not self.task.status.is_closed

    @property
    def is_carried(self) -> bool:
        """Whether another year goes on with the task."""
        return self.task.carried_to is not None and self.is_unfinished

    @property
    def is_overdue(self) -> bool:
        """Whether the task is unfinished past its deadline, or on it once that day is over."""
        return self.grade is Grade.OVERDUE

    @property
    def reached(self) -> Number:
        """What the reading says or, where there is none, where a task of this target begins; 0 without either."""
        if self.reading is not None:
            return self.reading
        return self.task.target.origin if self.task.target else 0

    @property
    def is_extended(self) -> bool:
        """Whether the deadline is later than it first was."""
        return self.due > self.due_original

    @property
    def is_behind(self) -> bool:
        """Whether work lags behind the line to its target, also where something worse gives the task its grade."""
        target = self.task.target
        is_running = self.is_unfinished and not self.is_overdue
        return is_running and target is not None and pace.lead(target, self.reading, self.expected) < 0

    @property
    def is_due_soon(self) -> bool:
        """Whether the task is unfinished and its deadline near, whatever its grade."""
        return self.is_unfinished and not self.is_overdue and self.due - self.day <= DUE_SOON

    @property
    def days_left(self) -> int:
        """The days until the deadline, negative once it is past."""
        return (self.due - self.day).days

    @property
    def days_late(self) -> int:
        """The days since the deadline of an overdue task, none on the day itself, and none for any other task."""
        return -self.days_left if self.is_overdue else 0

    @property
    def quarter(self) -> str:
        """The quarter in which the task is due, as ``2020-Q3``."""
        return f"{self.due.year}-Q{(self.due.month + 2) // 3}"


class Group(NamedTuple):
    """Tasks that belong together, by status; every count of them is the length of a list of ids.

    ``key`` is stable, ``title`` and ``title_en`` are plan text if there is any. ``states`` holds every task once;
    ``carried`` and ``overdue`` name some of the unfinished ones again.
    """

    key: str
    title: str | None
    title_en: str | None
    ids: Ids
    states: Mapping[Status, Ids]
    carried: Ids
    overdue: Ids

    @property
    def done(self) -> Ids:
        """The tasks that are done."""
        return self.states[Status.DONE]

    @property
    def dropped(self) -> Ids:
        """The tasks that were given up."""
        return self.states[Status.DROPPED]

    @property
    def parts(self) -> dict[str, Ids]:
        """Every list of tasks by its name: those of the statuses, ``carried`` and ``overdue``."""
        states = {status.value: ids for status, ids in self.states.items()}
        return states | {"carried": self.carried, "overdue": self.overdue}

    @property
    def unfinished(self) -> Ids:
        """The tasks that are neither done nor dropped, in the order of the document."""
        closed = {*self.done, *self.dropped}
        return tuple(identifier for identifier in self.ids if identifier not in closed)

    @property
    def total(self) -> int:
        """The number of all tasks less the dropped ones, as for every percentage."""
        return len(self.ids) - len(self.dropped)

    @property
    def percent(self) -> float | None:
        """The done tasks in percent of the total, with one decimal; ``None`` of nothing."""
        return percent(len(self.done), self.total)


class UnitWork(NamedTuple):
    """What a unit has to do: the tasks that it leads, those that it only supports, and both together.

    Tasks without a lead are led by the unit with the empty name.
    """

    leads: Group
    supports: Group
    both: Group

    @property
    def unit(self) -> str:
        """The name of the unit."""
        return self.both.key

    @property
    def name_en(self) -> str | None:
        """The unit's English name, if it has one."""
        return self.both.title_en


def percent(part: int, whole: int, places: int = 1) -> float | None:
    """Return ``part`` in percent of ``whole``, rounded to ``places`` decimals; ``None`` of nothing.

    While one is missing it is less than 100, were it by the last decimal.
    """
    if whole == 0:
        return None
    scale: int = 10**places
    rounded = (200 * scale * part + whole) // (2 * whole)
    return min(rounded, 100 * scale - (part < whole)) / scale


# --- one task --------------------------------------------------------------------------------------------------------


def standings(plan: Plan, today: date, kind: type[model.Group] = model.Priority) -> list[Standing]:
    """Return how every item of ``plan`` (as it was on ``today``) in groups of ``kind`` stands, in document order.

    A day that is over is one of ``planctl.plan.days``; any other date is taken for today, which goes on. What items of
    the other kinds have to do with them is in it. Asked for ``model.Group``, it tells of all items.
    """
    rows = [assess(item, group.id, plan, today) for group in plan.groups for item in group.items]
    rows = _with_waits(rows) if any(row.task.waits_for for row in rows) else rows
    wanted = {group.id for group in plan.groups if isinstance(group, kind)}
    return [row for row in rows if row.group in wanted] if len(wanted) < len(plan.groups) else rows


def _with_waits(rows: list[Standing]) -> list[Standing]:
    """Return ``rows`` with what waits for what; what waits for something overdue is at risk."""
    by_id = {row.task.id: row for row in rows}
    awaiting: dict[str, list[str]] = {}
    for row in rows:
        for item in row.task.waits_for:
            awaiting.setdefault(item, []).append(row.task.id)

    def with_waits(row: Standing) -> Standing:
        wanted = [by_id.get(item) for item in row.task.waits_for] if row.is_unfinished else []
        items = zip(row.task.waits_for, wanted, strict=False)
        waits = tuple(item for item, other in items if other is None or other.is_unfinished)
        is_late = any(other is not None and other.is_overdue for other in wanted)
        grade = Grade.AT_RISK if is_late and row.grade is not Grade.OVERDUE else row.grade
        return row._replace(grade=grade, waits=waits, awaited_by=tuple(awaiting.get(row.task.id, ())))

    return [with_waits(row) for row in rows]


def assess(task: Task, group: str, plan: Plan, today: date) -> Standing:
    """Return how ``task``, as it is on ``today``, stands in the ``plan`` whose year it belongs to."""
    last_day = plan.last_day
    day = _judged_on(task, today)
    due = task.due or last_day
    reading = replay.latest_reading(task) if task.target or task.log else task.reading
    expected = pace.expected_reading(task, plan, day)
    lead = pace.lead(task.target, reading, expected) if task.target else 0
    grade = _grade(task, due, reading, lead, day)
    original = replay.first_due(task, last_day) if task.log else due
    return Standing(task, group, day, due, original, grade, reading, expected)


def _judged_on(task: Task, today: date) -> date:
    """Return the day of the view, or the earlier one on which another year took the task over; that one is over."""
    carried = replay.carried_on(task)
    return Day.seen(carried, today) if carried and carried < today else today


def _grade(task: Task, due: date, reading: Number | None, lead: int, today: date) -> Grade:
    if task.status is Status.DONE:
        return Grade.DONE
    if task.status is Status.DROPPED:
        return Grade.CLOSED
    if is_missed(due, today):
        return Grade.OVERDUE
    if task.status is Status.BLOCKED:
        return Grade.AT_RISK
    if lead < 0:
        return Grade.BEHIND
    if due - today <= DUE_SOON:
        return Grade.DUE_SOON
    if task.status is Status.TODO and reading is None:
        return Grade.PENDING
    return Grade.AHEAD if lead else Grade.ON_TRACK


# --- groups ----------------------------------------------------------------------------------------------------------


def total(rows: Iterable[Standing]) -> Group:
    """Return the count of all ``rows``, each task once."""
    return _group("total", tuple(rows))


def groups(plan: Plan, rows: Iterable[Standing], by: By) -> tuple[Group, ...]:
    """Return ``rows`` counted in groups; a task of several units or tags is in the group of each.

    Priorities come in the order of the document and are there even if empty; quarters, statuses and grades in their own
    order; units, owners and tags by the number of tasks. A task that has none is in the group with the empty key.
    """
    if by is By.PRIORITY:
        members = _members(rows, _KEYS[by])
        return tuple(_group(item.id, members.get(item.id, ()), item.title, item.title_en) for item in plan.priorities)
    english = _english(plan)
    found = [_group(key, some, None, english.get(key)) for key, some in _members(rows, _KEYS[by]).items()]
    return tuple(sorted(found, key=_ORDERS[by]))


def work_of_units(plan: Plan, rows: Sequence[Standing], names: Iterable[str]) -> tuple[UnitWork, ...]:
    """Return what each of the units called ``names`` has to do with ``rows``, in that order."""
    english = _english(plan)
    parts = [_members(rows, keys) for keys in (_KEYS[By.LEAD], _supporters, _KEYS[By.UNIT])]
    return tuple(
        UnitWork(*(_group(name, members.get(name, ()), None, english.get(name)) for members in parts)) for name in names
    )


def _members(rows: Iterable[Standing], keys: Callable[[Standing], tuple[str, ...]]) -> Mapping[str, Sequence[Standing]]:
    """Sort ``rows`` into groups by their keys, in the order in which the groups turn up."""
    members: dict[str, list[Standing]] = {}
    for row in rows:
        for key in keys(row):
            members.setdefault(key, []).append(row)
    return members


def _group(key: str, rows: Sequence[Standing], title: str | None = None, title_en: str | None = None) -> Group:
    states: dict[Status, list[str]] = {status: [] for status in Status}
    for row in rows:
        states[row.task.status].append(row.task.id)
    return Group(
        key=key,
        title=title,
        title_en=title_en,
        ids=tuple([row.task.id for row in rows]),
        states={status: tuple(ids) for status, ids in states.items()},
        carried=tuple([row.task.id for row in rows if row.is_carried]),
        overdue=tuple([row.task.id for row in rows if row.is_overdue]),
    )


def _english(plan: Plan) -> dict[str, str | None]:
    """Return the English names of units by their names."""
    return {unit.name: unit.name_en for unit in plan.units}


def _supporters(row: Standing) -> Ids:
    return tuple(unit for unit in row.task.units if unit != row.task.lead)


_KEYS: dict[By, Callable[[Standing], Ids]] = {
    By.PRIORITY: lambda row: (row.group,),
    By.LEAD: lambda row: (row.task.lead or "",),
    By.UNIT: lambda row: row.task.units or ("",),
    By.OWNER: lambda row: (row.task.owner or "",),
    By.TAG: lambda row: tuple(dict.fromkeys(row.task.tags)) or ("",),
    By.QUARTER: lambda row: (row.quarter,),
    By.STATUS: lambda row: (row.task.status.value,),
    By.GRADE: lambda row: (row.grade.value,),
}

_STATUS_ORDER = [status.value for status in Status]
_GRADE_ORDER = [grade.value for grade in Grade]


def _by_size(group: Group) -> tuple[bool, int, str]:
    return (not group.key, -len(group.ids), group.key)


_ORDERS: dict[By, Callable[[Group], tuple[object, ...]]] = {
    By.LEAD: _by_size,
    By.UNIT: _by_size,
    By.OWNER: _by_size,
    By.TAG: _by_size,
    By.QUARTER: lambda group: (group.key,),
    By.STATUS: lambda group: (_STATUS_ORDER.index(group.key),),
    By.GRADE: lambda group: (_GRADE_ORDER.index(group.key),),
}
