"""Plan data in a reader's words: titles and names in the language asked for, statuses, grades, dates, log entries."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.blocks import Cell, Tone
from planctl.plan.counts import By
from planctl.plan.duties import every_of
from planctl.plan.keys import Kind, keys_of
from planctl.plan.model import Entry, Indicator, Status, Task
from planctl.plan.progress import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planctl.plan import model
    from planctl.plan.counts import Group
    from planctl.plan.keys import Key
    from planctl.plan.model import Plan
    from planctl.plan.progress import Standing
    from planctl.plan.target import Target
    from planctl.words.i18n import Translator

STATUS_TONES = {
    Status.TODO: Tone.MUTED,
    Status.DOING: Tone.NORMAL,
    Status.BLOCKED: Tone.BAD,
    Status.SUBMITTED: Tone.WARN,
    Status.DONE: Tone.GOOD,
    Status.DROPPED: Tone.MUTED,
}
GRADE_TONES = {
    Grade.DONE: Tone.GOOD,
    Grade.OVERDUE: Tone.BAD,
    Grade.AT_RISK: Tone.BAD,
    Grade.DUE_SOON: Tone.WARN,
    Grade.BEHIND: Tone.WARN,
    Grade.ON_TRACK: Tone.NORMAL,
    Grade.AHEAD: Tone.GOOD,
    Grade.PENDING: Tone.MUTED,
    Grade.CLOSED: Tone.MUTED,
}

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Words(NamedTuple):
    """The words for plan data in one language: English titles and names where there are any and they are wanted.

    ``units`` are the names of units in the language, where they are other than in the plan; dates of the plan's
    ``year`` need not name it. Statuses are called as they are of items of the ``kind``.
    """

    t: Translator
    units: Mapping[str, str] = _NO_NAMES
    year: int | None = None
    kind: str = Task.kind

    @classmethod
    def of(cls, t: Translator, plan: Plan) -> Words:
        """Return the words for ``plan``."""
        is_english = t.language == "en"
        return cls(t, {unit.name: unit.name_en for unit in plan.units if unit.name_en and is_english}, plan.year)

    def on(self, item: Task) -> Words:
        """Return the words for speaking of ``item``."""
        return self if item.kind == self.kind else self._replace(kind=item.kind)

    def title(self, titled: Plan | model.Group | Task | Group) -> str:
        """Return the title of a plan, a task or a priority."""
        return (titled.title_en if self.t.language == "en" else None) or titled.title or ""

    def group(self, group: Group, by: By) -> str:
        """Return the heading of ``group``, one of a grouping ``by`` something."""
        match by:
            case By.STATUS:
                return self.t(f"status.{group.key}")
            case By.GRADE:
                return self.t(f"grade.{group.key}")
            case By.QUARTER:
                return self.quarter(group.key)
            case By.PRIORITY | By.INSPECTION | By.STANDARD:
                return self.title(group)
            case By.OWNER | By.TAG:
                return group.key or self.t("list.nobody")
            case _:
                return self.unit(group.key) or self.t("list.nobody")

    def quarter(self, key: str, messages: str = "quarter.brief") -> str:
        """Return the name of a quarter given as ``2020-Q3``; ``messages`` begin the keys of such names."""
        if not key:
            return self.t("due.none")
        year, _, number = key.partition("-Q")
        return self.t(f"{messages}{number}", year=year)

    def unit(self, name: str | None) -> str:
        """Return the name of a unit, nothing for none."""
        return self.units.get(name, name) if name else ""

    def people(self, task: Task) -> str:
        """Return who is to do a task: the owner, who can be rung up, before the lead unit."""
        return self.t("separator.list").join(filter(None, (task.owner, self.unit(task.lead))))

    def day(self, day: date) -> Cell:
        """Return a date for a table: without the year where it is the plan's, if a person reads it."""
        whole = day.isoformat()
        return Cell(whole[5:] if day.year == self.year else whole, code=whole)

    def status(self, row: Standing) -> Cell:
        """Return the status of a task, with a mark if it was carried over."""
        status = row.task.status
        label = self.on(row.task).status_name(status)
        if row.is_carried:
            return Cell(self.t("status.carried", status=label), Tone.MUTED, status.value)
        return Cell(label, STATUS_TONES[status], status.value)

    def status_name(self, status: Status) -> str:
        """Return what a status is called: findings that are done are closed out, indicators met."""
        own = f"status.{self.kind}.{status}"
        return self.t(own if self.t.has(own) else f"status.{status}")

    def due(self, row: Standing) -> Cell:
        """Return the deadline; a duty has none, but the number of periods in which it was kept up."""
        if row.kept is None:
            return self.day(row.due)
        key = "due.ongoing" if row.kept.of else "due.ongoing_new"
        return Cell(self.t(key, kept=row.kept.kept, of=row.kept.of), code="ongoing")

    def kept(self, row: Standing) -> str:
        """Return in how many of which periods a duty was kept up, nothing of other items."""
        if row.kept is None:
            return ""
        return self.t(f"kept.{every_of(row.task) if row.kept.of else 'new'}", kept=row.kept.kept, count=row.kept.of)

    def weight(self, item: Task) -> Cell:
        """Return what an indicator counts for: it must be met, or gives points; nothing of any other item."""
        if not isinstance(item, Indicator) or not (item.hard or item.points):
            return Cell("")
        if item.hard:
            return Cell(self.t("indicator.hard"), code="hard")
        points = number(item.points or 0)
        return Cell(self.t("indicator.points", n=1 if points == "1" else points), code=points)

    def grade(self, row: Standing) -> Cell:
        """Return the grade of a task, with the days that it is late."""
        if row.is_overdue:
            text = self.t("grade.overdue_days" if row.days_late else "grade.missed", n=row.days_late)
        else:
            text = self.t(f"grade.{row.grade}")
        return Cell(text, GRADE_TONES[row.grade], row.grade.value)

    def value(self, kind: Kind, value: Any) -> str:
        """Return a value that is there, as a record shows one of its ``kind``; tables have to be told in parts."""
        match kind:
            case Kind.UNIT:
                return self.unit(value)
            case Kind.UNITS:
                return self.t("separator.list").join(map(self.unit, value))
            case Kind.TEXTS | Kind.ORDERED:
                return (" / " if kind is Kind.ORDERED else self.t("separator.list")).join(value)
            case Kind.FIELDS:
                return self.t("separator.list").join(self.t(f"column.{name}") for name in value)
            case Kind.STATUS:
                return self.status_name(value)
            case Kind.NUMBER | Kind.AMOUNT:
                return number(value)
            case Kind.FLAG | Kind.PERIOD:
                return self.t({True: "answer.yes", False: "answer.no"}.get(value) or f"every.{value}")
            case Kind.RECORD:
                return self.target(value)
            case Kind.TABLE | Kind.LINES | Kind.WAS | Kind.RECORDS:
                raise ValueError(kind)
            case _:
                return str(value)

    def target(self, target: Target) -> str:
        """Return what is to be reached, and on top of what."""
        if not target.baseline:
            return str(target)
        return self.t("target.on_top", goal=target, baseline=number(target.baseline))

    def reading(self, row: Standing) -> str:
        """Return how much of a quantity is reached, as ``36/100 个``; of a level, as ``310 → 200 ms``."""
        target = row.task.target
        if target is None:
            return "" if row.reading is None else number(row.reading)
        between = " → " if target.is_level else "/"
        return f"{number(row.reached)}{between}{target.goal_text}"


