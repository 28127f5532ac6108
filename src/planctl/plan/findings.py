"""Findings counted as offices report them: areas, problems and measures, and how far they are put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.counts import members
from planctl.plan.model import Finding, Status
from planctl.plan.nodes import count as node_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.plan.progress import Ids, Standing


class FindingCount(NamedTuple):
    """Findings that have something in common; every count of them is the length of a list of ids.

    Each stands in one of ``outstanding``, ``submitted`` (reported as put right, not accepted yet), ``closed_out`` and
    ``dropped``; those ``overdue`` are among the first two. ``measures`` are the nodes of all, ``taken`` those reached.
    """

    key: str
    ids: Ids
    outstanding: Ids
    submitted: Ids
    closed_out: Ids
    dropped: Ids
    overdue: Ids
    measures: int
    taken: int


def count(rows: Sequence[Standing], key: str = "") -> FindingCount:
    """Return the findings ``rows`` counted."""
    states: dict[Status, list[str]] = {status: [] for status in Status}
    for row in rows:
        states[row.task.status].append(row.task.id)
    nodes = node_count(rows)
    closed = {*states[Status.SUBMITTED], *states[Status.DONE], *states[Status.DROPPED]}
    return FindingCount(
        key=key,
        ids=tuple(row.task.id for row in rows),
        outstanding=tuple(row.task.id for row in rows if row.task.id not in closed),
        submitted=tuple(states[Status.SUBMITTED]),
        closed_out=tuple(states[Status.DONE]),
        dropped=tuple(states[Status.DROPPED]),
        overdue=tuple(row.task.id for row in rows if row.is_overdue),
        measures=nodes.total,
        taken=nodes.met,
    )


def by_area(rows: Sequence[Standing]) -> tuple[FindingCount, ...]:
    """Return the findings ``rows`` counted by area, in the order of the document; nothing stands for no area."""
    return tuple(count(some, area) for area, some in members(rows, _area).items())


def _area(row: Standing) -> Ids:
    return ((row.task.area if isinstance(row.task, Finding) else None) or "",)
