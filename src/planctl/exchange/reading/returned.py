"""A workbook of our own that comes back: what was changed in it since it went out, against what the plan says now.

A cell that still says what it said is no news. One that was changed counts, unless the plan says something new there,
too, and something else: then somebody has to say which of the two is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.errors import ExitCode, PlanctlError
from planctl.exchange import base
from planctl.exchange.columns import COLUMNS, Holds, LedgerColumn, Teller, spelled
from planctl.exchange.reading.changes import is_renamed
from planctl.exchange.reading.fields import FieldReader
from planctl.exchange.reading.finder import Finder
from planctl.exchange.reading.heads import Head, find_head
from planctl.exchange.reading.heard import Cell, Heard, Remark, Said
from planctl.exchange.reading.items import ItemReader
from planctl.exchange.reading.ledger import told_of
from planctl.exchange.reading.names import REPORTS, STANDING, folded
from planctl.exchange.reading.returned_rows import RowFinder, is_same, is_same_number, own_columns, rows_by_sheet
from planctl.exchange.reading.rows import Row, Table, read_rows
from planctl.exchange.reading.sheet import FileRefusedError, address, is_nothing
from planctl.plan import progress
from planctl.plan.model import LANGUAGES, Group, Status, Task
from planctl.plan.replay import LOGGED_FIELDS
from planctl.plan.units import with_canonical_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planctl.exchange.base import Base, Remembered
    from planctl.exchange.reading.cells import CellReader
    from planctl.exchange.reading.sheet import Sheet, Value
    from planctl.plan.days import Day
    from planctl.plan.model import Plan
    from planctl.plan.progress import Standing
    from planctl.words.i18n import Translator

#: The answers to what is right of two changes.
PLAN, FILE = "plan", "file"


class FileOfOtherYearError(PlanctlError):
    """The file was made from the plan of ``there``, and the plan is that of ``year``."""

    exit_code = ExitCode.CONFLICT
    key = "error.import_year"


def base_of(sheets: Sequence[Sheet]) -> Base | None:
    """Return what a workbook remembers of the plan that it was made from, ``None`` if it is none of ours.

    Raises:
        FileRefusedError: It is one, but not as it was made, or made by another version.
    """
    hidden = next((sheet for sheet in sheets if sheet.name == base.SHEET), None)
    if hidden is None:
        return None
    found = base.read(hidden.rows)
    if found is None or found.facts.get("language") not in LANGUAGES:
        raise FileRefusedError(refusal="base")
    return found


def is_own(sheet: Sheet) -> bool:
    """Whether a sheet is there for the program, and not for people."""
    return sheet.is_hidden and sheet.name.startswith("_")


def read_returned(sheets: Sequence[Sheet], remembered: Base, reader: CellReader, day: Day, t: Translator) -> Heard:
    """Return what was changed in ``sheets`` since they went out; ``t`` speaks the language of the workbook.

    Raises:
        FileOfOtherYearError: It was made from the plan of another year.
    """
    year = remembered.facts.get("year", "")
    if year != str(reader.plan.year):
        raise FileOfOtherYearError(there=year, year=reader.plan.year)
    comparer = _Comparer(reader, remembered, day, t)
    shown = [sheet for sheet in sheets if not (sheet.is_empty or is_own(sheet))]
    rows = rows_by_sheet([sheet for sheet in shown if not sheet.is_hidden], remembered)
    said = [one for sheet in shown for one in comparer.said(sheet, rows.get(sheet.name, {}))]
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


class _Returned(NamedTuple):
    """A sheet that came back, and the ``rows`` that are remembered of it; columns that no ledger has by their keys."""

    sheet: Sheet
    head: Head
    table: Table
    rows: Mapping[str, Remembered]
    worked_out: Mapping[int, str]


class _Comparer:
    """Compares the sheets of one workbook with what it remembers and with the plan."""

    def __init__(self, reader: CellReader, remembered: Base, day: Day, t: Translator) -> None:
        self.reader, self.base, self.t = reader, remembered, t
        self.finder = Finder(reader)
        self.now = _Now.of(reader.plan, day, t)
        self.stored = {old: item for item in reader.plan.items for old in item.moved_from}
        self.stored |= {item.id: item for item in reader.plan.items}
        self.is_return = remembered.facts.get("kind") == base.RETURN
        self.questions: list[Any] = []
        self.remarks: list[Remark] = []

    def said(self, sheet: Sheet, rows: Mapping[str, Remembered]) -> Iterator[Said]:
        """Yield what is new on one sheet, of which ``rows`` are remembered by their ids."""
        if not rows:
            seen = base.seen(value for line in sheet.rows for value in line)
            if self.base.facts.get(f"sheet {sheet.name}") != seen:
                self._remark("hidden-sheet" if sheet.is_hidden else "not-read-back", sheet)
            return
        own = own_columns({self.stored[found].kind for found in rows if found in self.stored} or {Task.kind}, self.t)
        head = find_head(
            sheet, {name: field for name, field in self.reader.answers.said.items() if folded(name) not in own}
        )
        if head is None or not head.columns("id"):
            self._remark("no-header", sheet, ("A1",))
            return
        worked_out = {column: own[name] for column, label in head.unknown.items() if (name := folded(label)) in own}
        worked_out |= dict.fromkeys(head.columns("points"), "weight")
        fields = {column: field for column, field in head.fields.items() if column not in worked_out}
        unknown = {column: label for column, label in head.unknown.items() if column not in worked_out}
        head = head._replace(fields=fields, unknown=unknown)
        table = read_rows(sheet, head)
        self.questions += head.questions
        self.reader.answers.used |= head.answered
        self.remarks += [*told_of(sheet, head, is_first=True), *table.left]
        if table.end is not None:
            self._remark("second-table", sheet, (f"A{table.end + 1}",))
        yield from self._rows(_Returned(sheet, head, table, rows, worked_out))

    def _rows(self, back: _Returned) -> Iterator[Said]:
        """Yield what is new in the rows of a sheet; of those that are not there any more is told."""
        finder = RowFinder(self.reader, back.rows)
        reading = FieldReader(back.sheet, back.head, back.table, self.reader)
        extra: list[Row] = []
        seen: set[str] = set()
        for row in back.table.rows:
            found = finder.find(row)
            if found is None:
                extra.append(row)
            elif not isinstance(found, bool):
                seen.add(found.id)
                yield from self._row(back, row, found, reading)
        missing = [identifier for identifier in back.rows if identifier not in seen | finder.asked]
        if missing:
            self._remark("missing-rows", back.sheet, text=self.t("separator.list").join(missing))
        yield from self._extra(back.sheet, back.head, extra)

    def _remark(self, code: str, sheet: Sheet, cells: tuple[str, ...] = (), text: str = "") -> None:
        self.remarks.append(Remark(code, sheet.name, cells, text))

    def _extra(self, sheet: Sheet, head: Head, rows: Sequence[Row]) -> Iterator[Said]:
        """Yield the rows that were put into a ledger; of those put into a return sheet is told."""
        if not self.is_return:
            yield from ItemReader(sheet, head, Table(tuple(rows), (), ()), sheet.name, self.finder).items()
            return
        self.remarks += [row.left("extra-row") for row in rows]

    def _row(self, back: _Returned, row: Row, was: Remembered, reading: FieldReader) -> Iterator[Said]:
        """Yield what is new of an item, if anything is."""
        number = row.first("id")
        assert number is not None, "the row was found by its id"
        item = self.stored.get(was.id)
        if item is None or ("title" in was.cells and is_renamed(item, was.cells["title"])):
            self.reader.remark("gone" if item is None else "other-item", number, was.id)
            return
        changed, cleared = self._changed(back, row, was, item, reading)
        fields = reading.fields(changed, [], item) | cleared
        fields = {name: value for name, value in fields.items() if not self._is_reported(name, value, item)}
        if "title" in changed:
            is_translated = self.t.language == "en" and item.title_en
            fields["title_en" if is_translated else "title"] = self.reader.title(changed["title"][0])
        first = next((held[0] for held in changed.values()), number)
        if self.is_return and "status" in fields:
            self._accept(fields, changed.get("status", [first])[0])
        if fields:
            yield Said(first, item.kind, item.id, "", fields)

    def _changed(
        self, back: _Returned, row: Row, was: Remembered, item: Task, reading: FieldReader
    ) -> tuple[dict[str, list[Cell]], dict[str, Any]]:
        """Return the cells of a row that count, by their fields, and the fields that were emptied."""
        changed: dict[str, list[Cell]] = {}
        cleared: dict[str, Any] = {}
        for column, field in (*back.head.fields.items(), *back.worked_out.items()):
            value = back.sheet.at((row.number, column))
            text = _text_of(value)
            old = self._said_now("weight", item) if field == "weight" else was.cells.get(field)
            if old is None or is_same(text, old) or (field == "reading" and is_same_number(value, old)):
                continue
            cell = Cell("" if value is None else value, back.sheet.name, address((row.number, column)))
            if not self._may_change(field, cell, item, was, reading):
                continue
            if text:
                changed.setdefault(field, []).append(cell)
            elif field in STANDING:
                cleared[field] = ""
            elif COLUMNS[field].holds is Holds.ITEM and field != "title" and not self.is_return:
                cleared[field] = LOGGED_FIELDS[field]
            if gone := self._taken_away(field, old, text):
                self.reader.remark("emptied", cell, gone)
        return changed, cleared

    def _leads(self, was: Remembered) -> bool:
        """Whether a row of a return sheet is of a task that one of its units leads; of others it only tells."""
        units = self.base.facts.get("units", "").split("\n")
        return units == [""] or was.cells.get("lead", "") in units

    def _accept(self, fields: dict[str, Any], cell: Cell) -> None:
        """Take for submitted what a unit says is done: whether it is, others say; nor does a unit drop a task."""
        if fields["status"] is Status.DONE:
            fields["status"] = Status.SUBMITTED
            self.reader.remark("submitted", cell)
        elif fields["status"] is Status.DROPPED:
            del fields["status"]
            self.reader.remark("not-to-fill", cell)

    def _taken_away(self, field: str, old: str, new: str) -> str:
        """Return what was reported and is not in a cell any more: reports are put right by ``amend`` alone."""
        if COLUMNS[field].holds is not Holds.REPORT or field in STANDING or (new and field != "evidence"):
            return ""
        return " ".join(line for line in old.splitlines() if line.strip() and line not in new.splitlines())

    def _may_change(self, field: str, cell: Cell, item: Task, was: Remembered, reading: FieldReader) -> bool:
        """Whether a changed cell counts; if not, why is told or asked."""
        column = COLUMNS[field]
        if column.holds in {Holds.FIXED, Holds.NOTHING}:
            self.reader.remark("locked", cell, cell.text or was.cells.get(field))
            return False
        if self.is_return and not (column.filled and self._leads(was)):
            self.reader.remark("not-to-fill", cell, cell.text or was.cells[field])
            return False
        if field not in LOGGED_FIELDS or base.digest(item) == was.digest:
            return True  # a text is one more report, whatever the plan has been told meanwhile
        return self._decides(column, cell, item, was, reading)

    def _decides(self, column: LedgerColumn, cell: Cell, item: Task, was: Remembered, reading: FieldReader) -> bool:
        """Whether the file is right where the plan has changed since it went out."""
        now = self._said_now(column.key, item)
        if is_same(now, was.cells[column.key]):
            return True
        if is_same(now, _text_of(cell.value)) or self._is_known(column.key, cell, item, reading):
            return False
        name = f"{item.id} {column.label(item.kind, self.t)}"
        told = self.reader.answers.get(name)
        if told not in {PLAN, FILE}:
            self.reader.ask("clash", cell, name, (PLAN, FILE))
        return told == FILE

    def _is_reported(self, name: str, value: Any, item: Task) -> bool:
        """Whether a report was recorded since the workbook went out, perhaps when it was read before."""
        day = self.base.facts.get("day", "")
        return name in REPORTS and any(
            getattr(entry, name) == value and entry.on.isoformat() >= day for entry in item.log
        )

    def _said_now(self, key: str, item: Task) -> str:
        """Return what the cell of an item would say today."""
        return spelled(COLUMNS[key].cell(self.now.rows[item.id], self.now.teller))

    def _is_known(self, field: str, cell: Cell, item: Task, reading: FieldReader) -> bool:
        """Whether a cell means what the plan says by now, in other words: the file was read before."""
        if field == "title":
            return not is_renamed(item, cell.text)
        said = reading.fields({field: [cell]}, [], item)
        stored = {name: getattr(item, name) for name in said} | {"due": item.due or self.reader.plan.last_day}
        return bool(said) and all(stored[name] == value for name, value in said.items())


def _text_of(value: Value) -> str:
    """Return what a cell says, as it is remembered."""
    return "" if is_nothing(value) else spelled(value)  # type: ignore[arg-type] # a moment is a day to it
