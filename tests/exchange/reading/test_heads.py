"""Every header row that was met in offices reads right, or is refused with its cell."""

from __future__ import annotations

import pytest
from ledgers import listen, workbook

from planctl.exchange.reading.heads import find_head
from planctl.exchange.reading.names import FIELDS, meaning
from planctl.exchange.reading.sheet import FileRefusedError, sheet_of
from planctl.plan.keys import keys_of
from planctl.plan.model import GROUPS, Entry

#: A value for every field, so that a ledger of any header can be filled.
VALUES = {
    "id": 1,
    "group": "依法行政",
    "title": "印发方案",
    "lead": "省司法厅",
    "support": "省财政厅",
    "owner": "王芳",
    "start": "2020-01-10",
    "due": "6月底前",
    "status": "推进中",
    "note": "已起草",
    "problem": "人手不足",
    "next": "征求意见",
    "help": "请协调编制",
    "evidence": "吉司发〔2020〕1号",
    "source": "工作报告",
    "node": "完成初稿",
    "quarter1": "调研",
    "path": "一、依法履职",
}
#: The rows of office.md, C1, by their numbers: the header, the fields in its order (``""`` for a column that nobody
#: knows, which has to be named as unknown).
HEADERS = {
    "1": (
        "序号·任务来源·任务内容·牵头区领导·牵头单位·协办单位·完成时间·具体进展·存在的困难或问题·任务状态",
        "id source title - lead support due note problem status",
    ),
    "2": (
        "报表·报表预估档位·指标名称·责任单位·指标预估档位·指标实际档位·工作进展·存在问题",
        "group - title lead - - note problem",
    ),
    "3": ("清单·清单预估档位·指标名称·责任单位·工作进展·存在问题", "group - title lead note problem"),
    "4": (
        "业务类别·工作事项·是否为创新工作·工作节点·完成时间·完成形式·责任部门·责任领导·责任人",
        "group title - node due - lead - owner",
    ),
    "5": (
        "业务类别·工作事项·工作节点·完成时间·完成形式·责任部门·责任领导·主管人员",
        "group title node due - lead - owner",
    ),
    "6": (
        (
            "事项提出领导·指定审批领导·事项提出场景·待办事项·形成时间·责任部门·部门责任人·配合部门·配合部门责任人·"
            "工作计划·计划完成时间·进展情况"
        ),
        "- - - title - lead owner support - - due note",
    ),
    "6, template": ("待办事项·形成时间·主责部门·主责责任人·配合部门·完成时间", "title - lead owner support due"),
    "9": (
        "事项类型·事项名称·责任领导·牵头单位·责任单位·督办人·评价人·相关要求·阶段信息",
        "group title - lead support - - - -",
    ),
    "10": (
        (
            "隐患名称·隐患类别·责任单位（部门）·牵头单位（部门）·配合单位（部门）·督办部门（单位）·基本概况·整治目标·"
            "整治方案·整治情况·安委会"
        ),
        "title group support lead support - - - - note -",
    ),
    "12": (
        "序号·单位·重点工作内容·开始时间·完成时间·进度情况·责任单位·配合单位·责任人·上级知晓",
        "id - title start due note lead support owner -",
    ),
    "14": (
        (
            "编号·问题线索类别·归属·概要·主要情况·整改责任单位·整改时限(月)·整改情况（月）·存在问题·下步措施·"
            "整改完成情况·牵头单位"
        ),
        "id group - title - support due note problem next status lead",
    ),
    "16": (
        "隐患名称·涉及区域范围·整治牵头单位·单位负责人·联系方式·整治参与单位·整改时限·效果评估",
        "title - lead - - support due -",
    ),
    "17": ("任务名称·第一季度·第二季度·第三季度·第四季度", "title quarter1 quarter2 quarter3 quarter4"),
    "20": ("一级指标·二级指标·三级指标", "path path title"),
    "usual": (
        "序号·重点任务·具体举措·牵头单位·配合单位·完成时限·进展情况·存在问题·下一步打算·完成情况·佐证材料·备注",
        "id group title lead support due note problem next status evidence -",
    ),
    "English": (
        "No.·Priority·Task·Lead·Support·Owner·Due·Progress·Status",
        "id group title lead support owner due note status",
    ),
}


