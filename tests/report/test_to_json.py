from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import years
from make import make_day, make_done, make_entry, make_plan, make_target, make_task

from planctl.plan.model import Finding, Indicator, Inspection, Plan, Standard, Status
from planctl.plan.node import Node
from planctl.report import numbers_as_json, summarise
from planctl.report.numbers.figures import Scope

if TYPE_CHECKING:
    from conftest import Golden

Year = Callable[[], Plan]

DAY = date(2020, 12, 31)


def document(plan: Plan, day: date = DAY, *, since: date | None = None, public: bool = False) -> dict[str, Any]:
    text = numbers_as_json(summarise(plan, make_day(day, "over"), since=since, public=public))
    found: dict[str, Any] = json.loads(text)
    return found


def test_the_sample_year_as_json_is_as_agreed(golden: Golden) -> None:
    text = numbers_as_json(summarise(years.example(), make_day(DAY, "over"), since=date(2020, 10, 1)))
    golden("report/example.json", json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n")


def test_the_document_says_what_it_is() -> None:
    found = document(make_plan([make_task()], title="计划", title_en="Plan"), date(2020, 6, 30))
    assert (found["schema"], found["kind"], found["as_of"], found["since"]) == (1, "summary", "2020-06-30", None)
    assert found["plan"] == {"year": 2020, "title": "计划", "title_en": "Plan"}


def test_counts_come_with_the_ids_behind_them() -> None:
    total = document(make_plan([make_done("1.1", "2020-05-01"), make_task(id="1.2")]))["total"]
    assert (total["total"], total["done"], total["todo"], total["percent"]) == (2, 1, 1, 50)
    assert (total["ids"]["done"], total["ids"]["todo"], total["ids"]["blocked"]) == (["1.1"], ["1.2"], [])


def test_every_count_is_the_length_of_its_list() -> None:
    found = document(years.example())
    counted = [found["total"], *found["priorities"], *found["quarters"]]
    counted += [row[role] for row in found["units"] for role in ("leads", "supports")]
    for group in counted:
        for state, ids in group["ids"].items():
            assert group[state] == len(ids)


def test_absent_values_are_null_and_absent_lists_empty() -> None:
    [task] = document(make_plan([make_task()]))["tasks"]
    assert (task["lead"], task["since"], task["target"], task["carried_to"]) == (None, None, None, None)
    assert (task["support"], task["evidence"], task["formerly"]) == ([], [], [])


def test_a_measured_task_has_its_target_and_where_it_should_be() -> None:
    log = (make_entry("2020-06-30", status="doing", reading=36),)
    begun = date(2020, 1, 1)
    task = make_task(status="doing", start=begun, target=make_target(100, "个", 129), reading=36, log=log)
    plan = make_plan([task])
    [task] = document(plan, date(2020, 6, 30))["tasks"]
    assert task["target"] == {"amount": 100, "unit": "个", "baseline": 129, "from": None, "to": None}
    assert (task["reading"], int(task["expected_reading"]), task["grade"]) == (36, 49, "behind")


def test_what_was_done_in_time_is_counted_and_named() -> None:
    march = date(2020, 3, 31)
    entry = make_entry("2020-02-01", due=date(2020, 4, 30), was={"due": march})
    done = make_entry("2020-04-01", status="done")
    tasks = [make_task(id="1.1", status="done", due=entry.due, log=(entry, done)), make_task(id="1.2", due=march)]
    assert document(make_plan(tasks))["on_time"] == {
        "percent": 50.0,
        "due": ["1.1", "1.2"],
        "done": ["1.1"],
        "first": {"percent": 0.0, "due": ["1.1", "1.2"], "done": []},
    }


def test_changes_are_there_only_if_asked_for() -> None:
    plan = make_plan([make_done("1.1", "2020-07-01")])
    assert document(plan)["changes"] is None
    assert document(plan, since=date(2020, 7, 1))["changes"]["done"] == ["1.1"]


def test_what_a_public_edition_leaves_out_is_not_even_counted() -> None:
    secret = make_task(id="1.2", title="绝密", internal=True, log=(make_entry("2020-05-01", note="绝密"),))
    plan = make_plan(
        [make_task(log=(make_entry("2020-05-01", note="绝密", evidence=("绝密",), internal=True),)), secret]
    )
    text = json.dumps(document(plan, public=True), ensure_ascii=False)
    assert "绝密" not in text
    assert "1.2" not in text
    assert "left_out" not in text


@pytest.mark.parametrize("year", [years.example, years.library, years.five_hundred])
def test_keys_and_codes_are_ascii(year: Year) -> None:
    def keys(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from keys(item)

    assert all(key.isascii() for key in keys(document(year(), date(year().year, 12, 31))))


def test_a_carried_task_keeps_its_state_and_says_where_it_went_and_why() -> None:
    log = (
        make_entry("2020-07-01", status="blocked", note="等待批复"),
        make_entry("2020-12-20", carried_to="2021:1.3", note="没有赶上"),
    )
    found = document(make_plan([make_task(status="blocked", due=date(2020, 11, 30), carried_to="2021:1.3", log=log)]))
    [task] = found["tasks"]
    assert [task[key] for key in ("state", "grade", "days_late", "remark")] == ["blocked", "overdue", 20, "等待批复"]
    assert [task[key] for key in ("carried_to", "carried_reason")] == ["2021:1.3", "没有赶上"]
    total = found["total"]
    assert [total[key] for key in ("total", "blocked", "carried", "overdue")] == [1, 1, 1, 1]
    assert "carried" not in found["grades"]


def test_what_a_record_says_of_a_state_and_of_a_deadline_is_told() -> None:
    entry = make_entry("2020-06-01", due=DAY, note="疫情", was={"due": date(2020, 6, 30)})
    done, extended = document(
        make_plan(
            [make_done("1.1", "2020-11-27", "甲〔2020〕1号", note="通过"), make_task(id="1.2", due=DAY, log=(entry,))]
        )
    )["tasks"]
    assert [done[key] for key in ("state", "since", "remark")] == ["done", "2020-11-27", "通过"]
    assert [extended[key] for key in ("due_original", "extension_reason")] == ["2020-06-30", "疫情"]


def test_what_happened_is_listed_by_kind_and_event_by_event() -> None:
    log = [("07-05", "blocked"), ("08-01", "doing"), ("09-01", "blocked")]
    entries = tuple(make_entry(f"2020-{day}", status=state, note="因") for day, state in log)
    node = Node(date(2020, 9, 1), "试点", done=date(2020, 8, 30))
    task = make_task(status="blocked", log=entries, nodes=(node,))
    found = document(make_plan([task]), since=date(2020, 7, 1))
    changes = found["changes"]
    assert (changes["blocked"], changes["resumed"], changes["done"]) == (["1.1"], ["1.1"], [])
    assert [(event["kind"], event["on"]) for event in changes["events"]] == [
        ("blocked", "2020-07-05"),
        ("resumed", "2020-08-01"),
        ("blocked", "2020-09-01"),
    ]
    told = {"id": "1.1", "number": 1, "goal": "试点", "due": "2020-09-01", "done": "2020-08-30", "state": "met"}
    assert changes["nodes"] == found["nodes"] == [told]


def test_words_for_the_report_stand_with_the_task() -> None:
    done = make_done("1.1", "2020-07-03", due=date(2020, 6, 30), result="办成了。", result_en="Done.", highlight=True)
    asked = make_entry("2020-12-01", status="doing", problem="缺钱", next="再议", help="请拨款")
    found = document(make_plan([done, make_task(id="1.2", status="doing", log=(asked,))]))
    assert found["late"] == ["1.1"]
    first, second = found["tasks"]
    assert [first[key] for key in ("result", "result_en", "highlight")] == ["办成了。", "Done.", True]
    assert [second[key] for key in ("problem", "next", "help", "result")] == ["缺钱", "再议", "请拨款", None]


def test_findings_and_indicators_are_counted_apart_from_the_tasks() -> None:
    finding = Finding("D1.1", "问题", area="政务", status=Status.DONE, log=(make_entry("2020-05-01", status="done"),))
    indicator = Indicator("K.1", "指标", path=("一",), hard=True)
    plan = replace(
        make_plan([make_task()]),
        inspections=(Inspection("D1", "督察", items=(finding,)),),
        standards=(Standard("K", "指标体系", items=(indicator,)),),
    )
    found = document(plan)
    assert [task["id"] for task in found["tasks"]] == ["1.1"]
    assert [row["id"] for row in found["findings"]] == ["D1.1"]
    assert [(area["area"], area["closed_out"]) for area in found["areas"]] == [("政务", ["D1.1"])]
    [standard] = found["standards"]
    assert (standard["met"], standard["hard"], standard["hard_met"]) == (0, 1, 0)
    assert [heading["heading"] for heading in found["headings"]] == ["一"]


def test_a_limited_report_says_to_what() -> None:
    plan = make_plan([make_task(lead="甲局")], [make_task(id="2.1")])
    text = numbers_as_json(summarise(plan, make_day(DAY, "over"), scope=Scope(("1",), ("甲局",))))
    found = json.loads(text)
    assert found["scope"] == {"groups": ["1"], "units": ["甲局"]}
    assert found["total"]["total"] == 1
