"""Tables as HTML, which a style sheet can turn into cards where they have no room."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from planctl.blocks import Bar, Cell, Tone
from planctl.cells import safe, width
from planctl.report.html import charts
from planctl.report.html.markup import classes, running, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.blocks import Column, Table, Value

#: Values that take no more cells than this stay on one line.
SHORT = 16
#: The cells that a flexible column, a bar, and the air around any column take at least.
FLEXIBLE, BAR, GAP = 20, 14, 2
#: Tables of up to so many cells fit on a phone; of up to so many they need the room named below to be no cards.
FITS = (48, 80, 92)
ROOMS = ("", "cards", "cards more", "cards most")
#: A table of at most so many rows is printed on one sheet, upright; a wide one of more on sheets turned sideways.
SMALL = 15


def table(listing: Table) -> str:
    """Return ``listing`` in a box of its own, within which it scrolls if it must."""
    sheets = "small" if len(listing.rows) <= SMALL else "wide" if listing.wide else ""
    shape = classes("scroll", ROOMS[bisect_left(FITS, cells(listing))], sheets)
    label = f' role="region" tabindex="0" aria-label="{text(listing.title)}"' if listing.title else ""
    heads = [f'<th scope="col"{classes(_kind(column))}>{text(column.label)}</th>' for column in listing.columns]
    return "\n".join(
        [
            f"<div{shape}{label}>",
            "<table>",
            *([f"<caption>{text(listing.title)}</caption>"] if listing.title else []),
            f"<thead>\n<tr>{''.join(heads)}</tr>\n</thead>",
            "<tbody>",
            *(_row(listing.columns, row) for row in listing.rows),
            "</tbody>",
            *([f"<tfoot>\n{_row(listing.columns, listing.footer)}\n</tfoot>"] if listing.footer is not None else []),
            "</table>",
            "</div>",
        ]
    )


def content(value: Value, label: str) -> str:
    """Return a value for the content of an element; ``label`` says what a bar is of."""
    if isinstance(value, Bar):
        return charts.bar(value.done, value.total, f"{label} {value.done}/{value.total}".strip())
    return running(_text(value), value.pieces if isinstance(value, Cell) else ())


def tone(value: Value) -> str:
    """Return the class for the tone of a value, or nothing for a normal one."""
    return value.tone if isinstance(value, Cell) and value.tone is not Tone.NORMAL else ""


def cells(listing: Table) -> int:
    """Return the width from which ``listing`` can be read as a table, in cells (half the width of a Chinese letter)."""
    rows = listing.rows if listing.footer is None else (*listing.rows, listing.footer)
    columns = enumerate(listing.columns)
    return sum(GAP + _cells(column, [row[place] for row in rows]) for place, column in columns)


def _cells(column: Column, values: Iterable[Value]) -> int:
    """Return the cells that a column needs: for its heading, of which words stay whole, and for short values."""
    heading = max(map(width, safe(column.label).split()), default=0)
    widest = max((BAR if isinstance(value, Bar) else _longest(value) for value in values), default=0)
    return max(heading, FLEXIBLE if column.flexible else min(SHORT, widest))


def _longest(value: Value) -> int:
    return max(map(width, safe(_text(value), newlines=True).split("\n")))


def _row(columns: tuple[Column, ...], row: tuple[Value, ...]) -> str:
    name = next((column for column in columns if column.flexible), columns[0])
    shown = []
    for column, value in zip(columns, row, strict=True):
        shape = classes(_kind(column), "name" if column is name else "", *_size(column, value), tone(value))
        shown.append(f"<td{_label(column)}{shape}>{content(value, column.label)}</td>")
    return f"<tr>{''.join(shown)}</tr>"


def _label(column: Column) -> str:
    return f' data-label="{text(column.label)}"' if column.label else ""


def _kind(column: Column) -> str:
    return "number" if column.right else "flexible" if column.flexible else ""


def _size(column: Column, value: Value) -> Iterator[str]:
    """Tell what is empty, and what is so short, such as dates and states, that it stays on one line."""
    if isinstance(value, Bar):
        return
    if not _text(value):
        yield "empty"
    elif not column.flexible and width(safe(_text(value))) <= SHORT:
        yield "short"


def _text(value: Value) -> str:
    if isinstance(value, Bar):
        return ""
    return value.text if isinstance(value, Cell) else value
