"""The options that choose tasks, the same on every command that shows some."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.inputs import parse_filter_statuses, parse_grades
from planctl.cli.typed import refuse_empty
from planctl.errors import PlanctlError
from planctl.plan.ids import find_group
from planctl.plan.query import REPORTED_FINISHED, EntryFilter, Filter, contains, same_words
from planctl.plan.spelling import nearest, split_list
from planctl.plan.units import UnknownUnitError, resolve_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from planctl.cli.session import Session
    from planctl.plan.model import Plan, Task

PriorityOption = Annotated[
    list[str] | None, typer.Option("--priority", "-p", help="option.priority", metavar="metavar.priority")
]
UnitOption = Annotated[
    list[str] | None, typer.Option("--unit", "-u", help="option.filter_unit", metavar="metavar.unit")
]


class NoSuchUnitError(UnknownUnitError):
    """The same where only a unit that the plan knows makes sense: in a filter."""

    key = "error.no_such_unit"


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """The filter as typed."""

    all: Annotated[bool, typer.Option("--all", help="option.all")] = False
    status: Annotated[
        list[str] | None, typer.Option("--status", "-s", help="option.filter_status", metavar="metavar.states")
    ] = None
    priority: PriorityOption = None
    lead: Annotated[
        list[str] | None, typer.Option("--lead", "-l", help="option.filter_lead", metavar="metavar.unit")
    ] = None
    unit: UnitOption = None
    owner: Annotated[list[str] | None, typer.Option("--owner", help="option.filter_owner", metavar="metavar.owner")] = (
        None
    )
    grade: Annotated[list[str] | None, typer.Option("--grade", help="option.filter_grade", metavar="metavar.grade")] = (
        None
    )
    tag: Annotated[list[str] | None, typer.Option("--tag", help="option.filter_tag", metavar="metavar.tag")] = None
    overdue: Annotated[bool, typer.Option("--overdue", help="option.overdue")] = False
    due_before: Annotated[
        str | None, typer.Option("--due-before", help="option.due_before", metavar="metavar.date")
    ] = None
    due_after: Annotated[str | None, typer.Option("--due-after", help="option.due_after", metavar="metavar.date")] = (
        None
    )
    quiet_since: Annotated[
        str | None, typer.Option("--quiet-since", help="option.quiet_since", metavar="metavar.date")
    ] = None
    waiting: Annotated[bool, typer.Option("--waiting", help="option.waiting")] = False
    help_wanted: Annotated[bool, typer.Option("--help-wanted", help="option.filter_help")] = False
    unassigned: Annotated[bool, typer.Option("--unassigned", help="option.unassigned")] = False
    unowned: Annotated[bool, typer.Option("--unowned", help="option.unowned")] = False
    no_evidence: Annotated[bool, typer.Option("--no-evidence", help="option.no_evidence")] = False
    grep: Annotated[str | None, typer.Option("--grep", "-g", help="option.grep", metavar="metavar.text")] = None

    def resolve(self, session: Session, *, everything: bool = False) -> Filter:
        """Return the filter that is meant; ``everything`` takes closed tasks in unless statuses are named.

        Evidence is asked of what is said to be finished, so that this is looked at where nothing else is named.
        """
        plan = session.plan
        statuses, carried = parse_filter_statuses(*self.status or ())
        if self.no_evidence and not (self.all or statuses or carried):
            statuses = REPORTED_FINISHED
        owners, tags = split_list(self.owner or ()), split_list(self.tag or ())
        _point_out_unknown(session, owners, tags)
        return Filter(
            include_closed=self.all or everything,
            statuses=statuses,
            carried=carried,
            groups=resolve_groups(plan, self.priority),
            leads=resolve_units(plan, self.lead),
            units=resolve_units(plan, self.unit),
            owners=owners,
            overdue=self.overdue,
            grades=parse_grades(*self.grade or ()),
            tags=tags,
            due_before=_day(session, self.due_before, ahead=True),
            due_after=_day(session, self.due_after, ahead=True),
            quiet_since=_day(session, self.quiet_since),
            waiting=self.waiting,
            help_wanted=self.help_wanted,
            unassigned=self.unassigned,
            unowned=self.unowned,
            no_evidence=self.no_evidence,
            grep=self.grep,
        )


@dataclass(frozen=True, slots=True)
class EntryOptions:
    """Which entries of the log, as typed."""

    since: Annotated[str | None, typer.Option("--since", help="option.log_since", metavar="metavar.date")] = None
    until: Annotated[str | None, typer.Option("--until", help="option.log_until", metavar="metavar.date")] = None
    unit: UnitOption = None
    priority: PriorityOption = None
    people: Annotated[list[str] | None, typer.Option("--by", help="option.log_by", metavar="metavar.owner")] = None

    def resolve(self, session: Session) -> tuple[Filter, EntryFilter]:
        """Return which tasks are meant, and which of their entries; raises ``EmptyPeriodError``."""
        plan, since, until = session.plan, _day(session, self.since), _day(session, self.until)
        refuse_empty(since, until, "--until")
        tasks = Filter(
            include_closed=True,
            groups=resolve_groups(plan, self.priority),
            units=resolve_units(plan, self.unit),
        )
        return tasks, EntryFilter(since, until, split_list(self.people or ()))


def resolve_groups(plan: Plan, typed: Iterable[str] | None) -> tuple[str, ...]:
    """Return the ids of the groups that are named, by ids or titles; raises ``UnknownGroupError``."""
    return _each(typed, lambda name: find_group(plan, name).id)


def resolve_units(plan: Plan, typed: Iterable[str] | None) -> tuple[str, ...]:
    """Return the plan's names of the units that are named; raises ``NoSuchUnitError``."""

    def resolve(name: str) -> str:
        try:
            return resolve_unit(plan, name)
        except UnknownUnitError as error:
            raise NoSuchUnitError(name=name, suggestions=error.suggestions) from None

    return _each(typed, resolve)


def _each(typed: Iterable[str] | None, resolve: Callable[[str], str]) -> tuple[str, ...]:
    """Return what each value means: one name, which may hold commas itself, or else a list of them."""
    found: list[str] = []
    for value in typed or ():
        try:
            found.append(resolve(value))
        except PlanctlError:
            found += map(resolve, split_list([value]))
    return tuple(dict.fromkeys(found))


def _point_out_unknown(session: Session, owners: Iterable[str], tags: Iterable[str]) -> None:
    """Say which owners and tags the plan has never had: nothing registers them, so that they may be mistyped."""
    tasks = tuple(session.stored.items) if owners or tags else ()
    people = {name for task in tasks for name in (task.owner, *_former_owners(task)) if name}
    for typed in owners:
        if not any(contains(name, typed) for name in people):
            _point_out(session, "filter.no_such_owner", typed, people)
    labels = {tag for task in tasks for tag in task.tags}
    for typed in tags:
        if not any(same_words(tag, typed) for tag in labels):
            _point_out(session, "filter.no_such_tag", typed, labels)


def _former_owners(task: Task) -> Iterable[str | None]:
    return (name for entry in task.log for name in (entry.owner, entry.was.get("owner")) if isinstance(name, str))


def _point_out(session: Session, key: str, typed: str, known: Iterable[str]) -> None:
    likely = nearest(typed, sorted(known))
    sentence = session.t(key, value=typed)
    if likely:
        sentence = session.t("error.suggestion", sentence=sentence, names=session.t("separator.or").join(likely))
    session.say("filter.note", text=sentence)


def _day(session: Session, typed: str | None, *, ahead: bool = False) -> date | None:
    return session.date(typed, ahead=ahead) if typed else None
