"""A new plan file: written where nothing is, or over what is there where that was asked for, and told of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planctl.cli.change import terms_of
from planctl.cli.way_back import about, tell_earlier
from planctl.store.transaction import create

if TYPE_CHECKING:
    from planctl.cli.session import Session
    from planctl.store.transaction import Saved


def make(session: Session, path: Path, text: str, *, overwrite: bool) -> None:
    """Write ``text`` as the new plan at ``path``, and say so; raises as ``create`` does."""
    saved = create(path, text, overwrite=overwrite, dry_run=session.writing.dry_run, terms=terms_of(session))
    tell_made(session, path, saved)


def tell_made(session: Session, path: Path, saved: Saved) -> None:
    """Say that the plan at ``path`` was made, as ``saved`` has it."""
    if session.writing.dry_run:
        session.say("change.dry_run")
    elif saved.before:
        session.say("init.overwritten", path=path)
        session.say("restore.undo", command=about("undo", Path.cwd() / path, session.environ))
    else:
        session.say("init.created", path=path, command=about("", Path.cwd() / path, session.environ))
        tell_earlier(session, Path.cwd() / path)
