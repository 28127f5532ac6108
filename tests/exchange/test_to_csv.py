"""The CSV file as programs find it."""

from __future__ import annotations

import csv
import io

from every_kind import extract_of, plan_of_every_kind

from planctl.exchange import records
from planctl.exchange.to_csv import render
from planctl.toml.schema import to_table
from planctl.words.i18n import Translator

ZH = Translator("zh")
PLAN = plan_of_every_kind()


def test_excel_sees_that_it_is_utf_8_and_other_programs_find_the_rows() -> None:
    content = render(extract_of(PLAN), ZH)
    assert content.startswith("\ufeff类别,所属组,编号".encode())
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert header == records.header(ZH)
    assert records.table_of(rows, ZH) == to_table(PLAN)


def test_lines_end_as_the_standard_has_it_and_lists_have_a_line_each() -> None:
    content = render(extract_of(PLAN), ZH)
    assert content.count(b"\r\n") == 1 + 1 + len(list(PLAN.groups)) + len(list(PLAN.items))
    assert '"省信访局\n省工商联"'.encode() in content


def test_no_cell_is_a_formula() -> None:
    rows = csv.reader(io.StringIO(render(extract_of(PLAN), ZH).decode("utf-8-sig"), newline=""))
    assert [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@"}] == []
