"""The first half of a report in words: the year at a glance, what changed since a day, and the results by priority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Heading, Paragraph, Tone
from planctl.plan.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planctl.blocks import Block, Sentence
    from planctl.report.numbers.figures import Changes, Fact, Tally
    from planctl.report.wording.phrases import Phrases

#: Up to this many done tasks are all told one by one; of more, each priority gets its share, but not fewer than …
MOST_TOLD = 75
LEAST_TOLD = 3
#: So many tasks are named for each kind of change.
MOST_CHANGED = 15
#: The order in which the states of tasks that are not done are counted.
UNDONE = (Status.DOING.value, Status.SUBMITTED.value, Status.BLOCKED.value, Status.TODO.value, "carried")
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
        *p.paragraph(_clearance(p)),
        *quotes,
    ]


def _scope(p: Phrases, total: Tally) -> Iterator[Sentence]:
    priorities = p.t("report.priorities", n=len(p.summary.priorities))
    yield p.say("report.open.scope", total.ids, title=p.plan_title(), priorities=priorities)
    if p.summary.added:
        yield p.say("report.open.added", p.summary.added)
    if p.summary.inherited:
        yield p.say("report.open.inherited", p.summary.inherited)
    if total.dropped:
        key = "report.open.dropped" if total.total else "report.open.all_dropped"
        yield p.say(key, total.dropped, total=total.total)


def _standing(p: Phrases, total: Tally) -> Iterator[Sentence]:
    day = p.day(p.summary.day)
    rest = _undone(total)
    if total.done and not rest:
        yield p.say("report.open.all", total.done, day=day)
    elif total.done:
        yield p.say("report.open.done", total.done, day=day, total=total.total, percent=total.percent)
        yield _states(p, total, "report.rest", "report.open.rest")
    elif rest:
        yield p.say("report.open.none", day=day)
        yield _states(p, total, "report.whole", "report.open.states")
    if p.summary.overdue:
        yield p.say("report.open.overdue", p.summary.overdue)


def _clearance(p: Phrases) -> Iterator[Sentence]:
    clearance = p.summary.clearance
    scope, carried, left = clearance.scope, clearance.carried, clearance.left
    if left:
        is_all = len(left) == len(scope)
        yield p.say("report.clear.none" if is_all else "report.clear.left", left, scope=len(scope))
        if carried:
            yield p.say("report.clear.more_carried", carried)
    elif carried and clearance.done:
        yield p.say("report.clear.but_carried", carried, scope=len(scope))
    elif scope:
        yield p.say("report.clear.only_carried" if carried else "report.clear.all", scope)


def _undone(tally: Tally) -> dict[str, tuple[str, ...]]:
    return {state: ids for state in UNDONE if (ids := getattr(tally, state))}


def _states(p: Phrases, tally: Tally, alone: str, together: str) -> Sentence:
    """Count the tasks that are not done by state: with the message ``alone.<state>`` where all are in one."""
    rest = _undone(tally)
    undone = {identifier for found in rest.values() for identifier in found}
    ids = tuple(identifier for identifier in tally.ids if identifier in undone)
    if len(rest) == 1:
        return p.say(f"{alone}.{next(iter(rest))}", ids)
    return p.say(together, ids, states=_listed_states(p, tally))


def _listed_states(p: Phrases, tally: Tally) -> str:
    return p.listed([p.t(f"report.state.{state}", n=len(ids)) for state, ids in _undone(tally).items()])


def _has_quotes(p: Phrases) -> bool:
    """Whether anything in the report is written in the other language only."""
    quoted = (
        text
        for fact in p.facts.values()
        for text in (p.title(fact), *map(p.unit, (fact.lead, *fact.support)), *fact.evidence, *_causes(fact))
        if text
    )
    return any(p.is_foreign(text) for text in quoted)


def _causes(fact: Fact) -> tuple[str | None, ...]:
    """Return the records that the report quotes whatever their language."""
    cause = fact.remark if fact.state in {Status.BLOCKED, Status.DROPPED} else None
    return (cause, fact.carrying, fact.extension if fact.is_extended else None)


# --- what changed ----------------------------------------------------------------------------------------------------


def changes(p: Phrases, changed: Changes) -> list[Block]:
    """Say what changed in the period up to the day of the report."""
    period = {"first": p.day(changed.since), "last": p.day(p.summary.day)}
    if changed.is_empty:
        return [*p.paragraph([p.say("report.changes.nothing", **period)])]
    blocks: list[Block] = [*p.paragraph([p.say("report.changes.intro", **period)])]
    for kind in CHANGES:
        if ids := getattr(changed, kind):
            names = [(identifier, p.title(p.facts[identifier])) for identifier in ids]
            blocks += p.paragraph([p.name(f"report.changes.{kind}", names, MOST_CHANGED)])
    if readings := [_reading(p, *change) for change in changed.readings]:
        blocks += p.paragraph([p.name("report.changes.readings", readings, MOST_CHANGED)])
    return blocks


def _reading(p: Phrases, identifier: str, before: float, after: float) -> tuple[str, str]:
    fact = p.facts[identifier]
    assert fact.target, "only tasks with a target are compared"
    unit = fact.target.unit
    amounts = {"before": before, "after": after, "amount": fact.target.amount}
    spelled = {name: p.amount(value, unit) for name, value in amounts.items()}
    return identifier, p.t("report.changes.reading", title=p.title(fact), **spelled)


# --- results by priority ---------------------------------------------------------------------------------------------


def results(p: Phrases) -> list[Block]:
    """Tell of each priority what is done, one by one, then what is under way."""
    blocks: list[Block] = []
    priorities = p.summary.priorities
    most = MOST_TOLD
    if len(p.summary.total.done) > MOST_TOLD:
        most = max(LEAST_TOLD, MOST_TOLD // len(priorities))
    for place, tally in enumerate(priorities, 1):
        title = p.priority(tally)
        blocks.append(Heading(p.t("report.subheading", number=p.suborder(place), text=title), level=3))
        blocks += p.paragraph(_counts(p, tally))
        blocks += _done(p, tally, most)
        blocks += p.paragraph(_under_way(p, tally))
    return blocks


def _counts(p: Phrases, tally: Tally) -> Iterator[Sentence]:
    """Count the tasks of a priority, unless those are all in one state and told of right below."""
    undone = _undone(tally)
    if not tally.ids:
        yield p.say("report.priority.empty")
    elif not tally.total:
        yield p.say("report.priority.all_dropped", tally.dropped)
        return
    elif not undone:
        if tally.total > 1 or tally.dropped:
            yield p.say("report.priority.all", tally.done)
    elif tally.done:
        done, states = p.t("report.state.done", n=len(tally.done)), _listed_states(p, tally)
        counted = {"n": tally.total, "done": done, "percent": tally.percent, "states": states}
        yield p.say("report.priority.some", tally.ids, **counted)
    elif len(undone) == 1:
        if not (tally.doing or tally.submitted):
            yield _states(p, tally, "report.priority.only", "")
    else:
        yield p.say("report.priority.none", tally.ids, n=tally.total, states=_listed_states(p, tally))
    if tally.dropped:
        yield p.say("report.priority.dropped", tally.dropped)


def _done(p: Phrases, tally: Tally, most: int) -> list[Paragraph]:
    """Tell of done tasks one by one; of too many, first of those with figures, then of those with documents."""
    facts = [p.facts[identifier] for identifier in tally.done]
    by_weight = sorted(facts, key=lambda fact: (fact.target is None, not fact.evidence))
    told = {fact.id for fact in (facts if len(facts) <= most else by_weight[: most - 1])}
    paragraphs = p.items([(fact.id, _done_sentences(p, fact)) for fact in facts if fact.id in told])
    if len(told) < len(facts):
        others = tuple(fact.id for fact in facts if fact.id not in told)
        paragraphs += p.paragraph([p.say("report.done.more", others, table=p.task_table)])
    return paragraphs


def _done_sentences(p: Phrases, fact: Fact) -> list[str]:
    title, word = p.title(fact), p.t("report.done.word")
    fields = {
        "title": title,
        "done": p.t("report.done.word_again") if title.startswith(word) else word,
        "evidence": p.evidence(fact),
        "on": p.day(fact.since) if fact.since else "",
    }
    see = bool(fact.evidence)
    key = ("on_see" if see else "on") if fact.since else ("see" if see else "bare")
    sentences = [p.t(f"report.done.{key}", **fields), p.figure(fact)]
    if fact.remark and not p.is_foreign(fact.remark):
        sentences.append(p.remark(fact.remark))
    return [sentence for sentence in sentences if sentence]


def _under_way(p: Phrases, tally: Tally) -> Iterator[Sentence]:
    for state, ids in (("doing", tally.doing), ("submitted", tally.submitted)):
        if ids:
            yield p.name(f"report.{state}", with_progress(p, ids))


def with_progress(p: Phrases, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return each task with its title and, where it is measured, how far it is."""
    return [(identifier, _titled(p, p.facts[identifier])) for identifier in ids]


def _titled(p: Phrases, fact: Fact) -> str:
    progress = p.progress(fact)
    return p.t("report.titled_figure", title=p.title(fact), figure=progress) if progress else p.title(fact)
