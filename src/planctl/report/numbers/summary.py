"""What became of a plan in its year: every task and every count, taken from the plan as it was on a day.

Knows neither wording nor medium; ``report.wording`` words it, ``report.to_json`` spells it for programs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from planctl.plan import counts, model, progress, replay
from planctl.plan.counts import By
from planctl.plan.days import is_missed
from planctl.plan.findings import by_area
from planctl.plan.indicators import by_heading
from planctl.plan.keys import keys_of
from planctl.plan.model import Entry, Status
from planctl.plan.nodes import node_rows
from planctl.plan.progress import Grade, Standing
from planctl.plan.units import with_canonical_units
from planctl.report.numbers.changes import changes_since
from planctl.report.numbers.figures import Clearance, LeftOut, Month, Punctuality, Scope, Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planctl.plan.counts import Group, UnitWork
    from planctl.plan.model import Plan, Task
    from planctl.plan.progress import Ids


#: A report on everything.
WHOLE = Scope()


def summarise(
    plan: Plan, day: date, *, since: date | None = None, public: bool = False, scope: Scope = WHOLE
) -> Summary:
    """Return the numbers of ``plan`` (as it is stored) for the end of ``day``.

    ``since`` asks what changed from that day on; ``public`` leaves out what is marked as internal; ``scope`` limits all
    of it to some groups or units, where what tasks wait for still counts whatever it belongs to.
    """
    whole = with_canonical_units(replay.plan_on(plan, day))
    whole, left_out = _without_internal_items(whole) if public else (whole, LeftOut())
    everything = progress.standings(whole, day, model.Group)
    told, told_rows = _without_internal_entries(whole, everything) if public else (whole, everything)
    every_row = _within(told_rows, told, scope)
    counted = [row for row in _within(everything, whole, scope) if not row.task.ongoing]
    rows = [row for row in every_row if not row.task.ongoing]

    def ids(wanted: Callable[[Standing], object]) -> Ids:
        return tuple(row.task.id for row in rows if wanted(row))

    on_time = _punctuality(counted, day, attrgetter("due"))
    return Summary(
        plan=told,
        day=day,
        since=since,
        scope=scope,
        rows=tuple(every_row),
        total=counts.total(every_row),
        priorities=_groups(told, every_row, By.PRIORITY, scope),
        quarters=counts.groups(told, rows, By.QUARTER),
        units=_units(told, every_row),
        grades=tuple((Grade(group.key), group.ids) for group in counts.groups(told, rows, By.GRADE)),
        months=_months(plan.year, counted, day),
        clearance=_clearance(rows),
        on_time=on_time,
        on_time_first=_punctuality(counted, day, attrgetter("due_original")),
        added=tuple(row.task.id for row in every_row if _is_added(row, plan.adopted)),
        inherited=tuple(row.task.id for row in every_row if row.task.carried_from),
        overdue=ids(lambda row: row.is_overdue),
        due_now=ids(lambda row: row.is_unfinished and not row.is_overdue and row.due == row.day == day),
        due_soon=ids(lambda row: row.task.is_open and row.is_due_soon),
        behind=ids(lambda row: row.is_behind),
        extended=ids(lambda row: row.is_extended and row.task.status is not Status.DROPPED),
        late=tuple(row.task.id for row in counted if _is_late(row)),
        undocumented=tuple(row.task.id for row in counted if row.task.status is Status.DONE and not row.task.evidence),
        unassigned=ids(lambda row: row.is_unfinished and not row.task.lead),
        nodes=tuple(node_rows(row for row in every_row if row.task.status is not Status.DROPPED)),
        changes=changes_since(counted, since, whole) if since else None,
        left_out=left_out,
        **_other_kinds(told, told_rows, scope),
    )


# --- what a report is limited to -------------------------------------------------------------------------------------


def _within(rows: list[Standing], plan: Plan, scope: Scope) -> list[Standing]:
    """Return the tasks among ``rows`` that are in ``scope``."""
    tasks = progress.of_kind(rows, plan, model.Priority)
    return [row for row in tasks if _is_within(row, scope)]


def _is_within(row: Standing, scope: Scope) -> bool:
    return (not scope.groups or row.group in scope.groups) and _has_unit(row, scope)


def _has_unit(row: Standing, scope: Scope) -> bool:
    return not scope.units or not set(scope.units).isdisjoint(row.task.units)


def _groups(plan: Plan, rows: Sequence[Standing], by: By, scope: Scope) -> tuple[Group, ...]:
    """Count by group; where a report is limited, groups that it has nothing to do with are left out."""
    found = counts.groups(plan, rows, by)
    return tuple(group for group in found if group.ids or group.key in scope.groups or not any(scope))


def _other_kinds(plan: Plan, rows: list[Standing], scope: Scope) -> dict[str, Any]:
    """Return what is counted of findings and indicators; in a limited report, of those that have to do with it."""
    tasks = {row.task.id for row in rows if row.group in scope.groups}

    def is_within(row: Standing) -> bool:
        is_meant = not scope.groups or row.group in scope.groups or not tasks.isdisjoint(row.about)
        return is_meant and _has_unit(row, scope)

    found = [row for row in progress.of_kind(rows, plan, model.Inspection) if is_within(row)]
    judged = [row for row in progress.of_kind(rows, plan, model.Standard) if is_within(row)]
    return {
        "findings": tuple(found),
        "inspections": _groups(plan, found, By.INSPECTION, scope),
        "areas": by_area(found),
        "indicators": tuple(judged),
        "standards": _groups(plan, judged, By.STANDARD, scope),
        "headings": by_heading(judged),
    }


# --- public editions -------------------------------------------------------------------------------------------------


def _without_internal_items(plan: Plan) -> tuple[Plan, LeftOut]:
    """Take out internal items; say how many, and how many internal entries there are in the logs of the others."""
    hidden = tuple(item.id for item in plan.items if item.internal)
    entries = sum(entry.internal for item in plan.items if not item.internal for entry in item.log)
    told = _with_items(plan, lambda item: None if item.internal else item)
    emptied = {group.id for group, now in zip(plan.groups, told.groups, strict=True) if group.items and not now.items}
    kept: dict[str, Any] = {
        name: tuple(group for group in told.groups_of(kind) if group.id not in emptied)
        for kind, name in model.GROUPS.items()
    }
    return replace(told, **kept), LeftOut(hidden, entries)


def _without_internal_entries(plan: Plan, rows: Sequence[Standing]) -> tuple[Plan, list[Standing]]:
    """Take the words of internal entries out of all logs; states, days and numbers stay what they are."""
    told = _with_items(plan, lambda item: replace(item, log=tuple(filter(None, map(_without_words, item.log)))))
    pairs = ((row, progress.assess(item, row.group, told, row.day)) for item, row in zip(told.items, rows, strict=True))
    return told, [
        new._replace(grade=row.grade, waits=row.waits, awaited_by=row.awaited_by, findings=row.findings, kept=row.kept)
        for row, new in pairs
    ]


def _without_words(entry: Entry) -> Entry | None:
    """Return what an internal entry set and nothing that it says, ``None`` if it set nothing; any other as it is.

    Without the entry itself an older one would be told as what led to the state, with its reason and its day.
    """
    if not entry.internal:
        return entry
    bare = Entry(entry.on)
    facts = {key.name: getattr(entry, key.name) for key in keys_of(Entry) if key.logged}
    found = replace(bare, **facts, cleared=entry.cleared, added=entry.added, was=entry.was)
    return found if found != bare else None


def _with_items(plan: Plan, change: Callable[[Task], Task | None]) -> Plan:
    return plan.with_groups(
        lambda group: replace(group, items=tuple(new for item in group.items if (new := change(item))))
    )


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


def _is_late(row: Standing) -> bool:
    """Whether a task was done after its deadline."""
    done = replay.status_since(row.task) if row.task.status is Status.DONE else None
    return done is not None and done > row.due


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
