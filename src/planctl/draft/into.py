"""What a plan lacks of a draft, added to it: sentences that no item of it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planctl.plan.changes import Outcome, with_group
from planctl.plan.ids import Numbers, next_group
from planctl.plan.model import Entry
from planctl.plan.spelling import essence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from planctl.plan.model import Group, Plan, Task


@dataclass(frozen=True, slots=True)
class AddDraft:
    """Add the items of a ``draft`` that the plan lacks to its groups, and the groups that it lacks.

    An item is there if one of its kind comes from the same sentence, or has the same title; one whose words stand
    elsewhere in a text that was revised says nothing of the place where they stood. A group is that of the same
    title, or the one whose items come from the same part. Where the plan comes from another text, places in this one
    would say something else there: they count for nothing, and are not written.
    """

    draft: Plan
    on: date
    by: str | None = None

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with what it lacked; the ids of the new items are changed."""
        draft = self.draft if is_of_same_text(plan, self.draft) else _without_places(self.draft)
        places = _places(draft)
        known = {key for item in plan.items for key in _names(item) if _is_in_place(item, key, places)}
        changed: list[str] = []
        for group in draft.groups:
            lacking = [item for item in group.items if not known & _own_names(item, places)]
            if not lacking:
                continue
            plan, home = _home(plan, group)
            numbers = Numbers(plan)
            added = [self._added(item, numbers.next(home.id)) for item in lacking]
            plan = with_group(plan, replace(home, items=(*home.items, *added)))
            changed += (item.id for item in added)
        return Outcome(plan, tuple(changed))

    def _added(self, item: Task, identifier: str) -> Task:
        return replace(item, id=identifier, log=(Entry(on=self.on, by=self.by, added=True),))


def is_of_same_text(plan: Plan, draft: Plan) -> bool:
    """Whether nothing that the two say of the documents they come from tells these apart."""
    told = [(plan.source.get(key), draft.source.get(key)) for key in ("title", "section")]
    return all(one == other for one, other in told if one and other)


def _without_places(draft: Plan) -> Plan:
    return draft.with_groups(
        lambda group: replace(group, items=tuple(replace(item, source=None) for item in group.items))
    )


def _names(item: Task) -> Iterator[tuple[str, str, str]]:
    """Yield what tells an item from others: its title, and the place of its sentence."""
    yield item.kind, "title", essence(item.title)
    if item.source:
        yield item.kind, "source", _folded(item.source)


def _places(draft: Plan) -> dict[tuple[str, str], set[str]]:
    """Return where in the text the items of ``draft`` stand, by their kind and title."""
    places: dict[tuple[str, str], set[str]] = {}
    for item in draft.items:
        if item.source:
            places.setdefault((item.kind, essence(item.title)), set()).add(_folded(item.source))
    return places


def _is_in_place(item: Task, name: tuple[str, str, str], places: Mapping[tuple[str, str], set[str]]) -> bool:
    """Whether the ``name`` of an ``item`` tells it still: the place does not if its words stand elsewhere now."""
    found = places.get((item.kind, essence(item.title)))
    return name[1] != "source" or found is None or name[2] in found


def _own_names(item: Task, places: Mapping[tuple[str, str], set[str]]) -> set[tuple[str, str, str]]:
    """Return what tells an item of the draft; of several with the same title, only their places do."""
    is_one_of_several = len(places.get((item.kind, essence(item.title)), ())) > 1
    return {name for name in _names(item) if name[1] == "source" or not is_one_of_several}


def _folded(source: str) -> str:
    return re.sub(r"[\s、]", "", source.replace("（", "(").replace("）", ")").replace("．", "."))


def _part(item: Task) -> str | None:
    """Return the part of the text that an item comes from, as ``(五)``."""
    found = re.search(r"[(（][^()（）]+[)）]", item.source or "")
    return _folded(found[0]) if found else None


def _home(plan: Plan, group: Group) -> tuple[Plan, Group]:
    """Return the group of ``plan`` that is ``group``, and the plan, which has it from now on."""
    same_kind = plan.groups_of(type(group))
    if same := next((one for one in same_kind if essence(one.title) == essence(group.title)), None):
        return plan, same
    parts = {_part(item) for item in group.items}
    if None not in parts and len(parts) == 1:
        for one in same_kind:
            if one.items and {_part(item) for item in one.items} == parts:
                return plan, one
    made = replace(group, id=next_group(plan, type(group)), items=())
    return plan.having({type(group): (*same_kind, made)}), made
