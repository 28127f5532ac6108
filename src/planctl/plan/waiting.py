"""What tasks wait for: other tasks, by their ids, or things that are not in the plan, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import UsageError
from planctl.plan.ids import UnknownTaskError
from planctl.plan.spelling import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from planctl.plan.model import Plan, Task

#: What has this form is an id, and no words: ``3.8``, ``D1.3``, ``K.12``.
_ID = re.compile(r"[A-Za-z]*[0-9]*\.[0-9]+")


class WaitsInCircleError(UsageError):
    """The tasks ``ids`` would wait for each other in a circle."""

    key = "error.waits_in_circle"


class Unknown(NamedTuple):
    """The task ``task`` waits, by item ``number`` of its list, for ``id``, which no task has."""

    task: Task
    number: int
    id: str


def awaited(task: Task, known: Container[str]) -> tuple[str, ...]:
    """Return the ids among what ``task`` waits for, of which some tasks are ``known``; the rest is words."""
    return tuple(item for item in task.waits_for if item in known or _ID.fullmatch(item))


def read_waits(plan: Plan, typed: Iterable[str]) -> tuple[str, ...]:
    """Return what is meant by what was typed to wait for: ids, also several in one, or a text.

    Raises:
        UnknownTaskError: Something has the form of an id, and no task has it; carries the nearest ids.
    """
    moved = {old: task.id for task in plan.items for old in task.moved_from}
    known = {task.id for task in plan.items}
    found: list[str] = []
    for value in typed:
        words = _words(value)
        are_ids = bool(words) and all(word in known or word in moved or _ID.fullmatch(word) for word in words)
        found += [moved.get(word, word) for word in words] if are_ids else [value]
    unknown = [item for item in found if _ID.fullmatch(item) and item not in known]
    if unknown:
        raise UnknownTaskError(id=", ".join(unknown), suggestions=nearest(unknown[0], known))
    return tuple(dict.fromkeys(found))


def as_awaited(typed: Iterable[str]) -> tuple[str, ...]:
    """Return what was typed to wait for no longer: every text, and every word in it, as several ids may be in one."""
    return tuple(item for value in typed for item in (value, *_words(value)))


def _words(value: str) -> list[str]:
    return [word for word in re.split(r"[,;\s]+", fold(value)) if word]


def unknown_waits(plan: Plan) -> Iterator[Unknown]:
    """Yield what tasks of ``plan`` wait for by an id that there is not."""
    waiting = [task for task in plan.items if task.waits_for]
    if not waiting:
        return
    known = {name for task in plan.items for name in (task.id, *task.moved_from)}
    for task in waiting:
        for number, item in enumerate(task.waits_for):
            if item not in known and _ID.fullmatch(item):
                yield Unknown(task, number, item)


def circles(plan: Plan) -> Iterator[tuple[str, ...]]:
    """Yield circles in which tasks of ``plan`` wait for each other, one through each way back, first task first."""
    waits = {task.id: task.waits_for for task in plan.items if task.waits_for}
    order = {identifier: number for number, identifier in enumerate(waits)}
    done: set[str] = set()
    for first in waits:
        path, seen = list[str](), set[str]()
        pending: list[tuple[str, int]] = [(first, 0)]
        while pending:
            item, depth = pending.pop()
            del path[depth:]
            if item in path:
                circle = path[path.index(item) :]
                start = circle.index(min(circle, key=order.__getitem__))
                yield (*circle[start:], *circle[:start])
            elif item in waits and item not in done:
                seen.add(item)
                path.append(item)
                pending += [(after, depth + 1) for after in reversed(waits[item])]
        done |= seen


def refuse_circles(plan: Plan) -> None:
    """Refuse a plan in which tasks wait for each other in a circle; raises ``WaitsInCircleError``."""
    if (circle := next(circles(plan), None)) is not None:
        raise WaitsInCircleError(ids=" → ".join((*circle, circle[0])))
