"""Lines that go elsewhere in a text, with the cuts made in them."""

from __future__ import annotations

from planctl.toml.spans import Spans
from planctl.toml.splice import Cut

TEXT = "a\nbb\nccc\ndddd\n"
OUTER, INNER = ("x", 0), ("x", 0, "y", 0)


def test_a_cut_is_made_where_its_lines_go() -> None:
    spans = Spans(TEXT)
    spans.take(OUTER, [(2, 5)])
    spans.assign([Cut(2, 3, "B"), Cut(5, 5, "!\n"), Cut(0, 0, "^"), Cut(2, 2, "v")])
    spans.put((), Cut(2, 5, ""))
    assert spans.moved(OUTER) == "Bb\n!\n"
    assert spans.rest() == "^a\nvccc\ndddd\n"


def test_lines_within_lines_take_their_own_cuts_along() -> None:
    spans = Spans(TEXT)
    spans.take(OUTER, [(2, 9)])
    spans.take(INNER, [(5, 9)])
    spans.assign([Cut(6, 7, "C"), Cut(2, 3, "B")])
    spans.put(INNER[:-1], Cut(5, 9, ""))
    assert (spans.moved(INNER), spans.moved(OUTER)) == ("cCc\n", "Bb\n")


def test_what_is_put_into_a_table_that_moves_goes_with_it() -> None:
    spans = Spans(TEXT)
    spans.take(OUTER, [(2, 5)])
    spans.put((*OUTER, "y"), Cut(5, 5, "new\n"))
    spans.put(("x",), Cut(5, 5, "beside\n"))
    assert (spans.moved(OUTER), spans.rest()) == ("bb\nnew\n", "a\nbb\nbeside\nccc\ndddd\n")


def test_lines_apart_are_joined() -> None:
    spans = Spans(TEXT)
    spans.take(OUTER, [(0, 2), (5, 9)])
    spans.assign([Cut(0, 1, "A"), Cut(5, 6, "C")])
    assert spans.moved(OUTER) == "A\n\nCcc\n"
