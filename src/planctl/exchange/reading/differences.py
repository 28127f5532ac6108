"""What is different in two states of a plan, item by item and field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.exchange.reading.names import STANDING
from planctl.plan import replay
from planctl.plan.keys import Kind, keys_of
from planctl.plan.model import Entry, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.plan.keys import Key
    from planctl.plan.model import Plan

#: What follows from other fields, or is told by the fields that entries set.
_FOLLOWING = {"id", "log", "formerly"}


class Difference(NamedTuple):
    """A field of an item that has another value: ``before`` and ``after``, where the key's default means none.

    In a new item every field that says something is one. What a new entry says is a difference of its own, and what one
    said that is gone.
    """

    item: Task
    key: Key
    before: Any
    after: Any
    is_new: bool


def differences(old: Plan, new: Plan, ids: Iterable[str]) -> Iterator[Difference]:
    """Yield what is different in the items ``ids`` between the plans ``old`` and ``new``."""
    before = {item.id: item for item in old.items}
    after = {item.id: item for item in new.items}
    for identifier in ids:
        if identifier in after:
            yield from _of_item(before.get(identifier), after[identifier])


def _of_item(before: Task | None, after: Task) -> Iterator[Difference]:
    for key in keys_of(type(after)):
        old = key.default if before is None else getattr(before, key.name)
        if key.name not in _FOLLOWING and getattr(after, key.name) != old:
            yield Difference(after, key, old, getattr(after, key.name), before is None)
    known = [] if before is None else before.log
    for entry in replay.entries_added(before, after) if before else after.log:
        for key, value in _reports(entry):
            former = next((getattr(other, key.name) for other in reversed(known) if getattr(other, key.name)), None)
            if key.kind is Kind.TEXTS or former != value:  # what still stands is said again, and is no news
                yield Difference(after, key, key.default if key.kind is Kind.TEXTS else former, value, before is None)
    if before:
        yield from _settled(before, after)
    for entry in replay.entries_added(after, before) if before else ():
        for key, value in _reports(entry):
            yield Difference(after, key, value, key.default, is_new=False)


def _settled(before: Task, after: Task) -> Iterator[Difference]:
    """Yield what the last report says no more."""
    old, new = replay.last_report(before), replay.last_report(after)
    if old is not None and new is not None and old in after.log:
        for key in keys_of(Entry):
            if key.name in STANDING and getattr(old, key.name) and not getattr(new, key.name):
                yield Difference(after, key, getattr(old, key.name), key.default, is_new=False)


def _reports(entry: Entry) -> Iterator[tuple[Key, Any]]:
    """Yield what an entry says beside the fields that it sets, with its keys."""
    for key in keys_of(Entry):
        value = getattr(entry, key.name)
        if (key.searched or key.name == "evidence") and not key.logged and value != key.default:
            yield key, value
