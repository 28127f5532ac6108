"""What was reached, priority by priority."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import years
from make import make_done, make_entry, make_plan, make_priority, make_target, make_task
from reports import paragraphs, phrases, texts

from planctl.blocks import Heading, Listing
from planctl.report.wording.results import LEAST_TOLD, MOST_CLAUSES, MOST_TOLD, results, results_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.model import Plan, Task


def said(*tasks: Task, language: str = "zh", day: date | None = None, **more: Any) -> list[str]:
    """Return what is said of the one priority that has ``tasks``."""
    p = phrases(make_plan(list(tasks)), language, day=day, **more)
    [group] = p.summary.priorities
    return texts(results_of(p, group))


def done(number: int, **over: Any) -> Task:
    return make_done(f"1.{number}", "2020-05-01", title_en=f"Task {number}", **over)


def dropped(number: int) -> Task:
    log = (make_entry("2020-03-01", status="dropped", note="并入"),)
    return make_task(id=f"1.{number}", title_en=f"Task {number}", status="dropped", log=log)


# --- counts


@pytest.mark.parametrize(
    ("tasks", "zh", "en"),
    [
        ([done(1), done(2)], "本方面2项任务全部完成。", "All 2 tasks are done."),
        (
            [done(1), done(2), dropped(3)],
            "本方面2项任务全部完成。另有1项已终止。",
            "All 2 tasks are done. One more was dropped.",
        ),
        (
            [done(1), make_task(id="1.2")],
            "本方面2项任务已完成1项（50%），其余1项尚未启动。",
            "Of the 2 tasks, one is done (50%); the other one has not been started.",
        ),
        (
            [make_task(id="1.1", status="doing")],
            "本方面1项任务正在推进。",
            "The one task is not done: it is in progress.",
        ),
        (
            [make_task(id="1.1"), dropped(2)],
            "本方面1项任务尚未启动。另有1项已终止。",
            "The one task is not done: it has not been started. One more was dropped.",
        ),
        (
            [make_task(id="1.1"), make_task(id="1.2", status="blocked")],
            "本方面2项任务均未完成，其中受阻1项、尚未启动1项。",
            "None of the 2 tasks is done: 1 is blocked and 1 has not been started.",
        ),
        ([dropped(1)], "本方面1项任务已终止。", "The one task was dropped."),
        ([dropped(1), dropped(2)], "本方面2项任务均已终止。", "All 2 tasks were dropped."),
        ([], "本方面没有列入任务。", "No tasks are listed under this priority."),
    ],
)
def test_each_priority_is_counted_first(tasks: list[Task], zh: str, en: str) -> None:
    plan = make_plan(make_priority("1", *tasks))
    for language, text in (("zh", zh), ("en", en)):
        p = phrases(plan, language)
        assert texts(results_of(p, p.summary.priorities[0]))[0] == text


def test_a_single_done_task_speaks_for_itself() -> None:
    assert said(done(1)) == ["任务1.1。"]
    assert said(done(1), dropped(2)) == ["本方面1项任务已完成。另有1项已终止。", "任务1.1。"]
    assert said(done(1), language="en") == ["Task 1."]


# --- done tasks


def test_a_sentence_of_the_source_makes_a_paragraph() -> None:
    tasks = [done(1, source="(一)1"), done(2, source="(一)1"), done(3, source="(一)2")]
    assert said(*tasks)[1:] == ["任务1.1；任务1.2。", "任务1.3。"]


def test_without_a_source_a_few_tasks_make_a_paragraph() -> None:
    tasks = [done(number) for number in range(1, MOST_CLAUSES + 2)]
    first, second = said(*tasks)[1:]
    assert first.count("；") == MOST_CLAUSES - 1
    assert second == f"任务1.{MOST_CLAUSES + 1}。"


def test_a_paragraph_with_a_highlight_comes_first() -> None:
    tasks = [done(1, source="(一)1"), done(2, source="(一)2", highlight=True)]
    assert said(*tasks)[1:] == ["任务1.2。", "任务1.1。"]
    assert said(*tasks, language="en")[1:] == ["Task 2.", "Task 1."]


def test_english_tells_of_tasks_in_a_list() -> None:
    p = phrases(make_plan([done(1), done(2)]), "en")
    [listing] = [block for block in results_of(p, p.summary.priorities[0]) if isinstance(block, Listing)]
    assert len(listing.items) == 2


def test_a_task_without_a_log_is_told_by_its_title_and_documents_in_brackets() -> None:
    assert said(make_task(status="done")) == ["任务1.1。"]
    assert said(done(1, note="通过验收。"))[-1] == "任务1.1（通过验收）。"


def test_former_names_are_told_in_the_language_of_the_report() -> None:
    renamed = done(1, formerly=("旧“名”", "Old name"))
    assert said(renamed) == ["任务1.1（原称“旧‘名’”）。"]
    assert said(renamed, language="en") == ["Task 1 (formerly “Old name”)."]
    assert said(done(1, formerly=("旧名",)), language="en") == ["Task 1 (formerly “旧名”)."]


def test_many_documents_are_counted() -> None:
    task = make_done("1.1", "2020-05-01", *(f"附件{number}" for number in range(1, 6)), title_en="Task 1")
    assert said(task) == ["任务1.1（附件1、附件2、附件3等5份材料）。"]
    assert said(task, language="en") == ["Task 1 (附件1, 附件2, 附件3 and others (5 in all))."]


def test_figures_keep_their_units_and_add_up_as_people_add_them() -> None:
    target = make_target(0.3, "亿元", 0.1)
    assert said(done(1, target=target, reading=0.2)) == [
        "任务1.1（目标新增0.3亿元，实际新增0.2亿元，累计达到0.3亿元）。"
    ]
    far = done(1, target=make_target(17000, "公里"), reading=16500)
    assert said(far, language="en") == ["Task 1 (16,500 公里 against a target of 17,000 公里)."]
    counted = done(1, target=make_target(17000, "个"), reading=16500)
    assert said(counted, language="en") == ["Task 1 (16,500 against a target of 17,000)."]


# --- what goes on


def test_what_is_under_way_and_well_is_told_here_and_what_is_not_below() -> None:
    july = date(2020, 7, 15)
    log = (make_entry("2020-03-01", status="doing", reading=9),)
    tasks = [
        make_task(id="1.1", title_en="Task 1", status="doing", target=make_target(10), reading=9, log=log),
        make_task(id="1.2", title_en="Task 2", status="submitted"),
        make_task(id="1.3", title_en="Task 3", status="doing", due=date(2020, 6, 30)),
    ]
    assert said(*tasks, day=july)[1] == "正在推进的有1项：任务1.1（目标10个，已完成9个）。已报请验收的有1项：任务1.2。"
    assert said(*tasks, day=july, language="en")[1] == (
        "One task is in progress and on schedule: Task 1 (9 of 10). One task awaits acceptance: Task 2."
    )


def test_duties_that_were_kept_up_are_told_with_the_last_report() -> None:
    log = (
        make_entry("2020-02-10", note="一季度检查"),
        make_entry("2020-05-10", note="二季度检查", evidence=("检查单",)),
    )
    duty = make_task(ongoing=True, log=log)
    assert said(duty, day=date(2020, 7, 10))[-1] == "长期坚持的1项按期报告了情况：任务1.1（二季度检查，检查单）。"


# --- much


def test_up_to_the_limit_every_done_task_is_told() -> None:
    tasks = [done(number) for number in range(1, MOST_TOLD + 1)]
    assert sum(text.count("任务1.") for text in said(*tasks)) == MOST_TOLD


def test_beyond_it_each_priority_has_its_share_and_the_others_are_counted() -> None:
    groups = [
        make_priority(str(group), *(make_done(f"{group}.{n}", "2020-05-01", title=f"工作{n}") for n in range(1, 21)))
        for group in range(1, 31)
    ]
    p = phrases(make_plan(*groups), lists_tasks=True)
    told = texts(results_of(p, p.summary.priorities[0]))
    assert sum(text.count("工作") for text in told) == LEAST_TOLD
    assert told[-1] == f"另外完成{20 - LEAST_TOLD}项，见任务清单。"
    assert texts(results_of(phrases(make_plan(*groups)), p.summary.priorities[0]))[-1] == (
        f"另外完成{20 - LEAST_TOLD}项。"
    )


def test_of_too_many_the_highlights_sentences_targets_and_late_ones_are_told_never_the_first_ids() -> None:
    plain = [done(number) for number in range(1, MOST_TOLD + 20)]
    marked = [
        make_done("1.201", "2020-01-02", title="亮点", highlight=True),
        make_done("1.202", "2020-01-02", result="写好的一句。"),
        make_done("1.203", "2020-01-02", title="有数量", target=make_target(5), reading=5),
        make_done("1.204", "2020-03-02", title="迟了", due=date(2020, 1, 31)),
    ]
    text = "".join(said(*plain, *marked))
    assert all(word in text for word in ("亮点", "写好的一句。", "有数量", "迟了"))


# --- what holds for all of it


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("year", [years.example, years.library, years.livelihood, years.five_hundred])
def test_every_done_task_is_told_or_counted_once(year: Callable[[], Plan], language: str) -> None:
    p = phrases(year(), language)
    for group in p.summary.priorities:
        pieces = [piece for paragraph in paragraphs(results_of(p, group)) for piece in paragraph.pieces]
        whole = {group.totalled, group.done, group.unfinished, group.dropped}
        told = [identifier for piece in pieces if piece.ids not in whole for identifier in piece.ids]
        assert len(told) == len(set(told))
        assert set(group.done) <= set(told) or group.done in {piece.ids for piece in pieces}


def test_each_priority_stands_under_its_heading_in_order() -> None:
    p = phrases(years.library())
    headings = [block for block in results(p) if isinstance(block, Heading)]
    assert headings == [
        Heading("（一）提升阅览服务", 3),
        Heading("（二）推进数字馆藏", 3),
        Heading("（三）加强队伍建设", 3),
    ]
    english = [block.text for block in results(phrases(years.library(), "en")) if isinstance(block, Heading)]
    assert english == ["A. Better reading services", "B. Digital collections", "C. A stronger staff"]
