"""A whole plan that planctl wrote as CSV or JSON: read back field by field, and put in the place of what it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planctl.exchange import records
from planctl.exchange.plain import from_plain
from planctl.exchange.reading.sheet import FileRefusedError
from planctl.plan.by_hand import EditTask
from planctl.plan.changes import Outcome
from planctl.plan.model import LANGUAGES, Group, Plan
from planctl.toml import schema
from planctl.toml.fields import FORMAT
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from datetime import date

    from planctl.exchange.reading.files import Found


def whole_plan(found: Found) -> Plan | None:
    """Return the plan that a file of ours holds, ``None`` if it holds none.

    Raises:
        FileRefusedError: It was one, and is none any more.
    """
    data = data_of(found)
    if data is None:
        return None
    plan = schema.of_data({"format": FORMAT} | data).plan
    if plan is None:
        raise FileRefusedError(refusal="plan")
    return plan


def data_of(found: Found) -> dict[str, Any] | None:
    """Return the TOML data of the plan in a file of ours; raises as ``whole_plan`` does."""
    if found.data is not None:
        return from_plain(Plan, found.data["plan"])
    if len(found.book.sheets) != 1:
        return None
    rows = found.book.sheets[0].rows
    first, *lines = [tuple("" if cell is None else str(cell) for cell in row) for row in rows] or [()]
    t = next((t for t in map(Translator, LANGUAGES) if list(first) == records.header(t)), None)
    if t is None:
        return None
    try:
        return records.table_of((line for line in lines if any(line)), t)
    except (KeyError, ValueError, StopIteration):
        raise FileRefusedError(refusal="plan") from None


@dataclass(frozen=True, slots=True)
class Replace:
    """Make of a plan what ``wanted``, a whole plan or a part of one, says; what is not in it stays as it is.

    What was changed without a record is recorded as of the day ``on``, as if it had been changed by hand.
    """

    wanted: Plan
    on: date
    by: str | None
    is_new: bool = False

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the groups, items and units of the other one; if it ``is_new``, that is the plan."""
        if self.is_new:
            return Outcome(self.wanted, tuple(item.id for item in self.wanted.items))
        groups = {group.id: group for group in plan.groups}
        changed: list[str] = []
        after = plan
        new = [group for group in self.wanted.groups if group.id not in groups]
        kinds = {type(group) for group in new}
        after = after.having(
            {kind: (*plan.groups_of(kind), *(group for group in new if type(group) is kind)) for kind in kinds}
        )
        changed += [item.id for group in new for item in group.items]
        given = {group.id: group for group in self.wanted.groups}

        def merged(group: Group) -> Group:
            other = given.get(group.id)
            return group if other is None or group.id not in groups else self._group(group, other, changed)

        after = after.with_groups(merged)
        known = {unit.name for unit in plan.units}
        units = (*plan.units, *(unit for unit in self.wanted.units if unit.name not in known))
        return Outcome(after if units == plan.units else replace(after, units=units), tuple(changed))

    def _group(self, group: Group, other: Group, changed: list[str]) -> Group:
        wanted = {item.id: item for item in other.items}
        items = []
        for item in group.items:
            meant = wanted.pop(item.id, item)
            if meant != item:
                changed.append(item.id)
                meant = EditTask(item, meant, self.on, self.by).recorded(item, meant)
            items.append(meant)
        changed += wanted
        retired = tuple(one for one in dict.fromkeys((*group.retired, *other.retired)) if one not in wanted)
        now = replace(other, items=(*items, *wanted.values()), retired=retired)
        return group if now == group else now
