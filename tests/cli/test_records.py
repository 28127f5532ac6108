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
