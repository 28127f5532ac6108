"""The algebra of merging, over plans that commands and hands have changed, and the cases that people will meet."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make import make_entry, make_plan, make_priority, make_target, make_task

from planctl.plan import replay, unite
from planctl.plan.amend import Amend, UnknownEntryError
from planctl.plan.changes import Assign, Update, change_tasks
from planctl.plan.describe import Describe
from planctl.plan.groups import (
    AddGroup,
    MoveGroup,
    MoveTasks,
    OtherKindError,
    RemoveGroup,
    RenameGroup,
    SameGroupError,
    SameGroupTitleError,
)
from planctl.plan.items import AddTask, RemoveTasks
from planctl.plan.merge import Clash, merge, merge_task
from planctl.plan.model import GROUPS, Finding, Indicator, Inspection, Plan, Standard, Status, Task, Unit
from planctl.plan.moves import moves, relocated
from planctl.plan.reach import CarriedTaskError
from planctl.plan.targets import Reading
from planctl.toml import edits, schema
from planctl.toml.difference import difference

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.changes import Change
    from planctl.plan.merge import Merged

    HandEdit = Callable[[Plan, str], Plan]

DAYS = [date(2020, month, 1) for month in range(3, 9)]
UNITS = ["甲局", "乙局", "丙厅"]

days = st.sampled_from(DAYS)
ids = st.sampled_from(["1.1", "1.2", "2.1", "1.3", "2.2", "D1.1", "D1.2", "K.1"])
groups = st.sampled_from(["1", "2", "D1", "K"])
units = st.sampled_from(UNITS)
notes = st.sampled_from(["印发方案", "召开会议", "报送材料", ""])


def _hand_edit(field: str, value: Any) -> HandEdit:
    def change(plan: Plan, identifier: str) -> Plan:
        return change_tasks(plan, (identifier,), lambda item: replace(item, **{field: value})).plan

    return change


hand_edits = st.one_of(
    st.builds(_hand_edit, st.just("title"), st.sampled_from(["甲", "乙", "丙"])),
    st.builds(_hand_edit, st.just("owner"), st.sampled_from(["王芳", "李强", None])),
    st.builds(_hand_edit, st.just("status"), st.sampled_from([Status.DOING, Status.DONE])),
    st.builds(_hand_edit, st.just("tags"), st.lists(st.sampled_from(["急", "重", "省"]), unique=True).map(tuple)),
    st.builds(_hand_edit, st.just("target"), st.sampled_from([None, make_target(100), make_target(50, "件")])),
    st.builds(_hand_edit, st.just("extra"), st.dictionaries(st.sampled_from(["x", "y"]), st.integers(0, 2))),
)
updates = st.builds(
    Update,
    ids=ids.map(lambda item: (item,)),
    on=days,
    takes_back=st.sampled_from([True]),  # so that none is refused because the task is closed
    by=st.sampled_from([None, "王芳"]),
    status=st.sampled_from([None, Status.DOING, Status.SUBMITTED, Status.DONE]),
    reading=st.none() | st.integers(0, 90).map(Reading),
    note=notes.map(lambda note: note or "无"),
    due=st.none() | st.sampled_from([date(2020, 10, 1), date(2020, 12, 1)]),
    evidence=st.lists(st.sampled_from(["文件1", "文件2"]), unique=True).map(tuple),
)
assignments = st.builds(
    Assign,
    ids=ids.map(lambda item: (item,)),
    on=days,
    lead=units,
    add=st.lists(units, max_size=2).map(tuple),
    remove=st.lists(units, max_size=1).map(tuple),
    owner=st.sampled_from([None, "", "李强"]),
    accept_new=st.sampled_from([True]),
)
commands = st.one_of(
    updates,
    assignments,
    st.builds(AddTask, group=groups, title=st.sampled_from(["新甲", "新乙"]), on=days),
    st.builds(RemoveTasks, ids=ids.map(lambda item: (item,))),
    st.builds(Describe, ids=ids.map(lambda item: (item,)), on=days, fields=st.just({"title": "改名"})),
    st.builds(Amend, ids=ids.map(lambda item: (item,)), said=st.just({"note": "更正"})),
    st.builds(MoveTasks, ids=ids.map(lambda item: (item,)), group=groups),
    st.builds(RenameGroup, group=groups, title=st.sampled_from(["重点甲", "重点乙"])),
    st.builds(MoveGroup, group=st.just("1")),
    st.builds(AddGroup, title=st.sampled_from(["新重点", "又一重点"]), kind=st.sampled_from([*GROUPS])),
)
deeds = st.one_of(commands, st.tuples(hand_edits, ids))

BASE = make_plan(
    make_priority(
        "1", make_task(id="1.1"), make_task(id="1.2", lead="甲局", support=("丙厅",), tags=("急",)), make_task(id="1.3")
    ),
    make_priority("2", make_task(id="2.1", target=make_target(10), extra={"x": 0}), make_task(id="2.2", owner="王芳")),
    units=(Unit("甲局"),),
    inspections=(
        Inspection("D1", "督察", items=(Finding("D1.1", "问题", about=("1.1", "2.1")), Finding("D1.2", "又一问题"))),
    ),
    standards=(Standard("K", "体系", items=(Indicator("K.1", "指标", hard=True, about=("1.2",)),)),),
)


def _do(plan: Plan, deed: Change | tuple[HandEdit, str]) -> Plan:
    if isinstance(deed, tuple):
        return deed[0](plan, deed[1])
    if any(identifier not in {task.id for task in plan.items} for identifier in getattr(deed, "ids", ())):
        return plan
    with suppress(SameGroupError, SameGroupTitleError, UnknownEntryError, CarriedTaskError, OtherKindError):
        return deed.apply(plan).plan
    return plan


@st.composite
def histories(draw: st.DrawFn) -> tuple[Plan, Plan, Plan]:
    """A plan, and two plans that went on from it."""
    base = BASE
    for deed in draw(st.lists(deeds, max_size=3)):
        base = _do(base, deed)
    ours = theirs = base
    for deed in draw(st.lists(deeds, max_size=4)):
        ours = _do(ours, deed)
    for deed in draw(st.lists(deeds, max_size=4)):
        theirs = _do(theirs, deed)
    return base, ours, theirs


def content(plan: Plan) -> object:
    """What a plan says, without any order that means nothing."""

    def of_task(task: Task) -> dict[str, object]:
        values = {field.name: getattr(task, field.name) for field in fields(task) if field.name != "log"}
        values = {key: set(value) if isinstance(value, tuple) else value for key, value in values.items()}
        return values | {"log": sorted(unite.content_of(entry) for entry in task.log)}

    groups = {item.id: (set(item.retired), {task.id: of_task(task) for task in item.items}) for item in plan.groups}
    return groups, {unit.name for unit in plan.units}


def says_twice(plan: Plan) -> bool:
    """Whether a log has an entry twice, of which nobody can say which one the other side rewrote."""
    logs = ([unite.content_of(entry) for entry in task.log] for task in plan.items)
    return any(len(set(log)) < len(log) for log in logs)


def called_by(plan: Plan) -> dict[str, Task]:
    """Return the tasks of a plan by all the ids that they have or had."""
    return {name: task for task in plan.items for name in (*task.moved_from, task.id)}


@given(histories())
def test_a_side_that_changed_nothing_gives_way(plans: tuple[Plan, Plan, Plan]) -> None:
    base, ours, theirs = plans
    assert merge(base, base, theirs).plan == theirs
    assert merge(base, ours, base).plan == ours
    assert merge(base, ours, ours).plan == ours
    assert (
        not merge(base, base, theirs).conflicts + merge(base, ours, base).conflicts + merge(base, ours, ours).conflicts
    )


@given(histories())
@settings(max_examples=200)
def test_both_sides_say_the_same_whichever_is_ours(plans: tuple[Plan, Plan, Plan]) -> None:
    base, ours, theirs = plans
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert {(item.clash, item.place, item.field) for item in one.conflicts} == {
        (item.clash, item.place, item.field) for item in other.conflicts
    }
    if not one.conflicts:
        assert content(one.plan) == content(other.plan)


@given(histories())
@settings(max_examples=200)
def test_no_change_of_one_side_is_missing(plans: tuple[Plan, Plan, Plan]) -> None:
    base, ours, theirs = plans
    merged = merge(base, ours, theirs)
    if merged.conflicts:
        return
    for side, other in ((ours, theirs), (theirs, ours)):
        old, result, others = (called_by(plan) for plan in (base, merged.plan, other))
        followed = called_by(relocated(base, moves(base, side).values()))  # what only speaks of what was moved
        for task in side.items:
            first = next((name for name in (*task.moved_from, task.id) if name in old), task.id)
            if task in (old.get(task.id), followed.get(task.id)):
                assert task.id not in others or task.id in result
                continue
            got, before = result[task.id], old.get(first, type(task)(task.id, task.title))
            wanted = {unite.content_of(entry) for entry in task.log} - {unite.content_of(entry) for entry in before.log}
            assert wanted <= {unite.content_of(entry) for entry in got.log}
            counterpart = others.get(first, before)
            for name in ("title", "owner", "tags", "target", "extra", "lead", "due", "status", "waits_for"):
                changed = getattr(task, name) != getattr(before, name)
                if changed and getattr(counterpart, name) == getattr(before, name) and counterpart.log == before.log:
                    assert getattr(got, name) == getattr(task, name)


@given(histories())
@settings(max_examples=200)
def test_merging_again_changes_nothing(plans: tuple[Plan, Plan, Plan]) -> None:
    base, ours, theirs = plans
    merged = merge(base, ours, theirs)
    if merged.conflicts or says_twice(ours) or says_twice(theirs):
        return
    again = merge(base, merged.plan, theirs)
    assert (again.plan, again.conflicts) == (merged.plan, ())
    other = merge(base, merged.plan, ours)
    assert (content(other.plan), other.conflicts) == (content(merged.plan), ())


@given(histories())
@settings(max_examples=200)
def test_a_state_that_the_logs_told_is_what_the_united_log_tells(plans: tuple[Plan, Plan, Plan]) -> None:
    base, ours, theirs = plans
    merged = merge(base, ours, theirs)
    by_hand = {task.id for plan in (base, ours, theirs) for task in plan.items if list(replay.disagreements(task))}
    if not merged.conflicts:
        wrong = [task for task in merged.plan.items if list(replay.disagreements(task))]
        assert [task.id for task in wrong if by_hand.isdisjoint((task.id, *task.moved_from))] == []


@given(histories())
@settings(max_examples=100)
def test_a_merge_can_be_written_into_the_text_of_ours(plans: tuple[Plan, Plan, Plan]) -> None:
    base, ours, theirs = plans
    merged = merge(base, ours, theirs)
    text = text_of(ours)
    assert schema.parse(text).plan == ours
    written = edits.apply(text, difference(ours, merged.plan))
    assert merged.conflicts or schema.parse(written).plan == merged.plan


def text_of(plan: Plan) -> str:
    empty = Plan(plan.year, plan.title)
    return edits.apply(f'format = 1\nyear = {plan.year}\ntitle = "{plan.title}"\n', difference(empty, plan))


# --- cases -----------------------------------------------------------------------------------------------------------


def one(task: Task, **over: Any) -> Plan:
    return make_plan(make_priority("1", task), **over)


def named(merged: Merged) -> list[tuple[str, str, str]]:
    return [(item.clash, item.place, item.field) for item in merged.conflicts]


def test_two_fields_of_one_task_are_both_taken() -> None:
    base = one(make_task())
    merged = merge(base, one(make_task(title="改名")), one(make_task(owner="王芳")))
    task = merged.plan.task("1.1")
    assert (task.title, task.owner, merged.conflicts) == ("改名", "王芳", ())


def test_one_field_changed_on_both_sides_is_a_conflict_with_both_values() -> None:
    merged = merge(one(make_task()), one(make_task(owner="王芳")), one(make_task(owner="李强")))
    (conflict,) = merged.conflicts
    assert (conflict.clash, conflict.place, conflict.field) == (Clash.CHANGED, "1.1", "owner")
    assert (conflict.ours, conflict.theirs) == ("王芳", "李强")


def test_entries_of_both_sides_stand_by_date_and_the_later_one_tells_the_status() -> None:
    base = one(make_task())
    ours = Update(("1.1",), date(2020, 6, 1), status=Status.DONE).apply(base).plan
    theirs = Update(("1.1",), date(2020, 5, 1), status=Status.DOING).apply(base).plan
    task = merge(base, ours, theirs).plan.task("1.1")
    assert [entry.on.month for entry in task.log] == [5, 6]
    assert task.status is Status.DONE
    assert not merge(base, ours, theirs).conflicts


def test_two_states_recorded_on_one_day_are_a_conflict() -> None:
    base = one(make_task())
    ours = Update(("1.1",), date(2020, 6, 1), status=Status.DONE).apply(base).plan
    theirs = Update(("1.1",), date(2020, 6, 1), status=Status.SUBMITTED).apply(base).plan
    assert named(merge(base, ours, theirs)) == [(Clash.CHANGED, "1.1", "status")]


def test_a_state_set_by_hand_stays_when_logs_are_united() -> None:
    base = one(make_task(status="done", log=(make_entry("2020-03-01", status="doing"),)))
    ours = Update(("1.1",), date(2020, 5, 1), note="甲").apply(base).plan
    theirs = Update(("1.1",), date(2020, 6, 1), note="乙").apply(base).plan
    merged = merge(base, ours, theirs)
    assert (merged.plan.task("1.1").status, len(merged.plan.task("1.1").log), merged.conflicts) == (Status.DONE, 3, ())


def test_supporters_added_on_both_sides_all_support_and_the_log_says_so() -> None:
    base = one(make_task())
    ours = Assign(("1.1",), date(2020, 5, 1), add=("甲局",), accept_new=True).apply(base).plan
    theirs = Assign(("1.1",), date(2020, 6, 1), add=("乙局",), accept_new=True).apply(base).plan
    task = merge(base, ours, theirs).plan.task("1.1")
    assert set(task.support) == {"甲局", "乙局"}
    assert not list(replay.disagreements(task))


def test_what_was_before_the_first_entry_is_still_known() -> None:
    base = one(make_task(lead="甲局"))
    ours = Assign(("1.1",), date(2020, 6, 1), lead="乙局", accept_new=True).apply(base).plan
    theirs = Assign(("1.1",), date(2020, 5, 1), lead="丙厅", accept_new=True).apply(base).plan
    task = merge(base, ours, theirs).plan.task("1.1")
    assert replay.value_on(task, "lead", date(2020, 4, 1)) == "甲局"
    assert task.lead == "乙局"


def test_what_was_before_is_known_also_when_the_entry_that_said_so_is_taken_out() -> None:
    before = one(make_task(lead="甲局"))
    base = Assign(("1.1",), date(2020, 5, 1), lead="乙局", accept_new=True).apply(before).plan
    ours = Assign(("1.1",), date(2020, 6, 1), lead="丙厅", accept_new=True).apply(base).plan
    task = merge(base, ours, before).plan.task("1.1")
    assert [(entry.lead, entry.was) for entry in task.log] == [("丙厅", {"lead": "甲局"})]
    assert replay.value_on(task, "lead", date(2020, 5, 15)) == "甲局"


def test_a_reading_from_before_the_first_entry_is_known_as_well() -> None:
    before = one(make_task(reading=3))
    base = Update(("1.1",), date(2020, 5, 1), reading=Reading(5)).apply(before).plan
    ours = Update(("1.1",), date(2020, 6, 1), reading=Reading(8)).apply(base).plan
    task = merge(base, ours, before).plan.task("1.1")
    assert [(entry.reading, entry.was) for entry in task.log] == [(8, {"reading": 3})]


def test_an_edit_against_a_removal_is_a_conflict_both_ways() -> None:
    base = make_plan(make_priority("1", make_task(), make_task(id="1.2")))
    edited = Update(("1.2",), date(2020, 6, 1), note="进展").apply(base).plan
    removed = RemoveTasks(("1.2",)).apply(base).plan
    assert named(merge(base, edited, removed)) == [(Clash.DELETED, "1.2", "")]
    assert named(merge(base, removed, edited)) == [(Clash.DELETED, "1.2", "")]


def test_one_new_id_for_two_tasks_is_a_conflict() -> None:
    base = one(make_task())
    ours = AddTask("1", "甲事", date(2020, 6, 1)).apply(base).plan
    theirs = AddTask("1", "乙事", date(2020, 6, 1)).apply(base).plan
    assert named(merge(base, ours, theirs)) == [(Clash.SAME_ID, "1.2", "")]


def test_one_new_task_that_went_on_on_one_side_is_one_task() -> None:
    base = one(make_task())
    theirs = AddTask("1", "甲事", date(2020, 6, 1)).apply(base).plan
    ours = Update(("1.2",), date(2020, 7, 1), status=Status.DOING).apply(theirs).plan
    merged = merge(base, ours, theirs)
    assert (merged.plan, merged.conflicts) == (ours, ())


def test_ids_retired_on_both_sides_stay_retired() -> None:
    tasks = [make_task(id=f"1.{number}") for number in (1, 2, 3)]
    base = make_plan(make_priority("1", *tasks))
    merged = merge(base, RemoveTasks(("1.2",)).apply(base).plan, RemoveTasks(("1.3",)).apply(base).plan)
    assert set(merged.plan.priorities[0].retired) == {"1.2", "1.3"}


def test_an_id_retired_on_one_side_is_not_given_to_a_task_of_the_other() -> None:
    base = one(make_task())
    added = AddTask("1", "甲事", date(2020, 6, 1)).apply(base).plan
    gone = RemoveTasks(("1.2",)).apply(AddTask("1", "乙事", date(2020, 6, 1)).apply(base).plan).plan
    assert named(merge(base, added, gone)) == [(Clash.SAME_ID, "1.2", "")]


def test_an_id_retired_on_one_side_is_not_given_to_a_group_of_the_other() -> None:
    base = one(make_task())
    added, gone = (AddGroup(title).apply(base).plan for title in ("甲组", "乙组"))
    identifier = added.priorities[-1].id
    gone = RemoveGroup(identifier).apply(gone).plan
    assert named(merge(base, added, gone)) == named(merge(base, gone, added)) == [(Clash.SAME_ID, identifier, "")]


def test_a_task_in_a_new_group_is_followed_there() -> None:
    base = one(make_task())
    moved = AddGroup("乙组").apply(base).plan
    moved = MoveTasks(("1.1",), "2").apply(moved).plan
    noted = Update(("1.1",), date(2020, 6, 1), note="进展").apply(base).plan
    for merged in (merge(base, moved, noted), merge(base, noted, moved)):
        assert merged.conflicts == ()
        assert [entry.note for entry in merged.plan.task("2.1").log] == ["进展"]


def test_a_new_task_follows_the_one_that_it_follows_there() -> None:
    tasks = [make_task(id=f"1.{number}") for number in (1, 2)]
    base = make_plan(make_priority("1", *tasks))
    theirs = make_plan(make_priority("1", tasks[0], make_task(id="1.9"), tasks[1]))
    ours = make_plan(make_priority("1", *tasks, make_task(id="1.3")))
    assert [task.id for task in merge(base, ours, theirs).plan.tasks] == ["1.1", "1.9", "1.2", "1.3"]


def test_unknown_keys_are_merged_key_by_key() -> None:
    base = one(make_task(extra={"预算": {"甲": 1, "乙": 2}}))
    ours = one(make_task(extra={"预算": {"甲": 9, "乙": 2}}))
    theirs = one(make_task(extra={"预算": {"甲": 1, "乙": 2, "丙": 3}}))
    merged = merge(base, ours, theirs)
    assert merged.plan.task("1.1").extra == {"预算": {"甲": 9, "乙": 2, "丙": 3}}
    clash = merge(base, ours, one(make_task(extra={"预算": {"甲": 8, "乙": 2}})))
    assert named(clash) == [(Clash.CHANGED, "1.1", "预算.甲")]


def test_an_unknown_key_is_no_set_though_others_are_called_so() -> None:
    base = one(make_task(), extra={"tags": [{"甲": 1}]})
    ours = replace(base, extra={"tags": [{"甲": 2}]})
    theirs = replace(base, extra={"tags": [{"甲": 3}]})
    assert named(merge(base, ours, theirs)) == [(Clash.CHANGED, "", "tags")]


def test_units_with_one_name_are_all_kept() -> None:
    base = one(make_task(), units=(Unit("甲局"), Unit("甲局", name_en="A")))
    ours = replace(base, title="新名")
    theirs = replace(base, units=(*base.units, Unit("乙局")))
    assert [unit.name for unit in merge(base, ours, theirs).plan.units] == ["甲局", "甲局", "乙局"]


@pytest.mark.parametrize("field", ["title", "owner", "source", "title_en"])
def test_merge_task_merges_one_task(field: str) -> None:
    base = make_task()
    changed: dict[str, Any] = {field: "甲"}
    merged, conflicts = merge_task(base, replace(base, **changed), replace(base, tags=("急",)))
    assert (getattr(merged, field), merged.tags, conflicts) == ("甲", ("急",), ())
