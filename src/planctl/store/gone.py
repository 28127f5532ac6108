"""Plans whose files are gone while steps of them are kept: where they were."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from planctl.store import disk, steps
from planctl.store.planfile import FOLDER, NoSuchPlanError, PlanNotFoundError, find, meant, real_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def find_gone(choice: str | None, environ: Mapping[str, str], cwd: Path, year: int) -> Path:
    """Return what ``planfile.find`` does, or else where the plan was that is meant, as far as steps of it are kept.

    Raises as ``find`` does if there are none.
    """
    try:
        return find(choice, environ, cwd, year)
    except (NoSuchPlanError, PlanNotFoundError):
        if named := choice or environ.get("PLANCTL_PLAN"):
            paths = [path for path in meant(named, cwd) if steps.listed(real_path(path))]
        else:
            paths = [path for folder in (cwd, *cwd.parents) for path in _newest_first(gone_from(folder / FOLDER), year)]
        if not paths:
            raise
        return paths[0]


def gone_from(folder: Path) -> list[Path]:
    """Return the plans that are gone from ``folder``, of which steps are kept."""
    with suppress(OSError):
        kept = (folder / disk.WORK_FOLDER).glob("*.steps")
        paths = [folder / path.name.removesuffix(".steps") for path in kept]
        return [path for path in paths if not path.exists() and is_missed(steps.listed(path))]
    return []


def _newest_first(paths: Sequence[Path], year: int) -> list[Path]:
    """Return the plan of ``year`` first, the others by their years."""
    return sorted(paths, key=lambda path: (path.stem == str(year), path.stem), reverse=True)


def is_missed(kept: Sequence[steps.Step]) -> bool:
    """Whether a plan that these steps were ``kept`` of must have got lost, as no command took it away."""
    return bool(kept) and not (kept[-1].note.kind == steps.UNDO and steps.origin(kept[-1], kept).begins)
