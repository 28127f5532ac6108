"""What a run depends on before there is a command: streams, signals, the language, the day."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from typing import TYPE_CHECKING

from planctl.errors import UsageError
from planctl.plan.model import LANGUAGES
from planctl.words.i18n import language_of_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from planctl.store.planfile import PlanFile


class BadClockError(UsageError):
    """``PLANCTL_TODAY`` is ``value``, which is no date."""

    key = "error.bad_clock"


def settle_streams() -> None:
    """Make sure that whatever is said can be written: odd encodings get escapes, closed streams swallow it."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open till the end
        elif name != "stdin" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def settle_signals(stop: Callable[[int, object], None]) -> None:
    """Have ``stop`` called by the signals that ask a program to end, except those that our parent has us ignore."""
    import signal

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, stop)


def language(arguments: Sequence[str], environ: Mapping[str, str], plan: PlanFile) -> str:
    """Choose the language: ``--lang``, ``PLANCTL_LANG``, the locale, the plan's own, English."""
    named = named_language(value_of("--lang", arguments)) or language_of_environment(environ)
    return named or plan.language or "en"


def named_language(typed: str | None) -> str | None:
    """Return the language that ``zh``, ``EN`` or ``zh_CN`` names, ``None`` for one that planctl does not speak."""
    name = re.split("[-_.]", typed.strip().lower())[0] if typed else None
    return name if name in LANGUAGES else None


def today(environ: Mapping[str, str]) -> date:
    """Read the clock, which ``PLANCTL_TODAY`` stands in for; raises ``BadClockError``."""
    fixed = environ.get("PLANCTL_TODAY")
    if not fixed:
        return date.today()  # noqa: DTZ011 - the office's own calendar day is meant
    try:
        return date.fromisoformat(fixed)
    except ValueError:
        raise BadClockError(value=fixed) from None


def year(environ: Mapping[str, str]) -> int:
    """Return the year that it is; a ``PLANCTL_TODAY`` that cannot be read is complained of by whoever needs the day."""
    try:
        return today(environ).year
    except BadClockError:
        return today({}).year


def value_of(option: str, arguments: Sequence[str]) -> str | None:
    """Return the last value given for ``option``, before anything is parsed."""
    found = None
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option and number + 1 < len(arguments):
            found = arguments[number + 1]
        elif argument.startswith(f"{option}="):
            found = argument.partition("=")[2]
    return found
