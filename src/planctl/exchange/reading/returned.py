"""A workbook of our own that comes back: what was changed in it since it went out, against what the plan says now.

A cell that still says what it said is no news. One that was changed counts, unless the plan says something new there,
too, and something else: then somebody has to say which of the two is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.errors import ExitCode, PlanctlError
from planctl.exchange import base
from planctl.exchange.columns import COLUMNS, Holds, LedgerColumn, Teller, spelled
from planctl.exchange.reading.cells import CellReader, one_line
from planctl.exchange.reading.heads import Head, find_head
from planctl.exchange.reading.ledger import Finder, Heard, Said, SheetReader
from planctl.exchange.reading.rows import Cell, Remark, Row, Table, read_rows
from planctl.exchange.reading.sheet import address, is_nothing
from planctl.plan import progress
from planctl.plan.model import Group
from planctl.plan.units import with_canonical_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planctl.exchange.base import Base, Remembered
    from planctl.exchange.reading.sheet import Sheet
    from planctl.plan.days import Day
    from planctl.plan.model import Plan, Task
    from planctl.plan.progress import Standing
    from planctl.words.i18n import Translator

#: The answers to what is right of two changes.
PLAN, FILE = "plan", "file"
#: Fields that somebody takes away by emptying their cells.
_CLEARED: dict[str, Any] = {"lead": None, "owner": None, "due": None, "support": (), "target": None}
#: Fields of which a new text is one more report, whatever the plan has been told meanwhile.
_ADDED = ("note", "problem", "next", "help", "evidence")
_FIRST_TITLE = ("title", "group")


class FileOfOtherYearError(PlanctlError):
    """The file was made from the plan of ``there``, and the plan is that of ``year``."""

    exit_code = ExitCode.CONFLICT
    key = "error.import_year"


def base_of(sheets: Sequence[Sheet]) -> Base | None:
    """Return what a workbook remembers of the plan that it was made from, ``None`` if it is none of ours."""
    hidden = next((sheet for sheet in sheets if sheet.name == base.SHEET), None)
    return base.read(hidden.rows) if hidden else None


def read_returned(sheets: Sequence[Sheet], remembered: Base, reader: CellReader, day: Day, t: Translator) -> Heard:
    """Return what was changed in ``sheets`` since they went out; ``t`` speaks the language of the workbook.

    Raises:
        FileOfOtherYearError: It was made from the plan of another year.
    """
    year = remembered.facts.get("year", "")
    if year != str(reader.plan.year):
        raise FileOfOtherYearError(there=year, year=reader.plan.year)
    comparer = _Comparer(reader, remembered, day, t)
    said = [one for sheet in sheets if not sheet.name.startswith("_") for one in comparer.said(sheet)]
    questions = (*comparer.questions, *reader.questions)
    return Heard(tuple(said), tuple(reader.new_units), questions, (*comparer.remarks, *reader.remarks))


class _Now(NamedTuple):
    """The plan as it is now: its items as they stand, and what cells are spelled with."""

    rows: Mapping[str, Standing]
    teller: Teller

    @classmethod
    def of(cls, plan: Plan, day: Day, t: Translator) -> _Now:
        seen = with_canonical_units(plan)
        return cls({row.task.id: row for row in progress.standings(seen, day, Group)}, Teller.of(t, seen))


class _Comparer:
    """Compares the sheets of one workbook with what it remembers and with the plan."""

    def __init__(self, reader: CellReader, remembered: Base, day: Day, t: Translator) -> None:
        self.reader, self.base, self.t = reader, remembered, t
        self.finder = Finder(reader)
        self.now = _Now.of(reader.plan, day, t)
        self.stored = {item.id: item for item in reader.plan.items}
        self.is_return = remembered.facts.get("kind") == base.RETURN
        self.questions: list[Any] = []
        self.remarks: list[Remark] = []

    def said(self, sheet: Sheet) -> Iterator[Said]:
        """Yield what is new on one sheet."""
        rows = {row.id: row for row in self.base.rows if row.sheet == sheet.name}
        if not rows:
            if not sheet.is_empty and not (self.is_return or sheet.is_hidden):
                self.remarks.append(Remark("not-read-back", sheet.name, ()))
            return
        head = find_head(sheet, {})
        if head is None or not head.columns("id"):
            self.remarks.append(Remark("no-header", sheet.name, ("A1",)))
            return
        table = read_rows(sheet, head)
        reading = SheetReader(sheet, head, table, sheet.name, self.finder)
        extra: list[Row] = []
        for row in table.rows:
            number = row.first("id")
            if number is None or number.text not in rows:
                extra.append(row)
            elif number.text not in self.stored:
                self.reader.remark("gone", number)
            else:
                yield from self._row(sheet, head, row, rows[number.text], reading)
        yield from self._extra(sheet, head, extra)

    def _extra(self, sheet: Sheet, head: Head, rows: Sequence[Row]) -> Iterator[Said]:
        """Yield the rows that were put into a ledger; of those put into a return sheet is told."""
        if not self.is_return:
            yield from SheetReader(sheet, head, Table(tuple(rows), (), ()), sheet.name, self.finder).items()
            return
        for row in rows:
            cells = [cell for held in row.cells.values() for cell in held]
            text = one_line(" ".join(cell.text for cell in cells))
            self.remarks.append(Remark("extra-row", sheet.name, tuple(cell.at for cell in cells), text))

    def _row(self, sheet: Sheet, head: Head, row: Row, was: Remembered, reading: SheetReader) -> Iterator[Said]:
        """Yield what is new of an item, if anything is."""
        item = self.stored[was.id]
        changed: dict[str, list[Cell]] = {}
        cleared: dict[str, Any] = {}
        for column, field in head.fields.items():
            place = row.number, column
            value = sheet.at(place)
            text = "" if is_nothing(value) else spelled(value)  # type: ignore[arg-type] # a moment is a day to it
            if field not in was.cells or _same(text, was.cells[field]):
                continue
            cell = Cell("" if value is None else value, sheet.name, address(place))
            if not self._may_change(field, cell, item, was, text):
                continue
            if text:
                changed.setdefault(field, []).append(cell)
            elif field in _CLEARED and not self.is_return:
                cleared[field] = _CLEARED[field]
        fields = reading.fields(changed, [], item) | cleared
        if "title" in changed:
            fields["title"] = self.reader.title(changed["title"][0])
        if fields:
            first = next((held[0] for held in changed.values()), row.first("id"))
            assert first is not None, "the row was found by its id"
            yield Said(first, item.kind, item.id, "", fields)

    def _may_change(self, field: str, cell: Cell, item: Task, was: Remembered, text: str) -> bool:
        """Whether a changed cell counts; if not, why is told or asked."""
        column = COLUMNS[field]
        if column.holds in {Holds.GROUP, Holds.NOTHING} or field in {"id", "path", "area"}:
            self.reader.remark("locked", cell, cell.text or was.cells[field])
            return False
        if self.is_return and not column.filled:
            self.reader.remark("not-to-fill", cell, cell.text or was.cells[field])
            return False
        if field in _ADDED or base.digest(item) == was.digest:
            return True
        return self._decides(column, cell, item, was, text)

    def _decides(self, column: LedgerColumn, cell: Cell, item: Task, was: Remembered, text: str) -> bool:
        """Whether the file is right where the plan has changed since it went out."""
        now = spelled(column.cell(self.now.rows[item.id], self.now.teller))
        if _same(now, was.cells[column.key]):
            return True
        if _same(now, text):
            return False
        name = f"{item.id} {column.label(item.kind, self.t)}"
        told = self.reader.answers.get(name)
        if told not in {PLAN, FILE}:
            self.reader.ask("clash", cell, name, (PLAN, FILE))
        return told == FILE


def _same(one: str, other: str) -> bool:
    """Whether two texts of cells say the same: spreadsheets change the ends of lines, and blanks at them."""
    return [line.rstrip() for line in one.strip().splitlines()] == [
        line.rstrip() for line in other.strip().splitlines()
    ]
