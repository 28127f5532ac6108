"""What went wrong: which tasks, in which order, how many of them, and what is said where nobody recorded much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import years
from hypothesis import given
from hypothesis import strategies as st
from make import make_done, make_entry, make_plan, make_target, make_task
from reports import paragraphs, phrases, texts

from planctl.blocks import Heading
from planctl.plan.model import Plan, Status
from planctl.plan.node import Node
from planctl.report.numbers.figures import Scope
from planctl.report.wording.shortcomings import MOST_OTHERS, MOST_TOLD, shortcomings
from planctl.report.wording.troubles import Trouble, trouble, uncaused

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.model import Task
    from planctl.report.wording.phrases import Phrases

JULY, JUNE = date(2020, 7, 15), date(2020, 6, 30)
CAUSED = (make_entry("2020-06-01", status="doing", problem="缺少人手"),)
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
YEARS = pytest.mark.parametrize("year", [years.example, years.library, years.livelihood, years.five_hundred])


def said(*tasks: Task, language: str = "zh", day: date = JULY, **more: Any) -> list[str]:
    return texts(shortcomings(phrases(make_plan(list(tasks)), language, day=day, **more)))


def late(number: int, **over: Any) -> Task:
    return make_task(**{"id": f"1.{number}", "title_en": f"Task {number}", "due": JUNE, **over})


# --- what is said where little was recorded


@pytest.mark.parametrize(
    ("status", "zh", "en"),
    [
        ("blocked", "任务1.1，目前受阻。", "Task 1: blocked."),
        ("dropped", "任务1.1，已终止。", "Task 1: dropped."),
    ],
)
def test_a_status_that_the_log_does_not_tell_has_no_day(status: str, zh: str, en: str) -> None:
    task = make_task(status=status, title_en="Task 1")
    assert said(task) == [zh]
    assert said(task, language="en") == [en]


@pytest.mark.parametrize("status", ["blocked", "dropped"])
def test_a_cause_that_nobody_recorded_is_not_made_up(status: str) -> None:
    task = make_task(status=status, log=(make_entry("2020-07-01", status=status),))
    assert said(task) == [{"blocked": "任务1.1，自7月1日起受阻。", "dropped": "任务1.1，于7月1日终止。"}[status]]
    assert uncaused(phrases(make_plan([task]), day=JULY)) == ("1.1",)


def test_tasks_without_a_cause_are_counted_for_whoever_writes_the_report() -> None:
    tasks = [late(1), late(2, log=CAUSED), make_done("1.3", "2020-07-03", due=JUNE), make_task(id="1.4")]
    assert uncaused(phrases(make_plan(tasks), day=JULY)) == ("1.1",)


def test_a_note_of_several_lines_stands_on_one_and_has_no_stop_of_its_own() -> None:
    log = (make_entry("2020-07-01", status="blocked", note="等待\n批复。"),)
    assert said(make_task(status="blocked", log=log)) == ["任务1.1，因等待 批复，自7月1日起受阻。"]


def test_a_foreign_cause_is_quoted_and_an_english_one_is_not() -> None:
    log = (make_entry("2020-07-01", status="blocked", note="等待批复"),)
    task = make_task(status="blocked", title_en="Task 1", log=log)
    assert said(task, language="en") == ["Task 1: blocked since 1 July. Reason: “等待批复”."]
    english = replace(task, log=(replace(log[0], note_en="Waiting for approval."),))
    assert said(english, language="en") == ["Task 1: blocked since 1 July. Reason: Waiting for approval."]


# --- what a task waits for


def test_what_a_task_waits_for_is_named_though_the_report_is_not_of_it() -> None:
    plan = make_plan(
        [make_task(id="1.1", title_en="Task 1", status="doing", waits_for=("2.1", "2.2", "国家部署"))],
        [make_task(id="2.1", title_en="Other", due=JUNE), make_task(id="2.2", title_en="Not late")],
    )
    for scope in (Scope(), Scope(groups=("1",))):
        assert "任务1.1，有待逾期任务完成（任务2.1）。" in texts(shortcomings(phrases(plan, day=JULY, scope=scope)))
        english = texts(shortcomings(phrases(plan, "en", day=JULY, scope=scope)))
        assert "Task 1: waits for what is overdue (Other)." in english


# --- which are told


def test_of_many_the_latest_then_highlights_then_those_with_causes_and_targets_are_told() -> None:
    tasks = [late(number, log=CAUSED, lead=f"第{number}局") for number in range(1, 30)]
    tasks[20] = replace(tasks[20], due=date(2020, 6, 1))
    tasks[25] = replace(tasks[25], highlight=True)
    tasks[28] = replace(tasks[28], target=make_target(10, "件"))
    told = said(*tasks)
    assert told[0] == "未按期完成的任务29项："
    assert [text.split("（")[0] for text in told[1:4]] == ["任务1.21", "任务1.26", "任务1.29"]
    assert told[-1] == f"另有{29 - MOST_TOLD[Trouble.OVERDUE] + 1}项。"
    assert len(told) == 1 + MOST_TOLD[Trouble.OVERDUE]


def test_a_report_with_a_list_of_tasks_leads_there() -> None:
    tasks = [late(number) for number in range(1, MOST_OTHERS + 2)]
    assert said(*tasks, lists_tasks=True) == [f"未按期完成的任务{MOST_OTHERS + 1}项，见任务清单。"]
    assert said(*tasks) == [f"未按期完成的任务{MOST_OTHERS + 1}项。"]
    assert said(*tasks, language="en", lists_tasks=True) == [
        f"In all, {MOST_OTHERS + 1} tasks were not done in time; see the table of all tasks."
    ]


def test_kinds_stand_under_headings_where_there_are_several() -> None:
    blocked = make_task(id="1.2", status="blocked", log=(make_entry("2020-07-01", status="blocked", note="等"),))
    assert not [block for block in shortcomings(phrases(make_plan([late(1)]), day=JULY)) if isinstance(block, Heading)]
    blocks = shortcomings(phrases(make_plan([late(1), blocked]), day=JULY))
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["（一）未按期完成", "（二）受阻"]


# --- what holds for any plan


def kinds(p: Phrases) -> dict[str, Trouble]:
    return {row.task.id: kind for row in p.summary.rows if (kind := trouble(p, row))}


def told_ids(p: Phrases) -> list[str]:
    """Return the ids of the tasks that are told or counted, without those of the sentences that count a kind."""
    found: list[str] = []
    by_kind = [tuple(sorted(i for i, each in kinds(p).items() if each is kind)) for kind in Trouble]
    for paragraph in paragraphs(shortcomings(p)):
        for piece in paragraph.pieces:
            is_intro = piece.text.endswith(("：", ":")) and tuple(sorted(piece.ids)) in by_kind
            found += [] if is_intro else piece.ids
    return found


@LANGUAGES
@YEARS
def test_each_task_in_trouble_is_told_or_counted_once(year: Callable[[], Plan], language: str) -> None:
    p = phrases(year(), language)
    assert sorted(told_ids(p)) == sorted(kinds(p))


@LANGUAGES
@YEARS
def test_each_task_is_told_once_within_the_year_too(year: Callable[[], Plan], language: str) -> None:
    plan = year()
    p = phrases(plan, language, day=date(plan.year, 7, 15))
    assert sorted(told_ids(p)) == sorted(kinds(p))


@st.composite
def troubled(draw: st.DrawFn) -> Plan:
    tasks = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        status = draw(st.sampled_from(list(Status)))
        on = draw(st.dates(date(2020, 1, 1), date(2020, 12, 31)))
        reason = draw(st.sampled_from([None, "缺人", "缺钱"]))
        log = (make_entry(on, status=status, note=reason),) if draw(st.booleans()) else ()
        due = draw(st.none() | st.dates(date(2020, 1, 1), date(2021, 3, 1)))
        nodes = (Node(on, "节点"),) if draw(st.booleans()) else ()
        tasks.append(
            make_task(
                id=f"1.{number}",
                status=status,
                due=due,
                log=log,
                nodes=nodes,
                ongoing=draw(st.booleans()),
                waits_for=("1.1",) if number > 1 and draw(st.booleans()) else (),
                highlight=draw(st.booleans()),
            )
        )
    return make_plan(tasks)


@given(plan=troubled(), day=st.dates(date(2020, 1, 2), date(2021, 3, 1)), language=st.sampled_from(["zh", "en"]))
def test_of_any_plan_each_task_in_trouble_is_told_once_in_whole_sentences(plan: Plan, day: date, language: str) -> None:
    p = phrases(plan, language, day=day)
    assert sorted(told_ids(p)) == sorted(kinds(p))
    for text in texts(shortcomings(p)):
        assert text.endswith(("。", "：") if language == "zh" else (".", ":"))
        assert not {"（）", "()", "None", "  ", "，，", "。。", ".."} & {
            text[at : at + n] for n in (2, 4) for at in range(len(text))
        }


@given(plan=troubled())
def test_carrying_over_changes_nothing_of_what_went_wrong(plan: Plan) -> None:
    over = make_entry("2020-12-31", carried_to="2021:1.1")
    carried = years.changed(
        plan,
        lambda task: (
            task
            if task.status.is_closed
            else replace(task, carried_to="2021:1.1", log=(*(entry for entry in task.log), over))
        ),
    )
    assert texts(shortcomings(phrases(plan))) == texts(shortcomings(phrases(carried)))
