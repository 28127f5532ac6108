"""Duties without an end: their periods, what keeps one up, what they do to everything that counts."""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import make_entry, make_plan, make_task

from planctl.plan import counts, duties, replay
from planctl.plan.carry import CarryOver
from planctl.plan.days import Day
from planctl.plan.describe import Describe
from planctl.plan.duties import Every, Kept
from planctl.plan.merge import merge
from planctl.plan.model import Entry, Status
from planctl.plan.progress import Grade, Standing, standings
from planctl.plan.query import Filter, SortKey, select
from planctl.toml.review import review

if TYPE_CHECKING:
    from planctl.plan.model import Task

NOVEMBER = date(2020, 11, 10)


def duty(*days: str, **over: object) -> Task:
    log = tuple(make_entry(day, note="检查一次") for day in days)
    return make_task(ongoing=True, log=(*over.pop("before", ()), *log), **over)  # type: ignore[misc] # entries


def standing(task: Task, day: date = NOVEMBER) -> Standing:
    return standings(make_plan([task]), day)[0]


# --- periods ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("every", "count", "last"),
    [(Every.MONTH, 12, "2020-02-29"), (Every.QUARTER, 4, "2020-06-30"), (Every.HALF, 2, "2020-12-31")],
)
def test_the_periods_of_a_year_follow_each_other_and_fill_it(every: Every, count: int, last: str) -> None:
    spans = duties.periods(2020, every)
    assert (len(spans), spans[0][0], spans[-1][1]) == (count, date(2020, 1, 1), date(2020, 12, 31))
    assert spans[1][1] == date.fromisoformat(last)
    assert all((one[1].toordinal() + 1) == other[0].toordinal() for one, other in itertools.pairwise(spans))
    assert duties.periods(2021, Every.YEAR) == [(date(2021, 1, 1), date(2021, 12, 31))]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), Kept(0, 3, now=False)),
        (("2020-02-01", "2020-05-01", "2020-08-01"), Kept(3, 3, now=True)),
        (("2020-02-01", "2020-03-31"), Kept(1, 3, now=False)),
        (("2020-05-01", "2020-09-30"), Kept(2, 3, now=True)),
        (("2020-10-01",), Kept(0, 3, now=True)),
    ],
)
def test_a_period_is_kept_with_any_report_and_the_one_that_runs_does_not_count(
    days: tuple[str, ...], expected: Kept
) -> None:
    assert standing(duty(*days)).kept == expected


def test_a_period_is_judged_when_its_last_day_is_over() -> None:
    day = date(2020, 9, 30)
    assert duties.kept(duty(), make_plan(), day).of == 2
    assert duties.kept(duty(), make_plan(), Day.seen(day, date(2020, 10, 1))).of == 3


@pytest.mark.parametrize(
    "task",
    [
        duty(start=date(2020, 5, 2)),
        duty(before=(make_entry("2020-05-02", added=True),)),
        duty(before=(Entry(date(2020, 5, 2), ongoing=True, was={"ongoing": False}),)),
    ],
)
def test_only_whole_periods_since_it_began_are_judged(task: Task) -> None:
    assert standing(task).kept == Kept(0, 1, now=False)


@pytest.mark.parametrize(
    ("start", "made", "of"),
    [("2020-05-02", "2020-01-01", 1), ("2020-01-01", "2020-05-02", 1), ("2020-07-01", "2020-02-10", 1)],
)
def test_one_made_a_duty_before_it_starts_is_judged_from_its_start(start: str, made: str, of: int) -> None:
    entry = Entry(date.fromisoformat(made), ongoing=True, was={"ongoing": False})
    assert standing(duty(before=(entry,), start=date.fromisoformat(start))).kept == Kept(0, of, now=False)


@pytest.mark.parametrize("status", ["done", "dropped"])
@pytest.mark.parametrize(("closed", "of"), [("2020-06-29", 1), ("2020-06-30", 2), ("2020-11-10", 3)])
def test_a_duty_that_was_closed_is_judged_no_further(status: str, closed: str, of: int) -> None:
    before = (make_entry("2020-02-01", note="检查一次"), make_entry(closed, status=status))
    kept = standing(duty(before=before, status=status)).kept
    assert kept is not None
    assert kept.of == of


def test_how_often_is_a_quarter_unless_something_else_is_written() -> None:
    assert standing(duty("2020-10-05", every="month")).kept == Kept(1, 10, now=True)
    assert standing(duty("2020-03-05", every="half")).kept == Kept(1, 1, now=True)
    assert standing(duty(every="year")).kept == Kept(0, 0, now=True)


def test_an_assignment_keeps_no_duty_up() -> None:
    assert standing(duty(before=(make_entry("2020-08-01", lead="甲"),), lead="甲")).kept == Kept(0, 3, now=False)


# --- how it stands ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "grade"),
    [
        (duty("2020-08-01"), Grade.ON_TRACK),
        (duty("2020-05-01"), Grade.BEHIND),
        (duty("2020-08-01", status="blocked"), Grade.AT_RISK),
        (duty(status="done"), Grade.DONE),
        (duty(status="dropped"), Grade.CLOSED),
        (duty("2020-08-01", due=date(2020, 9, 1)), Grade.ON_TRACK),
    ],
)
def test_a_duty_is_never_overdue(task: Task, grade: Grade) -> None:
    row = standing(task)
    assert (row.grade, row.is_overdue, row.is_due_soon) == (grade, False, False)
    assert standing(task, date(2021, 3, 1)).is_overdue is False


