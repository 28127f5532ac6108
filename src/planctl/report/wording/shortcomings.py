"""The second half of a report in words: what went wrong and why, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Blank, Heading
from planctl.report.wording.results import with_progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.blocks import Block, Paragraph
    from planctl.report.numbers.figures import Fact, Ids
    from planctl.report.wording.phrases import Phrases

#: So many tasks of a kind are told one by one; the list at the end has the others.
MOST_ITEMS = 12


def shortcomings(p: Phrases, next_heading: str) -> list[Block]:
    """Tell what is late, stuck, put off, given up or not on record; ``next_heading`` is where carried tasks stand."""
    groups = [(key, blocks) for key, blocks in _groups(p, next_heading) if blocks]
    troubles = {key for key, _ in groups} - {"carried", "gaps"}
    blocks: list[Block] = []
    if not troubles and p.summary.facts:
        blocks += p.paragraph([p.say("report.short.nothing", day=p.day(p.summary.day))])
    for place, (key, body) in enumerate(groups, 1):
        text = p.t(f"report.{key}.head")
        blocks.append(Heading(p.t("report.subheading", number=p.suborder(place), text=text), level=3))
        blocks += body
    return blocks


def duty(p: Phrases) -> list[Block]:
    """Leave a place for what no record can tell."""
    return [Blank(p.t("report.duty.blank"))]


def next_steps(p: Phrases) -> list[Block]:
    """Tell what goes over into the next year, or at an earlier day what is left to do."""
    blocks: list[Block] = [*_carried(p)]
    blocks += _still_open(p) if p.summary.is_final else _to_do(p)
    if blocks:
        return blocks
    key = "report.next.nothing_year" if p.summary.is_final else "report.next.nothing"
    return [*p.paragraph([p.say(key, year=p.summary.year + 1)])]


def _groups(p: Phrases, next_heading: str) -> list[tuple[str, list[Paragraph]]]:
    summary, total = p.summary, p.summary.total
    carried = [p.say("report.carried.pointer", total.carried, heading=next_heading)] if total.carried else []
    gaps = [
        p.say(f"report.gaps.{key}", ids)
        for key, ids in (("undocumented", summary.undocumented), ("unassigned", summary.unassigned))
        if ids
    ]
    return [
        ("overdue", _told(p, "overdue", summary.overdue, _overdue)),
        ("due_now", _told(p, "due_now", summary.due_now, _due_now)),
        ("behind", _told(p, "behind", summary.behind, _behind)),
        ("blocked", _told(p, "blocked", total.blocked, _blocked)),
        ("extended", _told(p, "extended", summary.extended, _extended)),
        ("dropped", _told(p, "dropped", total.dropped, _dropped)),
        ("carried", p.paragraph(carried)),
        ("gaps", p.paragraph(gaps)),
    ]


def _told(p: Phrases, key: str, ids: Ids, sentences: Callable[[Phrases, Fact], list[str]]) -> list[Paragraph]:
    """Count the tasks of a kind, then tell of the first ones one by one; a single one mostly speaks for itself."""
    paragraphs: list[Paragraph] = []
    if len(ids) > 1 or (ids and key == "due_now"):
        paragraphs += p.paragraph([p.say(f"report.{key}.intro", ids, day=p.day(p.summary.day))])
    return paragraphs + _items(p, ids, sentences)


def _items(p: Phrases, ids: Ids, sentences: Callable[[Phrases, Fact], list[str]]) -> list[Paragraph]:
    """Tell of tasks one by one; of too many, of the first ones only."""
    told = ids if len(ids) <= MOST_ITEMS else ids[: MOST_ITEMS - 1]
    paragraphs = p.items([(identifier, sentences(p, p.facts[identifier])) for identifier in told])
    if len(told) < len(ids):
        paragraphs += p.paragraph([p.say("report.short.more", ids[len(told) :], table=p.task_table)])
    return paragraphs


# --- one task --------------------------------------------------------------------------------------------------------


def _overdue(p: Phrases, fact: Fact) -> list[str]:
    return _with_figure(p, fact, "report.overdue.item", due=p.day(fact.due), n=fact.days_late)


def _due_now(p: Phrases, fact: Fact) -> list[str]:
    return _with_figure(p, fact, "report.due_now.item")


def _with_figure(p: Phrases, fact: Fact, key: str, **fields: object) -> list[str]:
    name = key if fact.lead else f"{key}_nobody"
    said = {"title": p.title(fact), "status": p.status(fact), "lead": p.unit(fact.lead)}
    return [text for text in (p.t(name, **said, **fields), p.figure(fact)) if text]


def _behind(p: Phrases, fact: Fact) -> list[str]:
    assert fact.target, "only a task with a target has a pace"
    amounts = {"amount": fact.target.amount, "expected": int(fact.expected), "reading": fact.reading or 0}
    spelled = {name: p.amount(value, fact.target.unit) for name, value in amounts.items()}
    return [p.t("report.behind.item", title=p.title(fact), **spelled)]


def _blocked(p: Phrases, fact: Fact) -> list[str]:
    return [_caused(p, fact, "report.blocked.item")]


def _dropped(p: Phrases, fact: Fact) -> list[str]:
    return [_caused(p, fact, "report.dropped.item")]


def _caused(p: Phrases, fact: Fact, key: str) -> str:
    """Say since when a task is in its state and why, as far as either is on record."""
    if not fact.since:
        return p.t(f"{key}_bare", title=p.title(fact))
    since = p.day(fact.since)
    if not fact.remark:
        return p.t(f"{key}_unsaid", title=p.title(fact), since=since)
    return p.t(key, title=p.title(fact), since=since, reason=p.recorded(fact.remark))


def _extended(p: Phrases, fact: Fact) -> list[str]:
    fields = {"first": p.day(fact.due_first), "due": p.day(fact.due), "status": p.status(fact)}
    if not fact.extension:
        return [p.t("report.extended.item_unsaid", title=p.title(fact), **fields)]
    return [p.t("report.extended.item", title=p.title(fact), reason=p.recorded(fact.extension), **fields)]


# --- what comes next -------------------------------------------------------------------------------------------------


def _carried(p: Phrases) -> list[Paragraph]:
    ids = p.summary.total.carried
    if not ids:
        return []
    intro = p.paragraph([p.say("report.next.carried", ids, year=p.summary.year + 1)])
    return intro + _items(p, ids, _carried_item)


def _carried_item(p: Phrases, fact: Fact) -> list[str]:
    year, colon, identifier = (fact.carried_to or "").partition(":")
    place = p.t("report.place", year=year, id=identifier) if colon else year
    if not fact.carrying:
        return [p.t("report.next.item_unsaid", title=p.title(fact), place=place)]
    return [p.t("report.next.item", title=p.title(fact), place=place, reason=p.recorded(fact.carrying))]


def _still_open(p: Phrases) -> list[Paragraph]:
    ids = tuple(fact.id for fact in p.summary.facts if fact.is_open)
    names = with_progress(p, ids)
    return p.paragraph([p.name("report.next.open", names, year=p.summary.year + 1)] if ids else [])


def _to_do(p: Phrases) -> list[Paragraph]:
    """Put first what is late, then what is due soon, then the rest."""
    summary = p.summary
    open_ids = tuple(fact.id for fact in summary.facts if fact.is_open)
    urgent = {*summary.overdue, *summary.due_soon}
    other = tuple(identifier for identifier in open_ids if identifier not in urgent)
    paragraphs: list[Paragraph] = []
    for key, ids in (("overdue", summary.overdue), ("due_soon", summary.due_soon)):
        if ids:
            paragraphs += p.paragraph([p.name(f"report.next.{key}", with_progress(p, ids))])
    if other:
        paragraphs += p.paragraph([p.say("report.next.other" if urgent else "report.next.open_all", other)])
    return paragraphs
