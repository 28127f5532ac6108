"""Putting entries right: the log says something else, and the state is what it then folds to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import make_entry, make_level, make_plan, make_target, make_task

from planctl.plan import replay
from planctl.plan.amend import Amend, LastingEntryError, NothingLeftError, UnknownEntryError
from planctl.plan.changes import NegativeReadingError, NothingToChangeError, ReasonRequiredError
from planctl.plan.model import Status, Task, Unit
from planctl.plan.targets import Reading
from planctl.plan.units import UnknownUnitError

JUNE_1, JULY_1, AUGUST_1 = date(2020, 6, 1), date(2020, 7, 1), date(2020, 8, 1)


def logged() -> Task:
    """Return a task with a log of four entries."""
    log = (
        make_entry("2020-03-02", added=True),
        make_entry(JUNE_1, status="doing", reading=36, lead="甲", evidence=("a", "b"), was={"lead": "乙"}),
        make_entry(JULY_1, due=AUGUST_1, reading=71, was={"due": JULY_1}),
        make_entry(AUGUST_1, status="done", reading=100, note="验收"),
    )
    return make_task(status="done", reading=100, lead="甲", due=AUGUST_1, target=make_target(100), log=log)


def amended(task: Task | None = None, **over: Any) -> Task:
    """Return ``task`` after an amendment that says ``over``, where no unit is unknown."""
    plan = make_plan([task or logged()], units=(Unit("甲"), Unit("乙"), Unit("丙", aliases=("小丙",))))
    return Amend(("1.1",), **over).apply(plan).plan.task("1.1")


def test_the_last_entry_is_meant_unless_another_is_named() -> None:
    assert amended(said={"note": "另说"}).log[-1].note == "另说"
    assert amended(number=2, said={"note": "另说"}).log[1].note == "另说"


def test_a_wrong_reading_is_put_right_and_the_state_folded_anew() -> None:
    assert amended(reading=Reading(99)).reading == 99
    earlier = amended(number=3, reading=Reading(63))
    assert (earlier.log[2].reading, earlier.reading) == (63, 100)


def test_a_reading_that_adds_counts_from_the_entry_before_it() -> None:
    assert amended(number=3, reading=Reading(20, relative=True)).log[2].reading == 56
    assert amended(number=2, reading=Reading(5, relative=True)).log[1].reading == 5
    with pytest.raises(NegativeReadingError):
        amended(number=3, reading=Reading(-40, relative=True))


def test_a_reading_that_adds_counts_from_what_was_there_before_anything_was_recorded() -> None:
    task = make_task(reading=8, target=make_target(100), log=(make_entry(JUNE_1, reading=8, was={"reading": 5}),))
    assert amended(task, reading=Reading(4, relative=True)).reading == 9


def test_a_reading_of_a_level_that_adds_counts_from_where_it_starts() -> None:
    task = make_task(target=make_level(450, 200), reading=400, log=(make_entry(JUNE_1, reading=400),))
    assert amended(task, reading=Reading(-140, relative=True)).reading == 310


def test_another_day_puts_the_entry_where_it_belongs() -> None:
    task = amended(number=4, said={"on": date(2020, 6, 15)})
    assert [entry.on.month for entry in task.log] == [3, 6, 6, 7]
    assert (task.status, task.reading) == (Status.DONE, 71)


def test_what_was_before_moves_to_the_entry_that_is_first_now() -> None:
    task = amended(number=2, delete=True)
    assert (task.lead, task.status, task.log[1].was) == ("乙", Status.DONE, {"due": JULY_1})
    two = make_task(lead="丙", log=(make_entry(JUNE_1, lead="甲", was={"lead": "乙"}), make_entry(JULY_1, lead="丙")))
    gone = amended(two, number=1, delete=True)
    assert (gone.lead, gone.log[0].was) == ("丙", {"lead": "乙"})
    swapped = amended(two, number=2, said={"on": date(2020, 5, 1)})
    assert [(entry.lead, dict(entry.was)) for entry in swapped.log] == [("丙", {"lead": "乙"}), ("甲", {})]
    assert swapped.lead == "甲"


def test_a_title_that_was_recorded_wrongly_was_never_one_of_the_task() -> None:
    first = make_entry(JUNE_1, title="二", was={"title": "一"})
    task = make_task(title="二", formerly=("零", "一"), log=(first,))
    back = amended(task, delete=True)
    assert (back.title, back.formerly) == ("一", ("零",))
    two = make_task(title="三", formerly=("一", "二"), log=(first, make_entry(JULY_1, title="三")))
    assert amended(two, number=1, delete=True).formerly == ("一",)
    assert amended(two, number=2, delete=True).formerly == ("一",)


def test_an_entry_need_not_speak_of_a_field_any_more() -> None:
    task = amended(number=3, said={"due": None})
    assert (task.due, task.log[2].due, task.log[2].reading) == (JULY_1, None, 71)
    undone = amended(said={"status": None})
    assert (undone.status, undone.log[-1].note) == (Status.DOING, "验收")


def test_a_lead_can_be_taken_away_by_an_entry() -> None:
    task = amended(number=2, said={"lead": ""})
    assert (task.lead, task.log[1].cleared, task.log[1].was) == (None, ("lead",), {"lead": "乙"})
    again = amended(task, number=2, said={"lead": "小丙"})
    assert (again.lead, again.log[1].cleared) == ("丙", ())


def test_units_are_those_of_the_plan() -> None:
    with pytest.raises(UnknownUnitError):
        amended(said={"lead": "省司法庁"})
    assert amended(said={"support": ("小丙", "丁")}, accept_new=True).support == ("丙", "丁")


def test_evidence_comes_and_goes() -> None:
    task = amended(number=2, evidence=("c", "b"), wrong_evidence=("a",))
    assert task.log[1].evidence == ("b", "c")


def test_who_made_it_and_for_whom_can_be_put_right() -> None:
    entry = amended(said={"by": "张三", "internal": True}).log[-1]
    assert (entry.by, entry.internal) == ("张三", True)
    assert not amended(said={"internal": False}).log[-1].internal


def test_a_status_keeps_needing_its_reason() -> None:
    task = make_task(status="blocked", log=(make_entry(JUNE_1, status="blocked", note="等批复"),))
    for said in ({"note": None}, {"note": "\u200b"}):
        with pytest.raises(ReasonRequiredError):
            amended(task, said=said)
    with pytest.raises(ReasonRequiredError):
        amended(number=3, said={"status": Status.BLOCKED})
    assert amended(task, said={"on": JULY_1}).log[0].on == JULY_1


def test_how_a_task_came_is_not_taken_out() -> None:
    with pytest.raises(LastingEntryError):
        amended(number=1, delete=True)
    carried = make_task(carried_to="2021:1.1", log=(make_entry(JUNE_1, carried_to="2021:1.1"),))
    with pytest.raises(LastingEntryError):
        amended(carried, delete=True)


def test_an_entry_that_says_nothing_any_more_is_refused() -> None:
    with pytest.raises(NothingLeftError):
        amended(number=3, said={"due": None, "reading": None})


@pytest.mark.parametrize("number", [0, 5, -1])
def test_an_entry_must_be_there(number: int) -> None:
    with pytest.raises(UnknownEntryError):
        amended(number=number, said={"note": "x"})
    with pytest.raises(UnknownEntryError):
        amended(make_task(), said={"note": "x"})


def test_saying_nothing_is_an_error() -> None:
    with pytest.raises(NothingToChangeError):
        amended()


def test_the_same_again_changes_nothing() -> None:
    task = logged()
    assert amended(task, said={"status": Status.DONE, "note": "验收"}) == task


DAYS = st.dates(date(2020, 1, 1), date(2020, 12, 31))
NEWS = st.fixed_dictionaries(
    {},
    optional={
        "on": DAYS,
        "status": st.sampled_from([None, Status.DOING, Status.DONE]),
        "due": st.none() | DAYS,
        "reading": st.none() | st.integers(0, 9),
        "lead": st.sampled_from([None, "甲", "丙"]),
        "note": st.just("n"),
    },
)


@given(st.lists(st.tuples(st.integers(1, 4), NEWS), max_size=6))
def test_log_and_state_agree_and_the_time_before_is_remembered(steps: list[tuple[int, dict[str, Any]]]) -> None:
    task = logged()
    for number, said in steps:
        if said and (said.keys() & {"note", "on"}):
            task = amended(task, number=number, said={**said, "note": said.get("note", "n")})
    assert list(replay.disagreements(task)) == []
    assert list(task.log) == sorted(task.log, key=lambda entry: entry.on)
    assert replay.value_on(task, "lead", date(2019, 1, 1)) in {"乙", task.lead}
    assert replay.value_on(task, "due", date(2019, 1, 1)) in {JULY_1, task.due}
