"""A document as plain text."""

from __future__ import annotations

from planctl.blocks import BarChart, ChartBar, Column, Paragraph, Piece, Table
from planctl.report import to_text
from planctl.report.document import Document, with_ids


def test_the_title_comes_first_and_blocks_are_an_empty_line_apart() -> None:
    table = Table((Column("id", "编号"), Column("title", "任务")), (("1.1", "甲"),), title="表1")
    document = Document("总结", "zh", (Paragraph("完成1项。"), table), number="吉司发〔2020〕12号")
    assert to_text.render(document) == "吉司发〔2020〕12号\n\n总结\n\n完成1项。\n\n表1\n编号\t任务\n1.1\t甲\n"


def test_ids_stand_before_the_stop_or_nowhere() -> None:
    pieces = (Piece("One is done.", ("1.1",)), Piece(" Two are not.", ("1.2", "1.3")), Piece(" See below."))
    document = Document("Summary", "en", (Paragraph.of(pieces),))
    shown, bare = (to_text.render(with_ids(document, shown=shown)).splitlines()[-1] for shown in (True, False))
    assert shown == "One is done (1.1). Two are not (1.2, 1.3). See below."
    assert bare == "One is done. Two are not. See below."


def test_a_chart_that_a_table_tells_is_left_out() -> None:
    chart = BarChart("进度", (ChartBar("甲", 1, 2),))
    table = Table((Column("priority", "方面"),), (("甲",),))
    assert to_text.render(Document("总结", "zh", (chart, table))) == "总结\n\n方面\n甲\n"
    assert to_text.render(Document("总结", "zh", (chart,))) == "总结\n\n进度\t\n甲\t1/2\n"
