"""What the parts of a report say: the year at a glance, a period, findings and indicators, a brief, tables, charts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
import years
from make import make_done, make_entry, make_level, make_plan, make_priority, make_target, make_task
from reports import told, written

from planctl.blocks import BarChart, LineChart, Table
from planctl.plan.model import Finding, Indicator, Inspection, Standard, Status
from planctl.plan.node import Node
from planctl.report.numbers.figures import Scope

if TYPE_CHECKING:
    from planctl.plan.model import Plan, Task
    from planctl.report import Document

JULY, AUGUST = date(2020, 7, 1), date(2020, 8, 31)
ONE, TWO = make_done("1.1", "2020-05-01"), make_done("1.2", "2020-05-01")
OPEN = make_task(id="1.2")
DROPPED = make_task(id="1.3", status="dropped", log=(make_entry("2020-03-01", status="dropped", note="并入"),))


def said(*tasks: Task, language: str = "zh", day: date | None = None) -> str:
    return told(written(make_plan(tasks), language, day=day))


# --- the year at a glance


@pytest.mark.parametrize(
    ("tasks", "zh", "en"),
    [
        ([ONE], "截至2020年12月31日，这项任务已完成。", "As of 31 December 2020, the one task is done."),
        ([ONE, TWO], "2项任务全部完成。", "all 2 tasks are done."),
        ([OPEN], "这项任务尚未启动。", "the one task is not done: it has not been started."),
        ([OPEN, make_task(id="1.3")], "2项任务均未完成，尚未启动。", "none of the 2 tasks is done: none has been"),
        (
            [ONE, OPEN],
            "2项任务已完成1项，完成率50%；其余1项尚未启动。",
            "one of the 2 tasks is done (50%); the other one has not been started.",
        ),
        (
            [ONE, OPEN, make_task(id="1.3", status="doing")],
            "其余2项中，正在推进1项、尚未启动1项。",
            "of the other 2, 1 is in progress and 1 has not been started.",
        ),
        ([ONE, TWO, DROPPED], "其中终止1项，其余2项纳入完成率统计。", "Of these, 1 was dropped, which leaves 2"),
        ([ONE], "已到期的1项任务按期完成。", "The one task that has fallen due was done on time."),
        ([ONE, TWO], "已到期的2项任务均按期完成。", "All 2 tasks that have fallen due were done on time."),
        ([OPEN], "已到期的1项任务未按期完成。", "The one task that has fallen due was not done on time."),
        ([ONE, OPEN], "已到期的2项任务中，按期完成1项，按期完成率50%。", "2 tasks that have fallen due, one was done"),
        ([OPEN, make_task(id="1.3")], "均未按期完成。", "None of the 2 tasks that have fallen due was done on time."),
    ],
)  # fmt: skip
def test_all_some_none_and_one_are_told_in_words_of_their_own(tasks: list[Task], zh: str, en: str) -> None:
    due = [replace(task, due=date(2020, 11, 30)) for task in tasks]
    assert zh in said(*due)
    assert en in said(*due, language="en")


def test_the_unfinished_are_overdue_or_go_over_in_one_sentence() -> None:
    due = date(2020, 11, 30)
    late = [make_task(id=f"1.{number}", due=due) for number in (1, 2)]
    assert "未完成的2项任务均已逾期。" in said(*late)
    assert "All 2 open tasks are overdue." in said(*late, language="en")
    over = make_task(id="1.3", carried_to="2021:1.1", log=(make_entry("2020-11-01", carried_to="2021:1.1"),))
    assert "未完成的任务中，2项逾期、1项转入2021年办理。" in said(*late, over)


def test_first_deadlines_have_a_rate_of_their_own_where_that_is_another_one() -> None:
    due = date(2020, 9, 30)
    entry = make_entry("2020-05-01", due=due, was={"due": date(2020, 6, 30)}, note="缓办")
    task = make_task(status="done", due=due, log=(entry, make_entry("2020-09-20", status="done")))
    assert "已到期的1项任务按期完成。按最初的完成时限计算，按期完成率为0%。" in said(task)
    assert "最初的完成时限计算" not in said(ONE)


def test_late_ones_nodes_and_duties_are_counted() -> None:
    nodes = (Node(date(2020, 3, 1), "方案", done=date(2020, 2, 20)), Node(date(2020, 6, 1), "试点"))
    late = make_done("1.1", "2020-07-03", due=date(2020, 6, 30))
    duty = make_task(id="1.3", ongoing=True, log=(make_entry("2020-02-10", note="检查一次"),))
    text = said(late, make_task(id="1.2", nodes=nodes), duty)
    assert "1项逾期后完成。" in text
    assert "设定的2个时间节点已到达1个，1个未按期到达。" in text
    assert "长期坚持的1项任务应报告4个周期，已报告1个周期。" in text
    assert "其中长期坚持1项，其余2项纳入完成率统计。" in text


def test_before_a_period_is_over_nothing_is_said_of_none_of_none() -> None:
    assert "长期坚持的1项任务尚未满一个报告周期。" in said(make_task(ongoing=True), day=date(2020, 3, 10))


def test_a_priority_whose_one_task_is_told_below_is_not_counted_before() -> None:
    text = told(written(make_plan([ONE], [make_task(id="2.1", status="doing")], make_priority("3"))))
    assert "（一）重点1\n\n任务1.1。\n" in text
    assert "（二）重点2\n\n本方面1项任务正在推进。\n" in text
    assert "（三）重点3\n\n本方面没有列入任务。\n" in text


def test_what_was_dropped_is_one_more_only_after_others() -> None:
    assert "本方面1项任务已完成。另有1项已终止。" in said(ONE, DROPPED)
    assert "本方面1项任务已终止。" in said(DROPPED)


# --- what is under way


def test_of_many_under_way_the_foremost_are_named_and_the_rest_counted() -> None:
    running = [make_task(id=f"1.{n}", status="doing", due=date(2020, 12, 1)) for n in range(1, 31)]
    running[29] = replace(running[29], highlight=True)
    text = said(*running, day=JULY)
    [line] = [line for line in text.splitlines() if line.startswith("正在推进的有30项：")]
    assert line.startswith("正在推进的有30项：任务1.30；任务1.1；")
    assert line.endswith("；任务1.13，另有16项。")
    assert "Work is on schedule on 30 tasks in progress: " in said(*running, language="en", day=JULY)


def test_duties_are_told_with_their_last_report() -> None:
    reports = tuple(make_entry(f"2020-{month}-10", note=f"检查{n}") for n, month in enumerate(("02", "05"), 1))
    text = said(make_task(ongoing=True, log=reports), day=JULY)
    assert "长期坚持的1项按期报告了情况：任务1.1（检查2）。" in text


# --- a period


def period(*tasks: Task, language: str = "zh", day: date = AUGUST) -> str:
    return told(written(make_plan(tasks), language, "period", day=day, since=JULY))


def test_a_period_is_told_event_by_event_with_the_state_at_its_end() -> None:
    log = [("07-05", "doing"), ("07-20", "blocked"), ("08-01", "doing"), ("08-20", "done")]
    task = make_task(status="done", log=tuple(make_entry(f"2020-{on}", status=state, note="因") for on, state in log))
    text = period(task)
    assert "完成1项：任务1.1。" in text
    assert "启动1项：任务1.1（期末已完成）。" in text
    assert "转为受阻1项：任务1.1（期末已完成）。" in text
    assert "受阻后恢复推进1项：任务1.1（期末已完成）。" in text
    assert "One task became blocked: 任务1.1 (done at the end)." in period(task, language="en")


def test_readings_and_nodes_of_a_period_are_told() -> None:
    log = (make_entry("2020-03-01", status="doing", reading=400), make_entry("2020-08-01", reading=300))
    nodes = (Node(date(2020, 8, 15), "试点", done=date(2020, 8, 14)),)
    task = make_task(status="doing", target=make_level(450, 200), reading=300, log=log, nodes=nodes)
    assert "数量有变化的1项：任务1.1（由400ms降至300ms，目标200ms）。" in period(task)
    assert "到达时间节点1个：任务1.1（试点）。" in period(task)


def test_of_many_events_highlights_are_named_first_and_the_rest_counted() -> None:
    done = [make_done(f"1.{number}", "2020-08-01") for number in range(1, 31)]
    done[29] = replace(done[29], highlight=True)
    assert "完成30项：任务1.30；任务1.1；" in period(*done)
    assert "；任务1.13，另有16项。" in period(*done)
    assert "Work was finished on 30 tasks: 任务1.30; 任务1.1; " in period(*done, language="en")


def test_a_period_without_records_says_so() -> None:
    assert "2020年7月1日至8月31日没有进展记录。" in period(make_task())
    assert "Nothing was recorded from 1 July to 31 August 2020." in period(make_task(), language="en")


@pytest.mark.parametrize(
    ("since", "day", "zh", "en"),
    [
        (date(2020, 1, 1), date(2020, 6, 30), "2020年上半年", "first half of 2020"),
        (date(2020, 4, 1), date(2020, 6, 30), "2020年第二季度", "second quarter of 2020"),
        (date(2020, 2, 1), date(2020, 2, 29), "2020年2月", "February 2020"),
        (date(2020, 5, 1), date(2020, 7, 31), "2020年5月1日至7月31日", "1 May to 31 July 2020"),
    ],
)
def test_the_title_names_the_period(since: date, day: date, zh: str, en: str) -> None:
    plan = make_plan([make_task()], title="要点", title_en="Plan")
    assert written(plan, "zh", "period", day=day, since=since).title == f"要点：{zh}进展情况"
    assert written(plan, "en", "period", day=day, since=since).title == f"Plan: {en}"


def test_a_report_on_a_part_names_it_and_tells_of_nothing_else() -> None:
    plan = make_plan([make_task(lead="甲局")], [make_task(id="2.1", lead="乙局")])
    of_group = told(written(plan, "zh", "period", since=JULY, scope=Scope(groups=("2",))))
    assert "“重点2”方面共有1项任务。" in of_group
    assert "任务1.1" not in of_group
    of_unit = told(written(plan, "zh", "period", since=JULY, scope=Scope(units=("甲局",))))
    assert "甲局共有1项任务。" in of_unit
    assert "任务2.1" not in of_unit


# --- findings and indicators


def found(*findings: Finding, indicators: tuple[Indicator, ...] = ()) -> Plan:
    inspections = (Inspection("D1", "专项督察", items=findings),) if findings else ()
    standards = (Standard("K", "创建指标", items=indicators),) if indicators else ()
    return replace(make_plan([ONE]), inspections=inspections, standards=standards)


def finding(number: int, status: str, **over: object) -> Finding:
    log = (make_entry("2020-05-01", status=status, note="整改一半"),) if status != "todo" else ()
    values = {"area": f"领域{number % 2}", "status": Status(status), "log": log, **over}
    return Finding(f"D1.{number}", f"问题{number}", **values)  # type: ignore[arg-type]


def test_an_inspection_tells_what_is_put_right_and_what_is_not() -> None:
    due = date(2020, 6, 30)
    plan = found(finding(1, "done"), finding(2, "doing", due=due, lead="甲局"), finding(3, "submitted"))
    text = told(written(plan, day=date(2020, 7, 10)))
    assert "专项督察发现2个方面3个问题，已整改销号1个；其余问题中，正在整改1个、已报请验收1个，其中逾期1个。" in text
    assert "1. 问题2（甲局牵头），逾期10天，目前情况是：整改一半。\n2. 问题3，目前情况是：整改一半。" in text
    assert "1 is being put right and 1 awaits acceptance, one of them overdue." in told(
        written(plan, "en", day=date(2020, 7, 10))
    )


def test_all_put_right_and_all_overdue_are_told_as_such() -> None:
    assert "专项督察发现2个方面2个问题，已全部整改销号。" in told(
        written(found(finding(1, "done"), finding(2, "done")))
    )
    late = found(finding(1, "doing", due=JULY), finding(2, "submitted", due=JULY), finding(3, "done"))
    assert "正在整改1个、已报请验收1个，2个均已逾期。" in told(written(late))
    assert "1 is being put right and 1 awaits acceptance, all 2 overdue." in told(written(late, "en"))


def test_of_many_findings_the_latest_are_told() -> None:
    findings = [finding(number, "doing", due=date(2020, 6, number)) for number in range(1, 31)]
    text = told(written(found(*reversed(findings))))
    assert text.index("1. 问题1，逾期213天") < text.index("7. 问题7，逾期207天")
    assert "另有23个问题尚未销号。" in text


def test_a_standard_tells_what_is_met_and_what_must_be_and_is_not() -> None:
    met = Indicator("K.1", "指标1", status=Status.DONE, hard=True)
    points = Indicator("K.3", "指标3", points=5)
    text = told(written(found(indicators=(met, Indicator("K.2", "指标2", hard=True), points))))
    assert "创建指标3项指标已达标1项，尚有2项未达标。其中2项硬性指标已达标1项。计分指标共5分" in text
    assert "尚未达标的硬性指标1项：\n\n1. 指标2。" in text
    assert "创建指标1项指标已达标。" in told(written(found(indicators=(met,))))


def test_without_findings_and_indicators_there_are_no_such_sections() -> None:
    headings = [line for line in told(written(found())).splitlines() if line[1:2] == "、"]
    assert [line[2:] for line in headings] == ["主要举措和成效", "党政主要负责人履行推进法治建设第一责任人职责情况"]


# --- a brief


def brief(plan: Plan, language: str = "zh") -> str:
    return told(written(plan, language, "brief"))


def test_a_brief_tells_highlights_what_is_late_and_what_to_decide() -> None:
    due = date(2020, 11, 30)
    asked = make_entry("2020-12-01", status="doing", problem="缺少经费", help="请落实经费")
    plan = make_plan(
        [
            make_done("1.1", "2020-05-01", highlight=True, result="办成一件大事。"),
            make_task(id="1.2", status="doing", due=due, lead="甲局", log=(asked,)),
        ]
    )
    text = brief(plan)
    assert "截至2020年12月31日，2项任务完成1项（50%），尚有1项未完成，逾期1项。" in text
    assert "· 重点1：完成1/2项（50%），逾期1项。" in text
    assert "突出成效\n\n· 办成一件大事。" in text
    assert "逾期任务\n\n· 任务1.2（甲局牵头），因缺少经费，逾期31天。" in text
    assert "需要协调决定的事项\n\n· 任务1.2（甲局牵头）：请落实经费。" in text
    assert "open: 1, overdue: 1." in brief(plan, "en")


def test_a_brief_leaves_out_what_there_is_not() -> None:
    text = brief(make_plan([ONE]))
    assert not any(heading in text for heading in ("突出成效", "逾期任务", "需要协调"))


def test_a_brief_counts_what_it_has_no_room_for() -> None:
    plan = make_plan([make_task(id=f"1.{number}", due=date(2020, 11, number)) for number in range(1, 11)])
    text = brief(plan)
    assert text.index("任务1.1，逾期60天") < text.index("任务1.8，逾期53天")
    assert "任务1.9" not in text
    assert "另有2项逾期任务未列出。" in text


def test_a_long_sentence_is_cut_at_a_mark() -> None:
    result = "，".join(["这是很长的一句话"] * 12)
    plan = make_plan([replace(ONE, highlight=True, result=result)])
    [line] = [line for line in brief(plan).splitlines() if "很长" in line]
    assert line.endswith("这是很长的一句话……")
    assert len(line) < 70


# --- tables and charts


def tables(document: Document) -> dict[str, Table]:
    return {block.title: block for block in document.blocks if isinstance(block, Table)}


def test_tables_come_numbered_and_end_with_every_task() -> None:
    found = tables(written(years.example()))
    assert list(found) == [
        "表1 各方面完成情况",
        "表2 各单位牵头任务完成情况",
        "表3 各单位配合任务完成情况",
        "表4 各季度到期任务完成情况（按现行时限）",
        "表5 各月累计应完成和已完成项数",
        "表6 时间节点",
        "表7 任务清单",
    ]
    assert (len(found["表7 任务清单"].rows), found["表7 任务清单"].wide) == (72, True)
    assert all(len(row) == len(table.columns) for table in found.values() for row in table.rows)


def test_a_column_in_which_no_task_has_anything_is_left_out() -> None:
    tasks = tables(written(make_plan([make_task()])))["表4 任务清单"]
    assert [column.key for column in tasks.columns] == ["id", "title", "status", "due"]


def test_the_total_of_a_table_counts_each_task_once() -> None:
    table = tables(written(years.example()))["表1 各方面完成情况"]
    assert table.footer is not None
    for place in range(1, 10):
        assert sum(int(str(row[place])) for row in table.rows) == int(str(table.footer[place]))


def test_charts_show_what_is_done_what_is_late_and_how_the_year_went() -> None:
    blocks = written(years.example()).blocks
    [bars] = [block for block in blocks if isinstance(block, BarChart)]
    first = bars.bars[0]
    assert (first.label, first.done, first.total) == ("1 突出系统化，加快建设法治政府", 8, 11)
    assert (first.late, first.note) == (3, "3项逾期")
    [lines] = [block for block in blocks if isinstance(block, LineChart)]
    (_, due), (_, done) = lines.lines
    assert (len(lines.months), due[-1], done[-1]) == (12, 69, 52)
    assert lines.note


def test_a_single_priority_is_no_chart() -> None:
    blocks = written(make_plan([ONE, OPEN])).blocks
    assert not any(isinstance(block, BarChart) for block in blocks)


# --- public editions


def test_a_public_edition_says_nothing_internal() -> None:
    secret = make_entry("2020-06-01", note="内部意见", problem="内部原因", evidence=("密件",), internal=True)
    shown = make_task(
        id="1.1", status="doing", due=date(2020, 6, 30), log=(make_entry("2020-03-01", status="doing"), secret)
    )
    hidden = make_task(id="1.2", title="内部任务", internal=True)
    plan = replace(
        make_plan([shown, hidden, make_task(id="1.3", target=make_target(3), reading=1, status="doing")]),
        inspections=(
            Inspection(
                "D1", "督察", items=(finding(1, "doing"), replace(finding(2, "doing", internal=True), title="内部"))
            ),
        ),
    )
    whole, public = told(written(plan)), told(written(plan, public=True))
    assert "内部" in whole
    assert "密件" in whole
    assert "【" in whole
    for word in ("内部", "密件", "【"):
        assert word not in public
