"""Options that several commands share: what is taken away, and what excludes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from small_plan import SMALL

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan, Run


@pytest.fixture
def small(plan: MakePlan) -> Path:
    """Return the small plan."""
    return plan(SMALL)


def task(run: Run, identifier: str) -> dict[str, Any]:
    [found] = json.loads(run("show", identifier, "--json").out)["tasks"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("command", [["update"], ["start"], ["block", "-m", "等"], ["reopen"]])
def test_a_deadline_can_be_taken_away(run: Run, small: Path, command: list[str]) -> None:
    if command == ["reopen"]:
        run("done", "1.2", "-e", "a")
    result = run(command[0], "1.2", *command[1:], "--no-due", "--lang", "en")
    assert "2020-05-31 → (none)" in result.err
    found = task(run, "1.2")
    assert (found["due"], found["log"][-1]["cleared"]) == ("2020-12-31", ["due"])
    text = small.read_text(encoding="utf-8")
    assert ('cleared = ["due"]' in text, "was = { due = 2020-05-31 }" in text) == (True, True)
    assert task(run, "1.2")["due_original"] == "2020-05-31"
    assert run("check").code == 0


def test_taking_away_what_is_not_there_changes_nothing(run: Run, small: Path) -> None:
    before = small.read_bytes()
    assert run("update", "2.1", "--no-due").code == 0
    assert run("assign", "2.1", "--no-lead", "--no-support", "--no-owner").code == 0
    assert small.read_bytes() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [("lead", "省司法厅"), ("support", "省司法厅"), ("owner", "张三")],
    ids=["lead", "support", "owner"],
)
def test_who_does_a_task_can_be_taken_away_in_either_way(run: Run, small: Path, field: str, value: str) -> None:
    texts = []
    for clear in ([f"--no-{field}"], [f"--{field}", ""]):
        run("assign", "1.2", f"--{field}", value)
        assert run("assign", "1.2", *clear).code == 0
        assert not task(run, "1.2")[field]
        texts.append(small.read_text(encoding="utf-8").splitlines()[-20:])
        assert task(run, "1.2")["log"][-1]["cleared"] == [field]
        run("undo")
        run("undo")
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("update", "1.2", "-d", "eoy", "--no-due"),
        ("assign", "1.2", "-l", "省司法厅", "--no-lead"),
        ("assign", "1.2", "--support", "省司法厅", "--no-support"),
        ("assign", "1.2", "--owner", "张三", "--no-owner"),
        ("set", "1.2", "--title-en", "x", "--no-title-en"),
        ("set", "1.1", "--target", "3", "--no-target"),
        ("set", "1.1", "--baseline", "3", "--no-target"),
        ("set", "1.2", "--internal", "--no-internal"),
        ("amend", "1.1", "-r", "3", "--no-reading"),
        ("amend", "1.1", "-m", "x", "--delete"),
        ("amend", "1.1", "-r", "3", "--delete"),
        ("amend", "1.1", "-e", "x", "--delete"),
        ("amend", "1.1", "--remove-evidence", "a.pdf", "--delete"),
        ("amend", "1.1", "--no-note", "--delete"),
        ("amend", "1.1", "--help-wanted", "x", "--no-help-wanted"),
        ("group", "rename", "1", "--title-en", "x", "--no-title-en"),
        ("group", "move", "1", "--before", "2", "--last"),
    ],
    ids=" ".join,
)
def test_what_is_taken_away_is_not_given_at_once(run: Run, small: Path, arguments: tuple[str, ...]) -> None:
    before = small.read_bytes()
    result = run(*arguments, "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert "exclude each other" in result.err
    assert small.read_bytes() == before


# --- what a report says ----------------------------------------------------------------------------------------------

SAID = ("--problem", "两县无人", "--next", "8月底前培训", "--help-wanted", "请协调编制")


def test_a_report_says_what_is_in_the_way_what_comes_next_and_what_is_asked(run: Run, small: Path) -> None:
    result = run("update", "1.2", "-r", "3", *SAID, "--on", "6-1", "--lang", "zh")
    assert "存在问题：两县无人；下一步：8月底前培训；需要协调：请协调编制" in result.err
    assert 'problem = "两县无人", next = "8月底前培训", help = "请协调编制"' in small.read_text(encoding="utf-8")
    found = task(run, "1.2")
    assert [found[key] for key in ("problem", "next", "help")] == ["两县无人", "8月底前培训", "请协调编制"]
    assert run("list", "--help-wanted", "--columns", "id,help", "--plain").out == "id\thelp\n1.2\t请协调编制\n"


def test_a_later_report_clears_them_and_an_assignment_does_not(run: Run, small: Path) -> None:
    run("update", "1.2", *SAID, "--on", "6-1")
    run("assign", "1.2", "--owner", "张三", "--on", "6-2")
    run("update", "1.2", "-d", "eoy", "--on", "6-3")
    assert task(run, "1.2")["help"] == "请协调编制"
    shown = run("show", "1.2", "--lang", "en", terminal=True).out
    assert "8月底前培训 (said on 2020-06-01); since then:" in shown
    assert "2020-06-02 owner: 张三" in shown
    run("note", "1.2", "已协调", "--on", "6-4")
    found = task(run, "1.2")
    assert [found[key] for key in ("problem", "next", "help")] == [None, "8月底前培训", None]
    assert run("list", "--help-wanted", "--plain").out.count("\n") == 1
    then = json.loads(run("show", "1.2", "--json", "--as-of", "2020-06-03").out)["tasks"][0]
    assert then["help"] == "请协调编制"


def test_nothing_recorded_since_is_said_as_well(run: Run, small: Path) -> None:
    run("update", "1.2", "--next", "培训")
    assert "nothing recorded" in run("show", "1.2", "--lang", "en", terminal=True).out


def test_a_note_has_its_english_beside_it(run: Run, small: Path) -> None:
    run("update", "1.2", "-m", "已启动", "--note-en", "begun")
    for language, said in (("zh", "已启动"), ("en", "begun")):
        assert said in run("log", "1.2", "--plain", "--lang", language).out
    assert run("update", "1.2", "--note-en", "x").code == 2


def test_what_was_said_is_put_right(run: Run, small: Path) -> None:
    run("update", "1.2", "-m", "x", *SAID)
    assert run("amend", "1.2", "--no-problem", "--no-help-wanted", "--next", "9月底前培训").code == 0
    found = task(run, "1.2")
    assert [found[key] for key in ("problem", "next", "help")] == [None, "9月底前培训", None]


def test_a_task_that_was_sent_back_says_how_often_and_why(run: Run, small: Path) -> None:
    for day in ("6-1", "6-3"):
        run("submit", "1.2", "--on", day)
        run("return", "1.2", "-m", f"不全 {day}", "--on", day)
    assert "2 times, last on 2020-06-03: 不全 6-3" in run("show", "1.2", "--lang", "en", terminal=True).out
    assert "returned\t2\n" in run("show", "1.2", "--plain").out


def test_who_reported_a_task_should_not_accept_it(run: Run, small: Path) -> None:
    run("submit", "1.2", "--by", "张三")
    said = run("done", "1.2", "-e", "a", "--by", "张三", "--lang", "en")
    assert "张三 reported task 1.2 as finished and also accepted it" in said.err
    assert "also accepted it" in run("check", "--lang", "en").out
    run("amend", "1.2", "--by", "李四")
    assert "also accepted it" not in run("check", "--lang", "en").out


def test_who_is_past_a_level_has_all_of_it(run: Run, small: Path) -> None:
    run("set", "1.2", "--target", "200 ms", "--from", "300")
    run("update", "1.2", "-r", "100")
    assert "100 → 200 ms (100%)" in run("show", "1.2", "--lang", "en", terminal=True).out
