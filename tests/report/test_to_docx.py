"""A document as a Word file."""
# ruff: noqa: SLF001 - what python-docx does not read of a document, its XML tells

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planctl.blocks import (
    Annex,
    Bar,
    BarChart,
    Block,
    Cell,
    ChartBar,
    Column,
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
    Tone,
    Verbatim,
)
from planctl.cells import safe, width, wrap
from planctl.report.document import Document, Paper, with_ids

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


def document(*blocks: Block, title: str = "总结", language: str = "zh", **more: Any) -> Document:
    return Document(title, language, blocks, **more)


def opened(*blocks: Block, **over: Any) -> Any:
    return read(render(document(*blocks, **over)))


def paragraphs(*blocks: Block, **over: Any) -> Any:
    """The paragraphs below the title."""
    return opened(*blocks, **over).paragraphs[1:]


def indent(paragraph: Any, name: str) -> float:
    """How far in a paragraph stands, in characters of the text of a Chinese document."""
    found = paragraph._p.pPr.ind
    return int((attribute(found, name) if found is not None else None) or 0) / 20 / 15.7


def sheet(word: Any) -> list[float]:
    section = word.sections[0]
    sizes = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
    sizes += [section.left_margin, section.right_margin]
    return [round(size.mm, 1) for size in sizes]


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
    for over in ({}, {"paper": Paper.LETTER}, {"is_official": False}):
        assert sheet(opened(**over)) == [210, 297, 37, 35, 28, 26]


def test_english_lies_on_the_paper_that_is_asked_for() -> None:
    for is_official in (True, False):
        assert sheet(opened(language="en", is_official=is_official)) == [210, 297, 25, 25, 25, 25]
        on_letter = opened(counts(3, "A"), language="en", is_official=is_official, paper=Paper.LETTER)
        assert sheet(on_letter) == [215.9, 279.4, 25.4, 25.4, 25.4, 25.4]
        [table] = on_letter.tables
        widths = [int(attribute(column, "w") or 0) for column in table._tbl.tblGrid.iter(qn("w:gridCol"))]
        assert 6.4 * 1440 < sum(widths) <= 6.5 * 1440


def test_sheets_turned_sideways_are_of_the_same_paper() -> None:
    section = opened(TASKS, language="en", paper=Paper.LETTER).sections[-1]
    assert [round(section.page_width.mm, 1), round(section.page_height.mm, 1)] == [279.4, 215.9]


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


def test_the_title_is_centred_with_an_empty_line_below_it() -> None:
    word = opened()
    [title] = word.paragraphs
    assert (title.text, title.style.name) == ("总结", "Title")
    style = word.styles["Title"].paragraph_format
    assert (style.alignment, style.space_after.pt) == (WD_ALIGN_PARAGRAPH.CENTER, style.line_spacing.pt)


def title_lines(title: str) -> list[str]:
    """The lines of a title on the page, where characters are as wide as they are counted."""
    shape = opened(title=title).paragraphs[0].paragraph_format
    room = 156 * 72 / 25.4 - shape.left_indent.pt - shape.right_indent.pt
    return wrap(title, int(room / 11))


def test_a_title_of_two_lines_breaks_near_its_middle() -> None:
    title = "吉林省人民政府关于2020年法治政府建设情况的报告"
    word = opened(title=title)
    assert word.paragraphs[0].text == title
    assert [10 < len(line) < 16 for line in title_lines(title)] == [True, True]
    assert opened(title="短标题").paragraphs[0].paragraph_format.left_indent.pt == 0


@pytest.mark.parametrize(
    "title",
    [
        "《吉林省2020年法治政府建设主要安排》落实情况总结",
        "吉林省司法厅关于2020年落实《法治政府建设主要安排》情况的报告",
        "关于《长春市2020年营商环境工作要点》的报告",
    ],
)
def test_a_title_does_not_break_within_the_title_of_a_document(title: str) -> None:
    lines = title_lines(title)
    assert 1 < len(lines) < 4
    ends = ["".join(lines[:number]) for number in range(1, len(lines))]
    assert [end for end in ends if end.count("《") > end.count("》")] == []


def test_a_title_that_only_just_fits_has_room_for_the_gaps_around_figures() -> None:
    lines = title_lines("吉林省2020年法治政府建设主要安排任务清单")
    assert min(map(len, lines)) > 5


