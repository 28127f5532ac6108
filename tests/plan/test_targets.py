"""Targets as asked for, over those that tasks have."""

from __future__ import annotations

import pytest
from make import make_level, make_target

from planctl.plan.target import Target
from planctl.plan.targets import AskedTarget, BadTargetError, NoTargetError, SameLevelError


@pytest.mark.parametrize(
    ("asked", "old", "expected"),
    [
        (AskedTarget(100, "个"), None, make_target(100)),
        (AskedTarget(100, "个", 129), None, make_target(100, "个", 129)),
        (AskedTarget(120), make_target(100, "个", 129), make_target(120, "个", 129)),
        (AskedTarget(120, "家"), make_target(100, "个", 129), make_target(120, "家", 129)),
        (AskedTarget(baseline=130), make_target(100, "个", 129), make_target(100, "个", 130)),
        (AskedTarget(200, "ms", origin=450), None, make_level(450, 200)),
        (AskedTarget(0, origin=12), None, make_level(12, 0, None)),
        (AskedTarget(150), make_level(450, 200), make_level(450, 150)),
        (AskedTarget(origin=400), make_level(450, 200), make_level(400, 200)),
        (AskedTarget(90, origin=12), make_target(100, "个", 129), make_level(12, 90, "个")),
        (AskedTarget(90, baseline=10), make_level(450, 200), make_target(90, "ms", 10)),
    ],
)
def test_what_is_not_said_stays(asked: AskedTarget, old: Target | None, expected: Target) -> None:
    assert asked.over(old) == expected


def test_unknown_keys_of_a_target_stay() -> None:
    old = Target(100, extra={"另注": "x"})
    assert AskedTarget(120).over(old).extra == AskedTarget(120, origin=1).over(old).extra == {"另注": "x"}


@pytest.mark.parametrize(
    ("asked", "old", "error"),
    [
        (AskedTarget(origin=3), None, NoTargetError),
        (AskedTarget(baseline=3), None, NoTargetError),
        (AskedTarget(0), None, BadTargetError),
        (AskedTarget(0), make_target(100), BadTargetError),
        (AskedTarget(5, origin=5), None, SameLevelError),
        (AskedTarget(450), make_level(450, 200), SameLevelError),
    ],
)
def test_what_leaves_nothing_to_reach_is_refused(
    asked: AskedTarget, old: Target | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        asked.over(old, "1.1")
