"""The calendar, read by the library that wrote it and by the rules of RFC 5545."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from every_kind import extract_of, plan_of_every_kind, with_task
from hypothesis import given, settings
from hypothesis import strategies as st
from make import make_done, make_entry, make_plan

from planctl.exchange.to_ics import render, render_events
from planctl.plan.model import Status
from planctl.plan.node import Node, NodeMove
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from planctl.plan.model import Plan

ZH = Translator("zh")
PLAN = plan_of_every_kind()


def todos(plan: Plan, name: str = "VTODO") -> dict[str, Any]:
    content = render(extract_of(plan), ZH) if name == "VTODO" else render_events(extract_of(plan), ZH)
    calendar = icalendar.Calendar.from_ical(content)
    assert isinstance(calendar, icalendar.Calendar)
    return {str(item["summary"]): item for item in calendar.walk(name)}


def test_every_deadline_and_every_node_is_a_thing_to_do() -> None:
    found = todos(PLAN)
    assert list(found) == [
        "1.1 新增100个品牌个人调解工作室",
        "1.1 节点：方案印发",
        "1.1 节点：五个市试点",
        "1.1 节点：总结",
        "1.10 完成的",
        "2.1 逾期的",
        "D1.1 窗口少",
        "D1.1 节点：增设窗口",
        "D1.2 排队久",
        "K.1 公开",
    ]
    assert found["1.1 节点：五个市试点"]["due"].dt == date(2020, 6, 30)


def test_it_says_how_things_stand() -> None:
    found = todos(PLAN)
    states = {summary: str(item["status"]) for summary, item in found.items()}
    assert states["1.1 新增100个品牌个人调解工作室"] == "IN-PROCESS"
    assert states["1.1 节点：方案印发"] == states["1.10 完成的"] == "COMPLETED"
    assert states["2.1 逾期的"] == "NEEDS-ACTION"
    first = found["1.1 新增100个品牌个人调解工作室"]
    assert "牵头单位：省司法厅\n配合单位：省信访局、省工商联" in str(first["description"])
    assert found["1.1 节点：方案印发"]["completed"].dt.date() == date(2020, 3, 20)
    assert str(found["1.1 节点：方案印发"]["related-to"]) == str(first["uid"])


def test_a_measured_task_says_how_far_it_is() -> None:
    assert int(todos(PLAN)["1.1 新增100个品牌个人调解工作室"]["percent-complete"]) == 36
    beyond = with_task(PLAN, log=(make_entry("2020-06-30", reading=130),), reading=130)
    assert int(todos(beyond)["1.1 新增100个品牌个人调解工作室"]["percent-complete"]) == 99
    assert "percent-complete" not in todos(PLAN)["2.1 逾期的"]
    assert "percent-complete" not in todos(with_task(PLAN, status=Status.DROPPED))["1.1 新增100个品牌个人调解工作室"]


def test_a_node_says_what_it_is_a_part_of() -> None:
    node = todos(PLAN)["1.1 节点：五个市试点"]
    assert str(node["description"]).startswith("1.1 新增100个品牌个人调解工作室\n牵头单位：省司法厅")
    duty = todos(with_task(PLAN, ongoing=True))
    assert "1.1 新增100个品牌个人调解工作室" not in duty
    assert "related-to" not in duty["1.1 节点：五个市试点"]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Pacific/Honolulu"])
def test_what_was_done_was_done_on_that_day_wherever_it_is_read(zone: str) -> None:
    (done,) = todos(make_plan([make_done("1.1", "2020-05-02")])).values()
    assert done["completed"].dt.astimezone(ZoneInfo(zone)).date() == date(2020, 5, 2)


def test_what_goes_on_elsewhere_or_was_given_up_is_cancelled() -> None:
    assert (
        str(todos(with_task(PLAN, carried_to="2021:1.1"))["1.1 新增100个品牌个人调解工作室"]["status"]) == "CANCELLED"
    )
    assert str(todos(with_task(PLAN, carried_to="2021:1.1"))["1.1 节点：总结"]["status"]) == "CANCELLED"


def test_what_was_done_says_when() -> None:
    (done,) = todos(make_plan([make_done("1.1", "2020-05-02")])).values()
    assert (done["completed"].dt.date(), int(done["percent-complete"])) == (date(2020, 5, 2), 100)


def test_a_start_counts_only_before_the_deadline() -> None:
    found = todos(with_task(PLAN, start=date(2020, 3, 1)))
    assert found["1.1 新增100个品牌个人调解工作室"]["dtstart"].dt == date(2020, 3, 1)
    late = todos(with_task(PLAN, start=date(2020, 12, 31)))
    assert "dtstart" not in late["1.1 新增100个品牌个人调解工作室"]


#: What is no text to RFC 5545, ends a line to somebody, or stands for something in a value.
AWKWARD = "甲\x07乙\x00\r\n丙\r丁\u2028戊\x85己\u202e,;\\n\x7f"


def test_control_characters_and_all_ends_of_lines_are_mapped() -> None:
    node = Node(date(2020, 6, 30), AWKWARD)
    plan = with_task(PLAN, title=AWKWARD, owner=AWKWARD, support=(AWKWARD,), tags=(AWKWARD,), nodes=(node,))
    for write in (render, render_events):
        content = write(extract_of(replace(plan, title=AWKWARD, title_en=None)), ZH)
        assert not re.search(
            rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n|\xe2\x80[\xa8\xae]|\xc2\x85", content
        )
        assert len(icalendar.Calendar.from_ical(content).walk()) == len(todos(plan)) + 1
    said = next(name for name in todos(plan) if "乙" in name and "节点" not in name)
    assert said.split("\n")[:2] == ["1.1 甲\\x07乙\\x00", "丙"]


@given(st.text(min_size=1))
@settings(max_examples=60)
def test_any_title_makes_a_calendar(title: str) -> None:
    plan = with_task(PLAN, title=title, tags=(title,))
    assert len(todos(plan)) == len(todos(PLAN))


def uids(plan: Plan) -> set[str]:
    return {str(item["uid"]) for item in todos(plan).values()}


def test_uids_are_all_different_and_stay_when_a_task_changes() -> None:
    assert len(uids(PLAN)) == len(todos(PLAN))
    changed = with_task(PLAN, title="改名", due=date(2020, 11, 30), lead="省信访局", log=())
    assert uids(changed) == uids(PLAN)


def test_a_task_that_moved_keeps_its_uid() -> None:
    assert uids(with_task(PLAN, id="2.5", moved_from=("1.1", "3.1"))) == uids(PLAN)


def test_plans_of_other_years_and_offices_have_other_uids() -> None:
    assert uids(replace(PLAN, year=2021)) & uids(PLAN) == set()
    assert uids(replace(PLAN, title="另一家的安排")) & uids(PLAN) == set()


def test_events_are_whole_days_that_block_no_time() -> None:
    found = todos(PLAN, "VEVENT")
    event = found["1.1 新增100个品牌个人调解工作室"]
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2020, 12, 31), date(2021, 1, 1))
    assert (str(event["transp"]), str(event["status"])) == ("TRANSPARENT", "CONFIRMED")
    assert {str(item["uid"]) for item in found.values()} == uids(PLAN)
    assert all("due" not in item and "percent-complete" not in item for item in found.values())


def test_the_last_day_that_there_is_has_no_day_after_it() -> None:
    node = Node(date.max, "总结")
    found = todos(with_task(PLAN, due=date.max, nodes=(node,)), "VEVENT")
    assert found["1.1 节点：总结"]["dtstart"].dt == date.max
    assert "dtend" not in found["1.1 新增100个品牌个人调解工作室"]


def test_the_same_plan_gives_the_same_bytes_in_lines_of_at_most_75() -> None:
    content = render(extract_of(PLAN), ZH)
    assert content == render(extract_of(PLAN), ZH)
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_a_later_version_of_a_node_has_a_higher_number() -> None:
    def number(node: Node) -> int:
        return int(todos(with_task(PLAN, nodes=(node,)))["1.1 节点：试点"]["sequence"])

    planned = Node(date(2020, 6, 30), "试点")
    moved = replace(planned, due=date(2020, 7, 31), moved=(NodeMove(date(2020, 6, 1), date(2020, 6, 30)),))
    assert number(planned) < number(moved) < number(replace(moved, done=date(2020, 7, 20)))
    assert number(planned) < number(replace(planned, done=date(2020, 6, 20)))
