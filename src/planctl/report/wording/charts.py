"""The charts of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import BarChart, ChartBar, LineChart
from planctl.plan.progress import Grade

if TYPE_CHECKING:
    from planctl.blocks import Block
    from planctl.report.wording.phrases import Phrases


def chart(p: Phrases, name: str) -> list[Block]:
    """Return the chart ``progress``, ``burnup`` or ``grades``; nothing where there is nothing to draw."""
    if not p.summary.total.total:
        return []
    match name:
        case "progress":
            return [_progress(p)] if len(p.summary.priorities) > 1 else []
        case "burnup":
            return [_burnup(p)]
        case _:
            return [_grades(p)]


def _progress(p: Phrases) -> BarChart:
    bars = [
        ChartBar(
            f"{group.key} {p.title(group)}",
            len(group.done),
            group.total,
            len(group.overdue),
            _late(p, len(group.overdue)),
        )
        for group in p.summary.priorities
    ]
    return BarChart(p.t("report.chart.priority"), tuple(bars))


def _late(p: Phrases, number: int) -> str:
    return p.t("report.chart.late", n=number) if number else ""


def _burnup(p: Phrases) -> LineChart:
    due = tuple(month.due_so_far for month in p.summary.months)
    done = tuple(month.done_so_far for month in p.summary.months)
    lines = ((p.t("report.line.due"), due), (p.t("report.line.done"), done))
    return LineChart(p.t("report.chart.year"), p.months("report.months_short"), lines, p.t("report.chart.year_note"))


def _grades(p: Phrases) -> BarChart:
    total = p.summary.total.total
    bars = []
    for grade, ids in p.summary.grades:
        done, late = (0, len(ids)) if grade is Grade.OVERDUE else (len(ids), 0)
        if grade is not Grade.CLOSED:
            bars.append(ChartBar(p.capital(p.t(f"grade.{grade}")), done, total, late, counted=len(ids)))
    return BarChart(p.t("report.chart.grade"), tuple(bars))
