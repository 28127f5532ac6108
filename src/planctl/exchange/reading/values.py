"""What a cell says by itself, whatever stands in the plan: nothing at all, lines, days, states."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from planctl.plan.dates import period
from planctl.plan.model import GROUPS, LANGUAGES, Status
from planctl.plan.spelling import clean_text, essence, fold
from planctl.plan.status_words import DutyNoStatusError, parse_status
from planctl.words.i18n import Translator
from planctl.words.plan_words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.exchange.reading.heard import Cell

#: The numbers by which spreadsheets count days, from 1955 to 2119, and the day before their first.
_SERIALS, _ZERO = range(20_000, 80_000), date(1899, 12, 30)

# --- texts ------------------------------------------------------------------------------------------------------------


def one_line(text: str) -> str:
    """Return ``text`` as it is asked about and remembered: on one line."""
    return " ".join(clean_text(text).split())


def is_blank_mark(text: str) -> bool:
    """Whether a cell says that there is nothing to say: a dash, a slash, 无."""
    return re.fullmatch(r"[-—–―/\\\s]*|无|暂无|n/?a|none", fold(text).casefold()) is not None


def joined(text: str) -> str:
    """Return lines as one: between Han characters nothing stands for the break, otherwise a blank."""
    return " ".join(
        re.sub(r"(?<=[\u2e80-\u9fff，。；、：）])\s*\n\s*(?=[\u2e80-\u9fff（])", "", clean_text(text)).split()
    )


def text_of(cell: Cell) -> str | None:
    """Return the text of ``cell``, ``None`` if it says that there is none."""
    return None if is_blank_mark(cell.text) else cell.text


def texts_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return the names in ``cells``, a line or a semicolon apart; titles of documents have commas in them."""
    parts = (part.strip() for cell in cells for part in re.split("[\n;；]", cell.text))
    return tuple(dict.fromkeys(part for part in parts if not is_blank_mark(part)))


# --- days -------------------------------------------------------------------------------------------------------------


def day_of(cell: Cell) -> date | None:
    """Return the day that a cell holds as one."""
    if isinstance(cell.value, datetime):
        return cell.value.date()
    return cell.value if isinstance(cell.value, date) else None


def serial_day(text: str) -> date | None:
    """Return the day that a spreadsheet means by a number, ``None`` if it means none."""
    if not re.fullmatch(r"[0-9]{5}(?:\.0*)?", text.strip()):
        return None
    number = int(float(text))
    return _ZERO + timedelta(days=number) if number in _SERIALS else None


def days_typed(number: str, year: int) -> tuple[date, ...]:
    """Return the days of ``year`` that a number was typed as, such as 6.3, of which a last zero may be gone: 6.30."""
    if not re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}", number):
        return ()
    spellings = (number, f"{number}0") if len(number.partition(".")[2]) == 1 else (number,)
    days = []
    for spelling in spellings:
        try:
            found = period(spelling, year)
        except ValueError:
            continue
        days += [found[1]] if found else []
    return tuple(days)


def end_of_quarter(number: int, year: int) -> date:
    """Return the last day of a quarter."""
    found = period(f"q{number}", year)
    assert found is not None, "every year has four quarters"
    return found[1]


# --- states -----------------------------------------------------------------------------------------------------------


def status_named(text: str) -> Status | bool:
    """Return the state that ``text`` names, ``True`` if it says that there is no end; raises ``UnknownStatusError``."""
    if (status := _labels().get(essence(text))) is not None:
        return status
    try:
        return parse_status(text)
    except DutyNoStatusError:
        return True


@cache
def _labels() -> dict[str, Status]:
    """Return the states by what this program itself calls them of items of every kind, in every language."""
    kinds = [group.item_type().kind for group in GROUPS]
    words = [Words(Translator(language), kind=kind) for language in LANGUAGES for kind in kinds]
    return {essence(word.status_name(status)): status for word in words for status in Status}
