"""Typer's complaints about a command line as our own errors, which speak the user's language.

The only place that knows how Typer complains: its classes are private, so they are told by name, some by their words.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import typer

from planctl.cli.options import is_shared
from planctl.errors import (
    ExtraArgumentError,
    MissingArgumentError,
    MissingValueError,
    PlanctlError,
    UnknownOptionError,
    UsageError,
)
from planctl.plan.spelling import fold

if TYPE_CHECKING:
    from planctl.words.i18n import Translator

#: The class that all complaints about a command line share; Typer publishes only what comes from it.
TyperUsageError: type[Exception] = typer.BadParameter.__bases__[0]

#: What people type for tasks, and for groups of them.
_ID = r"\w+(\.\w+)+(\.\.\w+(\.\w+)+)?"
_GROUP = r"[A-Za-z]?\d+(\.\*)?"


class OptionOfAnotherError(UsageError):
    """The option ``name`` is one of the command ``other``."""

    key = "error.option_of_another"


class OptionForDayError(UsageError):
    """The option ``name`` sets a deadline, and the command knows only the day on which something happened."""

    key = "error.option_for_day"


class IdTooManyError(ExtraArgumentError):
    """The command ``program`` shows tasks, but takes no ids such as ``value``."""

    key = "error.extra_id"


class WordTooManyError(ExtraArgumentError):
    """The command ``program`` shows tasks, and ``value`` is chosen by with the options ``instead``."""

    key = "error.extra_word"


class UnexpectedValueError(UsageError):
    """The option ``name`` is a switch and takes no value."""

    key = "error.unexpected_value"


def translated(error: Any, t: Translator) -> PlanctlError:
    """Return our error for one of Typer's; what cannot be told apart keeps Typer's words."""
    match type(error).__name__:
        case "NoSuchOption":
            return _unknown_option(error)
        case "MissingParameter":
            return MissingArgumentError(name=_name_in_help(error.param, t))
        case "BadOptionUsage" if "does not take a value" in error.message:
            return UnexpectedValueError(name=error.option_name)
        case "BadOptionUsage":
            return MissingValueError(name=error.option_name)
    if error.message.startswith("Missing command"):
        return MissingArgumentError(name=t("metavar.command").rstrip("… "))
    if extra := re.search(r"unexpected extra argument(?:s|\(s\))? \((.*)\)", error.message):
        return _one_too_many(error.ctx, extra[1])
    return UsageError(message=error.format_message())


def _one_too_many(ctx: typer.Context, value: str) -> PlanctlError:
    """Return what to write instead where a command was given something to choose tasks by as if it took ids."""
    program, own = ctx.command_path, _names_of(ctx.command)
    if "--priority" not in own:
        return ExtraArgumentError(value=value, program=program)
    parts = re.split("[, ]+", fold(value))
    if all(re.fullmatch(_ID, part) for part in parts):
        return IdTooManyError(value=value, program=program)
    chosen = ["-p", ",".join(parts)] if all(re.fullmatch(_GROUP, part) for part in parts) else ["-g", value]
    return WordTooManyError(value=value, program=program, instead=shlex.join(chosen))


def _name_in_help(parameter: Any, t: Translator) -> str:
    """Return what the help page calls a parameter."""
    is_argument = parameter.param_type_name == "argument"
    return t(parameter.metavar).rstrip("… ") if is_argument else str(max(parameter.opts, key=len))


def _unknown_option(error: Any) -> PlanctlError:
    """Return what is wrong with an option that the command does not have: it may be one of another command."""
    from planctl.cli.synonyms import options_called
    from planctl.cli.table import find_command

    name, own = error.option_name, _names_of(error.ctx.command)
    if called := options_called(name, own):
        return UnknownOptionError(name=name, program=error.ctx.command_path, suggestions=called)
    command = error.ctx.command_path.partition(" ")[2]
    spec = find_command(command)
    other = _command_with(name, writes=spec.writes) if spec else None
    if other is None:
        return UnknownOptionError(name=name, program=error.ctx.command_path, suggestions=_options_like(error))
    if name in {"-d", "--due"} and "--on" in own:
        return OptionForDayError(name=name, command=command)
    return OptionOfAnotherError(name=name, command=command, other=other)


def _command_with(option: str, *, writes: bool) -> str | None:
    """Return the first command that has ``option``, of those that write or of the others; about tasks first."""
    from planctl.cli.app import build
    from planctl.cli.table import COMMANDS

    alike = [spec for spec in COMMANDS if spec.function and not spec.hidden and spec.writes == writes]
    having = {spec.name: command for spec in alike if option in _own_names_of(command := build(spec))}
    of_tasks = (name for name, found in having.items() if any(item.metavar == "metavar.ids" for item in found.params))
    return next(of_tasks, None) or next(iter(having), None)


def _names_of(command: Any) -> set[str]:
    return {name for item in command.params for name in item.opts}


def _own_names_of(command: Any) -> set[str]:
    return {name for item in command.params if not is_shared(item) for name in item.opts}


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
