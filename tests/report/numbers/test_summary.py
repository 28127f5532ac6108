from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import years
from hypothesis import given
from hypothesis import strategies as st
from make import make_day, make_done, make_entry, make_plan, make_priority, make_target, make_task

from planctl.plan.days import Day
from planctl.plan.duties import Kept
from planctl.plan.model import Finding, Indicator, Inspection, Plan, Standard, Status, Task, Unit
from planctl.plan.node import Node
from planctl.plan.progress import Grade
from planctl.plan.replay import reason, status_since
from planctl.report import summarise
from planctl.report.numbers.figures import Clearance, LeftOut, Scope, Summary

if TYPE_CHECKING:
    from planctl.plan.counts import Group

Year = Callable[[], Plan]

DAY = date(2020, 12, 31)
OVERDUE_DAY = date(2020, 11, 30)


def summary_of(*tasks: Task, day: date = DAY, **options: Any) -> Summary:
    return summarise(make_plan(tasks), day, **options)


def blocked(identifier: str = "1.1") -> Task:
    log = (make_entry("2020-05-01", status="doing"), make_entry("2020-07-01", status="blocked", note="等待批复"))
    return make_task(id=identifier, status="blocked", log=log)


def dropped(identifier: str = "1.1") -> Task:
    return make_task(
        id=identifier, status="dropped", log=(make_entry("2020-08-01", status="dropped", note="不再需要"),)
    )


def carried(identifier: str = "1.1", to: str = "2021:1.3") -> Task:
    log = (make_entry("2020-03-01", status="doing"), make_entry("2020-12-20", carried_to=to, note="没有赶上"))
    return make_task(id=identifier, status="doing", carried_to=to, log=log)


# --- counts


def test_dropped_tasks_are_outside_the_total_and_carried_ones_inside() -> None:
    total = summary_of(make_done("1.1", "2020-05-01"), dropped("1.2"), carried("1.3"), make_task(id="1.4")).total
    assert (total.total, total.percent) == (3, 33.3)
    assert (total.done, total.dropped, total.states[Status.TODO]) == (("1.1",), ("1.2",), ("1.4",))


def test_a_carried_task_is_counted_under_its_status_and_again_as_carried() -> None:
    total = summary_of(carried("1.1")).total
    assert (total.states[Status.DOING], total.carried) == (("1.1",), ("1.1",))


def test_one_open_task_of_many_keeps_the_percentage_below_100() -> None:
    tasks = [make_done(f"1.{number}", "2020-05-01") for number in range(1, 300)]
    assert summary_of(*tasks, make_task(id="1.300")).total.percent == 99.7


def test_a_unit_has_the_tasks_that_it_leads_apart_from_those_that_it_supports() -> None:
    rows = summary_of(
        make_task(id="1.1", lead="甲", support=("乙",)), make_task(id="1.2", lead="乙", support=("甲", "丙"))
    ).units
    assert [(row.unit, row.leads.ids, row.supports.ids) for row in rows] == [
        ("乙", ("1.2",), ("1.1",)),
        ("甲", ("1.1",), ("1.2",)),
        ("丙", (), ("1.2",)),
    ]


def test_a_unit_that_leads_and_supports_the_same_task_only_leads_it() -> None:
    [row] = summary_of(make_task(lead="甲", support=("甲",))).units
    assert (row.leads.ids, row.supports.ids) == (("1.1",), ())


def test_tasks_without_a_lead_come_last_under_no_name() -> None:
    rows = summary_of(make_task(id="1.1"), make_task(id="1.2"), make_task(id="1.3", lead="甲")).units
    assert [(row.unit, row.leads.ids) for row in rows] == [("甲", ("1.3",)), ("", ("1.1", "1.2"))]


def test_an_alias_counts_for_the_unit_that_it_means() -> None:
    plan = make_plan([make_task(lead="司法厅")], units=(Unit("省司法厅", ("司法厅",), "Justice"),))
    summary = summarise(plan, DAY)
    assert summary.units[0].unit == "省司法厅"
    assert summary.units[0].name_en == "Justice"


