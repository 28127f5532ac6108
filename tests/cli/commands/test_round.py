"""Opening, following and closing rounds of reports, as people type it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from small_plan import SMALL

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import MakePlan, Run

LED = SMALL.replace("due = 2020-05-31\n", 'due = 2020-05-31\nlead = "省司法厅"\n')
OPENED = '\n[[round]]\nid = "2020-06"\nfrom = 2020-06-01\nto = 2020-06-30\nuntil = 2020-06-28\n'


@pytest.fixture
def path(plan: MakePlan) -> Path:
    return plan(LED)


def test_a_round_is_written_at_the_end_of_the_file(run: Run, path: Path) -> None:
    result = run("round", "open", "2020-06", "--until", "28", "--lang", "en")
    assert (result.code, result.out) == (0, "")
    assert "opened round 2020-06, 2020-06-01 to 2020-06-30, reports by 2020-06-28" in result.err
    assert path.read_text(encoding="utf-8") == LED + OPENED
    run("undo")
    assert path.read_text(encoding="utf-8") == LED


@pytest.mark.parametrize(
    ("arguments", "until"),
    [
        (["2020-Q2", "--until", "5"], "2020-06-05"),
        (["2020-h1", "--until", "7月5日"], "2020-07-05"),
        (["mid", "--from", "2020-01-01", "--to", "2020-05-10", "--until", "9"], "2020-05-09"),
    ],
)
def test_a_bare_number_is_a_day_of_the_last_month(run: Run, path: Path, arguments: list[str], until: str) -> None:
    assert run("round", "open", *arguments).code == 0
    assert f"until = {until}\n" in path.read_text(encoding="utf-8")


def test_a_day_that_the_month_has_not_is_refused(run: Run, path: Path) -> None:
    assert run("round", "open", "2020-06", "--until", "31").code == 2
    assert path.read_text(encoding="utf-8") == LED


def test_reports_are_expected_by_a_day_that_is_named(run: Run, path: Path) -> None:
    result = run("round", "open", "2020-06", "--lang", "en")
    assert (result.code, "--until" in result.err) == (2, True)
    assert path.read_text(encoding="utf-8") == LED


def test_nothing_to_report_answers_a_round(run: Run, path: Path) -> None:
    run("round", "open", "2020-06", "--until", "28")
    asked = ("round", "status", "--as-of", "2020-06-29", "--json")
    run("amend", "1.1", "--delete")
    assert json.loads(run(*asked).out)["round"]["units"][0]["answer"] == "missing"
    assert run("note", "1.2", "--nothing", "--on", "2020-06-20").code == 0
    assert "{ on = 2020-06-20, nothing = true }" in path.read_text(encoding="utf-8")
    assert json.loads(run(*asked).out)["round"]["units"][0]["answer"] == "nothing"
    assert "本期无新进展" in run("log", "1.2", "--lang", "zh").out
    assert run("note", "1.2", "等批复", "--nothing", "--on", "2020-06-21").code == 0
    assert json.loads(run(*asked).out)["round"]["nothing"] == 1


def test_status_takes_units_and_their_short_names(run: Run, plan: MakePlan) -> None:
    plan(LED + OPENED)
    assert len(run("round", "status", "-u", "司法厅", "--lang", "zh").out.splitlines()) == 2
    assert run("round", "status", "-u", "无此局").code == 5


def test_closing_says_the_figures_and_who_is_missing(run: Run, path: Path) -> None:
    path.write_text(LED.replace("2020-06-30", "2020-05-30") + OPENED, encoding="utf-8")
    result = run("round", "close", "--on", "2020-07-02", "--lang", "en")
    assert "closed round 2020-06 with the evening of 2020-06-30: 1 of 3 tasks done, 1 overdue" in result.err
    assert "1 unit has not reported: Department of Justice" in result.err
    text = path.read_text(encoding="utf-8")
    assert 'states = { done = ["1.1"], overdue = ["1.2"] }\n' in text
    total = json.loads(run("progress", "--as-of", "2020-06-30", "--json").out)["total"]
    figures = json.loads(run("round", "status", "--as-of", "2020-07-02", "--json").out)["round"]["figures"]
    assert figures == {key: total[key] for key in figures}


def test_what_is_recorded_of_a_closed_round_is_said_and_checked(run: Run, path: Path) -> None:
    path.write_text(LED + OPENED, encoding="utf-8")
    run("round", "close", "--on", "2020-07-02")
    result = run("done", "2.1", "-e", "a", "--on", "2020-06-20", "--lang", "en")
    assert "round 2020-06 is closed and counted 2.1 as open; now it is done" in result.err
    told = run("check", "--lang", "en").out
    assert "round 2020-06 counted 2.1 as open; entry 2 of 2020-06-20 makes it done" in told
    assert "2020-06" not in run("note", "1.2", "x", "--on", "2020-06-20", "--lang", "en").err.replace("2020-06-20", "")


def test_a_moved_task_is_the_same_to_a_closed_round(run: Run, path: Path) -> None:
    path.write_text(LED + OPENED, encoding="utf-8")
    run("round", "close", "--on", "2020-07-02")
    run("move", "1.1", "--to", "2")
    assert "round 2020-06" not in run("check", "--lang", "en").out


def test_the_overview_has_a_line_while_a_round_is_open(run: Run, path: Path) -> None:
    def overview() -> str:
        return run("--as-of", "2020-06-20", "--color", "always", "--lang", "en").out

    assert "planctl round status" not in overview()
    path.write_text(LED + OPENED, encoding="utf-8")
    assert "Round 2020-06: 0 of 1 unit has reported; until 2020-06-28  planctl round status" in overview()


def test_rounds_stay_in_their_year(run: Run, path: Path) -> None:
    path.write_text(LED + OPENED, encoding="utf-8")
    assert run("carry", "2021", "--on", "2020-12-31").code == 0
    assert "[[round]]" not in path.with_name("2021.toml").read_text(encoding="utf-8")
    assert "[[round]]" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments", [("drop", "2.1", "-m", "撤销"), ("set", "2.1", "--ongoing")], ids=["dropped", "duty"]
)
def test_what_leaves_the_total_of_a_closed_round_is_said(run: Run, path: Path, arguments: tuple[str, ...]) -> None:
    path.write_text(LED + OPENED, encoding="utf-8")
    run("round", "close", "--on", "2020-07-02")
    result = run(*arguments, "--on", "2020-06-20", "--lang", "en")
    assert "round 2020-06 is closed and counted 2.1 as open" in result.err
    assert "round 2020-06" not in run("undo", "--lang", "en").err


def test_days_that_are_odd_for_a_round_are_said(run: Run, path: Path) -> None:
    outside = run("round", "open", "2019-06", "--until", "28", "--lang", "en").err
    assert "round 2019-06 is of 2019-06-01 to 2019-06-30; the plan is of 2020" in outside
    assert "warning" not in run("round", "open", "2020-06", "--until", "28", "--lang", "en").err
    assert "a day that has not come" in run("round", "close", "2020-06", "--on", "2099-07-02", "--lang", "en").err
