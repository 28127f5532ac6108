"""The commands that look at a plan and change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.filters import EntryOptions, FilterOptions
from planctl.cli.inputs import parse_choice
from planctl.cli.listing import ListOptions, SortOption, names_of, sort_keys, sorted_rows
from planctl.cli.session import Session
from planctl.cli.typed import IdsArgument, tell_moved
from planctl.errors import ConflictingOptionsError, UsageError
from planctl.plan.counts import KINDS, By
from planctl.plan.ids import task_ids
from planctl.plan.nodes import listed_nodes
from planctl.plan.query import select
from planctl.plan.units import known_units
from planctl.screen import views
from planctl.screen.columns import BY_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.plan.progress import Standing


class DaysTurnedError(UsageError):
    """What changed until ``second`` was asked for as of ``first``, a day after it."""

    key = "error.days_turned"


def overview(session: Session) -> None:
    """How far the plan is, what is late, due soon, unreported and unassigned."""
    session.show(views.overview(session.plan, session.day, session.asked))
    if session.is_drawn and not session.options.as_of and session.today.year != session.plan.year:
        session.say("overview.other_year", year=session.plan.year, today=session.today)


def list_tasks(
    session: Session,
    where: FilterOptions,
    how: ListOptions,
    *,
    nodes: Annotated[bool, typer.Option("--nodes", help="option.nodes")] = False,
) -> None:
    """List tasks, the open ones unless told otherwise."""
    chosen = where.resolve(session)
    rows = session.rows_of(chosen.groups)
    if not nodes:
        session.show(how.listed(session, rows, chosen))
        return
    if how.columns:
        raise ConflictingOptionsError(first="--nodes", second="--columns")
    found = listed_nodes(rows, chosen, sort_keys(how.sort or ()), names_of(session))
    session.show(views.NodeList(session.plan, session.day, found, how.full))


def show(
    session: Session,
    ids: IdsArgument,
    *,
    text: Annotated[str | None, typer.Option("--text", help="option.text", metavar="metavar.file")] = None,
) -> None:
    """Show everything recorded of some tasks."""
    tell_moved(session, ids)
    rows = {row.task.id: row for row in session.all_rows}
    chosen = tuple(rows[identifier] for identifier in task_ids(session.plan, ids))
    sentences = _sentences(session, chosen, text) if text else {}
    session.show(views.TaskRecords(session.plan, session.day, chosen, sentences))


def progress(
    session: Session,
    where: FilterOptions,
    *,
    grouping: Annotated[str, typer.Option("--by", help="option.by", metavar="metavar.by")] = By.PRIORITY,
) -> None:
    """Count tasks in groups, with bars."""
    by = By(parse_choice(grouping, BY_WORDS, "--by"))
    chosen = where.resolve(session, everything=True)
    rows = session.rows_in(KINDS[by]) if by in KINDS else session.rows_of(chosen.groups)
    session.show(views.progress_report(session.plan, session.day, select(rows, chosen), by))


def board(session: Session, where: FilterOptions) -> None:
    """Show tasks in columns by status."""
    chosen = where.resolve(session, everything=True)
    session.show(views.board(session.plan, session.day, select(session.rows_of(chosen.groups), chosen)))


def timeline(session: Session, where: FilterOptions, *, sort: SortOption = None) -> None:
    """Show tasks against the months of the year."""
    chosen = where.resolve(session, everything=True)
    rows = sorted_rows(session, session.rows_of(chosen.groups), chosen, sort)
    session.show(views.Timeline(session.plan, session.day, rows))


def units(session: Session) -> None:
    """Show what each unit leads and supports."""
    session.show(views.units_report(session.plan, session.day, session.rows, known_units(session.plan)))


def log(
    session: Session,
    where: EntryOptions,
    *,
    ids: Annotated[list[str] | None, typer.Argument(metavar="metavar.ids", help="argument.ids")] = None,
) -> None:
    """Show what was recorded and when."""
    tell_moved(session, ids or ())
    tasks, entries = where.resolve(session)
    rows = {row.task.id: row for row in select(session.all_rows, tasks)}
    chosen = task_ids(session.plan, ids) if ids else tuple(rows)
    named = [rows[identifier] for identifier in chosen if identifier in rows]
    session.show(views.log_report(session.plan, session.day, named, entries))


def diff(
    session: Session,
    where: FilterOptions,
    *,
    first: Annotated[str, typer.Argument(metavar="metavar.date", help="argument.first_day")],
    second: Annotated[str | None, typer.Argument(metavar="metavar.date", help="argument.second_day")] = None,
) -> None:
    """Show what changed between two days."""
    if second and session.options.as_of:
        raise ConflictingOptionsError(first=second, second="--as-of")
    then, now = session.on(first), session.on(second) if second else session
    if then.day > now.day:
        raise DaysTurnedError(first=then.day, second=now.day)
    tasks = where.resolve(now, everything=True)
    now.show(views.diff_report(now.plan, now.day, then.day, before=then.all_rows, after=now.all_rows, where=tasks))


def _sentences(session: Session, rows: Sequence[Standing], path: str) -> dict[str, str]:
    """Return by id the sentences that tasks come from, out of the source document in the file ``path``."""
    from planctl.cli.texts import about, document_in
    from planctl.draft import locators
    from planctl.draft.outline import read_outline

    section = session.plan.source.get("section")
    outline = read_outline(document_in(session, path).lines)
    with about(path):
        tasks = [row.task for row in rows]
        return locators.sentences(tasks, outline, section if isinstance(section, str) else None)
