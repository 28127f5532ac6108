"""Which blocks go on sheets turned sideways."""

from __future__ import annotations

from planctl.blocks import Annex, Block, Column, Heading, Paragraph, Table
from planctl.report.sheets import sheets

TEXT = Paragraph("文")
HEADING = Heading("附表")
ANNEX = Annex("附件1", "任务清单")
SUBHEADING = Heading("任务清单", level=3)
TABLE = Table((Column("id", "编号"),), (("1.1",),))
WIDE = Table((Column("id", "编号"),), (("1.1",),), wide=True)


def divided(*blocks: Block) -> list[tuple[bool, list[Block]]]:
    return [(sheet.is_wide, sheet.blocks) for sheet in sheets(blocks)]


def test_blocks_without_a_wide_table_stay_upright_together() -> None:
    assert divided(TEXT, HEADING, TABLE) == [(False, [TEXT, HEADING, TABLE])]


def test_a_wide_table_takes_the_headings_right_above_it_along() -> None:
    assert divided(TEXT, HEADING, SUBHEADING, WIDE, TEXT) == [
        (False, [TEXT]),
        (True, [HEADING, SUBHEADING, WIDE]),
        (False, [TEXT]),
    ]


def test_wide_tables_and_their_headings_share_sheets() -> None:
    assert divided(WIDE, SUBHEADING, WIDE, WIDE) == [(True, [WIDE, SUBHEADING, WIDE, WIDE])]


def test_a_heading_with_text_below_it_stays_where_it_is() -> None:
    assert divided(HEADING, TEXT, WIDE) == [(False, [HEADING, TEXT]), (True, [WIDE])]


def test_a_short_annex_is_turned_as_a_whole() -> None:
    for blocks in ([ANNEX], [ANNEX, TEXT], [ANNEX, TEXT, HEADING], [ANNEX, HEADING, TEXT, TEXT, TEXT]):
        assert divided(TEXT, *blocks, WIDE) == [(False, [TEXT]), (True, [*blocks, WIDE])]


def test_of_a_longer_annex_only_the_heading_is_turned() -> None:
    for blocks in ([ANNEX, TABLE], [ANNEX, TEXT, TEXT, TEXT, TEXT]):
        assert divided(*blocks, HEADING, WIDE) == [(False, blocks), (True, [HEADING, WIDE])]


def test_nothing_needs_no_sheet() -> None:
    assert divided() == []
