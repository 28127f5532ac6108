"""Undo and redo: one step per command, exact if nothing else happened, by three-way merge if others changed the plan.

A command that wrote two plans is one step: it is taken back in both, from either. An id that a step gave is not given
again after the step was taken back: it stays in the plan as retired.

Where the steps are kept is ``planctl.store.steps``'s business, writing is ``planctl.store.transaction``'s.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import ConflictError, ExitCode, PlanctlError
from planctl.plan.changes import Outcome
from planctl.plan.merge import MergeConflictError, merge
from planctl.store import plantext, steps
from planctl.store.edited import edited
from planctl.store.planfile import LoadedPlan, loaded, real_path
from planctl.store.steps import Note, Step
from planctl.store.transaction import Draft, State, Terms, rewrite

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planctl.plan.model import Plan
    from planctl.store.transaction import Saved


class NothingToUndoError(PlanctlError):
    """No command that changed ``path`` is left to be taken back."""

    exit_code = ExitCode.NO
    key = "error.nothing_to_undo"


class NothingToRedoError(PlanctlError):
    """Nothing was taken back from ``path`` since the last change."""

    exit_code = ExitCode.NO
    key = "error.nothing_to_redo"


class UndoConflictError(MergeConflictError):
    """What a step set was changed by somebody else since, as ``conflicts`` says; nothing was written."""

    key = "error.undo_conflict"


class Turned(NamedTuple):
    """What undo or redo did: to the plan it was asked for and, where the step wrote two, to the other; and the step."""

    saved: Saved
    step: Step
    beside: tuple[Path, Saved] | None = None


def undo(path: Path, *, dry_run: bool = False, terms: Terms | None = None) -> Turned:
    """Take back the last step that is in the plan at ``path``; changes that others made since stay.

    Raises:
        NothingToUndoError: There is none.
        UndoConflictError: Others changed the same fields since.
        ConflictError, CannotWriteError: As for ``transaction.transact``.
    """
    return _turn(path, steps.UNDO, dry_run=dry_run, terms=terms or Terms())


def redo(path: Path, *, dry_run: bool = False, terms: Terms | None = None) -> Turned:
    """Make again what was last taken back; raises as ``undo`` does, and ``NothingToRedoError``."""
    return _turn(path, steps.REDO, dry_run=dry_run, terms=terms or Terms())


def past(path: Path) -> list[tuple[Step, bool]]:
    """Return the steps that commands made, newest first, each with whether it is in effect; undoing is a step too."""
    listed = steps.listed(real_path(path))
    done, _ = steps.stacks(listed)
    numbers = {step.number for step in done}
    return [(step, step.number in numbers) for step in reversed(listed)]


# --- one step, in one plan or in two ---------------------------------------------------------------------------------


class _AlsoInError(Exception):
    """The step to be turned wrote the plan at ``path``, too, which is not locked yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def _turn(path: Path, kind: str, *, dry_run: bool, terms: Terms) -> Turned:
    taken: list[Step] = []

    def draft(states: Sequence[State]) -> list[Draft]:
        drafts, step = _drafts(states, kind)
        taken.append(step)
        return drafts

    try:
        (saved,) = rewrite([path], draft, dry_run=dry_run, terms=terms)
        return Turned(saved, taken[-1])
    except _AlsoInError as more:
        saved, other = rewrite([path, more.path], draft, dry_run=dry_run, terms=terms)
        return Turned(saved, taken[-1], (more.path, other) if other.before != other.after else None)


def _stack(kept: Sequence[Step], kind: str) -> list[Step]:
    done, undone = steps.stacks(kept)
    return done if kind == steps.UNDO else undone


def _drafts(states: Sequence[State], kind: str) -> tuple[list[Draft], Step]:
    """Return what turns the newest step that is in the first plan, and what was written beside it, with that step."""
    state, *others = states
    for step in reversed(_stack(state.kept, kind)):
        drafted = _turned(state, step, kind)
        if drafted is None:
            continue
        if step.note.beside and not others:
            raise _AlsoInError(state.path.with_name(step.note.beside[0]))
        return [drafted, *(_turned_beside(other, step, kind, drafted) for other in others)], step
    raise (NothingToUndoError if kind == steps.UNDO else NothingToRedoError)(path=state.path)


