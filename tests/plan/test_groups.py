"""Groups as people add, name, order and remove them, and tasks that go from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from make import make_entry, make_plan, make_priority, make_task

from planctl.plan.groups import (
    AddGroup,
    GroupNotEmptyError,
    MoveGroup,
    MoveTasks,
    RemoveGroup,
    RenameGroup,
    SameGroupError,
    SameGroupTitleError,
)
from planctl.plan.ids import UnknownGroupError, choose
from planctl.plan.items import AddTask

if TYPE_CHECKING:
    from planctl.plan.model import Plan

PLAN = make_plan([make_task(), make_task(id="1.2")], [make_task(id="2.1")], make_priority("3"))


def order(plan: Plan) -> list[str]:
    return [group.id for group in plan.priorities]


def test_a_new_group_gets_a_number_that_was_never_used() -> None:
    assert order(AddGroup("新").apply(PLAN).plan) == ["1", "2", "3", "4"]
    removed = RemoveGroup("3").apply(PLAN).plan
    assert (order(removed), removed.retired) == (["1", "2"], ("3",))
    assert order(AddGroup("新", "New", before="1").apply(removed).plan) == ["4", "1", "2"]


def test_ids_of_groups_that_are_no_numbers_do_not_matter() -> None:
    assert order(AddGroup("新").apply(make_plan(make_priority("A"))).plan) == ["A", "1"]


def test_a_group_keeps_its_id_when_it_is_renamed() -> None:
    plan = RenameGroup("重点2", "新名", "New name").apply(PLAN).plan
    assert (order(plan), plan.priorities[1].title, plan.priorities[1].title_en) == (["1", "2", "3"], "新名", "New name")
    cleared = RenameGroup("2", title_en="").apply(plan).plan
    assert (cleared.priorities[1].title, cleared.priorities[1].title_en) == ("新名", None)


def test_no_two_groups_have_one_title() -> None:
    for change in (AddGroup("重点1"), RenameGroup("2", "重点1")):
        with pytest.raises(SameGroupTitleError):
            change.apply(PLAN)
    assert RenameGroup("1", "重点1").apply(PLAN).plan == PLAN


def test_groups_are_put_in_another_order_without_new_ids() -> None:
    assert order(MoveGroup("3", "1").apply(PLAN).plan) == ["3", "1", "2"]
    assert order(MoveGroup("1").apply(PLAN).plan) == ["2", "3", "1"]
    assert MoveGroup("2", "2").apply(PLAN).plan == PLAN
    with pytest.raises(UnknownGroupError):
        MoveGroup("2", "9").apply(PLAN)


def test_only_an_empty_group_is_removed_and_what_was_retired_in_it_stays_so() -> None:
    with pytest.raises(GroupNotEmptyError):
        RemoveGroup("2").apply(PLAN)
    emptied = RemoveGroup("2").apply(MoveTasks(("2.1",), "1").apply(PLAN).plan).plan
    assert (order(emptied), emptied.retired) == (["1", "3"], ("2", "2.1"))


def test_a_moved_task_keeps_its_log_and_is_found_by_its_old_id() -> None:
    task = make_task(log=(make_entry("2020-06-01", note="x"),))
    plan = MoveTasks(("1.1",), "重点2").apply(make_plan([task], [make_task(id="2.7")])).plan
    moved = plan.task("2.8")
    assert (moved.log, moved.moved_from, plan.priorities[0].retired) == (task.log, ("1.1",), ("1.1",))
    chosen = choose(plan, ["1.1", "2.7"])
    assert (chosen.ids, set(chosen.singly), dict(chosen.moved)) == (("2.8", "2.7"), {"2.8", "2.7"}, {"1.1": "2.8"})


def test_several_go_together_in_the_order_in_which_they_are_named() -> None:
    outcome = MoveTasks(("1.2", "1.1", "2.1"), "2").apply(PLAN)
    assert (outcome.changed, outcome.unchanged) == (("2.2", "2.3"), ("2.1",))
    assert [task.moved_from for task in outcome.plan.priorities[1].items] == [(), ("1.2",), ("1.1",)]


def test_there_and_back_gives_new_ids() -> None:
    back = MoveTasks(("2.2",), "1").apply(MoveTasks(("1.1",), "2").apply(PLAN).plan).plan
    assert [task.id for task in back.tasks] == ["1.2", "1.3", "2.1"]
    assert back.task("1.3").moved_from == ("1.1", "2.2")
    assert AddTask("1", "新", make_entry("2020-06-01").on).apply(back).changed == ("1.4",)


def test_a_task_that_is_there_already_is_refused() -> None:
    with pytest.raises(SameGroupError):
        MoveTasks(("1.1", "1.2"), "1").apply(PLAN)
