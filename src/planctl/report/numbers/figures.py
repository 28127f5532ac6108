"""The numbers of a summary as frozen values; every count is the length of a list of task ids."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.counts import percent

if TYPE_CHECKING:
    from datetime import date

    from planctl.plan.counts import Group, UnitWork
    from planctl.plan.findings import FindingCount
    from planctl.plan.indicators import Judgement
    from planctl.plan.model import Plan
    from planctl.plan.nodes import NodeRow
    from planctl.plan.progress import Grade, Ids, Standing
    from planctl.plan.target import Number


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
    """The tasks with a deadline of their own, less the dropped ones: which are done and which are left.

    ``carried`` are those of the left ones that another year goes on with.
    """

    scope: Ids
    done: Ids
    carried: Ids
    left: Ids


class Happening(StrEnum):
    """What can happen to a task, in the order in which a report tells of it; the value is the word in JSON."""

    DONE = "done"
    SUBMITTED = "submitted"
    STARTED = "started"
    RESUMED = "resumed"
    RETURNED = "returned"
    REOPENED = "reopened"
    BLOCKED = "blocked"
    EXTENDED = "extended"
    ADDED = "added"
    DROPPED = "dropped"
    CARRIED = "carried"


class Event(NamedTuple):
    """What happened to the task ``id`` on a day."""

    kind: Happening
    id: str
    on: date


@dataclass(frozen=True, slots=True)
class Changes:
    """What the log tells of the days from ``since`` on, event by event, in the order of the document.

    ``readings`` are ``(id, before, after)`` for tasks with a target that are not done, ``nodes`` the reached ones.
    """

    since: date
    events: tuple[Event, ...]
    readings: tuple[tuple[str, Number, Number], ...]
    nodes: tuple[NodeRow, ...]

    def of(self, kind: Happening) -> Ids:
        """Return the tasks to which that happened, each once however often it did."""
        return tuple(dict.fromkeys(event.id for event in self.events if event.kind is kind))

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.events or self.readings or self.nodes)


class Punctuality(NamedTuple):
    """The tasks whose deadline has come, less the dropped ones, and which of them were done by it."""

    due: Ids
    done: Ids

    @property
    def percent(self) -> float | None:
        """The tasks done in time in percent of those that were due; ``None`` if none was."""
        return percent(len(self.done), len(self.due))


class LeftOut(NamedTuple):
    """What a public edition does not tell: internal items, and internal entries of other items."""

    tasks: Ids = ()
    entries: int = 0


class Scope(NamedTuple):
    """What a report is limited to: groups by their ids, and what units lead or support. Nothing is no limit."""

    groups: Ids = ()
    units: Ids = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A ``plan`` as it stood at the end of ``day``. Lists hold the ids of tasks, in the order of the document.

    ``rows`` are all tasks, of which ``added`` and ``inherited`` are some; duties are in no other list, but by
    themselves in ``total``, ``priorities`` and ``units``.
    ``on_time`` goes by the deadlines as they stand, ``on_time_first`` by the first ones.
    ``inherited`` came from an earlier year; ``due_now`` are unfinished tasks due on the very day, if that is not over;
    ``due_soon`` those still open here; ``extended`` holds every task whose deadline was put off, done or not, but no
    dropped one; ``undocumented`` are done tasks without evidence, ``unassigned`` unfinished ones without a lead.
    ``late`` were done after their deadline; ``findings`` and ``indicators`` are items of the other kinds, counted in
    the groups that they stand in, and by area and heading; ``nodes`` are those of tasks that were not dropped.
    ``left_out`` is for the one who makes a public edition and never part of it.
    """

    plan: Plan
    day: date
    since: date | None
    scope: Scope
    rows: tuple[Standing, ...]
    total: Group
    priorities: tuple[Group, ...]
    quarters: tuple[Group, ...]
    units: tuple[UnitWork, ...]
    grades: tuple[tuple[Grade, Ids], ...]
    months: tuple[Month, ...]
    clearance: Clearance
    on_time: Punctuality
    on_time_first: Punctuality
    added: Ids
    inherited: Ids
    overdue: Ids
    due_now: Ids
    due_soon: Ids
    behind: Ids
    extended: Ids
    late: Ids
    undocumented: Ids
    unassigned: Ids
    nodes: tuple[NodeRow, ...]
    findings: tuple[Standing, ...]
    inspections: tuple[Group, ...]
    areas: tuple[FindingCount, ...]
    indicators: tuple[Standing, ...]
    standards: tuple[Group, ...]
    headings: tuple[Judgement, ...]
    changes: Changes | None
    left_out: LeftOut

    @property
    def is_final(self) -> bool:
        """Whether the year is over at the end of the day of the summary."""
        return self.day >= self.plan.last_day
