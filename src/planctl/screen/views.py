"""The answers to questions about a plan, as typed values that know neither wording nor medium.

Each class is what one command shows; ``people`` lays it out for a screen, ``scripts`` for a pipe, and ``json_output``
spells it as a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.plan import between, counts, findings, indicators, model, nodes, progress
from planctl.plan.counts import By, Group, UnitWork
from planctl.plan.model import Finding, Indicator, Status, Task
from planctl.plan.nodes import NodeState
from planctl.plan.progress import Grade, Standing
from planctl.plan.query import EntryFilter, Filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from planctl.draft.drafting import Draft
    from planctl.errors import Problem
    from planctl.plan.between import Difference
    from planctl.plan.findings import FindingCount
    from planctl.plan.indicators import Judgement
    from planctl.plan.model import Entry, Plan
    from planctl.plan.nodes import NodeCount, NodeRow
    from planctl.plan.rounds import RoundStatus

EVERY_ENTRY, ALL = EntryFilter(), Filter(include_closed=True)


class Overview(NamedTuple):
    """How far the plan is, and what is late, due within 14 days, blocked, behind, not reported on, or has nobody.

    The groups and the total count every task, and ``blocked`` names those that were carried over as well, as ``list``
    of a status does; the other lists name what is still open here. Findings, standards and nodes are counted apart;
    ``nodes_next`` are those that were missed or are due within 14 days, ``duties`` have no end. ``asked`` are the words
    that chose the plan and the day, for commands that show more.
    """

    plan: Plan
    day: date
    groups: tuple[Group, ...]
    total: Group
    overdue: tuple[Standing, ...]
    due_next: tuple[Standing, ...]
    blocked: tuple[Standing, ...]
    behind: tuple[Standing, ...]
    unreported: tuple[Standing, ...]
    unassigned: tuple[Standing, ...]
    findings: FindingCount
    standards: tuple[Judgement, ...]
    nodes: NodeCount
    nodes_next: tuple[NodeRow, ...]
    duties: tuple[Standing, ...]
    asked: tuple[str, ...] = ()
    rounds: tuple[RoundStatus, ...] = ()


class TaskList(NamedTuple):
    """Tasks in a table. ``columns`` are keys of columns, empty for the usual ones; ``full`` shows titles whole.

    Those of a plan in its order are ``by_group``, and a screen has headings for that.
    """

    plan: Plan
    day: date
    rows: tuple[Standing, ...]
    columns: tuple[str, ...] = ()
    full: bool = False
    by_group: bool = False


class TaskRecords(NamedTuple):
    """Everything known of some tasks; ``sentences`` are the source's words by task id, where they were asked for."""

    plan: Plan
    day: date
    rows: tuple[Standing, ...]
    sentences: dict[str, str]


class ProgressReport(NamedTuple):
    """Tasks counted in groups; a task in two groups is in the total once."""

    plan: Plan
    day: date
    by: By
    groups: tuple[Group, ...]
    total: Group
    nodes: NodeCount


class NodeList(NamedTuple):
    """Nodes in a table, a row each, with whole titles if it is ``full``."""

    plan: Plan
    day: date
    rows: tuple[NodeRow, ...]
    full: bool = False


class FindingsReport(NamedTuple):
    """Findings counted, all together and by area, and those that were asked for as a list."""

    listed: TaskList
    total: FindingCount
    areas: tuple[FindingCount, ...]

    @property
    def plan(self) -> Plan:
        """The plan that they are in."""
        return self.listed.plan


class IndicatorsReport(NamedTuple):
    """Indicators judged, by standard and by heading, and those that were asked for as a list."""

    listed: TaskList
    standards: tuple[Judgement, ...]
    headings: tuple[Judgement, ...]

    @property
    def plan(self) -> Plan:
        """The plan that they are in."""
        return self.listed.plan


class Board(NamedTuple):
    """The tasks under each status, every status there."""

    plan: Plan
    day: date
    columns: tuple[tuple[Status, tuple[Standing, ...]], ...]


class Timeline(NamedTuple):
    """Tasks against the twelve months of the plan's year."""

    plan: Plan
    day: date
    rows: tuple[Standing, ...]