def test_it_is_outside_of_what_is_done_of_all_and_counted_apart() -> None:
    tasks = [
        duty("2020-08-01", id="1.1"),
        duty(id="1.2", status="done"),
        duty(id="1.3", status="dropped"),
        make_task(id="1.4", status="done"),
        make_task(id="1.5"),
    ]
    total = counts.total(standings(make_plan(tasks), NOVEMBER))
    assert (total.ongoing, total.dropped, total.done, total.total, total.percent) == (
        ("1.1", "1.2"),
        ("1.3",),
        ("1.4",),
        2,
        50,
    )
    assert total.unfinished == ("1.5",)


states = st.tuples(st.sampled_from(Status), st.booleans(), st.booleans())


@given(st.lists(states, max_size=10))
def test_the_states_add_up_to_the_total(found: list[tuple[Status, bool, bool]]) -> None:
    tasks = [
        make_task(id=f"1.{number}", status=status, ongoing=ongoing, carried_to="2021:1.1" if carried else None)
        for number, (status, ongoing, carried) in enumerate(found, 1)
    ]
    total = counts.total(standings(make_plan(tasks), NOVEMBER))
    assert sum(len(ids) for status, ids in total.states.items() if status is not Status.DROPPED) == total.total
    assert len(total.ids) == total.total + len(total.dropped) + len(total.ongoing)
    assert not {*total.ongoing} & {*total.carried, *total.overdue, *total.done}


def test_days_do_not_find_it_and_a_list_by_days_has_it_last() -> None:
    rows = standings(make_plan([duty(id="1.1"), make_task(id="1.2")]), NOVEMBER)
    for key in (SortKey.DUE, SortKey.DUE_ORIGINAL):
        assert [row.task.id for row in select(rows, Filter(), [(key, False)])] == ["1.2", "1.1"]
    assert [row.task.id for row in select(rows, Filter(due_before=date(2021, 1, 1)))] == ["1.2"]
    assert [row.task.id for row in select(rows, Filter(due_after=date(2020, 1, 1)))] == ["1.2"]
    assert [row.task.id for row in select(rows, Filter(quiet_since=NOVEMBER))] == ["1.1", "1.2"]


def test_what_waits_for_a_duty_waits_until_it_is_done_and_is_not_at_risk_by_it() -> None:
    waiting = make_task(id="1.2", waits_for=("1.1",))
    row = standings(make_plan([duty(id="1.1", due=date(2020, 3, 1)), waiting]), NOVEMBER)[1]
    assert (row.waits, row.grade) == (("1.1",), Grade.PENDING)
    assert standings(make_plan([duty(id="1.1", status="done"), waiting]), NOVEMBER)[1].waits == ()


# --- recorded, carried, merged ---------------------------------------------------------------------------------------


def test_that_a_task_has_no_end_is_dated_and_replayed() -> None:
    plan = make_plan([make_task()])
    made = Describe(("1.1",), date(2020, 4, 1), fields={"ongoing": True, "every": "month"}).apply(plan).plan
    assert (made.task("1.1").ongoing, made.task("1.1").every) == (True, "month")
    assert made.task("1.1").log == (Entry(date(2020, 4, 1), ongoing=True),)
    assert replay.plan_on(made, date(2020, 3, 31)).task("1.1").ongoing is False
    ended = Describe(("1.1",), date(2020, 6, 1), fields={"ongoing": False}).apply(made).plan
    assert replay.plan_on(ended, date(2020, 5, 1)).task("1.1").ongoing is True
    assert ended.task("1.1").ongoing is False
    assert [fault.code for fault in review(ended)] == []


def test_it_goes_over_into_the_next_year_as_a_duty() -> None:
    received, handed_over = CarryOver(2021, date(2021, 1, 4)).apply(make_plan([duty(every="half")]), None)
    task = received.plan.task("1.1")
    assert (task.ongoing, task.every, task.log, task.due) == (True, "half", (), None)
    assert handed_over.plan.task("1.1").carried_to == "2021:1.1"


def test_a_duty_that_was_carried_is_judged_on_that_day() -> None:
    handed_over = make_entry("2020-10-12", carried_to="2021:1.1")
    task = make_task(ongoing=True, carried_to="2021:1.1", log=(make_entry("2020-08-01", note="检查一次"), handed_over))
    later = standing(task, date(2021, 6, 30))
    assert (later.kept, later.grade, later.day) == (Kept(1, 3, now=True), Grade.ON_TRACK, date(2020, 10, 12))


def test_two_clones_report_in_one_period() -> None:
    base = make_plan([duty("2020-02-01")])
    ours = make_plan([duty("2020-02-01", "2020-05-01")])
    theirs = make_plan([duty("2020-02-01", "2020-06-01")])
    merged = merge(base, ours, theirs)
    assert merged.conflicts == ()
    assert standings(merged.plan, NOVEMBER)[0].kept == Kept(2, 3, now=False)
