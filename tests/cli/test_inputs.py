"""What people type is read in either language and any width, or refused with a reason; nothing is guessed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.cli.inputs import (
    STATUS_WORDS,
    BadDateError,
    BadNumberError,
    DutyNoStatusError,
    UnknownStatusError,
    clean_text,
    parse_choice,
    parse_date,
    parse_number,
    parse_reading,
    parse_status,
    parse_statuses,
)
from planctl.errors import BadChoiceError, PlanctlError
from planctl.plan.ids import parse_ids
from planctl.plan.model import LANGUAGES, Status
from planctl.plan.spelling import split_list
from planctl.plan.targets import Reading
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2020, 5, 31)  # a Sunday
KNOWN = tuple(f"{priority}.{number}" for priority, last in ((1, 10), (2, 16), (5, 17)) for number in range(1, last + 1))
ASCII = st.text(alphabet=[chr(code) for code in range(0x21, 0x7F)], max_size=12)


def wide(text: str) -> str:
    """Return ASCII ``text`` as an input method in full-width mode writes it."""
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


def read_date(value: str, today: date = TODAY) -> date:
    return parse_date(value, today=today, year=2020)


# --- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\ufeff等待批复\r\n经费未到\r\n", "等待批复\n经费未到"),
        ("甲  \t\n乙\u3000\r丙\n\n", "甲\n乙\n丙"),
        ("  甲 乙 ", "甲 乙"),
        ("甲\n\n  乙", "甲\n\n  乙"),
        ("\u200b\ufeff \n", ""),
        ("王\u200d芳", "王\u200d芳"),
        ("\ufeff \ufeff甲\ufeff乙", "甲\ufeff乙"),
    ],
)
def test_pasted_text_is_kept_as_lines(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(st.text(alphabet="甲\ufeff\r\n \t\u200b", max_size=12))
def test_clean_text_stays_clean(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert "\r" not in clean_text(text)
    assert not clean_text(text).startswith("\ufeff")


# --- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2020-06-30", "2020-06-30"),
        ("2019/6/3", "2019-06-03"),
        ("2020.6.30", "2020-06-30"),
        ("2020。6。30", "2020-06-30"),
        ("20210630", "2021-06-30"),
        ("２０２０－０６－３０", "2020-06-30"),
        ("2020-06-30\u200b ", "2020-06-30"),
        ("2021年6月30日", "2021-06-30"),
        ("6月30日", "2020-06-30"),
        ("6月30号", "2020-06-30"),
        (" 6 月 30 日 ", "2020-06-30"),
        ("6月30日前", "2020-06-30"),
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


def test_that_a_task_has_no_end_is_no_status() -> None:
    for typed in ("ongoing", "长期坚持", "常态化"):
        with pytest.raises(DutyNoStatusError):
            parse_status(typed)


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
        *["2020-06/30", "2020 06 30", "①月1日", "6月前", "1月后", "3日前", "30 Foo", "soon", "٢٠٢٠-٠٦-٣٠", "-1"],
        "\ud800",
    ],
)
def test_what_is_no_day_of_the_calendar_is_refused(typed: str) -> None:
    with pytest.raises(BadDateError) as caught:
        read_date(typed)
    assert caught.value.fields == {"value": typed}


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
    for spelling in (*spellings, wide(spellings[1])):
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


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("36", 36),
        (" ３６ ", 36),
        ("0", 0),
        ("62.5", 62.5),
        ("62。5", 62.5),
        ("1,200", 1200),
        ("１，２００，０００.5", 1200000.5),
        ("123456789012345", 123456789012345),
    ],
)
def test_a_number_is_read_in_any_width(typed: str, number: float) -> None:
    value = parse_number(typed)
    assert value == number
    assert type(value) is type(number)


NO_NUMBERS = ["", "1_0", "nan", "inf", "1e5", "0x10", "1,20", "1,2000", ".5", "5.", "1 200", "½", "3²", "①", "٣"]
NO_NUMBERS += ["36个", "36万", "62%", "六", "1234567890123456", "+", "+-5", "--5"]


@pytest.mark.parametrize("typed", [*NO_NUMBERS, "-5", "+5"])
def test_what_is_not_plainly_a_number_is_refused(typed: str) -> None:
    with pytest.raises(BadNumberError) as caught:
        parse_number(typed)
    assert caught.value.fields == {"value": typed}


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("36", Reading(36)),
        ("+10", Reading(10, relative=True)),
        ("＋１０", Reading(10, relative=True)),
        ("-5", Reading(-5, relative=True)),
        ("−5", Reading(-5, relative=True)),
        ("+1,200.5", Reading(1200.5, relative=True)),
    ],
)
def test_a_sign_makes_a_reading_relative(typed: str, reading: Reading) -> None:
    assert parse_reading(typed) == reading


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_a_reading_that_is_no_number_is_refused_as_it_was_typed(typed: str) -> None:
    with pytest.raises(BadNumberError) as caught:
        parse_reading(typed)
    assert caught.value.fields == {"value": typed}


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("done", Status.DONE),
        ("ＤＯＮＥ", Status.DONE),
        ("已完成", Status.DONE),
        ("办结", Status.DONE),
        ("推进中", Status.DOING),
        ("In Progress", Status.DOING),
        ("in-progress", Status.DOING),
        ("受阻", Status.BLOCKED),
        ("待 验收", Status.SUBMITTED),
        ("已终止", Status.DROPPED),
        ("not_started", Status.TODO),
    ],
)
def test_a_status_is_read_from_its_code_or_a_name(typed: str, status: Status) -> None:
    assert parse_status(typed) is status


def test_no_word_names_two_statuses() -> None:
    for status in Status:
        for word in (status.value, *STATUS_WORDS[status]):
            assert parse_status(word) is status


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_on_the_screen_can_be_typed(language: str) -> None:
    translate = Translator(language)
    for status in Status:
        assert parse_status(translate(f"status.{status.value}")) is status


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [("doen", "done"), ("blockd", "blocked"), ("推进", "推进中"), ("完工", "完成"), ("finish", "finished")],
)
def test_an_unknown_status_leads_to_the_nearest(typed: str, suggestion: str) -> None:
    with pytest.raises(UnknownStatusError) as caught:
        parse_status(typed)
    assert caught.value.fields == {"value": typed}
    assert caught.value.suggestions[0] == suggestion


def test_several_statuses_may_be_named() -> None:
    assert parse_statuses("doing,受阻", "blocked；已完成") == (Status.DOING, Status.BLOCKED, Status.DONE)
    assert parse_statuses() == ()


def test_an_empty_list_of_statuses_is_not_taken_for_no_condition() -> None:
    with pytest.raises(UnknownStatusError):
        parse_statuses("")


CHOICES = {"priority": ("重点",), "lead": ("牵头单位", "lead unit"), "quarter": ("季度",)}


@pytest.mark.parametrize("typed", ["lead", "LEAD", "牵头单位", "Lead-Unit", "ｌｅａｄ"])
def test_a_choice_is_read_from_its_code_or_a_name(typed: str) -> None:
    assert parse_choice(typed, CHOICES, "--by") == "lead"


def test_an_unknown_choice_is_refused_with_all_there_are() -> None:
    with pytest.raises(BadChoiceError) as caught:
        parse_choice("牵头", CHOICES, "--by")
    assert caught.value.fields == {"name": "--by", "value": "牵头", "choices": "重点, 牵头单位, 季度"}
    assert caught.value.suggestions == ("牵头单位",)


def test_who_types_chinese_is_told_what_can_be_written_in_chinese() -> None:
    for typed, choices in (("逾其", "逾期, due-soon"), ("overdu", "overdue, due-soon")):
        with pytest.raises(BadChoiceError) as caught:
            parse_choice(typed, {"overdue": ("late", "逾期"), "due-soon": ("soon",)}, "--grade")
        assert caught.value.fields["choices"] == choices


# --- anything at all -------------------------------------------------------------------------------------------------

PARSERS: dict[str, Callable[[str], object]] = {
    "date": read_date,
    "number": parse_number,
    "reading": parse_reading,
    "status": parse_status,
    "statuses": parse_statuses,
    "ids": lambda text: parse_ids([text], KNOWN),
    "choice": lambda text: parse_choice(text, CHOICES, "--by"),
    "list": lambda text: split_list([text]),
}
PIECES = [*"0123456789.-/,+*~ ,，、。年月日底前上中下旬季度半周末第本天个后１①²\u200b\ud800q", "june", "2020"]


def outcome(parse: Callable[[str], object], text: str) -> object:
    """Return what ``parse`` makes of ``text``, or the kind of its refusal; any other exception is a fault."""
    try:
        return parse(text)
    except PlanctlError as error:
        return type(error)


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_anything_typed_gives_a_value_or_a_refusal(parse: Callable[[str], object], text: str) -> None:
    assert outcome(parse, text) is not None


@pytest.mark.parametrize("name", sorted(PARSERS.keys() - {"list"}))
@given(st.text(alphabet="0123456789.,-/+*~qhdwm", max_size=10) | ASCII)
def test_full_width_typing_means_the_same(name: str, text: str) -> None:
    assert outcome(PARSERS[name], wide(text)) == outcome(PARSERS[name], text)
