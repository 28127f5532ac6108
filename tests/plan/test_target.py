"""What a target says of readings, in either direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from make import make_level, make_target

if TYPE_CHECKING:
    from planctl.plan.target import Target


@pytest.mark.parametrize(
    ("target", "text", "goal", "origin"),
    [
        (make_target(100, baseline=129), "100 个", 100, 0),
        (make_target(2.50, None), "2.5", 2.5, 0),
        (make_level(450, 200), "450 → 200 ms", 200, 450),
    ],
)
def test_it_says_what_is_to_be_reached_and_from_where(target: Target, text: str, goal: float, origin: float) -> None:
    assert (str(target), target.goal, target.origin) == (text, goal, origin)


@pytest.mark.parametrize(
    ("target", "reading", "is_reached", "share"),
    [
        (make_target(100), None, False, 0),
        (make_target(100), 120, True, 1.2),
        (make_level(450, 200), None, False, 0),
        (make_level(450, 200), 500, False, -0.2),
        (make_level(450, 200), 200, True, 1),
        (make_level(20, 80), 50, False, 0.5),
    ],
)
def test_a_reading_is_held_against_the_way_to_the_goal(
    target: Target, reading: float | None, is_reached: bool, share: float
) -> None:
    assert target.is_reached(reading) is is_reached
    assert target.share(reading) == pytest.approx(share)
