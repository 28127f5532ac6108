"""What goes over into the next year: open tasks as new ones there, linked both ways and marked as carried here.

Pure: plans in, plans out. Doing it twice changes nothing more: a task that the next year has already is not given it
again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from planctl.errors import UsageError
from planctl.plan import replay
from planctl.plan.changes import Outcome, change_tasks
from planctl.plan.ids import Numbers, next_id, task_ids
from planctl.plan.keys import left_behind
from planctl.plan.letter import Letter
from planctl.plan.links import address, links, moved_addresses
from planctl.plan.mentions import abouts
from planctl.plan.model import GROUPS, Entry, Group, Indicator, Plan, Standard, Task
from planctl.plan.quantity import added, subtracted
from planctl.plan.units import folded_unit, spellings_of_units
from planctl.plan.waiting import awaited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from planctl.plan.target import Target


class CarryYearError(UsageError):
    """Tasks of ``year`` were to be carried to ``target``, which is not later."""

    key = "error.carry_year"


class Carried(NamedTuple):
    """What carrying makes of two plans: of the next year's, and of the old one."""

    received: Outcome
    handed_over: Outcome


@dataclass(frozen=True, slots=True)
class CarryOver:
    """Carry the open tasks that ``ids`` name, or all, over into the plan of ``year``, on the day ``on``.

    A carried task starts anew under the priority of the same title, with all that is not about the old year and what is
    left of its target; its log stays in the old year, where it keeps its state and is marked as carried.
    """

    year: int
    on: date
    by: str | None = None
    ids: tuple[str, ...] = ()

    def check(self, old: Plan) -> None:
        """Raise ``CarryYearError`` if the year is not after that of ``old``."""
        if self.year <= old.year:
            raise CarryYearError(year=old.year, target=self.year)

    def apply(self, old: Plan, new: Plan | None) -> Carried:
        """Return both plans afterwards; where there is no ``new`` one it is made, unless nothing is to be carried.

        Raises:
            CarryYearError: As ``check`` does.
            BadIdError, UnknownTaskError: As for any change.
        """
        self.check(old)
        plan = next_plan(old, self.year) if new is None else new
        ids = task_ids(old, self.ids) if self.ids else tuple(item.id for item in _finishable(old))
        received = receive(plan, old, left_over(old, plan, ids))
        if not self.ids:
            received = replace(received, plan=with_standards(received.plan, old))
        return Carried(received, self._handed_over(old, received.plan, ids))

    def _handed_over(self, old: Plan, new: Plan, ids: Sequence[str]) -> Outcome:
        """Mark tasks as carried to ``new``; one carried before, to where it no longer is, gets the new link."""
        targets, moved = links(old, new), moved_addresses(new)

        def hand_over(task: Task) -> Task:
            if task.status.is_closed or moved.get(task.carried_to or "", task.carried_to) == targets[task.id]:
                return task
            return replay.with_entry(task, Entry(on=self.on, by=self.by, carried_to=targets[task.id]))

        return change_tasks(old, tuple(identifier for identifier in ids if identifier in targets), hand_over)


def left_over(old: Plan, new: Plan, ids: Sequence[str]) -> tuple[str, ...]:
    """Return which of the tasks and findings ``ids`` of ``old`` are to be carried into ``new``.

    These are the open ones, and those carried to where they no longer are, as after an undo there. Indicators go with
    their standard, which is judged anew.
    """
    there = {address(new.year, item.id) for item in new.items} | moved_addresses(new).keys()

    def is_left(task: Task) -> bool:
        is_lost = (task.carried_to or "").startswith(f"{new.year}:") and task.carried_to not in there
        return task.is_open or (is_lost and not task.status.is_closed)

    left = {item.id for item in _finishable(old) if is_left(item)}
    return tuple(identifier for identifier in ids if identifier in left)


# --- the next year ---------------------------------------------------------------------------------------------------


