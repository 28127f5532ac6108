"""The columns of a ledger, each declared once: what it is called, what it holds, and who may fill it in.

A ledger is what offices keep as a table: an item a row, under the heading of its group. Its columns are called
``ledger.<key>`` in the catalogues, or ``ledger.<kind>.<key>`` where items of a kind have a word of their own for it.

Whoever reads a ledger back finds here what a column ``holds``, and with ``spelled`` what stood in its cell: a cell that
still says that says nothing new. The key of what can be read back is that of the field in ``planctl.plan.model``, which
declares what it takes. Names of units and documents stand a line each.
"""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from planctl.plan.model import Finding, Indicator, Task
from planctl.plan.nodes import NodeState, state_on
from planctl.plan.target import Number
from planctl.words.plan_words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planctl.plan.model import Plan
    from planctl.plan.node import Node
    from planctl.plan.progress import Standing
    from planctl.words.i18n import Translator

#: So long may the text in a cell of a spreadsheet be.
LONGEST_TEXT = 32_767
#: What may stand in a cell; the empty text is an empty cell.
CellValue = str | Number | date


class Holds(Enum):
    """What a column shows, and so what becomes of a cell that was changed."""

    ITEM = auto()  # a field of the item, which is changed with it
    REPORT = auto()  # what was last reported of the item: another text is a new report
    FIXED = auto()  # what is known of the item, and changed elsewhere
    NOTHING = auto()  # worked out, so that there is nothing to read back


class Teller(NamedTuple):
    """What a cell is spelled with: the words for the plan, and the titles of its groups by their ids."""

    words: Words
    groups: Mapping[str, str]

    @classmethod
    def of(cls, t: Translator, plan: Plan) -> Teller:
        """Return what the cells of ``plan`` are spelled with in the language of ``t``."""
        words = Words.of(t, plan)
        return cls(words, {group.id: words.title(group) for group in plan.groups})


def _always(_row: Standing, _cell: CellValue, _returning: bool) -> bool:  # noqa: FBT001 - one of a family
    return True


class LedgerColumn(NamedTuple):
    """A column: what it ``holds``, what stands in its cell for an item, and how wide it is.

    ``width`` counts Latin characters; a Han character takes two. The column is there if it ``is_needed`` for one of the
    rows, because of what is in its cell, or as the sheet is to be returned.
    """

    key: str
    holds: Holds
    cell: Callable[[Standing, Teller], CellValue]
    width: float
    is_needed: Callable[[Standing, CellValue, bool], bool] = _always

    @property
    def filled(self) -> bool:
        """Whether a unit may fill it in."""
        return self.holds is Holds.REPORT

    def label(self, kind: str, t: Translator) -> str:
        """Return what the column is called in a ledger of items of ``kind``."""
        own = f"ledger.{kind}.{self.key}"
        return t(own if t.has(own) else f"ledger.{self.key}")


def spelled(value: CellValue) -> str:
    """Return ``value`` as text: what a cell says, be it a day, a number or text."""
    return value.isoformat() if isinstance(value, date) else str(value)


