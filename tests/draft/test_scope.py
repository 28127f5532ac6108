"""Which part of a text is the plan."""

from __future__ import annotations

from datetime import date

import pytest

from planctl.draft import scope
from planctl.draft.outline import read_outline

REPORT = """\
某省人民政府
关于2021年度法治政府建设情况和2022年工作安排的报告
2022-03-01 08:00 来源：省政府
一、2021年工作情况
（一）加强立法。完成5件。
二、存在的问题
（一）重视不够。还有差异。
三、2022年工作安排
（一）深化改革。制定办法。
"""
POINTS = """\
2021年工作要点
一、总体要求
（一）指导思想。以某某为指导。
二、深化改革
（一）推进一网通办。
三、加强监管
（二）开展整治。
四、组织保障
加强领导。
"""


def titles(text: str, section: str | None = None, words: str = scope.PLANNED) -> list[str]:
    found = scope.choose(read_outline(text.splitlines()), section, words)
    return [path[-1].title for path in found.groups]


def test_the_chapter_of_the_coming_year_is_chosen() -> None:
    found = scope.choose(read_outline(REPORT.splitlines()), None)
    assert scope.section_of(found) == "三"
    assert [path[-1].title for path in found.groups] == ["深化改革"]
    assert [node.title for node in found.left] == ["2021年工作情况", "存在的问题"]


def test_a_chapter_may_be_named() -> None:
    for name in ("一", "1", "一、", "第一章"):
        assert titles(REPORT, name) == ["加强立法"]


def test_findings_stand_in_another_chapter() -> None:
    assert titles(REPORT, None, scope.FOUND) == ["重视不够"]


def test_what_is_to_be_put_right_is_found_without_its_aims() -> None:
    text = "2022年整改方案\n一、整改目标\n全面整改。\n二、整改内容及措施\n（一）学习方面。\n1．学习不深入。\n"
    assert titles(text, None, scope.FOUND) == ["学习方面"]
    outline = read_outline(["2022年检查发现的问题", "（一）甲不实。问题：乙。"])
    assert scope.year_of(scope.choose(outline, None), outline.front) == 2022


def test_a_text_that_is_a_plan_is_read_as_a_whole_without_its_principles() -> None:
    assert titles(POINTS) == ["深化改革", "加强监管"]


def test_all_chapters_may_be_asked_for() -> None:
    assert titles(REPORT, "all") == ["2021年工作情况", "存在的问题", "2022年工作安排"]


def test_a_text_without_chapters_has_its_parts_as_groups_or_is_one() -> None:
    assert titles("（一）甲。乙丙。\n（二）丁。戊己。") == ["甲", "丁"]
    assert titles("2021年任务清单\n1．制定办法。\n2．建立机制。") == ["2021年任务清单"]
    assert titles("2021年任务清单\n一、制定办法\n二、建立机制") == ["2021年任务清单"]


def test_a_part_that_is_only_a_line_may_hold_principles_too() -> None:
    (node,) = read_outline(["（一）加强组织领导。"]).nodes
    assert scope.is_about_principles(node)


@pytest.mark.parametrize(
    ("text", "section", "error"),
    [
        ("", None, scope.NothingNumberedError),
        ("没有编号。", None, scope.NothingNumberedError),
        (REPORT, "九", scope.UnknownSectionError),
        (REPORT, "安排", scope.UnknownSectionError),
        ("第一章 初见\n他来了。\n第二章 离别\n他走了。", None, scope.NoChapterError),
        ("一、工作情况\n完成。\n二、成效\n很好。", None, scope.NoChapterError),
    ],
)
def test_a_text_without_a_plan_is_refused(text: str, section: str | None, error: type[Exception]) -> None:
    with pytest.raises(error):
        scope.choose(read_outline(text.splitlines()), section)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (REPORT, 2022),
        (POINTS, 2021),
        ("一、主要安排\n２０２３年是关键之年。\n（一）甲。乙丙。", 2023),
        ("2022年重点工作\n1．甲乙。\n2．丙丁。", 2022),
        ("二〇二三年工作要点\n1．甲乙。\n2．丙丁。", 2023),
        ("2019年度情况和2020年计划的报告\n一、下一步打算\n（一）甲。乙丙。", 2020),
    ],
)
def test_the_year_is_the_one_that_the_text_says(text: str, year: int) -> None:
    outline = read_outline(text.splitlines())
    assert scope.year_of(scope.choose(outline, None), outline.front) == year


def test_the_year_of_a_report_is_not_that_of_what_comes_next() -> None:
    outline = read_outline(["某市2019年法治政府建设情况报告", "一、下一步工作打算", "（一）甲。乙丙。"])
    with pytest.raises(scope.YearNeededError):
        scope.year_of(scope.choose(outline, None), outline.front)


@pytest.mark.parametrize(
    ("chapter", "title", "name"),
    [
        ("2020年主要安排", "某市报告", "2020年主要安排"),
        ("主要任务", "某市2020年工作要点", "某市2020年工作要点"),
        ("下一步打算", "某市2019年工作情况的报告", "下一步打算"),
        ("", "某市政府关于印发2021年任务分工的通知", "2021年任务分工"),
        ("", "关于印发《2021年要点》的通知", "2021年要点"),
        ("主要任务", None, "主要任务"),
    ],
)
def test_a_plan_is_called_as_people_would_call_it(chapter: str, title: str | None, name: str) -> None:
    assert scope.name_of(chapter, title) == name


def test_a_year_is_not_guessed() -> None:
    outline = read_outline(["工作要点", "一、主要任务", "（一）甲。落实2015年的办法。"])
    with pytest.raises(scope.YearNeededError):
        scope.year_of(scope.choose(outline, None), outline.front)


def test_the_title_and_the_day_of_a_text_stand_above_it() -> None:
    front = read_outline(REPORT.splitlines()).front
    assert scope.title_of(front) == "某省人民政府关于2021年度法治政府建设情况和2022年工作安排的报告"
    assert scope.published_of(front) == date(2022, 3, 1)
    assert scope.published_of(["发布时间：2020-02-30"]) is None
    assert scope.title_of(["某市分工方案（第一位的为牵头单位，下同）"]) == "某市分工方案"
    assert scope.title_of(["没有题目"]) is None
    assert scope.title_of(["请认真执行。2021年任务分工"]) is None
    run_on = "某市政府关于印发2021年任务分工的通知×政发〔2021〕3号各县（市、区）："
    assert scope.title_of([run_on]) == "某市政府关于印发2021年任务分工的通知"
    assert scope.published_of(["2020-03-13是星期五"]) is None
