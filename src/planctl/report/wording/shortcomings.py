"""What went wrong and why: each task once, by what is worst about it, the worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planctl.blocks import Heading, Listing, Piece
from planctl.plan import pace, replay
from planctl.plan.progress import assess
from planctl.report.wording.troubles import Cause, Trouble, cause_of, missed_node, trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planctl.blocks import Block
    from planctl.plan.progress import Ids, Standing
    from planctl.report.wording.phrases import Phrases

#: So many tasks of a kind are told one by one; the others are counted.
MOST_TOLD = {Trouble.OVERDUE: 20}
MOST_OTHERS = 8
#: The kinds whose sentences say little where nobody recorded why: such tasks are named together.
COUNTED = (Trouble.OVERDUE, Trouble.BLOCKED)


def shortcomings(p: Phrases) -> list[Block]:
    """Tell what is late, stuck, put off or given up, and why; nothing if nothing is."""
    kinds: dict[Trouble, list[Standing]] = {kind: [] for kind in Trouble}
    for row in p.summary.rows:
        if kind := trouble(p, row):
            kinds[kind].append(row)
    found = {kind: rows for kind, rows in kinds.items() if rows}
    blocks: list[Block] = []
    for place, (kind, rows) in enumerate(found.items(), 1):
        if len(found) > 1:
            blocks.append(Heading(p.subheading(place, p.t(f"report.{kind}.head")), level=3))
        blocks += _told(p, kind, sorted(rows, key=lambda row: urgency(p, row)))
    return blocks


def urgency(p: Phrases, row: Standing) -> tuple[object, ...]:
    """Return what the latest come first by, then highlights, those with a cause on record, and those with a target."""
    done = replay.status_since(row.task) if row.task.status.is_closed else None
    late = max(row.days_late, (done - row.due).days if done else 0)
    cause = cause_of(p, row, Trouble.OVERDUE)
    return (-late, not row.task.highlight, cause is None, row.task.target is None)


def _told(p: Phrases, kind: Trouble, rows: Sequence[Standing]) -> list[Block]:
    """Count the tasks of a kind, then tell of the worst one by one, and name or count those of which there is no more.

    A single one speaks for itself.
    """
    known = [row for row in rows if kind not in COUNTED or cause_of(p, row, kind)]
    most = MOST_TOLD.get(kind, MOST_OTHERS)
    told = known if len(known) <= most else known[: most - 1]
    sentences = [_sentence(p, kind, alike) for alike in _alike(p, kind, rows if len(rows) == 1 else told)]
    named = {row.task.id for row in told}
    others = [row for row in rows if row.task.id not in named] if len(rows) > 1 else []
    if len(sentences) == 1 and not others:
        return [*p.paragraph(sentences)]
    intro = p.t(f"report.{kind}.intro", n=len(rows))
    ids: Ids = tuple(row.task.id for row in rows)
    if not sentences:
        return [*p.paragraph([Piece(_others(p, intro, others), ids)])]
    items = tuple((*p.paragraph([sentence]),) for sentence in sentences)
    counted = Piece(_others(p, p.t("report.short.more", n=len(others)), others), tuple(row.task.id for row in others))
    return [
        *p.paragraph([Piece(p.t("report.short.named", text=intro), ids)]),
        Listing(items, start=1),
        *p.paragraph([counted] if others else []),
    ]


def _others(p: Phrases, text: str, rows: Sequence[Standing]) -> str:
    """Return a sentence that begins with ``text`` and names tasks, or says where many of them are to be found."""
    if len(rows) > MOST_OTHERS:
        return p.t("report.short.listed" if p.lists_tasks else "report.short.counted", text=text)
    late = [p.t("report.short.late", n=row.days_late) if row.days_late else "" for row in rows]
    names = [p.bracketed(p.title(row.task), days) for row, days in zip(rows, late, strict=True)]
    return p.t("report.short.names", text=text, names=p.titles(names))


def _alike(p: Phrases, kind: Trouble, rows: Sequence[Standing]) -> Iterator[list[Standing]]:
    """Yield tasks that the same is to be said of, for the same reason, together."""
    found: dict[object, list[Standing]] = {}
    for row in rows:
        cause = cause_of(p, row, kind)
        is_alone = (
            cause is None or row.task.target is not None or kind in {Trouble.BEHIND, Trouble.MISSED, Trouble.DUTY}
        )
        said = (cause, row.due, row.due_original, row.task.lead, row.task.status, replay.status_since(row.task))
        found.setdefault(row.task.id if is_alone else said, []).append(row)
    yield from found.values()


def _sentence(p: Phrases, kind: Trouble, rows: Sequence[Standing]) -> Piece:
    row, cause = rows[0], cause_of(p, rows[0], kind)
    titles = p.listed([p.title(each.task) for each in rows])
    ids: Ids = tuple(each.task.id for each in rows)
    fields = _fields(p, kind, row) | {"title": titles, "lead": lead_of(p, row), **caused(p, cause)}
    return p.say(f"report.{_form(p, kind, row)}.item", ids, **fields)


def lead_of(p: Phrases, row: Standing) -> str:
    """Return who leads, in brackets, nothing if nobody does."""
    return p.text("report.led_by", lead=p.unit(row.task.lead)) if row.task.lead else ""


def caused(p: Phrases, cause: Cause | None) -> dict[str, str]:
    """Return a cause as parts of a sentence on what is wrong, empty if there is none.

    Chinese says a reason before (``because``) and anything else behind what follows from it; English says both behind.
    """
    if cause is None:
        return {"because": "", "cause": ""}
    if cause.is_reason and p.t.language == "zh":
        return {"because": p.t("report.because", text=cause.text), "cause": ""}
    return {"because": "", "cause": p.t("report.reason" if cause.is_reason else "report.last_note", text=cause.text)}


def _form(p: Phrases, kind: Trouble, row: Standing) -> str:
    """Return the name of the sentence that says what is wrong."""
    match kind:
        case Trouble.OVERDUE:
            return "overdue" if row.days_late else "undone" if row.due <= p.summary.plan.last_day else "open"
        case Trouble.MISSED:
            return "missed" if missed_node(row) else "awaiting"
        case Trouble.BLOCKED | Trouble.DROPPED if replay.status_since(row.task) is None:
            return f"{kind}_undated"
        case _:
            return kind.value


def _fields(p: Phrases, kind: Trouble, row: Standing) -> dict[str, Any]:
    """Return what the sentence on a task in trouble of a ``kind`` is filled with."""
    since = replay.status_since(row.task)
    fields: dict[str, Any] = {
        "due": until(p, row),
        "n": row.days_late,
        "since": p.day(since) if since else "",
        "figure": _so_far(p, row),
        "state": p.t(f"report.now.{row.task.status}"),
    }
    if kind is Trouble.EXTENDED:
        fields |= {"first": p.day(row.due_original), "due": p.day(row.due)}
    elif kind is Trouble.LATE and since:
        fields["n"] = (since - row.due).days
    elif kind is Trouble.DUTY and row.kept:
        fields |= {"kept": row.kept.kept, "of": row.kept.of}
    elif kind is Trouble.MISSED:
        fields |= _missed(p, row)
    elif kind is Trouble.BEHIND:
        fields |= _behind(p, row)
    return fields


def until(p: Phrases, row: Standing) -> str:
    """Return the deadline of a task as a sentence has it: the end of the year by that name."""
    if row.due == p.summary.plan.last_day:
        return p.t("report.year_end")
    return p.day(row.due)


def _so_far(p: Phrases, row: Standing) -> str:
    progress = p.progress(row)
    return p.t("report.so_far", figure=progress) if progress else ""


def _missed(p: Phrases, row: Standing) -> dict[str, Any]:
    if node := missed_node(row):
        return {"goal": p.recorded(node.goal), "due": p.day(node.due)}
    plan, day = p.summary.plan, p.summary.day
    awaited = (item for item in plan.items if item.id in row.waits)
    return {"waits": p.listed([p.title(item) for item in awaited if assess(item, "", plan, day).is_overdue])}


def _behind(p: Phrases, row: Standing) -> dict[str, Any]:
    target = row.task.target
    assert target, "only a task with a target has a pace"
    amounts = {"amount": target.goal, "expected": pace.asked_for(target, row.expected), "reading": row.reached}
    return {name: p.amount(value, target.unit) for name, value in amounts.items()}
