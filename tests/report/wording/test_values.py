"""Single values in sentences: counts, what is said of an item, names of periods."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import years
from make import make_done, make_entry, make_plan, make_priority, make_task
from reports import phrases

from planctl.plan.model import Unit
from planctl.report.numbers.figures import Scope
from planctl.report.template.places import COUNTS
from planctl.report.wording.values import count, of_item, of_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.model import Plan

YEAR_END = date(2020, 12, 31)


# --- counts


@pytest.mark.parametrize("year", [years.example, years.library, years.livelihood, years.five_hundred])
def test_a_count_is_the_number_of_the_tasks_that_it_comes_with(year: Callable[[], Plan]) -> None:
    p = phrases(year())
    for part in (None, *p.summary.priorities):
        for name in COUNTS:
            value = count(p, name, part)
            if name not in {"percent", "on_time"}:
                assert value.text == str(len(value.ids))


def test_the_percentage_of_nothing_is_not_there() -> None:
    p = phrases(make_plan(make_priority("1")), day=date(2020, 3, 1))
    assert count(p, "percent", None).text is None
    assert count(p, "on_time", None).text is None
    assert count(p, "done", None).text == "0"


def test_the_rate_in_time_of_a_part_is_that_of_its_tasks() -> None:
    june = date(2020, 6, 30)
    plan = make_plan([make_done("1.1", "2020-06-01", due=june)], [make_task(id="2.1", due=june)])
    p = phrases(plan, day=date(2020, 7, 15))
    assert count(p, "on_time", None).text == "50%"
    assert [count(p, "on_time", group).text for group in p.summary.priorities] == ["100%", "0%"]


# --- items


def test_the_day_and_the_documents_are_those_of_the_completion() -> None:
    log = (
        make_entry("2020-04-01", status="doing", evidence=("启动通知",)),
        make_entry("2020-11-01", status="done", evidence=("验收单",)),
        make_entry("2020-11-05", evidence=("批复",)),
    )
    p = phrases(make_plan([make_task(status="done", log=log)]))
    [row] = p.summary.rows
    assert of_item(p, "done_on", row).text == "11月1日"
    assert of_item(p, "evidence", row).text == "验收单、批复"


def test_a_day_of_another_year_names_it() -> None:
    p = phrases(make_plan([make_done("1.1", "2021-01-05")]), day=date(2021, 1, 31))
    assert of_item(p, "done_on", p.summary.rows[0]).text == "2021年1月5日"


@pytest.mark.parametrize("name", ["reading", "done_on", "evidence"])
def test_what_an_item_has_not_is_not_there(name: str) -> None:
    p = phrases(make_plan([make_task()]))
    assert of_item(p, name, p.summary.rows[0]).text is None


# --- the report as a whole


@pytest.mark.parametrize(
    ("since", "day", "zh", "en"),
    [
        (None, YEAR_END, "2020年", "2020"),
        (date(2020, 1, 1), date(2020, 6, 30), "2020年上半年", "first half of 2020"),
        (date(2020, 7, 1), YEAR_END, "2020年下半年", "second half of 2020"),
        (date(2020, 4, 1), date(2020, 6, 30), "2020年第二季度", "second quarter of 2020"),
        (date(2020, 10, 1), YEAR_END, "2020年第四季度", "fourth quarter of 2020"),
        (date(2020, 2, 1), date(2020, 2, 29), "2020年2月", "February 2020"),
        (date(2020, 5, 1), date(2020, 7, 31), "2020年5月1日至7月31日", "1 May to 31 July 2020"),
        (date(2020, 4, 2), date(2020, 6, 30), "2020年4月2日至6月30日", "2 April to 30 June 2020"),
        (
            date(2020, 12, 28),
            date(2021, 1, 3),
            "2020年12月28日至2021年1月3日",
            "28 December 2020 to 3 January 2021",
        ),
    ],
)
def test_periods_have_their_names(since: date | None, day: date, zh: str, en: str) -> None:
    plan = make_plan([make_task()])
    for language, name in (("zh", zh), ("en", en)):
        assert of_plan(phrases(plan, language, since=since, day=day), "period").text == name


def test_the_part_of_the_plan_is_named() -> None:
    plan = make_plan(
        make_priority("1", make_task(lead="甲局"), title="甲方面", title_en="First"),
        units=(Unit("甲局", name_en="Bureau A"),),
    )
    assert of_plan(phrases(plan), "scope").text == ""
    scope = Scope(groups=("1",))
    assert of_plan(phrases(plan, scope=scope), "scope").text == "“甲方面”方面"
    assert of_plan(phrases(plan, "en", scope=Scope(units=("甲局",))), "scope").text == "for Bureau A"


def test_years_and_days_are_the_report_s() -> None:
    p = phrases(make_plan([make_task()]), "en", day=date(2021, 1, 31))
    said = {name: of_plan(p, name).text for name in ("year", "next_year", "day")}
    assert said == {"year": "2020", "next_year": "2021", "day": "31 January 2021"}
