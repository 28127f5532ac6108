"""Undo, redo and restore on the command line: what is taken back is said in words, and so is what stands in the way."""

from __future__ import annotations

import shlex
from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.change import terms_of
from planctl.cli.confirm import answer_change, answer_nothing, confirm_change, tell_amended
from planctl.cli.conflicts import field_name, shown, tell_conflict
from planctl.cli.console import from_here
from planctl.cli.inputs import parse_ordinal
from planctl.cli.nodes_told import tell_nodes
from planctl.cli.session import Session
from planctl.cli.way_back import about
from planctl.errors import ConflictingOptionsError, ExitCode, PlanctlError, UsageError
from planctl.plan import replay
from planctl.plan.merge import Clash
from planctl.plan.moves import moves
from planctl.screen.views import StepList, StepRow
from planctl.store import history, steps
from planctl.store import restore as rescue
from planctl.store.gone import gone_from
from planctl.words.plan_words import Words, entry_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from planctl.plan.model import Plan, Task
    from planctl.store.history import Turned
    from planctl.store.restore import Restoration
    from planctl.store.steps import Step
    from planctl.store.transaction import Saved

StepArgument = Annotated[str | None, typer.Argument(metavar="metavar.step", help="argument.undo_step")]
RestoreArgument = Annotated[str | None, typer.Argument(metavar="metavar.step", help="argument.restore_step")]


class BadStepError(UsageError):
    """``value`` cannot be read as the number of a step."""

    key = "error.bad_step"


# --- undo and redo ---------------------------------------------------------------------------------------------------


def undo(
    session: Session,
    step: StepArgument = None,
    *,
    listing: Annotated[bool, typer.Option("--list", help="option.undo_list")] = False,
) -> None:
    """Take back what the last command changed, or one step alone, or list the steps made so far."""
    session = session.also_gone()
    if listing:
        _list_steps(session, step)
        return
    number = _step_number(step) if step is not None else None
    turned = _turn(session, lambda path, **how: history.undo(path, number, **how))
    session.say("undo.undone", label=_label(session, turned.step))
    if session.is_one_of_several:
        session.say("change.plan", year=turned.saved.old.year)
    if turned.is_whole:
        was_there = turned.step.images()[0] is not None
        session.say("undo.whole" if was_there else "undo.whole_gone", path=session.shown_path)
    else:
        _tell_taken_back(session, session.path, turned.saved)
    if turned.beside:
        path, saved = turned.beside
        if saved.after:
            session.say("undo.beside", path=from_here(str(path)))
        _tell_taken_back(session, path, saved)
    answer_change(session, turned.saved)


def redo(session: Session) -> None:
    """Redo what was last undone."""
    session = session.also_gone()
    turned = _turn(session, history.redo)
    session.say("undo.redone", label=_label(session, turned.step))
    if turned.beside:
        session.say("redo.beside", path=from_here(str(turned.beside[0])))
    if turned.is_whole:
        answer_change(session, turned.saved)
    else:
        confirm_change(session, turned.saved)


def _turn(session: Session, turn: Callable[..., Turned]) -> Turned:
    try:
        return turn(session.path, dry_run=session.writing.dry_run, terms=terms_of(session))
    except history.UndoConflictError as error:
        _tell_what_stands_in_the_way(session, error)
        raise


def _tell_what_stands_in_the_way(session: Session, error: history.UndoConflictError) -> None:
    """Name what was changed since, and the steps that did it, the last one first, as they have to be taken back."""
    for conflict in error.conflicts:
        is_gone = conflict.clash is Clash.DELETED and conflict.ours is None
        tell_conflict(session, conflict, "undo.clash.removed" if is_gone else f"undo.clash.{conflict.clash}")
    for step in error.since:
        back = "redo" if step.note.kind == steps.UNDO else f"undo {step.number}"
        command = about(back, error.path, session.environ)
        session.warn("undo.since", number=step.number, label=_what(session, step), command=command)


def _step_number(typed: str) -> int:
    if (number := parse_ordinal(typed)) is None:
        raise BadStepError(value=typed)
    return number


def _label(session: Session, step: Step) -> str:
    return step.note.label or session.t("undo.unnamed")


def _what(session: Session, step: Step) -> str:
    """Return what ``step`` did as the list of steps has it."""
    return session.t(f"step.{step.note.kind}", label=_label(session, step), of=step.note.of)


def _tell_taken_back(session: Session, path: Path, saved: Saved) -> None:
    """Tell, a line a task, what became of the plan at ``path``; one that the step had made is gone as a whole."""
    if not saved.after:
        session.say("undo.gone", path=from_here(str(path)))
        return
    words = Words.of(session.t, saved.old)
    old = {task.id: task for task in saved.old.items}
    new = {task.id: task for task in saved.outcome.plan.items}
    back = {move.new: move.old for move in moves(saved.outcome.plan, saved.old).values()}
    for identifier in saved.outcome.changed:
        now, then = old.get(identifier), new.get(identifier)
        if identifier in back:
            session.say("undo.moved", old=identifier, id=back[identifier], title=words.title(old[identifier]))
        elif identifier in back.values():
            continue
        elif now is not None and then is not None:
            _tell_fields(session, now, then, words)
        elif now is not None:
            session.say("undo.removed", id=identifier, title=words.title(now))
        elif then is not None:
            session.say("undo.restored", id=identifier, title=words.title(then))


