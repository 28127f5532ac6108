"""A document as a Word file."""
# ruff: noqa: SLF001 - what python-docx does not read of a document, its XML tells

from __future__ import annotations

import sys
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planctl.blocks import (
    Bar,
    BarChart,
    Blank,
    Block,
    Cell,
    Column,
    Fields,
    Heading,
    LineChart,
    Paragraph,
    Sentence,
    Table,
    Tone,
)
from planctl.cells import safe
from planctl.report.wording.document import Document

docx = pytest.importorskip("docx", reason="the extra docx is not installed")

from docx.enum.section import WD_ORIENTATION  # noqa: E402 - after the check above
from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: E402 - the same
from docx.oxml.ns import qn  # noqa: E402 - the same

from planctl.report.to_docx import render  # noqa: E402 - the same

MONTHS = tuple(f"{number}月" for number in range(1, 13))
HOSTILE = (
    "<script>alert(1)</script>",
    "]]></w:t></w:r><w:r>&amp;",
    "{{7*7}} ${7*7} {title} {0} %s",
    "a\r\nBEGIN:VALARM\r\n",
    "a\ufffe\uffff",
    "\x1b[2J\x00\x0b\x0c\u202eabc\u2066",
    "\ud800",
    "  前后  空格  ",
)
TASKS = Table(
    (Column("id", "编号"), Column("title", "任务", flexible=True), Column("figure", "数量", right=True)),
    tuple((f"1.{number}", "新增100个品牌个人调解工作室", "100") for number in range(1, 60)),
    title="任务清单",
    wide=True,
)


def document(*blocks: Block, title: str = "总结", language: str = "zh") -> Document:
    return Document(title, "截至2020年12月31日", language, blocks)


def opened(*blocks: Block, **over: str) -> Any:
    return read(render(document(*blocks, **over)))


