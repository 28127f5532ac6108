"""What tasks are and where they stand, as people change it."""

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


def task(run: Run, identifier: str, *options: str) -> dict[str, Any]:
    [found] = json.loads(run("show", identifier, "--json", *options).out)["tasks"]
    assert isinstance(found, dict)
    return found


# --- set -------------------------------------------------------------------------------------------------------------


def test_a_new_title_and_target_are_told_with_the_old_ones(run: Run, small: Path) -> None:
    result = run("set", "1.1", "--title", "改名的", "--target", "120", "-m", "经批准", "--lang", "zh")
    assert "名称：完成的 → 改名的；目标：100 个（原有 129） → 120 个（原有 129）；经批准" in result.err
    assert "完成数是 100，目标是 120 个" in result.err
    after = task(run, "1.1")
    assert (after["title"], after["formerly"], after["target"]["amount"]) == ("改名的", ["完成的"], 120)
    assert task(run, "1.1", "--as-of", "2020-06-30")["title"] == "完成的"
    assert run("list", "--all", "-g", "完成的", "--plain").out.count("\n") == 2


def test_a_log_in_json_keeps_the_title_of_the_task_and_tells_the_new_one(run: Run, small: Path) -> None:
    run("set", "1.1", "--title", "改名的")
    *_, last = json.loads(run("log", "1.1", "--json").out)["entries"]
    assert (last["title"], last["new_title"], last["was"]) == ("改名的", "改名的", {"title": "完成的"})


def test_a_level_keeps_its_other_end(run: Run, small: Path) -> None:
    run("set", "1.2", "--target", "200 ms", "--from", "450")
    run("set", "1.2", "--target", "150")
    assert task(run, "1.2")["target"] == {"amount": None, "baseline": None, "unit": "ms", "from": 450, "to": 150}


def test_what_a_task_is_is_taken_away_as_well(run: Run, small: Path) -> None:
    run("set", "1.1", "--no-target", "--no-title-en")
    run(
        "set", "1.2", "--no-source", "--no-tag", "甲", "--tag", "乙、丙", "--ref", "1号", "--internal", "--start", "3-1"
    )
    first, second = task(run, "1.1"), task(run, "1.2")
    assert (first["target"], first["title_en"], first["log"][-1]["cleared"]) == (None, None, ["target"])
    assert (second["source"], second["tags"], second["refs"], second["internal"]) == (None, ["乙", "丙"], ["1号"], True)
    run("set", "1.2", "--no-internal", "--no-start", "--no-ref", "1号")
    again = task(run, "1.2")
    assert (again["internal"], again["start"], again["refs"], again["log"]) == (False, None, [], [])


def test_set_does_not_take_what_happened_and_names_who_does(run: Run, small: Path) -> None:
    for option, verb in (("-d", "update"), ("--lead", "assign"), ("--evidence", "update"), ("-s", "update")):
        result = run("set", "1.2", option, "x", "--lang", "en")
        assert (result.code, f"planctl {verb}" in result.err) == (ExitCode.USAGE, True), result.err
    assert "planctl set" in run("update", "1.2", "--title", "x", "--lang", "en").err


def test_one_title_for_several_is_refused(run: Run, small: Path) -> None:
    before = small.read_bytes()
    assert run("set", "1", "--title", "x").code == ExitCode.USAGE
    assert small.read_bytes() == before


def test_a_task_waits_for_others_and_for_words(run: Run, small: Path) -> None:
    said = run("set", "1.2", "--waits-for", "2.1", "--waits-for", "国家部署", "--lang", "en")
    assert "Waits for: (none) → 2.1, 国家部署" in said.err
    assert (task(run, "1.2")["waits_for"], task(run, "2.1")["awaited_by"]) == (["2.1", "国家部署"], ["1.2"])
    assert "1.2 still waits for 2.1, 国家部署" in run("start", "1.2", "--lang", "en").err
    assert run("list", "--waiting", "--columns", "id,waits_for", "--plain").out.splitlines()[1:] == [
        "1.2\t2.1、国家部署"
    ]
    run("done", "2.1", "-e", "a")
    run("set", "1.2", "--no-waits-for", "国家部署")
    assert task(run, "1.2")["waits"] == []
    assert run("list", "--waiting", "--plain").out.count("\n") == 1


