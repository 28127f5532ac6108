"""All that a file says of a plan, whatever file it is: the one function that leads from tables to statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.exchange.reading.cells import CellReader
from planctl.exchange.reading.fitting import fitting
from planctl.exchange.reading.heard import Heard, Remark
from planctl.exchange.reading.ledger import read_ledger
from planctl.exchange.reading.names import folded
from planctl.exchange.reading.returned import base_of, is_own, read_returned
from planctl.exchange.reading.returned_rows import rows_by_sheet
from planctl.exchange.reading.sheet import FileRefusedError
from planctl.exchange.reading.values import one_line
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planctl.exchange.base import Base
    from planctl.exchange.reading.sheet import Book, Sheet
    from planctl.plan.days import Day
    from planctl.plan.model import Plan


class Terms(NamedTuple):
    """On which terms a file is read: on which day, with which answers, whether units or the whole plan are new."""

    day: Day
    answers: Mapping[str, str]
    accept_new: bool = False
    is_new: bool = False


def hear(book: Book, name: str, plan: Plan, terms: Terms) -> Heard:
    """Return what the tables of a file called ``name`` say of ``plan``.

    Raises:
        FileRefusedError, FileOfOtherYearError: It cannot be read for this plan.
    """
    answers = {**plan.ledger, **terms.answers}
    reader = CellReader(plan, terms.day, answers, accept_new=terms.accept_new)
    remembered = _remembered(book.sheets, terms)
    if remembered and not terms.is_new:
        language = remembered.facts.get("language", "zh")
        heard = read_returned(book.sheets, remembered, reader, terms.day, Translator(language))
    else:
        again = _shown_again(book.sheets, remembered) if remembered else []
        sheets = [sheet for sheet in book.sheets if not is_own(sheet) and sheet.name not in again]
        heard = read_ledger(sheets, name, reader)
        heard = heard._replace(remarks=(*heard.remarks, *(Remark("not-read-back", one, ()) for one in again)))
    known = len(reader.remarks)
    said = tuple(fitting(heard.said, reader))
    told = tuple(Remark(remark, "", ()) for remark in book.remarks)
    used = reader.answers.used
    unused = tuple(
        text for text in terms.answers if used.isdisjoint((one_line(text), folded(text), text.strip().upper()))
    )
    told += tuple(Remark("unused", "", (), f"{text}={terms.answers[text]}") for text in unused)
    remarks = gathered((*heard.remarks, *reader.remarks[known:], *told))
    return heard._replace(said=said, remarks=remarks, unused=unused)


def _remembered(sheets: Sequence[Sheet], terms: Terms) -> Base | None:
    """Return what a workbook of ours remembers; a new plan can be made of one that has forgotten it."""
    try:
        return base_of(sheets)
    except FileRefusedError:
        if not terms.is_new:
            raise
        return None


def _shown_again(sheets: Sequence[Sheet], remembered: Base) -> list[str]:
    """Return the names of sheets that have items of other sheets once more, as that of the nodes does."""
    shown = [sheet for sheet in sheets if not (sheet.is_hidden or is_own(sheet))]
    ids, of_items = {row.id for row in remembered.rows}, rows_by_sheet(shown, remembered)
    others = (sheet for sheet in shown if sheet.name not in of_items)
    return [sheet.name for sheet in others if any(value in ids for row in sheet.rows for value in row)]


def gathered(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return ``remarks`` with what is said of the same text of a sheet as one, with all of its cells."""
    cells: dict[Remark, dict[str, None]] = {}
    for one in remarks:
        cells.setdefault(one._replace(cells=()), {}).update(dict.fromkeys(one.cells))
    return tuple(one._replace(cells=tuple(found)) for one, found in cells.items())
