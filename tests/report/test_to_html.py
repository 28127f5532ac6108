"""A document as one HTML file."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given
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
from planctl.cells import safe
from planctl.report.document import Document, Paper, with_ids
from planctl.report.to_html import render

MONTHS = tuple(f"{number}月" for number in range(1, 13))
VOID = {"meta", "br", "hr", "rect", "line"}
HOSTILE = (
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "</style><svg onload=alert(1)>",
    "{{7*7}} ${7*7} {title} {0} %s",
    "[x](javascript:1) ![](http://track/1.png)",
    "a\r\nBEGIN:VALARM\r\n",
    "a\ufffe",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!-- ]]> &amp; &#x3c;",
    "\x1b[2J\x00\u202eabc\u2066",
    "\ud800",
)


class Page(HTMLParser):
    """The elements of a page in order, each with its attributes and the text directly in it."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(source)
        self.close()
        assert not self.open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    @property
    def text(self) -> str:
        return "".join(text for tag, text in self.texts if tag != "style")

    @property
    def style(self) -> str:
        return "".join(text for tag, text in self.texts if tag == "style")

    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements if tag != "br"]

    def of(self, tag: str, name: str = "") -> list[dict[str, str | None]]:
        """The attributes of all elements of that tag, or of those of the class ``name``."""
        found = [attributes for each, attributes in self.elements if each == tag]
        return [item for item in found if not name or name in (item.get("class") or "").split()]


def document(*blocks: Block, language: str = "zh") -> Document:
    return Document("总结", language, blocks)


def page(*blocks: Block, language: str = "zh") -> Page:
    return Page(render(document(*blocks, language=language)))


def table(*rows: tuple[str | Cell | Bar, ...], columns: tuple[Column, ...] | None = None) -> Table:
    columns = columns or tuple(Column(str(index), f"列{index}") for index in range(len(rows[0])))
    return Table(columns, rows)


def everything(text: str) -> Document:
    """A document with ``text`` in every place that takes some."""
    column = Column("key", text, flexible=True)
    pieces = (Piece(text, marks=(Mark.STRONG, Mark.CODE)), Piece(text, address=text), Piece(text, marks=(Mark.PLACE,)))
    rows = ((Cell(text, Tone.BAD), Bar(1, 3)), (Cell(text * 3, pieces=pieces), Bar(0, 3)))
    listing = Table((column, Column("bar", text)), rows, footer=(text, Bar(1, 6)), title=text)
    blocks: tuple[Block, ...] = (
        Formal(Part.ADDRESSEE, text),
        Heading(text),
        Heading(text, level=6),
        Paragraph(text, Tone.MUTED),
        Paragraph.of(pieces),
        Listing(((Paragraph(text), Listing(((Paragraph(text),),))), (Paragraph(text),)), start=3),
        Quote((Paragraph(text),)),
        Verbatim(text),
        Rule(),
        Fields(((text, text, text), (text, text, Cell(text, Tone.GOOD)))),
        BarChart(text, (ChartBar(text, 1, 2, 1, text), ChartBar(text, 0, 2))),
        LineChart(text, (text, text), ((text, (1, 2)), (text, (0, None))), text),
        listing,
        *(Formal(part, text) for part in (Part.ATTACHMENT, Part.SIGNER, Part.DATE)),
        Annex(text, text),
        listing._replace(wide=True),
    )
    return Document(text, "zh", blocks, number=text)


# --- the file --------------------------------------------------------------------------------------------------------


def test_the_page_says_what_it_is() -> None:
    source = render(document(Paragraph("文")))
    assert source.startswith("<!DOCTYPE html>\n")
    assert source.endswith("</html>\n")
    read = Page(source)
    assert ("title", "总结") in read.texts
    assert ("h1", "总结") in read.texts
    assert {"charset": "utf-8"} in read.of("meta")
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in read.of("meta")


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_the_page_names_its_language(language: str, tag: str) -> None:
    assert page(language=language).of("html") == [{"lang": tag}]


def test_the_page_forbids_everything_but_its_own_style() -> None:
    policies = [item["content"] for item in page().of("meta") if item.get("http-equiv") == "Content-Security-Policy"]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_the_page_loads_and_runs_nothing() -> None:
    source = render(everything("文"))
    read = Page(source)
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "base"} & set(read.tags())
    attributes = {name for _, names in read.elements for name in names}
    assert not {name for name in attributes if name.startswith("on") or name in {"src", "href", "xlink:href", "style"}}
    assert not re.search(r"https?:|url\(|@import|javascript:", source)


