"""Plan files on disk: finding, reading, and the only place that writes one.

A change is one transaction: lock, read, apply, edit the text, verify by parsing the result, keep a step for undo,
compare with what is on disk now, replace the file in one step. Reading takes no lock and writes nothing.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import (
    CannotWriteError,
    ConflictError,
    EditFailedError,
    FileExistsAlreadyError,
    NoSuchPlanError,
    NotAFileError,
    NotTextError,
    PlanInvalidError,
    PlanNotFoundError,
)
from planctl.store import attempt, disk, lock, plantext, steps
from planctl.toml import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from planctl.plan.changes import Change, Outcome
    from planctl.plan.model import Plan
    from planctl.store.plantext import PlanText
    from planctl.toml.schema import Parsed

FOLDER = "plans"
#: How often a change is tried on a plan that others save meanwhile.
TRIES = 3
#: A plan that lost more than this share of its tasks since the last command, and more than one, or all, may be half
#: saved: seconds to wait for it.
SUSPICIOUS_LOSS = 0.2
PAUSES = (0.1, 0.3, None)


class PlanShrankError(ConflictError):
    """``path`` has ``now`` tasks and had ``before``, which looks like a file saved by half; nothing was written."""

    key = "error.plan_shrank"


class LoadedPlan(NamedTuple):
    """A plan that can be used, with the text it came from."""

    source: PlanText
    parsed: Parsed
    plan: Plan


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
    """What a transaction is to write: the outcome, the bytes that say it, and the kind of step that it makes."""

    outcome: Outcome
    content: bytes
    note: steps.Note


# --- finding ---------------------------------------------------------------------------------------------------------


def find(choice: str | None, environ: Mapping[str, str], cwd: Path) -> Path:
    """Return the path of the plan file to use.

    ``choice`` is what the user named, a path or a year; else ``PLANCTL_PLAN``; else the newest year under ``plans/`` in
    ``cwd`` or the nearest folder above it that has one.

    Raises:
        NoSuchPlanError: The named plan does not exist.
        PlanNotFoundError: Nothing was named and none was found.
    """
    named = choice or environ.get("PLANCTL_PLAN")
    if named and _is_year(named):
        for folder in (cwd, *cwd.parents):
            path = folder / FOLDER / f"{named}.toml"
            if path.exists():
                return path
        raise NoSuchPlanError(path=f"{FOLDER}/{named}.toml")
    if named:
        path = cwd / os.path.expanduser(named)  # noqa: PTH111 - Path's raises where there is no such user
        if not os.path.lexists(path):
            raise NoSuchPlanError(path=named)
        return path
    for folder in (cwd, *cwd.parents):
        if plans := plans_in(folder / FOLDER):
            return plans[-1]
    raise PlanNotFoundError(where=cwd)


def real_path(path: Path) -> Path:
    """Return the file that is written when ``path`` is a link to it."""
    return Path(os.path.realpath(path))


def plans_in(folder: Path) -> list[Path]:
    """Return the plan files in ``folder`` by year, the newest last; names that are no year come before all years."""
    with suppress(OSError):
        found = [path for path in folder.glob("*.toml") if not path.name.startswith(".")]
        return sorted(found, key=lambda path: (_is_year(path.stem), path.stem))
    return []


def peek_language(path: Path) -> str | None:
    """Return the plan's ``lang`` without reading more than its head, or ``None`` if that cannot be had."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            head = file.read(4096).removeprefix(plantext.BOM).decode("utf-8", "ignore")
        top = head.replace("\r\n", "\n").partition("\n[")[0].rpartition("\n")[0]
        plan = schema.parse(top + "\n").plan
    except OSError:
        return None
    return plan.lang if plan else None


def _is_year(text: str) -> bool:
    return re.fullmatch("[0-9]{4}", text) is not None


# --- reading ---------------------------------------------------------------------------------------------------------


def read(path: Path) -> PlanText:
    """Read the file at ``path``, which must be an ordinary file of at most 8 MB in UTF-8.

    Raises:
        CannotReadError, NotAFileError, TooLargeError: The file cannot be had.
        PlanInvalidError: It is not UTF-8.
    """
    return plantext.decoded(path, disk.read(path))


def load(path: Path) -> LoadedPlan:
    """Read the plan at ``path``; raises ``PlanInvalidError`` with every problem if it cannot be used."""
    source = read(path)
    parsed = schema.parse(source.text)
    if parsed.plan is None:
        raise PlanInvalidError(str(path), parsed.problems())
    return LoadedPlan(source, parsed, parsed.plan)


# --- writing ---------------------------------------------------------------------------------------------------------


def transact(
    path: Path, decide: Callable[[Plan], Change], *, dry_run: bool = False, terms: Terms | None = None
) -> Saved:
    """Make a change to the plan at ``path``; with ``dry_run`` everything but the writing happens.

    ``decide`` is given the plan as it is on disk and says what to do to it; what it raises ends the transaction. It is
    asked again if somebody saves the file meanwhile, and must not wait for anybody, as the lock is held.

    Raises:
        EditFailedError: The edited text would not mean the intended plan; nothing was written.
        ConflictError: The plan is locked, looks half saved, or was changed underneath in what the change is about;
            nothing was written.
        CannotWriteError: The system refused; nothing was written.
    """
    terms = terms or Terms()

    def draft(loaded: LoadedPlan) -> Draft:
        lost = steps.burnt(steps.listed(real_path(path)), loaded.plan)
        outcome = attempt.decided(loaded.plan, decide, lost)
        text = edited(loaded, outcome.plan)
        return Draft(outcome, plantext.encoded(loaded.source, text), steps.Note(label=terms.label))

    return rewrite(path, draft, dry_run=dry_run, terms=terms)


