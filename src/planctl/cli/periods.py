"""The periods that people report on: a week, a month, a quarter, half a year or a year, as they type them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from planctl.errors import UsageError
from planctl.plan.dates import BadDateError, parse_date
from planctl.plan.days import span
from planctl.plan.spelling import fold


class BadPeriodError(UsageError):
    """``value`` is no period."""

    key = "error.bad_period"


class PeriodNotBegunError(UsageError):
    """The period ``value`` begins on ``first``, which has not come."""

    key = "error.period_not_begun"


class Period(NamedTuple):
    """The days from ``first`` to ``last``."""

    first: date
    last: date


def parse_period(value: str, *, today: date, year: int) -> Period:
    """Read a period: ``2020-06``, ``6月``, ``June``, ``Q3``, ``上半年``, ``2020``, ``week``, ``上周``, ``last month``.

    One without a year lies in ``year``, the plan's; weeks begin on Mondays.

    Raises:
        BadPeriodError: It is none of these.
        PeriodNotBegunError: Nothing can have happened in it yet.
    """
    text = re.sub(r"[\s_-]+(?![0-9])|(?<![0-9])[\s_-]+", "", fold(value).casefold())
    found = _from_today(text, today) or _in_year(text, today, year)
    if found is None:
        raise BadPeriodError(value=value)
    if found.first > today:
        raise PeriodNotBegunError(value=value, first=found.first)
    return found


def _from_today(text: str, today: date) -> Period | None:
    turn = next((turn for turn, words in _TURNS.items() if text.startswith(words)), None)
    length = next((length for length, words in _LENGTHS.items() if text.endswith(words)), None)
    is_only = text in {"week", *(f"{first}{last}" for first in _words(_TURNS) for last in _words(_LENGTHS))}
    if not is_only or length is None:
        return None
    if length == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * (turn or 0))
        return Period(monday, monday + timedelta(days=6))
    months = {"month": 1, "quarter": 3, "year": 12}[length]
    number = today.year * 12 // months + (today.month - 1) // months + (turn or 0)
    return Period(*span(number * months // 12, months, number % (12 // months) + 1))


def _in_year(text: str, today: date, year: int) -> Period | None:
    months = next((months for months, form in _FORMS.items() if re.fullmatch(form, text)), None)
    if months is None:
        return None
    if months == 12:  # noqa: PLR2004 - the months of a year
        return Period(*span(int(text[:4]), 12, 1))
    try:
        last = parse_date(text.removesuffix("份"), today=today, year=year)
    except BadDateError:
        return None
    return Period(*span(last.year, months, (last.month - 1) // months + 1))


def _words(table: dict[int, tuple[str, ...]] | dict[str, tuple[str, ...]]) -> list[str]:
    return [word for words in table.values() for word in words]


_TURNS: dict[int, tuple[str, ...]] = {0: ("this", "current", "本", "这", "今"), -1: ("last", "previous", "上", "去")}
_LENGTHS: dict[str, tuple[str, ...]] = {
    "week": ("week", "周", "星期"),
    "month": ("month", "月", "个月"),
    "quarter": ("quarter", "季度"),
    "year": ("year", "年", "年度"),
}
#: How periods of so many months are written, after which a date of the same form means their last day.
_FORMS = {
    12: "[1-9][0-9]{3}年?度?",
    6: "(?:[0-9]{4}[年-]?)?(?:h[12]|[上下]半年)",
    3: "(?:[0-9]{4}[年-]?)?(?:q[1-4]|第?[1-4一二三四]季度?)",
    1: "(?:[0-9]{4}[-/.年])?[0-9一二三四五六七八九十]{1,2}月份?|[0-9]{4}[-/.][0-9]{1,2}"
    "|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:[0-9]{4})?",
}
