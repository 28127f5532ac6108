"""Periods as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.cli.periods import BadPeriodError, PeriodNotBegunError, parse_period

#: A Wednesday.
TODAY = date(2020, 11, 25)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2020-06", (2020, 6, 1), (2020, 6, 30)),
        ("2020年2月", (2020, 2, 1), (2020, 2, 29)),
        ("6月", (2020, 6, 1), (2020, 6, 30)),
        ("6月份", (2020, 6, 1), (2020, 6, 30)),
        ("六月", (2020, 6, 1), (2020, 6, 30)),
        ("June", (2020, 6, 1), (2020, 6, 30)),
        ("Jun 2019", (2019, 6, 1), (2019, 6, 30)),
        ("Q3", (2020, 7, 1), (2020, 9, 30)),
        ("2019-q4", (2019, 10, 1), (2019, 12, 31)),
        ("第三季度", (2020, 7, 1), (2020, 9, 30)),
        ("一季度", (2020, 1, 1), (2020, 3, 31)),
        ("H1", (2020, 1, 1), (2020, 6, 30)),
        ("下半年", (2020, 7, 1), (2020, 12, 31)),
        ("2020", (2020, 1, 1), (2020, 12, 31)),
        ("2020年", (2020, 1, 1), (2020, 12, 31)),
        ("week", (2020, 11, 23), (2020, 11, 29)),
        ("this week", (2020, 11, 23), (2020, 11, 29)),
        ("本周", (2020, 11, 23), (2020, 11, 29)),
        ("last-week", (2020, 11, 16), (2020, 11, 22)),
        ("上周", (2020, 11, 16), (2020, 11, 22)),
        ("本月", (2020, 11, 1), (2020, 11, 30)),
        ("last month", (2020, 10, 1), (2020, 10, 31)),
        ("上季度", (2020, 7, 1), (2020, 9, 30)),
        ("last year", (2019, 1, 1), (2019, 12, 31)),
        ("２０２０－０６", (2020, 6, 1), (2020, 6, 30)),
    ],
)
def test_periods_are_read(typed: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert parse_period(typed, today=TODAY, year=2020) == (date(*first), date(*last))


def test_last_month_in_january_lies_in_the_year_before() -> None:
    assert parse_period("上月", today=date(2021, 1, 8), year=2021) == (date(2020, 12, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    "typed", ["", "2020-06-30", "6月30日", "13月", "2020-13", "Q5", "H3", "friday", "+7d", "下周", "eoy", "x"]
)
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(BadPeriodError):
        parse_period(typed, today=TODAY, year=2020)


@pytest.mark.parametrize("typed", ["12月", "2021", "2021-Q1", "2021-01"])
def test_a_period_that_has_not_begun_is_refused(typed: str) -> None:
    with pytest.raises(PeriodNotBegunError):
        parse_period(typed, today=TODAY, year=2020)


@given(st.text(max_size=12))
def test_anything_typed_is_a_period_or_refused(typed: str) -> None:
    try:
        found = parse_period(typed, today=TODAY, year=2020)
    except (BadPeriodError, PeriodNotBegunError):
        return
    assert found.first <= found.last
    assert found.first <= TODAY
