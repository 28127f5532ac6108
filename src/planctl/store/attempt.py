"""A change tried on a plan that others change too: which ids it may give, and whether it may be tried again. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planctl.plan.changes import Change, Outcome
    from planctl.plan.model import Plan


def decided(plan: Plan, decide: Callable[[Plan], Change], lost: Mapping[str, tuple[str, ...]]) -> Outcome:
    """Return the outcome of the change that ``decide`` wants.

    Ids that undoing took out of the plan, ``lost`` by priority, are not given again; where the change gives a new one,
    they are written down as retired.
    """
    if not lost:
        return decide(plan).apply(plan)
    offered = replace(
        plan,
        priorities=tuple(replace(item, retired=(*item.retired, *lost.get(item.id, ()))) for item in plan.priorities),
    )
    outcome = decide(offered).apply(offered)
    before = {item.id: item for item in plan.priorities}
    priorities = []
    for item in outcome.plan.priorities:
        old = before.get(item.id)
        gives = old is None or not {task.id for task in item.tasks} <= {task.id for task in old.tasks}
        without = tuple(identifier for identifier in item.retired if identifier not in lost.get(item.id, ()))
        priorities.append(item if gives or without == item.retired else replace(item, retired=without))
    return replace(outcome, plan=replace(outcome.plan, priorities=tuple(priorities)))


def still_fits(before: Plan, outcome: Outcome, now: Plan) -> bool:
    """Whether nobody else changed what the change is about, so that it may be made to the plan as it is ``now``."""
    old, new, present = ({task.id: task for task in plan.tasks} for plan in (before, outcome.plan, now))
    for identifier in outcome.changed:
        was, wanted, found = (tasks.get(identifier) for tasks in (old, new, present))
        if was is None or wanted is None or found is None:
            if was != found:
                return False
            continue
        names = [name for name in was.__slots__ if name != "log" and getattr(was, name) != getattr(wanted, name)]
        if any(getattr(found, name) != getattr(was, name) for name in names):
            return False
    return True
