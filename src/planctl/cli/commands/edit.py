"""The commands that change tasks. Each turns what was typed into one request and hands it to the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.commands.view import IdsArgument
from planctl.cli.confirm import answer_nothing
from planctl.cli.inputs import parse_ids, parse_number, parse_reading, parse_status
from planctl.cli.session import Session
from planctl.errors import (
    BadNumberError,
    BadTargetError,
    ExitCode,
    ExtraArgumentError,
    MissingArgumentError,
    OptionNeededError,
    PlanctlError,
    SeveralLeadsError,
    UnknownUnitError,
)
from planctl.plan.changes import AddTask, Assign, RemoveTasks, Reopen, ReplaceTask, Update
from planctl.plan.model import Status, Target
from planctl.plan.spelling import fold, split_list
from planctl.plan.units import resolve_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planctl.plan.model import Plan

NoteOption = Annotated[str | None, typer.Option("--note", "-m", help="option.note", metavar="metavar.text")]
OnOption = Annotated[str | None, typer.Option("--on", help="option.on", metavar="metavar.date")]
LeadOption = Annotated[str | None, typer.Option("--lead", "-l", help="option.lead", metavar="metavar.unit")]
SupportOption = Annotated[list[str] | None, typer.Option("--support", help="option.support", metavar="metavar.units")]
OwnerOption = Annotated[str | None, typer.Option("--owner", help="option.owner", metavar="metavar.owner")]
DueOption = Annotated[str | None, typer.Option("--due", "-d", help="option.due", metavar="metavar.date")]
NewUnitOption = Annotated[bool, typer.Option("--new-unit", help="option.new_unit")]
InternalOption = Annotated[bool, typer.Option("--internal", help="option.internal")]


@dataclass(frozen=True, slots=True)
class RecordOptions:
    """What can be recorded of a task beside its status, as typed."""

    reading: Annotated[
        str | None, typer.Option("--reading", "-r", help="option.reading", metavar="metavar.reading")
    ] = None
    note: NoteOption = None
    due: DueOption = None
    evidence: Annotated[
        list[str] | None, typer.Option("--evidence", "-e", help="option.evidence", metavar="metavar.evidence")
    ] = None
    on: OnOption = None
    internal: InternalOption = False

    def request(self, session: Session, plan: Plan, ids: Sequence[str], status: Status | None) -> Update:
        """Return the update that is meant."""
        return Update(
            ids=task_ids(plan, ids),
            on=session.date(self.on) if self.on else session.day,
            by=session.who,
            status=status,
            reading=parse_reading(self.reading) if self.reading is not None else None,
            note=read_note(session, self.note),
            due=session.date(self.due) if self.due else None,
            evidence=tuple(item.strip() for item in self.evidence or () if item.strip()),
            internal=self.internal,
        )


def update(
    session: Session,
    ids: IdsArgument,
    record: RecordOptions,
    *,
    status: Annotated[
        str | None, typer.Option("--status", "-s", help="option.status", metavar="metavar.status")
    ] = None,
) -> None:
    """Record what happened to some tasks."""
    wanted = parse_status(status) if status is not None else None
    session.change(lambda plan: record.request(session, plan, ids, wanted))


def start(session: Session, ids: IdsArgument, record: RecordOptions) -> None:
    """Put tasks under way."""
    session.change(lambda plan: record.request(session, plan, ids, Status.DOING))


def submit(session: Session, ids: IdsArgument, record: RecordOptions) -> None:
    """Report tasks as finished, to be accepted."""
    session.change(lambda plan: record.request(session, plan, ids, Status.SUBMITTED))


def done(session: Session, ids: IdsArgument, record: RecordOptions) -> None:
    """Accept tasks as done."""
    session.change(lambda plan: record.request(session, plan, ids, Status.DONE))


def block(session: Session, ids: IdsArgument, record: RecordOptions) -> None:
    """Say that tasks cannot go on, and why."""
    session.change(lambda plan: record.request(session, plan, ids, Status.BLOCKED))


def drop(session: Session, ids: IdsArgument, record: RecordOptions) -> None:
    """Withdraw tasks, and say why."""
    session.change(lambda plan: record.request(session, plan, ids, Status.DROPPED))


def reopen(session: Session, ids: IdsArgument, record: RecordOptions) -> None:
    """Take closed tasks up again."""
    session.change(lambda plan: Reopen(record.request(session, plan, ids, Status.DOING)))


def note(
    session: Session,
    ids: IdsArgument,
    *,
    note: NoteOption = None,
    on: OnOption = None,
    internal: InternalOption = False,
) -> None:
    """Add a note to tasks."""
    if note is None:
        raise MissingArgumentError(name="--note")
    record = RecordOptions(note=note, on=on, internal=internal)
    session.change(lambda plan: record.request(session, plan, ids, None))


def assign(
    session: Session,
    ids: IdsArgument,
    *,
    lead: LeadOption = None,
    support: SupportOption = None,
    add: Annotated[list[str] | None, typer.Option("--add", help="option.add", metavar="metavar.units")] = None,
    remove: Annotated[list[str] | None, typer.Option("--remove", help="option.remove", metavar="metavar.units")] = None,
    owner: OwnerOption = None,
    note: NoteOption = None,
    on: OnOption = None,
    new_unit: NewUnitOption = False,
) -> None:
    """Say which units and who do some tasks."""

    def decide(plan: Plan) -> Assign:
        units = UnitNames(plan, accept_new=new_unit)
        return Assign(
            ids=task_ids(plan, ids),
            on=session.date(on) if on else session.day,
            by=session.who,
            lead=units.lead(lead),
            support=units.many(support) if support is not None else None,
            add=units.many(add),
            remove=units.many(remove),
            owner=owner,
            note=read_note(session, note),
            new_units=tuple(units.new),
        )

    session.change(decide)


def add(
    session: Session,
    title: Annotated[str, typer.Argument(metavar="metavar.title", help="argument.title")],
    *,
    priority: Annotated[str, typer.Option("--priority", "-p", help="option.add_priority", metavar="metavar.priority")],
    title_en: Annotated[str | None, typer.Option("--title-en", help="option.title_en", metavar="metavar.text")] = None,
    source: Annotated[str | None, typer.Option("--source", help="option.source", metavar="metavar.text")] = None,
    lead: LeadOption = None,
    support: SupportOption = None,
    owner: OwnerOption = None,
    due: DueOption = None,
    target: Annotated[str | None, typer.Option("--target", help="option.target", metavar="metavar.target")] = None,
    baseline: Annotated[
        str | None, typer.Option("--baseline", help="option.baseline", metavar="metavar.number")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", help="option.tag", metavar="metavar.text")] = None,
    note: NoteOption = None,
    on: OnOption = None,
    internal: InternalOption = False,
    new_unit: NewUnitOption = False,
) -> None:
    """Add a task to the plan."""
    if not title.strip():
        raise MissingArgumentError(name=session.t("metavar.title"))
    if baseline is not None and target is None:
        raise OptionNeededError(name="--baseline", needed="--target")

    def decide(plan: Plan) -> AddTask:
        units = UnitNames(plan, accept_new=new_unit)
        return AddTask(
            priority=fold(priority),
            title=title.strip(),
            on=session.date(on) if on else session.day,
            by=session.who,
            title_en=title_en,
            source=source,
            lead=units.lead(lead),
            support=units.many(support),
            owner=owner,
            due=session.date(due) if due else None,
            target=parse_target(target, baseline) if target else None,
            tags=split_list(tag or ()),
            note=read_note(session, note),
            internal=internal,
            new_units=tuple(units.new),
        )

    session.change(decide)


def remove(session: Session, ids: IdsArgument) -> ExitCode:
    """Take tasks that were entered by mistake out of the plan."""
    chosen = task_ids(session.stored, ids)
    if not session.confirm("change.remove_question", n=len(chosen)):
        session.say("change.not_removed")
        answer_nothing(session)
        return ExitCode.NO
    session.change(lambda plan: RemoveTasks(task_ids(plan, ids)))
    return ExitCode.OK


def edit(
    session: Session,
    identifier: Annotated[str, typer.Argument(metavar="metavar.id", help="argument.id")],
    *,
    on: OnOption = None,
) -> None:
    """Edit one task as text in your editor; what cannot be saved is kept in a file."""
    from planctl.cli.editor import edit_task, keep_text
    from planctl.toml.edits import task_text

    chosen, *others = task_ids(session.stored, [identifier])
    if others:
        raise ExtraArgumentError(value=", ".join(others))
    before = session.stored.task(chosen)
    edited = edit_task(session, before)
    if edited is None:
        answer_nothing(session)
        return
    day = session.date(on) if on else session.day

    def decide(plan: Plan) -> ReplaceTask:
        from planctl.plan.merge import MergeConflictError, merge_task

        task, conflicts = merge_task(before, plan.task(chosen), edited)
        if conflicts:
            raise MergeConflictError(session.shown_path, conflicts)
        return ReplaceTask(chosen, task, day, session.who)

    try:
        session.change(decide)
    except PlanctlError:
        session.warn("edit.kept", path=keep_text(task_text(edited)))
        raise


# --- reading what was typed ------------------------------------------------------------------------------------------


def task_ids(plan: Plan, typed: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the tasks that were meant; raises ``UnknownTaskError`` if any does not exist."""
    return parse_ids(typed, tuple(task.id for task in plan.tasks))


