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
from planctl.store.gone import find_gone, is_missed
from planctl.store.planfile import NoSuchPlanError, PlanNotFoundError, real_path
from planctl.store.restore import is_restorable
from planctl.store.state import PlanShrankError
from planctl.store.steps import NEW, listed
from planctl.store.transaction import BrokenPlanExistsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planctl.cli.session import Session


def restorable(error: PlanctlError, environ: Mapping[str, str]) -> Path | None:
    """Return the plan that ``error`` is about, if it is broken, shrunken or gone and can be brought back."""
    is_missing = isinstance(error, CannotReadError) and error.fields["errno"] == ENOENT
    path = None
    with suppress(PlanctlError, OSError):  # the current folder may be gone, too
        if is_missing or isinstance(error, (PlanInvalidError, PlanShrankError, BrokenPlanExistsError)):
            path = Path.cwd() / str(error.fields["path"])
        elif isinstance(error, (NoSuchPlanError, PlanNotFoundError)):
            choice = error.fields.get("choice")
            path = find_gone(str(choice) if choice else None, environ, Path.cwd(), year(environ))
    return path if path and is_restorable(path) else None


def tell_earlier(session: Session, path: Path) -> None:
    """Say of the plan that was just made at ``path`` that one was lost there, if more than its beginning can be had."""
    kept = listed(real_path(path))[:-1]
    if is_missed(kept) and any(step.note.kind != NEW for step in kept):
        command = about("restore --list", path, session.environ)
        session.say("restore.earlier", path=from_here(str(path)), command=command)


def about(command: str, path: Path, environ: Mapping[str, str]) -> str:
    """Return a command line that means the plan at ``path``, and names it if another one would be meant without.

    ``command`` is empty for the overview.
    """
    said = f"planctl {command}".strip()
    for choice in (None, path.stem):
        with suppress(PlanctlError, OSError):
            if find_gone(choice, environ, Path.cwd(), year(environ)) == path:
                return f"{said} --plan {shlex.quote(choice)}" if choice else said
    return f"{said} --plan {shlex.quote(from_here(str(path)))}"
