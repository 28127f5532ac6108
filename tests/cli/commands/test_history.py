"""The commands undo and redo, and what they say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hazard import SMALL

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan, Run


@pytest.fixture
def path(plan: MakePlan) -> Path:
    return plan(SMALL)


def test_undo_says_in_words_what_it_takes_back(path: Path, run: Run) -> None:
    run("done", "1.1", "1.2", "-e", "总结", "--lang", "en")
    result = run("undo", "--lang", "en")
    assert (result.code, result.out) == (0, "")
    assert "1.1 任务一: entry taken back (status: done; evidence: 总结)" in result.err
    assert "1.2 任务二: entry taken back" in result.err
    assert path.read_text(encoding="utf-8") == SMALL


def test_undo_tells_an_entry_that_stands_there_once_more(path: Path, run: Run) -> None:
    for _ in range(2):
        run("note", "1.1", "-m", "调研")
    result = run("undo", "--lang", "zh")
    assert "1.1 任务一：撤回记录（调研）" in result.err, result.err


def test_redo_says_what_it_makes_again(path: Path, run: Run) -> None:
    run("done", "1.1", "-e", "总结")
    after = path.read_bytes()
    run("undo")
    result = run("redo", "--lang", "zh")
    assert "1.1 任务一：状态：未启动 → 已完成；佐证材料：总结" in result.err
    assert path.read_bytes() == after


def test_undo_of_add_and_remove_names_the_task(path: Path, run: Run) -> None:
    run("add", "新任务", "-p", "1")
    assert "1.3 新任务: no longer added" in run("undo", "--lang", "en").err
    run("remove", "1.1", "--yes")
    assert "1.1 任务一: brought back" in run("undo", "--lang", "en").err


def test_a_dispute_is_named_field_by_field_and_ends_with_6(path: Path, run: Run) -> None:
    run("done", "1.1", "-e", "总结")
    text = path.read_text(encoding="utf-8").replace('status = "done"   #', 'status = "blocked"   #')
    path.write_text(text, encoding="utf-8")
    result = run("undo", "--lang", "zh")
    assert (result.code, result.out) == (6, "")
    assert "1.1 的 状态：一边是 受阻，另一边是 未启动" in result.err
    assert path.read_text(encoding="utf-8") == text


def test_nothing_to_undo_or_redo_is_a_plain_no(path: Path, run: Run) -> None:
    for command in ("undo", "redo"):
        result = run(command, "--lang", "en")
        assert (result.code, result.out) == (1, "")
        assert f"nothing to {command}" in result.err


def test_the_list_shows_every_step_and_changes_nothing(path: Path, run: Run) -> None:
    run("done", "1.1", "-e", "总结")
    run("undo")
    before = path.read_bytes()
    lines = run("undo", "--list", "--plain").out.splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("2\t")
    listed = json.loads(run("undo", "--list", "--json").out)
    assert (listed["kind"], [step["kind"] for step in listed["steps"]]) == ("steps", ["undo", "do"])
    assert path.read_bytes() == before


def test_the_list_of_a_plan_without_steps_is_empty(path: Path, run: Run) -> None:
    result = run("undo", "--list")
    assert result.code == 0
    assert "no steps" in result.err
    assert not (path.parent / ".planctl").exists()


def test_a_dry_run_shows_the_difference_and_writes_nothing(path: Path, run: Run) -> None:
    run("done", "1.1", "-e", "总结")
    before = path.read_bytes()
    result = run("undo", "-n")
    assert '+status = "todo"' in result.out
    assert path.read_bytes() == before


def test_json_has_the_tasks_as_they_are_afterwards(path: Path, run: Run) -> None:
    run("done", "1.1", "-e", "总结")
    (task,) = json.loads(run("undo", "--json").out)["tasks"]
    assert (task["id"], task["status"]) == ("1.1", "todo")


@pytest.mark.parametrize("value", ["x", "-1", "99999"])
def test_a_wait_that_is_no_number_of_seconds_is_refused(value: str, path: Path, run: Run) -> None:
    result = run("done", "1.1", f"--wait={value}")
    assert result.code == 2
    assert path.read_text(encoding="utf-8") == SMALL
