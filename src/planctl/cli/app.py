"""The program that Typer runs. Only the command that is called is imported, and only its parameters are built."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from planctl.cli import help as help_pages
from planctl.cli.options import expand, expand_root, runtime_of
from planctl.cli.session import Session
from planctl.cli.table import COMMANDS, OVERVIEW, CommandSpec, find_command
from planctl.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.cli.shared import Runtime

SETTINGS = {"help_option_names": ["-h", "--help"]}


class UnknownCommandError(UsageError):
    """There is no command of this ``name``; ``page`` shows the page of all that there are."""

    key = "error.unknown_command"


class Command(TyperCommand):
    """A command whose help page is ours."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override] # Typer's own context, under its public name
        """Return the help page."""
        return help_pages.command_page(self, ctx)

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override] # as above
        """Read ``args``; where days are arguments, one such as ``-7d`` is no option but gets a true minus sign."""
        if any(item.metavar == "metavar.date" for item in self.params if item.param_type_name == "argument"):
            args = [re.sub("^-(?=[0-9])", "\N{MINUS SIGN}", word) for word in args]
        return super().parse_args(ctx, args)


class Group(TyperGroup):
    """Commands that are built when they are asked for."""

    specs: tuple[CommandSpec, ...] = COMMANDS

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override] # as above
        """Read what follows the group; behind the request for its page nothing counts, the language being chosen."""
        if ctx.parent is not None and args and args[0] in SETTINGS["help_option_names"]:
            args = args[:1]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer passes it
        """Return the names of all commands."""
        return [spec.name for spec in self.specs]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer passes it
        """Build the command of this name or alias."""
        spec = find_command(cmd_name, self.specs)
        return build(spec) if spec else None

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override] # as above
        """Find the command that ``args`` begin with; raises ``UnknownCommandError`` with the nearest names."""
        if args[0] == "help" and ctx.parent is None:  # as git and others have it
            args = [*_without_language(args[1:]), "--help"]
            if args[0] in {*help_pages.PAGES, *help_pages.TOPICS} and not find_command(args[0]):
                print(help_pages.further_page(args[0], ctx))
                ctx.exit()
        if args == ["--help"]:
            print(self.get_help(ctx))
            ctx.exit()
        if find_command(args[0], self.specs) is None:
            from planctl.cli.synonyms import commands_meant
            from planctl.plan.spelling import nearest

            views = runtime_of(ctx).views if ctx.parent is None else {}
            likely = (*nearest(args[0], views, 1), *commands_meant(args[0], self.specs))
            page = "planctl help all" if ctx.parent is None else f"{ctx.command_path} --help"
            raise UnknownCommandError(name=args[0], page=page, suggestions=likely)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override] # as above
        """Return the help page."""
        return help_pages.first_page(ctx) if ctx.parent is None else help_pages.group_page(ctx, self.specs)


def _without_language(words: list[str]) -> list[str]:
    """Return ``words`` without the language in front, which has been chosen before."""
    while words and words[0].startswith("--lang"):
        words = words[1 if "=" in words[0] else 2 :]
    return words


def build(spec: CommandSpec) -> Any:
    """Return the command that ``spec`` names, ready to be run, with its parameters."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    if spec.commands:
        group = type("SubGroup", (Group,), {"specs": spec.commands})
        app = typer.Typer(cls=group, add_completion=False, rich_markup_mode=None, context_settings=SETTINGS)
        app.callback(invoke_without_command=False)(_nothing)
    else:
        app.command(spec.name, cls=Command, context_settings=SETTINGS)(expand(spec.load(), spec))
    command = typer.main.get_command(app)
    command.name = spec.name
    return command


def build_root() -> Any:
    """Return the program: the overview, or the command that follows."""
    app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, context_settings=SETTINGS)
    app.callback(invoke_without_command=True)(expand_root(_overview))
    return typer.main.get_command(app)


def run_program(root: Any, arguments: Sequence[str], runtime: Runtime) -> int:
    """Run the program ``root`` with ``arguments`` and return its exit code; raises what the command raises."""
    try:
        with root.make_context("planctl", list(arguments), obj=runtime) as context:  # it empties the list
            return int(root.invoke(context) or ExitCode.OK)
    except typer.Exit as end:
        return end.exit_code


def place_of_command(words: Sequence[str], root: Any) -> int:
    """Return where among ``words`` the name of the command stands: behind the shared options and ``help``."""
    with_value = {name for item in root.params if not item.is_flag for name in item.opts}
    place = 0
    while place < len(words) and (words[place].startswith("-") or words[place] == "help"):
        place += 2 if words[place] in with_value else 1
    return min(place, len(words))


def _overview(session: Session) -> Any:
    """Import the overview only when it is what was asked for."""
    return OVERVIEW.load()(session)


def _nothing() -> None:
    """A group of commands does nothing by itself."""