def test_a_title_keeps_its_own_lines() -> None:
    word = opened(title="吉林省人民政府关于\n2020年情况的报告")
    assert word.paragraphs[0].text == "吉林省人民政府关于\n2020年情况的报告"


def test_a_title_within_a_title_that_is_too_long_breaks_where_it_must() -> None:
    title = "关于《" + "很长的文件名称" * 4 + "》的报告"
    assert opened(title=title).paragraphs[0].text == title


@pytest.mark.parametrize("side", ["footer", "even_page_footer"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_official_page_numbers_stand_between_dashes_odd_ones_right_and_even_ones_left(language: str, side: str) -> None:
    word = opened(language=language)
    [paragraph] = getattr(word.sections[0], side).paragraphs
    assert paragraph.text == "— 1 —"
    assert [found.text for found in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
    right = side == "footer"
    assert paragraph.alignment is (WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT)
    assert attribute(paragraph._p.pPr.ind, "rightChars" if right else "leftChars") == "100"
    assert word.settings.odd_and_even_pages_header_footer


@pytest.mark.parametrize("language", ["zh", "en"])
def test_other_page_numbers_stand_in_the_middle_without_dashes(language: str) -> None:
    word = opened(language=language, is_official=False)
    [paragraph] = word.sections[0].footer.paragraphs
    assert paragraph.text == "1"
    assert [found.text for found in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert paragraph.alignment is WD_ALIGN_PARAGRAPH.CENTER
    assert not word.settings.odd_and_even_pages_header_footer


def test_a_company_in_english_has_a_typeface_without_serifs_and_begins_at_the_left() -> None:
    word = opened(language="en", is_official=False, title="A rather long title for a report of a year " * 3)
    for name in ("Normal", "Title", "Heading 1", "Table Text", "Footer"):
        assert attribute(fonts(word, name), "ascii") == "Arial"
    assert word.styles["Title"].paragraph_format.alignment is WD_ALIGN_PARAGRAPH.LEFT
    assert word.paragraphs[0].paragraph_format.left_indent.pt == 0


# --- formal parts ----------------------------------------------------------------------------------------------------


def test_the_number_stands_above_the_title_with_two_empty_lines_between() -> None:
    word = opened(number="吉司发〔2020〕12号")
    number, title = word.paragraphs
    assert (number.text, title.text) == ("吉司发〔2020〕12号", "总结")
    style = number.style.paragraph_format
    assert style.alignment is WD_ALIGN_PARAGRAPH.CENTER
    assert style.space_after.pt == pytest.approx(2 * style.line_spacing.pt, abs=0.1)
    assert attribute(number.style.element.pPr.ind, "firstLineChars") == "0"


def test_the_addressee_stands_at_the_left() -> None:
    [addressee] = paragraphs(Formal(Part.ADDRESSEE, "省委、省政府："))
    assert addressee.text == "省委、省政府："
    assert addressee.style.paragraph_format.first_line_indent.pt == 0
    assert addressee.style.paragraph_format.alignment is WD_ALIGN_PARAGRAPH.LEFT


def attached(*lines: str, **over: Any) -> Any:
    return paragraphs(Paragraph("文。"), *(Formal(Part.ATTACHMENT, line) for line in lines), **over)[1:]


def test_attachments_are_indented_and_names_stand_below_the_first() -> None:
    first, second = attached("附件：1.任务清单", "2.时间节点")
    assert [first.text, second.text] == ["附件：\t1.\t任务清单", "2.\t时间节点"]
    assert [indent(first, "left") - indent(first, "hanging"), indent(first, "left")] == pytest.approx(
        [2, 5.92], abs=0.01
    )
    assert [indent(second, "left") - indent(second, "hanging"), indent(second, "left")] == pytest.approx(
        [5.06, 5.92], abs=0.01
    )
    [stop] = first.paragraph_format.tab_stops
    assert stop.position.pt == pytest.approx(2 * 15.7 + 3 * 16, abs=0.1)
    assert first.paragraph_format.space_before.pt == pytest.approx(28.95)
    assert second.paragraph_format.space_before is None


def test_one_attachment_has_no_number() -> None:
    [only] = attached("附件：任务清单：分方面")
    assert only.text == "附件：\t任务清单：分方面"
    assert indent(only, "left") == pytest.approx(5.06, abs=0.01)


def test_attachments_in_english() -> None:
    first, second = attached("Attachments: 1. Tasks", "2. Nodes: by quarter", language="en")
    assert [first.text, second.text] == ["Attachments:\t1.\tTasks", "2.\tNodes: by quarter"]
    assert indent(first, "left") == indent(second, "left")
    assert indent(first, "left") == indent(first, "hanging") > indent(second, "hanging")


def signed(signer: str, date: str) -> tuple[float, float]:
    """Where signer and date begin, in characters from the right."""
    lines = [Formal(Part.SIGNER, signer), Formal(Part.DATE, date)]
    _, *found = paragraphs(Paragraph("文。"), *lines)
    assert [paragraph.text for paragraph in found] == [signer, date]
    room = 156 / 25.4 * 72 / 15.7
    first, second = (room - indent(paragraph, "left") for paragraph in found)
    return first, second


def test_a_date_begins_two_characters_right_of_the_signer_who_ends_two_from_the_right() -> None:
    assert signed("吉林省人民政府办公厅", "2020年12月31日") == pytest.approx((12, 10), abs=0.05)


def test_a_date_longer_than_the_signer_ends_two_characters_from_the_right() -> None:
    assert signed("省司法厅", "2020年12月31日") == pytest.approx((11, 9), abs=0.05)


def test_a_signature_has_an_empty_line_above_and_stays_with_text_and_date() -> None:
    text, signer, date = paragraphs(
        Paragraph("文。"), Formal(Part.SIGNER, "省司法厅"), Formal(Part.DATE, "2020年1月1日")
    )
    assert signer.paragraph_format.space_before.pt == pytest.approx(28.95)
    assert date.paragraph_format.space_before is None
    assert text.paragraph_format.keep_with_next
    assert signer.style.paragraph_format.keep_with_next
    text, attachment, _ = paragraphs(
        Paragraph("文。"), Formal(Part.ATTACHMENT, "附件：表"), Formal(Part.SIGNER, "省司法厅")
    )
    assert text.paragraph_format.keep_with_next
    assert attachment.style.paragraph_format.keep_with_next


def test_a_date_alone_ends_four_characters_from_the_right() -> None:
    [date] = paragraphs(Formal(Part.DATE, "2020年12月31日"))
    assert indent(date, "left") == pytest.approx(156 / 25.4 * 72 / 15.7 - 4 - 7, abs=0.05)


def test_in_english_officials_sign_at_the_right_and_companies_at_the_left() -> None:
    lines = [Formal(Part.SIGNER, "Department of Justice"), Formal(Part.DATE, "31 December 2020")]
    for is_official, side in ((True, WD_ALIGN_PARAGRAPH.RIGHT), (False, WD_ALIGN_PARAGRAPH.LEFT)):
        found = paragraphs(*lines, language="en", is_official=is_official)
        assert [paragraph.style.paragraph_format.alignment for paragraph in found] == [side, side]


def test_an_annex_begins_a_page_with_its_label_and_its_title_on_the_third_line() -> None:
    word = opened(Paragraph("文。"), Annex("附件1", "任务清单"), Paragraph("表。"))
    _, _, label, title, _ = word.paragraphs
    assert [label.text, title.text, title.style.name] == ["附件1", "任务清单", "Title"]
    assert label.paragraph_format.page_break_before
    assert not title.paragraph_format.page_break_before
    style = word.styles["Annex Label"]
    assert (attribute(fonts(word, "Annex Label"), "eastAsia"), style.font.size.pt) == ("黑体", 16)
    assert attribute(style.element.pPr.ind, "firstLineChars") == "0"
    assert style.paragraph_format.space_after.pt == style.paragraph_format.line_spacing.pt


def test_an_annex_without_a_label_is_a_title_on_a_new_page() -> None:
    [title] = paragraphs(Annex("", "任务清单"))
    assert (title.text, title.style.name) == ("任务清单", "Title")
    assert title.paragraph_format.page_break_before


def test_an_annex_goes_sideways_with_its_table_and_takes_one_page() -> None:
    word = opened(Paragraph("前"), Annex("附件1", "任务清单"), Paragraph("注。"), TASKS, Annex("附件2", "分解表"))
    assert [paragraph.text for paragraph in word.sections[0].iter_inner_content()] == ["总结", "前"]
    label, title, note, *_ = word.sections[1].iter_inner_content()
    assert [label.text, title.text, note.text] == ["附件1", "任务清单", "注。"]
    assert not label.paragraph_format.page_break_before
    assert next(word.sections[2].iter_inner_content()).text == "附件2"
    assert not next(word.sections[2].iter_inner_content()).paragraph_format.page_break_before


# --- blocks ----------------------------------------------------------------------------------------------------------


def test_headings_have_the_style_of_their_level() -> None:
    word = opened(*(Heading(f"{level}", level) for level in range(1, 7)))
    names = [paragraph.style.name for paragraph in word.paragraphs[1:]]
    assert names == ["Title", "Heading 1", "Heading 2", "Heading 3", "Heading 3", "Heading 3"]
    outline = word.styles["Heading 1"].element.pPr.find(qn("w:outlineLvl"))
    assert attribute(outline, "val") == "0"


def test_a_paragraph_keeps_its_lines_and_shows_its_ids_quietly() -> None:
    block = Paragraph.of([Piece("共3项。\n", ("1.1", "1.2", "1.3")), Piece("逾期1项。", ("1.2",))])
    [paragraph] = read(render(with_ids(document(block), shown=True))).paragraphs[1:]
    assert paragraph.text == "共3项。\n（1.1—1.3）逾期1项（1.2）。"
    assert [run.text for run in paragraph.runs if run.style.name == "Quiet"] == ["（1.1—1.3）", "（1.2）"]


def test_strong_text_is_bold() -> None:
    assert paragraphs(Paragraph("重要", Tone.STRONG))[0].runs[0].bold


def marked(mark: Mark, language: str) -> Any:
    before, run = paragraphs(Paragraph.of([Piece("文"), Piece("字", marks=(mark,))]), language=language)[0].runs
    assert (before.text, run.text) == ("文", "字")
    return run


def test_pieces_are_set_apart_by_their_marks() -> None:
    assert marked(Mark.STRONG, "zh").bold
    assert marked(Mark.EMPHASIS, "en").italic
    assert attribute(marked(Mark.EMPHASIS, "zh")._r.rPr.rFonts, "eastAsia") == "楷体_GB2312"
    assert not marked(Mark.EMPHASIS, "zh").italic
    for language in ("zh", "en"):
        assert marked(Mark.CODE, language).font.name == "Courier New"
        assert attribute(marked(Mark.PLACE, language)._r.rPr.find(qn("w:shd")), "fill") == "EDEDED"
        assert marked(Mark.QUIET, language).style.name == "Quiet"


def test_a_piece_has_several_marks() -> None:
    [paragraph] = paragraphs(Paragraph.of([Piece("字", marks=(Mark.STRONG, Mark.PLACE))]), language="en")
    assert paragraph.runs[0].bold


def test_a_place_alone_is_a_marked_paragraph() -> None:
    for language in ("zh", "en"):
        [paragraph] = paragraphs(Paragraph.of([Piece("【请填写】", marks=(Mark.PLACE,))]), language=language)
        assert paragraph.text == "【请填写】"
        assert paragraph.style.name == "Place to Fill In"
        assert attribute(paragraph.style.element.pPr.find(qn("w:shd")), "fill") == "EDEDED"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://example.org/a?b=1&c#d", "https://example.org/a?b=1&c#d"),
        ("https://例.cn/文 件", "https://%E4%BE%8B.cn/%E6%96%87%20%E4%BB%B6"),
        ("mailto:office@example.org", "mailto:office@example.org"),
        ("2020.html", "2020.html"),
        ("a\x00\ud800%41", "a%00%5Cud800%41"),
    ],
)
def test_an_address_is_a_link(address: str, target: str) -> None:
    word = opened(Paragraph.of([Piece("见"), Piece("网页", address=address), Piece("。")]))
    [link] = word.paragraphs[1].hyperlinks
    assert (word.paragraphs[1].text, link.text, link.url) == ("见网页。", "网页", target)
    assert link.runs[0].style.name == "Hyperlink"


@pytest.mark.parametrize("address", ["", "#part", "javascript:alert(1)", "file:///etc/passwd", "http://[1"])
def test_what_is_no_page_is_no_link(address: str) -> None:
    [paragraph] = paragraphs(Paragraph.of([Piece("网页", address=address)]))
    assert (paragraph.text, paragraph.hyperlinks) == ("网页", [])


def test_the_same_address_is_known_to_the_document_once() -> None:
    piece = Piece("网页", address="https://example.org/")
    word = opened(Paragraph.of([piece, piece]))
    assert len([rel for rel in word.part.rels.values() if rel.is_external]) == 1


def test_items_of_a_list_stand_behind_their_marks() -> None:
    items = ((Paragraph("甲"), Paragraph("又")), (Paragraph("乙"), Listing(((Paragraph("丙"),),))))
    found = paragraphs(Listing(items))
    assert [paragraph.text for paragraph in found] == ["·\t甲", "又", "·\t乙", "·\t丙"]
    assert [indent(paragraph, "left") for paragraph in found] == pytest.approx([3.5, 3.5, 3.5, 5], abs=0.01)
    assert [indent(paragraph, "hanging") for paragraph in found] == pytest.approx([1.5, 0, 1.5, 1.5], abs=0.01)
    assert {paragraph.style.name for paragraph in found} == {"List Item"}
    english = paragraphs(Listing(items, start=9), language="en")
    assert [paragraph.text for paragraph in english] == ["9.\t甲", "又", "10.\t乙", "·\t丙"]


def test_numbered_items_are_paragraphs_like_any_others_in_chinese() -> None:
    found = paragraphs(Listing(((Paragraph("甲"),), (Paragraph("乙"), Paragraph("又"))), start=9))
    assert [paragraph.text for paragraph in found] == ["9.甲", "10.乙", "又"]
    assert [paragraph.style.name for paragraph in found[:2]] == ["Normal", "Normal"]
    assert [indent(paragraph, "hanging") for paragraph in found[:2]] == [0, 0]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_compact_document_has_smaller_letters_and_narrower_margins(language: str) -> None:
    usual, compact = (opened(Paragraph("文"), language=language, is_compact=flag) for flag in (False, True))
    assert compact.styles["Normal"].font.size < usual.styles["Normal"].font.size
    assert compact.sections[0].left_margin < usual.sections[0].left_margin


def test_an_item_that_begins_with_no_text_has_its_mark_on_a_line() -> None:
    word = opened(Listing(((TASKS._replace(rows=TASKS.rows[:1], title=""),), ())))
    assert [paragraph.text for paragraph in word.paragraphs[1:]] == ["·\t", "", "·\t"]
    assert len(word.tables) == 1


def test_a_quotation_stands_apart() -> None:
    word = opened(Quote((Paragraph("甲"), Listing(((Paragraph("乙"),),)), Quote((Paragraph("丙"),)))))
    found = word.paragraphs[1:]
    assert [paragraph.text for paragraph in found] == ["甲", "·\t乙", "丙"]
    assert [indent(paragraph, "left") for paragraph in found] == pytest.approx([2, 3.5, 4], abs=0.01)
    assert [found[0].style.name, found[2].style.name] == ["Quote", "Quote"]
    assert attribute(fonts(word, "Quote"), "eastAsia") == "楷体_GB2312"


def test_verbatim_lines_stay_as_they_are() -> None:
    [paragraph] = paragraphs(Verbatim("a  b\n\tc\n"))
    assert paragraph.text == "a  b\n        c"
    assert attribute(paragraph.style.element.rPr.rFonts, "ascii") == "Courier New"


def test_a_rule_is_a_line_across() -> None:
    [paragraph] = paragraphs(Rule())
    assert not paragraph.text
    assert paragraph._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")) is not None


def keeps(table: Any) -> list[bool]:
    return [all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells) for row in table.rows]


def test_a_small_table_stays_on_one_page_with_its_title() -> None:
    word = opened(TASKS._replace(rows=TASKS.rows[:11], footer=("", "合计", "11")))
    assert keeps(word.tables[0])[1:] == [True] * 11 + [False]
    assert word.styles["Caption"].paragraph_format.keep_with_next
    assert word.styles["Table Head"].paragraph_format.keep_with_next


def test_a_large_table_may_go_on_on_the_next_page() -> None:
    assert keeps(opened(TASKS._replace(rows=TASKS.rows[:13])).tables[0])[1:] == [False] * 13


def test_cells_have_pieces() -> None:
    pieces = (Piece("见"), Piece("文件", marks=(Mark.STRONG,), address="https://example.org/"))
    [table] = opened(Table((Column("a", "甲"),), ((Cell("见文件", pieces=pieces),),))).tables
    paragraph = table.rows[1].cells[0].paragraphs[0]
    assert (paragraph.text, [link.text for link in paragraph.hyperlinks]) == ("见文件", ["文件"])
    assert paragraph.hyperlinks[0].runs[0].bold


def papers(*texts: str) -> Any:
    columns = (Column("id", "编号"), Column("title", "任务", flexible=True), Column("papers", "文件"))
    more = tuple(Column(f"{number}", "牵头单位") for number in range(3))
    rows = tuple(("1.1", "新增100个品牌个人调解工作室" * 3, text, *["省司法厅"] * 3) for text in texts)
    return opened(Table((*columns, *more), rows))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("样例〔2020〕35号", "样例〔2020〕35号"),
        ("样例〔2020〕35号、吉政办发〔2020〕136号", "样例〔2020〕35号、\n吉政办发〔2020〕136号"),
        ("样例〔2020〕35号\n样例〔2020〕36号", "样例〔2020〕35号\n样例〔2020〕36号"),
        ("全省统一的规范已经印发（样例〔2020〕35号），共三章", "全省统一的规范已经印发\n（样例〔2020〕35号），共三章"),
    ],
)
def test_numbers_of_documents_are_not_broken_in_a_table(text: str, shown: str) -> None:
    [table] = papers(text).tables
    assert table.rows[1].cells[2].text == shown
    column = int(attribute(list(table._tbl.tblGrid.iter(qn("w:gridCol")))[2], "w") or 0)
    size = 12 if table.rows[1].cells[2].paragraphs[0].style.name == "Table Text" else 10.5
    number = max((line for line in shown.split("\n") if "〔" in line), key=width)
    assert width(number[: number.rindex("号") + 1]) * size / 2 * 20 <= column - 120


