"""What goes over into the next year: open tasks as new ones there, linked both ways, and closed as carried here.

Pure: plans in, plans out. Doing it twice changes nothing more: a task that the next year has already is not given it
again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planctl.plan import replay
from planctl.plan.changes import Outcome, change_tasks, next_id, with_priority
from planctl.plan.model import Entry, Number, Plan, Priority, Target, Task, Unit

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Receive:
    """Take the open tasks ``ids`` of ``old`` into a later plan, under the priority of the same title.

    A carried task starts anew, with its units and what is left of its target; its log stays in the old year.
    """

    old: Plan
    ids: tuple[str, ...]

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with those tasks that it does not have yet; their new ids are the changed ones."""
        known = {task.carried_from for task in plan.tasks}
        changed = []
        for priority in self.old.priorities:
            for task in priority.tasks:
                if task.id in self.ids and address(self.old.year, task.id) not in known:
                    plan, identifier = _receive(plan, self.old, priority, task)
                    changed.append(identifier)
        return Outcome(_with_units(plan, self.old), tuple(changed))


@dataclass(frozen=True, slots=True)
class HandOver:
    """Close tasks as carried: ``links`` are their ids here and where they went, as ``2021:1.3``.

    A task that was carried before, to where it no longer is, gets the new link.
    """

    links: tuple[tuple[str, str], ...]
    on: date
    by: str | None = None

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the tasks closed as carried; one that is closed already stays as it is."""
        targets = dict(self.links)

        def hand_over(task: Task) -> Task:
            if task.status.is_closed or task.carried_to == targets[task.id]:
                return task
            return replay.with_entry(task, Entry(on=self.on, by=self.by, carried_to=targets[task.id]))

        return change_tasks(plan, tuple(targets), hand_over)


def address(year: int, task_id: str) -> str:
    """Return how plans of other years name a task: ``2020:3.7``."""
    return f"{year}:{task_id}"


def links(old: Plan, new: Plan) -> tuple[tuple[str, str], ...]:
    """Return the ids of tasks of ``old`` that ``new`` took over, with where they are now."""
    prefix = f"{old.year}:"
    return tuple(
        (task.carried_from.removeprefix(prefix), address(new.year, task.id))
        for task in new.tasks
        if task.carried_from and task.carried_from.startswith(prefix)
    )


def carried_task(task: Task, old: Plan, identifier: str) -> Task:
    """Return ``task`` of ``old`` as a new one of the next year: the work that is left, and nothing recorded yet."""
    return Task(
        id=identifier,
        title=task.title,
        title_en=task.title_en,
        lead=task.lead,
        support=task.support,
        owner=task.owner,
        due=task.due if task.due and task.due.year > old.year else None,
        target=_rest(task),
        refs=task.refs,
        tags=task.tags,
        formerly=task.formerly,
        carried_from=address(old.year, task.id),
        years_carried=task.years_carried + 1,
        internal=task.internal,
    )


def _rest(task: Task) -> Target | None:
    """Return what is left of the task's target, on top of what was reached."""
    reached = replay.latest_reading(task)
    if task.target is None or not reached:
        return task.target
    if reached >= task.target.amount:
        return None
    left, base = task.target.amount - reached, (task.target.baseline or 0) + reached
    return replace(task.target, amount=_plain(left), baseline=_plain(base))


def _plain(number: Number) -> Number:
    """Return the number without the noise of binary fractions: 0.3 less 0.1 is 0.2."""
    return round(number, 9) if isinstance(number, float) else number


def _receive(plan: Plan, old: Plan, priority: Priority, task: Task) -> tuple[Plan, str]:
    """Put one task under the priority of the same title, which is made if there is none."""
    home = next((item for item in plan.priorities if item.title == priority.title), None)
    if home is None:
        taken = {item.id for item in plan.priorities}
        free = (str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)
        home = Priority(priority.id if priority.id not in taken else next(free), priority.title, priority.title_en)
        plan = replace(plan, priorities=(*plan.priorities, home))
    identifier = next_id(home)
    grown = replace(home, tasks=(*home.tasks, carried_task(task, old, identifier)))
    return with_priority(plan, grown), identifier


def _with_units(plan: Plan, old: Plan) -> Plan:
    """Register the units that carried tasks name and the old plan knew."""
    named = {unit for task in plan.tasks for unit in task.units}
    known = {spelling for unit in plan.units for spelling in (unit.name, *unit.aliases)}
    missing: tuple[Unit, ...] = tuple(
        unit for unit in old.units if unit.name not in known and named & {unit.name, *unit.aliases}
    )
    return replace(plan, units=(*plan.units, *missing)) if missing else plan
