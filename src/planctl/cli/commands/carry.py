"""The command that carries open tasks over into the next year's plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.change import terms_of
from planctl.cli.confirm import answer_nothing, confirm_change
from planctl.cli.console import from_here
from planctl.cli.session import Session
from planctl.cli.typed import parse_year
from planctl.cli.way_back import tell_earlier
from planctl.plan.carry import CarryOver
from planctl.store import planfile
from planctl.store.transaction import carry_over

if TYPE_CHECKING:
    from pathlib import Path

NextYearArgument = Annotated[str, typer.Argument(metavar="metavar.year", help="argument.next_year")]
CarryIdsArgument = Annotated[list[str] | None, typer.Argument(metavar="metavar.ids", help="argument.carry_ids")]


def carry(
    session: Session,
    year: NextYearArgument,
    ids: CarryIdsArgument = None,
    *,
    on: Annotated[str | None, typer.Option("--on", help="option.carry_on", metavar="metavar.date")] = None,
) -> None:
    """Carry open tasks over; running it again carries what was opened since, and nothing twice."""
    target = parse_year(year)
    session = session.with_plan(_source(session, target))
    old = session.stored
    day = session.date(on) if on else min(session.record_day, old.last_day)
    path = session.path.with_name(f"{target}.toml")
    is_new = not path.exists()
    request = CarryOver(target, day, session.who, tuple(ids or ()))
    request.check(old)  # before any file is locked: to the same year it would be one file twice
    dry_run = session.writing.dry_run
    received, handed_over = carry_over(session.path, path, request, dry_run=dry_run, terms=terms_of(session))
    if not (received.outcome.changed or handed_over.outcome.changed):
        session.say("carry.nothing")
        answer_nothing(session)
        return
    if is_new and not dry_run:
        session.say("carry.made", path=from_here(str(path)))
        tell_earlier(session, path)
    confirm_change(session, handed_over)
    if not dry_run:
        session.say("carry.undo")


def _source(session: Session, target: int) -> Path:
    """Return the plan to carry from: the one that was named, else the newest before the year ``target``."""
    if session.options.plan or session.environ.get("PLANCTL_PLAN"):
        return session.path
    earlier = [path for path in planfile.plans_in(session.path.parent) if path.stem < str(target)]
    return earlier[-1] if earlier else session.path
