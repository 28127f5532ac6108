"""The sheets of ``planctl.exchange.sheets`` as an Excel workbook, which LibreOffice and WPS open too.

Text is written as text, whatever it begins with; control characters are written in the escapes of the format, and text
that a cell does not take is refused. The same sheets give the same bytes.
"""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from planctl.blocks import Tone
from planctl.errors import ExitCode, PlanctlError
from planctl.exchange import base
from planctl.exchange.columns import LONGEST_TEXT, length_in_cell
from planctl.exchange.layout import HIGHEST, MOST_LINES, fitted, lines_of, row_height
from planctl.exchange.sheets import book_of

if TYPE_CHECKING:
    from planctl.exchange.columns import CellValue
    from planctl.exchange.extract import Extract
    from planctl.exchange.sheets import LedgerBook, LedgerSheet, Line
    from planctl.words.i18n import Translator

#: So long may a list of choices be that is written down with its cells.
LONGEST_LIST = 255
#: The first year of which the format has days.
FIRST_YEAR = 1900
#: So much of a title is quoted if it is too long.
BEGINNING = 20
#: The first row under title, subtitle and heads.
TOP = 3
TITLE_SIZE, TEXT_SIZE = 16, 10
_A4 = 9
_NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
_FONTS = {"zh": "SimSun", "en": "Calibri"}
_HEAD_FONTS = {"zh": "SimHei", "en": "Calibri"}
#: What the tones look like: Excel's own colours for good, neutral and bad.
_FILLS = {
    Tone.GOOD: "#C6EFCE",
    Tone.WARN: "#FFEB9C",
    Tone.BAD: "#FFC7CE",
    Tone.MUTED: "#E7E6E6",
    Tone.NORMAL: "#DDEBF7",
}
_OPEN, _HEAD, _SECTION = "#FFF9E5", "#D9E1F2", "#F2F2F2"
#: What a unit may do in a protected sheet beside writing in its cells.
_ALLOWED = {"autofilter": True, "format_columns": True, "format_rows": True}


class TooLongForCellError(PlanctlError):
    """What ``id`` has in the column ``column`` is ``length`` characters long; a cell takes ``limit``."""

    exit_code = ExitCode.IO
    key = "error.too_long_for_cell"


def render(extract: Extract, t: Translator) -> bytes:
    """Return the workbook; raises ``TooLongForCellError``."""
    file = io.BytesIO()
    book = book_of(extract, t)
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        created = datetime.combine(extract.day, time())
        workbook.set_properties({"title": book.title.translate(_NO_CHARACTERS), "created": created})
        writer = _Writer(workbook, t.language)
        for sheet in book.sheets:
            writer.add(sheet)
        writer.add_hidden(book)
    return file.getvalue()


class _Look(NamedTuple):
    """What a cell looks like, and whether it may be written in where its sheet is protected."""

    kind: str = "text"  # or "day", "number", "percent", "title", "long title", "subtitle", "head", "section"
    fill: str = ""
    unlocked: bool = False
    quoted: bool = False
    from_top: bool = False


