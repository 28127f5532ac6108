"""Readings and targets as people type them: the whole of one, or what changes of the one that a task has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import UsageError
from planctl.plan.target import Target

if TYPE_CHECKING:
    from planctl.plan.target import Number


class BadTargetError(UsageError):
    """``value`` cannot be read as a quantity to reach."""

    key = "error.bad_target"


class SameLevelError(UsageError):
    """The level to reach, ``value``, is where the task starts from."""

    key = "error.same_level"


class NoTargetError(UsageError):
    """The option ``name`` says something about a target, and the task ``id`` has none."""

    key = "error.no_target"


class Reading(NamedTuple):
    """A reading as typed: the new ``amount``, or with ``relative`` what to add to the last one."""

    amount: Number
    relative: bool = False


class AskedTarget(NamedTuple):
    """A target as asked for: how much or which level, in what, on top of what, from where; what is ``None`` stays."""

    goal: Number | None = None
    unit: str | None = None
    baseline: Number | None = None
    origin: Number | None = None

    def over(self, old: Target | None, task_id: str = "") -> Target:
        """Return the target that is meant, where there was the ``old`` one of the task ``task_id``.

        Raises:
            NoTargetError: Only the rest of a target is given, and there is none.
            BadTargetError: It is one of nothing, and not a level.
            SameLevelError: The level is the same as the one it starts from.
        """
        if old is None and self.goal is None:
            raise NoTargetError(id=task_id, name="--from" if self.baseline is None else "--baseline")
        old = old or Target()
        goal = old.goal if self.goal is None else self.goal
        unit = self.unit or old.unit
        if self.origin is not None or (old.is_level and self.baseline is None):
            origin = old.origin if self.origin is None else self.origin
            if goal == origin:
                raise SameLevelError(value=goal)
            return Target(unit=unit, from_=origin, to=goal, extra=old.extra)
        if goal <= 0:
            raise BadTargetError(value=goal)
        baseline = old.baseline if self.baseline is None else self.baseline
        return replace(old, amount=goal, unit=unit, baseline=baseline, from_=None, to=None)
