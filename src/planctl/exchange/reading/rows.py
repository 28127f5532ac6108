"""The rows of a sheet under its header: items, headings of groups, remarks, and what is left out.

A merged cell speaks for every place in it; an empty cell that is in no merge is empty. A heading stands in the first
column alone, goes over the sheet as a merge, or is numbered as parts of documents are. The last rows (remarks, totals,
signatures) are no items.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from planctl.exchange.reading import names
from planctl.exchange.reading.heard import Cell, Remark
from planctl.exchange.reading.sheet import address, is_nothing, origins
from planctl.exchange.reading.values import one_line
from planctl.plan.numerals import HAN
from planctl.plan.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planctl.exchange.reading.heads import Head
    from planctl.exchange.reading.sheet import Sheet


class Row(NamedTuple):
    """An item of a ledger: the cells by the field they hold, and the heading above it. Empty cells are not there."""

    sheet: str
    number: int
    cells: Mapping[str, tuple[Cell, ...]]
    heading: Cell | None

    def first(self, field: str) -> Cell | None:
        """Return the first cell that holds ``field``."""
        return next(iter(self.cells.get(field, ())), None)

    def left(self, code: str) -> Remark:
        """Return that the row was not taken, with all that stands in it."""
        cells = [cell for held in self.cells.values() for cell in held]
        return Remark(
            code, self.sheet, tuple(cell.at for cell in cells), one_line(" ".join(cell.text for cell in cells))
        )


class Table(NamedTuple):
    """What a sheet says: its items, its remarks in plain text, and what was left out of it.

    ``end`` is the row in which another table begins, under a header of its own.
    """

    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    left: tuple[Remark, ...]
    end: int | None = None


def read_rows(sheet: Sheet, head: Head, first: int | None = None) -> Table:
    """Return the rows of ``sheet`` below its header, or from row ``first`` on where it has none of its own."""
    return _Reader(sheet, head).table(head.last + 1 if first is None else first)


class _Reader:
    """Reads one sheet from top to bottom."""

    def __init__(self, sheet: Sheet, head: Head) -> None:
        self.sheet, self.head = sheet, head
        self.origin, self.width = origins(sheet), sheet.width  # both are looked for in all rows
        self.rows: list[Row] = []
        self.notes: list[str] = []
        self.left: list[Remark] = []
        self.nameless: dict[int, list[Cell]] = {}

    def table(self, first: int) -> Table:
        heading: Cell | None = None
        end: int | None = None
        header = self._header() if first > self.head.last else ()
        for number in range(first, len(self.sheet.rows)):
            filled = self._filled(number)
            if all(cell.at != address((number, column)) for column, cell in filled.items()):
                continue  # nothing stands here, or only what was merged downwards
            if self._is_remark(filled):
                self._leave(filled, "remark")
            elif self._texts(number) in header:
                self._leave(filled, "header-again")
            elif _is_header(filled):
                end = number
                break
            elif (text := self._heading(number, filled)) is not None:
                self._close(heading)
                heading = text
            else:
                self._add(number, filled, heading)
        self._close(heading)
        left = (*self.left, *map(self._without_name, self.nameless.values()))
        return Table(tuple(self.rows), tuple(self.notes), left, end)

    def _close(self, heading: Cell | None) -> None:
        """Tell of a heading under which nothing stands."""
        if heading and not (self.rows and self.rows[-1].heading is heading):
            self.left.append(Remark("heading", self.sheet.name, (heading.at,), heading.text))

    def _header(self) -> list[list[str]]:
        """Return what stands in the rows of the header, which is printed again on every page."""
        return [texts for number in range(self.head.first, self.head.last + 1) if any(texts := self._texts(number))]

    def _without_name(self, cells: Sequence[Cell]) -> Remark:
        """Return that a column without a name was not read, with all that stands in it."""
        text = " ".join(dict.fromkeys(cell.text for cell in cells))
        return Remark("no-name", self.sheet.name, tuple(dict.fromkeys(cell.at for cell in cells)), text)

    def _filled(self, number: int) -> dict[int, Cell]:
        """Return what can be seen in each column of a row, through merges."""
        found = {}
        for column in range(self.width):
            place = self.origin.get((number, column), (number, column))
            value = self.sheet.at(place)
            if not is_nothing(value):
                found[column] = Cell(value, self.sheet.name, address(place))
        return found

    def _texts(self, number: int) -> list[str]:
        return [names.folded(str(self.sheet.at((number, column)) or "")) for column in range(self.width)]

    def _is_remark(self, filled: Mapping[int, Cell]) -> bool:
        """Whether a row begins as remarks do and names no task; a total names none even if something stands there."""
        first = next(iter(filled.values()))
        text = fold(first.text).casefold()
        if not re.match(_REMARK, text):
            return False
        names_task = any(column in filled and filled[column].at != first.at for column in self.head.columns("title"))
        return not names_task or re.fullmatch(_TOTAL, text) is not None

    def _heading(self, number: int, filled: Mapping[int, Cell]) -> Cell | None:
        """Return the heading that a row is, ``None`` if it is an item."""
        cells = {cell.at: cell for cell in filled.values()}
        title = self.head.columns("title")
        if len(cells) == 1:
            (cell,) = cells.values()
            column = next(iter(filled))
            is_first = column == 0 and 0 not in title and not re.fullmatch(_COUNT, fold(cell.text))
            spans = self.origin.get((number, column)) is not None and len(filled) > 1
            if is_first or spans or re.match(_NUMBERED, fold(cell.text)):
                return cell
            return None
        first, *others = cells.values()
        is_bare = len(others) == 1 and all(column in {*title, *self.head.columns("id")} for column in filled)
        return others[0] if is_bare and re.fullmatch(_NUMBER, fold(first.text)) else None

    def _add(self, number: int, filled: Mapping[int, Cell], heading: Cell | None) -> None:
        cells: dict[str, list[Cell]] = {}
        for column, cell in filled.items():
            field = self.head.fields.get(column)
            if field is None and column not in self.head.named:
                self.nameless.setdefault(column, []).append(cell)
            elif field is not None and cell not in cells.get(field, []):
                cells.setdefault(field, []).append(cell)
        self.rows.append(Row(self.sheet.name, number, {field: tuple(found) for field, found in cells.items()}, heading))

    def _leave(self, filled: Mapping[int, Cell], code: str) -> None:
        text = " ".join(dict.fromkeys(cell.text for cell in filled.values()))
        self.notes.append(text)
        self.left.append(Remark(code, self.sheet.name, (next(iter(filled.values())).at,), text))


def _is_header(filled: Mapping[int, Cell]) -> bool:
    """Whether all that stands in a row, or all but one cell, is the name of a column, and one of them of the tasks."""
    cells = iter({cell.at: cell for cell in filled.values()}.values())
    meant = [names.meaning(cell.text) for cell in islice(cells, names.ENOUGH)]
    if len(meant) < names.ENOUGH or not all(meant):
        return False
    meant += [names.meaning(cell.text) for cell in cells]
    fields = [found.field for found in meant if found]
    return "title" in fields and len(meant) - len(fields) <= 1


def without_number(title: str) -> str:
    """Return the text of a heading without the number before it and a count of items behind it."""
    bare = re.sub(_NUMBERED, "", title.strip(), count=1).strip()
    return re.sub(r"\s*[(（]\s*共?\s*[0-9]+\s*[项个件条]\s*[)）]$", "", bare) or title.strip()


_HAN = f"[{HAN}]"
_NUMBERED = rf"(?:[(（]{_HAN}+[)）]|{_HAN}+[、.．]|第{_HAN}+[章节部分]+)\s*"
_COUNT = r"[A-Z]{0,3}[-.]?[0-9][0-9.,-]*"
_NUMBER = rf"[(]?{_HAN}+[)]?[,.]?"
_REMARK = (
    r"(?:备\s*注|注|附注|说明|填表说明|填报说明|合\s*计|总\s*计|小\s*计|填报人|填表人|制表人?|审核人?|审签|"
    r"(?:单位)?(?:主要)?负责人(?:签字)?|签\s*字|联系人|联系电话|填报单位|填报日期|"
    r"(?:sub|grand )?totals?|notes?|remarks?|prepared by|approved by)(?:[:(,.]|\s|$)"
)
_TOTAL = r"(?:合\s*计|总\s*计|小\s*计|(?:sub|grand )?totals?)"