def number(value: float) -> str:
    """Return ``value`` without a needless fraction."""
    return f"{value:.15g}"


def entry_text(entry: Entry, words: Words, before: Mapping[str, Any] = MappingProxyType({})) -> str:
    """Return what ``entry`` records as one phrase; its day and who made it are told apart.

    Of fields that are in ``before`` the value that they had is told, too.
    """
    said = (key for key in _TOLD if getattr(entry, key.name) is not key.default or key.name in entry.cleared)
    return words.t("separator.clause").join(part for key in said if (part := _told(key, entry, words, before)))


def _told(key: Key, entry: Entry, words: Words, before: Mapping[str, Any]) -> str:
    """Return what ``entry`` says under ``key``, nothing if that is empty; nobody is somebody to be told of."""
    value, t = getattr(entry, key.name), words.t
    if key.name == "note" and t.language == "en" and entry.note_en:
        value = entry.note_en
    text = words.value(key.kind, value) if value is not None else ""
    if key.name == "carried_to" and value == "":
        return t("entry.carried_back")
    if not text and (key.name in _PEOPLE or key.name in entry.cleared):
        text = t("list.nobody")
    if before.get(key.name):
        text = t("entry.from_to", before=words.value(key.kind, before[key.name]), after=text)
    elif key.name == "due" and entry.was.get(key.name):
        return t("entry.due_was", due=text, was=entry.was[key.name])
    return t(f"entry.{key.name}", **{key.name: text}) if text else ""


_PEOPLE = {"lead", "support", "owner"}
#: That the task was added is told first; what was taken away is told of each field.
_TOLD = sorted(
    (key for key in keys_of(Entry) if key.shown and key.kind is not Kind.FIELDS and key.name not in {"on", "by"}),
    key=lambda key: key.name != "added",
)
