"""What may come next on a command line that is being typed; ``planctl completion`` prints the scripts that ask.

A script runs ``planctl`` with ``_PLANCTL_COMPLETE`` set to its shell. zsh and fish give the words up to the cursor, the
last being the one to complete, and get a candidate a line, with its description after a tab. bash gives the line up to
the cursor and its ``COMP_WORDBREAKS``, and gets a line for each reply as bash has to insert it.

Whatever goes wrong there are no candidates and no complaint: a prompt is no place for one.
"""

from __future__ import annotations

import re
import shlex
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planctl.cells import safe
from planctl.cli.startup import language, year
from planctl.errors import ExitCode, PlanctlError
from planctl.plan.model import LANGUAGES
from planctl.store.planfile import PlanFile
from planctl.words.i18n import Translator
from planctl.words.plan_words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from planctl.cli.table import CommandSpec
    from planctl.plan.model import Plan

    #: Values, each with what it means.
    Candidates = Iterable[tuple[str, str]]

SHELLS = ("bash", "zsh", "fish")


def complete(arguments: list[str], environ: Mapping[str, str]) -> int:
    """Print the candidates for what is being typed; never fails and never says anything else."""
    try:
        if environ["_PLANCTL_COMPLETE"] == "bash":
            line = BashLine(*arguments[:2])
            lines = [line.reply(value) for value, _ in candidates(line.words, environ)]
        else:
            lines = [f"{value}\t{safe(text)}" for value, text in candidates(arguments, environ)]
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()
    except Exception:  # noqa: BLE001 - a traceback over the prompt helps nobody; no candidates is the answer
        return ExitCode.OK
    return ExitCode.OK


