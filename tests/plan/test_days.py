"""Whether a day is over, is today or has not come yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planctl.plan.days import Day, DayState, is_missed, state_of

TODAY = date(2020, 7, 1)


@pytest.mark.parametrize(("later", "state"), [(-1, DayState.OVER), (0, DayState.TODAY), (1, DayState.FORECAST)])
def test_a_day_knows_where_it_lies(later: int, state: DayState) -> None:
    day = TODAY + timedelta(days=later)
    assert state_of(Day.seen(day, TODAY)) is state
    assert Day.seen(day, TODAY) == day


def test_a_plain_date_is_taken_for_today() -> None:
    assert state_of(TODAY - timedelta(days=400)) is DayState.TODAY


def test_a_day_that_is_calculated_from_one_is_a_plain_date_again() -> None:
    yesterday = Day.seen(TODAY - timedelta(days=1), TODAY)
    assert state_of(yesterday) is DayState.OVER
    assert state_of(yesterday.replace(day=30)) is DayState.TODAY
    assert state_of(yesterday + timedelta(days=1)) is DayState.TODAY


@pytest.mark.parametrize(
    ("day", "today", "missed"),
    [
        ("2020-06-29", "2020-07-01", False),
        ("2020-06-30", "2020-06-30", False),  # there is still the rest of the day
        ("2020-06-30", "2020-07-01", True),
        ("2020-06-30", "2020-06-01", False),
        ("2020-07-01", "2020-07-01", True),
        ("2020-07-01", "2020-06-01", True),
    ],
)
def test_what_is_due_on_a_day_is_missed_in_its_evening(day: str, today: str, missed: bool) -> None:
    seen = Day.seen(date.fromisoformat(day), date.fromisoformat(today))
    assert is_missed(date(2020, 6, 30), seen) == missed