def test_a_number_that_is_broken_over_pieces_stays_whole_too() -> None:
    text = "样例〔2020〕35号、样例〔2020〕36号"
    cell = Cell(f"{text}（1.1）", pieces=(Piece(text), Piece("（1.1）", marks=(Mark.QUIET,))))
    columns = (Column("a", "文件"), Column("b", "任务", flexible=True), Column("c", "完成情况", flexible=True))
    [table] = opened(Table(columns, ((cell, "长" * 60, "长" * 60),))).tables
    assert table.rows[1].cells[0].text == "样例〔2020〕35号、\n样例〔2020〕36号（1.1）"


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
    assert (word.paragraphs[1].text, word.paragraphs[1].style.name) == ("表1", "Caption")
    assert table.rows[1].cells[1].paragraphs[0].alignment is WD_ALIGN_PARAGRAPH.RIGHT


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


@pytest.mark.parametrize("length", range(10, 30))
def test_a_column_of_short_texts_keeps_room_for_them_whatever_the_others_need(length: int) -> None:
    columns = tuple(Column(f"{number}", "No.", flexible=number == 1) for number in range(6))
    row = ("1.10", "长" * 30, "长" * length, "2020-11-30", "submitted", "样例〔2020〕3号、样例〔2020〕51号")
    word = opened(Table(columns, (row,) * 16, wide=True), language="en", is_official=False, paper=Paper.LETTER)
    first = next(word.tables[0]._tbl.tblGrid.iter(qn("w:gridCol")))
    letters = 3 * 0.556 + 0.278  # in Arial
    assert int(attribute(first, "w") or 0) >= letters * 9 * 20 + 120


