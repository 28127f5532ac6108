"""What inspections found and how far it is put right, and what standards ask for and how much of it is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Listing
from planctl.plan import findings as counted
from planctl.plan.indicators import judge
from planctl.report.wording.shortcomings import caused, lead_of
from planctl.report.wording.troubles import Trouble, cause_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planctl.blocks import Block, Piece
    from planctl.plan.counts import Group
    from planctl.plan.indicators import Judgement
    from planctl.plan.progress import Standing
    from planctl.report.wording.phrases import Phrases

#: So many findings and indicators are told one by one.
MOST_TOLD = 8


def findings(p: Phrases) -> list[Block]:
    """Tell of each inspection how much it found, how much is put right, and what is not."""
    return [block for group in p.summary.inspections for block in _inspection(p, group)]


def indicators(p: Phrases) -> list[Block]:
    """Tell of each standard how much of it is met, what it adds up to, and what must be met and is not."""
    return [block for group in p.summary.standards for block in _standard(p, group)]


# --- findings --------------------------------------------------------------------------------------------------------


def _inspection(p: Phrases, group: Group) -> Iterator[Block]:
    rows = [p.rows[identifier] for identifier in group.ids]
    if not rows:
        return
    found = counted.count(rows)
    areas = {area.key for area in counted.by_area(rows) if area.key}
    fields = {
        "title": p.recorded(p.title(group)),
        "areas": p.t("report.findings.areas", n=len(areas)) if len(areas) > 1 else "",
        "closed": p.t("report.findings.closed", n=len(found.closed_out)),
        "rest": _rest(p, found),
    }
    key = f"report.findings.{_how_many(len(found.closed_out), len(rows))}"
    yield from p.paragraph([p.say(key, group.ids, **fields), *_measures(p, found)])
    left = [row for row in rows if not row.task.status.is_closed]
    yield from _listed(p, "findings", sorted(left, key=lambda row: -row.days_late))


def _rest(p: Phrases, found: counted.FindingCount) -> str:
    """Count by state what was not put right, and how much of it is late."""
    counts = {name: len(getattr(found, name)) for name in ("outstanding", "submitted", "dropped")}
    left = {name: count for name, count in counts.items() if count}
    every = "_all" if len(found.overdue) == sum(left.values()) else ""
    late = p.t(f"report.findings.overdue{every}", n=len(found.overdue)) if found.overdue and len(found.ids) > 1 else ""
    if len(left) == 1 and not found.closed_out:
        return p.t(f"report.findings.{next(iter(left))}_{'all' if len(found.ids) > 1 else 'one'}") + late
    return p.listed([p.t(f"report.findings.{name}", n=count) for name, count in left.items()]) + late


def _measures(p: Phrases, found: counted.FindingCount) -> Iterator[Piece]:
    if not found.measures:
        return
    form = _how_many(found.taken, found.measures)
    if form == "some":
        yield p.say("report.findings.measures", (), n=found.taken, total=found.measures)
    else:
        yield p.say(f"report.findings.measures_{form}", (), n=found.measures)


def _how_many(number: int, total: int) -> str:
    """Return the name of what is said of a ``number`` out of ``total``."""
    return "all" if number == total else "some" if number else "none"


def _listed(p: Phrases, kind: str, rows: Sequence[Standing]) -> Iterator[Block]:
    told = rows if len(rows) <= MOST_TOLD else rows[: MOST_TOLD - 1]
    if told:
        ids = tuple(row.task.id for row in rows)
        yield from p.paragraph([p.say(f"report.{kind}.left", ids)])
        yield Listing(tuple((*p.paragraph([_item(p, row)]),) for row in told), start=1)
    if others := tuple(row.task.id for row in rows[len(told) :]):
        yield from p.paragraph([p.say(f"report.{kind}.more", others)])


def _item(p: Phrases, row: Standing) -> Piece:
    late = p.t("report.late_by", n=row.days_late) if row.days_late else ""
    cause = caused(p, cause_of(p, row, Trouble.OVERDUE))
    return p.say("report.left_item", (row.task.id,), title=p.title(row.task), lead=lead_of(p, row), late=late, **cause)


# --- indicators ------------------------------------------------------------------------------------------------------


def _standard(p: Phrases, group: Group) -> Iterator[Block]:
    rows = [p.rows[identifier] for identifier in group.ids]
    judged = judge(rows)
    if not judged.ids:
        return
    yield from p.paragraph(_judged(p, p.recorded(p.title(group)), judged))
    missing = set(judged.hard) - set(judged.met)
    unmet = [row for row in rows if row.task.id in missing]
    yield from _listed(p, "indicators", unmet)


def _judged(p: Phrases, title: str, judged: Judgement) -> Iterator[Piece]:
    total, met = len(judged.ids), len(judged.met)
    counts = (("met", met), ("unmet", total - met))
    fields = {name: p.t(f"report.indicators.{name}", n=number) for name, number in counts}
    yield p.say(f"report.indicators.{_how_many(met, total)}", judged.ids, title=title, **fields)
    if judged.hard and len(judged.hard) < total:
        yield _hard(p, judged)
    if judged.points:
        points = {name: p.number(getattr(judged, name)) for name in ("points", "own", "accepted")}
        yield p.say("report.indicators.points", (), **points)


def _hard(p: Phrases, judged: Judgement) -> Piece:
    """Say how many of the indicators that must be met are."""
    hard, met = len(judged.hard), len(judged.hard_met)
    form = _how_many(met, hard)
    if form == "some":
        return p.say("report.indicators.hard", judged.hard, n=met, total=hard)
    return p.say(f"report.indicators.hard_{form}", judged.hard)
