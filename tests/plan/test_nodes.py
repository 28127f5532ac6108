"""How nodes stand on a day, and what they do to what stands beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from make import make_plan, make_task

from planctl.plan import nodes
from planctl.plan.days import Day
from planctl.plan.node import Node
from planctl.plan.nodes import NodeCount, NodeState, listed_nodes
from planctl.plan.progress import Grade, standings
from planctl.plan.query import AsWritten, Filter, SortKey
from planctl.toml.review import review

if TYPE_CHECKING:
    from planctl.plan.model import Plan, Task

JULY_1 = date(2020, 7, 1)
DRAFT, PILOT = Node(date(2020, 6, 30), "方案印发"), Node(date(2020, 10, 31), "五个市试点")


def plan_of(*found: Node, **over: object) -> Plan:
    return make_plan([make_task(nodes=found, **over), make_task(id="1.2")])


def task_of(plan: Plan) -> Task:
    return plan.task("1.1")


# --- on a day --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "seen", "state"),
    [
        (date(2020, 6, 30), date(2020, 6, 30), NodeState.OPEN),
        (date(2020, 7, 1), date(2020, 6, 30), NodeState.MISSED),
        (date(2020, 7, 1), date(2020, 7, 1), NodeState.MISSED),
    ],
)
def test_a_day_that_is_not_over_misses_nothing(today: date, seen: date, state: NodeState) -> None:
    assert nodes.state_on(DRAFT, Day.seen(seen, today)) is state


def test_a_missed_node_puts_its_task_at_risk_and_nothing_else() -> None:
    missed, _ = standings(plan_of(DRAFT), JULY_1)
    assert missed.grade is Grade.AT_RISK
    met, _ = standings(plan_of(replace(DRAFT, done=JULY_1)), JULY_1)
    assert met.grade is Grade.PENDING
    late, _ = standings(plan_of(DRAFT, due=date(2020, 6, 1)), JULY_1)
    assert late.grade is Grade.OVERDUE
    done, _ = standings(plan_of(DRAFT, status="done"), JULY_1)
    assert done.grade is Grade.DONE


def test_nodes_are_counted_by_themselves() -> None:
    rows = standings(plan_of(replace(DRAFT, done=JULY_1), PILOT, Node(date(2020, 6, 1), "调研")), JULY_1)
    assert nodes.count(rows) == NodeCount(total=3, met=1, missed=1)
    assert [(row.number, row.state, row.days_late) for row in nodes.node_rows(rows)] == [
        (1, NodeState.MET, 1),
        (2, NodeState.OPEN, 0),
        (3, NodeState.MISSED, 30),
    ]


def test_a_list_of_nodes_asks_for_the_days_of_nodes() -> None:
    rows = standings(plan_of(replace(DRAFT, done=JULY_1), PILOT, Node(date(2020, 6, 1), "调研")), JULY_1)

    def goals(where: Filter, *sort: tuple[SortKey, bool]) -> list[str]:
        return [row.node.goal for row in listed_nodes(rows, where, sort, AsWritten())]

    assert goals(Filter()) == ["五个市试点", "调研"]
    assert goals(Filter(include_closed=True), (SortKey.DUE, False)) == ["调研", "方案印发", "五个市试点"]
    assert goals(Filter(overdue=True)) == ["调研"]
    assert goals(Filter(due_before=date(2020, 9, 1))) == ["调研"]
    assert goals(Filter(due_after=date(2020, 9, 1))) == ["五个市试点"]
    assert goals(Filter(unassigned=True, groups=("2",))) == []


def test_what_is_odd_in_a_node_is_said() -> None:
    plan = plan_of(
        Node(date(2021, 1, 31), "次年"),
        Node(date(2020, 11, 30), "晚于任务"),
        Node(date(2020, 6, 1), "将来", done=date(2020, 12, 1)),
        Node(date(2019, 6, 1), "上年"),
        Node(date(2020, 6, 1), "次年才达到", done=date(2021, 1, 8)),
        due=date(2020, 10, 31),
    )
    codes = [fault.code for fault in review(plan, JULY_1)]
    assert codes == ["node-outside-year", "node-after-due", "node-in-future", "node-outside-year", "node-outside-year"]


def test_nodes_of_what_was_dropped_stand_outside_the_totals() -> None:
    rows = standings(plan_of(DRAFT, status="dropped"), JULY_1)
    assert nodes.count(rows) == NodeCount(total=0, met=0, missed=0)


def test_a_day_before_the_year_is_odd_but_for_what_was_carried_over() -> None:
    node = Node(date(2019, 10, 31), "上年")
    assert [fault.code for fault in review(plan_of(node), JULY_1)] == ["node-outside-year"]
    assert not [*review(plan_of(node, carried_from="2019:1.1", years_carried=1), JULY_1)]
