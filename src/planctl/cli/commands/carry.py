"""The command that carries open tasks over into the next year's plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.commands.edit import task_ids
from planctl.cli.commands.plan import parse_year
from planctl.cli.session import Session
from planctl.cli.terms import terms_of
from planctl.errors import CarryYearError
from planctl.plan.carry import HandOver, Receive, address, links
from planctl.store import planfile

if TYPE_CHECKING:
    from pathlib import Path

    from planctl.plan.model import Plan, Task

NextYearArgument = Annotated[str, typer.Argument(metavar="metavar.year", help="argument.next_year")]
CarryIdsArgument = Annotated[list[str] | None, typer.Argument(metavar="metavar.ids", help="argument.carry_ids")]


def carry(
    session: Session,
    year: NextYearArgument,
    ids: CarryIdsArgument = None,
    *,
    on: Annotated[str | None, typer.Option("--on", help="option.carry_on", metavar="metavar.date")] = None,
) -> None:
    """Carry open tasks over; running it again carries what was opened since, and nothing twice.

    The next year's plan is written first. Should the program end in between, the next run finds the tasks there and
    only closes them here.
    """
    target = parse_year(year)
    session.path = _source(session, target)
    old = session.stored
    if target <= old.year:
        raise CarryYearError(year=old.year, target=target)
    day = session.date(on) if on else min(session.day, old.last_day)
    path = session.path.with_name(f"{target}.toml")
    chosen = _tasks_to_carry(old, _plan_of(path, old, target), ids)
    if not session.writing.dry_run and chosen:
        _write(session, path, old, chosen)
    new = Receive(old, chosen).apply(_plan_of(path, old, target)).plan  # of a written plan this changes nothing
    over = tuple(link for link in links(old, new) if link[0] in chosen)
    if not over:
        session.say("carry.nothing")
        return
    session.change(lambda _: HandOver(over, day, session.who))
    if not session.writing.dry_run:
        session.say("carry.undo", old=old.year, new=target)


def _source(session: Session, target: int) -> Path:
    """Return the plan to carry from: the one that was named, else the newest before the year ``target``."""
    if session.options.plan or session.environ.get("PLANCTL_PLAN"):
        return session.path
    earlier = [path for path in planfile.plans_in(session.path.parent) if path.stem < str(target)]
    return earlier[-1] if earlier else session.path


def _tasks_to_carry(old: Plan, new: Plan, ids: list[str] | None) -> tuple[str, ...]:
    """Return the open tasks that were meant, and those carried to where they no longer are, as after an undo there."""
    there = {address(new.year, task.id) for task in new.tasks}
    named = task_ids(old, ids) if ids else tuple(task.id for task in old.tasks)

    def is_left(task: Task) -> bool:
        is_lost = (task.carried_to or "").startswith(f"{new.year}:") and task.carried_to not in there
        return task.is_open or (is_lost and not task.status.is_closed)

    return tuple(identifier for identifier in named if is_left(old.task(identifier)))


def _plan_of(path: Path, old: Plan, year: int) -> Plan:
    """Return the next year's plan as it is, or an empty one with the priorities of the old."""
    if path.exists():
        return planfile.load(path).plan
    title = old.title.replace(str(old.year), str(year))
    title_en = old.title_en.replace(str(old.year), str(year)) if old.title_en else None
    priorities = tuple(replace(item, tasks=(), retired=()) for item in old.priorities)
    return replace(old, year=year, title=title, title_en=title_en, source={}, units=(), priorities=priorities)


def _write(session: Session, path: Path, old: Plan, chosen: tuple[str, ...]) -> None:
    """Make the next year's plan if there is none, and put the tasks into it."""
    from planctl.toml import edits

    terms = terms_of(session)
    if not path.exists():
        planfile.create(path, edits.new_text(_plan_of(path, old, int(path.stem))), terms=terms)
        session.say("carry.made", path=path.name)
    planfile.transact(path, lambda _: Receive(old, chosen), terms=terms)
