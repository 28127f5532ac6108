"""Undo and redo: one step per command, exact if nothing else happened, by three-way merge if others changed the plan.

A command that wrote two plans is one step: it is taken back in both, from either. An id that a step gave is not given
again after the step was taken back: it stays in the plan as retired. A step that put a whole file in place is taken
back as a whole: what was there before comes back to the byte, whether it was a plan or not.

Where the steps are kept is ``planctl.store.steps``'s business, writing is ``planctl.store.transaction``'s.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import ConflictError, ExitCode, PlanctlError, PlanInvalidError
from planctl.plan.changes import Outcome
from planctl.plan.merge import Clash, MergeConflictError, merge
from planctl.store import plantext, steps
from planctl.store.edited import edited
from planctl.store.planfile import LoadedPlan, NoSuchPlanError, loaded, real_path
from planctl.store.steps import Note, Step
from planctl.store.transaction import Draft, Terms, rewrite

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planctl.plan.merge import Conflict
    from planctl.plan.model import Group, Plan, Task
    from planctl.plan.node import Node
    from planctl.store.state import State
    from planctl.store.transaction import Saved


class NothingToUndoError(PlanctlError):
    """No command that changed ``path`` is left to be taken back."""

    exit_code = ExitCode.NO
    key = "error.nothing_to_undo"


class NothingToRedoError(PlanctlError):
    """Nothing was taken back from ``path`` since the last change."""

    exit_code = ExitCode.NO
    key = "error.nothing_to_redo"


class NotInEffectError(PlanctlError):
    """The step ``number`` is no longer in ``path``: it was taken back, or nothing of it is left."""

    exit_code = ExitCode.NO
    key = "error.not_in_effect"


class CannotTakeBackError(ConflictError):
    """A whole file was put in place at ``path`` where no plan had been, and was changed since."""

    key = "error.cannot_take_back"


class MadePlanError(PlanctlError):
    """The step ``number`` made the plan at ``path``, which is not taken back."""

    exit_code = ExitCode.NO
    key = "error.made_plan"


class UndoConflictError(MergeConflictError):
    """What a step set was changed since, as ``conflicts`` says, by the steps ``since`` or by hand; nothing was written.

    The last of these steps stands first.
    """

    key = "error.undo_conflict"

    def __init__(self, path: Path, conflicts: tuple[Conflict, ...], since: tuple[Step, ...] = ()) -> None:
        """Keep both, so that all of them are named."""
        super().__init__(conflicts)
        self.fields["path"] = self.path = path
        self.since = since


class Turned(NamedTuple):
    """What undo or redo did: to the plan it was asked for and, where the step wrote two, to the other; and the step.

    ``is_whole`` says whether a whole file was put in the place of another one, just as it had been.
    """

    saved: Saved
    step: Step
    is_whole: bool = False
    beside: tuple[Path, Saved] | None = None


def undo(path: Path, number: int | None = None, *, dry_run: bool = False, terms: Terms | None = None) -> Turned:
    """Take back the step ``number`` alone, or else the last step that is in the plan at ``path``.

    Changes that others, or later steps, made since stay.

    Raises:
        NothingToUndoError, NotInEffectError: There is none, or that one is not in the plan any more.
        UnknownStepError: No step of this number is kept.
        MadePlanError: It made the plan, and nothing was there before.
        UndoConflictError, CannotTakeBackError: The same fields, or the file put in place, were changed since.
        ConflictError, CannotWriteError: As for ``transaction.transact``.
    """
    return _turn(path, steps.UNDO, number, dry_run=dry_run, terms=terms or Terms())


def redo(path: Path, *, dry_run: bool = False, terms: Terms | None = None) -> Turned:
    """Make again what was last taken back; raises as ``undo`` does, and ``NothingToRedoError``."""
    return _turn(path, steps.REDO, None, dry_run=dry_run, terms=terms or Terms())


def past(path: Path) -> list[tuple[Step, bool]]:
    """Return the steps that commands made, newest first, each with whether it is in effect; undoing is a step too."""
    listed = steps.listed(real_path(path))
    numbers = steps.in_effect(listed)
    return [(step, step.number in numbers) for step in reversed(listed)]


# --- one step, in one plan or in two ---------------------------------------------------------------------------------


class _AlsoInError(Exception):
    """The step to be turned wrote the plan at ``path``, too, which is not locked yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def _turn(path: Path, kind: str, number: int | None, *, dry_run: bool, terms: Terms) -> Turned:
    taken: list[tuple[Step, bool]] = []

    def draft(states: Sequence[State]) -> list[Draft]:
        drafts, step = _drafts(states, kind, number)
        taken.append((step, steps.origin(step, states[0].kept).is_whole and drafts[0].content == step.images()[0]))
        return drafts

    try:
        (saved,) = rewrite([path], draft, dry_run=dry_run, terms=terms)
        return Turned(saved, *taken[-1])
    except _AlsoInError as more:
        saved, other = rewrite([path, more.path], draft, dry_run=dry_run, terms=terms)
        return Turned(saved, *taken[-1], (more.path, other) if other.before != other.after else None)


