"""Numbers as official documents write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.numerals import to_han, to_int, value_of


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *[("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("二十五", 25), ("一百零三", 103), ("一百一十", 110)],
        *[("二〇二〇", 2020), ("12", 12), ("１２", 12), ("㈤", 5), ("⑵", 2), ("③", 3)],
    ],
)
def test_numbers_are_read_in_every_spelling(written: str, number: int) -> None:
    assert to_int(written) == number


@pytest.mark.parametrize("written", ["", "甲", "三甲", "x", "十十", "二三十"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=f"^{written}$"):
        to_int(written)
    assert value_of(written) is None


@given(st.integers(min_value=1, max_value=999))
def test_a_number_in_chinese_is_read_back(number: int) -> None:
    assert to_int(to_han(number)) == number
