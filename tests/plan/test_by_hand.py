"""Changes by hand, in the file or in an editor, as they are recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from make import make_done, make_entry, make_plan, make_target, make_task

from planctl.plan import replay
from planctl.plan.by_hand import EditTask, RecordHandEdits
from planctl.plan.changes import Outcome
from planctl.plan.merge import MergeConflictError
from planctl.plan.model import Entry, Plan, Status, Task

if TYPE_CHECKING:
    from planctl.plan.changes import Change

MAY_1, JUNE_1, JULY_1 = date(2020, 5, 1), date(2020, 6, 1), date(2020, 7, 1)


def changed(task: Task, *changes: Change) -> Task:
    """Return the task after all of the changes."""
    plan = make_plan([task])
    for change in changes:
        plan = change.apply(plan).plan
    return plan.task(task.id)


# --- by hand ---------------------------------------------------------------------------------------------------------


def by_hand(task: Task, plan: Plan | None = None) -> Task:
    return RecordHandEdits(JUNE_1, "王芳").apply(plan or make_plan([task])).plan.task(task.id)


def test_changes_by_hand_are_recorded_as_one_entry() -> None:
    log = (make_entry("2020-03-01", status="doing", lead="甲"), make_entry("2020-04-01", due=JULY_1, reading=3))
    task = make_task(status="blocked", lead=None, due=date(2020, 8, 1), reading=5, log=log)
    recorded = by_hand(task)
    said = Entry(JUNE_1, by="王芳", status=Status.BLOCKED, reading=5, due=date(2020, 8, 1), cleared=("lead",))
    assert recorded.log[-1] == said
    assert list(replay.disagreements(recorded)) == []


def test_a_deadline_deleted_by_hand_is_recorded_as_cleared() -> None:
    task = make_task(due=None, log=(make_entry("2020-03-01", due=JUNE_1),))
    plan = make_plan([task])
    recorded = RecordHandEdits(date(2021, 2, 1)).apply(plan).plan.task("1.1")
    assert (recorded.due, recorded.log[-1].cleared) == (None, ("due",))
    assert list(replay.disagreements(recorded)) == []


def test_a_change_by_hand_is_never_dated_before_the_last_entry() -> None:
    task = make_task(status="done", log=(make_entry(JULY_1, status="doing"),))
    assert by_hand(task).log[-1].on == JULY_1


def test_nothing_is_recorded_where_log_and_state_agree() -> None:
    plan = make_plan([make_task(), make_done("1.2", "2020-05-01")])
    assert RecordHandEdits(JUNE_1).apply(plan) == Outcome(plan, (), ())


# --- edit ------------------------------------------------------------------------------------------------------------


def test_an_edited_task_takes_the_place_of_the_old_one() -> None:
    before = make_task(title="旧名称", status="doing", log=(make_entry(MAY_1, status="doing"),))
    after = replace(before, title="新名称", status=Status.DONE, tags=("民生",))
    task = changed(before, EditTask(before, after, JUNE_1, "王芳"))
    assert (task.title, task.formerly, task.tags) == ("新名称", ("旧名称",), ("民生",))
    said = Entry(JUNE_1, by="王芳", status=Status.DONE, title="新名称", was={"title": "旧名称"})
    assert task.log == (*before.log, said)


def test_an_earlier_title_is_kept_once() -> None:
    before = make_task(title="乙", formerly=("甲",))
    task = changed(before, EditTask(before, replace(before, title="甲"), JUNE_1))
    assert task.formerly == ("甲", "乙")
    again = replace(before, title="丙", formerly=("甲", "乙"))
    assert changed(before, EditTask(before, again, JUNE_1)).formerly == ("甲", "乙")


def test_a_task_left_as_it_was_is_unchanged() -> None:
    task = make_task()
    plan = make_plan([task])
    assert EditTask(task, replace(task), JUNE_1).apply(plan) == Outcome(plan, (), ("1.1",))


def test_what_others_did_meanwhile_stays_and_the_same_field_is_a_conflict() -> None:
    before = make_task(title="旧名称")
    mine = replace(before, title="新名称")
    plan = make_plan([replace(before, owner="王芳")])
    task = EditTask(before, mine, JUNE_1).apply(plan).plan.task("1.1")
    assert (task.title, task.owner) == ("新名称", "王芳")
    with pytest.raises(MergeConflictError):
        EditTask(before, mine, JUNE_1).apply(make_plan([replace(before, title="别的名称")]))


def test_what_no_log_tells_is_recorded_with_what_was_before() -> None:
    before = make_task(due=JULY_1, target=make_target(100), owner="甲")
    after = replace(before, due=None, target=make_target(120), owner="乙", lead="省司法厅")
    task = changed(before, EditTask(before, after, JUNE_1))
    (entry,) = task.log
    assert (entry.cleared, entry.owner, entry.lead, entry.target) == (("due",), "乙", "省司法厅", make_target(120))
    assert entry.was == {"due": JULY_1, "target": make_target(100), "owner": "甲"}
    assert replay.task_on(task, MAY_1) == replace(before, log=())
    assert list(replay.disagreements(task)) == []


def test_lines_alone_make_a_change() -> None:
    task = make_task()
    outcome = EditTask(task, task, JUNE_1, lines=("a", "b")).apply(make_plan([task]))
    assert (outcome.changed, outcome.rewritten) == (("1.1",), ("1.1", "a", "b"))
