"""The command that brings a plan back, named wherever one is broken, shrunken or gone and steps of it are kept."""

from __future__ import annotations

import shlex
from contextlib import suppress
from errno import ENOENT
from pathlib import Path
from typing import TYPE_CHECKING

from planctl.cli.console import from_here
from planctl.cli.startup import year
from planctl.errors import CannotReadError, PlanctlError, PlanInvalidError
from planctl.store.gone import find_gone
from planctl.store.planfile import NoSuchPlanError, PlanNotFoundError
from planctl.store.restore import is_restorable
from planctl.store.state import PlanShrankError
from planctl.store.transaction import BrokenPlanExistsError

if TYPE_CHECKING:
    from collections.abc import Mapping


def way_back(error: PlanctlError, environ: Mapping[str, str]) -> str | None:
    """Return the command that brings back the plan that ``error`` is about, ``None`` if nothing can."""
    is_missing = isinstance(error, CannotReadError) and error.fields["errno"] == ENOENT
    with suppress(PlanctlError, OSError):  # the current folder may be gone, too
        if is_missing or isinstance(error, (PlanInvalidError, PlanShrankError, BrokenPlanExistsError)):
            return way_back_to(Path.cwd() / str(error.fields["path"]), environ)
        if isinstance(error, (NoSuchPlanError, PlanNotFoundError)):
            choice = error.fields.get("choice")
            path = find_gone(str(choice) if choice else None, environ, Path.cwd(), year(environ))
            return way_back_to(path, environ)
    return None


def way_back_to(path: Path, environ: Mapping[str, str]) -> str | None:
    """Return the command that brings back the plan at ``path``, ``None`` if no step is kept that left a plan."""
    return about("restore", path, environ) if is_restorable(path) else None


def about(command: str, path: Path, environ: Mapping[str, str]) -> str:
    """Return a command line that means the plan at ``path``, with ``--plan`` if it would mean another one without."""
    with suppress(PlanctlError, OSError):
        if find_gone(None, environ, Path.cwd(), year(environ)) == path:
            return f"planctl {command}"
    return f"planctl {command} --plan {shlex.quote(from_here(str(path)))}"
