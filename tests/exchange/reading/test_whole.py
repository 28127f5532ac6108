"""A whole plan that went out as CSV or JSON comes back as it was, and what was changed in it is recorded."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from any_plan import ENTRIES, PLANS, exactly, records
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import plan_with_units
from make import make_day, make_entry, make_plan, make_priority, make_task
from years import example

from planctl.exchange import to_csv, to_json
from planctl.exchange.base import digest
from planctl.exchange.extract import Extract
from planctl.exchange.reading.files import open_file
from planctl.exchange.reading.sheet import FileRefusedError
from planctl.exchange.reading.whole import Compared, Exported, TakeIn, data_of, whole_plan
from planctl.plan.changes import Outcome
from planctl.plan.keys import keys_of
from planctl.plan.merge import MergeConflictError
from planctl.plan.model import LANGUAGES, Status, Task, Unit
from planctl.plan.unite import content_of
from planctl.toml.schema import to_table
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.model import Entry, Plan

DAY = date(2020, 7, 1)
FORMS = {".csv": to_csv, ".json": to_json}


def written(plan: Plan, ending: str, language: str = "zh") -> bytes:
    render: Callable[[Extract, Translator], bytes] = FORMS[ending].render
    return render(Extract(plan, plan, make_day(DAY), ()), Translator(language))


def exported(plan: Plan, ending: str = ".json") -> Exported:
    """Return what is read in the file that ``plan`` was written into."""
    read = whole_plan(open_file(written(plan, ending), "x", ending))
    assert read is not None
    return read


def edited(plan: Plan, **fields: Any) -> Exported:
    """Return the exported ``plan`` in which somebody gave the first task other ``fields``."""
    (first, *others), *groups = (group.items for group in plan.priorities)
    assert not groups
    (priority,) = plan.priorities
    changed = replace(priority, items=(replace(first, **fields), *others))
    return Exported(replace(plan, priorities=(changed,)), exported(plan).digests)


@pytest.mark.parametrize("ending", FORMS)
@given(PLANS, st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_a_plan_comes_back_exactly(ending: str, plan: Plan, language: str) -> None:
    read = data_of(open_file(written(plan, ending, language), "x", ending))
    assert read is not None
    data, digests = read
    data.pop("format", None)
    assert exactly(data) == exactly(to_table(plan))
    assert digests == {item.id: digest(item) for item in plan.items}


@pytest.mark.parametrize("ending", FORMS)
def test_the_sample_year_comes_back(ending: str) -> None:
    assert exported(example(), ending) == Exported(example(), {item.id: digest(item) for item in example().items})
    assert TakeIn(exported(example(), ending), DAY, None).apply(example()).plan == example()


def test_what_is_no_plan_of_ours_is_none() -> None:
    assert whole_plan(open_file("任务名称,牵头单位\n甲,乙\n".encode(), "x", ".csv")) is None


@pytest.mark.parametrize(("was", "now"), [("\n重点,", "\n要点,"), ("\n任务,", "\n事务,")])
def test_a_plan_that_was_spoilt_is_refused(was: str, now: str) -> None:
    text = written(example(), ".csv").decode("utf-8-sig").replace("\r\n", "\n")
    assert was in text
    with pytest.raises(FileRefusedError) as caught:
        whole_plan(open_file(text.replace(was, now, 1).encode(), "x", ".csv"))
    assert caught.value.fields == {"refusal": "plan"}
    with pytest.raises(FileRefusedError):
        whole_plan(open_file(b'{"kind": "plan", "plan": {"year": "x"}}', "x", ".json"))


def test_what_was_changed_is_recorded_and_what_is_missing_stays() -> None:
    first, second = make_task(title="甲"), make_task(id="1.2", title="乙")
    plan = plan_with_units(make_priority("1", first, second, title="一"))
    wanted = replace(
        plan,
        units=(*plan.units, Unit("新单位")),
        priorities=(
            make_priority("1", replace(first, title="丙", lead="省司法厅"), title="一"),
            make_priority("2", make_task(id="2.1", title="丁")),
        ),
    )
    outcome = TakeIn(Exported(wanted, {}), DAY, "李四").apply(plan)
    assert set(outcome.changed) == {"1.1", "2.1"}
    task = outcome.plan.task("1.1")
    assert (task.title, task.formerly, task.lead) == ("丙", ("甲",), "省司法厅")
    assert task.log == (make_entry(DAY, by="李四", title="丙", lead="省司法厅", was={"title": "甲"}),)
    assert [item.id for item in outcome.plan.tasks] == ["1.1", "1.2", "2.1"]
    assert outcome.plan.units[-1].name == "新单位"


def test_a_plan_that_is_to_be_made_is_the_file_itself() -> None:
    wanted = make_plan([make_task()])
    assert TakeIn(Exported(wanted, {}), DAY, None, is_new=True).apply(make_plan()).plan is wanted


def plan_of_two() -> Plan:
    first = make_task(title="甲", lead="省司法厅", tags=("一",), log=(make_entry("2020-05-01", note="旧记录"),))
    return plan_with_units([first, make_task(id="1.2", title="乙")])


def later(plan: Plan, **fields: Any) -> Plan:
    """Return ``plan`` in which something more was recorded of the first task since it was exported."""
    (priority,) = plan.priorities
    first, *others = priority.items
    log = (*first.log, make_entry("2020-06-20", note="新记录", status="doing"))
    items = (replace(first, log=log, status=Status.DOING, **fields), *others)
    return replace(plan, priorities=(replace(priority, items=items),))


@pytest.mark.parametrize("ending", FORMS)
def test_what_nobody_changed_in_an_old_file_changes_nothing(ending: str) -> None:
    plan = plan_of_two()
    now = later(plan, tags=("二",), result="已形成机制")
    assert TakeIn(exported(plan, ending), DAY, None).apply(now) == Outcome(now, ())


def test_what_was_recorded_since_stays_beside_what_was_changed_in_the_file() -> None:
    plan = plan_of_two()
    now = later(plan)
    task = TakeIn(edited(plan, owner="李四"), DAY, None).apply(now).plan.task("1.1")
    assert (task.owner, task.status) == ("李四", Status.DOING)
    assert [entry.note for entry in task.log] == ["旧记录", "新记录", None]
    without_digests = edited(plan, owner="李四")._replace(digests={})
    assert TakeIn(without_digests, DAY, None).apply(now).plan.task("1.1") == task


@st.composite
def later_changes(draw: st.DrawFn) -> tuple[Exported, Plan]:
    """An exported plan in which somebody changed fields, and the plan after anything was recorded and changed."""
    plan = plan_with_units([draw(records(Task, f"1.{number}")) for number in (1, 2)])
    ending = draw(st.sampled_from(list(FORMS)))
    keys = [key.name for key in keys_of(Task) if not key.identity]

    def changed(item: Task, log: tuple[Entry, ...]) -> Task:
        other = draw(records(Task, item.id))
        names = draw(st.sets(st.sampled_from(keys), max_size=2))
        return replace(item, **{name: getattr(other, name) for name in names} | {"log": log})

    def with_items(plan: Plan, log: Callable[[Task], tuple[Entry, ...]]) -> Plan:
        (group,) = plan.priorities
        return replace(plan, priorities=(replace(group, items=tuple(changed(one, log(one)) for one in group.items)),))

    def later_log(item: Task) -> tuple[Entry, ...]:
        log = [draw(ENTRIES) if draw(st.integers(0, 3)) == 0 else entry for entry in item.log]
        for entry in draw(st.lists(ENTRIES, max_size=2)):
            log.insert(draw(st.integers(0, len(log))), entry)
        return tuple(log)

    read = data_of(open_file(written(plan, ending), "x", ending))
    assert read is not None
    file = with_items(plan, lambda item: (*item.log, *draw(st.lists(ENTRIES, max_size=1))))
    return Exported(file, read[1]), with_items(plan, later_log)


@settings(max_examples=30)
@given(later_changes())
def test_no_entry_of_a_plan_is_lost_to_an_older_file(case: tuple[Exported, Plan]) -> None:
    file, now = case
    try:
        after = TakeIn(file, DAY, None).apply(now).plan
    except MergeConflictError:
        return
    logs = {item.id: Counter(map(content_of, item.log)) for item in after.items}
    assert all(Counter(map(content_of, item.log)) <= logs[item.id] for item in now.items)


def test_what_was_changed_on_both_sides_is_refused_by_name() -> None:
    plan = plan_of_two()
    with pytest.raises(MergeConflictError) as caught:
        TakeIn(edited(plan, result="甲成效"), DAY, None).apply(later(plan, result="乙成效"))
    assert [(conflict.place, conflict.field) for conflict in caught.value.conflicts] == [("1.1", "result")]


def test_an_entry_that_was_taken_out_of_the_file_goes_if_the_plan_is_still_the_same() -> None:
    plan = plan_of_two()
    assert TakeIn(edited(plan, log=()), DAY, None).apply(plan).plan.task("1.1").log == ()
    kept = TakeIn(edited(plan, log=()), DAY, None).apply(later(plan)).plan.task("1.1").log
    assert [entry.note for entry in kept] == ["旧记录", "新记录"]


def test_what_the_file_says_of_heads_is_told_and_not_taken() -> None:
    plan = plan_of_two()
    (priority,), (unit, *units) = plan.priorities, plan.units
    other = replace(
        plan,
        title="另一标题",
        units=(replace(unit, aliases=("司法厅",)), *units),
        priorities=(replace(priority, title="改名"),),
    )
    compared = Compared(plan, exported(other))
    assert [(remark.code, remark.text) for remark in compared.left] == [
        ("head", "title"),
        ("head", "省司法厅 aliases"),
        ("head", "1 title"),
    ]
    assert TakeIn(exported(other), DAY, None).apply(plan) == Outcome(plan, ())


def test_items_are_found_where_they_are_now_and_those_that_are_gone_stay_gone() -> None:
    plan = plan_of_two()
    (priority,) = plan.priorities
    first, second = priority.items
    now = replace(
        plan,
        priorities=(
            replace(priority, items=(), retired=("1.1", "1.2")),
            make_priority("2", replace(first, id="2.1", moved_from=("1.1",))),
        ),
    )
    file = edited(plan, owner="李四")
    assert [(remark.code, remark.text) for remark in Compared(now, file).left] == [("gone", "1.2")]
    outcome = TakeIn(file, DAY, None).apply(now)
    assert (outcome.changed, outcome.plan.task("2.1").owner) == (("2.1",), "李四")
    elsewhere = replace(plan, priorities=(replace(priority, items=(first,)), make_priority("2", second)))
    assert ("locked", "1.2") in [
        (remark.code, remark.text)
        for remark in Compared(
            replace(elsewhere, priorities=(*plan.priorities, make_priority("2"))), exported(elsewhere)
        ).left
    ]


def test_an_item_that_stands_in_a_new_group_of_the_file_stays_where_it_is() -> None:
    first, second = make_task(title="甲"), make_task(id="1.2", title="乙")
    plan = plan_with_units(make_priority("1", first, second))
    moved = replace(plan, priorities=(make_priority("1", first), make_priority("2", second)))
    file = Exported(moved, exported(plan).digests)
    after = TakeIn(file, DAY, None).apply(plan).plan
    assert [[item.id for item in group.items] for group in after.groups] == [["1.1", "1.2"], []]
    assert [(one.code, one.text) for one in Compared(plan, file).left] == [("locked", "1.2")]


def test_unknown_keys_and_items_that_are_missing_in_a_file_are_told() -> None:
    plan = plan_of_two()
    (priority,) = plan.priorities
    group = replace(priority, items=priority.items[:1], extra={"x": 1})
    left = Compared(plan, Exported(replace(plan, priorities=(group,), extra={"y": 2}), exported(plan).digests)).left
    assert [(one.code, one.text) for one in left] == [("head", "y"), ("head", "1 x"), ("missing-rows", "1.2")]