class UnitsReport(NamedTuple):
    """Every unit of the plan; ``unassigned`` are the tasks still open here that no unit leads."""

    plan: Plan
    day: date
    rows: tuple[UnitWork, ...]
    unassigned: tuple[str, ...]


class LogRow(NamedTuple):
    """A log entry with the task it belongs to, and its number among all entries of that task, from 1."""

    row: Standing
    number: int
    entry: Entry


class LogReport(NamedTuple):
    """Log entries, the newest last."""

    plan: Plan
    day: date
    entries: tuple[LogRow, ...]


class DiffReport(NamedTuple):
    """What changed from the day ``since`` to ``day``: the tasks of which something became, and all of them counted.

    ``counts`` are those of the first day and of the second, tasks that are new by then among them.
    """

    plan: Plan
    day: date
    since: date
    counts: tuple[Group, Group]
    rows: tuple[Difference, ...]


class RoundReport(NamedTuple):
    """Who has reported in a round."""

    plan: Plan
    day: date
    status: RoundStatus


class RoundList(NamedTuple):
    """The rounds of reports, with who has reported in each."""

    plan: Plan
    day: date
    rows: tuple[RoundStatus, ...]


class StepRow(NamedTuple):
    """One step that a command made.

    ``kind`` is ``do`` or ``new``, ``undo``, ``redo`` or ``restore`` of the step ``of``, or ``overwrite``. ``label`` is
    the command as typed, ``tasks`` are the ids that it changed, ``total`` is how many tasks there were afterwards,
    ``beside`` the name of the other plan that it wrote, and the number of the step there.
    """

    number: int
    kind: str
    of: int | None
    made: datetime
    label: str
    tasks: tuple[str, ...]
    total: int
    in_effect: bool
    beside: tuple[str, int] | None = None

    @property
    def when(self) -> str:
        """The day and minute at which the step was made, as ``2020-06-30 17:05``."""
        return self.made.isoformat(" ", "minutes")[:16]


class StepList(NamedTuple):
    """The steps that commands made, the newest first; there need not be a plan that can be used."""

    plan: Plan | None
    day: date
    steps: tuple[StepRow, ...]


class CheckReport(NamedTuple):
    """What is wrong with the plan file at ``path``, which may be no plan at all."""

    path: str
    problems: tuple[Problem, ...]


class ChangeReport(NamedTuple):
    """The tasks and groups that a command changed, as they are now (or would be)."""

    plan: Plan
    day: date
    rows: tuple[Standing, ...]
    groups: tuple[model.Group, ...] = ()


class DraftReport(NamedTuple):
    """A plan that was made of a text, with its items, and the account of how; told of in JSON alone."""

    plan: Plan
    day: date
    rows: tuple[Standing, ...]
    draft: Draft


View = (
    Overview
    | TaskList
    | TaskRecords
    | ProgressReport
    | NodeList
    | FindingsReport
    | IndicatorsReport
    | Board
    | Timeline
    | UnitsReport
    | LogReport
    | DiffReport
    | RoundReport
    | RoundList
    | StepList
    | CheckReport
    | ChangeReport
)


def overview(plan: Plan, day: date, asked: Sequence[str] = ()) -> Overview:
    """Return the state of the whole plan on ``day``; ``asked`` are the words that chose the two."""
    every_row = progress.standings(plan, day, model.Group)
    rows = [row for row in every_row if row.task.kind == Task.kind]
    waiting = [row for row in rows if row.task.is_open]
    return Overview(
        plan=plan,
        day=day,
        groups=counts.groups(plan, rows, By.PRIORITY),
        total=counts.total(rows),
        overdue=_by_due(row for row in waiting if row.is_overdue),
        due_next=_by_due(row for row in waiting if row.is_due_soon),
        blocked=tuple(row for row in rows if row.task.status is Status.BLOCKED),
        behind=tuple(row for row in waiting if row.grade is Grade.BEHIND),
        unreported=tuple(row for row in waiting if _is_unreported(row, day)),
        unassigned=tuple(row for row in waiting if not row.task.lead),
        findings=findings.count([row for row in every_row if isinstance(row.task, Finding)]),
        standards=indicators.by_standard([row for row in every_row if isinstance(row.task, Indicator)]),
        nodes=nodes.count(rows),
        nodes_next=_nodes_next(waiting, day),
        duties=tuple(row for row in waiting if row.task.ongoing),
        asked=tuple(asked),
        rounds=_rounds(plan, day) if plan.rounds else (),
    )


