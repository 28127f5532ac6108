"""Every reason to fail, reached as users reach it: one line on stderr, its exit code, nothing changed."""

from __future__ import annotations

import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import pytest
from small_plan import SMALL

import planctl
from planctl.cli.table import COMMANDS
from planctl.errors import ExitCode, PlanctlError
from planctl.plan.model import LANGUAGES
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from conftest import MakePlan, Run

for _module in pkgutil.walk_packages(planctl.__path__, "planctl."):
    if not _module.name.endswith("__main__"):
        import_module(_module.name)

HAN = re.compile("[\u3400-\u9fff]+")
KEY = re.compile(r"\b(?:error|reason|change|warning|problem|column|status|grade|option|metavar)\.[a-z_]+\b")


@pytest.fixture
def small(plan: MakePlan) -> Path:
    """Return the small plan."""
    return plan(SMALL)


# --- errors -----------------------------------------------------------------------------------------------------------


class Case(NamedTuple):
    """A command line that ends in an error, and what it needs before: ``prepare`` gets the folder."""

    arguments: list[str]
    code: int
    prepare: Callable[[Path], object] = lambda _: None
    env: Mapping[str, str] = MappingProxyType({})


def _template_there(folder: Path) -> None:
    (folder / "plans" / "2020.toml.md").write_text("words", encoding="utf-8")


def _unreadable(folder: Path) -> None:
    (folder / "plans" / "2020.toml").unlink()
    (folder / "plans" / "2020.toml").symlink_to("2020.toml")


def _too_large(folder: Path) -> None:
    (folder / "plans" / "2020.toml").write_text("#" * (8 * 1024 * 1024 + 1))


def _inspected(folder: Path) -> None:
    path = folder / "plans" / "2020.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + '\n[[inspection]]\nid = "D1"\ntitle = "督察"\n', encoding="utf-8"
    )


def _with_node_moved(folder: Path) -> None:
    _with_node(folder, ", moved = [{ on = 2020-05-01, from = 2020-04-30 }]")


def _with_node(folder: Path, more: str = "") -> None:
    path = folder / "plans" / "2020.toml"
    text = path.read_text(encoding="utf-8")
    node = f'nodes = [{{ due = 2020-06-30, goal = "开题"{more} }}]\n'
    path.write_text(text.replace('id = "1.1"\n', f'id = "1.1"\n{node}', 1), encoding="utf-8")


def _no_plan(folder: Path) -> None:
    shutil.rmtree(folder / "plans")


def _folder_as_plan(folder: Path) -> None:
    (folder / "plans" / "2021.toml").mkdir()


def _broken_plan(folder: Path) -> None:
    (folder / "plans" / "2021.toml").write_text("[[[")


def _not_writable(folder: Path) -> None:
    (folder / "out").write_text("a file, no folder")


def _carried(folder: Path) -> None:
    path = folder / "plans" / "2020.toml"
    link = 'carried_to = "2021:1.1"\nlog = [{ on = 2020-06-01, carried_to = "2021:1.1" }]\nsource = "(一)1"'
    path.write_text(path.read_text(encoding="utf-8").replace('source = "(一)1"', link), encoding="utf-8")


ROUNDS = """
[[round]]
id = "2020-05"
from = 2020-05-01
to = 2020-05-31
until = 2020-05-28
closed = 2020-06-02

[[round]]
id = "2020-06"
from = 2020-06-01
to = 2020-06-30
until = 2020-06-28
"""


def _with_rounds(folder: Path) -> None:
    (folder / "plans/2020.toml").write_text(SMALL + ROUNDS, encoding="utf-8")


def _plan_of_next_year(folder: Path) -> None:
    (folder / "x.json").write_text('{"kind": "plan", "plan": {"year": 2021, "title": "x"}}')


