"""The year at a glance: how much there was to do, how much is done, and what is counted apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import years
from make import make_done, make_entry, make_plan, make_priority, make_task
from reports import paragraphs, phrases, texts

from planctl.plan.model import Plan, Status, Task, Unit
from planctl.plan.node import Node
from planctl.report.numbers.figures import Scope
from planctl.report.wording.opening import opening

if TYPE_CHECKING:
    from collections.abc import Callable

MARCH, JULY = date(2020, 3, 31), date(2020, 7, 15)
YEAR_END = date(2020, 12, 31)


def task(identifier: str = "1.1", **over: Any) -> Task:
    return make_task(id=identifier, title_en=f"Task {identifier}", **over)


def done(identifier: str, on: str = "2020-05-01", **over: Any) -> Task:
    return make_done(identifier, on, "A1", title_en=f"Task {identifier}", **over)


def dropped(identifier: str) -> Task:
    return task(identifier, status="dropped", log=(make_entry("2020-03-01", status="dropped", note_en="merged"),))


def said(plan: Plan, language: str = "zh", **more: Any) -> str:
    return "\n".join(texts(opening(phrases(plan, language, **more))))


def both(*tasks: Task, day: date = YEAR_END, **more: Any) -> tuple[str, str]:
    """Return what is said of the tasks, without the sentence on the whole plan, in Chinese and in English."""
    plan = make_plan(list(tasks), title_en="Plan")
    chinese, english = (said(plan, language, day=day, **more).split("\n") for language in ("zh", "en"))
    return "\n".join(chinese[1:]), "\n".join(english[1:])


# --- how many there are


def test_the_plan_is_counted_with_what_was_added_and_came_from_the_year_before() -> None:
    plan = make_plan(
        [task("1.1", carried_from="2019:1.1"), task("1.2", log=(make_entry("2020-05-01", added=True),))],
        [task("2.1")],
        adopted=date(2020, 3, 13),
    )
    assert said(plan, day=JULY).startswith("全年共部署2个方面3项任务（含年内新增1项、上年转入1项）。\n")
    assert said(plan, "en", day=JULY).startswith(
        "The plan sets out 3 tasks under 2 priorities, among them 1 added during the year and 1 from the year before.\n"
    )


def test_one_task_is_one_task() -> None:
    plan = make_plan([task()])
    assert said(plan, "en", day=JULY).startswith("The plan sets out one task under one priority.\n")


@pytest.mark.parametrize(
    ("tasks", "zh", "en"),
    [
        (
            [done("1.1"), dropped("1.2")],
            "其中终止1项，其余1项纳入完成率统计。",
            "Of these, 1 was dropped, which leaves one that counts towards completion.",
        ),
        ([dropped("1.1"), dropped("1.2")], "其中终止2项。", "Of these, 2 were dropped."),
        (
            [task("1.1", ongoing=True), dropped("1.2"), task("1.3"), task("1.4")],
            "其中长期坚持1项、终止1项，其余2项纳入完成率统计。",
            "Of these, 1 goes on without an end and 1 was dropped, which leaves 2 that count towards completion.",
        ),
    ],
)
def test_what_does_not_count_towards_completion_is_said(tasks: list[Task], zh: str, en: str) -> None:
    plan = make_plan(tasks)
    assert zh in said(plan)
    assert en in said(plan, "en")


def test_a_part_of_the_plan_is_named() -> None:
    plan = make_plan(
        make_priority("1", task("1.1", lead="甲局"), title="甲方面", title_en="First"),
        [task("2.1")],
        units=(Unit("甲局", name_en="Bureau A"),),
    )
    scope = Scope(groups=("1",), units=("甲局",))
    assert said(plan, day=JULY, scope=scope).startswith("“甲方面”方面，甲局共有1项任务。\n")
    assert said(plan, "en", day=JULY, scope=scope).startswith(
        "The plan has one task for “First”, led or supported by Bureau A.\n"
    )


def test_a_report_on_an_inspection_says_nothing_of_tasks() -> None:
    assert said(make_plan([task()]), scope=Scope(groups=("D1",))) == ""


# --- how they stand


@pytest.mark.parametrize(
    ("tasks", "zh", "en"),
    [
        (
            [done("1.1")],
            "截至2020年7月15日，这项任务已完成。",
            "As of 15 July 2020, the one task is done.",
        ),
        (
            [done("1.1"), done("1.2")],
            "截至2020年7月15日，2项任务全部完成。",
            "As of 15 July 2020, all 2 tasks are done.",
        ),
        (
            [done("1.1"), task("1.2")],
            "截至2020年7月15日，2项任务已完成1项，完成率50%；其余1项尚未启动。",
            "As of 15 July 2020, one of the 2 tasks is done (50%); the other one has not been started.",
        ),
        (
            [done("1.1"), done("1.2"), task("1.3", status="doing"), task("1.4", status="blocked")],
            "截至2020年7月15日，4项任务已完成2项，完成率50%；其余2项中，正在推进1项、受阻1项。",
            "As of 15 July 2020, 2 of the 4 tasks are done (50%); of the other 2, 1 is in progress and 1 is blocked.",
        ),
        (
            [task("1.1", status="doing")],
            "截至2020年7月15日，这项任务正在推进。",
            "As of 15 July 2020, the one task is not done: it is in progress.",
        ),
        (
            [task("1.1", status="submitted"), task("1.2", status="submitted")],
            "截至2020年7月15日，2项任务均未完成，已报请验收。",
            "As of 15 July 2020, none of the 2 tasks is done: all await acceptance.",
        ),
        (
            [task("1.1", status="doing"), task("1.2")],
            "截至2020年7月15日，2项任务均未完成，其中正在推进1项、尚未启动1项。",
            "As of 15 July 2020, none of the 2 tasks is done: 1 is in progress and 1 has not been started.",
        ),
    ],
)
def test_all_some_and_none_are_told_as_such(tasks: list[Task], zh: str, en: str) -> None:
    assert both(*tasks, day=JULY) == (zh, en)


def carried(identifier: str, **over: Any) -> Task:
    entry = make_entry("2020-12-20", carried_to=f"2021:{identifier}", note_en="no time")
    return task(identifier, status="doing", carried_to=f"2021:{identifier}", log=(entry,), **over)


def test_what_is_late_or_goes_over_is_said_of_some_of_all_and_of_the_one() -> None:
    some = both(done("1.1"), task("1.2", due=MARCH), carried("1.3"), task("1.4"), day=date(2020, 12, 25))
    assert "未完成的任务中，1项逾期、1项转入2021年办理。" in some[0]
    assert "Among the open tasks, 1 is overdue and 1 goes over into 2021." in some[1]
    every = both(carried("1.1", due=MARCH), carried("1.2", due=MARCH))
    assert "未完成的2项任务均已逾期、全部转入2021年办理。" in every[0]
    assert "All 2 open tasks are overdue and carried over into 2021." in every[1]
    single = both(done("1.1"), carried("1.2", due=MARCH))
    assert "其余1项正在推进。该项任务已经逾期、转入2021年办理。" in single[0]
    assert "the other one is in progress. It is overdue and carried over into 2021." in single[1]


def test_carrying_over_adds_a_count_and_changes_none() -> None:
    open_ones = [task("1.2", due=MARCH, status="doing"), task("1.3", status="blocked")]
    over = make_entry("2020-07-14", carried_to="2021:1.1")
    after = [replace(each, carried_to="2021:1.1", log=(over,)) for each in open_ones]
    told = both(done("1.1"), *open_ones, day=JULY)[0]
    assert "1项逾期。" in told
    assert both(done("1.1"), *after, day=JULY)[0] == told.replace("1项逾期。", "1项逾期、2项转入2021年办理。")


# --- in time


@pytest.mark.parametrize(
    ("tasks", "zh", "en"),
    [
        (
            [done("1.1", "2020-03-01", due=MARCH), task("1.2", due=MARCH), task("1.3")],
            "已到期的2项任务中，按期完成1项，按期完成率50%。",
            "Of the 2 tasks that have fallen due, one was done on time (50%).",
        ),
        (
            [done("1.1", "2020-03-01", due=MARCH), task("1.2")],
            "已到期的1项任务按期完成。",
            "The one task that has fallen due was done on time.",
        ),
        (
            [done(f"1.{n}", "2020-03-01", due=MARCH) for n in (1, 2)],
            "已到期的2项任务均按期完成。",
            "All 2 tasks that have fallen due were done on time.",
        ),
        (
            [task("1.1", due=MARCH), task("1.2")],
            "已到期的1项任务未按期完成。",
            "The one task that has fallen due was not done on time.",
        ),
        (
            [done("1.1", "2020-04-01", due=MARCH), done("1.2", "2020-03-01", due=MARCH)],
            "按期完成率50%。另有1项逾期后完成。",
            "on time (50%). One more was done after its deadline.",
        ),
        (
            [done("1.1", "2020-04-01", due=MARCH), task("1.2")],
            "已到期的1项任务未按期完成。该项任务逾期后完成。",
            "was not done on time. It was done after its deadline.",
        ),
        (
            [done(f"1.{n}", "2020-04-01", due=MARCH) for n in (1, 2)],
            "已到期的2项任务均未按期完成。2项任务均为逾期后完成。",
            "was done on time. All 2 were done after their deadlines.",
        ),
        (
            [done("1.1", "2020-04-01", due=MARCH), task("1.2", due=MARCH)],
            "均未按期完成。其中1项逾期后完成。",
            "was done on time. One of them was done after its deadline.",
        ),
    ],
)
def test_what_was_done_in_time_and_what_later(tasks: list[Task], zh: str, en: str) -> None:
    chinese, english = both(*tasks, day=JULY)
    assert zh in chinese
    assert en in english


def test_first_deadlines_are_told_beside_those_that_stand_where_they_say_something_else() -> None:
    may = date(2020, 5, 31)
    log = (make_entry("2020-02-01", due=may, was={"due": MARCH}), make_entry("2020-05-01", status="done"))
    put_off = task("1.1", status="done", due=may, log=log)
    chinese, english = both(put_off, done("1.2", "2020-03-01", due=MARCH), day=JULY)
    assert "已到期的2项任务均按期完成。按最初的完成时限计算，按期完成率为50%。" in chinese
    assert "Against the first deadlines the rate is 50%." in english
    assert "最初" not in both(done("1.2", "2020-03-01", due=MARCH), day=JULY)[0]


def test_deadlines_of_their_own_are_counted_where_others_have_none() -> None:
    chinese, english = both(done("1.1", "2020-03-01", due=MARCH), task("1.2", due=MARCH), task("1.3"), day=JULY)
    assert "明确了完成时限的2项任务已完成1项，其余1项尚未完成。" in chinese
    assert "Of the 2 tasks with a deadline of their own, one is done and one is still open." in english
    assert "明确了完成时限" not in both(task("1.1", due=MARCH), day=JULY)[0]
    assert "明确了完成时限的1项任务尚未完成。" in both(task("1.1", due=MARCH), task("1.2"), day=JULY)[0]


def test_before_anything_is_due_nothing_is_said_of_time() -> None:
    assert "到期" not in both(task("1.1"), day=JULY)[0]


# --- nodes and duties

MET = Node(MARCH, "甲", done=MARCH)
MISSED = Node(date(2020, 6, 30), "乙")
OPEN = Node(date(2020, 12, 1), "丙")


@pytest.mark.parametrize(
    ("nodes", "zh", "en"),
    [
        ([MET], "设定的1个时间节点已到达。", "The one node set has been reached."),
        ([MET, replace(MET, goal="丁")], "设定的2个时间节点均已到达。", "All 2 nodes set have been reached."),
        ([OPEN], "设定的1个时间节点尚未到达。", "The one node set has not been reached."),
        (
            [MET, OPEN],
            "设定的2个时间节点已到达1个。",
            "Of the 2 nodes set, one has been reached.",
        ),
        (
            [MET, MISSED, OPEN],
            "设定的3个时间节点已到达1个，1个未按期到达。",
            "Of the 3 nodes set, one has been reached and one was missed.",
        ),
        (
            [MISSED, OPEN],
            "设定的2个时间节点均未到达，其中1个未按期到达。",
            "None of the 2 nodes set has been reached; one was missed.",
        ),
        ([MISSED], "设定的1个时间节点未按期到达。", "The one node set was missed."),
    ],
)
def test_nodes_are_counted_by_what_became_of_them(nodes: list[Node], zh: str, en: str) -> None:
    chinese, english = both(task(nodes=tuple(nodes)), day=JULY)
    assert zh in chinese
    assert en in english


def test_a_company_has_milestones() -> None:
    assert "The one milestone set was missed." in both(task(nodes=(MISSED,)), day=JULY, is_official=False)[1]


def test_duties_are_told_apart_with_the_periods_in_which_they_were_kept_up() -> None:
    report = make_entry("2020-02-10", note_en="checked once")
    chinese, english = both(task("1.1", ongoing=True, log=(report,)), task("1.2", ongoing=True, every="half"))
    assert chinese == "长期坚持的2项任务应报告6个周期，已报告1个周期。"
    assert english == "The 2 duties without an end were reported on in 1 of 6 periods."


def test_before_a_period_is_over_nothing_is_said_of_none_of_none() -> None:
    chinese, english = both(task(ongoing=True), day=date(2020, 3, 10))
    assert chinese == "长期坚持的1项任务尚未满一个报告周期。"
    assert english == "The first period of the one duty without an end is not over."


def test_duties_that_came_to_their_end_are_told() -> None:
    log = (make_entry("2020-09-10", status="done", note_en="over"),)
    ended = task("1.1", ongoing=True, status="done", log=log)
    assert both(ended)[0].endswith("该项任务已经结束。")
    assert both(ended)[1].endswith("It has come to its end.")
    chinese, english = both(ended, task("1.2", ongoing=True))
    assert chinese.endswith("其中1项已经结束。")
    assert english.endswith("One of them has come to its end.")


# --- what holds for all of it


@pytest.mark.parametrize("year", [years.example, years.library, years.livelihood, years.five_hundred])
def test_every_number_of_tasks_comes_with_these_tasks(year: Callable[[], Plan]) -> None:
    p = phrases(year())
    pieces = [piece for paragraph in paragraphs(opening(p)) for piece in paragraph.pieces]
    assert pieces[0].ids == p.summary.total.ids
    known = {row.task.id for row in p.summary.rows}
    assert all(set(piece.ids) <= known for piece in pieces)


def test_the_reader_is_told_that_some_records_have_no_english() -> None:
    note = "Names, reasons and documents that have no English are given as recorded."
    foreign = make_plan([make_task(title="做乙", title_en="Do B", lead="某局")])
    assert note in said(foreign, "en")
    assert note not in said(replace(foreign, units=(Unit("某局", name_en="Some bureau"),)), "en")
    entry = make_entry("2020-05-01", status="done", note="已办结", note_en="settled")
    english = make_plan([make_task(title="做乙", title_en="Do B", status=Status.DONE, log=(entry,))])
    assert note not in said(english, "en")


@pytest.mark.parametrize(("language", "text"), [("zh", "计划没有列入任务。"), ("en", "The plan lists no tasks.")])
def test_a_plan_without_tasks_says_so(language: str, text: str) -> None:
    assert said(make_plan(make_priority("1")), language) == text
