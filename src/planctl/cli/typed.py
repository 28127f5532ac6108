"""What several commands are given: ids, a note, a file, a year, a target."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.errors import CannotReadError, ConflictingOptionsError, UsageError
from planctl.plan.ids import choose, task_ids
from planctl.plan.numbers import BadNumberError, parse_number, parse_quantity
from planctl.plan.spelling import fold
from planctl.plan.targets import AskedTarget, BadTargetError
from planctl.toml.fields import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planctl.cli.session import Session

IdsArgument = Annotated[list[str], typer.Argument(metavar="metavar.ids", help="argument.ids")]


class BadYearError(UsageError):
    """``value`` cannot be read as the year of a plan."""

    key = "error.bad_year"


def tell_moved(session: Session, ids: Iterable[str]) -> None:
    """Say what the tasks are called now that were named by an id that they had before; raises as ``choose`` does."""
    for old, new in choose(session.stored, ids).moved.items():
        session.say("change.called_now", old=old, new=new)


class EmptyPeriodError(UsageError):
    """A period from ``since`` on was to end before it, on ``day``, which ``option`` sets."""

    key = "error.empty_period"


def refuse_empty(since: date | None, day: date | None, option: str) -> None:
    """Refuse a period that ends before it begins; raises ``EmptyPeriodError``."""
    if since and day and since > day:
        raise EmptyPeriodError(since=since, day=day, option=option)


def read_note(session: Session, typed: str | None, ids: Iterable[str] = ()) -> str | None:
    """Return the note; ``-`` stands for standard input, which is asked for only if the tasks ``ids`` are there."""
    if typed != "-":
        return typed
    task_ids(session.stored, ids)
    return session.typed_text


def read_text(path: str) -> str:
    """Return the text of a file that people have beside the plan.

    Raises:
        CannotReadError: It cannot be read as UTF-8 text.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotReadError(path=path, errno=errno.EILSEQ) from error
    except OSError as error:
        raise CannotReadError(path=path, errno=error.errno) from error


def parse_target(typed: str | None, baseline: str | None = None, origin: str | None = None) -> AskedTarget | None:
    """Read a target such as ``100``, ``100个`` or ``100 studios``, what it is on top of, and where a level starts from.

    Returns ``None`` if nothing was typed.

    Raises:
        BadTargetError: It is no number, or more than one.
        BadNumberError: ``baseline`` or ``origin`` is none.
        ConflictingOptionsError: Both were typed.
    """
    if baseline is not None and origin is not None:
        raise ConflictingOptionsError(first="--baseline", second="--from")
    asked = AskedTarget(
        baseline=None if baseline is None else parse_number(baseline),
        origin=None if origin is None else parse_number(origin),
    )
    if typed is None:
        return asked if any(value is not None for value in asked) else None
    try:
        goal, unit = parse_quantity(typed)
    except BadNumberError:
        raise BadTargetError(value=typed) from None
    return asked._replace(goal=goal, unit=unit)


def parse_year(typed: str) -> int:
    """Read a year of four digits; raises ``BadYearError``."""
    folded = fold(typed)
    if not re.fullmatch("[0-9]{4}", folded) or not FIRST_YEAR <= int(folded) <= LAST_YEAR:
        raise BadYearError(value=typed)
    return int(folded)
