"""Widths and heights of sheets."""

from __future__ import annotations

import pytest

from planctl.exchange.columns import LONGEST_TEXT
from planctl.exchange.layout import HIGHEST, MOST_LINES, ROOMIER, USUAL_LINES, WIDEST, fitted, lines_of, row_height
from planctl.exchange.sheets import LedgerHead, LedgerSheet, Line


def width_for(*texts: str, usual: float = 10) -> float:
    lines = (Line(heading="一"), *(Line((text, 5)) for text in texts))
    return fitted(LedgerSheet("表", "表", "", (LedgerHead("列", usual), LedgerHead("数", 8)), lines)).heads[0].width


def test_han_characters_take_two_and_each_line_its_own() -> None:
    assert lines_of("长" * 10, 10) == 3
    assert lines_of("a" * 9, 10) == 1
    assert lines_of("甲\n\n乙", 10) == 3
    assert lines_of(5, 10) == 1


def test_a_row_has_room_for_its_lines_and_for_what_is_filled_in() -> None:
    assert row_height(1, is_open=False) < row_height(2, is_open=False) < row_height(3, is_open=False)
    assert row_height(1, is_open=True) == row_height(3, is_open=False)
    assert row_height(500, is_open=False) == HIGHEST


@pytest.mark.parametrize("text", ["短", "长" * 12])
def test_a_usual_text_leaves_a_column_as_it_is(text: str) -> None:
    assert width_for(text, text) == 10


def test_a_column_of_long_texts_becomes_roomier_and_no_more_than_that() -> None:
    assert lines_of("长" * 25, width_for(*["长" * 25] * 5)) == USUAL_LINES
    assert width_for(*["长" * 100] * 5) == 10 * ROOMIER
    assert width_for(*["短"] * 5, *["长" * 25] * 2) == 10


def test_a_list_of_lines_makes_no_column_roomier() -> None:
    assert width_for(*["甲\n乙\n丙\n丁\n戊"] * 5) == 10


def test_one_very_long_text_shows_if_that_can_be_had() -> None:
    assert lines_of("长" * 500, width_for("短", "短", "长" * 500)) <= MOST_LINES
    assert width_for("短", "短", "长" * LONGEST_TEXT) == WIDEST
    assert width_for("短", "短", "\n".join(["行"] * 100)) == 10


def test_a_sheet_without_rows_stays_as_it_is() -> None:
    assert width_for() == 10
