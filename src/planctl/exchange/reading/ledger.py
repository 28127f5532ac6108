"""What an office's own ledger says: the tables on its sheets, one after another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planctl.exchange.reading.finder import Finder
from planctl.exchange.reading.heads import find_head
from planctl.exchange.reading.heard import Heard, Question, Remark, Said
from planctl.exchange.reading.items import ItemReader
from planctl.exchange.reading.rows import read_rows
from planctl.exchange.reading.sheet import FileRefusedError, address, is_nothing, origins
from planctl.exchange.reading.values import joined, one_line
from planctl.plan.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planctl.exchange.reading.cells import CellReader
    from planctl.exchange.reading.heads import Head
    from planctl.exchange.reading.sheet import Sheet

#: So many tables are read.
MOST_TABLES = 100
#: Remarks that are the reason if nothing at all was found.
_REASONS = {"no-header", "no-title-column"}


def read_ledger(sheets: Sequence[Sheet], name: str, reader: CellReader) -> Heard:
    """Return what ``sheets`` of a file called ``name`` say; a sheet that is hidden or has no header says nothing.

    Raises:
        FileRefusedError: Nothing is in them, or no sheet has a header with a name for what is to be done.
    """
    ledger = _LedgerReader(name, reader)
    filled = [sheet for sheet in sheets if not sheet.is_empty]
    for sheet in filled:
        rest: Sheet | None = sheet
        while rest is not None:
            rest = ledger.read(rest)
    if not filled:
        raise FileRefusedError(refusal="empty")
    reason = next((mark for mark in ledger.remarks if mark.code in _REASONS), None)
    if ledger.head is None and reason:
        raise FileRefusedError(refusal=reason.code, cell=reason.cells[0], sheet=reason.sheet)
    questions = (*ledger.questions, *reader.questions)
    return Heard(tuple(ledger.said), tuple(reader.new_units), questions, (*ledger.remarks, *reader.remarks))


class _LedgerReader:
    """Reads the tables of one file; one without a header of its own goes on under the ``head`` of that before."""

    def __init__(self, name: str, reader: CellReader) -> None:
        self.name, self.reader = name, reader
        self.finder = Finder(reader)
        self.head: Head | None = None
        self.tables = 0
        self.said: list[Said] = []
        self.questions: list[Question] = []
        self.remarks: list[Remark] = []

    def read(self, sheet: Sheet) -> Sheet | None:
        """Read the first table of a sheet, and return the sheet without it if another one begins below."""
        own = None if sheet.is_hidden else find_head(sheet, self.reader.answers.said)
        is_continued = self.head is not None and sheet.width == len(self.head.named)
        head = own or (self.head if is_continued else None)
        if sheet.is_hidden:
            self.remarks.append(Remark("hidden-sheet", sheet.name, ()))
        elif head is None:
            self.remarks.append(Remark("no-header", sheet.name, (_first(sheet),)))
        elif not head.columns("title"):
            self.remarks.append(Remark("no-title-column", sheet.name, (_first(sheet, head.first),)))
        else:
            return self._rest(sheet, self._read_table(sheet, head, has_own=own is not None))
        return None

    def _read_table(self, sheet: Sheet, head: Head, *, has_own: bool) -> int | None:
        """Keep what a table says, and return the row in which another one begins."""
        self.head = head
        self.questions += head.questions
        self.reader.answers.used |= head.answered
        self.remarks += told_of(sheet, head, is_first=has_own)
        table = read_rows(sheet, head, None if has_own else 0)
        self.remarks += table.left
        self.said += ItemReader(sheet, head, table, self.name, self.finder).items()
        self.tables += 1
        return table.end

    def _rest(self, sheet: Sheet, end: int | None) -> Sheet | None:
        if end is not None and self.tables >= MOST_TABLES:
            self.remarks.append(Remark("second-table", sheet.name, (address((end, 0)),)))
        elif end is not None:
            return sheet._replace(rows=(*[()] * end, *sheet.rows[end:]))
        return None


def _first(sheet: Sheet, above: int = 0) -> str:
    """Return the address of the first cell with something in it from row ``above`` on."""
    width = sheet.width
    places = ((row, column) for row in range(above, len(sheet.rows)) for column in range(width))
    return address(next(place for place in places if not is_nothing(sheet.at(place))))


def told_of(sheet: Sheet, head: Head, *, is_first: bool) -> Iterator[Remark]:
    """Yield what is to be said of a sheet as a whole: columns that mean nothing, rows and columns nobody sees."""
    if is_first:
        for column, label in head.unknown.items():
            yield Remark("column", sheet.name, (address((head.last, column)),), one_line(label))
    filled = [
        row
        for row in sheet.hidden_rows
        if row < len(sheet.rows) and any(not is_nothing(value) for value in sheet.rows[row])
    ]
    if filled:
        yield Remark("hidden-rows", sheet.name, tuple(str(row + 1) for row in filled))
    if sheet.without_value:
        yield Remark("no-value", sheet.name, sheet.without_value)
    origin = origins(sheet)
    for place in sorted(place for place, shown in origin.items() if place != shown and not is_nothing(sheet.at(place))):
        yield Remark("covered", sheet.name, (address(place),), one_line(str(sheet.at(place))))
    shown = [column for column in sheet.hidden_columns if column in head.fields]
    if shown:
        yield Remark("hidden-columns", sheet.name, tuple(address((head.last, column)) for column in shown))


def title_of(sheets: Sequence[Sheet], name: str, answers: Mapping[str, str]) -> str:
    """Return what the whole ledger is called: by the first line above a header, else as the file, ``name``."""
    for sheet in sheets:
        head = find_head(sheet, answers) if not sheet.is_hidden else None
        for row in sheet.rows[: head.first] if head else ():
            for value in row:
                if isinstance(value, str) and len(value.strip()) > 1:
                    return joined(value)
    return name


def year_in(title: str) -> int | None:
    """Return the one year that ``title`` names, ``None`` if there is none or there are several."""
    years = set(re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", fold(title)))
    return int(years.pop()) if len(years) == 1 else None