def test_an_empty_priority_is_there() -> None:
    summary = summarise(make_plan([make_task()], make_priority("2")), DAY)
    assert [group.key for group in summary.priorities] == ["1", "2"]
    assert (summary.priorities[1].total, summary.priorities[1].percent) == (0, None)


def test_quarters_follow_the_deadlines() -> None:
    summary = summary_of(make_task(id="1.1", due=date(2020, 3, 31)), make_task(id="1.2"))
    assert [(group.key, group.ids) for group in summary.quarters] == [("2020-Q1", ("1.1",)), ("2020-Q4", ("1.2",))]


@pytest.mark.parametrize("year", [years.example, years.library, years.livelihood, years.five_hundred])
def test_every_grouping_counts_every_task_once(year: Year) -> None:
    summary = summarise(year(), date(year().year, 12, 31))
    ids = sorted(row.task.id for row in summary.rows)
    ended = sorted(row.task.id for row in summary.rows if not row.task.ongoing)
    for groups in (summary.priorities, [row.leads for row in summary.units]):
        assert sorted(identifier for group in groups for identifier in group.ids) == ids
    assert sorted(identifier for group in summary.quarters for identifier in group.ids) == ended
    assert sorted(identifier for _, found in summary.grades for identifier in found) == ended


def states_of(group: Group) -> list[str]:
    return [identifier for ids in group.states.values() for identifier in ids]


def test_the_states_of_a_group_add_up_to_its_tasks() -> None:
    total = summarise(years.example(), DAY).total
    assert sorted((*states_of(total), *total.ongoing)) == sorted(total.ids)
    assert (len(total.ids), total.ongoing) == (72, ("4.2", "5.6"))


# --- what became of tasks


def test_an_extended_task_has_both_deadlines() -> None:
    entry = make_entry("2020-06-01", due=date(2020, 12, 31), note="疫情", was={"due": date(2020, 6, 30)})
    summary = summary_of(make_task(due=date(2020, 12, 31), log=(entry,)))
    assert summary.extended == ("1.1",)
    assert (summary.rows[0].due_original, summary.rows[0].due) == (date(2020, 6, 30), date(2020, 12, 31))


def test_a_dropped_task_is_not_among_the_extended_ones() -> None:
    entry = make_entry("2020-06-01", due=date(2020, 12, 31), was={"due": date(2020, 6, 30)})
    end = make_entry("2020-08-01", status="dropped", note="撤销")
    assert summary_of(make_task(status="dropped", due=date(2020, 12, 31), log=(entry, end))).extended == ()


def test_a_task_due_on_the_day_is_not_overdue_but_due_now() -> None:
    summary = summary_of(make_task(id="1.1"), make_task(id="1.2", due=OVERDUE_DAY))
    assert (summary.due_now, summary.overdue) == (("1.1",), ("1.2",))
    assert summary.rows[1].days_late == 31


def test_a_figure_below_the_straight_line_is_behind() -> None:
    task = make_task(
        status="doing",
        start=date(2020, 1, 1),
        target=make_target(100),
        reading=36,
        log=(make_entry("2020-06-30", status="doing", reading=36),),
    )
    assert summary_of(task, day=date(2020, 6, 30)).behind == ("1.1",)


def test_added_and_inherited_tasks_are_told() -> None:
    first = make_task(id="1.2", log=(make_entry("2020-03-13", added=True),))
    added = make_task(id="1.3", log=(make_entry("2020-03-14", added=True),))
    tasks = (make_task(id="1.1", carried_from="2019:4.2"), first, added)
    summary = summarise(make_plan(tasks, adopted=date(2020, 3, 13)), DAY)
    assert (summary.added, summary.inherited) == (("1.3",), ("1.1",))


def test_duties_are_among_the_added_and_the_inherited_as_they_are_among_all_tasks() -> None:
    added = make_task(id="1.1", ongoing=True, log=(make_entry("2020-05-02", added=True),))
    inherited = make_task(id="1.2", ongoing=True, carried_from="2019:1.1")
    summary = summarise(make_plan([added, inherited], adopted=date(2020, 3, 13)), DAY)
    assert (summary.added, summary.inherited) == (("1.1",), ("1.2",))


