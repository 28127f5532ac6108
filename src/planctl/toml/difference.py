"""The difference of two plans as edits of the text of the first: what to set, what to take away, what to put in.

Pure, and in the terms of the text as it is: every path leads to something in it. Making the edits is ``edits``' part.
"""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.plan.keys import Kind, identities, keys_of
from planctl.plan.moves import moves
from planctl.toml.paths import item_paths
from planctl.toml.schema import to_table, to_value

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from planctl.plan.keys import Identity, Key
    from planctl.plan.model import Plan
    from planctl.toml.locate import KeyPath


@dataclass(frozen=True, slots=True)
class SetKey:
    """Give the key at the end of ``path`` a value."""

    path: KeyPath
    value: Any


@dataclass(frozen=True, slots=True)
class DeleteKey:
    """Take the key at the end of ``path`` away."""

    path: KeyPath


@dataclass(frozen=True, slots=True)
class Moved:
    """A table that stands at ``path`` in the text and goes elsewhere; after the ``edits`` in it it is ``value``."""

    path: KeyPath
    edits: tuple[Edit, ...]
    value: Any


@dataclass(frozen=True, slots=True)
class ChangeItems:
    """Take the items of the numbers ``removed`` out of the array at ``path``, and put the ``added`` ones in.

    An added item is ``(place, value)``: it stands behind the item number ``place`` of the text, before all for -1. One
    that is ``Moved`` leaves its old place by that.
    """

    path: KeyPath
    removed: tuple[int, ...]
    added: tuple[tuple[int, Any], ...]


Edit = SetKey | DeleteKey | ChangeItems


def difference(old: Plan, new: Plan) -> tuple[Edit, ...]:
    """Return the edits that turn the text of ``old`` into a text of ``new``."""
    return tuple(_record_edits((), old, new, _moved_tasks(old, new)))


def own_table(record: Any) -> dict[str, Any]:
    """Return what ``record`` says of itself, without the records in it."""
    return to_table(replace(record, **{key.name: () for key in _nested(record)}))


def _nested(record: Any) -> list[Key]:
    return [key for key in keys_of(type(record)) if key.kind is Kind.RECORDS]


def _moved_tasks(old: Plan, new: Plan) -> dict[Identity, _Old]:
    """Return by their new ids the tasks that stand in another group now: what they were, and where that stands."""
    former = {move.old: move.new for move in moves(old, new).values()}
    if not former:
        return {}
    return {(former[item.id], 0): _Old(path, item) for path, item in item_paths(old) if item.id in former}


class _Old(NamedTuple):
    """A record that stands at ``path`` in the text."""

    path: KeyPath
    record: Any


def _record_edits(path: KeyPath, old: Any, new: Any, moved: Mapping[Identity, _Old]) -> Iterator[Edit]:
    yield from _key_edits(path, own_table(old), own_table(new))
    for key in _nested(old):
        before, after = getattr(old, key.name), getattr(new, key.name)
        if before is after:
            continue
        if key.is_keyed:
            yield from _group_edits((*path, key.written), before, after, moved)
        else:
            yield from _list_edits((*path, key.written), to_value(before), to_value(after))


def _key_edits(path: KeyPath, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Edit]:
    for key, value in new.items():
        before = old.get(key)
        if key in old and _is_same(before, value):
            continue
        if isinstance(value, dict) and isinstance(before, dict):
            yield from _key_edits((*path, key), before, value)
        elif isinstance(value, list) and isinstance(before, list):
            yield from _list_edits((*path, key), before, value)
        else:
            yield SetKey((*path, key), value)
    for key in old:
        if key not in new:
            yield DeleteKey((*path, key))


def _is_same(one: object, other: object) -> bool:
    """Whether two values are equal, type for type: 1 is not 1.0 or true."""
    return one == other and repr(one) == repr(other)


# --- things with an identity -----------------------------------------------------------------------------------------


