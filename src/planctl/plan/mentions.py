"""Items that speak of others by their ids: what they wait for, and what a finding or an indicator is about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.plan.ids import task_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planctl.plan.model import Group, Plan, Task


class Unknown(NamedTuple):
    """The item ``item`` speaks, in ``field`` by number ``number``, of ``id``, which nothing in the plan has."""

    item: Task
    field: str
    number: int
    id: str


def abouts(item: Task) -> tuple[str, ...]:
    """Return the ids of the tasks that ``item`` is about; a task itself is about none."""
    about: tuple[str, ...] = getattr(item, "about", ())
    return about


def read_about(plan: Plan, typed: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of what was typed for an item to be about, several in one too; raises as ``task_ids`` does."""
    return task_ids(plan, tuple(typed))


def unknown_abouts(plan: Plan) -> Iterator[Unknown]:
    """Yield the ids that items of ``plan`` are said to be about and that nothing has, or had."""
    speaking = [item for item in plan.items if abouts(item)]
    known = {name for item in plan.items for name in (item.id, *item.moved_from)} if speaking else set()
    for item in speaking:
        for number, identifier in enumerate(abouts(item)):
            if identifier not in known:
                yield Unknown(item, "about", number, identifier)


def open_findings(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return by the ids of the items that they are about the findings of ``plan`` that are not put right yet."""
    found: dict[str, list[str]] = {}
    for inspection in plan.inspections:
        for finding in inspection.items:
            for identifier in finding.about if finding.is_open else ():
                found.setdefault(identifier, []).append(finding.id)
    return {identifier: tuple(findings) for identifier, findings in found.items()}


def with_names(plan: Plan, names: Mapping[str, str]) -> Plan:
    """Return ``plan`` with its items speaking of others by the ``names`` that they have now."""
    if not any(item.waits_for or abouts(item) for item in plan.items):
        return plan

    def renamed(item: Task) -> Task:
        said = {"waits_for": item.waits_for, "about": abouts(item)}
        now = {field: tuple(names.get(word, word) for word in words) for field, words in said.items()}
        news: dict[str, Any] = {field: words for field, words in now.items() if words != said[field]}
        return replace(item, **news) if news else item

    def with_renamed(group: Group) -> Group:
        items = tuple(map(renamed, group.items))
        return group if items == group.items else replace(group, items=items)

    return plan.with_groups(with_renamed)