def test_without_the_day_of_adoption_nothing_is_said_to_be_added() -> None:
    assert summary_of(make_task(log=(make_entry("2020-07-01", added=True),))).added == ()


def test_what_was_due_on_the_day_is_missed_once_the_day_is_over() -> None:
    day = date(2020, 9, 30)
    task = make_task(due=day)
    running = summarise(make_plan([task]), Day.seen(day, day))
    over = summarise(make_plan([task]), Day.seen(day, date(2020, 10, 1)))
    assert (running.due_now, running.overdue) == (("1.1",), ())
    assert (over.due_now, over.overdue) == ((), ("1.1",))


# --- in time


def extended(identifier: str, first: date, due: date) -> Task:
    entry = make_entry("2020-02-01", due=due, was={"due": first})
    return make_task(id=identifier, due=due, log=(entry,))


def test_in_time_is_what_was_done_by_its_deadline_of_all_that_was_due() -> None:
    march, day = date(2020, 3, 31), date(2020, 6, 30)
    tasks = [
        make_done("1.1", "2020-03-31", due=march),
        make_done("1.2", "2020-04-01", due=march),
        make_task(id="1.3", due=march),
        make_task(id="1.4", status="dropped", due=march),
        make_done("1.5", "2020-03-01"),
        make_task(id="1.6", due=day),
        make_task(id="1.7", status="done", due=march),
    ]
    summary = summary_of(*tasks, day=make_day(day, "over"))
    assert (summary.on_time.due, summary.on_time.done) == (("1.1", "1.2", "1.3", "1.6", "1.7"), ("1.1",))
    assert summary.on_time.percent == 20
    assert summary_of(*tasks, day=make_day(day)).on_time.due == ("1.1", "1.2", "1.3", "1.7")
    assert summary_of(make_task(), day=day).on_time.percent is None


def test_first_deadlines_are_counted_beside_those_that_stand() -> None:
    march, day = date(2020, 3, 31), date(2020, 6, 30)
    late = extended("1.1", march, date(2020, 5, 31))
    done = replace(late, status=Status.DONE, log=(*late.log, make_entry("2020-05-01", status="done")))
    summary = summary_of(done, extended("1.2", march, date(2020, 9, 30)), day=day)
    assert summary.on_time == (("1.1",), ("1.1",))
    assert summary.on_time_first == (("1.1", "1.2"), ())


def test_a_task_that_was_carried_before_it_was_due_is_not_late_here() -> None:
    assert summary_of(carried("1.1"), day=make_day(DAY, "over")).on_time.due == ()


# --- gaps


def test_gaps_are_done_tasks_without_evidence_and_open_ones_without_a_lead() -> None:
    summary = summary_of(
        make_done("1.1", "2020-05-01"), make_done("1.2", "2020-05-01", "附件"), make_task(id="1.3"), dropped("1.4")
    )
    assert (summary.undocumented, summary.unassigned) == (("1.1",), ("1.3",))


# --- clear to zero


def test_clearance_counts_only_tasks_with_a_deadline_of_their_own() -> None:
    day = date(2020, 10, 31)
    summary = summary_of(
        make_done("1.1", "2020-05-01", due=day), make_task(id="1.2", due=day), make_task(id="1.3"), dropped("1.4")
    )
    assert summary.clearance == Clearance(("1.1", "1.2"), ("1.1",), (), ("1.2",))


def test_a_dropped_task_leaves_the_scope_of_clearance() -> None:
    task = make_task(status="dropped", due=OVERDUE_DAY, log=(make_entry("2020-08-01", status="dropped", note="撤销"),))
    assert summary_of(task).clearance.scope == ()


def test_a_carried_task_is_left_and_said_to_be_carried() -> None:
    task = make_task(due=OVERDUE_DAY, carried_to="2021:1.1", log=(make_entry("2020-12-20", carried_to="2021:1.1"),))
    clearance = summary_of(task).clearance
    assert (clearance.done, clearance.carried, clearance.left) == ((), ("1.1",), ("1.1",))


