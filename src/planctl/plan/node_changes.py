"""What people do to the nodes of items; the items themselves keep their status."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planctl.errors import ExitCode, PlanctlError, UsageError
from planctl.plan.changes import change_tasks
from planctl.plan.ids import choose
from planctl.plan.node import Node, NodeMove
from planctl.plan.reach import reach
from planctl.plan.spelling import essence, fold, is_blank, nearest

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from planctl.plan.changes import Outcome
    from planctl.plan.model import Plan, Task


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


class NodeMovedLaterError(UsageError):
    """The node ``goal`` of the item ``id`` was moved on the day ``on``, so that nobody moves it before that day."""

    key = "error.node_moved_later"


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
    known = [essence(goal) for goal in goals]
    same = [place for place, goal in enumerate(known) if words and goal == words]
    holding = same or [place for place, goal in enumerate(known) if words and words in goal]
    if len(holding) == 1:
        return holding[0]
    likely = tuple(goals[place] for place in holding) or nearest(typed, goals)
    raise UnknownNodeError(id=task.id, node=typed, count=len(goals), suggestions=likely)


def _change(plan: Plan, ids: tuple[str, ...], on: date, change: Callable[[Task], Task]) -> Outcome:
    """Return ``plan`` with ``change`` made to the items that ``ids`` reach on the day ``on``.

    Those that were not named singly and have no such node are ``lacking``, if others have it. Raises as ``reach`` does.
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
    return replace(outcome, unchanged=unchanged, left=reached.left, lacking=tuple(lacking))


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

    Raises ``NodeReasonError``, ``UnknownNodeError``, ``NodeMovedLaterError``, and as ``reach`` does.
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
        last = max((move.on for move in node.moved), default=self.on)
        if last > self.on:
            raise NodeMovedLaterError(id=task.id, goal=node.goal, on=last)
        return _with_node(
            task, place, replace(node, due=self.due, moved=(*node.moved, NodeMove(self.on, node.due, self.note)))
        )


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
