"""What is to be handed over of a plan: some of its items, or all, as they stand on a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.model import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planctl.plan.days import Day
    from planctl.plan.model import Group, Plan
    from planctl.plan.progress import Standing


class Extract(NamedTuple):
    """The items ``rows`` as they stand on ``day`` in the plan ``seen``, as views show it.

    ``plan`` is the same as the plan file has it: the forms that give back every field to the letter take it from there.
    It is ``complete`` if nothing was left out. ``units`` are those that are to fill in what concerns them.
    """

    plan: Plan
    seen: Plan
    day: Day
    rows: tuple[Standing, ...]
    is_complete: bool = True
    units: tuple[str, ...] = ()


def only(plan: Plan, ids: Iterable[str]) -> Plan:
    """Return ``plan`` with no other items than ``ids``, and without the groups in which none is left."""
    wanted = set(ids)

    def reduced(group: Group) -> Group:
        return replace(group, items=tuple(item for item in group.items if item.id in wanted))

    kept = {kind: [group for group in map(reduced, plan.groups_of(kind)) if group.items] for kind in GROUPS}
    return plan.having({kind: tuple(groups) for kind, groups in kept.items()})
