"""Whole years of offices of several kinds, the material of the golden files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from make import make_done, make_entry, make_plan, make_priority, make_target, make_task
from places import EXAMPLE

from planctl.plan.model import Plan, Priority, Status, Task, Unit
from planctl.toml import schema

if TYPE_CHECKING:
    from collections.abc import Callable


def example() -> Plan:
    """Return the sample year that comes with planctl."""
    plan = schema.parse(EXAMPLE.read_text(encoding="utf-8")).plan
    assert plan is not None
    return plan


def library() -> Plan:
    """Return a plan with three priorities, of a town library: everything that can happen to a task happens once."""
    return make_plan(
        make_priority(
            "1",
            make_done(
                "1.1", "2021-05-10", "馆发〔2021〕3号", title="延长阅览室开放时间", title_en="Extend opening hours"
            ),
            make_task(
                id="1.2",
                title="新增20个社区借阅点",
                title_en="Add 20 community lending points",
                status="done",
                lead="读者服务部",
                target=make_target(20, "个", 15),
                reading=23,
                log=(
                    make_entry("2021-03-01", status="doing"),
                    make_entry("2021-11-08", status="done", reading=23, evidence=("验收单",), note="全部对外开放"),
                ),
            ),
            make_task(
                id="1.3",
                title="举办读书活动120场",
                title_en="Hold 120 reading events",
                status="doing",
                lead="读者服务部",
                support=("办公室",),
                due=date(2021, 11, 30),
                target=make_target(120, "场"),
                reading=97,
                log=(make_entry("2021-02-01", status="doing"), make_entry("2021-11-30", reading=97)),
            ),
            title="提升阅览服务",
            title_en="Better reading services",
        ),
        make_priority(
            "2",
            make_task(
                id="2.1",
                title="建成古籍数字资源库",
                title_en="Build a digital archive of old books",
                status="blocked",
                lead="技术部",
                log=(
                    make_entry("2021-04-06", status="doing"),
                    make_entry("2021-09-13", status="blocked", note="扫描设备采购流标"),
                ),
            ),
            make_task(
                id="2.2",
                title="更换借阅系统",
                title_en="Replace the lending system",
                status="doing",
                lead="技术部",
                carried_to="2022:2.1",
                log=(
                    make_entry("2021-06-01", status="doing"),
                    make_entry("2021-12-20", carried_to="2022:2.1", note="供应商推迟交付"),
                ),
            ),
            title="推进数字馆藏",
            title_en="Digital collections",
        ),
        make_priority("3", title="加强队伍建设", title_en="A stronger staff"),
        year=2021,
        title="市图书馆2021年工作要点",
        title_en="Town library: key tasks for 2021",
    )


def livelihood() -> Plan:
    """Return a plan with twelve priorities, most with a single task, of a county."""
    works = (
        ("改造老旧小区", "Renovate old housing estates"),
        ("新建乡镇幼儿园", "Build township nursery schools"),
        ("扩建县医院", "Extend the county hospital"),
        ("修复乡村道路", "Repair village roads"),
        ("改善农村饮水", "Improve rural drinking water"),
        ("增加公共停车位", "Add public parking"),
        ("建设口袋公园", "Create pocket parks"),
        ("安装路灯", "Install street lights"),
        ("开展技能培训", "Run skills training"),
        ("发放助老餐券", "Issue meal vouchers for the elderly"),
        ("更新公交车辆", "Renew the bus fleet"),
        ("清淤疏浚河道", "Dredge the rivers"),
    )
    states: tuple[Callable[[str, str, str], Task], ...] = (
        lambda id_, zh, en: make_done(id_, "2022-06-17", "验收报告", title=zh, title_en=en, lead="住建局"),
        lambda id_, zh, en: make_task(id=id_, title=zh, title_en=en, lead="教育局", support=("住建局",)),
        lambda id_, zh, en: make_task(
            id=id_,
            title=zh,
            title_en=en,
            status="submitted",
            lead="卫健局",
            log=(make_entry("2022-12-05", status="submitted"),),
        ),
        lambda id_, zh, en: make_task(
            id=id_,
            title=zh,
            title_en=en,
            status="doing",
            due=date(2022, 10, 31),
            log=(make_entry("2022-03-02", status="doing"),),
        ),
    )
    priorities = [
        make_priority(
            str(n), states[n % 4](f"{n}.1", f"落实{zh}年度任务", f"{en}, this year's share"), title=zh, title_en=en
        )
        for n, (zh, en) in enumerate(works, 1)
    ]
    dropped = make_task(
        id="12.2",
        title="拆除河道旧闸",
        title_en="Remove the old sluice",
        status="dropped",
        log=(make_entry("2022-05-09", status="dropped", note="经鉴定予以保留"),),
    )
    priorities[-1] = replace(priorities[-1], items=(*priorities[-1].items, dropped))
    units = (Unit("住建局", name_en="Housing Bureau"), Unit("教育局", name_en="Education Bureau"))
    return make_plan(
        *priorities, year=2022, title="《2022年民生实事清单》", title_en="Works for the people, 2022", units=units
    )


def five_hundred() -> Plan:
    """Return a plan of five priorities with a hundred tasks each, in every state."""
    priorities = []
    for number in range(1, 6):
        tasks = tuple(_one_of_many(number, index) for index in range(1, 101))
        priorities.append(make_priority(str(number), *tasks, title=f"第{number}方面工作", title_en=f"Field {number}"))
    return make_plan(*priorities, year=2023, title="全市2023年重点工作", title_en="City: key tasks for 2023")


def _one_of_many(number: int, index: int) -> Task:
    identifier = f"{number}.{index}"
    said = {
        "title": f"第{number}方面第{index}项工作",
        "title_en": f"Task {index} of field {number}",
        "lead": f"第{index % 12 + 1}局",
    }
    day = date(2023, 1, 10) + timedelta(days=3 * index)
    due = date(2023, 11, 30) if index % 3 == 0 else None
    if index % 10 < 6:
        target = make_target(index, "件") if index % 20 == 0 else None
        entry = make_entry(
            day, status="done", evidence=(f"文件{identifier}",) if index % 4 else (), reading=index if target else None
        )
        return make_task(
            id=identifier, status="done", due=due, target=target, reading=entry.reading, log=(entry,), **said
        )
    state = {6: Status.DOING, 7: Status.DOING, 8: Status.BLOCKED, 9: Status.TODO}[index % 10]
    log = (
        (make_entry(day, status=state, note="等待批复" if state is Status.BLOCKED else None),) if index % 10 < 9 else ()
    )
    return make_task(id=identifier, status=state, due=due, log=log, **said)


# --- the same years, changed -----------------------------------------------------------------------------------------


def changed(plan: Plan, change: Callable[[Task], Task]) -> Plan:
    """Return ``plan`` with ``change`` made to every task."""
    priorities = (replace(item, items=tuple(change(task) for task in item.items)) for item in plan.priorities)
    return replace(plan, priorities=tuple(priorities))


def without_english(plan: Plan) -> Plan:
    """Return ``plan`` in Chinese only."""
    chinese = changed(plan, lambda task: replace(task, title_en=None))
    priorities: tuple[Priority, ...] = tuple(replace(item, title_en=None) for item in chinese.priorities)
    units = tuple(replace(unit, name_en=None) for unit in chinese.units)
    return replace(chinese, title_en=None, priorities=priorities, units=units)


def without_results(plan: Plan) -> Plan:
    """Return ``plan`` without the sentences that people wrote for the report."""
    return changed(plan, lambda task: replace(task, result=None, result_en=None))


def without_targets(plan: Plan) -> Plan:
    """Return ``plan`` without anything to measure."""
    return changed(plan, lambda task: replace(task, target=None, reading=None))


def untouched(plan: Plan) -> Plan:
    """Return ``plan`` as it was handed down, with nothing recorded."""
    return changed(
        plan, lambda task: make_task(id=task.id, title=task.title, title_en=task.title_en, target=task.target)
    )


def finished(plan: Plan) -> Plan:
    """Return ``plan`` with every task done in time and with evidence."""

    def finish(task: Task) -> Task:
        reading = task.target.amount if task.target else None
        log = (make_entry(date(plan.year, 10, 20), status="done", reading=reading, evidence=("结项报告",)),)
        return replace(task, status=Status.DONE, reading=reading, carried_to=None, log=log)

    return changed(plan, finish)
