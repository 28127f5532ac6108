"""Documents made of templates: values, gaps, public editions, formal parts, and the same numbers as in JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import years
from make import make_day, make_done, make_plan, make_priority, make_target, make_task
from markdown_it import MarkdownIt

from planctl.blocks import Annex, BarChart, Cell, Formal, Heading, LineChart, Listing, Mark, Paragraph, Piece, Table
from planctl.plan.letter import Letter
from planctl.plan.model import Finding, Indicator, Inspection, Standard, Status, Unit
from planctl.report import numbers_as_json, summarise, to_markdown, with_ids
from planctl.report.numbers.figures import Scope
from planctl.report.template.built_in import NAMES, built_in, text_of
from planctl.report.template.fill import Filled, fill
from planctl.report.template.places import COUNTS
from planctl.report.template.reader import read_template
from planctl.report.template.strangers import strangers
from planctl.report.template.tree import Template
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from planctl.plan.model import Plan
    from planctl.report import Document

PLAN = make_plan(
    make_priority(
        "1",
        make_done("1.1", "2020-05-01", "文件1", title="做甲", title_en="Do A", lead="省司法厅"),
        make_task(id="1.2", title="做乙", target=make_target(100, "个"), reading=36, status="doing"),
        title="第一方面",
    ),
    make_priority("2", make_task(id="2.1", title="做丙", lead="省信访局", due=date(2020, 6, 30)), title="第二方面"),
    units=(Unit("省司法厅", aliases=("司法厅",)), Unit("省信访局")),
)


def filled(text: str, plan: Plan = PLAN, *, language: str = "zh", public: bool = False, **more: Any) -> Filled:
    template = read_template(text, "t.md")
    assert list(strangers(template.places, plan)) == []
    summary = summarise(plan, make_day(more.pop("day", plan.last_day), "over"), public=public, **more)
    return fill(template, summary, Translator(language), public=public)


def lines(text: str, plan: Plan = PLAN, **more: Any) -> list[str]:
    """Return the texts of the paragraphs and headings of a document."""
    blocks = filled(text, plan, **more).document.blocks
    return [block.text for block in blocks if isinstance(block, (Paragraph, Heading))]


# --- values


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("{total}", "3"),
        ("{done}", "1"),
        ("{open}", "2"),
        ("{overdue}", "2"),
        ("{percent}", "33.3%"),
        ("{on_time}", "33.3%"),
        ("{done:1}", "1"),
        ("{percent:1}", "50%"),
        ("{percent:第一方面}", "50%"),
        ("{total:司法厅}", "1"),
        ("{done:省信访局}", "0"),
        ("{reading:1.2}", "36"),
        ("{title:1.1}", "做甲"),
        ("{done_on:1.1}", "5月1日"),
        ("{evidence:1.1}", "文件1"),
        ("{year}", "2020"),
        ("{next_year}", "2021"),
        ("{day}", "2020年12月31日"),
        ("{plan}", "2020年计划"),
        ("{period}", "2020年"),
        ("{scope}", ""),
    ],
)
def test_places_stand_for_values(place: str, said: str) -> None:
    assert lines(f"是{place}。") == [f"是{said}。"]


@pytest.mark.parametrize("place", ["{done_on:1.2}", "{reading:2.1}", "{evidence:2.1}"])
def test_a_value_that_is_not_there_is_a_gap(place: str) -> None:
    found = filled(f"是{place}。")
    [paragraph] = found.document.blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.startswith("是【")
    assert Mark.PLACE in paragraph.pieces[1].marks
    assert [str(gap.place) for gap in found.gaps] == [place]


def test_what_the_report_is_not_of_is_a_gap() -> None:
    assert "【" in lines("{done:2}", scope=Scope(groups=("1",)))[0]
    assert "【" in lines("{title:2.1}", scope=Scope(groups=("1",)))[0]
    later = make_plan([make_done("1.1", "2020-05-01")], [make_task(id="2.1", title="后来的")])
    assert lines("{done_on:1.1}", later, day=date(2020, 3, 1))[0].startswith("【")


def test_a_moved_item_is_found_by_the_id_that_it_had() -> None:
    plan = make_plan([make_task(id="1.7", title="做丁", moved_from=("3.4",))])
    assert lines("{title:3.4}", plan) == ["做丁"]


@pytest.mark.parametrize(
    "place",
    ["{reading:1.9}", "{done:4}", "{done:省司法听}", "{results:九}", "{title:1.*}", "{title:1.1,1.2}", "{total:无}"],
)
def test_what_the_plan_has_not_is_a_problem_with_the_nearest_names(place: str) -> None:
    template = read_template(f"甲\n\n{place}\n", "t.md")
    [problem] = strangers(template.places, PLAN)
    assert problem.line == 3
    assert problem.fields["known"]


@pytest.mark.parametrize("year", [years.example, years.library, years.livelihood, years.five_hundred])
def test_every_number_is_that_of_json(year: Callable[[], Plan]) -> None:
    plan = year()
    summary = summarise(plan, make_day(plan.last_day, "over"))
    numbers = json.loads(numbers_as_json(summary))
    parts = {"": numbers["total"]} | {f":{group['key']}": group for group in numbers["priorities"]}
    parts |= {f":{row['unit']}": row["leads"] for row in numbers["units"] if row["unit"]}
    text = "\n\n".join(f"{name}{part} = {{{name}{part}}}" for part in parts for name in COUNTS)
    said = dict(line.split(" = ") for line in lines(text, plan))
    for part, group in parts.items():
        spelled = {name: said[f"{name}{part}"] for name in COUNTS}
        for name in ("total", "done", "overdue", "dropped", "carried"):
            assert spelled[name] == str(group[name])
        counted = {name: len(group["ids"][name]) for name in ("todo", "doing", "blocked", "submitted")}
        assert spelled["open"] == str(sum(counted.values()))
        if group["percent"] is not None:
            assert spelled["percent"] == f"{group['percent']:g}%"
    assert said["added"] == str(len(numbers["added"]))
    assert said["on_time"] == f"{numbers['on_time']['percent']:g}%"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "options",
    [
        {"day": date(2020, 7, 15)},
        {"public": True},
        {"scope": Scope(groups=("1", "3"))},
        {"scope": Scope(units=("甲",))},
    ],
)
def test_the_numbers_of_a_part_a_day_and_a_public_edition_are_those_of_json(
    options: dict[str, Any], language: str
) -> None:
    tasks = [
        [
            make_task(
                id=f"{group}.{n}", lead="甲乙丙"[n % 3], status=status, due=due, internal=n == 5, highlight=n == 1
            )
            for n, (status, due) in enumerate(
                [("done", None), ("doing", date(2020, 6, 30)), ("dropped", None), ("todo", None), ("blocked", None)], 1
            )
        ]
        for group in range(1, 4)
    ]
    plan = make_plan(*tasks)
    summary = summarise(
        plan,
        make_day(options.get("day", plan.last_day), "over"),
        public=options.get("public", False),
        scope=options.get("scope", Scope()),
    )
    numbers = json.loads(numbers_as_json(summary))
    parts = {"": numbers["total"]} | {f":{group['key']}": group for group in numbers["priorities"]}
    parts |= {f":{row['unit']}": row["leads"] for row in numbers["units"]}
    names = ("total", "done", "overdue", "dropped", "carried")
    text = "\n\n".join(f"{name}{part} = {{{name}{part}}}" for part in parts for name in names)
    said = lines(text, plan, language=language, **options)
    assert said == [f"{name}{part} = {parts[part][name]}" for part in parts for name in names]


@pytest.mark.parametrize("year", [years.example, years.library])
def test_what_is_said_of_an_item_is_that_of_json(year: Callable[[], Plan]) -> None:
    plan = year()
    numbers = json.loads(numbers_as_json(summarise(plan, make_day(plan.last_day, "over"))))
    for task in numbers["tasks"]:
        identifier = task["id"]
        title, reading = lines(f"{{title:{identifier}}}\n\n{{reading:{identifier}}}", plan)
        assert title == task["title"]
        assert reading == (f"【{identifier}的读数】" if task["reading"] is None else f"{task['reading']:.15g}")


def test_findings_and_indicators_are_parts_and_items_too() -> None:
    finding = Finding("D1.1", "问题一", status=Status.DONE)
    indicator = Indicator("K.1", "指标一")
    plan = replace(
        PLAN,
        inspections=(Inspection("D1", "督察", items=(finding,)),),
        standards=(Standard("K", "体系", items=(indicator,)),),
    )
    assert lines("{done:D1}/{total:D1}，{open:K}，{title:D1.1}，{title:K.1}", plan) == ["1/1，1，问题一，指标一"]


@pytest.mark.parametrize("hostile", ["*粗*", "[a](http://x)", "<b>", "{total}", "| a |", "# x", "&amp;x", "`x`", "\\"])
def test_what_a_place_inserts_is_text(hostile: str) -> None:
    plan = make_plan([make_task(title=hostile)])
    document = filled("是{title:1.1}。", plan).document
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [f"是{hostile}。"]
    source = to_markdown.render(with_ids(document, shown=False))
    text = "".join(
        child.content for token in MarkdownIt().parse(source) for child in token.children or [] if not child.nesting
    )
    assert f"是{hostile}。" in text


def test_what_a_place_inserts_is_text_in_headings_cells_and_bold_too() -> None:
    plan = make_plan([make_task(title="a | *b* {total}")])
    document = filled("## 一、{title:1.1}\n\n| {title:1.1} |\n|---|\n| **{title:1.1}** |\n", plan).document
    heading, table = document.blocks
    assert heading == Heading("一、a | *b* {total}", 2)
    assert isinstance(table, Table)
    assert table.columns[0].label == "a | *b* {total}"
    [[cell]] = table.rows
    assert isinstance(cell, Cell)
    assert cell.pieces == (Piece("a | *b* {total}", marks=(Mark.STRONG,)),)


def test_the_same_gap_is_told_once() -> None:
    assert len(filled("{fill: 经费}和{fill: 经费}\n").gaps) == 1
    assert len(filled("{fill: 经费}\n\n{fill: 经费}\n").gaps) == 2


def test_the_mark_of_what_is_internal_is_not_seen() -> None:
    assert lines("{internal} 甲") == ["甲"]
    assert lines("{internal}\n甲") == ["甲"]
    assert lines("## {internal}一、乙\n\n甲") == ["一、乙", "甲"]


def test_the_ends_of_lines_are_blanks_only_where_the_language_has_them() -> None:
    assert lines("甲，\n乙\n{year}\n年") == ["甲，乙 2020 年"]
    assert lines("one\ntwo  \nthree") == ["one two\nthree"]


# --- what is left out


def test_a_section_with_nothing_to_say_is_left_out_with_its_heading() -> None:
    text = (
        "## 一、问题\n\n{findings}\n\n## 二、完成\n\n{done}项\n\n## 三、指标\n\n{indicators}\n\n## 四、其他\n\n有话。\n"
    )
    assert lines(text) == ["一、完成", "1项", "二、其他", "有话。"]


def test_people_s_words_keep_a_section() -> None:
    assert lines("## 一、问题\n\n没有督察。\n\n{findings}\n") == ["一、问题", "没有督察。"]


def test_a_public_edition_has_neither_internal_parts_nor_places_to_fill_in() -> None:
    text = (
        "## 一、甲\n\n经费{fill: 经费}万元。\n\n## {internal}二、乙\n\n内部。\n\n### 子\n\n也是。\n\n"
        "## 三、丙\n\n{internal}一段。\n\n"
        "- {fill: 人员}\n- 人人可见\n\n> {internal}引文\n\n还有{done_on:1.2}。\n"
    )
    assert lines(text)[:4] == ["一、甲", "经费【经费】万元。", "二、乙", "内部。"]
    public = filled(text, public=True)
    assert [block.text for block in public.document.blocks if isinstance(block, (Paragraph, Heading))] == ["一、丙"]
    [listing] = [block for block in public.document.blocks if isinstance(block, Listing)]
    assert len(listing.items) == 1
    assert public.gaps == ()


def test_headings_count_anew_in_a_public_edition() -> None:
    text = "前言\n\n## {internal}一、乙\n\n甲\n\n## 二、丙\n\n丁\n\n# 附件1：密\n\n{internal}戊\n\n# 附件2：表\n\n己\n"
    blocks = filled(text, public=True).document.blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["一、丙"]
    assert [block for block in blocks if isinstance(block, Annex)] == [Annex("附件1", "表")]
    assert [block.text for block in blocks if isinstance(block, Formal)] == ["附件：表"]


def test_a_heading_without_a_number_takes_none_from_others() -> None:
    assert lines("## 说明\n\n{findings}\n\n## 一、完成\n\n甲\n") == ["一、完成", "甲"]


def test_a_public_edition_leaves_rows_and_formal_parts_out_that_are_still_to_fill_in() -> None:
    head = "+++\ntitle = '题'\nsigner = '{fill: 署名}'\nnumber = '{fill: 文号}号'\n+++\n"
    document = filled(f"{head}| 甲 | 数 |\n|---|---|\n| 乙 | {{fill: 数}} |\n| 丙 | 1 |\n", public=True)
    [table] = document.document.blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row if isinstance(cell, Cell)] for row in table.rows] == [["丙", "1"]]
    assert document.document.number == ""
    assert document.gaps == ()


def test_an_internal_task_is_not_told_to_the_public() -> None:
    secret = make_done("1.1", "2020-05-01", title="内部的", internal=True)
    plan = make_plan([secret, make_task(id="1.2")])
    assert lines("甲：{title:1.1}", plan) == ["甲：内部的"]
    assert lines("甲：{title:1.1}\n\n乙", plan, public=True) == ["乙"]


# --- formal parts


def test_people_s_head_wins_over_the_plan_and_the_plan_over_a_built_in_one() -> None:
    plan = replace(PLAN, report=Letter(title="计划的题目", signer="计划署名"))
    assert filled("+++\ntitle = '{year}年'\n+++\n", plan).document.title == "2020年"
    assert filled("甲", plan).document.title == "计划的题目"
    summary = summarise(plan, make_day(plan.last_day, "over"))
    assert fill(built_in("government", "zh"), summary, Translator("zh")).document.title == "计划的题目"
    assert fill(built_in("government", "zh"), summarise(PLAN, PLAN.last_day), Translator("zh")).document.title == (
        "关于《2020年计划》落实情况的报告"
    )
    signed = filled("+++\ntitle = '题'\n+++\n甲", plan).document.blocks
    assert [block.text for block in signed if isinstance(block, Formal)] == ["计划署名"]


@pytest.mark.parametrize("name", ["addressee", "number", "signer"])
def test_every_formal_part_comes_from_the_first_that_has_it(name: str) -> None:
    letters = {
        "addressee": Letter(addressee="计划的"),
        "number": Letter(number="计划的"),
        "signer": Letter(signer="计划的"),
    }
    plan = replace(PLAN, report=letters[name])

    def formal(text: str, of: Plan) -> str:
        document = filled(text, of).document
        return document.number + "".join(block.text for block in document.blocks if isinstance(block, Formal))

    assert "模板的" in formal(f"+++\n{name} = '模板的'\n+++\n甲", plan)
    assert "计划的" not in formal(f"+++\n{name} = '模板的'\n+++\n甲", plan)
    assert "计划的" in formal("甲", plan)
    assert "计划的" not in formal("甲", PLAN)


def test_the_day_of_a_document_and_its_attachments_may_stand_in_the_plan() -> None:
    plan = replace(PLAN, report=Letter(date=date(2021, 1, 15), attachments=("{year}年名册", "表")))
    blocks = filled("甲", plan).document.blocks
    assert [block.text for block in blocks if isinstance(block, Formal)] == [
        "附件：1.2020年名册",
        "2.表",
        "2021年1月15日",
    ]


def test_a_heading_of_the_first_level_at_the_top_is_the_title() -> None:
    document = filled("# {year}年情况\n\n甲\n").document
    assert (document.title, len(document.blocks)) == ("2020年情况", 1)
    assert filled("甲").document.title == "工作情况报告"
    both = filled("+++\ntitle = '题'\n+++\n\n# 附件1：表\n\n甲\n").document
    assert (both.title, both.blocks[1]) == ("题", Annex("附件1", "表"))
    assert filled("# {fill: 题目}{year}年\n", public=True).document.title == "工作情况报告"
    assert filled("# {internal} 内部题目\n", public=True).document.title == "工作情况报告"
    assert filled("# {internal} 内部题目\n").document.title == "内部题目"


def test_formal_parts_stand_around_the_text() -> None:
    head = (
        "+++\nnumber = '{year}年1号'\naddressee = '省政府：'\nsigner = '省司法厅'\ndate = 2021-01-15\n+++\n"
        "\n正文。\n\n# 附件1：表\n\n{table:priorities}\n\n# 附件2：单\n\n{table:tasks}\n"
    )
    document = filled(head).document
    assert document.number == "2020年1号"
    told = [(block.part.value, block.text) for block in document.blocks if isinstance(block, Formal)]
    assert told == [
        ("addressee", "省政府："),
        ("attachment", "附件：1.表"),
        ("attachment", "2.单"),
        ("signer", "省司法厅"),
        ("date", "2021年1月15日"),
    ]
    kinds = [type(block) for block in document.blocks]
    assert kinds == [Formal, Paragraph, Formal, Formal, Formal, Formal, Annex, Table, Annex, Table]
    named = filled(head.replace("+++\n\n", "attachments = ['名册']\n+++\n\n")).document.blocks
    assert [block.text for block in named if isinstance(block, Formal)][1] == "附件：名册"


def test_tables_are_numbered_as_they_come_and_empty_ones_left_out() -> None:
    blocks = filled("{table:nodes}\n\n{table:tasks}\n\n{table:priorities}\n").document.blocks
    assert [block.title for block in blocks if isinstance(block, Table)] == ["表1 任务清单", "表2 各方面完成情况"]


def test_charts_and_lists_stand_where_their_places_are() -> None:
    text = "{chart:progress}\n\n{chart:burnup}\n\n{chart:grades}\n\n{late:1}\n"
    kinds = [type(block) for block in filled(text).document.blocks]
    assert kinds[:4] == [BarChart, LineChart, BarChart, Listing]


def test_a_table_of_people_has_places_in_its_cells() -> None:
    [table] = filled("| 项 | {year}年 |\n|---|--:|\n| **完成** | {done} |\n").document.blocks
    assert isinstance(table, Table)
    assert [column.label for column in table.columns] == ["项", "2020年"]
    assert [cell.text for cell in table.rows[0]] == ["完成", "1"]  # type: ignore[union-attr] # they are cells


# --- the templates that come with the program


@pytest.mark.parametrize("name", NAMES)
def test_a_built_in_template_says_the_same_in_both_languages(name: str) -> None:
    chinese, english = (built_in(name, language) for language in ("zh", "en"))
    blocks = [[place for place in read.places if place.is_block] for read in (chinese, english)]
    assert [str(place) for place in blocks[0]] == [str(place) for place in blocks[1]]
    assert (chinese.language, english.language, chinese.name) == ("zh", "en", name)
    assert isinstance(chinese, Template)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_built_in_template_leaves_one_place_to_people_at_most(name: str, language: str) -> None:
    plan = years.example()
    found = fill(built_in(name, language), summarise(plan, make_day(plan.last_day, "over")), Translator(language))
    assert [gap.place.name for gap in found.gaps] == ["fill"] * (name == "government")
    assert text_of(name, language).startswith("+++\n")


def test_whose_words_a_report_has_follows_from_its_template() -> None:
    def official(text: str, plan: Plan) -> Document:
        return filled(text, plan).document

    company = replace(PLAN, report=Letter(template="company"))
    assert official("甲", PLAN).is_official
    assert not official("甲", company).is_official
    summary = summarise(company, company.last_day)
    assert fill(built_in("government", "zh"), summary, Translator("zh")).document.is_official
