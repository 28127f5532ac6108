"""The contracts that every command keeps: exit codes, what stdout carries, JSON, plain lines, pages, languages."""

from __future__ import annotations

import json
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import pytest

import planctl
from planctl.cells import width
from planctl.cli import app
from planctl.errors import ExitCode, PlanctlError
from planctl.i18n import LANGUAGES, Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

for _module in pkgutil.walk_packages(planctl.__path__, "planctl."):
    if not _module.name.endswith("__main__"):
        import_module(_module.name)

EXAMPLE = Path(__file__).parents[2] / "examples" / "2020.toml"
HAN = re.compile("[\u3400-\u9fff]+")
KEY = re.compile(r"\b(?:error|reason|change|warning|problem|column|status|grade|option|metavar)\.[a-z_]+\b")

SMALL = """\
format = 1
year = 2020
title = "小计划"
title_en = "A small plan"
lang = "zh"

[[unit]]
name = "省司法厅"
aliases = ["司法厅"]
name_en = "Department of Justice"

[[priority]]
id = "1"
title = "重点一"
title_en = "First"

[[priority.task]]
id = "1.1"
title = "完成的"
title_en = "Done one"
status = "done"
lead = "省司法厅"
target = { amount = 100, unit = "个", baseline = 129 }
reading = 100
log = [
  { on = 2020-03-02, by = "张三", lead = "省司法厅" },
  { on = 2020-06-30, status = "done", reading = 100, note = "验收", evidence = ["a.pdf"] },
]

[[priority.task]]
id = "1.2"
title = "逾期的"
due = 2020-05-31
status = "todo"
source = "(一)1"
tags = ["甲"]

[[priority]]
id = "2"
title = "重点二"

[[priority.task]]
id = "2.1"
title = "受阻的"
title_en = "Blocked one"
status = "blocked"
log = [
  { on = 2020-06-01, status = "blocked", note = "等批复" },
]
"""

READING = {
    "overview": ([], "overview"),
    "list": (["list", "--all"], "tasks"),
    "show": (["show", "1.1,2.1"], "tasks"),
    "progress": (["progress"], "progress"),
    "progress --by unit": (["progress", "--by", "unit"], "progress"),
    "board": (["board"], "board"),
    "timeline": (["timeline"], "tasks"),
    "units": (["units"], "units"),
    "log": (["log"], "log"),
    "summary": (["summary"], "summary"),
    "undo --list": (["undo", "--list"], "steps"),
}
WRITING = {
    "assign": ["assign", "1.2", "--lead", "省司法厅"],
    "update": ["update", "1.2", "-m", "备注"],
    "start": ["start", "1.2"],
    "submit": ["submit", "1.2"],
    "done": ["done", "1.2", "-e", "b.pdf"],
    "block": ["block", "1.2", "-m", "原因"],
    "drop": ["drop", "1.2", "-m", "原因"],
    "reopen": ["reopen", "1.1"],
    "note": ["note", "1.2", "-m", "备注"],
    "add": ["add", "新任务", "-p", "2"],
    "edit": ["edit", "1.2"],
    "remove": ["remove", "1.2", "--yes"],
    "undo": ["undo"],
    "redo": ["redo"],
    "check --fix": ["check", "--fix"],
    "carry": ["carry", "2021"],
    "init": ["init", "2022"],
}


@pytest.fixture
def small(plan) -> Path:
    """Return a small plan with a step to undo, and an editor that starts the task it is given."""
    return plan(SMALL)


def prepare(run, name: str) -> dict[str, str]:
    """Make what a command needs to have something to do, and return the environment it needs."""
    if name in {"undo", "redo", "undo --list"}:
        run("note", "1.2", "-m", "一步")
    if name == "redo":
        run("undo")
    return {"EDITOR": "sed -i s/todo/doing/"}


# --- errors -----------------------------------------------------------------------------------------------------------


class Case(NamedTuple):
    """A command line that ends in an error, and what it needs before: ``prepare`` gets the folder."""

    arguments: list[str]
    code: int
    prepare: Callable[[Path], object] = lambda _: None
    env: Mapping[str, str] = MappingProxyType({})


