"""The sample years: fit for a report; the company's in order, in English alone, with all that its README names."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from places import COMPANY, EXAMPLE

from planctl.plan import replay
from planctl.plan.model import Status
from planctl.toml import schema
from planctl.toml.review import find_problems

if TYPE_CHECKING:
    from planctl.plan.model import Task

TEXT = COMPANY.read_text(encoding="utf-8")

_parsed = schema.parse(TEXT)
assert _parsed.plan is not None
PLAN = _parsed.plan
TASKS = tuple(PLAN.tasks)

_province = schema.parse(EXAMPLE.read_text(encoding="utf-8")).plan
assert _province is not None
PROVINCE = tuple(_province.tasks)


def test_nothing_is_to_be_remarked() -> None:
    assert find_problems(_parsed, named=2021) == ()


def test_it_can_be_read_without_chinese() -> None:
    assert PLAN.lang == "en"
    assert not re.search("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", TEXT.replace("──", ""))


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2021, 1, 18), {"todo": 12}),
        (date(2021, 5, 31), {"doing": 10, "done": 1, "dropped": 1}),
        (date(2021, 10, 15), {"doing": 8, "blocked": 1, "done": 3, "dropped": 1}),
        (date(2021, 12, 31), {"doing": 3, "blocked": 1, "done": 8, "dropped": 1}),
    ],
    ids=str,
)
def test_a_year_goes_by(day: date, states: dict[str, int]) -> None:
    tasks = replay.plan_on(PLAN, day).tasks
    found = [task.status for task in tasks]
    assert {status: found.count(Status(status)) for status in Status if status in found} == states


@pytest.mark.parametrize("tasks", [PROVINCE, TASKS], ids=["2020", "company"])
def test_what_is_open_at_the_end_says_what_is_in_the_way_and_what_comes_next(tasks: tuple[Task, ...]) -> None:
    last = {task.id: replay.last_report(task) for task in tasks if not (task.status.is_closed or task.ongoing)}
    assert last
    assert [identifier for identifier, entry in last.items() if not (entry and entry.problem and entry.next)] == []


def test_the_report_of_the_province_is_told_in_two_languages() -> None:
    told = [task for task in PROVINCE if task.result or task.result_en]
    assert [task.id for task in told if not (task.result and task.result_en and task.status is Status.DONE)] == []
    assert [task.id for task in PROVINCE if task.highlight] == ["1.11", "2.1", "3.6", "4.1", "5.8"]
    notes = [(task.id, entry) for task in PROVINCE for entry in task.log if entry.note]
    closing = {Status.DONE, Status.DROPPED, Status.BLOCKED}
    told_of = [(identifier, entry) for identifier, entry in notes if entry.status in closing or entry.due]
    assert [(identifier, entry.on) for identifier, entry in told_of if not entry.note_en] == []


def test_it_shows_what_a_plan_can_hold() -> None:
    targets = [task.target for task in TASKS if task.target]
    assert {target.is_level for target in targets} == {True, False}
    assert [task.id for task in TASKS if task.nodes] == ["1.2", "2.5"]
    assert [task.id for task in TASKS if task.highlight] == ["1.1", "3.1"]
    assert [task.id for task in TASKS if task.result_en] == ["1.1", "2.2", "3.1"]
    assert [(task.id, task.every) for task in TASKS if task.ongoing] == [("1.3", "quarter")]
    assert [task.id for task in TASKS if any(entry.added for entry in task.log)] == ["3.4"]
    assert [task.id for task in TASKS if any("due" in entry.was for entry in task.log)] == ["1.2"]