#: Errors by the key of their sentence. Locks, conflicts and damaged writes are in tests/reliability and tests/test_*.
CASES: dict[str, Case] = {
    "error.bad_round": Case(["round", "open", "六月!", "--until", "28"], 2),
    "error.export_form": Case(["export", "-o", "x.pdf"], 2),
    "error.export_output": Case(["export"], 2),
    "error.no_round": Case(["round", "status"], 5),
    "error.nothing_to_freeze": Case(["round", "close", "2020-06", "--on", "2020-06-01"], 2, prepare=_with_rounds),
    "error.round_closed": Case(["round", "close", "2020-05"], 2, prepare=_with_rounds),
    "error.round_days": Case(["round", "open", "midyear", "--until", "2020-06-20"], 2),
    "error.round_exists": Case(["round", "open", "2020-06", "--until", "28"], 2, prepare=_with_rounds),
    "error.round_turned": Case(["round", "open", "2020-06", "--until", "2020-05-28"], 2),
    "error.unknown_round": Case(["round", "status", "2020-07"], 5, prepare=_with_rounds),
    "error.bad_map": Case(["import", "x.csv", "--map", "lead"], 2),
    "error.file_refused": Case(["import", "x.csv"], 7, prepare=lambda folder: (folder / "x.csv").write_text("<html>")),
    "error.import_year": Case(["import", "x.json"], 6, prepare=_plan_of_next_year),
    "error.unknown_command": Case(["lsit"], 2),
    "error.unknown_option": Case(["list", "--staus", "doing"], 2),
    "error.missing_argument": Case(["show"], 2),
    "error.missing_value": Case(["list", "--status"], 2),
    "error.no_value": Case(["update", "1.2", "--due", ""], 2),
    "error.unexpected_value": Case(["list", "--all=1"], 2),
    "error.not_text": Case(["note", "1.2", "-m", "\udcff"], 2),
    "error.form_unknown": Case(["list", "-o", "x.pdf"], 2),
    "error.format_unknown": Case(["summary", "-o", "x.xyz"], 2),
    "error.carry_year": Case(["carry", "2020"], 2),
    "error.example_year": Case(["init", "2021", "--example"], 2),
    "error.extra_argument": Case(["units", "1.1"], 2),
    "error.extra_id": Case(["list", "1.1"], 2),
    "error.extra_word": Case(["list", "1"], 2),
    "error.bad_date": Case(["list", "--as-of", "2020-02-30"], 2),
    "error.bad_number": Case(["update", "1.1", "-r", "36%"], 2),
    "error.bad_id": Case(["show", "-", "--json"], 2),
    "error.bad_choice": Case(["list", "--columns", "titel"], 2),
    "error.reason_required": Case(["block", "1.2"], 2),
    "error.nothing_to_change": Case(["update", "1.2"], 2),
    "error.conflicting_options": Case(["list", "--json", "--plain"], 2),
    "error.option_needed": Case(["add", "新", "-p", "1", "--baseline", "3"], 2),
    "error.bad_year": Case(["init", "20"], 2),
    "error.bad_target": Case(["add", "新", "-p", "1", "--target", "0"], 2),
    "error.same_level": Case(["add", "新", "-p", "1", "--target", "5", "--from", "5"], 2),
    "error.several_leads": Case(["assign", "1.2", "-l", "甲,乙", "--new-unit"], 2),
    "error.confirmation_needed": Case(["remove", "1.2"], 2),
    "error.no_editor": Case(["edit", "1.2"], 2),
    "error.editor_not_found": Case(["edit", "1.2"], 7, env={"EDITOR": "no-such-editor-here"}),
    "error.editor_stopped": Case(["edit", "1.2"], 7, env={"EDITOR": "sh -c 'echo x > $0; false'"}),
    "error.edited_not_utf8": Case(["edit", "1.2"], 7, env={"EDITOR": 'sh -c \'printf "\\377" > "$0"\''}),
    "error.bad_clock": Case(["list"], 2, env={"PLANCTL_TODAY": "soon"}),
    "error.no_plan": Case(["list"], 3, _no_plan),
    "error.no_such_plan": Case(["list", "--plan", "2019"], 3),
    "error.unknown_task": Case(["show", "9.9"], 5),
    "error.unknown_group": Case(["list", "-p", "9"], 5),
    "error.unknown_unit": Case(["assign", "1.2", "-l", "省司法庁"], 5),
    "error.no_such_unit": Case(["list", "-l", "省信访局"], 5),
    "error.unknown_status": Case(["list", "-s", "doig"], 5),
    "error.no_source_text": Case(["show", "1.2", "--text", "plans/2020.toml"], 5),
    "error.editor_failed": Case(["edit", "1.2"], 7, env={"EDITOR": "false"}),
    "error.edited_task_invalid": Case(["edit", "1.2"], 4, env={"EDITOR": "sed -i s/todo/nonsense/"}),
    "error.cannot_read": Case(["list"], 7, _unreadable),
    "error.not_a_file": Case(["list", "--plan", "2021"], 7, _folder_as_plan),
    "error.too_large": Case(["list"], 7, _too_large),
    "error.cannot_write": Case(["summary", "-o", "out/x.md"], 7, _not_writable),
    "error.file_exists": Case(["summary", "-o", "out", "--format", "text"], 7, _not_writable),
    "error.output_is_plan": Case(["summary", "-o", "plans/2020.toml", "--format", "text", "--yes"], 7),
    "error.plan_exists": Case(["init", "2020"], 7),
    "error.broken_plan_exists": Case(["init", "2021"], 7, _broken_plan),
    "error.bad_step": Case(["undo", "first"], 2),
    "error.nothing_to_restore": Case(["restore"], 1),
    "error.not_a_repository": Case(["git", "setup"], 2),
    "error.nothing_to_undo": Case(["undo"], 1),
    "error.nothing_to_redo": Case(["redo"], 1),
    "error.days_turned": Case(["diff", "2020-06-30", "2020-06-29"], 2),
    "error.bad_period": Case(["summary", "--period", "2020-13"], 2),
    "error.period_not_begun": Case(["summary", "--period", "2020-12"], 2),
    "error.template_exists": Case(["template", "brief", "-o", "plans/2020.toml.md"], 7, _template_there),
    "error.empty_period": Case(["summary", "--since", "2020-12-01", "--as-of", "2020-06-30"], 2),
    "error.closed_task": Case(["start", "1.1"], 2),
    "error.carried_task": Case(["start", "1.2"], 2, _carried),
    "error.option_for_day": Case(["done", "1.2", "-d", "5-1"], 2),
    "error.option_of_another": Case(["start", "1.2", "--lead", "省司法厅"], 2),
    "error.quotes_needed": Case(["note", "1.2", "a", "b"], 2),
    "error.waits_in_circle": Case(["set", "1.2", "--waits-for", "1.2"], 2),
    "error.not_submitted": Case(["return", "1.2", "-m", "x"], 2),
    "error.return_reason": Case(["return", "1.2"], 2),
    "error.unknown_entry": Case(["amend", "1.1", "3", "-m", "x"], 5),
    "error.bad_entry_number": Case(["amend", "1.1", "last", "-m", "x"], 2),
    "error.not_its_evidence": Case(["amend", "2.1", "--remove-evidence", "x"], 5),
    "error.nothing_left": Case(["amend", "2.1", "--no-status", "--no-note"], 2),
    "error.lasting_entry": Case(["amend", "1.2", "--delete"], 2, _carried),
    "error.no_target": Case(["set", "1.2", "--from", "3"], 2),
    "error.same_title": Case(["set", "1", "--title", "x"], 2),
    "error.same_group": Case(["move", "1.2", "--to", "1"], 2),
    "error.other_kind": Case(["move", "1.1", "--to", "D1"], 2, _inspected),
    "error.no_such_field": Case(["set", "1.1", "--hard"], 2),
    "error.no_duty": Case(["set", "1.1", "--every", "month"], 2),
    "error.duty_no_status": Case(["update", "1.1", "-s", "ongoing"], 2),
    "error.unknown_node": Case(["node", "done", "1.1", "1"], 5),
    "error.same_goal": Case(["node", "add", "1.1", "Q3", "开题"], 2, _with_node),
    "error.node_reason": Case(["node", "move", "1.1", "1", "Q3"], 2, _with_node),
    "error.node_moved_later": Case(
        ["node", "move", "1.1", "开题", "Q4", "-m", "x", "--on", "2020-03-01"], 2, _with_node_moved
    ),
    "error.same_group_title": Case(["group", "add", "重点一"], 2),
    "error.group_not_empty": Case(["group", "remove", "1"], 2),
    "error.negative_reading": Case(["update", "1.2", "-r", "-500"], 2),
}
#: These need a race, a full disk, a terminal or a fault of the program, and are tried where those are.
ELSEWHERE = {
    "error",
    "error.usage",
    "error.answer_not_written",
    "error.cannot_take_back",
    "error.conflict",
    "error.edit_failed",
    "error.paper_of_language",  # of a Chinese document alone
    "error.draft_into",  # this and the next are of texts: commands/test_draft, draft/test_documents
    "error.draft_no_chapter",
    "error.draft_no_text",
    "error.draft_nothing",
    "error.draft_only_tables",
    "error.draft_other_year",
    "error.draft_output",
    "error.draft_plan",
    "error.draft_section",
    "error.draft_too_large",
    "error.draft_unnumbered",
    "error.draft_year",
    "error.git_failed",
    "error.locked",
    "error.made_plan",
    "error.merge_conflict",
    "error.missing_package",
    "error.mount_point",
    "error.no_plan_in_step",
    "error.not_in_effect",
    "error.output_needed",
    "error.plan_invalid",
    "error.template_invalid",
    "error.plan_shrank",
    "error.too_long_for_cell",
    "error.undo_conflict",
    "error.unknown_step",
}


