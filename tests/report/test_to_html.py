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
from planctl.report.to_html import render
from planctl.report.wording.document import Document

MONTHS = tuple(f"{number}月" for number in range(1, 13))
VOID = {"meta", "br", "rect", "line"}
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


def document(*blocks: Block, title: str = "总结", language: str = "zh") -> Document:
    return Document(title, "截至2020年12月31日", language, blocks)


def page(*blocks: Block, language: str = "zh") -> Page:
    return Page(render(document(*blocks, language=language)))


def table(*rows: tuple[str | Cell | Bar, ...], columns: tuple[Column, ...] | None = None) -> Table:
    columns = columns or tuple(Column(str(index), f"列{index}") for index in range(len(rows[0])))
    return Table(columns, rows)


def everything(text: str) -> Document:
    """A document with ``text`` in every place that takes some."""
    column = Column("key", text, flexible=True)
    rows = ((Cell(text, Tone.BAD), Bar(1, 3)), (text, Bar(0, 3)))
    listing = Table(
        (column, Column("bar", text)), rows, footer=(text, Bar(1, 6)), title=text, ids=((f"{text}0",), (text,))
    )
    blocks: tuple[Block, ...] = (
        Heading(text),
        Heading(text, level=3),
        Paragraph(text, Tone.MUTED, ids=(text,)),
        Paragraph(text, sentences=(Sentence(text, (text,)), Sentence(text))),
        Blank(text),
        Fields(((text, text, text), (text, text, Cell(text, Tone.GOOD)))),
        listing,
        BarChart(text, ((text, 1, 2),)),
        LineChart(text, (text, text), ((text, (1, 2)), (text, (0, None)))),
        listing._replace(wide=True),
    )
    return Document(text, text, "zh", blocks)


# --- the file --------------------------------------------------------------------------------------------------------


def test_the_page_says_what_it_is() -> None:
    source = render(document(Paragraph("文")))
    assert source.startswith("<!DOCTYPE html>\n")
    assert source.endswith("</html>\n")
    read = Page(source)
    assert ("title", "总结") in read.texts
    assert ("h1", "总结") in read.texts
    assert "截至2020年12月31日" in read.text
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
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "a", "base"} & set(read.tags())
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
    lengths_apart = text or "文"  # an empty caption or list of ids is left out
    assert Page(render(everything(lengths_apart))).tags() == Page(render(everything("文"))).tags()


def test_controls_and_direction_marks_are_spelled_out() -> None:
    source = render(everything("\x1b[2J\u202e\u200b"))
    assert r"\x1b[2J\u202e\u200b" in source
    assert not set("\x1b\u202e\u200b") & set(source)


def test_line_feeds_are_breaks() -> None:
    assert "第一行<br>第二行" in render(document(Paragraph("第一行\n第二行")))


def test_blocks_come_in_their_order() -> None:
    read = page(Heading("甲"), Paragraph("乙"), Heading("丙", level=3), Blank("丁"))
    assert re.sub(r"\s+", "", read.text).endswith("甲乙丙丁")
    assert ("h2", "甲") in read.texts
    assert ("h3", "丙") in read.texts
    assert read.of("p", "blank")


def test_a_tone_is_a_class() -> None:
    assert page(Paragraph("逾期", Tone.BAD)).of("p", "bad")
    assert page(table((Cell("已完成", Tone.GOOD),))).of("td", "good")


def test_ids_follow_the_sentence_that_counts_them() -> None:
    sentences = (Sentence("共3项。", ("1.1–1.3",)), Sentence("逾期1项。", ("1.2",)))
    read = page(Paragraph("共3项。逾期1项。", ids=("1.1–1.3", "1.2"), sentences=sentences))
    assert re.sub(r"\s", "", read.text).endswith("共3项。1.1–1.3逾期1项。1.2")
    assert len(read.of("span", "ids")) == 2


def test_without_ids_there_is_no_place_for_them() -> None:
    assert not page(Paragraph("共3项。"), table(("甲", "1"))).of("span", "ids")


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
    assert read.of("div", "scroll") == [{"class": "scroll", "role": "region", "tabindex": "0", "aria-label": "表1"}]


def test_numbers_stand_right_and_short_values_on_one_line() -> None:
    columns = (Column("n", "数", right=True), Column("due", "时限"), Column("evidence", "佐证材料"))
    read = page(table(("1", "2020-12-31", "吉司发〔2020〕12号；吉府法〔2020〕7号"), columns=columns))
    assert [item.get("class") for item in read.of("td")] == ["number short", "short", None]


def test_a_row_shows_the_ids_that_it_counts() -> None:
    columns = (Column("n", "数", right=True), Column("title", "单位", flexible=True))
    listing = Table(columns, (("2", "省司法厅"), ("1", "省信访局")), ids=(("1.1", "1.2"), ("1.3",)))
    source = render(document(listing))
    assert re.search(r"省司法厅<span class=\"ids\"> 1\.1 1\.2</span></td>", source)


def test_a_row_does_not_repeat_an_id_that_it_shows() -> None:
    listing = Table((Column("id", "编号"),), (("1.1",),), ids=(("1.1",),))
    assert not page(listing).of("span", "ids")


def test_a_wide_table_has_sheets_of_its_own_and_cards_on_a_phone() -> None:
    read = page(Heading("任务清单"), table(("1.1",))._replace(wide=True))
    assert [tag for tag in read.tags() if tag in {"section", "h2", "table"}] == ["section", "h2", "table"]
    assert read.of("div", "cards")
    assert not page(table(("1.1",))).of("div", "cards")


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
    read = page(BarChart("进度", (("甲", done, total),)))
    assert [item["width"] for item in read.of("rect", "done")] == ([] if width is None else [width])
    assert f"{done}/{total}" in read.text


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
    style = page().style
    printed = style[style.index("@media print") :]
    assert "thead { display: table-header-group" in printed
    assert re.search(r"\btr\b[^{]*\{ break-inside: avoid", printed)
    assert "print-color-adjust: exact" in printed
    assert re.search(r"@page \{ size: A4;", style)
    assert re.search(r"@page wide \{ size: A4 landscape;", style)


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
    assert all(contrast(scheme["done"], scheme["track"]) >= 3 for scheme in colours())


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
