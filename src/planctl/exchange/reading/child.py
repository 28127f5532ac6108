"""A program of its own: reads a spreadsheet from standard input and writes what is in it as JSON.

It runs as a process that may use little memory and time, because a library that meets a broken or hostile file may end
the process or fill the memory. It imports nothing of the package, so that it starts quickly.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import iterparse

#: Bytes and seconds that the process may use.
MEMORY, SECONDS = 400 * 2**20, 5
MOST_CELLS = 2_000_000
#: Rows and columns behind this one are not told of.
MOST_HIDDEN = 100_000


class FarError(Exception):
    """A sheet reaches further than any ledger does; its last cell is the argument."""


def read(content: bytes) -> list[dict[str, Any]]:
    """Return the sheets in ``content``: name, whether hidden, rows from the first cell on, and merges."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - after the limits

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    tables = _tables(content)
    sheets = []
    for number, found in enumerate(book.sheets_metadata):
        if found.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(found.name)
        rows, columns = sheet.end or (-1, -1)
        if (rows + 1) * (columns + 1) > MOST_CELLS:
            raise FarError(rows, columns)
        table = tables[number] if number < len(tables) else TableSeen()
        sheets.append(
            {
                "name": found.name,
                "hidden": found.visible is not SheetVisibleEnum.Visible,
                "rows": [[_value(value) for value in row] for row in sheet.to_python(skip_empty_area=False)],
                "merges": sheet.merged_cell_ranges or table.merges,
                "hidden_rows": table.hidden_rows,
                "hidden_columns": table.hidden_columns,
            }
        )
    return sheets


def _value(value: object) -> object:
    """Return what JSON can say of a cell; a day or a moment is a table with its ISO form."""
    if value == "" or value is None:
        return None
    if isinstance(value, (date, datetime)):
        return {"on": value.isoformat()}
    if isinstance(value, (time, timedelta)):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return int(value)
    return value


class TableSeen:
    """What the library does not tell of a table of an OpenDocument file: merges, hidden rows and columns."""

    def __init__(self) -> None:
        """Nothing is seen yet."""
        self.row = self.column = 0
        self.merges: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []

    def end_row(self, element: Any) -> None:
        """Take in a row, or so many alike."""
        count = _count(element, "rows-repeated")
        if _is_hidden(element):
            self.hidden_rows += range(self.row, min(self.row + count, MOST_HIDDEN))
        self.row, self.column = self.row + count, 0

    def end_column(self, element: Any) -> None:
        """Take in a column, which is declared before the rows, or so many alike."""
        count = _count(element, "columns-repeated")
        if _is_hidden(element):
            self.hidden_columns += range(self.column, min(self.column + count, MOST_HIDDEN))
        self.column += count

    def end_cell(self, element: Any) -> None:
        """Take in a cell, or so many alike."""
        down, across = _count(element, "rows-spanned"), _count(element, "columns-spanned")
        if (down, across) != (1, 1):
            end = self.row + down - 1, self.column + across - 1
            self.merges.append(((self.row, self.column), end))
        self.column += _count(element, "columns-repeated")


def _tables(content: bytes) -> list[TableSeen]:
    """Return what is seen of each table of an OpenDocument file."""
    packed = zipfile.ZipFile(io.BytesIO(content)) if zipfile.is_zipfile(io.BytesIO(content)) else None
    if packed is None or "content.xml" not in packed.namelist():
        return []
    tables: list[TableSeen] = []
    for event, element in iterparse(packed.open(name="content.xml"), ("start", "end")):  # noqa: S314 - was looked at before
        name = element.tag.rpartition("}")[2]
        if event == "start":
            if name == "table":
                tables.append(TableSeen())
            elif name == "table-row" and tables:
                tables[-1].column = 0
        elif name == "table-row" and tables:
            tables[-1].end_row(element)
        elif name == "table-column" and tables:
            tables[-1].end_column(element)
        elif name in {"table-cell", "covered-table-cell"} and tables:
            tables[-1].end_cell(element)
            element.clear()
    return tables


def _is_hidden(element: Any) -> bool:
    return any(key.endswith("}visibility") and value != "visible" for key, value in element.items())


def _count(element: Any, name: str) -> int:
    found = (value for key, value in element.items() if key.endswith(f"}}number-{name}"))
    return int(next(found, 1))


def main() -> int:
    """Read, and answer with the sheets or with why there are none."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        answer: dict[str, Any] = {"sheets": read(sys.stdin.buffer.read())}
        text = json.dumps(answer)
    except FarError as error:
        text = json.dumps({"refusal": "far", "place": error.args})
    except MemoryError:
        text = json.dumps({"refusal": "bomb"})
    except Exception as error:  # noqa: BLE001 - whatever a library says of a broken file
        is_locked = "password" in str(error).lower() or "encrypt" in str(error).lower()
        text = json.dumps({"refusal": "password" if is_locked else "broken"})
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
