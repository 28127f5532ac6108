"""What the cells of a ledger mean to a plan: units, deadlines, states, quantities.

What a ``CellReader`` returns is certain; it keeps what it has to ask, and what it could not use. Answers that people
gave before are looked up by what stands in the cell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planctl.exchange.reading.inquiry import Inquiry
from planctl.exchange.reading.unit_cells import read_units
from planctl.exchange.reading.values import (
    day_of,
    days_typed,
    is_blank_mark,
    joined,
    one_line,
    serial_day,
    status_named,
    text_of,
)
from planctl.plan.dates import BadDateError, period
from planctl.plan.numbers import BadNumberError, parse_number, parse_quantity
from planctl.plan.spelling import fold
from planctl.plan.status_words import UnknownStatusError
from planctl.plan.targets import AskedTarget, BadTargetError, SameLevelError
from planctl.plan.terms import Term, read_terms
from planctl.plan.unit_words import is_collective
from planctl.plan.units import folded_unit, nearest_units, spellings_of_units

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planctl.exchange.reading.heard import Cell
    from planctl.plan.model import Plan, Status
    from planctl.plan.target import Number, Target

#: What registers a unit that the plan does not know, and what makes a new item of one that resembles another.
NEW = "new"
#: No list of units is longer.
MOST_OF_UNITS = 2_000


class CellReader(Inquiry):
    """Reads cells for one plan."""

    def __init__(self, plan: Plan, today: date, answers: Mapping[str, str], *, accept_new: bool) -> None:
        """Take days without a year for the plan's; ``accept_new`` registers the units that it does not know."""
        super().__init__(answers)
        self.plan, self.today, self.accept_new = plan, today, accept_new
        self.known = spellings_of_units(plan)
        self.new_units: dict[str, None] = {}

    # --- units

    def units(self, cell: Cell) -> tuple[str | None, tuple[str, ...]]:
        """Return the unit that a cell says leads, and the others; those that are unknown are asked for."""
        if is_blank_mark(cell.text) or re.fullmatch("待定|待明确|tbd", fold(cell.text).casefold()):
            return None, ()
        if len(cell.text) > MOST_OF_UNITS:
            self.remark("units", cell)
            return None, ()
        found = read_units(cell.text, self.known)
        lead = self._unit(cell, found.lead) if found.lead else None
        others = (self._unit(cell, name) for name in found.others)
        return lead, tuple(dict.fromkeys(name for name in others if name and name != lead))

    def lead(self, cell: Cell, *, is_first: bool) -> tuple[str | None, tuple[str, ...]]:
        """Return the unit that leads by a cell of leads, and those beside it, which support it.

        Of several the first leads if ``is_first``; otherwise somebody has to say which.
        """
        lead, others = self.units(cell)
        if lead or not others:
            return lead, others
        if len(others) == 1 or is_first:
            return others[0], others[1:]
        told = self.known.get(folded_unit(self.answers.get(one_line(cell.text)) or ""))
        if told in others:
            return told, tuple(name for name in others if name != told)
        self.ask("lead", cell, one_line(cell.text), others)
        return None, ()

    def _unit(self, cell: Cell, name: str) -> str | None:
        spelling = folded_unit(name)
        if spelling in self.known:
            return self.known[spelling]
        told = self.answers.get(one_line(name))
        if told and told != NEW and folded_unit(told) in self.known:
            return self.known[folded_unit(told)]
        if is_collective(name):
            return one_line(name)
        if told == NEW or self.accept_new:
            name = one_line(name)
            self.new_units[name] = None
            self.known[spelling] = name
            return name
        name = one_line(name)
        asked = self._asked.get(("unit", cell.sheet, name))  # finding the nearest takes its time
        self.ask("unit", cell, name, asked.choices if asked else (*nearest_units(self.plan, name), NEW))
        return None

    # --- days

    def term(self, cell: Cell) -> Term | None:
        """Return what a deadline says, ``None`` if that is nothing, or nothing certain."""
        if day := day_of(cell):
            return Term(due=day)
        if is_blank_mark(cell.text):
            return None
        text = one_line(cell.text)
        told = self.answers.get(text)
        if told == "-":
            return None
        found = (self._terms(told, None) if told else ()) or self._terms(text, cell.value)
        if not found:
            self.remark("due", cell)
        elif len(found) > 1:
            self.ask("due", cell, text, [str(term) for term in found])
        elif found[0].rest:
            self.remark("rest", cell)
        return found[0] if len(found) == 1 else None

    def _terms(self, text: str, value: object) -> tuple[Term, ...]:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if (is_number or re.fullmatch("[0-9]{5}", text)) and (day := serial_day(text)):
            return (Term(due=day),)
        if is_number:
            return tuple(Term(due=day) for day in days_typed(text, self.plan.year))
        try:
            return read_terms(text, today=self.today, year=self.plan.year, begins=self.plan.adopted)
        except BadDateError:
            return ()

    def start(self, cell: Cell) -> date | None:
        """Return the day on which work is to begin: the first of a period."""
        if (day := day_of(cell) or serial_day(cell.text)) or is_blank_mark(cell.text):
            return day
        try:
            found = period((self.answers.get(one_line(cell.text)) or cell.text).strip(), self.plan.year)
        except (ValueError, OverflowError):
            found = None
        if found is None:
            self.remark("start", cell)
        return found[0] if found else None

    # --- states and quantities

    def status(self, cell: Cell) -> Status | bool | None:
        """Return the state that a cell names, ``True`` if it says that the item has no end, ``None`` if nothing."""
        text = re.sub("[√✓✔☑×✗✘]", "", cell.text).strip()
        if is_blank_mark(text):
            if text != cell.text.strip():
                self.remark("status", cell)
            return None
        text = self.answers.get(one_line(cell.text)) or text
        try:
            return status_named(text)
        except UnknownStatusError:
            self.remark("status", cell)
            return None

    def target(self, cell: Cell, measure: Cell | None, old: Target | None) -> Target | None:
        """Return the quantity to be reached, in the unit of its cell or of the one beside it."""
        if is_blank_mark(cell.text):
            return None
        try:
            goal, unit = parse_quantity(cell.text)
            return AskedTarget(goal, unit or (text_of(measure) if measure else None)).over(old)
        except (BadNumberError, BadTargetError, SameLevelError):
            self.remark("target", cell)
            return None

    def reading(self, cell: Cell, target: Target | None) -> Number | None:
        """Return the quantity reached: a number, one with the unit of ``target``, or the first of ``36/100``."""
        if is_blank_mark(cell.text):
            return None
        text = fold(self.answers.get(one_line(cell.text)) or cell.text)
        is_percent = target is not None and target.unit in {"%", "％"}
        if is_percent and isinstance(cell.value, float) and 0 < cell.value < 1 and text == str(cell.value):
            self.ask("reading", cell, text, (text, f"{cell.value * 100:.15g}"))
            return None
        if target and (share := re.fullmatch(r"([0-9.,]+)\s*/\s*([0-9.,]+)(\D*)", text)):
            text = share[1] + share[3] if share[2] == f"{target.goal:.15g}" else ""
        try:
            number, unit = parse_quantity(text)
        except BadNumberError:
            number, unit = None, None
        if number is None or (unit and (target is None or fold(target.unit or "") != unit)):
            self.remark("reading", cell)
            return None
        return number

    def amount(self, cell: Cell) -> Number | None:
        """Return a number above zero."""
        if is_blank_mark(cell.text):
            return None
        try:
            number = parse_number(cell.text)
        except BadNumberError:
            number = 0
        if number <= 0:
            self.remark("points", cell)
            return None
        return number

    # --- titles

    def title(self, cell: Cell) -> str:
        """Return a title on one line; that several numbered ones stand in a cell is told."""
        if len(re.findall(r"(?m)^\s*(?:[(（]?[0-9]{1,2}[)）.．、]|[①-⑳])", cell.text)) > 1:
            self.remark("several", cell)
        return joined(cell.text)
