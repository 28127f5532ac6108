"""Tasks that went from one group to another: which they are, and how another version of the plan follows them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.waiting import renamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planctl.plan.model import Plan, Priority, Task


class Move(NamedTuple):
    """A task that was ``old`` is ``new`` now, in the group ``group``."""

    old: str
    new: str
    group: str


def moves(before: Plan, after: Plan) -> dict[str, Move]:
    """Return by their old ids the tasks of ``before`` that have another id in ``after``, moved there or back again."""
    old, new = (_homes(plan) for plan in (before, after))
    gone = {identifier: task for identifier, (task, _) in old.items() if identifier not in new}
    if not gone:
        return {}
    found = {}
    for identifier, (task, group) in new.items():
        if identifier in old:
            continue
        former = [item for item in task.moved_from if item in gone]
        former = former or [item for item, was in gone.items() if identifier in was.moved_from]
        if former:
            found[former[-1]] = Move(former[-1], identifier, group.id)
    return found


def relocated(plan: Plan, wanted: Iterable[Move], *, is_recorded: bool = False) -> Plan:
    """Return ``plan`` with each task of a move at the end of its new group; what or where is not there is left out.

    With ``is_recorded`` the tasks and their former groups say so; otherwise they only follow what is said elsewhere.
    """
    homes, groups = _homes(plan), {group.id for group in plan.priorities}
    leaving = {move.old: move for move in wanted if move.old in homes and move.group in groups}
    arriving: dict[str, list[Task]] = {}
    for move in leaving.values():
        task = homes[move.old][0]
        former = tuple(dict.fromkeys((*task.moved_from, move.old))) if is_recorded else task.moved_from
        arriving.setdefault(move.group, []).append(replace(task, id=move.new, moved_from=former))
    priorities = []
    for priority in plan.priorities:
        gone = tuple(task.id for task in priority.tasks if task.id in leaving)
        stay = tuple(task for task in priority.tasks if task.id not in leaving)
        retired = (*priority.retired, *gone) if is_recorded else priority.retired
        came = tuple(arriving.get(priority.id, ()))
        priorities.append(replace(priority, tasks=(*stay, *came), retired=retired) if gone or came else priority)
    moved = replace(plan, priorities=tuple(priorities))
    return _with_new_names(moved, {move.old: move.new for move in leaving.values()})


def _with_new_names(plan: Plan, names: Mapping[str, str]) -> Plan:
    """Return ``plan`` with every task waiting for others by the ``names`` that they have now."""
    if not any(task.waits_for for task in plan.tasks):
        return plan
    return replace(
        plan,
        priorities=tuple(
            replace(
                group,
                tasks=tuple(
                    replace(task, waits_for=waits) if (waits := renamed(task, names)) != task.waits_for else task
                    for task in group.tasks
                ),
            )
            for group in plan.priorities
        ),
    )


def _homes(plan: Plan) -> dict[str, tuple[Task, Priority]]:
    return {task.id: (task, priority) for priority in plan.priorities for task in priority.tasks}
