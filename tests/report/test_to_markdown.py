"""Documents as Markdown, read again by another program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from make import make_done, make_plan, make_task
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from reports import written

from planctl.blocks import (
    Annex,
    BarChart,
    Block,
    Cell,
    ChartBar,
    Fields,
    Formal,
    Heading,
    LineChart,
    Listing,
    Mark,
    Paragraph,
    Part,
    Piece,
    Quote,
    Rule,
    Table,
    Verbatim,
)
from planctl.blocks import Column as Col
from planctl.cells import safe
from planctl.errors import MissingPackageError
from planctl.report import FORMS, ReportFormat, render, to_markdown
from planctl.report.document import Document, with_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def body(*blocks: Block) -> str:
    return to_markdown.render(Document("标题", "zh", blocks)).removeprefix("# 标题\n\n")


def items(*texts: str, start: int | None = None) -> Listing:
    return Listing(tuple((Paragraph(text),) for text in texts), start)


# --- blocks ----------------------------------------------------------------------------------------------------------


def test_the_title_comes_first_and_the_number_above_it() -> None:
    assert to_markdown.render(Document("标题", "zh", ())) == "# 标题\n"
    assert (
        to_markdown.render(Document("标题", "zh", (), number="吉司发〔2020〕12号")) == "吉司发〔2020〕12号\n\n# 标题\n"
    )


def test_headings_keep_their_level() -> None:
    assert body(Heading("一、情况"), Heading("1. 重点", level=6)) == "## 一、情况\n\n###### 1. 重点\n"


def test_ids_stand_before_the_stop() -> None:
    document = Document("标题", "zh", (Paragraph.of([Piece("完成2项。", ("1.1", "1.2"))]),))
    assert to_markdown.render(with_ids(document, shown=True)).endswith("\n完成2项（1.1、1.2）。\n")
    assert to_markdown.render(with_ids(document, shown=False)).endswith("\n完成2项。\n")


def test_formal_parts_are_paragraphs_and_attachments_lines_of_one() -> None:
    parts = (
        Formal(Part.ADDRESSEE, "省政府："),
        Formal(Part.ATTACHMENT, "附件：1. 甲"),
        Formal(Part.ATTACHMENT, "2. 乙"),
        Formal(Part.SIGNER, "省司法厅"),
        Formal(Part.DATE, "2021年1月5日"),
    )
    assert body(*parts) == "省政府：\n\n附件：1. 甲\\\n2\\. 乙\n\n省司法厅\n\n2021年1月5日\n"


def test_an_annex_begins_below_a_line() -> None:
    assert body(Paragraph("甲"), Annex("附件1", "任务表")) == "甲\n\n---\n\n## 附件1\u3000任务表\n"
    assert body(Annex("Annex 1", "Tasks"), Annex("", "附表")) == "---\n\n## Annex 1: Tasks\n\n---\n\n## 附表\n"


def test_lists_are_tight_where_they_can_be() -> None:
    nested = Listing(((Paragraph("甲"), items("一", "二")), (Paragraph("乙"),)), start=9)
    assert body(nested) == "9. 甲\n   - 一\n   - 二\n10. 乙\n"
    several = Listing(((Paragraph("甲"), Paragraph("乙")), (Verbatim("a\n\n  b"),)))
    assert body(several) == "- 甲\n\n  乙\n\n- ```\n  a\n\n    b\n  ```\n"


def test_a_list_that_follows_another_stays_one_of_its_own() -> None:
    assert body(items("甲"), items("乙"), items("丙"), items("丁", start=1), items("戊", start=1)) == (
        "- 甲\n\n* 乙\n\n- 丙\n\n1. 丁\n\n1) 戊\n"
    )


def test_quotes_code_and_rules() -> None:
    assert body(Quote((Paragraph("甲\n乙"), items("丙"))), Rule()) == "> 甲\\\n> 乙\n>\n> - 丙\n\n---\n"
    assert body(Verbatim("a ``` b\n")) == "````\na ``` b\n````\n"


def test_a_table_has_a_title_marks_and_a_total() -> None:
    columns = (Col("title", "方面"), Col("done", "完成", right=True))
    cell = Cell("甲|乙（1.1）", pieces=(Piece("甲|乙", marks=(Mark.STRONG,)), Piece("（1.1）", marks=(Mark.QUIET,))))
    table = Table(columns, ((cell, "1"), ("丙\n丁", "2")), footer=("合计", "3"), title="表1")
    assert body(table) == (
        "**表1**\n\n| 方面 | 完成 |\n| --- | --: |\n| **甲\\|乙**（1.1） | 1 |\n| 丙 丁 | 2 |\n| **合计** | **3** |\n"
    )


def test_charts_become_tables_without_bars() -> None:
    bars = (ChartBar("甲", 1, 2), ChartBar("乙", 0, 3, 2, "逾期2项"))
    assert body(BarChart("进度", bars[:1])) == "| 进度 |  |\n| --- | --: |\n| 甲 | 1/2 |\n"
    assert body(BarChart("进度", bars)).endswith("| 甲 | 1/2 |  |\n| 乙 | 0/3 | 逾期2项 |\n")
    chart = LineChart("全年", ("1月", "2月"), (("应完成", (0, 1)), ("已完成", (0, None))), "按首次时限计。")
    assert body(chart) == (
        "| 全年 | 应完成 | 已完成 |\n| --- | --: | --: |\n| 1月 | 0 | 0 |\n| 2月 | 1 |  |\n\n按首次时限计。\n"
    )


def test_a_chart_that_a_table_tells_is_left_out() -> None:
    table = Table((Col("priority", "方面"),), (("甲",),))
    assert body(BarChart("进度", (ChartBar("甲", 1, 2),)), table) == "| 方面 |\n| --- |\n| 甲 |\n"


def test_fields_become_a_list() -> None:
    assert body(Fields((("lead", "牵头单位", "甲"), ("note", "说明", "1\n- 2")))) == (
        "- 牵头单位: 甲\n- 说明: 1\\\n  \\- 2\n"
    )


# --- hostile text ----------------------------------------------------------------------------------------------------

MARKUP = [
    "*加粗*",
    "[链接](example.org)",
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "`代码`",
    "甲|乙",
    "# 标题",
    "- 一",
    "1. 一",
    "> 引",
    "---",
    "```",
    "尾\\",
    "甲\n\n- 乙",
    "甲|乙\n-:",
]
TEXTS = st.one_of(
    st.sampled_from(MARKUP), st.text(alphabet="ab1.)-+=>#*_`|\\!&:中。\n ", min_size=1, max_size=6)
).filter(str.strip)
LINES = st.text(alphabet="a`~-# \\\n", max_size=8).filter(lambda text: not text.endswith("\n"))
LEAVES = st.one_of(
    TEXTS.map(Paragraph),
    st.builds(Heading, TEXTS, st.integers(2, 6)),
    LINES.map(Verbatim),
    st.just(Rule()),
    st.lists(TEXTS, min_size=1, max_size=3).map(
        lambda texts: Table(tuple(Col(text, text) for text in texts), (tuple(texts),), tuple(texts))
    ),
)
BLOCKS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda blocks: Quote(tuple(blocks))),
        st.builds(
            Listing,
            st.lists(st.lists(inner, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple),
            st.one_of(st.none(), st.integers(0, 12)),
        ),
    ),
    max_leaves=6,
)

Shape = tuple[object, ...]


def shown(text: str) -> str:
    return " ".join(safe(text, newlines=True).split())


def shape(block: Block) -> Shape:
    """Return what a block is to be read as."""
    match block:
        case Paragraph() | Heading():
            return ("paragraph" if isinstance(block, Paragraph) else f"h{block.level}", shown(block.text))
        case Verbatim():
            return ("fence", f"{block.text}\n" if block.text else "\n")
        case Rule():
            return ("hr",)
        case Table(columns=columns, rows=rows, footer=footer):
            cells = [column.label for column in columns], *rows, footer or ()
            return ("table", *(tuple(shown(str(cell)) for cell in row) for row in cells))
        case Quote():
            return ("blockquote", *map(shape, block.blocks))
        case Listing():
            return ("list", block.start, *(tuple(map(shape, item)) for item in block.items))
        case _:
            raise NotImplementedError


def shape_read(node: SyntaxTreeNode) -> Shape:
    match node.type:
        case "paragraph" | "heading":
            return ("paragraph" if node.type == "paragraph" else node.tag, text_of(node))
        case "fence":
            return ("fence", node.content)
        case "hr":
            return ("hr",)
        case "table":
            rows = [row for part in node.children for row in part.children]
            return ("table", *(tuple(text_of(cell) for cell in row.children) for row in rows))
        case "blockquote":
            return ("blockquote", *map(shape_read, node.children))
        case "bullet_list" | "ordered_list":
            start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
            return ("list", start, *(tuple(map(shape_read, item.children)) for item in node.children))
        case _:
            raise AssertionError(node.type)


def text_of(node: SyntaxTreeNode) -> str:
    kinds = {"text", "text_special", "hardbreak", "strong", "inline"}
    parts = [part for part in node.walk() if part is not node]
    assert {part.type for part in parts} <= kinds, node.pretty()
    return "".join(" " if part.type == "hardbreak" else part.content for part in parts if not part.children)


def read(source: str) -> Sequence[Shape]:
    return [shape_read(node) for node in SyntaxTreeNode(READER.parse(source)).children]


EMPTY = ()
BARE = Listing(((Listing(((Listing((EMPTY,)),),)),),))


@example([BARE])  # three marks on a line, which would be a rule
@settings(max_examples=300)
@given(st.lists(BLOCKS, max_size=4))
def test_any_blocks_read_as_they_are(blocks: Iterable[Block]) -> None:
    assert read(body(*blocks).removeprefix("# 标题")) == [shape(block) for block in blocks], body(*blocks)


@pytest.mark.parametrize("text", MARKUP)
def test_no_title_of_a_plan_becomes_markup_in_a_report(text: str) -> None:
    plan = make_plan([make_done("1.1", "2020-05-01", text, title=text), make_task(id="1.2", title=text)], title=text)
    tokens = READER.parse(to_markdown.render(written(plan)))
    inline = {child.type for token in tokens for child in token.children or []}
    assert inline <= {"text", "text_special", "strong_open", "strong_close", "hardbreak"}  # between attachments
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= {
        "heading", "inline", "paragraph", "ordered_list", "bullet_list", "list_item", "hr",
        "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip


def test_the_same_plan_gives_the_same_text() -> None:
    plan = make_plan([make_done("1.1", "2020-05-01")])
    assert to_markdown.render(written(plan)) == to_markdown.render(written(plan))


# --- the table of forms ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [form for form in ReportFormat if form is not ReportFormat.JSON])
def test_every_form_can_be_written_and_says_whether_it_is_text(form: ReportFormat) -> None:
    document = written(make_plan([make_task()]))
    assert isinstance(render(form, document, ids=FORMS[form].has_ids), bytes) is FORMS[form].is_binary


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
    document = written(make_plan([make_task()]))
    with pytest.raises(MissingPackageError) as caught:
        render(ReportFormat.WORD, document, ids=False)
    assert caught.value.fields == {"format": "docx", "package": "python-docx"}


def test_what_is_missing_otherwise_is_not_blamed_on_that_package(monkeypatch: pytest.MonkeyPatch) -> None:
    document = written(make_plan([make_task()]))
    without(monkeypatch, "planctl.report.sheets", "to_docx")
    with pytest.raises(ModuleNotFoundError) as caught:
        render(ReportFormat.WORD, document, ids=False)
    assert caught.value.name == "planctl.report.sheets"
