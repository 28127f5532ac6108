"""What goes over into the next year: open tasks as new ones there, linked both ways and marked as carried here.

Pure: plans in, plans out. Doing it twice changes nothing more: a task that the next year has already is not given it
again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import UsageError
from planctl.plan import replay
from planctl.plan.changes import Outcome, change_tasks
from planctl.plan.ids import Numbers, task_ids
from planctl.plan.keys import left_behind
from planctl.plan.links import address, links, moved_addresses
from planctl.plan.model import Entry, Plan, Priority, Task
from planctl.plan.quantity import added, subtracted
from planctl.plan.waiting import awaited

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planctl.plan.model import Target


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
        ids = task_ids(old, self.ids) if self.ids else tuple(task.id for task in old.tasks)
        received = receive(plan, old, left_over(old, plan, ids))
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
    """Return which of the tasks ``ids`` of ``old`` are to be carried into ``new``.

    These are the open ones, and those carried to where they no longer are, as after an undo there.
    """
    there = {address(new.year, task.id) for task in new.tasks} | moved_addresses(new).keys()

    def is_left(task: Task) -> bool:
        is_lost = (task.carried_to or "").startswith(f"{new.year}:") and task.carried_to not in there
        return task.is_open or (is_lost and not task.status.is_closed)

    left = {task.id for task in old.tasks if is_left(task)}
    return tuple(identifier for identifier in ids if identifier in left)


# --- the next year ---------------------------------------------------------------------------------------------------


def next_plan(old: Plan, year: int) -> Plan:
    """Return a plan of ``year`` without tasks, as ``old`` is but for what is about the old year."""
    title = old.title.replace(str(old.year), str(year))
    title_en = old.title_en.replace(str(old.year), str(year)) if old.title_en else None
    priorities = tuple(_emptied(priority, priority.id) for priority in old.priorities)
    return replace(old, **left_behind(Plan), year=year, title=title, title_en=title_en, priorities=priorities)


def receive(plan: Plan, old: Plan, ids: Sequence[str]) -> Outcome:
    """Return ``plan`` with those of the tasks ``ids`` of ``old`` that it does not have yet; the new ids are changed."""
    wanted, known = set(ids), links(old, plan)
    homes = {priority.title: priority for priority in reversed(plan.priorities)}
    numbers = Numbers(plan)
    arrived: dict[str, list[Task]] = {}
    for priority in old.priorities:
        for task in priority.tasks:
            if task.id in wanted and task.id not in known:
                if priority.title not in homes:
                    homes[priority.title] = _emptied(priority, _free_id(priority.id, plan, homes.values()))
                home = homes[priority.title].id
                arrived.setdefault(home, []).append(carried_task(task, old, numbers.next(home)))
    there = {priority.id for priority in plan.priorities}
    priorities = (*plan.priorities, *(home for home in homes.values() if home.id not in there))
    grown = tuple(replace(item, tasks=(*item.tasks, *arrived.get(item.id, ()))) for item in priorities)
    changed = tuple(task.id for item in grown for task in arrived.get(item.id, ()))
    if not changed:
        return Outcome(plan, changed)
    return Outcome(_with_waits(_with_units(replace(plan, priorities=grown), old), old, changed), changed)


def _with_waits(plan: Plan, old: Plan, ids: Sequence[str]) -> Plan:
    """Return ``plan`` with its tasks ``ids`` waiting for what they waited for in ``old``.

    That is for tasks that came along, by the ids that they have here, and for what is said in words.
    """
    known = {task.id: task for task in old.tasks}
    if not any(task.waits_for for task in known.values()):
        return plan
    there = {identifier: there.partition(":")[2] for identifier, there in links(old, plan).items()}
    before = {here: known[identifier] for identifier, here in there.items()}

    def with_waits(task: Task) -> Task:
        gone = {item for item in awaited(before[task.id], known) if item not in there}
        waits = (there.get(item, item) for item in before[task.id].waits_for if item not in gone)
        return replace(task, waits_for=tuple(waits))

    return change_tasks(plan, ids, with_waits).plan


def carried_task(task: Task, old: Plan, identifier: str) -> Task:
    """Return ``task`` of ``old`` as a new one of the next year: the work that is left, and nothing recorded yet."""
    return replace(
        task,
        **left_behind(Task),
        id=identifier,
        start=task.start if task.start and task.start.year > old.year else None,
        due=task.due if task.due and task.due.year > old.year else None,
        target=_rest(task),
        waits_for=(),  # put right when it is known what else came along
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


def _emptied(priority: Priority, identifier: str) -> Priority:
    return replace(priority, **left_behind(Priority), id=identifier)


def _free_id(wanted: str, plan: Plan, homes: Iterable[Priority]) -> str:
    """Return ``wanted``, or the first number that is no priority's id and was none, if it is one."""
    taken = {*(priority.id for priority in homes), *plan.retired}
    free = (str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)
    return wanted if wanted not in taken else next(free)


def _with_units(plan: Plan, old: Plan) -> Plan:
    """Register the units that tasks name and the old plan knew."""
    named = {unit for task in plan.tasks for unit in task.units}
    known = {spelling for unit in plan.units for spelling in (unit.name, *unit.aliases)}
    missing = tuple(unit for unit in old.units if unit.name not in known and named & {unit.name, *unit.aliases})
    return replace(plan, units=(*plan.units, *missing)) if missing else plan
