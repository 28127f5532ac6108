"""Templates read out of their texts: Markdown, places, heads, and everything that cannot stand there with its line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.blocks import Mark, Piece
from planctl.report.template.places import Place
from planctl.report.template.reader import TemplateInvalidError, read_template
from planctl.report.template.tree import (
    Across,
    Break,
    Cited,
    Grid,
    Items,
    Lines,
    Node,
    Slot,
    Template,
    Text,
    Title,
    Whole,
    Words,
)

if TYPE_CHECKING:
    from planctl.errors import Problem


def template(text: str) -> Template:
    return read_template(text, "t.md")


def nodes(text: str) -> tuple[Node, ...]:
    return template(text).nodes


def words(text: str) -> Text:
    """Return the one paragraph that a text is."""
    [node] = nodes(text)
    assert isinstance(node, Words)
    return node.text


def faults(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(TemplateInvalidError) as caught:
        template(text)
    return [(problem.code, problem.line) for problem in caught.value.problems]


def slot(name: str, argument: str = "", line: int = 1, *marks: Mark, address: str = "") -> Slot:
    return Slot(Place(name, argument, line), marks, address)


# --- Markdown


def test_every_kind_of_block_is_read() -> None:
    text = (
        "# 附件\n\n## 一\n\n段落\n\n- 甲\n- 乙\n  1. 丙\n\n> 引文\n\n```\na < b\n```\n\n---\n\n"
        "| 项 | 数 |\n|---|--:|\n| 甲 | {done} |\n"
    )
    assert nodes(text) == (
        Title((Piece("附件"),), 1),
        Title((Piece("一"),), 2),
        Words((Piece("段落"),)),
        Items(
            ((Words((Piece("甲"),)),), (Words((Piece("乙"),)), Items(((Words((Piece("丙"),)),),), 1))),
            None,
        ),
        Cited((Words((Piece("引文"),)),)),
        Lines("a < b"),
        Across(),
        Grid(((Piece("项"),), (Piece("数"),)), (((Piece("甲"),), (slot("done", line=21),)),), (False, True)),
    )


def test_running_text_keeps_its_marks_and_links() -> None:
    assert words("**粗** *斜* `码` [网](http://a_b/c%20d)") == (
        Piece("粗", marks=(Mark.STRONG,)),
        Piece(" "),
        Piece("斜", marks=(Mark.EMPHASIS,)),
        Piece(" "),
        Piece("码", marks=(Mark.CODE,)),
        Piece(" "),
        Piece("网", address="http://a_b/c%20d"),
    )


@pytest.mark.parametrize("text", ["**完成75.4%。**其余", "共**75.4%。**", "（**甲**）", "“**甲。**”乙"])
def test_bold_closes_beside_chinese_marks(text: str) -> None:
    assert any(isinstance(part, Piece) and Mark.STRONG in part.marks for part in words(text))
    assert not any(isinstance(part, Piece) and "*" in part.text for part in words(text))


def test_english_emphasis_is_that_of_commonmark() -> None:
    assert words("a * b * c") == (Piece("a * b * c"),)
    assert words("snake_case_name") == (Piece("snake_case_name"),)


def test_the_rest_of_commonmark_is_read_too() -> None:
    assert nodes("题\n===\n\n3. 三\n4. 四\n") == (
        Title((Piece("题"),), 1),
        Items(((Words((Piece("三"),)),), (Words((Piece("四"),)),)), 3),
    )
    assert words("&copy; &amp;") == (Piece("© &"),)
    assert words("甲\\\n乙") == (Piece("甲"), Break(hard=True), Piece("乙"))
    assert words("<http://x.cn/a_b>") == (Piece("http://x.cn/a_b", address="http://x.cn/a_b"),)
    assert words("[甲][1]\n\n[1]: http://x\n") == (Piece("甲", address="http://x"),)
    assert nodes("> 甲\n>\n> - 乙\n") == (Cited((Words((Piece("甲"),)), Items(((Words((Piece("乙"),)),),), None))),)
    assert nodes("| a\\|b |\n|---|\n") == (Grid(((Piece("a|b"),),), (), (False,)),)


def test_marks_lie_within_each_other() -> None:
    assert words("***甲***乙") == (Piece("甲", marks=(Mark.EMPHASIS, Mark.STRONG)), Piece("乙"))
    assert words("**甲[{year}](http://x)**") == (
        Piece("甲", marks=(Mark.STRONG,)),
        slot("year", "", 1, Mark.STRONG, address="http://x"),
    )


def test_the_ends_of_lines_are_kept_apart() -> None:
    assert words("甲\n乙  \n丙") == (Piece("甲"), Break(hard=False), Piece("乙"), Break(hard=True), Piece("丙"))


def test_what_moves_a_paragraph_in_is_no_part_of_it() -> None:
    assert words("\u3000\u3000甲") == (Piece("甲"),)
    assert words("\u3000\u3000{internal}甲") == (slot("internal"), Piece("甲"))
    assert nodes("\u3000\u3000{opening}\n") == (Whole(Place("opening", "", 1)),)


# --- places


def test_a_place_alone_in_a_paragraph_stands_for_blocks() -> None:
    assert nodes("一\n\n{opening}\n\n{results:2}\n") == (
        Words((Piece("一"),)),
        Whole(Place("opening", "", 3)),
        Whole(Place("results", "2", 5)),
    )


def test_a_place_in_a_sentence_is_a_value() -> None:
    assert words("共{total}项，{done:省司法厅}项") == (
        *(Piece("共"), slot("total"), Piece("项，"), slot("done", "省司法厅"), Piece("项")),
    )


def test_places_are_read_before_emphasis_entities_and_cells() -> None:
    assert words("**{title:3.6}**{fill: a*b*c &amp; d}") == (
        slot("title", "3.6", 1, Mark.STRONG),
        slot("fill", "a*b*c &amp; d"),
    )
    [grid] = nodes("| 甲 |\n|---|\n| {fill: a|b} |\n")
    assert isinstance(grid, Grid)
    assert grid.rows == (((slot("fill", "a|b", 3),),),)


@pytest.mark.parametrize(
    ("text", "said"),
    [("{{total}}", "{total}"), (r"\{total\}", "{total}"), ("{{", "{"), ("a } b", "a } b"), (r"\\{year}", None)],
)
def test_braces_can_be_meant_as_such(text: str, said: str | None) -> None:
    if said is None:  # a backslash, and then a place
        assert words(text) == (Piece("\\"), slot("year"))
    else:
        assert "".join(part.text for part in words(text) if isinstance(part, Piece)) == said


def test_a_place_may_have_full_width_marks_and_blanks() -> None:
    assert words("{ DONE ： 省司法厅 }") == (slot("done", "省司法厅"),)


def test_places_in_code_and_in_addresses_stand_as_they_are_written() -> None:
    assert words("`{total}`") == (Piece("{total}", marks=(Mark.CODE,)),)
    assert words("[甲](http://x/{{y}})") == (Piece("甲", address="http://x/{{y}}"),)
    assert nodes("    {total}\n") == (Lines("{total}"),)


@given(st.text(alphabet="{}\\*_`|[]()<>&#-+ \n甲a1:：.\U000f0000", max_size=40))
def test_any_text_is_read_or_refused_with_lines(text: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        template(text)
    except TemplateInvalidError as error:
        problems = error.problems
    assert all(problem.line for problem in problems)


# --- heads


def test_a_head_has_the_formal_parts() -> None:
    read = template(
        '+++\nlang = "zh"\ntitle = "关于{year}年"\nnumber = "1号"\naddressee = "省政府"\nsigner = "省司法厅"\n'
        'date = 2021-01-15\nattachments = ["表"]\n+++\n\n{total}项\n'
    )
    letter = read.letter
    assert (read.language, letter.title, letter.number, letter.addressee) == ("zh", "关于{year}年", "1号", "省政府")
    assert (letter.signer, letter.date, letter.attachments) == ("省司法厅", date(2021, 1, 15), ("表",))
    assert read.places == (Place("year", "", 3), Place("total", "", 11))


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_other_ends_of_lines_and_a_byte_order_mark_change_nothing(ends: str) -> None:
    text = '+++\nlang = "en"\n+++\n\n一\n\n{total}\n'
    assert template("\ufeff" + text.replace("\n", ends)) == template(text)


# --- faults


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲\n\n{totl}\n", [("unknown-place", 3)]),
        ("文中{opening}\n", [("place-not-alone", 1)]),
        ("- {opening}\n", [("place-not-alone", 1)]),
        ("| {table:tasks} |\n|---|\n", [("place-not-alone", 1)]),
        ("甲{total\n乙}\n", [("open-place", 1)]),
        ("{year:1}{reading}\n", [("place-takes-nothing", 1), ("place-needs-item", 1)]),
        ("{fill}\n\n{table}\n", [("place-needs-text", 1), ("place-needs-choice", 3)]),
        ("{table:x}\n\n{late:0}\n\n{late:x}\n", [("place-choice", 1), ("place-count", 3), ("place-count", 5)]),
        ("甲\n\n<div>\n\n乙 <br> 丙\n\n![图](x.png)\n", [("raw-html", 3), ("raw-html", 5), ("image", 7)]),
        ("+++\ntitel = 1\nlang = 'fr'\n+++\n", [("unknown-head", 2), ("unknown-language", 3)]),
        ("+++\nlang = 'zh'\ntitle = 3\n+++\n", [("not-text", 3)]),
        ("+++\ntitle = \n+++\n\n{x}\n", [("bare-text", 2), ("unknown-place", 5)]),
        ("+++\ntitle = '甲'\n", [("open-head", 1)]),
        ("+++\nlang = 'zh'\ntitle = '{x}'\n+++\n", [("unknown-place", 3)]),
        ("+++\ntitle = '{opening}'\n+++\n", [("place-not-alone", 2)]),
        ("+++\nattachments = ['甲', '{internal}乙']\n+++\n", [("place-not-first", 2)]),
        ("甲\n\n乙{internal}丙\n\n| {internal} |\n|---|\n", [("place-not-first", 3), ("place-not-first", 5)]),
        ("甲\n\n<!-- 注 -->\n", [("raw-html", 3)]),
        ("# ![图](x.png)\n\n| ![图](x.png) |\n|---|\n", [("image", 1), ("image", 3)]),
        ("{opening}\n{results}\n", [("place-not-alone", 1), ("place-not-alone", 2)]),
        ("甲 {\n\n{}\n", [("open-place", 1), ("unknown-place", 3)]),
    ],
)  # fmt: skip
def test_everything_wrong_is_told_at_once_with_its_line(text: str, found: list[tuple[str, int]]) -> None:
    told = faults(text)
    assert [line for _, line in told] == [line for _, line in found]
    assert {code for code, _ in told} >= {code for code, _ in found if code != "bare-text"}