def test_the_same_document_gives_the_same_page() -> None:
    assert render(everything("文")) == render(everything("文"))


# --- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_and_nothing_else(text: str) -> None:
    source = render(everything(text))
    read = Page(source)
    assert read.tags() == Page(render(everything("文"))).tags()
    shown = safe(text).replace(r"\n", "")  # line feeds are breaks in some places and spelled out in others
    assert read.text.replace(r"\n", "").count(shown) >= 20
    assert source.encode("utf-8")


@given(st.text())
def test_no_text_changes_the_elements_of_a_page(text: str) -> None:
    lengths_apart = (text.strip() and text) or "文"  # an empty caption or note is left out
    assert Page(render(everything(lengths_apart))).tags() == Page(render(everything("文"))).tags()


def test_controls_and_direction_marks_are_spelled_out() -> None:
    source = render(everything("\x1b[2J\u202e\u200b"))
    assert r"\x1b[2J\u202e\u200b" in source
    assert not set("\x1b\u202e\u200b") & set(source)


def test_line_feeds_are_breaks() -> None:
    assert "第一行<br>第二行" in render(document(Paragraph("第一行\n第二行")))


def test_blocks_come_in_their_order() -> None:
    read = page(Heading("甲"), Paragraph("乙"), *(Heading(f"丙{level}", level) for level in range(3, 7)))
    assert re.sub(r"\s+", "", read.text).endswith("甲乙丙3丙4丙5丙6")
    assert ("h2", "甲") in read.texts
    assert [text for tag, text in read.texts if tag in {"h3", "h4", "h5", "h6"}] == ["丙3", "丙4", "丙5", "丙6"]


def test_a_tone_is_a_class() -> None:
    assert page(Paragraph("逾期", Tone.BAD)).of("p", "bad")
    assert page(table((Cell("已完成", Tone.GOOD),))).of("td", "good")


def test_marks_are_elements_that_begin_behind_the_blank_that_a_piece_brings() -> None:
    pieces = [Piece("See"), *(Piece(f" {mark}", marks=(mark,)) for mark in Mark)]
    source = render(document(Paragraph.of(pieces), language="en"))
    assert (
        "<p>See <strong>strong</strong> <em>emphasis</em> <code>code</code> <mark>place</mark>"
        ' <span class="ids">quiet</span></p>'
    ) in source


def test_several_marks_and_a_link_enclose_one_text() -> None:
    both = {"marks": (Mark.EMPHASIS, Mark.CODE), "address": 'https://example.org/?a=1&b="2"'}
    source = render(document(Paragraph.of([Piece("共", **both), Piece("3项", **both)])))  # type: ignore[arg-type] # named
    assert '<p><a href="https://example.org/?a=1&amp;b=&quot;2&quot;"><em><code>共3项</code></em></a></p>' in source


@pytest.mark.parametrize("address", ["http://example.org", "HTTPS://example.org/文", "mailto:office@example.org"])
def test_an_address_of_the_web_or_of_a_mailbox_becomes_a_link(address: str) -> None:
    assert page(Paragraph.of([Piece("文", address=address)])).of("a") == [{"href": address}]


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x"),
        *("file:///etc/passwd", "plan.toml", "//example.org", "#top", "http:/x", "https://a\u202eb", "http://a\nb", ""),
    ],
)
def test_any_other_address_is_left_out(address: str) -> None:
    read = page(Paragraph.of([Piece("见此", address=address)]))
    assert not read.of("a")
    assert "见此" in read.text


def test_dates_and_numbers_of_documents_are_kept_whole() -> None:
    listing = table(("2020-12-31（原定2020-06-30）", "样例〔2020〕35号；吉司发〔2020〕第7号，12020-01-011"))
    kept = [text for tag, text in page(listing).texts if tag == "span"]
    assert kept == ["2020-12-31", "2020-06-30", "样例〔2020〕35号", "吉司发〔2020〕第7号"]