def _classes(above: type[PlanctlError]) -> Iterator[type[PlanctlError]]:
    yield above
    for below in above.__subclasses__():
        yield from _classes(below)


def _shape(t: Translator, key: str) -> re.Pattern[str]:
    """Return what a sentence of the catalogue looks like when it is filled in."""
    message = t.messages[key]
    forms = message if isinstance(message, tuple) else (message,)
    return re.compile("|".join(re.sub(r"\\{\w+\\}", ".*", re.escape(form)) for form in forms))


def test_every_error_is_in_the_table_or_tried_elsewhere() -> None:
    keys = {cls.key for cls in _classes(PlanctlError) if cls.__module__.startswith("planctl.")}
    assert keys - ELSEWHERE == set(CASES)


@pytest.fixture
def folder(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the small plan, where a text that cannot be used is kept, too."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", CASES)
def test_an_error_is_one_line_on_stderr_with_its_exit_code(run: Run, folder: Path, language: str, key: str) -> None:
    case = CASES[key]
    case.prepare(folder)
    result = run("--lang", language, *case.arguments, env=dict(case.env))
    assert (result.code, result.out) == (case.code, ""), result.err
    t = Translator(language)
    *before, line = result.err.splitlines()
    assert _shape(t, key).search(line), line
    assert len(before) == (key == "error.edited_task_invalid")  # which says first what is wrong with the text
    assert KEY.findall(line) == []
    assert not re.search(r"[{}]", line)
    if language == "en":
        typed = "".join(case.arguments) + SMALL
        assert all(word in typed for word in HAN.findall(line)), line


