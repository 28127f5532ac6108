"""Help pages: complete, in both languages, within the screen, and with examples that can be typed as they stand."""

from __future__ import annotations

import re
import shlex
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from planctl.cells import width
from planctl.cli.app import build
from planctl.cli.table import COMMANDS, CommandSpec, find_command
from planctl.errors import ExitCode
from planctl.plan.model import LANGUAGES
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import MakePlan, Run

KEY = re.compile(r"\b(?:option|argument|metavar|section|example|help)\.[a-z_]+")


def paths(specs: tuple[CommandSpec, ...] = COMMANDS, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for spec in specs:
        yield (*above, spec.name)
        yield from paths(spec.commands, (*above, spec.name))


PATHS = ((), *paths())
GROUPS = {spec.name for spec in COMMANDS if spec.commands}
PAGES = tuple(path for path in PATHS if path and (len(path) > 1 or path[0] not in GROUPS))


def examples() -> Iterator[Any]:
    """Every example on a help page as a line to type, without what is said about it and without redirections."""
    for language in LANGUAGES:
        t = Translator(language)
        for path in PATHS:
            key = f"example.{'_'.join(path) or 'planctl'}"
            for line in t(key).splitlines() if t.has(key) else ():
                command = re.split(r"\s{2,}| [<>] ", line)[0]
                if command.startswith("planctl") and "%" not in command:  # which git fills in
                    yield pytest.param(language, shlex.split(command)[1:], id=f"{language}: {command}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS, ids=" ".join)
@pytest.mark.parametrize("columns", ["60", "100", "300"])
def test_a_page_is_complete_and_within_the_screen(run: Run, language: str, path: tuple[str, ...], columns: str) -> None:
    result = run("--lang", language, *path, "--help", env={"COLUMNS": columns})
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert KEY.findall(result.out) == []
    examples_apart = [line for line in result.out.splitlines() if not line.startswith("  planctl")]
    assert max(map(width, examples_apart)) <= min(int(columns), 100)
    assert " ".join(("planctl", *path)) in result.out.splitlines()[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_program_lists_every_command_for_people_with_what_it_does(run: Run, language: str) -> None:
    page = run("--lang", language, "-h").out
    t = Translator(language)
    for spec in COMMANDS:
        about = t(f"help.{spec.name}")
        lines = [line for line in page.splitlines() if line.startswith(f"  {spec.name}")]
        assert [about[:8] in line for line in lines] == ([] if spec.hidden else [True])
    for code in (code.value for code in ExitCode if code < ExitCode.BUG):
        assert re.search(rf"(?<!\d){code}(?!\d)", page), f"exit code {code} is not explained"


@pytest.mark.parametrize("path", PAGES, ids=" ".join)
def test_a_page_names_every_option_of_its_command(run: Run, path: tuple[str, ...]) -> None:
    specs: tuple[CommandSpec, ...] = COMMANDS
    spec: CommandSpec | None = None
    for name in path:
        spec = find_command(name, specs)
        assert spec is not None, "PATHS are of commands that are there"
        specs = spec.commands
    page = run(*path, "-h").out
    assert spec is not None, "and no path is empty"
    for item in build(spec).params:
        for name in item.opts if item.param_type_name == "option" and not item.hidden else ():
            assert re.search(rf"{re.escape(name)}(?![\w-])", page), f"{name} is missing"


def test_examples_come_before_options(run: Run) -> None:
    page = run("--lang", "en", "update", "-h").out
    assert page.index("planctl update 5") < page.index("--reading") < page.index("--as-of")


def test_three_ways_to_ask_for_a_page(run: Run) -> None:
    page = run("list", "--help")
    assert page.code == ExitCode.OK
    assert run("list", "-h") == page
    assert run("help", "list") == page
    assert run("help") == run("--help")


def test_a_page_needs_neither_a_plan_nor_valid_arguments(run: Run) -> None:
    assert run("show", "--help").code == ExitCode.OK
    assert run("list", "--plan", "nowhere.toml", "-h").code == ExitCode.OK


def test_a_piped_page_is_the_page_on_a_screen(run: Run) -> None:
    assert run("list", "-h") == run("list", "-h", terminal=True)


@pytest.mark.parametrize(("language", "arguments"), tuple(examples()))
def test_an_example_is_accepted(run: Run, plan: MakePlan, tmp_path: Path, language: str, arguments: list[str]) -> None:
    path = tmp_path if arguments[:1] == ["init"] else plan()
    if arguments[:1] == ["reopen"]:
        assert run("done", arguments[1]).code == ExitCode.OK
    if arguments[:1] == ["git"]:
        subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    for name in arguments[arguments.index("--text") + 1 :][:1] if "--text" in arguments else ():
        (tmp_path / name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    env = {"EDITOR": "true", "PLANCTL_LANG": language}
    result = run(*arguments, stdin="from standard input", env=env, terminal=arguments[:1] == ["remove"])
    refusals = {ExitCode.USAGE, ExitCode.NO_PLAN, ExitCode.INVALID, ExitCode.IO, ExitCode.BUG}
    assert result.code not in refusals, result.err