class _Writer:
    """Writes sheets into one workbook; every look is made once."""

    def __init__(self, workbook: Any, language: str) -> None:
        self.workbook, self.language = workbook, language
        self.formats: dict[_Look, Any] = {}
        self.lists: dict[tuple[str, ...], str] = {}

    def look(self, look: _Look) -> Any:
        """Return the format of the workbook for ``look``."""
        if look not in self.formats:
            self.formats[look] = self.workbook.add_format(self._properties(look))
        return self.formats[look]

    def _properties(self, look: _Look) -> dict[str, Any]:
        is_head = look.kind in {"title", "long title", "head", "section"}
        font = (_HEAD_FONTS if is_head else _FONTS)[self.language]
        said: dict[str, Any] = {
            "font_name": font,
            "font_size": TEXT_SIZE,
            "valign": "vcenter",
            "locked": not look.unlocked,
        }
        said |= _KINDS[look.kind]
        if look.fill:
            said["bg_color"] = look.fill
        if look.quoted:
            said["quote_prefix"] = True
        if look.from_top:
            said["valign"] = "top"
        return said

    # --- a sheet

    def add(self, sheet: LedgerSheet) -> None:
        """Add ``sheet`` to the workbook."""
        for text in (sheet.title, *(line.heading for line in sheet.lines)):
            _refuse_long(text, text[:BEGINNING], sheet.name)
        sheet = fitted(sheet)
        page = self.workbook.add_worksheet(sheet.name)
        page.set_row(1, 18)
        page.set_row(TOP - 1, 30)
        self._title(page, sheet)
        _put(page, 1, 0, sheet.subtitle, self.look(_Look("subtitle", unlocked=sheet.returning)))
        for place, head in enumerate(sheet.heads):
            page.set_column(place, place, head.width)
            _put(page, TOP - 1, place, head.label, self.look(_Look("head")))
        for number, line in enumerate(sheet.lines, start=TOP):
            self._line(page, sheet, number, line)
        bottom = TOP + max(len(sheet.lines), 1) - 1
        if sheet.has_filters:
            page.autofilter(TOP - 1, 0, bottom, len(sheet.heads) - 1)
        page.ignore_errors({"number_stored_as_text": f"A{TOP + 1}:A{bottom + 1}"})
        self._choices(page, sheet, bottom)
        page.freeze_panes(TOP, sheet.frozen)
        if sheet.returning:
            page.protect("", _ALLOWED)
        _set_up(page, sheet, bottom)

    def _title(self, page: Any, sheet: LedgerSheet) -> None:
        """Write the title; one that is longer than the sheet is wide goes over several lines."""
        lines = lines_of(sheet.title, sum(head.width for head in sheet.heads) * TEXT_SIZE / TITLE_SIZE)
        page.set_row(0, min(22 * lines + 4, HIGHEST))
        look = self.look(_Look("title" if lines == 1 else "long title"))
        if lines > 1:
            page.merge_range(0, 0, 0, len(sheet.heads) - 1, "", look)
        _put(page, 0, 0, sheet.title, look)

    def _line(self, page: Any, sheet: LedgerSheet, number: int, line: Line) -> None:
        if line.heading:
            look = self.look(_Look("section", fill=_SECTION))
            page.set_row(number, 18)
            _put(page, number, 0, line.heading, look)
            for place in range(1, len(sheet.heads)):
                page.write_blank(number, place, None, look)
            return
        lines = [lines_of(value, head.width) for head, value in zip(sheet.heads, line.cells, strict=True)]
        page.set_row(number, row_height(max(lines), is_open=line.is_open))
        tones = dict(line.tones)
        for place, value in enumerate(line.cells):
            head = sheet.heads[place]
            is_open = line.is_open and head.filled
            fill = _OPEN if is_open else _FILLS[tones[place]] if place in tones else ""
            look = _Look(_kind(value, head.holds), fill, is_open, from_top=lines[place] > MOST_LINES)
            _refuse_long(value, line.id or str(line.cells[0]), head.label)
            self._cell(page, number, place, value, look)

    def _cell(self, page: Any, row: int, column: int, value: CellValue, look: _Look) -> None:
        if value == "":
            page.write_blank(row, column, None, self.look(look))
        elif isinstance(value, str):
            quoted = value[0] in "=+-@"
            _put(page, row, column, value, self.look(look._replace(quoted=quoted)))
        elif isinstance(value, date):
            if look.kind == "day":
                page.write_datetime(row, column, datetime.combine(value, time()), self.look(look))
            else:
                _put(page, row, column, value.isoformat(), self.look(look))
        else:
            page.write_number(row, column, value, self.look(look))

    def _choices(self, page: Any, sheet: LedgerSheet, bottom: int) -> None:
        """Offer what may be chosen, and let the colours follow what is, except where a colour says what is open."""
        for place, head in enumerate(sheet.heads):
            if head.choices is None:
                continue
            area = (TOP, place, bottom, place)
            said = {"validate": "list", "source": self._source(head.choices.values)}
            page.data_validation(*area, said | _REFUSALS[head.choices.strict])
            tones = () if sheet.returning else head.choices.tones
            for value, tone in zip(head.choices.values, tones, strict=False):
                look = self.workbook.add_format({"bg_color": _FILLS[tone]})
                page.conditional_format(
                    *area, {"type": "cell", "criteria": "==", "value": f'"{value}"', "format": look}
                )

    def _source(self, values: tuple[str, ...]) -> list[str] | str:
        """Return where the values of a list stand: with it if they are short, else in a column of a hidden sheet."""
        is_plain = not any(re.search('[,"]', value) or value != value.strip() for value in values)
        if is_plain and length_in_cell(",".join(values)) <= LONGEST_LIST:
            return list(values)
        place = list(self.lists).index(values) if values in self.lists else len(self.lists)
        column = xl_col_to_name(place, col_abs=True)
        return self.lists.setdefault(values, f"={base.LISTS}!{column}$1:{column}${len(values)}")

    def add_hidden(self, book: LedgerBook) -> None:
        """Add what the workbook remembers, and the lists that stand with no cell."""
        page = self.workbook.add_worksheet(base.SHEET)
        for number, line in enumerate(base.lines(book.base)):
            for place, text in enumerate(line):
                _put(page, number, place, text)
        page.very_hidden()
        if self.lists:
            page = self.workbook.add_worksheet(base.LISTS)
            for place, values in enumerate(self.lists):
                for number, text in enumerate(values):
                    _put(page, number, place, text)
            page.very_hidden()