def _unreadable(folder: Path) -> None:
    (folder / "plans" / "2020.toml").unlink()
    (folder / "plans" / "2020.toml").symlink_to("2020.toml")


def _too_large(folder: Path) -> None:
    (folder / "plans" / "2020.toml").write_text("#" * (8 * 1024 * 1024 + 1))


def _no_plan(folder: Path) -> None:
    shutil.rmtree(folder / "plans")


def _folder_as_plan(folder: Path) -> None:
    (folder / "plans" / "2021.toml").mkdir()


def _not_writable(folder: Path) -> None:
    (folder / "out").write_text("a file, no folder")


#: Errors by the key of their sentence. Locks, conflicts and damaged writes are in tests/reliability and tests/test_*.
CASES: dict[str, Case] = {
    "error.unknown_command": Case(["lsit"], 2),
    "error.unknown_option": Case(["list", "--staus", "doing"], 2),
    "error.missing_argument": Case(["show"], 2),
    "error.missing_value": Case(["list", "--status"], 2),
    "error.unexpected_value": Case(["list", "--all=1"], 2),
    "error.not_text": Case(["note", "1.2", "-m", "\udcff"], 2),
    "error.format_unknown": Case(["summary", "-o", "x.xyz"], 2),
    "error.carry_year": Case(["carry", "2020"], 2),
    "error.example_year": Case(["init", "2021", "--example"], 2),
    "error.extra_argument": Case(["list", "1.1"], 2),
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
    "error.several_leads": Case(["assign", "1.2", "-l", "甲,乙", "--new-unit"], 2),
    "error.confirmation_needed": Case(["remove", "1.2"], 2),
    "error.no_editor": Case(["edit", "1.2"], 2),
    "error.id_changed": Case(["edit", "1.2"], 2, env={"EDITOR": "sed -i s/1.2/1.9/"}),
    "error.bad_clock": Case(["list"], 2, env={"PLANCTL_TODAY": "soon"}),
    "error.no_plan": Case(["list"], 3, _no_plan),
    "error.no_such_plan": Case(["list", "--plan", "2019"], 3),
    "error.unknown_task": Case(["show", "9.9"], 5),
    "error.unknown_priority": Case(["list", "-p", "9"], 5),
    "error.unknown_unit": Case(["assign", "1.2", "-l", "省司法庁"], 5),
    "error.no_such_unit": Case(["list", "-l", "省信访局"], 5),
    "error.unknown_status": Case(["list", "-s", "doig"], 5),
    "error.no_source_text": Case(["show", "1.2", "--text", "plans/2020.toml"], 5),
    "error.editor_failed": Case(["edit", "1.2"], 7, env={"EDITOR": "false"}),
    "error.edited_task_invalid": Case(["edit", "1.2"], 4, env={"EDITOR": "sed -i s/todo/nonsense/"}),
    "error.cannot_read": Case(["list"], 7, _unreadable),
    "error.not_a_file": Case(["list"], 7, _folder_as_plan),
    "error.too_large": Case(["list"], 7, _too_large),
    "error.cannot_write": Case(["summary", "-o", "out/x.md"], 7, _not_writable),
    "error.file_exists": Case(["init", "2020"], 7),
    "error.not_a_repository": Case(["git", "setup"], 2),
    "error.nothing_to_undo": Case(["undo"], 1),
    "error.nothing_to_redo": Case(["redo"], 1),
}
#: These need a race, a full disk, a terminal or a fault of the program, and are tried where those are.
ELSEWHERE = {
    "error",
    "error.usage",
    "error.answer_not_written",
    "error.conflict",
    "error.edit_failed",
    "error.git_failed",
    "error.locked",
    "error.merge_conflict",
    "error.missing_package",
    "error.mount_point",
    "error.output_needed",
    "error.plan_invalid",
    "error.plan_shrank",
    "error.undo_conflict",
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


def test_every_error_is_in_the_table_or_tried_elsewhere():
    keys = {cls.key for cls in _classes(PlanctlError) if cls.__module__.startswith("planctl.")}
    assert keys - ELSEWHERE == set(CASES)


@pytest.fixture
def folder(small, tmp_path, monkeypatch) -> Path:
    """Return the folder of the small plan, where a text that cannot be used is kept, too."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", CASES)
def test_an_error_is_one_line_on_stderr_with_its_exit_code(run, folder, language, key):
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
def test_an_error_leaves_the_plan_as_it_was(run, folder, key):
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
        (["show", "5.81"], "5.8"),
        (["list", "-s", "doig"], "doing"),
        (["list", "-s", "推进"], "推进中"),
        (["list", "--columns", "titel"], "title"),
        (["list", "--sort", "deu"], "due"),
        (["progress", "--by", "led"], "lead"),
        (["add", "x", "-p", "5.*"], "5"),
        (["completion", "bsh"], "bash"),
        (["check", "--fxi"], "--fix"),
    ],
)
def test_what_is_mistyped_is_answered_with_what_may_be_meant(run, plan, typed, meant):
    plan()
    english, chinese = run("--lang", "en", *typed).err, run("--lang", "zh", *typed).err
    assert re.search(rf"Did you mean .*{re.escape(meant)}(?!\w).*\?$", english, re.MULTILINE)
    assert re.search(rf"是不是想写 .*{re.escape(meant)}(?!\w).*？$", chinese, re.MULTILINE)


def test_what_resembles_nothing_gets_no_guess(run, plan):
    plan()
    assert "Did you mean" not in run("--lang", "en", "list", "--version").err
    assert "Did you mean" not in run("--lang", "en", "xyzzy").err


def test_the_system_s_reasons_are_told_in_the_language_of_the_reader(run, plan):
    plan()
    assert "没有这个文件或文件夹" in run("--lang", "zh", "show", "1.1", "--text", "nowhere.txt").err
    assert "这是文件夹" in run("--lang", "zh", "show", "1.1", "--text", ".").err
    assert "no such file or folder" in run("--lang", "en", "show", "1.1", "--text", "nowhere.txt").err


def test_an_unusable_plan_is_told_fault_by_fault_and_not_changed(run, plan):
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


# --- JSON -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READING)
def test_a_reading_command_answers_with_one_document(run, small, golden, name):
    arguments, kind = READING[name]
    env = prepare(run, name)
    result = run(*arguments, "--json", env=env)
    assert (result.code, result.out.count("\n")) == (ExitCode.OK, 1)
    document = json.loads(result.out)
    assert document["schema"] == 1
    assert document["kind"] == kind
    assert document["plan"]["year"] == 2020
    assert document["plan"]["title"] == "小计划"
    assert document["as_of"] == date.fromisoformat(document["as_of"]).isoformat()
    if kind not in {"summary", "steps"}:  # one has its golden file with the report, the other tells the time
        text = json.dumps(document, ensure_ascii=False, indent=1)
        golden(f"cli/{name.replace(' --', '-').replace(' ', '-')}.json", text + "\n")


@pytest.mark.parametrize("name", WRITING)
def test_a_writing_command_answers_with_the_tasks_that_it_changed(run, small, name):
    env = prepare(run, name)
    result = run(*WRITING[name], "--json", env=env)
    assert result.code in {ExitCode.OK, ExitCode.NO}, result.err
    document = json.loads(result.out)
    assert document["schema"] == 1
    if name == "check --fix":
        assert document["kind"] == "problems"
        return
    assert document["kind"] == "tasks"
    changed = {"add": ["2.2"], "reopen": ["1.1"], "remove": [], "carry": ["1.2", "2.1"], "init": []}
    assert [task["id"] for task in document["tasks"]] == changed.get(name, ["1.2"])


@pytest.mark.parametrize("name", WRITING)
def test_a_dry_run_writes_nothing_and_says_so(run, small, tmp_path, name):
    env = prepare(run, name)
    before = {path: path.read_bytes() for path in (tmp_path / "plans").rglob("*") if path.is_file()}
    for mode in ([], ["--json"]):
        result = run(*WRITING[name], "--dry-run", *mode, env={**env, "PLANCTL_LANG": "zh"})
        assert result.code in {ExitCode.OK, ExitCode.NO}
        assert ("--dry-run" in result.err) == (
            [name, *mode] != ["check --fix", "--json"]
        )  # there problems are the answer
        if mode:
            json.loads(result.out)
        elif name not in {"check --fix", "init"}:
            assert result.out.startswith("--- plans/2020.toml\n+++ plans/2020.toml\n@@")
    assert {path: path.read_bytes() for path in (tmp_path / "plans").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("arguments", [["edit", "1.2"], ["done", "1.1"], ["reopen", "1.2"]])
def test_a_writer_that_changes_nothing_still_answers_with_a_document(run, small, arguments):
    result = run(*arguments, "--json", env={"EDITOR": "true"})
    assert result.code == ExitCode.OK
    assert json.loads(result.out)["kind"] == "tasks"


def test_check_answers_with_problems(run, small):
    small.write_text(SMALL.replace('evidence = ["a.pdf"]', ""), encoding="utf-8")
    document = json.loads(run("check", "--json").out)
    assert (document["schema"], document["kind"]) == (1, "problems")
    assert [problem["code"] for problem in document["problems"]] == ["no-evidence"]


def test_a_document_holds_for_any_encoding_of_stdout(run, small, tmp_path):
    small.write_text(SMALL.replace("小计划", "小计划·é𠮷"), encoding="utf-8")
    for encoding in ("ascii", "gbk", "latin-1"):
        source = str(Path(planctl.__file__).parents[1])
        env = {**os.environ, "PYTHONPATH": source, "PYTHONIOENCODING": encoding}
        command = [sys.executable, "-m", "planctl", "list", "--json"]
        found = subprocess.run(command, capture_output=True, env=env, check=True, timeout=60)
        assert json.loads(found.stdout.decode(encoding))["plan"]["title"] == "小计划·é𠮷"


# --- plain lines ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in READING if name not in {"show", "summary"}])
def test_a_plain_table_has_a_header_of_keys_and_as_many_tabs_in_every_line(run, small, name):
    env = prepare(run, name)
    piped = run(*READING[name][0], env=env)
    assert piped.code == ExitCode.OK
    header, *rows = piped.out.splitlines()
    assert re.fullmatch(r"[a-z_]+(\t[a-z_]+)+", header)
    assert {row.count("\t") for row in rows} == {header.count("\t")}
    assert run(*READING[name][0], "--plain", env=env, terminal=True).out == piped.out


def test_a_plain_record_is_keys_and_values(run, small):
    result = run("show", "1.1", "--plain")
    fields = dict(line.split("\t") for line in result.out.split("\n\n")[1].splitlines())
    assert fields["id"] == "1.1"
    assert fields["status"] == "done"
    assert fields["reading"] == "100/100 个"


def test_plain_lines_are_bare_whatever_asks_for_colour(run, small):
    plain = run("list", "--all").out
    for env in ({"CLICOLOR_FORCE": "1"}, {"FORCE_COLOR": "1"}, {"COLUMNS": "10"}):
        assert run("list", "--all", env={**env, "NO_COLOR": ""}).out == plain
    assert "\x1b" not in plain


@pytest.mark.parametrize("name", [*READING, "check"])
def test_codes_dates_and_numbers_do_not_depend_on_the_language(run, small, name):
    arguments = READING[name][0] if name in READING else ["check", "--strict"]
    texts = {
        language: run(*arguments, "--json", "--lang", language, env=prepare(run, "")).out for language in LANGUAGES
    }
    documents = [json.loads(text) for text in texts.values()]
    if name in {"summary", "check"}:  # these have sentences in them
        assert documents[0].keys() == documents[1].keys()
    else:
        assert documents[0] == documents[1]


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def example(plan) -> Path:
    """Return the plan that was played through a year."""
    return plan(EXAMPLE.read_text(encoding="utf-8"))


PAGES = {name: arguments for name, (arguments, _) in READING.items()} | {"show": ["show", "5.8"], "list": ["list"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [40, 60, 72, 80, 120])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_drawn_wider_than_the_screen(run, example, name, columns, language):
    result = run(
        *PAGES[name], "--lang", language, terminal=True, env={"COLUMNS": str(columns), "PLANCTL_TODAY": "2020-10-15"}
    )
    assert result.code == ExitCode.OK
    assert max(map(width, result.out.splitlines()), default=0) <= columns


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_all_columns_at_once_are_not_wider_than_the_screen_either(run, example, columns):
    from planctl.cli.view import COLUMN_WORDS

    wanted = ",".join(COLUMN_WORDS)
    result = run("list", "-p", "5", "--all", "--columns", wanted, terminal=True, env={"COLUMNS": str(columns)})
    assert max(map(width, result.out.splitlines())) <= columns
    assert "新增100个品牌个人调解工作室" in result.out.replace("\n  ", "")


@pytest.mark.parametrize("name", PAGES)
def test_an_english_page_has_no_chinese_but_the_plan_s(run, example, name):
    text = EXAMPLE.read_text(encoding="utf-8")
    for arguments in (PAGES[name], [*PAGES[name], "--plain"]):
        result = run(*arguments, "--lang", "en", terminal=True)
        assert [word for word in HAN.findall(result.out + result.err) if word not in text] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_chinese_page_has_no_english_sentence(run, small, name):
    result = run(*(PAGES[name] if name != "show" else ["show", "1.1"]), "--lang", "zh", terminal=True)
    said = re.findall(r"(?:[A-Za-z]+ ){2,}[A-Za-z]+", re.sub(r"planctl[ \w.-]*", "", result.out + result.err))
    assert said in ([], ["Done one"], ["Blocked one"])


def test_titles_and_names_are_english_where_there_are_any(run, small):
    result = run("list", "--all", "--lang", "en", terminal=True, env={"COLUMNS": "120"})
    assert "Done one" in result.out
    assert "Department of Justice" in result.out
    assert "逾期的" in result.out  # a task without an English title keeps its own


def test_the_documented_commands_are_there():
    documented = {"list", "show", "progress", "board", "timeline", "units", "log", "summary"}
    documented |= {"assign", "update", "start", "submit", "done", "block", "drop", "reopen", "note", "add", "edit"}
    documented |= {"remove", "undo", "redo", "check", "init", "carry", "git", "merge-driver", "completion"}
    assert documented <= {spec.name for spec in app.COMMANDS}


# --- what is loaded ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["list", "--json"], {"rich", "tomledit", "tomli_w", "docx", "planctl.tables", "planctl.screens"}),
        (["progress", "--plain"], {"rich", "tomledit", "tomli_w", "docx", "json", "planctl.tables"}),
        (["show", "1.1"], {"rich", "tomledit", "tomli_w", "docx", "json", "planctl.edits"}),
        (["check", "--strict"], {"rich", "tomledit", "tomli_w", "docx", "planctl.edits", "planctl.tables"}),
        (["summary"], {"rich", "tomledit", "tomli_w", "docx", "planctl.edits"}),
        (["start", "1.2"], {"rich", "docx", "planctl.report", "planctl.tables", "planctl.screens"}),
        (["--help"], {"rich", "tomledit", "tomli_w", "docx", "json", "planctl.cli.view", "planctl.cli.edit"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(small, arguments, absent):
    env = {**os.environ, "PYTHONPATH": str(Path(planctl.__file__).parents[1])}
    command = [sys.executable, "-X", "importtime", "-m", "planctl", *arguments]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=True, timeout=60)
    loaded = {line.rpartition("|")[2].strip() for line in found.stderr.splitlines() if line.startswith("import time:")}
    assert "planctl.cli.app" in loaded
    assert loaded & absent == set()
