"""The plan file as a kept step left it, put in the place of whatever is there now: broken, emptied, half merged, gone.

What was there is kept as a step of its own, to the byte, so that ``planctl.store.history`` can take it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import ConflictError, ExitCode, PlanctlError
from planctl.plan.changes import Outcome
from planctl.store import plantext, steps
from planctl.store.edited import edited
from planctl.store.history import outcome_of, usable, with_retired
from planctl.store.planfile import real_path
from planctl.store.state import State, look, loss
from planctl.store.transaction import Draft, Saved, Terms, rewrite

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planctl.plan.model import Plan
    from planctl.store.planfile import LoadedPlan
    from planctl.store.steps import Step


class NothingToRestoreError(PlanctlError):
    """No step of ``path`` is kept that left a plan."""

    exit_code = ExitCode.NO
    key = "error.nothing_to_restore"


class NoPlanInStepError(PlanctlError):
    """The step ``number`` of ``path`` left no file, or none that is a plan."""

    exit_code = ExitCode.UNKNOWN
    key = "error.no_plan_in_step"


class Restoration(NamedTuple):
    """What is to be done: ``content``, saying ``plan``, as ``step`` left it, comes in the place of ``found``."""

    found: State
    step: Step
    content: bytes
    plan: Plan

    @property
    def is_done(self) -> bool:
        """Whether the file is that already."""
        return self.found.content == self.content

    @property
    def is_half_merged(self) -> bool:
        """Whether a merge that git could not finish stands in the file, with what the other side changed."""
        content = self.found.content or b""
        return content.startswith(b"<<<<<<< ") or b"\n<<<<<<< " in content

    @property
    def overwrites(self) -> bool:
        """Whether a good plan would be overwritten that somebody changed by hand and no step has."""
        now = self.found.loaded
        if self.is_done or now is None or loss(self.found):
            return False
        return not steps.has_left(self.found.kept, now.source.content)

    @property
    def others(self) -> tuple[str, ...]:
        """The names of the plans that were written together with this one by commands which only one of the two has."""
        kept = self.found.kept
        now, then = _commands(kept), _commands([step for step in kept if step.number <= self.step.number])
        notes = [step.note for number, step in (now | then).items() if (number in now) != (number in then)]
        return tuple(dict.fromkeys(note.beside[0] for note in notes if note.beside))


def last_good(path: Path, kept: Sequence[Step]) -> tuple[Step, LoadedPlan] | None:
    """Return the last of the steps of ``path`` that left a plan, with that plan; rather none that was taken back."""
    taken_back = {step.note.of for step in kept if step.note.kind == steps.UNDO}
    for step in sorted(kept, key=lambda step: (step.number not in taken_back, step.number), reverse=True):
        if left := _left(path, step):
            return step, left
    return None


def prepare(path: Path, number: int | None = None) -> Restoration:
    """Look what it means to bring back the plan at ``path`` as step ``number``, or else the last good one, left it.

    An id that was given since is not given again: it comes back as retired.

    Raises:
        NothingToRestoreError: No step is kept that left a plan.
        UnknownStepError, NoPlanInStepError: This one is not kept, or left none.
        CannotReadError, NotAFileError, TooLargeError: What is there cannot be kept.
    """
    found = look(path)
    last = last_good(path, found.kept)
    if last is None:
        raise NothingToRestoreError(path=path)
    step, left = last if number is None else _numbered(found, number)
    wanted = left.plan
    if not any(other.begins for other in found.kept if other.number > step.number):  # else it was another plan's
        for newer in (last[1], found.loaded):
            wanted = with_retired(wanted, newer.plan) if newer else wanted
    return Restoration(found, step, plantext.encoded(left.source, edited(left, wanted)), wanted)


def _numbered(found: State, number: int) -> tuple[Step, LoadedPlan]:
    step = steps.numbered(found.path, found.kept, number)
    left = _left(found.path, step)
    if left is None:
        raise NoPlanInStepError(path=found.path, number=number)
    return step, left


def restore(prepared: Restoration, *, dry_run: bool = False, terms: Terms | None = None) -> Saved:
    """Do what was prepared.

    Raises:
        ConflictError: Somebody saved the file since it was looked at.
        CannotWriteError: As for ``transaction.transact``.
    """
    terms = terms or Terms()
    path = prepared.found.path

    def draft(states: Sequence[State]) -> list[Draft]:
        if states[0].content != prepared.found.content:
            raise ConflictError(path=path)
        now = states[0].loaded
        outcome = outcome_of(now.plan, prepared.plan) if now else Outcome(prepared.plan, _ids(prepared.plan))
        note = steps.Note(label=terms.label, kind=steps.RESTORE, of=prepared.step.number)
        return [Draft(outcome, prepared.content, note)]

    (saved,) = rewrite([path], draft, dry_run=dry_run, terms=terms)
    return saved


def is_restorable(path: Path) -> bool:
    """Whether a step of the plan at ``path``, there or gone, is kept that left a plan."""
    return last_good(path, steps.listed(real_path(path))) is not None


def _commands(kept: Sequence[Step]) -> dict[int, Step]:
    """Return the steps that are in effect after the last of ``kept``, by the numbers of the commands that they are."""
    active = steps.in_effect(kept)
    return {steps.origin(step, kept).number: step for step in kept if step.number in active}


def _left(path: Path, step: Step) -> LoadedPlan | None:
    try:
        return usable(path, step.images()[1])
    except (OSError, ValueError):
        return None


def _ids(plan: Plan) -> tuple[str, ...]:
    return tuple(item.id for item in plan.items)