def test_what_cannot_be_waited_for_is_refused_and_what_is_gone_is_told(run: Run, small: Path) -> None:
    run("set", "1.2", "--waits-for", "2.1")
    before = small.read_bytes()
    for arguments, code in ((["2.1", "--waits-for", "1.2"], 2), (["1.2", "--waits-for", "9.9"], 5)):
        assert run("set", *arguments).code == code
    assert small.read_bytes() == before
    assert "1.2 waited for 2.1" in run("remove", "2.1", "--yes", "--lang", "en").err
    checked = run("check", "--lang", "en")
    assert (checked.code, "task 1.2 waits for 2.1, and there is no such task" in checked.out) == (1, True)


@pytest.mark.parametrize("option", [("-m", "经批准"), ("--on", "6-1")])
def test_what_says_why_or_when_needs_something_that_is_recorded(run: Run, small: Path, option: tuple[str, str]) -> None:
    before = small.read_bytes()
    refused = run("set", "1.2", "--tag", "乙", *option, "--lang", "en")
    assert (refused.code, "only makes sense together with --title" in refused.err) == (ExitCode.USAGE, True)
    assert small.read_bytes() == before
    assert run("set", "1.1", "--no-target", *option).code == ExitCode.OK


# --- move ------------------------------------------------------------------------------------------------------------


def test_a_moved_task_is_found_by_its_old_id_and_by_every_command(run: Run, small: Path) -> None:
    result = run("move", "1.1", "--to", "重点二", "--lang", "en")
    assert "1.1 is 2.2 now: Done one; it stands in 2, 重点二" in result.err
    for arguments in (["show", "1.1"], ["log", "1.1"], ["note", "1.1", "x"], ["set", "1.1", "--tag", "x"]):
        said = run(*arguments, "--lang", "en")
        assert (said.code, "1.1 was moved and is 2.2 now" in said.err) == (ExitCode.OK, True), said.err
    text = small.read_text(encoding="utf-8")
    assert 'moved_from = ["1.1"]' in text
    assert 'retired = ["1.1"]' in text
    assert run("check").code == ExitCode.OK


def test_an_earlier_day_shows_it_in_its_new_group(run: Run, small: Path) -> None:
    run("move", "1.1", "--to", "2")
    groups = json.loads(run("progress", "--json", "--as-of", "2020-03-03").out)["groups"]
    assert {group["key"]: group["ids"] for group in groups} == {"1": ["1.2"], "2": ["2.1", "2.2"]}


def test_the_record_stays_with_its_comments_and_comes_back_by_undo(run: Run, plan: MakePlan) -> None:
    text = SMALL.replace('[[priority.task]]\nid = "1.1"', '# 关于它\n[[priority.task]]\nid = "1.1" # 号')
    path = plan(text)
    run("move", "1.1", "--to", "2")
    moved = path.read_text(encoding="utf-8")
    assert moved.index("重点二") < moved.index("# 关于它") < moved.index('id = "2.2" # 号') < moved.index("a.pdf")
    run("undo")
    assert run("show", "1.1").code == ExitCode.OK
    assert path.read_text(encoding="utf-8").replace('retired = ["2.2"]\n', "") == text


def test_a_move_is_taken_back_with_what_was_recorded_since(run: Run, small: Path) -> None:
    run("move", "1.2", "--to", "2")
    small.write_text(small.read_text(encoding="utf-8").replace('title = "重点二"', 'title = "改名"'), encoding="utf-8")
    assert run("undo").code == ExitCode.OK
    assert "改名" in small.read_text(encoding="utf-8")
    assert task(run, "1.2")["priority"] == "1"