def _stack(kept: Sequence[Step], kind: str) -> list[Step]:
    done, undone = steps.stacks(kept)
    return done if kind == steps.UNDO else undone


def _drafts(states: Sequence[State], kind: str, number: int | None) -> tuple[list[Draft], Step]:
    """Return what turns a step that is in the first plan, and what was written beside it, with that step."""
    state, *others = states
    for step in reversed(_stack(state.kept, kind)) if number is None else [_chosen(state, number)]:
        drafted = _turned(state, step, kind)
        if drafted is None:
            continue
        if step.note.beside and not others:
            raise _AlsoInError(state.path.with_name(step.note.beside[0]))
        return [drafted, *(_turned_beside(other, step, kind, drafted) for other in others)], step
    raise _nothing_to_turn(state, kind, number)


def _chosen(state: State, number: int) -> Step:
    """Return the step of this number, which must be in effect."""
    if not state.kept:
        raise state.fault or NothingToUndoError(path=state.path)
    step = steps.numbered(state.path, state.kept, number)
    if step.note.kind == steps.NEW:
        raise MadePlanError(path=state.path, number=number)
    if number not in steps.in_effect(state.kept):
        raise NotInEffectError(path=state.path, number=number)
    return step


def _nothing_to_turn(state: State, kind: str, number: int | None) -> PlanctlError:
    if state.found is None:
        return NoSuchPlanError(path=state.path, choice=state.path)
    if state.fault:
        return state.fault
    if number is not None:
        return NotInEffectError(path=state.path, number=number)
    return (NothingToUndoError if kind == steps.UNDO else NothingToRedoError)(path=state.path)


def _turned_beside(state: State, step: Step, kind: str, drafted: Draft) -> Draft:
    """Return what turns the step that was made in the other plan together with ``step``, or what leaves that plan."""
    beside = step.note.beside if step.note.beside and step.note.beside[0] == state.path.name else None
    found = next((other for other in _stack(state.kept, kind) if beside and other.number == beside[1]), None)
    now = _now(state, drafted.outcome.plan)
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
    if steps.origin(step, state.kept).is_whole:
        return _put_back(state, before, after, note)
    old, new = (_read(state.path, content) for content in (before, after))
    if old is None:
        return _unmade(state, new, note, is_exact=state.content == after)
    wanted = with_retired(old.plan, new.plan if new else old.plan)
    if state.content == after:
        return Draft(outcome_of(_now(state, wanted), wanted), plantext.encoded(old.source, edited(old, wanted)), note)
    return _merged(state, new.plan, wanted, note) if new else None


def _put_back(state: State, before: bytes | None, after: bytes | None, note: Note) -> Draft | None:
    """Return what puts ``before`` in the place of the whole file ``after``; what was changed since has to fit in."""
    old, new = (usable(state.path, content) for content in (before, after))
    if state.content == after or (old is None and _is_untouched(state, new)):
        then = old.plan if old else _now(state, new.plan if new else None).emptied
        return Draft(outcome_of(_now(state, then), then), before, note)
    if state.found is None:
        return None
    if old is None or new is None:
        raise state.fault or CannotTakeBackError(path=state.path)
    return _merged(state, new.plan, old.plan, note, into=old)


def _unmade(state: State, new: LoadedPlan | None, note: Note, *, is_exact: bool) -> Draft | None:
    """Take away the file that a step made; if it was changed since, only the tasks that the step put there."""
    if state.found is None or new is None:
        return None
    emptied = new.plan.with_groups(lambda group: replace(group, items=()))
    if is_exact:
        return Draft(outcome_of(_now(state, new.plan), emptied), None, note)
    return _merged(state, new.plan, with_retired(emptied, new.plan), note)


def _merged(state: State, new: Plan, old: Plan, note: Note, *, into: LoadedPlan | None = None) -> Draft | None:
    """Turn ``new`` back into ``old`` within a plan that others have changed since, or within the text ``into``."""
    if state.found is None:
        return None
    now = state.there()
    merged = merge(_with_retired_of(now.plan, new, old), now.plan, old)
    if merged.conflicts:
        raise UndoConflictError(state.path, merged.conflicts, _since(state, note.of, merged.conflicts))
    if merged.plan == now.plan:
        return None
    text, wanted = into or now, with_retired(merged.plan, now.plan)
    return Draft(outcome_of(now.plan, wanted), plantext.encoded(text.source, edited(text, wanted)), note)


