"""What stands beside the tasks, from the command line: made, recorded, counted, judged."""

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
title = "任务"
"""


@pytest.fixture
def office(plan: MakePlan, run: Run) -> Path:
    """A plan with an inspection of two areas and a standard of three indicators."""
    path = plan(PLAN)
    for words in (
        ["group", "add", "营商环境督察", "--inspection", "--on", "5月20日"],
        ["add", "材料重复提交", "-p", "D1", "--area", "政务服务", "--about", "1.1", "-d", "8月31日"],
        ["add", "收费不规范", "-p", "营商环境督察", "--area", "收费"],
        ["group", "add", "示范指标", "--standard"],
        ["add", "依法履职", "-p", "K", "--path", "一、职能", "--path", "1.简政", "--hard"],
        ["add", "公众参与", "-p", "K", "--path", "二、决策", "--points", "3"],
    ):
        day = [] if words[0] == "group" else ["--as-of", "2020-06-01"]
        assert run(*words, *day).code == 0
    return path


def test_groups_and_items_of_the_other_kinds_are_made_as_priorities_and_tasks_are(office: Path) -> None:
    loaded = planfile.load(office).plan
    assert [(group.kind, group.id) for group in loaded.groups] == [
        ("priority", "1"),
        ("inspection", "D1"),
        ("standard", "K"),
    ]
    assert [item.id for item in loaded.items] == ["1.1", "D1.1", "D1.2", "K.1", "K.2"]
    assert [task.id for task in loaded.tasks] == ["1.1"]


@pytest.mark.usefixtures("office")
def test_every_command_that_takes_ids_takes_them(run: Run) -> None:
    assert run("update", "D1.1", "-s", "doing", "-m", "整改方案印发", "--as-of", "2020-06-10").code == 0
    assert run("submit", "D1.1", "-e", "整改报告", "--as-of", "2020-08-20").code == 0
    assert run("return", "D1.1", "-m", "证据不足", "--as-of", "2020-08-25").code == 0
    assert run("assign", "D1", "-l", "省司法厅", "--new-unit", "--as-of", "2020-06-02").code == 0
    done = run("done", "D1.1", "-e", "复核意见", "--as-of", "2020-09-02")
    assert "已销号" in done.err
    assert "已销号" in run("show", "D1.1", "--as-of", "2020-09-02", terminal=True).out
    log = json.loads(run("log", "D1.1", "--json", "--as-of", "2020-09-02").out)["entries"]
    assert [entry["status"] for entry in log if entry["status"]] == ["doing", "submitted", "doing", "done"]
    assert run("undo").code == 0
    assert json.loads(run("show", "D1.1", "--json", "--as-of", "2020-09-02").out)["tasks"][0]["status"] == "doing"


@pytest.mark.usefixtures("office")
def test_findings_are_counted_by_area_and_the_open_ones_listed(run: Run) -> None:
    assert run("done", "D1.2", "-e", "复函", "--as-of", "2020-07-01").code == 0
    document = json.loads(run("findings", "--json", "--as-of", "2020-09-01").out)
    assert document["kind"] == "findings"
    total = {name: document["total"][name] for name in ("total", "open", "submitted", "closed_out", "overdue")}
    assert total == {"total": 2, "open": 1, "submitted": 0, "closed_out": 1, "overdue": 1}
    assert [(area["area"], area["total"]) for area in document["areas"]] == [("政务服务", 1), ("收费", 1)]
    assert [(task["id"], task["kind"], task["group"], task["about"]) for task in document["tasks"]] == [
        ("D1.1", "finding", "D1", ["1.1"])
    ]
    shown = run("findings", terminal=True, env={"PLANCTL_TODAY": "2020-09-01"}).out
    assert "2个方面2个问题：未整改到位1项、已销号1项；逾期1项" in shown
    assert run("findings", "--all", "--plain").out.splitlines()[0].split("\t")[:3] == ["id", "title", "area"]
    assert len(run("findings", "--all", "--plain").out.splitlines()) == 3


@pytest.mark.usefixtures("office")
def test_a_standard_is_met_when_its_hard_indicators_are_and_points_stand_side_by_side(run: Run) -> None:
    assert run("submit", "K.2", "-r", "2.5", "--as-of", "2020-10-10").code == 0
    before = json.loads(run("indicators", "--json", "--as-of", "2020-11-01").out)["standards"][0]
    assert (before["is_met"], before["own"], before["accepted"], before["points"]) == (False, 2.5, 0, 3)
    assert run("done", "K", "-r", "2", "-e", "评估意见", "--as-of", "2020-11-05").code == 0
    after = json.loads(run("indicators", "--json", "--as-of", "2020-11-06").out)
    assert (after["standards"][0]["is_met"], after["standards"][0]["accepted"], after["tasks"]) == (True, 2, [])
    assert [heading["key"] for heading in after["headings"]] == ["一、职能", "二、决策"]
    assert "整体达标" in run("indicators", "--as-of", "2020-11-06", terminal=True).out


@pytest.mark.usefixtures("office")
def test_tasks_are_counted_without_them_and_they_are_where_their_kind_is_asked_for(run: Run) -> None:
    assert json.loads(run("progress", "--json").out)["total"]["total"] == 1
    assert [group["key"] for group in json.loads(run("progress", "--by", "inspection", "--json").out)["groups"]] == [
        "D1"
    ]
    assert json.loads(run("progress", "--by", "standard", "--json").out)["total"]["total"] == 2
    assert json.loads(run("progress", "--by", "lead", "-p", "D1", "--json").out)["total"]["total"] == 2
    assert [task["id"] for task in json.loads(run("list", "--json").out)["tasks"]] == ["1.1"]
    assert [task["id"] for task in json.loads(run("list", "-p", "D1", "--json").out)["tasks"]] == ["D1.1", "D1.2"]
    assert json.loads(run("--json").out)["findings"]["total"] == 2
    assert "planctl findings" in run(terminal=True).out


@pytest.mark.usefixtures("office")
def test_a_task_closed_before_what_was_found_about_it_says_so(run: Run) -> None:
    assert "D1.1" in run("done", "1.1", "-e", "文件", "--as-of", "2020-07-01").err
    assert "未销号" in run("check").out
    assert "D1.1" in run("show", "1.1", terminal=True).out


@pytest.mark.usefixtures("office")
def test_what_only_other_kinds_have_is_refused_by_name(run: Run) -> None:
    refused = run("--lang", "en", "set", "1.1", "--hard")
    assert (refused.code, refused.out) == (2, "")
    assert "1.1 cannot have “Must be met”: that is only for indicators" in refused.err
    assert run("set", "K.1", "--no-hard", "--points", "2", "--about", "1.1").code == 0
    item = json.loads(run("show", "K.1", "--json").out)["tasks"][0]
    assert (item["hard"], item["points"], item["about"]) == (False, 2, ["1.1"])
    assert run("set", "K.1", "--no-about", "1.1", "--no-path").code == 0
    assert run("set", "K.1", "--points", "0").code == 2
    assert run("move", "D1.1", "--to", "1").code == 2
    assert run("group", "add", "又", "--standard", "--inspection").code == 2
    assert run("group", "add", "又", "--on", "5月1日").code == 2


def test_a_plan_without_them_says_how_they_are_made(plan: MakePlan, run: Run) -> None:
    plan(PLAN)
    assert "--inspection" in run("findings", terminal=True).out
    assert "--standard" in run("indicators", terminal=True).out
    assert json.loads(run("findings", "--json").out)["tasks"] == []
