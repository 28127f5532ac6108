"""What stands on a page for those who have three minutes: a line by priority, what is well, late, to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Listing, Piece
from planctl.plan.model import Status
from planctl.report.wording.results import clause
from planctl.report.wording.shortcomings import caused, lead_of, urgency
from planctl.report.wording.troubles import Trouble, cause_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.blocks import Block
    from planctl.plan.progress import Ids, Standing
    from planctl.report.wording.phrases import Phrases

#: A text in a brief is cut behind so many characters, Latin letters being a third of one.
LONGEST = 64


def priorities(p: Phrases) -> list[Block]:
    """Tell of each priority in a line how much is done and how much is late."""
    lines = []
    for group in p.summary.priorities:
        fields = {"title": p.brief_title(group), "done": len(group.done), "total": group.total}
        late = p.t("report.brief.overdue", n=len(group.overdue)) if group.overdue else ""
        key = "report.brief.priority" if group.total else "report.brief.priority_empty"
        lines.append(p.say(key, (), percent=p.percent(group.percent), late=late, **fields))
    return _listing(p, lines)


def highlights(p: Phrases, most: int) -> list[Block]:
    """Tell the done tasks that are marked as highlights; without any, those that people wrote a sentence of."""
    done = [row for row in p.summary.rows if row.task.status is Status.DONE]
    told = [row for row in done if row.task.highlight] or [row for row in done if p.result(row)]
    lines = [Piece(_as_sentence(p, _shortened(p, _told(p, row))), (row.task.id,)) for row in told[:most]]
    return _listing(p, lines)


def _as_sentence(p: Phrases, text: str) -> str:
    return text if text.endswith(p.t("report.ellipsis")) else p.t("report.clauses", text=text)


def _told(p: Phrases, row: Standing) -> str:
    return p.result(row).rstrip("。.") or clause(p, row)


def late(p: Phrases, most: int) -> list[Block]:
    """Tell what is overdue, the latest first, with its cause; count what there is no room for."""
    rows = sorted((p.rows[identifier] for identifier in p.summary.overdue), key=lambda row: urgency(p, row))
    lines = [_late(p, row) for row in rows[:most]]
    return [*_listing(p, lines), *_more(p, "overdue", rows[most:])]


def _late(p: Phrases, row: Standing) -> Piece:
    days = p.t("report.late_by", n=row.days_late) if row.days_late else p.t("report.missed_today")
    cause = cause_of(p, row, Trouble.OVERDUE)
    brief = caused(p, cause and cause._replace(text=_shortened(p, cause.text)))
    return p.say("report.left_item", (row.task.id,), title=p.title(row.task), lead=lead_of(p, row), late=days, **brief)


def decisions(p: Phrases, most: int) -> list[Block]:
    """Tell what units ask others for, the latest tasks first."""
    rows = sorted((row for row in p.summary.rows if row.help and row.is_unfinished), key=lambda row: -row.days_late)
    lines = [
        p.say(
            "report.brief.help",
            (row.task.id,),
            title=p.title(row.task),
            lead=lead_of(p, row),
            help=_shortened(p, p.recorded(row.help or "")),
        )
        for row in rows[:most]
    ]
    return [*_listing(p, lines), *_more(p, "help", rows[most:])]


def _listing(p: Phrases, lines: Sequence[Piece]) -> list[Block]:
    return [Listing(tuple((*p.paragraph([line]),) for line in lines))] if lines else []


def _more(p: Phrases, key: str, rows: Sequence[Standing]) -> list[Block]:
    ids: Ids = tuple(row.task.id for row in rows)
    return [*p.paragraph([p.say(f"report.brief.more_{key}", ids)])] if ids else []


def _shortened(p: Phrases, text: str) -> str:
    """Return a text up to the last mark within the length that a line of a brief has, an ellipsis behind it."""
    most = LONGEST * (1 if p.t.language == "zh" else 3)
    if len(text) <= most:
        return text
    at = max(text.rfind(mark, most // 2, most) for mark in "，；、。,;. ")
    return text[: at if at > 0 else most].rstrip("，；、。,;. （(") + p.t("report.ellipsis")
