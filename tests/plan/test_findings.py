"""Findings counted: areas, states, what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from make import make_plan, make_task

from planctl.plan import findings
from planctl.plan.counts import total
from planctl.plan.model import Finding, Inspection, Plan, Status
from planctl.plan.node import Node
from planctl.plan.progress import Standing, standings

DAY = date(2020, 9, 1)


def inspected(*found: Finding) -> Plan:
    return replace(make_plan([make_task()]), inspections=(Inspection("D1", "督察", items=found),))


def rows(plan: Plan) -> list[Standing]:
    return standings(plan, DAY, Inspection)


def test_each_finding_is_counted_in_the_state_that_it_is_in() -> None:
    plan = inspected(
        Finding("D1.1", "甲", area="政务服务", due=date(2020, 8, 31)),
        Finding("D1.2", "乙", area="收费", status=Status.SUBMITTED, due=date(2020, 8, 31)),
        Finding("D1.3", "丙", area="政务服务", status=Status.DONE),
        Finding("D1.4", "丁", status=Status.DROPPED),
        Finding("D1.5", "戊", status=Status.BLOCKED),
    )
    count = findings.count(rows(plan))
    assert count.outstanding == ("D1.1", "D1.5")
    assert (count.submitted, count.closed_out, count.dropped) == (("D1.2",), ("D1.3",), ("D1.4",))
    assert count.overdue == ("D1.1", "D1.2")
    assert [(area.key, area.ids) for area in findings.by_area(rows(plan))] == [
        ("政务服务", ("D1.1", "D1.3")),
        ("收费", ("D1.2",)),
        ("", ("D1.4", "D1.5")),
    ]


@given(st.lists(st.tuples(st.sampled_from(Status), st.sampled_from(["甲", "乙", None])), max_size=12))
def test_the_states_are_parts_of_all_and_the_areas_too(states: list[tuple[Status, str | None]]) -> None:
    items = (Finding(f"D1.{number}", "题", status=status, area=area) for number, (status, area) in enumerate(states, 1))
    found = rows(inspected(*items))
    count = findings.count(found)
    assert sorted((*count.outstanding, *count.submitted, *count.closed_out, *count.dropped)) == sorted(count.ids)
    assert sorted(identifier for area in findings.by_area(found) for identifier in area.ids) == sorted(count.ids)


def test_totals_of_tasks_never_contain_them() -> None:
    plan = inspected(Finding("D1.1", "甲"), Finding("D1.2", "乙"))
    assert total(standings(plan, DAY)).ids == ("1.1",)


def test_the_measures_are_the_nodes_of_all_findings() -> None:
    decided = (Node(DAY, "清理材料", done=DAY), Node(date(2020, 10, 1), "数据共享"))
    count = findings.count(rows(inspected(Finding("D1.1", "甲", nodes=decided), Finding("D1.2", "乙"))))
    assert (count.measures, count.taken) == (2, 1)
