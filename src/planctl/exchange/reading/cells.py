"""What the cells of a ledger mean to a plan: units, deadlines, states, quantities, texts.

A ``CellReader`` keeps what nobody but a person can answer as questions, and what it could not use as remarks; what it
returns is certain. Answers that people gave before are looked up by what stands in the cell.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from planctl.exchange.reading.heads import Question
from planctl.exchange.reading.rows import Cell, Remark
from planctl.exchange.reading.unit_cells import is_collective, read_units
from planctl.plan.dates import BadDateError, period
from planctl.plan.model import GROUPS, LANGUAGES, Status
from planctl.plan.numbers import BadNumberError, parse_number, parse_quantity
from planctl.plan.spelling import clean_text, essence, fold
from planctl.plan.status_words import DutyNoStatusError, UnknownStatusError, parse_status
from planctl.plan.targets import AskedTarget, BadTargetError, SameLevelError
from planctl.plan.terms import Term, read_terms
from planctl.plan.units import folded_unit, nearest_units, spellings_of_units
from planctl.words.i18n import Translator
from planctl.words.plan_words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planctl.plan.model import Plan
    from planctl.plan.target import Number, Target

#: What registers a unit that the plan does not know, and what makes a new item of one that resembles another.
NEW = "new"
#: No list of units is longer.
MOST_OF_UNITS = 2_000
#: The numbers by which spreadsheets count days, from 1955 to 2119, and the day before their first.
_SERIALS, _ZERO = range(20_000, 80_000), date(1899, 12, 30)


def one_line(text: str) -> str:
    """Return ``text`` as it is asked about and remembered: on one line."""
    return " ".join(clean_text(text).split())


def is_blank_mark(text: str) -> bool:
    """Whether a cell says that there is nothing to say: a dash, a slash, 无."""
    return re.fullmatch(r"[-—–―/\\\s]*|无|暂无|n/?a|none", fold(text).casefold()) is not None


class Answers:
    """What people said that texts mean; what was looked up is ``used``."""

    def __init__(self, said: Mapping[str, str]) -> None:
        """Nothing is used yet."""
        self.said, self.used = said, set[str]()

    def get(self, text: str) -> str | None:
        """Return what ``text`` means, and note that it was asked for."""
        if text in self.said:
            self.used.add(text)
        return self.said.get(text)


class CellReader:
    """Reads cells for one plan."""

    def __init__(self, plan: Plan, today: date, answers: Mapping[str, str], *, accept_new: bool) -> None:
        """Take days without a year for the plan's; ``accept_new`` registers the units that it does not know."""
        self.plan, self.today, self.accept_new = plan, today, accept_new
        self.answers = Answers({one_line(text): answer for text, answer in answers.items()})
        self.known = spellings_of_units(plan)
        self.new_units: dict[str, None] = {}
        self.remarks: list[Remark] = []
        self._asked: dict[tuple[str, str, str], Question] = {}

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that came up, each once with all of its cells."""
        return tuple(self._asked.values())

    def ask(self, code: str, cell: Cell, text: str, choices: Sequence[str]) -> None:
        """Keep a question about ``text``, which stands in ``cell``."""
        key = code, cell.sheet, text
        cells = self._asked[key].cells if key in self._asked else ()
        known = dict.fromkeys((*cells, cell.at))
        self._asked[key] = Question(code, cell.sheet, tuple(known), text, tuple(choices))

    def remark(self, code: str, cell: Cell, text: str | None = None) -> None:
        """Keep that something in ``cell`` was not taken."""
        self.remarks.append(Remark(code, cell.sheet, (cell.at,), one_line(cell.text if text is None else text)))

    def text(self, cell: Cell) -> str | None:
        """Return the text of ``cell``, ``None`` if it says that there is none."""
        return None if is_blank_mark(cell.text) else cell.text

    def texts(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        """Return the names in ``cells``, a line or a semicolon apart; titles of documents have commas in them."""
        parts = (part.strip() for cell in cells for part in re.split("[\n;；]", cell.text))
        return tuple(dict.fromkeys(part for part in parts if not is_blank_mark(part)))

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
        if ("unit", cell.sheet, one_line(name)) not in self._asked:  # finding the nearest takes its time
            self.ask("unit", cell, one_line(name), (*nearest_units(self.plan, name), NEW))
        else:
            self.ask("unit", cell, one_line(name), self._asked["unit", cell.sheet, one_line(name)].choices)
        return None

    # --- days

    def term(self, cell: Cell) -> Term | None:
        """Return what a deadline says, ``None`` if that is nothing, or nothing certain."""
        if isinstance(cell.value, (date, datetime)):
            return Term(due=cell.value.date() if isinstance(cell.value, datetime) else cell.value)
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
        if (is_number or re.fullmatch("[0-9]{5}", text)) and (day := _serial(text)):
            return (Term(due=day),)
        if is_number:
            return self._numbered(text)
        try:
            return read_terms(text, today=self.today, year=self.plan.year, begins=self.plan.adopted)
        except BadDateError:
            return ()

    def _numbered(self, text: str) -> tuple[Term, ...]:
        """Return the days that a number such as 6.3 was typed as: a zero at its end is lost, so it may be 6.30."""
        if not re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}", text):
            return ()
        spellings = (text, f"{text}0") if len(text.partition(".")[2]) == 1 else (text,)
        days = []
        for spelling in spellings:
            try:
                found = period(spelling, self.plan.year)
            except ValueError:
                continue
            days += [Term(due=found[1])] if found else []
        return tuple(days)

    def start(self, cell: Cell) -> date | None:
        """Return the day on which work is to begin: the first of a period."""
        if isinstance(cell.value, (date, datetime)):
            return cell.value.date() if isinstance(cell.value, datetime) else cell.value
        if is_blank_mark(cell.text):
            return None
        if (day := _serial(cell.text)) is not None:
            return day
        try:
            found = period((self.answers.get(one_line(cell.text)) or cell.text).strip(), self.plan.year)
        except (ValueError, OverflowError):
            found = None
        if found is None:
            self.remark("start", cell)
        return found[0] if found else None

    def quarter(self, name: str) -> date:
        """Return the last day of a quarter of the plan's year, called ``q1`` to ``q4``."""
        found = period(name, self.plan.year)
        assert found is not None, "every year has four quarters"
        return found[1]

    # --- states and quantities

    def status(self, cell: Cell) -> Status | bool | None:
        """Return the state that a cell names, ``True`` if it says that the item has no end, ``None`` if nothing."""
        text = re.sub("[√✓✔☑×✗✘]", "", cell.text).strip()
        if is_blank_mark(text):
            if text != cell.text.strip():
                self.remark("status", cell)
            return None
        text = self.answers.get(one_line(cell.text)) or text
        if (label := _labels().get(essence(text))) is not None:
            return label
        try:
            return parse_status(text)
        except DutyNoStatusError:
            return True
        except UnknownStatusError:
            self.remark("status", cell)
            return None

    def target(self, cell: Cell, measure: Cell | None, old: Target | None) -> Target | None:
        """Return the quantity to be reached, in the unit of its cell or of the one beside it."""
        if is_blank_mark(cell.text):
            return None
        try:
            goal, unit = parse_quantity(cell.text)
            return AskedTarget(goal, unit or (self.text(measure) if measure else None)).over(old)
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


@cache
def _labels() -> dict[str, Status]:
    """Return the states by what this program itself calls them of items of every kind, in every language."""
    kinds = [group.item_type().kind for group in GROUPS]
    words = [Words(Translator(language), kind=kind) for language in LANGUAGES for kind in kinds]
    return {essence(word.status_name(status)): status for word in words for status in Status}


def joined(text: str) -> str:
    """Return lines as one: between Han characters nothing stands for the break, otherwise a blank."""
    return " ".join(
        re.sub(r"(?<=[\u2e80-\u9fff，。；、：）])\s*\n\s*(?=[\u2e80-\u9fff（])", "", clean_text(text)).split()
    )


def _serial(text: str) -> date | None:
    """Return the day that a spreadsheet means by a number, ``None`` if it means none."""
    if not re.fullmatch(r"[0-9]{5}(?:\.0*)?", text.strip()):
        return None
    number = int(float(text))
    return _ZERO + timedelta(days=number) if number in _SERIALS else None
