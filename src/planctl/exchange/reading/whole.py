"""A whole plan that planctl wrote as CSV or JSON: read back field by field, and united with what the plan is now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.exchange import records
from planctl.exchange.base import digest
from planctl.exchange.plain import from_plain
from planctl.exchange.reading.heard import Remark
from planctl.exchange.reading.sheet import FileRefusedError
from planctl.plan import replay
from planctl.plan.by_hand import EditTask
from planctl.plan.changes import Outcome
from planctl.plan.keys import Kind, keys_of
from planctl.plan.merge import MergeConflictError, merge_task
from planctl.plan.model import GROUPS, LANGUAGES, Plan
from planctl.plan.unite import content_of
from planctl.toml import schema
from planctl.toml.fields import FORMAT
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planctl.exchange.reading.files import FileContent
    from planctl.plan.keys import Key
    from planctl.plan.merge import Conflict
    from planctl.plan.model import Entry, Group, Task


class Exported(NamedTuple):
    """A plan, or a part of one, as it stands in a file, and the digests that its items had when they went out."""

    plan: Plan
    digests: Mapping[str, str]

    def was_changed(self, item: Task) -> bool:
        """Whether somebody changed ``item`` in the file, as far as that can be known."""
        return self.digests.get(item.id) != digest(item)


def whole_plan(found: FileContent) -> Exported | None:
    """Return the plan that a file of ours holds, ``None`` if it holds none.

    Raises:
        FileRefusedError: It was one, and is none any more.
    """
    read = data_of(found)
    if read is None:
        return None
    data, digests = read
    plan = schema.of_data({"format": FORMAT} | data).plan
    if plan is None:
        raise FileRefusedError(refusal="plan")
    return Exported(plan, digests)


def data_of(found: FileContent) -> tuple[dict[str, Any], dict[str, str]] | None:
    """Return the TOML data of the plan in a file of ours, and the digests; raises as ``whole_plan`` does."""
    if found.data is not None:
        digests = found.data.get("digests")
        return from_plain(Plan, found.data["plan"]), digests if isinstance(digests, dict) else {}
    if len(found.book.sheets) != 1:
        return None
    rows = found.book.sheets[0].rows
    first, *lines = [tuple("" if cell is None else str(cell) for cell in row) for row in rows] or [()]
    t = next((t for t in map(Translator, LANGUAGES) if list(first) == records.header(t)), None)
    if t is None:
        return None
    try:
        lines = [line for line in lines if any(line)]
        return records.table_of(lines, t), records.digests_of(lines)
    except (KeyError, ValueError, StopIteration):
        raise FileRefusedError(refusal="plan") from None


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Make the items of a plan what a ``file``, an exported plan or a part of one, has people say of them.

    Items that nobody changed in the file stay, and so does what the plan has learnt since. What was changed without a
    record is recorded as of the day ``on``, as if it had been changed by hand.
    """

    file: Exported
    on: date
    by: str | None
    is_new: bool = False

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the items, new groups and new units of the file; if it ``is_new``, that is the plan.

        Raises:
            MergeConflictError: The file and the plan changed the same; carries every contradiction.
        """
        if self.is_new:
            return Outcome(self.file.plan, tuple(item.id for item in self.file.plan.items))
        file = Compared(plan, self.file)
        conflicts: list[Conflict] = []

        def merged(group: Group) -> Group:
            new = file.new.get(group.id, ())
            items = (*(self._item(item, file.items.get(item.id, item), conflicts) for item in group.items), *new)
            return group if items == group.items else replace(group, items=items)

        after = plan.with_groups(merged)
        if conflicts:
            raise MergeConflictError(tuple(conflicts))
        new = {kind: tuple(group for group in file.groups if type(group) is kind) for kind in GROUPS}
        after = after.having({kind: (*after.groups_of(kind), *groups) for kind, groups in new.items()})
        before = {item.id: item for item in plan.items}
        changed = tuple(item.id for item in after.items if before.get(item.id) is not item)
        return Outcome(replace(after, units=(*plan.units, *file.units)), changed)

    def _item(self, item: Task, other: Task, conflicts: list[Conflict]) -> Task:
        """Return ``item`` with what was changed in ``other``, the same in the file."""
        if other == item:
            return item
        is_as_sent = self.file.digests.get(item.id) == digest(item)
        task, found = merge_task(item if is_as_sent else as_it_went_out(item, other), item, other)
        conflicts.extend(found)
        return EditTask(item, task, self.on, self.by).recorded(item, task)


class Compared:
    """What a file has for a ``plan``: ``items`` that were changed, by the ids that they have there now, and new ones.

    ``new`` are items by the id of their group, ``groups`` and ``units`` those that the plan does not have. ``left``
    says what is not taken.
    """

    def __init__(self, plan: Plan, file: Exported) -> None:
        """Find every item of ``file`` in ``plan``, by an earlier id too."""
        wanted = file.plan
        ids = {old: item.id for item in plan.items for old in item.moved_from}
        ids |= {item.id: item.id for item in plan.items}
        place = {item.id: group.id for group in plan.groups for item in group.items}
        gone = {identifier for group in plan.groups for identifier in group.retired} - ids.keys()
        known = {group.id: group for group in plan.groups}
        names = {unit.name: unit for unit in plan.units}
        self.units = tuple(unit for unit in wanted.units if unit.name not in names)
        self.items: dict[str, Task] = {}
        self.new: dict[str, list[Task]] = {}
        self.left: list[Remark] = [*_heads("", plan, wanted)]
        for unit in wanted.units:
            self.left += _heads(unit.name, names.get(unit.name, unit), unit)
        self.left += [_left("gone", group.id) for group in wanted.groups if group.id in plan.retired]
        for group in (group for group in wanted.groups if group.id not in plan.retired):
            self.left += _heads(group.id, known.get(group.id, group), group)
            for item in group.items:
                now = ids.get(item.id)
                if now is not None and now == item.id and place[now] != group.id:
                    self.left.append(_left("locked", item.id))
                if now is not None:
                    self.items |= {now: replace(item, id=now)} if file.was_changed(item) else {}
                elif item.id in gone:
                    self.left.append(_left("gone", item.id))
                else:
                    self.new.setdefault(group.id, []).append(item)
        added = (group for group in wanted.groups if group.id not in {*known, *plan.retired})
        self.groups = tuple(replace(group, items=tuple(self.new.pop(group.id, ()))) for group in added)
        there = {item.id for item in wanted.items}
        self.left += [_left("missing-rows", one) for one in file.digests if one in ids and one not in there]


def as_it_went_out(item: Task, other: Task) -> Task:
    """Return what ``item`` may have been when ``other`` was exported from it: without entries that it does not know.

    Of what no entry tells, all that both have was there before; if nothing came in since, ``item`` is what went out.
    """
    known = Counter(map(content_of, other.log))
    kept = []
    for entry in item.log:
        if known[content_of(entry)]:
            known[content_of(entry)] -= 1
            kept.append(entry)
    if len(kept) == len(item.log):
        return item
    then: dict[str, Any] = {
        key.name: _shared(key, getattr(item, key.name), getattr(other, key.name))
        for key in keys_of(type(item))
        if not key.identity and key.name not in replay.LOGGED_FIELDS
    }
    extra = {name: value for name, value in item.extra.items() if other.extra.get(name) == value}
    logged = {field: _told(field, item, kept) for field in replay.LOGGED_FIELDS}
    return replace(item, **then | logged | {"log": tuple(kept), "extra": extra})


def _told(field: str, item: Task, log: list[Entry]) -> Any:
    """Return what ``log``, the earlier part of that of ``item``, tells of ``field``, else how that began."""
    if any(entry.sets(field) for entry in log):
        return replay.value_on(replace(item, log=tuple(log)), field, date.max)
    return replay.value_on(item, field, date.min)


def _shared(key: Key, ours: Any, theirs: Any) -> Any:
    if ours == theirs:
        return ours
    return tuple(one for one in ours if one in theirs) if isinstance(ours, tuple) else key.default


def _heads(name: str, ours: Any, theirs: Any) -> Iterator[Remark]:
    """Yield what a file says otherwise of the plan, of a group or of a unit itself."""
    for key in keys_of(type(ours)):
        is_head = not (key.identity or key.kind is Kind.RECORDS or key.name == "retired")
        if is_head and getattr(ours, key.name) != getattr(theirs, key.name):
            yield _left("head", f"{name} {key.written}".strip())
    for key in dict.fromkeys((*ours.extra, *theirs.extra)):
        if ours.extra.get(key) != theirs.extra.get(key):
            yield _left("head", f"{name} {key}".strip())


def _left(code: str, text: str) -> Remark:
    return Remark(code, "", (), text)
