"""The first half of a report in words: the year at a glance, what changed since a day, and the results by priority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Heading, Paragraph, Tone
from planctl.plan import replay
from planctl.plan.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planctl.blocks import Block, Sentence
    from planctl.plan.counts import Group
    from planctl.plan.progress import Ids, Standing
    from planctl.report.numbers.figures import Changes
    from planctl.report.wording.phrases import Phrases

#: Up to this many done tasks are all told one by one; of more, each priority gets its share, but not fewer than …
MOST_TOLD = 75
LEAST_TOLD = 3
#: So many tasks are named for each kind of change.
MOST_CHANGED = 15
#: The order in which the unfinished tasks are counted.
UNFINISHED = (Status.DOING, Status.SUBMITTED, Status.BLOCKED, Status.TODO)
CHANGES = ("done", "submitted", "started", "resumed", "reopened", "blocked", "extended", "added", "dropped", "carried")


# --- the year at a glance --------------------------------------------------------------------------------------------


def opening(p: Phrases) -> list[Block]:
    """Say how many tasks there are, how many are done, and where the others stand."""
    total = p.summary.total
    if not total.ids:
        return [*p.paragraph([p.say("report.open.empty", title=p.plan_title())])]
    quotes = [Paragraph(p.t("report.quotes"), Tone.MUTED)] if _has_quotes(p) else []
    return [
        *p.paragraph(_scope(p, total)),
        *p.paragraph(_standing(p, total)),
        *p.paragraph(_punctuality(p)),
        *p.paragraph(_clearance(p)),
        *quotes,
    ]


def _scope(p: Phrases, total: Group) -> Iterator[Sentence]:
    priorities = p.t("report.priorities", n=len(p.summary.priorities))
    yield p.say("report.open.scope", total.ids, title=p.plan_title(), priorities=priorities)
    if p.summary.added:
        yield p.say("report.open.added", p.summary.added)
    if p.summary.inherited:
        yield p.say("report.open.inherited", p.summary.inherited)
    if total.ongoing:
        kept = [row.kept for row in p.summary.rows if row.kept and row.task.id in set(total.ongoing)]
        key = "report.open.ongoing" if any(item.of for item in kept) else "report.open.ongoing_new"
        yield p.say(key, total.ongoing, kept=sum(item.kept for item in kept), of=sum(item.of for item in kept))
    if total.dropped:
        key = "report.open.dropped" if total.total else "report.open.all_dropped"
        yield p.say(key, total.dropped, total=total.total)


def _standing(p: Phrases, total: Group) -> Iterator[Sentence]:
    day = p.day(p.summary.day)
    if total.done and not total.unfinished:
        yield p.say("report.open.all", total.done, day=day)
    elif total.done:
        yield p.say("report.open.done", total.done, day=day, total=total.total, percent=p.percent(total.percent))
        yield _states(p, total, "report.rest", "report.open.rest")
    elif total.unfinished:
        yield p.say("report.open.none", day=day)
        yield _states(p, total, "report.whole", "report.open.states")
    if p.summary.overdue:
        yield p.say("report.open.overdue", p.summary.overdue)
    yield from _carried(p, total)


def _punctuality(p: Phrases) -> Iterator[Sentence]:
    """Say how much of what was due was done in time, by the deadlines as they stand, then by the first ones."""
    now, first = p.summary.on_time, p.summary.on_time_first
    if now.due:
        yield p.say("report.open.on_time", now.due, done=len(now.done), percent=p.percent(now.percent))
    if first.due and first != now:
        yield p.say("report.open.on_time_first", first.due, done=len(first.done), percent=p.percent(first.percent))


def _clearance(p: Phrases) -> Iterator[Sentence]:
    clearance = p.summary.clearance
    scope, left = clearance.scope, clearance.left
    if left:
        key = "report.clear.none" if len(left) == len(scope) else "report.clear.left"
        yield p.say(key, left, scope=len(scope))
    elif scope:
        yield p.say("report.clear.all", scope)
    if clearance.carried:
        yield p.say("report.clear.carried", clearance.carried)


def _unfinished(group: Group) -> dict[Status, Ids]:
    return {status: ids for status in UNFINISHED if (ids := group.states[status])}


def _states(p: Phrases, group: Group, alone: str, together: str) -> Sentence:
    """Count the unfinished tasks by status: with the message ``alone.<status>`` where all have one."""
    rest = _unfinished(group)
    if len(rest) == 1:
        return p.say(f"{alone}.{next(iter(rest))}", group.unfinished)
    return p.say(together, group.unfinished, states=_listed_states(p, group))


def _listed_states(p: Phrases, group: Group) -> str:
    return p.listed([p.t(f"report.state.{status}", n=len(ids)) for status, ids in _unfinished(group).items()])


def _carried(p: Phrases, group: Group) -> list[Sentence]:
    """Say how many of the unfinished tasks another year goes on with."""
    return [p.say("report.carried.among", group.carried)] if group.carried else []


def _has_quotes(p: Phrases) -> bool:
    """Whether anything in the report is written in the other language only."""
    quoted = (
        text
        for row in p.rows.values()
        for text in (p.title(row), *map(p.unit, (row.task.lead, *row.task.support)), *row.task.evidence, *_causes(row))
        if text
    )
    return any(p.is_foreign(text) for text in quoted)


def _causes(row: Standing) -> tuple[str | None, ...]:
    """Return the records that the report quotes whatever their language."""
    task = row.task
    return (
        replay.reason(task) if task.status.needs_reason else None,
        replay.last_note(task, "carried_to") if row.is_carried else None,
        replay.last_note(task, "due") if row.is_extended else None,
    )


# --- what changed ----------------------------------------------------------------------------------------------------


def changes(p: Phrases, changed: Changes) -> list[Block]:
    """Say what changed in the period up to the day of the report."""
    period = {"first": p.day(changed.since), "last": p.day(p.summary.day)}
    if changed.is_empty:
        return [*p.paragraph([p.say("report.changes.nothing", **period)])]
    blocks: list[Block] = [*p.paragraph([p.say("report.changes.intro", **period)])]
    for kind in CHANGES:
        if ids := getattr(changed, kind):
            names = [(identifier, p.title(p.rows[identifier])) for identifier in ids]
            blocks += p.paragraph([p.name(f"report.changes.{kind}", names, MOST_CHANGED)])
    if readings := [_reading(p, *change) for change in changed.readings]:
        blocks += p.paragraph([p.name("report.changes.readings", readings, MOST_CHANGED)])
    return blocks


def _reading(p: Phrases, identifier: str, before: float, after: float) -> tuple[str, str]:
    row = p.rows[identifier]
    assert row.task.target, "only tasks with a target are compared"
    unit = row.task.target.unit
    amounts = {"before": before, "after": after, "amount": row.task.target.goal}
    spelled = {name: p.amount(value, unit) for name, value in amounts.items()}
    return identifier, p.t("report.changes.reading", title=p.title(row), **spelled)


# --- results by priority ---------------------------------------------------------------------------------------------


def results(p: Phrases) -> list[Block]:
    """Tell of each priority what is done, one by one, then what is under way."""
    blocks: list[Block] = []
    priorities = p.summary.priorities
    most = MOST_TOLD
    if len(p.summary.total.done) > MOST_TOLD:
        most = max(LEAST_TOLD, MOST_TOLD // len(priorities))
    for place, group in enumerate(priorities, 1):
        title = p.priority(group)
        blocks.append(Heading(p.t("report.subheading", number=p.suborder(place), text=title), level=3))
        blocks += p.paragraph(_counts(p, group))
        blocks += _done(p, group, most)
        blocks += p.paragraph(_under_way(p, group))
    return blocks


def _counts(p: Phrases, group: Group) -> Iterator[Sentence]:
    """Count the tasks of a priority, unless those are all in one state and told of right below."""
    unfinished = _unfinished(group)
    if not group.ids:
        yield p.say("report.priority.empty")
    elif not group.total:
        yield p.say("report.priority.all_dropped", group.dropped)
        return
    elif not unfinished:
        if group.total > 1 or group.dropped:
            yield p.say("report.priority.all", group.done)
    elif group.done:
        done, states = p.t("report.state.done", n=len(group.done)), _listed_states(p, group)
        counted = {"n": group.total, "done": done, "percent": p.percent(group.percent), "states": states}
        yield p.say("report.priority.some", group.counted, **counted)
    elif len(unfinished) == 1:
        if not unfinished.keys() & {Status.DOING, Status.SUBMITTED}:
            yield _states(p, group, "report.priority.only", "")
    else:
        yield p.say("report.priority.none", group.counted, n=group.total, states=_listed_states(p, group))
    yield from _carried(p, group)
    if group.dropped:
        yield p.say("report.priority.dropped", group.dropped)


def _done(p: Phrases, group: Group, most: int) -> list[Paragraph]:
    """Tell of done tasks one by one, highlights first; of too many, then of those with figures, then with documents."""
    rows = sorted((p.rows[identifier] for identifier in group.done), key=lambda row: not row.task.highlight)
    by_weight = sorted(rows, key=lambda row: (not row.task.highlight, row.task.target is None, not row.task.evidence))
    told = {row.task.id for row in (rows if len(rows) <= most else by_weight[: most - 1])}
    paragraphs = p.items([(row.task.id, _done_sentences(p, row)) for row in rows if row.task.id in told])
    if len(told) < len(rows):
        others = tuple(identifier for identifier in group.done if identifier not in told)
        paragraphs += p.paragraph([p.say("report.done.more", others, table=p.task_table)])
    return paragraphs


def _done_sentences(p: Phrases, row: Standing) -> list[str]:
    """Return what is told of a done task: what people wrote for that, else what its record says."""
    if written := p.result(row):
        return [written]
    title, word = p.title(row), p.t("report.done.word")
    since, remark = replay.status_since(row.task), replay.reason(row.task)
    fields = {
        "title": title,
        "done": p.t("report.done.word_again") if title.startswith(word) else word,
        "evidence": p.evidence(row),
        "on": p.day(since) if since else "",
    }
    see = bool(row.task.evidence)
    key = ("on_see" if see else "on") if since else ("see" if see else "bare")
    sentences = [p.t(f"report.done.{key}", **fields), p.figure(row)]
    if remark and not p.is_foreign(remark):
        sentences.append(p.remark(remark))
    return [sentence for sentence in sentences if sentence]


def _under_way(p: Phrases, group: Group) -> Iterator[Sentence]:
    for status in (Status.DOING, Status.SUBMITTED):
        if ids := group.states[status]:
            yield p.name(f"report.{status}", with_progress(p, ids))


def with_progress(p: Phrases, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return each task with its title and, where it is measured, how far it is."""
    return [(identifier, _titled(p, p.rows[identifier])) for identifier in ids]


def _titled(p: Phrases, row: Standing) -> str:
    progress = p.progress(row)
    return p.t("report.titled_figure", title=p.title(row), figure=progress) if progress else p.title(row)
