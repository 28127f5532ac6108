"""The plan as values: what a plan file says, frozen, with no idea of files, clocks, screens or languages.

The words are those of the plan file. Dates are calendar dates. An absent scalar is ``None``, an absent list is the
empty tuple. ``extra`` holds the keys that planctl does not know, so that two plans are equal only if everything written
in them is.

Every other field is a key of the file, declared here for all that handles it (``planctl.plan.keys``): a new one is a
line here and its words in the catalogues; one that a log tells is a line in ``Entry`` too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from planctl.plan.keys import Carry, Kind, about, keys_of
from planctl.plan.letter import COMPANY, GOVERNMENT, Letter
from planctl.plan.node import NODES, Node
from planctl.plan.round import ROUNDS, Round
from planctl.plan.target import Number, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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
    ongoing: bool | None = field(default=None, metadata=about(Kind.FLAG, logged=True, was=True))
    target: Target | None = field(default=None, metadata=about(Kind.RECORD, holds=Target, logged=True, was=True))
    cleared: tuple[str, ...] = field(default=(), metadata=about(Kind.FIELDS))
    added: bool = field(default=False, metadata=about(Kind.FLAG))
    note: str | None = field(default=None, metadata=about(Kind.TEXT, searched=True))
    note_en: str | None = field(default=None, metadata=about(Kind.TEXT, shown=False, searched=True))
    problem: str | None = field(default=None, metadata=about(Kind.TEXT, searched=True))
    next: str | None = field(default=None, metadata=about(Kind.TEXT, searched=True))
    help: str | None = field(default=None, metadata=about(Kind.TEXT, searched=True))
    evidence: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS))
    nothing: bool = field(default=False, metadata=about(Kind.FLAG))
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
        return not self.nothing and bool(is_news or self.problem or self.next or self.help or self.note_en)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to be finished, with its present state and the log that led to it.

    Findings and indicators are tasks of other kinds: recorded, replayed and merged in the same way, and counted apart.
    """

    kind: ClassVar[str] = "task"

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
    ongoing: bool = field(default=False, metadata=about(Kind.FLAG))
    every: str | None = field(default=None, metadata=about(Kind.PERIOD))
    refs: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, searched=True))
    tags: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, searched=True))
    waits_for: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, carry=Carry.REBUILT, searched=True))
    formerly: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, carry=Carry.LEFT, searched=True))
    moved_from: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, carry=Carry.LEFT, searched=True))
    carried_from: str | None = field(default=None, metadata=about(Kind.TEXT, carry=Carry.REBUILT))
    carried_to: str | None = field(default=None, metadata=about(Kind.TEXT, carry=Carry.LEFT))
    years_carried: int = field(default=0, metadata=about(Kind.COUNT, carry=Carry.REBUILT))
    result: str | None = field(default=None, metadata=about(Kind.TEXT, carry=Carry.LEFT, searched=True))
    result_en: str | None = field(default=None, metadata=about(Kind.TEXT, carry=Carry.LEFT, searched=True))
    highlight: bool = field(default=False, metadata=about(Kind.FLAG, carry=Carry.LEFT))
    internal: bool = field(default=False, metadata=about(Kind.FLAG, shown=False))
    nodes: tuple[Node, ...] = field(default=(), metadata=NODES)
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
class Finding(Task):
    """A problem that an inspection found, to be put right: closed out when it is done. ``about`` are ids of tasks."""

    kind: ClassVar[str] = "finding"

    area: str | None = field(default=None, metadata=about(Kind.TEXT, searched=True))
    about: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, carry=Carry.REBUILT, searched=True))


