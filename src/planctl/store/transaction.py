"""Writing plans: the one way in which a plan file is changed, made or taken away.

A change is one transaction: lock, read, apply, edit the text, verify by parsing the result, keep a step for undo,
compare with what is on disk now, replace the file in one step. One that is about two plans holds both locks and has
both texts ready before it writes the first. A file may be put in place as a whole, too, over one that is no plan.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import fields, replace
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import CannotWriteError, ConflictError, FileExistsAlreadyError, NotAFileError
from planctl.plan.changes import Outcome
from planctl.plan.merge import MergeConflictError
from planctl.store import disk, lock, plantext, steps
from planctl.store.edited import EditFailedError, edited, made
from planctl.store.planfile import real_path
from planctl.store.state import State, look, settled
from planctl.toml import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from planctl.plan.carry import CarryOver
    from planctl.plan.changes import Change
    from planctl.plan.model import Plan

#: How often a change is tried on a plan that others save meanwhile.
TRIES = 3


class PlanExistsError(FileExistsAlreadyError):
    """A plan of this ``title`` with ``n`` tasks is at ``path`` already."""

    key = "error.plan_exists"


class BrokenPlanExistsError(FileExistsAlreadyError):
    """Something that cannot be read as a plan is at ``path`` already; it may be a plan that somebody misses."""

    key = "error.broken_plan_exists"


class Saved(NamedTuple):
    """What a transaction did: the plans before and after, and which tasks changed.

    ``before`` and ``after`` are the texts, for showing their difference; ``is_durable`` is false if the folder could
    not be flushed to the disk after the file was replaced.
    """

    old: Plan
    outcome: Outcome
    before: str
    after: str
    is_durable: bool = True


class Terms(NamedTuple):
    """How a transaction goes about it.

    ``label`` is the command as typed, for the list of steps; ``wait`` how many seconds to wait for another planctl;
    ``accept_loss`` takes a plan that lost many tasks as it is; ``tell`` says ``lock.waiting`` and what else comes up.
    """

    label: str = ""
    wait: float = lock.PATIENCE
    accept_loss: bool = False
    tell: lock.Tell = lock.silent


class Draft(NamedTuple):
    """What a transaction is to write: the outcome, the bytes that say it (``None``: no file), and the step it makes."""

    outcome: Outcome
    content: bytes | None
    note: steps.Note


# --- changes ---------------------------------------------------------------------------------------------------------


def transact(path: Path, change: Change, *, dry_run: bool = False, terms: Terms | None = None) -> Saved:
    """Make ``change`` to the plan at ``path``, as it is then; with ``dry_run`` everything but the writing happens.

    It is made anew if somebody saves the file meanwhile.

    Raises:
        EditFailedError: The edited text would not mean the intended plan; nothing was written.
        ConflictError: The plan is locked, looks half saved, or was changed underneath in what the change is about;
            nothing was written.
        CannotWriteError: The system refused; nothing was written.
        PlanctlError: Whatever the change itself raises.
    """
    terms = terms or Terms()

    def draft(states: Sequence[State]) -> list[Draft]:
        return [_drafted(states[0], change.apply(states[0].there().plan), terms)]

    (saved,) = rewrite([path], draft, dry_run=dry_run, terms=terms)
    return saved


def carry_over(
    old: Path, new: Path, change: CarryOver, *, dry_run: bool = False, terms: Terms | None = None
) -> tuple[Saved, Saved]:
    """Carry tasks of the plan at ``old`` over into the one at ``new``, which is made if it is not there.

    Returns what became of the new plan and of the old one, in this order, in which they are also written: should the
    process end in between, the next run finds the tasks there and only marks them here. Raises as ``transact`` does.
    """
    terms = terms or Terms()

    def draft(states: Sequence[State]) -> list[Draft]:
        target, source = states
        carried = change.apply(source.there().plan, target.there().plan if target.found else None)
        return [_drafted(target, carried.received, terms), _drafted(source, carried.handed_over, terms)]

    received, handed_over = rewrite([new, old], draft, dry_run=dry_run, terms=terms)
    return received, handed_over


def create(
    path: Path, text: str, *, overwrite: bool = False, dry_run: bool = False, terms: Terms | None = None
) -> Saved:
    """Write a new plan file of ``text``, making its folder.

    With ``overwrite`` it takes the place of whatever is there, which undo brings back to the byte.

    Raises:
        PlanExistsError, BrokenPlanExistsError: Something is there already.
        ConflictError, CannotWriteError, EditFailedError: As for ``transact``.
    """
    terms = terms or Terms()
    plan = schema.parse(text).plan
    if plan is None:
        raise EditFailedError(path=path)
    if not overwrite:
        _refuse_if_there(look(path))

    def draft(states: Sequence[State]) -> list[Draft]:
        if not overwrite:
            _refuse_if_there(states[0])
        note = steps.Note(terms.label, kind=steps.OVERWRITE if states[0].found else steps.NEW)
        return [Draft(Outcome(plan, ()), text.encode("utf-8"), note)]

    if not dry_run:
        with disk.writing(path):
            real_path(path).parent.mkdir(parents=True, exist_ok=True)
    (saved,) = rewrite([path], draft, dry_run=dry_run, terms=terms)
    return saved


def _refuse_if_there(state: State) -> None:
    if state.loaded:
        plan = state.loaded.plan
        raise PlanExistsError(path=state.path, title=plan.title, n=sum(1 for _ in plan.tasks))
    if os.path.lexists(state.path):
        raise BrokenPlanExistsError(path=state.path)


def _drafted(state: State, outcome: Outcome, terms: Terms) -> Draft:
    note = steps.Note(label=terms.label)
    if state.loaded is not None:
        text = edited(state.loaded, outcome.plan, outcome.rewritten)
        return Draft(outcome, plantext.encoded(state.loaded.source, text), note)
    if not outcome.changed:
        return Draft(outcome, None, note)
    return Draft(outcome, made(state.path, outcome.plan).encode("utf-8"), note)


# --- the transaction -------------------------------------------------------------------------------------------------


def rewrite(
    paths: Sequence[Path], draft: Callable[[Sequence[State]], list[Draft]], *, dry_run: bool, terms: Terms
) -> list[Saved]:
    """Write what ``draft`` makes of the plans at ``paths``, in this order; every writing command goes through here.

    ``draft`` is asked again if somebody saves a file meanwhile, and must find by itself what is done already. It must
    not wait for anybody, as the locks are held.
    """
    if dry_run:
        states = [look(path) for path in paths]
        return [_saved(state, drafted) for state, drafted in zip(states, _drafts(draft, states), strict=True)]
    for path in paths:
        _check_target(path, real_path(path), terms)
    with _locked(paths, terms):
        return _Writer(paths, draft, terms).write()


class _Writer:
    """Tries to write several plans whose locks are held, until nobody saves them meanwhile."""

    def __init__(self, paths: Sequence[Path], draft: Callable[[Sequence[State]], list[Draft]], terms: Terms) -> None:
        self.paths = paths
        self.draft = draft
        self.terms = terms
        #: What was last tried on each file that is not written yet, and what was done to the others.
        self.tried: dict[Path, tuple[Plan, Outcome]] = {}
        self.saved: dict[Path, Saved] = {}

    def write(self) -> list[Saved]:
        for path in self.paths:
            _tidy(real_path(path), self.terms)
        for _ in range(TRIES):
            states = [settled(path, accept_loss=self.terms.accept_loss) for path in self.paths]
            drafts = _drafts(self.draft, states)
            if not all(map(self._still_fits, states)):
                break
            with suppress(disk.ChangedUnderneathError):
                self._write_all(states, drafts)
                return [self.saved[path] for path in self.paths]
        raise ConflictError(path=next(path for path in self.paths if path not in self.saved))

    def _still_fits(self, state: State) -> bool:
        before = self.tried.get(state.path)
        if before is None or state.loaded is None or state.path in self.saved:
            return True
        return still_fits(*before, state.loaded.plan)

    def _write_all(self, states: list[State], drafts: list[Draft]) -> None:
        for state, drafted in zip(states, drafts, strict=True):
            if state.loaded:
                self.tried[state.path] = state.loaded.plan, drafted.outcome
        for state, drafted in zip(states, drafts, strict=True):
            is_durable = True
            if drafted.content != state.content:
                note = drafted.note._replace(
                    changed=drafted.outcome.changed,
                    tasks=sum(1 for _ in drafted.outcome.plan.items),
                    beside=_beside(state, states, drafts),
                )
                is_durable = _put(state, drafted.content, note)
            if drafted.content != state.content or state.path not in self.saved:
                self.saved[state.path] = _saved(state, drafted, is_durable=is_durable)


def _beside(state: State, states: Sequence[State], drafts: Sequence[Draft]) -> tuple[str, int] | None:
    """Return the name of the other plan that is written with this one, and the number of the step there.

    After a run that ended in between, that step may be there already and wait for this one.
    """
    for other, drafted in zip(states, drafts, strict=True):
        if other is state:
            continue
        if drafted.content != other.content:
            return other.path.name, other.number
        if other.kept and other.kept[-1].note.beside == (state.path.name, state.number):
            return other.path.name, other.kept[-1].number
    return None


def _drafts(draft: Callable[[Sequence[State]], list[Draft]], states: Sequence[State]) -> list[Draft]:
    try:
        return draft(states)
    except MergeConflictError as error:
        error.fields.setdefault("path", states[0].path)
        raise


def still_fits(before: Plan, outcome: Outcome, now: Plan) -> bool:
    """Whether nobody else changed what the change is about, so that it may be made to the plan as it is ``now``."""
    old, new, present = ({task.id: task for task in plan.items} for plan in (before, outcome.plan, now))
    for identifier in outcome.changed:
        was, wanted, found = (tasks.get(identifier) for tasks in (old, new, present))
        if was is None or wanted is None or found is None:
            if was != found:
                return False
            continue
        keys = (key.name for key in fields(was) if key.name != "log")
        names = [name for name in keys if getattr(was, name) != getattr(wanted, name)]
        if any(getattr(found, name) != getattr(was, name) for name in names):
            return False
    return True


# --- the parts of it -------------------------------------------------------------------------------------------------


def _check_target(path: Path, real: Path, terms: Terms) -> None:
    """Refuse what is no ordinary file or not ours to write; say that a second name keeps the old text."""
    with suppress(OSError):  # if it cannot be had, reading it says so
        found = real.stat()
        if not stat.S_ISREG(found.st_mode):
            raise NotAFileError(path=path)
        if not os.access(real, os.W_OK):
            raise CannotWriteError(path=path, errno=errno.EACCES)
        if found.st_nlink > 1:
            terms.tell("write.hard_link", path=path)


@contextmanager
def _locked(paths: Sequence[Path], terms: Terms) -> Iterator[None]:
    """Hold the locks of all ``paths``, taken in one order whoever asks, so that no two wait for each other."""
    with ExitStack() as held:
        for path in sorted(paths, key=real_path):
            real = real_path(path)
            held.enter_context(lock.held(lock.file_of(real), path, seconds=terms.wait, tell=terms.tell))
        yield


def _tidy(real: Path, terms: Terms) -> None:
    """Remove what killed runs left behind; what somebody else may have saved in that moment is kept and told of."""
    for path in disk.leftovers(real):
        with suppress(OSError, CannotWriteError, ValueError):
            kept = steps.listed(real)
            before, after = kept[-1].images() if kept else (None, None)
            content = path.read_bytes()
            if not real.exists() or content == before or (after or b"").startswith(content):
                path.unlink()
            else:
                terms.tell("write.kept", path=disk.set_aside(path, real))


def _put(state: State, after: bytes | None, note: steps.Note) -> bool:
    """Keep a step and put ``after`` in the place of what was found; return whether it is surely on the disk."""
    real = real_path(state.path)
    step = steps.record(real, note, state.content, after, state.kept)
    try:
        if state.found is None:
            is_durable = _create(real, after or b"")
        elif after is None:
            is_durable = disk.take_away(real, state.found.content)
        else:
            is_durable = disk.replace(real, after, state.found)
    except Exception:
        with suppress(OSError):
            step.path.unlink()
        raise
    steps.prune(real, [*state.kept, step])
    return is_durable


def _create(real: Path, content: bytes) -> bool:
    try:
        return disk.create(real, content)
    except FileExistsAlreadyError:  # somebody was faster; what is there now is looked at
        raise disk.ChangedUnderneathError from None


def _saved(state: State, draft: Draft, *, is_durable: bool = True) -> Saved:
    before, after = plantext.shown(state.content), plantext.shown(draft.content)
    old = state.loaded.plan if state.loaded else replace(draft.outcome.plan, units=(), priorities=())
    return Saved(old, draft.outcome, before, after, is_durable)
