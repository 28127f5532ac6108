"""What people do to the nodes of items, and how a node stands on a day.

A node is counted by itself: it makes no part of the item that it belongs to, whose status it leaves as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import ExitCode, PlanctlError, UsageError
from planctl.plan.changes import change_tasks
from planctl.plan.days import is_missed
from planctl.plan.ids import choose
from planctl.plan.node import Node, NodeMove
from planctl.plan.query import Filter, select
from planctl.plan.reach import reach
from planctl.plan.spelling import essence, fold, is_blank, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from planctl.plan.changes import Outcome
    from planctl.plan.model import Plan, Task
    from planctl.plan.progress import Standing
    from planctl.plan.query import Names, SortKey


EVERYTHING = Filter(include_closed=True)


class NodeState(StrEnum):
    """How a node stands: reached, not reached in time, or still to come."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"


class UnknownNodeError(PlanctlError):
    """The item ``id`` has no node ``node``, neither the number nor the goal of one of its ``count``."""

    exit_code = ExitCode.UNKNOWN
    key = "error.unknown_node"


class SameGoalError(UsageError):
    """The item ``id`` has a node ``goal`` already, which is due on another day, ``due``."""

    key = "error.same_goal"


class NodeReasonError(UsageError):
    """A node gets another day only with a reason."""

    key = "error.node_reason"


class NodeRow(NamedTuple):
    """A node, by its ``number`` among those of its item, which stands so."""

    row: Standing
    number: int
    node: Node

    @property
    def state(self) -> NodeState:
        """How the node stands on the day on which its item is judged."""
        return state_on(self.node, self.row.day)

    @property
    def days_late(self) -> int:
        """The days from the node's day to the one on which it was reached, or to the day of the view if missed."""
        last = self.node.done if self.state is NodeState.MET else self.row.day
        return max((last - self.node.due).days, 0) if last and self.state is not NodeState.OPEN else 0


class NodeCount(NamedTuple):
    """How many nodes there are, and how many of them were reached and missed."""

    total: int
    met: int
    missed: int


def state_on(node: Node, day: date) -> NodeState:
    """Return how ``node``, as it was on ``day``, stands."""
    if node.done is not None:
        return NodeState.MET
    return NodeState.MISSED if is_missed(node.due, day) else NodeState.OPEN


def has_missed(task: Task, day: date) -> bool:
    """Whether ``task`` has a node that was not reached in time."""
    return any(state_on(node, day) is NodeState.MISSED for node in task.nodes)


def node_rows(rows: Iterable[Standing]) -> list[NodeRow]:
    """Return the nodes of ``rows`` in the order of the document."""
    return [NodeRow(row, number, node) for row in rows for number, node in enumerate(row.task.nodes, start=1)]


def count(rows: Iterable[Standing]) -> NodeCount:
    """Return the nodes of ``rows`` counted."""
    states = [row.state for row in node_rows(rows)]
    return NodeCount(len(states), states.count(NodeState.MET), states.count(NodeState.MISSED))


def find_node(task: Task, typed: str) -> int:
    """Return the place among the nodes of ``task`` of the one that ``typed`` means: its number, from 1, or its goal.

    Raises:
        UnknownNodeError: There is none, or several goals hold the words; carries the nearest goals.
    """
    goals = [node.goal for node in task.nodes]
    if typed in goals:
        return goals.index(typed)
    wanted = fold(typed)
    if wanted.isdecimal() and 0 < int(wanted) <= len(goals):
        return int(wanted) - 1
    words = essence(wanted)
    holding = [place for place, goal in enumerate(goals) if words and words in essence(goal)]
    if len(holding) == 1:
        return holding[0]
    likely = tuple(goals[place] for place in holding) or nearest(typed, goals)
    raise UnknownNodeError(id=task.id, node=typed, count=len(goals), suggestions=likely)


def listed_nodes(
    rows: Iterable[Standing], where: Filter, sort: Sequence[tuple[SortKey, bool]], names: Names
) -> tuple[NodeRow, ...]:
    """Return the nodes of the ``rows`` that pass, sorted; what ``where`` and ``sort`` say of days is of the nodes.

    Without ``include_closed`` those that were reached are left out.
    """
    of_items = where._replace(overdue=False, due_before=None, due_after=None)
    found = [node for node in node_rows(row for row in rows if of_items.passes(row)) if _passes(node, where)]
    dated = [_dated(node) for node in found]
    by_row = {id(row): node for row, node in zip(dated, found, strict=True)}
    return tuple(by_row[id(row)] for row in select(dated, EVERYTHING, sort, names))


