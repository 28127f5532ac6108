"""The commands by name. Only the one that is run is imported, and only its parameters are built."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from planctl.cli import help as help_pages
from planctl.cli.options import expand, expand_root
from planctl.cli.session import Session
from planctl.errors import UnknownCommandError

if TYPE_CHECKING:
    from collections.abc import Callable


class CommandSpec(NamedTuple):
    """A command: its name, where its function is, under which heading the help lists it, whether it writes plans.

    ``dated`` says whether its answer depends on the day, so that it can be asked for another.
    """

    name: str
    function: str
    section: str
    writes: bool = False
    aliases: tuple[str, ...] = ()
    commands: tuple[CommandSpec, ...] = ()
    dated: bool = True

    def load(self) -> Callable[..., Any]:
        """Import and return the function."""
        module, _, name = self.function.partition(":")
        function: Callable[..., Any] = getattr(import_module(module), name)
        return function


COMMANDS = (
    CommandSpec("list", "planctl.cli.commands.view:list_tasks", "look", aliases=("ls",)),
    CommandSpec("show", "planctl.cli.commands.view:show", "look"),
    CommandSpec("progress", "planctl.cli.commands.view:progress", "look"),
    CommandSpec("board", "planctl.cli.commands.view:board", "look"),
    CommandSpec("timeline", "planctl.cli.commands.view:timeline", "look"),
    CommandSpec("units", "planctl.cli.commands.view:units", "look"),
    CommandSpec("log", "planctl.cli.commands.view:log", "look"),
    CommandSpec("summary", "planctl.cli.commands.report:summary", "look"),
    CommandSpec("assign", "planctl.cli.commands.edit:assign", "change", writes=True),
    CommandSpec("update", "planctl.cli.commands.edit:update", "change", writes=True),
    CommandSpec("start", "planctl.cli.commands.edit:start", "change", writes=True),
    CommandSpec("submit", "planctl.cli.commands.edit:submit", "change", writes=True),
    CommandSpec("done", "planctl.cli.commands.edit:done", "change", writes=True),
    CommandSpec("block", "planctl.cli.commands.edit:block", "change", writes=True),
    CommandSpec("drop", "planctl.cli.commands.edit:drop", "change", writes=True),
    CommandSpec("reopen", "planctl.cli.commands.edit:reopen", "change", writes=True),
    CommandSpec("note", "planctl.cli.commands.edit:note", "change", writes=True),
    CommandSpec("add", "planctl.cli.commands.edit:add", "change", writes=True),
    CommandSpec("edit", "planctl.cli.commands.edit:edit", "change", writes=True),
    CommandSpec("remove", "planctl.cli.commands.edit:remove", "change", writes=True),
    CommandSpec("undo", "planctl.cli.commands.history:undo", "change", writes=True, dated=False),
    CommandSpec("redo", "planctl.cli.commands.history:redo", "change", writes=True, dated=False),
    CommandSpec("check", "planctl.cli.commands.plan:check", "plan", writes=True),
    CommandSpec("carry", "planctl.cli.commands.carry:carry", "plan", writes=True),
    CommandSpec("init", "planctl.cli.commands.plan:init", "plan", writes=True, dated=False),
    CommandSpec(
        "git", "", "setup", commands=(CommandSpec("setup", "planctl.cli.commands.git:setup", "setup", dated=False),)
    ),
    CommandSpec("merge-driver", "planctl.cli.commands.git:merge_driver", "setup", dated=False),
    CommandSpec("completion", "planctl.cli.commands.completion:completion", "setup", dated=False),
)
SETTINGS = {"help_option_names": ["-h", "--help"]}


class Command(TyperCommand):
    """A command whose help page is ours."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override] # Typer's own context, under its public name
        """Return the help page."""
        return help_pages.command_page(self, ctx)


class Group(TyperGroup):
    """Commands that are built when they are asked for."""

    specs: tuple[CommandSpec, ...] = COMMANDS

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
            args = [*args[1:], "--help"]
        if args == ["--help"]:
            print(self.get_help(ctx))
            ctx.exit()
        if find_command(args[0], self.specs) is None:
            from planctl.plan.spelling import nearest

            names = {name: spec.name for spec in self.specs for name in (spec.name, *spec.aliases)}
            likely = dict.fromkeys(names[name] for name in nearest(args[0], names, 2))
            raise UnknownCommandError(name=args[0], program=ctx.command_path, suggestions=tuple(likely))
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override] # as above
        """Return the help page."""
        return help_pages.group_page(self, ctx, self.specs)


def find_command(name: str, specs: tuple[CommandSpec, ...] = COMMANDS) -> CommandSpec | None:
    """Return the command of this name or alias."""
    return next((spec for spec in specs if name == spec.name or name in spec.aliases), None)


def build(spec: CommandSpec) -> Any:
    """Return the command that ``spec`` names, ready to be run, with its parameters."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    if spec.commands:
        group = type("SubGroup", (Group,), {"specs": spec.commands})
        app = typer.Typer(cls=group, add_completion=False, rich_markup_mode=None, context_settings=SETTINGS)
        app.callback(invoke_without_command=False)(_nothing)
    else:
        app.command(spec.name, cls=Command, context_settings=SETTINGS)(
            expand(spec.load(), writes=spec.writes, dated=spec.dated)
        )
    command = typer.main.get_command(app)
    command.name = spec.name
    return command


def build_root() -> Any:
    """Return the program: the overview, or the command that follows."""
    app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, context_settings=SETTINGS)
    app.callback(invoke_without_command=True)(expand_root(_overview))
    return typer.main.get_command(app)


def _overview(session: Session) -> Any:
    """Import the overview only when it is what was asked for."""
    from planctl.cli.commands.view import overview

    return overview(session)


def _nothing() -> None:
    """A group of commands does nothing by itself."""
