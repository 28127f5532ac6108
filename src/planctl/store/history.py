"""Undo and redo: one step per command, exact if nothing else happened, by three-way merge if others changed the plan.

Where the steps are kept is ``planctl.store.steps``'s business, writing is ``planctl.store.planfile``'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import ConflictError, ExitCode, PlanctlError
from planctl.plan.changes import Outcome
from planctl.plan.merge import MergeConflictError, merge
from planctl.store import planfile, plantext, steps
from planctl.store.planfile import Draft, Terms
from planctl.store.steps import Note, Step
from planctl.toml import schema

if TYPE_CHECKING:
    from pathlib import Path

    from planctl.plan.model import Plan
    from planctl.store.planfile import LoadedPlan, Saved


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
    """What undo or redo did, and the step that it took back or made again."""

    saved: Saved
    step: Step


def undo(path: Path, *, dry_run: bool = False, terms: Terms | None = None) -> Turned:
    """Take back the last step that is in the plan at ``path``; changes that others made since stay.

    Raises:
        NothingToUndoError: There is none.
        UndoConflictError: Others changed the same fields since.
        ConflictError, CannotWriteError: As for ``planfile.transact``.
    """
    return _turn(path, steps.UNDO, dry_run=dry_run, terms=terms or Terms())


def redo(path: Path, *, dry_run: bool = False, terms: Terms | None = None) -> Turned:
    """Make again what was last taken back; raises as ``undo`` does, and ``NothingToRedoError``."""
    return _turn(path, steps.REDO, dry_run=dry_run, terms=terms or Terms())


def past(path: Path) -> list[tuple[Step, bool]]:
    """Return the steps that commands made, newest first, each with whether it is in effect; undoing is a step too."""
    listed = steps.listed(planfile.real_path(path))
    done, _ = steps.stacks(listed)
    numbers = {step.number for step in done}
    return [(step, step.number in numbers) for step in reversed(listed)]


def _turn(path: Path, kind: str, *, dry_run: bool, terms: Terms) -> Turned:
    taken: list[Step] = []

    def draft(loaded: LoadedPlan) -> Draft:
        done, undone = steps.stacks(steps.listed(planfile.real_path(path)))
        for step in reversed(done if kind == steps.UNDO else undone):
            if drafted := _reversed(loaded, step, kind):
                taken.append(step)
                return drafted
        raise (NothingToUndoError if kind == steps.UNDO else NothingToRedoError)(path=path)

    saved = planfile.rewrite(path, draft, dry_run=dry_run, terms=terms)
    return Turned(saved, taken[-1])


def _reversed(loaded: LoadedPlan, step: Step, kind: str) -> Draft | None:
    """Return what takes ``step`` out of the plan, ``None`` if nothing of it is in there (any more)."""
    source = loaded.source
    try:
        before, after = step.images()
    except (OSError, ValueError):
        return None
    if source.content == before:
        return None
    old, new = (schema.parse(plantext.decoded(source.path, content).text).plan for content in (before, after))
    if old is None or new is None:
        raise ConflictError(path=source.path)
    note = Note(label=step.note.label, kind=kind, of=step.number)
    if source.content == after:
        return Draft(_outcome(loaded.plan, old), before, note)
    merged = merge(new, loaded.plan, old)
    if merged.conflicts:
        raise UndoConflictError(source.path, merged.conflicts)
    if merged.plan == loaded.plan:
        return None
    content = plantext.encoded(source, planfile.edited(loaded, merged.plan))
    return Draft(_outcome(loaded.plan, merged.plan), content, note)


def _outcome(now: Plan, then: Plan) -> Outcome:
    """Return ``then`` with the ids of the tasks that are not what they are ``now``."""
    old, new = ({task.id: task for task in plan.tasks} for plan in (now, then))
    return Outcome(then, tuple(key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)))
