"""What a closed round has frozen, and what differs from it since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import make_day, make_entry, make_plan, make_task

from planctl.plan import closing, counts, progress, replay
from planctl.plan.merge import merge
from planctl.plan.model import Plan, Status, Task
from planctl.plan.round import Round

JUNE = Round("2020-06", date(2020, 6, 1), date(2020, 6, 30), date(2020, 6, 28))
DAYS = st.dates(date(2020, 5, 20), date(2020, 7, 10))


def plan_with(*tasks: object, **over: object) -> Plan:
    return make_plan(tasks, rounds=(JUNE,), **over)  # type: ignore[arg-type]


def closed_plan() -> Plan:
    done = make_task(id="1.1", status=Status.DONE, log=(make_entry("2020-06-20", status=Status.DONE, evidence=("a",)),))
    late = make_task(id="1.2", due=date(2020, 6, 30))
    plan = plan_with(done, late, make_task(id="1.3"))
    return closing.CloseRound("2020-06", date(2020, 7, 2)).apply(plan).plan


def test_closing_freezes_the_last_evening() -> None:
    (one,) = closed_plan().rounds
    assert one.figures is not None
    assert one.states is not None
    assert (one.figures.total, one.figures.done, one.figures.overdue) == (3, 1, 1)
    assert (one.states.done, one.states.overdue) == (("1.1",), ("1.2",))
    assert closing.differences(closed_plan(), one) == ()


@given(DAYS)
def test_the_figures_are_those_of_progress_on_that_evening(evening: date) -> None:
    plan = closed_plan()
    day = make_day(evening.isoformat(), "over")
    total = counts.total(progress.standings(replay.plan_on(plan, evening), day))
    figures, states = closing.frozen(plan, evening)
    assert (figures.total, figures.done, figures.overdue) == (total.total, len(total.done), len(total.overdue))
    assert (states.done, states.overdue) == (total.done, total.overdue)


def test_an_evening_that_is_not_over_is_not_frozen() -> None:
    assert closing.evening_of(JUNE, date(2020, 6, 20)) == date(2020, 6, 19)
    with pytest.raises(closing.NothingToFreezeError):
        closing.CloseRound("2020-06", JUNE.from_).apply(plan_with(make_task()))


def test_what_is_recorded_of_an_earlier_day_differs_by_its_entry() -> None:
    plan = closed_plan()
    entry = make_entry("2020-06-25", status=Status.DONE)
    changed = plan.with_groups(
        lambda group: replace(
            group, items=tuple(replay.with_entry(task, entry) if task.id == "1.3" else task for task in group.items)
        )
    )
    (found,) = closing.new_differences(plan, changed)
    assert (found.id, found.then, found.now, found.number, found.on) == ("1.3", "open", "done", 0, date(2020, 6, 25))


def test_a_removed_task_is_not_there_any_more() -> None:
    plan = closed_plan().with_groups(lambda group: replace(group, items=group.items[1:]))
    (found,) = closing.differences(plan, plan.rounds[0])
    assert (found.id, found.then, found.now, found.number) == ("1.1", "done", "gone", None)


def test_two_sides_that_close_a_round_with_other_figures_are_in_conflict() -> None:
    base = plan_with(make_task(id="1.1", due=date(2020, 6, 10)), make_task(id="1.2"))
    ours = closing.CloseRound("2020-06", date(2020, 7, 2)).apply(base).plan
    theirs = closing.CloseRound("2020-06", date(2020, 6, 5)).apply(base).plan
    assert {conflict.field for conflict in merge(base, ours, theirs).conflicts} >= {"closed", "figures"}
    assert {conflict.place for conflict in merge(base, ours, theirs).conflicts} == {"2020-06"}


def test_the_entry_that_makes_the_difference_is_named_and_not_the_last() -> None:
    plan = closed_plan()
    entries = (make_entry("2020-06-20", status=Status.DONE), make_entry("2020-06-25", due=date(2020, 12, 30)))

    def record(task: Task) -> Task:
        return replay.with_entry(replay.with_entry(task, entries[0]), entries[1]) if task.id == "1.3" else task

    changed = plan.with_groups(lambda group: replace(group, items=tuple(map(record, group.items))))
    (found,) = closing.differences(changed, changed.rounds[0])
    assert (found.id, found.now, found.number, found.on) == ("1.3", "done", 0, date(2020, 6, 20))


@pytest.mark.parametrize(
    ("setting", "now"), [({"status": Status.DROPPED, "note": "撤销"}, "dropped"), ({"ongoing": True}, "ongoing")]
)
def test_what_leaves_the_total_of_a_closed_round_is_told(setting: dict[str, object], now: str) -> None:
    plan = closed_plan()
    entry = make_entry("2020-06-20", **setting)
    changed = plan.with_groups(
        lambda group: replace(
            group, items=tuple(replay.with_entry(task, entry) if task.id == "1.3" else task for task in group.items)
        )
    )
    (found,) = closing.new_differences(plan, changed)
    assert (found.id, found.then, found.now, found.number) == ("1.3", "open", now, 0)


def test_an_open_task_that_goes_is_told_of_a_closed_round() -> None:
    plan = closed_plan()
    changed = plan.with_groups(
        lambda group: replace(group, items=tuple(task for task in group.items if task.id != "1.3"))
    )
    (found,) = closing.new_differences(plan, changed)
    assert (found.id, found.then, found.now) == ("1.3", "open", "gone")
    assert not list(closing.new_differences(plan, plan))


def test_what_brings_the_figures_of_a_closed_round_back_is_no_difference() -> None:
    plan = closed_plan()
    entry = make_entry("2020-06-20", status=Status.DROPPED, note="撤销")
    dropped = plan.with_groups(
        lambda group: replace(
            group, items=tuple(replay.with_entry(task, entry) if task.id == "1.3" else task for task in group.items)
        )
    )
    assert not list(closing.new_differences(dropped, plan))