def length_in_cell(text: str) -> int:
    """Return how long ``text`` is to a spreadsheet, which counts the units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# --- what stands in the cells ----------------------------------------------------------------------------------------


def _lines(texts: tuple[str, ...]) -> str:
    return "\n".join(texts)


def _note(row: Standing, teller: Teller) -> str:
    """Return what was last noted, which a later record without a note does not settle."""
    entry = next((entry for entry in reversed(row.task.log) if entry.note or entry.note_en), None)
    if entry is None:
        return ""
    return (entry.note_en if teller.words.t.language == "en" else None) or entry.note or ""


def _due(row: Standing, teller: Teller) -> CellValue:
    """Return the deadline; of a duty, which has none, that it goes on, and how often it is reported on."""
    if row.deadline:
        return row.deadline
    t, every = teller.words.t, row.task.every
    return t("ledger.duty_every", every=t(f"every.{every}")) if every else t("ledger.duty")


def _reading(row: Standing, _: Teller) -> CellValue:
    return "" if row.reading is None else row.reading


def _nodes(row: Standing, teller: Teller, quarter: int = 0) -> str:
    """Return the nodes of an item, or those in one quarter of the plan's year, a line each."""
    year, nodes = teller.words.year, row.task.nodes
    if quarter:
        nodes = tuple(node for node in nodes if node.due.year == year and (node.due.month + 2) // 3 == quarter)
    return _lines(tuple(_node(node, row, teller.words) for node in nodes))


def _nodes_of_other_years(row: Standing, teller: Teller) -> str:
    year = teller.words.year
    return _lines(tuple(_node(node, row, teller.words) for node in row.task.nodes if node.due.year != year))


def _node(node: Node, row: Standing, words: Words) -> str:
    state = state_on(node, row.day)
    on = words.day(node.done).text if node.done else ""
    said = words.t("node.met", on=on) if state is NodeState.MET else words.t(f"node.{state}")
    return words.t("ledger.node", due=words.day(node.due).text, goal=node.goal, state=said)


def _if_said(_row: Standing, cell: CellValue, _returning: bool) -> bool:  # noqa: FBT001 - called by place, as every rule of a column
    return cell != ""


def _if_asked(_row: Standing, cell: CellValue, returning: bool) -> bool:  # noqa: FBT001 - as above
    return returning or cell != ""


def _if_measured(row: Standing, cell: CellValue, _returning: bool) -> bool:  # noqa: FBT001 - called by place, as every rule of a column
    return cell != "" or row.task.target is not None or getattr(row.task, "points", None) is not None


_ITEM, _REPORT, _FIXED, _NOTHING = Holds.ITEM, Holds.REPORT, Holds.FIXED, Holds.NOTHING
_ALL = (
    LedgerColumn("id", _FIXED, lambda row, _: row.task.id, 7),
    LedgerColumn("group", _FIXED, lambda row, teller: teller.groups[row.group], 11),
    LedgerColumn("path", _FIXED, lambda row, _: " / ".join(getattr(row.task, "path", ())), 18),
    LedgerColumn("area", _FIXED, lambda row, _: getattr(row.task, "area", None) or "", 10, is_needed=_if_said),
    LedgerColumn("title", _ITEM, lambda row, teller: teller.words.title(row.task), 24),
    LedgerColumn("about", _FIXED, lambda row, _: _lines(row.about), 8, is_needed=_if_said),
    LedgerColumn("nodes", _FIXED, _nodes, 24, is_needed=_if_said),
    LedgerColumn("weight", _NOTHING, lambda row, teller: teller.words.weight(row.task).text, 8),
    LedgerColumn("lead", _ITEM, lambda row, teller: teller.words.unit(row.task.lead), 12),
    LedgerColumn("support", _ITEM, lambda row, teller: _lines(tuple(map(teller.words.unit, row.task.support))), 13),
    LedgerColumn("owner", _ITEM, lambda row, _: row.task.owner or "", 7.5, is_needed=_if_said),
    LedgerColumn("due", _ITEM, _due, 11),
    LedgerColumn(
        "target",
        _ITEM,
        lambda row, teller: teller.words.target(row.task.target) if row.task.target else "",
        12,
        is_needed=_if_said,
    ),
    LedgerColumn("reading", _REPORT, _reading, 7.5, is_needed=_if_measured),
    LedgerColumn("note", _REPORT, _note, 24),
    LedgerColumn("problem", _REPORT, lambda row, _: row.problem or "", 15),
    LedgerColumn("next", _REPORT, lambda row, _: row.next or "", 15),
    LedgerColumn("help", _REPORT, lambda row, _: row.help or "", 13, is_needed=_if_asked),
    LedgerColumn("status", _REPORT, lambda row, teller: teller.words.status(row).text, 8.5),
    LedgerColumn("grade", _NOTHING, lambda row, teller: teller.words.grade(row).text, 10),
    LedgerColumn("evidence", _REPORT, lambda row, _: _lines(row.task.evidence), 16),
    LedgerColumn("quarter1", _FIXED, lambda row, teller: _nodes(row, teller, 1), 24),
    LedgerColumn("quarter2", _FIXED, lambda row, teller: _nodes(row, teller, 2), 24),
    LedgerColumn("quarter3", _FIXED, lambda row, teller: _nodes(row, teller, 3), 24),
    LedgerColumn("quarter4", _FIXED, lambda row, teller: _nodes(row, teller, 4), 24),
    LedgerColumn("other_year", _FIXED, _nodes_of_other_years, 24, is_needed=_if_said),
)
#: Every column by its key.
COLUMNS: dict[str, LedgerColumn] = {column.key: column for column in _ALL}
#: What is reported of an item.
REPORTED = tuple(column.key for column in _ALL if column.holds is Holds.REPORT)
_WHO = ("lead", "support", "owner", "due")
_HOW = ("reading", "note", "problem", "next", "help", "status", "grade", "evidence")
#: The columns of a ledger, by the kind of its items.
LEDGERS: dict[str, tuple[str, ...]] = {
    Task.kind: ("id", "group", "title", *_WHO, "target", *_HOW),
    Finding.kind: ("id", "group", "area", "title", "about", "nodes", *_WHO, *_HOW),
    Indicator.kind: ("id", "group", "path", "title", "about", "weight", *_WHO, *_HOW),
}
#: The columns of the sheet that has the nodes of tasks by quarter.
NODE_COLUMNS = ("id", "title", "lead", "quarter1", "quarter2", "quarter3", "quarter4", "other_year")
