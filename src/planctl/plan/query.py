"""Which tasks, and in which order: filters and sorting over standings. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.plan.keys import keys_of
from planctl.plan.model import Entry, Status, Task
from planctl.plan.progress import Grade, Standing
from planctl.plan.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date


class SortKey(StrEnum):
    """What a list can be sorted by; tasks that lack the value come last."""

    ID = "id"
    DUE = "due"
    STATUS = "status"
    GRADE = "grade"
    LEAD = "lead"
    OWNER = "owner"
    UPDATED = "updated"


class Filter(NamedTuple):
    """What a task must be to be listed; an empty condition lets everything through.

    Without ``include_closed`` and without ``statuses`` only tasks pass that are still open here; ``statuses`` let those
    that were carried over pass as well. ``leads`` and ``units`` are names as the plan has them; ``units`` matches the
    lead or a supporter; ``due_before`` and ``due_after`` count the day itself in.
    """

    include_closed: bool = False
    statuses: tuple[Status, ...] = ()
    priorities: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    owner: str | None = None
    overdue: bool = False
    due_before: date | None = None
    due_after: date | None = None
    unassigned: bool = False
    grep: str | None = None

    def passes(self, row: Standing) -> bool:
        """Whether ``row`` meets every condition."""
        task = row.task
        return (
            self._has_state(row)
            and (not self.priorities or row.priority in self.priorities)
            and (not self.leads or task.lead in self.leads)
            and (not self.units or any(unit in self.units for unit in task.units))
            and (self.owner is None or _contains(task.owner or "", self.owner))
            and (not self.overdue or row.is_overdue)
            and (self.due_before is None or row.due <= self.due_before)
            and (self.due_after is None or row.due >= self.due_after)
            and (not self.unassigned or not task.lead)
            and (self.grep is None or _contains(_searchable(task), self.grep))
        )

    def _has_state(self, row: Standing) -> bool:
        if self.statuses:
            return row.task.status in self.statuses
        return self.include_closed or row.task.is_open


def select(rows: Iterable[Standing], where: Filter, sort: Sequence[tuple[SortKey, bool]] = ()) -> list[Standing]:
    """Return the ``rows`` that pass, sorted by the keys of ``sort`` (with whether descending), else as they came."""
    chosen = [row for row in rows if where.passes(row)]
    for key, descending in reversed(sort):
        value = _VALUES[key]
        lacking = [row for row in chosen if value(row) is None]
        chosen = sorted((row for row in chosen if value(row) is not None), key=value, reverse=descending) + lacking
    return chosen


def natural(identifier: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sorting key under which 1.10 comes after 1.9."""
    parts = identifier.replace("-", ".").split(".")
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def _contains(text: str, part: str) -> bool:
    return fold(part).casefold() in fold(text).casefold()


def _searchable(task: Task) -> str:
    """Return every text that is searched in ``task`` and its log."""
    records: tuple[Task | Entry, ...] = (task, *task.log)
    return "\n".join(text for record in records for text in _texts(record))


def _texts(record: Task | Entry) -> Iterator[str]:
    for name in _SEARCHED[type(record)]:
        value = getattr(record, name)
        yield from (value,) if isinstance(value, str) else value or ()


_SEARCHED = {table: [key.name for key in keys_of(table) if key.searched] for table in (Task, Entry)}
_STATUSES, _GRADES = tuple(Status), tuple(Grade)

#: What each key compares; ``None`` where the task has nothing to compare.
_VALUES: dict[SortKey, Callable[[Standing], Any]] = {
    SortKey.ID: lambda row: natural(row.task.id),
    SortKey.DUE: lambda row: row.due,
    SortKey.STATUS: lambda row: _STATUSES.index(row.task.status),
    SortKey.GRADE: lambda row: _GRADES.index(row.grade),
    SortKey.LEAD: lambda row: row.task.lead,
    SortKey.OWNER: lambda row: row.task.owner,
    SortKey.UPDATED: lambda row: row.task.log[-1].on if row.task.log else None,
}