@pytest.mark.parametrize("key", [key for key in CASES if CASES[key].code != ExitCode.NO_PLAN])
def test_an_error_leaves_the_plan_as_it_was(run: Run, folder: Path, key: str) -> None:
    case = CASES[key]
    case.prepare(folder)
    before = {path: path.read_bytes() for path in folder.glob("plans/*.toml") if path.is_file()}
    run(*case.arguments, env=dict(case.env))
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["lst"], "list"),
        (["git", "setpu"], "setup"),
        (["list", "--stat", "doing"], "--status"),
        (["list", "--due", "eoy"], "--due-before"),
        (["show", "5.81"], "5.8"),
        (["list", "-s", "doig"], "doing"),
        (["list", "-s", "推进"], "推进中"),
        (["list", "--columns", "titel"], "title"),
        (["list", "--sort", "deu"], "due"),
        (["progress", "--by", "led"], "lead"),
        (["add", "x", "-p", "5a"], "5"),
        (["completion", "bsh"], "bash"),
        (["check", "--fxi"], "--fix"),
    ],
)
def test_what_is_mistyped_is_answered_with_what_may_be_meant(
    run: Run, plan: MakePlan, typed: list[str], meant: str
) -> None:
    plan()
    english, chinese = run("--lang", "en", *typed).err, run("--lang", "zh", *typed).err
    assert re.search(rf"Did you mean .*{re.escape(meant)}(?!\w).*\?$", english, re.MULTILINE)
    assert re.search(rf"是不是想写 .*{re.escape(meant)}(?!\w).*？$", chinese, re.MULTILINE)


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        (["list", "5.8"], "planctl show 5.8"),
        (["board", "5.8", "5.9"], "planctl show 5.8 5.9"),
        (["timeline", "1.1..1.4"], "planctl show 1.1..1.4"),
        (["list", "５．８"], "planctl show ５．８"),
        (["list", "5"], "planctl list -p 5"),
        (["progress", "5.*", "3"], "planctl progress -p '5.*,3'"),
        (["list", "-s", "todo", "调解", "工作"], "planctl list -g '调解 工作'"),
    ],
)
def test_who_gives_ids_to_a_list_is_told_the_command_that_works(
    run: Run, plan: MakePlan, typed: list[str], instead: str
) -> None:
    plan()
    for language in LANGUAGES:
        refused = run("--lang", language, *typed)
        assert (refused.code, refused.out) == (ExitCode.USAGE, "")
        assert re.search(rf"{re.escape(instead)}[?？]?$", refused.err.rstrip("\n"))
    assert run(*shlex.split(instead)[1:]).code == ExitCode.OK


