"""The commands undo and redo, and what they say."""

from __future__ import annotations

import json
import re
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
    assert result.err.startswith("1.1 的状态：现为 受阻，会被改成 未启动\nplanctl：同样的内容此后又改过")
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


# --- one step alone, and the list -------------------------------------------------------------------------------------


def test_a_step_is_taken_back_by_its_number_in_the_list(path: Path, run: Run) -> None:
    run("start", "1.1")
    run("note", "1.2", "-m", "其后")
    result = run("undo", "１", "--lang", "zh")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("已撤销：start 1.1\n1.1 任务一：撤回记录（状态：推进中）\n")
    assert "其后" in path.read_text(encoding="utf-8")
    assert json.loads(run("show", "1.1", "--json").out)["tasks"][0]["status"] == "todo"


@pytest.mark.parametrize(("typed", "code"), [("9", 5), ("0", 5), ("x", 2), ("1.5", 2), ("", 2), ("2", 1)])
def test_what_is_no_step_in_effect_is_refused(typed: str, code: int, path: Path, run: Run) -> None:
    run("start", "1.1")
    run("undo")  # 2
    before = path.read_bytes()
    result = run("undo", typed, "--lang", "en")
    assert (result.code, result.out) == (code, "")
    assert "write --list in" in result.err
    assert path.read_bytes() == before


def test_a_step_that_later_ones_built_on_is_refused_by_naming_them(path: Path, run: Run) -> None:
    run("add", "新任务", "-p", "1")  # 1
    run("start", "1.3")  # 2
    run("set", "1.1", "--title-en", "One")  # 3
    run("set", "1.1", "--title-en", "First")  # 4
    run("note", "1.1", "-m", "无关")  # 5
    run("set", "1.1", "--title-en", "Last")  # 6
    run("undo")  # 7
    before = path.read_bytes()
    built_on = run("undo", "1", "--lang", "en")
    assert (built_on.code, built_on.out) == (6, "")
    assert built_on.err == (
        "1.3 came with this step and was changed since\n"
        "changed since by step 2 (start 1.3). To take that back first: planctl undo 2\n"
        "planctl: the same thing was changed since (see above); plans/2020.toml is as it was\n"
    )
    changed = run("undo", "3", env={"PLANCTL_LANG": "zh"})
    assert changed.code == 6
    assert changed.err.splitlines()[:2] == [
        "1.1 的英文名称：现为 First，会被改成 （空）",
        "此后第 4 步（set 1.1 --title-en First）又改过，须先撤销：planctl undo 4",
    ]
    assert path.read_bytes() == before
    for number in ("4", "3", "2", "1"):
        assert run("undo", number).code == 0
    assert "无关" in path.read_text(encoding="utf-8")


def test_a_step_whose_task_was_removed_since_is_refused(path: Path, run: Run) -> None:
    run("start", "1.1")
    run("remove", "1.1", "--yes")
    result = run("undo", "1", "--lang", "en")
    assert (result.code, result.err.splitlines()[:2]) == (
        6,
        [
            "1.1 was removed since",
            "changed since by step 2 (remove 1.1 --yes). To take that back first: planctl undo 2",
        ],
    )


def test_what_undo_took_away_under_a_step_is_named_with_redo(path: Path, run: Run) -> None:
    run("add", "新任务", "-p", "1")  # 1
    run("start", "1.3")  # 2
    run("restore", "1")  # 3
    run("undo", "1")  # 4
    result = run("undo", "3", "--lang", "en")
    assert (result.code, result.err.splitlines()[:2]) == (
        6,
        [
            "1.3 was removed since",
            "changed since by step 4 (undo of 1: add 新任务 -p 1). To take that back first: planctl redo",
        ],
    )
    assert run("redo").code == 0
    assert run("undo", "3").code == 0


def test_undoing_a_restore_under_later_changes_says_what_comes_back(path: Path, run: Run) -> None:
    run("start", "1.1")
    path.write_bytes(path.read_bytes() + b"# by hand\n")
    run("restore", "-y")
    run("note", "1.2", "-m", "其后")
    run("restore", "1")
    run("note", "1.2", "-m", "又其后")
    result = run("undo", "4", "--lang", "en")
    assert (result.code, "to the byte" in result.err) == (0, False)
    assert "1.2 任务二: brought" not in result.err
    assert "其后" in run("log", "1.2").out
    assert "又其后" in run("log", "1.2").out


