"""The pieces that the sentences of a report are filled with."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import make_entry, make_plan, make_task
from reports import phrases

from planctl.plan.model import Unit
from planctl.report.wording.phrases import one_line

ZH, EN = (phrases(make_plan([make_task()], title="计划", title_en="Plan"), language) for language in ("zh", "en"))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("工作要点", "工作要点"),
        ("贯彻《纲要》的安排", "贯彻〈纲要〉的安排"),
        ("《实事清单》", "实事清单"),
        ("《甲》和《乙》", "〈甲〉和〈乙〉"),
    ],
)
def test_the_title_of_the_plan_can_stand_in_title_marks(title: str, shown: str) -> None:
    assert phrases(make_plan(title=title)).plan_title == shown


def test_an_english_title_nests_its_marks() -> None:
    assert (
        phrases(make_plan(title="t", title_en="Carry out the “Outline”"), "en").plan_title == "Carry out the ‘Outline’"
    )


def test_days_of_the_plan_s_year_do_not_repeat_it() -> None:
    assert (ZH.day(date(2020, 6, 30)), ZH.day(date(2021, 1, 5))) == ("6月30日", "2021年1月5日")
    assert (EN.day(date(2020, 6, 30)), EN.full_day(date(2020, 6, 30))) == ("30 June", "30 June 2020")


def test_subheadings_are_lettered_in_english_and_numbered_in_chinese() -> None:
    assert [ZH.subheading(number, "甲") for number in (1, 12, 30, 31)] == [
        "（一）甲",
        "（十二）甲",
        "（三十）甲",
        "（31）甲",
    ]
    assert [EN.subheading(number, "x") for number in (1, 26, 27)] == ["A. x", "Z. x", "27. x"]


@pytest.mark.parametrize(
    ("amount", "unit", "zh", "en"),
    [
        (16500, "公里", "16500公里", "16,500 公里"),
        (5, "个", "5个", "5"),
        (5, "个品牌", "5个品牌", "5"),
        (99.95, "%", "99.95%", "99.95%"),
        (0.3, "ms", "0.3ms", "0.3 ms"),
        (5, None, "5", "5"),
    ],
)
def test_quantities_keep_the_units_that_mean_something(amount: float, unit: str | None, zh: str, en: str) -> None:
    assert (ZH.amount(amount, unit), EN.amount(amount, unit)) == (zh, en)


def test_lists_have_their_last_word() -> None:
    assert (ZH.listed(["甲", "乙", "丙"]), EN.listed(["a", "b", "c"])) == ("甲、乙、丙", "a, b and c")
    assert (ZH.titles(["甲", "乙"]), EN.titles(["a", "b", "c"])) == ("甲；乙", "a; b; and c")
    assert (ZH.listed([]), EN.titles(["a"])) == ("", "a")


def test_what_is_in_the_other_language_is_quoted() -> None:
    assert EN.recorded("等待批复。") == "“等待批复”"
    assert EN.recorded("Waiting for approval.") == "Waiting for approval"
    assert ZH.recorded("waiting") == "“waiting”"
    assert ZH.recorded("B2B") == "B2B"
    assert EN.recorded("https://例子.cn") == "https://例子.cn"


def test_marks_within_a_quotation_become_inner_ones() -> None:
    assert ZH.quoted("深化“放管服”改革") == "“深化‘放管服’改革”"


def test_notes_are_told_in_english_where_there_is_english() -> None:
    entry = make_entry("2020-05-01", note="已办结。", note_en="All settled.")
    assert (ZH.note(entry), EN.note(entry)) == ("已办结", "All settled")
    assert EN.note(make_entry("2020-05-01", note="已办结")) == "“已办结”"
    assert EN.note(None) == EN.note(make_entry("2020-05-01", status="done")) == ""


def test_units_go_by_their_english_names() -> None:
    p = phrases(make_plan(units=(Unit("省司法厅", name_en="Justice"),)), "en")
    assert (p.unit("省司法厅"), p.unit("某局"), p.unit(None)) == ("Justice", "某局", "Nobody")


@given(st.text())
def test_plan_text_comes_out_on_one_line_without_a_stop(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    has_words = line.strip("。．.；;，,、：: ") != ""
    assert not (has_words and line.endswith(("。", ".", "；", "，", " ")))
