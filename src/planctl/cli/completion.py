"""Completion in bash, zsh and fish: the scripts, and the answers that they ask the program for.

A script runs ``planctl`` with the words typed so far in ``_PLANCTL_WORDS``, separated by newlines, the last being the one
to complete. The program prints one candidate a line, with its description after a tab. Whatever goes wrong there are no
candidates and no complaint: a prompt is no place for one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planctl.cli.session import COLOR_WORDS, Session
from planctl.errors import ExitCode
from planctl.i18n import LANGUAGES, Translator, language_of_environment
from planctl.inputs import parse_choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from planctl.model import Plan

    Candidates = Iterable[tuple[str, str]]

BASH = """\
_planctl() {
    local IFS=$'\\n' line value
    COMPREPLY=()
    while IFS= read -r line; do
        value=${line%%$'\\t'*}
        printf -v value '%q' "$value"
        COMPREPLY+=("$value")
    done < <(_PLANCTL_COMPLETE=bash _PLANCTL_WORDS="${COMP_WORDS[*]:1:COMP_CWORD}" "${COMP_WORDS[0]}" 2>/dev/null)
}
complete -o default -o nosort -F _planctl planctl
"""
ZSH = """\
#compdef planctl
_planctl() {
    local -a values described
    local line
    while IFS= read -r line; do
        values+=("${line%%$'\\t'*}")
        described+=("${line/$'\\t'/  -- }")
    done < <(_PLANCTL_COMPLETE=zsh _PLANCTL_WORDS="${(F)words[2,CURRENT]}" "${words[1]}" 2>/dev/null)
    if (( $#values )); then compadd -l -V planctl -d described -a values; else _files; fi
}
if [ "$funcstack[1]" = "_planctl" ]; then _planctl "$@"; else compdef _planctl planctl; fi
"""
FISH = """\
function __planctl_complete
    set -l words (commandline -opc) (commandline -ct)
    _PLANCTL_COMPLETE=fish _PLANCTL_WORDS=(string join \\n -- $words[2..-1] | string collect -N) planctl 2>/dev/null
end
complete -c planctl -f -a "(__planctl_complete)"
complete -c planctl -n "string match -qr -- '^--(plan|text|output)\\$' (commandline -opc)[-1]" -F
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def completion(
    session: Session, shell: Annotated[str, typer.Argument(metavar="metavar.shell", help="argument.shell")]
) -> None:
    """Print the completion script of a shell."""
    chosen = parse_choice(shell, dict.fromkeys(SCRIPTS, ()), session.t("metavar.shell"))
    sys.stdout.write(SCRIPTS[chosen])


def complete(environ: Mapping[str, str]) -> int:
    """Print the candidates for what is being typed; never fails and never says anything else."""
    try:
        words = environ.get("_PLANCTL_WORDS", "").split("\n")
        found = Completer(words, environ).candidates()
        sys.stdout.write("".join(f"{value}\t{text}\n" for value, text in found if _is_one_line(value + text)))
        sys.stdout.flush()
    except Exception:  # noqa: BLE001 - a traceback over the prompt helps nobody; no candidates is the answer
        return ExitCode.OK
    return ExitCode.OK


class Completer:
    """Finds what may come at the end of ``words``, the command line without the program's name."""

    def __init__(self, words: list[str], environ: Mapping[str, str]) -> None:
        """Take the words; the plan is read only if its contents are asked for."""
        self.words = words
        self.typed = words[-1]
        self.environ = environ
        self.t = Translator(language_of_environment(environ) or "zh")

    def candidates(self) -> list[tuple[str, str]]:
        """Return values with descriptions, of which each begins with what is typed."""
        from planctl.cli.app import COMMANDS, build, find_command

        spec, depth = None, 0
        for depth, word in enumerate(self.words[:-1], 1):
            spec = find_command(word, spec.commands if spec else COMMANDS)
            if spec and not spec.commands:
                break
        if spec is None or spec.commands:
            specs = spec.commands if spec else COMMANDS
            prefix = f"help.{spec.name}_" if spec else "help."
            return self._matching((item.name, self.t(prefix + item.name)) for item in specs)
        return self._in_command(build(spec), self.words[depth:-1])

    def _in_command(self, command: Any, before: list[str]) -> list[tuple[str, str]]:
        """Complete an option, the value of one, or an argument."""
        options = {name: item for item in command.params for name in getattr(item, "opts", ()) if name.startswith("-")}
        name, separator, part = self.typed.partition("=")
        if separator and name in options:
            return [(f"{name}={value}", text) for value, text in self._values(name, part, command)]
        if before and before[-1] in options and not options[before[-1]].is_flag:
            return self._values(before[-1], self.typed, command)
        if self.typed.startswith("-"):
            visible = {name: item for name, item in options.items() if name.startswith("--") and not item.hidden}
            return self._matching((name, self.t(item.help)) for name, item in visible.items())
        metavars = [item.metavar for item in command.params if item.param_type_name == "argument"]
        if metavars and metavars[0] in {"metavar.ids", "metavar.id"}:
            return self._listed(self._ids(), self.typed)
        if metavars == ["metavar.shell"]:
            return self._matching((shell, "") for shell in SCRIPTS)
        return []

    def _values(self, option: str, part: str, command: Any) -> list[tuple[str, str]]:
        source = {"-l": "--lead", "-u": "--unit", "-s": "--status", "-p": "--priority"}.get(option, option)
        if source == "--by" and command.name != "progress":
            return []
        find = _SOURCES.get(source)
        return self._listed(find(self), part) if find else []

    def _listed(self, found: Candidates, part: str) -> list[tuple[str, str]]:
        """Complete the last item of a list such as ``5.1,5.``."""
        head, comma, last = part.rpartition(",")
        return [(f"{head}{comma}{value}", text) for value, text in found if value.startswith(last)]

    def _matching(self, found: Candidates) -> list[tuple[str, str]]:
        return [(value, text) for value, text in found if value.startswith(self.typed)]

    def _plan(self) -> Plan:
        from planctl import planfile

        named = self.words[self.words.index("--plan") + 1] if "--plan" in self.words[:-2] else None
        return planfile.load(planfile.find(named, self.environ, Path.cwd())).plan

    def _title(self, item: Any) -> str:
        return str((item.title_en if self.t.language == "en" else None) or item.title)

    def _ids(self) -> Iterator[tuple[str, str]]:
        return ((task.id, self._title(task)) for task in self._plan().tasks)

    def _priorities(self) -> Iterator[tuple[str, str]]:
        return ((priority.id, self._title(priority)) for priority in self._plan().priorities)

    def _units(self) -> Iterator[tuple[str, str]]:
        from planctl.units import known_units

        plan = self._plan()
        english = {unit.name: unit.name_en or "" for unit in plan.units}
        return ((name, english.get(name, "")) for name in known_units(plan))

    def _statuses(self) -> Iterator[tuple[str, str]]:
        from planctl.model import Status

        return ((status.value, self.t(f"status.{status}")) for status in Status)

    def _plans(self) -> Iterator[tuple[str, str]]:
        from planctl import planfile

        for folder in (Path.cwd(), *Path.cwd().parents):
            if plans := planfile.plans_in(folder / planfile.FOLDER):
                return ((path.stem, str(path)) for path in plans)
        return iter(())

    def _columns(self) -> Iterator[tuple[str, str]]:
        from planctl.cli.view import COLUMN_WORDS

        return ((key, self.t(f"column.{key}")) for key in COLUMN_WORDS)

    def _sort_keys(self) -> Iterator[tuple[str, str]]:
        from planctl.cli.view import SORT_WORDS

        return ((str(key), self.t(f"column.{key}")) for key in SORT_WORDS)

    def _groupings(self) -> Iterator[tuple[str, str]]:
        from planctl.progress import By

        return ((by.value, self.t(f"by.{by}")) for by in By)

    def _formats(self) -> Iterator[tuple[str, str]]:
        return ((name, "") for name in ("text", "md", "html", "docx", "json"))


#: Where the values of an option come from.
_SOURCES: dict[str, Callable[[Completer], Candidates]] = {
    "--lead": Completer._units,
    "--unit": Completer._units,
    "--support": Completer._units,
    "--add": Completer._units,
    "--remove": Completer._units,
    "--status": Completer._statuses,
    "--priority": Completer._priorities,
    "--columns": Completer._columns,
    "--sort": Completer._sort_keys,
    "--by": Completer._groupings,
    "--plan": Completer._plans,
    "--format": Completer._formats,
    "--lang": lambda _: ((language, "") for language in LANGUAGES),
    "--color": lambda _: ((choice, "") for choice in COLOR_WORDS),
}


def _is_one_line(text: str) -> bool:
    return text.isprintable()
