"""The straight line that measured work is held against."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from make import make_day, make_entry, make_level, make_plan, make_target, make_task

from planctl.plan import pace

if TYPE_CHECKING:
    from planctl.plan.model import Task
    from planctl.plan.target import Target

PLAN = make_plan()


def expected(task: Task, on: str, state: str = "over") -> float:
    return pace.expected_reading(task, PLAN, make_day(on, state))


# --- where it begins -------------------------------------------------------------------------------------------------

ADDED = make_entry("2020-02-01", added=True)
DOING = make_entry("2020-03-01", status="doing")
READ = make_entry("2020-04-01", reading=5)


@pytest.mark.parametrize(
    ("values", "first"),
    [
        ({"start": date(2020, 5, 1), "log": (ADDED, DOING)}, "2020-05-01"),
        ({"log": (ADDED, DOING, READ)}, "2020-03-01"),
        ({"log": (ADDED, READ)}, "2020-04-01"),
        ({"log": (ADDED, make_entry("2020-03-01", note="开过会"))}, "2020-02-01"),
        ({"log": (make_entry("2019-11-20", added=True),)}, "2020-01-01"),
        ({}, "2020-01-01"),
    ],
)
def test_the_line_begins_where_the_work_did(values: dict[str, Any], first: str) -> None:
    assert pace.first_day(make_task(**values), PLAN) == date.fromisoformat(first)


# --- where it leads --------------------------------------------------------------------------------------------------


def test_the_line_runs_from_the_start_to_the_deadline() -> None:
    task = make_task(target=make_target(100), start=date(2020, 6, 1), due=date(2020, 9, 8))
    days = ("2020-05-31", "2020-06-01", "2020-07-20", "2020-09-08", "2020-12-31")
    assert [expected(task, day) for day in days] == [0, 1, 50, 100, 100]
    assert [expected(task, day, "today") for day in days] == [0, 0, 49, 99, 100]
    assert expected(make_task(), "2020-06-30") == 0


def test_the_line_of_a_level_runs_from_one_to_the_other() -> None:
    falling = make_task(target=make_level(450, 200), start=date(2020, 6, 1), due=date(2020, 9, 8))
    assert [expected(falling, day) for day in ("2020-05-31", "2020-07-20", "2020-12-31")] == [450, 325, 200]
    rising = make_task(target=make_level(80, 90), start=date(2020, 6, 1), due=date(2020, 9, 8))
    assert [expected(rising, day) for day in ("2020-05-31", "2020-07-20", "2020-12-31")] == [80, 85, 90]


@pytest.mark.parametrize("due", ["2020-05-30", "2020-05-31"])
def test_a_deadline_before_the_start_does_no_harm(due: str) -> None:
    task = make_task(target=make_target(10), start=date(2020, 6, 1), due=date.fromisoformat(due))
    assert [expected(task, due, "today"), expected(task, due)] == [0, 10]


# --- ahead and behind ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "line", "leads"),
    [
        (make_target(7), 3.5, {2: -1, 3: 0, 3.5: 0, 4: 0, 5: 1}),
        (make_target(100), 50.00000000000001, {49: -1, 50: 0, 51: 1}),
        (make_level(450, 200), 325.5, {327: -1, 326: 0, 325: 0, 324: 1}),
        (make_level(12, 0), 3.2, {5: -1, 4: 0, 3: 0, 0: 1}),
        (make_level(80, 90), 85.5, {84: -1, 85: 0, 86: 0, 87: 1}),
        (make_level(0.92, 0.98), 0.955, {0.94: -1, 0.95: 0, 0.96: 0, 0.97: 1}),
        (make_level(0.29, 0.5), 0.29, {0.28: -1, 0.29: 0, 0.3: 1}),
    ],
)
def test_the_last_decimals_around_the_line_are_on_it(target: Target, line: float, leads: dict[float, int]) -> None:
    assert {reading: pace.lead(target, reading, line) for reading in leads} == leads


def test_without_a_reading_work_stands_where_it_begins() -> None:
    assert pace.lead(make_level(450, 200), None, 450) == pace.lead(make_target(9), None, 0.5) == 0
    assert pace.lead(make_level(450, 200), None, 430) == pace.lead(make_target(9), None, 1) == -1


def test_what_is_asked_for_is_rounded_in_favour_of_who_works() -> None:
    assert pace.asked_for(make_target(7), 3.5) == 3
    assert pace.asked_for(make_level(450, 200), 325.5) == 326
    assert pace.asked_for(make_level(0.92, 0.98), 0.955) == 0.95


def test_a_target_with_more_decimals_than_numbers_have_does_no_harm() -> None:
    target = make_level(2e-311, 1)
    assert (pace.lead(target, 0.5, 0.25), pace.lead(target, None, 0.25)) == (1, -1)
    assert pace.asked_for(target, 0.25) == 0.25
