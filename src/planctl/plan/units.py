"""Which units a plan knows, and which of them a typed name means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planctl.errors import UnknownUnitError
from planctl.plan.spelling import fold, nearest

if TYPE_CHECKING:
    from planctl.plan.model import Plan


def known_units(plan: Plan) -> tuple[str, ...]:
    """Return the names of all units: the registered ones in their order, then those that only tasks name."""
    spellings = _spellings(plan)
    named = (spellings.get(unit, unit) for task in plan.tasks for unit in task.units)
    return tuple(dict.fromkeys([*(unit.name for unit in plan.units), *named]))


def resolve_unit(plan: Plan, typed: str) -> str:
    """Return the name of the unit that ``typed`` means: its name, an alias or its English name, in any width and case.

    Raises:
        UnknownUnitError: The plan knows no such unit; carries the nearest names.
    """
    known = known_units(plan)
    spellings = {_folded(name): name for name in known} | {_folded(key): name for key, name in _spellings(plan).items()}
    try:
        return spellings[_folded(typed)]
    except KeyError:
        raise UnknownUnitError(name=typed, suggestions=nearest(typed, (*known, *_spellings(plan)))) from None


def with_canonical_units(plan: Plan) -> Plan:
    """Return ``plan`` with every registered unit under its own name, wherever a task uses an alias."""
    spellings = {spelling: name for spelling, name in _spellings(plan).items() if spelling != name}
    if not spellings:
        return plan
    priorities = []
    for priority in plan.priorities:
        tasks = []
        for task in priority.tasks:
            lead = spellings.get(task.lead, task.lead) if task.lead else None
            support = tuple(dict.fromkeys(spellings.get(unit, unit) for unit in task.support))
            is_same = lead == task.lead and support == task.support
            tasks.append(task if is_same else replace(task, lead=lead, support=support))
        priorities.append(replace(priority, tasks=tuple(tasks)))
    return replace(plan, priorities=tuple(priorities))


def _spellings(plan: Plan) -> dict[str, str]:
    english = {unit.name_en: unit.name for unit in plan.units if unit.name_en}
    return english | {spelling: unit.name for unit in plan.units for spelling in (*unit.aliases, unit.name)}


def _folded(name: str) -> str:
    return fold(name).casefold().replace(" ", "")
