"""Carrying tasks into the next year, as plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from make import make_entry

from planctl.plan.carry import CarryOver, CarryYearError, carried_task, left_over, next_plan, receive
from planctl.plan.letter import Letter
from planctl.plan.model import Entry, Finding, Indicator, Inspection, Plan, Priority, Standard, Status, Task, Unit
from planctl.plan.target import Target

DAY = date(2020, 12, 31)


def plan_of(*tasks: Task, year: int = 2020, title: str = "化解矛盾纠纷", **more: Any) -> Plan:
    return Plan(year, "计划", priorities=(Priority("5", title, items=tasks),), **more)


def test_a_task_comes_over_anew_with_its_units_and_a_link_back() -> None:
    task = Task(
        "5.3", "改革", lead="省司法厅", owner="张三", status=Status.DOING, log=(Entry(DAY, status=Status.DOING),)
    )
    new = receive(plan_of(year=2021), plan_of(task), ("5.3",)).plan
    assert new.task("5.1") == Task(
        "5.1", "改革", lead="省司法厅", owner="张三", carried_from="2020:5.3", years_carried=1
    )


def test_what_is_left_of_a_target_is_next_years_target() -> None:
    task = Task("5.8", "工作室", target=Target(100, "个", 129), reading=60)
    assert carried_task(task, plan_of(task), "5.1").target == Target(40, "个", 189)


@pytest.mark.parametrize(
    ("reading", "left"),
    [
        (None, Target(from_=450, to=200, unit="ms")),
        (450, Target(from_=450, to=200, unit="ms")),
        (310, Target(from_=310, to=200, unit="ms")),
        (500, Target(from_=500, to=200, unit="ms")),
        (200, None),
        (190, None),
    ],
)
def test_a_level_is_aimed_at_from_the_last_reading(reading: float | None, left: Target | None) -> None:
    task = Task("5.8", "响应时间", target=Target(from_=450, to=200, unit="ms"), reading=reading)
    assert carried_task(task, plan_of(task), "5.1").target == left


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
    once = receive(plan_of(year=2021), old, ("5.3",))
    twice = receive(once.plan, old, ("5.3",))
    assert once.changed == ("5.1",)
    assert (twice.plan, twice.changed) == (once.plan, ())


def test_new_ids_follow_those_of_the_next_year_and_its_retired_ones() -> None:
    new = Plan(2021, "计划", priorities=(Priority("5", "化解矛盾纠纷", items=(Task("5.1", "新"),), retired=("5.4",)),))
    assert receive(new, plan_of(Task("5.3", "改革")), ("5.3",)).changed == ("5.5",)


def test_a_priority_is_found_by_its_title_or_made_with_a_free_id() -> None:
    renumbered = Plan(2021, "计划", priorities=(Priority("2", "化解矛盾纠纷"),))
    other = Plan(2021, "计划", priorities=(Priority("5", "别的重点"), Priority("1", "再一个")))
    old = plan_of(Task("5.3", "改革"))
    assert receive(renumbered, old, ("5.3",)).changed == ("2.1",)
    assert receive(other, old, ("5.3",)).changed == ("6.1",)


def test_registered_units_come_along_once() -> None:
    unit, idle = Unit("省司法厅", aliases=("司法厅",)), Unit("省信访局")
    old = plan_of(Task("5.3", "改革", lead="司法厅"), units=(unit, idle))
    new = receive(plan_of(year=2021), old, ("5.3",)).plan
    assert new.units == (unit,)
    assert receive(new, old, ("5.3",)).plan.units == (unit,)


def carried(old: Plan, new: Plan | None = None, *ids: str) -> tuple[Plan, Plan]:
    outcomes = CarryOver(2021, DAY, "张三", ids).apply(old, new)
    return outcomes.handed_over.plan, outcomes.received.plan


def test_a_carried_task_keeps_its_state_and_says_where_it_went() -> None:
    log = (Entry(DAY, status=Status.BLOCKED, note="等待"),)
    old, _ = carried(plan_of(Task("5.3", "改革", status=Status.BLOCKED, log=log)))
    task = old.task("5.3")
    assert (task.carried_to, task.status, task.is_open) == ("2021:5.1", Status.BLOCKED, False)
    assert task.log == (*log, Entry(DAY, by="张三", carried_to="2021:5.1"))


def test_closed_tasks_and_those_carried_before_stay_as_they_are() -> None:
    closed = Task("5.3", "改革", status=Status.DONE)
    elsewhere = Task("5.4", "建设", carried_to="2022:5.8")
    old = plan_of(closed, elsewhere)
    assert carried(old) == (old, next_plan(old, 2021))


def test_only_named_tasks_go_over() -> None:
    _, new = carried(plan_of(Task("5.3", "改革"), Task("5.4", "建设"), Task("5.5", "别的")), None, "5.4..5.5")
    assert [task.carried_from for task in new.tasks] == ["2020:5.4", "2020:5.5"]


def test_carrying_again_changes_nothing_more() -> None:
    once = carried(plan_of(Task("5.3", "改革")))
    assert carried(*once) == once


def test_a_task_carried_to_where_it_no_longer_is_goes_again() -> None:
    lost = plan_of(Task("5.4", "建设", carried_to="2021:5.1"))
    there = plan_of(year=2021)
    assert left_over(lost, there, ("5.4",)) == ("5.4",)
    assert (
        carried(lost, replace(there, priorities=(replace(there.priorities[0], retired=("5.1",)),)))[0]
        .task("5.4")
        .carried_to
        == "2021:5.2"
    )


@pytest.mark.parametrize("year", [2019, 2020])
def test_tasks_go_forward_only(year: int) -> None:
    with pytest.raises(CarryYearError):
        CarryOver(year, DAY).apply(plan_of(Task("5.3", "改革")), None)


def test_nothing_is_left_of_a_target_that_was_reached() -> None:
    task = Task("5.8", "工作室", target=Target(10, "个", 5), reading=12)
    assert carried_task(task, plan_of(task), "5.1").target is None


@pytest.mark.parametrize(
    ("amount", "reading", "rest"),
    [(0.3, 0.1, Target(0.2, baseline=0.1)), (1, 0.9999999999999999, Target(1e-16, baseline=0.9999999999999999))],
)
def test_what_is_left_over_is_exact(amount: float, reading: float, rest: Target) -> None:
    task = Task("5.8", "工作室", target=Target(amount), reading=reading)
    assert carried_task(task, plan_of(task), "5.1").target == rest


# --- what comes along ------------------------------------------------------------------------------------------------


def test_everything_that_is_not_about_the_old_year_comes_along() -> None:
    task = Task(
        "5.3",
        "改革",
        title_en="Reform",
        source="(五)1",
        refs=("吉发〔2019〕1号",),
        tags=("民生",),
        internal=True,
        extra={"budget": 3},
    )
    new = carried_task(task, plan_of(task), "5.1")
    assert new == replace(task, id="5.1", carried_from="2020:5.3", years_carried=1)


def test_what_is_about_the_old_year_stays_there() -> None:
    log = (Entry(DAY, status=Status.DOING, reading=3),)
    task = Task("5.3", "改革", status=Status.DOING, reading=3, formerly=("旧名",), start=date(2020, 3, 1), log=log)
    assert carried_task(task, plan_of(task), "5.1") == Task("5.1", "改革", carried_from="2020:5.3", years_carried=1)


def test_a_start_in_the_new_year_comes_over() -> None:
    task = Task("5.3", "改革", start=date(2021, 3, 1))
    assert carried_task(task, plan_of(task), "5.1").start == date(2021, 3, 1)


def test_the_next_plan_has_the_frame_of_the_old_one() -> None:
    old = Plan(
        2020,
        "2020年计划",
        title_en="Plan 2020",
        lang="zh",
        adopted=date(2020, 3, 13),
        source={"title": "报告"},
        report=Letter(title="2020年情况", number="1号", date=date(2021, 1, 15), attachments=("2020年清单",)),
        units=(Unit("省司法厅", aliases=("司法厅",)),),
        priorities=(Priority("5", "化解", items=(Task("5.1", "甲"),), retired=("5.2",), extra={"lead": "王"}),),
        extra={"views": {"late": "list --overdue"}},
    )
    assert next_plan(old, 2021) == Plan(
        2021,
        "2021年计划",
        title_en="Plan 2021",
        lang="zh",
        report=Letter(template="government", title="2021年情况", attachments=("2021年清单",)),
        units=old.units,
        priorities=(Priority("5", "化解", extra={"lead": "王"}),),
        extra=old.extra,
    )


def test_answers_about_ledgers_go_over_but_for_days_and_ids() -> None:
    lasting = {"承办单位": "lead", "编号2": "-", "第一季度目标": "quarter1", "司厅": "司法厅", "每季": "quarter"}
    passing = {
        "6月前": "2020-06-30",
        "即日起": "2020-03-01..2020-06-30",
        "印发方案": "1.1",
        "问题": "D1.1",
        "达标率": "0.5",
    }
    old = Plan(2020, "计划", units=(Unit("省司法厅", aliases=("司法厅",)),), ledger={**lasting, **passing})
    assert next_plan(old, 2021).ledger == lasting


def test_open_findings_go_with_their_inspection_and_what_they_are_about() -> None:
    found = Inspection(
        "D1",
        "督察",
        items=(
            Finding("D1.1", "未整改", area="政务服务", about=("5.3", "5.4")),
            Finding("D1.2", "已整改", status=Status.DONE),
        ),
        on=date(2020, 5, 20),
    )
    old = replace(plan_of(Task("5.3", "改革"), Task("5.4", "完成", status=Status.DONE)), inspections=(found,))
    received, handed_over = CarryOver(2021, date(2021, 1, 4)).apply(old, None)
    (inspection,) = received.plan.inspections
    assert (inspection.id, inspection.title, inspection.on) == ("D1", "督察", date(2020, 5, 20))
    assert inspection.items == (
        Finding("D1.1", "未整改", area="政务服务", about=("5.1",), carried_from="2020:D1.1", years_carried=1),
    )
    first, second = handed_over.plan.inspections[0].items
    assert (first.carried_to, second.carried_to) == ("2021:D1.1", None)
    again = CarryOver(2021, date(2021, 1, 5)).apply(handed_over.plan, received.plan)
    assert (again.received.plan, again.handed_over.plan) == (received.plan, handed_over.plan)


def test_a_standard_goes_whole_and_unjudged_and_its_old_one_is_no_carried_work() -> None:
    log = (make_entry("2020-10-10", status="done"),)
    met = Indicator("K.1", "达标的", path=("一、",), hard=True, status=Status.DONE, about=("5.3",), log=log)
    old = replace(
        plan_of(Task("5.3", "改革")), standards=(Standard("K", "体系", items=(met, Indicator("K.2", "另一个"))),)
    )
    received, handed_over = CarryOver(2021, date(2021, 1, 4)).apply(old, None)
    (standard,) = received.plan.standards
    assert standard.items == (
        Indicator("K.1", "达标的", path=("一、",), hard=True, about=("5.1",)),
        Indicator("K.2", "另一个"),
    )
    assert handed_over.plan.standards == old.standards
    named = CarryOver(2021, date(2021, 1, 4), ids=("5.3",)).apply(old, None)
    assert named.received.plan.standards == ()


def test_a_standard_speaks_of_what_came_along_and_gives_way_to_one_that_has_its_id() -> None:
    judged = Indicator("K.1", "指标", about=("5.3", "5.4"), waits_for=("5.3", "审定"), due=date(2022, 3, 1))
    done = Task("5.4", "完成", status=Status.DONE)
    old = replace(plan_of(Task("5.3", "改革"), done), standards=(Standard("K", "体系", items=(judged,)),))
    new = Plan(2021, "计划", standards=(Standard("K", "另一套"),))
    received, _ = CarryOver(2021, date(2021, 1, 4)).apply(old, new)
    other, standard = received.plan.standards
    assert (other.id, standard.id, standard.title) == ("K", "K2", "体系")
    assert standard.items == (
        Indicator("K2.1", "指标", about=("5.1",), waits_for=("5.1", "审定"), due=date(2022, 3, 1)),
    )
    again = CarryOver(2021, date(2021, 1, 5)).apply(old, received.plan)
    assert again.received.plan.standards == received.plan.standards