def read(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def body_text(word: Any) -> str:
    """The text of the body in order, tables included."""
    pieces = word.element.body.iter(qn("w:t"), qn("w:br"))
    return "".join("\n" if piece.tag == qn("w:br") else piece.text or "" for piece in pieces)


def attribute(element: Any, name: str) -> str | None:
    value: str | None = element.get(qn(f"w:{name}"))
    return value


def fonts(word: Any, style: str) -> Any:
    return word.styles[style].element.rPr.rFonts


def counts(columns: int, *labels: str) -> Table:
    numbers = tuple(Column(str(number), "Carried over", right=True) for number in range(columns))
    rows = tuple((label, *("0",) * columns) for label in labels)
    return Table((Column("unit", "Lead unit", flexible=True), *numbers), rows)


# --- the page --------------------------------------------------------------------------------------------------------


def test_the_page_is_that_of_gb_t_9704() -> None:
    section = opened().sections[0]
    sizes = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
    sizes += [section.left_margin, section.right_margin]
    assert [round(size.mm) for size in sizes if size is not None] == [210, 297, 37, 35, 28, 26]


def test_a_page_holds_22_lines_of_28_characters() -> None:
    word = opened()
    section, body = word.sections[0], word.styles["Normal"]
    line = body.paragraph_format.line_spacing.pt
    height = section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt
    assert 22 * line <= height < 23 * line
    width = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    character = body.font.size.pt + int(attribute(body.element.rPr.find(qn("w:spacing")), "val") or 0) / 20
    assert 28 * character <= width < 29 * character
    assert attribute(body.element.pPr.spacing, "lineRule") == "exact"


def test_the_grid_of_the_page_says_so_too() -> None:
    [grid] = opened().sections[0]._sectPr.findall(qn("w:docGrid"))
    assert attribute(grid, "type") == "linesAndChars"
    assert 225 * 72 / 25.4 // (int(attribute(grid, "linePitch") or 0) / 20) == 22
    assert 156 * 72 / 25.4 // (16 + int(attribute(grid, "charSpace") or 0) / 4096) == 28


@pytest.mark.parametrize(
    ("style", "typeface", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Table Text", "仿宋_GB2312", 12),
        ("Footer", "宋体", 14),
    ],
)
def test_every_style_has_its_chinese_typeface_and_size(style: str, typeface: str, points: int) -> None:
    word = opened()
    assert attribute(fonts(word, style), "eastAsia") == typeface
    assert word.styles[style].font.size.pt == points


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_theme_stands_above_the_typefaces(language: str) -> None:
    word = opened(language=language)
    for found in word.styles.element.iter(qn("w:rFonts")):
        assert {qn(f"w:{name}") for name in ("ascii", "hAnsi", "eastAsia", "cs")} == set(found.attrib)
    defaults = next(word.styles.element.iter(qn("w:rPrDefault")))
    assert attribute(next(defaults.iter(qn("w:lang"))), "eastAsia") == "zh-CN"


def test_lacking_typefaces_have_stand_ins() -> None:
    with ZipFile(BytesIO(render(document()))) as file:
        table = file.read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in table


def test_chinese_paragraphs_are_indented_by_two_characters() -> None:
    styles = opened().styles
    for name in ("Normal", "Heading 1", "Heading 2"):
        assert attribute(styles[name].element.pPr.ind, "firstLineChars") == "200"
        assert styles[name].paragraph_format.first_line_indent.pt == 32
    for name in ("Title", "Table Text", "Caption", "Footer"):
        assert attribute(styles[name].element.pPr.ind, "firstLineChars") == "0"


def test_english_has_a_latin_typeface_and_no_indent() -> None:
    word = opened(Paragraph("Done."), language="en")
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Table Text", "Footer"):
        assert attribute(fonts(word, name), "ascii") == "Times New Roman"
        assert attribute(word.styles[name].element.pPr.ind, "firstLineChars") == "0"


def test_marks_of_both_scripts_are_chinese_in_chinese_only() -> None:
    chinese, english = opened(Paragraph("“甲”")), opened(Paragraph("“A”"), language="en")
    assert all(attribute(run, "hint") == "eastAsia" for run in chinese.element.body.iter(qn("w:rFonts")))
    assert next(chinese.element.body.iter(qn("w:rFonts"))) is not None
    assert not list(english.element.body.iter(qn("w:rFonts")))


def test_the_title_is_centred() -> None:
    word = opened()
    title, subtitle = word.paragraphs[:2]
    assert (title.text, title.style.name) == ("总结", "Title")
    assert (subtitle.text, subtitle.style.name) == ("截至2020年12月31日", "Subtitle")
    assert word.styles["Title"].paragraph_format.alignment is WD_ALIGN_PARAGRAPH.CENTER


def test_a_title_of_two_lines_breaks_near_its_middle() -> None:
    title = "吉林省人民政府关于2020年法治政府建设情况的报告"
    word = opened(title=title)
    assert word.paragraphs[0].text == title
    shape, width = word.paragraphs[0].paragraph_format, 156 * 72 / 25.4
    room = width - shape.left_indent.pt - shape.right_indent.pt
    assert 13 * 22 < room < 16 * 22
    assert opened(title="短标题").paragraphs[0].paragraph_format.left_indent.pt == 0


@pytest.mark.parametrize("side", ["footer", "even_page_footer"])
def test_page_numbers_stand_between_dashes_odd_ones_right_and_even_ones_left(side: str) -> None:
    word = opened()
    [paragraph] = getattr(word.sections[0], side).paragraphs
    assert paragraph.text == "— 1 —"
    assert [found.text for found in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
    right = side == "footer"
    assert paragraph.alignment is (WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT)
    assert attribute(paragraph._p.pPr.ind, "rightChars" if right else "leftChars") == "100"
    assert word.settings.odd_and_even_pages_header_footer


# --- blocks ----------------------------------------------------------------------------------------------------------


def test_headings_have_the_style_of_their_level() -> None:
    word = opened(Heading("一、成效"), Heading("（一）立法", level=3), Paragraph("文"))
    assert [paragraph.style.name for paragraph in word.paragraphs[2:]] == ["Heading 1", "Heading 2", "Normal"]
    outline = word.styles["Heading 1"].element.pPr.find(qn("w:outlineLvl"))
    assert attribute(outline, "val") == "0"


def test_a_paragraph_keeps_its_lines_and_shows_its_ids_quietly() -> None:
    sentences = (Sentence("共3项。\n", ("1.1–1.3",)), Sentence("逾期1项。", ("1.2",)))
    word = opened(Paragraph("共3项。\n逾期1项。", sentences=sentences))
    paragraph = word.paragraphs[2]
    assert paragraph.text == "共3项。\n\u00a01.1–1.3 逾期1项。\u00a01.2 "
    assert [run.text.strip() for run in paragraph.runs if run.style.name == "Quiet"] == ["1.1–1.3", "1.2"]


def test_strong_text_is_bold() -> None:
    assert opened(Paragraph("重要", Tone.STRONG)).paragraphs[2].runs[0].bold


def test_a_place_to_fill_in_is_marked() -> None:
    for language, text in (("zh", "【请填写】"), ("en", "[请填写]")):
        word = opened(Blank("请填写"), language=language)
        assert word.paragraphs[2].text == text
        shade = word.paragraphs[2].style.element.pPr.find(qn("w:shd"))
        assert attribute(shade, "fill") not in {None, "auto", "FFFFFF"}


def test_a_table_repeats_its_head_and_keeps_its_rows_whole() -> None:
    [table] = opened(TASKS).tables
    head, *rows = table._tbl.tr_lst
    assert head.trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:tblHeader")) is None for row in rows)
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table._tbl.tr_lst)
    assert len(rows) == 59


def test_a_table_says_all_but_its_bars() -> None:
    columns = (Column("title", "方面", flexible=True), Column("bar", "进度"), Column("done", "完成", right=True))
    listing = Table(columns, (("立法", Bar(1, 3), Cell("1", Tone.GOOD)),), footer=("合计", Bar(1, 3), "1"), title="表1")
    word = opened(listing)
    [table] = word.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["方面", "完成"], ["立法", "1"], ["合计", "1"]]
    assert (word.paragraphs[2].text, word.paragraphs[2].style.name) == ("表1", "Caption")
    assert table.rows[1].cells[1].paragraphs[0].alignment is WD_ALIGN_PARAGRAPH.RIGHT


