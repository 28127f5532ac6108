"""A part of a plan."""

from __future__ import annotations

from every_kind import plan_of_every_kind

from planctl.exchange.extract import only


def test_only_what_is_wanted_is_left_with_its_groups() -> None:
    plan = plan_of_every_kind()
    part = only(plan, ["1.10", "D1.2"])
    assert [item.id for item in part.items] == ["1.10", "D1.2"]
    assert [group.id for group in part.groups] == ["1", "D1"]
    assert (part.title, part.units) == (plan.title, plan.units)


def test_all_of_it_is_the_plan() -> None:
    plan = plan_of_every_kind()
    assert only(plan, (item.id for item in plan.items)) == plan
