"""Markdown as lines and tables."""

from __future__ import annotations

import pytest

from planctl.draft.documents import read_document


def test_headings_lists_and_paragraphs_become_numbered_lines() -> None:
    text = (
        "# 2020年工作要点\n\n## 深化改革\n\n- 制定**办法**。\n- 建立[机制](https://example.org)。\n\n"
        "## 加强监管\n\n开展检查，\n公布结果。\n"
    )
    lines = [line for line in read_document(text.encode(), "a.md").lines if line]
    assert lines == [
        "2020年工作要点",
        "一、深化改革",
        "1．制定办法。",
        "2．建立机制。",
        "二、加强监管",
        "开展检查，公布结果。",
    ]


def test_numbers_that_are_there_stay() -> None:
    text = "## 三、主要安排\n\n### （一）深化改革\n\n1\\. 制定办法。\n2. 建立机制。\n"
    lines = [line for line in read_document(text.encode(), "a.md").lines if line]
    assert lines == ["三、主要安排", "（一）深化改革", "1. 制定办法。", "2. 建立机制。"]


def test_tables_have_no_rule() -> None:
    text = "一级指标|二级指标\n正文\n\n| 一级指标 | 二级指标 |\n|---|:-:|\n| 甲 | 乙 |\n"
    assert read_document(text.encode(), "a.md").tables == ((("一级指标", "二级指标"), ("甲", "乙")),)


@pytest.mark.parametrize("row", ["[" * 100_000, "# 甲" + " " * 100_000 + "乙", "**" * 100_000])
def test_hostile_rows_are_read_in_one_go(row: str) -> None:
    assert len(read_document(f"# 2020年要点\n{row}\n".encode(), "a.md").lines) == 2
