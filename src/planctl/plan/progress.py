"""The numbers of a plan on a given day: how each task stands, and how groups of tasks add up.

Pure: takes a plan as it was on that day (``replay.plan_on``) and the day itself; knows no screen and no wording.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan import duties, model, pace, replay
from planctl.plan.days import Day, is_missed
from planctl.plan.mentions import abouts, open_findings
from planctl.plan.model import Plan, Status, Task

if TYPE_CHECKING:
    from planctl.plan.duties import Kept
    from planctl.plan.target import Number

Ids = tuple[str, ...]

DUE_SOON = timedelta(days=14)
UNREPORTED = timedelta(days=30)


class Grade(StrEnum):
    """How a task stands against its time, computed and never stored."""

    DONE = "done"
    OVERDUE = "overdue"
    AT_RISK = "at-risk"
    BEHIND = "behind"
    DUE_SOON = "due-soon"
    AHEAD = "ahead"
    ON_TRACK = "on-track"
    PENDING = "pending"
    CLOSED = "closed"


class Standing(NamedTuple):
    """A task with everything that follows from its record on a day.

    ``day`` is the one that it is judged on: that of the view or, if that was earlier, the day on which it was carried
    over. ``expected`` is where a straight line towards its target is on that day. ``waits`` is what an unfinished task
    still waits for, unfinished tasks by their ids and the rest in words; ``awaited_by`` are the tasks that wait for it,
    and ``findings`` those about it that are not put right. ``kept`` says of a duty in how many periods it was kept up.
    """

    task: Task
    group: str
    day: date
    due: date
    due_original: date
    grade: Grade
    reading: Number | None
    expected: float
    waits: Ids = ()
    awaited_by: Ids = ()
    findings: Ids = ()
    kept: Kept | None = None

    @property
    def problem(self) -> str | None:
        """What stands in the way, as the last report of the task says."""
        report = replay.last_report(self.task)
        return report.problem if report else None

    @property
    def next(self) -> str | None:
        """What was last said to come next of a task that goes on, be there later reports or not."""
        found = replay.planned(self.task)
        return found[0].next if found and self.is_unfinished else None

    @property
    def help(self) -> str | None:
        """What the unit asks others for, as the last report of the task says."""
        report = replay.last_report(self.task)
        return report.help if report else None

    @property
    def about(self) -> Ids:
        """The tasks that a finding or an indicator is about."""
        return abouts(self.task)

    @property
    def is_unfinished(self) -> bool:
        """Whether the task is neither done nor dropped, be it carried over or still open here."""
        return not self.task.status.is_closed

    @property
    def is_carried(self) -> bool:
        """Whether another year goes on with the task."""
        return self.task.carried_to is not None and self.is_unfinished

    @property
    def is_overdue(self) -> bool:
        """Whether the task is unfinished past its deadline, or on it once that day is over."""
        return self.grade is Grade.OVERDUE

    @property
    def reached(self) -> Number:
        """What the reading says or, where there is none, where a task of this target begins; 0 without either."""
        if self.reading is not None:
            return self.reading
        return self.task.target.origin if self.task.target else 0

    @property
    def deadline(self) -> date | None:
        """The day by which the task is due; a duty has none."""
        return None if self.task.ongoing else self.due

    @property
    def deadline_original(self) -> date | None:
        """The day by which it was due at first; a duty has none."""
        return None if self.task.ongoing else self.due_original

    @property
    def is_extended(self) -> bool:
        """Whether the deadline is later than it first was."""
        return self.due > self.due_original and not self.task.ongoing

    @property
    def is_behind(self) -> bool:
        """Whether work lags behind the line to its target, also where something worse gives the task its grade."""
        target = self.task.target
        is_running = self.is_unfinished and not self.is_overdue and not self.task.ongoing
        return is_running and target is not None and pace.lead(target, self.reading, self.expected) < 0

    @property
    def is_due_soon(self) -> bool:
        """Whether the task is unfinished and its deadline near, whatever its grade."""
        is_running = self.is_unfinished and not self.is_overdue and not self.task.ongoing
        return is_running and self.due - self.day <= DUE_SOON

    @property
    def days_left(self) -> int:
        """The days until the deadline, negative once it is past."""
        return (self.due - self.day).days

    @property
    def days_late(self) -> int:
        """The days since the deadline of an overdue task, none on the day itself, and none for any other task."""
        return -self.days_left if self.is_overdue else 0

    @property
    def quarter(self) -> str:
        """The quarter in which the task is due, as ``2020-Q3``; a duty is due in none."""
        return "" if self.task.ongoing else f"{self.due.year}-Q{(self.due.month + 2) // 3}"


# --- one task --------------------------------------------------------------------------------------------------------


def standings(plan: Plan, today: date, kind: type[model.Group] = model.Priority) -> list[Standing]:
    """Return how every item of ``plan`` (as it was on ``today``) in groups of ``kind`` stands, in document order.

    A day that is over is one of ``planctl.plan.days``; any other date is taken for today, which goes on. What items of
    the other kinds have to do with them is in it. Asked for ``model.Group``, it tells of all items.
    """
    rows = [assess(item, group.id, plan, today) for group in plan.groups for item in group.items]
    rows = _with_waits(rows) if any(row.task.waits_for for row in rows) else rows
    if about := open_findings(plan):
        rows = [row._replace(findings=about.get(row.task.id, ())) for row in rows]
    return of_kind(rows, plan, kind)


def of_kind(rows: list[Standing], plan: Plan, kind: type[model.Group]) -> list[Standing]:
    """Return those of ``rows``, items of ``plan``, that stand in groups of ``kind``."""
    wanted = {group.id for group in plan.groups if isinstance(group, kind)}
    return [row for row in rows if row.group in wanted] if len(wanted) < len(plan.groups) else rows


def _with_waits(rows: list[Standing]) -> list[Standing]:
    """Return ``rows`` with what waits for what; what waits for something overdue is at risk."""
    by_id = {row.task.id: row for row in rows}
    awaiting: dict[str, list[str]] = {}
    for row in rows:
        for item in row.task.waits_for:
            awaiting.setdefault(item, []).append(row.task.id)

    def with_waits(row: Standing) -> Standing:
        wanted = [by_id.get(item) for item in row.task.waits_for] if row.is_unfinished else []
        items = zip(row.task.waits_for, wanted, strict=False)
        waits = tuple(item for item, other in items if other is None or other.is_unfinished)
        is_late = any(other is not None and other.is_overdue for other in wanted)
        grade = Grade.AT_RISK if is_late and row.grade is not Grade.OVERDUE else row.grade
        return row._replace(grade=grade, waits=waits, awaited_by=tuple(awaiting.get(row.task.id, ())))

    return [with_waits(row) for row in rows]


def assess(task: Task, group: str, plan: Plan, today: date) -> Standing:
    """Return how ``task``, as it is on ``today``, stands in the ``plan`` whose year it belongs to."""
    last_day = plan.last_day
    day = _judged_on(task, today)
    due = task.due or last_day
    reading = replay.latest_reading(task) if task.target or task.log else task.reading
    expected = pace.expected_reading(task, plan, day)
    lead = pace.lead(task.target, reading, expected) if task.target else 0
    kept = duties.kept(task, plan, day) if task.ongoing else None
    grade = _grade(task, due, reading, lead, day) if kept is None else _grade_of_duty(task, kept, day)
    original = replay.first_due(task, last_day) if task.log else due
    return Standing(task, group, day, due, original, grade, reading, expected, kept=kept)


def _judged_on(task: Task, today: date) -> date:
    """Return the day of the view, or the earlier one on which another year took the task over; that one is over."""
    carried = replay.carried_on(task)
    return Day.seen(carried, today) if carried and carried < today else today


def _grade_of_duty(task: Task, kept: Kept, day: date) -> Grade:
    if task.status.is_closed:
        return Grade.DONE if task.status is Status.DONE else Grade.CLOSED
    if task.status is Status.BLOCKED or _has_missed_node(task, day):
        return Grade.AT_RISK
    return Grade.ON_TRACK if kept.now else Grade.BEHIND


def _has_missed_node(task: Task, day: date) -> bool:
    return any(node.done is None and is_missed(node.due, day) for node in task.nodes)


def _grade(task: Task, due: date, reading: Number | None, lead: int, today: date) -> Grade:
    if task.status is Status.DONE:
        return Grade.DONE
    if task.status is Status.DROPPED:
        return Grade.CLOSED
    if is_missed(due, today):
        return Grade.OVERDUE
    if task.status is Status.BLOCKED or _has_missed_node(task, today):
        return Grade.AT_RISK
    if lead < 0:
        return Grade.BEHIND
    if due - today <= DUE_SOON:
        return Grade.DUE_SOON
    if task.status is Status.TODO and reading is None:
        return Grade.PENDING
    return Grade.AHEAD if lead else Grade.ON_TRACK
