"""What went wrong with a task, each told once, by what is worst about it, and why.

The cause is what the last report names as a problem, else why the task is blocked, dropped or extended, else what was
last noted of it. Where nothing says why, the task is named without a cause; that is said beside the report, not in it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.model import Status
from planctl.plan.nodes import NodeState, state_on
from planctl.plan.progress import Grade

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.node import Node
    from planctl.plan.progress import Ids, Standing
    from planctl.report.wording.phrases import Phrases


class Trouble(StrEnum):
    """What can be wrong with a task, the worst first."""

    OVERDUE = "overdue"
    BLOCKED = "blocked"
    MISSED = "missed"
    BEHIND = "behind"
    DUTY = "duty"
    EXTENDED = "extended"
    LATE = "late"
    DROPPED = "dropped"


def trouble(p: Phrases, row: Standing) -> Trouble | None:
    """Return what is worst about a task on the day of the report, ``None`` if nothing is wrong with it."""
    return next((kind for kind, is_so in _CHECKS.items() if is_so(p, row)), None)


def is_trouble(p: Phrases, row: Standing) -> bool:
    """Whether a task is told of among what went wrong."""
    return trouble(p, row) is not None


_CHECKS: dict[Trouble, Callable[[Phrases, Standing], bool]] = {
    Trouble.DROPPED: lambda _, row: row.task.status is Status.DROPPED,
    Trouble.DUTY: lambda _, row: row.task.ongoing and row.grade in {Grade.BEHIND, Grade.AT_RISK},
    Trouble.OVERDUE: lambda p, row: (
        not row.task.ongoing and row.is_unfinished and (row.is_overdue or p.summary.is_final)
    ),
    Trouble.BLOCKED: lambda _, row: row.task.status is Status.BLOCKED,
    Trouble.MISSED: lambda _, row: row.grade is Grade.AT_RISK,
    Trouble.BEHIND: lambda _, row: row.is_behind,
    Trouble.EXTENDED: lambda _, row: row.is_extended,
    Trouble.LATE: lambda p, row: row.task.id in p.late,
}


class Cause(NamedTuple):
    """Why a task is not as it should be: the words of a record, and whether they were recorded as the reason."""

    text: str
    is_reason: bool


def cause_of(p: Phrases, row: Standing, kind: Trouble) -> Cause | None:
    """Return why a task is in trouble of a ``kind``, ``None`` if nothing says so."""
    task = row.task
    if row.problem:
        return Cause(p.recorded(row.problem), is_reason=True)
    field = "due" if kind is Trouble.EXTENDED else "status"
    if kind is Trouble.EXTENDED or task.status.needs_reason:
        reason = p.note(next((entry for entry in reversed(task.log) if entry.sets(field)), None))
        return Cause(reason, is_reason=True) if reason else None
    note = next((said for entry in reversed(task.log) if entry.is_report and (said := p.note(entry))), "")
    return Cause(note, is_reason=False) if note else None


def uncaused(p: Phrases) -> Ids:
    """Return the tasks that are told of among what went wrong and of which nothing says why."""
    kinds = {row.task.id: trouble(p, row) for row in p.summary.rows}
    wrong = {identifier: kind for identifier, kind in kinds.items() if kind and kind is not Trouble.LATE}
    return tuple(identifier for identifier, kind in wrong.items() if cause_of(p, p.rows[identifier], kind) is None)


def missed_node(row: Standing) -> Node | None:
    """Return the first node of a task that was not reached in time."""
    return next((node for node in row.task.nodes if state_on(node, row.day) is NodeState.MISSED), None)
