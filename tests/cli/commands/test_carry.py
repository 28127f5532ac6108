"""The carry command on real files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from planctl.store import planfile

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan, Run

PLAN = """\
format = 1
year = 2020
title = "2020年计划"
title_en = "Plan 2020"
lang = "zh"

[[priority]]
id = "5"
title = "化解矛盾纠纷"

# 已经办完
[[priority.task]]
id = "5.1"
title = "办完的"
status = "done"
log = [
  { on = 2020-05-01, status = "done", evidence = ["样例〔2020〕1号"] },
]

[[priority.task]]
id = "5.2"
title = "没办完的"  # 要结转
status = "doing"
lead = "省司法厅"
log = [
  { on = 2020-05-01, status = "doing" },
]
"""


@pytest.fixture
def old(plan: MakePlan) -> Path:
    return plan(PLAN)


def test_carry_makes_next_years_plan_and_closes_the_task_here(run: Run, old: Path) -> None:
    assert run("carry", "2021", "--on", "2020-12-31").code == 0
    new = planfile.load(old.with_name("2021.toml")).plan
    assert [(task.id, task.carried_from, task.lead) for task in new.tasks] == [("5.1", "2020:5.2", "省司法厅")]
    assert new.title == "2021年计划"
    lines = old.read_text(encoding="utf-8").splitlines()
    added = [line for line in lines if line not in PLAN.splitlines()]
    assert added == ['carried_to = "2021:5.1"', '  { on = 2020-12-31, carried_to = "2021:5.1" },']


def test_carry_names_the_plan_before_the_year_as_its_source(run: Run, old: Path) -> None:
    run("carry", "2021")
    again = run("carry", "2021")
    assert (again.code, again.err) == (0, "没有可以结转的任务\n")


def test_a_run_that_ended_between_the_files_is_completed_by_the_next(run: Run, old: Path) -> None:
    before = old.read_bytes()
    run("carry", "2021", "--on", "2020-12-31")
    after, new = old.read_bytes(), old.with_name("2021.toml").read_bytes()
    old.write_bytes(before)
    assert run("carry", "2021", "--on", "2020-12-31").code == 0
    assert old.read_bytes() == after
    assert old.with_name("2021.toml").read_bytes() == new


def test_a_task_reopened_later_is_carried_with_the_next_run(run: Run, old: Path) -> None:
    run("carry", "2021", "--on", "2020-12-31")
    run("reopen", "5.1", "--plan", "2020", "-m", "验收未通过")
    assert run("carry", "2021").code == 0
    new = planfile.load(old.with_name("2021.toml")).plan
    assert [task.carried_from for task in new.tasks] == ["2020:5.2", "2020:5.1"]


def test_a_dry_run_shows_the_list_and_writes_nothing(run: Run, old: Path) -> None:
    result = run("carry", "2021", "--dry-run")
    assert "5.2 没办完的：结转到 2021:5.1" in result.err
    assert old.read_text(encoding="utf-8") == PLAN
    assert not old.with_name("2021.toml").exists()


def test_only_named_tasks_are_carried(run: Run, old: Path) -> None:
    run("reopen", "5.1", "-m", "再办")
    run("carry", "2021", "5.2")
    assert [task.carried_from for task in planfile.load(old.with_name("2021.toml")).plan.tasks] == ["2020:5.2"]


@pytest.mark.parametrize("year", ["2020", "2019"])
def test_tasks_go_forward_only(run: Run, old: Path, year: str) -> None:
    result = run("carry", year, "--plan", "2020")
    assert (result.code, result.out) == (2, "")
    assert year in result.err


def test_carrying_at_the_turn_of_the_year_is_dated_in_the_old_one(run: Run, old: Path) -> None:
    run("carry", "2021", env={"PLANCTL_TODAY": "2021-01-08"})
    assert "{ on = 2020-12-31, carried_to" in old.read_text(encoding="utf-8")


@pytest.mark.parametrize("side", ["2020", "2021"])
def test_a_carry_is_taken_back_in_both_plans_by_one_undo(run: Run, old: Path, side: str) -> None:
    assert "planctl undo" in run("carry", "2021", "--on", "2020-12-31").err
    undone = run("undo", "--plan", side)
    assert undone.code == 0
    told = {"2020": "plans/2021.toml 是这一步新建的，已一并删除", "2021": "plans/2020.toml 也已一并撤销"}
    assert told[side] in undone.err
    assert old.read_text(encoding="utf-8") == PLAN
    assert not old.with_name("2021.toml").exists()
    assert run("redo").code == 0
    assert [task.id for task in planfile.load(old.with_name("2021.toml")).plan.tasks] == ["5.1"]


def test_where_there_is_nothing_to_carry_json_is_still_a_document_and_no_plan_is_made(run: Run, plan: MakePlan) -> None:
    path = plan(PLAN.replace('status = "doing"', 'status = "done"'))
    result = run("carry", "2021", "--json")
    assert (result.code, json.loads(result.out)["tasks"]) == (0, [])
    assert not path.with_name("2021.toml").exists()


def test_a_carried_task_can_be_reopened_here(run: Run, old: Path) -> None:
    run("carry", "2021", "--on", "2020-12-31")
    result = run("reopen", "5.2", "--plan", "2020", "--on", "2020-12-31", "-m", "仍在本年办", "--lang", "en")
    assert "carried over no longer; 仍在本年办" in result.err
    assert "To take it out there: planctl remove 5.1 --plan 2021" in result.err
    assert "\t取消结转；仍在本年办\t" in run("log", "5.2", "--plan", "2020", "--as-of", "2020-12-31").out
    task = planfile.load(old).plan.task("5.2")
    assert (task.carried_to, task.is_open) == (None, True)
    run("remove", "5.1", "--plan", "2021", "--yes")
    assert [run("check", "--plan", year).code for year in ("2020", "2021")] == [0, 0]


def test_a_carried_task_is_no_longer_open_and_counts_as_what_it_was(run: Run, old: Path) -> None:
    run("carry", "2021", "--on", "2020-12-31")
    arguments = ("--plan", "2020", "--as-of", "2020-12-31")
    assert run("list", *arguments).out.splitlines()[1:] == []
    row = run("progress", *arguments).out.splitlines()[-1].split("\t")
    assert row == ["total", "合计", "2", "0", "1", "0", "0", "1", "0", "0", "1", "0", "50"]
    assert run("list", "-s", "doing", *arguments).out.splitlines()[1].startswith("5.2\t")


def test_before_that_day_it_was_open(run: Run, old: Path) -> None:
    run("carry", "2021", "--on", "2020-12-31")
    listed = run("list", "--plan", "2020", "--as-of", "2020-12-30").out.splitlines()
    assert [line.split("\t")[0] for line in listed[1:]] == ["5.2"]


def test_check_names_a_link_between_years_whose_other_end_is_missing(run: Run, old: Path) -> None:
    run("carry", "2021", "--on", "2020-07-01")
    assert run("check", "--plan", "2020", "--strict").out == ""
    assert run("check", "--plan", "2021", "--strict").out == ""
    run("remove", "5.1", "--plan", "2021", "--yes")
    result = run("check", "--plan", "2020")
    assert result.code == 1
    assert "plans/2020.toml:25: " in result.out
    assert "任务 5.2 与 2021:5.1 的结转关系只有一头" in result.out
    old.with_name("2021.toml").unlink()
    result = run("check", "--plan", "2020")
    assert (result.code, "旁边没有 2021 年的计划文件" in result.out) == (0, True)


def test_a_task_taken_back_only_in_the_old_year_is_found_in_the_new_one(run: Run, old: Path) -> None:
    run("carry", "2021", "--on", "2020-12-31")
    run("reopen", "5.2", "--plan", "2020", "--on", "2020-12-31", "-m", "仍在本年办")
    assert "任务 5.1 与 2020:5.2 的结转关系只有一头" in run("check", "--plan", "2021").out


def test_a_task_that_is_closed_on_the_day_of_carrying_is_said_to_stay_open_there(run: Run, old: Path) -> None:
    run("carry", "2021", "--on", "2020-12-28")
    said = run("--plan", "2020", "done", "5.2", "--on", "2020-12-28", "-e", "a", "--lang", "en")
    assert said.code == 0
    assert "5.2 was carried over to 2021:5.1, which stays open there" in said.err
    assert "stays open there" not in run("--plan", "2020", "note", "5.2", "x", "--on", "2020-12-28", "--lang", "en").err
