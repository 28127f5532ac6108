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
