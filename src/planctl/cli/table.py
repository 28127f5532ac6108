"""The commands by name: where each one is, under which heading the help lists it, what is special about it.

A command is loaded by its name here and in no other way, and only when it is run.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class CommandSpec(NamedTuple):
    """A command: its name, where its function is, under which heading the help lists it, whether it writes plans.

    One that ``shows`` answers with a view, which can be written into a file, too.
    ``dated`` says whether its answer depends on the day, so that it can be asked for another. One that is ``hidden`` is
    for programs: pages and completion do not offer it.
    """

    name: str
    function: str
    section: str
    writes: bool = False
    shows: bool = False
    aliases: tuple[str, ...] = ()
    commands: tuple[CommandSpec, ...] = ()
    dated: bool = True
    hidden: bool = False

    def load(self) -> Callable[..., Any]:
        """Import and return the function."""
        module, _, name = self.function.partition(":")
        function: Callable[..., Any] = getattr(import_module(module), name)
        return function


GROUP_COMMANDS = (
    CommandSpec("add", "planctl.cli.commands.group:add", "plan", writes=True, dated=False),
    CommandSpec("rename", "planctl.cli.commands.group:rename", "plan", writes=True, dated=False),
    CommandSpec("move", "planctl.cli.commands.group:move", "plan", writes=True, dated=False),
    CommandSpec("remove", "planctl.cli.commands.group:remove", "plan", writes=True, dated=False),
)
ROUND_COMMANDS = (
    CommandSpec("open", "planctl.cli.commands.round:open_round", "plan", writes=True),
    CommandSpec("status", "planctl.cli.commands.round:status", "look", shows=True),
    CommandSpec("close", "planctl.cli.commands.round:close", "plan", writes=True),
    CommandSpec("list", "planctl.cli.commands.round:list_rounds", "look", shows=True),
)
NODE_COMMANDS = (
    CommandSpec("add", "planctl.cli.commands.node:add", "change", writes=True),
    CommandSpec("done", "planctl.cli.commands.node:done", "change", writes=True),
    CommandSpec("move", "planctl.cli.commands.node:move", "change", writes=True),
    CommandSpec("remove", "planctl.cli.commands.node:remove", "change", writes=True),
)
COMMANDS = (
    CommandSpec("list", "planctl.cli.commands.view:list_tasks", "look", shows=True, aliases=("ls",)),
    CommandSpec("show", "planctl.cli.commands.view:show", "look", shows=True),
    CommandSpec("progress", "planctl.cli.commands.view:progress", "look", shows=True),
    CommandSpec("board", "planctl.cli.commands.view:board", "look", shows=True),
    CommandSpec("timeline", "planctl.cli.commands.view:timeline", "look", shows=True),
    CommandSpec("findings", "planctl.cli.commands.findings:findings", "look", shows=True),
    CommandSpec("indicators", "planctl.cli.commands.findings:indicators", "look", shows=True),
    CommandSpec("units", "planctl.cli.commands.view:units", "look", shows=True),
    CommandSpec("log", "planctl.cli.commands.view:log", "look", shows=True),
    CommandSpec("diff", "planctl.cli.commands.view:diff", "look", shows=True),
    CommandSpec("summary", "planctl.cli.commands.report:summary", "look"),
    CommandSpec("template", "planctl.cli.commands.report:template", "look", dated=False),
    CommandSpec("assign", "planctl.cli.commands.edit:assign", "change", writes=True),
    CommandSpec("update", "planctl.cli.commands.edit:update", "change", writes=True),
    CommandSpec("start", "planctl.cli.commands.edit:start", "change", writes=True),
    CommandSpec("submit", "planctl.cli.commands.edit:submit", "change", writes=True),
    CommandSpec("done", "planctl.cli.commands.edit:done", "change", writes=True),
    CommandSpec("block", "planctl.cli.commands.edit:block", "change", writes=True),
    CommandSpec("drop", "planctl.cli.commands.edit:drop", "change", writes=True),
    CommandSpec("reopen", "planctl.cli.commands.edit:reopen", "change", writes=True),
    CommandSpec("return", "planctl.cli.commands.edit:return_task", "change", writes=True),
    CommandSpec("note", "planctl.cli.commands.edit:note", "change", writes=True),
    CommandSpec("amend", "planctl.cli.commands.amend:amend", "change", writes=True),
    CommandSpec("add", "planctl.cli.commands.edit:add", "change", writes=True),
    CommandSpec("set", "planctl.cli.commands.items:set_fields", "change", writes=True),
    CommandSpec("move", "planctl.cli.commands.items:move", "change", writes=True, dated=False),
    CommandSpec("edit", "planctl.cli.commands.edit:edit", "change", writes=True),
    CommandSpec("remove", "planctl.cli.commands.edit:remove", "change", writes=True),
    CommandSpec("node", "", "change", commands=NODE_COMMANDS),
    CommandSpec("undo", "planctl.cli.commands.history:undo", "change", writes=True, dated=False),
    CommandSpec("redo", "planctl.cli.commands.history:redo", "change", writes=True, dated=False),
    CommandSpec("restore", "planctl.cli.commands.history:restore", "change", writes=True, dated=False),
    CommandSpec("group", "", "plan", commands=GROUP_COMMANDS),
    CommandSpec("round", "", "plan", commands=ROUND_COMMANDS),
    CommandSpec("check", "planctl.cli.commands.plan:check", "plan", writes=True),
    CommandSpec("carry", "planctl.cli.commands.carry:carry", "plan", writes=True),
    CommandSpec("draft", "planctl.cli.commands.draft:draft_plan", "plan", writes=True, dated=False),
    CommandSpec("init", "planctl.cli.commands.plan:init", "plan", writes=True, dated=False),
    CommandSpec("import", "planctl.cli.commands.import_:import_file", "plan", writes=True),
    CommandSpec("export", "planctl.cli.commands.export:export", "plan"),
    CommandSpec(
        "git", "", "setup", commands=(CommandSpec("setup", "planctl.cli.commands.git:setup", "setup", dated=False),)
    ),
    CommandSpec("merge-driver", "planctl.cli.commands.git:merge_driver", "setup", dated=False, hidden=True),
    CommandSpec("schema", "planctl.cli.commands.schema:schema", "setup", dated=False, hidden=True),
    CommandSpec("completion", "planctl.cli.commands.completion:completion", "setup", dated=False),
)
#: The commands of the first help page, in its order; what is not there (yet) is left out.
EVERYDAY = (
    *("list", "show", "progress", "board", "timeline", "log", "summary"),
    *("assign", "update", "start", "done", "block", "note"),
    *("add", "set", "amend", "edit", "undo"),
    *("init", "carry", "check"),
)
#: What the program does without a command.
OVERVIEW = CommandSpec("planctl", "planctl.cli.commands.view:overview", "look", shows=True)


def find_command(name: str, specs: tuple[CommandSpec, ...] = COMMANDS) -> CommandSpec | None:
    """Return the command of this name or alias."""
    return next((spec for spec in specs if name == spec.name or name in spec.aliases), None)