def test_fields_are_a_table_without_a_head() -> None:
    [table] = opened(Fields((("due", "完成时限", "2020-12-31"), ("grade", "评价", Cell("逾期"))))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["完成时限", "2020-12-31"], ["评价", "逾期"]]


def test_a_table_without_labels_has_no_head() -> None:
    [table] = opened(Table((Column("a", "甲"),), (("1",),), labels=False)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["1"]]


def test_bars_that_a_table_tells_are_left_out() -> None:
    listing = Table((Column("priority", "方面"), Column("done", "完成")), (("立法", "1"), ("执法", "2")))
    chart = BarChart("进度", (ChartBar("立法", 1, 3), ChartBar("执法", 0, 3, late=2, note="逾期2项")))
    assert len(opened(chart, listing).tables) == 1
    word = opened(chart)
    [table] = word.tables
    assert word.paragraphs[1].text == "进度"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["立法", "1/3", ""],
        ["执法", "0/3", "逾期2项"],
    ]
    assert len(opened(chart._replace(bars=chart.bars[:1])).tables[0].columns) == 2


def test_lines_through_the_year_are_a_small_table_with_a_note() -> None:
    lines = (("应完成", tuple(range(12))), ("已完成", (0, 1, *(None,) * 10)))
    word = opened(LineChart("全年进度", MONTHS, lines, note="按原定时限计。"))
    [table] = word.tables
    assert word.paragraphs[1].text == "全年进度"
    assert [cell.text for cell in table.rows[0].cells] == ["", *MONTHS]
    assert [cell.text for cell in table.rows[2].cells] == ["已完成", "0", "1", *[""] * 10]
    assert [(paragraph.text, paragraph.style.name) for paragraph in word.paragraphs[2:]] == [("按原定时限计。", "Note")]


