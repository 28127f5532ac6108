"""What tasks wait for: ids and words, circles, what is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from make import make_day, make_done, make_plan, make_task

from planctl.plan.carry import CarryOver
from planctl.plan.describe import Describe
from planctl.plan.groups import MoveTasks
from planctl.plan.ids import UnknownTaskError
from planctl.plan.progress import Grade, standings
from planctl.plan.waiting import WaitsInCircleError, as_awaited, awaited, circles, read_waits, unknown_waits

if TYPE_CHECKING:
    from planctl.plan.model import Plan

DAY = make_day("2020-07-01")


def waiting(*waits: tuple[str, ...]) -> Plan:
    """Return a plan of tasks 1.1, 1.2 and so on that wait for ``waits``."""
    return make_plan([make_task(id=f"1.{number}", waits_for=items) for number, items in enumerate(waits, 1)])


def test_what_has_the_form_of_an_id_is_one_and_the_rest_is_words() -> None:
    task = make_task(waits_for=("1.2", "D1.3", "K.12", "国家部署", "budget", "第3.5条", "A-1"))
    assert awaited(task, ()) == ("1.2", "D1.3", "K.12")
    assert awaited(task, {"A-1"}) == ("1.2", "D1.3", "K.12", "A-1")


def test_several_ids_may_be_typed_in_one_and_words_stay_as_they_are() -> None:
    plan = waiting((), (), ())
    typed = ["1.2，1.3", "国家部署, 另行通知", "1.2"]
    assert read_waits(plan, typed) == ("1.2", "1.3", "国家部署, 另行通知")
    assert set(as_awaited(["1.2,1.3"])) >= {"1.2", "1.3"}
    with pytest.raises(UnknownTaskError):
        read_waits(plan, ["1.2,1.9"])


def test_an_id_that_a_task_had_before_is_read_as_the_one_that_it_has() -> None:
    plan = MoveTasks(("1.1",), "2").apply(make_plan([make_task()], [make_task(id="2.1")])).plan
    assert read_waits(plan, ["1.1"]) == ("2.2",)


def test_a_task_that_moves_is_still_waited_for() -> None:
    plan = make_plan([make_task(), make_task(id="1.2", waits_for=("1.1", "国家部署"))], [make_task(id="2.1")])
    moved = MoveTasks(("1.1",), "2").apply(plan).plan
    assert moved.task("1.2").waits_for == ("2.2", "国家部署")
    assert list(unknown_waits(moved)) == []


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (waiting(("1.2",), (), ()), []),
        (waiting(("1.2", "1.3"), ("1.3",), ()), []),
        (waiting(("1.1",)), [("1.1",)]),
        (waiting(("1.2",), ("1.3",), ("1.1",)), [("1.1", "1.2", "1.3")]),
        (waiting((), ("1.3",), ("1.2",)), [("1.2", "1.3")]),
        (waiting(("1.3",), ("1.3",), ("1.2",)), [("1.2", "1.3")]),
        (waiting(("1.2",), ("1.1", "1.3"), ("1.2",)), [("1.1", "1.2"), ("1.2", "1.3")]),
    ],
)
def test_circles_are_found_each_once(plan: Plan, expected: list[tuple[str, ...]]) -> None:
    assert sorted(circles(plan)) == expected


def test_a_long_chain_is_no_circle_and_does_not_take_long() -> None:
    chain = [(f"1.{number}", f"1.{number + 1}") for number in range(2, 3_000)]
    assert list(circles(waiting(*((after,) for _, after in [("", "1.2"), *chain]), ()))) == []


def test_what_is_not_there_is_named() -> None:
    (found,) = unknown_waits(waiting(("国家部署", "1.9"), ()))
    assert (found.task.id, found.number, found.id) == ("1.1", 1, "1.9")


def test_setting_refuses_a_circle_and_what_is_not_there() -> None:
    plan = waiting(("1.2",), ())
    for value, error in (("1.1", WaitsInCircleError), ("1.2", WaitsInCircleError), ("1.9", UnknownTaskError)):
        with pytest.raises(error):
            Describe(("1.2",), DAY, added={"waits_for": (value,)}).apply(plan)
    taken = Describe(("1.1",), DAY, removed={"waits_for": ("1.2",)}).apply(plan)
    assert taken.plan.task("1.1").waits_for == ()


def test_what_waits_for_something_overdue_is_at_risk() -> None:
    late = make_task(id="1.2", due=make_day("2020-06-01"))
    plan = make_plan([make_task(waits_for=("1.2", "国家部署")), late, make_done("1.3", "2020-05-01", "a")])
    first, second, _ = standings(plan, DAY)
    assert (first.grade, first.waits, second.awaited_by) == (Grade.AT_RISK, ("1.2", "国家部署"), ("1.1",))
    assert (second.grade, second.waits) == (Grade.OVERDUE, ())


def test_what_is_done_is_waited_for_no_longer_and_nothing_that_is_done_waits() -> None:
    done = make_done("1.3", "2020-05-01", "a", waits_for=("1.1",))
    first, _, third = standings(make_plan([make_task(waits_for=("1.3",)), make_task(id="1.2"), done]), DAY)
    assert (first.waits, third.waits, third.grade) == ((), (), Grade.DONE)
    assert (first.awaited_by, third.awaited_by) == (("1.3",), ("1.1",))


def test_in_the_next_year_a_task_waits_for_what_came_along() -> None:
    first = make_task(waits_for=("1.2", "1.3", "国家部署"))
    plan = make_plan([first, make_task(id="1.2"), make_done("1.3", "2020-05-01", "a")])
    there = CarryOver(2021, DAY).apply(plan, make_plan([make_task(id="1.7")], year=2021)).received.plan
    (carried,) = [task for task in there.tasks if task.carried_from == "2020:1.1"]
    (awaits,) = [task.id for task in there.tasks if task.carried_from == "2020:1.2"]
    assert carried.waits_for == (awaits, "国家部署")
