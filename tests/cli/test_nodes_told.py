"""What is said of nodes that a command changed, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import MakePlan, Run

PLAN = """format = 1
year = 2020
title = "计划"

[[priority]]
id = "1"
title = "重点"

[[priority.task]]
id = "1.1"
title = "立法"
title_en = "Legislation"
nodes = [{ due = 2020-03-31, goal = "survey" }, { due = 2020-09-30, goal = "draft" }]
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "1.1", "2020-06-30", "pilot"), "1.1 Legislation: node 2, 2020-06-30: pilot"),
        (("done", "1.1", "2", "--on", "2020-06-01"), "1.1 Legislation: node 2 “draft” reached on 2020-06-01"),
        (("done", "1.1", "1", "-e", "No. 6"), "1.1 Legislation: node 1 “survey”: evidence No. 6"),
        (("move", "1.1", "1", "2020-04-30", "-m", "late"), "node 1 “survey”: 2020-03-31 → 2020-04-30 (late)"),
        (("remove", "1.1", "1"), "1.1 Legislation: took the node “survey” out"),
    ],
)
def test_each_change_is_told_by_the_number_and_the_goal(
    plan: MakePlan, run: Run, words: tuple[str, ...], said: str
) -> None:
    plan(PLAN)
    assert said in run("--lang", "en", "node", *words).err


def test_when_all_are_reached_the_task_is_said_to_stay_as_it_is(plan: MakePlan, run: Run) -> None:
    plan(PLAN)
    assert "stays" not in run("--lang", "en", "node", "done", "1.1", "1").err
    assert "1.1: the task itself stays “not started”" in run("--lang", "en", "node", "done", "1.1", "2").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("done", "1.1", "2", "--on", "2020-06-01"), "node 2 “draft” is no longer recorded as reached on 2020-06-01"),
        (("done", "1.1", "1", "-e", "No. 6"), "node 1 “survey”: evidence No. 6 taken away"),
        (("move", "1.1", "1", "2020-04-30", "-m", "late"), "node 1 “survey”: 2020-04-30 → 2020-03-31\n"),
        (("remove", "1.1", "1"), "1.1 Legislation: node 1, 2020-03-31: survey"),
    ],
)
def test_what_is_undone_is_told_too(plan: MakePlan, run: Run, words: tuple[str, ...], said: str) -> None:
    plan(PLAN)
    run("--lang", "en", "node", *words)
    assert said in run("--lang", "en", "undo").err


def test_a_node_reached_before_on_another_day_is_said_to_keep_it(plan: MakePlan, run: Run) -> None:
    plan(PLAN)
    run("node", "done", "1.1", "draft", "--on", "2020-06-01")
    assert "reached on 2020-06-01 before" in run("--lang", "en", "node", "done", "1.1", "2", "--on", "2020-06-02").err
    for day in (("--on", "2020-06-01"), ()):
        assert "before" not in run("--lang", "en", "node", "done", "1.1", "2", *day).err


def test_several_documents_are_listed_as_the_language_lists_them(plan: MakePlan, run: Run) -> None:
    plan(PLAN)
    assert "甲、乙" in run("--lang", "zh", "node", "done", "1.1", "1", "-e", "甲", "-e", "乙").err


def test_what_stands_in_the_way_of_an_undo_is_named_with_its_step(plan: MakePlan, run: Run) -> None:
    plan(PLAN)
    run("node", "move", "1.1", "survey", "2020-04-30", "-m", "late")
    run("node", "move", "1.1", "survey", "2020-05-31", "-m", "later")
    refused = run("--lang", "en", "undo", "1").err
    assert "1.1 survey, Due" in refused
    assert "undo 2" in refused


def test_two_days_on_which_a_node_was_reached_are_called_so_in_a_merge(plan: MakePlan, run: Run) -> None:
    path = plan(PLAN)
    sides = [path.with_name(name) for name in ("base.toml", "ours.toml", "theirs.toml")]
    for side, day in zip(sides, ("", ", done = 2020-03-01", ", done = 2020-03-02"), strict=True):
        side.write_text(PLAN.replace("2020-03-31", f"2020-03-31{day}"), encoding="utf-8")
    told = run("--lang", "zh", "merge-driver", *map(str, sides)).err
    assert "1.1 survey 的 达到日期：一边是 2020-03-01，另一边是 2020-03-02" in told
