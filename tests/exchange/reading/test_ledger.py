"""What offices write in the cells of their ledgers: each trap is read right, asked about, or told of; none is guessed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import UNITS, listen, plan_with_units, workbook
from make import make_day, make_entry, make_priority, make_target, make_task

from planctl.exchange.reading.changes import Import
from planctl.exchange.reading.hearing import Terms, hear
from planctl.exchange.reading.sheet import Book, sheet_of
from planctl.exchange.reading.unit_cells import read_units
from planctl.plan.model import Entry, Indicator, Plan, Priority, Status
from planctl.plan.node import Node
from planctl.plan.unit_words import is_collective, is_first_leading
from planctl.plan.units import folded_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.exchange.reading.heard import Heard
    from planctl.exchange.reading.sheet import Value

KNOWN = {folded_unit(name): name for name in UNITS}


def say(header: str, *rows: Sequence[Value], plan: Plan | None = None, name: str = "台账", **terms: Any) -> Heard:
    """Return what rows under ``header`` say, of a plan without tasks if none is given."""
    book = Book((sheet_of(name, [header.split("·"), *rows]),))
    return hear(book, "文件", plan or plan_with_units(), Terms(make_day("2020-07-01"), **{"answers": {}} | terms))


def fields(header: str, *values: Value, **over: Any) -> dict[str, Any]:
    """Return what one row says of the task 甲."""
    heard = say(f"任务名称·{header}·进展情况", ["甲", *values], **over)
    assert heard.questions == ()
    return dict(heard.said[0].fields)


def codes(heard: Heard) -> list[str]:
    return [remark.code for remark in heard.remarks]


# --- layout (T1 to T13; T1, T2 and T10 are in test_heads) ---------------------------------------------------------------


def test_t3_the_same_name_twice_is_asked_for_by_cell_or_taken_by_place() -> None:
    rows = ["甲", "6月底", "9月底"]
    (question,) = say("任务名称·完成时限·完成时限", rows).questions
    assert (question.code, question.cells) == ("double", ("B1", "C1"))
    (said,) = say("任务名称·完成时限·完成时限", rows, answers={"B1": "-"}).said
    assert said.fields["due"] == date(2020, 9, 30)


@pytest.mark.parametrize(
    "heading",
    [
        ["（一）依法行政", None, None],
        ["一、依法行政", None, None],
        ["依法行政（2项）", None, None],
        ["一", "依法行政", None],
        [None, "（一）依法行政", None],
    ],
)
def test_t4_a_heading_is_a_priority(heading: list[str | None]) -> None:
    heard = say("序号·任务名称·牵头单位", heading, [1, "甲", "省司法厅"], [2, "乙", None])
    assert [(said.group, said.fields["title"]) for said in heard.said] == [("依法行政", "甲"), ("依法行政", "乙")]


def test_t4_a_heading_across_the_sheet_is_a_priority_even_above_a_first_column_of_tasks() -> None:
    rows = [
        ["任务名称", "牵头单位", "完成时限"],
        ["依法行政", None, None],
        ["甲", "省司法厅", "6月"],
        ["乙", None, None],
    ]
    heard = listen(workbook(rows, ["A2:C2"]))
    assert [(said.group, said.fields["title"]) for said in heard.said] == [("依法行政", "甲"), ("依法行政", "乙")]


def test_without_headings_there_is_one_priority_titled_as_the_sheet() -> None:
    assert say("任务名称·牵头单位", ["甲", None], name="重点工作").said[0].group == "重点工作"
    titled = Book((sheet_of("Sheet1", [["2020年台账"], ["任务名称", "牵头单位"], ["甲", None]]),))
    heard = hear(titled, "文件", plan_with_units(), Terms(make_day("2020-07-01"), {}))
    assert heard.said[0].group == "2020年台账"
    assert say("任务名称·牵头单位", ["甲", None], name="Sheet1").said[0].group == "文件"


def test_t5_a_merge_speaks_for_its_rows_and_an_empty_cell_is_empty() -> None:
    rows = [["任务名称", "牵头单位"], ["甲", "省司法厅"], ["乙", None], ["丙", None]]
    heard = listen(workbook(rows, ["B2:B3"]))
    assert [said.fields.get("lead") for said in heard.said] == ["省司法厅", "省司法厅", None]


@pytest.mark.parametrize(
    "text",
    [
        "备注：本表一式两份",
        "注:同上",
        "合计",
        "填表人：李四",
        "负责人签字：",
        "说明：略",
        "小 计",
        "Total",
        "Grand total:",
        "Notes: none",
        "Prepared by",
    ],
)
def test_t6_remarks_and_totals_are_no_tasks_and_are_told(text: str) -> None:
    heard = say("序号·任务名称·牵头单位", [1, "甲", None], [text, None, None], ["合计", "2项", None])
    assert [said.fields["title"] for said in heard.said] == ["甲"]
    assert [(remark.code, remark.cells) for remark in heard.remarks] == [("remark", ("A3",)), ("remark", ("A4",))]


def test_t7_hidden_sheets_are_told_and_hidden_rows_are_read_and_told() -> None:
    shown = sheet_of("台账", [["任务名称", "牵头单位"], ["甲", None], ["乙", None]])._replace(
        hidden_rows=(2,), hidden_columns=(1,)
    )
    book = Book((shown, shown._replace(name="秘", is_hidden=True), sheet_of("空", [[None]])))
    heard = hear(book, "文件", plan_with_units(), Terms(make_day("2020-07-01"), {}))
    assert [said.fields["title"] for said in heard.said] == ["甲", "乙"]
    told = [(remark.code, remark.sheet, remark.cells) for remark in heard.remarks]
    assert told == [("hidden-rows", "台账", ("3",)), ("hidden-columns", "台账", ("B1",)), ("hidden-sheet", "秘", ())]


def test_t8_a_note_may_say_that_the_first_unit_leads() -> None:
    row: list[Value] = [1, "甲", "省司法厅、省财政厅"]
    (question,) = say("序号·任务名称·责任单位", row).questions
    assert (question.code, question.cells, question.choices) == ("lead", ("C2",), ("省司法厅", "省财政厅"))
    noted = say("序号·任务名称·责任单位", row, ["注：列第一位者为牵头单位", None, None])
    assert (noted.said[0].fields["lead"], noted.said[0].fields["support"]) == ("省司法厅", ("省财政厅",))
    told = say("序号·任务名称·责任单位", row, answers={"省司法厅、省财政厅": "省财政厅"}).said[0].fields
    assert (told["lead"], told["support"]) == ("省财政厅", ("省司法厅",))


@pytest.mark.parametrize("note", ["排在第一位的部门为牵头部门，下同", "列第一位者为牵头单位", "第一个单位为牵头单位"])
def test_t8_such_notes_are_worded_in_several_ways(note: str) -> None:
    assert is_first_leading((note,))
    assert not is_first_leading(("各单位按职责分工负责",))


def test_t9_numbers_that_restart_mean_nothing() -> None:
    heard = say(
        "序号·任务名称·牵头单位", ["（一）一", None, None], [1, "甲", None], ["（二）二", None, None], [1, "乙", None]
    )
    assert [(said.group, said.fields["title"]) for said in heard.said] == [("一", "甲"), ("二", "乙")]
    assert heard.questions == ()


def test_t11_columns_in_another_order_and_new_ones_are_no_matter() -> None:
    heard = say("牵头单位·我们的列·任务名称", ["省司法厅", "某值", "甲"])
    assert heard.said[0].fields == {"title": "甲", "lead": "省司法厅"}
    assert [(remark.code, remark.cells, remark.text) for remark in heard.remarks] == [("column", ("B1",), "我们的列")]


def test_t12_a_task_on_several_rows_has_nodes() -> None:
    rows = [
        ["工作事项", "工作节点", "完成时间", "责任部门"],
        ["甲", "调研", "3月底", "省司法厅"],
        [None, "印发", "6月底", None],
        ["乙", "汇总", "9月底", None],
    ]
    heard = listen(workbook(rows, ["A2:A3", "D2:D3"]))
    assert [said.fields["title"] for said in heard.said] == ["甲", "乙"]
    assert heard.said[0].fields["nodes"] == (Node(date(2020, 3, 31), "调研"), Node(date(2020, 6, 30), "印发"))
    assert heard.said[0].fields["due"] == date(2020, 6, 30)


def test_t12_several_numbered_things_in_one_cell_are_told() -> None:
    heard = say("任务名称·牵头单位", ["1．印发方案\n2．开展督察", None])
    assert heard.said[0].fields["title"] == "1．印发方案 2．开展督察"
    assert codes(heard) == ["several"]


def test_t12_a_second_value_of_one_item_is_told() -> None:
    rows = [["任务名称", "责任人"], ["甲", "王芳"], [None, "李四"]]
    heard = listen(workbook(rows, ["A2:A3"]))
    assert heard.said[0].fields["owner"] == "王芳"
    assert [(remark.code, remark.cells, remark.text) for remark in heard.remarks] == [("second", ("B3",), "李四")]


def test_t12_a_row_that_names_no_task_is_told() -> None:
    heard = say("任务名称·牵头单位·完成时限", ["甲", None, None], [None, "省司法厅", "6月底"])
    assert [(remark.code, remark.cells) for remark in heard.remarks] == [("no-title", ("B3", "C3"))]


def test_the_header_once_more_on_the_next_page_is_no_task() -> None:
    heard = say("任务名称·牵头单位", ["甲", None], ["任务名称", "牵头单位"], ["乙", None])
    assert [said.fields["title"] for said in heard.said] == ["甲", "乙"]
    assert codes(heard) == ["header-again"]


def test_a_sheet_without_a_header_beside_one_that_has_it_is_told() -> None:
    content = workbook([["任务名称", "牵头单位"], ["甲", None]], more={"说明": [["本表由各单位填写", None, "x"]]})
    heard = listen(content)
    assert [(remark.code, remark.sheet, remark.cells) for remark in heard.remarks] == [("no-header", "说明", ("A1",))]


# --- days (T14 to T22) -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "due"),
    [
        ("12月底前完成", "2020-12-31"),
        ("年内", "2020-12-31"),
        ("20.6.30", "2020-06-30"),
        ("二〇二〇年六月底", "2020-06-30"),
        ("一季度前", "2020-03-31"),
        ("下月10日前", "2020-08-10"),
        ("2020-06-30 00:00:00", "2020-06-30"),
        (43983, "2020-06-01"),
        ("43983", "2020-06-01"),
        (date(2020, 6, 30), "2020-06-30"),
        (datetime.fromisoformat("2020-06-30T17:00"), "2020-06-30"),
        (6.15, "2020-06-15"),
        ("6.30", "2020-06-30"),
    ],
)
def test_t14_plain_days_are_read(value: Value, due: str) -> None:
    assert fields("完成时限", value)["due"] == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("value", "choices"),
    [
        ("2020年6月前", ("2020-05-31", "2020-06-30")),
        ("2021年前", ("2020-12-31", "2021-12-31")),
        ("每月推进，2020年12月底前完成", ("month", "2020-12-31")),
        ("2020年底前取得明显成效，长期坚持", ("2020-12-31", "ongoing")),
        (6.3, ("2020-06-03", "2020-06-30")),
        (1.1, ("2020-01-01", "2020-01-10")),
    ],
)
def test_t15_t18_t22_what_means_two_things_is_asked_with_both(value: Value, choices: tuple[str, ...]) -> None:
    heard = say("任务名称·完成时限", ["甲", value], ["乙", value])
    (question,) = heard.questions
    assert (question.code, question.cells, question.choices) == ("due", ("B2", "B3"), choices)
    answered = say("任务名称·完成时限", ["甲", value], answers={str(value): choices[-1]}).said[0].fields
    assert answered.get("ongoing") is (True if choices[-1] == "ongoing" else None)
    assert answered.get("due") == (None if choices[-1] == "ongoing" else date.fromisoformat(choices[-1]))


def test_t16_a_period_has_a_start_and_an_end() -> None:
    said = fields("完成时限", "2020年6—9月")
    assert (said["start"], said["due"]) == (date(2020, 6, 1), date(2020, 9, 30))
    assert fields("完成时限", "2020年9月起")["start"] == date(2020, 9, 1)
    plan = plan_with_units(adopted=date(2020, 3, 13))
    assert fields("完成时限", "即日起至9月底", plan=plan)["start"] == date(2020, 3, 13)


@pytest.mark.parametrize(
    ("value", "every", "rest"),
    [("长期坚持", None, 0), ("立行立改", None, 0), ("每季度", "quarter", 0), ("每月25日前", "month", 1)],
)
def test_t17_what_has_no_end_is_a_duty(value: str, every: str | None, rest: int) -> None:
    heard = say("任务名称·完成时限", ["甲", value])
    assert (heard.said[0].fields["ongoing"], heard.said[0].fields.get("every")) == (True, every)
    assert codes(heard) == ["rest"] * rest


def test_t19_a_condition_is_waited_for() -> None:
    assert fields("完成时限", "根据省里部署")["waits_for"] == ("根据省里部署",)


def test_t20_what_is_no_deadline_is_told_with_its_cell() -> None:
    heard = say("任务名称·完成时限·责任人", ["甲", "王芳", None], ["乙", 7, None], ["丙", 1899, None])
    assert [(remark.code, remark.cells) for remark in heard.remarks] == [
        ("due", (cell,)) for cell in ("B2", "B3", "B4")
    ]
    assert all("due" not in said.fields for said in heard.said)


@pytest.mark.parametrize("mark", ["/", "——", "-", "—", "无", "暂无", "N/A", " / "])
def test_t21_marks_for_nothing_say_nothing(mark: str) -> None:
    heard = say("任务名称·牵头单位·完成时限·存在问题·完成情况·佐证材料", ["甲", mark, mark, mark, mark, mark])
    assert (dict(heard.said[0].fields), heard.remarks, heard.questions) == ({"title": "甲"}, (), ())


def test_t21_the_same_as_above_is_what_stands_above() -> None:
    heard = say("任务名称·完成时限·责任人", ["甲", "6月底", None], ["乙", "同上", "同上"])
    assert heard.said[1].fields["due"] == date(2020, 6, 30)
    assert [(remark.code, remark.cells) for remark in heard.remarks] == [("ditto", ("C3",))]
    assert codes(say("任务名称·完成时限", ["甲", "待定"])) == ["due"]


def test_a_start_is_the_first_day_of_its_period() -> None:
    assert fields("开始时间·责任人", "2020年3月", None)["start"] == date(2020, 3, 1)
    assert fields("开始时间·责任人", date(2020, 3, 5), None)["start"] == date(2020, 3, 5)
    assert codes(say("任务名称·开始时间", ["甲", "尽快"])) == ["start"]


# --- units (T23 to T28) ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "省司法厅、省财政厅、省信访局",
        "省司法厅，省财政厅；省信访局",
        "省司法厅/省财政厅/省信访局",
        "省司法厅 省财政厅 省信访局",
        "省司法厅\u3000省财政厅\u3000省信访局",
        "省司法厅\n省财政厅\n省信访局",
        "省司法厅、省财政厅和省信访局",
        "省司法厅、省财政厅及省信访局",
        "省司法厅与省财政厅、省信访局",
    ],
)
def test_t23_names_stand_apart_in_many_ways(text: str) -> None:
    assert read_units(text, KNOWN).others == ("省司法厅", "省财政厅", "省信访局")


def test_t23_and_is_also_a_part_of_names() -> None:
    assert read_units("省政务服务和数字化局", KNOWN).others == ("省政务服务和数字化局",)
    assert read_units("省司法厅和省政务服务和数字化局", KNOWN).others == ("省司法厅", "省政务服务和数字化局")
    assert read_units("省文化和旅游厅", KNOWN).others == ("省文化和旅游厅",)
    assert read_units("Department of Justice", {}).others == ("Department of Justice",)


def test_t24_labels_within_a_cell_say_who_leads() -> None:
    found = read_units("牵头单位：省司法厅\n责任单位：省财政厅 省信访局", KNOWN)
    assert (found.lead, found.others) == ("省司法厅", ("省财政厅", "省信访局"))
    assert read_units("责任单位：省司法厅 配合单位：省财政厅", KNOWN) == ("省司法厅", ("省财政厅",))


@pytest.mark.parametrize(
    "text",
    [
        "省司法厅（牵头）、省财政厅",
        "省司法厅牵头，省财政厅配合",
        "省司法厅牵头，省财政厅按职责分工负责",
        "省财政厅、省司法厅(牵头)",
    ],
)
def test_t25_marks_say_who_leads(text: str) -> None:
    assert read_units(text, KNOWN) == ("省司法厅", ("省财政厅",))
    assert fields("责任单位", text)["lead"] == "省司法厅"


def test_t25_a_star_is_asked_about() -> None:
    (question,) = say("任务名称·责任单位", ["甲", "省司法厅*"]).questions
    assert (question.code, question.text, question.choices[0]) == ("unit", "省司法厅*", "省司法厅")


@pytest.mark.parametrize(
    "name", ["各县区", "12县区", "市直各部门", "各职能部门", "其他职能部门", "直属各单位", "各市（州）", "全区各单位"]
)
def test_t26_many_at_once_are_kept_as_text(name: str) -> None:
    assert is_collective(name)
    assert fields("配合单位", f"省财政厅、{name}")["support"] == ("省财政厅", name)


def test_t27_a_name_that_the_register_does_not_have_is_asked_for() -> None:
    (question,) = say("任务名称·牵头单位", ["甲", "司厅"]).questions
    assert (question.code, question.cells, question.text) == ("unit", ("B2",), "司厅")
    assert question.choices[-1] == "new"
    assert "省司法厅" in question.choices
    told = say("任务名称·牵头单位", ["甲", "司厅"], answers={"司厅": "省司法厅"})
    assert (told.said[0].fields["lead"], told.new_units) == ("省司法厅", ())
    new = say("任务名称·牵头单位", ["甲", "司厅"], accept_new=True)
    assert (new.said[0].fields["lead"], new.new_units) == ("司厅", ("司厅",))


def test_t28_leaders_are_people_and_no_units() -> None:
    heard = say("任务名称·牵头领导·牵头单位", ["甲", "张副省长", "省司法厅"])
    assert heard.said[0].fields["lead"] == "省司法厅"
    assert [remark.text for remark in heard.remarks] == ["牵头领导"]


# --- values (T29 to T32) -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "reading"), [(36, 36), ("36", 36), ("36个", 36), ("36/100", 36), ("36/100个", 36), ("1,200", 1200)]
)
def test_t29_a_quantity_has_the_unit_of_its_target(value: Value, reading: int) -> None:
    assert fields("目标值·完成数", "100个", value)["reading"] == reading


@pytest.mark.parametrize("value", ["50%", "36/99", "36户", "约36", "过半"])
def test_t29_a_quantity_that_is_none_is_told(value: str) -> None:
    heard = say("任务名称·目标值·完成数", ["甲", "100个", value])
    assert "reading" not in heard.said[0].fields
    assert [(remark.code, remark.cells, remark.text) for remark in heard.remarks] == [("reading", ("C2",), value)]


def test_t29_a_share_may_be_a_percentage() -> None:
    plan = plan_with_units([make_task(title="甲", target=make_target(90, "%"))])
    (question,) = say("任务名称·完成数", ["甲", 0.5], plan=plan).questions
    assert (question.code, question.choices) == ("reading", ("0.5", "50"))
    assert say("任务名称·完成数", ["甲", 0.5], plan=plan, answers={"0.5": "50"}).said[0].fields["reading"] == 50
    assert say("任务名称·完成数", ["甲", "50%"], plan=plan).said[0].fields["reading"] == 50


def test_a_measure_beside_a_target_is_its_unit() -> None:
    assert str(fields("目标值·计量单位", 100, "个")["target"]) == "100 个"
    assert codes(say("任务名称·目标值", ["甲", "若干"])) == ["target"]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("正在推进", Status.DOING),
        ("序时推进", Status.DOING),
        ("已办结", Status.DONE),
        ("完成✔", Status.DONE),
        ("已完成", Status.DONE),
        ("未启动", Status.TODO),
        ("In progress", Status.DOING),
    ],
)
def test_t30_words_for_states_are_those_of_the_register(word: str, status: Status) -> None:
    assert fields("任务状态", word)["status"] is status


def test_t30_other_words_are_told_and_can_be_answered() -> None:
    heard = say("任务名称·任务状态", ["甲", "基本完成"], ["乙", "√"])
    assert [(remark.code, remark.cells) for remark in heard.remarks] == [("status", ("B2",)), ("status", ("B3",))]
    assert (
        say("任务名称·任务状态", ["甲", "基本完成"], answers={"基本完成": "doing"}).said[0].fields["status"]
        is Status.DOING
    )
    assert fields("任务状态", "长期坚持")["ongoing"] is True


def test_t30_blocked_needs_its_reason() -> None:
    told = say("任务名称·任务状态·存在问题", ["甲", "受阻", None], ["乙", "受阻", "无编制"])
    assert [(remark.code, remark.cells) for remark in told.remarks] == [("reason", ("A2",))]
    assert [said.fields.get("status") for said in told.said] == [None, Status.BLOCKED]


def test_t31_comments_on_cells_are_told() -> None:
    book = Book((sheet_of("台账", [["任务名称", "牵头单位"], ["甲", None]]),), ("comments", "struck"))
    heard = hear(book, "文件", plan_with_units(), Terms(make_day("2020-07-01"), {}))
    assert codes(heard) == ["comments", "struck"]


@pytest.mark.parametrize("text", ["=1+1", "+86 431", "-不详-", "@甲", "'引"])
def test_t32_text_that_begins_like_a_formula_is_text(text: str) -> None:
    rows = [["任务名称", "进展情况"], ["甲", text]]
    assert listen(workbook(rows)).said[0].fields["note"] == text


# --- what is made of it -----------------------------------------------------------------------------------------------


def made(plan: Plan, heard: Heard, *, is_new: bool = False) -> Plan:
    assert heard.questions == ()
    return Import(lambda _: heard, date(2020, 7, 1), "李四", {}, is_new=is_new).apply(plan).plan


def test_a_task_that_the_plan_has_gets_one_entry_for_all_its_news() -> None:
    plan = plan_with_units([make_task(title="印发 方案", lead="省司法厅", due=date(2020, 6, 30))])
    row = ["印发方案", "省财政厅", "9月底", "推进中", "已起草", "无编制", "吉司发〔2020〕1号"]
    heard = say("任务名称·牵头单位·完成时限·任务状态·进展情况·存在问题·佐证材料", row, plan=plan)
    task = made(plan, heard).task("1.1")
    assert task.log == (
        Entry(
            date(2020, 7, 1),
            by="李四",
            status=Status.DOING,
            lead="省财政厅",
            due=date(2020, 9, 30),
            note="已起草",
            problem="无编制",
            evidence=("吉司发〔2020〕1号",),
            was={"lead": "省司法厅", "due": date(2020, 6, 30)},
        ),
    )
    assert (task.title, task.lead, task.due) == ("印发 方案", "省财政厅", date(2020, 9, 30))
    again = say("任务名称·牵头单位·完成时限·任务状态·进展情况·存在问题·佐证材料", row, plan=made(plan, heard))
    assert made(made(plan, heard), again) == made(plan, heard)


def test_a_new_task_comes_behind_the_others_of_its_priority_or_into_a_new_one() -> None:
    plan = plan_with_units(make_priority("1", make_task(title="甲"), title="依法行政"))
    heard = say("重点任务·具体举措·牵头单位", ["依法行政", "乙", "省司法厅"], ["营商环境", "丙", None], plan=plan)
    after = made(plan, heard)
    assert [(task.id, task.title) for task in after.tasks] == [("1.1", "甲"), ("1.2", "乙"), ("2.1", "丙")]
    assert [group.title for group in after.priorities] == ["依法行政", "营商环境"]
    assert after.task("1.2").log == (Entry(date(2020, 7, 1), by="李四", added=True),)
    assert made(plan, heard, is_new=True).task("1.2").log == ()


def test_blank_cells_take_nothing_away() -> None:
    plan = plan_with_units([make_task(title="甲", lead="省司法厅", owner="王芳")])
    assert made(plan, say("任务名称·牵头单位·责任人", ["甲", None, "/"], plan=plan)) == plan


def test_a_first_reading_starts_the_work() -> None:
    plan = plan_with_units([make_task(title="甲", target=make_target(100))])
    assert made(plan, say("任务名称·完成数", ["甲", 36], plan=plan)).task("1.1").status is Status.DOING


def test_a_unit_that_leads_now_supports_no_longer() -> None:
    plan = plan_with_units([make_task(title="甲", lead="省司法厅", support=("省财政厅", "省信访局"))])
    task = made(plan, say("任务名称·牵头单位", ["甲", "省财政厅"], plan=plan)).task("1.1")
    assert (task.lead, task.support) == ("省财政厅", ("省信访局",))


def test_what_is_closed_or_carried_keeps_its_status_and_is_told() -> None:
    done = make_task(title="甲", status="done", log=(make_entry("2020-06-01", status="done"),))
    gone = make_task(
        id="1.2", title="乙", carried_to="2021:1.1", log=(make_entry("2020-06-01", carried_to="2021:1.1"),)
    )
    duty = make_task(id="1.3", title="丙", ongoing=True)
    plan = plan_with_units([done, gone, duty])
    heard = say(
        "任务名称·任务状态·完成时限", ["甲", "推进中", None], ["乙", "推进中", None], ["丙", None, "6月底"], plan=plan
    )
    assert codes(heard) == ["closed", "carried", "duty-due"]
    assert made(plan, heard) == plan


def test_two_rows_of_one_task_are_told() -> None:
    plan = plan_with_units([make_task(title="甲")])
    answers = {"甲": "several", "A2 甲": "1.1", "A3 甲": "1.1"}
    heard = say("任务名称·责任人", ["甲", "王芳"], ["甲", "李四"], plan=plan, answers=answers)
    assert codes(heard) == ["twice"]
    assert made(plan, heard).task("1.1").owner == "王芳"


def test_an_id_with_another_title_is_asked_about() -> None:
    plan = plan_with_units([make_task(title="印发方案")])
    (question,) = say("序号·任务名称·责任人", ["1.1", "印发实施方案", "王芳"], plan=plan).questions
    assert (question.code, question.cells, question.choices) == ("item", ("B2",), ("1.1", "new"))
    for answer, titles in (("1.1", ["印发实施方案"]), ("new", ["印发方案", "印发实施方案"])):
        heard = say(
            "序号·任务名称·责任人", ["1.1", "印发实施方案", "王芳"], plan=plan, answers={"印发实施方案": answer}
        )
        assert [task.title for task in made(plan, heard).items] == titles


def test_a_former_title_finds_the_task() -> None:
    plan = plan_with_units([make_task(title="生态环境保护条例", formerly=("生态环境条例",))])
    after = made(plan, say("任务名称·责任人", ["生态环境条例", "王芳"], plan=plan))
    assert (after.task("1.1").owner, after.task("1.1").title) == ("王芳", "生态环境保护条例")


def test_three_levels_of_indicators_are_a_standard() -> None:
    rows = [["一级指标", "二级指标", "三级指标"], ["一、依法履职", "1.放管服", "清单公布"], [None, None, "事项下放"]]
    plan = plan_with_units()
    after = made(plan, listen(workbook(rows, ["A2:A3", "B2:B3"], name="指标体系"), plan))
    (standard,) = after.standards
    assert (standard.id, standard.title) == ("K", "指标体系")
    assert [item.id for item in standard.items] == ["K.1", "K.2"]
    assert {type(item) for item in standard.items} == {Indicator}
    assert [item.path for item in standard.items] == [("一、依法履职", "1.放管服")] * 2


def test_problems_of_an_inspection_are_findings() -> None:
    plan = plan_with_units()
    after = made(
        plan, say("序号·问题·方面·整改情况·整改时限", [1, "窗口不足", "政务服务", "已增设", "8月底"], name="专项督察")
    )
    (inspection,) = after.inspections
    (finding,) = inspection.items
    assert (inspection.title, finding.id, finding.area, finding.due) == (
        "专项督察",
        "D1.1",
        "政务服务",
        date(2020, 8, 31),
    )


def test_quarters_are_nodes() -> None:
    plan = plan_with_units([make_task(title="甲", nodes=(Node(date(2020, 3, 31), "调研"),))])
    after = made(plan, say("任务名称·第一季度·第二季度·第四季度", ["甲", "调研", "起草\n征求意见", "/"], plan=plan))
    nodes = [(str(node.due), node.goal) for node in after.task("1.1").nodes]
    assert nodes == [("2020-03-31", "调研"), ("2020-06-30", "起草"), ("2020-06-30", "征求意见")]


cells = st.one_of(
    st.none(), st.text(max_size=12), st.integers(0, 60_000), st.floats(allow_nan=False), st.booleans(), st.dates()
)
headers = st.sampled_from(
    [
        "任务名称",
        "牵头单位",
        "责任单位",
        "完成时限",
        "任务状态",
        "目标值",
        "完成数",
        "进展情况",
        "开始时间",
        "第一季度",
        "序号",
    ]
)


@given(st.lists(headers, min_size=2, max_size=5, unique=True), st.lists(st.lists(cells, max_size=5), max_size=4))
def test_whatever_stands_in_cells_is_read_told_or_asked(header: list[str], rows: list[list[Value]]) -> None:
    header = ["任务名称", *(name for name in header if name != "任务名称"), "责任人"]
    heard = say("·".join(header), *rows, accept_new=True)
    if not heard.questions:
        plan = plan_with_units()
        after = made(plan, heard)
        assert len(list(after.tasks)) == sum(said.id is None for said in heard.said)
        assert isinstance(after.priorities, tuple)
        assert all(isinstance(group, Priority) for group in after.priorities)


def test_rows_with_one_title_in_one_group_are_asked_about() -> None:
    rows: list[list[Value]] = [["A", "甲", "省司法厅"], ["A", "甲", "省财政厅"]]
    header = "类别·任务名称·牵头单位"
    (question,) = say(header, *rows).questions
    assert (question.code, question.cells, question.choices) == ("same", ("B2", "B3"), ("one", "several"))
    one = say(header, *rows, answers={"甲": "one"})
    assert [(said.fields["lead"], said.cell.at) for said in one.said] == [("省司法厅", "B2")]
    assert [(remark.code, remark.cells) for remark in one.remarks] == [("second", ("C3",))]
    assert [said.cell.at for said in say(header, *rows, answers={"甲": "several"}).said] == ["B2", "B3"]


def test_titles_that_are_alike_are_told_apart_by_their_groups_and_else_by_their_cells() -> None:
    rows: list[list[Value]] = [["A", "甲", "省司法厅"], ["B", "甲", "省财政厅"]]
    header = "类别·任务名称·牵头单位"
    plan = plan_with_units()
    for _ in range(2):  # the second time, nothing is new
        heard = say(header, *rows, plan=plan)
        assert heard.questions == ()
        before, plan = plan, made(plan, heard)
    assert plan == before
    rows = [["A", "甲", None], ["A", "甲", None]]
    heard = say(header, *rows, plan=plan, answers={"甲": "several"})
    assert [(one.text, one.choices) for one in heard.questions] == [
        ("B2 甲", ("1.1", "new")),
        ("B3 甲", ("1.1", "new")),
    ]


def test_a_title_of_another_group_that_the_plan_knows_is_asked_about() -> None:
    plan = plan_with_units(make_priority("1", make_task(title="甲"), title="A"), make_priority("2", title="B"))
    (question,) = say("类别·任务名称", ["B", "甲"], plan=plan).questions
    assert (question.code, question.choices) == ("item", ("1.1", "new"))
    assert say("类别·任务名称", ["C", "甲"], plan=plan).said[0].id == "1.1"


def test_phases_on_rows_of_their_own_are_nodes_of_one_item() -> None:
    (said,) = say("任务名称·工作节点·完成时限", ["甲", "方案", "3月底"], ["甲", "开工", "6月底"]).said
    assert [node.goal for node in said.fields["nodes"]] == ["方案", "开工"]


def test_a_deadline_beside_nodes_is_the_deadline_and_no_goal_is_lost() -> None:
    heard = say("任务名称·工作节点·完成时限", ["甲", "方案", "2020年3—4月"], ["乙", None, "9月底"])
    assert [said.fields["due"] for said in heard.said] == [date(2020, 4, 30), date(2020, 9, 30)]
    assert codes(heard) == ["rest"]
    heard = say("任务名称·第一季度·第二季度", ["甲", "推进", "推进\n启动"])
    assert [(remark.code, remark.cells, remark.text) for remark in heard.remarks] == [("second", ("C2",), "推进")]


def test_a_node_that_the_plan_has_for_another_day_is_told() -> None:
    plan = plan_with_units([make_task(title="甲", nodes=(Node(date(2020, 5, 8), "方案"),))])
    assert codes(say("任务名称·工作节点·完成时限", ["甲", "方案", "2020-06-01"], plan=plan)) == ["node-moved"]
    assert codes(say("任务名称·第一季度·第二季度", ["甲", None, "方案"], plan=plan)) == []
    assert codes(say("任务名称·第一季度·第二季度", ["甲", "方案", None], plan=plan)) == ["node-moved"]


def test_a_deadline_of_a_duty_is_told() -> None:
    heard = say("任务名称·完成情况·完成时限", ["甲", "长期坚持", "9月底"])
    assert ("due" in heard.said[0].fields, codes(heard)) == (False, ["duty-due"])


@pytest.mark.parametrize("title", ["无", "——", "/"])
def test_a_title_that_says_nothing_is_none(title: str) -> None:
    heard = say("任务名称·牵头单位", [title, "省司法厅"])
    assert (heard.said, codes(heard)) == ((), ["no-title"])


def test_a_number_alone_is_no_heading() -> None:
    heard = say("序号·任务名称·牵头单位", ["1", "甲", None], ["2", None, None], ["3", "乙", None])
    assert [said.group for said in heard.said] == ["台账", "台账"]
    assert codes(heard) == ["no-title"]


def test_a_header_of_two_rows_that_is_printed_again_is_none_of_the_rows() -> None:
    header = [["任务名称", "单位", None], [None, "牵头单位", "配合单位"]]
    heard = listen(workbook([*header, ["甲", "省司法厅", None], *header, ["乙", None, "省财政厅"]], ["A1:A2", "B1:C1"]))
    assert [said.fields["title"] for said in heard.said] == ["甲", "乙"]
    assert codes(heard) == ["header-again", "header-again"]


def test_a_merge_over_rows_that_are_else_empty_adds_nothing() -> None:
    rows = [["类别", "任务名称", "牵头单位"], ["A", "甲", None], [None, None, None], [None, "乙", "省司法厅"]]
    heard = listen(workbook(rows, ["A2:A3"]))
    assert [(said.group, codes(heard)) for said in heard.said] == [("A", []), ("台账", [])]


def test_a_column_that_is_asked_about_or_left_out_has_a_name_and_one_without_is_told_once() -> None:
    heard = say(
        "任务名称·承办单位·别的·", ["甲", "省司法厅", "一", "二"], ["乙", None, "三", "四"], answers={"别的": "-"}
    )
    assert [(remark.code, remark.cells, remark.text) for remark in heard.remarks] == [
        ("no-name", ("D2", "D3"), "二 四")
    ]


def test_the_same_of_several_cells_is_told_once() -> None:
    heard = say("任务名称·完成时限", ["甲", "尽快"], ["乙", "尽快"])
    assert [(remark.code, remark.cells) for remark in heard.remarks] == [("due", ("B2", "B3"))]


def test_an_answer_that_nothing_asks_for_is_told() -> None:
    answers = {"承办单位": "leed", "无此列": "lead", "Z9": "due", "B1": "lead", "尽快": "6月底", "没有的": "new"}
    heard = say("任务名称·承办单位·完成时限", ["甲", "省司法厅", "尽快"], answers=answers)
    assert heard.unused == ("承办单位", "无此列", "Z9", "没有的")
    assert codes(heard) == ["unused"] * 4
    assert (heard.said[0].fields["lead"], heard.said[0].fields["due"]) == ("省司法厅", date(2020, 6, 30))


@pytest.mark.parametrize("piece", ["和", "、（", "至", "牵头单位：", "("])
def test_texts_that_are_far_too_long_are_told_at_once(piece: str) -> None:
    long = piece * 20_000
    heard = say("任务名称·牵头单位·完成时限", ["甲", long, long])
    assert sorted(codes(heard)) == ["due", "units"]
    assert say(f"任务名称·牵头单位·{long}", ["甲", "省司法厅", "乙"]).said[0].fields["lead"] == "省司法厅"


@pytest.mark.parametrize(
    "text",
    [
        "1.省司法厅 2.省财政厅",
        "①省司法厅②省财政厅",
        "省司法厅、省财政厅等",
        "（1）省司法厅、（2）省财政厅等有关部门",
    ],
)
def test_numbers_are_no_part_of_names(text: str) -> None:
    assert read_units(text, KNOWN).others == ("省司法厅", "省财政厅")
    unknown = read_units(text, {})
    assert unknown.others == ("省司法厅", "省财政厅")


def test_a_role_may_stand_behind_a_blank_and_nobody_is_no_unit() -> None:
    assert read_units("省司法厅 （牵头）、省财政厅", KNOWN).lead == "省司法厅"
    heard = say("任务名称·牵头单位", ["甲", "待定"], accept_new=True)
    assert (heard.new_units, "lead" in heard.said[0].fields) == ((), False)


def test_an_answer_that_is_no_day_leaves_the_question() -> None:
    (question,) = say("任务名称·完成时限", ["甲", "2020年6月前"], answers={"2020年6月前": "lead"}).questions
    assert question.code == "due"


def test_an_item_of_another_kind_is_none_that_is_meant() -> None:
    plan = plan_with_units([make_task(title="甲")])
    for answers in ({}, {"乙": "1.1"}):
        (said,) = say("序号·三级指标·一级指标", ["1.1", "乙", "职能"], plan=plan, answers=answers).said
        assert (said.kind, said.id) == ("indicator", None)


def test_two_tables_on_one_sheet_have_a_header_each() -> None:
    rows: list[list[Value]] = [
        ["甲", "省司法厅"],
        [None],
        ["任务名称", "配合单位", "完成时限"],
        ["乙", "省财政厅", "9月底"],
    ]
    heard = say("任务名称·牵头单位", *rows)
    assert [said.fields for said in heard.said] == [
        {"title": "甲", "lead": "省司法厅"},
        {"title": "乙", "support": ("省财政厅",), "due": date(2020, 9, 30)},
    ]
    assert (heard.said[1].cell.at, heard.remarks) == ("A5", ())


def test_a_table_goes_on_without_a_header_where_columns_were_left_out_too() -> None:
    first = sheet_of("台账", [["任务名称", "牵头单位", "别的"], ["甲", None, "x"]])
    second = sheet_of("续", [["乙", "省司法厅", "y"]])
    heard = hear(Book((first, second)), "x", plan_with_units(), Terms(make_day("2020-07-01"), {"别的": "-"}))
    assert [said.fields["title"] for said in heard.said] == ["甲", "乙"]


def test_progress_that_names_a_state_is_one_where_no_column_says_it() -> None:
    rows = [["任务名称", "进展情况"], ["甲", "已办结"], ["乙", "正在推进"], ["丙", "初稿已成"], ["丁", None]]
    heard = listen(workbook(rows))
    fields = [(said.fields.get("status"), said.fields.get("note")) for said in heard.said]
    assert fields == [(Status.DONE, None), (Status.DOING, None), (None, "初稿已成"), (None, None)]
    assert [(one.code, one.cells) for one in heard.remarks] == [("no-status", ("B4",))]
    rows = [["任务名称", "进展情况", "完成情况"], ["甲", "已办结", "推进中"], ["乙", "初稿已成", None]]
    heard = listen(workbook(rows))
    assert [said.fields.get("note") for said in heard.said] == ["已办结", "初稿已成"]
    assert heard.remarks == ()


def test_the_same_support_in_another_order_is_no_news() -> None:
    plan = plan_with_units([make_task(title="甲", support=("省司法厅", "省财政厅"))])
    assert made(plan, say("任务名称·配合单位", ["甲", "省财政厅、省司法厅"], plan=plan)) == plan


def test_a_task_that_becomes_a_duty_has_no_deadline_any_more() -> None:
    plan = plan_with_units([make_task(title="甲", due=date(2020, 9, 30))])
    after = made(plan, say("任务名称·完成时限", ["甲", "每季度"], plan=plan))
    task = after.task("1.1")
    assert (task.ongoing, task.every, task.due, task.log[-1].cleared) == (True, "quarter", None, ("due",))
    assert made(after, say("任务名称·完成时限", ["甲", "每季度"], plan=after)) == after


@pytest.mark.parametrize(
    ("note", "problem", "reason"),
    [
        (None, "无编制", "无编制"),
        ("等批复", "无编制", "等批复"),
        ("已起草", None, "已起草"),
        ("已起草", "难", "已起草"),
    ],
)
def test_what_is_blocked_has_its_reason_in_the_entry(note: str | None, problem: str | None, reason: str) -> None:
    plan = plan_with_units([make_task(title="甲", log=(make_entry("2020-05-01", note="已起草"),))])
    heard = say("任务名称·任务状态·进展情况·存在问题", ["甲", "受阻", note, problem], plan=plan)
    entry = made(plan, heard).task("1.1").log[-1]
    assert (entry.status, entry.note, entry.problem) == (Status.BLOCKED, reason, problem)


def test_of_groups_with_one_title_the_first_is_meant() -> None:
    groups = (make_priority(str(number), title="依法行政") for number in (1, 2))
    plan = plan_with_units(*groups)
    assert [task.id for task in made(plan, say("类别·任务名称", ["依法行政", "甲"], plan=plan)).tasks] == ["1.1"]


def test_what_becomes_a_duty_by_its_status_takes_no_deadline() -> None:
    plan = plan_with_units([make_task(title="甲", status="doing")])
    heard = say("任务名称·完成情况·完成时限", ["甲", "长期坚持", "9月底"], plan=plan)
    assert (heard.said[0].fields, codes(heard)) == ({"title": "甲", "ongoing": True}, ["duty-due"])


@pytest.mark.parametrize(
    ("header", "value", "is_news"),
    [
        ("进展情况", "已起草", False),
        ("进展情况", "已送审", True),
        ("存在问题", "无编制", True),
        ("任务状态", "推进中", False),
        ("任务状态", "已完成", True),
        ("牵头单位", "省司法厅", False),
        ("牵头单位", "省财政厅", True),
        ("完成时限", "9月底", False),
        ("完成时限", "10月底", True),
    ],
)
def test_only_what_is_new_of_a_task_that_was_carried_over_is_told(header: str, value: str, is_news: bool) -> None:
    log = (make_entry("2020-05-01", status="doing", note="已起草"), make_entry("2020-06-01", carried_to="2021:1.1"))
    gone = make_task(title="甲", status="doing", lead="省司法厅", due=date(2020, 9, 30), carried_to="2021:1.1", log=log)
    plan = plan_with_units([gone])
    heard = say(f"任务名称·{header}", ["甲", value], plan=plan)
    assert (made(plan, heard), codes(heard)) == (plan, ["carried"] if is_news else [])
