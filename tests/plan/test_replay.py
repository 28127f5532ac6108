"""What a log says of any day."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make import make_entry, make_plan, make_task
from places import PLAN_2020

from planctl.plan import replay
from planctl.plan.changes import Assign, Update
from planctl.plan.model import Status, Task, Unit
from planctl.plan.targets import Reading
from planctl.toml import edits, schema
from planctl.toml.difference import difference
from planctl.toml.review import review

if TYPE_CHECKING:
    from planctl.plan.model import Plan

    Change = Update | Assign

LAST_DAY = date(2020, 12, 31)


def day(text: str) -> date:
    return date.fromisoformat(text)


MOVED = make_task(
    status="done",
    lead="省公安厅",
    due=day("2020-11-30"),
    reading=100,
    log=(
        make_entry("2020-03-01", status="doing", lead="省司法厅", was={"support": ("甲",)}),
        make_entry("2020-06-30", reading=36, due=day("2020-10-31"), was={"due": day("2020-09-30")}),
        make_entry("2020-08-01", lead="", support=()),
        make_entry("2020-09-01", lead="省公安厅", due=day("2020-11-30")),
        make_entry("2020-11-20", status="done", reading=100),
    ),
)


@pytest.mark.parametrize(
    ("field", "on", "value"),
    [
        ("status", "2020-02-29", Status.TODO),
        ("status", "2020-03-01", Status.DOING),
        ("status", "2020-11-19", Status.DOING),
        ("status", "2020-11-20", Status.DONE),
        ("lead", "2020-02-29", None),
        ("lead", "2020-07-31", "省司法厅"),
        ("lead", "2020-08-01", None),
        ("lead", "2020-09-01", "省公安厅"),
        ("due", "2020-06-29", date(2020, 9, 30)),
        ("due", "2020-08-31", date(2020, 10, 31)),
        ("due", "2020-12-31", date(2020, 11, 30)),
        ("reading", "2020-06-29", None),
        ("reading", "2020-07-01", 36),
        ("support", "2020-08-01", ()),
        ("owner", "2020-01-01", None),
    ],
)
def test_a_field_had_the_value_of_the_last_entry_until_then(field: str, on: str, value: object) -> None:
    assert replay.value_on(MOVED, field, day(on)) == value


def test_a_field_that_no_entry_sets_was_always_what_it_is() -> None:
    task = replace(MOVED, owner="王芳")
    assert replay.value_on(task, "owner", day("2019-01-01")) == "王芳"


def test_a_task_of_an_earlier_day_has_no_later_entries() -> None:
    past = replay.task_on(MOVED, day("2020-06-30"))
    assert past is not None
    assert (past.status, past.lead, past.due, past.reading) == (Status.DOING, "省司法厅", day("2020-10-31"), 36)
    assert past.log == MOVED.log[:2]


def test_a_task_on_its_last_day_is_the_task_itself() -> None:
    assert replay.task_on(MOVED, day("2020-11-20")) is MOVED


def test_a_task_was_not_there_before_it_was_added() -> None:
    added = make_task(log=(make_entry("2020-05-10", added=True), make_entry("2020-07-01", note="会商")))
    plan = make_plan([make_task(id="1.2"), added])
    assert [task.id for task in replay.plan_on(plan, day("2020-05-09")).tasks] == ["1.2"]
    assert [task.id for task in replay.plan_on(plan, day("2020-05-10")).tasks] == ["1.2", "1.1"]


# --- deadlines, readings, reasons ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "first"),
    [
        (make_task(), LAST_DAY),
        (make_task(due=day("2020-06-30")), day("2020-06-30")),
        (
            make_task(
                due=day("2020-09-30"),
                log=(make_entry("2020-06-01", due=day("2020-09-30"), was={"due": day("2020-06-30")}),),
            ),
            day("2020-06-30"),
        ),
        (make_task(due=day("2021-03-31"), log=(make_entry("2020-12-01", due=day("2021-03-31")),)), LAST_DAY),
        (
            make_task(
                due=day("2020-10-31"),
                log=(make_entry("2020-02-01", due=day("2020-06-30")), make_entry("2020-06-01", due=day("2020-10-31"))),
            ),
            day("2020-06-30"),
        ),
    ],
    ids=["the year's end", "never changed", "extended", "beyond the year's end", "fixed, then extended"],
)
def test_the_first_deadline_is_the_one_before_any_extension(task: Task, first: date) -> None:
    assert replay.first_due(task, LAST_DAY) == first


def test_the_latest_reading_is_stored_or_logged() -> None:
    log = (make_entry("2020-05-01", reading=10), make_entry("2020-06-01", reading=12), make_entry("2020-07-01"))
    assert replay.latest_reading(make_task(log=log)) == 12
    assert replay.latest_reading(make_task(log=log, reading=15)) == 15
    assert replay.latest_reading(make_task()) is None


def test_a_reason_is_the_note_of_the_entry_that_set_the_status() -> None:
    log = (make_entry("2020-05-01", status="blocked", note="等待上位法"), make_entry("2020-06-01", note="已去函"))
    assert replay.reason(make_task(status="blocked", log=log)) == "等待上位法"
    assert replay.reason(make_task(status="doing", log=log)) is None
    assert replay.reason(make_task(status="blocked")) is None


def test_a_status_lasts_since_it_was_last_entered() -> None:
    log = (
        make_entry("2020-03-01", status="done"),
        make_entry("2020-04-01", status="doing"),
        make_entry("2020-05-01", status="done"),
        make_entry("2020-05-20", status="done"),
        make_entry("2020-06-01", note="回头看"),
    )
    assert replay.status_since(make_task(status="done", log=log)) == day("2020-05-01")
    assert replay.status_since(make_task(status="doing", log=log)) is None
    assert replay.status_since(make_task()) is None


# --- disagreements ---------------------------------------------------------------------------------------------------


def test_a_stored_state_that_the_log_does_not_tell_is_found() -> None:
    task = replace(MOVED, status=Status.BLOCKED, owner="王芳", lead=None)
    assert list(replay.disagreements(task)) == [
        ("status", Status.BLOCKED, Status.DONE),
        ("lead", None, "省公安厅"),
    ]


def test_a_status_without_any_log_is_a_disagreement() -> None:
    assert list(replay.disagreements(make_task(status="doing"))) == [("status", Status.DOING, Status.TODO)]
    assert list(replay.disagreements(make_task(lead="省司法厅"))) == []


def test_a_reading_need_not_be_stored() -> None:
    log = (make_entry("2020-06-01", reading=36),)
    assert list(replay.disagreements(make_task(log=log))) == []
    assert list(replay.disagreements(make_task(log=log, reading=35))) == [("reading", 35, 36)]


# --- entries ---------------------------------------------------------------------------------------------------------


def test_an_entry_comes_after_others_of_its_day() -> None:
    task = make_task(log=(make_entry("2020-03-01", note="a"), make_entry("2020-05-01", note="c")))
    log = replay.with_entry(task, make_entry("2020-03-01", note="b")).log
    assert [entry.note for entry in log] == ["a", "b", "c"]


def test_a_past_entry_does_not_override_a_later_one() -> None:
    task = replay.with_entry(make_task(), make_entry("2020-06-01", status="done"))
    task = replay.with_entry(task, make_entry("2020-03-01", status="doing"))
    assert task.status is Status.DONE
    past = replay.task_on(task, day("2020-04-01"))
    assert past is not None
    assert past.status is Status.DOING


def test_the_first_entry_to_change_a_field_keeps_what_was() -> None:
    task = make_task(lead="省司法厅", due=day("2020-06-30"), support=("省信访局",))
    entry = make_entry("2020-05-01", lead="省公安厅", due=day("2020-09-30"), support=())
    changed = replay.with_entry(task, entry)
    assert changed.log[0].was == {"lead": "省司法厅", "due": day("2020-06-30"), "support": ("省信访局",)}
    again = replay.with_entry(changed, make_entry("2020-07-01", lead="省信访局"))
    assert again.log[1].was == {}


def test_what_was_nothing_is_not_kept() -> None:
    changed = replay.with_entry(make_task(), make_entry("2020-05-01", lead="省公安厅", owner="王芳", status="doing"))
    assert changed.log[0].was == {}


def test_an_entry_before_the_first_one_says_what_was_before_both() -> None:
    task = replay.with_entry(make_task(lead="甲"), make_entry("2020-06-01", lead="乙"))
    task = replay.with_entry(task, make_entry("2020-03-01", lead="丙"))
    assert [replay.value_on(task, "lead", day(text)) for text in ("2020-02-01", "2020-04-01", "2020-07-01")] == [
        "甲",
        "丙",
        "乙",
    ]


def test_fields_that_an_entry_does_not_set_stay_as_they_are_stored() -> None:
    task = replace(MOVED, status=Status.BLOCKED)  # by hand
    assert replay.with_entry(task, make_entry("2020-12-01", note="会商")).status is Status.BLOCKED


# --- properties over histories ---------------------------------------------------------------------------------------

IDS = ("1.1", "1.2", "2.1")
LEADS = ("省司法厅", "省公安厅", "")
SUPPORTERS = (("省信访局",), ("省民政厅", "省信访局"), ())
UNITS = tuple(map(Unit, ("省司法厅", "省公安厅", "省信访局", "省民政厅")))
DAYS = [date(2020, 1, 15) + timedelta(days=30 * number) for number in range(10)]

some_ids = st.lists(st.sampled_from(IDS), min_size=1, unique=True).map(tuple)
some_day = st.sampled_from(DAYS)


def update(field: str, values: list[object], note: str | None = None) -> st.SearchStrategy[Change]:
    """Updates that take up again what is closed, so that none is refused."""
    return st.builds(
        lambda ids, on, value: Update(ids, on, note=note, takes_back=True, **{field: value}),
        some_ids,
        some_day,
        st.sampled_from(values),
    )


def assign(field: str, values: list[object]) -> st.SearchStrategy[Change]:
    return st.builds(
        lambda ids, on, value: Assign(ids, on, **{field: value}), some_ids, some_day, st.sampled_from(values)
    )


#: Each sets one field to a value of its own, whatever was before, and records nothing beside it; a reading would put a
#: task under way that is not begun, so all are.
bare_changes = st.one_of(
    update("status", [Status.DOING, Status.SUBMITTED, Status.DONE]),
    update("reading", [Reading(number) for number in (0, 36, 100)]),
    update("due", [date(2020, 9, 30), date(2020, 12, 31), date(2021, 3, 31)]),
    assign("lead", list(LEADS)),
    assign("support", list(SUPPORTERS)),
    assign("owner", ["王芳", "李明", ""]),
)
changes = st.one_of(
    bare_changes,
    update("status", list(Status), "原因"),
    update("evidence", [("通知",), ("通知", "名单")]),
    update("reading", [Reading(10, relative=True), Reading(0.5, relative=True)]),
    st.builds(
        lambda ids, on, lead, unit: Assign(ids, on, lead=lead, add=(unit,)),
        some_ids,
        some_day,
        st.sampled_from(LEADS),
        st.sampled_from(LEADS[:2]),
    ),
)


def beginning() -> Plan:
    begun: dict[str, Any] = {"status": "doing", "log": (make_entry("2020-01-02", status="doing"),)}
    return make_plan(
        [
            make_task(id="1.1", lead="省教育厅", due=date(2020, 6, 30), **begun),
            make_task(id="1.2", support=("省民政厅",), **begun),
        ],
        [make_task(id="2.1", owner="赵强", **begun)],
        units=UNITS,
    )


def applied(plan: Plan, steps: list[Change]) -> Plan:
    for step in steps:
        plan = step.apply(plan).plan
    return plan


def states(plan: Plan) -> dict[str, dict[str, object]]:
    return {task.id: {field: getattr(task, field) for field in replay.LOGGED_FIELDS} for task in plan.tasks}


@given(st.lists(changes, max_size=12))
def test_commands_never_leave_the_state_and_the_log_apart(steps: list[Change]) -> None:
    plan = applied(beginning(), steps)
    assert "state-mismatch" not in {fault.code for fault in review(plan)}
    for task in plan.tasks:
        assert [entry.on for entry in task.log] == sorted(entry.on for entry in task.log)


@given(st.lists(bare_changes, max_size=12), some_day)
@settings(max_examples=200)
def test_the_plan_of_a_day_does_not_depend_on_when_things_were_entered(steps: list[Change], on: date) -> None:
    plan, recorded = beginning(), []
    for step in steps:
        for identifier in step.ids:  # what changes nothing is not recorded, so each task is a step of its own
            outcome = replace(step, ids=(identifier,)).apply(plan)
            recorded += [replace(step, ids=(identifier,))] if outcome.changed else []
            plan = outcome.plan
    in_time = sorted((step for step in recorded if step.on <= on), key=lambda step: step.on)
    assert states(replay.plan_on(plan, on)) == states(applied(beginning(), in_time))


@given(st.lists(changes, max_size=12))
def test_before_anything_happened_the_plan_was_as_it_began(steps: list[Change]) -> None:
    past = replay.plan_on(applied(beginning(), steps), DAYS[0] - timedelta(days=1))
    assert past == beginning()


WRITTEN = ("status = ", "lead = ", "support = ", "owner = ", "due = ", "reading = ", "log = [", "  { on = ", "]")


@given(st.lists(changes, max_size=5))
@settings(max_examples=25)
def test_changes_written_into_the_plan_of_2020_touch_only_their_lines(steps: list[Change]) -> None:
    text = PLAN_2020.read_text(encoding="utf-8")
    shipped = schema.parse(text).plan
    assert shipped is not None
    before = replace(shipped, units=UNITS)
    text = edits.apply(text, difference(shipped, before))
    after = applied(before, steps)
    written = edits.apply(text, difference(before, after))
    assert schema.parse(written).plan == after
    old, new = Counter(text.split("\n")), Counter(written.split("\n"))
    assert all(line.startswith(WRITTEN) for line in (old - new) + (new - old))
    stays = [line for line in text.split("\n") if not line.startswith(WRITTEN)]
    assert [line for line in written.split("\n") if not line.startswith(WRITTEN)] == stays


# --- what a report says ----------------------------------------------------------------------------------------------


def reported() -> Task:
    """Return a task with two reports, and what is none behind the last."""
    log = (
        make_entry("2020-03-02", status="doing", problem="缺人", next="培训", help="请协调"),
        make_entry("2020-04-02", owner="张三"),
        make_entry("2020-05-02", due=date(2020, 9, 30)),
        make_entry("2020-06-02", carried_to="2021:1.1"),
    )
    return make_task(status="doing", log=log)


def test_an_assignment_or_a_deadline_is_no_report() -> None:
    task = reported()
    assert replay.last_report(task) == task.log[0]
    assert replay.planned(task) == (task.log[0], task.log[1:])
    assert (replay.last_report(make_task()), replay.planned(make_task())) == (None, None)


@pytest.mark.parametrize(
    "said", [{"note": "好了"}, {"reading": 0}, {"status": "doing"}, {"next": "再议"}, {"help": "钱"}]
)
def test_a_later_report_says_what_is_so_by_now(said: dict[str, Any]) -> None:
    task = reported()
    entry = make_entry("2020-07-02", **said)
    later = replace(task, log=(*task.log, entry))
    assert replay.last_report(later) == entry
    planned = replay.planned(later)
    assert planned is not None
    assert planned[0].next == said.get("next", "培训")


def test_a_task_is_sent_back_when_it_was_submitted_and_goes_on() -> None:
    words = ["doing", "submitted", "doing", "submitted", "blocked", "doing", "submitted", "done", "doing"]
    log = tuple(make_entry(date(2020, 3, day), status=word, note=str(day)) for day, word in enumerate(words, 1))
    assert [entry.note for entry in replay.returns(make_task(log=log))] == ["3"]