def _dated(node: NodeRow) -> Standing:
    """Return the item with the day of its node for its own, so that it is sorted by that."""
    return node.row._replace(due=node.node.due, task=replace(node.row.task, ongoing=False))


def _passes(node: NodeRow, where: Filter) -> bool:
    return (
        (where.include_closed or node.state is not NodeState.MET)
        and (not where.overdue or node.state is NodeState.MISSED)
        and (where.due_before is None or node.node.due <= where.due_before)
        and (where.due_after is None or node.node.due >= where.due_after)
    )


# --- changes ---------------------------------------------------------------------------------------------------------


def _change(plan: Plan, ids: tuple[str, ...], on: date, change: Callable[[Task], Task]) -> Outcome:
    """Return ``plan`` with ``change`` made to the items that ``ids`` reach on the day ``on``.

    Those that were not named singly and have no such node are left, if others have it. Raises as ``reach`` does.
    """
    reached, singly = reach(plan, ids, on), choose(plan, ids).singly
    lacking: dict[str, UnknownNodeError] = {}

    def changed(task: Task) -> Task:
        try:
            return change(task)
        except UnknownNodeError as error:
            lacking[task.id] = error
            return task

    outcome = change_tasks(plan, reached.ids, changed)
    wrong = [error for identifier, error in lacking.items() if identifier in singly or len(lacking) == len(reached.ids)]
    if wrong:
        raise wrong[0]
    unchanged = tuple(identifier for identifier in outcome.unchanged if identifier not in lacking)
    return replace(outcome, unchanged=unchanged, left=(*reached.left, *lacking))


def _with_node(task: Task, place: int, node: Node) -> Task:
    return replace(task, nodes=(*task.nodes[:place], node, *task.nodes[place + 1 :]))


@dataclass(frozen=True, slots=True)
class AddNode:
    """Give items a node, behind those that are due before it. Raises ``SameGoalError``, and as ``reach`` does."""

    ids: tuple[str, ...]
    on: date
    due: date
    goal: str

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the node in each of the items."""
        return _change(plan, self.ids, self.on, self._added)

    def _added(self, task: Task) -> Task:
        same = next((node for node in task.nodes if essence(node.goal) == essence(self.goal)), None)
        if same is not None and same.due == self.due:
            return task
        if same is not None:
            raise SameGoalError(id=task.id, goal=same.goal, due=same.due)
        place = sum(node.due <= self.due for node in task.nodes)
        return replace(task, nodes=(*task.nodes[:place], Node(self.due, self.goal), *task.nodes[place:]))


@dataclass(frozen=True, slots=True)
class ReachNode:
    """Record that a node of items was reached on the day ``on``, which leaves one that was reached before as it is.

    Documents come to those that it has. Raises ``UnknownNodeError``, and as ``reach`` does.
    """

    ids: tuple[str, ...]
    on: date
    node: str
    evidence: tuple[str, ...] = ()

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the node reached in each of the items."""
        return _change(plan, self.ids, self.on, self._reached)

    def _reached(self, task: Task) -> Task:
        place = find_node(task, self.node)
        node = task.nodes[place]
        evidence = tuple(dict.fromkeys((*node.evidence, *self.evidence)))
        return _with_node(task, place, replace(node, done=node.done or self.on, evidence=evidence))


@dataclass(frozen=True, slots=True)
class MoveNode:
    """Give a node of items another day, decided on the day ``on`` for a reason; the earlier day is kept with both.

    Raises ``NodeReasonError``, ``UnknownNodeError``, and as ``reach`` does.
    """

    ids: tuple[str, ...]
    on: date
    node: str
    due: date
    note: str | None = None

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` with the node on its new day in each of the items; one that is there already stays."""
        if is_blank(self.note):
            raise NodeReasonError
        return _change(plan, self.ids, self.on, self._moved)

    def _moved(self, task: Task) -> Task:
        place = find_node(task, self.node)
        node = task.nodes[place]
        if node.due == self.due:
            return task
        moved = sorted((*node.moved, NodeMove(self.on, node.due, self.note)), key=lambda move: move.on)
        return _with_node(task, place, replace(node, due=self.due, moved=tuple(moved)))


@dataclass(frozen=True, slots=True)
class RemoveNode:
    """Take a node out of items, as entered by mistake. Raises ``UnknownNodeError``, and as ``reach`` does."""

    ids: tuple[str, ...]
    on: date
    node: str

    def apply(self, plan: Plan) -> Outcome:
        """Return ``plan`` without the node in each of the items."""
        return _change(plan, self.ids, self.on, self._removed)

    def _removed(self, task: Task) -> Task:
        place = find_node(task, self.node)
        return replace(task, nodes=(*task.nodes[:place], *task.nodes[place + 1 :]))
