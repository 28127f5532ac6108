"""The documents that scripts read: version 1 of a contract, so the keys are written out."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest
from make import make_done, make_entry, make_plan, make_priority, make_target, make_task

from planctl.errors import Problem, Severity
from planctl.plan.counts import By
from planctl.plan.model import Plan, Unit
from planctl.plan.progress import standings
from planctl.screen import json_output, views
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from planctl.screen.views import View

TODAY = date(2020, 6, 30)
EXTENDED = date(2020, 9, 30)
FULL = make_task(
    id="5.4",
    title="新增100个工作室",
    title_en="Add 100 studios",
    source="(五)3",
    status="doing",
    lead="省司法厅",
    support=("省信访局",),
    owner="王芳",
    start=date(2020, 2, 1),
    due=EXTENDED,
    target=make_target(100, "个", 129),
    reading=36,
    refs=("吉发〔2016〕30号",),
    tags=("民生",),
    formerly=("旧名称",),
    carried_from="2019:5.2",
    years_carried=1,
    internal=True,
    log=(
        make_entry("2020-04-02", by="王芳", status="doing", lead="省司法厅", support=("省信访局",), note="“启动”"),
        make_entry("2020-06-01", reading=36, due=EXTENDED, was={"due": TODAY}, evidence=("通知",), internal=True),
    ),
)
PLAN = make_plan(
    make_priority("5", FULL, make_task(id="5.5"), title="化解矛盾", title_en="Disputes"),
    units=(Unit("省司法厅", name_en="Justice"),),
)
ROWS = tuple(standings(PLAN, TODAY))


def document(view: View, language: str = "zh") -> dict[str, Any]:
    text = "".join(json_output.render(view, Translator(language)))
    assert text.endswith("}\n")
    assert text.count("\n") == 1
    found: dict[str, Any] = json.loads(text)
    return found


def tasks(plan: Plan = PLAN) -> views.TaskList:
    return views.TaskList(plan, TODAY, tuple(standings(plan, TODAY)))


def test_a_document_says_what_it_is_of_which_plan_and_day() -> None:
    found = document(tasks())
    assert list(found) == ["schema", "kind", "plan", "as_of", "day", "tasks"]
    assert (found["schema"], found["kind"], found["as_of"]) == (1, "tasks", "2020-06-30")
    assert found["plan"] == {"year": 2020, "title": "2020年计划"}


def test_a_task_says_everything_that_is_known() -> None:
    first, _ = document(tasks())["tasks"]
    nothing: dict[str, object] = {
        "by": None,
        "status": None,
        "reading": None,
        "lead": None,
        "support": None,
        "owner": None,
        "due": None,
        "carried_to": None,
        "title": None,
        "ongoing": None,
        "target": None,
        "cleared": [],
        "added": False,
        "note": None,
        "note_en": None,
        "problem": None,
        "next": None,
        "help": None,
        "evidence": [],
        "nothing": False,
        "internal": False,
        "was": {},
    }
    assert first == {
        "id": "5.4",
        "kind": "task",
        "priority": "5",
        "group": "5",
        "about": [],
        "findings": [],
        "nodes": [],
        "ongoing": False,
        "every": None,
        "kept": None,
        "result": None,
        "result_en": None,
        "highlight": False,
        "title": "新增100个工作室",
        "title_en": "Add 100 studios",
        "source": "(五)3",
        "status": "doing",
        "grade": "behind",
        "lead": "省司法厅",
        "support": ["省信访局"],
        "owner": "王芳",
        "start": "2020-02-01",
        "due": "2020-09-30",
        "due_original": "2020-06-30",
        "overdue": False,
        "target": {"amount": 100, "unit": "个", "baseline": 129, "from": None, "to": None},
        "reading": 36,
        "evidence": ["通知"],
        "problem": None,
        "next": None,
        "help": None,
        "refs": ["吉发〔2016〕30号"],
        "tags": ["民生"],
        "waits_for": [],
        "waits": [],
        "awaited_by": [],
        "formerly": ["旧名称"],
        "moved_from": [],
        "carried_from": "2019:5.2",
        "carried_to": None,
        "years_carried": 1,
        "internal": True,
        "log": [
            nothing
            | {
                "on": "2020-04-02",
                "by": "王芳",
                "status": "doing",
                "lead": "省司法厅",
                "support": ["省信访局"],
                "note": "“启动”",
            },
            nothing
            | {
                "on": "2020-06-01",
                "reading": 36,
                "due": "2020-09-30",
                "evidence": ["通知"],
                "internal": True,
                "was": {"due": "2020-06-30"},
            },
        ],
    }


def test_what_is_absent_is_null_or_an_empty_list() -> None:
    _, second = document(tasks())["tasks"]
    assert {key for key, value in second.items() if value is None} == {
        "title_en",
        "source",
        "lead",
        "owner",
        "start",
        "target",
        "reading",
        "every",
        "kept",
        "result",
        "result_en",
        "problem",
        "next",
        "help",
        "carried_from",
        "carried_to",
    }
    assert {key for key, value in second.items() if value == []} == {
        "support",
        "evidence",
        "refs",
        "tags",
        "waits_for",
        "waits",
        "awaited_by",
        "about",
        "findings",
        "nodes",
        "formerly",
        "moved_from",
        "log",
    }
    assert second["due"] == second["due_original"] == "2020-12-31"


def test_text_is_not_escaped_and_keys_are_ascii() -> None:
    text = "".join(json_output.render(tasks(), Translator("zh")))
    assert "新增100个工作室" in text

    def keys(value: object) -> list[str]:
        if isinstance(value, dict):
            return [*value, *(key for item in value.values() for key in keys(item))]
        return [key for item in value for key in keys(item)] if isinstance(value, list) else []

    assert all(key.isascii() for key in keys(json.loads(text)))


def test_numbers_stay_as_they_were_written() -> None:
    plan = make_plan([make_task(reading=36, target=make_target(62.5))])
    text = "".join(json_output.render(tasks(plan), Translator("zh")))
    assert '"reading": 36,' in text
    assert '"amount": 62.5,' in text


def test_changed_tasks_and_a_timeline_are_tasks() -> None:
    expected = document(tasks())
    assert document(views.ChangeReport(PLAN, TODAY, ROWS)) == expected | {"groups": []}
    assert document(views.Timeline(PLAN, TODAY, ROWS)) == expected


def test_a_record_has_the_source_text_where_it_was_asked_for() -> None:
    without = document(views.TaskRecords(PLAN, TODAY, ROWS, {}))["tasks"]
    assert all("source_text" not in task for task in without)
    asked = document(views.TaskRecords(PLAN, TODAY, ROWS, {"5.4": "加强人民调解工作。"}))["tasks"]
    assert [task["source_text"] for task in asked] == ["加强人民调解工作。", None]


def test_progress_is_counted_by_status() -> None:
    found = document(views.progress_report(PLAN, TODAY, ROWS, By.PRIORITY))
    assert list(found) == ["schema", "kind", "plan", "as_of", "day", "by", "total", "groups", "nodes"]
    assert (found["kind"], found["by"]) == ("progress", "priority")
    assert found["groups"] == [
        {
            "key": "5",
            "title": "化解矛盾",
            "title_en": "Disputes",
            "total": 2,
            "todo": 1,
            "doing": 1,
            "blocked": 0,
            "submitted": 0,
            "done": 0,
            "dropped": 0,
            "ongoing": 0,
            "carried": 0,
            "overdue": 0,
            "percent": 0,
            "ids": ["5.4", "5.5"],
        }
    ]
    assert found["total"] == found["groups"][0] | {"key": "total", "title": None, "title_en": None}


def test_a_group_of_nothing_has_no_percent() -> None:
    plan = make_plan(make_priority("1"))
    found = document(views.progress_report(plan, TODAY, [], By.PRIORITY))
    assert (found["groups"][0]["total"], found["groups"][0]["percent"]) == (0, None)


def test_the_overview_is_counts_and_lists() -> None:
    found = document(views.overview(PLAN, TODAY))
    assert found["kind"] == "overview"
    assert [task["id"] for task in found["unassigned"]] == ["5.5"]
    assert (found["overdue"], found["due_next"], found["unreported"]) == ([], [], [])
    assert found["total"]["total"] == 2


def test_a_board_has_a_column_for_every_status() -> None:
    columns = document(views.board(PLAN, TODAY, ROWS))["columns"]
    assert [column["status"] for column in columns] == ["todo", "doing", "blocked", "submitted", "done", "dropped"]
    assert [[task["id"] for task in column["tasks"]] for column in columns][:2] == [["5.5"], ["5.4"]]


def test_units_name_their_tasks() -> None:
    found = document(views.units_report(PLAN, TODAY, ROWS, ("省司法厅",)))
    assert found["units"] == [
        {
            "unit": "省司法厅",
            "name_en": "Justice",
            "leads": ["5.4"],
            "supports": [],
            "open": ["5.4"],
            "done": [],
            "overdue": [],
        }
    ]
    assert found["unassigned"] == ["5.5"]


def test_a_log_names_the_task_of_each_entry() -> None:
    entries = document(views.log_report(PLAN, TODAY, ROWS))["entries"]
    assert [(entry["id"], entry["title"], entry["on"]) for entry in entries] == [
        ("5.4", "新增100个工作室", "2020-04-02"),
        ("5.4", "新增100个工作室", "2020-06-01"),
    ]


def test_problems_have_a_code_for_programs_and_a_sentence_for_people() -> None:
    problems = (
        Problem("no-format", None, severity=Severity.WARNING),
        Problem("duplicate-id", 12, {"id": "1.1", "first": 5}, Severity.FATAL),
    )
    view = views.CheckReport("plans/2020.toml", problems)
    found = document(view)
    messages = [problem.pop("message") for problem in found["problems"]]
    assert found == {
        "schema": 1,
        "kind": "problems",
        "path": "plans/2020.toml",
        "problems": [
            {"severity": "warning", "code": "no-format", "path": None, "line": None},
            {"severity": "fatal", "code": "duplicate-id", "path": None, "line": 12},
        ],
    }
    assert messages[1].startswith("编号 1.1")
    assert document(view, "en")["problems"][1]["message"].startswith("the id 1.1")


def test_steps_say_what_was_typed_and_when() -> None:
    made = datetime(2020, 6, 30, 9, 5, tzinfo=UTC)
    steps = (
        views.StepRow(2, "undo", 1, made, "carry 2021", ("1.1",), 70, in_effect=False, beside=("2021.toml", 3)),
        views.StepRow(1, "do", None, made, "done 1.1", ("1.1",), 70, in_effect=False),
    )
    found = document(views.StepList(PLAN, TODAY, steps))
    assert (found["kind"], found["as_of"], found["plan"]["year"]) == ("steps", "2020-06-30", 2020)
    assert found["steps"][0] == {
        "number": 2,
        "kind": "undo",
        "of": 1,
        "when": "2020-06-30 09:05",
        "label": "carry 2021",
        "tasks": ["1.1"],
        "total": 70,
        "in_effect": False,
        "beside": {"plan": "2021.toml", "number": 3},
    }
    assert (found["steps"][1]["of"], found["steps"][1]["beside"]) == (None, None)


def test_steps_can_be_listed_where_there_is_no_plan() -> None:
    found = document(views.StepList(None, TODAY, ()))
    assert (found["plan"], found["steps"]) == (None, [])


@pytest.mark.parametrize(
    ("was", "spelled"),
    [
        ({"support": ("甲", "乙")}, {"support": ["甲", "乙"]}),
        ({"lead": "甲"}, {"lead": "甲"}),
        ({"due": TODAY, "时刻": time(10)}, {"due": "2020-06-30", "时刻": "10:00:00"}),
    ],
)
def test_what_was_before_is_spelled_in_json(was: dict[str, object], spelled: dict[str, object]) -> None:
    plan = make_plan([make_task(log=(make_entry("2020-05-01", lead="乙", support=(), was=was),))])
    (task,) = document(tasks(plan))["tasks"]
    assert task["log"][0]["was"] == spelled


def test_a_done_task_says_so() -> None:
    (task,) = document(tasks(make_plan([make_done("1.1", "2020-05-01", "通知")])))["tasks"]
    assert (task["status"], task["grade"], task["overdue"]) == ("done", "done", False)


def test_a_carried_task_keeps_its_status_and_is_counted_by_it() -> None:
    log = (make_entry("2020-03-01", status="doing"), make_entry("2020-06-10", carried_to="2021:1.1"))
    plan = make_plan([make_task(status="doing", due=date(2020, 6, 1), carried_to="2021:1.1", log=log)])
    rows = standings(plan, TODAY)
    (task,) = document(tasks(plan))["tasks"]
    assert (task["status"], task["grade"], task["overdue"], task["carried_to"]) == (
        "doing",
        "overdue",
        True,
        "2021:1.1",
    )
    total = document(views.progress_report(plan, TODAY, rows, By.STATUS))["total"]
    assert [total[key] for key in ("total", "doing", "carried", "overdue")] == [1, 1, 1, 1]
    columns = document(views.board(plan, TODAY, rows))["columns"]
    assert [column["status"] for column in columns if column["tasks"]] == ["doing"]
