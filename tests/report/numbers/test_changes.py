"""What happened in a period, event by event."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from make import make_day, make_done, make_entry, make_plan, make_target, make_task

from planctl.plan.node import Node
from planctl.report.numbers.figures import Changes, Happening
from planctl.report.numbers.summary import summarise

if TYPE_CHECKING:
    from planctl.plan.model import Task

JULY = date(2020, 7, 1)


def changes(*tasks: Task, since: date = JULY, day: date = date(2020, 12, 31)) -> Changes:
    found = summarise(make_plan(tasks), make_day(day, "over"), since=since).changes
    assert found is not None
    return found


def told(*tasks: Task, since: date = JULY) -> dict[str, tuple[str, ...]]:
    found = changes(*tasks, since=since)
    return {kind.value: ids for kind in Happening if (ids := found.of(kind))}


@pytest.mark.parametrize(("since", "is_told"), [(JULY, True), (date(2020, 7, 2), False)])
def test_the_first_day_counts_and_the_one_before_does_not(since: date, *, is_told: bool) -> None:
    assert told(make_done("1.1", "2020-07-01"), since=since) == ({"done": ("1.1",)} if is_told else {})


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (None, "doing", ["started"]),
        ("doing", "submitted", ["submitted"]),
        ("doing", "blocked", ["blocked"]),
        ("blocked", "doing", ["resumed"]),
        ("submitted", "doing", ["returned"]),
        ("done", "doing", ["reopened"]),
        ("dropped", "todo", ["reopened"]),
        ("done", "blocked", ["reopened", "blocked"]),
        ("doing", "dropped", ["dropped"]),
        ("submitted", "done", ["done"]),
        (None, "done", ["done"]),
        ("doing", "doing", []),
        ("doing", "todo", []),
    ],
)
def test_a_status_tells_what_happened(before: str | None, after: str, kinds: list[str]) -> None:
    earlier = (make_entry("2020-03-01", status=before, note="从前"),) if before else ()
    task = make_task(status=after, log=(*earlier, make_entry("2020-08-01", status=after, note="如今")))
    assert set(told(task)) == set(kinds)


def test_what_happened_in_turn_is_told_of_each() -> None:
    log = [("07-05", "doing"), ("08-01", "blocked"), ("09-01", "doing"), ("11-01", "done")]
    task = make_task(status="done", log=tuple(make_entry(f"2020-{day}", status=state, note="因") for day, state in log))
    assert told(task) == dict.fromkeys(("done", "started", "resumed", "blocked"), ("1.1",))


def test_what_happened_twice_names_the_task_once_and_is_two_events() -> None:
    log = [("07-05", "blocked"), ("08-01", "doing"), ("09-01", "blocked")]
    task = make_task(
        status="blocked", log=tuple(make_entry(f"2020-{day}", status=state, note="因") for day, state in log)
    )
    found = changes(task)
    assert found.of(Happening.BLOCKED) == ("1.1",)
    assert [event.on for event in found.events if event.kind is Happening.BLOCKED] == [
        date(2020, 7, 5),
        date(2020, 9, 1),
    ]


def test_a_deadline_put_off_an_addition_and_a_carrying_over_are_told() -> None:
    late = date(2020, 11, 30)
    tasks = [
        make_task(id="1.1", due=late, log=(make_entry("2020-08-01", due=late, was={"due": date(2020, 8, 31)}),)),
        make_task(id="1.2", due=late, log=(make_entry("2020-08-01", due=late),)),
        make_task(id="1.3", log=(make_entry("2020-08-01", added=True),)),
        make_task(id="1.4", carried_to="2021:1.1", log=(make_entry("2020-12-20", carried_to="2021:1.1"),)),
    ]
    assert told(*tasks) == {"extended": ("1.1",), "added": ("1.3",), "carried": ("1.4",)}


def test_a_reading_is_compared_with_the_one_on_the_evening_before() -> None:
    log = (
        make_entry("2020-03-01", status="doing", reading=2),
        make_entry("2020-08-01", reading=4),
        make_entry("2020-09-01", reading=5),
    )
    task = make_task(status="doing", target=make_target(9), reading=5, log=log)
    assert changes(task).readings == (("1.1", 2, 5),)
    assert changes(task, since=date(2020, 10, 1)).readings == ()


def test_nodes_reached_in_the_period_are_told() -> None:
    nodes = (
        Node(date(2020, 6, 30), "方案", done=date(2020, 6, 18)),
        Node(date(2020, 9, 30), "试点", done=date(2020, 10, 2)),
        Node(date(2020, 12, 1), "推开"),
    )
    assert [row.node.goal for row in changes(make_task(nodes=nodes)).nodes] == ["试点"]


def test_nothing_after_the_day_of_the_report_is_told() -> None:
    assert changes(make_done("1.1", "2020-10-01"), day=date(2020, 9, 30)).is_empty