def next_plan(old: Plan, year: int) -> Plan:
    """Return a plan of ``year`` without items, as ``old`` is but for what is about the old year.

    The priorities are there; an inspection comes with the first of its findings that is carried over.
    """
    title = old.title.replace(str(old.year), str(year))
    title_en = old.title_en.replace(str(old.year), str(year)) if old.title_en else None
    priorities = tuple(_emptied(priority, priority.id) for priority in old.priorities)
    rebuilt: dict[str, Any] = {"report": _next_letter(old, year), "ledger": _lasting(old), "priorities": priorities}
    left = replace(old.emptied, **left_behind(Plan))
    return replace(left, year=year, title=title, title_en=title_en, **rebuilt)


def _lasting(old: Plan) -> dict[str, str]:
    """Return the answers about ledgers that hold in every year: what a column is, which unit or period is meant.

    Days are of their year, and an id is another item's in the next.
    """
    units = spellings_of_units(old)
    return {
        text: meaning
        for text, meaning in old.ledger.items()
        if folded_unit(meaning) in units or re.fullmatch("[a-z_]+[1-4]?|-", meaning)
    }


def _next_letter(old: Plan, year: int) -> Letter:
    """Return what is said of the report, with the template that is in force, as it holds for ``year``."""
    letter = old.report or Letter()
    title = letter.title and letter.title.replace(str(old.year), str(year))
    attachments = tuple(name.replace(str(old.year), str(year)) for name in letter.attachments)
    return replace(letter, **left_behind(Letter), template=old.template, title=title, attachments=attachments)


def with_standards(plan: Plan, old: Plan) -> Plan:
    """Return ``plan`` with those standards of ``old`` that it does not have, by title, and with nothing judged yet.

    They keep their ids where these are free, and speak of what came along by the ids that it has here.
    """
    titles = {standard.title for standard in plan.standards}
    for standard in old.standards:
        if standard.title not in titles:
            named = _unjudged(standard, _free_id(standard, plan, plan.groups), old, plan)
            plan = replace(plan, standards=(*plan.standards, named))
    return plan


def _unjudged(standard: Standard, identifier: str, old: Plan, plan: Plan) -> Standard:
    speak = _mentions(old, plan)

    def anew(indicator: Indicator) -> Indicator:
        number = indicator.id.removeprefix(f"{standard.id}.")
        fresh = carried_task(indicator, old, f"{identifier}.{number}" if number != indicator.id else number)
        nodes = tuple(replace(node, done=None, evidence=()) for node in indicator.nodes)
        own: dict[str, Any] = speak(indicator)
        own |= {"target": indicator.target, "carried_from": None, "years_carried": indicator.years_carried}
        return cast("Indicator", replace(fresh, nodes=nodes, **own))

    return replace(standard, id=identifier, items=tuple(map(anew, standard.items)))


def _finishable(plan: Plan) -> Iterator[Task]:
    """Yield what another year goes on with when this one leaves it open: tasks and findings."""
    return (item for item in plan.items if not isinstance(item, Indicator))


def receive(plan: Plan, old: Plan, ids: Sequence[str]) -> Outcome:
    """Return ``plan`` with those of the tasks ``ids`` of ``old`` that it does not have yet; the new ids are changed."""
    wanted, known = set(ids), links(old, plan)
    homes = {_name(group): group for group in reversed(plan.groups)}
    numbers = Numbers(plan)
    arrived: dict[str, list[Task]] = {}
    for group in old.groups:
        for item in group.items:
            if item.id in wanted and item.id not in known:
                if _name(group) not in homes:
                    homes[_name(group)] = _emptied(group, _free_id(group, plan, homes.values()))
                home = homes[_name(group)].id
                arrived.setdefault(home, []).append(carried_task(item, old, numbers.next(home)))
    if not arrived:
        return Outcome(plan, ())
    there = {group.id for group in plan.groups}
    missing = [group for group in homes.values() if group.id not in there]
    grown = plan.having(
        {kind: (*plan.groups_of(kind), *(group for group in missing if type(group) is kind)) for kind in GROUPS}
    ).with_groups(lambda group: replace(group, items=(*group.items, *arrived.get(group.id, ()))))
    changed = tuple(item.id for group in grown.groups for item in arrived.get(group.id, ()))
    return Outcome(_with_mentions(_with_units(grown, old), old, changed), changed)


