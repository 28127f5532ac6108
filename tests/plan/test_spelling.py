"""Names that look alike are spelled alike, and a name that is nearly right leads to the one that was meant."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.spelling import clean_text, fold, is_blank, is_slip, nearest, split_list


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("５．４", "5.4"),
        ("5。4", "5.4"),
        ("5｡4", "5.4"),
        ("1․2", "1.2"),
        ("3，5、7；9", "3,5,7;9"),
        ("\u200e1.2\u200b", "1.2"),
        ("\ufeff省司法厅\u3000", "省司法厅"),
        ("1–2—3−4‐5―6‒7", "1-2-3-4-5-6-7"),
        ("e\u0301", "é"),
        ("王 芳", "王 芳"),
        ("①²½⒈", "①²½⒈"),
        ("葛\U000e0100城", "葛城"),
        ("①\ufe0f", "①"),
        ("\u2f7c", "老"),  # a radical of Kangxi's, which PDF files bring
    ],
)
def test_one_spelling_for_what_looks_the_same(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize("text", [None, "", " \t\n", "\u200b", "\ufeff\u3000\u2060"])
def test_what_nobody_sees_is_blank(text: str | None) -> None:
    assert is_blank(text)
    assert not is_blank(f"{text}。")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("省司法厅 ", "省司法厅"),
        ("省司法庁", "省司法厅"),
        ("省司厅", "省司法厅"),
        ("司法厅", "省司法厅"),
        ("省司法厅局", "省司法厅"),
        ("省法司厅", "省司法厅"),
        ("Dept of Justce", "Dept of Justice"),
        ("Salse", "Sales"),
        ("dept. of justice", "Dept of Justice"),
    ],
)
def test_a_slip_of_the_pen_is_one_character(written: str, meant: str) -> None:
    assert is_slip(written, meant)
    assert is_slip(meant, written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市司法局", "省司法局"),
        ("第一处室", "第二处室"),
        ("甲局", "乙局"),
        ("甲部门", "乙部门"),
        ("省司法厅", "省公安厅"),
        ("省司法厅", "吉林省司法厅"),
        ("Team A", "Team B"),
        ("Region 1", "Region 2"),
        ("IT dept", "HR dept"),
        ("", "省"),
    ],
)
def test_names_of_a_series_are_no_slips(one: str, other: str) -> None:
    assert not is_slip(one, other)
    assert not is_slip(other, one)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=[chr(code) for code in range(0x21, 0x7F)], max_size=12))
def test_full_width_text_folds_to_ascii(text: str) -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) for character in text)
    assert fold(wide) == fold(text) == text


def test_no_numeral_but_a_digit_ever_becomes_one() -> None:
    numerals = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "No"]
    assert "①" in numerals
    assert all(fold(character) == character for character in numerals)


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["省信访局、 省公安厅，A", "A;B ；"], ("省信访局", "省公安厅", "A", "B")),
        (["Department of Justice, Public Security"], ("Department of Justice", "Public Security")),
        (["ＡＢ\u200b"], ("ＡＢ",)),
        (["", " ，、"], ()),
        ([], ()),
    ],
)
def test_a_list_is_split_at_commas_of_any_kind(values: list[str], names: tuple[str, ...]) -> None:
    assert split_list(values) == names


UNITS = ("省公安厅", "省司法厅", "省委宣传部", "省发展改革委", "吉林省高级人民法院", "Provincial Department of Justice")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("司法厅", "省司法厅"),
        ("吉林省司法厅", "省司法厅"),
        ("省司法庭", "省司法厅"),
        ("发改委", "省发展改革委"),
        ("高院", "吉林省高级人民法院"),
        ("justice", "Provincial Department of Justice"),
    ],
)
def test_a_short_or_mistyped_name_leads_to_the_unit(typed: str, meant: str) -> None:
    assert nearest(typed, UNITS)[0] == meant


@pytest.mark.parametrize(
    ("typed", "opposite"),
    [
        ("未完成", "已完成"),
        ("完成", "未完成"),
        ("不受阻", "受阻"),
        ("unassigned", "assigned"),
        ("assign", "unassign"),
        ("incomplete", "complete"),
        ("not done", "done"),
    ],
)
def test_a_word_is_never_taken_for_its_opposite(typed: str, opposite: str) -> None:
    assert nearest(typed, [opposite]) == ()


@pytest.mark.parametrize(
    ("typed", "meant"), [("unit", "units"), ("notes", "note"), ("未启", "未启动"), ("under", "under way")]
)
def test_what_only_begins_like_a_denial_is_none(typed: str, meant: str) -> None:
    assert nearest(typed, [meant]) == (meant,)


def test_nothing_is_suggested_for_a_word_that_resembles_nothing() -> None:
    assert nearest("xyz", UNITS) == ()
    assert nearest("省", UNITS) == ()
    assert nearest("", UNITS) == ()


def test_no_more_is_suggested_than_asked_for_and_nothing_twice() -> None:
    assert nearest("省", ("省",) * 5) == ("省",)
    ids = [f"5.{number}" for number in range(1, 18)]
    assert len(nearest("5.1", ids)) == 3
    assert len(nearest("5.1", ids, n=1)) == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\ufeff等待批复\r\n经费未到\r\n", "等待批复\n经费未到"),
        ("甲  \t\n乙\u3000\r丙\n\n", "甲\n乙\n丙"),
        ("  甲 乙 ", "甲 乙"),
        ("甲\n\n  乙", "甲\n\n  乙"),
        ("\u200b\ufeff \n", ""),
        ("王\u200d芳", "王\u200d芳"),
        ("\ufeff \ufeff甲\ufeff乙", "甲\ufeff乙"),
    ],
)
def test_pasted_text_is_kept_as_lines(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(st.text(alphabet="甲\ufeff\r\n \t\u200b", max_size=12))
def test_clean_text_stays_clean(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert "\r" not in clean_text(text)
    assert not clean_text(text).startswith("\ufeff")
