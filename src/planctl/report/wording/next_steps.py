"""What comes next, by priority: in the next year what goes over or was left open, before that what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Heading, Listing, Paragraph, Piece
from planctl.plan.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planctl.blocks import Block
    from planctl.plan.progress import Standing
    from planctl.report.wording.phrases import Phrases

#: So many tasks are told one by one in all, but of each priority not fewer than …
MOST_TOLD = 40
LEAST_TOLD = 3
#: What is to be done with a task, the most urgent first.
DEEDS = ("hurry", "in_time", "begin", "continue", "carried", "duty")


def next_steps(p: Phrases) -> list[Block]:
    """Tell by priority what is to be done, with what was said to come next; nothing if nothing is left."""
    parts = [(group, rows) for group in p.summary.priorities if (rows := _left(p, group.ids))]
    most = max(LEAST_TOLD, MOST_TOLD // len(parts)) if parts else 0
    blocks: list[Block] = []
    for place, (group, rows) in enumerate(parts, 1):
        if len(p.summary.priorities) > 1:
            blocks.append(Heading(p.subheading(place, p.title(group)), level=3))
        blocks += _told(p, rows, most)
    return blocks


def _left(p: Phrases, ids: Iterable[str]) -> list[Standing]:
    """Return what is open, carried over or goes on of a priority: highlights, then the latest, duties last."""
    rows = [p.rows[identifier] for identifier in ids if not p.rows[identifier].task.status.is_closed]

    def weight(row: Standing) -> tuple[object, ...]:
        return row.task.ongoing, not row.task.highlight, -row.days_late, row.due, DEEDS.index(_deed(p, row))

    return sorted(rows, key=weight)


def _deed(p: Phrases, row: Standing) -> str:
    """Return what is to be done with a task."""
    if row.task.ongoing:
        return "duty"
    if row.is_carried:
        return "carried"
    if p.summary.is_final:
        return "begin" if row.task.status is Status.TODO else "continue"
    if row.is_overdue:
        return "hurry"
    if row.is_due_soon:
        return "in_time"
    return "begin" if row.task.status is Status.TODO else "continue"


def _told(p: Phrases, rows: Sequence[Standing], most: int) -> list[Block]:
    told = list(rows) if len(rows) <= most else list(rows[: most - 1])
    others = tuple(row.task.id for row in rows[len(told) :])
    more = [p.say("report.next.more", others)] if others else []
    by_deed = {deed: [row for row in told if _deed(p, row) == deed] for deed in DEEDS}
    if p.t.language == "en":
        items = [[_item(p, deed, row)] for deed, some in by_deed.items() for row in some]
        return [Listing(tuple((Paragraph.of(item),) for item in items)), *p.paragraph(more)]
    sentences = [_sentence(p, deed, some) for deed, some in by_deed.items() if some]
    return [*p.paragraph([*sentences, *more])]


def _sentence(p: Phrases, deed: str, rows: Sequence[Standing]) -> Piece:
    names = p.titles([p.bracketed(p.title(row.task), *_details(p, row)) for row in rows])
    ids = tuple(row.task.id for row in rows)
    return p.say(f"report.next.{deed}", ids, names=names, year=p.summary.plan.year + 1)


def _item(p: Phrases, deed: str, row: Standing) -> Piece:
    mark = p.t(f"report.next.{deed}_mark", n=row.days_late, year=p.summary.plan.year + 1)
    title = p.bracketed(p.title(row.task), mark, p.progress(row))
    key = "report.next.item_details" if row.next else "report.next.item"
    return p.say(key, (row.task.id,), title=title, details=_next(p, row))


def _details(p: Phrases, row: Standing) -> tuple[str, str]:
    """Return how far a task is and what was said to come next."""
    return p.progress(row), _next(p, row)


def _next(p: Phrases, row: Standing) -> str:
    return p.recorded(row.next) if row.next else ""
