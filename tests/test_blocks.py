"""Blocks in their plainest form: charts as tables, and everything as lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planctl.blocks import (
    Bar,
    BarChart,
    Blank,
    Block,
    Cell,
    Column,
    Fields,
    Heading,
    LineChart,
    Paragraph,
    Table,
    Tone,
    plain_text,
)


def test_a_chart_of_bars_is_a_row_a_bar() -> None:
    table = BarChart("进展", (("重点一", 2, 5), ("重点二", 0, 3))).as_table()
    assert table.columns[0].label == "进展"
    assert table.rows == (("重点一", Bar(2, 5), "2/5"), ("重点二", Bar(0, 3), "0/3"))


def test_a_chart_of_lines_is_a_row_a_month_and_says_nothing_of_months_to_come() -> None:
    table = LineChart("月份", ("1月", "2月"), (("计划", (1, 4)), ("完成", (0, None)))).as_table()
    assert [column.label for column in table.columns] == ["月份", "计划", "完成"]
    assert table.rows == (("1月", "1", "0"), ("2月", "4", ""))


# --- plain lines -----------------------------------------------------------------------------------------------------

COLUMNS = (Column("id", "编号"), Column("title", "任务", flexible=True, least=200), Column("bar", "进度"))


def written(*blocks: Block) -> str:
    return "".join(plain_text(blocks))


def test_a_table_is_keys_rows_and_footer_apart_by_tabs() -> None:
    table = Table(
        COLUMNS,
        ((Cell("1.1", Tone.STRONG), "总结纲要落实情况", Bar(3, 10)), ("1.2", "", Bar(0, 0))),
        ("", "合计", Bar(3, 10)),
    )
    assert written(table) == "id\ttitle\tbar\n1.1\t总结纲要落实情况\t3/10\n1.2\t\t0/0\n\t合计\t3/10\n"


def test_nothing_is_wrapped_cut_or_hidden() -> None:
    title = "很长的任务名称" * 40
    assert title in written(Table(COLUMNS, (("1.1", title, Bar(1, 2)),), lines=1))


def test_a_cell_with_a_code_says_the_code() -> None:
    table = Table(
        (Column("status", "状态"), Column("unit", "单位")),
        ((Cell("推进中", Tone.GOOD, "doing"), Cell("未定", code="")),),
    )
    assert written(table) == "status\tunit\ndoing\t\n"


def test_tabs_and_line_feeds_in_a_cell_cannot_make_cells_or_rows() -> None:
    columns = (Column("a", "a"), Column("b", "b"))
    rows = (("x\ty", "1\n2"), ("\x1b[2J", "\u202e"), ("[red]x[/]", "ok"))
    assert written(Table(columns, rows)) == "a\tb\nx\\ty\t1\\n2\n\\x1b[2J\t\\u202e\n[red]x[/]\tok\n"


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=5))
def test_every_row_is_one_line_of_as_many_cells(rows: list[tuple[str, str, str]]) -> None:
    lines = written(Table(COLUMNS, tuple(rows))).encode("utf-8").decode().splitlines()
    assert len(lines) == 1 + len(rows)
    assert all(line.count("\t") == 2 for line in lines)


def test_fields_repeat_the_key_of_a_value_with_several_lines() -> None:
    fields = Fields(
        (("id", "编号", "5.4"), ("evidence", "佐证材料", "甲\n乙"), ("lead", "牵头单位", Cell("未定", code="")))
    )
    assert written(fields) == "id\t5.4\nevidence\t甲\nevidence\t乙\nlead\t\n"


def test_blocks_are_an_empty_line_apart() -> None:
    table = Table((Column("a", "a"),), (("1",),), title="表")
    text = written(Heading("总结", 1), Paragraph("第一行\n第二行", ids=("1.1", "1.2")), Blank("填写"), table)
    assert text == "总结\n\n第一行\n第二行\t1.1 1.2\n\n[ ] 填写\n\n表\na\n1\n"


def test_charts_are_tables_of_their_numbers() -> None:
    assert written(BarChart("进度", (("一", 3, 10),))) == "label\tbar\tdone\n一\t3/10\t3/10\n"
    chart = LineChart("累计", ("1月", "2月"), (("计划", (1, 2)), ("完成", (0, None))))
    assert written(chart) == "month\t计划\t完成\n1月\t1\t0\n2月\t2\t\n"


def test_nothing_at_all_is_nothing() -> None:
    assert written() == ""
    assert written(Table(COLUMNS, ())) == "id\ttitle\tbar\n"