@pytest.mark.parametrize("number", HEADERS)
def test_a_header_of_an_office_reads_right(number: str) -> None:
    header, fields = HEADERS[number][0].split("·"), HEADERS[number][1].split()
    values = [VALUES.get("quarter1" if field.startswith("quarter") else field, "某值") for field in fields]
    heard = listen(workbook([["某市台账"], header, values]))
    assert heard.questions == ()
    (said,) = heard.said
    assert said.fields["title"] == "印发方案"
    unknown = [label for label, field in zip(header, fields, strict=True) if field == "-"]
    assert [remark.text for remark in heard.remarks if remark.code == "column"] == unknown
    for field in {"lead", "support", "owner", "note", "problem", "next", "source"} & set(fields):
        expected = ("省财政厅",) if field == "support" else VALUES[field]
        assert said.fields[field] == expected, field
    if "due" in fields:
        assert str(said.fields["due"]) == "2020-06-30"
    if "group" in fields:
        assert said.group == "依法行政"


def test_a_header_with_line_feeds_and_slashes_asks_only_who_carries_out() -> None:
    header = ["状态", "工作内容", "开始\n时间", "要求完成\n时间", "承办单位\n/部门", "配合单位\n/部门", "督办人"]
    content = workbook([header, ["推进中", "印发方案", "2020-01-10", "2020-06-30", "省司法厅", "省财政厅", "李四"]])
    (question,) = listen(content).questions
    assert (question.code, question.cells, question.choices) == ("column", ("E1",), ("lead", "support"))
    heard = listen(content, answers={"承办单位/部门": "lead"})
    assert heard.questions == ()
    assert heard.said[0].fields["lead"] == "省司法厅"
    assert str(heard.said[0].fields["start"]) == "2020-01-10"


def test_a_day_of_putting_right_may_be_a_deadline_or_when_it_was_done() -> None:
    header = [
        "事故名称",
        "发生时间",
        "整改措施",
        "整改责任单位/责任人",
        "整改完成情况",
        "整改完成时间",
        "验收人",
        "验收时间",
    ]
    heard = listen(workbook([header, ["某事故", "1月", "整改", "省司法厅", "推进中", "6月底", "李四", "7月"]]))
    (question,) = heard.questions
    assert (question.text, question.cells, question.choices) == ("整改完成时间", ("F1",), ("due", "-"))
    assert "整改责任单位/责任人" in [remark.text for remark in heard.remarks]


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("序号·部门·重点工作总数·重点工作已完成·重点工作完成率·总完成率·超期数·取消数", "A2"),
        ("牵头区领导·牵头单位·责任单位·进展情况·工作安排·存在问题·解决措施·恳请协调解决事项", "A2"),
    ],
)
def test_a_table_that_names_no_task_is_refused_with_its_cell(header: str, cell: str) -> None:
    with pytest.raises(FileRefusedError) as caught:
        listen(workbook([["某市"], header.split("·"), ["值"] * 8]))
    assert caught.value.fields == {"refusal": "no-title-column", "sheet": "台账", "cell": cell}


def test_what_is_no_table_is_refused_with_its_cell() -> None:
    with pytest.raises(FileRefusedError) as caught:
        listen(workbook([[], ["1.努力实现…。\n牵头单位:区发改局\n责任单位:立山经济开发区,全区…"]]))
    assert caught.value.fields == {"refusal": "no-header", "sheet": "台账", "cell": "A2"}


