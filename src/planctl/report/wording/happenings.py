"""What happened in a period, event by event, with the state at its end where that is another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.plan.model import Status
from planctl.report.numbers.figures import Happening

if TYPE_CHECKING:
    from planctl.blocks import Block, Piece
    from planctl.report.numbers.figures import Changes
    from planctl.report.wording.phrases import Phrases

#: The status that a task has at the end if nothing more happened to it.
LASTING = {
    Happening.DONE: Status.DONE,
    Happening.SUBMITTED: Status.SUBMITTED,
    Happening.STARTED: Status.DOING,
    Happening.RESUMED: Status.DOING,
    Happening.RETURNED: Status.DOING,
    Happening.BLOCKED: Status.BLOCKED,
    Happening.DROPPED: Status.DROPPED,
}


def changes(p: Phrases) -> list[Block]:
    """Say what happened in the period up to the day of the report, nothing of a report that is of none."""
    changed = p.summary.changes
    if changed is None:
        return []
    if changed.is_empty:
        return [*p.paragraph([p.say("report.changes.nothing", period=p.span(changed.since, p.summary.day))])]
    told = [_told(p, changed, kind) for kind in Happening if changed.of(kind)]
    told += [*_readings(p, changed), *_nodes(p, changed)]
    return [block for sentence in told for block in p.paragraph([sentence])]


def _told(p: Phrases, changed: Changes, kind: Happening) -> Piece:
    ids = changed.of(kind)
    return p.say(f"report.changes.{kind}", ids, names=p.some([_named(p, kind, each) for each in p.foremost(ids)]))


def _named(p: Phrases, kind: Happening, identifier: str) -> str:
    """Return a task by its title, with its status where that is no more what the event made of it."""
    row = p.rows[identifier]
    lasting = LASTING.get(kind)
    is_other = lasting is not None and row.task.status is not lasting
    return p.bracketed(p.title(row.task), p.t(f"report.since.{row.task.status}") if is_other else "")


def _readings(p: Phrases, changed: Changes) -> list[Piece]:
    names = []
    for identifier, before, after in changed.readings:
        row = p.rows[identifier]
        assert row.task.target, "only tasks with a target are compared"
        amounts = {"before": before, "after": after, "amount": row.task.target.goal}
        spelled = {name: p.amount(value, row.task.target.unit) for name, value in amounts.items()}
        key = "report.changes.reading" if after >= before else "report.changes.reading_fallen"
        names.append(p.bracketed(p.title(row.task), p.t(key, **spelled)))
    ids = tuple(identifier for identifier, _, _ in changed.readings)
    return [p.say("report.changes.readings", ids, names=p.some(names))] if names else []


def _nodes(p: Phrases, changed: Changes) -> list[Piece]:
    names = [
        p.t("report.changes.node", title=p.title(node.row.task), goal=p.recorded(node.node.goal))
        for node in changed.nodes
    ]
    ids = tuple(dict.fromkeys(node.row.task.id for node in changed.nodes))
    return [p.say("report.changes.nodes", ids, names=p.some(names), n=len(names))] if names else []