def progress_report(plan: Plan, day: date, rows: Sequence[Standing], by: By) -> ProgressReport:
    """Return ``rows`` counted ``by`` something."""
    return ProgressReport(plan, day, by, counts.groups(plan, rows, by), counts.total(rows), nodes.count(rows))


def findings_report(listed: TaskList, counted: Sequence[Standing]) -> FindingsReport:
    """Return the findings ``counted`` beside those that are ``listed``."""
    return FindingsReport(listed, findings.count(counted), findings.by_area(counted))


def indicators_report(listed: TaskList, counted: Sequence[Standing]) -> IndicatorsReport:
    """Return the indicators ``counted``, judged, beside those that are ``listed``."""
    return IndicatorsReport(listed, indicators.by_standard(counted), indicators.by_heading(counted))


def board(plan: Plan, day: date, rows: Sequence[Standing]) -> Board:
    """Return ``rows`` under their statuses."""
    columns = tuple((status, tuple(row for row in rows if row.task.status is status)) for status in Status)
    return Board(plan, day, columns)


def units_report(plan: Plan, day: date, rows: Sequence[Standing], names: Sequence[str]) -> UnitsReport:
    """Return what each of the units called ``names`` has to do with ``rows``, in that order."""
    unassigned = tuple(row.task.id for row in rows if row.task.is_open and not row.task.lead)
    return UnitsReport(plan, day, counts.work_of_units(plan, rows, names), unassigned)


def log_rows(row: Standing) -> list[LogRow]:
    """Return the whole log of a task, numbered."""
    return [LogRow(row, number, entry) for number, entry in enumerate(row.task.log, start=1)]


def log_report(plan: Plan, day: date, rows: Sequence[Standing], where: EntryFilter = EVERY_ENTRY) -> LogReport:
    """Return the log entries of ``rows`` that pass, by date; entries of one day stay in the order of the plan."""
    entries = [line for row in rows for line in log_rows(row) if where.passes(line.entry)]
    return LogReport(plan, day, tuple(sorted(entries, key=lambda line: line.entry.on)))


def diff_report(
    plan: Plan, day: date, since: date, *, before: Sequence[Standing], after: Sequence[Standing], where: Filter = ALL
) -> DiffReport:
    """Return what changed between ``before``, how tasks stood on ``since``, and ``after``; of those that pass on a day.

    ``plan`` is as it was on ``day``.
    """
    passing = {row.task.id for row in (*before, *after) if where.passes(row)}
    then, now = ([row for row in rows if row.task.id in passing] for rows in (before, after))
    counts = _tasks_counted(then), _tasks_counted(now)
    return DiffReport(plan, day, since, counts, tuple(between.differences(then, now)))


def _tasks_counted(rows: Sequence[Standing]) -> Group:
    return counts.total(row for row in rows if row.task.kind == Task.kind)


def _rounds(plan: Plan, day: date) -> tuple[RoundStatus, ...]:
    from planctl.plan.rounds import open_rounds, status_of  # noqa: PLC0415 - most plans have no rounds

    return tuple(status_of(plan, one, day) for one in open_rounds(plan, day))


def _nodes_next(rows: Sequence[Standing], day: date) -> tuple[NodeRow, ...]:
    """Return the nodes that were missed, and those that are due soon, by their days."""
    found = (row for row in nodes.node_rows(rows) if row.state is not NodeState.MET)
    near = (row for row in found if row.node.due - day <= progress.DUE_SOON)
    return tuple(sorted(near, key=lambda row: row.node.due))


def _by_due(rows: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(rows, key=lambda row: row.due))


def _is_unreported(row: Standing, day: date) -> bool:
    """Whether work on a task with an end began but nobody has said anything of it for a month."""
    is_begun = bool(row.task.log) and row.task.status is not Status.TODO and not row.task.ongoing
    return is_begun and day - row.task.log[-1].on > progress.UNREPORTED
