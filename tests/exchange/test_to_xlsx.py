"""The workbook, read by another program than the one that wrote it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from every_kind import extract_of, plan_of_every_kind, with_task
from hypothesis import given, settings
from hypothesis import strategies as st
from make import make_entry
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from years import example

from planctl.exchange import base
from planctl.exchange.columns import LONGEST_TEXT
from planctl.exchange.layout import HIGHEST, WIDEST
from planctl.exchange.sheets import book_of
from planctl.exchange.to_xlsx import TOP, TooLongForCellError, render
from planctl.plan.model import LANGUAGES, Plan
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from calc import Calc

ZH = Translator("zh")
PLAN = plan_of_every_kind()


def written(plan: Plan, *units: str, language: str = "zh") -> bytes:
    return render(extract_of(plan, *units), Translator(language))


def opened(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def rows(content: bytes, sheet: int = 0) -> list[list[Any]]:
    return opened(content).get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def part(content: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def task_row(plan: Plan, language: str = "zh") -> dict[str, Any]:
    found = rows(written(plan, language=language))
    return dict(zip(found[TOP - 1], found[TOP + 1], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_says_what_the_sheets_say(language: str) -> None:
    extract = extract_of(example(), on="2020-12-05")
    content = render(extract, Translator(language))
    for number, sheet in enumerate(book_of(extract, Translator(language)).sheets):
        found = rows(content, number)
        assert found[0][0] == sheet.title
        assert found[1][0] == sheet.subtitle
        assert found[TOP - 1] == [head.label for head in sheet.heads]
        for line, row in zip(sheet.lines, found[TOP:], strict=True):
            assert row == list(line.cells) if line.cells else row[0] == line.heading


def test_days_and_numbers_are_days_and_numbers() -> None:
    row = task_row(PLAN)
    assert (row["完成时限"], row["完成数"], row["序号"]) == (date(2020, 12, 31), 36.0, "1.1")


#: What people can have typed: everything but two code points that are no characters, which the format cannot hold.
TEXTS = st.text(st.characters(exclude_characters="\ufffe\uffff", exclude_categories=["Cs"]), min_size=1)


@given(title=TEXTS, note=TEXTS, document=TEXTS)
@settings(max_examples=40)
def test_any_text_comes_back_and_so_does_what_is_remembered_of_it(title: str, note: str, document: str) -> None:
    log = (make_entry("2020-06-30", note=note, evidence=(document,)),)
    content = written(with_task(PLAN, title=title, log=log))
    found = rows(content)
    row = dict(zip(found[TOP - 1], found[TOP + 1], strict=True))
    assert (row["具体举措"], row["进展情况"], row["佐证材料"]) == (title, note, document)
    remembered = base.read(opened(content).get_sheet_by_name(base.SHEET).to_python(skip_empty_area=False))
    assert remembered is not None
    cells = remembered.rows[0].cells
    assert (cells["title"], cells["note"], cells["evidence"]) == (title, note, document)


def test_a_day_before_those_of_the_format_is_text() -> None:
    assert task_row(with_task(PLAN, due=date(1899, 12, 31)))["完成时限"] == "1899-12-31"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", "'tis", " 两边 ", "1.10", "<b>&", "甲\n乙", "😀"])
def test_text_stays_text_and_comes_back_unchanged(text: str) -> None:
    content = written(with_task(PLAN, title=text))
    assert "<f>" not in part(content)
    assert rows(content)[TOP + 1][2] == text


@pytest.mark.parametrize("text", ["铃\x07", "_x0041_", "a\x0bb", "\x1f", "a\rb"])
def test_control_characters_are_mapped_and_come_back(text: str) -> None:
    content = written(with_task(PLAN, title=text))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        strings = package.read("xl/sharedStrings.xml")
    assert not re.search(rb"[\x00-\x08\x0b-\x1f]", strings)
    assert rows(content)[TOP + 1][2] == text


def test_what_is_no_character_does_not_break_the_file() -> None:
    content = written(
        replace(with_task(PLAN, title="甲\uffff乙\ufffe", support=("丙\uffff",)), title="丁\uffff", title_en=None)
    )
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not [name for name in package.namelist() if re.search("[\ufffe\uffff]", package.read(name).decode())]
    assert rows(content)[TOP + 1][2] == "甲\ufffd乙\ufffd"
    remembered = base.read(opened(content).get_sheet_by_name(base.SHEET).to_python(skip_empty_area=False))
    assert remembered is not None
    assert remembered.rows[0].cells["title"] == "甲\ufffd乙\ufffd"


def test_what_would_become_a_formula_when_edited_is_marked_as_text() -> None:
    assert 'quotePrefix="1"' in part(written(with_task(PLAN, title="=1+1")), "xl/styles.xml")
    assert 'quotePrefix="1"' not in part(written(with_task(PLAN, log=())), "xl/styles.xml")


def test_a_text_longer_than_a_cell_is_refused_and_one_as_long_is_not_cut() -> None:
    with pytest.raises(TooLongForCellError) as caught:
        written(with_task(PLAN, title="长" * (LONGEST_TEXT + 1)))
    assert caught.value.fields == {"id": "1.1", "column": "具体举措", "length": "32,768", "limit": "32,767"}
    assert task_row(with_task(PLAN, title="长" * LONGEST_TEXT))["具体举措"] == "长" * LONGEST_TEXT
    with pytest.raises(TooLongForCellError):
        written(replace(PLAN, title="长" * LONGEST_TEXT, title_en=None))
    with pytest.raises(TooLongForCellError):
        written(with_task(PLAN, title="😀" * (LONGEST_TEXT // 2 + 1)))


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert written(PLAN) == written(PLAN)


def test_a_sheet_is_made_to_be_looked_through() -> None:
    text = part(written(PLAN))
    assert f'xSplit="3" ySplit="{TOP}"' in text
    assert f'<autoFilter ref="A{TOP}:' in text
    assert text.count("<dataValidation ") == 2
    assert "未启动,推进中,受阻,待验收,已完成,已终止" in text
    assert text.count("<cfRule ") == 6


def test_a_sheet_is_set_up_to_be_printed() -> None:
    content = written(PLAN)
    text = part(content)
    (page,) = re.findall("<pageSetup [^>]*>", text)
    assert {'paperSize="9"', 'orientation="landscape"', 'fitToHeight="0"'} <= set(page.rstrip("/>").split())
    assert "_xlnm.Print_Titles" in part(content, "xl/workbook.xml")


def test_rows_are_as_high_as_their_text() -> None:
    text = part(written(with_task(PLAN, title="长" * 3000)))
    heights = [float(height) for height in re.findall(r'<row [^>]* ht="([0-9.]+)"', text)][TOP:]
    assert heights[1] == HIGHEST
    assert heights[-1] < HIGHEST / 5


def shown(content: bytes, text: str, column: int) -> tuple[float, float]:
    """Return how high the row is in which ``text`` stands, and how wide the column."""
    sheet = part(content)
    rows = opened(content).get_sheet_by_index(0).to_python(skip_empty_area=False)
    number = next(number for number, row in enumerate(rows, start=1) if row[column] == text)
    (height,) = re.findall(f'<row r="{number}" [^>]* ht="([0-9.]+)"', sheet)
    (wide,) = re.findall(f'<col min="{column + 1}" [^>]*width="([0-9.]+)"', sheet)
    return float(height), float(wide)


def test_a_title_longer_than_the_sheet_is_wide_goes_over_several_lines() -> None:
    content = written(replace(PLAN, title="关于改进督察考核工作的年度安排" * 10, title_en=None))
    assert re.search('<mergeCell ref="A1:[A-Z]1"/>', part(content))
    (height,) = re.findall('<row r="1" [^>]* ht="([0-9.]+)"', part(content))
    assert float(height) > 2 * 22
    assert rows(content)[0][0] == f"{'关于改进督察考核工作的年度安排' * 10}工作台账"
    assert "<mergeCell" not in part(written(PLAN))


def test_twenty_units_a_line_each_show_all() -> None:
    support = tuple(f"单位{number}" for number in range(20))
    height, _ = shown(written(with_task(PLAN, support=support)), "\n".join(support), 4)
    assert height >= 20 * 14.48  # what a line of Noto takes at ten points


def test_a_text_for_more_than_the_highest_row_gets_a_wider_column() -> None:
    short, long, longer = "短", "长" * 600, "长" * 5000
    usual = shown(written(with_task(PLAN, title=short)), short, 2)[1]
    height, wide = shown(written(with_task(PLAN, title=long)), long, 2)
    assert height < HIGHEST
    assert wide > usual
    content = written(with_task(PLAN, title=longer))
    height, wide = shown(content, longer, 2)
    assert height == HIGHEST
    assert WIDEST < wide < WIDEST + 1
    assert 'vertical="top"' in part(content, "xl/styles.xml")
    assert 'vertical="top"' not in part(written(PLAN), "xl/styles.xml")


def test_many_lines_make_no_column_wider() -> None:
    usual = shown(written(with_task(PLAN, title="短")), "短", 2)[1]
    lines = "\n".join(["行"] * 60)
    assert shown(written(with_task(PLAN, title=lines)), lines, 2) == (HIGHEST, usual)


def test_many_units_stand_in_a_list_of_their_own() -> None:
    support = tuple(f"第{number}个名称很长的单位" for number in range(40))
    content = written(with_task(PLAN, support=support))
    assert f"<formula1>{base.LISTS}!$A$1:$A$42</formula1>" in part(content)
    assert opened(content).sheets_metadata[-1].name == base.LISTS


@pytest.mark.parametrize("name", ['甲"乙', "甲,乙", " 甲"])
def test_a_name_that_would_break_a_list_is_not_written_into_one(name: str) -> None:
    content = written(with_task(PLAN, support=(name,)))
    assert f"<formula1>{base.LISTS}!$A$1:$A$3</formula1>" in part(content)
    assert name in [row[0] for row in opened(content).get_sheet_by_name(base.LISTS).to_python()]


def test_names_in_lists_are_text_whatever_they_begin_with() -> None:
    support = ("=1+1", "http://example.org/a", *(f"第{number}个名称很长的单位" for number in range(40)))
    content = written(with_task(PLAN, support=support))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/" in name]
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]
    assert "=1+1" in [row[0] for row in opened(content).get_sheet_by_name(base.LISTS).to_python()]


def test_a_unit_may_write_where_it_is_to_fill_in_and_nowhere_else() -> None:
    content = written(PLAN, "省司法厅")
    text, styles = part(content), part(content, "xl/styles.xml")
    assert "<sheetProtection " in text
    formats = styles[styles.index("<cellXfs") : styles.index("</cellXfs>")].split("<xf ")[1:]
    unlocked = {number for number, look in enumerate(formats) if 'locked="0"' in look}
    heads = rows(content)[TOP - 1]
    line = re.search(rf'<row r="{TOP + 2}".*?</row>', text)
    assert line
    looks = [int(number) for number in re.findall(r'<c r="[A-Z]+[0-9]+" s="([0-9]+)"', line[0])]
    assert [head for head, look in zip(heads, looks, strict=True) if look in unlocked] == [
        "完成数",
        "进展情况",
        "存在问题",
        "下一步打算",
        "需协调事项",
        "完成情况",
        "佐证材料",
    ]
    assert "<sheetProtection " not in part(written(PLAN))


def test_what_is_to_be_filled_in_is_light_yellow_all_of_it_and_nothing_else() -> None:
    content = written(PLAN, "省司法厅")
    styles = part(content, "xl/styles.xml")
    fills = re.findall("<fill>.*?</fill>", styles)
    yellow = f'fillId="{next(number for number, fill in enumerate(fills) if "FFFFF9E5" in fill)}"'
    formats = styles[styles.index("<cellXfs") : styles.index("</cellXfs>")].split("<xf ")[1:]
    line = re.search(rf'<row r="{TOP + 2}".*?</row>', part(content))
    assert line
    looks = [formats[int(number)] for number in re.findall(r'<c r="[A-Z]+[0-9]+" s="([0-9]+)"', line[0])]
    assert {yellow in look for look in looks} == {True, False}
    assert all((yellow in look) is ('locked="0"' in look) for look in looks)
    assert "<cfRule " not in part(content)


def test_a_number_typed_into_an_empty_cell_is_one() -> None:
    content = written(with_task(PLAN, reading=None, log=()), "省司法厅")
    styles = part(content, "xl/styles.xml")
    formats = styles[styles.index("<cellXfs") : styles.index("</cellXfs>")].split("<xf ")[1:]
    heads = rows(content)[TOP - 1]
    line = re.search(rf'<row r="{TOP + 2}".*?</row>', part(content))
    assert line
    looks = dict(zip(heads, re.findall(r' s="([0-9]+)"', line[0].partition(">")[2]), strict=True))
    (text,) = re.findall('numFmtId="([0-9]+)" formatCode="@"', styles)
    assert f'numFmtId="{text}"' in formats[int(looks["存在问题"])]
    assert 'numFmtId="0"' in formats[int(looks["完成数"])]


@pytest.mark.parametrize("units", [(), ("省司法厅", "省信访局")])
def test_what_it_remembers_is_on_a_sheet_that_nobody_sees(units: tuple[str, ...]) -> None:
    content = written(PLAN, *units)
    book = opened(content)
    assert {item.name: item.visible for item in book.sheets_metadata}[base.SHEET] is SheetVisibleEnum.VeryHidden
    found = base.read(book.get_sheet_by_name(base.SHEET).to_python(skip_empty_area=False))
    assert found is not None
    assert found.facts["kind"] == ("return" if units else "ledger")
    assert found.rows[0].cells["title"] == "新增100个品牌个人调解工作室"


def test_libreoffice_keeps_what_it_says(calc: Calc) -> None:
    content = written(PLAN, "省司法厅")
    after = calc.converted(content, "xlsx")
    assert rows(after) == rows(content)
    remembered = [
        opened(book).get_sheet_by_name(base.SHEET).to_python(skip_empty_area=False) for book in (content, after)
    ]
    assert base.read(remembered[0]) == base.read(remembered[1])
    assert "<sheetProtection " in part(after)
