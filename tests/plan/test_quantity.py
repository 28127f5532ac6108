"""Sums of quantities, and which are whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.quantity import added, is_counted, subtracted

#: Sums of these have at most the 15 digits that a float is exact for.
typed = st.decimals(0, 10**9, places=3).map(float) | st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("one", "other", "total"),
    [(0.1, 0.2, 0.3), (0.9, 0.1, 1), (1, 2, 3), (0.5, 0.5, 1), (36, 0.5, 36.5), (1e-7, 2e-7, 3e-7)],
)
def test_a_sum_is_what_people_add_up(one: float, other: float, total: float) -> None:
    assert repr(added(one, other)) == repr(total)
    assert repr(subtracted(added(one, other), other)) == repr(int(one) if one == int(one) else one)


@given(typed, typed)
def test_what_was_added_can_be_taken_away_again(one: float, other: float) -> None:
    assert subtracted(added(one, other), other) == one


@pytest.mark.parametrize(
    "unit", ["个", "家", "件", "人", "人次", "场次", "个工作室", "studios", "new studios", "Classes", "people", "本"]
)
def test_what_is_counted_one_by_one(unit: str) -> None:
    assert is_counted(unit)


@pytest.mark.parametrize(
    "unit",
    ["", "%", "万", "万元", "万人", "公里", "分", "小时", "人天", "ms", "km", "hours", "person-days", "square metres"],
)
def test_what_is_measured_has_parts(unit: str) -> None:
    assert not is_counted(unit)
