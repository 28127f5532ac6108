"""What people change by hand, in the file or in an editor: it is recorded as if a command had done it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planctl.plan import replay
from planctl.plan.changes import change_tasks, entry_of
from planctl.plan.ids import task_ids
from planctl.plan.merge import MergeConflictError, merge_task

if TYPE_CHECKING:
    from datetime import date

    from planctl.plan.changes import Outcome
    from planctl.plan.model import Plan, Task


@dataclass(frozen=True, slots=True)
class EditTask:
    """Make of the task that was ``before`` what a person made of it, ``after``; what others did to it meanwhile stays.

    Whatever was changed by hand of what a log tells is recorded as an entry of the day ``on``; an earlier title is kept
    in ``formerly``. ``lines`` are the lines of the file that were edited, before and after, so that what else was
    written there can stay as well.

    Raises ``MergeConflictError`` where others changed the same.
    """

    before: Task
    after: Task
    on: date
    by: str | None = None
    lines: tuple[str, str] | None = None

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the edited task."""
        (identifier,) = task_ids(plan, [self.before.id])
        task, conflicts = merge_task(self.before, plan.task(identifier), self.after)
        if conflicts:
            raise MergeConflictError(conflicts)
        outcome = change_tasks(plan, (identifier,), lambda now: self.recorded(now, task))
        if not self.lines:
            return outcome
        return replace(outcome, changed=(identifier,), unchanged=(), rewritten=(identifier, *self.lines))

    def recorded(self, now: Task, task: Task) -> Task:
        """Return ``task``, which was ``now`` before it was edited, with an entry that accounts for what a log tells."""
        if task == now:
            return now
        if task.title != now.title and now.title not in task.formerly:
            task = replace(task, formerly=(*task.formerly, now.title))
        return _recorded_by_hand(task, self.on, self.by, now)


@dataclass(frozen=True, slots=True)
class RecordHandEdits:
    """Record every hand-made change of a stored state, unknown to the log, as an entry of the day ``on``."""

    on: date
    by: str | None = None

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the log of every task telling its stored state."""
        ids = tuple(task.id for task in plan.items if next(replay.disagreements(task), None))
        return change_tasks(plan, ids, lambda task: _recorded_by_hand(task, self.on, self.by))


def _recorded_by_hand(task: Task, on: date, by: str | None, before: Task | None = None) -> Task:
    """Return ``task`` with an entry that accounts for what was changed by hand.

    That is every stored field that the log does not fold to and, of those that it does not speak of, what was otherwise
    ``before``.
    """
    told = {name for name in replay.LOGGED_FIELDS if any(entry.sets(name) for entry in task.log)}
    base: dict[str, Any] = {name: logged for name, _, logged in replay.disagreements(task)}
    if before is not None:
        base |= {name: getattr(before, name) for name in replay.LOGGED_FIELDS.keys() - told}
    then = replace(task, **base)
    if then == task:
        return task
    day = max(on, task.log[-1].on) if task.log else on
    entry = entry_of({name: getattr(task, name) for name in base}, then, day)
    return replay.with_entry(then, replace(entry, by=by))
