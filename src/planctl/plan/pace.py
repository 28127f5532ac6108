"""The pace of measured work: a straight line from where it began to what is to be reached, and who is ahead of it.

The line runs over whole days, the first and the deadline among them; of a day that is not over nothing is expected yet.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from planctl.plan import replay
from planctl.plan.days import DayState, is_missed, state_of
from planctl.plan.quantity import decimals

if TYPE_CHECKING:
    from datetime import date

    from planctl.plan.model import Plan, Task
    from planctl.plan.target import Number, Target

#: What is smaller comes of dividing, in units of the last decimal that people wrote.
_NOISE = 6
#: A number has no more digits that mean anything.
_MOST_DECIMALS = 15


def first_day(task: Task, plan: Plan) -> date:
    """Return the day on which the line of ``task`` begins: its start, else that of its first record, else of the year.

    A task that was entered before the year, when the plan was drawn up, begins with the year.
    """
    return task.start or max(replay.begun_on(task) or plan.first_day, plan.first_day)


def expected_reading(task: Task, plan: Plan, day: date) -> float:
    """Return where the line of ``task`` is on ``day``, in units of its target; 0 without one."""
    target, due = task.target, task.due or plan.last_day
    if target is None:
        return 0.0
    if is_missed(due, day):
        return float(target.goal)
    first = first_day(task, plan)
    gone = max(0, (day - first).days + (state_of(day) is DayState.OVER))
    part = gone / ((due - first).days + 1) if gone else 0
    return target.origin + (target.goal - target.origin) * part


def lead(target: Target, reading: Number | None, expected: float) -> int:
    """Return 1 if ``reading`` is ahead of what is ``expected``, -1 if it is behind, 0 if it is on the line.

    What is expected is rounded both ways to the last decimal in which the target is written: a reading in between, or
    on either of the two, is on the line.
    """
    scale = _scale(target)
    now = round((target.origin if reading is None else reading) * scale, _NOISE)
    line = round(expected * scale, _NOISE)
    side = int(now > ceil(line)) - int(now < floor(line))
    return side if target.goal > target.origin else -side


def _scale(target: Target) -> int:
    """Return how many of the last decimal in which ``target`` is written make one."""
    scale: int = 10 ** min(_MOST_DECIMALS, max(decimals(target.origin), decimals(target.goal)))
    return scale


def asked_for(target: Target, expected: float) -> float:
    """Return what is asked for where ``expected`` is the line, rounded in favour of who works as ``lead`` does it."""
    scale = _scale(target)
    line = round(expected * scale, _NOISE)
    return (floor(line) if target.goal > target.origin else ceil(line)) / scale
