"""Rounds of reports as tables, for people and for scripts, and as the values of a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planctl.blocks import Block, Cell, Column, Paragraph, Table, Tone
from planctl.plan.keys import keys_of

if TYPE_CHECKING:
    from planctl.blocks import Value
    from planctl.plan.rounds import RoundStatus, UnitAnswer
    from planctl.screen.views import Overview, RoundList, RoundReport
    from planctl.words.plan_words import Words

#: How the answers of units look, by their codes: who looks at no round need not know of them.
TONES = {
    "reported": Tone.GOOD,
    "nothing": Tone.NORMAL,
    "late": Tone.WARN,
    "missing": Tone.BAD,
    "pending": Tone.MUTED,
}


def units_table(view: RoundReport, words: Words) -> Table:
    """Return how each unit answered in a round."""
    columns = (
        Column("unit", words.t("column.unit"), flexible=True),
        Column("answer", words.t("column.answer")),
        Column("reported", words.t("column.reported_items"), right=True),
        Column("first", words.t("column.first_answer")),
        Column("by", words.t("column.by")),
        Column("overdue", words.t("column.overdue"), right=True),
    )
    return Table(columns, tuple(_unit(row, words) for row in view.status.units))


def _unit(row: UnitAnswer, words: Words) -> tuple[Value, ...]:
    answer = Cell(words.t(f"round.{row.answer}"), TONES[row.answer], row.answer.value)
    return (
        words.unit(row.unit),
        answer,
        f"{len(row.reported)}/{len(row.items)}",
        words.day(row.first) if row.first else "",
        words.t("separator.list").join(row.by),
        Cell(str(len(row.overdue)), Tone.BAD if row.overdue else Tone.MUTED),
    )


def status_blocks(view: RoundReport, words: Words) -> list[Block]:
    """Return the status of a round for people: what it is, a line a unit, and what they add up to."""
    t, one, status = words.t, view.status.round, view.status
    said: list[Block] = [Paragraph(t("round.caption", **_days(status), day=view.day), Tone.MUTED)]
    said.append(units_table(view, words) if status.units else Paragraph(t("round.nobody"), Tone.MUTED))
    said.append(Paragraph(summary(status, words)))
    if status.unassigned:
        n, ids = len(status.unassigned), t("separator.list").join(status.unassigned[:6])
        more = "…" if len(status.unassigned) > 6 else ""  # noqa: PLR2004 - as many as before it
        said.append(Paragraph(t("round.unassigned", n=n, ids=ids + more), Tone.MUTED))
    if status.is_closed and one.figures:
        said.append(Paragraph(t("round.figures", closed=one.closed, **_frozen(one.figures)), Tone.MUTED))
    return said


def summary(status: RoundStatus, words: Words) -> str:
    """Return how many units there are of each answer, those that there are."""
    parts = (words.t(f"round.count_{answer}", count=n) for answer, n in status.counts.items() if n)
    total = words.t("round.count", n=len(status.units))
    return words.t("separator.clause").join((total, *parts))


def _days(status: RoundStatus) -> dict[str, object]:
    one = status.round
    return {"id": one.id, "first": one.from_, "last": one.to, "until": one.until}


def list_table(view: RoundList, words: Words) -> Table:
    """Return a line a round."""
    keys = ("round", "round_from", "round_to", "round_until", "round_closed", "answered", "missing")
    columns = tuple(
        Column(key, words.t(f"column.{key}"), right=key in {"answered", "missing"}, flexible=key == "round")
        for key in keys
    )
    return Table(columns, tuple(_round_row(status, words) for status in view.rows), record=False)


def _round_row(status: RoundStatus, words: Words) -> tuple[Value, ...]:
    one, missing = status.round, status.counts["missing"]
    return (
        Cell(one.id, Tone.STRONG),
        words.day(one.from_),
        words.day(one.to),
        words.day(one.until),
        words.day(one.closed) if one.closed and status.is_closed else "",
        f"{len(status.answered)}/{len(status.units)}",
        Cell(str(missing), Tone.BAD if missing else Tone.MUTED),
    )


def overview_lines(view: Overview, words: Words) -> list[Block]:
    """Return a line for each round that is open: how many have reported, and the command that shows who."""
    command = " ".join(("planctl round status", *view.asked))
    return [
        Paragraph(
            words.t(
                "overview.round",
                id=status.round.id,
                answered=len(status.answered),
                n=len(status.units),
                until=status.round.until,
                command=command,
            ),
            Tone.MUTED,
        )
        for status in view.rounds
    ]


def as_json(status: RoundStatus) -> dict[str, Any]:
    """Return a round with what each unit answered, for a JSON document."""
    one = status.round
    counts = status.counts
    is_frozen = status.is_closed and one.figures and one.states
    return {
        "id": one.id,
        "from": one.from_,
        "to": one.to,
        "until": one.until,
        "closed": one.closed if status.is_closed else None,
        "figures": _frozen(one.figures) if is_frozen else None,
        "states": _frozen(one.states) if is_frozen else None,
        "expected": len(status.units),
        **counts,
        "units": [_unit_json(row) for row in status.units],
        "unassigned": status.unassigned,
    }


def _frozen(record: Any) -> dict[str, Any]:
    return {key.written: getattr(record, key.name) for key in keys_of(type(record))}


def _unit_json(row: UnitAnswer) -> dict[str, Any]:
    said = row._asdict()
    return {**said, "answer": row.answer.value}
