"""In which order and in which columns lists are shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import MakePlan, Run

PLAN = """format = 1
year = 2020
title = "计划"

[[inspection]]
id = "D1"
title = "督察"

[[inspection.finding]]
id = "D1.1"
title = "甲"
area = "收费"
due = 2020-09-30

[[inspection.finding]]
id = "D1.2"
title = "乙"
area = "服务"
due = 2020-06-30
"""


def test_columns_are_named_by_their_keys_or_as_people_call_them(plan: MakePlan, run: Run) -> None:
    plan(PLAN)
    for command in ("list", "findings", "indicators"):
        assert run(command, "--columns", "id,方面", "--columns", "about", "--plain").out.startswith("id\tarea\tabout\n")
        assert run(command, "--columns", "面积").code == 2


def test_every_list_of_items_takes_the_same_order_and_columns(plan: MakePlan, run: Run) -> None:
    plan(PLAN)
    assert run("findings", "--sort", "due", "--columns", "id,area", "--plain").out.splitlines() == [
        "id\tarea",
        "D1.2\t服务",
        "D1.1\t收费",
    ]
    assert [task["id"] for task in json.loads(run("findings", "--sort=-due", "--json").out)["tasks"]] == [
        "D1.1",
        "D1.2",
    ]
