"""The difference of two plans as edits of the text of the first: what to set, what to take away, what to put in.

Pure, and in the terms of the text as it is: every path leads to something in it. Making the edits is ``edits``' part.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planctl.plan.keys import Kind, identities, keys_of
from planctl.toml.schema import to_table, to_value

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from planctl.plan.keys import Key
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
class ChangeItems:
    """Take the items of the numbers ``removed`` out of the array at ``path``, and put the ``added`` ones in.

    An added item is ``(place, value)``: it stands behind the item number ``place`` of the text, before all for -1.
    """

    path: KeyPath
    removed: tuple[int, ...]
    added: tuple[tuple[int, Any], ...]


Edit = SetKey | DeleteKey | ChangeItems


def difference(old: Plan, new: Plan) -> tuple[Edit, ...]:
    """Return the edits that turn the text of ``old`` into a text of ``new``."""
    return tuple(_record_edits((), old, new))


def own_table(record: Any) -> dict[str, Any]:
    """Return what ``record`` says of itself, without the records in it."""
    return to_table(replace(record, **{key.name: () for key in _nested(record)}))


def _nested(record: Any) -> list[Key]:
    return [key for key in keys_of(type(record)) if key.kind is Kind.RECORDS]


def _record_edits(path: KeyPath, old: Any, new: Any) -> Iterator[Edit]:
    yield from _key_edits(path, own_table(old), own_table(new))
    for key in _nested(old):
        before, after = getattr(old, key.name), getattr(new, key.name)
        if before is after:
            continue
        if key.is_keyed:
            yield from _group_edits((*path, key.written), before, after)
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


def _group_edits(path: KeyPath, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Edit]:
    """Compare arrays of things that have a name of their own; they keep their order."""
    known, named = identities(old), identities(new)
    numbers = {name: index for index, name in enumerate(known)}
    kept = set[int]()
    added, place = [], -1
    for name, item in zip(named, new, strict=True):
        if name in numbers:
            place = numbers[name]
            kept.add(place)
            if old[place] is not item and not _is_same(old[place], item):
                yield from _record_edits((*path, place), old[place], item)
        else:
            added.append((place, to_table(item)))
    removed = tuple(index for index in range(len(old)) if index not in kept)
    if removed or added:
        yield ChangeItems(path, removed, tuple(added))


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
