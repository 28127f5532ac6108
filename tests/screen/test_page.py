"""What is drawn on."""

from __future__ import annotations

from io import BytesIO, StringIO, TextIOWrapper

import pytest

from planctl.blocks import Bar, Cell, Mark, Piece
from planctl.screen.page import Page, has_glyphs


def test_a_part_of_a_page_never_gets_too_narrow_to_be_written_on() -> None:
    assert Page(80, is_ascii=True).within(30) == Page(50, is_ascii=True)
    assert Page(20).within(30) == Page(8)


def test_a_text_is_harmless_and_in_the_signs_of_the_page() -> None:
    assert Page(80).text("a\x1b→\nb") == "a\\x1b→\\nb"
    assert Page(80, is_ascii=True).text("·→\n…", newlines=True) == "->\n..."


def test_a_cell_keeps_its_pieces_and_says_where_links_lead() -> None:
    pieces = (Piece("甲\t", marks=(Mark.STRONG,)), Piece("乙", address="http://x/\x07"))
    cell = Page(80).said(Cell("甲\t乙", lines=2, pieces=pieces))
    assert (cell.text, cell.lines) == ("甲\\t乙 <http://x/\\x07>", 2)
    assert "".join(piece.text for piece in cell.pieces) == cell.text
    assert cell.pieces[0].marks == (Mark.STRONG,)
    assert Page(80).cell("x") == Cell("x")
    assert Page(80).cell(Bar(1, 2)) == Bar(1, 2)


@pytest.mark.parametrize(
    ("encoding", "has_all"), [("utf-8", True), ("gbk", True), ("latin-1", False), ("ascii", False)]
)
def test_an_encoding_has_all_signs_or_not(encoding: str, has_all: bool) -> None:
    assert has_glyphs(TextIOWrapper(BytesIO(), encoding=encoding)) is has_all
    assert has_glyphs(StringIO())
