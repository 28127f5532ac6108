"""Charts as HTML with inline SVG: bars of progress, and lines through the months of a year.

Shapes stretch with the page while letters keep their size, so widths are in percent of the drawing and heights in
pixels. Colours are those of the page's style sheet; labels are text, so that nothing depends on a colour.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from planctl.report.html.markup import classes, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planctl.blocks import BarChart, ChartBar, LineChart

#: From the top of a line chart to its highest and to its lowest value, to the names of the months, to its end.
TOP, BOTTOM, MONTHS, HEIGHT = 12, 212, 234, 242
#: About as many values are written beside the lines as fit one above the other with room between.
MOST_STEPS = 5
#: Values at the ends of lines are this far apart, so that their letters do not overlap.
LEAST_APART = 15
#: What is late stands so far from what is done, in percent, since not everybody tells red from green.
APART = 0.5
#: Styles for this many lines; more begin again.
LINE_STYLES = 4


def bar(done: int, total: int, label: str, *, late: int = 0) -> str:
    """Return a bar of progress with a piece in red for those that are late, right behind what is done.

    ``label`` says in words, for those who do not see it, what it shows.
    """
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img">'
        f"<title>{text(label)}</title>"
        f'<rect class="track" width="100" height="10"/>{"".join(_segments(done, late, total))}</svg>'
    )


def bars(chart: BarChart) -> str:
    """Return a chart with a row a bar: its label, the bar, the two numbers, and the note on them if any bar has one."""
    has_notes = any(each.note for each in chart.bars)
    rows = "\n".join(_bar_row(each, has_note=has_notes) for each in chart.bars)
    return _figure(chart.title, f"<ul{classes('bars', 'noted' if has_notes else '')}>\n{rows}\n</ul>")


def lines(chart: LineChart) -> str:
    """Return a chart of lines over months; every point tells its value as a tooltip, the last one beside it."""
    values = [value for _, line in chart.lines for value in line if value is not None]
    scale = _Scale.up_to(max(values, default=0), len(chart.months))
    drawn = "\n".join(
        [
            f'<svg class="lines" width="100%" height="{HEIGHT}" role="img">',
            f"<title>{text(chart.title)}</title>",
            f"<desc>{text(_told(chart))}</desc>",
            *_grid(chart, scale),
            *(line for number, _ in enumerate(chart.lines) for line in _line(chart, number, scale)),
            *_ends(chart, scale),
            "</svg>",
        ]
    )
    note = f'\n<p class="note">{text(chart.note)}</p>' if chart.note else ""
    return _figure(chart.title, f'{_legend(chart)}\n<div class="plot">{drawn}</div>{note}')


class _Scale(NamedTuple):
    """Where months and values lie; ``step`` is from one written value to the next."""

    top: int
    step: int
    months: int

    @classmethod
    def up_to(cls, most: int, months: int) -> _Scale:
        """Return the scale with the smallest round step (1, 2 or 5 and zeros) that takes few steps to ``most``."""
        step = next(
            digit * 10**zeros for zeros in range(20) for digit in (1, 2, 5) if digit * 10**zeros * MOST_STEPS >= most
        )
        return cls(max(1, -(-most // step)) * step, step, months)

    def x(self, month: int) -> str:
        return f"{100 * (month + 0.5) / self.months:.2f}%"

    def y(self, value: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / self.top, 1)


def _bar_row(each: ChartBar, *, has_note: bool) -> str:
    told = " ".join(filter(None, (each.label, each.figure, each.note)))
    note = f"<span{classes('note', 'bad' if each.late else '')}>{text(each.note)}</span>" if has_note else ""
    return (
        f'<li><span class="label">{text(each.label)}</span>{bar(each.done, each.total, told, late=each.late)}'
        f'<span class="number">{each.figure}</span>{note}</li>'
    )


def _segments(done: int, late: int, total: int) -> Iterator[str]:
    """Draw what is done and, a little apart, what is late: to the end only if that is all, nothing if it is nothing."""
    end = min(_percent(done, total), 98 if late else 100)
    if end:
        yield f'<rect class="done" width="{end}" height="10"/>'
    if late and total:
        start = end + APART if end else 0
        last = max(_percent(done + late, total), start + 1)
        yield f'<rect class="late" x="{start:g}" width="{last - start:g}" height="10"/>'


def _percent(part: int, total: int) -> int:
    if not part or not total:
        return 0
    return 100 if part >= total else min(99, max(1, 100 * part // total))


def _figure(title: str, content: str) -> str:
    caption = f"<figcaption>{text(title)}</figcaption>\n" if title else ""
    return f"<figure>\n{caption}{content}\n</figure>"


def _legend(chart: LineChart) -> str:
    items = "".join(
        f'<li><svg class="key" width="30" height="10" aria-hidden="true">'
        f'<line class="{_style(number)}" x1="1" y1="5" x2="29" y2="5"/></svg>{text(label)}</li>'
        for number, (label, _) in enumerate(chart.lines)
    )
    return f'<ul class="legend">{items}</ul>'


def _told(chart: LineChart) -> str:
    """Return all values of a chart, and its note, for those who do not see it."""
    told = []
    for label, values in chart.lines:
        points = [f"{month} {value}" for month, value in zip(chart.months, values, strict=True) if value is not None]
        told.append(f"{label} {', '.join(points)}")
    return "; ".join([*told, chart.note] if chart.note else told)


def _grid(chart: LineChart, scale: _Scale) -> Iterator[str]:
    for value in range(0, scale.top + 1, scale.step):
        y = scale.y(value)
        yield f'<line class="grid" x1="0" y1="{y}" x2="100%" y2="{y}"/>'
        yield f'<text class="value" x="-8" y="{y + 4}">{value}</text>'
    for number, month in enumerate(chart.months):
        spare = " spare" if number % 2 else ""
        yield f'<text class="month{spare}" x="{scale.x(number)}" y="{MONTHS}">{text(month)}</text>'


def _line(chart: LineChart, number: int, scale: _Scale) -> Iterator[str]:
    label, values = chart.lines[number]
    style = _style(number)
    points = [(month, value) for month, value in enumerate(values) if value is not None]
    for (month, value), (following, next_value) in pairwise(points):
        if following == month + 1:
            yield (
                f'<line class="{style}" x1="{scale.x(month)}" y1="{scale.y(value)}"'
                f' x2="{scale.x(following)}" y2="{scale.y(next_value)}"/>'
            )
    for month, value in points:
        name = text(f"{chart.months[month]} {label} {value}")
        yield (
            f'<circle class="{style}" cx="{scale.x(month)}" cy="{scale.y(value)}" r="3"><title>{name}</title></circle>'
        )


def _ends(chart: LineChart, scale: _Scale) -> Iterator[str]:
    """Write the last value of each line to the right of it."""
    ends: dict[int, list[tuple[int, int]]] = {}
    for number, (_, values) in enumerate(chart.lines):
        if known := [month for month, value in enumerate(values) if value is not None]:
            ends.setdefault(known[-1], []).append((values[known[-1]] or 0, number))
    for month, values_there in ends.items():
        for (value, number), y in _apart(values_there, scale):
            yield f'<text class="end {_style(number)}" x="{scale.x(month)}" dx="9" y="{y + 4}">{value}</text>'


def _apart(ends: list[tuple[int, int]], scale: _Scale) -> Iterator[tuple[tuple[int, int], float]]:
    """Give the values at the end of a month their heights, the lowest first, each clear of the one below it."""
    below = float("inf")
    for end in sorted(ends):
        below = min(scale.y(end[0]), below - LEAST_APART)
        yield end, below


def _style(number: int) -> str:
    return f"line-{number % LINE_STYLES + 1}"
