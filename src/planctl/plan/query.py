"""Which tasks, and in which order: filters and sorting over standings. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from planctl.plan import replay
from planctl.plan.keys import keys_of
from planctl.plan.model import GROUPS, Entry, Status, Task
from planctl.plan.node import Node
from planctl.plan.progress import Grade, Standing
from planctl.plan.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

#: A task in one of these is said to be finished, which documents have to show.
REPORTED_FINISHED = (Status.SUBMITTED, Status.DONE)


class SortKey(StrEnum):
    """What a list can be sorted by; tasks that lack the value come last."""

    ID = "id"
    PRIORITY = "priority"
    TITLE = "title"
    LEAD = "lead"
    OWNER = "owner"
    STATUS = "status"
    SINCE = "since"
    GRADE = "grade"
    START = "start"
    DUE = "due"
    DUE_ORIGINAL = "due_original"
    READING = "reading"
    UPDATED = "updated"


class Names(Protocol):
    """How titles and units are called in the language of whoever reads the list; nothing stands for none."""

    def title(self, titled: Task, /) -> str:
        """Return the title of a task."""

    def unit(self, name: str | None, /) -> str:
        """Return the name of a unit."""


class AsWritten:
    """The titles and units of the plan itself."""

    def title(self, titled: Task, /) -> str:
        """Return the title of a task."""
        return titled.title

    def unit(self, name: str | None, /) -> str:
        """Return the name of a unit."""
        return name or ""


class Filter(NamedTuple):
    """What a task must be to be listed; an empty condition lets everything through.

    Without ``include_closed`` and without ``statuses`` only tasks pass that are still open here, closed ones if
    ``grades`` has their grade; ``statuses`` let those that were carried over pass as well, and ``carried`` lets only
    them. ``leads`` and ``units`` are names as the plan has them; ``units`` matches the lead or a supporter, ``owners``
    are parts of names. Of several tags, leads and so on, one has to fit. ``due_before`` and ``due_after`` count the day
    itself in; ``quiet_since`` is a day since which, itself counted in, nothing was recorded.
    """

    include_closed: bool = False
    statuses: tuple[Status, ...] = ()
    carried: bool = False
    groups: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    overdue: bool = False
    grades: tuple[Grade, ...] = ()
    tags: tuple[str, ...] = ()
    due_before: date | None = None
    due_after: date | None = None
    quiet_since: date | None = None
    help_wanted: bool = False
    waiting: bool = False
    unassigned: bool = False
    unowned: bool = False
    no_evidence: bool = False
    grep: str | None = None

    def passes(self, row: Standing) -> bool:
        """Whether ``row`` meets every condition."""
        return self._has_state(row) and self._has_place(row.task, row.group) and self._has_day(row)

    def _has_state(self, row: Standing) -> bool:
        task = row.task
        if self.statuses or self.carried:
            is_shown = task.status in self.statuses or (self.carried and row.is_carried)
        else:
            is_shown = self.include_closed or task.is_open or (task.status.is_closed and row.grade in self.grades)
        return (
            is_shown
            and (not self.grades or row.grade in self.grades)
            and (not self.overdue or row.is_overdue)
            and (not self.no_evidence or not task.evidence)
            and (not self.help_wanted or row.help is not None)
            and (not self.waiting or bool(row.waits))
        )

    def _has_place(self, task: Task, group: str) -> bool:
        return (
            (not self.groups or group in self.groups)
            and (not self.leads or task.lead in self.leads)
            and (not self.units or any(unit in self.units for unit in task.units))
            and (not self.owners or any(contains(task.owner or "", wanted) for wanted in self.owners))
            and (not self.tags or any(same_words(tag, wanted) for tag in task.tags for wanted in self.tags))
            and (not self.unassigned or not task.lead)
            and (not self.unowned or not task.owner)
            and (self.grep is None or contains(_searchable(task), self.grep))
        )

    def _has_day(self, row: Standing) -> bool:
        return (
            (self.due_before is None or (row.deadline is not None and row.deadline <= self.due_before))
            and (self.due_after is None or (row.deadline is not None and row.deadline >= self.due_after))
            and (self.quiet_since is None or not row.task.log or row.task.log[-1].on < self.quiet_since)
        )


def select(
    rows: Iterable[Standing],
    where: Filter,
    sort: Sequence[tuple[SortKey, bool]] = (),
    names: Names = AsWritten(),  # noqa: B008 - it has no state
) -> list[Standing]:
    """Return the ``rows`` that pass, sorted by the keys of ``sort`` (with whether descending), else as they came.

    Titles and units are sorted as ``names`` has them, Chinese ones by their pronunciation.
    """
    chosen = [row for row in rows if where.passes(row)]
    for key, descending in reversed(sort):
        valued = [(_VALUES[key](row, names), row) for row in chosen]
        lacking = [row for value, row in valued if value is None]
        known = [pair for pair in valued if pair[0] is not None]
        known.sort(key=lambda pair: pair[0], reverse=descending)
        chosen = [*(row for _, row in known), *lacking]
    return chosen


class EntryFilter(NamedTuple):
    """What an entry of a log must be to be shown: between two days, both counted in, and by one of some people.

    ``by`` are parts of their names; an empty condition lets everything through.
    """

    since: date | None = None
    until: date | None = None
    by: tuple[str, ...] = ()

    def passes(self, entry: Entry) -> bool:
        """Whether ``entry`` meets every condition."""
        return (
            (self.since is None or entry.on >= self.since)
            and (self.until is None or entry.on <= self.until)
            and (not self.by or any(contains(entry.by or "", wanted) for wanted in self.by))
        )


def natural(identifier: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sorting key under which 1.10 comes after 1.9."""
    parts = identifier.replace("-", ".").split(".")
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def contains(text: str, part: str) -> bool:
    """Whether ``part`` is somewhere in ``text``, in whatever case and width."""
    return fold(part).casefold() in fold(text).casefold()


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for case and width."""
    return fold(one).casefold() == fold(other).casefold()


def _searchable(task: Task) -> str:
    """Return every text that is searched in ``task`` and its log."""
    records: tuple[Task | Entry | Node, ...] = (task, *task.nodes, *task.log)
    return "\n".join(text for record in records for text in _texts(record))


def _texts(record: Task | Entry | Node) -> Iterator[str]:
    for name in _SEARCHED[type(record)]:
        value = getattr(record, name)
        yield from (value,) if isinstance(value, str) else value or ()


_SEARCHED = {
    table: [key.name for key in keys_of(table) if key.searched]
    for table in cast("list[type[Task | Entry | Node]]", [Entry, Node, *(kind.item_type() for kind in GROUPS)])
}
_STATUSES, _GRADES = tuple(Status), tuple(Grade)


def _spelled(text: str | None) -> bytes | None:
    """Return a sorting key of a name: GB 18030 has the common Chinese characters in the order of their pinyin."""
    return fold(text).casefold().encode("gb18030", "replace") if text else None


def _share(row: Standing) -> float | None:
    """Return which part of the way to its target a task has made."""
    return row.task.target.share(row.reading) if row.task.target else None


#: What each key compares; ``None`` where the task has nothing to compare.
_VALUES: dict[SortKey, Callable[[Standing, Names], Any]] = {
    SortKey.ID: lambda row, _: natural(row.task.id),
    SortKey.PRIORITY: lambda row, _: natural(row.group),
    SortKey.TITLE: lambda row, names: _spelled(names.title(row.task)),
    SortKey.LEAD: lambda row, names: _spelled(names.unit(row.task.lead)),
    SortKey.OWNER: lambda row, _: _spelled(row.task.owner),
    SortKey.STATUS: lambda row, _: _STATUSES.index(row.task.status),
    SortKey.SINCE: lambda row, _: replay.status_since(row.task),
    SortKey.GRADE: lambda row, _: _GRADES.index(row.grade),
    SortKey.START: lambda row, _: row.task.start,
    SortKey.DUE: lambda row, _: row.deadline,
    SortKey.DUE_ORIGINAL: lambda row, _: row.deadline_original,
    SortKey.READING: lambda row, _: _share(row),
    SortKey.UPDATED: lambda row, _: row.task.log[-1].on if row.task.log else None,
}
