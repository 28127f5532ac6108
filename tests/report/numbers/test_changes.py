"""What happened in a period, event by event, as the logs tell it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import make_done, make_entry, make_plan, make_target, make_task

from planctl.plan.model import Status
from planctl.plan.node import Node
from planctl.report import summarise
from planctl.report.numbers.figures import Changes, Event, Happening, Scope

if TYPE_CHECKING:
    from planctl.plan.model import Entry, Task

JULY = date(2020, 7, 1)
DAY = date(2020, 12, 31)


def changes(*tasks: Task, since: date = JULY, day: date = DAY, public: bool = False) -> Changes:
    found = summarise(make_plan(tasks), day, since=since, public=public).changes
    assert found is not None
    return found


def task(*log: Entry, identifier: str = "1.1", **over: object) -> Task:
    """Return a task with the status that its log ends in."""
    status = next((entry.status for entry in reversed(log) if entry.status), Status.TODO)
    return make_task(id=identifier, status=status, log=log, **over)


def told(*tasks: Task, since: date = JULY, day: date = DAY) -> list[tuple[str, str]]:
    return [(event.kind.value, event.on.isoformat()) for event in changes(*tasks, since=since, day=day).events]


def at(on: str, status: str, **over: object) -> Entry:
    return make_entry(on, status=status, **over)


# --- one event


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ("todo", "doing", "started"),
        ("blocked", "doing", "resumed"),
        ("submitted", "doing", "returned"),
        ("doing", "blocked", "blocked"),
        ("todo", "submitted", "submitted"),
        ("doing", "done", "done"),
        ("submitted", "done", "done"),
        ("doing", "dropped", "dropped"),
        ("done", "doing", "reopened"),
        ("dropped", "todo", "reopened"),
        ("done", "blocked", "reopened blocked"),
        ("doing", "todo", ""),
    ],
)
def test_what_a_new_status_means_depends_on_the_one_before(before: str, now: str, kind: str) -> None:
    log = (at("2020-03-01", before), at("2020-08-01", now))
    assert told(task(*log)) == [(each, "2020-08-01") for each in kind.split()]


def test_the_same_status_again_is_no_event() -> None:
    assert told(task(at("2020-03-01", "doing"), at("2020-08-01", "doing"), make_entry("2020-08-02", note="继续"))) == []


@pytest.mark.parametrize(("since", "is_told"), [(JULY, True), (date(2020, 7, 2), False)])
def test_an_event_of_the_first_day_counts_and_one_before_does_not(since: date, *, is_told: bool) -> None:
    assert bool(told(make_done("1.1", "2020-07-01"), since=since)) == is_told


def test_nothing_counts_that_was_recorded_after_the_day() -> None:
    log = (at("2020-08-01", "doing"), at("2020-10-05", "done"))
    assert told(task(*log), day=date(2020, 9, 30)) == [("started", "2020-08-01")]


# --- several events of a task


def test_a_task_begun_stopped_and_taken_up_again_in_one_period_is_told_of_each() -> None:
    log = (at("2020-07-03", "doing"), at("2020-08-04", "blocked", note="等待批复"), at("2020-11-05", "doing"))
    assert told(task(*log)) == [("started", "2020-07-03"), ("blocked", "2020-08-04"), ("resumed", "2020-11-05")]


def test_a_task_started_and_done_in_a_period_was_started_and_done() -> None:
    found = changes(task(at("2020-08-01", "doing"), at("2020-09-01", "done")))
    assert (found.of(Happening.STARTED), found.of(Happening.DONE)) == (("1.1",), ("1.1",))


def test_a_task_blocked_twice_is_one_task_and_two_events() -> None:
    months = ("2020-07-01", "2020-08-01", "2020-09-01", "2020-10-01")
    log = tuple(at(on, status) for on, status in zip(months, ("blocked", "doing", "blocked", "doing"), strict=True))
    found = changes(task(*log))
    assert found.of(Happening.BLOCKED) == ("1.1",)
    assert [event.on.month for event in found.events if event.kind is Happening.BLOCKED] == [7, 9]
    assert [event.on.month for event in found.events if event.kind is Happening.RESUMED] == [8, 10]


def test_a_reopened_task_that_is_closed_at_once_again_is_told_of_both() -> None:
    log = (at("2020-03-01", "done"), at("2020-08-01", "doing"), at("2020-09-01", "done"))
    assert told(task(*log)) == [("reopened", "2020-08-01"), ("done", "2020-09-01")]


def test_events_come_in_the_order_of_the_document_and_of_the_log() -> None:
    second = task(at("2020-07-02", "doing"), identifier="1.2")
    found = changes(task(at("2020-08-01", "doing"), at("2020-08-02", "submitted")), second)
    assert found.events == (
        Event(Happening.STARTED, "1.1", date(2020, 8, 1)),
        Event(Happening.SUBMITTED, "1.1", date(2020, 8, 2)),
        Event(Happening.STARTED, "1.2", date(2020, 7, 2)),
    )


# --- added, carried, extended


def test_a_task_that_was_added_and_begun_by_one_entry_is_told_of_both() -> None:
    assert told(task(at("2020-08-01", "doing", added=True))) == [("added", "2020-08-01"), ("started", "2020-08-01")]


def test_carrying_is_an_event_beside_what_became_of_the_task() -> None:
    log = (at("2020-08-01", "blocked", note="等待批复"), make_entry("2020-12-20", carried_to="2021:1.3"))
    assert told(task(*log, carried_to="2021:1.3")) == [("blocked", "2020-08-01"), ("carried", "2020-12-20")]


def put_off(*dues: date | None, first: date | None, ongoing: bool = False) -> Task:
    """Return a task whose deadline was set to each of ``dues``, a month after the other; ``None`` took it away."""
    log: tuple[Entry, ...] = ()
    for place, due in enumerate(dues):
        was = {"was": {"due": first}} if not place else {}
        entry = make_entry(date(2020, 7 + place, 15), due=due, cleared=() if due else ("due",), **was)
        log = (*log, entry)
    return make_task(due=dues[-1], log=log, ongoing=ongoing)


def test_each_time_that_a_deadline_is_put_off_counts() -> None:
    twice = put_off(date(2020, 10, 31), date(2020, 12, 15), first=date(2020, 8, 31))
    assert told(twice) == [("extended", "2020-07-15"), ("extended", "2020-08-15")]
    assert changes(twice).of(Happening.EXTENDED) == ("1.1",)


def test_a_deadline_brought_forward_is_not_extended() -> None:
    assert told(put_off(date(2020, 8, 31), first=date(2020, 10, 31))) == []


def test_a_deadline_is_compared_with_the_one_before_it_and_not_with_the_first() -> None:
    back = put_off(date(2020, 12, 15), date(2020, 10, 31), first=date(2020, 8, 31))
    assert told(back) == [("extended", "2020-07-15")]


def test_a_task_without_a_deadline_of_its_own_had_until_the_end_of_the_year() -> None:
    assert told(put_off(None, first=date(2020, 10, 31))) == [("extended", "2020-07-15")]
    assert told(put_off(date(2020, 10, 31), first=None)) == []
    assert told(put_off(date(2021, 2, 28), first=None)) == [("extended", "2020-07-15")]


# --- readings


def measured(*readings: tuple[str, int], status: str = "doing") -> Task:
    log = tuple(make_entry(on, reading=reading) for on, reading in readings)
    log = (at("2020-01-02", status), *log)
    return make_task(status=status, target=make_target(100), reading=readings[-1][1] if readings else None, log=log)


def test_a_reading_is_told_with_the_one_of_the_evening_before() -> None:
    assert changes(measured(("2020-03-01", 20), ("2020-08-01", 30), ("2020-09-01", 50))).readings == (("1.1", 20, 50),)


def test_the_first_reading_of_all_starts_from_nothing() -> None:
    assert changes(measured(("2020-08-01", 30))).readings == (("1.1", 0, 30),)


def test_an_old_reading_and_that_of_a_done_task_are_no_change() -> None:
    assert changes(measured(("2020-03-01", 20))).readings == ()
    assert changes(measured(("2020-08-01", 100), status="done")).readings == ()


def test_a_reading_that_went_and_came_back_is_no_change() -> None:
    assert changes(measured(("2020-03-01", 20), ("2020-08-01", 30), ("2020-09-01", 20))).readings == ()


# --- nodes


def test_nodes_are_told_that_were_reached_in_the_period() -> None:
    nodes = (
        Node(date(2020, 6, 30), "方案印发", done=date(2020, 6, 18)),
        Node(date(2020, 9, 30), "试点", done=JULY),
        Node(date(2020, 12, 31), "全省推开"),
    )
    found = changes(make_task(nodes=nodes))
    assert [(node.number, node.node.goal) for node in found.nodes] == [(2, "试点")]
    assert not found.is_empty


# --- what is not told


def test_a_duty_is_in_no_change() -> None:
    assert changes(task(at("2020-08-01", "doing"), ongoing=True)).is_empty


def test_nothing_that_happened_is_nothing() -> None:
    assert changes(task(at("2020-03-01", "doing"))).is_empty


def test_an_internal_task_is_in_no_change_of_a_public_edition() -> None:
    hidden = task(at("2020-08-01", "doing"), internal=True)
    shown = task(at("2020-08-01", "done", internal=True), identifier="1.2")
    found = changes(hidden, shown, public=True)
    assert [event.id for event in found.events] == ["1.2"]


def test_changes_are_limited_as_the_summary_is() -> None:
    plan = make_plan([make_done("1.1", "2020-08-01")], [make_done("2.1", "2020-08-01")])
    found = summarise(plan, DAY, since=JULY, scope=Scope(groups=("2",))).changes
    assert found is not None
    assert found.of(Happening.DONE) == ("2.1",)


# --- any log

LOGS = st.lists(st.tuples(st.dates(date(2020, 1, 1), DAY), st.sampled_from(list(Status))), max_size=8)


@given(found=LOGS, since=st.dates(date(2020, 1, 1), DAY))
def test_periods_one_after_the_other_tell_what_the_year_tells(found: list[tuple[date, Status]], since: date) -> None:
    log = tuple(make_entry(on, status=status) for on, status in sorted(found, key=lambda pair: pair[0]))
    whole = changes(task(*log), since=date(2020, 1, 1)).events
    later = changes(task(*log), since=since).events
    assert later == tuple(event for event in whole if event.on >= since)
    assert {event.kind for event in whole} <= set(Happening)


@given(found=LOGS)
def test_carrying_a_task_over_adds_one_event_and_takes_none_away(found: list[tuple[date, Status]]) -> None:
    log = tuple(make_entry(on, status=status) for on, status in sorted(found, key=lambda pair: pair[0]))
    before = task(*log)
    over = replace(before, carried_to="2021:1.1", log=(*log, make_entry(DAY, carried_to="2021:1.1")))
    year = date(2020, 1, 1)
    last = Event(Happening.CARRIED, "1.1", DAY)
    assert changes(over, since=year).events == (*changes(before, since=year).events, last)