def test_a_place_in_a_sentence_is_marked_and_one_of_its_own_is_a_box() -> None:
    place = Piece("【姓名】", marks=(Mark.PLACE,))
    read = page(
        Paragraph.of([Piece("由"), place]), Paragraph.of([place, Piece(" ")]), Paragraph("由"), Paragraph.of([])
    )
    assert [item.get("class") for item in read.of("p")] == [None, "blank", None, None]
    assert [text for tag, text in read.texts if tag == "mark"] == ["【姓名】", "【姓名】"]


def test_ids_are_quiet_in_sentences() -> None:
    counted = document(Paragraph.of([Piece("共3项。", ids=("1.1", "1.2", "1.3"))]))
    assert '共3项<span class="ids">（1.1—1.3）</span>。</p>' in render(with_ids(counted, shown=True))
    assert not Page(render(with_ids(counted, shown=False))).of("span", "ids")


def test_lists_are_lists_within_lists() -> None:
    inner = Listing(((Paragraph("乙"),),))
    source = render(document(Listing(((Paragraph("甲"), inner), (Paragraph("丙"),)), start=1)))
    assert "<ol>\n<li><p>甲</p>\n<ul>\n<li><p>乙</p></li>\n</ul></li>\n<li><p>丙</p></li>\n</ol>" in source


@pytest.mark.parametrize(("start", "attributes"), [(0, {"start": "0"}), (1, {}), (7, {"start": "7"})])
def test_a_list_goes_on_counting_where_it_starts(start: int, attributes: dict[str, str]) -> None:
    assert page(Listing(((Paragraph("甲"),),), start=start)).of("ol") == [attributes]


def test_quotes_and_rules_are_what_they_are() -> None:
    source = render(document(Quote((Paragraph("甲"), Paragraph("乙"))), Rule()))
    assert "<blockquote>\n<p>甲</p>\n<p>乙</p>\n</blockquote>\n<hr>" in source


def test_verbatim_lines_keep_their_blanks_and_even_an_empty_line_in_front() -> None:
    source = render(document(Verbatim("\n  a < b\n    c")))
    assert "<pre>\n\n  a &lt; b\n    c</pre>" in source  # browsers drop the first line feed


# --- formal parts ----------------------------------------------------------------------------------------------------


def test_the_number_stands_above_the_title() -> None:
    numbered = Document("报告", "zh", (), number="吉司字〔2021〕3号")
    source = render(numbered)
    assert source.index("吉司字〔2021〕3号") < source.index("<h1>报告</h1>")
    assert not page().of("p")


def test_formal_parts_have_their_places() -> None:
    read = page(*(Formal(part, f"甲{part}") for part in Part))
    assert [item["class"] for item in read.of("p")] == ["addressee", "attachment", "signer", "date"]
    assert re.search(r"\.signer, \.date \{[^}]*text-align: right", read.style)
    assert re.search(r":lang\(zh\) :is\([^)]*\.addressee[^)]*\) \{ text-indent: 0", read.style)


def test_an_annex_is_a_section_up_to_the_next_one() -> None:
    read = page(Paragraph("正文"), Annex("附件1", "统计表"), Paragraph("甲"), Annex("", "清单"), Paragraph("乙"))
    structure = [tag for tag in read.tags() if tag in {"section", "header", "h2", "p"}]
    assert structure == ["header", "p", "section", "header", "p", "h2", "p", "section", "header", "h2", "p"]
    assert read.of("section", "annex") == [{"class": "annex"}] * 2
    assert [text for tag, text in read.texts if tag == "h2"] == ["统计表", "清单"]
    assert re.search(r"\.annex \{[^}]*break-before: page", printed(read.style))


# --- tables ----------------------------------------------------------------------------------------------------------


def test_a_table_has_a_head_a_body_and_a_foot() -> None:
    listing = table(("甲", "1"))._replace(footer=("合计", "1"), title="表1")
    read = page(listing)
    assert [tag for tag in read.tags() if tag in {"caption", "thead", "tbody", "tfoot", "tr"}] == [
        "caption",
        *("thead", "tr"),
        *("tbody", "tr"),
        *("tfoot", "tr"),
    ]
    assert [item["scope"] for item in read.of("th")] == ["col", "col"]
    assert read.of("div", "scroll") == [
        {"class": "scroll small", "role": "region", "tabindex": "0", "aria-label": "表1"}
    ]


def test_numbers_stand_right_and_short_values_on_one_line() -> None:
    columns = (Column("n", "数", right=True), Column("due", "时限"), Column("evidence", "佐证材料"))
    read = page(table(("1", "2020-12-31", "吉司发〔2020〕12号；吉府法〔2020〕7号"), columns=columns))
    assert [item.get("class") for item in read.of("td")] == ["number name short", "short", None]


