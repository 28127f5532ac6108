"""Where the header of a sheet is, and what each of its columns holds.

The header is the first row in which two names or more are known. One that goes over several rows, as its merges show,
is joined: the name of a column is its parent's with its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planctl.exchange.reading import names
from planctl.exchange.reading.sheet import address, is_nothing, origins

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planctl.exchange.reading.sheet import Place, Sheet

#: So many rows a header may have, and among so many rows it is looked for.
DEEPEST, LAST = 4, 100


class Question(NamedTuple):
    """Something that only a person can say: what ``text``, which stands in ``cells``, means.

    ``choices`` are the answers that are likely, each as it is given with ``--map``. ``code`` is the kind of question.
    """

    code: str
    sheet: str
    cells: tuple[str, ...]
    text: str
    choices: tuple[str, ...] = ()


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
    told = {names.folded(name): field for name, field in answers.items() if field in names.FIELDS}
    width = sheet.width
    for number in range(min(len(sheet.rows), LAST)):
        labels = {column: text for column in range(width) if (text := _text(sheet, origin, (number, column)))}
        known = {text for text in labels.values() if names.meanings(text) or names.folded(text) in told}
        if len(known) >= names.ENOUGH:
            return _head(sheet, origin, number, answers)
    return None


def _text(sheet: Sheet, origin: Mapping[Place, Place], place: Place) -> str:
    value = sheet.at(origin.get(place, place))
    return value.strip() if isinstance(value, str) else ""


def _head(sheet: Sheet, origin: Mapping[Place, Place], number: int, answers: Mapping[str, str]) -> Head:
    first, last = _extent(sheet, number)
    labels: dict[int, str] = {}
    for column in range(sheet.width):
        starts = dict.fromkeys(origin.get((row, column), (row, column)) for row in range(first, last + 1))
        parts = [str(sheet.at(start)).strip() for start in starts if not is_nothing(sheet.at(start))]
        if parts:
            labels[column] = "".join(parts) if names.meanings("".join(parts)) or len(parts) == 1 else _own(parts)
    return _Assignment(sheet.name, first, last, labels, answers).head()


def _own(parts: list[str]) -> str:
    """Return the joined name of a column; if only its own, the last, is known, that one."""
    return parts[-1] if names.meanings(parts[-1]) else "".join(parts)


def _extent(sheet: Sheet, number: int) -> tuple[int, int]:
    """Return the first and the last row of the header that row ``number`` belongs to."""
    touched = [merge for merge in sheet.merges if merge[0][0] <= number <= merge[1][0]]
    is_table = sum(not is_nothing(sheet.at((number, column))) for column in range(sheet.width)) > 1
    first = min((top for (top, _), (bottom, _) in touched if bottom > top), default=number)
    last = max((bottom for _, (bottom, _) in touched if is_table), default=number)
    return max(first, number - DEEPEST), min(last, number + DEEPEST, len(sheet.rows) - 1)


class _Assignment:
    """Gives each column of one header its field."""

    def __init__(
        self, sheet: str, first: int, last: int, labels: Mapping[int, str], answers: Mapping[str, str]
    ) -> None:
        self.sheet, self.first, self.last = sheet, first, last
        self.labels = labels
        self.answers = {names.folded(name): field for name, field in answers.items()}
        self.addresses = {name.strip().upper(): field for name, field in answers.items()}
        self.fields: dict[int, str] = {}
        self.questions: list[Question] = []
        self.answered: set[str] = set()

    def head(self) -> Head:
        open_columns: dict[int, tuple[str, ...]] = {}
        for column, label in self.labels.items():
            if told := self._told(column, label):
                self.fields[column] = told
            elif found := names.meanings(label):
                open_columns[column] = found
        self._choose_title(open_columns)
        is_led = "lead" in self.fields.values() or any(found[0] == "lead" for found in open_columns.values())
        is_responsible = any(found[0] == "responsible" for found in open_columns.values())
        for column, found in open_columns.items():
            self._give(column, found[0], has_lead=is_led or (is_responsible and found[0] == "bare_unit"))
        self._refuse_doubles()
        kind = self._kind()
        foreign = {field for field, kinds in names.OF_KINDS.items() if kind not in kinds}
        self.fields = {column: field for column, field in self.fields.items() if field not in foreign}
        unknown = {column: label for column, label in self.labels.items() if column not in self.fields}
        asked = {cell for question in self.questions for cell in question.cells}
        unknown = {column: label for column, label in unknown.items() if self._cell(column) not in asked}
        fields = {column: field for column, field in self.fields.items() if field != "-"}
        named, answered = frozenset(self.labels), frozenset(self.answered)
        return Head(self.first, self.last, fields, unknown, tuple(self.questions), kind, named, answered)

    def _told(self, column: int, label: str) -> str | None:
        for text, answers in ((self._cell(column), self.addresses), (names.folded(label), self.answers)):
            if (told := answers.get(text)) in names.FIELDS:
                self.answered.add(text)
                return told
        return None

    def _cell(self, column: int) -> str:
        return address((self.last, column))

    def _choose_title(self, open_columns: dict[int, tuple[str, ...]]) -> None:
        """Take the narrowest name for the task, or what an inspection found; a wide one beside it is the heading."""
        wanted = {column: found[-1] for column, found in open_columns.items()}
        ranks = {column: int(name[-1]) for column, name in wanted.items() if re.fullmatch("title[0-9]", name)}
        found_first = sorted(ranks, key=lambda column: (not self._is_called(column, "finding"), ranks[column], column))
        for column in found_first:
            del open_columns[column]
            if "title" not in self.fields.values():
                self.fields[column] = "title"
            elif ranks[column] >= names.WIDE and "group" not in self.fields.values():
                self.fields[column] = "group"
        groups = [column for column, found in open_columns.items() if found[0] == "group"]
        for column in groups[1:] if "group" not in self.fields.values() else groups:
            del open_columns[column]  # one heading is enough; the others are told of

    def _give(self, column: int, meaning: str, *, has_lead: bool) -> None:
        if meaning == "responsible":
            self.fields[column] = "support" if has_lead else "lead"
        elif meaning == "bare_unit" and has_lead:
            return
        elif meaning in names.EITHER:
            self._ask("column", [column], names.EITHER[meaning])
        else:
            self.fields[column] = meaning

    def _refuse_doubles(self) -> None:
        """Ask which column it is where two say the same, and that several columns may not hold."""
        held: dict[str, list[int]] = {}
        for column, field in self.fields.items():
            held.setdefault(field, []).append(column)
        for field, columns in held.items():
            if len(columns) > 1 and field not in names.SHARED:
                self._ask("double", columns, (field,))

    def _ask(self, code: str, columns: list[int], choices: tuple[str, ...]) -> None:
        name = " ".join(self.labels[columns[0]].split())  # on one line, as it can be typed
        self.questions.append(Question(code, self.sheet, tuple(map(self._cell, columns)), name, choices))

    def _kind(self) -> str:
        titles = [column for column, field in self.fields.items() if field == "title"]
        return next((kind for kind in names.KINDS if any(self._is_called(column, kind) for column in titles)), "task")

    def _is_called(self, column: int, kind: str) -> bool:
        return re.fullmatch(names.KINDS[kind], names.folded(self.labels[column])) is not None
