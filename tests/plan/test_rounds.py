"""Rounds of reports: who has to report, what counts, and what a closed round froze."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import make_day, make_entry, make_plan, make_task

from planctl.plan import replay, rounds
from planctl.plan.merge import merge
from planctl.plan.model import Plan, Status
from planctl.plan.round import Round
from planctl.plan.rounds import Answer

JUNE = Round("2020-06", date(2020, 6, 1), date(2020, 6, 30), date(2020, 6, 28))
DAYS = st.dates(date(2020, 5, 20), date(2020, 7, 10))


def plan_with(*tasks: object, **over: object) -> Plan:
    return make_plan(tasks, rounds=(JUNE,), **over)  # type: ignore[arg-type]


def answer(plan: Plan, day: str = "2020-07-05", state: str = "over") -> Answer:
    (unit,) = rounds.status_of(plan, JUNE, make_day(day, state)).units
    return unit.answer


@pytest.mark.parametrize(
    ("identifier", "first", "last"),
    [
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-Q2", "2020-04-01", "2020-06-30"),
        ("2020-h2", "2020-07-01", "2020-12-31"),
    ],
)
def test_the_days_follow_from_the_id(identifier: str, first: str, last: str) -> None:
    assert rounds.days_of(identifier) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("identifier", ["2020", "2020-13", "2020-Q5", "0000-01", "midyear"])
def test_other_ids_say_no_days(identifier: str) -> None:
    assert rounds.days_of(identifier) is None


def test_case_and_width_of_an_id_are_folded() -> None:
    assert rounds.round_id("２０２０－q2") == "2020-Q2"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], Answer.MISSING),
        ([make_entry("2020-06-28", note="进展")], Answer.REPORTED),
        ([make_entry("2020-06-28", nothing=True)], Answer.NOTHING),
        ([make_entry("2020-06-28", nothing=True, note="等")], Answer.NOTHING),
        ([make_entry("2020-06-29", note="进展")], Answer.LATE),
        ([make_entry("2020-05-31", note="进展")], Answer.MISSING),
        ([make_entry("2020-07-01", note="进展")], Answer.MISSING),
        ([make_entry("2020-06-03", owner="王芳")], Answer.MISSING),
        ([make_entry("2020-06-03", nothing=True), make_entry("2020-06-29", note="进展")], Answer.REPORTED),
    ],
)
def test_a_unit_is_in_the_state_that_its_entries_make(entries: list[object], expected: Answer) -> None:
    assert answer(plan_with(make_task(lead="甲局", log=tuple(entries)))) is expected


@pytest.mark.parametrize(("state", "expected"), [("today", Answer.PENDING), ("over", Answer.MISSING)])
def test_on_the_last_day_reports_are_still_to_come_until_it_is_over(state: str, expected: Answer) -> None:
    assert answer(plan_with(make_task(lead="甲局")), "2020-06-28", state) is expected


def test_expected_are_leads_of_what_is_open_on_some_day() -> None:
    before = make_task(id="1.1", lead="甲", status=Status.DONE, log=(make_entry("2020-05-31", status=Status.DONE),))
    on_the_first = make_task(
        id="1.2", lead="乙", status=Status.DONE, log=(make_entry("2020-06-01", status=Status.DONE),)
    )
    later = make_task(id="1.3", lead="丙", log=(make_entry("2020-07-01", added=True),))
    nobody = make_task(id="1.4")
    status = rounds.status_of(plan_with(before, on_the_first, later, nobody), JUNE, make_day("2020-07-05"))
    assert [unit.unit for unit in status.units] == ["乙"]
    assert status.unassigned == ("1.4",)


def test_late_to_finish_is_told_apart_from_late_to_report() -> None:
    task = make_task(lead="甲", due=date(2020, 6, 15), log=(make_entry("2020-06-10", note="进展"),))
    (unit,) = rounds.status_of(plan_with(task), JUNE, make_day("2020-07-05")).units
    assert (unit.answer, unit.overdue) == (Answer.REPORTED, (task.id,))


def test_an_entry_that_says_nothing_is_no_report() -> None:
    assert not make_entry("2020-06-01", nothing=True, note="等").is_report


@given(st.lists(DAYS, max_size=4), st.lists(st.sampled_from(["甲", "乙", None]), min_size=1, max_size=5), DAYS)
def test_the_states_divide_the_units_that_are_expected(days: list[date], leads: list[str | None], day: date) -> None:
    log = tuple(make_entry(on, note="x") for on in sorted(days))
    tasks = (make_task(id=f"1.{n}", lead=lead, log=log if n % 2 else ()) for n, lead in enumerate(leads))
    plan = replay.plan_on(plan_with(*tasks), day)
    status = rounds.status_of(plan, JUNE, day)
    parts = [unit.unit for answer in Answer for unit in status.having(answer)]
    assert sorted(parts) == sorted({lead for lead in leads if lead})
    assert all({*unit.reported, *unit.overdue} <= {*unit.items} for unit in status.units)


@given(DAYS, DAYS, DAYS, DAYS)
def test_an_entry_counts_from_the_first_day_to_the_last_on_which_it_is_awaited(
    first: date, last: date, until: date, on: date
) -> None:
    one = Round("x", first, last, until)
    assert rounds.counts_for(one, on) == (first <= on and (on <= last or on <= until))


@given(st.sets(st.sampled_from(["2020-07", "2020-08", "2020-Q3"])), st.sets(st.sampled_from(["2020-07", "2020-H2"])))
def test_rounds_of_both_sides_come_together(mine: set[str], other: set[str]) -> None:
    def opened(plan: Plan, ids: set[str]) -> Plan:
        for identifier in sorted(ids):
            days = rounds.days_of(identifier)
            assert days
            plan = rounds.OpenRound(identifier, days[1] - timedelta(days=2)).apply(plan).plan
        return plan

    base = plan_with(make_task())
    merged = merge(base, opened(base, mine), opened(base, other))
    assert merged.conflicts == ()
    assert {one.id for one in merged.plan.rounds} == {"2020-06", *mine, *other}
