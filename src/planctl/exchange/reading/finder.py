"""Which items and groups of a plan the rows of a ledger are about: found by what they are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planctl.exchange.reading.cells import NEW
from planctl.exchange.reading.rows import without_number
from planctl.exchange.reading.values import joined, one_line
from planctl.plan.spelling import essence, fold

if TYPE_CHECKING:
    from planctl.exchange.reading.cells import CellReader
    from planctl.exchange.reading.heard import Cell
    from planctl.plan.model import Group, Task


class Asked(NamedTuple):
    """An item that is looked for: what a row calls it, in which group it stands if that is said, and its number.

    A title that other rows have as well ``is_repeated``.
    """

    kind: str
    title: str
    group: str
    number: Cell | None
    cell: Cell
    is_repeated: bool = False


class Finder:
    """Finds items and groups of the plan by what ledgers call them."""

    def __init__(self, reader: CellReader) -> None:
        self.reader = reader
        self.groups: dict[tuple[str, str], Group] = {}
        self.items: dict[tuple[str, str], list[Task]] = {}
        self.by_id: dict[str, Task] = {}
        self.group_of: dict[str, Group] = {}
        for group in reader.plan.groups:
            for title in (group.title, group.title_en):
                if title:
                    self.groups.setdefault((group.item_type().kind, essence(title)), group)
            for item in group.items:
                self.by_id[item.id], self.group_of[item.id] = item, group
                for name in dict.fromkeys(
                    essence(title) for title in (item.title, item.title_en, *item.formerly) if title
                ):
                    self.items.setdefault((item.kind, name), []).append(item)

    def group(self, kind: str, text: str) -> str:
        """Return the title of the group that ``text`` is the heading of: one of the plan, or a new one."""
        bare = joined(without_number(text))
        without_id = re.sub(r"^[A-Z]?[0-9]+\s+", "", bare)
        for name in (joined(text), bare, without_id):
            if (kind, essence(name)) in self.groups:
                return self.groups[kind, essence(name)].title
        return bare

    def item(self, asked: Asked) -> Task | bool | None:
        """Return the item that is meant, ``None`` for a new one, ``False`` if that has to be asked."""
        found = self.items.get((asked.kind, essence(asked.title)), [])
        group = self.groups.get((asked.kind, essence(asked.group)))
        here = [item for item in found if self.group_of[item.id] is group]
        number = asked.number
        named = self._of_kind(asked.kind, number.text) if number and isinstance(number.value, str) else None
        if named in found:
            return named
        likely = here or found or ([named] if named else [])
        if len(likely) == 1 and (here or (found and group is None)) and not asked.is_repeated:
            return likely[0]
        text = one_line(f"{asked.cell.at} {asked.title}" if asked.is_repeated else asked.title)
        told = self.reader.answers.get(text)
        if meant := self._of_kind(asked.kind, told or ""):
            return meant
        if told == NEW or not likely:
            return None
        self.reader.ask("item", asked.cell, text, (*(item.id for item in likely), NEW))
        return False

    def _of_kind(self, kind: str, identifier: str) -> Task | None:
        item = self.by_id.get(fold(identifier))
        return item if item and item.kind == kind else None
