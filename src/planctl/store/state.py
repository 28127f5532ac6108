"""A plan file as one finds it who is about to write to it: a plan, half saved, broken, or not there."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import ConflictError, PlanctlError, PlanInvalidError
from planctl.store import disk, lock, plantext, steps
from planctl.store.planfile import LoadedPlan, load, loaded, real_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: A plan that lost more than this share of its tasks since the last command, and more than one, or all, may be half
#: saved: seconds to wait for it.
SUSPICIOUS_LOSS = 0.2
PAUSES = (0.1, 0.3, None)
#: A file that was saved so many seconds before the lock was taken is not waited for; some systems count time by twos.
AT_REST = 4


class PlanShrankError(ConflictError):
    """``path`` has ``now`` tasks and had ``before``, which looks like a file saved by half; nothing was written."""

    key = "error.plan_shrank"


class State(NamedTuple):
    """A plan file as it was found: what is in it, ``None`` if there is no file, and the steps kept of it.

    ``loaded`` is the plan that it says, if any; ``fault`` what keeps it from being changed.
    """

    path: Path
    found: disk.Content | None
    kept: Sequence[steps.Step]
    loaded: LoadedPlan | None = None
    fault: PlanctlError | None = None

    @property
    def content(self) -> bytes | None:
        """The bytes of the file, ``None`` if there is no file."""
        return self.found.content if self.found else None

    @property
    def number(self) -> int:
        """The number of the next step."""
        return self.kept[-1].number + 1 if self.kept else 1

    def there(self) -> LoadedPlan:
        """Return the plan, which is to be changed.

        Raises:
            CannotReadError: There is no file.
            PlanInvalidError, PlanShrankError: It is broken, or looks half saved.
        """
        if self.fault:
            raise self.fault
        return self.loaded or load(self.path)


def look(path: Path) -> State:
    """Return what is at ``path``, whether it can be used or not; raises as ``disk.read`` does."""
    kept = steps.listed(real_path(path))
    if not path.exists():
        return State(path, None, kept)
    found = disk.read(path)
    try:
        return State(path, found, kept, loaded(plantext.decoded(path, *found)))
    except PlanInvalidError as fault:
        return State(path, found, kept, fault=fault)


def settled(path: Path, *, accept_loss: bool) -> State:
    """Return what is at ``path``, whose lock is held; what looks half saved is given some time to become whole."""
    for pause in PAUSES:
        state = look(path)
        fault = state.fault if accept_loss else state.fault or loss(state)
        if fault is None or pause is None or _is_at_rest(real_path(path)):
            break
        time.sleep(pause)
    return state._replace(fault=fault)


def loss(state: State) -> PlanShrankError | None:
    """Return as an error that the plan lost many tasks since the last step, unless it once was just what it is now."""
    if state.loaded is None or not state.kept:
        return None
    before, now = state.kept[-1].note.tasks, sum(1 for _ in state.loaded.plan.items)
    is_emptied = before > 0 and now == 0
    if not is_emptied and before - now <= max(1, before * SUSPICIOUS_LOSS):
        return None
    if steps.has_left(state.kept, state.loaded.source.content):  # an old copy was put back: nothing of it is missing
        return None
    return PlanShrankError(path=state.path, before=before, now=now)


def _is_at_rest(real: Path) -> bool:
    """Whether the file was saved so long ago that nobody can be about to save the rest of it.

    It is compared with the lock file, which was written when the lock was taken, by the clock of the same disk.
    """
    with suppress(OSError):
        return lock.file_of(real).stat().st_mtime - real.stat().st_mtime > AT_REST
    return False