def test_cells_are_told_piece_by_piece() -> None:
    pieces = (Piece("一次", marks=(Mark.STRONG,)), Piece("办好"))
    assert "<strong>一次</strong>办好</td>" in render(document(table((Cell("一次办好", pieces=pieces),))))


def counts(columns: int) -> Table:
    """A table of counts: a flexible column, and others of two Chinese letters."""
    numbers = (Column(f"n{number}", "数量", right=True) for number in range(columns - 1))
    return Table((Column("p", "方面", flexible=True), *numbers), (("甲", *("1",) * (columns - 1)),), record=False)


@pytest.mark.parametrize(
    ("columns", "shape"),
    [(5, "scroll small"), (6, "scroll cards small"), (11, "scroll cards more small"), (13, "scroll cards most small")],
)
def test_a_table_becomes_cards_where_its_columns_have_no_room(columns: int, shape: str) -> None:
    read = page(counts(columns))
    assert [item["class"] for item in read.of("div")] == [shape]
    assert [item["data-label"] for item in read.of("td")] == ["方面", *["数量"] * (columns - 1)]


@pytest.mark.parametrize(
    ("columns", "row", "is_narrow"),
    [
        ((Column("a", "甲" * 11), Column("b", "乙" * 11)), ("", ""), False),
        ((Column("a", "甲" * 12), Column("b", "乙" * 11)), ("", ""), True),
        ((Column("a", "甲" * 8 + " " + "乙" * 8), Column("b", "乙" * 14)), ("", ""), False),
        ((Column("a", "甲"), Column("b", "乙")), ("文" * 100, Cell("文\n文")), False),
        ((Column("a", "甲"), Column("b", "乙"), Column("c", "丙")), (Bar(1, 2), Bar(1, 2), Bar(1, 2)), False),
        ((Column("a", "甲" * 4), *(Column(key, "乙") for key in "bcd")), ("", *[Bar(1, 2)] * 3), True),
    ],
)
def test_the_room_of_a_table_is_that_of_headings_short_values_and_bars(
    columns: tuple[Column, ...], row: tuple[str | Cell | Bar, ...], *, is_narrow: bool
) -> None:
    assert bool(page(table(row, columns=columns)).of("div", "cards")) is is_narrow


def test_the_footer_needs_room_too() -> None:
    columns = tuple(Column(key, "甲") for key in "abc")
    listing = table(("", "", ""), columns=columns)
    assert not page(listing).of("div", "cards")
    assert page(listing._replace(footer=("2020-12-31 10:00",) * 3)).of("div", "cards")


def test_a_card_begins_with_the_name_of_its_row() -> None:
    columns = (Column("id", "编号"), Column("title", "任务", flexible=True), Column("note", "", flexible=True))
    read = page(table(("1.1", "甲", "乙"), columns=columns))
    assert [item.get("class") for item in read.of("td")] == ["short", "flexible name", "flexible"]
    assert [item.get("data-label") for item in read.of("td")] == ["编号", "任务", None]
    assert page(table(("甲", "乙"))).of("td")[0]["class"] == "name short"


@pytest.mark.parametrize(
    ("rows", "is_wide", "shape"), [(15, True, "small"), (16, True, "wide"), (15, False, "small"), (16, False, "")]
)
def test_only_a_wide_table_of_many_rows_is_printed_sideways(rows: int, *, is_wide: bool, shape: str) -> None:
    read = page(table(*[("甲",)] * rows)._replace(wide=is_wide))
    assert read.of("div") == [{"class": f"scroll {shape}".strip()}]


def test_all_tables_are_of_one_width() -> None:
    style = page().style
    assert len(re.findall(r"[^-]width: min\(100vw", style)) == 1
    assert "max-content" not in style


def test_fields_are_a_list_of_terms() -> None:
    read = page(Fields((("due", "完成时限", "2020-12-31"), ("grade", "评价", Cell("逾期", Tone.BAD)))))
    assert [tag for tag in read.tags() if tag in {"dt", "dd"}] == ["dt", "dd", "dt", "dd"]
    assert read.of("dd", "bad")