def _turned_beside(state: State, step: Step, kind: str, drafted: Draft) -> Draft:
    """Return what turns the step that was made in the other plan together with ``step``, or what leaves that plan."""
    beside = step.note.beside if step.note.beside and step.note.beside[0] == state.path.name else None
    found = next((other for other in _stack(state.kept, kind) if beside and other.number == beside[1]), None)
    now = state.loaded.plan if state.loaded else replace(drafted.outcome.plan, priorities=())
    return (_turned(state, found, kind) if found else None) or Draft(Outcome(now, ()), state.content, Note())


def _turned(state: State, step: Step, kind: str) -> Draft | None:
    """Return what takes ``step`` out of the plan, ``None`` if nothing of it is in there (any more)."""
    try:
        before, after = step.images()
    except (OSError, ValueError):
        return None
    if state.content == before:
        return None
    note = Note(label=step.note.label, kind=kind, of=step.number)
    old, new = (_read(state.path, content) for content in (before, after))
    if old is None:
        return _unmade(state, new, note, is_exact=state.content == after)
    wanted = _with_retired(old.plan, new.plan if new else old.plan)
    if state.content == after:
        now = state.loaded.plan if state.loaded else replace(wanted, priorities=())
        return Draft(_outcome(now, wanted), plantext.encoded(old.source, edited(old, wanted)), note)
    return _merged(state, new.plan, wanted, note) if new else None


def _unmade(state: State, new: LoadedPlan | None, note: Note, *, is_exact: bool) -> Draft | None:
    """Take away the file that a step made; if it was changed since, only the tasks that the step put there."""
    if state.loaded is None or new is None:
        return None
    emptied = replace(new.plan, priorities=tuple(replace(item, tasks=()) for item in new.plan.priorities))
    if is_exact:
        return Draft(_outcome(state.loaded.plan, emptied), b"", note)
    return _merged(state, new.plan, _with_retired(emptied, new.plan), note)


def _merged(state: State, new: Plan, old: Plan, note: Note) -> Draft | None:
    """Turn ``new`` back into ``old`` within a plan that others have changed since."""
    if state.loaded is None:
        return None
    merged = merge(new, state.loaded.plan, old)
    if merged.conflicts:
        raise _located(UndoConflictError(merged.conflicts), state.path)
    if merged.plan == state.loaded.plan:
        return None
    content = plantext.encoded(state.loaded.source, edited(state.loaded, merged.plan))
    return Draft(_outcome(state.loaded.plan, merged.plan), content, note)


def _located(error: PlanctlError, path: Path) -> PlanctlError:
    error.fields["path"] = path
    return error


def _read(path: Path, content: bytes) -> LoadedPlan | None:
    """Return the plan in the bytes of a step, ``None`` for no file; raises ``ConflictError`` if it is broken."""
    if not content:
        return None
    try:
        return loaded(plantext.decoded(path, content))
    except PlanctlError as error:
        raise ConflictError(path=path) from error


def _with_retired(old: Plan, new: Plan) -> Plan:
    """Return ``old`` with the ids that only ``new`` has as retired ones, so that they are not given again."""
    known = {task.id for task in old.tasks} | {item for priority in old.priorities for item in priority.retired}
    given = {item.id: tuple(task.id for task in item.tasks if task.id not in known) for item in new.priorities}
    return replace(
        old,
        priorities=tuple(
            replace(item, retired=(*item.retired, *given[item.id])) if given.get(item.id) else item
            for item in old.priorities
        ),
    )


def _outcome(now: Plan, then: Plan) -> Outcome:
    """Return ``then`` with the ids of the tasks that are not what they are ``now``."""
    old, new = ({task.id: task for task in plan.tasks} for plan in (now, then))
    return Outcome(then, tuple(key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)))
