"""Undo and redo on the command line: what is taken back is said in words, and so is what stands in the way."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.blocks import Column, Table
from planctl.cli.confirm import answer_change, confirm_change
from planctl.cli.conflicts import field_name, shown, tell_conflicts
from planctl.cli.session import Session
from planctl.cli.terms import terms_of
from planctl.plan.merge import MergeConflictError
from planctl.store import history
from planctl.words.plan_words import Words, entry_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.model import Task
    from planctl.store.history import Turned
    from planctl.store.planfile import Saved
    from planctl.store.steps import Step


def undo(session: Session, *, steps: Annotated[bool, typer.Option("--list", help="option.undo_list")] = False) -> None:
    """Take back what the last command changed, or list the steps made so far."""
    if steps:
        _list_steps(session)
        return
    turned = _turn(session, history.undo)
    session.say("undo.undone", label=_label(session, turned.step))
    _tell_taken_back(session, turned.saved)
    answer_change(session, turned.saved)


def redo(session: Session) -> None:
    """Make again what was just undone."""
    turned = _turn(session, history.redo)
    session.say("undo.redone", label=_label(session, turned.step))
    confirm_change(session, turned.saved)


def _turn(session: Session, turn: Callable[..., Turned]) -> Turned:
    try:
        return turn(session.path, dry_run=session.writing.dry_run, terms=terms_of(session))
    except MergeConflictError as error:
        tell_conflicts(session, error.conflicts)
        raise


def _label(session: Session, step: Step) -> str:
    return step.note.label or session.t("undo.unnamed")


def _tell_taken_back(session: Session, saved: Saved) -> None:
    words = Words(session.t, saved.old, drawn=False)
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
    gone = [entry for entry in now.log if entry not in then.log]
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
    if session.options.json:
        _print_json(session, past)
        return
    if not past:
        session.say("undo.none")
    session.write([_steps_table(session, past)])


def _steps_table(session: Session, past: list[tuple[Step, bool]]) -> Table:
    t = session.t
    columns = (
        Column("number", t("column.number"), right=True),
        Column("when", t("column.when")),
        Column("step", t("column.step"), flexible=True),
        Column("tasks", t("column.tasks")),
        Column("in_effect", t("column.in_effect")),
    )
    rows = tuple(
        (
            str(step.number),
            _when(step),
            t(f"step.{step.note.kind}", label=_label(session, step)),
            ", ".join(step.note.changed),
            t("step.in_effect") if in_effect else "",
        )
        for step, in_effect in past
    )
    return Table(columns, rows)


def _print_json(session: Session, past: list[tuple[Step, bool]]) -> None:
    import json

    listed = [
        {
            "number": step.number,
            "kind": step.note.kind,
            "of": step.note.of or None,
            "when": _when(step),
            "label": step.note.label,
            "tasks": step.note.changed,
            "in_effect": in_effect,
        }
        for step, in_effect in past
    ]
    plan = {"year": session.stored.year, "title": session.stored.title}
    document = {"schema": 1, "kind": "steps", "plan": plan, "as_of": session.day.isoformat(), "steps": listed}
    session.write_json([json.dumps(document, ensure_ascii=False), "\n"])


def _when(step: Step) -> str:
    return datetime.fromtimestamp(step.made).astimezone().isoformat(" ", "minutes")[:16]
