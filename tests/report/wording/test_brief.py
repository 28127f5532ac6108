"""What stands on a page for those who have three minutes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import years
from make import make_done, make_entry, make_plan, make_priority, make_task
from reports import phrases, told, written

from planctl.blocks import Listing, Paragraph, plain_text
from planctl.report.wording import brief
from planctl.report.wording.brief import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.model import Plan, Task

JULY, JUNE = date(2020, 7, 15), date(2020, 6, 30)


def said(tell: Any, plan: Plan, *most: int, language: str = "zh") -> list[str]:
    """Return the lines of a part of a brief, without their bullets."""
    lines = "".join(plain_text(tell(phrases(plan, language, day=JULY), *most))).split("\n")
    return [line.removeprefix("· ") for line in lines if line]


def late(identifier: str, due: date = JUNE, **over: Any) -> Task:
    return make_task(id=identifier, title_en=f"Task {identifier}", due=due, **over)


def test_each_priority_has_a_line() -> None:
    plan = make_plan(
        make_priority(
            "1", make_done("1.1", "2020-05-01"), late("1.2"), title="甲方面，很长的名称", title_en="First, long"
        ),
        make_priority("2", make_done("2.1", "2020-05-01"), title="乙方面", title_en="Second"),
        make_priority("3", title="丙方面", title_en="Third"),
    )
    assert said(brief.priorities, plan) == [
        "甲方面：完成1/2项（50%），逾期1项。",
        "乙方面：完成1/1项（100%）。",
        "丙方面：没有计入完成率的任务。",
    ]
    assert said(brief.priorities, plan, language="en") == [
        "First: 1 of 2 done (50%), 1 overdue.",
        "Second: 1 of 1 done (100%).",
        "Third: no task that counts towards completion.",
    ]


def test_highlights_are_the_done_tasks_that_are_marked() -> None:
    plan = make_plan(
        [
            make_done("1.1", "2020-05-01", result="写了一句。"),
            make_done("1.2", "2020-05-01", "文件1", highlight=True),
            make_task(id="1.3", highlight=True),
            make_done("1.4", "2020-05-01", highlight=True, result="办成大事。"),
        ]
    )
    assert said(brief.highlights, plan, 4) == ["任务1.2（文件1）。", "办成大事。"]
    assert said(brief.highlights, plan, 1) == ["任务1.2（文件1）。"]


def test_without_marks_the_sentences_that_people_wrote_are_the_highlights() -> None:
    plan = make_plan([make_done("1.1", "2020-05-01"), make_done("1.2", "2020-05-01", result="办成大事")])
    assert said(brief.highlights, plan, 4) == ["办成大事。"]
    assert said(brief.highlights, make_plan([make_done("1.1", "2020-05-01")]), 4) == []


def test_what_is_late_comes_by_days_and_then_highlights_with_its_cause() -> None:
    log = (make_entry("2020-06-01", status="doing", problem="缺少人手"),)
    plan = make_plan(
        [
            late("1.1", lead="省司法厅", log=log),
            late("1.2", highlight=True),
            late("1.3", date(2020, 5, 31)),
            late("1.4"),
        ]
    )
    assert said(brief.late, plan, 3) == [
        "任务1.3，逾期45天。",
        "任务1.2，逾期15天。",
        "任务1.1（省司法厅牵头），因缺少人手，逾期15天。",
        "另有1项逾期任务未列出。",
    ]
    assert said(brief.late, plan, 3, language="en")[2:] == [
        "Task 1.1 (省司法厅): 15 days overdue. Reason: “缺少人手”.",
        "One more overdue task is not listed here.",
    ]


def test_what_is_due_on_the_very_day_is_not_late_by_days() -> None:
    assert said(brief.late, make_plan([late("1.1", JULY)]), 8) == ["任务1.1，到期未完成。"]


def test_what_units_ask_for_is_to_be_decided() -> None:
    asked = (make_entry("2020-06-01", status="doing", help="请协调编制"),)
    settled = (make_entry("2020-06-01", status="doing", help="请批复"), make_entry("2020-07-01", status="done"))
    plan = make_plan(
        [
            make_task(id="1.1", title_en="Task 1.1", status="doing", log=asked),
            late("1.2", status="doing", log=asked),
            make_task(id="1.3", status="done", log=settled),
        ]
    )
    assert said(brief.decisions, plan, 4) == ["任务1.2：请协调编制。", "任务1.1：请协调编制。"]
    assert said(brief.decisions, plan, 1) == ["任务1.2：请协调编制。", "另有1项未列出。"]
    assert said(brief.decisions, plan, 4, language="en")[0] == "Task 1.2. Asked for: “请协调编制”."


def test_long_texts_are_cut_behind_a_mark_and_end_in_an_ellipsis() -> None:
    plan = make_plan([make_done("1.1", "2020-05-01", result="一句很长的话，" * 30, result_en="A long sentence, " * 30)])
    [chinese] = said(brief.highlights, plan, 4)
    [english] = said(brief.highlights, plan, 4, language="en")
    assert len(chinese) <= LONGEST + 2
    assert chinese.endswith("一句很长的话……")
    assert len(english) <= 3 * LONGEST + 1
    assert english.endswith(("A…", "long…", "sentence…"))


def test_nothing_to_tell_is_no_list() -> None:
    plan = make_plan([make_done("1.1", "2020-05-01")])
    assert said(brief.late, plan, 8) == said(brief.decisions, plan, 4) == []


# --- the page


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("year", [years.example, years.library, years.livelihood, years.five_hundred])
def test_what_is_late_is_told_or_counted(year: Callable[[], Plan], language: str) -> None:
    p = phrases(year(), language)
    blocks = brief.late(p, 8)
    [listing] = [block for block in blocks if isinstance(block, Listing)]
    told_ones = [piece for item in listing.items for block in item for piece in getattr(block, "pieces", ())]
    more = [piece for block in blocks if isinstance(block, Paragraph) for piece in block.pieces]
    assert sorted(identifier for piece in (*told_ones, *more) for identifier in piece.ids) == sorted(p.summary.overdue)


@pytest.mark.parametrize("year", [years.example, years.five_hundred])
def test_a_brief_has_no_more_than_a_page_can_hold(year: Callable[[], Plan]) -> None:
    assert len("".join(told(written(year(), "zh", "brief")).split())) <= 1_000
    assert len(told(written(year(), "en", "brief")).split()) <= 450
