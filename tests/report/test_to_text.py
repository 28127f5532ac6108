"""A document as plain text."""

from __future__ import annotations

from datetime import date

from make import make_plan, make_task

from planctl.blocks import Column, Paragraph, Sentence, Table
from planctl.report import Document, ReportFormat, render, summarise, to_text
from planctl.words.i18n import Translator


def test_title_and_date_come_first_and_blocks_are_an_empty_line_apart() -> None:
    table = Table((Column("id", "编号"), Column("title", "任务")), (("1.1", "甲"),), title="表1")
    document = Document("总结", "截至今天", "zh", (Paragraph("完成1项。", ids=("1.1",)), table))
    assert to_text.render(document) == "总结\n\n截至今天\n\n完成1项。（1.1）\n\n表1\nid\ttitle\n1.1\t甲\n"


def test_ids_can_be_left_out() -> None:
    summary = summarise(make_plan([make_task()]), date(2020, 12, 31))
    whole, bare = (render(ReportFormat.TEXT, summary, Translator("zh"), ids=ids) for ids in (True, False))
    assert isinstance(whole, str)
    assert isinstance(bare, str)
    assert ("（1.1）\n" in whole, "（1.1）\n" in bare) == (True, False)


def test_every_sentence_has_its_ids_behind_it_and_none_hang_after_a_tab() -> None:
    sentences = (Sentence("One is done.", ("1.1",)), Sentence(" Two are not.", ("1.2", "1.3")), Sentence(" See below."))
    told = Paragraph("One is done. Two are not. See below.", ids=("1.1–1.3",), sentences=sentences)
    document = Document("Summary", "As of today", "en", (told,))
    assert to_text.render(document).splitlines()[-1] == "One is done. (1.1) Two are not. (1.2, 1.3) See below."
    summary = summarise(make_plan([make_task()]), date(2020, 12, 31))
    text = str(render(ReportFormat.TEXT, summary, Translator("en")))
    prose = text[: text.index("\nTable 1")]
    assert "\t1.1" not in prose
