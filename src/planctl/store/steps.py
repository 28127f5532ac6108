"""The steps that commands made, kept beside the plan so that they can be taken back.

A step is written before the plan is. One whose change never reached the plan, as the process was killed in between, is
told by the plan still being what it was before. What a step back means is decided in ``planctl.store.history``, what
can be brought back whole in ``planctl.store.restore``.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.errors import ExitCode, PlanctlError
from planctl.store import disk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: How many steps can be taken back.
KEPT = 50
#: A command that changed the plan; one that made the file; a step taken back; one made again.
DO, NEW, UNDO, REDO = "do", "new", "undo", "redo"
#: Commands that put a whole file in the place of what was there, whatever that was: as it was once, or a new plan.
RESTORE, OVERWRITE = "restore", "overwrite"


class UnknownStepError(PlanctlError):
    """No step ``number`` of ``path`` is kept, which has the steps from ``first`` to ``last``."""

    exit_code = ExitCode.UNKNOWN
    key = "error.unknown_step"


class Note(NamedTuple):
    """What is known of a step without unpacking it.

    ``label`` is the command as typed, ``kind`` one of the above, ``of`` the step that it took back, made again or
    brought back, ``changed`` are the ids of the tasks, ``tasks`` how many tasks the plan had afterwards, ``beside`` the
    other plan that the command wrote, in the same folder, and the number of the step there.
    """

    label: str = ""
    kind: str = DO
    of: int = 0
    changed: tuple[str, ...] = ()
    tasks: int = 0
    beside: tuple[str, int] | None = None


class Step(NamedTuple):
    """A step as it is kept; ``cut`` tells how the file after it comes out of the one before.

    ``there`` says whether there was a file before and after, which may have been empty; steps of earlier versions,
    which knew no empty files, do not say it.
    """

    number: int
    note: Note
    path: Path
    cut: tuple[int, int, int]
    there: tuple[bool, bool] | None = None

    @property
    def made(self) -> float:
        """When the step was made, in seconds since the epoch."""
        return self.path.stat().st_mtime

    @property
    def begins(self) -> bool:
        """Whether the command made the file, so that what was done to an earlier one of this name is no concern."""
        return self.note.kind == NEW or (self.note.kind == DO and self.cut[0] == 0)

    @property
    def is_whole(self) -> bool:
        """Whether the command put a whole file in the place of what was there."""
        return self.note.kind in {RESTORE, OVERWRITE}

    def images(self) -> tuple[bytes | None, bytes | None]:
        """Return the bytes of the file before and after the step, ``None`` where there was none.

        Raises:
            OSError, ValueError: The step is gone or damaged.
        """
        try:
            _, _, packed = self.path.read_bytes().partition(b"\n")
            both = zlib.decompress(packed)
        except zlib.error as error:
            raise ValueError(str(self.path)) from error
        size, head, tail = self.cut
        before, middle = both[:size], both[size:]
        after = before[:head] + middle + before[size - tail :]
        was_there, is_there = self.there or (before != b"", after != b"")
        return before if was_there else None, after if is_there else None


# --- the folder ------------------------------------------------------------------------------------------------------


def folder_of(real: Path) -> Path:
    """Return where the steps of the plan at ``real`` are kept."""
    return real.parent / disk.WORK_FOLDER / f"{real.name}.steps"


def listed(real: Path) -> list[Step]:
    """Return the steps of the plan at ``real``, oldest first; what is damaged is passed over."""
    with suppress(OSError):
        numbered = sorted(path for path in folder_of(real).iterdir() if path.name.isdecimal())
        return [step for path in numbered if (step := _read(path))]
    return []


def record(real: Path, note: Note, before: bytes | None, after: bytes | None, kept: Sequence[Step]) -> Step:
    """Keep a step after those that are ``kept``; its file is to be removed if the change fails.

    Raises:
        CannotWriteError: The system refused.
    """
    import json

    folder = folder_of(real)
    disk.work_folder(real)
    with disk.writing(real):
        folder.mkdir(exist_ok=True)
    there = before is not None, after is not None
    cut, content = _packed(before or b"", after or b"")
    number = kept[-1].number + 1 if kept else 1
    path = folder / f"{number:06}"
    heading = json.dumps(note._asdict() | {"cut": cut, "there": there})
    disk.write(path, heading.encode() + b"\n" + content, about=real)
    return Step(number, note, path, cut, there)


def prune(real: Path, steps: Sequence[Step]) -> None:
    """Forget what can no longer be taken back or made again, but for the latest."""
    done, undone = stacks(steps)
    recent = {step.number for step in (*done[-KEPT:], *undone[-KEPT:], *steps[-KEPT:])}
    for step in steps:
        if step.number not in recent:
            _forget(step.path)
    with suppress(OSError):
        for path in folder_of(real).glob(".*.tmp"):
            _forget(path)


# --- what they amount to ---------------------------------------------------------------------------------------------


def stacks(steps: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    """Return the steps that can be taken back and those that can be made again, each with the next one last."""
    done: list[Step] = []
    undone: list[Step] = []
    for step in steps:
        if step.begins:
            done, undone = [], []
        if step.note.kind == NEW:
            continue
        if step.note.kind == UNDO:
            done = [other for other in done if other.number != step.note.of]
            undone.append(step)
            continue
        undone = [other for other in undone if other.number != step.note.of] if step.note.kind == REDO else []
        done.append(step)
    return done, undone


def in_effect(steps: Sequence[Step]) -> set[int]:
    """Return the numbers of the steps whose changes are in the plan: neither taken back nor put behind by a restore."""
    now: set[int] = set()
    after: dict[int, set[int]] = {}
    #: By the number of a step that put a whole file in place: what it put behind, and what it brought back.
    swapped: dict[int, tuple[set[int], set[int]]] = {}
    undone = {step.number: step.note.of for step in steps if step.note.kind == UNDO}
    for step in steps:
        kind, of = step.note.kind, step.note.of
        if kind == UNDO:
            behind, back = swapped.get(of, (set(), set()))
            now = (now - back - {of}) | behind
        elif kind == REDO:
            behind, back = swapped[step.number] = swapped.get(undone.get(of, 0), (set(), set()))
            now = (now - behind) | back | {step.number}
        elif step.is_whole:
            then = after.get(of, set())
            swapped[step.number] = now - then, then - now
            now = then | {step.number}
        else:
            now = (set() if step.begins else now) | ({step.number} if kind == DO else set())
        after[step.number] = now
    return now


def origin(step: Step, steps: Sequence[Step]) -> Step:
    """Return the command that ``step`` is, or that it took back or made again, as far back as ``steps`` go."""
    by_number = {other.number: other for other in steps}
    while step.note.kind in {UNDO, REDO} and step.note.of in by_number:
        step = by_number[step.note.of]
    return step


def numbered(path: Path, steps: Sequence[Step], number: int) -> Step:
    """Return the step ``number`` of the plan at ``path``; raises ``UnknownStepError`` if it is not in ``steps``."""
    for step in steps:
        if step.number == number:
            return step
    raise UnknownStepError(path=path, number=number, first=steps[0].number, last=steps[-1].number)


def has_left(steps: Sequence[Step], content: bytes) -> bool:
    """Whether the plan had just this content once, before or after one of ``steps``."""
    for step in reversed(steps):
        with suppress(OSError, ValueError):
            if content in step.images():
                return True
    return False


# --- one step --------------------------------------------------------------------------------------------------------


def _read(path: Path) -> Step | None:
    import json

    try:
        with path.open("rb") as file:
            heading: dict[str, Any] = json.loads(file.readline())
        cut = heading["cut"]
        known = {name: heading[name] for name in Note._fields if name in heading}
        known["changed"] = tuple(known.get("changed", ()))
        known["beside"] = tuple(known["beside"]) if known.get("beside") else None
        there = heading.get("there")
        return Step(
            int(path.name), Note(**known), path, (cut[0], cut[1], cut[2]), (there[0], there[1]) if there else None
        )
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _packed(before: bytes, after: bytes) -> tuple[tuple[int, int, int], bytes]:
    """Return the length of ``before`` and of what both have in common at the ends; and it with the rest, compressed."""
    head = _common_length(before, after)
    tail = _common_length(before[head:][::-1], after[head:][::-1])
    return (len(before), head, tail), zlib.compress(before + after[head : len(after) - tail])


def _common_length(one: bytes, other: bytes) -> int:
    """Return how many bytes two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
