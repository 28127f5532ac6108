"""Tasks that went from one group to another: which they are, and how another version of the plan follows them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.mentions import with_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planctl.plan.model import Group, Plan, Task


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
    homes, groups = _homes(plan), {group.id for group in plan.groups}
    leaving = {move.old: move for move in wanted if move.old in homes and move.group in groups}
    arriving: dict[str, list[Task]] = {}
    for move in leaving.values():
        task = homes[move.old][0]
        former = tuple(dict.fromkeys((*task.moved_from, move.old))) if is_recorded else task.moved_from
        arriving.setdefault(move.group, []).append(replace(task, id=move.new, moved_from=former))

    def arranged(group: Group) -> Group:
        gone = tuple(task.id for task in group.items if task.id in leaving)
        stay = tuple(task for task in group.items if task.id not in leaving)
        retired = (*group.retired, *gone) if is_recorded else group.retired
        came = tuple(arriving.get(group.id, ()))
        return replace(group, items=(*stay, *came), retired=retired) if gone or came else group

    return with_names(plan.with_groups(arranged), {move.old: move.new for move in leaving.values()})


def _homes(plan: Plan) -> dict[str, tuple[Task, Group]]:
    return {item.id: (item, group) for group in plan.groups for item in group.items}