def test_a_task_that_was_moved_is_said_to_be_what_it_was_again(path: Path, run: Run) -> None:
    run("group", "add", "新重点")
    run("move", "1.1", "--to", "2")
    assert run("undo", env={"PLANCTL_LANG": "en"}).err == "undone: move 1.1 --to 2\n2.1 is 1.1 again: 任务一\n"
    again = run("redo", "--lang", "en").err
    assert ("1.1 is 2.1 now" in again, "removed" in again) == (True, False)


def test_a_group_and_what_was_put_there_are_taken_back_one_by_one_and_made_again(path: Path, run: Run) -> None:
    run("group", "add", "新重点")
    run("add", "新任务", "-p", "2")
    after = path.read_bytes()
    for _ in range(2):
        assert run("undo").code == 0
    assert path.read_text(encoding="utf-8").count("[[priority]]") == 1
    assert 'retired = ["2", "2.1"]' in path.read_text(encoding="utf-8")
    for _ in range(2):
        assert run("redo").code == 0
    assert path.read_bytes() == after
    run("undo")
    run("undo")
    assert "3 又一项" in run("group", "add", "又一项").err


def test_a_group_that_something_was_put_in_is_not_taken_back_before_that(path: Path, run: Run) -> None:
    run("group", "add", "新重点")
    run("add", "新任务", "-p", "2")
    result = run("undo", "1", "--lang", "en")
    assert (result.code, result.err.splitlines()[:2]) == (
        6,
        [
            "2 came with this step and was changed since",
            "changed since by step 2 (add 新任务 -p 2). To take that back first: planctl undo 2",
        ],
    )


def test_making_a_plan_is_no_step_that_can_be_taken_back(run: Run) -> None:
    run("init", "2020")
    result = run("undo", "1", "--lang", "en")
    assert (result.code, result.out) == (1, "")
    assert result.err == "planctl: step 1 made plans/2020.toml, and making a plan is not taken back\n"


def test_a_file_put_where_no_plan_was_is_taken_back_only_unchanged(path: Path, run: Run) -> None:
    path.write_bytes(b"x y")
    run("init", "2020", "--overwrite", "-p", "甲")
    run("add", "新任务", "-p", "1")
    before = path.read_bytes()
    result = run("undo", "1", "--lang", "en")
    assert (result.code, result.out) == (6, "")
    assert "before that step plans/2020.toml was no plan" in result.err
    assert path.read_bytes() == before


def test_only_the_entry_that_goes_is_said_to_go(path: Path, run: Run) -> None:
    run("update", "1.2", "-d", "2020-10-31")
    run("update", "1.2", "-d", "2020-11-30")
    assert run("undo", "1", "--lang", "en").err.count("entry taken back") == 1
    run("note", "1.2", "-m", "同")
    run("note", "1.2", "-m", "同")
    assert run("undo", "--lang", "en").err.count("entry taken back") == 1


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["amend", "1.1", "-r", "70"], "entry of 2020-06-30: Reading: 70 → 36"),
        (["amend", "1.1", "--remove-evidence", "简报"], "entry of 2020-06-30: Evidence: (none) → 简报"),
        (["amend", "1.1", "--on", "2020-06-29"], "entry of 2020-06-29: Date: 2020-06-29 → 2020-06-30"),
        (["amend", "1.1", "--delete"], "the entry of 2020-06-30 is back (reading: 36; evidence: 简报)"),
        (["set", "1.1", "--title", "甲"], "entry taken back (title: 甲)"),
    ],
)
def test_what_was_put_right_is_said_to_be_as_it_was(command: list[str], told: str, path: Path, run: Run) -> None:
    run("start", "1.1", "--on", "2020-06-01")
    run("update", "1.1", "-r", "36", "-e", "简报", "--on", "2020-06-30")
    before = path.read_bytes()
    assert run(*command).code == 0
    lines = run("undo", "--lang", "en").err.splitlines()
    assert (len(lines), lines[1].endswith(told)) == (2, True), lines
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", ["undo", "restore"])
@pytest.mark.parametrize("state", ["broken", "empty", "gone", "not UTF-8"])
def test_the_list_needs_no_plan(command: str, state: str, path: Path, run: Run) -> None:
    run("start", "1.1")
    if state == "gone":
        path.unlink()
    else:
        path.write_bytes({"broken": b"x y", "empty": b"", "not UTF-8": b"\xff\xfe"}[state])
    lines = run(command, "--list").out.splitlines()
    assert lines[0] == "number\twhen\tstep\ttasks\tin_effect\ttotal"
    assert re.fullmatch(r"1\t[-0-9]{10} [:0-9]{5}\tstart 1\.1\t1\.1\tyes\t2", lines[1])
    listed = json.loads(run(command, "--list", "--json").out)
    assert (listed["plan"], listed["steps"][0]["total"]) == (None, 2)


