"""Help pages: complete, in both languages, within the screen, and with examples that can be typed as they stand."""

from __future__ import annotations

import re
import shlex
import subprocess
from typing import TYPE_CHECKING, Any

import docx
import pytest
from official_texts import FINDINGS
from places import ROOT

from planctl.cells import width
from planctl.cli import help as help_pages
from planctl.cli.app import build
from planctl.cli.options import is_shared
from planctl.cli.table import COMMANDS, EVERYDAY, CommandSpec, find_command
from planctl.errors import ExitCode
from planctl.plan.model import LANGUAGES, Status
from planctl.plan.progress import Grade
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import MakePlan, Run

KEY = re.compile(r"\b(?:option|argument|metavar|section|example|help|about|topic|which)\.[a-z_]+")
HAN = re.compile("[\u3400-\u9fff]")
SECTION = (ROOT / "examples" / "section-three.txt").read_text(encoding="utf-8")
FURTHER = (*help_pages.PAGES, *help_pages.TOPICS)


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
@pytest.mark.parametrize("name", FURTHER)
@pytest.mark.parametrize("columns", ["60", "100", "300"])
def test_a_page_about_something_else_is_complete_and_within_the_screen(
    run: Run, language: str, name: str, columns: str
) -> None:
    result = run("help", name, "--lang", language, env={"COLUMNS": columns})
    assert (result.code, result.err) == (ExitCode.OK, "")
    assert KEY.findall(result.out) == []
    assert max(map(width, result.out.splitlines())) <= min(int(columns), 100)
    assert name in run("help", "--lang", language).out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_has_the_everyday_commands_and_another_one_has_all(run: Run, language: str) -> None:
    first, everything = (run("--lang", language, "help", *name).out for name in ((), ("all",)))
    t = Translator(language)
    for spec in COMMANDS:
        about = t(f"help.{spec.name}")
        told = [
            [about[:8] in line for line in page.splitlines() if line.startswith(f"  {spec.name}")]
            for page in (first, everything)
        ]
        assert told[1] == ([] if spec.hidden else [True])
        assert any(told[0]) is (spec.name in EVERYDAY)
    assert len(EVERYDAY) == len(set(EVERYDAY)) <= 22


def test_the_everyday_commands_are_there() -> None:
    assert [name for name in (*EVERYDAY, *help_pages.WHICH) if not find_command(name)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_exit_codes_and_the_environment_are_explained(run: Run, language: str) -> None:
    page = run("--lang", language, "help", "options").out
    for code in (code.value for code in ExitCode):
        assert re.search(rf"^  {code} ", page, re.MULTILINE), f"exit code {code} is not explained"
    for name in ("PLANCTL_PLAN", "PLANCTL_LANG", "PLANCTL_BY", "PLANCTL_PAGER", "PLANCTL_TODAY", "NO_COLOR"):
        assert name in page


@pytest.mark.parametrize("path", PAGES, ids=" ".join)
def test_a_page_names_every_option_of_its_own_and_where_the_shared_ones_are(run: Run, path: tuple[str, ...]) -> None:
    specs: tuple[CommandSpec, ...] = COMMANDS
    spec: CommandSpec | None = None
    for name in path:
        spec = find_command(name, specs)
        assert spec is not None, "PATHS are of commands that are there"
        specs = spec.commands
    page, shared = run(*path, "-h").out, run("help", "options").out
    assert spec is not None, "and no path is empty"
    for item in build(spec).params:
        for name in item.opts if item.param_type_name == "option" and not item.hidden else ():
            place = shared if is_shared(item) else page
            assert re.search(rf"{re.escape(name)}(?![\w-])", place), f"{name} is missing"
    assert page.splitlines()[-1].endswith("planctl help options")


def test_an_english_page_has_english_examples(run: Run) -> None:
    pages = [run("--lang", "en", *path, "--help").out for path in PATHS]
    pages += [run("--lang", "en", "help", name).out for name in FURTHER]
    assert [line for page in pages for line in page.splitlines() if HAN.search(line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_on_the_pages_about_dates_and_ids_is_understood(run: Run, plan: MakePlan, language: str) -> None:
    plan()
    for name, separator, command in (("dates", "[,、] ?", ("list", "--as-of")), ("ids", "[,、] ?| ", ("show",))):
        forms = [line for line in Translator(language)(f"topic.{name}").split("\n") if "\t" in line]
        assert len(forms) > 4
        for form in (form for line in forms for form in re.split(separator, line.partition("\t")[0])):
            assert run(*command, form.strip("'")).code == ExitCode.OK, form


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_about_statuses_has_every_status_and_grade(run: Run, language: str) -> None:
    page = run("--lang", language, "help", "statuses").out
    assert [status for status in Status if not re.search(rf"^  {status} ", page, re.MULTILINE)] == []
    assert [grade for grade in Grade if not re.search(rf"^  (\S+[,、] ?)?{grade}[ ,、]", page, re.MULTILINE)] == []


def test_examples_come_before_options(run: Run) -> None:
    page = run("--lang", "en", "update", "-h").out
    assert page.index("planctl update 5") < page.index("--reading") < page.index("--as-of")
    assert page.count("--json") == 1


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


def write_text_to_draft(path: Path, kind: str) -> None:
    """Write the section of the plan of 2020, or what an inspection found, as Word or as plain text."""
    lines = (FINDINGS if kind == "inspection" else SECTION).splitlines()
    if path.suffix == ".docx":
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(str(path))
    else:
        path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize(("language", "arguments"), tuple(examples()))
def test_an_example_is_accepted(run: Run, plan: MakePlan, tmp_path: Path, language: str, arguments: list[str]) -> None:
    makes_plan = arguments[:1] == ["init"] or (arguments[:1] == ["draft"] and "-o" in arguments)
    path = tmp_path if makes_plan else plan()
    if arguments[:1] == ["reopen"]:
        assert run("done", arguments[1]).code == ExitCode.OK
    if arguments[:1] == ["return"]:
        assert run("submit", arguments[1]).code == ExitCode.OK
    if arguments[:1] == ["git"]:
        subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    for name in arguments[arguments.index("--text") + 1 :][:1] if "--text" in arguments else ():
        (tmp_path / name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    if arguments[:1] == ["draft"]:
        write_text_to_draft(tmp_path / arguments[1], "inspection" if "inspection" in arguments else "plan")
    if arguments[:1] == ["import"]:
        head = "任务名称,承办单位,负责人" if language == "zh" else "Task,Done by,Owner"
        (tmp_path / arguments[1]).write_text(f"{head}\n甲,省司法厅,王芳\n", encoding="utf-8")
    env = {"EDITOR": "true", "PLANCTL_LANG": language}
    result = run(*arguments, stdin="from standard input", env=env, terminal=arguments[:1] in (["import"], ["remove"]))
    refusals = {ExitCode.USAGE, ExitCode.NO_PLAN, ExitCode.INVALID, ExitCode.IO, ExitCode.BUG}
    assert result.code not in refusals, result.err


@pytest.mark.parametrize("group", [spec.name for spec in COMMANDS if spec.commands])
def test_the_page_of_a_group_takes_the_language_behind_it(run: Run, group: str) -> None:
    for language in LANGUAGES:
        assert run(group, "-h", "--lang", language).out == run("--lang", language, group, "-h").out != ""
