"""Duties, which have no end: kept up or not, judged by period.

A period is kept with any report in it. Judged are whole periods of the plan's year that are over: from the first that
begins on or after the day on which the duty began, until the day on which it was closed (see docs/decisions.md).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan import replay
from planctl.plan.days import Day, is_missed, span

if TYPE_CHECKING:
    from datetime import date

    from planctl.plan.model import Plan, Task


class Every(StrEnum):
    """How often a duty has to be reported on; the value is the word in the plan file."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months a period has."""
        return {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}[self]


class Kept(NamedTuple):
    """Of how many periods a duty was kept up in how many, and whether it is kept up ``now``."""

    kept: int
    of: int
    now: bool


def every_of(task: Task) -> Every:
    """Return how often ``task`` has to be reported on: once a quarter unless something else is written."""
    return Every(task.every) if task.every else Every.QUARTER


def kept(task: Task, plan: Plan, day: date) -> Kept:
    """Return in how many of its periods ``task``, a duty, was kept up by ``day``.

    It is kept up now if it was in the last of them, or somebody has reported since, or none is over yet.
    """
    reports = [entry.on for entry in task.log if entry.is_report]
    began, until = _began_on(task, plan), _judged_until(task, day)
    spans = [span for span in periods(plan.year, every_of(task)) if span[0] >= began and is_missed(span[1], until)]
    states = [any(first <= on <= last for on in reports) for first, last in spans]
    is_late = bool(states) and not states[-1] and not any(on > spans[-1][1] for on in reports)
    return Kept(sum(states), len(states), not is_late)


def periods(year: int, every: Every) -> list[tuple[date, date]]:
    """Return the first and the last day of every period of ``year``."""
    return [span(year, every.months, number) for number in range(1, 12 // every.months + 1)]


def _began_on(task: Task, plan: Plan) -> date:
    """Return the day from which ``task`` is a duty: it began, or came into the plan, or was made a duty later."""
    made = next((entry.on for entry in reversed(task.log) if entry.ongoing), plan.first_day)
    added = next((entry.on for entry in task.log if entry.added), None)
    return max(made, task.start or added or plan.first_day)


def _judged_until(task: Task, day: date) -> date:
    """Return ``day`` or, if that was earlier, the evening of the day on which ``task`` was done or dropped."""
    closed = replay.status_since(task) if task.status.is_closed else None
    return Day.seen(closed, day) if closed and closed < day else day