def _tell_fields(session: Session, now: Task, then: Task, words: Words) -> None:
    title, words = words.title(now), words.on(now)
    gone, back = tell_amended(session, now, then, words)
    for entry in gone:
        session.say("undo.entry", id=now.id, title=title, what=entry_text(entry, words))
    for entry in back:
        session.say("undo.entry_back", id=now.id, title=title, on=entry.on, what=entry_text(entry, words))
    tell_nodes(session, now, then, words)
    follows = {"log", "nodes"} if now.title == then.title else {"log", "nodes", "formerly"}
    if now.log != then.log and not (gone or back):  # an entry that says something else was told with what it says
        follows |= replay.LOGGED_FIELDS.keys()
    for name in (key.name for key in fields(now)):
        before, after = getattr(then, name), getattr(now, name)
        told = name in follows or any(getattr(entry, name, None) is not None for entry in (*gone, *back))
        if before != after and not told:
            texts = {"now": shown(session.t, after), "then": shown(session.t, before)}
            session.say("undo.field", id=now.id, title=title, field=field_name(session.t, name), **texts)


# --- restore ---------------------------------------------------------------------------------------------------------


def restore(
    session: Session,
    step: RestoreArgument = None,
    *,
    listing: Annotated[bool, typer.Option("--list", help="option.restore_list")] = False,
) -> ExitCode:
    """Put the plan file back as a step left it, the last good one unless another is named; or list the steps."""
    session = session.also_gone()
    if listing:
        _list_steps(session, step)
        return ExitCode.OK
    prepared = rescue.prepare(session.path, _step_number(step) if step is not None else None)
    facts = _facts(session, prepared)
    if prepared.is_done:
        session.say("restore.nothing", **facts, command=about("restore --list", session.path, session.environ))
        _tell_others_gone(session)
        answer_nothing(session)
        return ExitCode.OK
    if prepared.overwrites:
        session.warn("restore.outside", **facts)
        if not session.confirm("restore.question", **facts):
            session.say("restore.left", **facts)
            answer_nothing(session)
            return ExitCode.NO
    saved = rescue.restore(prepared, dry_run=session.writing.dry_run, terms=terms_of(session))
    session.say("restore.done", **facts)
    _tell_restored(session, prepared, saved)
    answer_change(session, saved)
    return ExitCode.OK


def _tell_restored(session: Session, prepared: Restoration, saved: Saved) -> None:
    """Tell, a line a task, what became of a plan that could be read, and how to take the restoring back."""
    if prepared.found.loaded:
        _tell_taken_back(session, session.path, saved)
    if prepared.is_half_merged:
        session.warn("restore.half_merged", command=shlex.join(["git", "checkout", "-m", "--", session.shown_path]))
    for other in map(session.path.with_name, prepared.others):
        command = about("check", other, session.environ)
        session.say("restore.beside", path=from_here(str(other)), command=command)
    if not session.writing.dry_run:
        session.say("restore.undo", command=about("undo", session.path, session.environ))


def _facts(session: Session, prepared: Restoration) -> dict[str, object]:
    """Return what a sentence about a restoration speaks of."""
    step = prepared.step
    return {
        "path": session.shown_path,
        "number": step.number,
        "when": _row(step, in_effect=True).when,
        "label": _what(session, step),
        "n": sum(1 for _ in prepared.plan.tasks),
    }


def _tell_others_gone(session: Session) -> None:
    """Name the plans beside this one that are gone and can be brought back: perhaps one of them was meant."""
    for path in gone_from(session.path.parent):
        if rescue.is_restorable(path):
            session.say("restore.gone", path=from_here(str(path)), command=about("restore", path, session.environ))


# --- what is kept ----------------------------------------------------------------------------------------------------


def _list_steps(session: Session, step: str | None) -> None:
    """List all steps; raises ``ConflictingOptionsError`` if one was named, too."""
    if step is not None:
        raise ConflictingOptionsError(first=step, second="--list")
    past = history.past(session.path)
    if not past and not session.options.json:
        session.say("undo.none")
    rows = tuple(_row(step, in_effect=in_effect) for step, in_effect in past)
    session.show(StepList(_plan_if_any(session), session.day, rows))


def _plan_if_any(session: Session) -> Plan | None:
    with suppress(PlanctlError):
        return session.stored
    return None


def _row(step: Step, *, in_effect: bool) -> StepRow:
    made = datetime.fromtimestamp(step.made).astimezone()
    note = step.note
    return StepRow(
        step.number, note.kind, note.of or None, made, note.label, note.changed, note.tasks, in_effect, note.beside
    )
