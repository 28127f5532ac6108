"""Which tasks a record is made of: what is closed or was carried over is left as it is, or refused if it was named."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import UsageError
from planctl.plan import replay
from planctl.plan.ids import choose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planctl.plan.model import Plan, Status, Task


class ClosedTaskError(UsageError):
    """The tasks ``id`` (``ids`` as typed) are closed: only taken up again they can get another status."""

    key = "error.closed_task"


class CarriedTaskError(UsageError):
    """The tasks ``id`` were carried on the day ``on`` to ``places``, and are ``there`` in the plan of ``year``."""

    key = "error.carried_task"


class Reach(NamedTuple):
    """The tasks to be recorded of, and those that were reached by a group, a range or a pattern but are ``left``."""

    ids: tuple[str, ...]
    left: tuple[str, ...]


def reach(plan: Plan, typed: Iterable[str], on: date, status: Status | None = None) -> Reach:
    """Return which of the tasks that ``typed`` means get a record of the day ``on``, which may give them ``status``.

    A task that is closed or carried over by that day is left unless it was named singly.

    Raises:
        BadIdError, UnknownTaskError: As ``choose`` does.
        ClosedTaskError: One that was named singly is closed and would get another status.
        CarriedTaskError: One that was named singly was carried over before that day.
    """
    chosen = choose(plan, typed)
    wanted = set(chosen.ids)
    then = {task.id: replay.task_on(task, on) or task for task in plan.items if task.id in wanted}
    named = [then[identifier] for identifier in chosen.ids if identifier in chosen.singly]
    _refuse_carried(named, on)
    if status is not None:
        _refuse_closed([task for task in named if task.status.is_closed and task.status is not status])
    left = tuple(item for item in chosen.ids if item not in chosen.singly and not then[item].is_open)
    away = set(left)
    return Reach(tuple(item for item in chosen.ids if item not in away), left)


def _refuse_carried(tasks: Iterable[Task], on: date) -> None:
    gone = [task for task in tasks if not task.status.is_closed and (day := replay.carried_on(task)) and day < on]
    if not gone:
        return
    places = [task.carried_to or "" for task in gone]
    year = places[0].partition(":")[0]
    raise CarriedTaskError(
        id=", ".join(task.id for task in gone),
        on=replay.carried_on(gone[0]),
        places=", ".join(places),
        year=year,
        there=" ".join(place.partition(":")[2] for place in places if place.startswith(f"{year}:")),
    )


def _refuse_closed(tasks: Sequence[Task]) -> None:
    if tasks:
        ids = [task.id for task in tasks]
        raise ClosedTaskError(id=", ".join(ids), ids=" ".join(ids))
