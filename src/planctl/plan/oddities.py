"""What is odd in a plan and accepted all the same: a reading that falls, a date outside the year, a misspelt unit.

The command that makes such a record says so at once, and ``check`` later: both ask here. What is a fault is
``planctl.toml.review``'s.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import Severity
from planctl.plan import replay
from planctl.plan.mentions import open_findings
from planctl.plan.model import Indicator, Status
from planctl.plan.quantity import counts_pieces
from planctl.plan.spelling import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from planctl.plan.model import Entry, Group, Plan, Task
    from planctl.plan.target import Number

    #: A reading in a log: where it stands, of which day it is, how much it is.
    _Logged = tuple[tuple[str | int, ...], date, Number]

#: What says that work went on, so that it can hardly be of a day before work began.
_AT_WORK = frozenset({Status.DOING, Status.SUBMITTED, Status.DONE})
#: Zero-width and direction characters that no script needs within a title, unlike the joiners U+200C and U+200D.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


class Oddity(NamedTuple):
    """One odd thing: ``code`` names its kind, ``place`` leads from the task to it, ``fields`` fill its sentence."""

    code: str
    place: tuple[str | int, ...]
    fields: Mapping[str, object]
    severity: Severity = Severity.WARNING

    @property
    def details(self) -> dict[str, object]:
        """What fills its sentence, with the ``number`` of the entry, from 1, if it is about one."""
        number = {"number": int(self.place[1]) + 1} if self.place[0] == "log" else {}
        return {**self.fields, **number}


def oddities(task: Task, plan: Plan, today: date | None = None) -> Iterator[Oddity]:
    """Yield what is odd in ``task``; which days are still to come is left open without ``today``."""
    yield from invisible_characters(task)
    yield from _deadline(task, plan)
    yield from _days(task, plan, today)
    yield from _readings(task)
    yield from _state(task)
    yield from _nodes(task, plan, today)


def new_oddities(before: Plan, after: Plan, ids: Iterable[str], today: date) -> Iterator[Oddity]:
    """Yield what is odd in the tasks ``ids`` of ``after`` and was not ``before``, in the order of the document."""
    wanted = set(ids)
    old = {task.id: task for task in before.items if task.id in wanted}
    was_open, is_open = open_findings(before), open_findings(after)
    for task in (task for task in after.items if task.id in wanted):
        former = old.get(task.id)
        known = Counter(map(_told, (*oddities(former, before, today), *unsettled(former, was_open)) if former else ()))
        for oddity in (*oddities(task, after, today), *unsettled(task, is_open)):
            if known[_told(oddity)]:
                known[_told(oddity)] -= 1
            else:
                yield oddity


def invisible_characters(titled: Task | Group) -> Iterator[Oddity]:
    """Yield the titles that hold characters which nobody sees, as text pasted from a chat or a page does."""
    for field in ("title", "title_en"):
        if found := _INVISIBLE.findall(getattr(titled, field) or ""):
            codes = ", ".join(dict.fromkeys(f"U+{ord(character):04X}" for character in found))
            yield Oddity("invisible-characters", (field,), {"id": titled.id, "field": field, "characters": codes})


def misspelt(task: Task, meant: Mapping[str, str]) -> Iterator[Oddity]:
    """Yield the units of ``task`` that seem to be misspelt; ``meant`` is what ``misspelt_units`` says of its plan."""
    for field, names in (("lead", (task.lead,)), ("support", task.support)):
        for name in names:
            if name and name in meant:
                yield Oddity("misspelt-unit", (field,), {"id": task.id, "name": name, "meant": meant[name]})


def unsettled(item: Task, findings: Mapping[str, Sequence[str]]) -> Iterator[Oddity]:
    """Yield that ``item`` is done while ``findings`` about it, by the ids that they are about, are open."""
    names = (item.id, *item.moved_from)
    if item.status is Status.DONE and (found := [finding for name in names for finding in findings.get(name, ())]):
        yield Oddity("open-finding", ("status",), {"id": item.id, "ids": ", ".join(dict.fromkeys(found))})


# --- dates -----------------------------------------------------------------------------------------------------------


def _deadline(task: Task, plan: Plan) -> Iterator[Oddity]:
    if task.due and task.due.year != plan.year:
        yield Oddity("due-outside-year", ("due",), {"id": task.id, "due": task.due, "year": plan.year})
    if task.due and task.ongoing:
        yield Oddity("due-of-duty", ("due",), {"id": task.id, "due": task.due})
    due = task.due or plan.last_day
    if task.start and task.start > due:
        yield Oddity("start-after-due", ("start",), {"id": task.id, "start": task.start, "due": due}, Severity.ERROR)


def _days(task: Task, plan: Plan, today: date | None) -> Iterator[Oddity]:
    added = next((entry.on for entry in task.log if entry.added), None)
    for number, entry in enumerate(task.log):
        place, fields = ("log", number, "on"), {"id": task.id, "on": entry.on}
        is_work = entry.status in _AT_WORK or entry.reading is not None
        if _is_outside(entry, plan.year, is_work=is_work):
            yield Oddity("entry-outside-year", place, {**fields, "year": plan.year})
        elif today and entry.on > today:
            yield Oddity("entry-in-future", place, fields)
        elif is_work and task.start and entry.on < task.start:
            yield Oddity("entry-before-start", place, {**fields, "start": task.start})
        if added and entry.on < added:
            yield Oddity("entry-before-added", place, {**fields, "added": added})


def _is_outside(entry: Entry, year: int, *, is_work: bool) -> bool:
    """Whether the day of ``entry`` is odd in a plan of ``year``, which is drawn up in the year before."""
    if entry.on.year > year:
        return not entry.carried_to
    return entry.on.year < year and (is_work or entry.on.year < year - 1)


def _nodes(task: Task, plan: Plan, today: date | None) -> Iterator[Oddity]:
    last = task.due or plan.last_day
    for number, node in enumerate(task.nodes):
        place, fields = ("nodes", number), {"id": task.id, "goal": node.goal}
        if node.due.year != plan.year and (node.due > last or not task.carried_from):
            yield Oddity("node-outside-year", (*place, "due"), {**fields, "day": node.due, "year": plan.year})
        elif node.due > last:
            yield Oddity("node-after-due", (*place, "due"), {**fields, "due": node.due, "last": last})
        if node.done and node.done.year != plan.year:
            yield Oddity("node-outside-year", (*place, "done"), {**fields, "day": node.done, "year": plan.year})
        elif today and node.done and node.done > today:
            yield Oddity("node-in-future", (*place, "done"), {**fields, "on": node.done})
        for count, move in enumerate(node.moved):
            if today and move.on > today:
                yield Oddity("node-move-in-future", (*place, "moved", count, "on"), {**fields, "on": move.on})


# --- readings and states ---------------------------------------------------------------------------------------------


def _readings(task: Task) -> Iterator[Oddity]:
    """Yield what is odd in the readings one by one, and what the latest says beside the rest of the task."""
    latest, target = replay.latest_reading(task), task.target
    if latest is None:
        return
    logged: list[_Logged] = [
        (("log", number, "reading"), entry.on, entry.reading)
        for number, entry in enumerate(task.log)
        if entry.reading is not None
    ]
    place = logged[-1][0] if logged else ("reading",)
    if task.status is Status.TODO:
        yield Oddity("reading-not-begun", place, {"id": task.id, "reading": latest})
    if target is None or not target.is_level:  # a level goes up and down, and past its goal is well
        yield from _falls(task, logged)
    if target is None:
        points = task.points if isinstance(task, Indicator) else None
        if points is None:
            yield Oddity("reading-without-target", place, {"id": task.id})
        elif latest > points:
            yield Oddity("reading-exceeds", place, {"id": task.id, "target": points, "reading": latest})
        return
    fields = {"id": task.id, "target": target.goal_text}
    if counts_pieces(target):
        parts = ((at, reading) for at, _, reading in logged if reading != int(reading))
        yield from (Oddity("reading-fraction", at, {**fields, "reading": reading}) for at, reading in parts)
    if target.amount is not None and latest > target.amount:
        yield Oddity("reading-exceeds", place, {**fields, "reading": latest})


def _falls(task: Task, readings: Iterable[_Logged]) -> Iterator[Oddity]:
    for (_, _, before), (place, on, reading) in pairwise(readings):
        if reading < before:
            yield Oddity("reading-falls", place, {"id": task.id, "before": before, "reading": reading, "on": on})


def _state(task: Task) -> Iterator[Oddity]:
    if task.status is Status.DONE and not task.evidence:
        yield Oddity("no-evidence", ("status",), {"id": task.id})
    if task.status.needs_reason and is_blank(replay.reason(task)):
        yield Oddity("no-reason", ("status",), {"id": task.id, "status": task.status.value})
    yield from _acceptance(task)
    reading = replay.latest_reading(task)
    if task.status is Status.DONE and task.target and not task.target.is_reached(reading):
        now = task.target.origin if reading is None else reading
        fields = {"id": task.id, "reading": now, "target": task.target.goal_text}
        yield Oddity("done-below-target", ("status",), fields)


def _acceptance(task: Task) -> Iterator[Oddity]:
    """Yield that who reported a task as finished also accepted it, which is for somebody else to do."""
    reporter = None
    for number, entry in enumerate(task.log):
        if entry.status is Status.DONE and entry.by and entry.by == reporter and task.status is Status.DONE:
            yield Oddity("accepted-by-reporter", ("log", number, "by"), {"id": task.id, "by": entry.by})
        if entry.status is not None:
            reporter = entry.by if entry.status is Status.SUBMITTED else None


def _told(oddity: Oddity) -> tuple[str, str]:
    """Return what makes two oddities the same to a reader, wherever the entry stands by now."""
    return oddity.code, repr(oddity.fields)
