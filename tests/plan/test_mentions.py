"""Items that speak of others by their ids, whatever those are called by now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from make import make_done, make_plan, make_task

from planctl.plan.groups import MoveTasks
from planctl.plan.ids import UnknownTaskError
from planctl.plan.mentions import abouts, open_findings, read_about, unknown_abouts, with_names
from planctl.plan.model import Finding, Indicator, Inspection, Plan, Standard, Status


def inspected(*findings: Finding) -> Plan:
    """Return a plan with tasks 1.1, 1.2 and 2.1, and an inspection with ``findings``."""
    plan = make_plan([make_task(id="1.1"), make_done("1.2", "2020-06-01")], [make_task(id="2.1")])
    return replace(plan, inspections=(Inspection("D1", "督察", items=findings),))


def test_a_task_is_about_none() -> None:
    assert abouts(make_task()) == ()
    assert abouts(Finding("D1.1", "问题", about=("1.1",))) == ("1.1",)


def test_what_it_is_about_is_read_as_ids_are() -> None:
    plan = inspected()
    assert read_about(plan, ["1.1，1.2", "2"]) == ("1.1", "1.2", "2.1")
    with pytest.raises(UnknownTaskError):
        read_about(plan, ["1.9"])


def test_what_is_not_in_the_plan_is_pointed_out_with_its_place() -> None:
    plan = inspected(Finding("D1.1", "问题", about=("1.1", "1.7")))
    assert [(found.item.id, found.number, found.id) for found in unknown_abouts(plan)] == [("D1.1", 1, "1.7")]
    moved = MoveTasks(("1.1",), "2").apply(inspected(Finding("D1.1", "问题", about=("1.1",)))).plan
    assert list(unknown_abouts(moved)) == []


def test_findings_that_are_open_are_named_by_what_they_are_about() -> None:
    plan = inspected(
        Finding("D1.1", "问题", about=("1.1", "1.2")),
        Finding("D1.2", "问题", about=("1.2",), status=Status.SUBMITTED),
        Finding("D1.3", "问题", about=("1.2",), status=Status.DONE),
        Finding("D1.4", "问题", about=("1.2",), carried_to="2021:D1.1"),
    )
    assert open_findings(plan) == {"1.1": ("D1.1",), "1.2": ("D1.1", "D1.2")}


def test_a_move_is_followed_by_what_waits_and_what_is_about() -> None:
    standard = Standard("K", "体系", items=(Indicator("K.1", "指标", about=("1.1",), waits_for=("1.1", "审定")),))
    plan = replace(inspected(Finding("D1.1", "问题", about=("1.1", "2.1"))), standards=(standard,))
    moved = MoveTasks(("1.1",), "2").apply(plan).plan
    assert moved.inspections[0].items[0].about == ("2.2", "2.1")
    assert (moved.standards[0].items[0].about, moved.standards[0].items[0].waits_for) == (("2.2",), ("2.2", "审定"))


def test_nothing_is_touched_where_no_name_changed() -> None:
    plan = inspected(Finding("D1.1", "问题", about=("1.1",)))
    assert with_names(plan, {"2.7": "2.8"}) is plan
