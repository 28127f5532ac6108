"""Three-way merge of plans, by task and field.

What one side changed is taken over; what both sides changed differently is a conflict with a name.
It works on plans as values, unknown keys included, and knows nothing of files or of git.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from planctl.errors import ConflictError
from planctl.plan import replay, unite
from planctl.plan.keys import Kind, identities, identity_of, keys_of
from planctl.plan.model import GROUPS, Group, Status, Task
from planctl.plan.moves import moves, relocated
from planctl.plan.node import Node

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from planctl.plan.keys import Identity, Key
    from planctl.plan.model import Entry, Plan
    from planctl.plan.moves import Move

#: The keys of a task that its log tells.
_LOGGED = [key for name in replay.LOGGED_FIELDS for key in keys_of(Task) if key.name == name]


class Clash(StrEnum):
    """How two sides can contradict each other."""

    CHANGED = "changed"  # the same field, to different values
    DELETED = "deleted"  # taken away on one side, changed on the other
    SAME_ID = "same-id"  # one new id for two different things, or the id of something removed


@dataclass(frozen=True, slots=True)
class Conflict:
    """One contradiction: ``place`` is the id of an item or group, with the goal of a node, a unit's name, or ``""``.

    ``ours`` and ``theirs`` are the values of ``field``; where ``field`` is empty, the whole things or ``None``.
    """

    clash: Clash
    place: str
    field: str
    ours: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged plan, which in every conflict says what ours does."""

    plan: Plan
    conflicts: tuple[Conflict, ...] = ()


class MergeConflictError(ConflictError):
    """Two changes contradict each other in ``conflicts``; nothing was written. Whoever knows it adds the ``path``."""

    key = "error.merge_conflict"

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        """Keep the conflicts, so that all of them are named."""
        super().__init__(n=len(conflicts))
        self.conflicts = conflicts


def merge(base: Plan, ours: Plan, theirs: Plan) -> Merged:
    """Return the plan with the changes that ``ours`` and ``theirs`` made to ``base``.

    Tasks, priorities and units stay in the order of ours, unless only theirs changed it; new ones of theirs follow the
    one they follow there. A task that one side moved to another group is changed there by what the other side did to it
    under its old id.
    """
    if base in (ours, theirs):
        return Merged(theirs if ours == base else ours)
    merger = _Merger()
    base, ours, theirs = merger.with_moves(base, ours, theirs)
    if merger.conflicts:  # what follows from them would be told of tasks that nobody can tell apart
        return Merged(ours, tuple(merger.conflicts))
    plan = merger.record("", base, ours, theirs)
    merger.check_ids(plan)
    return Merged(plan, tuple(merger.conflicts))


def merge_task(base: Task, ours: Task, theirs: Task) -> tuple[Task, tuple[Conflict, ...]]:
    """Return one task with the changes of both sides, and where they contradict each other."""
    merger = _Merger()
    return merger.task(base, ours, theirs), tuple(merger.conflicts)


