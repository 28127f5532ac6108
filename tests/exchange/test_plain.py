"""TOML data as JSON: nothing is lost, nothing changes its type, and people can read it."""

from __future__ import annotations

import json

from any_plan import ENTRIES, PLANS, VALUES, exactly, instants
from hypothesis import given, settings
from make import make_entry, make_task

from planctl.exchange.plain import from_plain, plain_value, to_json, to_plain, typed_value
from planctl.plan.model import Entry, Plan, Task
from planctl.toml.schema import to_table


@given(PLANS)
@settings(max_examples=60)
def test_a_plan_comes_back_through_json(plan: Plan) -> None:
    table = to_table(plan)
    text = to_json(to_plain(Plan, table))
    assert exactly(from_plain(Plan, json.loads(text))) == exactly(table)


@given(ENTRIES)
def test_a_part_of_a_plan_does_so_too(entry: Entry) -> None:
    table = to_table(entry)
    assert exactly(from_plain(Entry, json.loads(to_json(to_plain(Entry, table))))) == exactly(table)


@given(VALUES)
def test_so_does_what_stands_under_a_key_that_nobody_knows(value: object) -> None:
    assert exactly(typed_value(None, json.loads(to_json(plain_value(None, value))))) == exactly(value)


def test_a_day_that_a_key_declares_is_a_plain_text_and_any_other_says_what_it_is() -> None:
    task = make_task(log=(make_entry("2020-06-30", note="说明"),), extra={"检查": make_entry("2020-07-01").on})
    assert to_plain(Task, to_table(task)) == {
        "id": "1.1",
        "title": "任务1.1",
        "status": "todo",
        "log": [{"on": "2020-06-30", "note": "说明"}],
        "检查": {"$date": "2020-07-01"},
    }


def test_what_json_lacks_names_its_type() -> None:
    assert [next(iter(plain_value(None, value))) for value in instants()] == ["$date", "$datetime", "$time", "$float"]


def test_what_nobody_here_wrote_comes_back_as_it_is() -> None:
    assert from_plain(Task, {"due": "年底", "log": "x", "target": 3, "另": {"$date": 5}}) == {
        "due": "年底",
        "log": "x",
        "target": 3,
        "另": 5,
    }
