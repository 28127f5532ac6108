"""What a plan that can be read is still questioned about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from make import make_done, make_entry, make_plan, make_priority, make_target, make_task

from planctl.errors import Severity
from planctl.plan.model import Unit
from planctl.toml import schema
from planctl.toml.review import find_problems, review

if TYPE_CHECKING:
    from planctl.plan.model import Plan, Task


def faults(plan: Plan) -> list[tuple[str, str]]:
    return [(fault.code, str(fault.path[-1])) for fault in review(plan)]


def faults_of(task: Task) -> list[tuple[str, str]]:
    return faults(make_plan([task]))


def test_a_plan_in_order_is_not_questioned() -> None:
    blocked = make_task(
        id="1.2", status="blocked", log=(make_entry("2020-05-01", status="blocked", note="等待上位法"),)
    )
    assert faults(make_plan([make_task(), blocked], [make_done("2.1", "2020-06-01", "通知")])) == []


@pytest.mark.parametrize(
    ("due", "is_outside"),
    [("2019-12-31", True), ("2020-01-01", False), ("2020-12-31", False), ("2021-01-01", True)],
)
def test_a_deadline_belongs_into_the_year_of_the_plan(due: str, *, is_outside: bool) -> None:
    found = list(review(make_plan([make_task(due=date.fromisoformat(due))])))
    assert [(fault.code, fault.severity) for fault in found] == [("due-outside-year", Severity.WARNING)] * is_outside


def test_a_task_starts_no_later_than_it_is_due() -> None:
    day = date(2020, 6, 30)
    assert faults_of(make_task(start=day, due=day)) == []
    assert faults_of(make_task(start=date(2020, 7, 1), due=day)) == [("start-after-due", "start")]
    assert faults_of(make_task(start=date(2020, 12, 31))) == []
    assert faults_of(make_task(start=date(2021, 1, 1))) == [("start-after-due", "start")]


def test_every_disagreement_of_state_and_log_is_told() -> None:
    log = (make_entry("2020-03-01", status="doing", support=("省信访局",)),)
    task = make_task(status="todo", support=(), log=log)
    found = list(review(make_plan([task])))
    assert [(fault.path, fault.severity) for fault in found] == [
        (("priority", 0, "task", 0, "status"), Severity.ERROR),
        (("priority", 0, "task", 0, "support"), Severity.ERROR),
    ]
    assert [(fault.fields["stored"], fault.fields["logged"]) for fault in found] == [
        ("todo", "doing"),
        ("—", "省信访局"),
    ]


def test_what_is_done_wants_evidence() -> None:
    assert faults_of(make_done("1.1", "2020-06-01")) == [("no-evidence", "status")]
    evidence = make_entry("2020-03-01", evidence=("通知",))
    earlier = make_task(status="done", log=(evidence, make_entry("2020-06-01", status="done")))
    assert faults_of(earlier) == []


@pytest.mark.parametrize("status", ["blocked", "dropped"])
def test_what_cannot_go_on_wants_a_reason(status: str) -> None:
    log = (make_entry("2020-05-01", status=status), make_entry("2020-05-02", note="备注"))
    assert faults_of(make_task(status=status, log=log)) == [("no-reason", "status")]


def test_a_name_means_one_unit_only() -> None:
    units = (Unit("省司法厅", ("司法厅",)), Unit("吉林省司法厅", ("省司法厅", "司法厅")), Unit("省司法厅"))
    found = [(fault.path, fault.fields["name"], fault.fields["first"]) for fault in review(make_plan(units=units))]
    assert found == [
        (("unit", 1, "aliases"), "省司法厅", ("unit", 0, "name")),
        (("unit", 1, "aliases"), "司法厅", ("unit", 0, "aliases")),
        (("unit", 2, "name"), "省司法厅", ("unit", 0, "name")),
    ]


def test_a_unit_may_repeat_its_own_name() -> None:
    assert faults(make_plan(units=(Unit("省司法厅", ("省司法厅",)),))) == []


def test_faults_come_in_the_order_of_the_file() -> None:
    late = make_task(id="1.1", due=date(2021, 1, 1), status="doing")
    assert faults(make_plan([late, make_done("1.2", "2020-06-01")])) == [
        ("due-outside-year", "due"),
        ("state-mismatch", "status"),
        ("no-evidence", "status"),
    ]


# --- odd things ------------------------------------------------------------------------------------------------------


def test_what_is_odd_in_a_task_is_a_fault_at_its_place() -> None:
    entries = (make_entry("2020-02-01", status="doing", reading=71), make_entry("2020-08-01", reading=30))
    task = make_task(id="2.1", status="doing", target=make_target(100), reading=30, log=entries)
    plan = make_plan([make_task()], [task])
    [falls] = review(plan)
    assert (falls.path, falls.severity) == (("priority", 1, "task", 0, "log", 1, "reading"), Severity.WARNING)
    assert [fault.code for fault in review(plan, date(2020, 7, 1))] == ["entry-in-future", "reading-falls"]


def test_a_title_with_characters_that_nobody_sees_is_told_of_priorities_too() -> None:
    plan = make_plan(make_priority("1", make_task(title="任\u200b务"), title="重\ufeff点"))
    paths = [fault.path for fault in review(plan) if fault.code == "invisible-characters"]
    assert paths == [("priority", 0, "title"), ("priority", 0, "task", 0, "title")]


def test_a_misspelt_unit_is_told_where_it_stands() -> None:
    task = make_task(lead="省司法庁", support=("省司法厅", "省司厅"))
    assert faults(make_plan([task], units=(Unit("省司法厅"),))) == [
        ("misspelt-unit", "lead"),
        ("misspelt-unit", "support"),
    ]


def test_a_wrong_year_is_told_once_and_not_what_follows_from_it() -> None:
    tasks = "".join(
        f'[[priority.task]]\nid = "1.{number}"\ntitle = "任务"\ndue = 2020-06-30\n'
        'status = "blocked"\nlog = [{ on = 2020-05-01, status = "blocked" }]\n'
        for number in range(1, 21)
    )
    text = f'format = 1\nyear = 2021\ntitle = "计划"\n[[priority]]\nid = "1"\ntitle = "重点"\n{tasks}'
    wrong, *others = find_problems(schema.parse(text), named=2020)
    assert (wrong.code, wrong.line, wrong.severity) == ("year-of-name", 2, Severity.ERROR)
    assert {problem.code for problem in others} == {"no-reason"}
    assert "due-outside-year" in {problem.code for problem in find_problems(schema.parse(text), named=2021)}
    assert "due-outside-year" in {problem.code for problem in find_problems(schema.parse(text))}