# --- carried over


def over(task: Task, on: str = "2020-12-20") -> Task:
    """Return ``task`` carried over on a day."""
    return replace(task, carried_to="2021:1.1", log=(*task.log, make_entry(on, carried_to="2021:1.1")))


@pytest.mark.parametrize(
    ("task", "where"),
    [
        (make_task(due=date(2020, 11, 30)), "overdue"),
        (make_task(target=make_target(100), reading=36, status="doing"), "behind"),
        (
            make_task(
                due=date(2020, 12, 31),
                log=(make_entry("2020-06-01", due=date(2020, 12, 31), was={"due": date(2020, 6, 30)}),),
            ),
            "extended",
        ),
        (make_task(), "unassigned"),
    ],
)
def test_carrying_takes_no_task_out_of_the_shortcomings(task: Task, where: str) -> None:
    assert getattr(summary_of(task, day=date(2020, 12, 20)), where) == ("1.1",)
    assert getattr(summary_of(over(task)), where) == ("1.1",)


def test_a_blocked_task_stays_blocked_when_it_is_carried() -> None:
    assert summary_of(over(blocked())).total.states[Status.BLOCKED] == ("1.1",)


def test_a_task_carried_on_its_last_day_was_due_that_day_and_one_carried_before_was_not() -> None:
    assert summary_of(over(make_task(), "2020-12-31")).due_now == ("1.1",)
    assert summary_of(over(make_task(), "2020-12-20")).due_now == ()


def test_a_carried_task_is_late_up_to_the_day_of_carrying() -> None:
    [row] = summary_of(over(make_task(due=date(2020, 11, 30)))).rows
    assert row.days_late == 20


def test_a_carried_task_is_nothing_to_finish_soon() -> None:
    task = make_task(due=date(2020, 12, 31))
    assert summary_of(task, day=date(2020, 12, 25)).due_soon == ("1.1",)
    assert summary_of(over(task), day=date(2020, 12, 25)).due_soon == ()


def test_carrying_by_an_internal_entry_changes_no_number_of_a_public_edition() -> None:
    entry = make_entry("2020-12-20", carried_to="2021:1.1", internal=True)
    task = make_task(due=date(2020, 11, 30), carried_to="2021:1.1", log=(entry,))
    [row] = summary_of(task, public=True).rows
    assert (row.days_late, row.task.log) == (20, (make_entry("2020-12-20", carried_to="2021:1.1"),))


# --- as of a day


def test_a_summary_shows_the_plan_as_it_was_on_the_day() -> None:
    plan = years.example()
    half = summarise(plan, date(2020, 6, 30))
    studio = next(row for row in half.rows if row.task.id == "5.8")
    assert studio.task.target is not None
    assert (studio.task.status, studio.reading, studio.task.target.baseline) == (Status.DOING, 36, 129)
    assert "1.11" not in half.total.ids


def test_is_final_only_from_the_last_day_of_the_year() -> None:
    assert not summary_of(make_task(), day=date(2020, 12, 30)).is_final
    assert summary_of(make_task(), day=date(2020, 12, 31)).is_final
    assert summary_of(make_task(), day=date(2021, 3, 1)).is_final


