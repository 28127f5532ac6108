"""What the cells of one item say of it: its fields, the texts of a report, and its nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planctl.exchange.reading.heads import texts_above
from planctl.exchange.reading.names import FIELDS, REPORTS, Form
from planctl.exchange.reading.values import end_of_quarter, joined, text_of, texts_of
from planctl.plan.model import Status
from planctl.plan.node import Node
from planctl.plan.status_words import DutyNoStatusError, UnknownStatusError, parse_status
from planctl.plan.unit_words import is_first_leading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from planctl.exchange.reading.cells import CellReader
    from planctl.exchange.reading.heads import Head
    from planctl.exchange.reading.heard import Cell
    from planctl.exchange.reading.rows import Row, Table
    from planctl.exchange.reading.sheet import Sheet
    from planctl.plan.model import Task


class FieldReader:
    """Reads the fields of the items in one table."""

    def __init__(self, sheet: Sheet, head: Head, table: Table, reader: CellReader) -> None:
        self.reader = reader
        self.is_first_leading = is_first_leading((*table.notes, *texts_above(sheet, head)))
        self.has_states = bool(head.columns("status"))

    def fields(self, cells: Mapping[str, list[Cell]], rows: list[Row], item: Task | None) -> dict[str, Any]:
        """Return what the cells of an item, which stands in ``rows``, say of it; what says nothing is not there."""
        fields: dict[str, Any] = {}
        nodes = tuple(self._nodes(cells, rows))
        if "node" in cells:
            fields["due"] = max((node.due for node in nodes), default=None)
            cells = {**cells, "due": [cell for row in rows if not goal_of(row) for cell in row.cells.get("due", ())]}
        self._read_term(fields, self._one(cells, "due"))
        self._read_units(fields, cells)
        self._read_texts(fields, cells)
        self._read_state(fields, cells, item)
        if cell := self._one(cells, "start"):
            fields["start"] = self.reader.start(cell)
        if cell := self._one(cells, "points"):
            fields["points"] = self.reader.amount(cell)
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

    def _read_texts(self, fields: dict[str, Any], cells: Mapping[str, list[Cell]]) -> None:
        for field, declared in FIELDS.items():
            if (declared.form is Form.TEXT or field in REPORTS) and (cell := self._one(cells, field)):
                fields[field] = text_of(cell)
            elif declared.form is Form.TEXTS:
                fields[field] = texts_of(cells.get(field, ()))
        fields["path"] = tuple(joined(cell.text) for cell in cells.get("path", ()))

    def _read_state(self, fields: dict[str, Any], cells: Mapping[str, list[Cell]], item: Task | None) -> None:
        if cell := self._one(cells, "status"):
            status = self.reader.status(cell)
            if isinstance(status, Status):
                fields["status"] = status
            elif status:
                fields["ongoing"] = True
        elif fields.get("note") and not self.has_states:
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
            if cell := goal_of(row):
                day = row.first("due")
                term = self.reader.term(day) if day else None
                if day and term and term.due:
                    if term.start:
                        self.reader.remark("rest", day)
                    yield Node(term.due, joined(cell.text)), cell
                else:
                    self.reader.remark("node", cell)

    def _by_quarter(self, cells: Mapping[str, list[Cell]]) -> Iterator[tuple[Node, Cell]]:
        for number in (1, 2, 3, 4):
            for cell in cells.get(f"quarter{number}", ()):
                lines = cell.text.split("\n") if text_of(cell) else ()
                for line in filter(str.strip, lines):
                    yield Node(end_of_quarter(number, self.reader.plan.year), line.strip()), cell


def goal_of(row: Row) -> Cell | None:
    """Return the cell in which a row names a node."""
    cell = row.first("node")
    return cell if cell and text_of(cell) else None