def _name(group: Group) -> tuple[str, str]:
    """Return what makes a group of one year the same as one of another."""
    return group.kind, group.title


def _with_mentions(plan: Plan, old: Plan, ids: Sequence[str]) -> Plan:
    """Return ``plan`` with its items ``ids`` waiting for, and being about, what they were in ``old``."""
    speak = _mentions(old, plan)
    there = {here.partition(":")[2]: identifier for identifier, here in links(old, plan).items()}
    before = {item.id: item for item in old.items}
    return change_tasks(plan, ids, lambda item: replace(item, **speak(before[there[item.id]]))).plan


def _mentions(old: Plan, plan: Plan) -> Callable[[Task], dict[str, Any]]:
    """Return what gives the fields by which an item of ``old`` speaks of others as they are in ``plan``.

    That is of items that came along, by the ids that they have here, and of what is said in words.
    """
    known = {item.id for item in old.items}
    there = {identifier: here.partition(":")[2] for identifier, here in links(old, plan).items()}

    def fields(item: Task) -> dict[str, Any]:
        gone = {word for word in awaited(item, known) if word not in there}
        waits = tuple(there.get(word, word) for word in item.waits_for if word not in gone)
        about = tuple(there[word] for word in abouts(item) if word in there)
        return {"waits_for": waits, "about": about} if abouts(item) else {"waits_for": waits}

    return fields


def carried_task(task: Task, old: Plan, identifier: str) -> Task:
    """Return ``task`` of ``old`` as a new one of the next year: the work that is left, and nothing recorded yet."""
    about: dict[str, Any] = {"about": ()} if abouts(task) else {}
    return replace(
        task,
        **left_behind(type(task)),
        **about,
        id=identifier,
        start=task.start if task.start and task.start.year > old.year else None,
        due=task.due if task.due and task.due.year > old.year else None,
        target=_rest(task),
        waits_for=(),  # put right, as what it is about, when it is known what else came along
        nodes=tuple(node for node in task.nodes if node.done is None),
        carried_from=address(old.year, task.id),
        years_carried=task.years_carried + 1,
    )


def _rest(task: Task) -> Target | None:
    """Return what is left of the task's target, on top of what was reached; a level starts from the last reading."""
    target, reached = task.target, replay.latest_reading(task)
    if target is None or reached is None or reached == target.origin:
        return target
    if target.is_reached(reached):
        return None
    if target.is_level:
        return replace(target, from_=reached)
    return replace(target, amount=subtracted(target.goal, reached), baseline=added(target.baseline or 0, reached))


def _emptied(group: Group, identifier: str) -> Any:
    return replace(group, **left_behind(type(group)), id=identifier)


def _free_id(group: Group, plan: Plan, homes: Iterable[Group]) -> str:
    """Return the id of ``group``, or the next one of its kind if another group has it or had it."""
    taken = {*(home.id for home in homes), *plan.retired}
    return group.id if group.id not in taken else next_id(type(group), taken)


def _with_units(plan: Plan, old: Plan) -> Plan:
    """Register the units that tasks name and the old plan knew."""
    named = {unit for item in plan.items for unit in item.units}
    known = {spelling for unit in plan.units for spelling in (unit.name, *unit.aliases)}
    missing = tuple(unit for unit in old.units if unit.name not in known and named & {unit.name, *unit.aliases})
    return replace(plan, units=(*plan.units, *missing)) if missing else plan
