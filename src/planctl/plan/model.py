"""The plan as values: what a plan file says, frozen, with no idea of files, clocks, screens or languages.

The words are those of the plan file. Dates are calendar dates. An absent scalar is ``None``, an absent list is the
empty tuple. ``extra`` holds the keys that planctl does not know, so that two plans are equal only if everything written
in them is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Number = int | float

#: The mapping of a table without further keys; one for all, since most tables have none.
NOTHING: Mapping[str, object] = MappingProxyType({})


def _nothing() -> Mapping[str, object]:
    return NOTHING


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
class Entry:
    """One dated record in a task's log: what happened, and the fields that it set.

    A field that the entry does not set is ``None``; a field that it clears is ``""`` or the empty tuple. ``was`` holds
    the values that fields had before their first recorded change, so that an earlier day can be replayed.
    """

    on: date
    by: str | None = None
    status: Status | None = None
    reading: Number | None = None
    lead: str | None = None
    support: tuple[str, ...] | None = None
    owner: str | None = None
    due: date | None = None
    carried_to: str | None = None
    added: bool = False
    note: str | None = None
    evidence: tuple[str, ...] = ()
    internal: bool = False
    was: Mapping[str, object] = field(default_factory=_nothing, hash=False)
    extra: Mapping[str, object] = field(default_factory=_nothing, hash=False)


@dataclass(frozen=True, slots=True)
class Target:
    """The quantity a task has to reach: ``amount`` in ``unit``, on top of ``baseline`` where there was something."""

    amount: Number
    unit: str | None = None
    baseline: Number | None = None
    extra: Mapping[str, object] = field(default_factory=_nothing, hash=False)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to be finished, with its present state and the log that led to it."""

    id: str
    title: str
    title_en: str | None = None
    source: str | None = None
    status: Status = Status.TODO
    lead: str | None = None
    support: tuple[str, ...] = ()
    owner: str | None = None
    due: date | None = None
    start: date | None = None
    target: Target | None = None
    reading: Number | None = None
    refs: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    carried_from: str | None = None
    carried_to: str | None = None
    years_carried: int = 0
    internal: bool = False
    log: tuple[Entry, ...] = ()
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

    id: str
    title: str
    title_en: str | None = None
    tasks: tuple[Task, ...] = ()
    retired: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=_nothing, hash=False)


@dataclass(frozen=True, slots=True)
class Unit:
    """A registered unit: the spelling to use, other spellings that people type, and its English name."""

    name: str
    aliases: tuple[str, ...] = ()
    name_en: str | None = None
    extra: Mapping[str, object] = field(default_factory=_nothing, hash=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole year's plan. ``source`` describes the document it comes from, as written."""

    year: int
    title: str
    title_en: str | None = None
    lang: str | None = None
    source: Mapping[str, object] = field(default_factory=_nothing, hash=False)
    units: tuple[Unit, ...] = ()
    priorities: tuple[Priority, ...] = ()
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
