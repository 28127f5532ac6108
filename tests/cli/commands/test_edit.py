"""The commands that change tasks, as people use them: what is recorded, what is refused, what is said."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_plan import SMALL

from planctl.errors import ExitCode
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import MakePlan, Run


@pytest.fixture
def copy(plan: MakePlan) -> Path:
    """Return a copy of the shipped plan."""
    return plan()


def task(run: Run, identifier: str) -> dict[str, Any]:
    [found] = json.loads(run("show", identifier, "--json").out)["tasks"]
    assert isinstance(found, dict)
    return found


# --- one word for a status


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (["start"], "doing"),
        (["submit"], "submitted"),
        (["done"], "done"),
        (["block", "-m", "等批复"], "blocked"),
        (["drop", "-m", "并入"], "dropped"),
    ],
)
def test_a_word_changes_the_status_and_takes_what_update_takes(
    run: Run, copy: Path, command: list[str], status: str
) -> None:
    options = ["-r", "36", "-e", "甲.pdf", "-e", "乙.pdf", "--on", "6月30日", "--by", "王芳"]
    assert run(command[0], "5.8", *command[1:], *options).code == ExitCode.OK
    after = task(run, "5.8")
    assert (after["status"], after["reading"]) == (status, 36)
    assert after["evidence"] == ["甲.pdf", "乙.pdf"]
    assert [(entry["on"], entry["by"]) for entry in after["log"]] == [("2020-06-30", "王芳")]


@pytest.mark.parametrize("command", [["start"], ["block", "-m", "等批复"], ["update"]])
def test_what_goes_on_may_get_a_deadline(run: Run, copy: Path, command: list[str]) -> None:
    assert run(command[0], "5.8", *command[1:], "-d", "11月30日").code == ExitCode.OK
    assert task(run, "5.8")["due"] == "2020-11-30"


@pytest.mark.parametrize("command", ["done", "submit", "drop"])
@pytest.mark.parametrize("option", ["-d", "--due"])
def test_the_day_on_which_something_ended_is_no_deadline(run: Run, copy: Path, command: str, option: str) -> None:
    before = copy.read_bytes()
    result = run(command, "5.8", "-m", "x", option, "5-1", "--lang", "en")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "--on" in result.err
    assert f"planctl update ID {option}" in result.err
    assert copy.read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        (["start", "5.8", "--lead", "省司法厅"], "assign"),
        (["note", "5.8", "-e", "a.pdf"], "update"),
        (["assign", "5.8", "-d", "eoy"], "update"),
        (["assign", "5.8", "-r", "3"], "update"),
        (["show", "5.8", "--overdue"], "list"),
    ],
)
def test_an_option_of_another_command_names_that_command(run: Run, copy: Path, typed: list[str], other: str) -> None:
    result = run(*typed, "--lang", "en")
    assert result.code == ExitCode.USAGE
    assert f"planctl {other}" in result.err


def test_one_status_change_is_the_status_line_and_a_log_entry(run: Run, copy: Path) -> None:
    before = copy.read_text(encoding="utf-8").splitlines()
    run("start", "5.8")
    after = copy.read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in after] == []
    assert len(after) == len(before) + 3
    run("submit", "5.8")
    last = copy.read_text(encoding="utf-8").splitlines()
    assert len(last) == len(after) + 1


def test_done_twice_is_a_no_op_that_says_since_when(run: Run, copy: Path) -> None:
    run("done", "5.8", "--on", "2020-06-01", "-e", "a.pdf")
    before = copy.read_bytes()
    result = run("done", "5.8", "--lang", "en")
    assert (result.code, result.out) == (ExitCode.OK, "")
    assert "5.8 has been done since 2020-06-01" in result.err
    assert copy.read_bytes() == before


def test_done_without_evidence_is_accepted_with_a_warning_that_check_repeats(run: Run, copy: Path) -> None:
    result = run("done", "5.8", "--quiet", "--lang", "en")
    assert (result.code, result.out) == (ExitCode.OK, "")
    evidence, reading = result.err.splitlines()
    assert evidence == "warning: task 5.8 is done without evidence. Add it: planctl update 5.8 -e DOCUMENT"
    assert reading == "warning: task 5.8 is done, but its reading is 0 and its target 100 个"
    told = run("check", "--lang", "en").out
    assert all(line.partition(": ")[2] in told for line in (evidence, reading))
    run("update", "5.8", "-e", "a.pdf", "-r", "100")
    assert run("check").out == ""


@pytest.mark.parametrize("command", ["block", "drop"])
def test_a_reason_is_demanded(run: Run, copy: Path, command: str) -> None:
    before = copy.read_bytes()
    for arguments in ([], ["-e", "a.pdf"]):
        result = run(command, "5.8", *arguments, "--lang", "en")
        assert result.code == ExitCode.USAGE
        assert "needs a reason: add -m REASON" in result.err
    assert copy.read_bytes() == before


def test_reopen_takes_up_what_was_closed_and_leaves_the_rest(run: Run, copy: Path) -> None:
    run("done", "5.8", "-e", "a.pdf")
    result = run("reopen", "5.8,5.9", "-m", "验收未通过", "--lang", "en")
    assert task(run, "5.8")["status"] == "doing"
    assert "5.9" in result.err.splitlines()[1]
    assert "nothing changes" in result.err.splitlines()[1]


@pytest.mark.parametrize("command", [["set", "5.8", "--no-tag", "无"], ["assign", "5.8", "--owner", "张三"]])
def test_what_changes_nothing_of_a_closed_task_is_not_answered_with_its_status(
    run: Run, copy: Path, command: list[str]
) -> None:
    run("done", "5.8", "-e", "a.pdf")
    run("assign", "5.8", "--owner", "张三")
    assert run(*command, "--lang", "zh").err == "5.8 新增100个品牌个人调解工作室：没有变化，未写入\n"
    assert "已经是“已完成”" in run("done", "5.8", "--lang", "zh").err


# --- several tasks


def test_several_tasks_are_one_change_with_a_line_each(run: Run, copy: Path) -> None:
    result = run("start", "5.9..5.11", "1.1", "--on", "2020-03-02", "--by", "王芳")
    assert [line.split(" ")[0] for line in result.err.splitlines()] == ["5.9", "5.10", "5.11", "1.1"]
    run("undo")
    assert task(run, "5.9")["status"] == "todo"
    assert task(run, "1.1")["status"] == "todo"


@pytest.mark.parametrize("ids", [["1.1", "9.9"], ["1.1,9.9"], ["1.1", "x*"], ["1.1..9.9"]])
def test_one_unknown_task_and_nothing_is_changed(run: Run, copy: Path, ids: list[str]) -> None:
    before = copy.read_bytes()
    assert run("start", *ids).code == ExitCode.UNKNOWN
    assert copy.read_bytes() == before


def test_ids_are_read_in_any_width(run: Run, copy: Path) -> None:
    assert run("note", "５。８，５．９", "-m", "全角").code == ExitCode.OK
    assert task(run, "5.8")["log"] == task(run, "5.9")["log"] != []


# --- what is recorded


def test_a_reading_is_set_or_moved(run: Run, copy: Path) -> None:
    for typed, reading in (("36", 36), ("+10", 46), ("-6", 40), ("＋６０", 100), ("1,200", 1200), ("62.5", 62.5)):
        assert run("update", "5.8", "-r", typed).code == ExitCode.OK
        assert task(run, "5.8")["reading"] == reading


def test_a_negative_distance_is_a_date_and_no_option(run: Run, copy: Path) -> None:
    assert run("update", "5.8", "--due", "-3d", "-m", "更正").code == ExitCode.OK
    assert task(run, "5.8")["due"] == "2020-06-28"


def test_a_value_may_begin_like_an_option(run: Run, copy: Path) -> None:
    assert run("block", "5.8", "-m", "-5个").code == ExitCode.OK
    assert task(run, "5.8")["log"][-1]["note"] == "-5个"
    assert run("add", "-p", "5", "--", "-x").code == ExitCode.OK
    assert task(run, "5.18")["title"] == "-x"


def test_a_note_comes_from_standard_input(run: Run, copy: Path) -> None:
    assert run("note", "5.8", "-m", "-", stdin="第一行\n第二行\n").code == ExitCode.OK
    assert task(run, "5.8")["log"][0]["note"] == "第一行\n第二行"
    waiting = run("note", "5.8", "-m", "-", stdin="再记\n", terminal=True)
    assert "Ctrl-D" in waiting.err


@pytest.mark.parametrize(
    ("typed", "stdin", "note"),
    [
        (["visited Changchun"], "", "visited Changchun"),
        (["已赴长春调研"], "", "已赴长春调研"),
        (["-"], "\ufeff等待批复  \r\n经费未到\r\n", "等待批复\n经费未到"),
        (["-m", "-"], "\ufeff等待批复  \r\n经费未到\r\n", "等待批复\n经费未到"),
        (["-m", "\ufeff等待批复 \r\n经费未到\r\n"], "", "等待批复\n经费未到"),
        (["5.9", "-m", "两项"], "", "两项"),
    ],
)
def test_a_note_stands_behind_the_id_or_after_m(run: Run, copy: Path, typed: list[str], stdin: str, note: str) -> None:
    assert run("note", "5.8", *typed, stdin=stdin).code == ExitCode.OK
    assert task(run, "5.8")["log"][0]["note"] == note


def test_a_note_behind_several_ids_is_in_quotes(run: Run, copy: Path) -> None:
    assert run("note", "5.8,5.9", "两项").code == ExitCode.OK
    assert task(run, "5.9")["log"][0]["note"] == "两项"
    before = copy.read_bytes()
    result = run("note", "5.8", "visited", "Changchun", "--lang", "en")
    assert (result.code, '"visited Changchun"' in result.err) == (ExitCode.USAGE, True)
    for forgotten in (["5.9"], ["5.99"], ["5"], ["1.*"], ["3..4"]):
        result = run("note", "5.8", *forgotten, "--lang", "en")
        assert (result.code, "--note is missing" in result.err) == (ExitCode.USAGE, True)
    assert copy.read_bytes() == before


def test_every_text_loses_what_came_along_with_it(run: Run, copy: Path) -> None:
    run("assign", "5.8", "--owner", "\ufeff王芳\r\n", "--lead", " 省司法厅\r", "--new-unit", "--by", "李明\r\n")
    run("update", "5.8", "-e", "\ufeff通知\r\n", "-e", "通知", env={"PLANCTL_BY": " 王芳\r"})
    after = task(run, "5.8")
    assert (after["owner"], after["lead"], after["evidence"]) == ("王芳", "省司法厅", ["通知"])
    assert [entry["by"] for entry in after["log"]] == ["李明", "王芳"]
    assert run("add", "\ufeff新任务\r\n", "-p", "5").code == ExitCode.OK
    assert task(run, "5.18")["title"] == "新任务"
    assert run("block", "5.9", "-m", "\u200b").code == ExitCode.USAGE


@pytest.mark.parametrize("arguments", [[], ["-m", ""], ["-m", "  "], ["-m", "\u200b"], ["-m", "-"]])
def test_a_note_without_words_is_refused(run: Run, copy: Path, arguments: list[str]) -> None:
    before = copy.read_bytes()
    assert run("note", "5.8", *arguments).code == ExitCode.USAGE
    assert copy.read_bytes() == before


def test_who_records_is_told_once_for_all(run: Run, copy: Path) -> None:
    run("start", "5.8", env={"PLANCTL_BY": "王芳"})
    run("note", "5.8", "-m", "x", "--by", "李四", env={"PLANCTL_BY": "王芳"})
    assert [entry["by"] for entry in task(run, "5.8")["log"]] == ["王芳", "李四"]


def test_as_of_is_the_day_of_an_entry_unless_on_says_another(run: Run, copy: Path) -> None:
    run("start", "5.8", "--as-of", "2020-04-02")
    run("start", "5.9", "--as-of", "2020-04-02", "--on", "2020-04-03")
    assert task(run, "5.8")["log"][0]["on"] == "2020-04-02"
    assert task(run, "5.9")["log"][0]["on"] == "2020-04-03"


def test_an_internal_entry_is_marked(run: Run, copy: Path) -> None:
    run("note", "5.8", "-m", "内情", "--internal")
    assert task(run, "5.8")["log"][0]["internal"] is True


def test_an_entry_of_a_day_to_come_or_outside_the_year_is_pointed_out(run: Run, copy: Path) -> None:
    assert "still to come" in run("start", "5.8", "--on", "2020-12-01", "--lang", "en").err
    late = run("start", "5.9", "--lang", "en", env={"PLANCTL_TODAY": "2026-11-24"})
    assert "task 5.9 has an entry of 2026-11-24, outside the year 2020" in late.err
    early = run("done", "5.11", "-e", "x", "--on", "2002-07-01", "--lang", "en")
    assert "task 5.11 has an entry of 2002-07-01, outside the year 2020" in early.err
    assert "warning:" not in run("start", "5.10", "--lang", "en").err
    told = run("check", "--strict", "--lang", "en")
    assert told.code == ExitCode.NO
    assert [line.split("an entry of ")[1][:10] for line in told.out.splitlines()] == [
        "2020-12-01",
        "2026-11-24",
        "2002-07-01",
    ]


# --- who does it


def test_units_have_to_be_known_or_accepted_as_new(run: Run, copy: Path) -> None:
    refused = run("assign", "5.8", "--lead", "省司法厅", "--lang", "en")
    assert refused.code == ExitCode.UNKNOWN
    assert "--new-unit" in refused.err
    accepted = run(
        "assign", "5.8", "-l", "省司法厅", "--support", "省信访局、省财政厅", "--owner", "王芳", "--new-unit"
    )
    assert accepted.code == ExitCode.OK
    after = task(run, "5.8")
    assert (after["lead"], after["support"], after["owner"]) == ("省司法厅", ["省信访局", "省财政厅"], "王芳")
    near = run("assign", "5.9", "-l", "省司法庁", "--lang", "en")
    assert "Did you mean 省司法厅?" in near.err


def test_support_is_added_removed_and_cleared(run: Run, copy: Path) -> None:
    run("assign", "5.8", "--support", "甲局,乙局", "--new-unit")
    run("assign", "5.8", "--add", "丙局", "--remove", "甲局", "--new-unit")
    assert task(run, "5.8")["support"] == ["乙局", "丙局"]
    run("assign", "5.8", "--support", "", "--lead", "乙局")
    assert (task(run, "5.8")["support"], task(run, "5.8")["lead"]) == ([], "乙局")
    run("assign", "5.8", "--lead", "", "--owner", "")
    assert (task(run, "5.8")["lead"], task(run, "5.8")["owner"]) == (None, None)


def test_a_unit_is_known_by_its_other_names(run: Run, plan: MakePlan) -> None:
    path = plan()
    unit = '\n[[unit]]\nname = "省司法厅"\naliases = ["司法厅"]\nname_en = "Department of Justice"\n'
    path.write_text(path.read_text(encoding="utf-8") + unit, encoding="utf-8")
    for typed in ("司法厅", "department of justice", "省司法厅"):
        run("assign", "5.8", "-l", typed)
        assert task(run, "5.8")["lead"] == "省司法厅"


# --- tasks come and go


def test_a_task_is_added_under_its_priority_with_a_number_never_used(run: Run, copy: Path) -> None:
    result = run(
        "add",
        "开展年度培训",
        "-p",
        "5",
        "--title-en",
        "Train",
        "-d",
        "9月30日",
        "--target",
        "100 场",
        "--baseline",
        "3",
    )
    assert "5.18" in result.err
    added = task(run, "5.18")
    assert (added["title_en"], added["due"]) == ("Train", "2020-09-30")
    assert added["target"] == {"amount": 100, "unit": "场", "baseline": 3, "from": None, "to": None}
    run("remove", "5.18", "--yes")
    assert "5.19" in run("add", "又一项", "-p", "5").err


def test_a_target_may_be_a_level_to_come_down_to(run: Run, copy: Path) -> None:
    assert run("add", "缩短响应时间", "-p", "5", "--target", "200 毫秒", "--from", "450").code == 0
    assert run("add", "清零积案", "-p", "5", "--target", "0", "--from", "12").code == 0
    level = {"amount": None, "baseline": None, "unit": "毫秒", "from": 450, "to": 200}
    assert task(run, "5.18")["target"] == level
    assert (task(run, "5.19")["target"]["from"], task(run, "5.19")["target"]["to"]) == (12, 0)
    run("update", "5.18", "-r", "-140")
    assert task(run, "5.18")["reading"] == 310
    assert run("check").code == 0


@pytest.mark.parametrize(
    "options", [("--from", "3"), ("--target", "5", "--from", "3", "--baseline", "1"), ("--target", "5", "--from", "5")]
)
def test_a_level_needs_two_ends_and_no_baseline(options: tuple[str, ...], run: Run, copy: Path) -> None:
    before = copy.read_bytes()
    assert run("add", "新任务", "-p", "5", *options).code == 2
    assert copy.read_bytes() == before


@pytest.mark.parametrize("target", ["450->200 毫秒", "450→200 毫秒", "36-40个", "36～40个", ">=36", "36 : 40"])
def test_two_numbers_are_no_target_with_an_odd_unit(target: str, run: Run, copy: Path) -> None:
    before = copy.read_bytes()
    result = run("add", "新任务", "-p", "5", "--target", target)
    assert (result.code, "--from" in result.err) == (ExitCode.USAGE, True)
    assert copy.read_bytes() == before


def test_a_task_needs_a_title_and_a_priority(run: Run, copy: Path) -> None:
    before = copy.read_bytes()
    assert run("add", "", "-p", "5").code == ExitCode.USAGE
    assert run("add", " \t", "-p", "5").code == ExitCode.USAGE
    assert run("add", "x").code == ExitCode.USAGE
    assert run("add", "x", "-p", "9").code == ExitCode.UNKNOWN
    assert copy.read_bytes() == before


def test_a_deadline_outside_the_year_is_pointed_out(run: Run, copy: Path) -> None:
    assert "outside the year 2020" in run("add", "x", "-p", "5", "-d", "2021-01-15", "--lang", "en").err
    assert "outside the year 2020" in run("update", "5.8", "-d", "2021-01-15", "--lang", "en").err


def test_removing_asks_and_takes_no_for_an_answer(run: Run, copy: Path) -> None:
    before = copy.read_bytes()
    for answer in ("n\n", "\n", "", "nein\n"):
        result = run("remove", "5.8", stdin=answer, terminal=True, env={"PLANCTL_LANG": "zh"})
        assert result.code == ExitCode.NO
        assert "  5.8 新增100个品牌个人调解工作室\n删除 1 项任务？" in result.err
        assert result.err.endswith("\n没有删除\n" if not answer else "没有删除\n")
    assert copy.read_bytes() == before
    for answer in ("y\n", "是\n", "YES\n"):
        assert run("remove", "5.8", stdin=answer, terminal=True, env={"PLANCTL_LANG": "zh"}).code == ExitCode.OK
        run("undo")


def test_of_many_tasks_to_be_removed_the_first_ten_are_named(run: Run, copy: Path) -> None:
    result = run("remove", "5", stdin="y\n", terminal=True, env={"PLANCTL_LANG": "en"})
    lines = result.err.splitlines()
    assert [line.split()[0] for line in lines[:11]] == [*(f"5.{number}" for number in range(1, 11)), "…"]
    assert lines[10] == "  … and 7 more"
    assert [line.split()[1] for line in lines[11:] if line.startswith("removed")] == [f"5.{n}" for n in range(2, 18)]


def test_where_nobody_can_be_asked_yes_has_to_be_said(run: Run, copy: Path) -> None:
    result = run("remove", "5.8", stdin="y\n", env={"PLANCTL_LANG": "en"})
    assert (result.code, "--yes" in result.err) == (ExitCode.USAGE, True)
    assert run("remove", "5.8", "--yes").code == ExitCode.OK
    assert run("show", "5.8").code == ExitCode.UNKNOWN


# --- what is closed or was carried over


def test_a_closed_task_is_not_taken_up_again_by_the_way(run: Run, copy: Path) -> None:
    run("done", "5.4", "-e", "a.pdf")
    before = copy.read_bytes()
    for arguments in (
        ["start", "5.4"],
        ["block", "5.4", "-m", "x"],
        ["update", "5.4", "-s", "todo"],
        ["submit", "5.4"],
    ):
        result = run(*arguments, "--lang", "en")
        assert result.code == ExitCode.USAGE
        assert "what is closed keeps its status: 5.4" in result.err
        assert "planctl reopen 5.4" in result.err
    assert copy.read_bytes() == before
    assert run("note", "5.4", "-m", "补记").code == ExitCode.OK


@pytest.mark.parametrize("typed", ["5", "5.*", "5.1..5.17"])
def test_closed_tasks_that_are_reached_with_others_are_left_and_counted(run: Run, copy: Path, typed: str) -> None:
    run("done", "5.1,5.2", "-e", "a.pdf")
    run("carry", "2021", "5.3")
    result = run("--plan", "2020", "start", typed, "--lang", "en")
    assert result.code == ExitCode.OK
    lines = [line for line in result.err.splitlines() if "not started → in progress" in line]
    assert len(lines) == 14
    assert "3 more are closed or carried over and were left as they are" in result.err
    again = run("--plan", "2020", "drop", typed, "-m", "x", "--lang", "zh", "-n")
    assert "另有 3 项已完成、已终止或已结转，没有改动" in again.err


def test_a_record_of_a_carried_task_belongs_into_the_next_plan(run: Run, copy: Path) -> None:
    run("carry", "2021", "5.8", "--on", "2020-06-20")
    before = copy.read_bytes()
    for arguments in (["done", "5.8", "-e", "x"], ["note", "5.8", "-m", "x"], ["assign", "5.8", "--owner", "王芳"]):
        result = run("--plan", "2020", *arguments, "--lang", "en")
        assert result.code == ExitCode.USAGE
        assert "carried to 2021:5.1 on 2020-06-20" in result.err
        assert f"planctl --plan 2021 {arguments[0]} 5.1" in result.err
    assert copy.read_bytes() == before
    assert run("--plan", "2020", "note", "5.8", "-m", "补记", "--on", "2020-06-20").code == ExitCode.OK
    assert run("--plan", "2021", "note", "5.1", "-m", "接着记").code == ExitCode.OK


def test_removing_a_carried_task_says_where_it_went_on(run: Run, copy: Path) -> None:
    run("carry", "2021", "5.8")
    gone = run("--plan", "2020", "remove", "5.8", "-y", "--lang", "en", "-n")
    assert "5.8 was carried to 2021:5.1; the task there stays" in gone.err
    there = run("--plan", "2021", "remove", "5.1", "-y", "--lang", "en")
    assert "5.1 was carried over from 2020:5.8; the task there stays" in there.err


# --- what is confirmed


@pytest.mark.parametrize(
    ("before", "command", "told"),
    [
        ([], ["start", "5.8"], "状态：未启动 → 推进中"),
        ([], ["update", "5.8", "-r", "20"], "状态：未启动 → 推进中；完成数：20"),
        ([["update", "5.8", "-r", "30"]], ["update", "5.8", "-r", "+6"], "完成数：30 → 36"),
        ([], ["update", "5.8", "-d", "2020-09-30"], "完成时限：2020-12-31 → 2020-09-30"),
        ([["assign", "5.8", "-l", "甲局", "--new-unit"]], ["assign", "5.8", "-l", "乙局", "--new-unit"], "甲局 → 乙局"),
        ([["assign", "5.8", "-l", "甲局", "--new-unit"]], ["assign", "5.8", "-l", ""], "牵头单位：甲局 → （无）"),
        ([["assign", "5.8", "--owner", "王芳"]], ["assign", "5.8", "--owner", "李明"], "责任人：王芳 → 李明"),
        (
            [["assign", "5.8", "--support", "甲局,乙局", "--new-unit"]],
            ["assign", "5.8", "--remove", "甲局"],
            "配合单位：甲局、乙局 → 乙局",
        ),
        ([["start", "5.8"], ["block", "5.8", "-m", "等"]], ["start", "5.8"], "状态：受阻 → 推进中"),
        ([["note", "5.8", "-m", "调研"]], ["note", "5.8", "-m", "调研"], "5.8 新增100个品牌个人调解工作室：调研"),
        (
            [["update", "5.8", "-d", "2020-09-30"], ["update", "5.8", "-d", "2020-10-31"]],
            ["update", "5.8", "-d", "2020-09-30"],
            "完成时限：2020-10-31 → 2020-09-30",
        ),
        ([], ["done", "5.8", "-e", "甲", "-e", "甲"], "状态：未启动 → 已完成；佐证材料：甲\n"),
        ([], ["done", "5.8", "-m", "第一行\n第二行"], "第一行 第二行"),
    ],
)
def test_what_was_recorded_is_confirmed_with_what_was_before(
    run: Run, copy: Path, before: list[list[str]], command: list[str], told: str
) -> None:
    for earlier in before:
        assert run(*earlier).code == ExitCode.OK
    result = run(*command)
    assert (result.code, result.out) == (ExitCode.OK, "")
    assert told in result.err


texts = st.text(alphabet="甲乙丙abc 1，。：；→\n", min_size=1, max_size=8).filter(str.strip)
records = st.fixed_dictionaries(
    {},
    optional={
        "--note": texts,
        "--evidence": texts,
        "--reading": st.integers(0, 10**6).map(str),
        "--due": st.dates(date(2019, 1, 1), date(2022, 1, 1)).map(str),
        "--status": st.sampled_from(["doing", "submitted", "done"]),
    },
).filter(bool)


def values_in(entry: dict[str, Any]) -> Iterator[str]:
    """Yield what an entry records, as a confirmation has it on its line."""
    yield from (text for text in (entry["due"], entry["note"], *entry["evidence"]) if text)
    if entry["reading"] is not None:
        yield f"{entry['reading']}"
    if entry["status"]:
        yield "→ " + Translator("zh")(f"status.{entry['status']}")


@given(st.lists(records, min_size=1, max_size=4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_value_that_is_recorded_is_kept_from_the_one_who_recorded_it(
    run: Run, plan: MakePlan, calls: list[dict[str, str]]
) -> None:
    plan(SMALL)
    for options in calls:
        before = task(run, "1.2")["log"]
        result = run("update", "1.2", *(word for pair in options.items() for word in pair), "--lang", "zh")
        after = task(run, "1.2")["log"]
        for entry in after[len(before) :]:
            assert [value for value in values_in(entry) if value.replace("\n", " ") not in result.err] == []


def test_the_first_record_without_a_name_says_how_records_get_one(run: Run, copy: Path) -> None:
    assert "PLANCTL_BY" not in run("start", "5.8", "-q").err
    run("undo")
    assert "PLANCTL_BY" not in run("start", "5.8", "-n").err
    assert "PLANCTL_BY=姓名" in run("start", "5.8", "--lang", "zh").err
    assert "PLANCTL_BY" not in run("start", "5.9").err
    run("undo")
    run("undo")
    assert "PLANCTL_BY" not in run("start", "5.8", "--by", "王芳").err
    assert "PLANCTL_BY" not in run("start", "5.9").err


# --- what is odd


def test_odd_records_are_accepted_and_said_aloud_and_check_says_the_same(run: Run, plan: MakePlan) -> None:
    plan(SMALL)
    run("update", "1.2", "-r", "71", "--by", "王芳")
    said = [
        run(*arguments, "--lang", "en", "-q").err
        for arguments in (
            ["update", "1.2", "-r", "30"],
            ["update", "2.1", "-d", "2021-02-01"],
            ["note", "1.2", "-m", "x", "--on", "2020-12-01"],
            ["update", "1.1", "-r", "100.5"],
        )
    ]
    assert [len(err.splitlines()) for err in said] == [1, 1, 1, 2]
    told = {line.partition(": ")[2] for line in run("check", "--lang", "en").out.splitlines()}
    assert {line for err in said for line in err.splitlines()} <= told


def test_what_is_odd_of_many_tasks_is_told_of_one_and_counted(run: Run, copy: Path) -> None:
    result = run("done", "5", "--on", "2021-02-01", "--lang", "en", env={"PLANCTL_TODAY": "2021-02-01"})
    warnings = [line for line in result.err.splitlines() if line.startswith("warning:")]
    assert len(warnings) == 5
    assert "5.1 has an entry of 2021-02-01, outside the year 2020" in warnings[0]
    assert "the same is true of 16 more: 5.2, 5.3" in warnings[1]
    assert warnings[1].endswith("5.11…")


def test_a_deadline_before_the_start_is_said_at_once(run: Run, plan: MakePlan) -> None:
    plan(SMALL.replace("due = 2020-05-31", "start = 2020-03-01\ndue = 2020-06-30"))
    result = run("update", "1.2", "-d", "2020-01-15", "--lang", "en")
    assert "warning: task 1.2 starts on 2020-03-01, after it is due on 2020-01-15" in result.err
    assert run("check").code == ExitCode.NO


def test_a_year_that_contradicts_the_name_of_the_file_is_told_once(run: Run, plan: MakePlan) -> None:
    plan(SMALL.replace("year = 2020", "year = 2021"))
    result = run("check", "--lang", "en")
    assert (result.code, result.out.splitlines()) == (
        ExitCode.NO,
        ["plans/2020.toml:2: error: year is 2021, but the file is named after 2020. Correct one of them"],
    )


def test_a_priority_is_named_by_its_title(run: Run, copy: Path) -> None:
    assert "5.18" in run("add", "新任务", "-p", "突出协同化，化解社会矛盾纠纷").err
    assert "5.19" in run("add", "又一项", "-p", "协同化").err
