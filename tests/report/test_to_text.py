"""A document as plain text."""

from __future__ import annotations

from datetime import date

from make import make_plan, make_task

from planctl.blocks import Column, Paragraph, Table
from planctl.report import Document, ReportFormat, render, summarise, to_text
from planctl.words.i18n import Translator


def test_title_and_date_come_first_and_blocks_are_an_empty_line_apart() -> None:
    table = Table((Column("id", "编号"), Column("title", "任务")), (("1.1", "甲"),), title="表1")
    document = Document("总结", "截至今天", "zh", (Paragraph("完成1项。", ids=("1.1",)), table))
    assert to_text.render(document) == "总结\n\n截至今天\n\n完成1项。\t1.1\n\n表1\nid\ttitle\n1.1\t甲\n"


def test_ids_can_be_left_out() -> None:
    summary = summarise(make_plan([make_task()]), date(2020, 12, 31))
    whole, bare = (render(ReportFormat.TEXT, summary, Translator("zh"), ids=ids) for ids in (True, False))
    assert isinstance(whole, str)
    assert isinstance(bare, str)
    assert ("\t1.1\n" in whole, "\t1.1\n" in bare) == (True, False)
