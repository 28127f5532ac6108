"""What people do to a plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from make import make_done, make_entry, make_plan, make_target, make_task

from planctl.plan import replay
from planctl.plan.changes import (
    Assign,
    NegativeReadingError,
    NothingToChangeError,
    NotSubmittedError,
    Outcome,
    ReasonRequiredError,
    Reopen,
    Return,
    ReturnReasonError,
    Update,
)
from planctl.plan.ids import UnknownTaskError
from planctl.plan.model import Entry, Status, Task, Unit
from planctl.plan.reach import CarriedTaskError, ClosedTaskError
from planctl.plan.targets import Reading
from planctl.plan.units import UnknownUnitError
from planctl.toml.review import review

if TYPE_CHECKING:
    from planctl.plan.changes import Change

MAY_1, JUNE_1, JULY_1 = date(2020, 5, 1), date(2020, 6, 1), date(2020, 7, 1)


def changed(task: Task, *changes: Change) -> Task:
    """Return the task after all of the changes."""
    plan = make_plan([task])
    for change in changes:
        plan = change.apply(plan).plan
    return plan.task(task.id)


def update(**over: object) -> Update:
    return Update(("1.1",), **{"on": JUNE_1, **over})  # type: ignore[arg-type] # the fields of one test each


def assign(**over: object) -> Assign:
    """Units that the plan does not know are registered."""
    return Assign(("1.1",), **{"on": JUNE_1, "accept_new": True, **over})  # type: ignore[arg-type] # the same


# --- update ----------------------------------------------------------------------------------------------------------


def test_an_update_is_one_entry_and_the_state_it_tells() -> None:
    due = date(2020, 9, 30)
    request = update(
        by="王芳", status=Status.DOING, reading=Reading(36), note="启动", due=due, evidence=("通知",), internal=True
    )
    task = changed(make_task(target=make_target(100)), request)
    assert task.log == (
        Entry(
            JUNE_1,
            by="王芳",
            status=Status.DOING,
            reading=36,
            due=due,
            note="启动",
            evidence=("通知",),
            internal=True,
        ),
    )
    assert (task.status, task.reading, task.due, task.evidence) == (Status.DOING, 36, due, ("通知",))


def test_several_tasks_change_as_one_in_the_order_they_were_named() -> None:
    plan = make_plan(
        [make_task(id="1.1"), make_task(id="1.2", status="doing", log=(make_entry(MAY_1, status="doing"),))]
    )
    outcome = Update(("1.2", "1.1"), JUNE_1, status=Status.DOING).apply(plan)
    assert (outcome.changed, outcome.unchanged) == (("1.1",), ("1.2",))
    assert outcome.plan.task("1.2") is plan.task("1.2")


def test_done_twice_is_a_no_op() -> None:
    plan = make_plan([make_task()])
    once = update(status=Status.DONE, evidence=("通知",)).apply(plan).plan
    twice = update(status=Status.DONE, evidence=("通知",), on=JULY_1, note="再报一次").apply(once)
    assert twice == Outcome(once, (), ("1.1",), status=Status.DONE)


def test_what_is_done_can_still_get_evidence() -> None:
    task = changed(make_done("1.1", "2020-05-01"), update(status=Status.DONE, evidence=("通知",)))
    assert task.log[-1] == Entry(JUNE_1, evidence=("通知",))


def test_a_note_on_an_open_status_that_is_there_already_is_recorded() -> None:
    task = make_task(status="doing", log=(make_entry(MAY_1, status="doing"),))
    assert changed(task, update(status=Status.DOING, note="已调研")).log[-1] == Entry(JUNE_1, note="已调研")
    assert changed(task, update(status=Status.DOING)) is task


@pytest.mark.parametrize("status", [Status.BLOCKED, Status.DROPPED])
@pytest.mark.parametrize("note", [None, "", "  ", "\u200b"])
def test_a_status_that_needs_a_reason_is_refused_without_one(status: Status, note: str | None) -> None:
    with pytest.raises(ReasonRequiredError) as caught:
        update(status=status, note=note).apply(make_plan([make_task()]))
    assert caught.value.fields == {"status": status.value}


@pytest.mark.parametrize("status", ["blocked", "dropped"])
def test_a_missing_reason_can_be_added_as_check_advises(status: str) -> None:
    task = make_task(status=status, log=(make_entry(MAY_1, status=status),))
    mended = changed(task, update(status=Status(status), note="等待上位法"))
    assert replay.reason(mended) == "等待上位法"
    assert replay.status_since(mended) == MAY_1
    assert list(review(make_plan([mended]))) == []
    again = changed(mended, update(status=Status(status), note="等待上位法", on=JULY_1))
    assert [entry.status for entry in again.log].count(Status(status)) == 2


def test_nothing_to_record_is_an_error() -> None:
    for nothing in (update(), update(note=""), update(evidence=())):
        with pytest.raises(NothingToChangeError):
            nothing.apply(make_plan([make_task()]))


def test_a_past_entry_does_not_override_a_later_one() -> None:
    task = changed(make_task(), update(status=Status.DONE, on=JULY_1), update(status=Status.DOING, on=MAY_1))
    assert task.status is Status.DONE
    assert [(entry.on, entry.status) for entry in task.log] == [(MAY_1, Status.DOING), (JULY_1, Status.DONE)]


def test_what_was_already_so_on_a_past_day_is_not_recorded_again() -> None:
    task = changed(make_task(), update(status=Status.DOING, on=MAY_1), update(status=Status.DONE, on=JULY_1))
    assert changed(task, update(status=Status.DOING, on=JUNE_1)) is task


def test_the_deadline_before_the_first_extension_is_kept() -> None:
    task = changed(make_task(due=JUNE_1), update(due=JULY_1, on=MAY_1), update(due=date(2020, 9, 1), on=MAY_1))
    assert [dict(entry.was) for entry in task.log] == [{"due": JUNE_1}, {}]
    assert replay.first_due(task, date(2020, 12, 31)) == JUNE_1


def test_the_same_deadline_again_is_a_no_op() -> None:
    task = make_task(due=JULY_1)
    assert changed(task, update(due=JULY_1)) is task


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        (Reading(40), 40),
        (Reading(4, relative=True), 40),
        (Reading(-6, relative=True), 30),
        (Reading(0.5, relative=True), 36.5),
        (Reading(0), 0),
    ],
)
def test_a_reading_is_the_new_amount_or_a_change_of_the_last(typed: Reading, after: float) -> None:
    task = changed(make_task(target=make_target(100), log=(make_entry(MAY_1, reading=36),)), update(reading=typed))
    assert (task.reading, task.log[-1].reading) == (after, after)


def test_a_reading_below_nothing_is_refused() -> None:
    with pytest.raises(NegativeReadingError):
        changed(make_task(reading=3), update(reading=Reading(-5, relative=True)))


def test_a_first_change_of_a_reading_counts_from_nothing() -> None:
    assert changed(make_task(), update(reading=Reading(5, relative=True))).reading == 5


@pytest.mark.parametrize("typed", [Reading(36), Reading(0, relative=True)])
def test_the_same_reading_again_is_a_no_op(typed: Reading) -> None:
    task = make_task(reading=36, log=(make_entry(MAY_1, reading=36),))
    assert changed(task, update(reading=typed)) is task


def test_evidence_that_is_known_is_not_recorded_twice() -> None:
    task = changed(make_task(), update(evidence=("通知",), on=MAY_1), update(evidence=("通知", "名单"), on=JUNE_1))
    assert [entry.evidence for entry in task.log] == [("通知",), ("名单",)]


def test_evidence_recorded_later_can_be_recorded_for_an_earlier_day() -> None:
    task = changed(make_task(), update(evidence=("通知",), on=JULY_1), update(evidence=("通知",), on=MAY_1))
    past = replay.task_on(task, JUNE_1)
    assert past is not None
    assert (past.evidence, task.evidence) == (("通知",), ("通知",))


def test_evidence_that_is_given_twice_is_stored_once() -> None:
    assert changed(make_task(), update(evidence=("通知", "名单", "通知"))).evidence == ("通知", "名单")


@pytest.mark.parametrize("reading", [Reading(20), Reading(0), Reading(20, relative=True)])
def test_a_first_reading_puts_a_task_under_way_in_the_same_entry(reading: Reading) -> None:
    task = changed(make_task(), update(reading=reading))
    assert (task.status, [(entry.status, entry.reading) for entry in task.log]) == (
        Status.DOING,
        [(Status.DOING, reading.amount)],
    )


@pytest.mark.parametrize("status", ["doing", "blocked", "submitted"])
def test_a_reading_leaves_the_status_of_what_has_begun(status: str) -> None:
    log = (make_entry(MAY_1, status=status, note="等批复"),)
    task = changed(make_task(status=status, log=log), update(reading=Reading(20)))
    assert (task.status, task.log[-1].status) == (Status(status), None)


def test_a_reading_with_a_status_has_that_status() -> None:
    assert changed(make_task(), update(reading=Reading(20), status=Status.TODO)).status is Status.TODO
    assert changed(make_task(), update(reading=Reading(20), status=Status.DONE)).status is Status.DONE


def test_a_reading_of_an_earlier_day_starts_a_task_on_that_day() -> None:
    task = changed(make_task(), update(status=Status.BLOCKED, note="等批复", on=JULY_1), update(reading=Reading(20)))
    assert (task.status, task.log[0].status) == (Status.BLOCKED, Status.DOING)


# --- what is closed --------------------------------------------------------------------------------------------------


def test_what_is_closed_or_carried_is_left_and_counted_where_it_was_not_named() -> None:
    log = (make_entry(MAY_1, carried_to="2021:1.1"),)
    plan = make_plan([make_task(), make_done("1.2", "2020-05-01"), make_task(id="1.3", carried_to="2021:1.1", log=log)])
    for request in (
        Update(("1",), JUNE_1, note="进展"),
        Update(("*",), JUNE_1, status=Status.SUBMITTED),
        Assign(("1.*",), JUNE_1, owner="王芳"),
    ):
        outcome = request.apply(plan)
        assert (outcome.changed, outcome.unchanged, outcome.left) == (("1.1",), (), ("1.2", "1.3"))
        assert [outcome.plan.task(item) for item in outcome.left] == [plan.task(item) for item in outcome.left]


def test_a_closed_task_that_is_named_keeps_its_status_and_gets_all_else() -> None:
    plan = make_plan([make_done("1.1", "2020-05-01", target=make_target(40), reading=20)])
    with pytest.raises(ClosedTaskError):
        update(status=Status.DOING, note="回头看").apply(plan)
    task = update(note="补正", evidence=("通知",), reading=Reading(40), status=Status.DONE).apply(plan).plan.task("1.1")
    entry = task.log[-1]
    assert (task.status, entry.status, entry.reading, entry.note, entry.evidence) == (
        Status.DONE,
        None,
        40,
        "补正",
        ("通知",),
    )


def test_a_carried_task_that_is_named_is_refused_unless_it_is_taken_up_again() -> None:
    log = (make_entry(MAY_1, carried_to="2021:1.1"),)
    plan = make_plan([make_task(status="todo", carried_to="2021:1.1", log=log)])
    for request in (update(note="x"), update(status=Status.DOING), assign(owner="王芳")):
        with pytest.raises(CarriedTaskError):
            request.apply(plan)
    assert Reopen(Update(("1.1",), JUNE_1, status=Status.DOING)).apply(plan).plan.task("1.1").carried_to is None


# --- reopen ----------------------------------------------------------------------------------------------------------


def test_only_closed_tasks_are_reopened() -> None:
    doing = make_task(id="1.2", status="doing", log=(make_entry(MAY_1, status="doing"),))
    dropped = make_task(id="1.3", status="dropped", log=(make_entry(MAY_1, status="dropped", note="撤销"),))
    plan = make_plan([make_done("1.1", "2020-05-01", "通知"), doing, dropped])
    request = Update(("1.1", "1.2", "1.3"), JUNE_1, status=Status.DOING, note="回头看")
    outcome = Reopen(request).apply(plan)
    assert (outcome.changed, outcome.unchanged) == (("1.1", "1.3"), ("1.2",))
    assert [task.status for task in outcome.plan.tasks] == [Status.DOING] * 3
    assert outcome.plan.task("1.2") is doing


# --- return ----------------------------------------------------------------------------------------------------------


def returned(*ids: str, note: str | None = "材料不全") -> Return:
    return Return(Update(ids, JULY_1, status=Status.DOING, note=note))


def test_what_was_submitted_is_sent_back_with_a_reason() -> None:
    task = make_task(status="submitted", log=(make_entry(JUNE_1, status="submitted"),))
    after = changed(task, returned("1.1"))
    assert (after.status, after.log[-1].note) == (Status.DOING, "材料不全")
    for nothing in (None, "", "\u200b"):
        with pytest.raises(ReturnReasonError):
            returned("1.1", note=nothing).apply(make_plan([task]))


def test_only_what_was_submitted_is_sent_back() -> None:
    submitted = make_task(status="submitted", log=(make_entry(JUNE_1, status="submitted"),))
    plan = make_plan([submitted, make_task(id="1.2"), make_done("1.3", "2020-05-01", "a")])
    outcome = returned("1").apply(plan)
    assert (outcome.changed, set(outcome.left), outcome.asked) == (("1.1",), {"1.2", "1.3"}, Status.SUBMITTED)
    for identifier in ("1.2", "1.3"):
        with pytest.raises(NotSubmittedError):
            returned("1.1", identifier).apply(plan)


def test_it_is_as_of_its_day_that_a_task_must_be_submitted() -> None:
    log = (make_entry(JUNE_1, status="submitted"), make_entry(date(2020, 8, 1), status="done"))
    after = changed(make_task(status="done", log=log), returned("1.1"))
    assert (after.status, len(replay.returns(after))) == (Status.DONE, 1)


# --- assign ----------------------------------------------------------------------------------------------------------


def test_an_assignment_is_one_entry() -> None:
    task = changed(
        make_task(), assign(by="李明", lead="省司法厅", support=("省信访局",), owner="王芳", note="分工会议")
    )
    assert task.log == (
        Entry(JUNE_1, by="李明", lead="省司法厅", support=("省信访局",), owner="王芳", note="分工会议"),
    )
    assert (task.lead, task.support, task.owner) == ("省司法厅", ("省信访局",), "王芳")


def test_supporters_are_added_and_removed() -> None:
    task = make_task(support=("甲", "乙"))
    assert changed(task, assign(add=("丙", "甲"))).support == ("甲", "乙", "丙")
    assert changed(task, assign(remove=("甲", "丁"))).support == ("乙",)
    assert changed(task, assign(support=("丁",), add=("戊",), remove=("丁",))).support == ("戊",)


def test_the_lead_never_supports_as_well() -> None:
    task = changed(make_task(support=("甲", "乙")), assign(lead="甲", add=("甲",)))
    assert (task.lead, task.support) == ("甲", ("乙",))
    assert changed(task, assign(add=("甲",))) is task


def test_an_assignment_can_be_cleared() -> None:
    task = changed(make_task(lead="甲", support=("乙",), owner="王芳"), assign(lead="", support=(), owner=""))
    assert (task.lead, task.support, task.owner) == (None, (), None)
    assert (task.log[0].lead, task.log[0].support, task.log[0].owner) == (None, None, None)
    assert task.log[0].cleared == ("lead", "support", "owner")
    assert task.log[0].was == {"lead": "甲", "support": ("乙",), "owner": "王芳"}


def test_the_same_assignment_again_is_a_no_op() -> None:
    task = make_task(lead="甲", support=("乙",), owner="王芳")
    assert changed(task, assign(lead="甲", support=("乙",), owner="王芳", note="再说一遍")) is task


def test_assigning_nothing_is_an_error() -> None:
    with pytest.raises(NothingToChangeError):
        assign(note="x").apply(make_plan([make_task()]))


def test_new_units_are_registered() -> None:
    plan = make_plan([make_task()], units=(Unit("甲"),))
    assert assign(lead="乙", accept_new=True).apply(plan).plan.units == (Unit("甲"), Unit("乙"))


# --- what was typed --------------------------------------------------------------------------------------------------


def test_ids_and_units_are_looked_up_in_the_plan_that_a_change_is_applied_to() -> None:
    plan = make_plan([make_task(), make_task(id="1.2")], units=(Unit("省司法厅", aliases=("司法厅",)),))
    outcome = Assign(("1.*",), JUNE_1, lead="司法厅").apply(plan)
    assert outcome.changed == ("1.1", "1.2")
    assert {task.lead for task in outcome.plan.tasks} == {"省司法厅"}
    with pytest.raises(UnknownTaskError):
        Assign(("1.3",), JUNE_1, lead="司法厅").apply(plan)
    with pytest.raises(UnknownUnitError):
        Assign(("1.1",), JUNE_1, lead="司法局").apply(plan)


def test_ten_times_a_tenth_is_one() -> None:
    task = make_task(target=make_target(1, "公里"))
    for _ in range(10):
        task = changed(task, Update(("1.1",), JUNE_1, reading=Reading(0.1, relative=True)))
    assert repr(task.reading) == "1"
