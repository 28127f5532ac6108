"""A table as any office program has it, with no idea of where it comes from or what it means."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import ExitCode, PlanctlError

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What stands in a cell; ``None`` in one that is empty.
Value = str | int | float | bool | date | datetime | None
#: A row and a column, counted from 0.
Place = tuple[int, int]
#: So many cells of a sheet may lie in merges, and so many may be used altogether.
MOST_MERGED = 200_000
MOST_CELLS = 2_000_000


class FileRefusedError(PlanctlError):
    """The file at ``path`` is not read, for the reason ``refusal``; who knows the path adds it."""

    exit_code = ExitCode.IO
    key = "error.file_refused"


class Sheet(NamedTuple):
    """One table of a file, from its first cell on: ``rows`` may be of different lengths.

    A merge is the first and the last place in it. ``hidden_rows`` and ``hidden_columns`` are counted from 0. Cells
    ``without_value`` have a formula or an error instead, by their addresses.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[tuple[Place, Place], ...] = ()
    is_hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    without_value: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """How many columns the longest row has."""
        return max(map(len, self.rows), default=0)

    @property
    def is_empty(self) -> bool:
        """Whether no cell holds anything."""
        return all(is_nothing(value) for row in self.rows for value in row)

    def at(self, place: Place) -> Value:
        """Return what stands at ``place`` itself, ``None`` beyond the edges."""
        row, column = place
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None


class Book(NamedTuple):
    """The tables of a file. ``remarks`` are the keys of what is to be said of what was not read in it."""

    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = ()


def address(place: Place) -> str:
    """Return what spreadsheets call a place: ``B7``."""
    row, column = place
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """Return what spreadsheets call a column, counted from 0: ``B`` for 1."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def is_nothing(value: Value) -> bool:
    """Whether nobody can see anything of ``value``."""
    return value is None or (isinstance(value, str) and not value.strip())


def origins(sheet: Sheet) -> dict[Place, Place]:
    """Return for every place in a merge the place whose value it shows; merges end where the used cells do.

    Raises:
        FileRefusedError: More places are merged than any ledger has.
    """
    found: dict[Place, Place] = {}
    merged = 0
    last_row, last_column = len(sheet.rows) - 1, sheet.width - 1
    for (top, left), (bottom, right) in sheet.merges:
        rows, columns = range(top, min(bottom, last_row) + 1), range(left, min(right, last_column) + 1)
        merged += len(rows) * len(columns)
        if merged > MOST_MERGED:
            raise FileRefusedError(refusal="merges", cell=f"{address((top, left))}:{address((bottom, right))}")
        found |= {(row, column): (top, left) for row in rows for column in columns}
    return found


def sheet_of(name: str, rows: Iterable[Iterable[Value]]) -> Sheet:
    """Return a sheet of ``rows`` that knows no merges."""
    return Sheet(name, tuple(map(tuple, rows)))