def _with_retired_of(now: Plan, new: Plan, old: Plan) -> Plan:
    """Return ``new``, where ids that only retired since are no change to the groups that ``old`` has not."""
    kept = {group.id for group in old.groups}
    retired = {group.id: group.retired for group in now.groups if group.id not in kept}
    return new.with_groups(lambda group: replace(group, retired=retired.get(group.id, group.retired)))


def _since(state: State, number: int, conflicts: Sequence[Conflict]) -> tuple[Step, ...]:
    """Return the steps after ``number`` that set what the ``conflicts`` are about and still do, the last first."""
    places = tuple(conflict.place for conflict in conflicts)
    active = steps.in_effect(state.kept)
    _, undone = steps.stacks(state.kept)  # of what came after, taking it back comes to nothing
    active |= {step.number for step in undone if steps.origin(step, state.kept).number <= number}
    later = [step for step in reversed(state.kept) if step.number > number and step.number in active]
    return tuple(
        step
        for step in later
        if _may_concern(step, places) and any(_has_set(state.path, step, item) for item in conflicts)
    )


def _may_concern(step: Step, places: Sequence[str]) -> bool:
    """Whether a step may have changed one of these tasks or groups; of a change to no task it is not noted to what."""
    items = {place.partition(" ")[0] for place in places}  # without the goal of a node
    inside = tuple(f"{item}." for item in items)
    return not step.note.changed or any(key in items or key.startswith(inside) for key in step.note.changed)


def _has_set(path: Path, step: Step, conflict: Conflict) -> bool:
    """Whether ``step`` changed what ``conflict`` is about."""
    with suppress(OSError, ValueError):
        before, after = (usable(path, content) for content in step.images())
        return before is None or after is None or _value(before.plan, conflict) != _value(after.plan, conflict)
    return False


def _value(plan: Plan, conflict: Conflict) -> object:
    identifier, _, goal = conflict.place.partition(" ")
    items: list[Task | Group] = [*plan.items, *plan.groups]
    item: Task | Group | Node | None = next((item for item in items if item.id == identifier), None)
    if goal:
        item = next((node for node in getattr(item, "nodes", ()) if node.goal == goal), None)
    return getattr(item, conflict.field, item) if conflict.clash is Clash.CHANGED else item


def _read(path: Path, content: bytes | None) -> LoadedPlan | None:
    """Return the plan in the bytes of a step, ``None`` for no file; raises ``ConflictError`` if it is broken."""
    plan = usable(path, content)
    if content is not None and plan is None:
        raise ConflictError(path=path)
    return plan


def usable(path: Path, content: bytes | None) -> LoadedPlan | None:
    """Return the plan in ``content``, ``None`` if there is none, or none that can be used."""
    try:
        return None if content is None else loaded(plantext.decoded(path, content))
    except PlanInvalidError:
        return None


def _now(state: State, like: Plan | None) -> Plan:
    """Return the plan that was found, or else one ``like`` another that has nothing in it."""
    if state.loaded:
        return state.loaded.plan
    assert like is not None, "a step was a plan before it or after it"
    return like.emptied


def _is_untouched(state: State, new: LoadedPlan | None) -> bool:
    """Whether the plan is ``new`` but for ids that were given and retired since."""
    if state.loaded is None or new is None:
        return False
    return _without_retired(state.loaded.plan) == _without_retired(new.plan)


def _without_retired(plan: Plan) -> Plan:
    return replace(plan, retired=()).with_groups(lambda group: replace(group, retired=()))


def with_retired(old: Plan, new: Plan) -> Plan:
    """Return ``old`` with the ids that only ``new`` knows as retired ones, so that they are not given again.

    Those of a group that is not in ``old`` retire with the group, in the plan itself.
    """
    known = {*_given(old), *(identifier for group in old.groups for identifier in _given_in(group))}
    there = {group.id for group in old.groups}
    lost: dict[str, list[str]] = {}
    for group in new.groups:
        lost[group.id] = [identifier for identifier in _given_in(group) if identifier not in known]
    gone = (*_given(new), *(identifier for group, given in lost.items() if group not in there for identifier in given))
    grown = old.with_groups(
        lambda group: replace(group, retired=(*group.retired, *lost[group.id])) if lost.get(group.id) else group
    )
    retired = tuple(dict.fromkeys(identifier for identifier in gone if identifier not in known))
    return replace(grown, retired=(*old.retired, *retired))


def _given(plan: Plan) -> tuple[str, ...]:
    """Return the ids that the plan itself gave: those of its groups, there or gone."""
    return (*(group.id for group in plan.groups), *plan.retired)


def _given_in(group: Group) -> tuple[str, ...]:
    """Return the ids that were given in a group."""
    return (*group.retired, *(item.id for item in group.items))


def outcome_of(now: Plan, then: Plan) -> Outcome:
    """Return ``then`` with the ids of the tasks that are not what they are ``now``."""
    old, new = ({task.id: task for task in plan.items} for plan in (now, then))
    return Outcome(then, tuple(key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)))
