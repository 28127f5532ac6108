"""What became of tasks between two days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import make_entry, make_plan, make_task

from planctl.plan import replay
from planctl.plan.between import Difference, differences
from planctl.plan.days import Day
from planctl.plan.model import Status, Task
from planctl.plan.progress import Standing, standings

if TYPE_CHECKING:
    from planctl.plan.model import Plan

TODAY = date(2020, 12, 31)
FIRST, SECOND = date(2020, 3, 31), date(2020, 6, 30)


def rows(plan: Plan, day: date) -> list[Standing]:
    return standings(replay.plan_on(plan, day), Day.seen(day, TODAY))


def between(*tasks: Task, first: date = FIRST, second: date = SECOND) -> list[Difference]:
    plan = make_plan(list(tasks))
    return list(differences(rows(plan, first), rows(plan, second)))


def test_a_field_has_its_values_of_both_days() -> None:
    [found] = between(
        make_task(
            status="done",
            lead="乙局",
            log=(
                make_entry("2020-02-01", status="doing", lead="甲局"),
                make_entry("2020-04-01", status="submitted"),
                make_entry("2020-05-01", status="done", lead="乙局"),
                make_entry("2020-08-01", owner="后来的人"),
            ),
        )
    )
    assert found.fields == {"status": (Status.DOING, Status.DONE), "lead": ("甲局", "乙局")}
    assert [number for number, _ in found.entries] == [2, 3]


def test_what_was_recorded_on_the_first_day_was_there_on_its_evening() -> None:
    def task(day: str) -> Task:
        return make_task(status="doing", log=(make_entry(day, status="doing"),))

    assert between(task("2020-03-31")) == []
    assert len(between(task("2020-04-01"))) == 1
    assert len(between(task("2020-06-30"))) == 1
    assert between(task("2020-07-01")) == []


def test_a_note_alone_is_a_change_and_so_is_what_was_done_and_taken_back() -> None:
    [noted] = between(make_task(log=(make_entry("2020-05-01", note="甲"),)))
    assert noted.fields == {}
    [turned] = between(
        make_task(
            status="doing",
            log=(
                make_entry("2020-02-01", status="doing"),
                make_entry("2020-04-01", status="done"),
                make_entry("2020-04-02", status="doing"),
            ),
        )
    )
    assert (turned.fields, len(turned.entries)) == ({}, 2)


def test_a_task_that_was_added_has_nothing_before() -> None:
    [found] = between(make_task(lead="甲局", log=(make_entry("2020-05-01", added=True, lead="甲局"),)))
    assert found.before is None
    assert found.fields["lead"] == (None, "甲局")
    assert between(make_task(log=(make_entry("2020-07-01", added=True),))) == []


@pytest.mark.parametrize(
    ("due", "late"), [("2020-03-31", (True, True)), ("2020-04-01", (False, True)), ("2020-07-01", (False, False))]
)
def test_a_task_that_became_late_changed_without_a_record(due: str, late: tuple[bool, bool]) -> None:
    found = between(make_task(due=date.fromisoformat(due)))
    assert [(item.was_overdue, item.row.is_overdue) for item in found] == [late] * (late[0] is not late[1])


def test_a_deadline_that_was_only_implied_counts() -> None:
    [found] = between(make_task(due=date(2020, 12, 31), log=(make_entry("2020-05-01", due=date(2020, 12, 31)),)))
    assert "due" not in found.fields


@given(st.dates(date(2020, 1, 1), TODAY), st.dates(date(2020, 1, 1), TODAY))
def test_between_a_day_and_itself_nothing_changes_and_no_entry_is_told_twice(one: date, other: date) -> None:
    log = tuple(make_entry(f"2020-{month:02}-15", note=str(month)) for month in range(1, 13))
    task = make_task(log=log)
    assert between(task, first=one, second=one) == []
    first, second = sorted((one, other))
    parts = [*between(task, first=first, second=second), *between(task, first=second, second=TODAY)]
    assert [number for part in parts for number, _ in part.entries] == [
        number for number, entry in enumerate(log, start=1) if entry.on > first
    ]
