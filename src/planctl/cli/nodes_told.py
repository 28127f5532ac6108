"""What is said of the nodes of an item that a command changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.plan.node_changes import find_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from planctl.cli.session import Session
    from planctl.plan.model import Plan, Task
    from planctl.plan.node import Node
    from planctl.words.plan_words import Words


def tell_nodes(session: Session, before: Task, after: Task, words: Words) -> bool:
    """Say what became of the nodes, and whether anything did; that all were reached leaves the item as it is."""
    news = list(_news(before, after))
    for key, node, fields in news:
        number = after.nodes.index(node) + 1 if node in after.nodes else 0
        if isinstance(documents := fields.get("evidence"), list):
            fields["evidence"] = words.t("separator.list").join(documents)
        session.say(key, id=after.id, title=words.title(after), number=number, goal=node.goal, **fields)
    was_open = any(node.done is None for node in before.nodes)
    if news and was_open and after.nodes and all(node.done for node in after.nodes) and not after.status.is_closed:
        session.say("node.told_status", id=after.id, status=words.on(after).status_name(after.status))
    return bool(news)


def tell_reached_before(session: Session, plan: Plan, ids: Iterable[str], typed: str, day: date) -> None:
    """Say of items whose node was reached on another day than ``day`` when that was, and what corrects it."""
    for identifier in ids:
        task = plan.task(identifier)
        place = find_node(task, typed)
        node = task.nodes[place]
        if node.done and node.done != day:
            session.say("node.told_before", id=identifier, number=place + 1, goal=node.goal, on=node.done)


def _news(before: Task, after: Task) -> Iterator[tuple[str, Node, dict[str, object]]]:
    """Yield what is to be said of each node, by the key of its sentence."""
    old, new = ({node.goal: node for node in task.nodes} for task in (before, after))
    for goal, node in new.items():
        was = old.get(goal)
        if was is None:
            yield "node.told_added", node, {"due": node.due}
        elif was != node:
            yield from _changes(was, node)
    for goal, node in old.items():
        if goal not in new:
            yield "node.told_gone", node, {}


def _changes(was: Node, node: Node) -> Iterator[tuple[str, Node, dict[str, object]]]:
    if node.due != was.due:
        reason = next((move.note for move in reversed(node.moved) if move not in was.moved), None)
        days = {"before": was.due, "after": node.due}
        yield ("node.told_moved", node, {**days, "note": reason}) if reason else ("node.told_due", node, {**days})
    if node.done and node.done != was.done:
        yield "node.told_done", node, {"on": node.done}
    elif was.done and not node.done:
        yield "node.told_undone", node, {"on": was.done}
    for key, documents in (
        ("node.told_evidence", _only_in(node, was)),
        ("node.told_evidence_gone", _only_in(was, node)),
    ):
        if documents:
            yield key, node, {"evidence": documents}


def _only_in(node: Node, other: Node) -> list[str]:
    return [document for document in node.evidence if document not in other.evidence]
