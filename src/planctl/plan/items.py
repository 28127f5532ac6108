"""What people put into the groups of a plan and take out of them, and what items of each kind can have."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from planctl.errors import UsageError
from planctl.plan.changes import Outcome, with_group
from planctl.plan.ids import Numbers, find_group, task_ids
from planctl.plan.keys import keys_of
from planctl.plan.mentions import read_about
from planctl.plan.model import GROUPS, NOTHING, Entry, Task
from planctl.plan.units import UnitNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from planctl.plan.model import Group, Plan
    from planctl.plan.target import Target


class NoSuchFieldError(UsageError):
    """The item ``id`` has no ``field``: only items of other ``kinds`` have it."""

    key = "error.no_such_field"


def refuse_foreign(identifier: str, kind: type[Task], fields: Iterable[str]) -> None:
    """Refuse ``fields`` that items of this ``kind`` do not have; raises ``NoSuchFieldError``."""
    for name in fields:
        having = [item.kind for item in map(_items_in, GROUPS) if name in _names(item)]
        if kind.kind not in having:
            raise NoSuchFieldError(id=identifier, field=name, kinds=tuple(having))


def _items_in(group: type[Group]) -> type[Task]:
    return group.item_type()


def _names(kind: type[Task]) -> set[str]:
    return {key.name for key in keys_of(kind)}


@dataclass(frozen=True, slots=True)
class AddTask:
    """Put a new item into a group, named by id or title, with the next number that was never used there.

    What it is follows from the group: a task, a finding or an indicator. ``further`` are fields that only some of these
    have; what it is about is given as typed.

    Units are given as typed; with ``accept_new`` those that the plan does not know yet are put into its register.

    Raises ``UnknownGroupError``, ``UnknownUnitError``, ``SeveralLeadsError``, ``NoSuchFieldError``, and as ids do.
    """

    group: str
    title: str
    on: date
    by: str | None = None
    title_en: str | None = None
    source: str | None = None
    lead: str | None = None
    support: tuple[str, ...] = ()
    owner: str | None = None
    due: date | None = None
    target: Target | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    internal: bool = False
    further: Mapping[str, Any] = field(default_factory=lambda: NOTHING, hash=False)
    accept_new: bool = False

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the item at the end of its group."""
        group = find_group(plan, self.group)
        identifier, names = Numbers(plan).next(group.id), UnitNames(plan, accept_new=self.accept_new)
        refuse_foreign(identifier, group.item_type(), self.further)
        further = (
            {**self.further, "about": read_about(plan, self.further["about"])}
            if "about" in self.further
            else self.further
        )
        task = group.item_type()(
            id=identifier,
            title=self.title,
            title_en=self.title_en,
            source=self.source,
            lead=names.lead(self.lead),
            support=names.many(self.support),
            owner=self.owner,
            due=self.due,
            target=self.target,
            tags=self.tags,
            internal=self.internal,
            **further,
            log=(Entry(on=self.on, by=self.by, added=True, note=self.note or None),),
        )
        grown = with_group(plan, replace(group, items=(*group.items, task)))
        return Outcome(replace(grown, units=names.register()), (task.id,))


@dataclass(frozen=True, slots=True)
class RemoveTasks:
    """Take tasks out of the plan altogether, as entered by mistake; their ids are never given again."""

    ids: tuple[str, ...]

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` without the tasks, their ids noted as retired."""
        ids = task_ids(plan, self.ids)
        removed = set(ids)

        def without(group: Group) -> Group:
            gone = tuple(task.id for task in group.items if task.id in removed)
            kept = tuple(task for task in group.items if task.id not in removed)
            return replace(group, items=kept, retired=(*group.retired, *gone)) if gone else group

        return Outcome(plan.with_groups(without), ids)