def test_heads_of_two_rows_are_joined() -> None:
    rows = [
        ["考核项目", "考核内容", "基础分值", "考核标准", "考核结果", None, None, None],
        [None, None, None, None, "件数", "加分", "扣分", "得分"],
        ["依法行政", "印发方案", 5, "按时", 1, 0, 0, 5],
    ]
    heard = listen(workbook(rows, ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:H1"]))
    (said,) = heard.said
    assert (said.group, said.fields["title"]) == ("依法行政", "印发方案")
    told = [(remark.cells, remark.text) for remark in heard.remarks]
    assert (("E2",), "考核结果件数") in told


def test_a_parent_over_known_names_hides_none_of_them() -> None:
    rows = [
        ["序号", "任务名称", "责任分工", None, "完成时限"],
        [None, None, "牵头单位", "配合单位", None],
        [1, "印发方案", "省司法厅", "省财政厅", "6月底"],
    ]
    (said,) = listen(workbook(rows, ["A1:A2", "B1:B2", "C1:D1", "E1:E2"])).said
    assert (said.fields["lead"], said.fields["support"]) == ("省司法厅", ("省财政厅",))
    assert str(said.fields["due"]) == "2020-06-30"


def test_indicators_with_names_twice_are_asked_for_by_cell() -> None:
    rows = [
        [
            "一级指标",
            "权重",
            "二级指标",
            "分值",
            "三级指标",
            "计量单位",
            "目标值(标准)",
            "分值",
            "采集数据项",
            None,
            "指标值",
        ],
        [None, None, None, None, None, None, None, None, "数据项1", "数据项2", None],
        ["一、依法履职", 15, "1.简政放权", 5, "事项清单公布", "项", 10, 2, 1, 2, 8],
    ]
    merges = [f"{column}1:{column}2" for column in "ABCDEFGHK"] + ["I1:J1"]
    content = workbook(rows, merges)
    (question,) = listen(content).questions
    assert (question.code, question.cells) == ("double", ("D2", "H2"))
    heard = listen(content, answers={"D2": "-"})
    (said,) = heard.said
    assert said.kind == "indicator"
    assert said.fields["path"] == ("一、依法履职", "1.简政放权")
    assert (said.fields["points"], said.fields["reading"], str(said.fields["target"])) == (2, 8, "10 项")


def test_project_lists_have_measures_in_their_names() -> None:
    rows = [
        ["序号", "项目名称", "建设性质", "2021年投资计划(亿元)", None, "责任单位"],
        [None, None, None, "主要建设内容", "小计", None],
        [1, "政务中心", "新建", "主体封顶", 2.5, "省司法厅"],
        [2, "档案馆", "续建", "内部装修", 1.2, "省财政厅"],
    ]
    heard = listen(workbook(rows, ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"]))
    assert [said.fields["title"] for said in heard.said] == ["政务中心", "档案馆"]
    assert [said.fields["lead"] for said in heard.said] == ["省司法厅", "省财政厅"]
    assert "2021年投资计划(亿元)小计" in [remark.text for remark in heard.remarks]


def test_the_header_is_found_below_a_title_and_who_fills_in() -> None:
    sheet = sheet_of("x", [["2020年台账"], ["填报单位（盖章）：", None, "填报日期："], [], ["任务名称", "牵头单位"]])
    head = find_head(sheet, {})
    assert head is not None
    assert (head.first, head.fields) == (3, {0: "title", 1: "lead"})


def test_one_known_name_makes_no_header() -> None:
    assert find_head(sheet_of("x", [["任务", "甲", "乙"]]), {}) is None


def test_an_answer_names_what_nobody_knew() -> None:
    sheet = sheet_of("x", [["干什么", "谁来干"], ["印发方案", "省司法厅"]])
    assert find_head(sheet, {}) is None
    head = find_head(sheet, {"干什么": "title", "谁来干": "lead"})
    assert head is not None
    assert head.fields == {0: "title", 1: "lead"}


@pytest.mark.parametrize(
    ("name", "field"),
    [
        (" 牵 头 单 位 ", "lead"),
        ("牵头单位：", "lead"),
        ("ＬＥＡＤ", "lead"),
        ("完成\n时限", "due"),
        ("*完成时限", "due"),
        ("完成时限（年月）", "due"),
        ("恳请协调解决事项", "help"),
        ("佐证材料", "evidence"),
        ("备注", None),
        ("牵头区领导", None),
        ("配合部门责任人", None),
        ("", None),
    ],
)
def test_names_are_compared_without_blanks_widths_and_brackets(name: str, field: str | None) -> None:
    found = meaning(name)
    assert (found and found.field) == field


def test_a_field_is_called_as_the_model_has_it() -> None:
    declared = {key.name for table in (*(kind.item_type() for kind in GROUPS), Entry) for key in keys_of(table)}
    quarters = {f"quarter{number}" for number in (1, 2, 3, 4)}
    assert FIELDS.keys() - declared == {"group", "measure", "node", "-"} | quarters


def test_a_header_is_looked_for_near_the_top() -> None:
    rows = [["无关", str(number)] for number in range(99)]
    assert find_head(sheet_of("表", [*rows, ["任务名称", "牵头单位"]]), {}) is not None
    assert find_head(sheet_of("表", [*rows, ["无关", "无关"], ["任务名称", "牵头单位"]]), {}) is None


def test_a_name_over_several_lines_is_asked_about_on_one_and_so_answered() -> None:
    sheet = sheet_of("表", [["任务名称", "承办单位\n/部门", "完成时限"]])
    head = find_head(sheet, {})
    assert head is not None
    (question,) = head.questions
    assert question.text == "承办单位 /部门"
    head = find_head(sheet, {question.text: "lead"})
    assert head is not None
    assert (head.columns("lead"), head.questions) == ([1], ())


def test_a_header_goes_over_a_few_rows_whatever_is_merged_with_it() -> None:
    rows: list[list[str | None]] = [[None] * 3 for _ in range(30)]
    rows[10] = [None, "任务名称", "牵头单位"]
    rows[15] = [None, "印发方案", "省司法厅"]
    sheet = sheet_of("表", rows)._replace(merges=(((0, 0), (29, 0)),))
    head = find_head(sheet, {})
    assert head is not None
    assert (head.first, head.last, head.fields) == (6, 14, {1: "title", 2: "lead"})