class _Merger:
    """Merges values of every kind and keeps a list of the conflicts."""

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []

    # --- the parts of a plan

    def with_moves(self, base: Plan, ours: Plan, theirs: Plan) -> tuple[Plan, Plan, Plan]:
        """Return the three plans with every task where one of the sides moved it, so that it is the same in all."""
        mine, other = moves(base, ours), moves(base, theirs)
        if not (mine or other):
            return base, ours, theirs
        for old in mine.keys() & other.keys():
            if mine[old].new != other[old].new:
                self._clash(Clash.CHANGED, old, "id", mine[old].new, other[old].new)
        both = [mine[old] for old in mine.keys() & other.keys()]
        lead = [move for old, move in mine.items() if old not in other and self._is_free(move, ours, theirs)]
        follow = [move for old, move in other.items() if old not in mine and self._is_free(move, theirs, ours)]
        rooms = (*((move.group, ours) for move in lead), *((move.group, theirs) for move in follow))
        base, ours, theirs = (_with_groups(plan, rooms) for plan in (base, ours, theirs))
        return relocated(base, [*lead, *both, *follow]), relocated(ours, follow), relocated(theirs, lead)

    def _is_free(self, move: Move, moving: Plan, plan: Plan) -> bool:
        """Whether nothing in ``plan`` has the id that a task got in the plan ``moving`` it; if so, that is a clash."""
        taken = next((task for task in plan.items if task.id == move.new), None)
        if taken is not None:
            self._clash(Clash.SAME_ID, move.new, "", moving.task(move.new), taken)
        return taken is None

    def record(self, place: str, base: Any, ours: Any, theirs: Any, *, apart: Container[str] = ()) -> Any:
        """Merge two versions of a table key by key, the values first and then the tables in it.

        Which thing it is cannot have changed; fields ``apart`` are left as ours has them.
        """
        keys = [key for key in keys_of(type(ours)) if not key.identity and key.name not in apart]
        own = {key.name: self._field(place, key, base, ours, theirs) for key in keys if not key.is_keyed}
        own["extra"] = self._value(place, "", base.extra, ours.extra, theirs.extra)
        for name in (key.name for key in keys if key.is_keyed):
            own[name] = self._records(place, *(getattr(side, name) for side in (base, ours, theirs)))
        return replace(ours, **own)

    def group(self, base: Group, ours: Group, theirs: Group) -> Group:
        merged: Group = self.record(ours.id, base, ours, theirs, apart={"retired"})
        retired = tuple(dict.fromkeys((*ours.retired, *theirs.retired)))
        revived = {
            identifier
            for side in (ours, theirs)
            for identifier in set(base.retired) - set(side.retired)
            if any(item.id == identifier for item in side.items)
        }
        return replace(merged, retired=tuple(item for item in retired if item not in revived))

    def task(self, base: Task, ours: Task, theirs: Task) -> Task:
        merged: Task = self.record(ours.id, base, ours, theirs, apart={"log", *replay.LOGGED_FIELDS})
        log = unite.united_log(base.log, ours.log, theirs.log)
        is_united = base.log not in (ours.log, theirs.log)
        log = unite.with_beginnings(log, base, ours, theirs) if is_united else log
        logged = {}
        for key in _LOGGED:
            if is_united and unite.is_told(key.name, base, ours, theirs, log):
                logged[key.name], log = self._folded(key, base, ours, theirs, log)
            else:
                logged[key.name] = self._stored(key, base, ours, theirs)
        return replace(merged, log=log, **logged)

    def check_ids(self, plan: Plan) -> None:
        """Complain of ids that two tasks have, or that belonged to a removed task or group."""
        seen: dict[str, Task] = {}
        named = {conflict.place for conflict in self.conflicts}
        retired = {identifier for group in plan.groups for identifier in group.retired}
        for task in plan.items:
            if (task.id in seen or task.id in retired) and task.id not in named:
                self._clash(Clash.SAME_ID, task.id, "", seen.get(task.id), task)
            seen[task.id] = task
        for group in plan.groups:
            if group.id in plan.retired and group.id not in named:
                self._clash(Clash.SAME_ID, group.id, "", group, None)

    # --- kinds of values

    def _records(self, above: str, base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> tuple[Any, ...]:
        """Merge things that have an identity; two new ones that have a ``_beginning`` are one and the same.

        Those that have it only within the thing ``above`` are called by both.
        """
        old, mine, other = (dict(zip(identities(side), side, strict=True)) for side in (base, ours, theirs))
        result: dict[Identity, Any] = {}
        for key, item in mine.items():
            if key in other:
                result[key] = item
                if before := old.get(key) or _beginning(item, other[key]):
                    result[key] = self._one(_called(above, item), before, item, other[key])
                else:
                    self._clash(Clash.SAME_ID, _called(above, item), "", item, other[key])
            elif key not in old:
                result[key] = item
            elif not _is_same_thing(item, old[key]):
                self._clash(Clash.DELETED, _called(above, item), "", item, None)
                result[key] = item
        for key, item in old.items():
            if key not in mine and key in other and not _is_same_thing(other[key], item):
                self._clash(Clash.DELETED, _called(above, item), "", None, other[key])
        new = {key: item for key, item in other.items() if key not in old}
        shared = [key for key in mine if key in old and key in other]
        if shared == [key for key in old if key in mine and key in other] != [key for key in other if key in shared]:
            arranged = {key: result.get(key, item) for key, item in other.items() if key in result or key in new}
            return _with_additions(arranged, {key: item for key, item in result.items() if key not in other}, mine)
        return _with_additions(result, new, other)

    def _one(self, place: str, base: Any, ours: Any, theirs: Any) -> Any:
        if isinstance(ours, Task):
            return self.task(base, ours, theirs)
        if isinstance(ours, Group):
            return self.group(base, ours, theirs)
        return self.record(place, base, ours, theirs)

    def _field(self, place: str, key: Key, base: Any, ours: Any, theirs: Any) -> Any:
        values = (getattr(side, key.name) for side in (base, ours, theirs))
        return self._value(place, key.written, *values, kind=key.kind)

    def _value(self, place: str, field: str, base: Any, ours: Any, theirs: Any, *, kind: Kind = Kind.TABLE) -> Any:
        if unite.is_same(ours, theirs) or unite.is_same(base, theirs):
            return ours
        if unite.is_same(base, ours):
            return theirs
        if kind.is_set:
            return unite.united_set(base, ours, theirs)
        if kind is Kind.RECORDS:
            return unite.united_moves(base, ours, theirs)
        if kind is Kind.RECORD and None not in (base, ours, theirs):
            return self.record(place, base, ours, theirs)
        if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
            return self._table(place, field, base if isinstance(base, Mapping) else {}, ours, theirs)
        self._clash(Clash.CHANGED, place, field, ours, theirs)
        return ours

    def _table(
        self, place: str, field: str, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
    ) -> dict[str, Any]:
        merged = {}
        for key in dict.fromkeys((*ours, *theirs)):
            name = f"{field}.{key}" if field else key
            value = self._value(place, name, *(side.get(key, _ABSENT) for side in (base, ours, theirs)))
            if value is not _ABSENT:
                merged[key] = value
        return merged

    def _folded(
        self, key: Key, base: Task, ours: Task, theirs: Task, log: tuple[Entry, ...]
    ) -> tuple[Any, tuple[Entry, ...]]:
        """Return what the united log makes of a field, and the log, which may have to say it in a further entry."""
        field = key.name
        if key.kind.is_set:
            wanted = self._field(ours.id, key, base, ours, theirs)
            if set(wanted) != set(unite.told(field, log)):
                log = unite.with_set(field, log, wanted)
            return unite.told(field, log), log
        if field == "reading" and ours.reading is None and theirs.reading is None:
            return None, log
        mine = unite.last_news(field, ours, (base, theirs), log)
        other = unite.last_news(field, theirs, (base, ours), log)
        if mine is not None and other is not None and not unite.is_same(mine, other):
            self._clash(Clash.CHANGED, ours.id, field, mine, other)
        return unite.told(field, log), log

    def _stored(self, key: Key, base: Task, ours: Task, theirs: Task) -> Any:
        """Return the stored value of a logged field; a side whose log came back to the old value did change it."""
        value, field = self._field(ours.id, key, base, ours, theirs), key.name
        for side, other in ((ours, theirs), (theirs, ours)):
            came_back = unite.is_same(getattr(base, field), getattr(side, field)) and unite.speaks(field, base, side)
            if came_back and not unite.is_same(getattr(side, field), getattr(other, field)):
                self._clash(Clash.CHANGED, ours.id, field, getattr(ours, field), getattr(theirs, field))
        return value

    def _clash(self, clash: Clash, place: str, field: str, ours: object, theirs: object) -> None:
        shown = (None if value is _ABSENT else value for value in (ours, theirs))
        self.conflicts.append(Conflict(clash, place, field, *shown))


def _with_groups(plan: Plan, rooms: Iterable[tuple[str, Plan]]) -> Plan:
    """Return ``plan`` with the groups that it does not have, empty, each as it is in the plan beside its id."""
    known = {*(group.id for group in plan.groups), *plan.retired}
    missing = {
        identifier: replace(group, items=())
        for identifier, other in rooms
        for group in other.groups
        if group.id == identifier and identifier not in known
    }
    if not missing:
        return plan
    added = {kind: [group for group in missing.values() if type(group) is kind] for kind in GROUPS}
    return plan.having({kind: (*plan.groups_of(kind), *groups) for kind, groups in added.items()})


def _is_same_thing(one: Any, other: Any) -> bool:
    """Whether nobody would miss what is in one of two records alone: the ids that a group never gives again."""
    if isinstance(one, Group):
        one = replace(one, retired=other.retired)
    return bool(one == other)


def _called(above: str, item: Any) -> str:
    """Return what a thing is called in a conflict: a node by its item and its goal, all else by its identity alone."""
    name: str = getattr(item, identity_of(type(item)) or "")
    return f"{above} {name}" if isinstance(item, Node) else name


def _beginning(item: Any, other: Any) -> Any:
    """Return what two new things of one identity have been made of, ``None`` if they are different things.

    Nodes never are: their days alone can be different.
    """
    if _bare(item) == _bare(other):
        return _bare(item)
    return replace(_bare(item), due=None) if isinstance(item, Node) else None


def _bare(item: Any) -> Any:
    """Return ``item`` with nothing but what it must have."""
    return type(item)(**{key.name: getattr(item, key.name) for key in keys_of(type(item)) if key.is_required})


def _with_additions(
    kept: dict[Identity, Any], added: Mapping[Identity, Any], there: Mapping[Identity, Any]
) -> tuple[Any, ...]:
    """Return ``kept`` with each of ``added`` behind the thing that it is behind ``there``."""
    order = list(kept)
    place = 0
    for key in there:
        if key in added and key not in kept:
            order.insert(place, key)
        if key in order:
            place = order.index(key) + 1
    return tuple(kept[key] if key in kept else added[key] for key in order)


_ABSENT = Status  # stands for a key that is not there; no TOML value is a class
