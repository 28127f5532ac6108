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


class FarError(Exception):
    """A sheet reaches further than any ledger does; its last cell is the argument."""


def read(content: bytes) -> list[dict[str, Any]]:
    """Return the sheets in ``content``: name, whether hidden, rows from the first cell on, and merges."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - after the limits

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    spans = _spans(content)
    sheets = []
    for number, found in enumerate(book.sheets_metadata):
        if found.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(found.name)
        rows, columns = sheet.end or (-1, -1)
        if (rows + 1) * (columns + 1) > MOST_CELLS:
            raise FarError(rows, columns)
        sheets.append(
            {
                "name": found.name,
                "hidden": found.visible is not SheetVisibleEnum.Visible,
                "rows": [[_value(value) for value in row] for row in sheet.to_python(skip_empty_area=False)],
                "merges": sheet.merged_cell_ranges or (spans[number] if number < len(spans) else []),
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


def _spans(content: bytes) -> list[list[tuple[tuple[int, int], tuple[int, int]]]]:
    """Return the merges of each table of an OpenDocument file, which the library does not tell."""
    packed = zipfile.ZipFile(io.BytesIO(content)) if zipfile.is_zipfile(io.BytesIO(content)) else None
    if packed is None or "content.xml" not in packed.namelist():
        return []
    tables: list[list[tuple[tuple[int, int], tuple[int, int]]]] = []
    row = column = 0
    for event, element in iterparse(packed.open(name="content.xml"), ("start", "end")):  # noqa: S314 - was looked at before
        name = element.tag.rpartition("}")[2]
        if event == "start":
            if name == "table":
                tables.append([])
                row = 0
            elif name == "table-row":
                column = 0
            continue
        if name == "table-row":
            row += _count(element, "rows-repeated")
        elif name in {"table-cell", "covered-table-cell"}:
            down, across = _count(element, "rows-spanned"), _count(element, "columns-spanned")
            if tables and (down, across) != (1, 1):
                tables[-1].append(((row, column), (row + down - 1, column + across - 1)))
            column += _count(element, "columns-repeated")
            element.clear()
    return tables


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
