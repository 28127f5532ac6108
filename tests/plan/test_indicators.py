"""Indicators judged: all or nothing of the hard ones, sums of the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from make import make_entry, make_plan

from planctl.plan import indicators
from planctl.plan.indicators import Judgement, accepted_points, own_points
from planctl.plan.model import Entry, Indicator, Plan, Standard, Status
from planctl.plan.progress import standings

DAY = date(2020, 12, 1)


def judged(*items: Indicator) -> Judgement:
    return indicators.judge(standings(plan_of(*items), DAY, Standard))


def plan_of(*items: Indicator) -> Plan:
    return replace(make_plan(), standards=(Standard("K", "体系", items=items),))


def scored(*entries: Entry, **over: object) -> Indicator:
    status = next((entry.status for entry in reversed(entries) if entry.status), Status.TODO)
    return Indicator("K.1", "计分的", points=3, log=entries, status=status, **over)  # type: ignore[arg-type] # by name


@pytest.mark.parametrize(("met", "expected"), [(0, False), (47, False), (48, True)])
def test_a_standard_is_met_only_when_all_of_its_hard_indicators_are(met: int, expected: object) -> None:
    states = [Status.DONE] * met + [Status.SUBMITTED] * (48 - met)
    judgement = judged(
        *(Indicator(f"K.{number}", "硬", hard=True, status=state) for number, state in enumerate(states))
    )
    assert (judgement.is_met, len(judgement.hard), len(judgement.hard_met)) == (expected, 48, met)


def test_without_hard_indicators_nothing_says_that_it_is_met() -> None:
    assert judged(scored()).is_met is None


def test_a_dropped_indicator_is_asked_for_no_more() -> None:
    judgement = judged(
        Indicator("K.1", "硬", hard=True, status=Status.DONE),
        Indicator("K.2", "不适用", hard=True, status=Status.DROPPED),
        Indicator("K.3", "不适用", points=5, status=Status.DROPPED),
    )
    assert (judgement.is_met, judgement.ids, judgement.points) == (True, ("K.1",), 0)


SUBMITTED = make_entry("2020-10-10", status="submitted", reading=2.5)
DONE = make_entry("2020-11-05", status="done")


@pytest.mark.parametrize(
    ("entries", "own", "accepted"),
    [
        ((), None, None),
        ((SUBMITTED,), 2.5, None),
        ((SUBMITTED, DONE), 2.5, 2.5),
        ((SUBMITTED, replace(DONE, reading=2)), 2.5, 2),
        ((DONE,), None, 3),
        ((make_entry("2020-09-01", status="submitted", reading=3), SUBMITTED), 2.5, None),
    ],
)
def test_claimed_and_accepted_points_stand_side_by_side(
    entries: tuple[Entry, ...], own: object, accepted: object
) -> None:
    item = scored(*entries)
    assert (own_points(item), accepted_points(item)) == (own, accepted)


def test_points_are_added_up_in_decimals() -> None:
    items = (replace(scored(replace(SUBMITTED, reading=0.1)), id=f"K.{number}") for number in range(10))
    judgement = judged(*items)
    assert (judgement.points, repr(judgement.own), judgement.accepted) == (30, "1", 0)


def test_they_are_judged_by_standard_and_by_the_first_heading() -> None:
    plan = replace(
        plan_of(Indicator("K.1", "甲", path=("一、", "1.")), Indicator("K.2", "乙", path=("二、",), hard=True)),
        standards=(
            Standard(
                "K", "体系", items=(Indicator("K.1", "甲", path=("一、", "1.")), Indicator("K.2", "乙", hard=True))
            ),
            Standard("K2", "又一体系", items=(Indicator("K2.1", "丙", path=("一、",)),)),
        ),
    )
    rows = standings(plan, DAY, Standard)
    assert [(item.key, item.ids) for item in indicators.by_standard(rows)] == [("K", ("K.1", "K.2")), ("K2", ("K2.1",))]
    assert [(item.key, item.ids) for item in indicators.by_heading(rows)] == [("一、", ("K.1", "K2.1")), ("", ("K.2",))]