@dataclass(frozen=True, slots=True)
class Indicator(Task):
    """What a standard asks for: it must be met if it is ``hard``, or gives ``points``; met when it is done.

    ``path`` leads to it through the headings of the standard; ``about`` are ids of tasks.
    """

    kind: ClassVar[str] = "indicator"

    path: tuple[str, ...] = field(default=(), metadata=about(Kind.ORDERED, searched=True))
    hard: bool = field(default=False, metadata=about(Kind.FLAG))
    points: Number | None = field(default=None, metadata=about(Kind.AMOUNT))
    about: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, carry=Carry.REBUILT, searched=True))


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the plan with the items in it; ``retired`` are ids once used here and never given again."""

    kind: ClassVar[str]

    id: str = field(metadata=about(Kind.ID, identity=True, carry=Carry.REBUILT))
    title: str = field(metadata=about(Kind.FILLED, label="group"))
    title_en: str | None = field(default=None, metadata=about(Kind.TEXT))
    items: tuple[Task, ...] = ()
    retired: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, carry=Carry.LEFT))
    extra: Mapping[str, object] = field(default_factory=_nothing, hash=False)

    @classmethod
    def item_type(cls) -> type[Task]:
        """Return what stands in groups of this kind."""
        found: type[Task] = next(key.holds for key in keys_of(cls) if key.name == "items")
        return found


@dataclass(frozen=True, slots=True)
class Priority(Group):
    """One part of the plan proper, with its tasks."""

    kind: ClassVar[str] = "priority"

    title: str = field(metadata=about(Kind.FILLED, label="priority"))
    items: tuple[Task, ...] = field(
        default=(), metadata=about(Kind.RECORDS, written="task", holds=Task, label="tasks", carry=Carry.LEFT)
    )


@dataclass(frozen=True, slots=True)
class Inspection(Group):
    """One inspection, of the day ``on``, with what it found."""

    kind: ClassVar[str] = "inspection"

    title: str = field(metadata=about(Kind.FILLED, label="inspection"))
    items: tuple[Finding, ...] = field(
        default=(),
        metadata=about(Kind.RECORDS, written="finding", holds=Finding, label="findings", carry=Carry.LEFT),
    )
    on: date | None = field(default=None, metadata=about(Kind.DAY))


@dataclass(frozen=True, slots=True)
class Standard(Group):
    """A system of indicators that somebody will judge the organisation by."""

    kind: ClassVar[str] = "standard"

    title: str = field(metadata=about(Kind.FILLED, label="standard"))
    items: tuple[Indicator, ...] = field(
        default=(),
        metadata=about(Kind.RECORDS, written="indicator", holds=Indicator, label="indicators", carry=Carry.LEFT),
    )


@dataclass(frozen=True, slots=True)
class Unit:
    """A registered unit: the spelling to use, other spellings that people type, and its English name."""

    name: str = field(metadata=about(Kind.FILLED, identity=True, label="unit"))
    aliases: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS))
    name_en: str | None = field(default=None, metadata=about(Kind.TEXT))
    extra: Mapping[str, object] = field(default_factory=_nothing, hash=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole year's plan. ``source`` describes the document it comes from, as written; ``views`` are command lines.

    ``ledger`` is what people answered when ledgers were read: by what stands in them, what it means.
    """

    year: int = field(metadata=about(Kind.YEAR, carry=Carry.REBUILT))
    title: str = field(metadata=about(Kind.FILLED, label="plan_title", carry=Carry.REBUILT))
    title_en: str | None = field(default=None, metadata=about(Kind.TEXT, carry=Carry.REBUILT))
    lang: str | None = field(default=None, metadata=about(Kind.LANGUAGE))
    adopted: date | None = field(default=None, metadata=about(Kind.DAY, carry=Carry.LEFT))
    retired: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, carry=Carry.LEFT))
    source: Mapping[str, object] = field(
        default_factory=_nothing, hash=False, metadata=about(Kind.TABLE, label="plan_source", carry=Carry.LEFT)
    )
    report: Letter | None = field(
        default=None, metadata=about(Kind.RECORD, holds=Letter, label="plan_report", carry=Carry.REBUILT)
    )
    views: Mapping[str, str] = field(default_factory=_no_lines, hash=False, metadata=about(Kind.LINES))
    ledger: Mapping[str, str] = field(
        default_factory=_no_lines, hash=False, metadata=about(Kind.LINES, carry=Carry.REBUILT)
    )
    units: tuple[Unit, ...] = field(default=(), metadata=about(Kind.RECORDS, written="unit", holds=Unit))
    priorities: tuple[Priority, ...] = field(
        default=(), metadata=about(Kind.RECORDS, written="priority", holds=Priority, carry=Carry.REBUILT)
    )
    inspections: tuple[Inspection, ...] = field(
        default=(), metadata=about(Kind.RECORDS, written="inspection", holds=Inspection, carry=Carry.REBUILT)
    )
    standards: tuple[Standard, ...] = field(
        default=(), metadata=about(Kind.RECORDS, written="standard", holds=Standard, carry=Carry.REBUILT)
    )
    rounds: tuple[Round, ...] = field(default=(), metadata=ROUNDS)
    extra: Mapping[str, object] = field(default_factory=_nothing, hash=False)

    @property
    def tasks(self) -> Iterator[Task]:
        """The tasks of the plan proper, in the order of the document."""
        return (task for priority in self.priorities for task in priority.items)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of every kind: the priorities, the inspections, the standards."""
        return (*self.priorities, *self.inspections, *self.standards)

    @property
    def items(self) -> Iterator[Task]:
        """What stands in the groups of every kind."""
        return (item for group in self.groups for item in group.items)

    def with_groups(self, change: Callable[[Any], Any]) -> Plan:
        """Return the plan with ``change`` made to each of its groups; itself, if each comes back as it was."""
        after = {kind: tuple(map(change, self.groups_of(kind))) for kind in GROUPS}
        groups = (group for found in after.values() for group in found)
        is_same = all(one is other for one, other in zip(groups, self.groups, strict=True))
        return self if is_same else self.having(after)

    def groups_of(self, kind: type[Group]) -> tuple[Any, ...]:
        """Return the groups of one kind."""
        found: tuple[Any, ...] = getattr(self, GROUPS[kind])
        return found

    def having(self, groups: Mapping[type[Group], tuple[Any, ...]]) -> Plan:
        """Return the plan with other ``groups`` of the kinds given."""
        said: dict[str, Any] = {GROUPS[kind]: found for kind, found in groups.items()}
        return replace(self, **said)

    @property
    def emptied(self) -> Plan:
        """The plan without its groups and all that is in them."""
        return self.having(dict.fromkeys(GROUPS, ()))

    @property
    def template(self) -> str:
        """The name of the template that the report is written by: an office's if a document or Chinese tells of one."""
        if self.report and self.report.template:
            return self.report.template
        is_chinese = self.lang == "zh" if self.lang else not self.title.isascii()
        return GOVERNMENT if self.source or is_chinese else COMPANY

    @property
    def first_day(self) -> date:
        """The day on which work begins unless a task says otherwise."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """The day by which everything is due unless a task says otherwise."""
        return date(self.year, 12, 31)

    def group_of(self, item_id: str) -> Group:
        """Return the group that the item stands in; ``KeyError`` if it stands in none."""
        for group in self.groups:
            if any(item.id == item_id for item in group.items):
                return group
        raise KeyError(item_id)

    def task(self, item_id: str) -> Task:
        """Return the item of any kind with this exact id; ``KeyError`` if there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)


#: The fields of a plan that hold its groups, by their kinds.
GROUPS: dict[type[Group], str] = {
    key.holds: key.name for key in keys_of(Plan) if key.holds is not None and issubclass(key.holds, Group)
}
