"""Charts that a table tells anyway."""

from __future__ import annotations

import pytest

from planctl.blocks import Bar, BarChart, Block, Cell, ChartBar, Column, LineChart, Mark, Paragraph, Piece, Table, Value
from planctl.report.charts_told import without_told_charts

BARS = BarChart("进度", (ChartBar("甲", 1, 2), ChartBar("乙", 0, 3)))
MONTHS = LineChart("全年", ("1月", "2月"), (("计划", (1, 2)),))


def table(*heads: Value, key: str = "priority") -> Table:
    return Table((Column(key, ""), Column("done", "完成")), tuple((head, "乙") for head in heads))


@pytest.mark.parametrize(("chart", "heads"), [(BARS, ("乙", "丙", "甲")), (MONTHS, ("1月", "2月", "合计"))])
def test_a_chart_is_left_out_if_one_table_has_it_all(chart: Block, heads: tuple[str, ...]) -> None:
    blocks: tuple[Block, ...] = (chart, Paragraph("说明"), table(*heads))
    assert without_told_charts(blocks) == blocks[1:]
    assert without_told_charts(blocks[::-1]) == blocks[:0:-1]


@pytest.mark.parametrize("tables", [(), (table("甲"),), (table("甲"), table("乙")), (table(Bar(1, 2)),), (table(),)])
def test_it_stays_if_none_has_all_of_it_at_the_head_of_its_rows(tables: tuple[Table, ...]) -> None:
    blocks: tuple[Block, ...] = (BARS, MONTHS, *tables)
    assert without_told_charts(blocks) == blocks


def test_a_table_that_people_wrote_tells_no_chart() -> None:
    blocks: tuple[Block, ...] = (BARS, table("甲", "乙", key="1"))
    assert without_told_charts(blocks) == blocks


def test_ids_behind_a_label_do_not_matter() -> None:
    quiet = Piece("（1.1）", marks=(Mark.QUIET,))
    told = table(Cell("甲（1.1）", pieces=(Piece("甲"), quiet)), Cell("乙"))
    assert without_told_charts((BARS, told)) == (told,)
