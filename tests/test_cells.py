"""Text in terminal cells: harmless, measured, broken and cut."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from planctl.cells import graphemes, longest_piece, pad, safe, width, wrap

TITLE = "制定《社会主义核心价值观融入法治建设立法修法规划》，推动“七五”普法总结验收工作"
MIXED = "修订 API v2.1 接口规范及《数据共享目录》，截至2020年6月30日（星期二）完成100个(含50个)"
CLOSING = "，。、；：？！）》】」』”’…—％,.;:?!)]}%"
OPENING = "（《【「『“‘([{"

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
PROSE = st.text(
    st.one_of(HAN, st.sampled_from(" aB1-/%，。、；：？！）》”’…—％（《“‘([{)]}e\u0301"), st.sampled_from("年月日"))
)


def unspaced(text: str) -> str:
    return re.sub(r"[ \n]", "", text)


# --- safe ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J\x1b[H", "\\x1b[2J\\x1b[H"),
        ("\x1b]52;c;cm0gLXJm\x07", "\\x1b]52;c;cm0gLXJm\\x07"),
        ("\x9b31mDONE", "\\x9b31mDONE"),
        ("ok\rFAIL", "ok\\rFAIL"),
        ("abc\x08xyz", "abc\\x08xyz"),
        ("a\x7fb\x00", "a\\x7fb\\x00"),
        ("a\x0bb\x0cc", "a\\x0bb\\x0cc"),
        ("a\tb\nc", "a\\tb\\nc"),
        ("\u202eevil\u2066x\u2069", "\\u202eevil\\u2066x\\u2069"),
        ("1.\u200b2\u200d\u2060\u061c", "1.\\u200b2\\u200d\\u2060\\u061c"),
        ("a\u2028b\u2029c\u0085", "a\\u2028b\\u2029c\\x85"),
        ("\U000e0041", "\\U000e0041"),
        ("a\ufeffb\ufff9", "a\\ufeffb\\ufff9"),
        ("\udc80 and \ud800", "\\udc80 and \\ud800"),
        ("soft\xadhyphen", "soft\\xadhyphen"),
    ],
)
def test_what_could_steer_or_hide_becomes_visible(hostile: str, shown: str) -> None:
    assert safe(hostile) == shown
    assert safe(shown) == shown


@pytest.mark.parametrize(
    "text", [TITLE, "[red]x[/]", "C:\\", "e" + "\u0301" * 200, "全角　空格", "a\xa0b", "葛\U000e0100", ""]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


def test_line_feeds_stay_only_where_several_lines_are_wanted() -> None:
    assert safe("一\n二\t\x1b", newlines=True) == "一\n二\\t\\x1b"
    assert safe("一\n二") == "一\\n二"


@given(st.text())
def test_safe_text_has_no_control_and_can_be_encoded(text: str) -> None:
    shown = safe(text)
    shown.encode("utf-8")
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in shown)
    assert len(shown) >= len(text)
    assert safe(text, newlines=True).count("\n") == text.count("\n")


# --- width -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("法治", 4),
        ("（法）", 6),
        ("“…—·①√━", 7),
        ("e\u0301", 1),
        ("㎡〇％", 6),
        ("\U00030000", 2),
        ("🚧", 2),
        ("\u2764\ufe0f", 2),
        ("1\ufe0f\u20e3", 2),
        ("\U0001f1e8\U0001f1f3", 2),
        ("𠮷葛\U000e0100", 4),
        ("한글\u1100\u1161", 6),
        ("ที่", 1),
        ("ｱｲ", 2),
    ],
)
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@given(
    st.text(
        st.one_of(
            HAN,
            st.characters(min_codepoint=0x20, max_codepoint=0x2FF, exclude_categories=["C"]),
            st.sampled_from(CLOSING + OPENING + "①℃√×○●━─〔〕\u0301\u3000한国ァ"),
        )
    )
)
def test_width_agrees_with_rich(text: str) -> None:
    assert width(text) == cell_len(text)


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], max_codepoint=0x2FFF)))
def test_no_script_of_the_basic_plane_is_taken_for_narrower_than_rich_takes_it(text: str) -> None:
    """Rich would crop what it takes for too wide; symbols that became wide only lately are the exception."""
    lately = {*map(chr, range(0x2630, 0x2638)), *map(chr, range(0x268A, 0x2690))}
    text = "".join(char for char in text if char not in lately)
    assert width(text) >= cell_len(text)


# --- wrap ------------------------------------------------------------------------------------------------------------


def test_text_that_fits_is_one_line() -> None:
    assert wrap("新增100个", 9) == ["新增100个"]


def test_chinese_breaks_anywhere_but_before_closing_and_after_opening_marks() -> None:
    assert wrap(TITLE, 28) == ["制定《社会主义核心价值观融入", "法治建设立法修法规划》，推动", "“七五”普法总结验收工作"]
    assert wrap(TITLE, 30) == ["制定《社会主义核心价值观融入法", "治建设立法修法规划》，推动“七", "五”普法总结验收工作"]


def test_words_dates_versions_and_numbers_with_units_stay_whole() -> None:
    assert wrap(MIXED, 16) == [
        "修订 API v2.1 接",
        "口规范及《数据共",
        "享目录》，截至",
        "2020年6月30日",
        "（星期二）完成",
        "100个(含50个)",
    ]
    assert wrap("完成率达到62%以上", 12) == ["完成率达到", "62%以上"]


def test_english_breaks_at_spaces_which_vanish() -> None:
    text = "Review how the Outline for a Law-Based Government (2015–2020) was carried out"
    assert wrap(text, 24) == ["Review how the Outline", "for a Law-Based", "Government (2015–2020)", "was carried out"]


def test_ascii_marks_after_chinese_do_not_begin_a_line() -> None:
    assert wrap("一二三四,五六", 8) == ["一二三", "四,五六"]
    assert wrap("一二三(四五)", 8) == ["一二三", "(四五)"]


def test_a_word_wider_than_the_line_is_cut_without_loss() -> None:
    assert wrap("见https://example.org/path", 10) == ["见https://", "example.or", "g/path"]


def test_marks_behind_a_word_and_a_space_are_not_lost_where_the_two_are_wider_than_the_line() -> None:
    assert wrap("aa 。。，", 8) == ["a", "a 。。，"]
    assert wrap("http://example.org/a  。", 12) == ["http://examp", "le.org/a  。"]


def test_combining_marks_stay_with_their_character() -> None:
    assert wrap("e\u0301" * 6, 4) == ["e\u0301" * 4, "e\u0301" * 2]


def test_line_feeds_break_and_empty_lines_stay() -> None:
    assert wrap("一\n\n二", 20) == ["一", "", "二"]


def test_a_limit_of_lines_ends_with_an_ellipsis() -> None:
    assert wrap(TITLE, 28, lines=2) == ["制定《社会主义核心价值观融入", "法治建设立法修法规划》，推…"]
    assert wrap(TITLE, 28, lines=3) == wrap(TITLE, 28)
    assert wrap(TITLE, 12, lines=1, mark="...") == ["制定《社..."]


@given(PROSE, st.integers(4, 40))
@example("（" * 30, 4)
@example("a（" * 9, 5)
def test_no_line_is_too_wide_and_nothing_but_spaces_is_lost(text: str, room: int) -> None:
    lines = wrap(text, room)
    assert max(map(width, lines)) <= room
    assert unspaced("".join(lines)) == unspaced(text)


@given(PROSE, st.integers(4, 40))
def test_marks_keep_their_place_whenever_possible(text: str, room: int) -> None:
    assume(longest_piece(text) <= room)
    lines = wrap(text.strip(" "), room)
    wide_closing = tuple(char for char in CLOSING if not char.isascii())
    for before, after in pairwise(lines):
        assert not after.startswith(wide_closing)
        assert not before.endswith(tuple(OPENING))
        if after[0] in CLOSING:
            assert re.search(re.escape(before[-1]) + " +" + re.escape(after[0]), text)


@given(PROSE, st.integers(4, 40), st.integers(1, 4))
def test_a_limit_holds_and_shows_that_something_is_missing(text: str, room: int, most: int) -> None:
    lines = wrap(text, room, lines=most)
    assert len(lines) <= most
    assert max(map(width, lines)) <= room
    if len(wrap(text, room)) > most:
        assert lines[-1].endswith("…")


@given(st.text())
def test_graphemes_are_all_of_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text


# --- pad -------------------------------------------------------------------------------------------------------------


def test_pad_fills_to_cells_on_either_side() -> None:
    assert pad("法治", 6) == "法治  "
    assert pad("法治", 6, right=True) == "  法治"
    assert pad("法治", 3) == "法治"


@pytest.mark.parametrize("size", range(22, 60))
@pytest.mark.parametrize("number", ["吉司发〔2020〕12号", "国办发［2018］118号", "吉政令〔2020〕第3号"])
def test_the_number_of_a_document_is_never_broken(number: str, size: int) -> None:
    lines = wrap(f"根据要求，{number}；另见{number}、{number}。", size)
    assert sum(line.count(number) for line in lines) == 3
    assert max(map(width, lines)) <= size


def test_a_number_of_a_document_wider_than_a_line_is_broken_like_anything_else() -> None:
    assert wrap("吉司发〔2020〕12号", 12) == ["吉司发", "〔2020〕12号"]


@pytest.mark.parametrize(
    ("text", "size", "cut"),
    [
        ("Link administrative reconsideration and mediation", 20, ["Link administrative", "reconsideration and…"]),
        ("Carry out the Central Committee's reform of it", 20, ["Carry out the", "Central Committee's…"]),
        ("1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9", 12, ["1.1, 1.2,", "1.3, 1.4…"]),
        ("the notification-commitment system", 18, ["the notification-", "commitment system"]),
        ("one unbelievablylongwordthatneverends", 12, ["one unbeliev", "ablylongwor…"]),
    ],
)
def test_what_is_cut_ends_with_a_whole_word(text: str, size: int, cut: list[str]) -> None:
    assert wrap(text, size, lines=2) == cut
