"""The templates that come with the program."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import years
from make import make_day, make_done, make_entry, make_plan, make_task
from reports import told, written

from planctl.blocks import Annex, Heading, Mark, Part
from planctl.plan.model import Finding, Indicator, Inspection, Standard
from planctl.report import summarise
from planctl.report.template.built_in import NAMES, built_in, text_of
from planctl.report.template.fill import fill
from planctl.report.template.places import BLOCKS, CHARTS, TABLES
from planctl.report.template.reader import read_template
from planctl.report.template.strangers import strangers
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.model import Plan

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
EVERY_NAME = pytest.mark.parametrize("name", NAMES)
YEARS = [years.example, years.library, years.livelihood, years.five_hundred]


@LANGUAGES
@EVERY_NAME
def test_each_is_read_as_it_is_written_out(name: str, language: str) -> None:
    built = built_in(name, language)
    assert (built.name, built.language) == (name, language)
    written_out = read_template(text_of(name, language), "2020.report.md")
    assert replace(built, name="", path="2020.report.md") == written_out


@LANGUAGES
@EVERY_NAME
def test_none_names_what_only_some_plans_have(name: str, language: str) -> None:
    assert list(strangers(built_in(name, language).places, make_plan([make_task()]))) == []


@EVERY_NAME
def test_the_headings_of_both_languages_are_of_the_same_levels(name: str) -> None:
    levels = [re.findall("^#+ ", text_of(name, language), re.MULTILINE) for language in ("zh", "en")]
    assert levels[0] == levels[1]


@EVERY_NAME
def test_both_languages_say_the_same_values(name: str) -> None:
    values = [
        sorted(str(place) for place in built_in(name, language).places if place.name not in {*BLOCKS, "fill"})
        for language in ("zh", "en")
    ]
    assert set(values[0]) - {"{plan}", "{year}"} == set(values[1]) - {"{plan}", "{year}"}


def test_together_they_have_every_block_but_those_that_people_choose() -> None:
    places = {str(place) for name in NAMES for place in built_in(name, "zh").places if place.is_block}
    names = {place.strip("{}").partition(":")[0] for place in places}
    assert names == set(BLOCKS)
    assert {f"{{table:{table}}}" for table in TABLES} <= places
    assert {f"{{chart:{chart}}}" for chart in CHARTS} - places == {"{chart:grades}"}


@LANGUAGES
@EVERY_NAME
@pytest.mark.parametrize("year", YEARS)
def test_each_makes_a_document_of_any_year(year: Callable[[], Plan], name: str, language: str) -> None:
    text = told(written(year(), language, name))
    assert "{" not in text
    assert "None " not in text.replace("None of", "")


@LANGUAGES
@EVERY_NAME
@pytest.mark.parametrize("year", YEARS)
def test_a_public_edition_has_no_place_to_fill_in(year: Callable[[], Plan], name: str, language: str) -> None:
    document = written(year(), language, name, public=True)
    assert not any(Mark.PLACE in piece.marks for block in document.blocks for piece in getattr(block, "pieces", ()))
    assert not re.search("[【】]", told(document))


def test_sections_with_nothing_to_say_are_left_out_and_the_others_count_anew() -> None:
    headings = [
        block.text for block in written(years.library()).blocks if isinstance(block, Heading) and block.level == 2
    ]
    assert headings == [
        "一、主要举措和成效",
        "二、存在的不足和原因",
        "三、党政主要负责人履行推进法治建设第一责任人职责情况",
        "四、下一步工作安排",
    ]
    plan = replace(
        years.library(),
        inspections=(Inspection("D1", "督察", items=(Finding("D1.1", "问题"),)),),
        standards=(Standard("K", "体系", items=(Indicator("K.1", "指标"),)),),
    )
    headings = [block.text for block in written(plan).blocks if isinstance(block, Heading) and block.level == 2]
    assert [heading[:2] for heading in headings] == ["一、", "二、", "三、", "四、", "五、", "六、"]


def test_annexes_keep_their_numbers_whatever_the_text_leaves_out() -> None:
    for language, labels in (("zh", ["附件1", "附件2"]), ("en", ["Annex 1", "Annex 2"])):
        document = written(years.library(), language)
        assert [block.label for block in document.blocks if isinstance(block, Annex)] == labels
        attached = [block for block in document.blocks if getattr(block, "part", None) is Part.ATTACHMENT]
        assert len(attached) == len(labels)


def test_a_title_nests_the_marks_of_the_plan_s() -> None:
    plan = make_plan([make_task()], title="贯彻《纲要》的安排", title_en="Carry out the “Outline”")
    assert written(plan).title == "关于《贯彻〈纲要〉的安排》落实情况的报告"
    assert written(plan, "en", "government").title == "Report on the implementation of “Carry out the ‘Outline’”"


def test_a_company_s_report_in_english_has_no_offices_in_it() -> None:
    text = told(written(years.library(), "en", "company")).lower()
    assert [word for word in ("lead unit", "supporting unit", "principal", "annex") if word in text] == []


def test_who_asks_for_a_report_that_is_in_order_is_told_of_the_one_place_to_fill_in() -> None:
    plan = make_plan([make_done("1.1", "2020-05-01", "文件")])
    found = fill(built_in("government", "zh"), summarise(plan, make_day(plan.last_day, "over")), Translator("zh"))
    assert [gap.place.name for gap in found.gaps] == ["fill"]
    assert found.uncaused == ()


def test_tasks_in_trouble_of_which_nothing_says_why_are_told_beside_the_report() -> None:
    log = (make_entry("2020-06-01", status="doing", problem="缺人"),)
    plan = make_plan([make_task(id="1.1"), make_task(id="1.2", status="doing", log=log)])
    found = fill(built_in("government", "zh"), summarise(plan, make_day(plan.last_day, "over")), Translator("zh"))
    assert found.uncaused == ("1.1",)
    assert "没有记录原因" not in told(found.document)
