"""What several commands are given: ids, a note, a file, a year, a target."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.inputs import BadNumberError, parse_number
from planctl.errors import CannotReadError, UsageError
from planctl.plan.ids import task_ids
from planctl.plan.model import Target
from planctl.plan.spelling import fold
from planctl.toml.fields import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planctl.cli.session import Session

IdsArgument = Annotated[list[str], typer.Argument(metavar="metavar.ids", help="argument.ids")]


class BadYearError(UsageError):
    """``value`` cannot be read as the year of a plan."""

    key = "error.bad_year"


class SameLevelError(UsageError):
    """The level to reach, ``value``, is where the task starts from."""

    key = "error.same_level"


class BadTargetError(UsageError):
    """``value`` cannot be read as a quantity to reach."""

    key = "error.bad_target"


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


def parse_target(typed: str, baseline: str | None = None, origin: str | None = None) -> Target:
    """Read a target such as ``100``, ``100个`` or ``100 studios``; with ``origin`` it is a level to come to from there.

    Raises:
        BadTargetError: It is no number, or one of nothing where it is not a level.
        SameLevelError: The level is the same as the one it starts from.
        BadNumberError: ``baseline`` or ``origin`` is none.
    """
    folded = fold(typed)
    digits = folded[: len(folded) - len(folded.lstrip("0123456789.,"))]
    unit = folded[len(digits) :].strip() or None
    try:
        goal = parse_number(digits)
    except BadNumberError:
        raise BadTargetError(value=typed) from None
    if origin is not None:
        if goal == (start := parse_number(origin)):
            raise SameLevelError(value=typed)
        return Target(unit=unit, from_=start, to=goal)
    if goal <= 0:
        raise BadTargetError(value=typed)
    return Target(goal, unit, parse_number(baseline) if baseline else None)


def parse_year(typed: str) -> int:
    """Read a year of four digits; raises ``BadYearError``."""
    folded = fold(typed)
    if not re.fullmatch("[0-9]{4}", folded) or not FIRST_YEAR <= int(folded) <= LAST_YEAR:
        raise BadYearError(value=typed)
    return int(folded)
