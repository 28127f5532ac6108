"""Rounds of reports: open one, see who has reported, close it with its figures, and list them."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.change import make
from planctl.cli.confirm import answer_change, tell_change
from planctl.cli.filters import UnitOption, resolve_units
from planctl.cli.inputs import parse_ordinal
from planctl.cli.session import Session
from planctl.errors import MissingArgumentError
from planctl.plan import replay
from planctl.plan.closing import CloseRound
from planctl.plan.dates import BadDateError
from planctl.plan.rounds import Answer, OpenRound, current_round, days_of, find_round, open_rounds, round_id, status_of
from planctl.plan.units import with_canonical_units
from planctl.screen.views import RoundList, RoundReport
from planctl.words.plan_words import Words

if TYPE_CHECKING:
    from datetime import date

    from planctl.plan.changes import Change
    from planctl.plan.model import Plan
    from planctl.plan.round import Round
    from planctl.plan.rounds import RoundStatus

RoundArgument = Annotated[str, typer.Argument(metavar="metavar.round", help="argument.round")]
SomeRoundArgument = Annotated[str | None, typer.Argument(metavar="metavar.round", help="argument.some_round")]


def open_round(
    session: Session,
    identifier: Annotated[str, typer.Argument(metavar="metavar.new_round", help="argument.new_round")],
    *,
    until: Annotated[str | None, typer.Option("--until", help="option.round_until", metavar="metavar.date")] = None,
    first: Annotated[str | None, typer.Option("--from", help="option.round_from", metavar="metavar.date")] = None,
    last: Annotated[str | None, typer.Option("--to", help="option.round_to", metavar="metavar.date")] = None,
) -> None:
    """Open a round of reports for a month, a quarter, a half, or the days given."""
    if until is None:
        raise MissingArgumentError(name="--until")
    wanted, since = round_id(identifier), session.date(first) if first else None
    upto = session.date(last, ahead=True) if last else None
    days = days_of(wanted)
    request = OpenRound(wanted, _until(session, until, upto or (days[1] if days else None)), since, upto)
    _change(session, request, wanted)


def _until(session: Session, typed: str, last: date | None) -> date:
    """Read the day until which reports are awaited: a bare number is one of the month in which the round ends."""
    number = parse_ordinal(typed)
    if number is None or last is None:
        return session.date(typed, ahead=True)
    if not 1 <= number <= monthrange(last.year, last.month)[1]:
        raise BadDateError(value=typed)
    return last.replace(day=number)


def status(session: Session, identifier: SomeRoundArgument = None, *, unit: UnitOption = None) -> None:
    """Show who has reported in a round, who has nothing to report, who is late and who is missing."""
    one = find_round(session.plan, identifier) if identifier else current_round(session.plan, session.day)
    found = status_of(session.plan, one, session.day)
    if units := resolve_units(session.plan, unit):
        found = found._replace(units=tuple(row for row in found.units if row.unit in units), unassigned=())
    session.show(RoundReport(session.plan, session.day, found))


def list_rounds(session: Session) -> None:
    """List the rounds of reports."""
    rows = tuple(status_of(session.plan, one, session.day) for one in session.plan.rounds)
    session.show(RoundList(session.plan, session.day, rows))


def close(
    session: Session,
    identifier: SomeRoundArgument = None,
    *,
    on: Annotated[str | None, typer.Option("--on", help="option.round_on", metavar="metavar.date")] = None,
) -> None:
    """Close a round: the figures of its last evening are frozen, so that nobody changes them unseen."""
    day = session.date(on) if on else session.record_day
    waiting = [one for one in open_rounds(session.stored, day) if one.closed is None]
    one = waiting[-1] if waiting and not identifier else find_round(session.stored, identifier or "")
    _change(session, CloseRound(one.id, day), one.id)


def _change(session: Session, request: Change, identifier: str) -> None:
    """Make a change to a round, tell it and who is missing, and answer with the round where ``--json`` asks."""
    saved = make(session, request)
    plan = with_canonical_units(replay.plan_on(saved.outcome.plan, session.day))
    found = status_of(plan, find_round(plan, identifier), session.day)
    tell_change(session, saved)
    _tell_odd_days(session, plan.year, found.round)
    if found.round.closed is not None:
        _tell_missing(session, plan, found)
    answer_change(session, saved, RoundReport(plan, session.day, found))


def _tell_odd_days(session: Session, year: int, one: Round) -> None:
    """Warn of a round of another year, and of figures of a day that has not come."""
    if not one.from_.year <= year <= one.to.year:
        session.warn("round.told_outside", id=one.id, first=one.from_, last=one.to, year=year)
    if one.closed is not None and one.closed > session.today:
        session.warn("round.told_future", id=one.id, on=one.closed)


def _tell_missing(session: Session, plan: Plan, found: RoundStatus) -> None:
    words, separator = Words.of(session.t, plan), session.t("separator.list")
    missing = [words.unit(row.unit) for row in found.having(Answer.MISSING, Answer.PENDING)]
    if missing:
        session.say("round.told_missing", n=len(missing), units=separator.join(missing))
    elif found.units:
        session.say("round.told_nobody_missing", n=len(found.units))
