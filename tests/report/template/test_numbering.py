"""Sections with nothing to say are left out, and what is numbered counts anew."""

from __future__ import annotations

import pytest

from planctl.blocks import Annex, Heading, Paragraph
from planctl.report.template.numbering import Outline


def headings(*sections: tuple[int, str, bool]) -> list[str]:
    """Return what headings say of sections, each a level, a heading, and whether it has anything to say."""
    outline = Outline()
    for level, text, is_said in sections:
        outline.begin(level, text)
        outline.add([Paragraph("文")] if is_said else [])
    body, annexes = outline.parts()
    return [
        f"{block.label}|{block.title}" if isinstance(block, Annex) else block.text
        for block in (*body, *annexes)
        if isinstance(block, (Heading, Annex))
    ]


@pytest.mark.parametrize(
    ("numbers", "left"),
    [
        (["一、", "二、", "三、"], ["一、", "二、"]),
        (["（一）", "（二）", "（三）"], ["（一）", "（二）"]),
        (["1. ", "2. ", "3. "], ["1. ", "2. "]),
        (["1 ", "2 ", "3 "], ["1 ", "2 "]),
        (["A. ", "B. ", "C. "], ["A. ", "B. "]),
        (["十、", "十一、", "十二、"], ["十、", "十一、"]),
        (["十九、", "二十、", "二十一、"], ["十九、", "二十、"]),
        (["三、", "四、", "五、"], ["三、", "四、"]),  # whoever begins at three goes on from there
        (["", "", ""], ["", ""]),
    ],
)
def test_headings_count_anew(numbers: list[str], left: list[str]) -> None:
    first, middle, last = numbers
    assert headings((2, f"{first}甲", True), (2, f"{middle}乙", False), (2, f"{last}丙", True)) == [
        f"{left[0]}甲",
        f"{left[1]}丙",
    ]


def test_a_heading_without_a_number_changes_none_when_it_is_left_out() -> None:
    assert headings((2, "前言", False), (2, "一、甲", True), (2, "二、乙", True)) == ["一、甲", "二、乙"]
    assert headings((1, "附表", False), (1, "附件1：子", True)) == ["附件1|子"]


def test_years_and_quantities_at_the_beginning_are_no_numbers() -> None:
    found = headings((2, "1 First", False), (2, "2020 in review", True), (2, "一季度", True), (2, "3.5 per cent", True))
    assert found == ["2020 in review", "一季度", "3.5 per cent"]


def test_no_number_is_less_than_one() -> None:
    for first, second in (("一、甲", "一、乙"), ("1. 甲", "1. 乙"), ("A. 甲", "A. 乙")):
        assert headings((2, first, False), (2, second, True)) == [second]


def test_what_stands_before_the_first_heading_stays_there() -> None:
    outline = Outline()
    outline.add([Paragraph("前文")])
    outline.begin(2, "一、甲")
    outline.add([])
    assert outline.parts() == ([Paragraph("前文")], [])


def test_without_anything_left_out_numbers_stay_as_they_are() -> None:
    assert headings((2, "二、甲", True), (2, "五、乙", True)) == ["二、甲", "五、乙"]


def test_numbers_are_those_of_headings_beside_each_other() -> None:
    found = headings(
        (2, "一、甲", True), (3, "（一）子", False), (3, "（二）丑", True), (2, "二、乙", True), (3, "（一）寅", True)
    )
    assert found == ["一、甲", "（一）丑", "二、乙", "（一）寅"]


def test_a_heading_goes_with_all_that_is_below_it() -> None:
    outline = Outline()
    outline.begin(2, "一、甲")
    outline.begin(3, "（一）子")
    outline.add([])
    outline.skip(2, "二、乙")
    outline.add([Paragraph("不见")])
    outline.begin(2, "三、丙")
    outline.add([Paragraph("见")])
    assert outline.parts()[0] == [Heading("一、丙"), Paragraph("见")]


def test_a_skipped_heading_without_a_number_changes_none() -> None:
    outline = Outline()
    outline.skip(2, "内部")
    outline.begin(2, "一、甲")
    assert outline.parts()[0] == [Heading("一、甲")]


def test_a_heading_that_people_left_without_words_stays() -> None:
    outline = Outline()
    outline.begin(2, "一、甲")
    assert outline.parts()[0] == [Heading("一、甲")]


def test_annexes_have_their_labels_and_count_by_themselves() -> None:
    sections = [
        (2, "一、甲", False),
        (1, "附件1：子", True),
        (1, "附件2 丑", False),
        (1, "附件3：寅", True),
        (1, "Annex B: x", True),
    ]
    assert headings(*sections) == ["附件1|子", "附件2|寅", "Annex A|x"]
    assert headings((1, "附表", True)) == ["附表|"]
    assert headings((1, "Tables", True)) == ["|Tables"]