def test_the_list_names_every_kind_of_step_and_the_other_plan(path: Path, run: Run) -> None:
    run("carry", "2021")
    run("undo", "--plan", "2020")
    run("redo", "--plan", "2020")
    path.write_bytes(b"x y")
    run("restore", "--plan", "2020")
    run("init", "2020", "--overwrite")
    steps = json.loads(run("undo", "--list", "--json", "--plan", "2020").out)["steps"]
    assert [step["kind"] for step in steps] == ["overwrite", "restore", "redo", "undo", "do"]
    assert [step["of"] for step in steps] == [None, 3, 2, 1, None]
    assert steps[-1]["beside"] == {"plan": "2021.toml", "number": 1}
    texts = [line.split("\t")[2] for line in run("undo", "--list", "--plan", "2020", "--lang", "en").out.splitlines()]
    assert texts[1:] == [
        "init 2020 --overwrite",
        "restore --plan 2020 (as of step 3)",
        "redo: carry 2021 (with 2021.toml)",
        "undo of 1: carry 2021 (with 2021.toml)",
        "carry 2021 (with 2021.toml)",
    ]


def test_the_list_of_a_plan_that_a_command_made_shows_it(run: Run) -> None:
    run("init", "2020", "--title", "计划")
    (step,) = json.loads(run("undo", "--list", "--json").out)["steps"]
    assert (step["kind"], step["label"]) == ("new", "init 2020 --title 计划")


# --- restore ----------------------------------------------------------------------------------------------------------

HALF_MERGED = "<<<<<<< HEAD\n" + SMALL + "=======\n>>>>>>> theirs\n"


@pytest.fixture
def broken(path: Path, run: Run) -> Path:
    """A plan that was in order after its last step and is half merged now."""
    run("start", "1.1")
    run("note", "1.2", "-m", "其后")
    path.write_text(HALF_MERGED, encoding="utf-8")
    return path


@pytest.mark.parametrize("arguments", [["list"], ["undo"], ["edit", "1.1"], ["start", "1.2"], ["summary"], []])
def test_whatever_is_done_with_a_broken_plan_names_the_way_back(arguments: list[str], broken: Path, run: Run) -> None:
    result = run(*arguments, "--lang", "en", env={"EDITOR": "true"})
    assert (result.code, result.out) == (4, "")
    assert result.err.endswith("as a command last left it: planctl restore\n")


def test_a_plan_broken_again_after_it_was_restored_names_the_way_back(broken: Path, run: Run) -> None:
    broken.unlink()
    run("restore")
    broken.write_text(HALF_MERGED, encoding="utf-8")
    result = run("undo", "--lang", "en")
    assert (result.code, result.out) == (4, "")
    assert result.err.endswith("as a command last left it: planctl restore\n")


def test_restore_says_what_it_brought_back_and_how_to_take_that_back(broken: Path, run: Run) -> None:
    result = run("restore", env={"PLANCTL_LANG": "zh"})
    assert (result.code, result.out) == (0, "")
    assert re.fullmatch(
        r"plans/2020\.toml 已恢复到第 2 步（[-: 0-9]{16}）之后的样子，共 2 项任务：note 1\.2 -m 其后\n"
        r"文件里是没有合并完的内容：另一边的修改现在不在其中。要找回合并现场：git checkout -m -- plans/2020\.toml\n"
        r"原来的内容已留存。撤销这一步：planctl undo\n",
        result.err,
    )
    assert run("list").code == 0
    undone = run("undo", "--lang", "zh")
    assert undone.err == "已撤销：restore\nplans/2020.toml 已还原成此前的内容，一字不差\n"
    assert broken.read_text(encoding="utf-8") == HALF_MERGED
    assert run("redo").code == 0
    assert run("list").code == 0