# --- charts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "total", "width"),
    [(0, 0, None), (0, 9, None), (1, 1000, "1"), (1, 2, "50"), (999, 1000, "99"), (7, 7, "100")],
)
def test_a_bar_is_full_only_if_all_is_done_and_empty_only_if_nothing_is(
    done: int, total: int, width: str | None
) -> None:
    read = page(BarChart("进度", (ChartBar("甲", done, total),)))
    assert [item["width"] for item in read.of("rect", "done")] == ([] if width is None else [width])
    assert f"{done}/{total}" in read.text


@pytest.mark.parametrize(
    ("done", "late", "total", "segments"),
    [
        (5, 2, 10, [("done", 0, 50), ("late", 50.5, 70)]),
        (5, 5, 10, [("done", 0, 50), ("late", 50.5, 100)]),
        (0, 3, 10, [("late", 0, 30)]),
        (0, 7, 7, [("late", 0, 100)]),
        (998, 2, 1000, [("done", 0, 98), ("late", 98.5, 100)]),
        (1, 1, 1000, [("done", 0, 1), ("late", 1.5, 2.5)]),
        (3, 0, 10, [("done", 0, 30)]),
        (0, 1, 0, []),
    ],
)
def test_what_is_late_is_a_piece_in_red_behind_what_is_done(
    done: int, late: int, total: int, segments: list[tuple[str, float, float]]
) -> None:
    read = page(BarChart("进度", (ChartBar("甲", done, total, late, "逾期"),)))
    drawn = [item for item in read.of("rect") if item["class"] != "track"]
    starts = [float(item.get("x") or 0) for item in drawn]
    ends = [start + float(item["width"] or 0) for start, item in zip(starts, drawn, strict=True)]
    assert list(zip((item["class"] for item in drawn), starts, ends, strict=True)) == segments
    assert re.search(r"\.late \{ fill: var\(--bad\)", read.style)


def test_a_note_says_in_words_what_a_bar_shows_in_red() -> None:
    read = page(
        BarChart("进度", (ChartBar("甲", 5, 9, 2, "逾期2项"), ChartBar("乙", 5, 9), ChartBar("丙", 0, 9, 3, "逾期")))
    )
    assert [text for tag, text in read.texts if tag == "title"][1:] == ["甲 5/9 逾期2项", "乙 5/9", "丙 0/9 逾期"]
    assert [item["class"] for item in read.of("span", "note")] == ["note bad", "note", "note bad"]
    assert [text for tag, text in read.texts if tag == "span"] == [
        "甲",
        "5/9",
        "逾期2项",
        "乙",
        "5/9",
        "丙",
        "0/9",
        "逾期",
    ]
    assert read.of("ul", "noted")


def test_bars_without_notes_have_no_room_for_them() -> None:
    read = page(BarChart("进度", (ChartBar("甲", 5, 9), ChartBar("乙", 5, 9))))
    assert not read.of("span", "note")
    assert not read.of("ul", "noted")


def test_a_note_on_lines_stands_below_the_drawing_and_in_its_description() -> None:
    read = page(LineChart("全年进度", ("1月",), (("完成", (4,)),), "31项计入12月。"))
    assert ("desc", "完成 1月 4; 31项计入12月。") in read.texts
    assert ("p", "31项计入12月。") in read.texts
    assert read.tags().index("p") > read.tags().index("circle")
    assert not page(LineChart("全年进度", ("1月",), (("完成", (4,)),))).of("p")


def test_every_drawing_has_a_name_in_words() -> None:
    source = render(everything("文"))
    drawings = re.findall(r"<svg[^>]*>(?:\n)?(?:<title>([^<]+)</title>)?", source)
    hidden = source.count('aria-hidden="true"')
    assert len([name for name in drawings if name]) == len(drawings) - hidden > 0


def test_a_bar_in_a_table_is_named_after_its_column() -> None:
    assert ("title", "进度 1/3") in page(table((Bar(1, 3),), columns=(Column("bar", "进度"),))).texts


def test_a_line_has_a_point_for_every_value_and_a_gap_where_there_is_none() -> None:
    values = (1, 2, None, 4, 5, 6) + (None,) * 6
    read = page(LineChart("全年进度", MONTHS, (("完成", values),)))
    assert len(read.of("circle")) == 5
    drawn = [item for item in read.of("line", "line-1") if "%" in str(item["x1"])]
    assert len(drawn) == 3
    assert ("title", "4月 完成 4") in read.texts
    assert [text for tag, text in read.texts if tag == "desc"] == ["完成 1月 1, 2月 2, 4月 4, 5月 5, 6月 6"]


