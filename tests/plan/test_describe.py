"""What tasks are, and what they were on earlier days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from make import make_done, make_entry, make_plan, make_target, make_task

from planctl.plan import replay
from planctl.plan.changes import NothingToChangeError
from planctl.plan.describe import Describe, SameTitleError
from planctl.plan.targets import AskedTarget, NoTargetError

if TYPE_CHECKING:
    from planctl.plan.model import Task

JUNE_1, JULY_1 = date(2020, 6, 1), date(2020, 7, 1)


def described(task: Task, **over: Any) -> Task:
    return Describe(("1.1",), **{"on": JULY_1, **over}).apply(make_plan([task])).plan.task("1.1")


def test_a_new_title_is_recorded_and_earlier_days_keep_the_old_one() -> None:
    task = described(make_task(title="旧"), fields={"title": "新"}, by="张三", note="经批准")
    assert (task.title, task.formerly) == ("新", ("旧",))
    entry = task.log[0]
    assert (entry.on, entry.by, entry.title, entry.note, entry.was) == (JULY_1, "张三", "新", "经批准", {"title": "旧"})
    before = replay.task_on(task, JUNE_1)
    assert before is not None
    assert (before.title, before.formerly) == ("旧", ())
    again = described(task, fields={"title": "更新"}, on=date(2020, 8, 1))
    assert (again.title, again.formerly) == ("更新", ("旧", "新"))
    assert [replay.value_on(again, "title", day) for day in (JUNE_1, JULY_1, date(2020, 9, 1))] == ["旧", "新", "更新"]
    assert list(replay.disagreements(again)) == []


def test_a_new_target_is_recorded_and_so_is_that_there_is_none() -> None:
    old = make_target(100, "个", 129)
    task = described(make_task(target=old), target=AskedTarget(120))
    assert (task.target, task.log[0].was) == (make_target(120, "个", 129), {"target": old})
    assert replay.value_on(task, "target", JUNE_1) == old
    none = described(task, fields={"target": None}, on=date(2020, 8, 1))
    assert (none.target, none.log[1].cleared) == (None, ("target",))
    assert replay.value_on(none, "target", JULY_1) == make_target(120, "个", 129)
    assert list(replay.disagreements(none)) == []


def test_the_rest_is_undated() -> None:
    task = described(
        make_task(source="(一)1", internal=True),
        fields={"source": None, "internal": False, "start": JUNE_1, "title_en": "New"},
    )
    assert (task.source, task.internal, task.start, task.title_en, task.log) == (None, False, JUNE_1, "New", ())


def test_tags_and_references_come_and_go() -> None:
    task = make_task(tags=("甲", "乙"), refs=("1号",))
    changed = described(task, added={"tags": ("丙", "甲"), "refs": ()}, removed={"tags": ("乙",), "refs": ("1号",)})
    assert (changed.tags, changed.refs) == (("甲", "丙"), ())


def test_what_is_so_already_changes_nothing() -> None:
    task = make_task(title="甲", target=make_target(100), tags=("乙",))
    same = {"fields": {"title": "甲", "source": None}, "target": AskedTarget(100), "added": {"tags": ("乙",)}}
    assert described(task, **same, note="白说") == task


def test_a_title_is_of_one_task() -> None:
    plan = make_plan([make_task(), make_task(id="1.2")])
    with pytest.raises(SameTitleError):
        Describe(("1",), JULY_1, fields={"title": "甲"}).apply(plan)
    outcome = Describe(("1",), JULY_1, added={"tags": ("甲",)}).apply(plan)
    assert outcome.changed == ("1.1", "1.2")


def test_closed_tasks_of_a_group_are_left_and_one_that_is_named_is_not() -> None:
    plan = make_plan([make_task(), make_done("1.2", "2020-05-01", "a")])
    tagged = Describe(("1",), JULY_1, added={"tags": ("甲",)}).apply(plan)
    assert (tagged.changed, tagged.left) == (("1.1",), ("1.2",))
    assert Describe(("1.2",), JULY_1, added={"tags": ("甲",)}).apply(plan).changed == ("1.2",)


def test_a_title_recorded_for_an_earlier_day_does_not_undo_a_later_one() -> None:
    task = make_task(title="后", log=(make_entry(JULY_1, title="后", was={"title": "前"}),))
    changed = described(task, fields={"title": "中"}, on=JUNE_1)
    assert changed.title == "后"
    assert [replay.value_on(changed, "title", day) for day in (date(2020, 5, 1), JUNE_1, JULY_1)] == ["前", "中", "后"]


def test_saying_nothing_is_an_error() -> None:
    with pytest.raises(NothingToChangeError):
        described(make_task(), added={"tags": ()}, note="x")
    with pytest.raises(NoTargetError):
        described(make_task(), target=AskedTarget(origin=3))