def candidates(words: Sequence[str], environ: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return whole words with descriptions that the last of ``words``, which follow the program's name, may become."""
    line = _read(words)
    typed = words[-1]
    plan = PlanFile(line.plan, environ, year(environ))
    source = _Source(plan, Translator(language(words, environ, plan)))
    if line.before and not line.path and (spelled := source.spelled_out(words)):
        line, words = _read(spelled), spelled
    source.before = line.before
    if list(words[:-1]) == ["help"]:
        return _beginning(typed, source.pages())
    if line.pending:
        return _values(source, line.pending.metavar, typed)
    name, equals, part = typed.partition("=")
    if equals and name in line.options and not line.options[name].is_flag:
        return [(f"{name}={value}", text) for value, text in _values(source, line.options[name].metavar, part)]
    if (typed.startswith("-") and not line.only_arguments) or not (line.specs or line.arguments or typed):
        long = {name: item for name, item in line.options.items() if name.startswith("--") and not item.hidden}
        found: Candidates = [(name, source.t(item.help)) for name, item in long.items()]
        found = [*found, ("--help", source.t("option.help"))]
    elif line.specs:
        offered = (spec for spec in line.specs if not spec.hidden)
        found = [(spec.name, source.t(f"help.{'_'.join([*line.path, spec.name])}")) for spec in offered]
        found += () if line.path else source.views()
    else:
        return _values(source, line.argument, typed) if line.argument else []
    return _beginning(typed, found)


# --- the words before -------------------------------------------------------------------------------------------------


@dataclass
class _Line:
    """What the words before the last one say: where on the command line that one stands."""

    specs: tuple[CommandSpec, ...]
    options: dict[str, Any]
    path: tuple[str, ...] = ()
    arguments: tuple[Any, ...] = ()
    pending: Any = None
    plan: str | None = None
    only_arguments: bool = False
    before: tuple[str, ...] = ()

    @property
    def argument(self) -> str | None:
        """What the argument is that comes next, by the key of its name on the help page."""
        if not self.arguments:
            return None
        seen = len(self.before)
        item = self.arguments[min(seen, len(self.arguments) - 1)]
        return None if item.nargs == 1 and seen >= len(self.arguments) else str(item.metavar)


def _read(words: Sequence[str]) -> _Line:
    from planctl.cli.app import build, build_root
    from planctl.cli.table import COMMANDS, find_command

    line = _Line(COMMANDS, _options(build_root()))
    for word in words[:-1]:
        name, equals, value = word.partition("=")
        if line.pending or (equals and name == "--plan"):
            is_plan = equals or "--plan" in line.pending.opts
            line.plan = (value if equals and not line.pending else word) if is_plan else line.plan
            line.pending = None
        elif word == "--":
            line.only_arguments = True
        elif word.startswith("-") and not line.only_arguments:
            option = line.options.get(word)
            line.pending = option if option and not option.is_flag else None
        elif line.specs and (spec := find_command(word, line.specs)):
            command = build(spec)
            line.specs, line.options, line.path = spec.commands, _options(command), (*line.path, spec.name)
            line.arguments = tuple(item for item in command.params if item.param_type_name == "argument")
        else:
            line.before = (*line.before, word)
    return line


def _options(command: Any) -> dict[str, Any]:
    return {name: item for item in command.params if item.param_type_name == "option" for name in item.opts}


# --- values -----------------------------------------------------------------------------------------------------------


def _beginning(typed: str, found: Candidates) -> list[tuple[str, str]]:
    """Return what can be inserted as it is and begins with what is typed."""
    return [(value, text) for value, text in found if value.startswith(typed) and value.isprintable()]


def _values(source: _Source, metavar: str, part: str) -> list[tuple[str, str]]:
    """Complete a value; of a list such as ``5.1,5.`` the last item, by what is not in it yet."""
    if metavar in _PATHS:
        return _beginning(part, (*(_NAMED[metavar](source) if metavar in _NAMED else ()), *_paths(part)))
    find = _SOURCES.get(metavar)
    if find is None:
        return []
    head = re.match(r"(?:.*[,，、])?-?" if metavar == "metavar.keys" else r"(?:.*[,，、])?", part, re.DOTALL)
    assert head is not None, "the pattern takes anything"
    named = re.split("[,，、]", head[0])
    finders = (find, _OTHERWISE[metavar]) if metavar in _OTHERWISE else (find,)
    offers = (_beginning(part, _following(head[0], look(source), named)) for look in finders)
    return next((found for found in offers if found), [])


def _following(head: str, found: Candidates, named: Sequence[str]) -> Candidates:
    """Return what may follow ``head``, a list of which ``named`` are the items."""
    return ((head + value, text) for value, text in found if value not in named)


def _paths(part: str) -> Iterator[tuple[str, str]]:
    """Return the files and folders that ``part`` may become; a folder ends in a slash, so that it can go on."""
    folder, slash, beginning = part.rpartition("/")
    for path in sorted(Path(folder + slash).expanduser().iterdir()):
        if not path.name.startswith(".") or beginning.startswith("."):
            yield f"{folder}{slash}{path.name}{'/' if path.is_dir() else ''}", ""


class _Source:
    """Where values come from, some of them with the arguments ``before``; the plan is read only if they are in it."""

    def __init__(self, file: PlanFile, t: Translator) -> None:
        self.file = file
        self.t = t
        self.before: tuple[str, ...] = ()

    @property
    def plan(self) -> Plan:
        return self.file.plan

    def title(self, item: Any) -> str:
        return Words(self.t).title(item)

    def ids(self) -> Candidates:
        return ((task.id, self.title(task)) for task in self.plan.items)

    def priorities(self) -> Candidates:
        return ((group.id, self.title(group)) for group in self.plan.groups)

    def nodes(self) -> Candidates:
        """The numbers of the nodes of the one item that is named before."""
        from planctl.plan.ids import task_ids

        named = task_ids(self.plan, self.before)
        nodes = self.plan.task(named[0]).nodes if len(named) == 1 else ()
        return ((str(number), f"{node.due} {node.goal}") for number, node in enumerate(nodes, start=1))

    def rounds(self) -> Candidates:
        return ((one.id, f"{one.from_} – {one.to}") for one in self.plan.rounds)

    def units(self) -> Candidates:
        from planctl.plan.units import known_units

        words = Words.of(self.t, self.plan)
        english = {unit.name: unit.name_en or "" for unit in self.plan.units}
        called = ((name, words.unit(name)) for name in known_units(self.plan))
        return ((shown, english.get(name, "") if shown == name else name) for name, shown in called)

    def other_names_of_units(self) -> Candidates:
        units = self.plan.units
        return ((name, unit.name) for unit in units for name in (unit.name, unit.name_en, *unit.aliases) if name)

    def owners(self) -> Candidates:
        people = (name for task in self.plan.items for name in (task.owner, *(entry.by for entry in task.log)))
        return ((name, "") for name in sorted({name for name in people if name}))

    def statuses(self) -> Candidates:
        from planctl.plan.model import Status

        return ((status.value, self.t(f"status.{status}")) for status in Status)

    def states(self) -> Candidates:
        return (*self.statuses(), ("carried", self.t("column.carried")))

    def grades(self) -> Candidates:
        from planctl.plan.progress import Grade

        return ((grade.value, self.t(f"grade.{grade}")) for grade in Grade)

    def tags(self) -> Candidates:
        return ((tag, "") for tag in sorted({tag for task in self.plan.items for tag in task.tags}))

    def plans(self) -> Candidates:
        from planctl.store import planfile

        here = Path.cwd()
        folders = (planfile.plans_in(folder / planfile.FOLDER) for folder in (here, *here.parents))
        found = next((plans for plans in folders if plans), [])
        return ((path.stem, str(path)) for path in found if re.fullmatch("[0-9]{4}", path.stem))

    def pages(self) -> Candidates:
        from planctl.cli.help import PAGES, TOPICS
        from planctl.cli.table import COMMANDS

        pages = ((name, self.t(f"about.{name}")) for name in (*PAGES, *TOPICS))
        return (*((spec.name, self.t(f"help.{spec.name}")) for spec in COMMANDS if not spec.hidden), *pages)

    def views(self) -> Candidates:
        with suppress(PlanctlError):
            return self.plan.views.items()
        return ()

    def spelled_out(self, words: Sequence[str]) -> list[str] | None:
        """Return ``words`` with the command of a view in place of its name, if they call one."""
        from planctl.cli.app import build_root, place_of_command

        place = place_of_command(words, build_root())
        line = dict(self.views()).get(words[place])
        return [*words[:place], *shlex.split(line), *words[place + 1 :]] if line else None

    def columns(self) -> Candidates:
        from planctl.screen.columns import COLUMN_WORDS

        return ((key, self.t(f"column.{key}")) for key in COLUMN_WORDS)

    def sort_keys(self) -> Candidates:
        from planctl.screen.columns import SORT_WORDS

        return ((str(key), self.t(f"column.{key}")) for key in SORT_WORDS)

    def groupings(self) -> Candidates:
        from planctl.plan.counts import By

        return ((by.value, self.t(f"by.{by}")) for by in By)

    def languages(self) -> Candidates:
        return ((name, "") for name in LANGUAGES)

    def colors(self) -> Candidates:
        from planctl.cli.session import COLOR_WORDS

        return ((name, "") for name in COLOR_WORDS)

    def formats(self) -> Candidates:
        from planctl.report import ReportFormat

        return ((form.value, "") for form in ReportFormat)

    def periods(self) -> Candidates:
        from planctl.plan.duties import Every

        return ((every.value, self.t(f"every.{every}")) for every in Every)

    def templates(self) -> Candidates:
        from planctl.report.template.built_in import NAMES

        return ((name, self.t(f"template.{name}")) for name in NAMES)

    def either(self, metavar: str) -> Candidates:
        return ((name, "") for name in self.t(metavar).split("|"))

    def papers(self) -> Candidates:
        from planctl.report import Paper

        return ((paper.value, "") for paper in Paper)

    def shells(self) -> Candidates:
        return ((name, "") for name in SHELLS)


#: Where values come from, by the key of the name that a help page gives them.
_SOURCES: dict[str, Callable[[_Source], Candidates]] = {
    "metavar.by": _Source.groupings,
    "metavar.color": _Source.colors,
    "metavar.columns": _Source.columns,
    "metavar.draft_as": lambda source: source.either("metavar.draft_as"),
    "metavar.every": _Source.periods,
    "metavar.format": _Source.formats,
    "metavar.grade": _Source.grades,
    "metavar.id": _Source.ids,
    "metavar.ids": _Source.ids,
    "metavar.ids_text": _Source.ids,
    "metavar.keys": _Source.sort_keys,
    "metavar.lang": _Source.languages,
    "metavar.node": _Source.nodes,
    "metavar.owner": _Source.owners,
    "metavar.paper": _Source.papers,
    "metavar.priority": _Source.priorities,
    "metavar.round": _Source.rounds,
    "metavar.shell": _Source.shells,
    "metavar.split": lambda source: source.either("metavar.split"),
    "metavar.waits": _Source.ids,
    "metavar.states": _Source.states,
    "metavar.status": _Source.statuses,
    "metavar.tag": _Source.tags,
    "metavar.template_name": _Source.templates,
    "metavar.unit": _Source.units,
    "metavar.units": _Source.units,
}
#: Where they come from if none of those begins as what is typed.
_OTHERWISE = {"metavar.unit": _Source.other_names_of_units, "metavar.units": _Source.other_names_of_units}
_PATHS = frozenset(f"metavar.{name}" for name in ("evidence", "file", "folder", "plan", "template", "text_file"))
#: What some of those files have a name for.
_NAMED = {"metavar.plan": _Source.plans, "metavar.template": _Source.templates}


# --- bash -------------------------------------------------------------------------------------------------------------


class BashLine:
    """A line that is being typed into bash, read as bash reads it.

    ``words`` are what follows the program's name, without their quotes. What bash replaces by a reply is only the end
    of the last word: what follows the last character of ``breaks`` that stands outside quotes, or an open quote.
    """

    def __init__(self, line: str, breaks: str = "") -> None:
        """Take ``line`` up to the cursor and the characters at which bash breaks words."""
        self.words: list[str] = []
        self.quote = ""
        self.kept = 0
        word: str | None = None
        position = 0
        while position < len(line):
            char, following = line[position], line[position + 1 : position + 2]
            position += 1
            if char == self.quote:
                self.quote = ""
            elif char == "\\" and self.quote != "'" and (not self.quote or following in {'"', "\\", "$", "`"}):
                word = (word or "") + following
                position += 1
            elif self.quote:
                word = (word or "") + char
            elif char in "'\"":
                word, self.quote = word or "", char
                self.kept = len(word)
            elif char.isspace():
                self.words += [] if word is None else [word]
                word, self.kept = None, 0
            else:
                word = (word or "") + char
                self.kept = len(word) if char in breaks else self.kept
        self.words = [*self.words, word or ""][1:] or [""]

    def reply(self, value: str) -> str:
        """Return what bash has to insert so that the last word becomes ``value``."""
        rest = value[self.kept :]
        if self.quote == "'":
            return rest.replace("'", "'\\''")
        return re.sub(r'(["$`\\])' if self.quote else r"([^\w./,:=@%+~\u0080-\U0010ffff-])", r"\\\1", rest)
