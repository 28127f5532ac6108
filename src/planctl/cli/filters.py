"""The options that choose tasks, the same on every command that shows some."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.inputs import parse_statuses
from planctl.errors import UnknownPriorityError
from planctl.plan.query import Filter
from planctl.plan.spelling import fold, nearest, split_list
from planctl.plan.units import UnknownUnitError, resolve_unit

if TYPE_CHECKING:
    from planctl.cli.session import Session
    from planctl.plan.model import Plan


class NoSuchUnitError(UnknownUnitError):
    """The same where only a unit that the plan knows makes sense: in a filter."""

    key = "error.no_such_unit"


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """The filter as typed."""

    all: Annotated[bool, typer.Option("--all", help="option.all")] = False
    status: Annotated[
        list[str] | None, typer.Option("--status", "-s", help="option.filter_status", metavar="metavar.status")
    ] = None
    priority: Annotated[
        list[str] | None, typer.Option("--priority", "-p", help="option.priority", metavar="metavar.priority")
    ] = None
    lead: Annotated[
        list[str] | None, typer.Option("--lead", "-l", help="option.filter_lead", metavar="metavar.unit")
    ] = None
    unit: Annotated[
        list[str] | None, typer.Option("--unit", "-u", help="option.filter_unit", metavar="metavar.unit")
    ] = None
    owner: Annotated[str | None, typer.Option("--owner", help="option.filter_owner", metavar="metavar.owner")] = None
    overdue: Annotated[bool, typer.Option("--overdue", help="option.overdue")] = False
    due_before: Annotated[
        str | None, typer.Option("--due-before", help="option.due_before", metavar="metavar.date")
    ] = None
    due_after: Annotated[str | None, typer.Option("--due-after", help="option.due_after", metavar="metavar.date")] = (
        None
    )
    unassigned: Annotated[bool, typer.Option("--unassigned", help="option.unassigned")] = False
    grep: Annotated[str | None, typer.Option("--grep", "-g", help="option.grep", metavar="metavar.text")] = None

    def resolve(self, session: Session, *, everything: bool = False) -> Filter:
        """Return the filter that is meant; ``everything`` takes closed tasks in unless statuses are named."""
        plan = session.plan
        return Filter(
            include_closed=self.all or everything,
            statuses=parse_statuses(*self.status or ()),
            priorities=tuple(_priority(plan, typed) for typed in split_list(self.priority or ())),
            leads=tuple(_unit(plan, typed) for typed in split_list(self.lead or ())),
            units=tuple(_unit(plan, typed) for typed in split_list(self.unit or ())),
            owner=self.owner,
            overdue=self.overdue,
            due_before=session.date(self.due_before, ahead=True) if self.due_before else None,
            due_after=session.date(self.due_after, ahead=True) if self.due_after else None,
            unassigned=self.unassigned,
            grep=self.grep,
        )


def _unit(plan: Plan, typed: str) -> str:
    """Return the plan's name of the unit that ``typed`` means; raises ``NoSuchUnitError``."""
    try:
        return resolve_unit(plan, typed)
    except UnknownUnitError as error:
        raise NoSuchUnitError(name=typed, suggestions=error.suggestions) from None


def _priority(plan: Plan, typed: str) -> str:
    """Return the id of the priority that ``typed`` means; ``5.*`` means priority 5 as well."""
    known = tuple(priority.id for priority in plan.priorities)
    wanted = fold(typed).removesuffix(".*")
    if wanted not in known:
        raise UnknownPriorityError(id=typed, known=", ".join(known) or "—", suggestions=nearest(wanted, known))
    return wanted