def _put(page: Any, row: int, column: int, text: str, look: Any = None) -> None:
    """Write ``text`` as text into a cell; two code points that are no characters make a file that Excel refuses."""
    page.write_string(row, column, text.translate(_NO_CHARACTERS), look)


def _kind(value: CellValue, holds: str) -> str:
    if isinstance(value, str):
        return "text" if value else holds
    if isinstance(value, date):
        return "day" if value.year >= FIRST_YEAR else "text"
    return "percent" if holds == "percent" else "number"


def _refuse_long(value: CellValue, identifier: str, column: str) -> None:
    length = length_in_cell(value) if isinstance(value, str) else 0
    if length > LONGEST_TEXT:
        raise TooLongForCellError(id=identifier, column=column, length=f"{length:,}", limit=f"{LONGEST_TEXT:,}")


def _set_up(page: Any, sheet: LedgerSheet, bottom: int) -> None:
    """Set ``page`` up to be printed: A4 on its side, as wide as the paper, with the heads on every page."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.center_horizontally()
    page.repeat_rows(TOP - 1)
    page.print_area(0, 0, bottom, len(sheet.heads) - 1)
    page.set_footer("&C&P / &N")
    for place, head in enumerate(sheet.heads):
        if head.holds == "percent":
            page.conditional_format(TOP, place, bottom, place, _BARS)


_BORDER = {"border": 1, "border_color": "#A6A6A6"}
_TITLE = {"font_size": TITLE_SIZE, "bold": True}
_WRAPPED = _BORDER | {"text_wrap": True}
_KINDS: dict[str, dict[str, Any]] = {
    "text": _WRAPPED | {"num_format": "@"},
    "day": _BORDER | {"num_format": "yyyy-mm-dd", "align": "center"},
    "number": _BORDER | {"align": "center"},
    "percent": _BORDER | {"num_format": "0.0%", "align": "center"},
    "title": _TITLE,
    "long title": _TITLE | {"text_wrap": True},
    "subtitle": {"font_color": "#595959"},
    "head": _WRAPPED | {"bold": True, "align": "center", "bg_color": _HEAD},
    "section": {"bold": True, "bottom": 1, "top": 1, "border_color": "#A6A6A6"},
}
#: What happens where something is typed that is in no list, by whether the list is strict.
_REFUSALS: dict[bool, dict[str, Any]] = {True: {}, False: {"error_type": "information", "show_error": False}}
_BARS = {
    "type": "data_bar",
    "bar_solid": True,
    "bar_color": "#BDD7EE",
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 1,
}
