"""Typer's complaints about a command line as our own errors, which speak the user's language.

The only place that knows how Typer complains: its classes are private, so they are told by name, some by their words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import typer

from planctl.errors import (
    ExtraArgumentError,
    MissingArgumentError,
    MissingValueError,
    PlanctlError,
    UnknownOptionError,
    UsageError,
)

if TYPE_CHECKING:
    from planctl.words.i18n import Translator

#: The class that all complaints about a command line share; Typer publishes only what comes from it.
TyperUsageError: type[Exception] = typer.BadParameter.__bases__[0]


class UnexpectedValueError(UsageError):
    """The option ``name`` is a switch and takes no value."""

    key = "error.unexpected_value"


def translated(error: Any, t: Translator) -> PlanctlError:
    """Return our error for one of Typer's; what cannot be told apart keeps Typer's words."""
    match type(error).__name__:
        case "NoSuchOption":
            return UnknownOptionError(name=error.option_name, suggestions=_options_like(error))
        case "MissingParameter":
            return MissingArgumentError(name=_name_in_help(error.param, t))
        case "BadOptionUsage" if "does not take a value" in error.message:
            return UnexpectedValueError(name=error.option_name)
        case "BadOptionUsage":
            return MissingValueError(name=error.option_name)
    if error.message.startswith("Missing command"):
        return MissingArgumentError(name=t("metavar.command").rstrip("… "))
    if extra := re.search(r"unexpected extra argument(?:s|\(s\))? \((.*)\)", error.message):
        return ExtraArgumentError(value=extra[1])
    return UsageError(message=error.format_message())


def _name_in_help(parameter: Any, t: Translator) -> str:
    """Return what the help page calls a parameter."""
    is_argument = parameter.param_type_name == "argument"
    return t(parameter.metavar).rstrip("… ") if is_argument else str(max(parameter.opts, key=len))


def _options_like(error: Any) -> tuple[str, ...]:
    """Return the options of the command that begin like the unknown one, or else are spelled so; none for a letter."""
    from difflib import get_close_matches

    typed = error.option_name
    if not typed.startswith("--"):
        return ()
    known = [name for item in error.ctx.command.params for name in item.opts if name.startswith("--")]
    begun = [name for name in known if name.startswith(typed)]
    bare = {name.removeprefix("--"): name for name in known}
    return tuple(begun[:2] or (bare[name] for name in get_close_matches(typed.removeprefix("--"), bare, 2)))
