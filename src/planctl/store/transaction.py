"""Writing plans: the one way in which a plan file is changed, made or taken away.

A change is one transaction: lock, read, apply, edit the text, verify by parsing the result, keep a step for undo,
compare with what is on disk now, replace the file in one step. One that is about two plans holds both locks and has
both texts ready before it writes the first.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import (
    CannotWriteError,
    ConflictError,
    FileExistsAlreadyError,
    NotAFileError,
    PlanInvalidError,
)
from planctl.plan.merge import MergeConflictError
from planctl.store import disk, lock, plantext, steps
from planctl.store.edited import EditFailedError, edited, made
from planctl.store.planfile import LoadedPlan, load, real_path
from planctl.toml import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from planctl.plan.carry import CarryOver
    from planctl.plan.changes import Change, Outcome
    from planctl.plan.model import Plan

#: How often a change is tried on a plan that others save meanwhile.
TRIES = 3
#: A plan that lost more than this share of its tasks since the last command, and more than one, or all, may be half
#: saved: seconds to wait for it.
SUSPICIOUS_LOSS = 0.2
PAUSES = (0.1, 0.3, None)
NO_FILE = disk.Content(b"", ())


class PlanShrankError(ConflictError):
    """``path`` has ``now`` tasks and had ``before``, which looks like a file saved by half; nothing was written."""

    key = "error.plan_shrank"


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


class State(NamedTuple):
    """A plan file as a transaction finds it: what is in it, ``None`` if there is no file, and the steps kept of it."""

    path: Path
    loaded: LoadedPlan | None
    kept: Sequence[steps.Step]

    @property
    def found(self) -> disk.Content:
        """What is in the file, no bytes if there is no file."""
        return disk.Content(self.loaded.source.content, self.loaded.source.stamp) if self.loaded else NO_FILE

    @property
    def content(self) -> bytes:
        """The bytes of the file, none if there is no file."""
        return self.found.content

    @property
    def number(self) -> int:
        """The number of the next step."""
        return self.kept[-1].number + 1 if self.kept else 1


class Draft(NamedTuple):
    """What a transaction is to write: the outcome, the bytes that say it (none: no file), and the step it makes."""

    outcome: Outcome
    content: bytes
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
        loaded = _there(states[0])
        return [_drafted(states[0], change.apply(loaded.plan), terms)]

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
        carried = change.apply(_there(source).plan, target.loaded.plan if target.loaded else None)
        return [_drafted(target, carried.received, terms), _drafted(source, carried.handed_over, terms)]

    received, handed_over = rewrite([new, old], draft, dry_run=dry_run, terms=terms)
    return received, handed_over


def create(path: Path, text: str, *, overwrite: bool = False, terms: Terms | None = None) -> None:
    """Write a new plan file of ``text``, making its folder; with ``overwrite`` over an old one, which undo brings back.

    Raises:
        FileExistsAlreadyError: There is one already.
        ConflictError, CannotWriteError, EditFailedError: As for ``transact``.
    """
    terms = terms or Terms()
    plan = schema.parse(text).plan
    if plan is None:
        raise EditFailedError(path=path)
    if os.path.lexists(path) and not overwrite:
        raise FileExistsAlreadyError(path=path)
    real = real_path(path)
    with disk.writing(path):
        real.parent.mkdir(parents=True, exist_ok=True)
    with _locked([path], terms):
        kept = steps.listed(real)
        _tidy(real, kept, terms)
        before = disk.read(real) if real.exists() else NO_FILE
        kind = steps.DO if before.content else steps.NEW
        note = steps.Note(terms.label, kind=kind, tasks=sum(1 for _ in plan.tasks))
        try:
            _put(real, before, text.encode("utf-8"), note, kept)
        except disk.ChangedUnderneathError as error:
            raise ConflictError(path=path) from error


def _there(state: State) -> LoadedPlan:
    """Return the plan of a file that has to be there; raises ``CannotReadError`` if it is not."""
    return state.loaded or load(state.path)


def _drafted(state: State, outcome: Outcome, terms: Terms) -> Draft:
    note = steps.Note(label=terms.label)
    if state.loaded is not None:
        text = edited(state.loaded, outcome.plan, outcome.rewritten)
        return Draft(outcome, plantext.encoded(state.loaded.source, text), note)
    if not outcome.changed:
        return Draft(outcome, b"", note)
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
        states = [State(path, load(path) if path.exists() else None, _steps_of(path)) for path in paths]
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
        self.kept = {path: _steps_of(path) for path in paths}
        #: What was last tried on each file that is not written yet, and what was done to the others.
        self.tried: dict[Path, tuple[Plan, Outcome]] = {}
        self.saved: dict[Path, Saved] = {}

    def write(self) -> list[Saved]:
        for path in self.paths:
            _tidy(real_path(path), self.kept[path], self.terms)
        for _ in range(TRIES):
            states = [State(path, self._settled(path), self.kept[path]) for path in self.paths]
            drafts = _drafts(self.draft, states)
            if not all(map(self._still_fits, states)):
                break
            with suppress(disk.ChangedUnderneathError):
                self._write_all(states, drafts)
                return [self.saved[path] for path in self.paths]
        raise ConflictError(path=next(path for path in self.paths if path not in self.saved))

    def _settled(self, path: Path) -> LoadedPlan | None:
        kept = self.kept[path]
        expected = kept[-1].note.tasks if kept and not self.terms.accept_loss else 0
        return _load_settled(path, expected) if path.exists() or len(self.paths) == 1 else None

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
                    tasks=sum(1 for _ in drafted.outcome.plan.tasks) if drafted.content else 0,
                    beside=_beside(state, states, drafts),
                )
                is_durable = _put(real_path(state.path), state.found, drafted.content, note, state.kept)
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
    old, new, present = ({task.id: task for task in plan.tasks} for plan in (before, outcome.plan, now))
    for identifier in outcome.changed:
        was, wanted, found = (tasks.get(identifier) for tasks in (old, new, present))
        if was is None or wanted is None or found is None:
            if was != found:
                return False
            continue
        names = [name for name in was.__slots__ if name != "log" and getattr(was, name) != getattr(wanted, name)]
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
            file = disk.work_folder(real) / f"{real.name}.lock"
            held.enter_context(lock.held(file, path, seconds=terms.wait, tell=terms.tell))
        yield


def _steps_of(path: Path) -> list[steps.Step]:
    return steps.listed(real_path(path))


def _tidy(real: Path, kept: Sequence[steps.Step], terms: Terms) -> None:
    """Remove what killed runs left behind; what somebody else may have saved in that moment is kept and told of."""
    for path in disk.leftovers(real):
        with suppress(OSError, CannotWriteError, ValueError):
            before, after = kept[-1].images() if kept else (b"", b"")
            content = path.read_bytes()
            if not real.exists() or content == before or after.startswith(content):
                path.unlink()
            else:
                terms.tell("write.kept", path=disk.set_aside(path, real))


def _load_settled(path: Path, expected: int) -> LoadedPlan:
    """Load the plan, which had ``expected`` tasks; give one that looks half saved some time to become whole."""
    for pause in PAUSES:
        try:
            loaded = load(path)
            now = sum(1 for _ in loaded.plan.tasks)
            is_emptied = expected > 0 and now == 0
            if not is_emptied and expected - now <= max(1, expected * SUSPICIOUS_LOSS):
                return loaded
        except PlanInvalidError:
            if pause is None:
                raise
        if pause is not None:
            time.sleep(pause)
    raise PlanShrankError(path=path, before=expected, now=now)


def _put(real: Path, before: disk.Content, after: bytes, note: steps.Note, kept: Sequence[steps.Step]) -> bool:
    """Keep a step and put ``after`` in the place of ``before``, either of which may be no file.

    Returns whether it is surely on the disk.
    """
    step = steps.record(real, note, before.content, after, kept)
    try:
        if not before.content and not real.exists():
            is_durable = disk.create(real, after)
        elif not after:
            is_durable = disk.take_away(real, before.content)
        else:
            is_durable = disk.replace(real, after, before)
    except Exception:
        with suppress(OSError):
            step.path.unlink()
        raise
    steps.prune(real, [*kept, step])
    return is_durable


def _saved(state: State, draft: Draft, *, is_durable: bool = True) -> Saved:
    before = state.loaded.source.text if state.loaded else ""
    after = plantext.decoded(state.path, draft.content).text
    old = state.loaded.plan if state.loaded else replace(draft.outcome.plan, units=(), priorities=())
    return Saved(old, draft.outcome, before, after, is_durable)
