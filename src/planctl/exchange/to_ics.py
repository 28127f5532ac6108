"""Deadlines and nodes as an iCalendar file (RFC 5545): things to do, or days in a calendar.

What stands for an item or a node has the same UID whenever it is written, so that a calendar that takes the file in
once more changes what it has. It is made of the plan's year and title and the first id of the item, which moves do not
change; a node adds its goal. Duties have no deadline, and are not in it.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import icalendar

from planctl.cells import safe
from planctl.plan.model import Status
from planctl.words.plan_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planctl.exchange.extract import Extract
    from planctl.plan.model import Task
    from planctl.plan.node import Node
    from planctl.plan.progress import Standing
    from planctl.words.i18n import Translator

#: The time of which a day is the same nearly everywhere: when something was done is told in UTC.
NOON = time(12)
_STATES = {
    Status.TODO: "NEEDS-ACTION",
    Status.DOING: "IN-PROCESS",
    Status.BLOCKED: "IN-PROCESS",
    Status.SUBMITTED: "IN-PROCESS",
    Status.DONE: "COMPLETED",
    Status.DROPPED: "CANCELLED",
}


def render(extract: Extract, t: Translator) -> bytes:
    """Return the calendar with a ``VTODO`` for each deadline and each node."""
    return _Writer(extract, t).calendar()


def render_events(extract: Extract, t: Translator) -> bytes:
    """Return the calendar with a ``VEVENT`` for each deadline and each node: a whole day, which blocks no time."""
    return _Writer(extract, t, are_events=True).calendar()


class _Writer:
    """Writes the calendar of one extract."""

    def __init__(self, extract: Extract, t: Translator, *, are_events: bool = False) -> None:
        self.extract, self.t, self.are_events = extract, t, are_events
        self.words = Words.of(t, extract.seen)
        self.groups = {group.id: self.words.title(group) for group in extract.seen.groups}

    def calendar(self) -> bytes:
        """Return the file."""
        calendar = icalendar.Calendar()
        calendar.add("prodid", f"-//planctl//{self.t.language.upper()}")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", " ".join(_text(self.words.title(self.extract.seen)).split("\n")))
        for row in self.extract.rows:
            for component in self._of(row):
                calendar.add_component(component)
        content: bytes = calendar.to_ical()
        return content

    def _of(self, row: Standing) -> Iterator[icalendar.Component]:
        """Yield what stands for the deadline of an item, and for its nodes."""
        item, whole = row.task, self._uid(row.task)
        name = self.t("calendar.item", id=item.id, title=self.words.title(item))
        closed = row.task.status is Status.DROPPED or row.is_carried
        if row.deadline:
            found = self._component(whole, row, name, row.deadline, len(item.log))
            found.add("description", _text(self._said(self._report(row))))
            self._say_state(found, "CANCELLED" if closed else _STATES[item.status], _done_on(item), _percent(row))
            if not self.are_events and item.start and item.start < row.deadline:
                found.add("dtstart", item.start)
            yield found
        for node in item.nodes:
            summary = self.t("calendar.node", id=item.id, goal=node.goal)
            changes = len(node.moved) + (node.done is not None)
            found = self._component(self._uid(item, node), row, summary, node.due, changes)
            found.add("description", _text(f"{name}\n{self._said(self._people(row))}".rstrip()))
            if row.deadline:
                found.add("related-to", whole)
            self._say_state(found, "CANCELLED" if closed else "COMPLETED" if node.done else "NEEDS-ACTION", node.done)
            yield found

    def _component(self, uid: str, row: Standing, summary: str, due: date, changes: int) -> icalendar.Component:
        found: icalendar.Component = icalendar.Event() if self.are_events else icalendar.Todo()
        found.add("uid", uid)
        found.add("dtstamp", _instant(row.task.log[-1].on if row.task.log else self.extract.seen.first_day))
        found.add("sequence", changes)
        found.add("summary", _text(summary))
        found.add("categories", [_text(name) for name in (self.groups[row.group], *row.task.tags)])
        if self.are_events:
            found.add("dtstart", due)
            if due < date.max:  # without an end it is a day, too
                found.add("dtend", due + timedelta(days=1))
            found.add("transp", "TRANSPARENT")
        else:
            found.add("due", due)
        return found

    def _say_state(self, found: icalendar.Component, state: str, done: date | None, percent: int = 0) -> None:
        if self.are_events:
            found.add("status", "CANCELLED" if state == "CANCELLED" else "CONFIRMED")
            return
        found.add("status", state)
        percent = 100 if state == "COMPLETED" else percent
        if percent:
            found.add("percent-complete", percent)
        if state == "COMPLETED" and done:
            found.add("completed", _instant(done, NOON))

    def _people(self, row: Standing) -> dict[str, str | None]:
        """Return who does it."""
        units = self.t("separator.list").join(map(self.words.unit, row.task.support))
        return {"lead": self.words.unit(row.task.lead), "support": units, "owner": row.task.owner}

    def _report(self, row: Standing) -> dict[str, str | None]:
        """Return who does it and what was last said."""
        state = {"status": self.words.status(row).text, "reading": self.words.reading(row)}
        return self._people(row) | state | {"problem": row.problem, "next": row.next}

    def _said(self, values: dict[str, str | None]) -> str:
        """Return what there is of ``values``, a line each."""
        return "\n".join(
            self.t("calendar.line", label=self.t(f"column.{key}"), value=value)
            for key, value in values.items()
            if value
        )

    def _uid(self, item: Task, node: Node | None = None) -> str:
        plan = self.extract.plan
        first = item.moved_from[0] if item.moved_from else item.id
        parts = (str(plan.year), plan.title, first, *([node.goal] if node else []))
        return f"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}@planctl"


def _text(text: str) -> str:
    """Return ``text`` as RFC 5545 takes it: control characters are spelled out, and every end of a line is the same."""
    return safe("\n".join(text.splitlines()), newlines=True)


def _done_on(item: Task) -> date | None:
    days = [entry.on for entry in item.log if entry.status is Status.DONE]
    return days[-1] if days else None


def _percent(row: Standing) -> int:
    """Return how much of the way to its target is made, of an open task less than all of it."""
    share = row.task.target.share(row.reading) if row.task.target and row.is_unfinished else 0
    return max(0, min(int(share * 100), 99))


def _instant(day: date, at: time = time()) -> datetime:
    return datetime.combine(day, at, UTC)