@pytest.mark.parametrize(
    "typed", [["list", "--qqq"], ["undo", "--as-of", "eoy"], ["--by", "x", "show", "5.8"], ["--x"]]
)
def test_an_unknown_option_is_answered_with_the_page_that_has_all(run: Run, plan: MakePlan, typed: list[str]) -> None:
    plan()
    refused = run("--lang", "en", *typed)
    command = next((word for word in typed if word in {"list", "undo", "show"}), "")
    page = f"planctl {command} --help".replace("  ", " ")
    assert refused.err.endswith(f"To see all: {page}\n"), refused.err
    assert run(*page.split()[1:]).code == ExitCode.OK


@pytest.mark.parametrize("typed", [["xyzzy"], ["help", "xyzzy"], ["git", "xyzzy"]])
def test_an_unknown_command_is_answered_with_the_page_that_has_all(run: Run, typed: list[str]) -> None:
    told = run("--lang", "en", *typed).err
    page = re.search(r"All commands: planctl (.*?)(?:\.|$)", told.rstrip("\n"))
    assert page, told
    assert ("setup" if typed[0] == "git" else "completion") in run("--lang", "en", *page[1].split()).out


def test_what_resembles_nothing_gets_no_guess(run: Run, plan: MakePlan) -> None:
    plan()
    assert "Did you mean" not in run("--lang", "en", "list", "--version").err
    assert "Did you mean" not in run("--lang", "en", "xyzzy").err


def test_the_system_s_reasons_are_told_in_the_language_of_the_reader(run: Run, plan: MakePlan) -> None:
    plan()
    assert "没有这个文件或文件夹" in run("--lang", "zh", "show", "1.1", "--text", "nowhere.txt").err
    assert "这是文件夹" in run("--lang", "zh", "show", "1.1", "--text", ".").err
    assert "no such file or folder" in run("--lang", "en", "show", "1.1", "--text", "nowhere.txt").err


def test_an_unusable_plan_is_told_fault_by_fault_and_not_changed(run: Run, plan: MakePlan) -> None:
    path = plan(SMALL.replace('status = "todo"', 'status = "x"').replace('id = "2.1"', 'id = "1.1"'))
    for arguments in ([], ["list"], ["done", "1.1"], ["progress", "--json"], ["check", "--fix"]):
        result = run("--lang", "zh", *arguments)
        told = result.out if arguments[:1] == ["check"] else result.err
        assert result.code == (ExitCode.NO if arguments[:1] == ["check"] else ExitCode.INVALID)
        assert [line.split(": ")[0] for line in told.splitlines()] == [
            f"plans/2020.toml:{line}" for line in (34, 43, 43)
        ]
        assert (result.out, result.err) in {(told, ""), ("", told)}
    assert 'status = "x"' in path.read_text(encoding="utf-8")


def test_the_documented_commands_are_there() -> None:
    documented = {"list", "show", "progress", "board", "timeline", "units", "log", "summary"}
    documented |= {"assign", "update", "start", "submit", "done", "block", "drop", "reopen", "note", "add", "edit"}
    documented |= {"remove", "undo", "redo", "restore", "check", "init", "carry", "git", "merge-driver", "completion"}
    documented |= {"schema"}
    assert documented <= {spec.name for spec in COMMANDS}


# --- what is loaded ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (
            ["list", "--json"],
            {"rich", "tomli_w", "docx", "planctl.screen.tables", "planctl.screen.people"},
        ),
        (["progress", "--plain"], {"rich", "tomli_w", "docx", "json", "planctl.screen.tables"}),
        (["show", "1.1"], {"rich", "tomli_w", "docx", "json", "planctl.toml.edits"}),
        (["check", "--strict"], {"rich", "tomli_w", "docx", "planctl.toml.edits", "planctl.screen.tables"}),
        (["summary"], {"rich", "tomli_w", "docx", "planctl.toml.edits"}),
        (["start", "1.2"], {"rich", "docx", "planctl.report", "planctl.screen.tables", "planctl.screen.people"}),
        (
            ["--help"],
            {"rich", "tomli_w", "docx", "json", "planctl.cli.commands.view", "planctl.cli.commands.edit"},
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(small: Path, arguments: list[str], absent: set[str]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "planctl", *arguments]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60)
    loaded = {line.rpartition("|")[2].strip() for line in found.stderr.splitlines() if line.startswith("import time:")}
    assert "planctl.cli.app" in loaded
    assert loaded & absent == set()
    assert [name for name in absent if name.startswith("planctl.") and not find_spec(name)] == [], "not there at all"