def test_restore_of_a_good_plan_tells_what_becomes_of_the_tasks(path: Path, run: Run) -> None:
    run("start", "1.1")
    run("add", "误录", "-p", "1")
    result = run("restore", "1", "--lang", "en")
    assert "1.3 误录: no longer added (the id is not used again)" in result.err
    assert result.code == 0


def test_a_dry_run_of_restore_shows_the_difference(broken: Path, run: Run) -> None:
    result = run("restore", "-n")
    assert "\n-<<<<<<< HEAD\n" in result.out
    assert '\n+status = "doing" ' in result.out
    assert broken.read_text(encoding="utf-8") == HALF_MERGED


def test_restore_where_nothing_is_wrong_says_so(path: Path, run: Run) -> None:
    run("start", "1.1")
    before = path.read_bytes()
    result = run("restore", "--lang", "en")
    assert (result.code, result.out) == (0, "")
    assert "there is nothing to restore" in result.err
    assert json.loads(run("restore", "--json").out)["tasks"] == []
    assert path.read_bytes() == before


def test_what_was_changed_by_hand_is_overwritten_only_if_told(path: Path, run: Run) -> None:
    run("start", "1.1")
    good = path.read_bytes()
    path.write_text(path.read_text(encoding="utf-8").replace("任务二", "手改"), encoding="utf-8")
    by_hand = path.read_bytes()
    assert run("restore").code == 2
    assert path.read_bytes() == by_hand
    answer = run("restore", stdin="n\n", terminal=True, env={"PLANCTL_LANG": "zh"})
    assert (answer.code, path.read_bytes()) == (1, by_hand)
    assert "在 planctl 之外又有改动\n仍要恢复" in answer.err
    assert run("restore", stdin="y\n", terminal=True).code == 0
    assert path.read_bytes() == good
    run("undo")
    assert path.read_bytes() == by_hand
    assert run("restore", "1", "-y").code == 0
    assert path.read_bytes() == good


def test_a_plan_that_lost_its_tasks_names_the_way_back_and_is_restored_without_a_question(path: Path, run: Run) -> None:
    run("start", "1.1")
    good = path.read_bytes()
    path.write_text(SMALL[: SMALL.index("[[priority.task]]")], encoding="utf-8")
    result = run("add", "新", "-p", "1", "--lang", "en")
    assert (result.code, result.err.splitlines()[-1].endswith("planctl restore")) == (6, True)
    assert run("restore").code == 0
    assert path.read_bytes() == good


@pytest.mark.parametrize("named", [[], ["--plan", "2020"], ["--plan", "plans/2020.toml"]])
def test_a_plan_that_is_gone_is_named_and_brought_back(named: list[str], path: Path, run: Run) -> None:
    run("start", "1.1")
    good = path.read_bytes()
    path.unlink()
    result = run("list", *named, "--lang", "en")
    gone = "planctl: plans/2020.toml is gone but can be brought back: planctl restore\n"
    assert (result.code, result.err) == (3, gone)
    assert run("undo", *named, "--lang", "en").code == 3
    assert run("restore", *named).code == 0
    assert path.read_bytes() == good
    assert "gone again" in run("undo", "--lang", "en", "-n").err
    assert "gone again" in run("undo", "--lang", "en").err
    assert not path.exists()
    assert run("redo").code == 0
    assert path.read_bytes() == good


def test_of_two_plans_the_one_that_is_gone_is_brought_back_by_its_name(path: Path, run: Run, plan: MakePlan) -> None:
    other = plan(SMALL.replace("2020", "2021"), name="2021.toml")
    for year in ("2020", "2021"):
        run("start", "1.1", "--plan", year)
    path.unlink()
    result = run("list", "--plan", "2020", "--lang", "en")
    assert result.err.splitlines()[-1].endswith("planctl restore --plan 2020")
    hint = run("restore", "--lang", "en")
    assert "plans/2020.toml is gone but can be brought back: planctl restore --plan 2020" in hint.err
    assert run("restore", "--plan", "2020").code == 0
    assert path.exists()
    assert other.exists()


