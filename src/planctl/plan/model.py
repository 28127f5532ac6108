"""The plan as values: what a plan file says, frozen, with no idea of files, clocks, screens or languages.

The words are those of the plan file. Dates are calendar dates. An absent scalar is ``None``, an absent list is the
empty tuple. ``extra`` holds the keys that planctl does not know, so that two plans are equal only if everything written
in them is.

Every other field is a key of the file, declared here for all that handles it (``planctl.plan.keys``): a new one is a
line here and its words in the catalogues; one that a log tells is a line in ``Entry`` too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from planctl.plan.keys import Carry, Kind, about

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Number = int | float

#: The languages that plans are answered in.
LANGUAGES = ("zh", "en")

#: The mapping of a table without further keys; one for all, since most tables have none.
NOTHING: Mapping[str, object] = MappingProxyType({})
_NO_LINES: Mapping[str, str] = MappingProxyType({})


def _nothing() -> Mapping[str, object]:
    return NOTHING


def _no_lines() -> Mapping[str, str]:
    return _NO_LINES


class Status(StrEnum):
    """Where the work on a task stands, as people record it; the value is the word in the plan file."""

    TODO = "todo"
    DOING = "doing"
    BLOCKED = "blocked"
    SUBMITTED = "submitted"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected of a task in this state."""
        return self is Status.DONE or self is Status.DROPPED

    @property
    def needs_reason(self) -> bool:
        """Whether a task may enter this state only with a reason."""
        return self is Status.BLOCKED or self is Status.DROPPED


