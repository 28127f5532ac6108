"""The second half of a report in words: what went wrong and why, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Blank, Heading
from planctl.plan import pace, replay
from planctl.plan.model import Status
from planctl.plan.progress import DUE_SOON
from planctl.report.wording.results import with_progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.blocks import Block, Paragraph
    from planctl.plan.progress import Ids, Standing
    from planctl.report.wording.phrases import Phrases

#: So many tasks of a kind are told one by one; the list at the end has the others.
MOST_ITEMS = 12


def shortcomings(p: Phrases, next_heading: str) -> list[Block]:
    """Tell what is late, stuck, put off, given up or not on record; ``next_heading`` is where carried tasks stand."""
    groups = [(key, blocks) for key, blocks in _groups(p, next_heading) if blocks]
    troubles = {key for key, _ in groups} - {"carried", "gaps"}
    blocks: list[Block] = []
    if not troubles and p.summary.rows:
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
    return [*p.paragraph([p.say(key, year=p.summary.plan.year + 1)])]


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
        ("behind", _told(p, "behind", summary.behind, _behind)),
        ("blocked", _told(p, "blocked", total.states[Status.BLOCKED], _blocked)),
        ("extended", _told(p, "extended", summary.extended, _extended)),
        ("dropped", _told(p, "dropped", total.dropped, _dropped)),
        ("carried", p.paragraph(carried)),
        ("gaps", p.paragraph(gaps)),
    ]


def _told(p: Phrases, key: str, ids: Ids, sentences: Callable[[Phrases, Standing], list[str]]) -> list[Paragraph]:
    """Count the tasks of a kind, then tell of the first ones one by one; a single one speaks for itself."""
    intro = p.paragraph([p.say(f"report.{key}.intro", ids)]) if len(ids) > 1 else []
    return intro + _items(p, ids, sentences)


def _items(p: Phrases, ids: Ids, sentences: Callable[[Phrases, Standing], list[str]]) -> list[Paragraph]:
    """Tell of tasks one by one; of too many, of the first ones only."""
    told = ids if len(ids) <= MOST_ITEMS else ids[: MOST_ITEMS - 1]
    paragraphs = p.items([(identifier, sentences(p, p.rows[identifier])) for identifier in told])
    if len(told) < len(ids):
        paragraphs += p.paragraph([p.say("report.short.more", ids[len(told) :], table=p.task_table)])
    return paragraphs


# --- one task --------------------------------------------------------------------------------------------------------


def _overdue(p: Phrases, row: Standing) -> list[str]:
    key = "report.overdue.item" if row.days_late else "report.missed.item"
    return _with_figure(p, row, key, due=p.day(row.due), n=row.days_late)


def _with_figure(p: Phrases, row: Standing, key: str, **fields: object) -> list[str]:
    name = key if row.task.lead else f"{key}_nobody"
    said = {"title": p.title(row), "status": p.status(row), "lead": p.unit(row.task.lead)}
    return [text for text in (p.t(name, **said, **fields), p.figure(row)) if text]


def _behind(p: Phrases, row: Standing) -> list[str]:
    target = row.task.target
    assert target, "only a task with a target has a pace"
    amounts = {"amount": target.goal, "expected": pace.asked_for(target, row.expected), "reading": row.reached}
    spelled = {name: p.amount(value, target.unit) for name, value in amounts.items()}
    return [p.t("report.behind.item", title=p.title(row), **spelled)]


def _blocked(p: Phrases, row: Standing) -> list[str]:
    return [_caused(p, row, "report.blocked.item")]


def _dropped(p: Phrases, row: Standing) -> list[str]:
    return [_caused(p, row, "report.dropped.item")]


def _caused(p: Phrases, row: Standing, key: str) -> str:
    """Say since when a task is in its state and why, as far as either is on record."""
    since, reason = replay.status_since(row.task), replay.reason(row.task)
    if not since:
        return p.t(f"{key}_bare", title=p.title(row))
    if not reason:
        return p.t(f"{key}_unsaid", title=p.title(row), since=p.day(since))
    return p.t(key, title=p.title(row), since=p.day(since), reason=p.recorded(reason))


def _extended(p: Phrases, row: Standing) -> list[str]:
    fields = {"first": p.day(row.due_original), "due": p.day(row.due), "status": p.status(row)}
    reason = replay.last_note(row.task, "due")
    if not reason:
        return [p.t("report.extended.item_unsaid", title=p.title(row), **fields)]
    return [p.t("report.extended.item", title=p.title(row), reason=p.recorded(reason), **fields)]


# --- what comes next -------------------------------------------------------------------------------------------------


def _carried(p: Phrases) -> list[Paragraph]:
    ids = p.summary.total.carried
    if not ids:
        return []
    intro = p.paragraph([p.say("report.next.carried", ids, year=p.summary.plan.year + 1)])
    return intro + _items(p, ids, _carried_item)


def _carried_item(p: Phrases, row: Standing) -> list[str]:
    year, colon, identifier = (row.task.carried_to or "").partition(":")
    place = p.t("report.place", year=year, id=identifier) if colon else year
    reason = replay.last_note(row.task, "carried_to")
    if not reason:
        return [p.t("report.next.item_unsaid", title=p.title(row), place=place)]
    return [p.t("report.next.item", title=p.title(row), place=place, reason=p.recorded(reason))]


def _still_open(p: Phrases) -> list[Paragraph]:
    names = with_progress(p, _open(p))
    return p.paragraph([p.name("report.next.open", names, year=p.summary.plan.year + 1)] if names else [])


def _to_do(p: Phrases) -> list[Paragraph]:
    """Put first what is late, then what is due soon, then the rest."""
    late = tuple(identifier for identifier in _open(p) if p.rows[identifier].is_overdue)
    soon = p.summary.due_soon
    urgent = {*late, *soon}
    other = tuple(identifier for identifier in _open(p) if identifier not in urgent)
    paragraphs: list[Paragraph] = []
    for key, ids in (("overdue", late), ("due_soon", soon)):
        if ids:
            paragraphs += p.paragraph([p.name(f"report.next.{key}", with_progress(p, ids), days=DUE_SOON.days)])
    if other:
        paragraphs += p.paragraph([p.say("report.next.other" if urgent else "report.next.open_all", other)])
    return paragraphs


def _open(p: Phrases) -> Ids:
    """Return the tasks that are still to be done in this plan, those carried over not among them."""
    return tuple(row.task.id for row in p.summary.rows if row.task.is_open and not row.task.ongoing)
