"""How the nodes of items stand on a day, counted and listed.

A node is counted by itself: it makes no part of the item that it belongs to, whose status it leaves as it is.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.days import is_missed
from planctl.plan.model import Status
from planctl.plan.query import Filter, select

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planctl.plan.node import Node
    from planctl.plan.progress import Standing
    from planctl.plan.query import Names, SortKey


EVERYTHING = Filter(include_closed=True)


class NodeState(StrEnum):
    """How a node stands: reached, not reached in time, or still to come."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"


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


def node_rows(rows: Iterable[Standing]) -> list[NodeRow]:
    """Return the nodes of ``rows`` in the order of the document."""
    return [NodeRow(row, number, node) for row in rows for number, node in enumerate(row.task.nodes, start=1)]


def count(rows: Iterable[Standing]) -> NodeCount:
    """Return the nodes of ``rows`` counted; those of dropped items stand outside the totals, as the items do."""
    states = [row.state for row in node_rows(row for row in rows if row.task.status is not Status.DROPPED)]
    return NodeCount(len(states), states.count(NodeState.MET), states.count(NodeState.MISSED))


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
