"""The groups that items stand in, priorities, inspections and standards: add, rename, move and remove one."""

from __future__ import annotations

from typing import Annotated

import typer

from planctl.cli.change import change
from planctl.cli.confirm import answer_nothing
from planctl.cli.records import TitleEnOption
from planctl.cli.session import Session
from planctl.errors import ConflictingOptionsError, ExitCode, MissingArgumentError, OptionNeededError
from planctl.plan.changes import NothingToChangeError
from planctl.plan.groups import AddGroup, MoveGroup, RemoveGroup, RenameGroup
from planctl.plan.ids import find_group
from planctl.plan.model import Inspection, Priority, Standard
from planctl.words.plan_words import Words

GroupArgument = Annotated[str, typer.Argument(metavar="metavar.priority", help="argument.group")]
TitleArgument = Annotated[str, typer.Argument(metavar="metavar.title", help="argument.group_title")]
BeforeOption = Annotated[str | None, typer.Option("--before", help="option.before", metavar="metavar.priority")]


def add(
    session: Session,
    title: TitleArgument,
    *,
    title_en: TitleEnOption = None,
    before: BeforeOption = None,
    inspection: Annotated[bool, typer.Option("--inspection", help="option.inspection")] = False,
    standard: Annotated[bool, typer.Option("--standard", help="option.standard")] = False,
    on: Annotated[str | None, typer.Option("--on", help="option.inspected_on", metavar="metavar.date")] = None,
) -> None:
    """Add a priority, an inspection or a standard to the plan."""
    if not title:
        raise MissingArgumentError(name=session.t("metavar.title"))
    if inspection and standard:
        raise ConflictingOptionsError(first="--inspection", second="--standard")
    if on is not None and not inspection:
        raise OptionNeededError(name="--on", needed="--inspection")
    kind = Inspection if inspection else Standard if standard else Priority
    change(session, AddGroup(title, title_en, before, kind, session.date(on) if on else None))


def rename(
    session: Session,
    group: GroupArgument,
    title: Annotated[str | None, typer.Argument(metavar="metavar.title", help="argument.group_title")] = None,
    *,
    title_en: TitleEnOption = None,
    no_title_en: Annotated[bool, typer.Option("--no-title-en", help="option.no_title_en")] = False,
) -> None:
    """Give a priority another title."""
    if title_en and no_title_en:
        raise ConflictingOptionsError(first="--title-en", second="--no-title-en")
    if title == "":
        raise MissingArgumentError(name=session.t("metavar.title"))
    if not (title or title_en or no_title_en):
        raise NothingToChangeError
    _change(session, RenameGroup(group, title, "" if no_title_en else title_en))


def move(
    session: Session,
    group: GroupArgument,
    *,
    before: BeforeOption = None,
    last: Annotated[bool, typer.Option("--last", help="option.last")] = False,
) -> None:
    """Put a priority before another one, or last."""
    if before is not None and last:
        raise ConflictingOptionsError(first="--before", second="--last")
    if before is None and not last:
        raise NothingToChangeError
    _change(session, MoveGroup(group, before))


def _change(session: Session, request: RenameGroup | MoveGroup) -> None:
    """Make a change to a group that is there, and say so if it was as it is wanted already."""
    saved = change(session, request)
    if saved.outcome.plan == saved.old:
        found = find_group(saved.old, request.group)
        session.say("change.unchanged", id=found.id, title=Words.of(session.t, saved.old).title(found))


def remove(session: Session, group: GroupArgument) -> ExitCode:
    """Take a priority without tasks out of the plan."""
    found = find_group(session.stored, group)
    title = Words.of(session.t, session.stored).title(found)
    if not found.items and not session.confirm(
        "group.remove_question", kind=session.t(f"kind.{found.kind}"), id=found.id, title=title
    ):
        session.say("change.not_removed")
        answer_nothing(session)
        return ExitCode.NO
    change(session, RemoveGroup(group))
    return ExitCode.OK
