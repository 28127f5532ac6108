"""The commands that change tasks, as people use them: what is recorded, what is refused, what is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from planctl.errors import ExitCode

if TYPE_CHECKING:
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
    options = ["-r", "36", "-d", "11月30日", "-e", "甲.pdf", "-e", "乙.pdf", "--on", "6月30日", "--by", "王芳"]
    assert run(command[0], "5.8", *command[1:], *options).code == ExitCode.OK
    after = task(run, "5.8")
    assert (after["status"], after["reading"], after["due"]) == (status, 36, "2020-11-30")
    assert after["evidence"] == ["甲.pdf", "乙.pdf"]
    assert [(entry["on"], entry["by"]) for entry in after["log"]] == [("2020-06-30", "王芳")]


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
    assert result.err == "warning: 5.8 has no evidence. Add it: planctl update 5.8 -e DOCUMENT\n"
    assert "5.8 is done without evidence" in run("check", "--lang", "en").out
    run("update", "5.8", "-e", "a.pdf")
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


# --- several tasks


def test_several_tasks_are_one_change_with_a_line_each(run: Run, copy: Path) -> None:
    result = run("start", "5.9..5.11", "1.1", "--on", "2020-03-02")
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


def test_a_note_comes_from_standard_input(run: Run, copy: Path) -> None:
    assert run("note", "5.8", "-m", "-", stdin="第一行\n第二行\n").code == ExitCode.OK
    assert task(run, "5.8")["log"][0]["note"] == "第一行\n第二行"
    waiting = run("note", "5.8", "-m", "-", stdin="再记\n", terminal=True)
    assert "Ctrl-D" in waiting.err


@pytest.mark.parametrize("arguments", [[], ["-m", ""], ["-m", "  "], ["-m", "-"]])
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


def test_an_entry_of_a_day_to_come_or_after_the_year_is_pointed_out(run: Run, copy: Path) -> None:
    assert "still to come" in run("start", "5.8", "--on", "2020-12-01", "--lang", "en").err
    late = run("start", "5.9", "--lang", "en", env={"PLANCTL_TODAY": "2026-11-24"})
    assert "--on 2020-12-31" in late.err
    assert "note:" not in run("start", "5.10", "--lang", "en").err


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
        assert result.err.endswith("\n没有删除\n" if not answer else "没有删除\n")
    assert copy.read_bytes() == before
    for answer in ("y\n", "是\n", "YES\n"):
        assert run("remove", "5.8", stdin=answer, terminal=True, env={"PLANCTL_LANG": "zh"}).code == ExitCode.OK
        run("undo")


def test_where_nobody_can_be_asked_yes_has_to_be_said(run: Run, copy: Path) -> None:
    result = run("remove", "5.8", stdin="y\n", env={"PLANCTL_LANG": "en"})
    assert (result.code, "--yes" in result.err) == (ExitCode.USAGE, True)
    assert run("remove", "5.8", "--yes").code == ExitCode.OK
    assert run("show", "5.8").code == ExitCode.UNKNOWN
