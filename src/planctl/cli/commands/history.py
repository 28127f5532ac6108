"""Undo and redo on the command line: what is taken back is said in words, and so is what stands in the way."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.change import terms_of
from planctl.cli.confirm import answer_change, confirm_change
from planctl.cli.conflicts import conflicts_told, field_name, shown
from planctl.cli.session import Session
from planctl.plan import replay
from planctl.screen.views import StepList, StepRow
from planctl.store import history
from planctl.words.plan_words import Words, entry_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from planctl.plan.model import Task
    from planctl.store.history import Turned
    from planctl.store.steps import Step
    from planctl.store.transaction import Saved


def undo(session: Session, *, steps: Annotated[bool, typer.Option("--list", help="option.undo_list")] = False) -> None:
    """Take back what the last command changed, or list the steps made so far."""
    if steps:
        _list_steps(session)
        return
    turned = _turn(session, history.undo)
    session.say("undo.undone", label=_label(session, turned.step))
    if session.is_one_of_several:
        session.say("change.plan", year=turned.saved.old.year)
    _tell_taken_back(session, session.path, turned.saved)
    if turned.beside:
        path, saved = turned.beside
        if saved.after:
            session.say("undo.beside", path=path.name)
        _tell_taken_back(session, path, saved)
    answer_change(session, turned.saved)


def redo(session: Session) -> None:
    """Redo what was last undone."""
    turned = _turn(session, history.redo)
    session.say("undo.redone", label=_label(session, turned.step))
    if turned.beside:
        session.say("redo.beside", path=turned.beside[0].name)
    confirm_change(session, turned.saved)


def _turn(session: Session, turn: Callable[..., Turned]) -> Turned:
    with conflicts_told(session):
        return turn(session.path, dry_run=session.writing.dry_run, terms=terms_of(session))


def _label(session: Session, step: Step) -> str:
    return step.note.label or session.t("undo.unnamed")


def _tell_taken_back(session: Session, path: Path, saved: Saved) -> None:
    """Tell, a line a task, what became of the plan at ``path``; one that the step had made is gone as a whole."""
    if not saved.after:
        session.say("undo.gone", path=path.name)
        return
    words = Words.of(session.t, saved.old)
    old = {task.id: task for task in saved.old.tasks}
    new = {task.id: task for task in saved.outcome.plan.tasks}
    for identifier in saved.outcome.changed:
        now, then = old.get(identifier), new.get(identifier)
        if now is not None and then is not None:
            _tell_fields(session, now, then, words)
        elif now is not None:
            session.say("undo.removed", id=identifier, title=words.title(now))
        elif then is not None:
            session.say("undo.restored", id=identifier, title=words.title(then))


def _tell_fields(session: Session, now: Task, then: Task, words: Words) -> None:
    title = words.title(now)
    gone = replay.entries_added(then, now)
    for entry in gone:
        session.say("undo.entry", id=now.id, title=title, what=entry_text(entry, words))
    for name in now.__slots__:
        before, after = getattr(then, name), getattr(now, name)
        told = name == "log" or any(getattr(entry, name, None) is not None for entry in gone)
        if before != after and not told:
            texts = {"now": shown(session.t, after), "then": shown(session.t, before)}
            session.say("undo.field", id=now.id, title=title, field=field_name(session.t, name), **texts)


def _list_steps(session: Session) -> None:
    past = history.past(session.path)
    if not past and not session.options.json:
        session.say("undo.none")
    steps = tuple(_row(step, in_effect=in_effect) for step, in_effect in past)
    session.show(StepList(session.stored, session.day, steps))


def _row(step: Step, *, in_effect: bool) -> StepRow:
    made = datetime.fromtimestamp(step.made).astimezone()
    return StepRow(
        step.number, step.note.kind, step.note.of or None, made, step.note.label, step.note.changed, in_effect
    )
