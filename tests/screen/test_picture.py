"""Exported screens as SVG."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from planctl.blocks import Cell, Column, Paragraph, Table, Tone
from planctl.cells import width
from planctl.screen import picture, tables

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[ET.Element]:
    return [text for text in ET.fromstring(svg).iter(f"{SVG}text") if "textLength" in text.attrib]


def test_every_run_of_text_is_as_long_as_its_cells() -> None:
    svg = tables.record([Paragraph("法治 API <v2.1> & “七五”")], width=40, title="")
    found = [(text.text, float(text.attrib["x"]), float(text.attrib["textLength"])) for text in texts(svg)]
    cell = picture.CELL
    assert found == [
        ("法治", 0, 4 * cell),
        ("API", 5 * cell, 3 * cell),
        ("<v2.1>", 9 * cell, 6 * cell),
        ("&", 16 * cell, cell),
        ("“", 18 * cell, cell),
        ("七五", 19 * cell, 4 * cell),
        ("”", 23 * cell, cell),
    ]


def test_columns_of_a_table_are_under_their_headings() -> None:
    table = Table(
        (Column("title", "任务", flexible=True), Column("status", "状态")),
        (("新增100个工作室", Cell("推进中")), ("e\u0301", Cell("逾期", Tone.BAD))),
    )
    svg = tables.record([table], width=80, title="")
    starts = {text.text: float(text.attrib["x"]) for text in texts(svg)}
    assert starts["状态"] == starts["推进中"] == starts["逾期"] == picture.CELL * (width("新增100个工作室") + 2)
    assert "e\u0301" in starts
