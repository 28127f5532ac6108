"""Plan data in a reader's words: titles and names in the language asked for, statuses, grades, dates, log entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.blocks import Cell, Tone
from planctl.plan.model import Status
from planctl.plan.progress import By, Grade

if TYPE_CHECKING:
    from datetime import date

    from planctl.plan.model import Entry, Plan, Task
    from planctl.plan.progress import Group, Standing
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
    Grade.DUE_SOON: Tone.WARN,
    Grade.BEHIND: Tone.WARN,
    Grade.AHEAD: Tone.GOOD,
    Grade.CARRIED: Tone.MUTED,
    Grade.CLOSED: Tone.MUTED,
}


class Words(NamedTuple):
    """The words for plan data in one language: English titles and names where there are any and they are wanted."""

    t: Translator
    plan: Plan | None
    drawn: bool

    def title(self, task: Task) -> str:
        """Return the title of ``task``."""
        return (task.title_en if self.t.language == "en" else None) or task.title

    def group(self, group: Group, by: By) -> str:
        """Return the heading of ``group``, one of a grouping ``by`` something."""
        if by is By.STATUS:
            return self.t(f"status.{group.key}")
        if by is By.GRADE:
            return self.t(f"grade.{group.key}")
        if by is By.QUARTER:
            return self.quarter(group.key)
        english = group.title_en if self.t.language == "en" else None
        return english or group.title or group.key or self.t("list.nobody")

    def quarter(self, key: str) -> str:
        """Return the name of a quarter given as ``2020-Q3``."""
        year, _, number = key.partition("-Q")
        return self.t("quarter", year=year, number=self.t(f"numeral.{number}"))

    def unit(self, name: str | None) -> str:
        """Return the name of a unit, nothing for none."""
        if name and self.t.language == "en" and self.plan:
            return next((unit.name_en or name for unit in self.plan.units if unit.name == name), name)
        return name or ""

    def day(self, day: date) -> str | Cell:
        """Return a date for a table: without the year where it is the plan's."""
        if not self.drawn:
            return day.isoformat()
        is_this_year = self.plan is not None and day.year == self.plan.year
        return Cell(f"{day:%m-%d}" if is_this_year else day.isoformat())

    def status(self, row: Standing) -> Cell:
        """Return the status of a task."""
        if row.grade is Grade.CARRIED:
            return Cell(self.t("status.carried"), Tone.MUTED, "carried")
        status = row.task.status
        return Cell(self.t(f"status.{status}"), STATUS_TONES[status], status.value)

    def grade(self, row: Standing) -> Cell:
        """Return the grade of a task, with the days that it is late."""
        text = self.t(f"grade.{row.grade}")
        if row.is_overdue:
            text = self.t("grade.overdue_days", n=-row.days_left)
        return Cell(text, GRADE_TONES.get(row.grade, Tone.NORMAL), row.grade.value)

    def reading(self, row: Standing) -> str:
        """Return how much of a quantity is reached, as ``36/100 个``."""
        target = row.task.target
        if target is None:
            return "" if row.reading is None else number(row.reading)
        return f"{number(row.reading or 0)}/{number(target.amount)} {target.unit or ''}".rstrip()


def number(value: float) -> str:
    """Return ``value`` without a needless fraction."""
    return f"{value:.15g}"


def entry_text(entry: Entry, words: Words) -> str:
    """Return what ``entry`` records as one phrase."""
    t = words.t
    support = t("separator.list").join(map(words.unit, entry.support or ())) or t("list.nobody")
    parts = [
        t("entry.added") if entry.added else "",
        t("entry.status", status=t(f"status.{entry.status}")) if entry.status else "",
        t("entry.reading", reading=number(entry.reading)) if entry.reading is not None else "",
        t("entry.lead", lead=words.unit(entry.lead) or t("list.nobody")) if entry.lead is not None else "",
        t("entry.support", support=support) if entry.support is not None else "",
        t("entry.owner", owner=entry.owner or t("list.nobody")) if entry.owner is not None else "",
        _due_text(entry, words) if entry.due else "",
        t("entry.carried_to", id=entry.carried_to) if entry.carried_to else "",
        entry.note or "",
        t("entry.evidence", evidence=t("separator.list").join(entry.evidence)) if entry.evidence else "",
    ]
    return t("separator.clause").join(part for part in parts if part)


def _due_text(entry: Entry, words: Words) -> str:
    before = entry.was.get("due")
    return words.t("entry.due_was", due=entry.due, was=before) if before else words.t("entry.due", due=entry.due)