def test_a_row_shows_the_ids_that_it_counts_unless_it_shows_them_anyway() -> None:
    columns = (Column("n", "数", right=True), Column("title", "单位", flexible=True))
    [table] = opened(Table(columns, (("2", "省司法厅"), ("1.3", "省信访局")), ids=(("1.1", "1.2"), ("1.3",)))).tables
    assert [row.cells[1].text for row in table.rows] == ["单位", "省司法厅\n1.1 1.2", "省信访局"]


@pytest.mark.parametrize(
    "listing",
    [TASKS, TASKS._replace(wide=False), counts(4, "一"), counts(12, "牵头单位" * 40), counts(40, "x" * 300)],
)
def test_a_table_is_never_wider_than_its_sheet(listing: Table) -> None:
    word = opened(listing)
    [table] = word.tables
    section = word.sections[-1]
    room = section.page_width.twips - section.left_margin.twips - section.right_margin.twips
    widths = [int(attribute(column, "w") or 0) for column in table._tbl.tblGrid.iter(qn("w:gridCol"))]
    assert room * 0.98 <= sum(widths) <= room
    assert min(widths) > 0


def test_fields_are_a_table_without_a_head() -> None:
    [table] = opened(Fields((("due", "完成时限", "2020-12-31"), ("grade", "评价", Cell("逾期"))))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["完成时限", "2020-12-31"], ["评价", "逾期"]]


def test_bars_that_a_table_tells_are_left_out() -> None:
    listing = Table((Column("title", "方面"), Column("done", "完成")), (("立法", "1"), ("执法", "2")))
    chart = BarChart("进度", (("立法", 1, 3), ("执法", 2, 3)))
    assert len(opened(chart, listing).tables) == 1
    [table] = opened(chart).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["立法", "执法"], ["1/3", "2/3"]]


def test_lines_through_the_year_are_a_small_table() -> None:
    chart = LineChart("全年进度", MONTHS, (("应完成", tuple(range(12))), ("已完成", (0, 1, *(None,) * 10))))
    word = opened(chart)
    [table] = word.tables
    assert word.paragraphs[2].text == "全年进度"
    assert [cell.text for cell in table.rows[0].cells] == ["", *MONTHS]
    assert [cell.text for cell in table.rows[2].cells] == ["已完成", "0", "1", *[""] * 10]


# --- sheets ----------------------------------------------------------------------------------------------------------


