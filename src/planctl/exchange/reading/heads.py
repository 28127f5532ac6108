"""Where the header of a sheet is, and what each of its columns holds.

The header is the first row in which two names or more are known. One that goes over several rows, as its merges show,
is joined: the name of a column is its parent's with its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planctl.exchange.reading.heard import Question
from planctl.exchange.reading.names import BARE_UNIT, ENOUGH, FIELDS, KINDS, RESPONSIBLE, WIDE, folded, meaning
from planctl.exchange.reading.sheet import address, is_nothing, origins
from planctl.exchange.reading.values import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planctl.exchange.reading.names import Meaning
    from planctl.exchange.reading.sheet import Place, Sheet

#: So many rows a header may have, and among so many rows it is looked for.
DEEPEST, LAST = 4, 100


class Head(NamedTuple):
    """The header of a sheet: the rows it takes, what its columns hold, and the names of those that hold nothing.

    ``kind`` is what the names call the items. The columns that are ``named`` are all that have a name, also those that
    are left out or asked about. ``answered`` are the folded names and the addresses of which an answer said the field.
    """

    first: int
    last: int
    fields: Mapping[int, str]
    unknown: Mapping[int, str]
    questions: tuple[Question, ...]
    kind: str = "task"
    named: frozenset[int] = frozenset()
    answered: frozenset[str] = frozenset()

    def columns(self, field: str) -> list[int]:
        """Return the columns that hold ``field``."""
        return [column for column, held in self.fields.items() if held == field]


def find_head(sheet: Sheet, answers: Mapping[str, str]) -> Head | None:
    """Return the header of ``sheet``, ``None`` if it has none; ``answers`` say by name or address what a column is."""
    origin = origins(sheet)
    told = {folded(name): field for name, field in answers.items() if field in FIELDS}
    width = sheet.width
    for number in range(min(len(sheet.rows), LAST)):
        labels = {column: text for column in range(width) if (text := _text(sheet, origin, (number, column)))}
        known = {text for text in labels.values() if meaning(text) or folded(text) in told}
        if len(known) >= ENOUGH:
            return _head(sheet, origin, number, answers)
    return None


def _text(sheet: Sheet, origin: Mapping[Place, Place], place: Place) -> str:
    value = sheet.at(origin.get(place, place))
    return value.strip() if isinstance(value, str) else ""


def texts_above(sheet: Sheet, head: Head) -> list[str]:
    """Return the texts above the header."""
    return [one_line(str(value)) for row in sheet.rows[: head.first] for value in row if not is_nothing(value)]


class _Name(NamedTuple):
    """The name of a column, and the address of the last cell of it."""

    text: str
    cell: str


def _head(sheet: Sheet, origin: Mapping[Place, Place], number: int, answers: Mapping[str, str]) -> Head:
    first, last = _extent(sheet, number)
    named = dict(_names(sheet, origin, range(first, last + 1)))
    told, answered = _told(named, answers)
    meant = {column: found for column, name in named.items() if column not in told and (found := meaning(name.text))}
    fields = told | _titles(meant, told, named)
    others, either = _others(meant, fields)
    fields |= others
    questions = tuple(_questions(sheet.name, named, fields, either))
    asked = {cell for question in questions for cell in question.cells}
    kind = _kind([named[column] for column, field in fields.items() if field == "title"])
    fields = {column: field for column, field in fields.items() if FIELDS[field].kind in {"", kind}}
    unknown = {column: name.text for column, name in named.items() if column not in fields and name.cell not in asked}
    fields = {column: field for column, field in fields.items() if field != "-"}
    return Head(first, last, fields, unknown, questions, kind, frozenset(named), answered)


def _names(sheet: Sheet, origin: Mapping[Place, Place], rows: range) -> Iterator[tuple[int, _Name]]:
    """Yield the columns that have a name in the ``rows`` of the header, with it: the joined one, or its own alone."""
    for column in range(sheet.width):
        starts = dict.fromkeys(origin.get((row, column), (row, column)) for row in rows)
        parts = [str(sheet.at(start)).strip() for start in starts if not is_nothing(sheet.at(start))]
        if parts:
            joined, own = "".join(parts), parts[-1]
            yield column, _Name(own if meaning(own) and not meaning(joined) else joined, address((rows[-1], column)))


def _extent(sheet: Sheet, number: int) -> tuple[int, int]:
    """Return the first and the last row of the header that row ``number`` belongs to."""
    touched = [merge for merge in sheet.merges if merge[0][0] <= number <= merge[1][0]]
    is_table = sum(not is_nothing(sheet.at((number, column))) for column in range(sheet.width)) > 1
    first = min((top for (top, _), (bottom, _) in touched if bottom > top), default=number)
    last = max((bottom for _, (bottom, _) in touched if is_table), default=number)
    return max(first, number - DEEPEST), min(last, number + DEEPEST, len(sheet.rows) - 1)


def _told(named: Mapping[int, _Name], answers: Mapping[str, str]) -> tuple[dict[int, str], frozenset[str]]:
    """Return what answers say that columns hold, and the addresses and names by which they say it."""
    by_address = {name.strip().upper(): field for name, field in answers.items()}
    by_name = {folded(name): field for name, field in answers.items()}
    told: dict[int, str] = {}
    answered = set()
    for column, name in named.items():
        for text, said in ((name.cell, by_address), (folded(name.text), by_name)):
            if column not in told and (field := said.get(text, "")) in FIELDS:
                told[column] = field
                answered.add(text)
    return told, frozenset(answered)


def _titles(meant: Mapping[int, Meaning], told: Mapping[int, str], named: Mapping[int, _Name]) -> dict[int, str]:
    """Return the column that names the task: the narrowest, or what an inspection found; a wide one is the heading."""
    ranks = {column: found.rank for column, found in meant.items() if found.field == "title"}
    given: dict[int, str] = {}
    for column in sorted(ranks, key=lambda column: (not _is_called(named[column], "finding"), ranks[column], column)):
        held = {*told.values(), *given.values()}
        if "title" not in held:
            given[column] = "title"
        elif ranks[column] >= WIDE and "group" not in held:
            given[column] = "group"
    return given


def _others(
    meant: Mapping[int, Meaning], known: Mapping[int, str]
) -> tuple[dict[int, str], dict[int, tuple[str, ...]]]:
    """Return what the columns hold that name no task, and what those may hold of which that is not certain."""
    said = {found.field for found in meant.values()}
    is_led = "lead" in said or "lead" in known.values()
    given: dict[int, str] = {}
    either: dict[int, tuple[str, ...]] = {}
    for column, (field, _, choices) in meant.items():
        is_second = field == "group" and "group" in {*known.values(), *given.values()}  # one heading is enough
        is_needless = field == BARE_UNIT and (is_led or RESPONSIBLE in said)
        if field == "title" or is_second or is_needless:
            continue
        if choices:
            either[column] = choices
        elif field == RESPONSIBLE:
            given[column] = "support" if is_led else "lead"
        else:
            given[column] = field
    return given, either


def _questions(
    sheet: str, named: Mapping[int, _Name], fields: Mapping[int, str], either: Mapping[int, tuple[str, ...]]
) -> Iterator[Question]:
    """Yield which of two things a column holds, and which of two columns it is that only one may be."""
    asked = [("column", [column], choices) for column, choices in either.items()]
    for field in dict.fromkeys(fields.values()):
        columns = [column for column, held in fields.items() if held == field]
        asked += [("double", columns, (field,))] if len(columns) > 1 and not FIELDS[field].is_shared else []
    for code, columns, choices in asked:
        text = " ".join(named[columns[0]].text.split())  # on one line, as it can be typed
        yield Question(code, sheet, tuple(named[column].cell for column in columns), text, choices)


def _kind(titles: list[_Name]) -> str:
    """Return what the names of columns call the items that stand in them."""
    return next((kind for kind in KINDS if any(_is_called(title, kind) for title in titles)), "task")


def _is_called(name: _Name, kind: str) -> bool:
    return re.fullmatch(KINDS[kind], folded(name.text)) is not None
