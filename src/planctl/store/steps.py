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

    from planctl.plan.model import Plan

#: How many steps can be taken back.
KEPT = 50
DO, UNDO, REDO = "do", "undo", "redo"


class Note(NamedTuple):
    """What is known of a step without unpacking it.

    ``label`` is the command as typed, ``kind`` is ``do``, ``undo`` or ``redo`` (of the step ``of``), ``changed`` are
    the ids of the tasks, ``gone`` those, with their priorities, that the step took out of the plan without a trace in
    it, ``tasks`` how many tasks the plan had afterwards.
    """

    label: str = ""
    kind: str = DO
    of: int = 0
    changed: tuple[str, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    tasks: int = 0


class Step(NamedTuple):
    """A step as it is kept; ``cut`` tells how the file after it comes out of the one before."""

    number: int
    note: Note
    path: Path
    cut: tuple[int, int, int]

    @property
    def made(self) -> float:
        """When the step was made, in seconds since the epoch."""
        return self.path.stat().st_mtime

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


def last(real: Path) -> Step | None:
    """Return the newest step, ``None`` if there is none."""
    return steps[-1] if (steps := listed(real)) else None


def record(real: Path, note: Note, before: bytes, after: bytes) -> Path:
    """Keep a step; return its file, to be removed if the change fails. Raises ``OSError``."""
    import json

    folder = folder_of(real)
    disk.work_folder(real)
    folder.mkdir(exist_ok=True)
    head = _common_length(before, after)
    tail = _common_length(before[head:][::-1], after[head:][::-1])
    middle = after[head : len(after) - tail]
    heading = {
        "label": note.label,
        "kind": note.kind,
        "of": note.of,
        "changed": note.changed,
        "gone": note.gone,
        "tasks": note.tasks,
        "cut": (len(before), head, tail),
    }
    newest = last(real)
    path = folder / f"{newest.number + 1 if newest else 1:06}"
    disk.write(path, json.dumps(heading).encode() + b"\n" + zlib.compress(before + middle))
    return path


def stacks(steps: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    """Return the steps that can be taken back and those that can be made again, each with the next one last."""
    done: list[Step] = []
    undone: list[Step] = []
    for step in steps:
        if step.note.kind == UNDO:
            done = [other for other in done if other.number != step.note.of]
            undone.append(step)
            continue
        undone = [other for other in undone if other.number != step.note.of] if step.note.kind == REDO else []
        done.append(step)
    return done, undone


def burnt(steps: Sequence[Step], plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return by priority the ids that were taken out of ``plan`` by undoing and must not be given again."""
    known = {task.id for task in plan.tasks} | {item for priority in plan.priorities for item in priority.retired}
    lost: dict[str, tuple[str, ...]] = {}
    for priority, identifier in dict.fromkeys(pair for step in steps for pair in step.note.gone):
        if identifier not in known:
            lost[priority] = (*lost.get(priority, ()), identifier)
    return lost


def prune(real: Path, plan: Plan) -> None:
    """Forget what can no longer be taken back or made again, but for the latest, and never an id that is burnt."""
    steps = listed(real)
    done, undone = stacks(steps)
    recent = {step.number for step in (*done[-KEPT:], *undone[-KEPT:], *steps[-KEPT:])}
    lost = {identifier for identifiers in burnt(steps, plan).values() for identifier in identifiers}
    for step in steps:
        is_needed = any(identifier in lost for _, identifier in step.note.gone)
        if step.number not in recent and not is_needed:
            _forget(step.path)
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
        cut = heading.pop("cut")
        heading["changed"] = tuple(heading["changed"])
        heading["gone"] = tuple((priority, identifier) for priority, identifier in heading["gone"])
        return Step(int(path.name), Note(**heading), path, (cut[0], cut[1], cut[2]))
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
