from __future__ import annotations

import sys
from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import make_done, make_plan, make_task
from markdown_it import MarkdownIt

from planctl.blocks import BarChart, Blank, Block, Fields, Heading, LineChart, Paragraph, Sentence, Table
from planctl.blocks import Column as Col
from planctl.cells import safe
from planctl.report import (
    FORMS,
    Document,
    MissingPackageError,
    ReportFormat,
    render,
    summarise,
    to_markdown,
    write_document,
)
from planctl.words.i18n import Translator

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def markdown(*blocks: Block, language: str = "zh") -> str:
    return to_markdown.render(Document("标题", "截至今天", language, blocks))


def body(*blocks: Block, language: str = "zh") -> str:
    return markdown(*blocks, language=language).removeprefix("# 标题\n\n截至今天\n\n")


def test_title_and_date_come_first() -> None:
    assert markdown() == "# 标题\n\n截至今天\n"


def test_headings_keep_their_level() -> None:
    assert body(Heading("一、情况"), Heading("（一）重点", level=3)) == "## 一、情况\n\n### （一）重点\n"


def test_ids_follow_the_text_in_the_brackets_of_the_language() -> None:
    paragraph = Paragraph("完成2项。", ids=("1.1", "1.2"))
    assert body(paragraph) == "完成2项。（1.1、1.2）\n"
    assert body(paragraph, language="en") == "完成2项。 (1.1, 1.2)\n"


def test_the_ids_of_each_sentence_stand_behind_it() -> None:
    sentences = (Sentence("Two are done.", ("1.1", "1.2")), Sentence(" One is late.", ("1.3",)))
    paragraph = Paragraph("Two are done. One is late.", ids=("1.1–1.3",), sentences=sentences)
    assert body(paragraph, language="en") == "Two are done. (1.1, 1.2) One is late. (1.3)\n"


def test_a_place_to_fill_in_is_marked() -> None:
    assert body(Blank("请填写。")) == "> **\\[ \\]** 请填写。\n"


def test_a_table_has_title_ids_and_total() -> None:
    columns = (Col("title", "方面"), Col("done", "完成", right=True))
    table = Table(columns, (("甲|乙", "1"),), footer=("合计", "1"), title="表1", ids=(("1.1",),))
    assert body(table) == "**表1**\n\n| 方面 | 完成 |\n| --- | --: |\n| 甲\\|乙（1.1） | 1 |\n| **合计** | **1** |\n"


def test_charts_become_tables_without_bars() -> None:
    assert body(BarChart("进度", (("甲", 1, 2),))) == "| 进度 |  |\n| --- | --: |\n| 甲 | 1/2 |\n"
    chart = LineChart("全年", ("1月", "2月"), (("应完成", (0, 1)), ("已完成", (0, None))))
    assert body(chart) == "| 全年 | 应完成 | 已完成 |\n| --- | --: | --: |\n| 1月 | 0 | 0 |\n| 2月 | 1 |  |\n"


def test_fields_become_a_list() -> None:
    assert body(Fields((("lead", "牵头单位", "甲"),))) == "- 牵头单位: 甲\n"


MARKUP = [
    "*加粗*",
    "__x__",
    "[链接](example.org)",
    "![图](x.png)",
    "<script>alert(1)</script>",
    "<!-- 注释 -->",
    "&lt;b&gt;",
    "`代码`",
    "~~删~~",
    "甲|乙",
    "\\*",
    "# 标题",
    "#",
    "- 一",
    "+ 一",
    "1. 一",
    "1) 一",
    "1.",
    "> 引",
    "---",
    "===",
    "***",
    "```",
    "    缩进",
    "[^1]",
    "$x$",
    "甲\n\n乙",
]


def shown(text: str) -> str:
    return " ".join(safe(text, newlines=True).split())


def assert_reads_as(text: str, source: str) -> None:
    tokens = READER.parse(source)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], (source, tokens)
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}, (source, children)
    assert "".join(child.content for child in children) == shown(text)


@pytest.mark.parametrize("text", MARKUP)
def test_nothing_in_a_text_becomes_markup(text: str) -> None:
    assert_reads_as(text, to_markdown.escape(text))