@dataclass(frozen=True, slots=True)
class Target:
    """The quantity in ``unit`` that a task has to reach: so much more, or a level.

    The one is an ``amount``, on top of ``baseline`` where there was something; the other goes up or down from ``from_``
    to ``to``. A target has either ``amount`` or the other two.
    """

    amount: Number | None = field(default=None, metadata=about(Kind.AMOUNT))
    unit: str | None = field(default=None, metadata=about(Kind.TEXT, label="measure"))
    baseline: Number | None = field(default=None, metadata=about(Kind.NUMBER))
    from_: Number | None = field(default=None, metadata=about(Kind.NUMBER, written="from"))
    to: Number | None = field(default=None, metadata=about(Kind.NUMBER))
    extra: Mapping[str, object] = field(default_factory=_nothing, hash=False)

    def __str__(self) -> str:
        """Return what is to be reached, as ``100 个`` or, from where to where, as ``450 → 200 ms``."""
        return f"{self.origin:.15g} → {self.goal_text}" if self.is_level else self.goal_text

    #: The keys that a target needs, in one way or the other.
    NEEDED: ClassVar = (("amount",), ("from", "to"))

    @property
    def is_level(self) -> bool:
        """Whether a level is to be reached, from where things stand, and not so much more."""
        return self.to is not None

    @property
    def origin(self) -> Number:
        """The reading of a task of which none was recorded."""
        return self.from_ or 0

    @property
    def goal(self) -> Number:
        """The reading with which the target is reached."""
        return (self.amount or 0) if self.to is None else self.to

    @property
    def goal_text(self) -> str:
        """The goal with its unit, as ``100 个``."""
        return f"{self.goal:.15g} {self.unit or ''}".rstrip()

    def is_reached(self, reading: Number | None) -> bool:
        """Whether ``reading`` is at the goal or past it, on the side away from the origin."""
        now = self.origin if reading is None else reading
        return now <= self.goal if self.goal < self.origin else now >= self.goal

    def share(self, reading: Number | None) -> float:
        """Return which part of the way to the goal is made: below 0 behind the origin, above 1 past the goal."""
        now = self.origin if reading is None else reading
        return (now - self.origin) / (self.goal - self.origin)


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated record in a task's log: what happened, and the fields that it set.

    A field that the entry does not set is ``None``; one that it takes away is named in ``cleared``, or is ``""`` or the
    empty tuple. ``was`` holds the values that fields had before their first recorded change, so that an earlier day can
    be replayed.
    """

    on: date = field(metadata=about(Kind.DAY))
    by: str | None = field(default=None, metadata=about(Kind.TEXT))
    status: Status | None = field(default=None, metadata=about(Kind.STATUS, logged=True))
    reading: Number | None = field(default=None, metadata=about(Kind.NUMBER, logged=True, was=True))
    lead: str | None = field(default=None, metadata=about(Kind.UNIT, logged=True, was=True))
    support: tuple[str, ...] | None = field(default=None, metadata=about(Kind.UNITS, logged=True, was=True))
    owner: str | None = field(default=None, metadata=about(Kind.TEXT, logged=True, was=True))
    due: date | None = field(default=None, metadata=about(Kind.DAY, logged=True, was=True))
    carried_to: str | None = field(default=None, metadata=about(Kind.TEXT, logged=True))
    title: str | None = field(default=None, metadata=about(Kind.FILLED, logged=True, was=True))
    target: Target | None = field(default=None, metadata=about(Kind.RECORD, holds=Target, logged=True, was=True))
    cleared: tuple[str, ...] = field(default=(), metadata=about(Kind.FIELDS))
    added: bool = field(default=False, metadata=about(Kind.FLAG))
    note: str | None = field(default=None, metadata=about(Kind.TEXT, searched=True))
    note_en: str | None = field(default=None, metadata=about(Kind.TEXT, shown=False, searched=True))
    problem: str | None = field(default=None, metadata=about(Kind.TEXT, searched=True))
    next: str | None = field(default=None, metadata=about(Kind.TEXT, searched=True))
    help: str | None = field(default=None, metadata=about(Kind.TEXT, searched=True))
    evidence: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS))
    internal: bool = field(default=False, metadata=about(Kind.FLAG, shown=False))
    was: Mapping[str, object] = field(default_factory=_nothing, hash=False, metadata=about(Kind.WAS, shown=False))
    extra: Mapping[str, object] = field(default_factory=_nothing, hash=False)

    def sets(self, name: str) -> bool:
        """Whether the entry gives the logged field ``name`` a value or takes it away."""
        return getattr(self, name) is not None or name in self.cleared

    @property
    def is_report(self) -> bool:
        """Whether somebody says how the work stands, as opposed to who does it and until when."""
        is_news = self.status or self.note or self.reading is not None
        return bool(is_news or self.problem or self.next or self.help or self.note_en)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to be finished, with its present state and the log that led to it."""

    id: str = field(metadata=about(Kind.ID, identity=True, carry=Carry.REBUILT, searched=True))
    title: str = field(metadata=about(Kind.FILLED, searched=True))
    title_en: str | None = field(default=None, metadata=about(Kind.TEXT, searched=True))
    source: str | None = field(default=None, metadata=about(Kind.TEXT, searched=True))
    status: Status = field(default=Status.TODO, metadata=about(Kind.STATUS, carry=Carry.LEFT))
    lead: str | None = field(default=None, metadata=about(Kind.UNIT))
    support: tuple[str, ...] = field(default=(), metadata=about(Kind.UNITS))
    owner: str | None = field(default=None, metadata=about(Kind.TEXT))
    start: date | None = field(default=None, metadata=about(Kind.DAY, carry=Carry.REBUILT))
    due: date | None = field(default=None, metadata=about(Kind.DAY, carry=Carry.REBUILT))
    target: Target | None = field(default=None, metadata=about(Kind.RECORD, holds=Target, carry=Carry.REBUILT))
    reading: Number | None = field(default=None, metadata=about(Kind.NUMBER, carry=Carry.LEFT))
    refs: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, searched=True))
    tags: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, searched=True))
    waits_for: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, carry=Carry.REBUILT, searched=True))
    formerly: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, carry=Carry.LEFT, searched=True))
    moved_from: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, carry=Carry.LEFT, searched=True))
    carried_from: str | None = field(default=None, metadata=about(Kind.TEXT, carry=Carry.REBUILT))
    carried_to: str | None = field(default=None, metadata=about(Kind.TEXT, carry=Carry.LEFT))
    years_carried: int = field(default=0, metadata=about(Kind.COUNT, carry=Carry.REBUILT))
    internal: bool = field(default=False, metadata=about(Kind.FLAG, shown=False))
    log: tuple[Entry, ...] = field(
        default=(), metadata=about(Kind.RECORDS, holds=Entry, label="what", carry=Carry.LEFT)
    )
    extra: Mapping[str, object] = field(default_factory=_nothing, hash=False)

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit that works on the task, the lead first, each once."""
        named = (self.lead, *self.support) if self.lead else self.support
        return tuple(dict.fromkeys(named))

    @property
    def is_open(self) -> bool:
        """Whether something is still expected of the task this year."""
        return not self.status.is_closed and self.carried_to is None

    @property
    def evidence(self) -> tuple[str, ...]:
        """All evidence that the log names, oldest first, each once."""
        return tuple(dict.fromkeys(item for entry in self.log for item in entry.evidence))


@dataclass(frozen=True, slots=True)
class Priority:
    """One part of the plan with the tasks under it; ``retired`` are ids once used here and never given again."""

    id: str = field(metadata=about(Kind.ID, identity=True, carry=Carry.REBUILT))
    title: str = field(metadata=about(Kind.FILLED, label="priority"))
    title_en: str | None = field(default=None, metadata=about(Kind.TEXT))
    tasks: tuple[Task, ...] = field(
        default=(), metadata=about(Kind.RECORDS, written="task", holds=Task, label="tasks", carry=Carry.LEFT)
    )
    retired: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, carry=Carry.LEFT))
    extra: Mapping[str, object] = field(default_factory=_nothing, hash=False)


@dataclass(frozen=True, slots=True)
class Unit:
    """A registered unit: the spelling to use, other spellings that people type, and its English name."""

    name: str = field(metadata=about(Kind.FILLED, identity=True, label="unit"))
    aliases: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS))
    name_en: str | None = field(default=None, metadata=about(Kind.TEXT))
    extra: Mapping[str, object] = field(default_factory=_nothing, hash=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole year's plan. ``source`` describes the document it comes from, as written; ``views`` are command lines."""

    year: int = field(metadata=about(Kind.YEAR, carry=Carry.REBUILT))
    title: str = field(metadata=about(Kind.FILLED, label="plan_title", carry=Carry.REBUILT))
    title_en: str | None = field(default=None, metadata=about(Kind.TEXT, carry=Carry.REBUILT))
    lang: str | None = field(default=None, metadata=about(Kind.LANGUAGE))
    adopted: date | None = field(default=None, metadata=about(Kind.DAY, carry=Carry.LEFT))
    retired: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, carry=Carry.LEFT))
    source: Mapping[str, object] = field(
        default_factory=_nothing, hash=False, metadata=about(Kind.TABLE, label="plan_source", carry=Carry.LEFT)
    )
    views: Mapping[str, str] = field(default_factory=_no_lines, hash=False, metadata=about(Kind.LINES))
    units: tuple[Unit, ...] = field(default=(), metadata=about(Kind.RECORDS, written="unit", holds=Unit))
    priorities: tuple[Priority, ...] = field(
        default=(), metadata=about(Kind.RECORDS, written="priority", holds=Priority, carry=Carry.REBUILT)
    )
    extra: Mapping[str, object] = field(default_factory=_nothing, hash=False)

    @property
    def tasks(self) -> Iterator[Task]:
        """All tasks in the order of the document."""
        return (task for priority in self.priorities for task in priority.tasks)

    @property
    def first_day(self) -> date:
        """The day on which work begins unless a task says otherwise."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """The day by which everything is due unless a task says otherwise."""
        return date(self.year, 12, 31)

    def priority_of(self, task_id: str) -> Priority:
        """Return the priority that holds the task; ``KeyError`` if none does."""
        for priority in self.priorities:
            if any(task.id == task_id for task in priority.tasks):
                return priority
        raise KeyError(task_id)

    def task(self, task_id: str) -> Task:
        """Return the task with this exact id; ``KeyError`` if there is none."""
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise KeyError(task_id)
