"""The sheets of ledgers and returns, before they are spelled in a format."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from every_kind import extract_of, plan_of_every_kind, with_task
from make import make_day, make_plan
from years import example

from planctl.exchange import base
from planctl.exchange.columns import COLUMNS
from planctl.exchange.sheets import LedgerBook, LedgerSheet, book_of
from planctl.plan import counts, progress
from planctl.plan.units import with_canonical_units
from planctl.words.i18n import Translator

ZH = Translator("zh")
PLAN = plan_of_every_kind()


@pytest.fixture(scope="module")
def ledger() -> LedgerBook:
    return book_of(extract_of(PLAN), ZH)


def named(book: LedgerBook, name: str) -> LedgerSheet:
    return next(sheet for sheet in book.sheets if sheet.name == name)


def labels(sheet: LedgerSheet) -> list[str]:
    return [head.label for head in sheet.heads]


def test_a_ledger_has_a_sheet_for_each_kind_of_items_for_nodes_and_for_progress(ledger: LedgerBook) -> None:
    assert [sheet.name for sheet in ledger.sheets] == ["台账", "问题清单", "指标", "时间节点", "进度"]


def test_what_there_is_none_of_has_no_sheet() -> None:
    plan = with_task(replace(PLAN, inspections=(), standards=()), nodes=())
    assert [sheet.name for sheet in book_of(extract_of(plan), ZH).sheets] == ["台账", "进度"]


def test_an_empty_plan_has_an_empty_ledger() -> None:
    (sheet,) = book_of(extract_of(make_plan([])), ZH).sheets
    assert (sheet.name, sheet.lines) == ("台账", ())
    assert "具体举措" in labels(sheet)


def test_items_stand_under_the_headings_of_their_groups(ledger: LedgerBook) -> None:
    lines = named(ledger, "台账").lines
    assert [line.heading or line.id for line in lines] == [
        "1　突出协同化（3 项）",
        "1.1",
        "1.2",
        "1.10",
        "2　重点2（1 项）",
        "2.1",
    ]


def test_columns_that_nobody_fills_are_left_out(ledger: LedgerBook) -> None:
    assert {"责任人", "目标", "完成数", "需协调事项"} <= set(labels(named(ledger, "台账")))
    plan = with_task(PLAN, owner=None, target=None, reading=None, log=())
    bare = labels(book_of(extract_of(plan), ZH).sheets[0])
    assert {"责任人", "目标", "完成数", "需协调事项"} & set(bare) == set()


def test_states_have_colours_beside_their_words(ledger: LedgerBook) -> None:
    sheet = named(ledger, "台账")
    late = next(line for line in sheet.lines if line.id == "2.1")
    place = labels(sheet).index("进度评价")
    assert (late.cells[place], dict(late.tones)[place]) == ("逾期 61 天", "bad")


def test_the_numbers_of_the_progress_sheet_are_those_of_progress() -> None:
    plan = with_canonical_units(example())
    day = make_day("2020-12-05")
    extract = extract_of(plan, on="2020-12-05")
    rows = progress.standings(plan, day)
    sheet = named(book_of(extract, ZH), "进度")
    groups = counts.groups(plan, rows, counts.By.PRIORITY)
    for line, group in zip(sheet.lines[1:], groups, strict=False):
        done = labels(sheet).index("已完成")
        assert line.cells[:2] == (group.title, group.total)
        assert line.cells[done] == len(group.done)
        assert line.cells[-1] == round((group.percent or 0) / 100, 3)
    assert sheet.lines[-1].cells[1] == counts.total(rows).total


def test_each_unit_has_a_sheet_of_what_it_leads_and_then_of_what_it_supports() -> None:
    book = book_of(extract_of(PLAN, "省司法厅", "省信访局"), ZH)
    assert [sheet.name for sheet in book.sheets] == ["省司法厅", "问题清单 省司法厅", "省信访局"]
    lines = [line.heading or (line.id, line.is_open) for line in book.sheets[2].lines]
    assert lines == [
        "1　突出协同化（1 项）",
        ("1.2", True),
        "1　突出协同化（配合 1 项，仅供参考）",
        ("1.1", False),
    ]


def test_what_is_closed_is_not_to_be_filled_in_nor_closed_by_a_unit() -> None:
    sheet = book_of(extract_of(PLAN, "省司法厅"), ZH).sheets[0]
    assert {line.id: line.is_open for line in sheet.lines if line.id} == {"1.1": True, "1.10": False, "1.2": False}
    status = next(head for head in sheet.heads if head.label == "完成情况")
    assert status.choices
    assert status.choices.values == ("未启动", "推进中", "受阻", "待验收")


def test_a_return_always_asks_for_help_wanted() -> None:
    plan = with_task(PLAN, log=())
    assert "需协调事项" in labels(book_of(extract_of(plan, "省司法厅"), ZH).sheets[0])


def test_a_unit_without_anything_has_an_empty_sheet() -> None:
    (sheet,) = book_of(extract_of(PLAN, "省统计局"), ZH).sheets
    assert (sheet.name, sheet.lines) == ("省统计局", ())


@pytest.mark.parametrize("units", [(), ("省司法厅",)])
def test_a_workbook_remembers_each_row_and_the_day(units: tuple[str, ...]) -> None:
    extract = extract_of(PLAN, *units)
    book = book_of(extract, ZH)
    sheets = {"sheet 时间节点", "sheet 进度"}
    assert {name for name in book.base.facts if name.startswith("sheet ")} == (set() if units else sheets)
    assert {name: value for name, value in book.base.facts.items() if name not in sheets} == {
        "planctl": "1",
        "kind": "return" if units else "ledger",
        "year": "2020",
        "title": "2020年安排",
        "day": "2020-07-01",
        "language": "zh",
        "units": "\n".join(units),
    }
    shown = [(sheet.name, line.id) for sheet in book.sheets for line in sheet.lines if line.id]
    assert [(row.sheet, row.id) for row in book.base.rows] == [item for item in shown if item[0] != "时间节点"]
    first = book.base.rows[0]
    assert first.digest == base.digest(extract.rows[0].task)
    assert (first.cells["due"], first.cells["reading"], first.cells["note"]) == ("2020-12-31", "36", "新建36个")
    assert "grade" not in first.cells


def test_names_of_sheets_are_such_as_programs_take() -> None:
    long = "省" * 40
    units = ("a/b:c*[d]?", long, f"{long}局", "History", "'引号'", "_lists", "??")
    plan = with_task(PLAN, lead=units[0], support=units[1:])
    names = [sheet.name for sheet in book_of(extract_of(plan, *units), ZH).sheets]
    assert names == ["a b c  d", "省" * 31, f"{'省' * 29} 2", "History 2", "引号", "_lists 2", "ledger"]


def test_a_day_of_another_year_is_written_out() -> None:
    sheet = named(book_of(extract_of(with_task(PLAN, due=date(2021, 3, 31))), ZH), "台账")
    assert sheet.lines[1].cells[labels(sheet).index("完成时限")] == date(2021, 3, 31)
    assert COLUMNS["due"].label("task", ZH) == "完成时限"
