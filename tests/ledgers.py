"""Ledgers as real files, and what is heard in them."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter
from make import make_day, make_plan

from planctl.exchange.reading import child
from planctl.exchange.reading.files import open_file
from planctl.exchange.reading.hearing import Terms, hear
from planctl.exchange.reading.sheet import Book, Sheet
from planctl.plan.model import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planctl.exchange.reading.heard import Heard
    from planctl.exchange.reading.sheet import Value
    from planctl.plan.model import Plan, Priority, Task

#: The units that the plans of these tests have.
UNITS = ("省司法厅", "省财政厅", "省信访局", "省政务服务和数字化局")


def workbook(
    rows: Sequence[Any],
    merges: Sequence[str] = (),
    *,
    name: str = "台账",
    more: Mapping[str, Sequence[Any]] | None = None,
) -> bytes:
    """Return an Excel file with ``rows``; what a merge such as ``A1:C1`` shows stands in its first cell."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for title, lines in {name: rows, **(more or {})}.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(lines):
            for column, value in enumerate(row):
                if isinstance(value, (date, datetime)):
                    sheet.write_datetime(number, column, value)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write(number, column, value)
        for area in merges if title == name else ():
            first = area.partition(":")[0]
            value = lines[int(first[1:]) - 1][ord(first[0]) - ord("A")]
            sheet.merge_range(area, value)
    book.close()
    return file.getvalue()


def opened(content: bytes) -> Book:
    """Return what is in a workbook of ours, read in this process, for tests that read many."""
    return Book(
        tuple(
            Sheet(found["name"], tuple(tuple(map(_value, row)) for row in found["rows"]), is_hidden=found["hidden"])
            for found in child.read(content)
        )
    )


def _value(value: Any) -> Value:
    day: Value = date.fromisoformat(value["on"]) if isinstance(value, dict) else value
    return day


def plan_with_units(*tasks: Priority | Sequence[Task], **over: Any) -> Plan:
    """Return a plan of 2020 that knows the units."""
    return make_plan(*tasks, units=tuple(map(Unit, UNITS)), **over)


def listen(
    content: bytes,
    plan: Plan | None = None,
    *,
    suffix: str = ".xlsx",
    answers: Mapping[str, str] | None = None,
    accept_new: bool = False,
) -> Heard:
    """Return what a file says of ``plan``, by default one without tasks, on 1 July 2020."""
    found = open_file(content, "文件", suffix)
    terms = Terms(make_day("2020-07-01"), answers or {}, accept_new=accept_new)
    return hear(found.book, "文件", plan or plan_with_units(), terms)
