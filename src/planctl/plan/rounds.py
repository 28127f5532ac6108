"""Rounds of reports: who reported for a period in time, and the figures of its last evening.

A report is any entry that says how the work stands, or that there is nothing to say. Who has to report are the units
that lead an item which is open on some day of the round.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import ExitCode, PlanctlError, UsageError
from planctl.plan import counts, model, progress, replay
from planctl.plan.changes import Outcome
from planctl.plan.days import Day, is_missed
from planctl.plan.model import Status
from planctl.plan.round import Figures, Round, States
from planctl.plan.spelling import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from planctl.plan.model import Entry, Plan, Task

_ONE_DAY = timedelta(days=1)
_PERIOD = re.compile(r"(?P<year>[0-9]{4})-(?:(?P<month>0[1-9]|1[0-2])|q(?P<quarter>[1-4])|h(?P<half>[12]))")
_ID = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")


class BadRoundError(UsageError):
    """``value`` cannot be the id of a round."""

    key = "error.bad_round"


class RoundDaysError(UsageError):
    """From the id ``id`` no days follow, so that they have to be given."""

    key = "error.round_days"


class RoundTurnedError(UsageError):
    """The round ``id`` would end on ``last``, before its ``first`` day; or reports would be due before that."""

    key = "error.round_turned"


class RoundExistsError(UsageError):
    """There is a round ``id`` already."""

    key = "error.round_exists"


class RoundClosedError(UsageError):
    """The round ``id`` was closed on ``closed`` already."""

    key = "error.round_closed"


class NothingToFreezeError(UsageError):
    """No day of the round ``id``, which begins on ``first``, would be over on ``on``, when it is to be closed."""

    key = "error.nothing_to_freeze"


class UnknownRoundError(PlanctlError):
    """The plan has no round ``id``; ``known`` are those that it has."""

    exit_code = ExitCode.UNKNOWN
    key = "error.unknown_round"


class NoRoundError(PlanctlError):
    """The plan has no round at all."""

    exit_code = ExitCode.UNKNOWN
    key = "error.no_round"


# --- which round -----------------------------------------------------------------------------------------------------


def round_id(typed: str) -> str:
    """Return the id that ``typed`` means: a period with its letter as a capital. Raises ``BadRoundError``."""
    identifier = fold(typed).strip()
    if _PERIOD.fullmatch(identifier.casefold()):
        return identifier.upper()
    if not _ID.fullmatch(identifier):
        raise BadRoundError(value=typed)
    return identifier


def days_of(identifier: str) -> tuple[date, date] | None:
    """Return the first and the last day of the month, quarter or half that ``identifier`` names, if it names one."""
    found = _PERIOD.fullmatch(identifier.casefold())
    if found is None or not int(found["year"]):
        return None
    year = int(found["year"])
    length = 1 if found["month"] else 3 if found["quarter"] else 6
    last = length * int(found["month"] or found["quarter"] or found["half"])
    return date(year, last - length + 1, 1), date(year, last, monthrange(year, last)[1])


def find_round(plan: Plan, typed: str) -> Round:
    """Return the round that ``typed`` means; raises ``NoRoundError`` and ``UnknownRoundError``."""
    names = {one.id.casefold(): one for one in plan.rounds}
    wanted = fold(typed).strip().casefold()
    if wanted in names:
        return names[wanted]
    if not names:
        raise NoRoundError
    ids = [one.id for one in plan.rounds]
    raise UnknownRoundError(id=typed, known=", ".join(ids), suggestions=tuple(nearest(wanted, ids, 2)))


def is_closed(one: Round, day: date) -> bool:
    """Whether the round was closed by ``day``."""
    return one.closed is not None and one.closed <= day


def open_rounds(plan: Plan, day: date) -> list[Round]:
    """Return the rounds that have begun by ``day`` and are not closed then, the newest last."""
    found = (one for one in plan.rounds if one.from_ <= day and not is_closed(one, day))
    return sorted(found, key=_age)


def current_round(plan: Plan, day: date) -> Round:
    """Return the newest round that is open on ``day``, else the newest one. Raises ``NoRoundError``."""
    if not plan.rounds:
        raise NoRoundError
    return max(open_rounds(plan, day) or plan.rounds, key=_age)


def _age(one: Round) -> tuple[date, date, str]:
    return one.from_, one.to, one.id


# --- who reported ----------------------------------------------------------------------------------------------------


class Answer(StrEnum):
    """What a unit said in a round: each unit that has to report is in exactly one of these states."""

    REPORTED = "reported"
    NOTHING = "nothing"
    LATE = "late"
    MISSING = "missing"
    PENDING = "pending"


class UnitAnswer(NamedTuple):
    """How a unit, or nobody (the empty name), answered: for the ``items`` that it leads, of which some are overdue.

    ``reported`` are the items that an entry counts for, ``first`` is the day of the first and ``by`` who made them.
    """

    unit: str
    answer: Answer
    items: tuple[str, ...]
    reported: tuple[str, ...]
    overdue: tuple[str, ...]
    first: date | None
    by: tuple[str, ...]


class RoundStatus(NamedTuple):
    """How the units of a round answered by a day; ``unassigned`` are the items that nobody leads."""

    round: Round
    is_closed: bool
    units: tuple[UnitAnswer, ...]
    unassigned: tuple[str, ...]

    def having(self, *answers: Answer) -> tuple[UnitAnswer, ...]:
        """Return the units that answered so."""
        return tuple(unit for unit in self.units if unit.answer in answers)

    @property
    def answered(self) -> tuple[UnitAnswer, ...]:
        """The units that said something, in time or late."""
        return self.having(Answer.REPORTED, Answer.NOTHING, Answer.LATE)


def counts_for(one: Round, on: date) -> bool:
    """Whether an entry of the day ``on`` counts for the round: also behind its last day, while it is awaited."""
    return one.from_ <= on <= max(one.to, one.until)


def status_of(plan: Plan, one: Round, day: date) -> RoundStatus:
    """Return who answered in a round by ``day``, on which ``plan`` is as given."""
    last = min(one.to, day)
    evening = plan if last == day else replay.plan_on(plan, last)
    rows = progress.standings(evening, day if last == day else Day.seen(last, day), model.Group)
    overdue = {row.task.id for row in rows if row.is_overdue}
    leads: dict[str, list[Task]] = {}
    now = {task.id: task for task in plan.items}
    for row in rows:
        if _is_open_in(now[row.task.id], min(one.from_, last), last):
            leads.setdefault(row.task.lead or "", []).append(now[row.task.id])
    nobody = tuple(task.id for task in leads.pop("", ()))
    units = tuple(_answer(one, unit, leads[unit], overdue, day) for unit in sorted(leads, key=_by_name(plan)))
    return RoundStatus(one, is_closed(one, day), units, nobody)


def _by_name(plan: Plan) -> Callable[[str], tuple[int, str]]:
    """Return the order of units: that of the register, then the others by name."""
    places = {unit.name: number for number, unit in enumerate(plan.units)}
    return lambda name: (places.get(name, len(places)), name)


def _is_open_in(task: Task, first: date, last: date) -> bool:
    """Whether ``task`` is open on some day from ``first`` to ``last``, be it only at its beginning."""
    days = {first - _ONE_DAY, *(entry.on for entry in task.log if first <= entry.on <= last)}
    return any(then is not None and then.is_open for then in (replay.task_on(task, day) for day in days))


def _answer(one: Round, unit: str, tasks: Sequence[Task], overdue: Iterable[str], day: date) -> UnitAnswer:
    found = [(task.id, entry) for task in tasks for entry in _answers(task, one, day)]
    entries = sorted((entry for _, entry in found), key=lambda entry: entry.on)
    ids = tuple(task.id for task in tasks)
    late = set(overdue)
    return UnitAnswer(
        unit=unit,
        answer=_state(one, entries, day),
        items=ids,
        reported=tuple(dict.fromkeys(identifier for identifier, _ in found)),
        overdue=tuple(identifier for identifier in ids if identifier in late),
        first=entries[0].on if entries else None,
        by=tuple(dict.fromkeys(entry.by for entry in entries if entry.by)),
    )


def _answers(task: Task, one: Round, day: date) -> Iterator[Entry]:
    """Yield the entries that answer for ``task`` in the round."""
    for entry in task.log:
        is_said = (entry.is_report or entry.nothing) and not (entry.added or entry.carried_to)
        if is_said and entry.on <= day and counts_for(one, entry.on):
            yield entry


def _state(one: Round, entries: Sequence[Entry], day: date) -> Answer:
    if not entries:
        return Answer.MISSING if is_missed(one.until, day) else Answer.PENDING
    if entries[0].on > one.until:
        return Answer.LATE
    return Answer.REPORTED if any(entry.is_report for entry in entries) else Answer.NOTHING


# --- the figures of an evening ---------------------------------------------------------------------------------------


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
        if one.closed is not None and before != after:
            known = {(found.id, found.now) for found in differences(before, one, before)}
            former = None if stored_figures(one) == told_figures(after, one) else before
            yield from (found for found in differences(after, one, former) if (found.id, found.now) not in known)


def _states(states: dict[str, str], overdue: Iterable[str], names: dict[str, str]) -> dict[str, str]:
    return states | {names.get(item, item): "overdue" for item in overdue}


def _otherwise(task: Task | None, evening: date) -> str:
    """Return what a task was that was neither done nor overdue."""
    past = replay.task_on(task, evening) if task else None
    if past is None:
        return "gone"
    return "dropped" if past.status is Status.DROPPED else "ongoing" if past.ongoing else "open"


def _cause(task: Task | None, evening: date, states: set[str]) -> tuple[int | None, Entry | None]:
    """Return the last entry up to ``evening`` that sets what tells the two ``states`` apart."""
    field = "due" if states == {"open", "overdue"} else "ongoing" if "ongoing" in states else "status"
    log = enumerate(task.log if task else ())
    found = [(number, entry) for number, entry in log if entry.on <= evening and entry.sets(field)]
    return found[-1] if found else (None, None)


# --- what is done to rounds ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenRound:
    """Begin a round of reports ``until`` a day; its own days follow from its id unless they are given.

    Raises ``BadRoundError``, ``RoundDaysError``, ``RoundTurnedError`` and ``RoundExistsError``.
    """

    id: str
    until: date
    first: date | None = None
    last: date | None = None

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the round behind the others."""
        identifier = round_id(self.id)
        if any(one.id.casefold() == identifier.casefold() for one in plan.rounds):
            raise RoundExistsError(id=identifier)
        first, last = self.first, self.last
        if days := days_of(identifier):
            first, last = first or days[0], last or days[1]
        if first is None or last is None:
            raise RoundDaysError(id=identifier)
        if first > min(last, self.until):
            raise RoundTurnedError(id=identifier, first=first, last=min(last, self.until))
        return Outcome(replace(plan, rounds=(*plan.rounds, Round(identifier, first, last, self.until))), ())


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
