"""What an office's own ledger says of which items: rows as statements about a plan, found in it or new."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from planctl.exchange.reading.finder import Asked, Finder
from planctl.exchange.reading.heads import find_head
from planctl.exchange.reading.heard import Heard, Question, Remark, Said
from planctl.exchange.reading.names import FIELDS, REPORTS, Form
from planctl.exchange.reading.rows import read_rows
from planctl.exchange.reading.sheet import FileRefusedError, address, is_nothing, origins
from planctl.exchange.reading.unit_cells import is_first_leading
from planctl.exchange.reading.values import end_of_quarter, is_blank_mark, joined, one_line, text_of, texts_of
from planctl.plan.model import Status
from planctl.plan.node import Node
from planctl.plan.spelling import essence, fold
from planctl.plan.status_words import DutyNoStatusError, UnknownStatusError, parse_status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from planctl.exchange.reading.cells import CellReader
    from planctl.exchange.reading.heads import Head
    from planctl.exchange.reading.heard import Cell
    from planctl.exchange.reading.rows import Row, Table
    from planctl.exchange.reading.sheet import Sheet
    from planctl.plan.model import Task


#: The answers to whether rows with one title are about one item.
ONE, SEVERAL = "one", "several"
#: So many tables are read.
MOST_TABLES = 100
#: Names that spreadsheet programs give to sheets by themselves.
_NO_NAME = r"(?:sheet|工作表|表|table)\s*[0-9]*"


def read_ledger(sheets: Sequence[Sheet], name: str, reader: CellReader, answers: Mapping[str, str]) -> Heard:
    """Return what ``sheets`` of a file called ``name`` say; a sheet that is hidden or has no header says nothing.

    Raises:
        FileRefusedError: Nothing is in them, or no sheet has a header with a name for what is to be done.
    """
    said: list[Said] = []
    questions: list[Question] = []
    remarks: list[Remark] = []
    finder = Finder(reader)
    before: Head | None = None
    parts = [sheet for sheet in reversed(sheets) if not sheet.is_empty]
    tables = 0
    while parts:
        sheet = parts.pop()
        if sheet.is_hidden:
            remarks.append(Remark("hidden-sheet", sheet.name, ()))
            continue
        head = find_head(sheet, answers)
        if head is None and (before is None or sheet.width != len(before.named)):
            remarks.append(Remark("no-header", sheet.name, (_first(sheet),)))
            continue
        continued, head = head is None, head or before
        assert head is not None, "there is one before where there is none here"
        if not head.columns("title"):
            remarks.append(Remark("no-title-column", sheet.name, (_first(sheet, head.first),)))
            continue
        before = head
        questions += head.questions
        reader.answers.used |= head.answered
        remarks += told_of(sheet, head, is_first=not continued)
        table = read_rows(sheet, head, 0 if continued else None)
        remarks += table.left
        said += SheetReader(sheet, head, table, name, finder).items()
        tables += 1
        if table.end is not None and tables < MOST_TABLES:
            parts.append(sheet._replace(rows=(*[()] * table.end, *sheet.rows[table.end :])))
        elif table.end is not None:
            remarks.append(Remark("second-table", sheet.name, (address((table.end, 0)),)))
    if all(sheet.is_empty for sheet in sheets):
        raise FileRefusedError(refusal="empty")
    if before is None and (reason := next((mark for mark in remarks if mark.code in _REASONS), None)):
        raise FileRefusedError(refusal=reason.code, cell=reason.cells[0], sheet=reason.sheet)
    return Heard(tuple(said), tuple(reader.new_units), (*questions, *reader.questions), (*remarks, *reader.remarks))


#: Remarks that are the reason if nothing at all was found.
_REASONS = {"no-header", "no-title-column"}


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


class SheetReader:
    """Turns the rows of one sheet into statements."""

    def __init__(self, sheet: Sheet, head: Head, table: Table, name: str, finder: Finder) -> None:
        self.sheet, self.head, self.table, self.finder = sheet, head, table, finder
        self.reader = finder.reader
        self.is_first_leading = is_first_leading((*table.notes, *self._above()))
        self.title = self._title(name)
        self.before: dict[str, Cell] = {}

    def _above(self) -> list[str]:
        """Return the texts above the header."""
        rows = self.sheet.rows[: self.head.first]
        return [one_line(str(value)) for row in rows for value in row if not is_nothing(value)]

    def _title(self, name: str) -> str:
        """Return what the one group is called where the sheet has no headings: as the sheet, its title, or the file."""
        if not re.fullmatch(_NO_NAME, fold(self.sheet.name).casefold()):
            return one_line(self.sheet.name)
        return next((text for text in self._above() if len(text) > 1), name)

    def items(self) -> Iterator[Said]:
        """Yield the statements; rows that share a title, as a merge shows, are about one item."""
        rows: dict[str, list[Row]] = {}
        for row in self.table.rows:
            title = row.first("title")
            if title is None or is_blank_mark(title.text):
                self._without_title(row)
            else:
                rows.setdefault(title.at, []).append(row)
        alike: dict[tuple[str, str], list[list[Row]]] = {}
        for found in rows.values():
            alike.setdefault((self._group(found[0]), essence(found[0].cells["title"][0].text)), []).append(found)
        for same in alike.values():
            yield from self._of_title(same)

    def _of_title(self, same: list[list[Row]]) -> Iterator[Said]:
        """Yield what rows that have one title say: the phases of one item, or items that are called alike."""
        cells = [rows[0].cells["title"][0] for rows in same]
        title = one_line(cells[0].text)
        together = [row for rows in same for row in rows]
        is_one = all(map(self._goal, together)) or self.reader.answers.get(title) == ONE
        if len(same) > 1 and not is_one and self.reader.answers.get(title) != SEVERAL:
            for cell in cells:
                self.reader.ask("same", cell, title, (ONE, SEVERAL))
            return
        for found in [together] if is_one else same:
            if (said := self._said(found, is_repeated=len(same) > 1 and not is_one)) is not None:
                yield said

    def _group(self, row: Row) -> str:
        """Return what the group of a row is called, the empty text if that is not said."""
        heading = row.first("group") or row.heading
        return self.finder.group(self.head.kind, heading.text) if heading else ""

    def _without_title(self, row: Row) -> None:
        cells = [cell for held in row.cells.values() for cell in held]
        if cells:
            at = tuple(cell.at for cell in cells)
            text = one_line(" ".join(cell.text for cell in cells))
            self.reader.remarks.append(Remark("no-title", row.sheet, at, text))

    def _said(self, rows: list[Row], *, is_repeated: bool) -> Said | None:
        cell = rows[0].first("title")
        assert cell is not None, "rows are gathered by their titles"
        title = self.reader.title(cell)
        group = self._group(rows[0])
        asked = Asked(self.head.kind, title, group, rows[0].first("id"), cell, is_repeated)
        found = self.finder.item(asked)
        if isinstance(found, bool):
            return None
        group = group or self.finder.group(self.head.kind, self.title)
        cells = self._gathered(rows)
        fields = self.fields(cells, rows, found)
        return Said(cell, self.head.kind, found.id if found else None, group, {"title": title} | fields)

    def _gathered(self, rows: list[Row]) -> dict[str, list[Cell]]:
        """Return the cells of an item by field; of a second value that a field cannot take is told."""
        cells: dict[str, list[Cell]] = {}
        for row in rows:
            for field, held in row.cells.items():
                for cell in held:
                    known = cells.setdefault(field, [])
                    if cell.at in {other.at for other in known}:
                        continue
                    meant = self._same_as_above(field, cell)
                    if meant is not None:
                        known.append(meant)
        return cells

    def _same_as_above(self, field: str, cell: Cell) -> Cell | None:
        """Return a cell, or what stands above it where it says that it is the same (同上)."""
        if re.fullmatch("同上|〃|″|ditto", fold(cell.text).casefold()):
            if field not in self.before:
                self.reader.remark("ditto", cell)
                return None
            return cell._replace(value=self.before[field].value)
        self.before[field] = cell
        return cell

    # --- fields

    def fields(self, cells: Mapping[str, list[Cell]], rows: list[Row], item: Task | None) -> dict[str, Any]:
        """Return what the cells of an item, which stands in ``rows``, say of it; what says nothing is not there."""
        fields: dict[str, Any] = {}
        nodes = tuple(self._nodes(cells, rows))
        if "node" in cells:
            due = max((node.due for node in nodes), default=None)
            fields |= {"due": due} if due else {}
            cells = {**cells, "due": [cell for row in rows if not self._goal(row) for cell in row.cells.get("due", ())]}
        self._read_term(fields, self._one(cells, "due"))
        self._read_units(fields, cells)
        for field, declared in FIELDS.items():
            if (declared.form is Form.TEXT or field in REPORTS) and (cell := self._one(cells, field)):
                fields[field] = text_of(cell)
        self._read_state(fields, cells, item)
        for field, declared in FIELDS.items():
            if declared.form is Form.TEXTS and field in cells:
                fields[field] = texts_of(cells[field])
        if cell := self._one(cells, "start"):
            fields["start"] = self.reader.start(cell)
        if "path" in cells:
            fields["path"] = tuple(joined(cell.text) for cell in cells["path"])
        if cell := self._one(cells, "points"):
            fields["points"] = self.reader.amount(cell)
        if nodes:
            fields["nodes"] = nodes
        return {name: value for name, value in fields.items() if value is not None and value != ()}

    def _one(self, cells: Mapping[str, list[Cell]], field: str) -> Cell | None:
        """Return the one cell that holds ``field``; others of an item are told of."""
        held = cells.get(field, [])
        for other in held[1:]:
            if other.text != held[0].text:
                self.reader.remark("second", other)
        return held[0] if held else None

    def _read_term(self, fields: dict[str, Any], cell: Cell | None) -> None:
        term = self.reader.term(cell) if cell else None
        if term is None:
            return
        fields |= {"start": term.start, "due": term.due, "ongoing": term.ongoing or None, "every": term.every}
        if term.waits_for:
            fields["waits_for"] = (term.waits_for,)

    def _read_units(self, fields: dict[str, Any], cells: Mapping[str, list[Cell]]) -> None:
        lead: str | None = None
        support: list[str] = []
        if cell := self._one(cells, "lead"):
            lead, beside = self.reader.lead(cell, is_first=self.is_first_leading)
            support += beside
        for cell in cells.get("support", ()):
            also, others = self.reader.units(cell)
            support += others
            if also and not lead:
                lead = also
            elif also:
                support.append(also)
        fields["lead"] = lead
        fields["support"] = tuple(name for name in dict.fromkeys(support) if name != lead)

    def _read_state(self, fields: dict[str, Any], cells: Mapping[str, list[Cell]], item: Task | None) -> None:
        if cell := self._one(cells, "status"):
            status = self.reader.status(cell)
            if isinstance(status, Status):
                fields["status"] = status
            elif status:
                fields["ongoing"] = True
        elif fields.get("note") and "status" not in self.head.fields.values():
            self._read_progress(fields, cells["note"][0], item)
        target = item.target if item else None
        if cell := self._one(cells, "target"):
            fields["target"] = self.reader.target(cell, self._one(cells, "measure"), target)
        if cell := self._one(cells, "reading"):
            fields["reading"] = self.reader.reading(cell, fields.get("target") or target)

    def _read_progress(self, fields: dict[str, Any], cell: Cell, item: Task | None) -> None:
        """Take for the state what a note is nothing but the name of; no column says it, so that of others is told."""
        try:
            fields["status"] = parse_status(fields["note"])
            del fields["note"]
        except (DutyNoStatusError, UnknownStatusError):
            if (item is None or item.status is Status.TODO) and not fields.get("ongoing"):
                self.reader.remark("no-status", cell, "")

    # --- nodes

    def _nodes(self, cells: Mapping[str, list[Cell]], rows: list[Row]) -> Iterator[Node]:
        """Yield the nodes of an item; its goals are unique, so that of another with the same goal is told."""
        known: dict[str, tuple[str, date]] = {}
        for node, cell in (*self._phases(rows), *self._by_quarter(cells)):
            if node.goal not in known:
                known[node.goal] = cell.at, node.due
                yield node
            elif known[node.goal] != (cell.at, node.due):
                self.reader.remark("second", cell, node.goal)

    def _phases(self, rows: list[Row]) -> Iterator[tuple[Node, Cell]]:
        for row in rows:
            if cell := self._goal(row):
                day = row.first("due")
                term = self.reader.term(day) if day else None
                if day and term and term.due:
                    if term.start:
                        self.reader.remark("rest", day)
                    yield Node(term.due, joined(cell.text)), cell
                else:
                    self.reader.remark("node", cell)

    def _goal(self, row: Row) -> Cell | None:
        """Return the cell in which a row names a node."""
        cell = row.first("node")
        return cell if cell and text_of(cell) else None

    def _by_quarter(self, cells: Mapping[str, list[Cell]]) -> Iterator[tuple[Node, Cell]]:
        for number in (1, 2, 3, 4):
            for cell in cells.get(f"quarter{number}", ()):
                lines = cell.text.split("\n") if text_of(cell) else ()
                for line in filter(str.strip, lines):
                    yield Node(end_of_quarter(number, self.reader.plan.year), line.strip()), cell


def title_of(sheets: Sequence[Sheet], name: str) -> str:
    """Return what the whole ledger is called: by the first line above a header, else as the file, ``name``."""
    for sheet in sheets:
        head = find_head(sheet, {}) if not sheet.is_hidden else None
        for row in sheet.rows[: head.first] if head else ():
            for value in row:
                if isinstance(value, str) and len(value.strip()) > 1:
                    return joined(value)
    return name
