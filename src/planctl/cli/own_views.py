"""Views of one's own: command lines that stand under names in a plan file, each a command that only looks.

Whether a view makes sense is found out by trying it, so that nothing here knows the options of commands. A wrong one is
a fault of the plan, with its line; the plan can be used all the same.
"""

from __future__ import annotations

import io
import shlex
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planctl.cli import failures
from planctl.cli.app import build, run_program
from planctl.cli.synonyms import commands_meant
from planctl.cli.table import COMMANDS, find_command
from planctl.cli.usage import TyperUsageError
from planctl.errors import PlanctlError, PlanInvalidError, Severity
from planctl.store import planfile
from planctl.toml.schema import Fault, locate_faults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.cli.shared import Runtime
    from planctl.cli.table import CommandSpec
    from planctl.errors import Problem
    from planctl.words.i18n import Translator

#: Parameters that no view may set: what is chosen before a plan is read, and what writes.
NOT_IN_A_VIEW = ("plan", "lang", "debug", "output", "output_file", "yes", "overwrite")


class WrongViewError(Exception):
    """A view makes no sense; ``reason`` is why, in the reader's language."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def run_view(root: Any, arguments: Sequence[str], place: int, runtime: Runtime) -> int:
    """Run ``root``, the program, where no command stands at ``place``, with the words of the view that is named there.

    Raises:
        PlanInvalidError: The view makes no sense, whatever is typed behind it, or the plan cannot be read.
    """
    name = arguments[place]
    try:
        words = _words_of(name, runtime)
        return run_program(root, [*arguments[:place], *words, *arguments[place + 1 :]], runtime)
    except (PlanctlError, TyperUsageError, WrongViewError):
        line = runtime.views.get(name)
        if line is None or (fault := _fault(name, line, root, runtime)) is None:
            raise
        raise PlanInvalidError(str(runtime.plan.path), _located([fault], runtime)) from None


def problems(root: Any, runtime: Runtime) -> tuple[Problem, ...]:
    """Return what is wrong with the views of a plan, each of which is tried with ``root``, the program."""
    found = (_fault(name, line, root, runtime) for name, line in runtime.views.items())
    return _located([fault for fault in found if fault], runtime)


def _words_of(name: str, runtime: Runtime) -> tuple[str, ...]:
    """Return the words of the view ``name``, that name itself if there is none; a plan that cannot be read may have it.

    Raises:
        WrongViewError: They are none that could be run.
        PlanInvalidError: The plan cannot be read, and the name means nothing else.
    """
    try:
        line = runtime.plan_views.get(name)
    except PlanInvalidError:
        if not commands_meant(name):
            raise
        line = None
    return (name,) if line is None else _words(line, runtime.translator)


def _fault(name: str, line: str, root: Any, runtime: Runtime) -> Fault | None:
    """Return what is wrong with a view by itself: its name, its command line, or what comes of running it."""
    path = ("views", name)
    if name == "help" or name.startswith("-") or find_command(name):
        return Fault("view-hides", path, Severity.ERROR, {"name": name})
    try:
        _try(_words(line, runtime.translator), root, runtime)
    except WrongViewError as wrong:
        return Fault("wrong-view", path, Severity.ERROR, {"name": name, "reason": wrong.reason})
    return None


def _located(faults: Sequence[Fault], runtime: Runtime) -> tuple[Problem, ...]:
    return locate_faults(planfile.read(runtime.plan.path).text, faults) if faults else ()


def _words(line: str, t: Translator) -> tuple[str, ...]:
    """Return the words of a view: a command that only looks, and its options; raises ``WrongViewError``."""
    try:
        words = tuple(shlex.split(line))
    except ValueError:
        raise WrongViewError(t("view.quotes")) from None
    spec = find_command(words[0]) if words else None
    if spec is None or spec.section != "look":
        known = t("separator.list").join(item.name for item in COMMANDS if item.section == "look")
        raise WrongViewError(t("view.no_command", command=words[0] if words else "", known=known))
    if option := _forbidden(spec, words[1:]):
        raise WrongViewError(t("view.option", option=option))
    return words


def _forbidden(spec: CommandSpec, words: Sequence[str]) -> str | None:
    """Return the option among ``words`` that no view may have, if there is one."""
    if asked := [word for word in words if word in {"-h", "--help"}]:
        return asked[0]
    command = build(spec)
    with suppress(TyperUsageError):  # a mistyped option is told when the view is tried
        found = command.make_context(spec.name, list(words), resilient_parsing=True).params
        named = {item.name: max(item.opts, key=len) for item in command.params}
        return next((named[name] for name in NOT_IN_A_VIEW if found.get(name)), None)
    return None


def _try(words: Sequence[str], root: Any, runtime: Runtime) -> None:
    """Run ``words`` with the answer going nowhere; raises ``WrongViewError`` where they fail."""
    same_plan = ("--plan", runtime.plan.choice) if runtime.plan.choice else ()
    alone = replace(runtime, arguments=tuple(words))
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            run_program(root, (*same_plan, *words), alone)
    except (PlanctlError, TyperUsageError) as error:
        raise WrongViewError(failures.sentence_of(error, runtime.translator)) from None