def _group_edits(
    path: KeyPath, old: Sequence[Any], new: Sequence[Any], moved: Mapping[Identity, _Old]
) -> Iterator[Edit]:
    """Compare arrays of things that have a name of their own: what stays keeps its place, the rest comes behind it.

    ``moved`` are the things that come from elsewhere, by what they are called now.
    """
    named = identities(new)
    numbers = {name: index for index, name in enumerate(identities(old))}
    staying = _in_order([numbers[name] for name in named if name in numbers])
    gone = {numbers[name] for name in numbers.keys() - set(named)}
    leaving = {there.path[-1] for there in moved.values() if there.path[:-1] == path}
    added: list[tuple[int, Any]] = []
    place = -1
    for name, item in zip(named, new, strict=True):
        number = numbers.get(name)
        there = moved.get(name) if number is None else _Old((*path, number), old[number])
        if number is None and there is None:
            added.append((place, _new_table(item, moved)))
            continue
        assert there is not None
        is_same = there.record is item or _is_same(there.record, item)
        edits = () if is_same else tuple(_record_edits(there.path, there.record, item, moved))
        if number in staying:
            place = number
            yield from edits
        else:
            added.append((place, Moved(there.path, edits, _new_table(item, moved))))
    removed = tuple(sorted(gone - leaving))
    if removed or added:
        yield ChangeItems(path, removed, tuple(added))


def _new_table(record: Any, moved: Mapping[Identity, _Old]) -> dict[str, Any]:
    """Return the table of a record that comes into the text; what comes into it from elsewhere is ``Moved``."""
    table = to_table(record)
    if not moved:
        return table
    for key in (key for key in _nested(record) if key.is_keyed and key.written in table):
        inner = getattr(record, key.name)
        table[key.written] = [
            Moved(there.path, tuple(_record_edits(there.path, there.record, item, moved)), to_table(item))
            if (there := moved.get(name))
            else to_table(item)
            for name, item in zip(identities(inner), inner, strict=True)
        ]
    return table


def _in_order(numbers: Sequence[int]) -> set[int]:
    """Return the most of ``numbers``, all different, that come one behind the other as they are counted."""
    if all(one < other for one, other in pairwise(numbers)):
        return set(numbers)
    ends: list[int] = []
    chains: list[tuple[int, ...]] = []
    for number in numbers:
        place = bisect(ends, number)
        chain = (*(chains[place - 1] if place else ()), number)
        ends[place : place + 1], chains[place : place + 1] = [number], [chain]
    return set(chains[-1])


# --- lists -----------------------------------------------------------------------------------------------------------


def _list_edits(path: KeyPath, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Edit]:
    """Compare lists of values: what is in both stays where it is, and what merely changed is changed in its place."""
    removed: list[int] = []
    added: list[tuple[int, Any]] = []
    for place, (gone, come) in _gaps(old, new):
        if len(gone) == len(come):
            for index, value in zip(gone, come, strict=True):
                yield from _changed_item((*path, index), old[index], value)
        else:
            removed += gone
            added += [(place, value) for value in come]
    if removed or added:
        yield ChangeItems(path, tuple(removed), tuple(added))


def _changed_item(path: KeyPath, old: Any, new: Any) -> Iterator[Edit]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _key_edits(path, old, new)
    else:
        yield SetKey(path, new)


def _gaps(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int, tuple[list[int], list[Any]]]]:
    """Yield for each stretch between items that stay: the one before it, which old ones go, and which new ones come."""
    numbers: dict[Hashable, list[int]] = {}
    for index in reversed(range(len(old))):
        numbers.setdefault(repr(old[index]), []).append(index)
    last, come = -1, list[Any]()
    for value in new:
        waiting = numbers.get(repr(value), [])
        while waiting and waiting[-1] <= last:
            waiting.pop()
        if not waiting:
            come.append(value)
            continue
        found = waiting.pop()
        yield last, (list(range(last + 1, found)), come)
        last, come = found, []
    yield last, (list(range(last + 1, len(old))), come)
