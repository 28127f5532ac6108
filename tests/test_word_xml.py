"""What the XML of Word says."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest

from planctl.word_xml import W, inside, is_deleted, lines_of, text_of

NAMES = f'xmlns:w="{W.strip("{}")}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def element(xml: str) -> Element:
    return fromstring(f"<w:body {NAMES}>{xml}</w:body>")


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>", "甲\t乙\n丙"),
        ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r>", "甲"),
        ("<w:r><w:t>2015</w:t><w:noBreakHyphen/><w:t>2020</w:t></w:r>", "2015-2020"),
        ("<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "新"),
        ("<w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>乙</w:t></w:r></w:moveTo>", "乙"),
        ("<w:sdt><w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt>", "甲"),
        ("<mc:AlternateContent><mc:Fallback><w:r><w:t>甲</w:t></w:r></mc:Fallback></mc:AlternateContent>", ""),
    ],
)
def test_a_paragraph_says_what_would_be_printed(inner: str, text: str) -> None:
    (paragraph,) = element(f"<w:p>{inner}</w:p>")
    assert text_of(paragraph) == text


def test_text_in_boxes_may_be_left_out() -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>盒</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    (paragraph,) = element(f"<w:p><w:r><w:t>甲</w:t></w:r>{box}</w:p>")
    assert (text_of(paragraph), text_of(paragraph, with_boxes=False)) == ("甲盒", "甲")


def test_rows_and_cells_are_found_in_fields_and_insertions() -> None:
    body = element("<w:p/><w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt><w:del><w:p/></w:del>")
    assert len(list(inside(body, f"{W}p"))) == 2


def test_a_cell_has_lines_and_a_row_may_be_deleted() -> None:
    (row,) = element(
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p>"
        "</w:tc></w:tr>"
    )
    assert is_deleted(row)
    assert list(lines_of(row)) == ["甲", "乙"]
