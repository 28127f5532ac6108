"""The steps that commands made, kept beside the plan so that they can be taken back.

A step is written before the plan is. One whose change never reached the plan, as the process was killed in between, is
told by the plan still being what it was before. Deciding what a step back means is ``planctl.store.history``'s.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.store import disk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: How many steps can be taken back.
KEPT = 50
#: A command; one that made the file; a step taken back; one made again.
DO, NEW, UNDO, REDO = "do", "new", "undo", "redo"


class Note(NamedTuple):
    """What is known of a step without unpacking it.

    ``label`` is the command as typed, ``kind`` is ``do``, ``new``, ``undo`` or ``redo`` (of the step ``of``),
    ``changed`` are the ids of the tasks, ``tasks`` how many tasks the plan had afterwards, ``beside`` the other plan
    that the command wrote, in the same folder, and the number of the step there.
    """

    label: str = ""
    kind: str = DO
    of: int = 0
    changed: tuple[str, ...] = ()
    tasks: int = 0
    beside: tuple[str, int] | None = None


class Step(NamedTuple):
    """A step as it is kept; ``cut`` tells how the file after it comes out of the one before. No bytes are no file."""

    number: int
    note: Note
    path: Path
    cut: tuple[int, int, int]

    @property
    def made(self) -> float:
        """When the step was made, in seconds since the epoch."""
        return self.path.stat().st_mtime

    @property
    def begins(self) -> bool:
        """Whether the command made the file, so that what was done to an earlier one of this name is no concern."""
        return self.note.kind == NEW or (self.note.kind == DO and self.cut[0] == 0)

    def images(self) -> tuple[bytes, bytes]:
        """Return the bytes of the plan before and after the step; ``ValueError`` if they are damaged."""
        try:
            _, _, packed = self.path.read_bytes().partition(b"\n")
            both = zlib.decompress(packed)
        except zlib.error as error:
            raise ValueError(str(self.path)) from error
        size, head, tail = self.cut
        before, middle = both[:size], both[size:]
        return before, before[:head] + middle + before[size - tail :]


def folder_of(real: Path) -> Path:
    """Return where the steps of the plan at ``real`` are kept."""
    return real.parent / disk.WORK_FOLDER / f"{real.name}.steps"


def listed(real: Path) -> list[Step]:
    """Return the steps of the plan at ``real``, oldest first; what is damaged is passed over."""
    with suppress(OSError):
        numbered = sorted(path for path in folder_of(real).iterdir() if path.name.isdecimal())
        return [step for path in numbered if (step := _read(path))]
    return []


def record(real: Path, note: Note, before: bytes, after: bytes, kept: Sequence[Step]) -> Step:
    """Keep a step after those that are ``kept``; its file is to be removed if the change fails.

    Raises:
        CannotWriteError: The system refused.
    """
    import json

    folder = folder_of(real)
    disk.work_folder(real)
    with disk.writing(real):
        folder.mkdir(exist_ok=True)
    head = _common_length(before, after)
    tail = _common_length(before[head:][::-1], after[head:][::-1])
    cut = (len(before), head, tail)
    number = kept[-1].number + 1 if kept else 1
    path = folder / f"{number:06}"
    packed = zlib.compress(before + after[head : len(after) - tail])
    disk.write(path, json.dumps(note._asdict() | {"cut": cut}).encode() + b"\n" + packed, about=real)
    return Step(number, note, path, cut)


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


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _read(path: Path) -> Step | None:
    import json

    try:
        with path.open("rb") as file:
            heading: dict[str, Any] = json.loads(file.readline())
        cut = heading["cut"]
        known = {name: heading[name] for name in Note._fields if name in heading}
        known["changed"] = tuple(known.get("changed", ()))
        known["beside"] = tuple(known["beside"]) if known.get("beside") else None
        return Step(int(path.name), Note(**known), path, (cut[0], cut[1], cut[2]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


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
