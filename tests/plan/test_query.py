"""Which tasks are listed, and in which order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import make_done, make_entry, make_plan, make_target, make_task

from planctl.plan.model import Status, Task
from planctl.plan.progress import Grade, Standing, standings
from planctl.plan.query import AsWritten, Filter, SortKey, natural, select

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2020, 6, 30)
PLAN = make_plan(
    [
        make_done("1.1", "2020-03-01", "通知", lead="省司法厅", owner="王芳"),
        make_task(id="1.2", title="清理规章", title_en="Review rules", due=date(2020, 6, 1), lead="省公安厅"),
        make_task(
            id="1.10",
            status="doing",
            due=date(2020, 8, 1),
            support=("省司法厅",),
            tags=("民生",),
            start=date(2020, 3, 1),
            target=make_target(100),
        ),
    ],
    [
        make_task(
            id="2.1",
            status="blocked",
            owner="王小芳",
            refs=("吉发〔2016〕30号",),
            formerly=("旧名称",),
            source="(二)3",
            target=make_target(8),
            reading=2,
            log=(make_entry("2020-05-01", status="blocked", note="等待上位法"),),
        ),
        make_task(id="2.2", carried_to="2021:2.2"),
        make_task(id="2.3", status="dropped", log=(make_entry("2020-04-01", status="dropped", note="并入2.1"),)),
    ],
)
ROWS = standings(PLAN, TODAY)


def ids(where: Filter, sort: Sequence[tuple[SortKey, bool]] = ()) -> list[str]:
    return [row.task.id for row in select(ROWS, where, sort)]


EVERYTHING = Filter(include_closed=True)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (Filter(), ["1.2", "1.10", "2.1"]),
        (EVERYTHING, ["1.1", "1.2", "1.10", "2.1", "2.2", "2.3"]),
        (Filter(statuses=(Status.DONE, Status.DROPPED)), ["1.1", "2.3"]),
        (Filter(statuses=(Status.TODO,)), ["1.2", "2.2"]),
        (Filter(groups=("2",)), ["2.1"]),
        (Filter(leads=("省司法厅",), include_closed=True), ["1.1"]),
        (Filter(units=("省司法厅",), include_closed=True), ["1.1", "1.10"]),
        (Filter(units=("省司法厅", "省公安厅")), ["1.2", "1.10"]),
        (Filter(owners=("芳",)), ["2.1"]),
        (Filter(owners=("王芳",), include_closed=True), ["1.1"]),
        (Filter(owners=("王芳", "小芳"), include_closed=True), ["1.1", "2.1"]),
        (Filter(carried=True), ["2.2"]),
        (Filter(carried=True, statuses=(Status.BLOCKED,)), ["2.1", "2.2"]),
        (Filter(carried=True, groups=("1",)), []),
        (Filter(overdue=True), ["1.2"]),
        (Filter(due_before=date(2020, 8, 1)), ["1.2", "1.10"]),
        (Filter(due_before=date(2020, 7, 31)), ["1.2"]),
        (Filter(unassigned=True), ["1.10", "2.1"]),
        (Filter(due_after=date(2020, 8, 1)), ["1.10", "2.1"]),
        (Filter(due_after=date(2020, 6, 2), due_before=date(2020, 8, 1)), ["1.10"]),
        (Filter(grades=(Grade.OVERDUE,)), ["1.2"]),
        (Filter(grades=(Grade.AT_RISK, Grade.OVERDUE)), ["1.2", "2.1"]),
        (Filter(grades=(Grade.DONE,)), ["1.1"]),
        (Filter(grades=(Grade.CLOSED, Grade.PENDING)), ["2.3"]),
        (Filter(grades=(Grade.PENDING,), include_closed=True), ["2.2"]),
        (Filter(grades=(Grade.DONE,), statuses=(Status.TODO,)), []),
        (Filter(tags=("民生", "其他")), ["1.10"]),
        (Filter(tags=("民",)), []),
        (Filter(unowned=True), ["1.2", "1.10"]),
        (Filter(no_evidence=True, include_closed=True), ["1.2", "1.10", "2.1", "2.2", "2.3"]),
        (Filter(no_evidence=True, statuses=(Status.DONE,)), []),
        (Filter(quiet_since=date(2020, 5, 1)), ["1.2", "1.10"]),
        (Filter(quiet_since=date(2020, 5, 2)), ["1.2", "1.10", "2.1"]),
        (Filter(groups=("1",), unassigned=True, overdue=True), []),
    ],
)
def test_a_task_is_listed_if_it_meets_every_condition(where: Filter, found: list[str]) -> None:
    assert ids(where) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("规章", "1.2"),
        ("REVIEW", "1.2"),
        ("ｒｅｖｉｅｗ", "1.2"),
        ("吉发〔2016〕", "2.1"),
        ("旧名称", "2.1"),
        ("上位法", "2.1"),
        ("(二)3", "2.1"),
        ("（二）3", "2.1"),
        ("民生", "1.10"),
        ("1.10", "1.10"),
    ],
)
def test_words_are_looked_for_in_everything_that_was_written(typed: str, found: str) -> None:
    assert ids(Filter(grep=typed)) == [found]


@pytest.mark.parametrize("typed", ["预算", ".*", "C++", "[12]", "1.1\\d", "--all"])
def test_nothing_is_found_that_is_not_there_and_no_character_means_more_than_itself(typed: str) -> None:
    assert ids(Filter(grep=typed, include_closed=True)) == []


@pytest.mark.parametrize("typed", ["C++", "(v1", ".*", "--all", "$HOME"])
def test_characters_that_mean_something_elsewhere_are_found_as_they_are(typed: str) -> None:
    row = standings(make_plan([make_task(title=f"甲 {typed} 乙")]), TODAY)
    assert select(row, Filter(grep=typed)) == row


def test_a_variant_of_a_character_is_found_by_the_character() -> None:
    row = standings(make_plan([make_task(owner="葛\U000e0100城", tags=("葛\U000e0100",))]), TODAY)
    assert select(row, Filter(owners=("葛城",), tags=("葛",))) == row


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ([(SortKey.ID, False)], ["1.1", "1.2", "1.10", "2.1", "2.2", "2.3"]),
        ([(SortKey.ID, True)], ["2.3", "2.2", "2.1", "1.10", "1.2", "1.1"]),
        ([(SortKey.DUE, False)], ["1.2", "1.10", "1.1", "2.1", "2.2", "2.3"]),
        ([(SortKey.STATUS, False)], ["1.2", "2.2", "1.10", "2.1", "1.1", "2.3"]),
        ([(SortKey.GRADE, False)], ["1.1", "1.2", "2.1", "1.10", "2.2", "2.3"]),
        ([(SortKey.UPDATED, True)], ["2.1", "2.3", "1.1", "1.2", "1.10", "2.2"]),
        ([(SortKey.OWNER, False)], ["1.1", "2.1", "1.2", "1.10", "2.2", "2.3"]),
        ([(SortKey.LEAD, False)], ["1.2", "1.1", "1.10", "2.1", "2.2", "2.3"]),
        ([(SortKey.PRIORITY, True)], ["2.1", "2.2", "2.3", "1.1", "1.2", "1.10"]),
        ([(SortKey.TITLE, False)], ["1.2", "1.1", "1.10", "2.1", "2.2", "2.3"]),
        ([(SortKey.SINCE, True)], ["2.1", "2.3", "1.1", "1.2", "1.10", "2.2"]),
        ([(SortKey.START, False)], ["1.10", "1.1", "1.2", "2.1", "2.2", "2.3"]),
        ([(SortKey.DUE_ORIGINAL, False)], ["1.2", "1.10", "1.1", "2.1", "2.2", "2.3"]),
        ([(SortKey.READING, True)], ["2.1", "1.10", "1.1", "1.2", "2.2", "2.3"]),
        ([(SortKey.LEAD, True)], ["1.1", "1.2", "1.10", "2.1", "2.2", "2.3"]),
        ([(SortKey.STATUS, False), (SortKey.ID, True)], ["2.2", "1.2", "1.10", "2.1", "1.1", "2.3"]),
    ],
)
def test_tasks_are_sorted_and_those_without_the_value_come_last(
    sort: list[tuple[SortKey, bool]], found: list[str]
) -> None:
    assert ids(EVERYTHING, sort) == found


def test_names_are_sorted_by_their_pronunciation_and_in_the_language_of_the_reader() -> None:
    plan = make_plan(
        [
            make_task(id="1.1", title="张", title_en="b"),
            make_task(id="1.2", title="安", title_en="C"),
            make_task(id="1.3", title="李", title_en="a"),
        ]
    )
    rows = standings(plan, TODAY)

    class English(AsWritten):
        def title(self, titled: Task) -> str:
            return titled.title_en or ""

    by_title = [(SortKey.TITLE, False)]
    assert [row.task.title for row in select(rows, Filter(), by_title)] == ["安", "李", "张"]
    assert [row.task.title_en for row in select(rows, Filter(), by_title, English())] == ["a", "b", "C"]


def test_a_list_stays_as_the_document_has_it_unless_sorted() -> None:
    assert select(ROWS, EVERYTHING) == ROWS


@given(st.lists(st.tuples(st.sampled_from(list(SortKey)), st.booleans()), max_size=3))
def test_sorting_loses_and_doubles_nothing(sort: list[tuple[SortKey, bool]]) -> None:
    found = select(ROWS, EVERYTHING, sort)
    assert sorted(found, key=lambda row: natural(row.task.id)) == sorted(ROWS, key=lambda row: natural(row.task.id))


def test_ids_are_ordered_by_their_numbers() -> None:
    expected = ["1.2", "1.9", "1.10", "2.1", "10.1", "A.1", "A.b"]
    assert sorted({*expected}, key=natural) == expected


def test_a_filter_asks_each_row_by_itself() -> None:
    row: Standing = ROWS[1]
    assert Filter().passes(row)
    assert not Filter(statuses=(Status.DOING,)).passes(row)
