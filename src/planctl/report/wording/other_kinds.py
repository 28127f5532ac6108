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
        "closed": len(found.closed_out),
        "rest": _rest(p, found),
    }
    key = "report.findings.all" if len(found.closed_out) == len(rows) else "report.findings.some"
    said = [p.say(key, group.ids, **fields)]
    if found.measures:
        key = "report.findings.measures_all" if found.taken == found.measures else "report.findings.measures"
        said.append(p.say(key, (), n=found.measures, taken=found.taken))
    yield from p.paragraph(said)
    left = [row for row in rows if not row.task.status.is_closed]
    yield from _listed(p, "findings", sorted(left, key=lambda row: -row.days_late))


def _rest(p: Phrases, found: counted.FindingCount) -> str:
    counts = {name: len(getattr(found, name)) for name in ("outstanding", "submitted", "dropped")}
    said = p.listed([p.t(f"report.findings.{name}", n=count) for name, count in counts.items() if count])
    late = len(found.overdue)
    key = "report.findings.overdue_all" if late == sum(counts.values()) else "report.findings.overdue"
    return said + (p.t(key, n=late) if late else "")


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
    n, met = len(judged.ids), len(judged.met)
    key = "all" if met == n else "some" if met else "none"
    yield p.say(f"report.indicators.{key}", judged.ids, title=title, met=met, left=n - met)
    if judged.hard and len(judged.hard) < n:
        hard, reached = len(judged.hard), len(judged.hard_met)
        yield p.say(
            "report.indicators.hard_all" if reached == hard else "report.indicators.hard", judged.hard, met=reached
        )
    if judged.points:
        points = {name: p.number(getattr(judged, name)) for name in ("points", "own", "accepted")}
        yield p.say("report.indicators.points", (), **points)
