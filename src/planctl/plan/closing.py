"""What a closed round of reports has frozen, and what was recorded since that makes it differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import UsageError
from planctl.plan import counts, progress, replay
from planctl.plan.changes import Outcome
from planctl.plan.days import Day
from planctl.plan.model import Status
from planctl.plan.round import Figures, States
from planctl.plan.rounds import find_round

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from planctl.plan.model import Entry, Plan, Task
    from planctl.plan.round import Round

_ONE_DAY = timedelta(days=1)


class RoundClosedError(UsageError):
    """The round ``id`` was closed on ``closed`` already."""

    key = "error.round_closed"


class NothingToFreezeError(UsageError):
    """No day of the round ``id``, which begins on ``first``, would be over on ``on``, when it is to be closed."""

    key = "error.nothing_to_freeze"


def evening_of(one: Round, closed: date) -> date:
    """Return the day whose evening is frozen when the round is ``closed``: its last one, unless that is not over."""
    return min(one.to, closed - _ONE_DAY)


def frozen(plan: Plan, evening: date) -> tuple[Figures, States]:
    """Return the figures of the plan proper on the ``evening`` of a day that is over, and what they are made of."""
    day = Day.seen(evening, evening + _ONE_DAY)
    total = counts.total(progress.standings(replay.plan_on(plan, evening), day))
    figures = Figures(total.total, len(total.done), len(total.overdue))
    return figures, States(total.done, total.overdue)


def told_figures(plan: Plan, one: Round) -> tuple[int, int, int]:
    """Return the total, the done and the overdue of the evening of a closed round as the log tells them today."""
    figures = frozen(plan, evening_of(one, one.closed or one.to))[0]
    return figures.total, figures.done, figures.overdue


def stored_figures(one: Round) -> tuple[int, int, int] | None:
    """Return the same three as the round has them, if it has."""
    return (one.figures.total, one.figures.done, one.figures.overdue) if one.figures else None


class Difference(NamedTuple):
    """A task that a closed round counted as ``then`` and the log now tells to have been ``now`` on that evening.

    ``then`` and ``now`` are ``done``, ``overdue``, ``open``, ``dropped``, ``ongoing`` or ``gone``. ``number`` is that
    of the entry that makes the difference, from 0, if one does; ``id`` is the task's of today.
    """

    round: Round
    id: str
    then: str
    now: str
    number: int | None = None
    on: date | None = None


def differences(plan: Plan, one: Round, former: Plan | None = None) -> tuple[Difference, ...]:
    """Return the tasks that a closed round counted otherwise than its evening is told today.

    What it counted as neither done nor overdue only ``former`` tells, the plan before a change: it was open otherwise.
    """
    if one.closed is None or one.states is None:
        return ()
    evening = evening_of(one, one.closed)
    names = {old: item.id for item in plan.items for old in item.moved_from}
    tasks = {task.id: task for task in plan.tasks}
    others = {names.get(task.id, task.id): _otherwise(task, evening) for task in former.tasks} if former else {}
    then = _states({names.get(item, item): "done" for item in one.states.done}, one.states.overdue, names)
    states = frozen(plan, evening)[1]
    now = _states(dict.fromkeys(states.done, "done"), states.overdue, {})
    found = []
    for identifier in dict.fromkeys((*tasks, *then, *others)):
        before = then.get(identifier) or others.get(identifier, "gone" if former else "open")
        after = now.get(identifier) or _otherwise(tasks.get(identifier), evening)
        if before != after and (former or identifier in then or identifier in now):
            number, entry = _cause(tasks.get(identifier), evening, {before, after})
            found.append(Difference(one, identifier, before, after, number, entry.on if entry else None))
    return tuple(found)


def new_differences(before: Plan, after: Plan) -> Iterator[Difference]:
    """Yield what the closed rounds of ``after`` count otherwise now, and did not ``before``."""
    for one in after.rounds:
        if one.closed is not None and not _is_same_evening(before, after, evening_of(one, one.closed)):
            known = {(found.id, found.now) for found in differences(before, one, before)}
            former = None if stored_figures(one) == told_figures(after, one) else before
            yield from (found for found in differences(after, one, former) if (found.id, found.now) not in known)


def _is_same_evening(before: Plan, after: Plan, evening: date) -> bool:
    """Whether no task was otherwise on ``evening``: most changes are of later days, and cost no look at the others."""
    old, new = ({task.id: task for task in plan.tasks} for plan in (before, after))
    touched = [(old.get(item), new.get(item)) for item in {**old, **new} if old.get(item) is not new.get(item)]
    return all(_past(one, evening) == _past(other, evening) for one, other in touched)


def _past(task: Task | None, evening: date) -> Task | None:
    return replay.task_on(task, evening) if task else None


def _states(states: dict[str, str], overdue: Iterable[str], names: dict[str, str]) -> dict[str, str]:
    return states | {names.get(item, item): "overdue" for item in overdue}


def _otherwise(task: Task | None, evening: date) -> str:
    """Return what a task was that was neither done nor overdue."""
    past = _past(task, evening)
    if past is None:
        return "gone"
    return "dropped" if past.status is Status.DROPPED else "ongoing" if past.ongoing else "open"


def _cause(task: Task | None, evening: date, states: set[str]) -> tuple[int | None, Entry | None]:
    """Return the last entry up to ``evening`` that sets what tells the two ``states`` apart."""
    field = "due" if states == {"open", "overdue"} else "ongoing" if "ongoing" in states else "status"
    log = enumerate(task.log if task else ())
    found = [(number, entry) for number, entry in log if entry.on <= evening and entry.sets(field)]
    return found[-1] if found else (None, None)


@dataclass(frozen=True, slots=True)
class CloseRound:
    """Close a round on the day ``on`` and freeze the figures of its evening.

    Raises ``NoRoundError``, ``UnknownRoundError``, ``RoundClosedError`` and ``NothingToFreezeError``.
    """

    id: str
    on: date

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the round closed."""
        one = find_round(plan, self.id)
        if one.closed is not None:
            raise RoundClosedError(id=one.id, closed=one.closed)
        evening = evening_of(one, self.on)
        if evening < one.from_:
            raise NothingToFreezeError(id=one.id, first=one.from_, on=self.on)
        figures, states = frozen(plan, evening)
        closed = replace(one, closed=self.on, figures=figures, states=states)
        rounds = tuple(closed if other.id == one.id else other for other in plan.rounds)
        return Outcome(replace(plan, rounds=rounds), ())
