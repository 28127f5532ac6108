"""What became of a plan in its year: every task and every count, taken from the plan as it was on a day.

Knows neither wording nor medium; ``report.document`` words it, ``report.to_json`` spells it for programs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import floor
from typing import TYPE_CHECKING

from planctl.plan import progress, replay
from planctl.plan.model import Status
from planctl.plan.progress import By, Grade
from planctl.plan.units import with_canonical_units
from planctl.report.numbers.figures import Changes, Clearance, Fact, Ids, LeftOut, Month, Summary, Tally, UnitTally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planctl.plan.model import Number, Plan, Task
    from planctl.plan.progress import Group, Standing


def summarise(plan: Plan, day: date, *, since: date | None = None, public: bool = False) -> Summary:
    """Return the numbers of ``plan`` (as it is stored) for the end of ``day``.

    ``since`` asks what changed from that day on; ``public`` leaves out what is marked as internal.
    """
    past = with_canonical_units(replay.plan_on(plan, day))
    past, left_out = _without_internal_tasks(past) if public else (past, LeftOut())
    counted = {row.task.id: _fact(row, past, day) for row in progress.standings(past, day)}
    whole = past
    if public:  # what internal entries say is not told, but it is counted: numbers stay what they are
        past = _without_internal_entries(past)
    rows = progress.standings(past, day)
    facts = {row.task.id: _fact(row, past, day) for row in rows}

    def ids(wanted: Callable[[Fact], object]) -> Ids:
        return tuple(fact.id for fact in facts.values() if wanted(fact))

    def tallies(by: By) -> tuple[Tally, ...]:
        return tuple(_tally_of(group, facts) for group in progress.groups(past, rows, by))

    return Summary(
        year=past.year,
        title=past.title,
        title_en=past.title_en,
        day=day,
        since=since,
        facts=tuple(facts.values()),
        total=_tally("total", facts.values()),
        priorities=tallies(By.PRIORITY),
        quarters=tallies(By.QUARTER),
        units=_units(facts.values()),
        units_en=tuple((unit.name, unit.name_en) for unit in past.units if unit.name_en),
        grades=tuple((Grade(group.key), group.ids) for group in progress.groups(past, rows, By.GRADE)),
        months=_months(past.year, counted.values(), day),
        clearance=_clearance(facts.values()),
        added=tuple(row.task.id for row in rows if any(entry.added for entry in row.task.log)),
        inherited=ids(lambda fact: fact.carried_from),
        overdue=ids(lambda fact: fact.grade is Grade.OVERDUE),
        due_now=ids(lambda fact: fact.is_open and fact.due == day),
        due_soon=ids(lambda fact: fact.is_open and fact.grade is Grade.DUE_SOON),
        behind=ids(lambda fact: _is_behind(fact, day)),
        extended=ids(lambda fact: fact.is_extended and fact.state != Status.DROPPED),
        undocumented=ids(lambda fact: fact.state == Status.DONE and not counted[fact.id].evidence),
        unassigned=ids(lambda fact: fact.is_open and not fact.lead),
        changes=_changes(whole, since, counted) if since else None,
        left_out=left_out,
    )


def _without_internal_tasks(plan: Plan) -> tuple[Plan, LeftOut]:
    """Take out internal tasks; say how many, and how many internal entries there are in the logs of the others."""
    hidden = tuple(task.id for task in plan.tasks if task.internal)
    entries = sum(entry.internal for task in plan.tasks if not task.internal for entry in task.log)
    return _with_tasks(plan, lambda task: None if task.internal else task), LeftOut(hidden, entries)


def _without_internal_entries(plan: Plan) -> Plan:
    """Take internal entries out of all logs; the states of tasks stay what they are."""
    return _with_tasks(plan, lambda task: replace(task, log=tuple(entry for entry in task.log if not entry.internal)))


def _with_tasks(plan: Plan, change: Callable[[Task], Task | None]) -> Plan:
    priorities = tuple(
        replace(priority, tasks=tuple(new for task in priority.tasks if (new := change(task))))
        for priority in plan.priorities
    )
    return replace(plan, priorities=priorities)


def _is_behind(fact: Fact, day: date) -> bool:
    """Whether an open task with a target lags behind its pace, also in its last month, which has a grade of its own."""
    is_running = fact.is_open and fact.target is not None and fact.due > day
    return is_running and (fact.reading or 0) < floor(fact.expected)


# --- one task --------------------------------------------------------------------------------------------------------


def _fact(row: Standing, plan: Plan, day: date) -> Fact:
    task = row.task
    is_carried = row.grade is Grade.CARRIED
    return Fact(
        id=task.id,
        priority=row.priority,
        title=task.title,
        title_en=task.title_en,
        formerly=task.formerly,
        state="carried" if is_carried else task.status.value,
        grade=row.grade,
        lead=task.lead,
        support=task.support,
        due=row.due,
        due_first=row.due_original,
        has_due=task.due is not None,
        days_late=max(0, -row.days_left) if row.is_overdue else 0,
        since=replay.status_since(task),
        remark=replay.reason(task),
        extension=_note_of(task, "due"),
        target=task.target,
        reading=row.reading,
        expected=progress.expected_reading(task, plan, day),
        evidence=task.evidence,
        carried_from=task.carried_from,
        carried_to=task.carried_to if is_carried else None,
        carrying=_note_of(task, "carried_to") if is_carried else None,
    )


def _note_of(task: Task, field: str) -> str | None:
    """Return the note of the last entry that set ``field``."""
    return next((entry.note for entry in reversed(task.log) if getattr(entry, field) is not None), None)


# --- groups ----------------------------------------------------------------------------------------------------------


def _tally_of(group: Group, facts: dict[str, Fact]) -> Tally:
    return _tally(group.key, [facts[identifier] for identifier in group.ids], group.title, group.title_en)


def _tally(key: str, facts: Iterable[Fact], title: str | None = None, title_en: str | None = None) -> Tally:
    members = tuple(facts)
    states: dict[str, list[str]] = {state: [] for state in (*Status, "carried")}
    for fact in members:
        states[fact.state].append(fact.id)
    return Tally(
        key=key,
        title=title,
        title_en=title_en,
        overdue=tuple(fact.id for fact in members if fact.grade is Grade.OVERDUE),
        ids=tuple(fact.id for fact in members),
        **{state: tuple(found) for state, found in states.items()},
    )


def _units(facts: Iterable[Fact]) -> tuple[UnitTally, ...]:
    """Count by unit, those that lead most first; tasks that nobody leads come last."""
    leads: dict[str, list[Fact]] = {}
    supports: dict[str, list[Fact]] = {}
    for fact in facts:
        leads.setdefault(fact.lead or "", []).append(fact)
        for unit in fact.support:
            if unit != fact.lead:
                supports.setdefault(unit, []).append(fact)
    names = dict.fromkeys([*leads, *supports])
    found = [UnitTally(name, _tally(name, leads.get(name, ())), _tally(name, supports.get(name, ()))) for name in names]
    return tuple(sorted(found, key=lambda row: (not row.unit, -row.leads.total, -row.supports.total, row.unit)))


def _clearance(facts: Iterable[Fact]) -> Clearance:
    tally = _tally("clearance", (fact for fact in facts if fact.has_due and fact.state != Status.DROPPED))
    left = {*tally.todo, *tally.doing, *tally.blocked, *tally.submitted}
    return Clearance(tally.ids, tally.done, tally.carried, tuple(found for found in tally.ids if found in left))


# --- time ------------------------------------------------------------------------------------------------------------


def _months(year: int, facts: Iterable[Fact], day: date) -> tuple[Month, ...]:
    counted = [fact for fact in facts if fact.state != Status.DROPPED]
    due = _by_month(year, ((fact.due_first, fact.id) for fact in counted))
    done = _by_month(year, ((fact.since or day, fact.id) for fact in counted if fact.state == Status.DONE))
    months, due_so_far, done_so_far = [], 0, 0
    for number in range(1, 13):
        due_so_far += len(due[number])
        done_so_far += len(done[number])
        has_begun = date(year, number, 1) <= day
        months.append(
            Month(number, tuple(due[number]), tuple(done[number]), due_so_far, done_so_far if has_begun else None)
        )
    return tuple(months)


def _by_month(year: int, dated: Iterable[tuple[date, str]]) -> dict[int, list[str]]:
    """Sort ids into months; earlier years count in January, later ones in no month of this year (key 13)."""
    months: dict[int, list[str]] = {number: [] for number in range(1, 14)}
    for day, identifier in dated:
        months[day.month if day.year == year else 1 if day.year < year else 13].append(identifier)
    return months


def _changes(plan: Plan, since: date, facts: dict[str, Fact]) -> Changes:
    """Compare every task with what it was on the evening before ``since``."""
    eve = since - timedelta(days=1)
    pairs = [(facts[task.id], replay.task_on(task, eve)) for task in plan.tasks]

    def became(state: Status, *before: Status) -> Ids:
        """Return the tasks that are in ``state`` and were in another (or in one of ``before``)."""
        return tuple(
            now.id
            for now, then in pairs
            if now.state == state and (_status(then) in before if before else _status(then) is not state)
        )

    return Changes(
        since=since,
        added=tuple(now.id for now, then in pairs if then is None),
        done=became(Status.DONE),
        submitted=became(Status.SUBMITTED),
        started=became(Status.DOING, Status.TODO),
        resumed=became(Status.DOING, Status.BLOCKED),
        reopened=tuple(now.id for now, then in pairs if now.is_open and _status(then).is_closed),
        blocked=became(Status.BLOCKED),
        extended=tuple(now.id for now, then in pairs if then and now.due > (then.due or plan.last_day)),
        dropped=became(Status.DROPPED),
        carried=tuple(now.id for now, then in pairs if now.state == "carried" and not (then and then.carried_to)),
        readings=_readings(pairs),
    )


def _status(task: Task | None) -> Status:
    return task.status if task else Status.TODO


def _readings(pairs: Sequence[tuple[Fact, Task | None]]) -> tuple[tuple[str, Number, Number], ...]:
    found = []
    for now, then in pairs:
        before = (replay.latest_reading(then) if then else None) or 0
        if now.target and now.is_open and now.reading is not None and now.reading != before:
            found.append((now.id, before, now.reading))
    return tuple(found)