def test_a_wide_table_and_its_heading_lie_sideways() -> None:
    word = opened(Paragraph("前"), Heading("附表"), TASKS, Paragraph("后"))
    upright, turned, again = word.sections
    assert [section.orientation for section in word.sections] == [
        WD_ORIENTATION.PORTRAIT,
        WD_ORIENTATION.LANDSCAPE,
        WD_ORIENTATION.PORTRAIT,
    ]
    sizes = [turned.page_width, turned.page_height, turned.top_margin, turned.bottom_margin]
    sizes += [turned.left_margin, turned.right_margin]
    assert [round(size.mm) for size in sizes if size is not None] == [297, 210, 28, 26, 35, 37]
    assert again.page_width == upright.page_width
    assert [paragraph.text for paragraph in upright.iter_inner_content()] == ["总结", "截至2020年12月31日", "前"]
    assert next(turned.iter_inner_content()).text == "附表"


def test_page_numbers_go_on_through_sheets_of_all_directions() -> None:
    for section in list(opened(Paragraph("前"), TASKS, Paragraph("后")).sections)[1:]:
        assert section.footer.is_linked_to_previous
        assert section.even_page_footer.is_linked_to_previous
        assert section._sectPr.find(qn("w:pgNumType")) is None


def test_what_follows_a_wide_table_takes_up_no_sheet() -> None:
    last = opened(TASKS).paragraphs[-1]
    assert not last.text
    assert last.paragraph_format.line_spacing.pt <= 1


def test_a_table_without_room_on_an_upright_sheet_is_turned() -> None:
    words = counts(10, "Political and Legal Affairs Commission")
    assert opened(words, language="en").sections[-1].orientation is WD_ORIENTATION.LANDSCAPE
    assert opened(counts(4, "Department of Justice"), language="en").sections[-1].orientation is WD_ORIENTATION.PORTRAIT


# --- text ------------------------------------------------------------------------------------------------------------


def everything(text: str) -> Document:
    column = Column("key", text, flexible=True)
    listing = Table((column, Column("n", text)), ((Cell(text, Tone.STRONG), text),), title=text, footer=(text, text))
    blocks: tuple[Block, ...] = (
        Heading(text),
        Paragraph(text, ids=(text,)),
        Blank(text),
        Fields(((text, text, text),)),
        listing,
        BarChart("", ((f"{text}1", 1, 2),)),
        LineChart(text, (text, text), ((text, (1, None)),)),
        listing._replace(wide=True),
    )
    return Document(text, text, "zh", blocks)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_and_nothing_else(text: str) -> None:
    word = read(render(everything(text)))
    shown = safe(text, newlines=True).replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")
    assert body_text(word).count(shown) >= 20
    tags = [found.tag for found in word.element.body.iter()]
    plain = [found.tag for found in read(render(everything("文"))).element.body.iter()]
    breaks = {qn("w:br"), qn("w:t")}
    assert [tag for tag in tags if tag not in breaks] == [tag for tag in plain if tag not in breaks]


@settings(max_examples=25)
@given(st.text(min_size=1))
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    assert len(read(render(everything(text))).tables) == 5


# --- the file --------------------------------------------------------------------------------------------------------


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(everything("文")) == render(everything("文"))


def test_the_file_tells_neither_who_wrote_it_nor_when() -> None:
    content = render(document())
    properties = read(content).core_properties
    assert (properties.title, properties.author, properties.language) == ("总结", "", "zh-CN")
    assert properties.created is None
    assert properties.modified is None
    with ZipFile(BytesIO(content)) as file:
        assert {member.date_time for member in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_of_the_template_is_left_over() -> None:
    with ZipFile(BytesIO(render(document()))) as file:
        names = {name for name in file.namelist() if not name.endswith(".rels")}
    assert names == {
        "[Content_Types].xml",
        "docProps/core.xml",
        *(f"word/{name}.xml" for name in ("document", "fontTable", "footer1", "footer2", "settings", "styles")),
    }


def test_a_title_longer_than_properties_can_be_is_cut_there_only() -> None:
    word = opened(title="长" * 300)
    assert word.paragraphs[0].text == "长" * 300
    assert word.core_properties.title == "长" * 255


def test_without_python_docx_the_import_fails_as_an_import(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("to_docx", "word.page"):
        monkeypatch.delitem(sys.modules, f"planctl.report.{name}")
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(ImportError):
        __import__("planctl.report.to_docx")
