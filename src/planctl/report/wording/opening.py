"""The year at a glance: how much there was to do, how much is done, how much of it in time, what else is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Paragraph, Tone
from planctl.plan.model import Status
from planctl.plan.nodes import NodeState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planctl.blocks import Block, Piece
    from planctl.plan.counts import Group
    from planctl.plan.progress import Ids, Standing
    from planctl.report.wording.phrases import Phrases

#: The order in which the unfinished tasks are counted.
UNFINISHED = (Status.DOING, Status.SUBMITTED, Status.BLOCKED, Status.TODO)


def opening(p: Phrases) -> list[Block]:
    """Say how many tasks there are, how many are done, and where the others stand."""
    total = p.summary.total
    if not total.ids and any(p.summary.scope):
        return []  # a report on an inspection or a standard
    if not total.ids:
        return [*p.paragraph([p.say("report.open.empty")])]
    quotes = [Paragraph(p.t("report.quotes"), Tone.MUTED)] if _has_quotes(p) else []
    told = (*_punctuality(p), *_nodes(p), *_duties(p, total))
    return [*p.paragraph(_scope(p, total)), *p.paragraph(_standing(p, total)), *p.paragraph(told), *quotes]


def _scope(p: Phrases, total: Group) -> Iterator[Piece]:
    """Say how many tasks there are, where they come from, and which of them do not count towards completion."""
    origins = (("added", p.summary.added), ("inherited", p.summary.inherited))
    among = [p.t(f"report.open.{key}", n=len(ids)) for key, ids in origins if ids]
    apart = [p.t(f"report.open.{key}", n=len(ids)) for key, ids in _apart(total) if ids]
    fields: dict[str, str] = {"among": p.t("report.open.among", parts=p.listed(among)) if among else ""}
    if any(p.summary.scope):
        yield p.say("report.open.scope_part", total.ids, scope=scope_name(p), **fields)
    else:
        priorities = p.t("report.priorities", n=len(p.summary.priorities))
        yield p.say("report.open.scope", total.ids, priorities=priorities, **fields)
    if apart and total.total:
        yield p.say("report.open.apart", (), parts=p.listed(apart), n=total.total)
    elif apart:
        yield p.say("report.open.all_apart", (), parts=p.listed(apart))


def _apart(total: Group) -> tuple[tuple[str, Ids], ...]:
    return ("ongoing", total.ongoing), ("dropped", total.dropped)


def scope_name(p: Phrases) -> str:
    """Return in words what a report is limited to, nothing if it is of the whole plan."""
    scope = p.summary.scope
    titled = {
        group.key: p.t(key, title=p.quoted(p.title(group)))
        for key, groups in (
            ("report.scope.group", p.summary.priorities),
            ("report.scope.other", (*p.summary.inspections, *p.summary.standards)),
        )
        for group in groups
    }
    groups = [titled[key] for key in scope.groups if key in titled]
    units = [p.unit(unit) for unit in scope.units]
    return p.t("report.scope.both").join(filter(None, (p.listed(groups), p.listed(units))))


# --- where the tasks stand -------------------------------------------------------------------------------------------


def _standing(p: Phrases, total: Group) -> Iterator[Piece]:
    day = p.full_day(p.summary.day)
    left = total.unfinished
    if total.done and not left:
        yield p.say("report.open.all", total.done, day=day)
    elif total.done:
        fields = {"day": day, "total": total.total, "percent": p.percent(total.percent), "rest": rest(p, total)}
        yield p.say("report.open.done", total.totalled, n=len(total.done), **fields)
    elif left:
        yield p.say("report.open.none", total.totalled, day=day, n=total.total, states=states(p, total))
    yield from _marked(p, total)


def _marked(p: Phrases, total: Group) -> Iterator[Piece]:
    """Say how many of the unfinished tasks are late and how many go over into the next year, or that all are and do."""
    left, year = total.unfinished, p.summary.plan.year + 1
    marks = {key: ids for key, ids in (("overdue", total.overdue), ("carried", total.carried)) if ids}
    if marks and all(len(ids) == len(left) for ids in marks.values()):
        form = "all" if len(left) > 1 else "one"
        parts = [p.t(f"report.open.{key}_{form}", year=year) for key in marks]
        yield p.say("report.open.every", left, parts=p.listed(parts))
    elif marks:
        parts = [p.t(f"report.open.{key}", n=len(ids), year=year) for key, ids in marks.items()]
        marked = {identifier for ids in marks.values() for identifier in ids}
        ids = tuple(identifier for identifier in left if identifier in marked)
        yield p.say("report.open.of_these", ids, parts=p.listed(parts))


def states(p: Phrases, group: Group) -> str:
    """Count the unfinished tasks of a group, none of which is done, by status."""
    left = _by_status(group)
    if len(left) == 1:
        return p.t(f"report.state.{next(iter(left))}_{'all' if len(group.unfinished) > 1 else 'one'}")
    return p.t("report.state.among", states=_counted(p, left))


def rest(p: Phrases, group: Group) -> str:
    """Count by status those tasks of a group that are not done where others are."""
    left, n = _by_status(group), len(group.unfinished)
    if len(left) == 1:
        return p.t(f"report.rest.{next(iter(left))}", n=n)
    return p.t("report.rest.among", n=n, states=_counted(p, left))


def _by_status(group: Group) -> dict[Status, Ids]:
    return {status: ids for status in UNFINISHED if (ids := group.states[status])}


def _counted(p: Phrases, left: Mapping[Status, Ids]) -> str:
    return p.listed([p.t(f"report.state.{status}", n=len(ids)) for status, ids in left.items()])


# --- in time ---------------------------------------------------------------------------------------------------------


def _punctuality(p: Phrases) -> Iterator[Piece]:
    """Say how much of what was due was done in time, by the deadlines as they stand, then by the first ones."""
    now, first = p.summary.on_time, p.summary.on_time_first
    if now.due and 0 < len(now.done) < len(now.due):
        fields = {"due": len(now.due), "percent": p.percent(now.percent)}
        yield p.say("report.open.on_time", now.due, n=len(now.done), **fields)
    elif now.due:
        yield p.say("report.open.on_time_all" if now.done else "report.open.on_time_none", now.due)
    if now.due and first.due and first.percent != now.percent:
        yield p.say("report.open.on_time_first", percent=p.percent(first.percent))
    if late := p.summary.late:
        form = "" if now.done else "_every" if len(late) == len(now.due) else "_none"
        yield p.say(f"report.open.late{form}", late)
    yield from _dated(p)


def _dated(p: Phrases) -> Iterator[Piece]:
    """Say what is left of the tasks with a deadline of their own, where others have none."""
    scope, done, left = p.summary.clearance.scope, p.summary.clearance.done, p.summary.clearance.left
    if left and len(scope) < p.summary.total.total:
        fields = {name: p.t(f"report.open.dated_{name}", n=len(ids)) for name, ids in (("done", done), ("left", left))}
        yield p.say("report.open.dated" if done else "report.open.dated_none", scope, **fields)


# --- what is counted apart -------------------------------------------------------------------------------------------


def _nodes(p: Phrases) -> Iterator[Piece]:
    rows = p.summary.nodes
    counts = {state: sum(row.state is state for row in rows) for state in (NodeState.MET, NodeState.MISSED)}
    ids = tuple(dict.fromkeys(row.row.task.id for row in rows))
    if rows:
        fields = {state.value: p.t(f"report.open.{state}", n=number) for state, number in counts.items()}
        kind = p.text("report.open.nodes" if len(rows) > 1 else "report.open.node")
        yield p.say(f"report.open.nodes_{_reached(len(rows), *counts.values())}", ids, n=len(rows), kind=kind, **fields)


def _reached(total: int, met: int, missed: int) -> str:
    """Return the name of the sentence on ``total`` nodes."""
    if total in {met, missed}:
        return "all" if met else "all_missed"
    if missed:
        return "missed" if met else "unmet"
    return "some" if met else "none"


def _duties(p: Phrases, total: Group) -> Iterator[Piece]:
    """Say how the duties were kept up, those that were closed among them."""
    rows = [p.rows[identifier] for identifier in total.ongoing]
    if not rows:
        return
    kept, of = sum(row.kept.kept for row in rows if row.kept), sum(row.kept.of for row in rows if row.kept)
    yield p.say("report.open.kept" if of else "report.open.kept_new", total.ongoing, kept=kept, of=of)
    if done := tuple(row.task.id for row in rows if row.task.status is Status.DONE):
        yield p.say("report.open.duties_done" if len(rows) > 1 else "report.open.duty_done", done)


def _has_quotes(p: Phrases) -> bool:
    """Whether anything in the report is written in the other language only."""
    quoted = (
        text
        for row in p.rows.values()
        for text in (
            p.title(row.task),
            *map(p.unit, (row.task.lead, *row.task.support)),
            *row.task.evidence,
            *_told(p, row),
        )
        if text
    )
    return any(p.is_foreign(text) for text in quoted)


def _told(p: Phrases, row: Standing) -> tuple[str | None, ...]:
    """Return the records that the report tells of a task, whatever their language."""
    is_translated = p.t.language == "en"
    notes = (entry.note for entry in row.task.log if entry.note and not (is_translated and entry.note_en))
    return (row.problem, row.next, row.help, *notes) if not p.result(row) else ()
