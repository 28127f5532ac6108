"""Rounds of reports: who reported for a period in time, and the figures of its last evening.

A report is any entry that says how the work stands, or that there is nothing to say. Who has to report are the units
that lead an item which is open on some day of the round.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import ExitCode, PlanctlError, UsageError
from planctl.plan import model, progress, replay
from planctl.plan.changes import Outcome
from planctl.plan.days import Day, is_missed, span
from planctl.plan.ids import ID
from planctl.plan.round import Round
from planctl.plan.spelling import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from planctl.plan.model import Entry, Plan, Task

_PERIOD = re.compile(r"(?P<year>[0-9]{4})-(?:(?P<month>0[1-9]|1[0-2])|q(?P<quarter>[1-4])|h(?P<half>[12]))")


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
    if not re.fullmatch(ID, identifier):
        raise BadRoundError(value=typed)
    return identifier


def days_of(identifier: str) -> tuple[date, date] | None:
    """Return the first and the last day of the month, quarter or half that ``identifier`` names, if it names one."""
    found = _PERIOD.fullmatch(identifier.casefold())
    if found is None or not int(found["year"]):
        return None
    length = 1 if found["month"] else 3 if found["quarter"] else 6
    return span(int(found["year"]), length, int(found["month"] or found["quarter"] or found["half"]))


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

    @property
    def counts(self) -> dict[str, int]:
        """How many units answered in each way, by its word."""
        return {answer.value: len(self.having(answer)) for answer in Answer}

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
    days = {first - timedelta(days=1), *(entry.on for entry in task.log if first <= entry.on <= last)}
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
