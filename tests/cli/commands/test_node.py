"""Nodes from the command line: added, reached, put off, listed, taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from planctl.store import planfile

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan, Run

PLAN = """format = 1
year = 2020
title = "计划"
lang = "zh"

[[priority]]
id = "1"
title = "重点"

[[priority.task]]
id = "1.1"
title = "立法"
status = "doing"
lead = "省司法厅"
# 节点由办公室维护
nodes = [
  { due = 2020-03-31, goal = "调研" }, # 已部署
]
log = [{ on = 2020-02-01, status = "doing" }]

[[priority.task]]
id = "1.2"
title = "又一任务"

[[priority.task]]
id = "1.3"
title = "完成的"
status = "done"
log = [{ on = 2020-02-01, status = "done", evidence = ["文件"] }]
"""


@pytest.fixture
def office(plan: MakePlan) -> Path:
    return plan(PLAN)


def nodes_listed(run: Run, *words: str) -> list[tuple[str, int, str, str]]:
    found = json.loads(run("list", "--nodes", "--json", *words).out)
    assert found["kind"] == "nodes"
    return [(node["id"], node["number"], node["goal"], node["state"]) for node in found["nodes"]]


def test_a_node_is_added_to_a_range_and_its_comments_stay(office: Path, run: Run) -> None:
    result = run("node", "add", "1", "Q2", "完成征求意见", "--as-of", "2020-02-10")
    assert result.code == 0
    assert "1.2 又一任务：节点 1，2020-06-30：完成征求意见" in result.err
    assert "另有 1 项" in result.err  # 1.3 is done
    text = office.read_text(encoding="utf-8")
    assert '  { due = 2020-03-31, goal = "调研" }, # 已部署\n  { due = 2020-06-30, goal = "完成征求意见" },\n' in text
    assert "# 节点由办公室维护" in text
    assert [task.id for task in planfile.load(office).plan.tasks if len(task.nodes) > 0] == ["1.1", "1.2"]


@pytest.mark.usefixtures("office")
def test_those_of_a_range_without_the_node_are_counted_apart_from_the_closed(run: Run) -> None:
    said = run("node", "done", "1", "调研").err
    assert "另有 1 项已完成、已终止或已结转，没有改动" in said
    assert "另有 1 项没有这个节点，没有改动" in said


def test_moves_are_written_on_the_line_of_their_node(office: Path, run: Run) -> None:
    run("node", "move", "1.1", "1", "2020-08-31", "-m", "疫情", "--on", "2020-03-20")
    run("node", "move", "1.1", "1", "2020-09-30", "-m", "再延", "--on", "2020-08-20")
    moves = (
        '{ on = 2020-03-20, from = 2020-03-31, note = "疫情" }, { on = 2020-08-20, from = 2020-08-31, note = "再延" }'
    )
    line = f'  {{ due = 2020-09-30, goal = "调研", moved = [{moves}] }}, # 已部署\n'
    assert line in office.read_text(encoding="utf-8")


@pytest.mark.usefixtures("office")
def test_a_node_reached_says_that_the_task_keeps_its_status_and_is_one_step(run: Run) -> None:
    result = run("node", "done", "1.1", "1", "--on", "4月3日", "-e", "调研报告")
    assert "节点 1“调研”于 2020-04-03 达到" in result.err
    assert "1.1 本身的状态仍是“推进中”" in result.err
    (node,) = json.loads(run("show", "1.1", "--json").out)["tasks"][0]["nodes"]
    assert (node["number"], node["state"], node["days_late"], node["done"]) == (1, "met", 3, "2020-04-03")
    assert node["evidence"] == ["调研报告"]
    assert "晚 3 天" in run("show", "1.1", terminal=True).out
    assert "没有变化" in run("node", "done", "1.1", "调研").err
    assert run("undo").code == 0
    assert nodes_listed(run) == [("1.1", 1, "调研", "missed")]


@pytest.mark.usefixtures("office")
def test_a_move_needs_a_reason_and_is_replayed(run: Run) -> None:
    assert run("node", "move", "1.1", "1", "2020-08-31").code == 2
    assert run("node", "move", "1.1", "1", "2020-08-31", "-m", "疫情影响", "--on", "2020-03-20").code == 0
    assert nodes_listed(run) == [("1.1", 1, "调研", "open")]
    then = json.loads(run("list", "--nodes", "--json", "--as-of", "2020-03-10").out)["nodes"]
    assert [(node["due"], node["moved"]) for node in then] == [("2020-03-31", [])]
    assert "疫情影响" in run("show", "1.1", terminal=True).out
    assert "节点“调研”由 2020-03-31 调整为 2020-08-31" in run("diff", "2020-03-10", terminal=True).out


@pytest.mark.usefixtures("office")
def test_the_days_asked_for_are_those_of_the_nodes(run: Run) -> None:
    assert run("node", "add", "1.2", "2020-07-10", "开题").code == 0
    assert nodes_listed(run, "--due-before", "+14d", "--due-after", "today") == [("1.2", 1, "开题", "open")]
    assert nodes_listed(run, "--overdue") == [("1.1", 1, "调研", "missed")]
    assert nodes_listed(run, "--sort=-due") == [("1.2", 1, "开题", "open"), ("1.1", 1, "调研", "missed")]
    assert nodes_listed(run, "-l", "省司法厅") == [("1.1", 1, "调研", "missed")]
    assert run("list", "--nodes", "--plain").out.splitlines()[0] == "id\tnumber\tdue\tstate\tgoal\tlead\ttitle"
    refused = run("list", "--nodes", "--columns", "id")
    assert (refused.code, refused.out) == (2, "")


@pytest.mark.usefixtures("office")
def test_nodes_are_counted_apart_and_make_the_grade_of_their_task(run: Run) -> None:
    overview = json.loads(run("--json").out)
    assert overview["nodes"] == {"total": 1, "met": 0, "missed": 1}
    assert [(node["id"], node["state"]) for node in overview["nodes_next"]] == [("1.1", "missed")]
    assert json.loads(run("progress", "--json").out)["nodes"] == {"total": 1, "met": 0, "missed": 1}
    assert json.loads(run("show", "1.1", "--json").out)["tasks"][0]["grade"] == "at-risk"
    assert "逾期或 14 天内到期的节点：1 个" in run(terminal=True).out
    assert "△" in run("timeline", terminal=True).out


@pytest.mark.usefixtures("office")
def test_what_is_wrong_is_said_and_nothing_is_written(run: Run, office: Path) -> None:
    before = office.read_text(encoding="utf-8")
    assert run("node", "done", "1.1", "9").code == 5
    assert run("node", "done", "9.9", "1").code == 5
    assert run("node", "add", "1.1", "Q2", "调研").code == 2
    assert run("node", "add", "1.1", "Q2", " ").code == 2
    assert run("node", "add", "1.1", "某日", "新").code == 2
    assert run("node", "remove", "1.2", "1").code == 5
    assert run("node", "add", "1.1", "Q2", "新", "--dry-run").code == 0
    assert office.read_text(encoding="utf-8") == before
