"""Running text as Markdown, read again by another program."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from planctl.blocks import Mark, Piece
from planctl.cells import safe
from planctl.report import markdown_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class Char(NamedTuple):
    """A character that a reader sees, and how."""

    text: str
    is_strong: bool = False
    is_emphasis: bool = False
    is_code: bool = False
    address: str = ""


def read(inline: Token) -> list[Char]:
    """Return what stands in a paragraph, heading or cell."""
    found: list[Char] = []
    marks: list[str] = []
    address = ""
    for child in inline.children or []:
        if child.type.endswith("_open"):
            marks.append(child.tag)
            address = str(child.attrs.get("href", address))
        elif child.type.endswith("_close"):
            marks.remove(child.tag)
            address = address if "a" in marks else ""
        else:
            assert child.type in {"text", "text_special", "code_inline", "hardbreak"}, child
            text = "\n" if child.type == "hardbreak" else child.content
            is_code = child.type == "code_inline"
            found += [Char(char, "strong" in marks, "em" in marks, is_code, address) for char in text]
    return found


def said(pieces: Iterable[Piece], *, has_lines: bool = True) -> list[Char]:
    """Return what is to be read: the text with one blank between words and none at the ends."""
    found: list[Char] = []
    for piece in pieces:
        is_strong = Mark.STRONG in piece.marks or Mark.PLACE in piece.marks
        address = READER.normalizeLink(piece.address) if piece.address else ""
        is_code = Mark.CODE in piece.marks
        text = safe(piece.text, newlines=True)
        text = text if has_lines else text.replace("\n", " ")
        core = text.strip() if address or is_code else text
        before, core, behind = text.partition(core) if core else (text, "", "")
        found += map(Char, before)
        is_emphasis = Mark.EMPHASIS in piece.marks
        core = core.replace("\n", " ") if address or is_code else core
        found += [Char(char, is_strong, is_emphasis, is_code, address) for char in core]
        found += map(Char, behind)
    kept: list[Char] = []
    for char in found:
        if char.text not in " \n" or not kept or kept[-1].text not in " \n":
            kept.append(char)
        elif char.text == "\n":
            kept[-1] = char
    while kept and kept[-1].text.isspace():
        kept.pop()
    while kept and kept[0].text.isspace():
        kept.pop(0)
    return kept


def is_letter(char: Char) -> bool:
    return unicodedata.category(char.text)[0] not in "CZPS" and not char.is_code


def assert_reads_as(inline: Token, expected: Sequence[Char]) -> None:
    """Check texts and addresses to the letter; marks may leave out points at their ends.

    Emphasis may be left out beside strong text, and code within a link, but neither be where nobody asked for it.
    """
    found = read(inline)
    assert "".join(char.text for char in found) == "".join(char.text for char in expected), inline.content
    has_strong = any(char.is_strong for char in expected)
    for one, other in zip(found, expected, strict=True):
        if not one.text.isspace():
            assert one.is_code == other.is_code or (other.address and not one.is_code), inline.content
            assert unquote(one.address) == unquote(other.address), inline.content
        assert one.is_strong <= other.is_strong or one.text.isspace(), inline.content
        assert one.is_emphasis <= other.is_emphasis or one.text.isspace(), inline.content
        if is_letter(other):
            assert one.is_strong == other.is_strong, inline.content
            assert has_strong or one.is_emphasis == other.is_emphasis, inline.content


def parse(source: str) -> Token:
    """Return the text of the one paragraph that a source is."""
    tokens = READER.parse(source)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], (source, tokens)
    return tokens[1]


def assert_paragraph(*pieces: Piece) -> None:
    expected = said(pieces)
    source = markdown_text.paragraph(pieces)
    if not expected:
        assert source == ""
        return
    assert_reads_as(parse(source), expected)


# --- marks -----------------------------------------------------------------------------------------------------------


def spelled(*pieces: Piece) -> str:
    return markdown_text.paragraph(pieces)


def strong(text: str) -> Piece:
    return Piece(text, marks=(Mark.STRONG,))


def test_marks_stand_around_their_texts() -> None:
    emphasis, code = Piece("乙", marks=(Mark.EMPHASIS,)), Piece("a`b", marks=(Mark.CODE,))
    assert spelled(strong("甲"), Piece("、"), emphasis, Piece("、"), code) == "**甲**、*乙*、``a`b``"
    assert spelled(Piece("甲", marks=(Mark.STRONG, Mark.EMPHASIS))) == "***甲***"
    assert spelled(strong("甲"), Piece("乙", marks=(Mark.EMPHASIS, Mark.STRONG)), strong("丙")) == "**甲*乙*丙**"
    assert spelled(Piece("完成2项"), Piece("（1.1）", marks=(Mark.QUIET,)), Piece("。")) == "完成2项（1.1）。"


def test_a_point_before_a_letter_stands_outside_of_the_mark() -> None:
    assert spelled(strong("结论。"), Piece("全部完成")) == "**结论**。全部完成"
    assert spelled(strong("Done."), Piece(" All is well.")) == "**Done.** All is well."
    assert spelled(strong("结论。")) == "**结论。**"
    assert spelled(Piece("印发"), strong("《办法》"), Piece("后")) == "印发《**办法**》后"
    assert spelled(Piece("印发："), strong("《办法》"), Piece("。")) == "印发：**《办法》**。"


def test_a_place_to_fill_in_is_strong() -> None:
    place = Piece("【填写经费】", marks=(Mark.PLACE,))
    assert spelled(place) == "**【填写经费】**"
    assert spelled(Piece("共"), place, Piece("万元")) == "共【**填写经费**】万元"
    assert spelled(strong("经费："), place) == "**经费：【填写经费】**"


def test_an_address_is_a_link() -> None:
    assert spelled(Piece("见"), Piece("文件", address="http://x/a_(b)"), Piece("。")) == "见[文件](<http://x/a_(b)>)。"
    assert spelled(Piece("http://x/a_b", address="http://x/a_b")) == "<http://x/a_b>"
    assert spelled(Piece("看！"), Piece("图", address="x.png")) == "看！[图](<x.png>)"
    assert spelled(Piece("!"), Piece("图", address="x.png")) == "\\![图](<x.png>)"
    assert spelled(Piece("文件。", marks=(Mark.STRONG,), address="x"), Piece("后")) == "[**文件。**](<x>)后"
    assert spelled(Piece("点", address="javascript:alert(1)")) == "点 \\<javascript:alert(1)\\>"


def test_lines_of_a_paragraph_stay_and_open_nothing() -> None:
    assert spelled(Piece("甲 \n\n 1. 乙\n- 丙")) == "甲\\\n1\\. 乙\\\n\\- 丙"
    assert markdown_text.line([Piece("1. 甲\n乙")]) == "1. 甲 乙"


def test_a_bar_ends_no_cell() -> None:
    code = Piece("a|b", marks=(Mark.CODE,))
    assert markdown_text.cell([Piece("甲|"), code]) == "甲\\|`a\\|b`"
    assert markdown_text.line([code]) == "`a|b`"


# --- hostile text ----------------------------------------------------------------------------------------------------

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
    "尾\\",
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
    "[甲]: http",
    "$x$",
    "甲\n\n乙",
    "甲|乙\n-:",
    "甲|乙\n:-",
    "甲\n===",
]


@pytest.mark.parametrize("text", MARKUP)
@pytest.mark.parametrize("marks", [(), (Mark.STRONG,), (Mark.EMPHASIS,), (Mark.CODE,), (Mark.PLACE,)])
@pytest.mark.parametrize("address", ["", "http://x/a_(b)_<c>&amp;\\|d"])
def test_nothing_in_a_text_becomes_markup(text: str, marks: tuple[Mark, ...], address: str) -> None:
    assert_paragraph(Piece(text, marks=marks, address=address))
    assert_paragraph(Piece("前"), Piece(text, marks=marks, address=address), Piece("后"))


@pytest.mark.parametrize("before", ["", "见", "(see "])
@pytest.mark.parametrize("behind", ["", "。", "、附件", ". Then", "，", ")", "<b>", "|x", "\\x"])
@pytest.mark.parametrize(
    "address",
    [
        "http://www.jl.gov.cn/szfzt/fzzfjs_2019/t20200313_6885288.html",
        "https://example.org/a_(b)_c?d=*e*&f=1",
        "https://example.org/%E4%B8%AD_a",
        "HTTPS://例子.中国/文件_1_.pdf",
    ],
)
def test_an_address_in_a_text_is_a_link_to_itself_and_to_nothing_behind_it(
    address: str, before: str, behind: str
) -> None:
    pieces = [Piece(before + address + behind)]
    link = [Piece(before), Piece(address, address=address), Piece(behind)]
    assert_reads_as(parse(markdown_text.paragraph(pieces)), said(link))


@pytest.mark.parametrize("text", ["http://", "javascript://x", "http://x/?a=1&copy;=2", "http:// <b>"])
def test_what_is_no_plain_address_is_text(text: str) -> None:
    assert_paragraph(Piece(text))


TANGLES = st.text(alphabet="ab1.)-+=>#*_`~[]()<>|\\!&;:中文，。（）【】“”×\u3000 \n", max_size=6)
WORDS = st.sampled_from(["&amp;", "<b>", "1. ", "- ", "甲", "b", "。", " ", "**", "《法》", ""])
ADDRESSES = st.one_of(
    st.just(""),
    st.just(""),
    st.sampled_from(["http://x/a_b", "https://例子.中国/(a)?b=*c*&d;", "mailto:a@b.cn", "#a<>|\\"]),
)
PIECES = st.builds(
    Piece,
    st.one_of(TANGLES, WORDS, WORDS),
    marks=st.lists(st.sampled_from(Mark), max_size=2, unique=True).map(tuple),
    address=ADDRESSES,
)


def is_spellable(piece: Piece) -> bool:
    """Whether a link has a text (one without shows its address), and code one line, as it has in Markdown."""
    return (not piece.address or bool(piece.text.strip())) and not (Mark.CODE in piece.marks and "\n" in piece.text)


@settings(max_examples=400)
@given(st.lists(PIECES.filter(is_spellable), max_size=6))
@example([strong("a"), Piece("b", marks=(Mark.EMPHASIS,)), strong("c")])
def test_any_pieces_read_as_they_are(pieces: list[Piece]) -> None:
    assert_paragraph(*pieces)


@given(st.text())
def test_any_text_reads_as_it_is(text: str) -> None:
    assert_paragraph(Piece(re.sub("https?:", "", text, flags=re.IGNORECASE)))


def test_a_link_without_a_text_shows_its_address() -> None:
    assert spelled(Piece(" ", address="x_y")) == "[x\\_y](<x_y>)"
