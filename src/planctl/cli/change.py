"""How a command changes its plan: on which terms, and what is told of it.

The terms are how long to wait for others who write to it, what to say meanwhile, and what the step is called.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from planctl.cli.confirm import confirm_change
from planctl.cli.conflicts import conflicts_told
from planctl.cli.typed import tell_moved
from planctl.errors import BadChoiceError
from planctl.plan.changes import NamesTasks
from planctl.plan.numbers import BadNumberError, parse_number
from planctl.store.lock import PATIENCE
from planctl.store.transaction import Saved, Terms, transact

if TYPE_CHECKING:
    from planctl.cli.session import Session
    from planctl.plan.changes import Change

#: How much of a long command line is kept in the list of steps, in characters.
LABEL_LENGTH = 200
LONGEST_WAIT = 3600


def change(session: Session, request: Change) -> Saved:
    """Make a change to the plan, say what it did, and answer with the changed tasks where ``--json`` asks."""
    if isinstance(request, NamesTasks):
        tell_moved(session, request.ids)
    saved = make(session, request)
    confirm_change(session, saved)
    return saved


def make(session: Session, request: Change) -> Saved:
    """Make a change to the plan and leave it to the caller to tell of it; of conflicts it is told here."""
    with conflicts_told(session):
        return transact(session.path, request, dry_run=session.writing.dry_run, terms=terms_of(session))


def terms_of(session: Session) -> Terms:
    """Return the terms that the options of ``session`` ask for.

    Raises:
        BadChoiceError: ``--wait`` is no number of seconds from 0 to an hour.
    """
    return Terms(
        label=" ".join(map(_as_typed, session.arguments))[:LABEL_LENGTH],
        wait=_seconds(session.writing.wait),
        accept_loss=session.writing.accept_loss,
        tell=session.warn,
    )


def _as_typed(word: str) -> str:
    return word if re.fullmatch(r"[^\s'\"\\$`;|&<>*?()#!]+", word) else shlex.quote(word)


def _seconds(typed: str | None) -> float:
    if typed is None:
        return PATIENCE
    try:
        seconds = parse_number(typed)
    except BadNumberError:
        seconds = -1
    if not 0 <= seconds <= LONGEST_WAIT:
        raise BadChoiceError(name="--wait", value=typed, choices=f"0–{LONGEST_WAIT}")
    return seconds
