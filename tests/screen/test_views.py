"""The answers to questions about a plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from make import make_done, make_entry, make_plan, make_task

from planctl.plan.counts import By
from planctl.plan.model import Status, Task, Unit
from planctl.plan.progress import standings
from planctl.screen import views

TODAY = date(2020, 6, 30)


def overview(*tasks: Task) -> views.Overview:
    return views.overview(make_plan(tasks), TODAY)


def ids(rows: tuple[object, ...]) -> list[str]:
    return [row.task.id for row in rows]  # type: ignore[attr-defined] # standings, all of them


# --- overview --------------------------------------------------------------------------------------------------------


def test_the_overview_lists_what_is_late_the_latest_first() -> None:
    late = make_task(id="1.1", due=TODAY - timedelta(1))
    later = make_task(id="1.2", due=TODAY - timedelta(30))
    done = make_done("1.3", "2020-05-01", due=TODAY - timedelta(30))
    assert ids(overview(late, later, done).overdue) == ["1.2", "1.1"]


@pytest.mark.parametrize(("days", "is_next"), [(-1, False), (0, True), (14, True), (15, False)])
def test_due_next_means_today_and_two_weeks(days: int, *, is_next: bool) -> None:
    assert ids(overview(make_task(due=TODAY + timedelta(days))).due_next) == ["1.1"] * is_next


@pytest.mark.parametrize(
    ("status", "on", "is_unreported"),
    [
        ("doing", TODAY - timedelta(31), True),
        ("doing", TODAY - timedelta(30), False),
        ("submitted", TODAY - timedelta(31), True),
        ("todo", TODAY - timedelta(31), False),
        ("done", TODAY - timedelta(31), False),
    ],
)
def test_unreported_is_what_began_and_then_was_silent_for_a_month(
    status: str, on: date, *, is_unreported: bool
) -> None:
    task = make_task(status=status, log=(make_entry(on, status=status),))
    assert ids(overview(task).unreported) == ["1.1"] * is_unreported


def test_unassigned_are_the_open_tasks_without_a_lead() -> None:
    found = overview(
        make_task(id="1.1", support=("甲",)), make_task(id="1.2", lead="甲"), make_task(id="1.3", status="dropped")
    )
    assert ids(found.unassigned) == ["1.1"]


def test_the_overview_counts_every_task() -> None:
    found = overview(make_task(id="1.1"), make_done("1.2", "2020-05-01"))
    assert ([group.key for group in found.groups], found.total.percent) == (["1"], 50)


# --- others ----------------------------------------------------------------------------------------------------------


def test_progress_counts_groups_and_the_total() -> None:
    plan = make_plan([make_task(lead="甲", support=("乙",))])
    report = views.progress_report(plan, TODAY, standings(plan, TODAY), By.UNIT)
    assert [group.key for group in report.groups] == ["乙", "甲"]
    assert report.total.total == 1


def test_a_board_has_every_status_with_carried_tasks_among_them() -> None:
    plan = make_plan([make_task(id="1.1", status="doing"), make_task(id="1.2", status="doing", carried_to="2021:1.2")])
    columns = views.board(plan, TODAY, standings(plan, TODAY)).columns
    assert [status for status, _ in columns] == list(Status)
    assert {status: ids(rows) for status, rows in columns if rows} == {Status.DOING: ["1.1", "1.2"]}


def test_a_unit_has_the_tasks_it_leads_and_those_it_supports() -> None:
    plan = make_plan(
        [
            make_done("1.1", "2020-05-01", lead="甲"),
            make_task(id="1.2", lead="甲", support=("乙",), due=date(2020, 6, 1)),
            make_task(id="1.3", support=("甲", "乙")),
            make_task(id="1.4", status="dropped"),
        ],
        units=(Unit("甲", name_en="First"),),
    )
    report = views.units_report(plan, TODAY, standings(plan, TODAY), ("甲", "乙", "丙"))
    assert [(row.unit, row.name_en) for row in report.rows] == [("甲", "First"), ("乙", None), ("丙", None)]
    assert [(row.leads.ids, row.supports.ids) for row in report.rows] == [
        (("1.1", "1.2"), ("1.3",)),
        ((), ("1.2", "1.3")),
        ((), ()),
    ]
    assert report.unassigned == ("1.3",)


def test_only_what_is_still_open_here_waits_for_a_lead() -> None:
    plan = make_plan([make_task(id="1.1", carried_to="2021:1.1"), make_task(id="1.2")])
    rows = standings(plan, TODAY)
    assert views.units_report(plan, TODAY, rows, ()).unassigned == ("1.2",)
    assert ids(views.overview(plan, TODAY).unassigned) == ["1.2"]


def test_the_overview_lists_no_carried_task_and_counts_it() -> None:
    late = make_task(id="1.1", due=TODAY - timedelta(30), carried_to="2021:1.1")
    found = overview(late, make_task(id="1.2", due=TODAY - timedelta(1)))
    assert (ids(found.overdue), found.total.overdue, found.total.carried) == (["1.2"], ("1.1", "1.2"), ("1.1",))


def test_a_log_is_in_the_order_of_days_and_then_of_the_plan() -> None:
    plan = make_plan(
        [make_task(id="1.1", log=(make_entry("2020-05-01", note="b"), make_entry("2020-06-01", note="d")))],
        [make_task(id="2.1", log=(make_entry("2020-03-01", note="a"), make_entry("2020-05-01", note="c")))],
    )
    entries = views.log_report(plan, TODAY, standings(plan, TODAY)).entries
    assert [(row.task.id, entry.note) for row, _, entry in entries] == [
        ("2.1", "a"),
        ("1.1", "b"),
        ("2.1", "c"),
        ("1.1", "d"),
    ]
