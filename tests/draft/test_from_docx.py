"""Word documents as lines and tables, with the numbers that Word gives by itself."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from planctl.draft.documents import read_document

FORMS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3．"), ("decimal", "（%4）"))


def numbered(forms: tuple[tuple[str, str], ...]) -> Any:
    """Return an empty document with a list, number 77, whose levels look as ``forms`` say."""
    document = Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(forms)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return document


def add(document: Any, text: str, depth: int | None = None) -> Any:
    paragraph = document.add_paragraph(text)
    if depth is not None:
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no other way to number
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>')
        )
    return paragraph


def read(document: Any) -> Any:
    file = io.BytesIO()
    document.save(file)
    return read_document(file.getvalue(), "a.docx")


def test_automatic_numbers_are_counted_by_level() -> None:
    document = numbered(FORMS)
    for depth, text in (
        (0, "甲"),
        (1, "乙"),
        (2, "丙"),
        (2, "丁"),
        (1, "戊"),
        (2, "己"),
        (3, "庚"),
        (0, "辛"),
        (1, "壬"),
    ):
        add(document, text, depth)
    assert list(read(document).lines) == [
        *("一、甲", "（一）乙", "1．丙", "2．丁", "（二）戊", "1．己", "（1）庚", "二、辛", "（一）壬"),
    ]


def test_numbers_that_no_official_text_has_are_those_of_their_level() -> None:
    document = numbered((("upperRoman", "%1."), ("decimal", "%1.%2"), ("decimalEnclosedCircle", "%3")))
    for depth, text in ((0, "甲"), (1, "乙"), (2, "丙"), (2, "丁")):
        add(document, text, depth)
    assert read(document).lines == ("一、甲", "（一）乙", "①丙", "②丁")


def test_numbers_of_a_style_and_bullets_are_known() -> None:
    document = numbered((("bullet", "·"),))
    style = document.styles["List Bullet"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))
    document.add_paragraph("甲", style="List Bullet")
    document.add_paragraph("乙", style="List Bullet")
    assert read(document).lines == ("1．甲", "2．乙")


def test_numbers_that_are_typed_stay_and_headings_without_are_numbered() -> None:
    document = Document()
    document.add_heading("2020年工作要点", 0)
    document.add_heading("深化改革", 1)
    document.add_paragraph("（一）甲。乙丙。\n丁戊。")
    assert read(document).lines == ("2020年工作要点", "一、深化改革", "（一）甲。乙丙。", "丁戊。")


def test_what_was_deleted_under_review_is_gone_and_what_was_inserted_is_there() -> None:
    document = Document()
    paragraph = document.add_paragraph("甲")._p  # noqa: SLF001 - the same
    for tag, inner in (("ins", "t"), ("del", "delText")):
        run = f"<w:r><w:{inner}>{tag}</w:{inner}></w:r>"
        paragraph.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x">{run}</w:{tag}>'))
    assert read(document).lines == ("甲ins",)


def test_tables_have_their_merged_cells_filled() -> None:
    document = Document()
    table = document.add_table(3, 3)
    for cell, text in zip(table._cells, "一二三四五六七八九", strict=True):  # noqa: SLF001 - all of them
        cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "并"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "宽"
    assert read(document).tables == ((("一", "宽", "宽"), ("并", "五", "六"), ("并", "八", "九")),)
    assert qn("w:p")


def test_a_damaged_document_is_refused() -> None:
    import zipfile

    import pytest

    from planctl.draft.documents import NoTextError

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(NoTextError):
        read_document(file.getvalue(), "a.docx")
