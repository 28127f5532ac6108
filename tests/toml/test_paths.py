"""Where groups and items of every kind stand in a file."""

from __future__ import annotations

from planctl.toml.paths import group_paths, item_paths
from planctl.toml.schema import parse

TEXT = """
format = 1
year = 2020
title = "计划"

[[standard]]
id = "K"
title = "体系"
indicator = [{ id = "K.1", title = "指标" }, { id = "K.2", title = "指标" }]

[[priority]]
id = "1"
title = "重点"

[[priority.task]]
id = "1.1"
title = "任务"

[[inspection]]
id = "D1"
title = "督察"

[[inspection.finding]]
id = "D1.1"
title = "问题"
"""


def test_every_group_and_every_item_is_found_where_it_stands() -> None:
    plan = parse(TEXT).plan
    assert plan is not None
    assert {group.id: path for path, group in group_paths(plan)} == {
        "1": ("priority", 0),
        "D1": ("inspection", 0),
        "K": ("standard", 0),
    }
    assert {item.id: path for path, item in item_paths(plan)} == {
        "1.1": ("priority", 0, "task", 0),
        "D1.1": ("inspection", 0, "finding", 0),
        "K.1": ("standard", 0, "indicator", 0),
        "K.2": ("standard", 0, "indicator", 1),
    }
