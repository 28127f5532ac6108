"""How items add up, in groups of every kind."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import make_done, make_plan, make_priority, make_task

from planctl.plan import counts, progress
from planctl.plan.counts import By, Group
from planctl.plan.model import Plan, Status, Unit
from planctl.plan.progress import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

JUNE_30 = date(2020, 6, 30)


def groups(plan: Plan, by: By, today: date = JUNE_30) -> dict[str, Group]:
    return {group.key: group for group in counts.groups(plan, progress.standings(plan, today), by)}


# --- percent ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 3, 0), (1, 3, 33.3), (2, 3, 66.7), (1, 8, 12.5), (1, 2001, 0), (1999, 2000, 99.9), (70, 70, 100)],
)
def test_percent_is_rounded_to_the_nearest_tenth(part: int, whole: int, shown: float) -> None:
    assert counts.percent(part, whole) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 3, 0), (1, 3, 33), (2, 3, 67), (1, 8, 13), (1, 200, 1), (1, 201, 0), (199, 200, 99), (70, 70, 100)],
)
def test_screens_have_whole_percents(part: int, whole: int, shown: int) -> None:
    assert counts.percent(part, whole, places=0) == shown


def test_nothing_has_no_percent() -> None:
    assert counts.percent(0, 0) is None


@given(st.integers(1, 100_000), st.sampled_from([0, 1]), st.data())
def test_percent_is_100_only_if_nothing_is_open(total: int, places: int, data: st.DataObject) -> None:
    done = data.draw(st.integers(0, total))
    percent = counts.percent(done, total, places)
    assert percent is not None
    assert (percent == 100) == (done == total)
    assert abs(percent - 100 * done / total) <= 10**-places


# --- groups ----------------------------------------------------------------------------------------------------------

PLAN = make_plan(
    make_priority(
        "1",
        make_done("1.1", "2020-03-01", "通知", lead="省司法厅", due=date(2020, 3, 31)),
        make_task(id="1.2", lead="省司法厅", support=("省公安厅",), due=date(2020, 6, 1)),
        make_task(id="1.3", status="dropped"),
    ),
    make_priority(
        "2",
        make_task(id="2.1", lead="省公安厅", support=("省公安厅", "省民政厅"), carried_to="2021:2.1"),
        make_task(id="2.2", status="blocked", due=date(2021, 2, 1)),
        title_en="Second",
    ),
    make_priority("3"),
    units=(Unit("省公安厅", name_en="Public Security"),),
)


def test_dropped_tasks_are_outside_and_carried_ones_inside_the_total() -> None:
    total = counts.total(progress.standings(PLAN, JUNE_30))
    assert len(total.ids) == 5
    assert (total.total, total.percent) == (4, 25)
    assert (total.carried, total.overdue) == (("2.1",), ("1.2",))
    assert total.states == {
        Status.TODO: ("1.2", "2.1"),
        Status.DOING: (),
        Status.BLOCKED: ("2.2",),
        Status.SUBMITTED: (),
        Status.DONE: ("1.1",),
        Status.DROPPED: ("1.3",),
    }
    assert (total.done, total.dropped, total.unfinished) == (("1.1",), ("1.3",), ("1.2", "2.1", "2.2"))


def test_priorities_come_as_in_the_document_even_if_empty() -> None:
    found = groups(PLAN, By.PRIORITY)
    assert [(group.key, group.title, group.title_en, group.total, group.percent) for group in found.values()] == [
        ("1", "重点1", None, 2, 50),
        ("2", "重点2", "Second", 2, 0),
        ("3", "重点3", None, 0, None),
    ]


def test_a_task_of_two_units_is_in_both_groups_and_once_in_the_total() -> None:
    found = groups(PLAN, By.UNIT)
    assert {key: group.ids for key, group in found.items()} == {
        "省公安厅": ("1.2", "2.1"),
        "省司法厅": ("1.1", "1.2"),
        "省民政厅": ("2.1",),
        "": ("1.3", "2.2"),
    }
    assert list(found) == ["省公安厅", "省司法厅", "省民政厅", ""]
    assert found["省公安厅"].title_en == "Public Security"
    assert counts.total(progress.standings(PLAN, JUNE_30)).total == 4


def test_the_lead_alone_makes_the_groups_by_lead() -> None:
    assert {key: group.ids for key, group in groups(PLAN, By.LEAD).items()} == {
        "省司法厅": ("1.1", "1.2"),
        "省公安厅": ("2.1",),
        "": ("1.3", "2.2"),
    }


def test_quarters_statuses_and_grades_come_in_their_own_order() -> None:
    assert list(groups(PLAN, By.QUARTER)) == ["2020-Q1", "2020-Q2", "2020-Q4", "2021-Q1"]
    assert list(groups(PLAN, By.STATUS)) == ["todo", "blocked", "done", "dropped"]
    assert list(groups(PLAN, By.GRADE)) == ["done", "overdue", "at-risk", "pending", "closed"]


@pytest.mark.parametrize("by", [By.PRIORITY, By.LEAD, By.QUARTER, By.STATUS, By.GRADE])
def test_every_task_is_in_one_group(by: By) -> None:
    ids = [identifier for group in groups(PLAN, by).values() for identifier in group.ids]
    assert sorted(ids) == sorted(task.id for task in PLAN.tasks)


def test_a_unit_has_what_it_leads_what_it_supports_and_both_together() -> None:
    rows = progress.standings(PLAN, JUNE_30)
    police, nobody, unknown = counts.work_of_units(PLAN, rows, ("省公安厅", "", "省档案局"))
    assert (police.unit, police.name_en) == ("省公安厅", "Public Security")
    assert (police.leads.ids, police.supports.ids, police.both.ids) == (("2.1",), ("1.2",), ("1.2", "2.1"))
    assert (police.both.unfinished, police.both.overdue) == (("1.2", "2.1"), ("1.2",))
    assert (nobody.leads.ids, nobody.supports.ids) == (("1.3", "2.2"), ())
    assert (unknown.unit, unknown.both.ids) == ("省档案局", ())


class Watched(list[Standing]):
    """Rows that count how often they are gone through."""

    times = 0

    def __iter__(self) -> Iterator[Standing]:
        self.times += 1
        return super().__iter__()


def test_the_rows_are_gone_through_a_few_times_however_many_groups_there_are() -> None:
    tasks = [make_task(id=f"1.{number}", lead=f"单位{number}", support=("甲",)) for number in range(1, 300)]
    plan = make_plan(*([task] for task in tasks))
    rows = Watched(progress.standings(plan, JUNE_30))
    assert len(counts.work_of_units(plan, rows, [f"单位{number}" for number in range(1, 300)])) == 299
    assert len(counts.groups(plan, rows, By.PRIORITY)) == 299
    assert rows.times <= 4
