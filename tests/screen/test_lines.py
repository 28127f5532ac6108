"""Blocks as lines of a screen, without colour."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.blocks import (
    Annex,
    Bar,
    BarChart,
    Block,
    Cell,
    ChartBar,
    Column,
    Fields,
    Formal,
    Heading,
    LineChart,
    Listing,
    Mark,
    Paragraph,
    Part,
    Piece,
    Quote,
    Rule,
    Table,
    Tone,
    Verbatim,
)
from planctl.cells import width, wrap
from planctl.screen import lines
from planctl.screen.lines import Run
from planctl.screen.page import Page

STRONG, PLACE, QUIET = (Mark.STRONG,), (Mark.PLACE,), (Mark.QUIET,)
LONG = "制定《社会主义核心价值观融入法治建设立法修法规划》，推动“七五”普法总结验收工作。"


def drawn(block: Block, size: int = 40, *, in_ascii: bool = False) -> str:
    found = lines.drawn(block, Page(size, is_ascii=in_ascii))
    return "\n".join("".join(run.text for run in line).rstrip() for line in found)


def items(*texts: str, start: int | None = None) -> Listing:
    return Listing(tuple((Paragraph(text),) for text in texts), start)


# --- running text ----------------------------------------------------------------------------------------------------


def test_marks_stay_with_their_characters_when_a_text_is_broken() -> None:
    pieces = (Piece("已完成 "), Piece("两项任务", marks=STRONG), Piece("（1.1）", marks=QUIET), Piece("。"))
    assert lines.drawn(Paragraph.of(pieces, Tone.WARN), Page(11)) == [
        [Run("已完成 ", Tone.WARN), Run("两项", Tone.WARN, STRONG)],
        [Run("任务", Tone.WARN, STRONG)],
        [Run("（1.1）", Tone.WARN, QUIET), Run("。", Tone.WARN)],
    ]


def test_what_stands_for_text_left_out_has_no_mark() -> None:
    cell = Cell("两项任务已完成", lines=1, pieces=(Piece("两项任务已完成", marks=STRONG),))
    assert lines.text(cell, Page(9), limit=1) == [[Run("两项任务", marks=STRONG), Run("…")]]


def test_a_link_says_where_it_leads() -> None:
    link = Piece("通知", address="http://x/a")
    assert drawn(Paragraph.of((Piece("见"), link, Piece("。")))) == "见通知 <http://x/a>。"
    [line] = lines.drawn(Paragraph.of((link,)), Page(40))
    assert line == [Run("通知"), Run(" <http://x/a>", marks=QUIET)]


@given(st.lists(st.text("ab 中，。（\n", min_size=1), min_size=1), st.integers(8, 30), st.integers(0, 2))
def test_marked_text_is_broken_as_any_other(texts: list[str], size: int, limit: int) -> None:
    marks = (STRONG, PLACE, QUIET, ())
    pieces = tuple(Piece(text, marks=marks[number % 4]) for number, text in enumerate(texts))
    cell = Cell("".join(texts), pieces=pieces)
    found = lines.text(cell, Page(size), limit=limit)
    assert ["".join(run.text for run in line) for line in found] == wrap(cell.text, size, lines=limit)
    if not limit:
        for mark in marks:
            of_mark = "".join(run.text for line in found for run in line if run.marks == mark)
            expected = "".join(piece.text for piece in pieces if piece.marks == mark)
            assert re.sub(r"\s", "", of_mark) == re.sub(r"\s", "", expected)


# --- other blocks ----------------------------------------------------------------------------------------------------


def test_items_hang_behind_their_marks() -> None:
    listing = Listing(((Paragraph("一二三四五六"), items("甲", "乙丙丁戊己庚")), (Paragraph("七"),)), start=9)
    assert drawn(listing, 14) == "9.  一二三四五\n    六\n    · 甲\n    · 乙丙丁戊\n      己庚\n10. 七"
    assert drawn(items("甲"), in_ascii=True) == "- 甲"


def test_items_of_several_parts_stand_apart() -> None:
    table = Table((Column("id", "编号"), Column("title", "任务", flexible=True)), (("1.1", "甲"),))
    listing = Listing(((Paragraph("甲" * 7), Paragraph("乙")), (), (table,)))
    assert drawn(listing, 14) == "· 甲甲甲甲甲甲\n  甲\n\n  乙\n\n·\n\n· 1.1\n    甲"


def test_a_quote_and_lines_as_they_are_stand_in() -> None:
    assert drawn(Quote((Paragraph("甲"), items("乙")))) == "  甲\n  · 乙"
    assert drawn(Verbatim("a\n  b\n\nc\n")) == "  a\n    b\n\n  c"


def test_an_annex_is_its_label_and_its_title() -> None:
    assert drawn(Annex("附件1", "任务表")) == "附件1\n任务表"
    assert lines.drawn(Annex("", "附表"), Page(40)) == [[Run("附表", Tone.STRONG)]]


def test_formal_parts_and_lines_across() -> None:
    assert drawn(Formal(Part.ADDRESSEE, "省政府：")) == "省政府："
    assert drawn(Rule(), 10) == "─" * 10
    assert drawn(Rule(), 10, in_ascii=True) == "-" * 10


@pytest.mark.parametrize(
    ("before", "after", "is_so"),
    [
        (Paragraph("甲"), Paragraph("乙"), False),
        (Paragraph("甲"), items("乙"), False),
        (items("甲"), Paragraph("乙"), True),
        (Paragraph("甲"), Rule(), True),
        (Paragraph("甲"), Formal(Part.SIGNER, "乙"), True),
        (Formal(Part.ATTACHMENT, "甲"), Formal(Part.ATTACHMENT, "乙"), False),
        (Formal(Part.ATTACHMENT, "甲"), Formal(Part.SIGNER, "乙"), True),
        (Formal(Part.SIGNER, "甲"), Formal(Part.DATE, "乙"), False),
        (Paragraph("甲"), Annex("附件1", "乙"), True),
        (Annex("附件1", "甲"), Paragraph("乙"), False),
    ],
)
def test_what_stands_apart(before: Block, after: Block, is_so: bool) -> None:
    assert lines.is_apart(before, after, is_tall=False) is is_so


def test_a_bar_shows_what_is_late_behind_what_is_done() -> None:
    def bar(*numbers: int) -> list[int]:
        [line] = lines.text(Bar(*numbers), Page(80))
        assert [run.tone for run in line] == [Tone.GOOD, Tone.BAD, Tone.MUTED]
        return [len(run.text) for run in line]

    assert bar(4, 10, 2) == [4, 2, 4]
    assert bar(0, 10, 3) == [0, 3, 7]
    assert bar(1, 1000, 1) == [1, 1, 8]
    assert bar(999, 1000, 1) == [9, 1, 0]
    assert bar(4, 10) == [4, 0, 6]


@pytest.mark.parametrize("size", [60, 80, 120])
def test_nothing_is_wider_than_the_screen_and_no_line_begins_with_a_point(size: int) -> None:
    pieces = (
        Piece(LONG, marks=STRONG),
        Piece("【填写】", marks=PLACE),
        Piece(LONG),
        Piece("（1.1、1.2）", marks=QUIET),
    )
    said = Paragraph.of(pieces * 3)
    inner = Listing(((said, Quote((said, Verbatim("x" * 200)))), (said,)), start=10)
    table = Table(
        (Column("id", "编号"), Column("title", "任务", flexible=True)), (("1.1", Cell(LONG * 2, pieces=pieces)),)
    )
    chart = BarChart("进度", (ChartBar(LONG, 1, 2, 1, "逾期1项"),))
    months = LineChart("全年", ("1月",), (("计划", (1,)), ("完成", (0,))), LONG)
    fields = Fields((("title", "任务", Cell(LONG, pieces=(Piece(LONG, marks=STRONG),))),))
    whole = Listing(((inner, table, chart, months, fields, Heading(LONG * 2), Annex("附件1", LONG * 2), Rule()),))
    text = drawn(whole, size)
    assert max(map(width, text.splitlines())) <= size
    assert not [line for line in text.splitlines() if re.match(r"\s*[，。、；：？！）》”】]", line)]
    assert re.sub(r"\s", "", text).count("【填写】") == 3 * 3 + 1
