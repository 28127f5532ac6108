"""The whole way from a text to a plan, in every convention of such texts, and on our own source."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from official_texts import CONVENTIONS, DEEP, FINDINGS, MEASURES, RESTARTING, RUN_IN, RUNNING_ON, STANDARD
from places import PLAN_2020, ROOT

from planctl.draft.compare import compare
from planctl.draft.deadlines import Doubt
from planctl.draft.documents import Document, read_document
from planctl.draft.drafting import NothingFoundError, OnlyTablesError, Request, draft
from planctl.draft.locators import find_sentence
from planctl.draft.outline import read_outline
from planctl.draft.scope import (
    NoChapterError,
    NothingNumberedError,
    UnknownSectionError,
    YearNeededError,
)
from planctl.errors import Severity
from planctl.plan.target import Target
from planctl.toml import edits, schema
from planctl.toml.review import find_problems

if TYPE_CHECKING:
    from planctl.draft.drafting import Draft
    from planctl.draft.outline import Node
    from planctl.plan.model import Task

SECTION = (ROOT / "examples" / "section-three.txt").read_text(encoding="utf-8")


def drafted(text: str, **request: Any) -> Draft:
    return draft(read_document(text.encode(), "text.txt"), Request(**request), "zh")


def task(made: Draft, title: str) -> Task:
    (found,) = [item for item in made.plan.items if title in item.title]
    return found


# --- our source -------------------------------------------------------------------------------------------------------


def test_our_source_gives_its_priorities_and_a_task_for_each_sentence() -> None:
    made = drafted(SECTION, repair=True)
    parsed = schema.parse(PLAN_2020.read_text(encoding="utf-8"))
    assert parsed.plan
    assert [group.title for group in made.plan.priorities] == [group.title for group in parsed.plan.priorities]
    assert [item.source for item in made.plan.tasks] == list(dict.fromkeys(item.source for item in parsed.plan.tasks))
    assert (made.plan.year, dict(made.plan.source)) == (2020, {"section": "三"})
    assert made.items == 27
    assert [gave.reason for gave in made.silent] == ["lead-in"] * 3


def test_our_source_gives_both_quantities_and_all_numbers_of_documents() -> None:
    made = drafted(SECTION, repair=True)
    targets = {item.source: item.target for item in made.plan.tasks if item.target}
    assert targets == {"(四)1": Target(5, "个"), "(五)3": Target(100, "个")}
    parsed = schema.parse(PLAN_2020.read_text(encoding="utf-8"))
    assert parsed.plan
    by_hand = {ref for item in parsed.plan.tasks for ref in item.refs}
    assert {ref for item in made.plan.tasks for ref in item.refs} == by_hand
    assert not any("〔" in item.title for item in made.plan.tasks)


def test_without_a_repair_the_damage_is_counted_and_left() -> None:
    made = drafted(SECTION)
    assert (made.damage, made.repairs) == (5, ())
    assert not any(item.refs for item in made.plan.tasks if item.source == "(一)1")


def test_our_source_by_clause_is_near_to_what_was_made_by_hand() -> None:
    made = drafted(SECTION, repair=True, by_clause=True)
    assert 45 <= made.items <= 60
    titles = [item.title for item in made.plan.tasks]
    for expected in ("推动新增100个品牌个人调解工作室", "健全行政裁决救济衔接机制", "研究制定综合执法目录清单"):
        assert expected in titles


# --- conventions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", CONVENTIONS.values(), ids=CONVENTIONS.keys())
@pytest.mark.parametrize("by_clause", [False, True])
def test_every_draft_can_be_read_and_checks_clean(text: str, by_clause: bool) -> None:
    made = drafted(text, by_clause=by_clause)
    parsed = schema.parse(edits.new_text(made.plan))
    assert parsed.plan == made.plan
    assert [item for item in find_problems(parsed) if item.severity is not Severity.WARNING] == []


@pytest.mark.parametrize("text", CONVENTIONS.values(), ids=CONVENTIONS.keys())
def test_every_source_leads_back_to_the_words_of_its_task(text: str) -> None:
    made = drafted(text)
    section = made.plan.source.get("section")
    for item in made.plan.tasks:
        sentence = find_sentence(read_outline(text.splitlines()), item.source or "", str(section) if section else None)
        assert sentence, item.source
        assert item.title[:6] in sentence, item.source


@pytest.mark.parametrize("text", CONVENTIONS.values(), ids=CONVENTIONS.keys())
def test_a_text_without_its_line_breaks_gives_the_same(text: str) -> None:
    assert drafted(text.replace("\n", "")).plan == drafted(text).plan


@pytest.mark.parametrize("text", CONVENTIONS.values(), ids=CONVENTIONS.keys())
def test_half_width_marks_give_the_same(text: str) -> None:
    narrow = text.translate(str.maketrans("（），；：．", "(),;:."))
    assert drafted(narrow).plan == drafted(text).plan


def test_lists_within_a_sentence_are_tasks_of_their_own() -> None:
    made = drafted(RUN_IN)
    assert [(item.id, item.title, item.source) for item in made.plan.tasks] == [
        ("1.1", "6月底前制定办法", "(一)1"),
        ("1.2", "新建服务站20个", "(一)1"),
        ("1.3", "健全机制，长期坚持", "(一)1"),
        ("1.4", "启动创建活动", "(一)2"),
        ("2.1", "按照《执法办法》开展检查", "(二)1"),
        ("2.2", "建立台账，9月底前完成", "(二)2"),
    ]
    assert task(made, "制定办法").due == date(2020, 6, 30)
    assert task(made, "服务站").target == Target(20, "个")
    assert task(made, "健全机制").ongoing
    assert task(made, "开展检查").refs == ("《执法办法》（国办发〔2018〕118号）",)
    assert [node.title for node in made.left] == ["2019年法治政府建设情况"]


def test_numbers_that_restart_keep_units_and_deadlines_apart() -> None:
    made = drafted(RESTARTING)
    assert [(item.source, item.lead, item.support) for item in made.plan.tasks] == [
        ("(一)1", "市委编办", ("市司法局", "市财政局")),
        ("(一)2", "市政务局", ()),
        ("(二)1", "市市场监管局", ()),
        ("(二)2", "市大数据局", ("各县区",)),
    ]
    assert task(made, "建成平台").due == date(2020, 12, 31)
    assert task(made, "压减事项").target == Target(100, "项")


def test_numbers_that_run_on_have_their_chapter_and_the_first_unit_leads() -> None:
    made = drafted(RUNNING_ON)
    assert [group.title for group in made.plan.priorities] == ["深化改革", "加强监管"]
    assert [(item.source, item.lead, item.support, item.due) for item in made.plan.tasks] == [
        ("二(三)", "市政务局", ("市大数据局",), date(2020, 6, 30)),
        ("二(四)", "市委编办", (), date(2020, 12, 31)),
        ("三(五)", "市市场监管局", ("各县区",), None),
    ]
    duty = task(made, "专项整治")
    assert (duty.ongoing, [(node.due, node.goal) for node in duty.nodes]) == (True, [(date(2020, 9, 30), "集中检查")])
    assert [node.title for node in made.left] == ["总体要求", "组织保障"]


def test_a_chapter_of_principles_gives_no_tasks_where_it_is_read() -> None:
    made = drafted(RUNNING_ON.replace("二、深化改革", "二、主要任务\n（二）基本原则。坚持统一。"))
    assert ("principles", "坚持统一。") in [(gave.reason, gave.text) for gave in made.silent]


def test_one_note_at_the_end_is_about_all_measures() -> None:
    made = drafted(MEASURES)
    assert [(item.title, item.source, item.lead) for item in made.plan.tasks] == [
        ("减材料", "(一)1", "省政务局"),
        ("压时限", "(一)2", "省政务局"),
        ("公布清单", "(一)3", "省政务局"),
        ("全面公示", "(二)1", None),
        ("全程记录", "(二)2", None),
    ]


def test_every_level_has_its_place() -> None:
    made = drafted(DEEP)
    assert [(item.title, item.source) for item in made.plan.tasks] == [
        ("征求意见", "(一)1.1.1"),
        ("印发执行", "(一)1.1.2"),
        ("开展培训", "(一)1.2"),
        ("加强队伍", "(一)2"),
        ("落实经费", "(二)1"),
    ]


def test_notes_in_a_row_are_about_the_same_sentence() -> None:
    made = drafted(
        "2020年任务清单\n1．制定办法。（甲厅）（6月底前）\n2．建立机制（乙局）（年底前）。\n3．检查。（每年不少于2次）"
    )
    assert [(item.title, item.lead, item.due) for item in made.plan.tasks] == [
        ("制定办法", "甲厅", date(2020, 6, 30)),
        ("建立机制", "乙局", date(2020, 12, 31)),
        ("检查", None, None),
    ]
    assert [gave.reason for gave in made.silent] == ["note"]


def test_a_note_that_says_more_than_a_day_stays_in_the_title() -> None:
    made = drafted(
        "2020年要点\n1．编制报告（3月1日前报送市委、市人大）。\n2．公布清单（6月底前完成）。"
        "\n3．起草办法。（甲厅牵头，乙局配合；完成时限：2020年11月底前）"
    )
    assert [(item.title, item.due) for item in made.plan.tasks] == [
        ("编制报告（3月1日前报送市委、市人大）", date(2020, 3, 1)),
        ("公布清单", date(2020, 6, 30)),
        ("起草办法", date(2020, 11, 30)),
    ]
    assert [item.lead for item in made.plan.tasks] == [None, None, "甲厅"]


def test_a_note_behind_a_title_is_about_all_below_it() -> None:
    made = drafted(
        "2020年清单\n一、立法（甲处牵头）\n1．起草办法。\n2．开展评估。（乙处）\n二、复议（改革）\n1．办结案件，责任单位：丙处。"
    )
    assert [group.title for group in made.plan.priorities] == ["立法", "复议（改革）"]
    assert [(item.title, item.lead) for item in made.plan.tasks] == [
        ("起草办法", "甲处"),
        ("开展评估", "乙处"),
        ("办结案件", "丙处"),
    ]


def test_a_chapter_of_which_only_the_title_is_left_is_no_task() -> None:
    made = drafted(
        "2020年要点\n一、重点任务\n二、完善制度\n（一）立法。起草办法。\n三、严格执法\n（二）检查。公布结果。"
    )
    assert [item.title for item in made.plan.tasks] == ["起草办法", "公布结果"]
    assert [(gave.reason, gave.text) for gave in made.silent] == [("lead-in", "重点任务")]


def test_a_limit_that_could_not_be_read_is_told() -> None:
    made = drafted("2020年任务清单\n1．制定办法。\n完成时限：视情况而定\n2．建立机制。")
    assert [(gave.text, doubt) for gave in made.gave for doubt in gave.doubts] == [
        ("制定办法。", Doubt("limit", "视情况而定"))
    ]


def test_steps_of_a_task_are_no_principles() -> None:
    made = drafted("2020年工作要点\n一、主要任务\n（一）改革。\n1．制定方案。印发方案。\n2．组织实施。完成试点。")
    assert [item.title for item in made.plan.tasks] == ["印发方案", "完成试点"]


def test_what_stands_above_a_text_without_chapters_is_told() -> None:
    made = drafted("甲厅2020年工作要点\n各处室：\n今年是关键之年。\n1．制定办法。\n2．建立机制。")
    assert [(gave.reason, gave.text) for gave in made.silent] == [("lead-in", "今年是关键之年。")]


def test_a_deadline_before_the_last_is_a_node() -> None:
    made = drafted("2020年工作要点\n一、甲\n（一）乙。6月底前印发方案，12月底前完成改革。")
    (item,) = made.plan.tasks
    assert item.due == date(2020, 12, 31)
    assert [(node.due, node.goal) for node in item.nodes] == [(date(2020, 6, 30), "印发方案")]


def test_what_could_not_be_read_is_told_with_its_sentence() -> None:
    made = drafted("2020年工作要点\n一、主要任务\n（一）乙。6月前印发方案。约30家参加。（甲厅、乙局）\n[ 附表 ]")
    doubts = {(gave.text, doubt.code) for gave in made.gave for doubt in gave.doubts}
    assert doubts == {
        ("6月前印发方案。", "deadline"),
        ("6月前印发方案。", "lead"),
        ("约30家参加。", "about"),
        ("约30家参加。", "lead"),
    }
    assert [gave.reason for gave in made.silent] == ["fragment"]
    assert all(item.due is None and item.target is None for item in made.plan.tasks)


# --- the other kinds --------------------------------------------------------------------------------------------------


def test_findings_have_areas_measures_and_units() -> None:
    made = drafted(FINDINGS, kind="inspection")
    (inspection,) = made.plan.inspections
    assert inspection.id == "D1"
    assert [(item.title, item.area) for item in inspection.items] == [
        ("部分窗口没有公开目录", "政务服务"),
        ("办事指南不一致", "政务服务"),
        ("执法记录不全", "执法"),
        ("公示不及时", "执法"),
    ]
    first, second, _, last = inspection.items
    assert (first.lead, first.due) == ("市政务局", date(2020, 6, 30))
    assert [(node.due, node.goal) for node in second.nodes] == [
        (date(2020, 9, 30), "统一指南"),
        (date(2020, 9, 30), "开展核查"),
    ]
    assert (second.lead, second.due) == ("市司法局", date(2020, 9, 30))
    assert [node.goal for node in last.nodes] == ["开展培训"]


def test_indicators_come_from_a_table_of_three_levels() -> None:
    made = drafted(STANDARD, kind="standard")
    (standard,) = made.plan.standards
    assert standard.title == "法治政府建设示范指标体系（2020年版）"
    assert [(item.id, item.title, item.path, item.points) for item in standard.items] == [
        ("K.1", "权责清单公布并动态调整", ("一、职能依法履行", "1．简政放权"), 2),
        ("K.2", "证明事项清单公布", ("一、职能依法履行", "1．简政放权"), 1.5),
        ("K.3", "一网通办率达到90%", ("一、职能依法履行", "2．政务服务"), 3),
        ("K.4", "规范性文件全部审核", ("二、制度体系完备", "3．合法性审核"), None),
    ]
    assert [gave.text for gave in made.silent] == ["合计 100"]


def test_indicators_come_from_a_numbered_text_too() -> None:
    text = (
        "2020年指标体系\n一、职能履行\n（一）简政放权\n1．清单公布（2分）。\n2．硬性指标：清单更新。\n"
        "（二）政务服务\n1．一网通办。"
    )
    made = drafted(text, kind="standard")
    (standard,) = made.plan.standards
    found = [(item.title, item.path, item.points, item.hard) for item in standard.items]
    assert found == [
        ("清单公布", ("一、职能履行", "1．简政放权"), 2, False),
        ("硬性指标：清单更新", ("一、职能履行", "1．简政放权"), None, True),
        ("一网通办", ("一、职能履行", "2．政务服务"), None, False),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "甲" * 200_000,
        "1" * 200_000,
        "责任单位：" * 20_000,
        "甲。" + "（甲厅）" * 5_000 + "乙丙。",
        "甲乙" + "（甲厅）" * 5_000 + "。",
        "甲乙。（" + "甲厅、" * 20_000 + "乙局）",
        "甲乙。（" + "甲厅和" * 20_000 + "乙局）",
        "甲乙。" + "（甲（乙）" * 10_000,
        "甲乙" + "，责任单位：甲厅" * 20_000 + "。",
    ],
    ids=range(9),
)
def test_long_lines_are_read_in_one_go(body: str) -> None:
    made = drafted(f"2020年要点\n一、主要任务\n（一）甲乙。丙丁。\n（二）{body}\n")
    assert made.plan.priorities[0].items[0].title == "丙丁"


def test_many_findings_are_read_in_one_go() -> None:
    text = "".join(f"{number % 999 + 1}．问题。整改措施：甲。\n" for number in range(5_000))
    assert drafted(f"2020年清单\n一、存在问题\n{text}", kind="inspection").items == 5_000


# --- refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "request_", "error"),
    [
        ("", {}, NothingNumberedError),
        ("The plan for next year. We shall do much.", {}, NothingNumberedError),
        ("2020年分工表\n序号\t任务\n1\t制定办法\n", {}, OnlyTablesError),
        ("第一章 初见\n他来了。\n第二章 离别\n他走了。", {}, NoChapterError),
        (RUN_IN, {"section": "九"}, UnknownSectionError),
        ("工作要点\n一、主要任务\n（一）甲。做好工作。", {}, YearNeededError),
        ("2020年要点\n一、主要安排\n如下：", {}, NothingFoundError),
    ],
)
def test_what_is_no_plan_is_refused(text: str, request_: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        drafted(text, **request_)


@settings(max_examples=150)
@given(
    st.lists(
        st.text(alphabet="一二三、（）(12．)①。；：甲厅牵头责任单位底前月年推进制定《》“”是每", max_size=40),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["plan", "inspection", "standard"]),
    st.booleans(),
)
def test_any_text_gives_a_plan_that_can_be_read_or_is_refused(lines: list[str], kind: str, by_clause: bool) -> None:
    try:
        made = draft(Document(("2020年工作要点", *lines)), Request(kind, "all", by_clause, year=2020), "zh")
    except (NoChapterError, NothingNumberedError, UnknownSectionError):
        return
    parsed = schema.parse(edits.new_text(made.plan))
    assert parsed.plan == made.plan
    assert [item for item in find_problems(parsed) if item.severity is not Severity.WARNING] == []


#: What sentences are made of; a number in each tells it from all others.
SENTENCES = st.sampled_from(
    [
        "开展第{}轮检查，6月底前完成。",
        "制定第{}号规定，推进改革；建立制度。",
        "第{}条如下：",
        "一是完成第{}批任务。二是推进改革。",
        "推进第{}项改革。（甲厅牵头，乙局配合）",
        "推进第{}项改革。\n责任单位：甲厅\n",
        "[ 第{}页 ]",
        "第{}个",
        "完成第{}批“一网通办”事项100件，长期坚持",
        "加快推进第{}项改革、",
    ]
)
MARKS = st.sampled_from(
    ["一、", "二、主要任务\n", "（一）", "（二）", "1．", "2．", "（1）", "①", "第一章 ", "第二条 ", "", ""]
)


@settings(max_examples=150)
@given(
    st.lists(st.tuples(MARKS, st.lists(SENTENCES, min_size=1, max_size=3)), min_size=1, max_size=8),
    st.sampled_from(["plan", "inspection", "standard"]),
    st.sampled_from([None, "all"]),
)
def test_every_sentence_of_a_text_is_in_an_item_or_is_told(
    parts: list[tuple[str, list[str]]], kind: str, section: str | None
) -> None:
    numbers = iter(range(1001, 2000))
    lines = [mark + re.sub("{}", lambda _: str(next(numbers)), "".join(sentences)) for mark, sentences in parts]
    text = "\n".join(["2020年工作要点", *lines])
    try:
        made = draft(Document(tuple(text.splitlines())), Request(kind, section, year=2020), "zh")
    except (NoChapterError, NothingNumberedError):
        return

    def titles(node: Node) -> str:
        return node.title + "".join(map(titles, node.children))

    def whole(node: Node) -> str:
        return node.title + "".join(passage.text for passage in node.passages) + "".join(map(whole, node.children))

    outline = read_outline(text.splitlines())
    kept = [*(group.title for group in made.plan.groups), *map(str, made.plan.items)]
    kept += [gave.text for gave in made.gave if not gave.tasks]
    kept += [str(gave.doubts) for gave in made.gave]
    kept += [*map(titles, outline.nodes), *map(whole, made.left), *outline.front]
    lost = [number for number in re.findall("1[0-9]{3}", text) if number not in "\n".join(kept)]
    assert lost == []


def test_below_a_part_of_the_text_chapters_are_its_parts() -> None:
    made = drafted(
        "2020年工作要点\n第一部分 总体要求\n坚持原则。\n第二部分 重点任务\n"
        "一、加强立法\n（一）制定条例。\n（二）开展清理。\n二、加强执法\n（一）开展检查。\n"
    )
    assert [group.title for group in made.plan.priorities] == ["加强立法", "加强执法"]
    assert [(item.source, item.title) for item in made.plan.tasks] == [
        ("(一)1", "制定条例"),
        ("(一)2", "开展清理"),
        ("(二)1", "开展检查"),
    ]
    assert made.plan.source["section"] == "二"


def test_that_the_unit_named_first_leads_is_a_rule_and_no_task() -> None:
    made = drafted(
        "2020年工作要点\n一、重点任务\n（一）立法。制定条例（甲厅、乙厅）。开展清理。\n第一个单位为牵头单位，下同。\n"
    )
    assert [(item.title, item.lead) for item in made.plan.tasks] == [("制定条例", "甲厅"), ("开展清理", None)]


def test_equal_goals_of_several_days_are_kept_apart() -> None:
    made = drafted("2020年工作要点\n一、重点任务\n（一）执法。3月、6月、9月底前分别完成检查。\n")
    (item,) = made.plan.tasks
    assert [(str(node.due), node.goal) for node in item.nodes] == [
        ("2020-03-31", "完成检查（3月31日前）"),
        ("2020-06-30", "完成检查（6月30日前）"),
    ]
    assert str(item.due) == "2020-09-30"
    assert schema.parse(edits.new_text(made.plan)).plan == made.plan
    made = drafted("2020年工作要点\n一、重点任务\n（一）执法。2020年3月底、2021年3月底、2021年6月底前分别完成检查。\n")
    (item,) = made.plan.tasks
    assert [node.goal for node in item.nodes] == ["完成检查（2020年3月31日前）", "完成检查（2021年3月31日前）"]


ABOVE_ITEMS = (
    "2020年工作要点\n一、重点任务\n（一）立法。制定方案。今年是关键之年。印发清单。\n1．加强立法。2020年底前出台条例。\n2．开展清理。\n"
    "（二）执法。规范执法行为，具体如下：\n1．推进改革。\n2．开展检查。\n"
)


def test_what_is_to_be_done_above_the_items_of_a_part_is_a_task() -> None:
    made = drafted(ABOVE_ITEMS)
    assert [(item.source, item.title) for item in made.plan.tasks][:3] == [
        ("(一)0.1", "制定方案"),
        ("(一)0.3", "印发清单"),
        ("(一)1.1", "2020年底前出台条例"),
    ]
    assert [(gave.locator, gave.text) for gave in made.silent] == [
        ("(一)", "今年是关键之年。"),
        ("(二)", "规范执法行为，具体如下："),
    ]
    outline = read_outline(ABOVE_ITEMS.splitlines())
    assert find_sentence(outline, "(一)0.3", "一") == "印发清单。"
    assert find_sentence(outline, "(一)0.4", "一") is None
    assert find_sentence(outline, "(二)1.0", "一") is None
    assert compare(made.plan, outline) == ((), ())


@pytest.mark.parametrize("body", ["（甲厅牵头，乙局配合）", "；（责任单位：甲厅、乙局）。"])
def test_a_finding_of_which_only_the_note_is_left_keeps_it_as_its_title(body: str) -> None:
    made = drafted(f"2020年整改方案\n一、存在问题\n（一）公开不够。\n（二）{body}\n", kind="inspection")
    assert schema.parse(edits.new_text(made.plan)).plan == made.plan
