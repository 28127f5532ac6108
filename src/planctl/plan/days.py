"""A day as answers speak of it: a date, and whether it is over, is today, or has not come yet.

Only the command line knows what day it is; below it a day brings along what has to be known of that.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import Self


class DayState(StrEnum):
    """Where a day lies; the value is the word in JSON."""

    OVER = "over"
    TODAY = "today"
    FORECAST = "forecast"


class Day(date):
    """A date that knows whether it is over. A view of a day that is over is one of its evening.

    What is calculated from one, such as the day after it, knows no more than a plain date.
    """

    state = DayState.TODAY

    @classmethod
    def seen(cls, day: date, today: date) -> Self:
        """Return ``day`` as it lies to whoever asks on ``today``."""
        found = cls(day.year, day.month, day.day)
        earlier = DayState.OVER if day < today else DayState.FORECAST
        found.state = DayState.TODAY if day == today else earlier
        return found


def state_of(day: date) -> DayState:
    """Return where ``day`` lies; a date that does not know is taken for today."""
    return day.state if isinstance(day, Day) else DayState.TODAY


def is_missed(due: date, day: date) -> bool:
    """Whether what was due on ``due`` and is not done is late on ``day``: past it, or on it once the day is over."""
    return due < day or (due == day and state_of(day) is DayState.OVER)


def span(year: int, months: int, number: int) -> tuple[date, date]:
    """Return the first and the last day of a part of ``year``: of those of so many ``months``, the one ``number``."""
    last = months * number
    return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])