def test_lines_that_a_table_tells_month_by_month_are_left_out() -> None:
    chart = LineChart("全年进度", MONTHS, (("应完成", tuple(range(12))),), note="按原定时限计。")
    listing = Table((Column("month", "月份"), Column("due", "应完成")), tuple((month, "1") for month in MONTHS))
    word = opened(chart, listing)
    assert len(word.tables) == 1
    assert "按原定时限计。" not in body_text(word)
    assert (
        len(opened(chart, listing._replace(rows=listing.rows[:11]), listing._replace(rows=listing.rows[11:])).tables)
        == 3
    )


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
    assert [paragraph.text for paragraph in upright.iter_inner_content()] == ["总结", "前"]
    assert next(turned.iter_inner_content()).text == "附表"


def test_a_wide_table_of_few_rows_stays_upright() -> None:
    assert [section.orientation for section in opened(TASKS._replace(rows=TASKS.rows[:15])).sections] == [
        WD_ORIENTATION.PORTRAIT
    ]
    assert len(opened(TASKS._replace(rows=TASKS.rows[:16])).sections) == 2


def test_a_few_rows_stay_upright_where_many_would_be_turned() -> None:
    columns = tuple(Column(f"{number}", "任务", flexible=True) for number in range(4))
    listing = Table(columns, (("品牌个人调解工作室" * 3,) * 4,))
    assert len(opened(listing).sections) == 1
    assert len(opened(listing._replace(rows=listing.rows * 16)).sections) == 2


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
    pieces = (Piece(text, marks=(Mark.PLACE,)), Piece(text, marks=(Mark.CODE,), address=f"https://example.org/{text}"))
    listing = listing._replace(rows=((Cell(text + text, pieces=pieces), text),))
    blocks: tuple[Block, ...] = (
        Formal(Part.ADDRESSEE, text),
        Heading(text),
        Paragraph(text),
        Paragraph.of(pieces[:1]),
        Listing(((Paragraph.of(pieces), Quote((Paragraph(text),))),), start=1),
        Rule(),
        Fields(((text, text, text),)),
        listing,
        BarChart("", (ChartBar(f"{text}1", 1, 2, note=text),)),
        LineChart(text, (text, f"{text}2"), ((text, (1, None)),), note=text),
        Formal(Part.SIGNER, text),
        Formal(Part.DATE, text),
        Annex(text, text),
        listing._replace(wide=True),
    )
    return Document(text, "zh", blocks, number=text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_and_nothing_else(text: str) -> None:
    word = read(render(everything(text)))
    shown = safe(text, newlines=True).replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")
    assert body_text(word).count(shown) >= 30
    tags = [found.tag for found in word.element.body.iter()]
    plain = [found.tag for found in read(render(everything("文"))).element.body.iter()]
    breaks = {qn("w:br"), qn("w:t")}
    assert [tag for tag in tags if tag not in breaks] == [tag for tag in plain if tag not in breaks]


#: The order that the format asks for (ISO/IEC 29500-1, 17.3.1.26 and 17.3.2.28), as far as it is used.
SHAPE = "pStyle keepNext pageBreakBefore widowControl pBdr shd tabs autoSpaceDE autoSpaceDN snapToGrid spacing ind jc"
IN_ORDER = {
    "pPr": f"{SHAPE} outlineLvl sectPr",
    "rPr": "rStyle rFonts b i color spacing sz szCs u shd lang",
}


def test_properties_stand_in_the_order_that_word_wants() -> None:
    for language in ("zh", "en"):
        word = read(render(replace(everything("文"), language=language)))
        for name, order in IN_ORDER.items():
            for root in (word.element, word.styles.element):
                for found in root.iter(qn(f"w:{name}")):
                    places = [order.split().index(child.tag.rpartition("}")[2]) for child in found]
                    assert places == sorted(places)


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
