"""A node as the plan file says it, on any day."""

from __future__ import annotations

from datetime import date

import pytest
from make import make_plan, make_task

from planctl.plan import replay
from planctl.plan.node import Node, NodeMove

JUNE_30, AUGUST_31, OCTOBER_31 = date(2020, 6, 30), date(2020, 8, 31), date(2020, 10, 31)
MOVED = (
    NodeMove(date(2020, 6, 20), JUNE_30, "一次延期"),
    NodeMove(date(2020, 8, 20), AUGUST_31, "二次延期"),
)
NODE = Node(OCTOBER_31, "方案印发", done=date(2020, 10, 20), evidence=("样例1号",), moved=MOVED)


@pytest.mark.parametrize(
    ("day", "due", "done", "moves"),
    [
        (date(2020, 6, 19), JUNE_30, None, 0),
        (date(2020, 6, 20), AUGUST_31, None, 1),
        (date(2020, 8, 20), OCTOBER_31, None, 2),
        (date(2020, 10, 20), OCTOBER_31, date(2020, 10, 20), 2),
    ],
)
def test_an_earlier_day_knows_neither_later_moves_nor_that_it_was_reached(
    day: date, due: date, done: date | None, moves: int
) -> None:
    then = NODE.on(day)
    assert (then.due, then.done, then.evidence, then.moved) == (
        due,
        done,
        NODE.evidence if done else (),
        MOVED[:moves],
    )


def test_a_node_of_which_nothing_happened_later_stays_the_same() -> None:
    assert NODE.on(date(2020, 12, 31)) is NODE
    still = Node(JUNE_30, "待办")
    assert still.on(date(2020, 1, 1)) is still


def test_it_is_replayed_with_its_task_also_where_nothing_was_logged() -> None:
    plan = make_plan([make_task(nodes=(NODE,))])
    assert replay.plan_on(plan, date(2020, 6, 1)).task("1.1").nodes == (Node(JUNE_30, "方案印发"),)
