"""What stands beside the tasks, on a screen: findings counted by area, indicators judged by heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Block, Column, Paragraph, Table, Value
from planctl.screen.listings import overdue_cell
from planctl.words.plan_words import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planctl.plan.findings import FindingCount
    from planctl.plan.indicators import Judgement
    from planctl.plan.model import Plan
    from planctl.screen.views import FindingsReport, IndicatorsReport
    from planctl.words.plan_words import Words


def findings_blocks(view: FindingsReport, words: Words) -> list[Block]:
    """Return how many findings there are and how far they are put right, in a sentence and by area; nothing of none."""
    if not view.total.ids:
        return []
    return [Paragraph(findings_sentence(view.total, len(view.areas), words)), _areas(view, words)]


def findings_sentence(total: FindingCount, areas: int | None, words: Words) -> str:
    """Return the counts of findings as one sentence, with the number of ``areas`` if it is to be in it."""
    parts = {
        "open": total.outstanding,
        "submitted": total.submitted,
        "closed_out": total.closed_out,
        "dropped": total.dropped,
    }
    states = words.t("separator.list").join(
        words.t(f"findings.{name}", count=len(ids)) for name, ids in parts.items() if ids
    )
    found = words.t("findings.total", n=len(total.ids))
    if areas is not None:
        found = words.t("findings.areas", n=areas, found=found)
    if total.measures:
        found = words.t("findings.measures", n=total.measures, found=found, taken=total.taken)
    late = words.t("findings.overdue", count=len(total.overdue)) if total.overdue else ""
    return words.t("findings.sentence", found=found, states=states) + late


def _areas(view: FindingsReport, words: Words) -> Table:
    t = words.t
    keys = ("found", "open", "submitted", "closed_out", "overdue")
    columns = (
        Column("area", t("column.area"), flexible=True),
        *(Column(key, t(f"column.findings_{key}"), right=True) for key in keys),
    )
    rows = tuple(_area(count.key or t("list.nobody"), count) for count in view.areas)
    return Table(columns, rows, _area(t("total"), view.total), record=False)


def _area(title: str, count: FindingCount) -> tuple[Value, ...]:
    counts = (count.ids, count.outstanding, count.submitted, count.closed_out)
    return (title, *(str(len(ids)) for ids in counts), overdue_cell(count.overdue))


def indicators_blocks(view: IndicatorsReport, words: Words) -> list[Block]:
    """Return whether each standard is met, in a sentence, and how indicators stand by heading; nothing of none."""
    verdicts = (Paragraph(sentence) for sentence in standard_sentences(view.plan, view.standards, words))
    return [*verdicts, _headings(view.headings, words)] if view.standards else []


def standard_sentences(plan: Plan, standards: Sequence[Judgement], words: Words) -> Iterator[str]:
    """Yield for each standard whether it is met, and what its points add up to."""
    titles = {standard.id: words.title(standard) for standard in plan.standards}
    for judged in standards:
        yield words.t("indicators.standard", id=judged.key, title=titles[judged.key]) + _verdict(judged, words)


def _verdict(judged: Judgement, words: Words) -> str:
    parts = []
    if judged.hard:
        met = len(judged.hard_met)
        key = "indicators.all_met" if judged.is_met else "indicators.not_all_met"
        parts.append(words.t(key, n=len(judged.hard), met=met))
    if judged.points:
        own, accepted, points = map(number, (judged.own, judged.accepted, judged.points))
        parts.append(words.t("indicators.points", own=own, accepted=accepted, points=points))
    return words.t("separator.clause").join(
        parts or [words.t("indicators.met", count=len(judged.ids), met=len(judged.met))]
    )


def _headings(headings: Sequence[Judgement], words: Words) -> Table:
    """Return a line a heading; what none of them asks for, hard ones or points, has no column."""
    t = words.t
    cells: dict[str, Callable[[Judgement], str]] = {"met": lambda judged: f"{len(judged.met)}/{len(judged.ids)}"}
    if any(judged.hard for judged in headings):
        cells["hard"] = lambda judged: f"{len(judged.hard_met)}/{len(judged.hard)}" if judged.hard else "—"
    if any(judged.points for judged in headings):
        cells["points"] = lambda judged: _points(judged) if judged.points else "—"
    columns = (
        Column("path", t("column.path"), flexible=True),
        *(Column(key, t(f"column.indicators_{key}"), right=True) for key in cells),
    )
    rows = ((judged.key or t("list.nobody"), *(cell(judged) for cell in cells.values())) for judged in headings)
    return Table(columns, tuple(rows), record=False)


def _points(judged: Judgement) -> str:
    return "/".join(map(number, (judged.own, judged.accepted, judged.points)))
