"""What may be done to items as they are: what a ledger says against the rules of a plan is told, and left."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from planctl.exchange.reading.changes import last_said
from planctl.exchange.reading.names import REPORTS
from planctl.plan import replay
from planctl.plan.model import Status
from planctl.plan.spelling import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from planctl.exchange.reading.cells import CellReader
    from planctl.exchange.reading.heard import Said
    from planctl.plan.model import Task
    from planctl.plan.node import Node


def fitting(said: Sequence[Said], reader: CellReader) -> Iterator[Said]:
    """Yield what can be done of what was ``said``; of the rest ``reader`` is told why not."""
    items = {item.id: item for item in reader.plan.items}
    seen: set[str] = set()
    for one in said:
        if one.id is not None and one.id in seen:
            reader.remark("twice", one.cell)
            continue
        fields = _fields(one, items.get(one.id or ""), reader)
        if one.id:
            seen.add(one.id)
        if fields:
            yield one._replace(fields=fields)


def _fields(said: Said, item: Task | None, reader: CellReader) -> dict[str, Any]:
    fields = dict(said.fields)
    if item is not None and item.carried_to is not None:
        if _is_news(item, fields):
            reader.remark("carried", said.cell, f"{item.id} {item.carried_to}")
        return {}
    status = fields.get("status")
    now = item.status if item else Status.TODO
    if item is not None and status not in {None, now} and now.is_closed:
        reader.remark("closed", said.cell, item.id)
        del fields["status"]
    elif status is not None and status.needs_reason and not _has_reason(fields, item, status):
        reader.remark("reason", said.cell, f"{said.id or fields['title']}")
        del fields["status"]
    if fields.get("due") and item is not None and item.ongoing:
        reader.remark("duty-due", said.cell, f"{item.id} {fields['due']}")
        del fields["due"]
    if fields.get("ongoing") and fields.get("due"):
        reader.remark("duty-due", said.cell, f"{said.id or fields['title']} {fields['due']}")
        del fields["due"]
    for node in _moved(item, fields):
        reader.remark("node-moved", said.cell, f"{said.id} {node.due} {node.goal}")
    return fields


def _moved(item: Task | None, fields: Mapping[str, Any]) -> Iterator[Node]:
    """Yield the nodes that an item has for another day, which only ``node move`` changes."""
    known = {node.goal: node.due for node in item.nodes} if item else {}
    for node in fields.get("nodes", ()):
        due = known.get(node.goal, node.due)
        if due != node.due and not _is_end_of_quarter(node.due, due):
            yield node


def _is_end_of_quarter(due: date, other: date) -> bool:
    """Whether ``due``, as ledgers by quarter have it, says no more than the quarter of the ``other`` day."""
    is_end = due.month % 3 == 0 and (due + timedelta(days=1)).day == 1
    return is_end and (due.year, due.month) == (other.year, -(-other.month // 3) * 3)


def _has_reason(fields: Mapping[str, Any], item: Task | None, status: Status) -> bool:
    is_there = item is not None and item.status is status and not is_blank(replay.reason(item))
    return is_there or bool(fields.get("note") or fields.get("problem"))


def _is_news(item: Task, fields: Mapping[str, Any]) -> bool:
    """Whether something is said that the item does not say already."""
    reports = any(fields.get(name) and fields[name] != last_said(item, name) for name in REPORTS)
    return reports or any(fields[name] != getattr(item, name) for name in ("status", "lead", "due") if name in fields)