def test_a_carried_task_that_moves_in_the_next_year_is_still_linked(run: Run, small: Path) -> None:
    run("carry", "2021", "--on", "2020-12-20")
    before = small.read_bytes()
    run("--plan", "2021", "move", "1.1", "--to", "2")
    assert run("check").code == ExitCode.OK
    run("--plan", "2020", "carry", "2021", "--on", "2020-12-28")
    assert small.read_bytes() == before


def test_where_it_stands_already_it_is_not_moved(run: Run, small: Path) -> None:
    before = small.read_bytes()
    for arguments, code in ((["1.2", "--to", "1"], 2), (["1.2", "--to", "9"], 5), (["9.9", "--to", "1"], 5)):
        result = run("move", *arguments)
        assert (result.code, result.out) == (code, "")
    assert small.read_bytes() == before


# --- duties ----------------------------------------------------------------------------------------------------------


def test_a_task_without_an_end_is_said_to_be_one_and_counted_apart(run: Run, small: Path) -> None:
    result = run("set", "2.1", "--ongoing", "--every", "每月", "--on", "2020-03-01", "--lang", "zh")
    assert "长期坚持：是" in result.err
    after = task(run, "2.1")
    assert (after["ongoing"], after["every"], after["kept"]) == (True, "month", {"kept": 1, "of": 4, "now": True})
    assert after["log"][0]["ongoing"] is True
    total = json.loads(run("progress", "--json").out)["total"]
    before = json.loads(run("progress", "--json", "--as-of", "2020-02-29").out)["total"]
    assert (total["ongoing"], before["ongoing"]) == (1, 0)
    assert total["total"] == before["total"] - 1
    assert "长期 1/4" in run("list", "--lang", "zh", terminal=True).out
    assert "kept up in 1 of 4 months" in run("show", "2.1", "--lang", "en", terminal=True).out
    assert [row["id"] for row in json.loads(run("--json").out)["duties"]] == ["2.1"]
    assert (after["due"], after["due_original"]) == (None, None)
    assert "2.1" not in run("list", "--due-before", "eoy").out
    assert [row["id"] for row in json.loads(run("--json", "--as-of", "2020-12-31").out)["unreported"]] != ["2.1"]
    assert "不起作用" in run("update", "2.1", "-d", "2020-09-30", "--lang", "zh").err
    assert "2.1\tongoing\t\n" in run("list", "--columns", "id,due,due_original").out
    assert "长期坚持1项" in run("summary", "--lang", "zh", "--as-of", "2020-12-31").out
    assert run("set", "2.1", "--no-ongoing", "--no-every").code == ExitCode.OK
    assert (task(run, "2.1")["ongoing"], task(run, "2.1")["every"]) == (False, None)
    assert small.exists()


def test_how_often_it_is_reported_on_is_one_of_four(run: Run, small: Path) -> None:
    refused = run("set", "2.1", "--every", "week")
    assert (refused.code, refused.out) == (ExitCode.USAGE, "")
    assert run("set", "2.1", "--ongoing", "--no-ongoing").code == ExitCode.USAGE
    assert small.exists()


# --- what the report says of it --------------------------------------------------------------------------------------


def test_a_sentence_of_ones_own_is_what_the_report_prints(run: Run, small: Path) -> None:
    assert run("set", "1.1", "--result", "新建工作室100个，群众满意", "--result-en", "All 100 were built.").code == 0
    assert "新建工作室100个，群众满意（1.1）。" in run("summary", "--lang", "zh").out
    english = run("summary", "--lang", "en").out
    assert "All 100 were built (1.1)." in english
    assert "群众满意" not in english
    assert run("set", "1.1", "--no-result", "--no-result-en").code == 0
    assert "群众满意" not in run("summary", "--lang", "zh").out
    assert small.exists()


def test_a_highlight_is_told_first(run: Run, small: Path) -> None:
    run("done", "1.2", "-e", "b.pdf")
    last = run("summary", "--lang", "zh").out
    assert run("set", "1.2", "--highlight").code == 0
    first = run("summary", "--lang", "zh").out
    assert last.index("完成的（") < last.index("逾期的（b.pdf")
    assert first.index("逾期的（b.pdf") < first.index("完成的（")
    assert small.exists()
