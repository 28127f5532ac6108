"""Typer's complaints about a command line as our own errors, which speak the user's language."""

from __future__ import annotations

import re
from typing import Any

import typer

from planctl.errors import (
    ExtraArgumentError,
    MissingArgumentError,
    MissingValueError,
    PlanctlError,
    UnexpectedValueError,
    UnknownOptionError,
    UsageError,
)
from planctl.inputs import nearest

#: The class that all complaints about a command line share; Typer publishes only what comes from it.
TyperUsageError: type[Exception] = typer.BadParameter.__bases__[0]


def translated(error: Any) -> PlanctlError:
    """Return our error for one of Typer's; what cannot be told apart keeps Typer's words."""
    match type(error).__name__:
        case "NoSuchOption":
            return UnknownOptionError(name=error.option_name, suggestions=_options_like(error))
        case "MissingParameter":
            return MissingArgumentError(name=error.param.name, param=error.param)
        case "BadOptionUsage" if "does not take a value" in error.message:
            return UnexpectedValueError(name=error.option_name)
        case "BadOptionUsage":
            return MissingValueError(name=error.option_name)
    if extra := re.search(r"unexpected extra arguments? \((.*)\)|unexpected extra argument\(s\) \((.*)\)", error.message):
        return ExtraArgumentError(value=extra.group(1) or extra.group(2))
    return UsageError(message=error.message)


def _options_like(error: Any) -> tuple[str, ...]:
    """Return the options of the command that are spelled like the unknown one."""
    known = [name for item in error.ctx.command.params for name in item.opts if name.startswith("--")]
    return nearest(error.option_name, known, 2)
