"""What ties a task to the one that it became in another year, or came from: their addresses, on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planctl.plan.model import Plan, Task


def address(year: int, task_id: str) -> str:
    """Return how plans of other years name a task: ``2020:3.7``."""
    return f"{year}:{task_id}"


def moved_addresses(plan: Plan) -> dict[str, str]:
    """Return by the addresses that moved tasks of ``plan`` had before those that they have now."""
    return {address(plan.year, old): address(plan.year, task.id) for task in plan.items for old in task.moved_from}


def links(old: Plan, new: Plan) -> dict[str, str]:
    """Return by the ids of tasks of ``old`` that ``new`` took over where they are now."""
    prefix, moved = f"{old.year}:", moved_addresses(old)
    return {
        moved.get(task.carried_from, task.carried_from).removeprefix(prefix): address(new.year, task.id)
        for task in new.items
        if task.carried_from and task.carried_from.startswith(prefix)
    }


class Link(NamedTuple):
    """What ties ``task`` to one of another ``year``: the ``field`` that says so, and what it says (``2021:1.3``)."""

    task: Task
    field: str
    there: str
    year: int


def links_of(plan: Plan) -> Iterator[Link]:
    """Yield the links of ``plan`` to other years, in the order of the document."""
    for task in plan.items:
        for field, there in (("carried_from", task.carried_from), ("carried_to", task.carried_to)):
            year = (there or "").partition(":")[0]
            if there and year.isdecimal():
                yield Link(task, field, there, int(year))


def lost_links(plan: Plan, others: Mapping[int, Plan]) -> Iterator[Link]:
    """Yield the links of ``plan`` to plans among ``others``, by year, that no task there answers by naming this one."""
    ends = {
        (address(year, identifier), there)
        for year, other in others.items()
        for task in other.items
        for identifier in (task.id, *task.moved_from)
        for there in (task.carried_from, task.carried_to)
    }
    for link in links_of(plan):
        here = (address(plan.year, identifier) for identifier in (link.task.id, *link.task.moved_from))
        if link.year in others and not any((link.there, end) in ends for end in here):
            yield link
