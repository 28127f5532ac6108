"""Which units a plan knows, and which of them a typed name means."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from planctl.errors import ExitCode, PlanctlError, UsageError
from planctl.plan.model import Unit
from planctl.plan.spelling import fold, is_slip, nearest, split_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planctl.plan.model import Plan, Task


#: In how many tasks a name stands that is surely no slip of the pen, and how many characters a long one has.
OFTEN = 3
_LONG = 5


class UnknownUnitError(PlanctlError):
    """The plan knows no unit ``name``."""

    exit_code = ExitCode.UNKNOWN
    key = "error.unknown_unit"


class SeveralLeadsError(UsageError):
    """``value`` names several units where a task has one lead."""

    key = "error.several_leads"


class UnitNames:
    """Turns typed units into the names that ``plan`` has for them; ``new`` collects those that it is to learn."""

    def __init__(self, plan: Plan, *, accept_new: bool) -> None:
        """Without ``accept_new`` an unknown name is an error."""
        self.plan = plan
        self.accept_new = accept_new
        self.new: list[str] = []

    def one(self, typed: str | None) -> str | None:
        """Return the name of the unit, ``None`` or ``""`` as given; raises ``UnknownUnitError``."""
        if not typed or not typed.strip():
            return typed if typed is None else ""
        try:
            return resolve_unit(self.plan, typed)
        except UnknownUnitError:
            name = typed.strip()
            if not self.accept_new:
                raise
            if name not in self.new:
                self.new.append(name)
            return name

    def lead(self, typed: str | None) -> str | None:
        """Return the name of the one unit that leads; raises ``SeveralLeadsError``."""
        name = self.one(typed)
        if name in self.new and len(split_list([name])) > 1:
            raise SeveralLeadsError(value=name)
        return name

    def many(self, typed: Iterable[str]) -> tuple[str, ...]:
        """Return the names of several units, given one by one or in lists."""
        return tuple(dict.fromkeys(name for item in split_list(typed) if (name := self.one(item))))

    def register(self) -> tuple[Unit, ...]:
        """Return the units of the plan with the new ones behind them."""
        return (*self.plan.units, *(Unit(name) for name in self.new))


def known_units(plan: Plan) -> tuple[str, ...]:
    """Return the names of all units: the registered ones in their order, then those that only tasks name."""
    spellings = _spellings(plan)
    named = (spellings.get(unit, unit) for task in plan.items for unit in task.units)
    return tuple(dict.fromkeys([*(unit.name for unit in plan.units), *named]))


def resolve_unit(plan: Plan, typed: str) -> str:
    """Return the name of the unit that ``typed`` means: its name, an alias or its English name, in any width and case.

    Raises:
        UnknownUnitError: The plan knows no such unit; carries the nearest names.
    """
    try:
        return spellings_of_units(plan)[folded_unit(typed)]
    except KeyError:
        raise UnknownUnitError(name=typed, suggestions=nearest_units(plan, typed)) from None


def spellings_of_units(plan: Plan) -> dict[str, str]:
    """Return the names of all units by their spellings, names, aliases and English names, as ``folded_unit`` has them.

    For those who look up many: making it goes through the whole plan.
    """
    known = {folded_unit(name): name for name in known_units(plan)}
    return known | {folded_unit(key): name for key, name in _spellings(plan).items()}


def nearest_units(plan: Plan, typed: str) -> tuple[str, ...]:
    """Return the units that an unknown name may have been meant for, the likeliest first."""
    return nearest(typed, (*known_units(plan), *_spellings(plan)))


def folded_unit(name: str) -> str:
    """Return the name of a unit as it is compared: in any width and case, without blanks."""
    return fold(name).casefold().replace(" ", "")


def misspelt_units(plan: Plan) -> dict[str, str]:
    """Return by the names that no unit is registered under for which one each may have been misspelt.

    That is a registered name, or for a name that is used once one that is used often. Where neither is registered, two
    names that differ in one character in the middle (财政 and 民政) are taken for two units unless they are long.
    """
    used = Counter(unit for task in plan.items for unit in task.units)
    registered = _spellings(plan)
    often = [name for name in used if used[name] >= OFTEN]
    meant: dict[str, str] = {}
    for name in (name for name in used if name not in registered):
        likely = (*registered, *(often if used[name] == 1 else ()))
        for other in likely:
            if name != other and is_slip(name, other) and (other in registered or _is_plain_slip(name, other)):
                meant.setdefault(name, registered.get(other, other))
    return meant


def _is_plain_slip(name: str, other: str) -> bool:
    return len(name) != len(other) or len(name) > _LONG or sorted(name) == sorted(other) or name[:-1] == other[:-1]


def with_canonical_units(plan: Plan) -> Plan:
    """Return ``plan`` with every registered unit under its own name, wherever a task uses an alias."""
    spellings = {spelling: name for spelling, name in _spellings(plan).items() if spelling != name}
    if not spellings:
        return plan

    def canonical(task: Task) -> Task:
        lead = spellings.get(task.lead, task.lead) if task.lead else None
        support = tuple(dict.fromkeys(spellings.get(unit, unit) for unit in task.support))
        is_same = lead == task.lead and support == task.support
        return task if is_same else replace(task, lead=lead, support=support)

    return plan.with_groups(lambda group: replace(group, items=tuple(map(canonical, group.items))))


def _spellings(plan: Plan) -> dict[str, str]:
    english = {unit.name_en: unit.name for unit in plan.units if unit.name_en}
    return english | {spelling: unit.name for unit in plan.units for spelling in (*unit.aliases, unit.name)}
