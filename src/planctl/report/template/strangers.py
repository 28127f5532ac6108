"""Whether the places of a template name what the plan has: groups, units and items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.errors import PlanctlError, Problem, Severity
from planctl.plan.ids import choose, find_group
from planctl.plan.model import Priority
from planctl.plan.units import known_units, resolve_unit
from planctl.report.template.places import FORMS, Takes, meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.plan.model import Group, Plan
    from planctl.report.template.places import Place


def strangers(places: Iterable[Place], plan: Plan) -> Iterator[Problem]:
    """Yield a problem for each of ``places`` that names what ``plan``, as it is stored, has not."""
    for place in places:
        takes = FORMS[place.name].takes
        if takes is Takes.ITEM and item_id(plan, place.argument) is None:
            known = tuple(item.id for item in plan.items)
            yield _unknown("place-unknown-item", place, meant(place.argument, known) if known else "—")
        elif takes is Takes.GROUP and place.argument and not isinstance(group_of(plan, place.argument), Priority):
            yield _unknown("place-unknown-group", place, meant(place.argument, _names(plan.priorities)))
        elif takes is Takes.PART and place.argument and not _is_part(plan, place.argument):
            yield _unknown(
                "place-unknown-part", place, meant(place.argument, (*_names(plan.groups), *known_units(plan)))
            )


def item_id(plan: Plan, typed: str) -> str | None:
    """Return the id of the one item that ``typed`` names, be it by an id that the item had before."""
    try:
        chosen = choose(plan, [typed])
    except PlanctlError:
        return None
    return chosen.ids[0] if len(chosen.ids) == 1 and chosen.singly else None


def group_of(plan: Plan, typed: str) -> Group | None:
    """Return the group that ``typed`` names by its id or its title."""
    try:
        return find_group(plan, typed)
    except PlanctlError:
        return None


def unit_of(plan: Plan, typed: str) -> str | None:
    """Return the name of the unit that ``typed`` means."""
    try:
        return resolve_unit(plan, typed)
    except PlanctlError:
        return None


def _is_part(plan: Plan, typed: str) -> bool:
    return group_of(plan, typed) is not None or unit_of(plan, typed) is not None


def _names(groups: Iterable[Group]) -> tuple[str, ...]:
    return tuple(name for group in groups for name in (group.id, group.title))


def _unknown(code: str, place: Place, known: str) -> Problem:
    return Problem(code, place.line, {"place": str(place), "known": known}, Severity.FATAL)
