"""Which sheet of a workbook that came back is which, and which of its rows is the row of which item.

Sheets are renamed and rows are sorted, and spreadsheets make 1.1 of 1.10: an id alone is not believed.
"""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

from planctl.exchange.columns import COLUMNS, LEDGERS
from planctl.exchange.reading.names import folded
from planctl.exchange.reading.sheet import is_nothing
from planctl.exchange.reading.values import joined, one_line
from planctl.plan.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planctl.exchange.base import Base, Remembered
    from planctl.exchange.reading.cells import CellReader
    from planctl.exchange.reading.rows import Row
    from planctl.exchange.reading.sheet import Sheet, Value
    from planctl.words.i18n import Translator

#: By how much of itself a number of 16 digits may differ from one of more, and one of 15 digits from no other.
_PRECISION = 7e-16


def rows_by_sheet(sheets: Sequence[Sheet], base: Base) -> dict[str, dict[str, Remembered]]:
    """Return what ``base`` remembers of each of ``sheets``, by ids; a renamed sheet is found by the ids on it."""
    remembered: dict[str, dict[str, Remembered]] = {}
    for row in base.rows:
        remembered.setdefault(row.sheet, {})[row.id] = row
    found = {sheet.name: remembered.pop(sheet.name) for sheet in sheets if sheet.name in remembered}
    for sheet in (sheet for sheet in sheets if sheet.name not in found):
        texts = {str(value) for row in sheet.rows for value in row if not is_nothing(value)}
        likely = max(remembered, key=lambda name: len(texts & remembered[name].keys()), default="")
        if likely and texts & remembered[likely].keys():
            found[sheet.name] = remembered.pop(likely)
    return found


def own_columns(kinds: Iterable[str], t: Translator) -> dict[str, str]:
    """Return the keys of the columns that a ledger of items of ``kinds`` has, by what they are called, folded."""
    return {folded(COLUMNS[key].label(kind, t)): key for kind in kinds for key in LEDGERS[kind]}


def is_same(one: str, other: str) -> bool:
    """Whether two texts of cells say the same: spreadsheets change the ends of lines, and blanks at them."""
    return [line.rstrip() for line in one.strip().splitlines()] == [
        line.rstrip() for line in other.strip().splitlines()
    ]


def is_same_number(value: Value, old: str) -> bool:
    """Whether a cell still holds the number that it was written with: a spreadsheet keeps 15 or 16 digits of it."""
    try:
        return isinstance(value, (int, float)) and isclose(value, float(old), rel_tol=_PRECISION)
    except ValueError:
        return False


class RowFinder:
    """Finds what is remembered of a row that came back."""

    def __init__(self, reader: CellReader, rows: Mapping[str, Remembered]) -> None:
        """``rows`` are those of one sheet by their ids."""
        self.reader, self.rows = reader, rows
        self.asked: set[str] = set()
        self.by_title: dict[str, list[Remembered]] = {}
        for row in rows.values():
            self.by_title.setdefault(joined(row.cells.get("title", "")), []).append(row)

    def find(self, row: Row) -> Remembered | bool | None:
        """Return what is remembered, ``None`` of a row that was put in, ``False`` if that has to be asked."""
        number, title = row.first("id"), row.first("title")
        if number is None:
            return None
        called = self.by_title.get(joined(title.text), []) if title else []
        found = self.rows.get(fold(number.text))
        if not isinstance(number.value, str):  # a number that was typed anew, of which a last zero is gone
            return next((one for one in called if _as_number(one.id) == number.value), None)
        if found is None or found in called or not called or title is None:
            return found
        name = one_line(f"{found.id} {title.text}")
        choices = (found.id, *(one.id for one in called))
        told = self.reader.answers.get(name)
        if told in choices:
            return self.rows[str(told)]
        self.reader.ask("row", title, name, choices)
        self.asked.update(choices)
        return False


def _as_number(identifier: str) -> float | None:
    try:
        return float(identifier)
    except ValueError:
        return None
