"""The numbers of a summary as frozen values; every count is the length of a list of task ids."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan import progress
from planctl.plan.model import Number, Status

if TYPE_CHECKING:
    from planctl.plan.model import Target
    from planctl.plan.progress import Grade

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What became of one task.

    ``due_first`` is its deadline before any extension; ``has_due`` tells a deadline of its own from the year's end.
    ``state`` is the status or ``carried``, ``since`` the day it began; ``remark`` is what was noted when the state was
    set: the result of a task that is done, the cause of one that is blocked or dropped. ``expected`` is where a
    straight line towards the target is on the day. ``extension`` and ``carrying`` are the reasons for a later deadline
    and for going over into another year.
    """

    id: str
    priority: str
    title: str
    title_en: str | None
    formerly: Ids
    state: str
    grade: Grade
    lead: str | None
    support: Ids
    due: date
    due_first: date
    has_due: bool
    days_late: int
    since: date | None
    remark: str | None
    extension: str | None
    target: Target | None
    reading: Number | None
    expected: Number
    evidence: Ids
    carried_from: str | None
    carried_to: str | None
    carrying: str | None

    @property
    def is_open(self) -> bool:
        """Whether something is still expected of the task this year."""
        return self.state not in {Status.DONE, Status.DROPPED, "carried"}

    @property
    def is_extended(self) -> bool:
        """Whether the deadline is later than it first was."""
        return self.due > self.due_first


@dataclass(frozen=True, slots=True)
class Tally:
    """Tasks that belong together, by state. ``overdue`` are among the open ones.

    ``key`` is stable; ``title`` and ``title_en`` are plan text where there is any.
    """

    key: str
    title: str | None
    title_en: str | None
    todo: Ids
    doing: Ids
    blocked: Ids
    submitted: Ids
    done: Ids
    dropped: Ids
    carried: Ids
    overdue: Ids
    ids: Ids

    @property
    def total(self) -> int:
        """All tasks less the dropped ones, as for every percentage."""
        return len(self.ids) - len(self.dropped)

    @property
    def percent(self) -> int | None:
        """The done tasks in whole percent of the total; ``None`` of nothing."""
        return progress.percent(len(self.done), self.total)


@dataclass(frozen=True, slots=True)
class UnitTally:
    """The tasks that a unit leads and, apart from them, those it supports; an empty ``unit`` is none at all."""

    unit: str
    leads: Tally
    supports: Tally


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year: the tasks due in it (by their first deadline) and those done in it, and both added up.

    ``done_so_far`` is ``None`` for a month that has not begun. A task whose log does not say when it was done counts
    from the day of the summary; what was due or done before the year counts in January.
    """

    month: int
    due: Ids
    done: Ids
    due_so_far: int
    done_so_far: int | None


@dataclass(frozen=True, slots=True)
class Clearance:
    """The tasks with a deadline of their own, less the dropped ones: which are done, carried over, and left."""

    scope: Ids
    done: Ids
    carried: Ids
    left: Ids


@dataclass(frozen=True, slots=True)
class Changes:
    """How the plan differs from what it was at the end of the day before ``since``.

    ``readings`` are ``(id, before, after)`` for tasks with a target that are not done.
    """

    since: date
    added: Ids
    done: Ids
    submitted: Ids
    started: Ids
    resumed: Ids
    reopened: Ids
    blocked: Ids
    extended: Ids
    dropped: Ids
    carried: Ids
    readings: tuple[tuple[str, Number, Number], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not any(getattr(self, field.name) for field in fields(self) if field.name != "since")


class LeftOut(NamedTuple):
    """What a public edition does not tell: internal tasks, and internal entries of other tasks."""

    tasks: Ids = ()
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """A plan as it stood at the end of ``day``. Lists hold the ids of tasks, in the order of the document.

    ``inherited`` came from an earlier year; ``due_now`` are open tasks due on the very day; ``extended`` holds every
    task whose deadline was put off, done or not, but no dropped one; ``undocumented`` are done tasks without evidence,
    ``unassigned`` open ones without a lead; ``units_en`` are the English names of units, where there are any.
    ``left_out`` is for the one who makes a public edition and never part of it.
    """

    year: int
    title: str
    title_en: str | None
    day: date
    since: date | None
    facts: tuple[Fact, ...]
    total: Tally
    priorities: tuple[Tally, ...]
    quarters: tuple[Tally, ...]
    units: tuple[UnitTally, ...]
    units_en: tuple[tuple[str, str], ...]
    grades: tuple[tuple[Grade, Ids], ...]
    months: tuple[Month, ...]
    clearance: Clearance
    added: Ids
    inherited: Ids
    overdue: Ids
    due_now: Ids
    due_soon: Ids
    behind: Ids
    extended: Ids
    undocumented: Ids
    unassigned: Ids
    changes: Changes | None
    left_out: LeftOut

    @property
    def first_day(self) -> date:
        """The first day of the plan's year."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """The last day of the plan's year."""
        return date(self.year, 12, 31)

    @property
    def is_final(self) -> bool:
        """Whether the year is over at the end of the day of the summary."""
        return self.day >= self.last_day
