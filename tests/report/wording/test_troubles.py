"""What went wrong, each task once and with its cause, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import years
from make import make_done, make_entry, make_level, make_plan, make_priority, make_target, make_task
from reports import told, written

from planctl.plan.node import Node

if TYPE_CHECKING:
    from planctl.plan.model import Task

JULY = date(2020, 7, 15)


def part(heading: str, *tasks: Task, language: str = "zh", **more: Any) -> str:
    """Return what stands under a heading of a report, in which ids are left out."""
    text = told(written(make_plan(tasks), language, **more))
    beginning = text.find(heading)
    assert beginning >= 0, text
    rest = text[beginning + len(heading) :]
    ends = [
        at
        for mark in ("\n\n一、", "\n\n二、", "\n\n三、", "\n\n四、", "\n\n附件", "\n\n3 ", "\n\n4 ", "\n\n5 ", "\n\n6 ")
        if (at := rest.find(mark)) >= 0
    ]
    return rest[: min(ends, default=len(rest))].strip()


def wrong(*tasks: Task, **more: Any) -> str:
    return part(
        "存在的不足和原因" if more.get("language", "zh") == "zh" else "Shortcomings and their causes", *tasks, **more
    )


def late(**over: Any) -> Task:
    return make_task(**{"lead": "省司法厅", "due": date(2020, 6, 30), "status": "doing", **over})


# --- causes


def test_a_problem_is_the_cause() -> None:
    log = (
        make_entry("2020-05-01", status="doing", note="开始"),
        make_entry("2020-06-01", note="进行", problem="缺少人手"),
    )
    assert wrong(late(log=log), day=JULY) == "任务1.1（省司法厅牵头），应于6月30日前完成，因缺少人手，逾期15天。"


def test_else_the_reason_of_a_blocked_task() -> None:
    log = (make_entry("2020-05-01", status="blocked", note="等待批复。"),)
    task = make_task(status="blocked", log=log)
    assert wrong(task, day=JULY) == "任务1.1，因等待批复，自5月1日起受阻。"
    assert wrong(late(status="blocked", log=log), day=JULY).endswith("因等待批复，逾期15天。")


def test_else_the_last_note_which_is_not_said_to_be_the_cause() -> None:
    log = (make_entry("2020-05-01", status="doing", note="第一批完成"),)
    assert (
        wrong(late(log=log), day=JULY)
        == "任务1.1（省司法厅牵头），应于6月30日前完成，逾期15天，目前情况是：第一批完成。"
    )


def test_english_says_the_cause_behind() -> None:
    log = (make_entry("2020-06-01", status="doing", problem="Two posts are vacant"),)
    task = late(log=log, title_en="Settle the backlog", lead="Support")
    assert wrong(task, day=JULY, language="en") == (
        "Settle the backlog (Support): due on 30 June, 15 days overdue. Reason: Two posts are vacant."
    )


def test_tasks_without_a_cause_are_named_together_or_counted() -> None:
    caused = late(id="1.1", log=(make_entry("2020-06-01", status="doing", problem="缺人"),))
    others = [late(id=f"1.{number}") for number in range(2, 5)]
    text = wrong(caused, *others, day=JULY)
    assert text.startswith("未按期完成的任务4项：")
    assert "1. 任务1.1（省司法厅牵头），应于6月30日前完成，因缺人，逾期15天。" in text
    assert text.endswith("另有3项：任务1.2（逾期15天）；任务1.3（逾期15天）；任务1.4（逾期15天）。")
    many = [late(id=f"1.{number}") for number in range(1, 20)]
    assert wrong(*many, day=JULY) == "未按期完成的任务19项，见任务清单。"


def test_tasks_in_trouble_for_the_same_reason_are_told_together() -> None:
    log = (make_entry("2020-06-01", status="doing", problem="草案未定"),)
    text = wrong(late(id="1.1", log=log), late(id="1.2", log=log), day=JULY)
    assert "任务1.1、任务1.2（省司法厅牵头），应于6月30日前完成，因草案未定，逾期15天。" in text


# --- what is wrong


def test_each_task_is_told_once_by_what_is_worst() -> None:
    due = date(2020, 6, 30)
    extended = make_entry("2020-05-01", due=due, was={"due": date(2020, 4, 30)}, note="延期")
    task = late(log=(extended, make_entry("2020-06-01", status="blocked", note="等钱")), status="blocked")
    assert wrong(task, day=JULY).count("任务1.1") == 1
    assert "延至" not in wrong(task, day=JULY)


def test_the_worst_come_first() -> None:
    tasks = [late(id="1.1", due=date(2020, 7, 10)), late(id="1.2"), late(id="1.3", due=date(2020, 5, 31))]
    text = wrong(*tasks, day=JULY)
    assert text.index("任务1.3") < text.index("任务1.2") < text.index("任务1.1")


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (make_task(nodes=(Node(date(2020, 6, 1), "试点"),)), "时间节点“试点”应于6月1日前到达而未到达"),
        (
            make_task(
                status="doing",
                target=make_target(100, "件"),
                reading=10,
                log=(make_entry("2020-01-05", reading=10),),
            ),
            "实际为10件（目标100件）",
        ),
        (make_task(ongoing=True, every="month", log=()), "应报告6个周期，已报告0个周期"),
        (make_done("1.1", "2020-07-03", due=date(2020, 6, 30)), "应于6月30日前完成，7月3日完成，逾期3天。"),
        (
            make_task(status="dropped", log=(make_entry("2020-03-01", status="dropped", note="并入1.2"),)),
            "因并入1.2，于3月1日终止。",
        ),
        (
            make_task(status="done", due=date(2020, 7, 31), log=(
                make_entry("2020-06-01", due=date(2020, 7, 31), was={"due": date(2020, 6, 30)}, note="受疫情影响"),
                make_entry("2020-07-03", status="done"),
            )),
            "因受疫情影响，完成时限由6月30日延至7月31日，现已完成。",
        ),
    ],
)  # fmt: skip
def test_every_kind_of_trouble_has_its_sentence(task: Task, said: str) -> None:
    assert said in wrong(task, day=JULY)


def test_a_plan_in_which_nothing_went_wrong_has_no_such_section() -> None:
    assert "不足" not in told(written(make_plan([make_done("1.1", "2020-05-01")])))


def test_at_the_end_of_the_year_what_is_open_was_not_done_in_it() -> None:
    assert wrong(make_task(log=(make_entry("2020-05-01", status="doing", problem="缺钱"),), status="doing")) == (
        "任务1.1，因缺钱，未能在年底前完成。"
    )


def test_carrying_over_changes_nothing_about_the_past() -> None:
    log = (make_entry("2020-05-01", status="doing", problem="缺钱"),)
    carried = (*log, make_entry("2020-12-31", carried_to="2021:1.1"))
    before, after = make_task(status="doing", log=log), make_task(status="doing", log=carried, carried_to="2021:1.1")
    assert wrong(before) == wrong(after)


# --- what comes next


def following(*tasks: Task, **more: Any) -> str:
    return part("下一步工作安排", *tasks, **more)


def test_what_comes_next_is_said_by_what_is_to_be_done() -> None:
    tasks = [
        late(id="1.1", log=(make_entry("2020-06-01", status="doing", next="8月底前补齐"),)),
        make_task(id="1.2", due=date(2020, 7, 20), status="doing"),
        make_task(id="1.3"),
        make_task(id="1.4", status="doing"),
        make_task(id="1.5", ongoing=True),
        make_done("1.6", "2020-05-01"),
    ]
    assert following(*tasks, day=JULY) == (
        "抓紧完成已经逾期的任务：任务1.1（8月底前补齐）。按时完成即将到期的任务：任务1.2。尽快启动：任务1.3。"
        "继续推进：任务1.4。长期坚持：任务1.5。"
    )


def test_next_year_goes_on_by_priority_with_what_was_said_to_come() -> None:
    text = told(written(years.example()))
    assert "（三）突出精细化，加强改进制度建设" in text[text.index("下一步工作安排") :]
    assert "转入2021年继续办理：推进《吉林省地方金融监管条例》立法" in text


# --- results


def test_a_result_stands_for_a_task_and_highlights_come_first() -> None:
    tasks = [
        make_done("1.1", "2020-05-01", "文件1", source="(一)1"),
        make_done("1.2", "2020-05-02", source="(一)1", result="办成一件大事", highlight=True),
        make_done("1.3", "2020-05-02", source="(一)2"),
    ]
    assert "办成一件大事。任务1.1（文件1）。\n\n任务1.3。" in told(written(make_plan(tasks)))


def test_documents_are_those_of_the_completion() -> None:
    log = (
        make_entry("2020-04-01", status="doing", evidence=("启动通知",)),
        make_entry("2020-11-01", status="done", evidence=("验收单",), note="验收通过"),
        make_entry("2020-11-05", evidence=("批复",)),
    )
    text = told(written(make_plan([make_task(status="done", log=log)])))
    assert "任务1.1（验收通过，验收单、批复）。" in text
    assert "启动通知" not in text[: text.index("附件1")]


@pytest.mark.parametrize(
    ("target", "reading", "said"),
    [
        (make_target(5, "个"), 5, "任务1.1。"),
        (make_target(5, "个"), 6, "任务1.1（目标5个，实际完成6个）。"),
        (make_target(100, "个", 129), 100, "任务1.1（累计达到229个）。"),
        (make_target(20, "个", 15), 23, "任务1.1（目标新增20个，实际新增23个，累计达到38个）。"),
        (make_level(450, 200), 195, "任务1.1（目标200ms，由450ms变为195ms）。"),
    ],
)
def test_what_came_of_a_target_is_said_where_the_title_does_not(target: Any, reading: float, said: str) -> None:
    log = (make_entry("2020-05-01", status="done", reading=reading),)
    assert said in told(written(make_plan([make_task(status="done", target=target, reading=reading, log=log)])))


def test_of_too_many_done_tasks_those_are_told_that_say_most() -> None:
    plain = [make_done(f"1.{number}", "2020-05-01") for number in range(1, 101)]
    marked = replace(plain[98], highlight=True, title="亮点")
    written_of = replace(plain[97], result="写好的一句")
    text = told(written(make_plan([*plain[:97], written_of, marked, plain[99]])))
    assert "亮点" in text[: text.index("另外完成")]
    assert "写好的一句。" in text


def test_a_company_has_its_own_words() -> None:
    plan = make_plan(
        make_priority("1", make_task(title_en="Do it", lead="Support", due=date(2020, 6, 30)), title_en="First")
    )
    company, office = (told(written(plan, "en", name)) for name in ("company", "government"))
    assert "lead unit" in office
    assert "lead unit" not in company.lower()
    assert "principal" not in company
