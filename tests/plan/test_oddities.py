"""What is odd in a record and accepted all the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from make import make_done, make_entry, make_plan, make_target, make_task

from planctl.plan.changes import Update
from planctl.plan.model import Status
from planctl.plan.oddities import Oddity, invisible_characters, misspelt, new_oddities, oddities
from planctl.plan.targets import Reading
from planctl.plan.units import misspelt_units

if TYPE_CHECKING:
    from planctl.plan.model import Task
    from planctl.plan.target import Target

TODAY = date(2020, 7, 1)


def found(task: Task, today: date | None = TODAY) -> list[Oddity]:
    return list(oddities(task, make_plan([task]), today))


def codes(task: Task, today: date | None = TODAY) -> list[str]:
    return [oddity.code for oddity in found(task, today)]


def measured(*readings: float, target: Target | None = None, **over: Any) -> Task:
    """Return a task under way with a reading on the first of each month from February on."""
    log = [make_entry(f"2020-{month:02}-01", reading=reading) for month, reading in enumerate(readings, 2)]
    begun = make_entry("2020-01-02", status="doing")
    over = {"status": "doing", "reading": readings[-1], **over}
    return make_task(target=target or make_target(100), log=(begun, *log), **over)


def test_a_task_in_order_has_nothing_odd() -> None:
    assert codes(measured(36, 36, 71, 100)) == []
    assert codes(make_done("1.1", "2020-06-01", "通知", target=make_target(3), reading=3)) == []
    assert codes(make_task()) == []


# --- readings --------------------------------------------------------------------------------------------------------


def test_a_reading_that_falls_is_told_with_the_one_before() -> None:
    [falls] = found(measured(36, 71, 30, 40))
    assert (falls.code, falls.place) == ("reading-falls", ("log", 3, "reading"))
    assert falls.fields == {"id": "1.1", "before": 71, "reading": 30, "on": date(2020, 4, 1)}


def test_only_the_latest_reading_exceeds_the_target() -> None:
    assert codes(measured(100)) == []
    [exceeds] = found(measured(110, 120))
    assert (exceeds.code, exceeds.place, exceeds.fields["reading"]) == ("reading-exceeds", ("log", 2, "reading"), 120)
    assert exceeds.fields["target"] == "100 个"


def test_there_is_no_half_of_a_thing_that_is_counted() -> None:
    assert codes(measured(3.5)) == ["reading-fraction"]
    assert codes(measured(3.0)) == []
    for target in (make_target(62.5), make_target(100, "万元"), make_target(100, "hours"), make_target(100, None)):
        assert codes(measured(3.5, target=target)) == []
    assert codes(measured(3.5, target=make_target(100, "studios"))) == ["reading-fraction"]
    assert codes(measured(3.5, target=make_target(100, "个", 0.5))) == []


def test_a_reading_wants_a_target_to_be_compared_with() -> None:
    log = (make_entry("2020-02-01", status="doing", reading=36), make_entry("2020-03-01", reading=30))
    falls, odd = found(make_task(status="doing", reading=30, log=log))
    assert (falls.code, odd.code, odd.place) == ("reading-falls", "reading-without-target", ("log", 1, "reading"))
    assert codes(make_task(status="doing", reading=30)) == ["reading-without-target"]


def test_a_reading_says_that_work_began() -> None:
    log = (make_entry("2020-02-01", reading=20),)
    assert codes(make_task(target=make_target(100), reading=20, log=log)) == ["reading-not-begun"]


@pytest.mark.parametrize(
    ("target", "reading", "is_odd"),
    [
        (make_target(40), 20, True),
        (make_target(40), None, True),
        (make_target(40), 40, False),
        (None, None, False),
    ],
)
def test_what_is_done_has_reached_its_target(target: Target | None, reading: float | None, *, is_odd: bool) -> None:
    entry = make_entry("2020-06-01", status="done", reading=reading, evidence=("通知",))
    task = make_task(status="done", target=target, reading=reading, log=(entry,))
    assert codes(task) == ["done-below-target"] * is_odd
    assert [(odd.fields["reading"], odd.place) for odd in found(task)] == [(reading or 0, ("status",))] * is_odd


# --- days ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "entry", "is_odd"),
    [
        ("2002-07-01", {"status": "done", "evidence": ("通知",)}, True),
        ("2019-12-28", {"status": "done", "evidence": ("通知",)}, True),
        ("2019-12-28", {"owner": "王芳"}, False),  # a plan is drawn up before its year
        ("2019-12-28", {"added": True}, False),
        ("2019-12-28", {"note": "筹备"}, False),
        ("2018-12-28", {"note": "筹备"}, True),
        ("2020-01-01", {"status": "doing"}, False),
        ("2020-12-31", {"note": "总结"}, False),
        ("2021-01-01", {"note": "总结"}, True),
        ("2021-01-05", {"carried_to": "2021:1.1"}, False),
    ],
)
def test_a_record_belongs_into_the_year_of_the_plan(on: str, entry: dict[str, Any], *, is_odd: bool) -> None:
    state = {key: value for key, value in entry.items() if key in {"status", "owner", "carried_to"}}
    task = make_task(**state, log=(make_entry(on, **entry),))
    assert codes(task, None) == ["entry-outside-year"] * is_odd


def test_work_does_not_go_on_before_it_starts() -> None:
    started = make_entry("2020-02-02", status="doing")
    early = make_task(status="doing", start=date(2020, 3, 1), log=(make_entry("2020-02-01", note="筹备"), started))
    [odd] = found(early)
    assert (odd.code, odd.place) == ("entry-before-start", ("log", 1, "on"))
    assert codes(make_task(status="doing", start=date(2020, 2, 2), log=(started,))) == []


def test_nothing_happens_to_a_task_before_it_is_there() -> None:
    early, added = make_entry("2020-02-01", note="早"), make_entry("2020-03-01", added=True)
    [odd] = found(make_task(log=(early, added, make_entry("2020-03-02", note="晚"))))
    assert (odd.code, odd.place, odd.fields["added"]) == ("entry-before-added", ("log", 0, "on"), date(2020, 3, 1))


def test_a_day_to_come_is_odd_only_as_seen_from_a_day() -> None:
    task = make_task(log=(make_entry("2020-07-01", note="今"), make_entry("2020-07-02", note="明")))
    assert [(odd.code, odd.place[1]) for odd in found(task)] == [("entry-in-future", 1)]
    assert codes(task, None) == []


def test_a_deadline_lies_in_the_year_and_not_before_the_start() -> None:
    assert codes(make_task(due=date(2021, 1, 1))) == ["due-outside-year"]
    assert codes(make_task(start=date(2020, 3, 1), due=date(2020, 1, 15))) == ["start-after-due"]
    assert codes(make_task(start=date(2020, 3, 1), due=date(2020, 3, 1))) == []


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("任务", []),
        ("任\u200b务", ["U+200B"]),
        ("任务\u202e\u200b\u200b", ["U+202E, U+200B"]),
        ("葛\U000e0100城", []),
        ("\U0001f468\u200d\U0001f469", []),  # what joins is needed
    ],
)
def test_characters_that_nobody_sees_are_told(title: str, told: list[str]) -> None:
    odd = list(invisible_characters(make_task(title=title)))
    assert [oddity.fields["characters"] for oddity in odd] == told
    assert [oddity.place for oddity in odd] == [("title",)] * len(told)


def test_a_reason_that_nobody_sees_is_none() -> None:
    log = (make_entry("2020-05-01", status="blocked", note="\u200b"),)
    assert codes(make_task(status="blocked", log=log)) == ["no-reason"]


def test_a_misspelt_unit_is_told_where_it_stands() -> None:
    task = make_task(id="1.4", lead="省司法厅", support=("省信访局", "省司厅"))
    others = [make_task(id=f"1.{number}", lead="省司法厅") for number in (1, 2, 3)]
    [odd] = misspelt(task, misspelt_units(make_plan([*others, task])))
    assert (odd.place, odd.fields["name"], odd.fields["meant"]) == (("support",), "省司厅", "省司法厅")


# --- what is new -----------------------------------------------------------------------------------------------------


def test_only_what_a_change_made_odd_is_told_after_it() -> None:
    before = make_plan([measured(36, 30), measured(110, id="1.2"), make_task(id="1.3", due=date(2021, 1, 1))])
    outcome = Update(("1.1", "1.2"), TODAY, note="备注").apply(before)
    assert list(new_oddities(before, outcome.plan, outcome.changed, TODAY)) == []
    outcome = Update(("1.1", "1.2"), TODAY, reading=Reading(20)).apply(before)
    told = [(odd.code, odd.fields["id"]) for odd in new_oddities(before, outcome.plan, outcome.changed, TODAY)]
    assert told == [("reading-falls", "1.1"), ("reading-falls", "1.2")]


def test_an_entry_put_before_others_makes_nothing_odd_that_was() -> None:
    before = make_plan([measured(36, 30)])
    outcome = Update(("1.1",), date(2020, 1, 10), note="补记").apply(before)
    assert list(new_oddities(before, outcome.plan, outcome.changed, TODAY)) == []


def test_of_a_new_task_everything_is_new() -> None:
    plan = make_plan([make_task(due=date(2021, 1, 1))])
    assert [odd.code for odd in new_oddities(make_plan([]), plan, ["1.1"], TODAY)] == ["due-outside-year"]


def test_the_same_thing_twice_is_new_once_more() -> None:
    before = make_plan([measured(36, 30, status=Status.DOING)])
    again = Update(("1.1",), date(2020, 3, 1), reading=Reading(36)).apply(before).plan
    once_more = Update(("1.1",), date(2020, 3, 1), reading=Reading(30)).apply(again).plan
    assert [odd.code for odd in new_oddities(again, once_more, ["1.1"], TODAY)] == ["reading-falls"]
