"""Which items the rows of a table are about: rows as statements about a plan, found in it or new."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planctl.exchange.reading.fields import FieldReader, goal_of
from planctl.exchange.reading.finder import Asked
from planctl.exchange.reading.heads import texts_above
from planctl.exchange.reading.heard import Said
from planctl.exchange.reading.values import is_blank_mark, one_line
from planctl.plan.spelling import essence, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planctl.exchange.reading.finder import Finder
    from planctl.exchange.reading.heads import Head
    from planctl.exchange.reading.heard import Cell
    from planctl.exchange.reading.rows import Row, Table
    from planctl.exchange.reading.sheet import Sheet

#: The answers to whether rows with one title are about one item.
ONE, SEVERAL = "one", "several"
#: Names that spreadsheet programs give to sheets by themselves.
_NO_NAME = r"(?:sheet|工作表|表|table)\s*[0-9]*"


class ItemReader:
    """Turns the rows of one table into statements."""

    def __init__(self, sheet: Sheet, head: Head, table: Table, name: str, finder: Finder) -> None:
        self.sheet, self.head, self.table, self.finder = sheet, head, table, finder
        self.reader = finder.reader
        self.reading = FieldReader(sheet, head, table, self.reader)
        self.title = self._title(name)
        self.before: dict[str, Cell] = {}

    def _title(self, name: str) -> str:
        """Return what the one group is called where the sheet has no headings: as the sheet, its title, or the file."""
        if not re.fullmatch(_NO_NAME, fold(self.sheet.name).casefold()):
            return one_line(self.sheet.name)
        return next((text for text in texts_above(self.sheet, self.head) if len(text) > 1), name)

    def items(self) -> Iterator[Said]:
        """Yield the statements; rows that share a title, as a merge shows, are about one item."""
        rows: dict[str, list[Row]] = {}
        for row in self.table.rows:
            title = row.first("title")
            if title and not is_blank_mark(title.text):
                rows.setdefault(title.at, []).append(row)
            elif row.cells:
                self.reader.remarks.append(row.left("no-title"))
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
        is_one = all(map(goal_of, together)) or self.reader.answers.get(title) == ONE
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
        fields = self.reading.fields(self._gathered(rows), rows, found)
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
