"""Days are read in either language and any width, or refused; nothing is guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.dates import BadDateError, either_day, parse_date, period

TODAY = date(2020, 5, 31)  # a Sunday


def read_date(value: str, today: date = TODAY) -> date:
    return parse_date(value, today=today, year=2020)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2020-06-30", "2020-06-30"),
        ("2019/6/3", "2019-06-03"),
        ("2020.6.30", "2020-06-30"),
        ("2020.6.30前", "2020-06-30"),
        ("6月30日24时前", "2020-06-30"),
        ("6月内", "2020-06-30"),
        ("三季度内", "2020-09-30"),
        ("上半年内", "2020-06-30"),
        ("年以内", "2020-12-31"),
        ("2020。6。30", "2020-06-30"),
        ("20210630", "2021-06-30"),
        ("２０２０－０６－３０", "2020-06-30"),
        ("2020-06-30\u200b ", "2020-06-30"),
        ("2021年6月30日", "2021-06-30"),
        ("6月30日", "2020-06-30"),
        ("6月30号", "2020-06-30"),
        (" 6 月 30 日 ", "2020-06-30"),
        ("6月30日前", "2020-06-30"),
        ("今年底前", "2020-12-31"),
        ("本年度内", "2020-12-31"),
        ("2020年度", "2020-12-31"),
        ("明年6月底前", "2021-06-30"),
        ("次年一季度末", "2021-03-31"),
        ("去年12月底", "2019-12-31"),
        ("6月份", "2020-06-30"),
        ("6月份底前完成", "2020-06-30"),
        ("三季度完成", "2020-09-30"),
        ("by the end of June", "2020-06-30"),
        ("by 30 June 2021", "2021-06-30"),
        ("in June", "2020-06-30"),
        ("by Q3", "2020-09-30"),
        ("Q3 2021", "2021-09-30"),
        ("end of the third quarter of 2021", "2021-09-30"),
        ("second half 2021", "2021-12-31"),
        ("by the end of the year", "2020-12-31"),
        ("year-end", "2020-12-31"),
        ("end of this month", "2020-05-31"),
        ("6-30", "2020-06-30"),
        ("6.3", "2020-06-03"),
        ("6/30", "2020-06-30"),
        ("30 June 2021", "2021-06-30"),
        ("3 jun", "2020-06-03"),
        ("June 30", "2020-06-30"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("2021-02", "2021-02-28"),
        ("2020年2月", "2020-02-29"),
        ("6月", "2020-06-30"),
        ("6月底", "2020-06-30"),
        ("12月底前", "2020-12-31"),
        ("6月上旬", "2020-06-10"),
        ("6月中旬", "2020-06-20"),
        ("2月下旬", "2020-02-29"),
        ("June", "2020-06-30"),
        ("Q3", "2020-09-30"),
        ("2021q1", "2021-03-31"),
        ("三季度", "2020-09-30"),
        ("三季度末", "2020-09-30"),
        ("第三季度末", "2020-09-30"),
        ("3季度", "2020-09-30"),
        ("2021年四季度", "2021-12-31"),
        ("H1", "2020-06-30"),
        ("上半年", "2020-06-30"),
        ("下半年", "2020-12-31"),
        ("年底", "2020-12-31"),
        ("eoy", "2020-12-31"),
        ("2021年底", "2021-12-31"),
        ("2021年年底", "2021-12-31"),
        ("2021年", "2021-12-31"),
        ("月底", "2020-05-31"),
        ("EOM", "2020-05-31"),
        ("today", "2020-05-31"),
        ("今天", "2020-05-31"),
        ("yesterday", "2020-05-30"),
        ("昨天", "2020-05-30"),
        ("前天", "2020-05-29"),
        ("Tomorrow", "2020-06-01"),
        ("明天", "2020-06-01"),
        ("后天", "2020-06-02"),
        ("+7d", "2020-06-07"),
        ("＋７天", "2020-06-07"),
        ("-3d", "2020-05-28"),
        ("+2w", "2020-06-14"),
        ("+1m", "2020-06-30"),
        ("-3个月", "2020-02-29"),
        ("+1y", "2021-05-31"),
        ("3天前", "2020-05-28"),
        ("2周后", "2020-06-14"),
        ("1个月后", "2020-06-30"),
        ("本周五", "2020-05-29"),
        ("上周一", "2020-05-18"),
        ("下星期日", "2020-06-07"),
        ("2020年六月底", "2020-06-30"),
        ("二〇二〇年六月底", "2020-06-30"),
        ("二零二一年十月二十一日", "2021-10-21"),
        ("十二月三十一日前", "2020-12-31"),
        ("十月上旬", "2020-10-10"),
        ("12月底前完成", "2020-12-31"),
        ("年底前办结", "2020-12-31"),
        ("6月30日完成", "2020-06-30"),
        ("下周一", "2020-06-01"),
        ("本周日", "2020-05-31"),
        ("本周一", "2020-05-25"),
        ("上周日", "2020-05-24"),
        ("2020-Q2", "2020-06-30"),
        ("2020年第三季度", "2020-09-30"),
        ("2月底", "2020-02-29"),
        ("may", "2020-05-31"),
        ("eoq", "2020-06-30"),
        ("季末", "2020-06-30"),
        ("本季度末", "2020-06-30"),
        ("下季度末", "2020-09-30"),
        ("上季度末", "2020-03-31"),
        ("下月底", "2020-06-30"),
        ("上个月末", "2020-04-30"),
        ("三天前", "2020-05-28"),
        ("一个月后", "2020-06-30"),
        ("2 weeks ago", "2020-05-17"),
        ("1 day ago", "2020-05-30"),
        ("in 3 months", "2020-08-31"),
        ("last Friday", "2020-05-29"),
        ("last sunday", "2020-05-24"),
        ("next Sunday", "2020-06-07"),
        ("next tue", "2020-06-02"),
        ("sunday", "2020-05-31"),
        ("20.6.30", "2020-06-30"),
        ("2020-06-30 00:00:00", "2020-06-30"),
        ("2020-06-30T00:00", "2020-06-30"),
        ("年内", "2020-12-31"),
        ("2021年内完成", "2021-12-31"),
        ("本年内", "2020-12-31"),
        ("一季度前", "2020-03-31"),
        ("2020年6月30日前完成", "2020-06-30"),
        ("6月底前全面完成", "2020-06-30"),
        ("下月10日前", "2020-06-10"),
        ("上个月5号", "2020-04-05"),
    ],
)
def test_a_day_is_read_in_every_way_it_is_written(typed: str, day: str) -> None:
    assert read_date(typed) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("today", "typed", "day"),
    [
        ("2020-02-29", "+1y", "2021-02-28"),
        ("2020-01-31", "+1m", "2020-02-29"),
        ("2020-01-31", "+13m", "2021-02-28"),
        ("2020-12-15", "下季度末", "2021-03-31"),
        ("2020-12-15", "下月底", "2021-01-31"),
        ("2020-01-15", "上月底", "2019-12-31"),
    ],
)
def test_a_shorter_month_has_its_last_day(today: str, typed: str, day: str) -> None:
    assert read_date(typed, date.fromisoformat(today)) == date.fromisoformat(day)


@pytest.mark.parametrize("typed", ["Friday", "fri", "FRIDAY", "周五", "星期五", "礼拜五"])
def test_a_bare_weekday_is_the_nearest_past_one_or_for_a_deadline_to_come(typed: str) -> None:
    assert read_date(typed) == date(2020, 5, 29)
    assert parse_date(typed, today=TODAY, year=2020, ahead=True) == date(2020, 6, 5)


@pytest.mark.parametrize("ahead", [True, False])
def test_today_is_among_both(*, ahead: bool) -> None:
    assert parse_date("周日", today=TODAY, year=2020, ahead=ahead) == TODAY
    assert parse_date("this Sunday", today=TODAY, year=2020, ahead=ahead) == TODAY


@pytest.mark.parametrize(
    "typed",
    [
        *[
            "",
            "2100-02-29",
            "2020-02-30",
            "2019-02-29",
            "2020-13-01",
            "2020-00-10",
            "6月0日",
            "6月31日",
            "30/6",
            "00000000",
            "0-1",
        ],
        *["1899-12-31", "9999-01-01", "+99999y", "-99999d", "+7", "7d", "五季度", "Q5", "H3", "2020", "20-06-30"],
        *[
            "2020-06/30",
            "2020 06 30",
            "①月1日",
            "6月前",
            "三季度前",
            "2021年前",
            "下月31日",
            "1月后",
            "3日前",
            "30 Foo",
            "soon",
            "٢٠٢٠-٠٦-٣٠",
            "-1",
        ],
        "\ud800",
    ],
)
def test_what_is_no_day_of_the_calendar_is_refused(typed: str) -> None:
    with pytest.raises(BadDateError) as caught:
        read_date(typed)
    assert caught.value.fields == {"value": typed}


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("2020年6月前", ("2020-05-31", "2020-06-30")),
        ("6月前完成", ("2020-05-31", "2020-06-30")),
        ("三季度前", ("2020-06-30", "2020-09-30")),
        ("2021年前", ("2020-12-31", "2021-12-31")),
        ("下半年之前", ("2020-06-30", "2020-12-31")),
        ("明年6月份前", ("2021-05-31", "2021-06-30")),
        ("before June", ("2020-05-31", "2020-06-30")),
        ("before 2021", ("2020-12-31", "2021-12-31")),
        ("before 30 June", ("2020-06-29", "2020-06-30")),
        ("汛期前", ()),
        ("before noon", ()),
    ],
)
def test_before_a_period_may_mean_two_days_and_both_are_named(typed: str, days: tuple[str, ...]) -> None:
    assert tuple(map(str, either_day(typed, 2020))) == days
    if days:
        with pytest.raises(BadDateError) as caught:
            read_date(typed)
        assert caught.value.suggestions == days


def test_a_period_has_a_first_and_a_last_day() -> None:
    assert period("2020年三季度", 2021) == (date(2020, 7, 1), date(2020, 9, 30))
    assert period("上半年", 2021) == (date(2021, 1, 1), date(2021, 6, 30))
    assert period("6月中旬", 2021) == (date(2021, 6, 11), date(2021, 6, 20))
    assert period("6月3日", 2021) == (date(2021, 6, 3), date(2021, 6, 3))
    assert period("汛期", 2021) is None


def test_the_first_and_the_last_year_are_accepted() -> None:
    assert read_date("1900-01-01") == date(1900, 1, 1)
    assert read_date("9998-12-31") == date(9998, 12, 31)


def test_a_day_without_a_year_lies_in_the_year_of_the_plan_and_not_of_today() -> None:
    assert parse_date("6月30日", today=date(2026, 1, 1), year=2021) == date(2021, 6, 30)
    assert parse_date("年底", today=date(2026, 1, 1), year=2021) == date(2021, 12, 31)
    assert parse_date("月底", today=date(2026, 2, 1), year=2021) == date(2026, 2, 28)


days = st.dates(date(1900, 1, 1), date(9998, 12, 31))


@given(days)
def test_a_date_survives_every_full_spelling(day: date) -> None:
    spellings = (
        f"{day:%Y-%m-%d}".zfill(10),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}{day.month:02}{day.day:02}",
    )
    for spelling in spellings:
        assert read_date(spelling) == day


@given(days, st.integers(-999, 999))
def test_days_are_counted_from_today(day: date, count: int) -> None:
    if 1900 <= (day.year + count / 365) <= 9997:
        wanted = day + timedelta(days=count)
        assert read_date(f"{count:+}d", today=day) == wanted


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-99, 99))
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, count: int) -> None:
    moved = read_date(f"{count:+}m", today=day)
    assert (moved.year - day.year) * 12 + moved.month - day.month == count
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("6月底", "2020-06-30"), ("年底", "2020-12-31"), ("三季度末", "2020-09-30"), ("6月", "2020-06-01")],
)
def test_the_end_of_a_period_is_a_day_and_a_period_begins_with_its_first(typed: str, first: str) -> None:
    found = period(typed, 2020)
    assert found is not None
    assert found[0] == date.fromisoformat(first)
