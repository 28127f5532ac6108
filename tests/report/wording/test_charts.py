"""The charts of a report: progress by priority, the year month by month, grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import years
from make import make_plan, make_priority, make_task
from reports import phrases

from planctl.blocks import BarChart, LineChart
from planctl.plan.progress import Grade
from planctl.report.template.places import CHARTS
from planctl.report.wording.charts import chart

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.model import Plan

YEARS = pytest.mark.parametrize("year", [years.example, years.library, years.livelihood, years.five_hundred])


def bars(plan: Plan, name: str, language: str = "zh") -> BarChart:
    [found] = chart(phrases(plan, language), name)
    assert isinstance(found, BarChart)
    return found


@YEARS
def test_a_bar_for_each_priority_says_what_is_done_and_late(year: Callable[[], Plan]) -> None:
    plan = year()
    summary = phrases(plan).summary
    found = bars(plan, "progress").bars
    assert [(bar.done, bar.total, bar.late) for bar in found] == [
        (len(group.done), group.total, len(group.overdue)) for group in summary.priorities
    ]
    assert [bar.note for bar in found] == [f"{bar.late}项逾期" if bar.late else "" for bar in found]


def test_late_ones_are_said_in_words_in_english_too() -> None:
    assert bars(years.library(), "progress", "en").bars[0].note == "1 overdue"


@YEARS
def test_the_year_ends_where_the_counts_do(year: Callable[[], Plan]) -> None:
    p = phrases(year())
    [found] = chart(p, "burnup")
    assert isinstance(found, LineChart)
    (_, due), (_, done) = found.lines
    assert len(found.months) == len(due) == len(done) == 12
    assert due[-1] == p.summary.months[-1].due_so_far
    assert done[-1] == len(p.summary.total.done)
    assert "12月" in found.note


@YEARS
def test_the_grades_add_up_to_the_tasks_that_count(year: Callable[[], Plan]) -> None:
    p = phrases(year())
    [found] = chart(p, "grades")
    assert isinstance(found, BarChart)
    assert sum(bar.done + bar.late for bar in found.bars) == p.summary.total.total
    late = next((ids for grade, ids in p.summary.grades if grade is Grade.OVERDUE), ())
    assert [bar.late for bar in found.bars if bar.late] == [len(late)] * bool(late)


def test_one_priority_needs_no_comparison() -> None:
    assert chart(phrases(make_plan([make_task()])), "progress") == []


@pytest.mark.parametrize("name", CHARTS)
def test_without_tasks_there_is_nothing_to_draw(name: str) -> None:
    assert chart(phrases(make_plan(make_priority("1"), make_priority("2"))), name) == []