def test_a_line_rises_with_its_values_within_the_drawing() -> None:
    read = page(LineChart("全年进度", MONTHS, (("计划", tuple(range(0, 36, 3))),)))
    heights = [float(item["cy"] or 0) for item in read.of("circle")]
    assert all(later < earlier for earlier, later in pairwise(heights))
    assert heights[0] == 212
    assert min(heights) >= 12


@pytest.mark.parametrize("ends", [(0, 0), (41, 41), (41, 40), (40, 41), (1, 0)])
def test_the_last_values_of_two_lines_do_not_overlap(ends: tuple[int, int]) -> None:
    lines = tuple((label, (None,) * 11 + (end,)) for label, end in zip(("计划", "完成"), ends, strict=True))
    read = page(LineChart("全年进度", MONTHS, lines))
    heights = sorted(float(item["y"] or 0) for item in read.of("text", "end"))
    assert heights[1] - heights[0] >= 15


@pytest.mark.parametrize(
    ("most", "marks"), [(0, ["0", "1"]), (3, ["0", "1", "2", "3"]), (41, ["0", "10", "20", "30", "40", "50"])]
)
def test_the_scale_has_round_marks(most: int, marks: list[str]) -> None:
    read = Page(render(document(LineChart("全年进度", ("x",), (("", (most,)),)))))
    numbers = [text for tag, text in read.texts if tag == "text" and text.isdecimal()]
    assert numbers[:-1] == marks


def test_a_chart_of_nothing_is_still_a_page() -> None:
    assert page(LineChart("全年进度", MONTHS, (("完成", (None,) * 12),)), BarChart("进度", ())).of("figure")


# --- the look --------------------------------------------------------------------------------------------------------


def test_paper_gets_repeated_heads_and_whole_rows() -> None:
    rules = printed(page().style)
    assert "thead { display: table-header-group" in rules
    assert re.search(r"\btr\b[^{]*\.small\b[^{]*\{ break-inside: avoid", rules)
    assert re.search(r"\.wide, \.annex:has\(> \.wide\)[^{]*\{ page: wide", rules)
    assert "print-color-adjust: exact" in rules


@pytest.mark.parametrize("paper", Paper)
def test_sheets_are_of_the_paper_that_the_document_is_for(paper: Paper) -> None:
    style = Page(render(Document("总结", "zh", (), paper=paper))).style
    sizes = re.findall(r"@page (wide )?\{ size: ([\w ]+);", style)
    assert sizes == [("", paper.value), ("wide ", f"{paper} landscape")]


@pytest.mark.parametrize(("is_official", "number"), [(True, '"— " counter(page) " —"'), (False, "counter(page)")])
def test_only_an_office_has_dashes_beside_the_numbers_of_its_pages(*, is_official: bool, number: str) -> None:
    style = Page(render(Document("总结", "zh", (), is_official=is_official))).style
    assert re.findall(r"@bottom-center \{ content: ([^;]+);", style) == [number]


def test_every_colour_has_a_day_and_a_night() -> None:
    day, night = colours()
    used = set(re.findall(r"var\(--([\w-]+)\)", page().style))
    assert used <= set(day)
    assert set(day) == set(night)


@pytest.mark.parametrize("ground", ["paper", "band", "fill-in"])
def test_text_stands_out_from_its_ground_by_day_and_by_night(ground: str) -> None:
    for scheme in colours():
        texts = ("ink", "muted", "good", "warn", "bad") if ground == "paper" else ("ink",)
        assert all(contrast(scheme[text], scheme[ground]) >= 4.5 for text in texts)


def test_what_is_done_stands_out_from_its_track() -> None:
    assert all(contrast(scheme[piece], scheme["track"]) >= 3 for scheme in colours() for piece in ("done", "bad"))


def printed(style: str) -> str:
    """The rules for paper."""
    return style[style.index("@media print") :]


def colours() -> tuple[dict[str, str], dict[str, str]]:
    style = resources.files("planctl.report.html").joinpath("page.css").read_text("utf-8")
    found = [dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in re.findall(r":root \{([^}]*)\}", style)]
    day, night = found
    return day, night


def contrast(first: str, second: str) -> float:
    """WCAG 2.1, contrast ratio."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
