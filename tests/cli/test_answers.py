"""The contracts that every answer keeps: one JSON document, plain lines with as many tabs, pages within the screen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from places import EXAMPLE, GOLDEN
from small_plan import READING, SMALL, WRITING, prepare

from planctl.cells import width
from planctl.errors import ExitCode
from planctl.plan.model import LANGUAGES
from planctl.screen.columns import COLUMN_WORDS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Golden, MakePlan, Run

HAN = re.compile("[\u3400-\u9fff]+")
#: By the command; the summary has its golden file with the report, and a list of steps tells the time.
GOLDEN_FILES = {
    name: f"{name.replace(' --', '-').replace(' ', '-')}.json"
    for name, (_, kind) in READING.items()
    if kind not in {"summary", "steps"}
}


@pytest.fixture
def small(plan: MakePlan) -> Path:
    """Return the small plan."""
    return plan(SMALL)


# --- JSON -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READING)
def test_a_reading_command_answers_with_one_document(run: Run, small: Path, golden: Golden, name: str) -> None:
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
    if name in GOLDEN_FILES:
        golden(f"cli/{GOLDEN_FILES[name]}", json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def test_every_golden_answer_is_compared() -> None:
    assert {path.name for path in (GOLDEN / "cli").iterdir()} == set(GOLDEN_FILES.values())


@pytest.mark.parametrize("name", WRITING)
def test_a_writing_command_answers_with_the_tasks_that_it_changed(run: Run, small: Path, name: str) -> None:
    env = prepare(run, name)
    result = run(*WRITING[name], "--json", env=env)
    assert result.code in {ExitCode.OK, ExitCode.NO}, result.err
    document = json.loads(result.out)
    assert document["schema"] == 1
    if name == "check --fix":
        assert document["kind"] == "problems"
        return
    if name.startswith("round"):
        assert (document["kind"], document["round"]["id"]) == ("round", "2020-06")
        return
    if name == "import":
        assert document["kind"] == "import"
        assert {one["id"] for one in document["differences"]} == {"1.2"}
        return
    assert document["kind"] == "tasks"
    changed = {"add": ["2.2"], "reopen": ["1.1"], "remove": [], "carry": ["1.2", "2.1"], "init": []}
    changed |= {"amend": ["2.1"], "move": ["2.2"], **{name: [] for name in WRITING if name.startswith("group")}}
    changed["restore"] = ["1.1", "1.2", "2.1"]  # of what was no plan nobody knows how it differed
    assert [task["id"] for task in document["tasks"]] == changed.get(name, ["1.2"])


@pytest.mark.parametrize("name", WRITING)
def test_a_dry_run_writes_nothing_and_says_so(run: Run, small: Path, tmp_path: Path, name: str) -> None:
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
        elif name == "import":  # by item and field
            assert result.out.startswith("id\ttitle\tfield\tbefore\tafter\n1.2\t")
        elif name not in {"check --fix", "init"}:
            assert result.out.startswith("--- plans/2020.toml\n+++ plans/2020.toml\n@@")
    assert {path: path.read_bytes() for path in (tmp_path / "plans").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("arguments", [["edit", "1.2"], ["done", "1.1"], ["reopen", "1.2"]])
def test_a_writer_that_changes_nothing_still_answers_with_a_document(
    run: Run, small: Path, arguments: list[str]
) -> None:
    result = run(*arguments, "--json", env={"EDITOR": "true"})
    assert result.code == ExitCode.OK
    assert json.loads(result.out)["kind"] == "tasks"


def test_check_answers_with_problems(run: Run, small: Path) -> None:
    small.write_text(SMALL.replace('evidence = ["a.pdf"]', ""), encoding="utf-8")
    document = json.loads(run("check", "--json").out)
    assert (document["schema"], document["kind"]) == (1, "problems")
    assert [problem["code"] for problem in document["problems"]] == ["no-evidence"]


@pytest.mark.parametrize("command", ["list", "summary"])
def test_a_document_holds_for_any_encoding_of_stdout(run: Run, small: Path, tmp_path: Path, command: str) -> None:
    small.write_text(SMALL.replace("小计划", "小计划·é𠮷"), encoding="utf-8")
    for encoding in ("ascii", "gbk", "latin-1"):
        env = {**os.environ, "PYTHONIOENCODING": encoding}
        arguments = [sys.executable, "-m", "planctl", command, "--json"]
        found = subprocess.run(arguments, capture_output=True, env=env, check=True, timeout=60)
        assert json.loads(found.stdout.decode(encoding))["plan"]["title"] == "小计划·é𠮷"


# --- plain lines ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in READING if name not in {"show", "summary"}])
def test_a_plain_table_has_a_header_of_keys_and_as_many_tabs_in_every_line(run: Run, small: Path, name: str) -> None:
    env = prepare(run, name)
    piped = run(*READING[name][0], env=env)
    assert piped.code == ExitCode.OK
    header, *rows = piped.out.splitlines()
    assert re.fullmatch(r"[a-z_]+(\t[a-z_]+)+", header)
    assert {row.count("\t") for row in rows} <= {header.count("\t")}
    assert run(*READING[name][0], "--plain", env=env, terminal=True).out == piped.out


def test_a_plain_record_is_keys_and_values(run: Run, small: Path) -> None:
    result = run("show", "1.1", "--plain")
    fields = dict(line.split("\t") for line in result.out.split("\n\n")[1].splitlines())
    assert fields["id"] == "1.1"
    assert fields["status"] == "done"
    assert fields["reading"] == "100/100 个"


def test_plain_lines_are_bare_whatever_asks_for_colour(run: Run, small: Path) -> None:
    plain = run("list", "--all").out
    for env in ({"CLICOLOR_FORCE": "1"}, {"FORCE_COLOR": "1"}, {"COLUMNS": "10"}):
        assert run("list", "--all", env={**env, "NO_COLOR": ""}).out == plain
    assert "\x1b" not in plain


@pytest.mark.parametrize("name", [*READING, "check"])
def test_codes_dates_and_numbers_do_not_depend_on_the_language(run: Run, small: Path, name: str) -> None:
    arguments = READING[name][0] if name in READING else ["check", "--strict"]
    env = prepare(run, name if name.startswith("round") else "")
    texts = {language: run(*arguments, "--json", "--lang", language, env=env).out for language in LANGUAGES}
    documents = [json.loads(text) for text in texts.values()]
    if name in {"summary", "check"}:  # these have sentences in them
        assert documents[0].keys() == documents[1].keys()
    else:
        assert documents[0] == documents[1]


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def example(plan: MakePlan) -> Path:
    """Return the plan that was played through a year."""
    return plan(EXAMPLE.read_text(encoding="utf-8"))


PAGES = {name: arguments for name, (arguments, _) in READING.items()} | {"show": ["show", "5.8"], "list": ["list"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [40, 60, 72, 80, 120])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_drawn_wider_than_the_screen(
    run: Run, example: Path, name: str, columns: int, language: str
) -> None:
    prepare(run, name if name.startswith("round") else "")
    result = run(
        *PAGES[name], "--lang", language, terminal=True, env={"COLUMNS": str(columns), "PLANCTL_TODAY": "2020-10-15"}
    )
    assert result.code == ExitCode.OK
    assert max(map(width, result.out.splitlines()), default=0) <= columns


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_all_columns_at_once_are_not_wider_than_the_screen_either(run: Run, example: Path, columns: int) -> None:
    wanted = ",".join(COLUMN_WORDS)
    result = run("list", "-p", "5", "--all", "--columns", wanted, terminal=True, env={"COLUMNS": str(columns)})
    assert max(map(width, result.out.splitlines())) <= columns
    assert "新增100个品牌个人调解工作室" in result.out.replace("\n  ", "")


@pytest.mark.parametrize("name", PAGES)
def test_an_english_page_has_no_chinese_but_the_plan_s(run: Run, example: Path, name: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for arguments in (PAGES[name], [*PAGES[name], "--plain"]):
        result = run(*arguments, "--lang", "en", terminal=True)
        assert [word for word in HAN.findall(result.out + result.err) if word not in text] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_chinese_page_has_no_english_sentence(run: Run, small: Path, name: str) -> None:
    result = run(*(PAGES[name] if name != "show" else ["show", "1.1"]), "--lang", "zh", terminal=True)
    said = re.findall(r"(?:[A-Za-z]+ ){2,}[A-Za-z]+", re.sub(r"planctl[ \w.-]*", "", result.out + result.err))
    assert said in ([], ["Done one"], ["Blocked one"])


def test_titles_and_names_are_english_where_there_are_any(run: Run, small: Path) -> None:
    result = run("list", "--all", "--lang", "en", terminal=True, env={"COLUMNS": "120"})
    assert "Done one" in result.out
    assert "Department of Justice" in result.out
    assert "逾期的" in result.out  # a task without an English title keeps its own
