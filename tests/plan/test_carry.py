"""Carrying tasks into the next year, as plans."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planctl.plan.carry import HandOver, Receive, carried_task, links
from planctl.plan.model import Entry, Plan, Priority, Status, Target, Task, Unit

DAY = date(2020, 12, 31)


def plan_of(*tasks: Task, year: int = 2020, title: str = "化解矛盾纠纷", **more: Any) -> Plan:
    return Plan(year, "计划", priorities=(Priority("5", title, tasks=tasks),), **more)


def test_a_task_comes_over_anew_with_its_units_and_a_link_back() -> None:
    task = Task(
        "5.3", "改革", lead="省司法厅", owner="张三", status=Status.DOING, log=(Entry(DAY, status=Status.DOING),)
    )
    new = Receive(plan_of(task), ("5.3",)).apply(plan_of(year=2021)).plan
    assert new.task("5.1") == Task(
        "5.1", "改革", lead="省司法厅", owner="张三", carried_from="2020:5.3", years_carried=1
    )


def test_what_is_left_of_a_target_is_next_years_target() -> None:
    task = Task("5.8", "工作室", target=Target(100, "个", 129), reading=60)
    assert carried_task(task, plan_of(task), "5.1").target == Target(40, "个", 189)


def test_a_target_without_any_reading_stays_whole() -> None:
    task = Task("5.8", "工作室", target=Target(100, "个", 129))
    assert carried_task(task, plan_of(task), "5.1").target == task.target


@pytest.mark.parametrize(("due", "kept"), [(date(2020, 9, 30), None), (date(2021, 3, 31), date(2021, 3, 31))])
def test_only_a_deadline_in_a_later_year_comes_over(due: date, kept: date | None) -> None:
    task = Task("5.3", "改革", due=due)
    assert carried_task(task, plan_of(task), "5.1").due == kept


def test_years_are_counted() -> None:
    task = Task("5.3", "改革", carried_from="2019:5.1", years_carried=1)
    assert carried_task(task, plan_of(task), "5.1").years_carried == 2


def test_receiving_twice_changes_nothing_more() -> None:
    old = plan_of(Task("5.3", "改革"))
    once = Receive(old, ("5.3",)).apply(plan_of(year=2021))
    twice = Receive(old, ("5.3",)).apply(once.plan)
    assert once.changed == ("5.1",)
    assert (twice.plan, twice.changed) == (once.plan, ())


def test_new_ids_follow_those_of_the_next_year_and_its_retired_ones() -> None:
    new = Plan(2021, "计划", priorities=(Priority("5", "化解矛盾纠纷", tasks=(Task("5.1", "新"),), retired=("5.4",)),))
    assert Receive(plan_of(Task("5.3", "改革")), ("5.3",)).apply(new).changed == ("5.5",)


def test_a_priority_is_found_by_its_title_or_made_with_a_free_id() -> None:
    renumbered = Plan(2021, "计划", priorities=(Priority("2", "化解矛盾纠纷"),))
    other = Plan(2021, "计划", priorities=(Priority("5", "别的重点"), Priority("1", "再一个")))
    old = plan_of(Task("5.3", "改革"))
    assert Receive(old, ("5.3",)).apply(renumbered).changed == ("2.1",)
    assert Receive(old, ("5.3",)).apply(other).changed == ("2.1",)


def test_registered_units_come_along_once() -> None:
    unit, idle = Unit("省司法厅", aliases=("司法厅",)), Unit("省信访局")
    old = plan_of(Task("5.3", "改革", lead="司法厅"), units=(unit, idle))
    new = Receive(old, ("5.3",)).apply(plan_of(year=2021)).plan
    assert new.units == (unit,)
    assert Receive(old, ("5.3",)).apply(new).plan.units == (unit,)


def test_links_name_both_ends() -> None:
    old = plan_of(Task("5.3", "改革"), Task("5.4", "建设"))
    new = Receive(old, ("5.4",)).apply(plan_of(year=2021)).plan
    assert links(old, new) == (("5.4", "2021:5.1"),)


def test_handing_over_closes_open_tasks_as_neither_done_nor_open() -> None:
    old = plan_of(Task("5.3", "改革", status=Status.BLOCKED, log=(Entry(DAY, status=Status.BLOCKED, note="等待"),)))
    task = HandOver((("5.3", "2021:5.1"),), DAY, "张三").apply(old).plan.task("5.3")
    assert (task.carried_to, task.status, task.is_open) == ("2021:5.1", Status.BLOCKED, False)
    assert task.log[-1] == Entry(DAY, by="张三", carried_to="2021:5.1")


def test_handing_over_leaves_closed_and_carried_tasks_alone() -> None:
    closed = Task("5.3", "改革", status=Status.DONE)
    carried = Task("5.4", "建设", carried_to="2021:5.8")
    outcome = HandOver((("5.3", "2021:5.9"), ("5.4", "2021:5.8")), DAY).apply(plan_of(closed, carried))
    assert outcome.plan == plan_of(closed, carried)


def test_a_task_carried_to_where_it_no_longer_is_gets_the_new_link() -> None:
    lost = Task("5.4", "建设", carried_to="2021:5.1")
    assert HandOver((("5.4", "2021:5.2"),), DAY).apply(plan_of(lost)).plan.task("5.4").carried_to == "2021:5.2"


def test_nothing_is_left_of_a_target_that_was_reached() -> None:
    task = Task("5.8", "工作室", target=Target(10, "个", 5), reading=12)
    assert carried_task(task, plan_of(task), "5.1").target is None


def test_fractions_stay_plain() -> None:
    task = Task("5.8", "工作室", target=Target(0.3), reading=0.1)
    assert carried_task(task, plan_of(task), "5.1").target == Target(0.2, baseline=0.1)
