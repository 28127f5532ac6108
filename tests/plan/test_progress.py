"""How tasks stand on a day, and how they add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from make import make_day, make_done, make_entry, make_level, make_plan, make_target, make_task

from planctl.plan import counts, progress, replay
from planctl.plan.model import Status, Task
from planctl.plan.progress import Grade, Standing

JUNE_30 = date(2020, 6, 30)


def standing(task: Task, today: date = JUNE_30) -> Standing:
    return progress.assess(task, "1", make_plan([task]), today)


def grade(task: Task, today: date = JUNE_30) -> Grade:
    return standing(task, today).grade


# --- grades ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2020-06-29", Grade.OVERDUE),
        ("2020-06-30", Grade.DUE_SOON),
        ("2020-07-14", Grade.DUE_SOON),
        ("2020-07-15", Grade.PENDING),
        (None, Grade.PENDING),
    ],
)
def test_time_makes_the_grade_of_a_task_without_target(due: str | None, expected: Grade) -> None:
    assert grade(make_task(due=due and date.fromisoformat(due))) == expected


@pytest.mark.parametrize("status", ["todo", "doing", "blocked", "submitted"])
def test_a_task_is_overdue_until_it_is_accepted(status: str) -> None:
    late = standing(make_task(status=status, due=date(2020, 6, 20)))
    assert (late.is_overdue, late.days_left) == (True, -10)


def test_what_is_closed_is_never_overdue() -> None:
    due = date(2020, 1, 31)
    assert grade(make_task(status="done", due=due)) is Grade.DONE
    assert grade(make_task(status="dropped", due=due)) is Grade.CLOSED


def test_without_a_deadline_the_last_day_of_the_plans_year_counts() -> None:
    task = make_task()
    assert grade(task, date(2020, 12, 31)) is Grade.DUE_SOON
    assert grade(task, date(2021, 1, 1)) is Grade.OVERDUE


def measured(reading: float | None) -> Task:
    """366 units over the 366 days of 2020: at the end of its n-th day n are expected."""
    return make_task(target=make_target(366), reading=reading)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [(None, Grade.BEHIND), (181, Grade.BEHIND), (182, Grade.ON_TRACK), (183, Grade.AHEAD)],
)
def test_a_measured_task_is_held_against_a_straight_line(reading: float | None, expected: Grade) -> None:
    row = standing(measured(reading), make_day(JUNE_30, "over"))
    assert (row.expected, row.grade, row.is_behind) == (182, expected, expected is Grade.BEHIND)


def test_of_a_day_that_is_not_over_nothing_is_expected_yet() -> None:
    assert [standing(measured(181), make_day(JUNE_30, state)).expected for state in ("over", "today")] == [182, 181]


def test_a_task_added_today_is_not_behind() -> None:
    task = make_task(target=make_target(1000), due=date(2020, 7, 20), log=(make_entry(JUNE_30, added=True),))
    assert grade(task) is Grade.PENDING
    assert grade(task, make_day("2020-07-01")) is Grade.BEHIND


def test_a_level_stands_at_its_origin_until_there_is_a_reading() -> None:
    task = make_task(status="doing", target=make_level(450, 200))
    row = standing(task)
    assert (row.reading, row.reached, row.grade) == (None, 450, Grade.BEHIND)
    assert standing(make_task(target=make_target(5))).reached == 0
    assert standing(replace(task, reading=0)).reached == 0


@pytest.mark.parametrize(("reading", "expected"), [(330, Grade.BEHIND), (326, Grade.ON_TRACK), (310, Grade.AHEAD)])
def test_a_level_that_is_to_fall_is_ahead_if_it_is_lower(reading: float, expected: Grade) -> None:
    assert grade(make_task(status="doing", target=make_level(450, 200), reading=reading)) == expected


def test_a_reading_that_is_only_logged_counts() -> None:
    task = make_task(target=make_target(366), log=(make_entry("2020-06-01", reading=300),))
    assert (standing(task).reading, grade(task)) == (300, Grade.AHEAD)


# --- deadlines -------------------------------------------------------------------------------------------------------


def test_an_extension_shows_both_deadlines() -> None:
    due = date(2020, 9, 30)
    task = make_task(due=due, log=(make_entry("2020-06-01", due=due, was={"due": JUNE_30}),))
    row = standing(task)
    assert (row.due, row.due_original, row.is_extended, row.quarter) == (due, JUNE_30, True, "2020-Q3")


def test_fixing_an_earlier_deadline_is_no_extension() -> None:
    due = date(2020, 9, 30)
    row = standing(make_task(due=due, log=(make_entry("2020-06-01", due=due),)))
    assert (row.due_original, row.is_extended) == (due, False)


# --- carried over ----------------------------------------------------------------------------------------------------


def carried(on: str, **over: Any) -> Task:
    return make_task(carried_to="2021:1.1", log=(make_entry(on, carried_to="2021:1.1"),), **over)


def test_a_carried_task_is_judged_as_of_the_day_on_which_it_was_carried() -> None:
    row = standing(carried("2020-06-20", status="blocked", due=date(2020, 6, 10)), date(2020, 12, 31))
    assert (row.grade, row.days_late, row.day) == (Grade.OVERDUE, 10, date(2020, 6, 20))
    assert (row.is_carried, row.is_unfinished, row.task.is_open) == (True, True, False)
    early = standing(carried("2020-06-01", due=date(2020, 6, 10)), date(2020, 12, 31))
    assert (early.grade, early.is_overdue, early.days_late) == (Grade.DUE_SOON, False, 0)


def test_a_carried_task_keeps_its_pace() -> None:
    task = carried("2020-06-30", target=make_target(366), reading=100)
    row = standing(task, date(2020, 12, 31))
    assert (row.expected, row.grade, row.is_behind) == (182, Grade.BEHIND, True)


def test_without_a_day_of_carrying_the_day_of_the_view_counts() -> None:
    row = standing(make_task(carried_to="2021:1.1", due=date(2020, 6, 20)))
    assert (row.grade, row.days_late, row.is_carried) == (Grade.OVERDUE, 10, True)


def test_a_view_of_an_earlier_day_is_judged_on_that_day() -> None:
    row = standing(carried("2020-12-20", due=date(2020, 6, 20)))
    assert (row.day, row.days_late) == (JUNE_30, 10)


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_what_is_closed_here_counts_as_closed_whatever_the_link(status: str) -> None:
    row = standing(carried("2020-06-20", status=status))
    assert not row.is_carried
    assert counts.total([row]).carried == ()


def test_a_carried_task_is_counted_under_its_status_and_again_as_carried() -> None:
    group = counts.total([standing(carried("2020-06-20", status="blocked", due=date(2020, 6, 10)))])
    assert group.states[Status.BLOCKED] == group.carried == group.overdue == group.unfinished == ("1.1",)
    assert (group.total, group.percent) == (1, 0)


# --- on an earlier day -----------------------------------------------------------------------------------------------


def test_numbers_of_an_earlier_day_know_nothing_of_later_ones() -> None:
    done = make_done("1.1", "2020-09-01", "通知", due=JUNE_30)
    added = make_task(id="1.2", log=(make_entry("2020-08-01", added=True),))
    plan = make_plan([done, added])

    def numbers(day: date) -> tuple[int, int, float | None, int]:
        total = counts.total(progress.standings(replay.plan_on(plan, day), day))
        return len(total.done), total.total, total.percent, len(total.overdue)

    assert numbers(JUNE_30) == (0, 1, 0, 0)
    assert numbers(JUNE_30 + timedelta(days=1)) == (0, 1, 0, 1)
    assert numbers(date(2020, 8, 1)) == (0, 2, 0, 1)
    assert numbers(date(2020, 9, 1)) == (1, 2, 50, 0)
