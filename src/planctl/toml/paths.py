"""Where the groups of a plan, and the items in them, stand in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.plan.model import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planctl.plan.model import Group, Plan, Task
    from planctl.toml.locate import KeyPath


def group_paths(plan: Plan) -> Iterator[tuple[KeyPath, Group]]:
    """Yield every group of ``plan`` with the path to it."""
    for name in GROUPS.values():
        for number, group in enumerate(getattr(plan, name)):
            yield (group.kind, number), group


def item_paths(plan: Plan) -> Iterator[tuple[KeyPath, Task]]:
    """Yield every item of ``plan`` with the path to it."""
    for path, group in group_paths(plan):
        for number, item in enumerate(group.items):
            yield (*path, item.kind, number), item
