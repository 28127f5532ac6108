"""What happened in a period, kind by kind, with the state at its end where that is another one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import years
from make import make_done, make_entry, make_level, make_plan, make_target, make_task
from reports import paragraphs, phrases, texts

from planctl.plan.node import Node
from planctl.report.numbers.figures import Happening
from planctl.report.wording.happenings import changes
from planctl.report.wording.phrases import MOST_NAMED

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.model import Entry, Plan, Task

JULY = date(2020, 7, 1)


def said(*tasks: Task, language: str = "zh", since: date | None = JULY, day: date | None = None) -> list[str]:
    return texts(changes(phrases(make_plan(tasks), language, since=since, day=day)))


def task(*log: Entry, status: str = "todo", **over: Any) -> Task:
    return make_task(status=status, log=log, title_en="Do it", **over)


def at(on: str, status: str | None = None, **over: Any) -> Entry:
    return make_entry(f"2020-{on}", status=status, **over)


CASES: list[tuple[Task, str, str]] = [
    (make_done("1.1", "2020-08-01", title_en="Do it"), "完成1项：任务1.1。", "One task was finished: Do it."),
    (
        task(at("08-01", "submitted"), status="submitted"),
        "报请验收1项：任务1.1。",
        "One task was submitted for acceptance: Do it.",
    ),
    (task(at("08-01", "doing"), status="doing"), "启动1项：任务1.1。", "One task was started: Do it."),
    (
        task(at("02-01", "blocked"), at("08-01", "doing"), status="doing"),
        "受阻后恢复推进1项：任务1.1。",
        "One blocked task was taken up again: Do it.",
    ),
    (
        task(at("02-01", "submitted"), at("08-01", "doing"), status="doing"),
        "退回继续办理1项：任务1.1。",
        "One task was sent back to be worked on: Do it.",
    ),
    (
        task(at("02-01", "done"), at("08-01", "doing"), status="doing"),
        "结束后重新办理1项：任务1.1。",
        "One closed task was reopened: Do it.",
    ),
    (task(at("08-01", "blocked"), status="blocked"), "转为受阻1项：任务1.1。", "One task became blocked: Do it."),
    (
        task(at("08-01", due=date(2020, 11, 30), was={"due": date(2020, 8, 31)}), due=date(2020, 11, 30)),
        "延长完成时限1项：任务1.1。",
        "One deadline was extended: Do it.",
    ),
    (task(at("08-01", added=True)), "新增任务1项：任务1.1。", "One task was added: Do it."),
    (task(at("08-01", "dropped"), status="dropped"), "终止1项：任务1.1。", "One task was dropped: Do it."),
    (
        task(at("12-20", carried_to="2021:1.1"), carried_to="2021:1.1"),
        "转入下年1项：任务1.1。",
        "One task was carried over into the next year: Do it.",
    ),
]


def test_there_is_a_sentence_for_every_kind() -> None:
    assert len(CASES) == len(Happening)


@pytest.mark.parametrize(("given", "zh", "en"), CASES)
def test_each_kind_of_event_has_its_sentence(given: Task, zh: str, en: str) -> None:
    assert said(given) == [zh]
    assert said(given, language="en") == [en]


def test_a_task_that_went_on_is_told_with_the_state_at_the_end() -> None:
    log = (at("07-03", "doing"), at("08-04", "blocked", note="等"), at("11-05", "doing"))
    assert said(task(*log, status="doing")) == [
        "启动1项：任务1.1。",
        "受阻后恢复推进1项：任务1.1。",
        "转为受阻1项：任务1.1（期末正在推进）。",
    ]
    assert (
        said(task(*log, status="doing"), language="en")[-1]
        == "One task became blocked: Do it (in progress at the end)."
    )


def test_the_end_is_that_of_the_period() -> None:
    log = (at("07-03", "doing"), at("08-04", "blocked", note="等"), at("11-05", "doing"))
    assert said(task(*log, status="doing"), day=date(2020, 9, 30)) == [
        "启动1项：任务1.1（期末受阻）。",
        "转为受阻1项：任务1.1。",
    ]


@pytest.mark.parametrize(
    ("target", "readings", "zh", "en"),
    [
        (
            make_target(9, "场"),
            (2, 5),
            "数量有变化的1项：任务1.1（由2场增至5场，目标9场）。",
            "One figure changed: Do it (from 2 to 5, target 9).",
        ),
        (
            make_level(450, 200),
            (400, 300),
            "数量有变化的1项：任务1.1（由400ms降至300ms，目标200ms）。",
            "One figure changed: Do it (down from 400 ms to 300 ms, target 200 ms).",
        ),
    ],
)
def test_new_figures_are_told_with_the_old_ones(target: Any, readings: tuple[int, int], zh: str, en: str) -> None:
    log = (at("02-05", "doing", reading=readings[0]), at("08-05", reading=readings[1]))
    given = task(*log, status="doing", target=target, reading=readings[1])
    assert said(given) == [zh]
    assert said(given, language="en") == [en]


def test_reached_nodes_are_told_by_their_goals() -> None:
    given = task(nodes=(Node(date(2020, 9, 1), "试点结束", done=date(2020, 8, 30)),))
    assert said(given) == ["到达时间节点1个：任务1.1（试点结束）。"]
    assert said(given, language="en") == ["One node was reached: Do it (“试点结束”)."]


def test_many_tasks_are_named_up_to_a_number_and_then_counted() -> None:
    tasks = [make_done(f"1.{number}", "2020-08-01") for number in range(1, MOST_NAMED + 4)]
    [sentence] = said(*tasks)
    assert sentence.startswith(f"完成{MOST_NAMED + 3}项：任务1.1；任务1.2；")
    assert sentence.count("任务") == MOST_NAMED - 1
    assert sentence.endswith("，另有4项。")
    assert said(*tasks[:MOST_NAMED])[0].count("任务") == MOST_NAMED


def test_nothing_that_happened_is_said_with_the_period() -> None:
    assert said(task()) == ["2020年7月1日至12月31日没有进展记录。"]
    assert said(task(), language="en") == ["Nothing was recorded from 1 July to 31 December 2020."]


def test_a_report_that_is_of_no_period_tells_no_changes() -> None:
    assert said(make_done("1.1", "2020-08-01"), since=None) == []


@pytest.mark.parametrize("year", [years.example, years.library, years.livelihood, years.five_hundred])
def test_every_count_is_that_of_the_tasks_behind_it(year: Callable[[], Plan]) -> None:
    plan = year()
    p = phrases(plan, since=plan.first_day)
    assert p.summary.changes is not None
    pieces = [piece for paragraph in paragraphs(changes(p)) for piece in paragraph.pieces]
    counted = {piece.ids for piece in pieces}
    assert {p.summary.changes.of(kind) for kind in Happening} - {()} <= counted
    assert all(f"{len(piece.ids)}项" in piece.text for piece in pieces if "时间节点" not in piece.text)
