"""The commands that change tasks. Each turns what was typed into one request and hands it to the session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.change import change
from planctl.cli.confirm import MOST_NAMED, answer_nothing
from planctl.cli.records import (
    BaselineOption,
    DueOption,
    FromOption,
    InternalOption,
    KindOptions,
    LeadOption,
    NewUnitOption,
    NoteOption,
    OnOption,
    OpenRecordOptions,
    OwnerOption,
    RecordOptions,
    SourceOption,
    StatusOption,
    SupportOption,
    TargetOption,
    TitleEnOption,
    refuse_both,
)
from planctl.cli.session import Session
from planctl.cli.typed import IdsArgument, parse_target, read_note, tell_moved
from planctl.errors import (
    ExitCode,
    ExtraArgumentError,
    MissingArgumentError,
    OptionNeededError,
    PlanctlError,
    UsageError,
)
from planctl.plan.by_hand import EditTask
from planctl.plan.changes import Assign, Reopen, Return
from planctl.plan.ids import task_ids
from planctl.plan.items import AddTask, RemoveTasks
from planctl.plan.model import Status
from planctl.plan.spelling import split_list
from planctl.plan.status_words import parse_status
from planctl.words.plan_words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence


class QuotesNeededError(UsageError):
    """The note behind the id ``id`` is several words to the shell."""

    key = "error.quotes_needed"


def update(
    session: Session,
    ids: IdsArgument,
    record: OpenRecordOptions,
    *,
    status: StatusOption = None,
) -> None:
    """Record what happened to some tasks."""
    wanted = parse_status(status) if status is not None else None
    change(session, record.request(session, ids, wanted))


def start(session: Session, ids: IdsArgument, record: OpenRecordOptions) -> None:
    """Put tasks under way."""
    change(session, record.request(session, ids, Status.DOING))


def submit(session: Session, ids: IdsArgument, record: RecordOptions) -> None:
    """Report tasks as finished, to be accepted."""
    change(session, record.request(session, ids, Status.SUBMITTED))


def done(session: Session, ids: IdsArgument, record: RecordOptions) -> None:
    """Accept tasks as done."""
    change(session, record.request(session, ids, Status.DONE))


def block(session: Session, ids: IdsArgument, record: OpenRecordOptions) -> None:
    """Say that tasks cannot go on, and why."""
    change(session, record.request(session, ids, Status.BLOCKED))


def drop(session: Session, ids: IdsArgument, record: RecordOptions) -> None:
    """Withdraw tasks, and say why."""
    change(session, record.request(session, ids, Status.DROPPED))


def reopen(session: Session, ids: IdsArgument, record: OpenRecordOptions) -> None:
    """Take closed tasks up again."""
    change(session, Reopen(record.request(session, ids, Status.DOING)))


def return_task(session: Session, ids: IdsArgument, record: RecordOptions) -> None:
    """Send tasks that were reported as finished back, and say why."""
    change(session, Return(record.request(session, ids, Status.DOING)))


def note(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="metavar.ids_text", help="argument.ids_text")],
    *,
    note: NoteOption = None,
    on: OnOption = None,
    internal: InternalOption = False,
    nothing: Annotated[bool, typer.Option("--nothing", help="option.nothing")] = False,
) -> None:
    """Add a note to tasks: the word behind their ids, or what ``--note`` says; with ``--nothing`` it may be none."""
    ids: Sequence[str] = words
    if note is None and not (nothing and not any(_is_text(session, word) for word in words[1:])):
        ids, note = _ids_and_text(session, words)
    record = RecordOptions(note=note, on=on, internal=internal)
    change(session, replace(record.request(session, ids, None), nothing=nothing))


def _ids_and_text(session: Session, words: Sequence[str]) -> tuple[Sequence[str], str]:
    """Tell the ids from the text behind them, which is one word to the shell.

    Raises:
        MissingArgumentError: There is no text, as the one who forgot it meant only ids.
        QuotesNeededError: There are more words, as of a text without quotes.
    """
    first, *rest = words
    if not any(_is_text(session, word) for word in rest):
        raise MissingArgumentError(name="--note")
    if len(rest) > 1:
        raise QuotesNeededError(id=first, text=" ".join(rest))
    return [first], rest[0]


def _is_text(session: Session, word: str) -> bool:
    """Whether ``word`` is no id: there are letters in it, and it names no task of the plan; ``-`` stands for a text."""
    try:
        return word == "-" or (any(map(str.isalpha, word)) and not task_ids(session.stored, [word]))
    except PlanctlError:
        return True


def assign(
    session: Session,
    ids: IdsArgument,
    *,
    lead: LeadOption = None,
    support: SupportOption = None,
    add: Annotated[list[str] | None, typer.Option("--add", help="option.add", metavar="metavar.units")] = None,
    remove: Annotated[list[str] | None, typer.Option("--remove", help="option.remove", metavar="metavar.units")] = None,
    owner: OwnerOption = None,
    no_lead: Annotated[bool, typer.Option("--no-lead", help="option.no_lead")] = False,
    no_support: Annotated[bool, typer.Option("--no-support", help="option.no_support")] = False,
    no_owner: Annotated[bool, typer.Option("--no-owner", help="option.no_owner")] = False,
    note: NoteOption = None,
    on: OnOption = None,
    new_unit: NewUnitOption = False,
) -> None:
    """Say which units and who do some tasks."""
    refuse_both(lead=(lead, no_lead), support=(support, no_support), owner=(owner, no_owner))
    lead, owner = ("" if no_lead else lead), ("" if no_owner else owner)
    support = [] if no_support else support
    change(
        session,
        Assign(
            ids=tuple(ids),
            on=session.date(on) if on else session.record_day,
            by=session.who,
            lead=lead,
            support=tuple(support) if support is not None else None,
            add=tuple(add or ()),
            remove=tuple(remove or ()),
            owner=owner,
            note=read_note(session, note, ids),
            accept_new=new_unit,
        ),
    )


def add(
    session: Session,
    title: Annotated[str, typer.Argument(metavar="metavar.title", help="argument.title")],
    of_kind: KindOptions,
    *,
    priority: Annotated[str, typer.Option("--priority", "-p", help="option.add_priority", metavar="metavar.priority")],
    title_en: TitleEnOption = None,
    source: SourceOption = None,
    lead: LeadOption = None,
    support: SupportOption = None,
    owner: OwnerOption = None,
    due: DueOption = None,
    target: TargetOption = None,
    baseline: BaselineOption = None,
    origin: FromOption = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", help="option.tag", metavar="metavar.text")] = None,
    note: NoteOption = None,
    on: OnOption = None,
    internal: InternalOption = False,
    new_unit: NewUnitOption = False,
) -> None:
    """Add a task, a finding or an indicator to the plan."""
    if not title:
        raise MissingArgumentError(name=session.t("metavar.title"))
    asked = parse_target(target, baseline, origin)
    if asked and target is None:
        raise OptionNeededError(name="--from" if baseline is None else "--baseline", needed="--target")
    change(
        session,
        AddTask(
            group=priority,
            title=title,
            on=session.date(on) if on else session.record_day,
            by=session.who,
            title_en=title_en,
            source=source,
            lead=lead,
            support=tuple(support or ()),
            owner=owner,
            due=session.date(due, ahead=True) if due else None,
            target=asked and asked.over(None),
            tags=split_list(tag or ()),
            note=read_note(session, note),
            internal=internal,
            further=of_kind.fields | ({"about": tuple(of_kind.about)} if of_kind.about else {}),
            accept_new=new_unit,
        ),
    )


def remove(session: Session, ids: IdsArgument) -> ExitCode:
    """Take tasks that were entered by mistake out of the plan."""
    chosen = task_ids(session.stored, ids)
    if not session.confirm("change.remove_question", n=len(chosen), tasks=_named(session, chosen)):
        session.say("change.not_removed")
        answer_nothing(session)
        return ExitCode.NO
    change(session, RemoveTasks(tuple(ids)))
    return ExitCode.OK


def _named(session: Session, ids: Sequence[str]) -> str:
    """Return a line for each of the tasks ``ids``, or for the first of many."""
    words = Words.of(session.t, session.stored)
    lines = [f"  {identifier} {words.title(session.stored.task(identifier))}" for identifier in ids[:MOST_NAMED]]
    more = len(ids) - len(lines)
    return "\n".join([*lines, session.t("change.remove_more", n=more)] if more else lines)


def edit(
    session: Session,
    identifier: Annotated[str, typer.Argument(metavar="metavar.id", help="argument.id")],
    *,
    on: OnOption = None,
) -> None:
    """Edit one task as text in your editor; what cannot be saved is kept in a file."""
    from planctl.cli.editor import edit_task, keep_text
    from planctl.store.planfile import load
    from planctl.toml.edits import task_text

    chosen, *others = task_ids(session.stored, [identifier])
    if others:
        raise ExtraArgumentError(value=", ".join(others), program="planctl edit")
    tell_moved(session, [identifier])
    loaded = load(session.path)
    before = loaded.plan.task(chosen)
    edited = edit_task(session, loaded, before)
    if edited is None:
        answer_nothing(session)
        return
    day = session.date(on) if on else session.record_day
    try:
        change(session, EditTask(before, edited.task, day, session.who, edited.lines))
    except PlanctlError:
        session.warn("edit.kept", path=keep_text(edited.lines[1] if edited.lines else task_text(edited.task)))
        raise