@pytest.mark.parametrize("before", ["", "见", "(see "])
@pytest.mark.parametrize("behind", ["", "。", "、附件", ". Then", "，", ")", "<b>", "|x", "\\x"])
@pytest.mark.parametrize(
    "address",
    [
        "http://www.jl.gov.cn/szfzt/fzzfjs_2019/t20200313_6885288.html",
        "https://example.org/a_(b)_c?d=*e*&f=1",
        "HTTPS://例子.中国/文件_1_.pdf",
    ],
)
def test_an_address_is_a_link_to_itself_and_to_nothing_behind_it(address: str, before: str, behind: str) -> None:
    [_, inline, _] = READER.parse(to_markdown.escape(before + address + behind))
    children = inline.children or []
    [opening] = [child for child in children if child.type == "link_open"]
    assert unquote(str(opening.attrs["href"])) == unquote(READER.normalizeLink(address))
    assert {child.type for child in children} <= {"text", "text_special", "link_open", "link_close"}
    assert "".join(child.content for child in children) == shown(before + address + behind)


@pytest.mark.parametrize("text", ["http://", "javascript://x", "http://x/?a=1&copy;=2", "http:// <b>"])
def test_what_is_no_plain_address_is_text(text: str) -> None:
    assert_reads_as(text, to_markdown.escape(text))


@given(st.text(min_size=1).filter(shown))
def test_any_text_reads_as_it_is(text: str) -> None:
    assert_reads_as(text, to_markdown.escape(text))


@given(st.text(min_size=1, alphabet="ab1.)-+=>#*_`~[]()<>|\\!& \n").filter(shown))
def test_any_tangle_of_marks_reads_as_it_is(text: str) -> None:
    assert_reads_as(text, to_markdown.escape(text))


@given(st.lists(st.text(alphabet="ab1.-+=>#*_`|\\& \n"), min_size=1, max_size=3))
def test_a_table_keeps_its_cells_whatever_stands_in_them(cells: list[str]) -> None:
    columns = tuple(Col(str(number), f"c{number}") for number in range(len(cells)))
    tokens = READER.parse(body(Table(columns, (tuple(cells),))))
    found = [tokens[place + 1] for place, token in enumerate(tokens) if token.type == "td_open"]
    assert ["".join(child.content for child in token.children or []) for token in found] == [
        shown(cell) for cell in cells
    ]


@pytest.mark.parametrize("text", MARKUP)
def test_no_title_of_a_plan_becomes_markup_in_a_report(text: str) -> None:
    plan = make_plan([make_done("1.1", "2020-05-01", text, title=text), make_task(id="1.2", title=text)], title=text)
    document = write_document(summarise(plan, date(2020, 12, 31)), Translator("zh"))
    tokens = READER.parse(to_markdown.render(document))
    inline = {child.type for token in tokens for child in token.children or []}
    assert inline <= {"text", "text_special", "strong_open", "strong_close"}
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= {
        "heading", "inline", "paragraph", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip


def test_the_same_summary_gives_the_same_text() -> None:
    summary = summarise(make_plan([make_done("1.1", "2020-05-01")]), date(2020, 12, 31))
    assert render(ReportFormat.MARKDOWN, summary, Translator("zh")) == render(
        ReportFormat.MARKDOWN, summary, Translator("zh")
    )


# --- the table of forms ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ReportFormat)
def test_every_form_can_be_written_and_says_whether_it_is_text(form: ReportFormat) -> None:
    summary = summarise(make_plan([make_task()]), date(2020, 12, 31))
    assert isinstance(render(form, summary, Translator("zh")), bytes) is FORMS[form].is_binary


def test_no_two_forms_are_called_the_same() -> None:
    names = [name for form in ReportFormat for name in (form.value, *FORMS[form].words)]
    assert len(names) == len(set(names))


def without(monkeypatch: pytest.MonkeyPatch, package: str, *loaded: str) -> None:
    """Make ``package`` a package that is not installed; what uses it was ``loaded`` and is forgotten."""
    for name in loaded:
        monkeypatch.delitem(sys.modules, f"planctl.report.{name}", raising=False)
    monkeypatch.setitem(sys.modules, package, None)


def test_a_form_names_the_package_that_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "docx", "to_docx", "word.page")
    summary = summarise(make_plan([make_task()]), date(2020, 12, 31))
    with pytest.raises(MissingPackageError) as caught:
        render(ReportFormat.WORD, summary, Translator("zh"))
    assert caught.value.fields == {"format": "docx", "package": "python-docx"}


@pytest.mark.parametrize(("form", "writer"), [(ReportFormat.WORD, "to_docx"), (ReportFormat.HTML, "to_html")])
def test_what_is_missing_otherwise_is_not_blamed_on_that_package(
    form: ReportFormat, writer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "planctl.report.sheets", writer)
    with pytest.raises(ModuleNotFoundError) as caught:
        render(form, summarise(make_plan([make_task()]), date(2020, 12, 31)), Translator("zh"))
    assert caught.value.name == "planctl.report.sheets"