def test_what_is_done_to_the_plan_beside_one_that_is_gone_names_the_year(path: Path, run: Run, plan: MakePlan) -> None:
    plan(SMALL.replace("2020", "2021"), name="2021.toml")
    run("start", "1.1", "--plan", "2020")
    path.unlink()
    assert "in the plan of 2021:" in run("note", "1.1", "-m", "x", "--lang", "en").err


def test_what_later_steps_of_the_other_plan_built_on_a_carrying_is_named_there(path: Path, run: Run) -> None:
    run("carry", "2021")
    run("note", "1.1", "-m", "x", "--plan", "2021")
    result = run("undo", "--lang", "en")
    assert result.code == 6
    assert "changed since by step 2 (note 1.1 -m x --plan 2021)" in result.err
    assert "To take that back first: planctl undo 2 --plan 2021\n" in result.err
    assert run("undo", "2", "--plan", "2021").code == 0
    assert run("undo").code == 0
    assert not path.with_name("2021.toml").exists()


def test_restore_across_a_carrying_says_that_the_other_plan_stays(path: Path, run: Run) -> None:
    run("start", "1.1")
    run("carry", "2021")
    hint = "plans/2021.toml was changed by the same command and stays as it is"
    first = run("restore", "1", "--lang", "en").err
    assert f"{hint}. To see whether the two still fit: planctl check --plan 2021\n" in first
    assert run("check", "--plan", "2021").code == 1
    assert hint in run("restore", "2", "--lang", "en").err
    assert run("check", "--plan", "2021").code == 0
    path.unlink()
    assert hint not in run("restore", "--plan", "2020", "--lang", "en").err
    assert run("check", "--plan", "2021").code == 0


def test_the_steps_of_a_deleted_plan_are_kept_for_the_next_one_of_its_name(path: Path, run: Run) -> None:
    run("start", "1.1")
    good = path.read_bytes()
    path.unlink()
    made = run("init", "2020", "--lang", "en")
    earlier = "steps of an earlier plans/2020.toml are kept. To see what can be brought back: planctl restore --list\n"
    assert (made.code, made.err.endswith(earlier)) == (0, True)
    assert run("restore").code == 0
    assert len(run("restore", "--list", "--plain").out.splitlines()) == 3
    assert run("restore", "1").code == 0
    assert path.read_bytes() == good


def test_carrying_into_a_year_whose_plan_is_gone_says_that_it_can_be_had_back(path: Path, run: Run) -> None:
    assert "earlier" not in run("carry", "2021", "1.1", "--lang", "en").err
    run("undo")
    assert "earlier" not in run("carry", "2021", "1.1", "--lang", "en").err
    path.with_name("2021.toml").unlink()
    carried = run("carry", "2021", "--lang", "en")
    assert "steps of an earlier plans/2021.toml are kept." in carried.err
    assert "planctl restore --list --plan 2021\n" in carried.err


def test_without_steps_no_way_back_is_named(path: Path, run: Run) -> None:
    path.write_text("", encoding="utf-8")
    result = run("list", "--lang", "en")
    assert result.code == 4
    assert "restore" not in result.err
    assert "--yes" not in result.err
    assert run("restore").code == 1


def test_restore_needs_no_day_and_no_status(path: Path, run: Run) -> None:
    assert run("restore", "--as-of", "2020-06-30").code == 2


@pytest.mark.parametrize("command", ["undo", "restore"])
def test_a_list_is_of_all_steps(path: Path, run: Run, command: str) -> None:
    run("start", "1.1")
    before = path.read_bytes()
    result = run(command, "1", "--list", "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert "1 and --list exclude each other" in result.err
    assert path.read_bytes() == before


def test_restoring_a_half_merged_plan_says_what_is_not_in_it(path: Path, run: Run) -> None:
    run("start", "1.1")
    good = path.read_bytes()
    path.write_bytes(good + b"<<<<<<< HEAD\n=======\n>>>>>>> theirs\n")
    said = run("restore", "--lang", "en").err
    assert "what the other side changed is not in it now" in said
    assert "git checkout -m -- plans/2020.toml" in said
    assert path.read_bytes() == good
    path.write_bytes(b"")
    assert "git checkout" not in run("restore", "--lang", "en").err
