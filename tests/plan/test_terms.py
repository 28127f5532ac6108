"""A deadline in words is a day, a period, a duty or a condition; what may mean two things is two."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.dates import BadDateError
from planctl.plan.terms import Term, read_terms

TODAY = date(2020, 5, 31)


def terms(text: str) -> tuple[Term, ...]:
    return read_terms(text, today=TODAY, year=2020, begins=date(2020, 3, 13))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("12月底前完成", "2020-12-31"),
        ("2020年6月30日前完成", "2020-06-30"),
        ("年内", "2020-12-31"),
        ("20.6.30", "2020-06-30"),
        ("二〇二〇年六月底", "2020-06-30"),
        ("一季度前", "2020-03-31"),
        ("下月10日前", "2020-06-10"),
        ("2020-06-30 00:00:00", "2020-06-30"),
    ],
)
def test_a_plain_day_is_a_deadline(text: str, due: str) -> None:
    assert terms(text) == (Term(due=day(due)),)


@pytest.mark.parametrize(
    ("text", "days"),
    [("2020年6月前", ("2020-05-31", "2020-06-30")), ("2021年前", ("2020-12-31", "2021-12-31"))],
)
def test_what_can_mean_two_days_is_both(text: str, days: tuple[str, str]) -> None:
    assert terms(text) == tuple(Term(due=day(found)) for found in days)


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("2020年6—9月", "2020-06-01", "2020-09-30"),
        ("6-9月", "2020-06-01", "2020-09-30"),
        ("2020年6月至2020年9月底", "2020-06-01", "2020-09-30"),
        ("2021年至2022年", "2021-01-01", "2022-12-31"),
        ("2021-2022年", "2021-01-01", "2022-12-31"),
        ("6月1日至9月15日", "2020-06-01", "2020-09-15"),
        ("2020-06-01..2020-09-15", "2020-06-01", "2020-09-15"),
        ("即日起至2020年9月底前", "2020-03-13", "2020-09-30"),
        ("2020年9月起", "2020-09-01", None),
        ("2020年6月底起", "2020-06-30", None),
        ("6月底至9月底", "2020-06-30", "2020-09-30"),
        ("一季度至三季度", "2020-01-01", "2020-09-30"),
    ],
)
def test_a_period_has_a_start_and_an_end(text: str, start: str, due: str | None) -> None:
    assert terms(text) == (Term(start=day(start), due=day(due) if due else None),)


def test_from_now_on_begins_with_the_plan_unless_it_ends_before() -> None:
    assert terms("即日起至2020年3月底") == (Term(start=day("2020-03-13"), due=day("2020-03-31")),)
    assert terms("即日起至2020年2月底") == (Term(due=day("2020-02-29")),)
    assert read_terms("即日起至9月底", today=TODAY, year=2020) == (Term(due=day("2020-09-30")),)


@pytest.mark.parametrize(
    ("text", "every", "rest"),
    [
        ("长期坚持", None, ""),
        ("持续推进", None, ""),
        ("常态化", None, ""),
        ("常态化开展", None, ""),
        ("立行立改", None, ""),
        ("立行立改，长期坚持", None, ""),
        ("每月25日前", "month", "25日前"),
        ("每季度末", "quarter", "末"),
        ("每半年", "half", ""),
        ("按月推进", "month", ""),
        ("每个月", "month", ""),
        ("长期执行", None, ""),
        ("monthly", "month", ""),
        ("Every quarter", "quarter", ""),
        ("ongoing, every half-year", "half", ""),
    ],
)
def test_a_duty_has_no_end(text: str, every: str | None, rest: str) -> None:
    assert terms(text) == (Term(ongoing=True, every=every, rest=rest),)


def test_a_text_longer_than_any_deadline_is_none() -> None:
    for text in ("至" * 20_000, "6月至" * 5_000, "即日起至" * 2_000):
        with pytest.raises(BadDateError):
            terms(text)


def test_two_in_one_are_two() -> None:
    duty, due = terms("每月推进，2020年12月底前完成")
    assert duty == Term(ongoing=True, every="month")
    assert due == Term(due=day("2020-12-31"))
    due, duty = terms("2020年底前取得明显成效，长期坚持")
    assert due == Term(due=day("2020-12-31"), rest="取得明显成效")
    assert duty == Term(ongoing=True)


@pytest.mark.parametrize("text", ["视国家部署情况", "根据省里部署", "待国家方案出台后启动"])
def test_a_condition_is_waited_for(text: str) -> None:
    assert terms(text) == (Term(waits_for=text),)


@pytest.mark.parametrize("text", ["省司法厅", "36个", "尽快", "每周", "6", "2020年13月底", "5-2月", "—"])
def test_what_is_no_deadline_is_refused(text: str) -> None:
    with pytest.raises(BadDateError):
        terms(text)


@given(
    st.lists(st.sampled_from([*"0123456789年月日季度至到-~,，前底起每长期坚持 ", "2020", "即日起"]), max_size=10).map(
        "".join
    )
)
def test_whatever_is_read_can_be_written_and_read_again(text: str) -> None:
    try:
        found = terms(text)
    except BadDateError:
        return
    for term in found:
        again = terms(str(term)) if str(term) and (term.due or term.ongoing) else (term,)
        assert len(again) == 1
        assert (again[0].due, again[0].ongoing) == (term.due, term.ongoing)


def test_the_second_day_of_a_period_may_leave_out_its_month() -> None:
    assert read_terms("5月10日至20日", today=TODAY, year=2020) == (
        Term(start=date(2020, 5, 10), due=date(2020, 5, 20)),
    )
