"""What is said of the nodes of an item that a command changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planctl.cli.session import Session
    from planctl.plan.model import Task
    from planctl.plan.node import Node
    from planctl.words.plan_words import Words


def tell_nodes(session: Session, before: Task, after: Task, words: Words) -> bool:
    """Say what became of the nodes, and whether anything did; that all were reached leaves the item as it is."""
    news = list(_news(before, after))
    for key, node, fields in news:
        number = after.nodes.index(node) + 1 if node in after.nodes else 0
        session.say(key, id=after.id, title=words.title(after), number=number, goal=node.goal, **fields)
    was_open = any(node.done is None for node in before.nodes)
    if news and was_open and after.nodes and all(node.done for node in after.nodes) and not after.status.is_closed:
        session.say("node.told_status", id=after.id, status=words.on(after).status_name(after.status))
    return bool(news)


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
        yield (
            "node.told_moved",
            node,
            {
                "before": was.due,
                "after": node.due,
                "note": node.moved[-1].note if node.moved else "",
            },
        )
    if node.done and node.done != was.done:
        yield "node.told_done", node, {"on": node.done}
    if fresh := [document for document in node.evidence if document not in was.evidence]:
        yield "node.told_evidence", node, {"evidence": ", ".join(fresh)}
