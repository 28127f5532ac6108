"""Ids in a document, which some media show and others do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.blocks import Heading, Listing, Mark, Paragraph, Piece, Quote
from planctl.report.document import MOST_IDS, Document, short_ids, with_ids


def texts(*pieces: Piece, language: str = "zh", shown: bool = True) -> list[Piece]:
    [paragraph] = with_ids(Document("题", language, (Paragraph.of(pieces),)), shown=shown).blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "".join(piece.text for piece in paragraph.pieces)
    return list(paragraph.pieces)


def test_ids_stand_before_the_stop() -> None:
    assert texts(Piece("完成2项。", ("1.1", "1.4")), Piece("其余未完成。")) == [
        Piece("完成2项"),
        Piece("（1.1、1.4）", marks=(Mark.QUIET,)),
        Piece("。"),
        Piece("其余未完成。"),
    ]
    assert "".join(piece.text for piece in texts(Piece("2 are done.", ("1.1", "1.4")), language="en")) == (
        "2 are done (1.1, 1.4)."
    )
    assert "".join(piece.text for piece in texts(Piece("共2项：", ("1.1",)))) == "共2项（1.1）："


def test_without_ids_none_are_there() -> None:
    assert texts(Piece("完成1项。", ("1.1",)), shown=False) == [Piece("完成1项。")]


def test_of_so_many_that_nobody_reads_them_none_are_shown() -> None:
    many = tuple(f"1.{number}" for number in range(1, MOST_IDS + 2))
    assert texts(Piece("很多。", many)) == [Piece("很多。")]
    assert texts(Piece("不少。", many[1:]))[1].text == f"（1.2—1.{MOST_IDS + 1}）"


def test_ids_in_lists_and_quotations_are_spelled_too() -> None:
    said = Paragraph.of([Piece("甲。", ("1.1",))])
    document = with_ids(Document("题", "zh", (Heading("一"), Listing(((said,),)), Quote((said,)))), shown=True)
    heading, listing, quote = document.blocks
    assert heading == Heading("一")
    assert isinstance(listing, Listing)
    assert isinstance(quote, Quote)
    assert listing.items[0] == quote.blocks
    assert isinstance(quote.blocks[0], Paragraph)
    assert quote.blocks[0].text == "甲（1.1）。"


def test_the_number_stands_above_the_title() -> None:
    document = Document("题", "zh", (Paragraph("文"),), number="1号")
    assert document.whole == (Paragraph("1号"), Heading("题", level=1), Paragraph("文"))


@pytest.mark.parametrize(
    ("ids", "short"),
    [
        (("1.1", "1.2", "1.3"), ("1.1—1.3",)),
        (("1.1", "1.2"), ("1.1", "1.2")),
        (("1.9", "1.10", "1.11", "2.1"), ("1.9—1.11", "2.1")),
        (("1.1", "1.3", "1.2"), ("1.1", "1.3", "1.2")),
        ((), ()),
    ],
)
def test_neighbours_are_shortened(ids: tuple[str, ...], short: tuple[str, ...]) -> None:
    assert short_ids(ids, "—") == short


@given(st.lists(st.integers(1, 40), unique=True))
def test_shortened_ids_are_the_same_ids(numbers: list[int]) -> None:
    ids = [f"1.{number}" for number in sorted(numbers)]
    found: list[str] = []
    for word in short_ids(ids, "—"):
        first, _, last = word.partition("—")
        ends = [int(end.partition(".")[2]) for end in (first, last or first)]
        found += [f"1.{number}" for number in range(ends[0], ends[1] + 1)]
    assert found == ids