def rewrite(path: Path, draft: Callable[[LoadedPlan], Draft], *, dry_run: bool, terms: Terms) -> Saved:
    """Write what ``draft`` makes of the plan at ``path``; the transaction that every writing command goes through."""
    if dry_run:
        loaded = load(path)
        return _saved(loaded, draft(loaded), is_durable=True)
    real = real_path(path)
    _check_target(path, real, terms)
    with _locked(path, real, terms):
        _tidy(real, terms)
        newest = steps.last(real)
        expected = newest.note.tasks if newest and not terms.accept_loss else 0
        first: tuple[Plan, Outcome] | None = None
        for _ in range(TRIES):
            loaded = _load_settled(path, expected)
            drafted = draft(loaded)
            if first and not attempt.still_fits(*first, loaded.plan):
                break
            if drafted.content == loaded.source.content:
                return _saved(loaded, drafted, is_durable=True)
            with suppress(disk.ChangedUnderneathError):
                return _saved(loaded, drafted, is_durable=_replace(path, real, loaded, drafted))
            first = loaded.plan, drafted.outcome
    raise ConflictError(path=path)


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
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path, real, terms):
            _tidy(real, terms)
            _put(real, text.encode("utf-8"), steps.Note(terms.label, tasks=sum(1 for _ in plan.tasks)))
    except FileExistsError as error:
        raise FileExistsAlreadyError(path=path) from error
    except disk.ChangedUnderneathError as error:
        raise ConflictError(path=path) from error
    except OSError as error:
        raise CannotWriteError(path=path, reason=error.strerror) from error


def edited(loaded: LoadedPlan, wanted: Plan) -> str:
    """Return the text of ``wanted``, made from the loaded one by touching as few lines as possible, and verified.

    Raises:
        EditFailedError: It would not mean ``wanted``.
    """
    from planctl.plan.unite import is_same  # noqa: PLC0415 - the same
    from planctl.toml import edits  # noqa: PLC0415 - only for writing

    if wanted == loaded.plan:
        return loaded.source.text
    try:
        text = edits.apply(loaded.source.text, edits.difference(loaded.plan, wanted))
    except UnicodeEncodeError as error:
        raise NotTextError from error
    result = schema.parse(text).plan
    if result is None or not (repr(result) == repr(wanted) or is_same(result, wanted)):
        raise EditFailedError(path=loaded.source.path)
    return text


# --- the parts of a transaction --------------------------------------------------------------------------------------


def _check_target(path: Path, real: Path, terms: Terms) -> None:
    """Refuse what is no ordinary file or not ours to write; say that a second name keeps the old text."""
    with suppress(OSError):  # if it cannot be had, reading it says so
        found = real.stat()
        if not stat.S_ISREG(found.st_mode):
            raise NotAFileError(path=path)
        if not os.access(real, os.W_OK):
            raise CannotWriteError(path=path, reason=os.strerror(errno.EACCES))
        if found.st_nlink > 1:
            terms.tell("write.hard_link", path=path)


@contextmanager
def _locked(path: Path, real: Path, terms: Terms) -> Iterator[None]:
    try:
        file = disk.work_folder(real) / f"{real.name}.lock"
    except OSError as error:
        raise CannotWriteError(path=path, reason=error.strerror) from error
    with lock.held(file, path, seconds=terms.wait, tell=terms.tell):
        yield


def _tidy(real: Path, terms: Terms) -> None:
    """Remove what killed runs left behind; what somebody else may have saved in that moment is kept and told of."""
    newest: steps.Step | None = None
    for path in disk.leftovers(real):
        newest = newest or steps.last(real)
        with suppress(OSError, ValueError):
            before, after = newest.images() if newest else (b"", b"")
            content = path.read_bytes()
            if not real.exists() or content == before or after.startswith(content):
                path.unlink()
            else:
                kept = disk.set_aside(path, real)
                terms.tell("write.kept", path=kept)


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


def _replace(path: Path, real: Path, loaded: LoadedPlan, draft: Draft) -> bool:
    """Keep the step and replace the file; return whether it is surely on the disk."""
    plan = draft.outcome.plan
    left = {task.id for task in plan.tasks} | {item for priority in plan.priorities for item in priority.retired}
    gone = ((item.id, task.id) for item in loaded.plan.priorities for task in item.tasks if task.id not in left)
    tasks = sum(1 for _ in plan.tasks)
    note = draft.note._replace(changed=draft.outcome.changed, gone=tuple(gone), tasks=tasks)
    try:
        is_durable = _put(real, draft.content, note, loaded.source.content)
    except OSError as error:
        raise CannotWriteError(path=path, reason=error.strerror) from error
    with suppress(OSError):
        steps.prune(real, plan)
    return is_durable


def _put(real: Path, content: bytes, note: steps.Note, expected: bytes | None = None) -> bool:
    """Put ``content`` at ``real`` in one step, and keep what was there; without ``expected``, whatever is there."""
    if expected is None:
        if not real.exists():
            return disk.create(real, content)
        expected = disk.read(real)
    step = steps.record(real, note, expected, content)
    try:
        return disk.replace(real, content, expected)
    except Exception:
        with suppress(OSError):
            step.unlink()
        raise


def _saved(loaded: LoadedPlan, draft: Draft, *, is_durable: bool) -> Saved:
    after = plantext.decoded(loaded.source.path, draft.content).text
    return Saved(loaded.plan, draft.outcome, loaded.source.text, after, is_durable)
