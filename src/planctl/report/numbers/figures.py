"""The numbers of a summary as frozen values; every count is the length of a list of task ids."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.counts import percent

if TYPE_CHECKING:
    from datetime import date

    from planctl.plan.counts import Group, UnitWork
    from planctl.plan.model import Plan
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


class Punctuality(NamedTuple):
    """The tasks whose deadline has come, less the dropped ones, and which of them were done by it."""

    due: Ids
    done: Ids

    @property
    def percent(self) -> float | None:
        """The tasks done in time in percent of those that were due; ``None`` if none was."""
        return percent(len(self.done), len(self.due))


class LeftOut(NamedTuple):
    """What a public edition does not tell: internal tasks, and internal entries of other tasks."""

    tasks: Ids = ()
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """A ``plan`` as it stood at the end of ``day``. Lists hold the ids of tasks, in the order of the document.

    ``rows`` are all tasks, of which ``added`` and ``inherited`` are some; duties are in no other list, but by
    themselves in ``total``, ``priorities`` and ``units``.
    ``on_time`` goes by the deadlines as they stand, ``on_time_first`` by the first ones.
    ``inherited`` came from an earlier year; ``due_now`` are unfinished tasks due on the very day, if that is not over;
    ``due_soon`` those still open here; ``extended`` holds every task whose deadline was put off, done or not, but no
    dropped one; ``undocumented`` are done tasks without evidence, ``unassigned`` unfinished ones without a lead.
    ``left_out`` is for the one who makes a public edition and never part of it.
    """

    plan: Plan
    day: date
    since: date | None
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
    undocumented: Ids
    unassigned: Ids
    changes: Changes | None
    left_out: LeftOut

    @property
    def is_final(self) -> bool:
        """Whether the year is over at the end of the day of the summary."""
        return self.day >= self.plan.last_day