def read_note(session: Session, typed: str | None) -> str | None:
    """Return the note; ``-`` stands for standard input."""
    return session.typed_text if typed == "-" else typed


def parse_target(typed: str, baseline: str | None) -> Target:
    """Read a target such as ``100``, ``100个`` or ``100 studios``; raises ``BadTargetError``."""
    folded = fold(typed)
    digits = folded[: len(folded) - len(folded.lstrip("0123456789.,"))]
    try:
        amount = parse_number(digits)
    except BadNumberError:
        amount = 0
    if amount <= 0:
        raise BadTargetError(value=typed)
    return Target(amount, folded[len(digits) :].strip() or None, parse_number(baseline) if baseline else None)


class UnitNames:
    """Turns typed units into the plan's names; ``new`` collects those that the plan is to learn."""

    def __init__(self, plan: Plan, *, accept_new: bool) -> None:
        """Without ``accept_new`` an unknown name is an error."""
        self.plan = plan
        self.accept_new = accept_new
        self.new: list[str] = []

    def one(self, typed: str | None) -> str | None:
        """Return the name of the unit, ``None`` or ``""`` as given; raises ``UnknownUnitError``."""
        if not typed or not typed.strip():
            return typed if typed is None else ""
        try:
            return resolve_unit(self.plan, typed)
        except UnknownUnitError:
            name = typed.strip()
            if not self.accept_new:
                raise
            if name not in self.new:
                self.new.append(name)
            return name

    def lead(self, typed: str | None) -> str | None:
        """Return the name of the one unit that leads; raises ``SeveralLeadsError``."""
        name = self.one(typed)
        if name in self.new and len(split_list([name])) > 1:
            raise SeveralLeadsError(value=name)
        return name

    def many(self, typed: Iterable[str] | None) -> tuple[str, ...]:
        """Return the names of several units, given one by one or in lists."""
        return tuple(dict.fromkeys(name for item in split_list(typed or ()) if (name := self.one(item))))
