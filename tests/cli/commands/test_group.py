"""The groups that tasks stand in, as people change them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from small_plan import SMALL

from planctl.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan, Run


@pytest.fixture
def small(plan: MakePlan) -> Path:
    """Return the small plan."""
    return plan(SMALL)


def groups(run: Run) -> list[str]:
    return [group["key"] for group in json.loads(run("progress", "--json").out)["groups"]]


def test_a_group_is_added_where_it_is_wanted(run: Run, small: Path) -> None:
    assert "added priority 3 重点三" in run("group", "add", "重点三", "--before", "重点二", "--lang", "en").err
    assert run("add", "新任务", "-p", "重点三").code == ExitCode.OK
    assert groups(run) == ["1", "3", "2"]


def test_a_group_is_renamed_in_either_language(run: Run, small: Path) -> None:
    assert "重点 1：重点一 → 新名" in run("group", "rename", "1", "新名", "--lang", "zh").err
    assert "priority 1: First → Other" in run("group", "rename", "1", "--title-en", "Other", "--lang", "en").err
    assert "priority 1: Other → 新名" in run("group", "rename", "1", "--no-title-en", "--lang", "en").err
    assert run("group", "rename", "1").code == ExitCode.USAGE


def test_groups_stand_in_another_order_with_all_that_is_in_them(run: Run, plan: MakePlan) -> None:
    text = SMALL.replace('[[priority]]\nid = "2"', '# 关于二\n[[priority]]\nid = "2"')
    path = plan(text)
    assert "2, 1" in run("group", "move", "2", "--before", "1", "--lang", "en").err
    assert groups(run) == ["2", "1"]
    moved = path.read_text(encoding="utf-8")
    assert sorted(moved.splitlines()) == sorted(text.splitlines())
    assert moved.index("# 关于二") < moved.index("等批复") < moved.index("重点一")
    run("group", "move", "2", "--last")
    assert path.read_text(encoding="utf-8") == text
    assert run("group", "move", "2").code == ExitCode.USAGE


@pytest.mark.parametrize(
    "command", [["move", "2", "--last"], ["move", "1", "--before", "1"], ["rename", "重点一", "重点一"]]
)
def test_a_group_that_is_as_it_is_wanted_is_said_to_be(command: list[str], run: Run, small: Path) -> None:
    before = small.read_bytes()
    result = run("group", *command, "--lang", "zh")
    assert (result.code, result.out) == (ExitCode.OK, "")
    assert result.err.endswith("：没有变化，未写入\n")
    assert small.read_bytes() == before


def test_an_order_is_taken_back_though_the_plan_was_changed_since(run: Run, small: Path) -> None:
    run("group", "move", "2", "--before", "1")
    small.write_text(small.read_text(encoding="utf-8").replace("小计划", "改名计划"), encoding="utf-8")
    assert run("undo").code == ExitCode.OK
    assert groups(run) == ["1", "2"]


def test_only_an_empty_group_is_removed_and_its_id_is_not_given_again(run: Run, small: Path) -> None:
    refused = run("group", "remove", "2", "--yes", "--lang", "en")
    assert (refused.code, "still has 1 task." in refused.err) == (ExitCode.USAGE, True)
    run("move", "2", "--to", "1")
    assert run("group", "remove", "2").code == ExitCode.USAGE  # nobody can be asked
    assert run("group", "remove", "2", "--yes").code == ExitCode.OK
    assert 'retired = ["2", "2.1"]' in small.read_text(encoding="utf-8")
    run("group", "add", "新重点")
    assert groups(run) == ["1", "3"]
    assert run("check").code == ExitCode.OK
    assert run("show", "2.1").code == ExitCode.OK


def test_an_id_that_undo_took_back_is_not_given_again(run: Run, small: Path) -> None:
    run("group", "add", "甲组")
    run("add", "新任务", "-p", "3")
    run("undo")
    run("undo")
    run("group", "add", "乙组")
    assert groups(run) == ["1", "2", "4"]
    run("undo")
    run("move", "2", "--to", "1")
    run("group", "remove", "2", "--yes")
    run("undo")
    assert groups(run) == ["1", "2"]
    assert run("check").code == ExitCode.OK


def test_a_confirmation_names_the_year_where_there_are_several_plans(run: Run, small: Path) -> None:
    run("init", "2022")
    assert "2020" in run("--plan", "2020", "group", "add", "重点三", "--lang", "en").err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "重点一"), 2),
        (("add", ""), 2),
        (("rename", "2", ""), 2),
        (("add", "x", "--before", "9"), 5),
        (("rename", "9", "x"), 5),
        (("rename", "2", "重点一"), 2),
        (("move", "9", "--last"), 5),
        (("remove", "9", "-y"), 5),
        ((), 2),
        (("ad", "x"), 2),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, small: Path, arguments: tuple[str, ...], code: int) -> None:
    before = small.read_bytes()
    result = run("group", *arguments)
    assert (result.code, result.out) == (code, "")
    assert small.read_bytes() == before


def test_a_program_is_told_of_the_group(run: Run, small: Path) -> None:
    added = json.loads(run("group", "add", "重点三", "--title-en", "Third", "--json").out)
    assert added["groups"] == [{"id": "3", "title": "重点三", "title_en": "Third"}]
    assert json.loads(run("group", "rename", "1", "改名", "--json").out)["groups"][0]["title"] == "改名"
    assert json.loads(run("note", "1.2", "x", "--json").out)["groups"] == []
