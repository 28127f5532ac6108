"""Two versions of a task's log, of a set of texts, of the moves of a node, as one; and what the united log tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from planctl.plan import replay
from planctl.plan.keys import keys_of
from planctl.plan.model import Entry, Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.plan.node import NodeMove

#: What an entry says, but for its supporters, whose order means nothing, and what was before it.
_content = attrgetter(*(key.name for key in keys_of(Entry) if key.name not in {"was", "support"}))


def united_set(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Return ours without what theirs took out, followed by what theirs added."""
    kept = [item for item in ours if item in theirs or item not in base]
    return tuple(dict.fromkeys((*kept, *(item for item in theirs if item not in base))))


def united_moves(
    base: Sequence[NodeMove], ours: Sequence[NodeMove], theirs: Sequence[NodeMove]
) -> tuple[NodeMove, ...]:
    """Return the days on which both sides gave a node another day, in their order, whichever side is ours."""
    kept = [move for move in ours if move in theirs or move not in base]
    both = dict.fromkeys((*kept, *(move for move in theirs if move not in base)))
    return tuple(sorted(both, key=lambda move: (move.on, move.from_, move.note or "")))


def united_log(base: Sequence[Entry], ours: Sequence[Entry], theirs: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries of both sides by date, each as often as the sides together say.

    An entry that one side took out or rewrote is gone in its old form. On one day, whose entries come first is decided
    by what they say, so that it does not matter which side is ours; nothing moves that is there already.
    """
    if base in (ours, theirs):
        return tuple(theirs if ours == base else ours)
    before, mine, other = (Counter(map(content_of, log)) for log in (base, ours, theirs))
    left = Counter({key: _united_count(before[key], mine[key], other[key]) for key in (*mine, *other)})
    if +left in (mine, other):
        return tuple(ours if +left == mine else theirs)
    log: list[Entry] = []
    first, second = sorted((ours, theirs), key=lambda side: list(map(content_of, side)))
    for entry in (*first, *second):
        if left[content_of(entry)] > 0:
            left[content_of(entry)] -= 1
            log.insert(sum(earlier.on <= entry.on for earlier in log), entry)
    return tuple(log)


def _united_count(base: int, ours: int, theirs: int) -> int:
    if (ours - base) * (theirs - base) > 0:  # both sides did the same
        return max(ours, theirs) if ours > base else min(ours, theirs)
    return max(ours + theirs - base, 0)


def content_of(entry: Entry) -> str:
    """Return what makes two entries the same: all but ``was``, which depends on what else is in the log."""
    support = entry.support and sorted(entry.support)
    return repr((_content(entry), support, sorted(entry.extra.items())))


def told(field: str, log: Sequence[Entry]) -> Any:
    """Return what ``log`` makes of ``field``."""
    return replay.value_on(Task("", "", log=tuple(log)), field, date.max)


def _setting(field: str, log: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in log if entry.sets(field)]


def _beginning(field: str, task: Task) -> Any:
    """Return what ``field`` was before the log began to speak of it."""
    return replay.value_on(task, field, date.min)


def is_told(field: str, base: Task, ours: Task, theirs: Task, log: Sequence[Entry]) -> bool:
    """Whether the log alone says how ``field`` came to be on both sides, so that the united log says how it is now."""
    if not _setting(field, log):
        return False
    for side in (ours, theirs):
        stored = getattr(side, field)
        logged = told(field, side.log) if _setting(field, side.log) else _beginning(field, base)
        if stored != logged and not (field == "reading" and stored is None):
            return False
    return True


def speaks(field: str, base: Task, side: Task) -> bool:
    """Whether ``side`` recorded something new about ``field``."""
    known = set(map(content_of, base.log))
    return any(content_of(entry) not in known for entry in _setting(field, side.log))


def last_news(field: str, side: Task, others: Sequence[Task], log: Sequence[Entry]) -> Any:
    """Return what ``side`` alone says of ``field`` on the last day on which the united log speaks of it.

    That it was taken away is told as an empty text, that nothing was said as ``None``.
    """
    day = _setting(field, log)[-1].on
    known = {content_of(entry) for other in others for entry in other.log}
    news = [entry for entry in _setting(field, side.log) if entry.on == day and content_of(entry) not in known]
    if not news:
        return None
    value = getattr(news[-1], field)
    return "" if value is None else value


def with_beginnings(log: tuple[Entry, ...], base: Task, ours: Task, theirs: Task) -> tuple[Entry, ...]:
    """Let the first entry on each field say what was before: in a union it may be another one."""
    entries = list(log)
    for field in replay.KEPT_BEFORE:
        first = next((index for index, entry in enumerate(entries) if entry.sets(field)), None)
        if first is None:
            continue
        old, mine, other = (_beginning(field, side) for side in (base, ours, theirs))
        before = other if is_same(old, mine) else mine
        was = {key: value for key, value in entries[first].was.items() if key != field}
        if before != replay.LOGGED_FIELDS[field]:
            was[field] = before
        entries[first] = replace(entries[first], was=was)
    return tuple(entries)


def with_set(field: str, log: tuple[Entry, ...], wanted: tuple[str, ...]) -> tuple[Entry, ...]:
    """Add an entry that says what is in the set ``field`` now that both sides put something in or took it out."""
    day = _setting(field, log)[-1].on
    place = sum(entry.on <= day for entry in log)
    said: dict[str, Any] = {field: wanted}
    return (*log[:place], Entry(day, **said), *log[place:])


def is_same(one: object, other: object) -> bool:
    """Whether two values say the same, type for type: 1 is not 1.0 or true, a NaN is itself, keys have no order."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(is_same(value, other[key]) for key, value in one.items())
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(is_same, one, other))
    if is_dataclass(one) and type(one) is type(other):
        return all(is_same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    return repr(one) == repr(other)
