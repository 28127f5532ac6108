"""Which tasks a record is made of, and which are left or refused."""

from __future__ import annotations

from datetime import date

import pytest
from make import make_done, make_entry, make_plan, make_task

from planctl.plan.ids import UnknownTaskError
from planctl.plan.model import Plan, Status, Task
from planctl.plan.reach import CarriedTaskError, ClosedTaskError, Reach, reach

MAY_1, JUNE_1, JULY_1 = date(2020, 5, 1), date(2020, 6, 1), date(2020, 7, 1)


def carried(identifier: str, there: str, on: date = JUNE_1) -> Task:
    log = (make_entry(on, carried_to=there),)
    return make_task(id=identifier, status="todo", carried_to=there, log=log)


def plan() -> Plan:
    dropped = make_task(id="1.3", status="dropped", log=(make_entry(JUNE_1, status="dropped", note="并入"),))
    return make_plan(
        [make_task(id="1.1"), make_done("1.2", "2020-06-01", "通知"), dropped],
        [carried("2.1", "2021:1.3"), make_task(id="2.2")],
    )


@pytest.mark.parametrize(
    ("typed", "ids", "left"),
    [
        (["1"], ("1.1",), ("1.2", "1.3")),
        (["1.*"], ("1.1",), ("1.2", "1.3")),
        (["1.1..1.3"], ("1.1",), ("1.2", "1.3")),
        (["*"], ("1.1", "2.2"), ("1.2", "1.3", "2.1")),
        (["1,2"], ("1.1", "2.2"), ("1.2", "1.3", "2.1")),
        (["1", "1.2"], ("1.1", "1.2"), ("1.3",)),
        (["1.1", "2.2"], ("1.1", "2.2"), ()),
    ],
)
def test_what_is_closed_or_carried_is_left_where_it_was_not_named_singly(
    typed: list[str], ids: tuple[str, ...], left: tuple[str, ...]
) -> None:
    assert reach(plan(), typed, JULY_1) == Reach(ids, left)


def test_what_was_open_on_the_day_of_the_record_is_not_left() -> None:
    assert reach(plan(), ["*"], MAY_1) == Reach(("1.1", "1.2", "1.3", "2.1", "2.2"), ())


def test_a_closed_task_gets_no_other_status_when_it_is_named() -> None:
    for typed in (["1.2"], ["1.1,1.2"]):
        with pytest.raises(ClosedTaskError) as caught:
            reach(plan(), typed, JULY_1, Status.DOING)
        assert caught.value.fields == {"id": "1.2", "ids": "1.2"}
    with pytest.raises(ClosedTaskError) as caught:
        reach(plan(), ["1.2", "1.3"], JULY_1, Status.SUBMITTED)
    assert caught.value.fields["ids"] == "1.2 1.3"


@pytest.mark.parametrize("status", [None, Status.DONE])
def test_a_closed_task_that_is_named_gets_what_leaves_its_status(status: Status | None) -> None:
    assert reach(plan(), ["1.2"], JULY_1, status) == Reach(("1.2",), ())


def test_a_record_of_a_day_before_it_was_closed_is_taken() -> None:
    assert reach(plan(), ["1.2"], MAY_1, Status.DOING) == Reach(("1.2",), ())


def test_a_carried_task_that_is_named_is_refused_with_what_it_is_called_now() -> None:
    with pytest.raises(CarriedTaskError) as caught:
        reach(plan(), ["2.1", "2.2"], JULY_1)
    assert caught.value.fields == {"id": "2.1", "on": JUNE_1, "places": "2021:1.3", "year": "2021", "there": "1.3"}


@pytest.mark.parametrize("on", [MAY_1, JUNE_1])
def test_a_record_no_later_than_the_day_of_carrying_is_taken(on: date) -> None:
    assert reach(plan(), ["2.1"], on, Status.DOING) == Reach(("2.1",), ())


def test_a_task_that_was_finished_here_counts_as_closed_and_not_as_carried() -> None:
    log = (make_entry(MAY_1, carried_to="2021:1.3"), make_entry(JUNE_1, status="done", evidence=("通知",)))
    finished = make_task(status="done", carried_to="2021:1.3", log=log)
    assert reach(make_plan([finished]), ["1.1"], JULY_1) == Reach(("1.1",), ())


def test_what_is_not_there_is_refused_first() -> None:
    with pytest.raises(UnknownTaskError):
        reach(plan(), ["1.2", "9.9"], JULY_1, Status.DOING)
