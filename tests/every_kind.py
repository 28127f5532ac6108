"""A small plan with items of every kind, and what is handed over of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from make import make_day, make_entry, make_plan, make_priority, make_target, make_task

from planctl.exchange.extract import Extract
from planctl.plan import progress
from planctl.plan.model import Finding, Group, Indicator, Inspection, Plan, Standard, Status, Task, Unit
from planctl.plan.node import Node
from planctl.plan.units import with_canonical_units


def plan_of_every_kind() -> Plan:
    """Return a plan in which every column of a ledger has something to say."""
    measured = make_task(
        title="新增100个品牌个人调解工作室",
        title_en="Add 100 studios",
        status="doing",
        lead="省司法厅",
        support=("省信访局", "省工商联"),
        owner="王芳",
        target=make_target(100),
        reading=36,
        nodes=(
            Node(date(2020, 3, 31), "方案印发", done=date(2020, 3, 20)),
            Node(date(2020, 6, 30), "五个市试点"),
            Node(date(2021, 3, 31), "总结"),
        ),
        log=(
            make_entry("2020-04-02", status="doing", note="方案印发", evidence=("吉司发〔2020〕12号",)),
            make_entry(
                "2020-06-30",
                reading=36,
                note="新建36个",
                problem="两县无专职人员",
                next="8月底前培训",
                help="请协调编制",
                evidence=("=1+1",),
            ),
        ),
    )
    duty = make_task(id="1.2", title="接访", ongoing=True, every="quarter", lead="省信访局", support=("省司法厅",))
    closed = make_task(id="1.10", title="完成的", status="done", lead="省司法厅", due=date(2020, 6, 1))
    late = make_task(id="2.1", title="逾期的", due=date(2020, 5, 1))
    inspection = Inspection(
        "D1",
        "营商环境督察",
        items=(
            Finding(
                "D1.1",
                "窗口少",
                lead="省司法厅",
                area="政务服务",
                about=("1.1",),
                status=Status.DONE,
                nodes=(Node(date(2020, 6, 1), "增设窗口"),),
            ),
            Finding("D1.2", "排队久", lead="省司法厅"),
        ),
    )
    standard = Standard("K", "指标体系", items=(Indicator("K.1", "公开", path=("一级", "二级"), hard=True),))
    return make_plan(
        make_priority("1", measured, duty, closed, title="突出协同化", title_en="Coordination"),
        make_priority("2", late),
        title="2020年安排",
        title_en="Plan of 2020",
        units=(Unit("省司法厅", name_en="Department of Justice"),),
        inspections=(inspection,),
        standards=(standard,),
    )


def extract_of(plan: Plan, *units: str, on: str = "2020-07-01") -> Extract:
    """Return the whole of ``plan`` as it stands on a day, to be returned by ``units`` if there are any."""
    seen, day = with_canonical_units(plan), make_day(on)
    return Extract(plan, seen, day, tuple(progress.standings(seen, day, Group)), units=units)


def with_task(plan: Plan, **over: object) -> Plan:
    """Return ``plan`` with other values of its first task."""
    first, *others = plan.priorities
    task: Task = replace(first.items[0], **over)  # type: ignore[arg-type] # the test says what
    return replace(plan, priorities=(replace(first, items=(task, *first.items[1:])), *others))
