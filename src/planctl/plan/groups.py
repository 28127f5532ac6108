"""What people do to the groups that tasks stand in, and which tasks stand in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planctl.errors import UsageError
from planctl.plan.changes import Outcome, with_group
from planctl.plan.ids import Numbers, find_group, next_group, task_ids
from planctl.plan.model import Group, Inspection, Priority
from planctl.plan.moves import Move, relocated

if TYPE_CHECKING:
    from datetime import date

    from planctl.plan.model import Plan


class SameGroupError(UsageError):
    """The tasks ``id`` stand in the group ``group`` already."""

    key = "error.same_group"


class OtherKindError(UsageError):
    """``id`` is of another kind than what stands in or beside the group ``group``: tasks stay tasks."""

    key = "error.other_kind"


class GroupNotEmptyError(UsageError):
    """The group ``id`` still has ``n`` tasks, and so cannot be removed."""

    key = "error.group_not_empty"


class SameGroupTitleError(UsageError):
    """The group ``id`` has the title already."""

    key = "error.same_group_title"


@dataclass(frozen=True, slots=True)
class AddGroup:
    """Put a new group behind the others of its kind, or before another one, with the next id that was never used.

    Raises ``UnknownGroupError``, ``OtherKindError`` and ``SameGroupTitleError``.
    """

    title: str
    title_en: str | None = None
    before: str | None = None
    kind: type[Group] = Priority
    on: date | None = None

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the group."""
        _refuse_title(plan, self.title)
        group = self.kind(next_group(plan, self.kind), self.title, self.title_en)
        if self.on and isinstance(group, Inspection):
            group = replace(group, on=self.on)
        return Outcome(_placed(plan, group, self.before), ())


@dataclass(frozen=True, slots=True)
class RenameGroup:
    """Give a group, named by id or title, another title; its id stays. ``None`` leaves a title as it is.

    Raises ``UnknownGroupError`` and ``SameGroupTitleError``.
    """

    group: str
    title: str | None = None
    title_en: str | None = None

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the group renamed."""
        group = find_group(plan, self.group)
        if self.title:
            _refuse_title(plan, self.title, but=group.id)
        title_en = group.title_en if self.title_en is None else self.title_en or None
        renamed = replace(group, title=self.title or group.title, title_en=title_en)
        return Outcome(with_group(plan, renamed), ())


@dataclass(frozen=True, slots=True)
class MoveGroup:
    """Put a group before another one, or last; nothing is renumbered. Raises ``UnknownGroupError``."""

    group: str
    before: str | None = None

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the group at its new place."""
        group = find_group(plan, self.group)
        if self.before is not None and find_group(plan, self.before).id == group.id:
            return Outcome(plan, ())
        return Outcome(_placed(_without(plan, group), group, self.before), ())


@dataclass(frozen=True, slots=True)
class RemoveGroup:
    """Take an empty group out of the plan; its id is never given again.

    Raises ``UnknownGroupError`` and ``GroupNotEmptyError``.
    """

    group: str

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` without the group."""
        group = find_group(plan, self.group)
        if group.items:
            raise GroupNotEmptyError(id=group.id, n=len(group.items))
        return Outcome(replace(_without(plan, group), retired=(*plan.retired, group.id, *group.retired)), ())


@dataclass(frozen=True, slots=True)
class MoveTasks:
    """Put tasks at the end of another group, named by id or title, where each gets a new id.

    The log stays with the task. The old id is retired, and leads to the task by ``moved_from``. A task that stands
    there already stays as it is.

    Raises ``SameGroupError`` if all do, ``OtherKindError``, ``UnknownGroupError``, and as ids do.
    """

    ids: tuple[str, ...]
    group: str

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the tasks where they are to be; the new ids are changed."""
        home, ids = find_group(plan, self.group), task_ids(plan, self.ids)
        there = {item.id for item in home.items}
        wanted = set(ids)
        if wrong := [item.id for item in plan.items if item.id in wanted and type(item) is not home.item_type()]:
            raise OtherKindError(id=", ".join(wrong), group=home.id)
        if all(identifier in there for identifier in ids):
            raise SameGroupError(id=", ".join(ids), group=home.id)
        numbers = Numbers(plan)
        moves = [Move(old, numbers.next(home.id), home.id) for old in ids if old not in there]
        moved = relocated(plan, moves, is_recorded=True)
        return Outcome(moved, tuple(move.new for move in moves), tuple(old for old in ids if old in there))


def _refuse_title(plan: Plan, title: str, but: str | None = None) -> None:
    same = next((group.id for group in plan.groups if group.title == title and group.id != but), None)
    if same is not None:
        raise SameGroupTitleError(id=same)


def _placed(plan: Plan, group: Group, before: str | None) -> Plan:
    groups = plan.groups_of(type(group))
    place = len(groups) if before is None else groups.index(_beside(plan, group, before))
    return plan.having({type(group): (*groups[:place], group, *groups[place:])})


def _beside(plan: Plan, group: Group, typed: str) -> Group:
    """Return the group that ``typed`` means, which must be of the same kind as ``group``."""
    found = find_group(plan, typed)
    if type(found) is not type(group):
        raise OtherKindError(id=group.id, group=found.id)
    return found


def _without(plan: Plan, group: Group) -> Plan:
    kept = (item for item in plan.groups_of(type(group)) if item.id != group.id)
    return plan.having({type(group): tuple(kept)})
