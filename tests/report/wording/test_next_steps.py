"""What comes next, by priority and by what is to be done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import years
from make import make_done, make_entry, make_plan, make_target, make_task
from reports import paragraphs, phrases, texts

from planctl.blocks import Heading
from planctl.report.wording.next_steps import MOST_TOLD, next_steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.model import Plan, Task

JULY = date(2020, 7, 15)


def said(*tasks: Task, language: str = "zh", **more: Any) -> list[str]:
    return texts(next_steps(phrases(make_plan(list(tasks)), language, **more)))


def task(number: int, **over: Any) -> Task:
    return make_task(id=f"1.{number}", title_en=f"Task {number}", **over)


def test_in_the_year_the_most_urgent_comes_first() -> None:
    tasks = [
        task(1, ongoing=True),
        task(2, status="doing", target=make_target(9), reading=3, log=(make_entry("2020-06-01", reading=3),)),
        task(3),
        task(4, due=date(2020, 7, 20)),
        task(5, due=date(2020, 6, 30), status="doing", log=(make_entry("2020-06-01", next="8月底前补齐。"),)),
    ]
    assert said(*tasks, day=JULY) == [
        (
            "抓紧完成已经逾期的任务：任务1.5（8月底前补齐）。按时完成即将到期的任务：任务1.4。尽快启动：任务1.3。"
            "继续推进：任务1.2（目标9个，已完成3个）。长期坚持：任务1.1。"
        )
    ]
    assert said(*tasks, day=JULY, language="en") == [
        "Task 5 (overdue by 15 days): “8月底前补齐”.",
        "Task 4 (due soon).",
        "Task 3 (to be started).",
        "Task 2 (to be continued; 3 of 9).",
        "Task 1 (without an end).",
    ]


def test_at_the_end_of_the_year_nothing_is_hurried_any_more() -> None:
    over = make_entry("2020-12-20", carried_to="2021:1.3")
    tasks = [
        task(1, due=date(2020, 6, 30)),
        task(2, status="doing", due=date(2020, 6, 30)),
        task(3, status="doing", carried_to="2021:1.3", log=(over,)),
    ]
    assert said(*tasks) == ["尽快启动：任务1.1。继续推进：任务1.2。转入2021年继续办理：任务1.3。"]
    assert said(*tasks, language="en")[-1] == "Task 3 (carried over into 2021)."


def test_closed_tasks_are_no_steps() -> None:
    dropped = task(2, status="dropped", log=(make_entry("2020-03-01", status="dropped"),))
    assert said(make_done("1.1", "2020-05-01"), dropped) == []


def test_a_priority_with_nothing_left_is_left_out_and_the_others_are_numbered() -> None:
    plan = make_plan([make_done("1.1", "2020-05-01")], [make_task(id="2.1")])
    assert [block for block in next_steps(phrases(plan)) if isinstance(block, Heading)] == [Heading("（一）重点2", 3)]


def test_many_are_told_up_to_a_number_and_then_counted() -> None:
    tasks = [task(number) for number in range(1, MOST_TOLD + 3)]
    [text] = said(*tasks)
    assert text.count("任务1.") == MOST_TOLD - 1
    assert text.endswith("一并推进其余3项任务。")
    assert said(*tasks, language="en")[-1] == "Another 3 tasks are to be taken forward."


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("year", [years.example, years.library, years.livelihood, years.five_hundred])
def test_everything_open_is_told_or_counted_once(year: Callable[[], Plan], language: str) -> None:
    p = phrases(year(), language)
    ids = [each for block in paragraphs(next_steps(p)) for piece in block.pieces for each in piece.ids]
    assert sorted(ids) == sorted(row.task.id for row in p.summary.rows if not row.task.status.is_closed)
