"""Which tasks were moved between two versions of a plan, and the same moves made elsewhere."""

from __future__ import annotations

from make import make_plan, make_task

from planctl.plan.groups import MoveTasks
from planctl.plan.moves import Move, moves, relocated

PLAN = make_plan([make_task(), make_task(id="1.2")], [make_task(id="2.1")])


def test_moves_are_found_both_ways() -> None:
    moved = MoveTasks(("1.1",), "2").apply(PLAN).plan
    assert moves(PLAN, moved) == {"1.1": Move("1.1", "2.2", "2")}
    assert moves(moved, PLAN) == {"2.2": Move("2.2", "1.1", "1")}
    assert moves(PLAN, PLAN) == moves(moved, moved) == {}


def test_a_task_that_was_moved_on_is_found_by_where_it_was_first() -> None:
    on = MoveTasks(("2.2",), "1").apply(MoveTasks(("1.1",), "2").apply(PLAN).plan).plan
    assert on.task("1.3").moved_from == ("1.1", "2.2")
    assert moves(PLAN, on) == {"1.1": Move("1.1", "1.3", "1")}


def test_what_follows_a_move_says_nothing_of_it() -> None:
    followed = relocated(PLAN, [Move("1.1", "2.2", "2")])
    assert [task.id for task in followed.tasks] == ["1.2", "2.1", "2.2"]
    assert (followed.task("2.2").moved_from, followed.priorities[0].retired) == ((), ())


def test_what_cannot_be_followed_stays() -> None:
    assert relocated(PLAN, [Move("1.1", "7.1", "7"), Move("9.9", "2.2", "2")]) == PLAN
