"""What became of a plan in its year: every task and every count, taken from the plan as it was on a day.

Knows neither wording nor medium; ``report.wording`` words it, ``report.to_json`` spells it for programs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from planctl.plan import counts, progress, replay
from planctl.plan.counts import By
from planctl.plan.days import is_missed
from planctl.plan.model import Status
from planctl.plan.progress import Grade, Standing
from planctl.plan.units import with_canonical_units
from planctl.report.numbers.figures import Changes, Clearance, LeftOut, Month, Punctuality, Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planctl.plan.counts import UnitWork
    from planctl.plan.model import Plan, Task
    from planctl.plan.progress import Ids
    from planctl.plan.target import Number


def summarise(plan: Plan, day: date, *, since: date | None = None, public: bool = False) -> Summary:
    """Return the numbers of ``plan`` (as it is stored) for the end of ``day``.

    ``since`` asks what changed from that day on; ``public`` leaves out what is marked as internal.
    """
    whole = with_canonical_units(replay.plan_on(plan, day))
    whole, left_out = _without_internal_tasks(whole) if public else (whole, LeftOut())
    counted = progress.standings(whole, day)
    told, every_row = _without_internal_entries(whole, counted) if public else (whole, counted)
    rows = [row for row in every_row if not row.task.ongoing]
    counted = [row for row in counted if not row.task.ongoing]

    def ids(wanted: Callable[[Standing], object]) -> Ids:
        return tuple(row.task.id for row in rows if wanted(row))

    return Summary(
        plan=told,
        day=day,
        since=since,
        rows=tuple(every_row),
        total=counts.total(every_row),
        priorities=counts.groups(told, every_row, By.PRIORITY),
        quarters=counts.groups(told, rows, By.QUARTER),
        units=_units(told, every_row),
        grades=tuple((Grade(group.key), group.ids) for group in counts.groups(told, rows, By.GRADE)),
        months=_months(plan.year, counted, day),
        clearance=_clearance(rows),
        on_time=_punctuality(counted, day, attrgetter("due")),
        on_time_first=_punctuality(counted, day, attrgetter("due_original")),
        added=tuple(row.task.id for row in every_row if _is_added(row, plan.adopted)),
        inherited=tuple(row.task.id for row in every_row if row.task.carried_from),
        overdue=ids(lambda row: row.is_overdue),
        due_now=ids(lambda row: row.is_unfinished and not row.is_overdue and row.due == row.day == day),
        due_soon=ids(lambda row: row.task.is_open and row.is_due_soon),
        behind=ids(lambda row: row.is_behind),
        extended=ids(lambda row: row.is_extended and row.task.status is not Status.DROPPED),
        undocumented=tuple(row.task.id for row in counted if row.task.status is Status.DONE and not row.task.evidence),
        unassigned=ids(lambda row: row.is_unfinished and not row.task.lead),
        changes=_changes(whole, since, counted) if since else None,
        left_out=left_out,
    )


# --- public editions -------------------------------------------------------------------------------------------------


def _without_internal_tasks(plan: Plan) -> tuple[Plan, LeftOut]:
    """Take out internal tasks; say how many, and how many internal entries there are in the logs of the others."""
    hidden = tuple(task.id for task in plan.tasks if task.internal)
    entries = sum(entry.internal for task in plan.tasks if not task.internal for entry in task.log)
    return _with_tasks(plan, lambda task: None if task.internal else task), LeftOut(hidden, entries)


def _without_internal_entries(plan: Plan, rows: Sequence[Standing]) -> tuple[Plan, list[Standing]]:
    """Take internal entries out of all logs; what they say is not told, but states and numbers stay what they are."""
    told = _with_tasks(plan, lambda task: replace(task, log=tuple(entry for entry in task.log if not entry.internal)))
    pairs = ((row, progress.assess(task, row.group, told, row.day)) for task, row in zip(told.tasks, rows, strict=True))
    return told, [
        new._replace(grade=row.grade, waits=row.waits, awaited_by=row.awaited_by, kept=row.kept) for row, new in pairs
    ]


def _with_tasks(plan: Plan, change: Callable[[Task], Task | None]) -> Plan:
    priorities = tuple(
        replace(priority, items=tuple(new for task in priority.items if (new := change(task))))
        for priority in plan.priorities
    )
    return replace(plan, priorities=priorities)


# --- groups ----------------------------------------------------------------------------------------------------------


def _units(plan: Plan, rows: Sequence[Standing]) -> tuple[UnitWork, ...]:
    """Count by unit, those that lead most first; tasks that nobody leads come last."""
    names = {name for row in rows for name in (row.task.lead or "", *row.task.units)}
    work = counts.work_of_units(plan, rows, names)
    return tuple(sorted(work, key=lambda row: (not row.unit, -row.leads.total, -row.supports.total, row.unit)))


def _clearance(rows: Iterable[Standing]) -> Clearance:
    group = counts.total(row for row in rows if row.task.due and row.task.status is not Status.DROPPED)
    return Clearance(group.ids, group.done, group.carried, group.unfinished)


def _punctuality(rows: Iterable[Standing], day: date, deadline: Callable[[Standing], date]) -> Punctuality:
    """Return which tasks were done by their ``deadline``, of those whose deadline has come."""
    due = [row for row in rows if row.task.status is not Status.DROPPED and is_missed(deadline(row), row.day)]
    done = (row for row in due if row.task.status is Status.DONE)
    in_time = (row.task.id for row in done if (replay.status_since(row.task) or day) <= deadline(row))
    return Punctuality(tuple(row.task.id for row in due), tuple(in_time))


# --- time ------------------------------------------------------------------------------------------------------------


def _is_added(row: Standing, adopted: date | None) -> bool:
    """Whether a task came into the plan after that was ``adopted``; of a plan that does not say when, none did."""
    return adopted is not None and any(entry.added and entry.on > adopted for entry in row.task.log)


def _months(year: int, rows: Iterable[Standing], day: date) -> tuple[Month, ...]:
    counted = [row for row in rows if row.task.status is not Status.DROPPED]
    done = [row.task for row in counted if row.task.status is Status.DONE]
    due_in = _by_month(year, ((row.due_original, row.task.id) for row in counted))
    done_in = _by_month(year, ((replay.status_since(task) or day, task.id) for task in done))
    months, due_so_far, done_so_far = [], 0, 0
    for number in range(1, 13):
        due_so_far += len(due_in[number])
        done_so_far += len(done_in[number])
        has_begun = date(year, number, 1) <= day
        months.append(
            Month(number, tuple(due_in[number]), tuple(done_in[number]), due_so_far, done_so_far if has_begun else None)
        )
    return tuple(months)


def _by_month(year: int, dated: Iterable[tuple[date, str]]) -> dict[int, list[str]]:
    """Sort ids into months; earlier years count in January, later ones in no month of this year (key 13)."""
    months: dict[int, list[str]] = {number: [] for number in range(1, 14)}
    for day, identifier in dated:
        months[day.month if day.year == year else 1 if day.year < year else 13].append(identifier)
    return months


def _changes(plan: Plan, since: date, rows: Iterable[Standing]) -> Changes:
    """Compare every task with what it was on the evening before ``since``."""
    eve = since - timedelta(days=1)
    pairs = [(row, replay.task_on(row.task, eve)) for row in rows]

    def changed(wanted: Callable[[Standing, Task | None], object]) -> Ids:
        return tuple(now.task.id for now, then in pairs if wanted(now, then))

    def became(state: Status, *before: Status) -> Ids:
        """Return the tasks that are in ``state`` and were in another (or in one of ``before``)."""
        before = before or tuple(status for status in Status if status is not state)
        return changed(lambda now, then: now.task.status is state and _status(then) in before)

    return Changes(
        since=since,
        added=changed(lambda _, then: then is None),
        done=became(Status.DONE),
        submitted=became(Status.SUBMITTED),
        started=became(Status.DOING, Status.TODO),
        resumed=became(Status.DOING, Status.BLOCKED),
        reopened=changed(lambda now, then: now.is_unfinished and _status(then).is_closed),
        blocked=became(Status.BLOCKED),
        extended=changed(lambda now, then: then and now.due > (then.due or plan.last_day)),
        dropped=became(Status.DROPPED),
        carried=changed(lambda now, then: now.is_carried and not (then and then.carried_to)),
        readings=_readings(pairs),
    )


def _status(task: Task | None) -> Status:
    return task.status if task else Status.TODO


def _readings(pairs: Iterable[tuple[Standing, Task | None]]) -> tuple[tuple[str, Number, Number], ...]:
    found = []
    for now, then in pairs:
        target, before = now.task.target, replay.latest_reading(then) if then else None
        if target is None or now.reading is None or not now.is_unfinished:
            continue
        before = target.origin if before is None else before
        if now.reading != before:
            found.append((now.task.id, before, now.reading))
    return tuple(found)
