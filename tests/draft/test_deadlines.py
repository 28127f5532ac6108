"""Until when, from when, and how often."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.draft.deadlines import Doubt, Span, goals, read_span
from planctl.plan.dates import BadDateError
from planctl.plan.terms import read_terms

YEAR = 2020


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020年6月30日前完成", "2020-06-30"),
        ("6月30日前", "2020-06-30"),
        ("于9月15日完成", "2020-09-15"),
        ("2020年6月底前", "2020-06-30"),
        ("２０２０年６月底前完成", "2020-06-30"),
        ("二月底之前", "2020-02-29"),
        ("十一月中旬以前", "2020-11-20"),
        ("12月底完成", "2020-12-31"),
        ("3月上旬前", "2020-03-10"),
        ("10月份完成", "2020-10-31"),
        ("2020年底前，全部建成", "2020-12-31"),
        ("年底前", "2020-12-31"),
        ("今年年底前", "2020-12-31"),
        ("2021年年底前", "2021-12-31"),
        ("年内完成", "2020-12-31"),
        ("2020年内", "2020-12-31"),
        ("三季度末", "2020-09-30"),
        ("第一季度前", "2020-03-31"),
        ("三季度末前", "2020-09-30"),
        ("2020年第二季度完成", "2020-06-30"),
        ("上半年完成", "2020-06-30"),
        ("下半年内", "2020-12-31"),
        ("到2022年，全面建成", "2022-12-31"),
        ("3月份组织宣传", "2020-03-31"),
        ("第三季度召开会议", "2020-09-30"),
        ("次年6月底前", "2021-06-30"),
        ("20年6月底前", "2020-06-30"),
        ("二〇二一年十月底前", "2021-10-31"),
        ("2020.6.30前", "2020-06-30"),
        ("2020年12月31日24时前", "2020-12-31"),
        ("6月底前完成全市的", "2020-06-30"),
    ],
)
def test_every_form_of_a_deadline_is_read(text: str, day: str) -> None:
    span = read_span(f"{text}任务。", YEAR)
    assert span.due == date.fromisoformat(day)
    assert span.doubts == ()


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("2020年6—9月开展检查", "2020-06-01", "2020-09-30"),
        ("3月至9月集中整治", "2020-03-01", "2020-09-30"),
        ("2020年3月1日至6月15日公示", "2020-03-01", "2020-06-15"),
        ("2020年7月至2021年2月", "2020-07-01", "2021-02-28"),
        ("11月至次年3月", "2020-11-01", "2021-03-31"),
        ("5月10日至20日集中宣传", "2020-05-10", "2020-05-20"),
    ],
)
def test_a_period_is_a_start_and_a_deadline(text: str, start: str, due: str) -> None:
    span = read_span(text, YEAR)
    assert (span.start, span.due) == (date.fromisoformat(start), date.fromisoformat(due))


def test_a_beginning_is_a_start() -> None:
    span = read_span("2020年9月起实施，年底前总结。", YEAR)
    assert (span.start, span.due) == (date(2020, 9, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("2020年6月前完成", ("2020-05-31", "2020-06-30")),
        ("6月前", ("2020-05-31", "2020-06-30")),
        ("2021年前建成", ("2020-12-31", "2021-12-31")),
        ("2月30日前完成", ()),
        ("明年6月底前", ("2020-06-30", "2021-06-30")),
        ("来年年底前", ("2020-12-31", "2021-12-31")),
        ("春节前完成", ()),
        ("“七一”前表彰", ()),
        ("下月10日前上报", ()),
        ("明年3月至6月底开展", ()),
        ("11月至3月供暖", ()),
    ],
)
def test_what_has_two_readings_or_none_is_not_read(text: str, readings: tuple[str, ...]) -> None:
    span = read_span(text, YEAR)
    assert span.due is None
    assert [doubt.readings for doubt in span.doubts] == [readings]


@pytest.mark.parametrize(
    "text",
    [
        "截至2019年底，已建129家。",
        "落实《纲要（2015—2020年）》。",
        "2020年3月13日召开的会议精神",
        "三年内",
        "推进常态化下访机制",
        "持续推进提档升级",
        "历年底数",
        "去年下半年完成的任务",
        "去年12月底前的问题",
        "19年6月底前的问题",
        "2018年3月至6月底开展了整治",
        "6月召开的会议",
        "12月31日前后",
        "对2020年底前到期的规章清理",
        "6月30日前未完成的项目",
        "2020年6月底前已印发的文件",
        "6月底前出台的文件",
        "2.5月",
    ],
)
def test_what_is_no_deadline_gives_none(text: str) -> None:
    span = read_span(text, YEAR)
    assert (span.start, span.dues, span.is_ongoing, span.doubts) == (None, (), False, ())


@pytest.mark.parametrize(
    "text", ["（长期坚持）", "健全机制（持续推进）", "建立机制，长期坚持。", "立行立改并长期坚持", "完成时限：长期坚持"]
)
def test_what_has_no_end_is_a_duty(text: str) -> None:
    assert read_span(text, YEAR).is_ongoing


@pytest.mark.parametrize(
    ("text", "every"),
    [("每月通报进展", "month"), ("健全制度，每季度公布", "quarter"), ("每半年总结", "half"), ("每年开展考核", "year")],
)
def test_what_comes_back_is_a_duty_with_its_period(text: str, every: str) -> None:
    span = read_span(text, YEAR)
    assert (span.is_ongoing, span.every) == (True, every)


def test_beside_a_deadline_a_period_is_told_of() -> None:
    span = read_span("每月推进，2020年12月底前完成", YEAR)
    assert (span.is_ongoing, span.due) == (False, date(2020, 12, 31))
    assert [(doubt.code, doubt.phrase) for doubt in span.doubts] == [("every", "每月")]


@pytest.mark.parametrize(
    ("limit", "day"),
    [
        ("2020年6月", "2020-06-30"),
        ("全年", "2020-12-31"),
        ("2020.6.30", "2020-06-30"),
        ("6月15日", "2020-06-15"),
        ("三季度", "2020-09-30"),
        ("年底前", "2020-12-31"),
    ],
)
def test_a_bare_period_is_a_deadline_where_it_is_the_limit(limit: str, day: str) -> None:
    assert read_span(limit, YEAR, is_limit=True).due == date.fromisoformat(day)
    if not limit.endswith("前"):
        assert read_span(limit, YEAR).due is None


def test_every_deadline_knows_what_it_is_about() -> None:
    text = "6月底前印发方案，12月底前完成改革。"
    assert list(goals(text, read_span(text, YEAR).dues)) == [
        (date(2020, 6, 30), "印发方案"),
        (date(2020, 12, 31), "完成改革"),
    ]
    text = "自查（4月底前）：查案卷；整改（年底前）：改案卷。"
    assert [goal for _, goal in goals(text, read_span(text, YEAR).dues)] == ["查案卷", "改案卷"]
    text = "甲厅6月底前完成；乙局年底前完成。"
    assert [goal for _, goal in goals(text, read_span(text, YEAR).dues)] == ["", ""]


@given(
    st.text(alphabet="0123456789一二三十年月日底前末旬上中下季度半至—.起每内明次（）《》，。", max_size=25),
    st.booleans(),
)
def test_any_text_is_read_without_an_error(text: str, is_limit: bool) -> None:
    span = read_span(text, YEAR, is_limit=is_limit)
    assert all(due.written == text[due.at : due.at + len(due.written)] for due in span.dues)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3月、6月、9月底前分别完成检查", ["2020-03-31", "2020-06-30", "2020-09-30"]),
        ("2021年4月和10月底前", ["2021-04-30", "2021-10-31"]),
        ("一季度、三季度末前", ["2020-03-31", "2020-09-30"]),
        ("一、三季度末前", []),
        ("3、6、9月底前分别完成检查", ["2020-03-31", "2020-06-30", "2020-09-30"]),
        ("3月15日、6月15日前报送", ["2020-03-15", "2020-06-15"]),
        ("3月底前完成评估，6月底前完成评估", ["2020-03-31", "2020-06-30"]),
    ],
)
def test_several_deadlines_may_share_the_word_that_makes_them_so(text: str, days: list[str]) -> None:
    assert [str(due.day) for due in read_span(text, YEAR).dues] == days or not days


def test_several_deadlines_of_which_one_is_unclear_are_told_of() -> None:
    span = read_span("3月、6月前完成", YEAR)
    assert (span.dues, span.doubts) == ((), (Doubt("limit", "3月、6月前"),))
    assert read_span("2019年3月、6月底前完成", YEAR) == Span()


def test_a_duty_may_be_the_verb_of_a_clause() -> None:
    assert read_span("长期坚持例会制度。", YEAR).is_ongoing
    assert read_span("落实制度，常年坚持集中学习。", YEAR).is_ongoing
    assert not read_span("长期坚持以人民为中心，完善制度。", YEAR).is_ongoing
    assert not read_span("长期坚持例会制度，6月底前完成评估。", YEAR).is_ongoing
    assert not read_span("持续推进公开。", YEAR).is_ongoing


PHRASES = (
    *(
        "今年底前",
        "今年年底前",
        "年底前",
        "年底",
        "年末",
        "年内",
        "2020年内",
        "2020年度内",
        "年以内",
        "全年",
        "本年度内",
    ),
    *(
        "6月份底",
        "6月底前",
        "6月末",
        "6月份",
        "6月内",
        "6月前",
        "6月份以前",
        "三月底之前",
        "十二月底",
        "3月上旬前",
        "11月中旬",
    ),
    *("6月30日前", "2020年6月30号之前", "2020-06-30前", "2020.6.30前", "2020年6月30日24时前", "二〇二〇年六月三十日前"),
    *(
        "一季度前",
        "三季度前",
        "三季度末",
        "第二季度末前",
        "第三季度内",
        "2020年四季度",
        "上半年前",
        "上半年",
        "下半年内",
        "上半年末",
    ),
    *("2020年前", "2021年底前", "次年6月底前", "2020年6—9月", "3月至9月", "2020年7月至2021年2月", "11月至次年3月"),
    *(
        "5月10日至20日",
        "6月1日－9月30日前",
        "2020年3月1日至6月15日",
        "每季度",
        "每个月",
        "每半年",
        "每年",
        "长期坚持",
        "常年坚持",
    ),
    *("长期", "持续推进", "常态化推进", "2020年2月30日前", "2020年13月底前"),
)


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_text_and_a_cell_of_a_ledger_are_read_alike(phrase: str) -> None:
    span = read_span(phrase, YEAR, is_limit=True)
    try:
        terms = read_terms(phrase, today=date(YEAR, 3, 1), year=YEAR)
    except BadDateError:
        terms = ()
    if len(terms) == 1:
        (term,) = terms
        assert (span.start, span.due, span.is_ongoing, span.every) == (term.start, term.due, term.ongoing, term.every)
        assert span.doubts == ()
    else:
        assert span.dues == ()
        assert [doubt.readings for doubt in span.doubts] == [tuple(str(term.due) for term in terms)]


def test_next_year_may_be_that_of_a_plan_whose_text_is_of_the_year_before() -> None:
    (doubt,) = read_span("明年3月底前完成", YEAR).doubts
    (term,) = read_terms("明年3月底前完成", today=date(YEAR, 3, 1), year=YEAR)
    assert doubt.readings == ("2020-03-31", str(term.due))


@pytest.mark.parametrize("text", ["1—3月、6—9月开展检查", "3月底、6月底前开展检查", "3月和6月底前开展检查"])
def test_deadlines_that_stand_together_are_about_the_same(text: str) -> None:
    assert [goal for _, goal in goals(text, read_span(text, YEAR).dues)] == ["开展检查", "开展检查"]
