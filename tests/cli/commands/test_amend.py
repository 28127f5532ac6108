"""Putting right what was recorded, as people do it: what is changed, what is said, what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

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


def task(run: Run, identifier: str) -> dict[str, Any]:
    [found] = json.loads(run("show", identifier, "--json").out)["tasks"]
    assert isinstance(found, dict)
    return found


def test_a_wrong_day_evidence_and_reading_are_put_right(run: Run, small: Path) -> None:
    result = run(
        *("amend", "1.1", "--on", "6-29", "-r", "80", "-e", "b.pdf", "--remove-evidence", "a.pdf", "--by", "李四"),
        *("--lang", "en"),
    )
    assert result.code == ExitCode.OK
    said = "1.1 Done one: entry of 2020-06-30: Date: 2020-06-30 → 2020-06-29; By: (none) → 李四; Reading: 100 → 80; "
    assert said + "Evidence: a.pdf → b.pdf" in result.err
    assert "its reading is 80 and its target 100 个" in result.err
    after = task(run, "1.1")
    assert (after["reading"], after["evidence"], after["log"][1]["by"]) == (80, ["b.pdf"], "李四")


def test_an_entry_is_named_by_its_number_in_the_log(run: Run, small: Path) -> None:
    assert run("amend", "1.1", "1", "--no-lead", "-m", "分工另定").code == ExitCode.OK
    after = task(run, "1.1")
    assert (after["lead"], after["log"][0]["note"], after["log"][0]["by"]) == (None, "分工另定", "张三")


def test_a_title_that_was_recorded_wrongly_was_never_the_title(run: Run, small: Path) -> None:
    first = task(run, "1.1")["title"]
    run("set", "1.1", "--title", "甲")
    run("set", "1.1", "--title", "乙")
    for title, formerly in (("甲", [first]), (first, [])):
        assert run("amend", "1.1", "--delete").code == ExitCode.OK
        after = task(run, "1.1")
        assert (after["title"], after["formerly"]) == (title, formerly)


def test_an_entry_is_taken_out_and_comes_back_by_undo(run: Run, small: Path) -> None:
    before = small.read_bytes()
    assert "took away the entry of 2020-06-30" in run("amend", "1.1", "2", "--delete", "--lang", "en").err
    assert (task(run, "1.1")["status"], task(run, "1.1")["reading"]) == ("todo", None)
    run("undo")
    assert small.read_bytes() == before


def test_comments_in_and_behind_an_entry_stay(run: Run, plan: MakePlan) -> None:
    text = SMALL.replace('note = "等批复" },', 'note = "等批复" }, # 已催').replace("log = [\n", "log = [ # 记录\n")
    path = plan(text)
    run("amend", "2.1", "-m", "等省里批复")
    assert path.read_text(encoding="utf-8") == text.replace("等批复", "等省里批复")


def test_who_amends_is_not_who_recorded(run: Run, small: Path) -> None:
    run("amend", "1.1", "1", "-m", "x", env={"PLANCTL_BY": "李四"})
    assert task(run, "1.1")["log"][0]["by"] == "张三"


def test_a_note_may_come_from_a_pipe(run: Run, small: Path) -> None:
    run("amend", "2.1", "-m", "-", stdin="\ufeff等省里\r\n批复\r\n")
    assert task(run, "2.1")["log"][0]["note"] == "等省里\n批复"


def test_what_an_earlier_day_saw_is_what_was_right(run: Run, small: Path) -> None:
    run("update", "1.2", "-r", "36", "--on", "3-1")
    run("amend", "1.2", "-r", "63")
    assert task(run, "1.2")["reading"] == 63
    [then] = json.loads(run("show", "1.2", "--json", "--as-of", "2020-03-02").out)["tasks"]
    assert then["reading"] == 63


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("1.1", "3", "-m", "x"), ExitCode.UNKNOWN),
        (("9.9", "-m", "x"), ExitCode.UNKNOWN),
        (("1.1", "0", "-m", "x"), ExitCode.UNKNOWN),
        (("1.2", "-m", "x"), ExitCode.UNKNOWN),
        (("1.1", "last", "-m", "x"), ExitCode.USAGE),
        (("1.1,1.2", "-m", "x"), ExitCode.USAGE),
        (("1.1",), ExitCode.USAGE),
        (("1.1", "-m", ""), ExitCode.USAGE),
        (("1.1", "-s", "nonsense"), ExitCode.UNKNOWN),
        (("1.1", "-d", "nonsense"), ExitCode.USAGE),
        (("1.1", "-l", "省司法庁"), ExitCode.UNKNOWN),
        (("2.1", "--no-note"), ExitCode.USAGE),
        (("2.1", "--no-note", "--no-status"), ExitCode.USAGE),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, small: Path, arguments: tuple[str, ...], code: int) -> None:
    before = small.read_bytes()
    result = run("amend", *arguments)
    assert (result.code, result.out) == (code, "")
    assert len(result.err.splitlines()) == 1
    assert small.read_bytes() == before
