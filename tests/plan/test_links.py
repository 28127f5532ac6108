"""Tasks that went over into another year, and where: both plans say so, whatever they are called by now."""

from __future__ import annotations

from dataclasses import replace

from make import make_plan, make_task

from planctl.plan.carry import CarryOver
from planctl.plan.groups import MoveTasks
from planctl.plan.links import links, lost_links
from planctl.plan.model import Plan, Priority

TWO = make_plan([make_task(), make_task(id="1.2")], [])


def carried(old: Plan, *ids: str) -> tuple[Plan, Plan]:
    """Return the plan ``old`` and the next one after carrying."""
    outcomes = CarryOver(old.year + 1, old.last_day, ids=ids).apply(old, None)
    return outcomes.handed_over.plan, outcomes.received.plan


def test_links_name_both_ends() -> None:
    assert links(*carried(TWO, "1.2")) == {"1.2": "2021:1.1"}


def test_a_link_leads_to_a_task_that_was_moved_in_either_year() -> None:
    old, new = carried(TWO)
    moved = MoveTasks(("1.1",), "2").apply(old).plan
    assert links(moved, new) == {"2.1": "2021:1.1", "1.2": "2021:1.2"}
    assert links(old, MoveTasks(("1.1",), "2").apply(new).plan) == {"1.1": "2021:2.1", "1.2": "2021:1.2"}
    for one, other in ((moved, new), (old, MoveTasks(("1.1",), "2").apply(new).plan)):
        assert list(lost_links(one, {other.year: other})) == list(lost_links(other, {one.year: one})) == []


def test_a_link_whose_other_end_is_missing_is_found_on_both_sides() -> None:
    old, new = carried(TWO)
    assert list(lost_links(old, {2021: new})) == list(lost_links(new, {2020: old})) == []
    without = replace(new, priorities=(Priority("1", "重点1", items=(new.task("1.2"),)),))
    assert [(link.task.id, link.field) for link in lost_links(old, {2021: without})] == [("1.1", "carried_to")]
    assert list(lost_links(old, {})) == []
    assert [link.task.id for link in lost_links(new, {2020: TWO})] == ["1.1", "1.2"]
