"""What people do to nodes, in one clone and in two, and how it is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import make_plan, make_task

from planctl.plan.carry import CarryOver
from planctl.plan.changes import change_tasks
from planctl.plan.merge import merge
from planctl.plan.model import Status
from planctl.plan.node import Node, NodeMove
from planctl.plan.node_changes import (
    AddNode,
    MoveNode,
    NodeMovedLaterError,
    NodeReasonError,
    ReachNode,
    RemoveNode,
    SameGoalError,
    UnknownNodeError,
    find_node,
)
from planctl.toml import edits, schema
from planctl.toml.difference import difference
from planctl.toml.locate import comments

if TYPE_CHECKING:
    import random

    from planctl.plan.model import Plan, Task

JULY_1 = date(2020, 7, 1)
DRAFT, PILOT = Node(date(2020, 6, 30), "方案印发"), Node(date(2020, 10, 31), "五个市试点")


def plan_of(*found: Node, **over: object) -> Plan:
    return make_plan([make_task(nodes=found, **over), make_task(id="1.2")])


def task_of(plan: Plan) -> Task:
    return plan.task("1.1")


# --- changes ---------------------------------------------------------------------------------------------------------


def test_a_node_comes_behind_those_that_are_due_before_it() -> None:
    outcome = AddNode(("1.1",), JULY_1, date(2020, 9, 30), "征求意见").apply(plan_of(DRAFT, PILOT))
    assert [node.goal for node in task_of(outcome.plan).nodes] == ["方案印发", "征求意见", "五个市试点"]
    everywhere = AddNode(("1",), JULY_1, date(2020, 9, 30), "征求意见").apply(plan_of(DRAFT))
    assert everywhere.changed == ("1.1", "1.2")


def test_a_goal_stands_once_in_an_item() -> None:
    plan = plan_of(DRAFT)
    assert AddNode(("1.1",), JULY_1, DRAFT.due, "方案 印发").apply(plan).unchanged == ("1.1",)
    with pytest.raises(SameGoalError) as caught:
        AddNode(("1.1",), JULY_1, PILOT.due, DRAFT.goal).apply(plan)
    assert caught.value.fields == {"id": "1.1", "goal": "方案印发", "due": DRAFT.due}


def test_a_node_is_reached_on_a_day_and_leaves_the_status_as_it_is() -> None:
    outcome = ReachNode(("1.1",), JULY_1, "1", ("样例1号",)).apply(plan_of(DRAFT, PILOT))
    task = task_of(outcome.plan)
    assert task.nodes == (replace(DRAFT, done=JULY_1, evidence=("样例1号",)), PILOT)
    assert (task.status, task.log) == (Status.TODO, ())
    again = ReachNode(("1.1",), date(2020, 8, 1), "方案印发").apply(outcome.plan)
    assert (again.plan, again.unchanged) == (outcome.plan, ("1.1",))


def test_a_move_keeps_the_earlier_day_and_the_reason() -> None:
    with pytest.raises(NodeReasonError):
        MoveNode(("1.1",), JULY_1, "1", PILOT.due).apply(plan_of(DRAFT))
    moved = MoveNode(("1.1",), JULY_1, "1", date(2020, 8, 31), "经批准").apply(plan_of(DRAFT)).plan
    assert task_of(moved).nodes == (
        Node(date(2020, 8, 31), "方案印发", moved=(NodeMove(JULY_1, DRAFT.due, "经批准"),)),
    )


def test_no_move_comes_before_one_that_was_made() -> None:
    moved = MoveNode(("1.1",), JULY_1, "1", date(2020, 8, 31), "经批准").apply(plan_of(DRAFT)).plan
    again = MoveNode(("1.1",), JULY_1, "1", date(2020, 9, 30), "再次批准").apply(moved).plan
    assert [move.from_ for move in task_of(again).nodes[0].moved] == [DRAFT.due, date(2020, 8, 31)]
    with pytest.raises(NodeMovedLaterError) as caught:
        MoveNode(("1.1",), date(2020, 3, 1), "1", date(2020, 10, 31), "补记").apply(moved)
    assert caught.value.fields == {"id": "1.1", "goal": "方案印发", "on": JULY_1}


def test_a_goal_itself_goes_before_one_that_holds_it() -> None:
    task = make_task(nodes=(Node(JULY_1, "征求意见 稿"), Node(JULY_1, "征求 意见")))
    assert find_node(task, "征求意见") == 1


def test_those_reached_by_a_range_that_have_no_such_node_are_left() -> None:
    outcome = ReachNode(("1",), JULY_1, "方案印发").apply(plan_of(DRAFT))
    assert (outcome.changed, outcome.left, outcome.lacking) == (("1.1",), (), ("1.2",))
    with pytest.raises(UnknownNodeError):
        ReachNode(("1.1", "1.2"), JULY_1, "方案印发").apply(plan_of(DRAFT))
    with pytest.raises(UnknownNodeError):
        RemoveNode(("1",), JULY_1, "没有的").apply(plan_of(DRAFT))
    assert task_of(RemoveNode(("1.1",), JULY_1, "1").apply(plan_of(DRAFT, PILOT)).plan).nodes == (PILOT,)


@pytest.mark.parametrize(("typed", "place"), [("2", 1), ("２", 1), ("试点", 1), ("方案印发", 0)])
def test_a_node_is_named_by_its_number_or_its_goal(typed: str, place: int) -> None:
    assert find_node(make_task(nodes=(DRAFT, PILOT)), typed) == place


def test_what_names_no_node_is_an_error_with_the_nearest_goals() -> None:
    task = make_task(nodes=(DRAFT, Node(JULY_1, "方案审定")))
    for typed in ("0", "3", "方案", ""):
        with pytest.raises(UnknownNodeError):
            find_node(task, typed)
    with pytest.raises(UnknownNodeError) as caught:
        find_node(task, "方案")
    assert caught.value.suggestions == ("方案印发", "方案审定")


# --- the next year, other clones, the file ---------------------------------------------------------------------------


def test_nodes_that_were_not_reached_go_over_with_their_task() -> None:
    plan = plan_of(replace(DRAFT, done=JULY_1), PILOT)
    received, handed_over = CarryOver(2021, date(2021, 1, 4), ids=("1.1",)).apply(plan, None)
    assert task_of(received.plan).nodes == (PILOT,)
    assert task_of(handed_over.plan).nodes == task_of(plan).nodes


def test_nodes_of_two_clones_are_united_by_their_goals() -> None:
    base = plan_of(DRAFT, PILOT)
    ours = ReachNode(("1.1",), JULY_1, "1").apply(base).plan
    theirs = AddNode(("1.1",), JULY_1, date(2020, 8, 31), "征求意见").apply(base).plan
    theirs = MoveNode(("1.1",), JULY_1, "试点", date(2020, 11, 30), "延期").apply(theirs).plan
    merged = merge(base, ours, theirs)
    assert merged.conflicts == ()
    assert [(node.goal, node.due.month, node.done) for node in task_of(merged.plan).nodes] == [
        ("方案印发", 6, JULY_1),
        ("征求意见", 8, None),
        ("五个市试点", 11, None),
    ]


def test_one_node_reached_on_two_days_is_a_conflict_with_its_name() -> None:
    base = plan_of(DRAFT)
    ours, theirs = (ReachNode(("1.1",), day, "1").apply(base).plan for day in (JULY_1, date(2020, 7, 2)))
    (conflict,) = merge(base, ours, theirs).conflicts
    assert (conflict.place, conflict.field) == ("1.1 方案印发", "done")


def test_two_new_days_of_one_node_are_one_conflict_and_two_reasons_none() -> None:
    base, later = plan_of(DRAFT), date(2020, 9, 1)
    ours, theirs, same = (
        MoveNode(("1.1",), on, "1", due, note).apply(base).plan
        for on, due, note in ((JULY_1, later, "甲"), (JULY_1, PILOT.due, "乙"), (date(2020, 7, 2), later, "丙"))
    )
    (conflict,) = merge(base, ours, theirs).conflicts
    assert (conflict.place, conflict.field, conflict.ours) == ("1.1 方案印发", "due", later)
    for merged in (merge(base, ours, same), merge(base, same, ours)):
        assert merged.conflicts == ()
        assert [move.note for move in task_of(merged.plan).nodes[0].moved] == ["甲", "丙"]


def test_one_new_goal_on_two_days_is_a_conflict_of_days() -> None:
    base = plan_of()
    ours, theirs = (AddNode(("1.1",), JULY_1, day, "方案印发").apply(base).plan for day in (DRAFT.due, PILOT.due))
    (conflict,) = merge(base, ours, theirs).conflicts
    assert (conflict.place, conflict.field, conflict.theirs) == ("1.1 方案印发", "due", PILOT.due)


GOALS = ["方案印发", "试点", '引"号', "a = 1, # 注", "[[x]]"]
changes = st.one_of(
    st.builds(
        AddNode,
        st.just(("1.1",)),
        st.just(JULY_1),
        st.dates(date(2020, 1, 1), date(2020, 12, 31)),
        st.sampled_from(GOALS),
    ),
    st.builds(ReachNode, st.just(("1.1",)), st.just(JULY_1), st.sampled_from(GOALS), st.just(("文件",))),
    st.builds(
        MoveNode,
        st.just(("1.1",)),
        st.just(JULY_1),
        st.sampled_from(GOALS),
        st.dates(date(2020, 1, 1), date(2020, 12, 31)),
        st.just("因"),
    ),
    st.builds(RemoveNode, st.just(("1.1",)), st.just(JULY_1), st.sampled_from(GOALS)),
)


def after(plan: Plan, made: list[AddNode | ReachNode | MoveNode | RemoveNode]) -> Plan:
    for change in made:
        try:
            plan = change.apply(plan).plan
        except (UnknownNodeError, SameGoalError):
            continue
    return plan


@given(st.lists(changes, max_size=6), st.lists(changes, max_size=6))
def test_every_change_is_written_into_the_text_and_read_again(first: list[AddNode], second: list[AddNode]) -> None:
    before = after(plan_of(), list(first))
    wanted = after(before, list(second))
    text = edits.new_text(before)
    assert schema.parse(edits.apply(text, difference(before, wanted))).plan == wanted


BY_HAND = """\
format = 1
year = 2020
title = "计划"
[[priority]]
id = "1"
title = "重点"
[[priority.task]]
id = "1.1"
title = "任务"
%s
[[priority.task]]
id = "1.2"
title = "另一任务"
"""
INLINE = """\
nodes = [ # 节点
  # 前
  {due=2020-06-30,goal='方案印发'} , # 一

  { goal = "a = 1, # 注", due = 2020-12-01, own = 3 } # 二
  # 后
] # 完
status = "todo"
"""
HEADED = """\
# 甲
[[priority.task.nodes]] # 头
due = 2020-06-30 # 日
goal = "方案印发"
# 乙
[[priority.task.nodes]]
goal = "[[x]]"
due = 2020-09-30
[[priority.task.nodes.moved]]
on = 2020-02-01
from = 2020-08-31 # 原
"""


@pytest.mark.parametrize("layout", [INLINE, HEADED])
@given(made=st.lists(changes, max_size=6), order=st.randoms(use_true_random=False))
def test_nodes_written_by_hand_are_changed_in_place_with_all_that_is_said_of_them(
    layout: str, made: list[AddNode], order: random.Random
) -> None:
    text = BY_HAND % layout
    before = schema.parse(text).plan
    assert before is not None
    wanted = after(before, list(made))
    nodes = order.sample(task_of(wanted).nodes, len(task_of(wanted).nodes))
    wanted = change_tasks(wanted, ("1.1",), lambda task: replace(task, nodes=tuple(nodes))).plan
    written = edits.apply(text, difference(before, wanted))
    assert schema.parse(written).plan == wanted
    assert not Counter(comments(text)) - Counter(comments(written))


def test_an_earlier_day_comes_into_an_inline_table_on_the_same_line() -> None:
    before = plan_of(DRAFT)
    text = edits.new_text(before)
    wanted = MoveNode(("1.1",), JULY_1, "1", PILOT.due, "延期").apply(before).plan
    written = edits.apply(text, difference(before, wanted))
    assert 'moved = [{ on = 2020-07-01, from = 2020-06-30, note = "延期" }] }' in written
    assert len(written.splitlines()) == len(text.splitlines())


@given(st.lists(changes, max_size=4), st.lists(changes, max_size=4), st.lists(changes, max_size=4))
def test_a_merge_says_the_same_whichever_side_is_ours(
    common: list[AddNode], mine: list[AddNode], others: list[AddNode]
) -> None:
    base = after(plan_of(DRAFT), list(common))
    ours, theirs = after(base, list(mine)), after(base, list(others))
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert {(item.place, item.field) for item in one.conflicts} == {
        (item.place, item.field) for item in other.conflicts
    }
    if not one.conflicts:
        assert set(task_of(one.plan).nodes) == set(task_of(other.plan).nodes)
        assert merge(base, one.plan, theirs).plan == one.plan