def test_the_burn_up_adds_up_first_deadlines_and_dates_of_completion() -> None:
    extended = make_task(
        id="1.2",
        due=date(2020, 9, 30),
        log=(make_entry("2020-02-01", due=date(2020, 9, 30), was={"due": date(2020, 3, 31)}),),
    )
    months = summary_of(make_done("1.1", "2020-02-10", due=date(2020, 3, 31)), extended, dropped("1.3")).months
    assert [month.due_so_far for month in months] == [0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]
    assert [month.done_so_far for month in months] == [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    assert (months[2].due, months[1].done) == (("1.1", "1.2"), ("1.1",))


def test_the_burn_up_ends_in_the_month_of_the_day() -> None:
    months = summary_of(make_done("1.1", "2020-02-10"), day=date(2020, 3, 15)).months
    assert [month.done_so_far for month in months] == [0, 1, 1] + [None] * 9


def test_a_task_done_without_a_date_counts_from_the_day_of_the_summary() -> None:
    months = summary_of(make_task(status="done"), day=date(2020, 6, 30)).months
    assert [month.done_so_far for month in months[:6]] == [0, 0, 0, 0, 0, 1]


# --- changes, of which test_changes tells


def test_without_a_since_there_are_no_changes() -> None:
    assert summary_of(make_task()).changes is None


# --- parts of a plan, and items of other kinds


def kinds() -> Plan:
    finding = Finding(
        "D1.1", "问题", area="政务", about=("2.1",), nodes=(Node(date(2020, 6, 30), "整改"),), status=Status.DONE
    )
    indicator = Indicator("K.1", "指标", path=("一",), hard=True, about=("1.1",), lead="乙局")
    plan = make_plan(
        [make_task(id="1.1", lead="甲局", support=("乙局",))],
        [make_task(id="2.1", lead="乙局"), make_task(id="2.2")],
    )
    return replace(
        plan,
        inspections=(Inspection("D1", "督察", items=(finding,)),),
        standards=(Standard("K", "体系", items=(indicator,)),),
    )


@pytest.mark.parametrize(
    ("scope", "tasks", "groups", "findings", "indicators"),
    [
        (Scope(), ["1.1", "2.1", "2.2"], ["1", "2"], ["D1.1"], ["K.1"]),
        (Scope(groups=("1",)), ["1.1"], ["1"], [], ["K.1"]),
        (Scope(groups=("2",)), ["2.1", "2.2"], ["2"], ["D1.1"], []),
        (Scope(units=("乙局",)), ["1.1", "2.1"], ["1", "2"], [], ["K.1"]),
        (Scope(groups=("2",), units=("甲局",)), [], ["2"], [], []),
        (Scope(groups=("D1",)), [], [], ["D1.1"], []),
    ],
)
def test_a_report_can_be_limited(
    scope: Scope, tasks: list[str], groups: list[str], findings: list[str], indicators: list[str]
) -> None:
    summary = summarise(kinds(), DAY, scope=scope)
    assert [row.task.id for row in summary.rows] == list(summary.total.ids) == tasks
    assert [group.key for group in summary.priorities] == groups
    assert [row.task.id for row in summary.findings] == findings
    assert [row.task.id for row in summary.indicators] == indicators


def test_findings_and_indicators_are_counted_by_themselves() -> None:
    summary = summarise(kinds(), DAY)
    [area], [heading] = summary.areas, summary.headings
    assert (area.key, area.closed_out, area.measures, area.taken) == ("政务", ("D1.1",), 1, 0)
    assert (heading.key, heading.hard, heading.met) == ("一", ("K.1",), ())
    assert [group.key for group in (*summary.inspections, *summary.standards)] == ["D1", "K"]


def test_a_public_edition_has_no_internal_item_of_any_kind() -> None:
    plan = kinds().with_groups(
        lambda group: replace(group, items=tuple(replace(item, internal=True) for item in group.items))
    )
    summary = summarise(plan, DAY, public=True)
    assert (summary.rows, summary.findings, summary.indicators) == ((), (), ())
    assert summary.left_out == LeftOut(("1.1", "2.1", "2.2", "D1.1", "K.1"), 0)


def test_what_was_done_after_its_deadline_is_late() -> None:
    tasks = [
        make_done("1.1", "2020-07-01", due=date(2020, 6, 30)),
        make_done("1.2", "2020-06-30", due=date(2020, 6, 30)),
        make_task(id="1.3", due=date(2020, 6, 30)),
    ]
    assert summary_of(*tasks).late == ("1.1",)


def test_a_task_whose_deadline_was_put_off_is_late_by_the_new_one() -> None:
    march = date(2020, 3, 31)
    put_off = extended("1.1", march, date(2020, 5, 31))
    done = replace(put_off, status=Status.DONE, log=(*put_off.log, make_entry("2020-05-01", status="done")))
    assert summary_of(done).late == ()


def test_a_task_done_on_an_unknown_day_is_not_late() -> None:
    assert summary_of(make_task(status="done", due=date(2020, 3, 31))).late == ()


def test_a_group_without_tasks_is_there_when_it_is_asked_for() -> None:
    plan = make_plan([make_task()], make_priority("2"))
    assert [group.key for group in summarise(plan, DAY, scope=Scope(groups=("2",))).priorities] == ["2"]


def test_a_limited_report_counts_only_its_tasks_in_all_that_it_counts() -> None:
    summary = summarise(kinds(), DAY, scope=Scope(groups=("1",)))
    assert {work.unit for work in summary.units} == {"甲局", "乙局"}
    assert [work.leads.ids for work in summary.units if work.unit == "乙局"] == [()]
    assert sum(len(month.due) for month in summary.months) == 1
    assert [group.ids for group in summary.quarters] == [("1.1",)]


def test_a_task_stands_in_a_limited_report_as_it_does_in_the_whole_one() -> None:
    first = make_task(id="1.1", status="doing", waits_for=("2.1",))
    plan = make_plan([first], [make_task(id="2.1", due=date(2020, 6, 30))])
    [whole, _] = summarise(plan, DAY).rows
    [part] = summarise(plan, DAY, scope=Scope(groups=("1",))).rows
    assert part == whole
    assert part.grade is Grade.AT_RISK


def test_internal_entries_of_findings_are_left_out_of_a_public_edition_and_counted() -> None:
    entry = make_entry("2020-06-01", note="内部意见", internal=True)
    finding = Finding("D1.1", "问题", log=(entry,))
    plan = replace(make_plan([make_task()]), inspections=(Inspection("D1", "督察", items=(finding,)),))
    summary = summarise(plan, DAY, public=True)
    assert summary.left_out == LeftOut((), 1)
    assert summary.findings[0].task.log == ()


def test_nodes_are_those_of_tasks_that_were_not_dropped() -> None:
    nodes = (Node(date(2020, 6, 30), "方案"),)
    plan = make_plan([make_task(id="1.1", nodes=nodes), replace(dropped("1.2"), nodes=nodes)])
    assert [row.row.task.id for row in summarise(plan, DAY).nodes] == ["1.1"]


# --- public editions


def internal_plan() -> Plan:
    shown = make_done("1.1", "2020-05-01", "甲〔2020〕1号")
    secret = make_entry("2020-04-01", note="内部意见", evidence=("密件",), internal=True)
    mixed = make_task(
        id="1.2", status="doing", lead="甲", log=(make_entry("2020-03-01", status="doing", note="公开"), secret)
    )
    hidden = make_task(id="1.3", lead="保密单位", internal=True, log=(secret,))
    return make_plan([shown, mixed, hidden])


def test_a_public_summary_leaves_out_internal_tasks_and_entries_and_counts_them() -> None:
    summary = summarise(internal_plan(), DAY, public=True)
    assert summary.total.ids == ("1.1", "1.2")
    assert summary.left_out == LeftOut(("1.3",), 1)
    assert summary.rows[1].task.evidence == ()
    assert [row.unit for row in summary.units] == ["甲", ""]


def test_a_public_edition_judges_a_duty_by_internal_reports_too() -> None:
    log = (make_entry("2020-02-10", note="一季度"), make_entry("2020-05-10", note="二季度", internal=True))
    plan = make_plan([make_task(ongoing=True, log=log)])
    [whole] = summarise(plan, date(2020, 7, 10)).rows
    [public] = summarise(plan, date(2020, 7, 10), public=True).rows
    assert (public.kept, public.grade) == (whole.kept, whole.grade) == (Kept(2, 2, now=True), Grade.ON_TRACK)
    assert len(public.task.log) == 1


def test_a_summary_that_is_not_public_leaves_nothing_out() -> None:
    summary = summarise(internal_plan(), DAY)
    assert summary.total.ids == ("1.1", "1.2", "1.3")
    assert summary.left_out == LeftOut()


def test_a_state_set_by_an_internal_entry_stays_but_its_reason_goes() -> None:
    said = {"note": "内部原因", "problem": "缺人", "next": "催办", "help": "协调", "evidence": ("密件",), "by": "王芳"}
    log = (
        make_entry("2020-05-01", status="doing", note="顺利开工"),
        make_entry("2020-07-01", status="blocked", internal=True, **said),
    )
    [row] = summarise(make_plan([make_task(status="blocked", log=log)]), DAY, public=True).rows
    assert (row.task.status, row.task.log) == (Status.BLOCKED, (log[0], make_entry("2020-07-01", status="blocked")))
    assert (row.problem, row.help, reason(row.task), status_since(row.task)) == (None, None, None, date(2020, 7, 1))


def test_what_an_internal_entry_records_is_counted_on_its_own_day() -> None:
    log = (
        make_entry("2020-02-01", status="done", note="第一次完成"),
        make_entry("2020-03-01", status="doing", note="退回", internal=True),
        make_entry("2020-09-20", status="done", note="再次完成", internal=True),
    )
    plan = make_plan([make_task(status="done", due=date(2020, 6, 30), log=log)])
    whole, public = (
        summarise(plan, DAY, since=date(2020, 1, 1)),
        summarise(plan, DAY, since=date(2020, 1, 1), public=True),
    )
    assert (public.late, public.months, public.on_time) == (whole.late, whole.months, whole.on_time)
    assert public.changes == whole.changes
    assert status_since(public.rows[0].task) == date(2020, 9, 20)


# --- any plan


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    tasks = []
    for number in range(draw(st.integers(0, 8))):
        status = draw(st.sampled_from(list(Status)))
        day = draw(st.dates(date(2019, 12, 1), date(2021, 2, 1)))
        due = draw(st.none() | st.dates(date(2020, 1, 1), date(2021, 3, 1)))
        target = draw(
            st.none() | st.builds(make_target, st.integers(1, 9), st.just("个"), st.none() | st.integers(0, 9))
        )
        reading = draw(st.none() | st.integers(0, 12))
        log = (make_entry(day, status=status, reading=reading),) if draw(st.booleans()) else ()
        lead = draw(st.sampled_from([None, "甲", "乙"]))
        internal = draw(st.booleans())
        if draw(st.booleans()):
            log = (*log, make_entry(day, carried_to="2021:1.1"))
        tasks.append(
            make_task(
                id=f"1.{number}",
                status=status,
                due=due,
                lead=lead,
                target=target,
                reading=reading,
                log=log,
                carried_to="2021:1.1" if log and log[-1].carried_to else None,
                internal=internal,
            )
        )
    return make_plan(tasks)


@given(plan=plans(), day=st.dates(date(2019, 12, 1), date(2021, 3, 1)), public=st.booleans())
def test_the_numbers_of_any_plan_agree_with_each_other(plan: Plan, day: date, *, public: bool) -> None:
    summary = summarise(plan, day, since=date(2020, 4, 1), public=public)
    total = summary.total
    assert sorted(states_of(total)) == sorted(total.ids) == sorted(row.task.id for row in summary.rows)
    assert (total.percent == 100) == (len(total.done) == total.total > 0)
    assert set(summary.overdue) | set(total.carried) <= set(total.unfinished)
    assert not set(summary.overdue) & set(summary.due_now)
    clearance = summary.clearance
    assert sorted((*clearance.done, *clearance.left)) == sorted(clearance.scope)
    assert set(clearance.carried) <= set(clearance.left)
    assert summary.months[-1].due_so_far <= total.total
    done = [month.done_so_far for month in summary.months if month.done_so_far is not None]
    assert done == sorted(done)
    assert {grade for grade, _ in summary.grades} <= set(Grade)


def test_a_group_of_which_all_is_internal_is_not_in_a_public_edition() -> None:
    plan = make_plan([make_task(id="1.1")], [make_task(id="2.1", internal=True)], [])
    assert [group.key for group in summarise(plan, DAY, public=True).priorities] == ["1", "3"]
    assert [group.key for group in summarise(plan, DAY).priorities] == ["1", "2", "3"]
