"""Blocks in their plainest form: charts as tables, and everything as lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planctl.blocks import (
    Annex,
    Bar,
    BarChart,
    Block,
    Cell,
    ChartBar,
    Column,
    Fields,
    Formal,
    Heading,
    LineChart,
    Listing,
    Mark,
    Paragraph,
    Part,
    Piece,
    Quote,
    Rule,
    Table,
    Tone,
    Verbatim,
    plain_text,
)


def test_a_chart_of_bars_is_a_row_a_bar() -> None:
    table = BarChart("进展", (ChartBar("重点一", 2, 5), ChartBar("重点二", 0, 3))).as_table()
    assert table.columns[0].label == "进展"
    assert table.rows == (("重点一", Bar(2, 5), "2/5"), ("重点二", Bar(0, 3), "0/3"))


def test_what_is_said_of_a_bar_stands_beside_its_figure() -> None:
    bars = (ChartBar("重点一", 2, 5, late=1, note="逾期1项"), ChartBar("逾期", 0, 5, late=1, counted=1))
    assert BarChart("进展", bars).as_table().rows == (
        ("重点一", Bar(2, 5, late=1), "2/5", "逾期1项"),
        ("逾期", Bar(0, 5, late=1, counted=1), "1/5", ""),
    )


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
    text = written(Heading("总结", 1), Paragraph("第一行\n第二行"), Rule(), table)
    assert text == "总结\n\n第一行\n第二行\n\n———\n\n表\na\n1\n"


def test_charts_are_tables_of_their_numbers() -> None:
    assert written(BarChart("进度", (ChartBar("一", 3, 10),))) == "label\tbar\tdone\n一\t3/10\t3/10\n"
    late = ChartBar("一", 0, 10, 2, "逾期2项")
    assert written(BarChart("进度", (late,))) == "label\tbar\tdone\tnote\n一\t0/10\t0/10\t逾期2项\n"
    chart = LineChart("累计", ("1月", "2月"), (("计划", (1, 2)), ("完成", (0, None))), "按首次时限计。")
    assert written(chart) == "month\t计划\t完成\n1月\t1\t0\n2月\t2\t\n按首次时限计。\n"


def test_the_address_of_a_link_stands_behind_its_text() -> None:
    link, itself = Piece("通知", address="http://x/a"), Piece("http://x/b", address="http://x/b")
    mail = Piece("a@b.cn", address="mailto:a@b.cn")
    text = "见通知 <http://x/a>，http://x/b，a@b.cn"
    pieces = (Piece("见"), link, Piece("，", marks=(Mark.STRONG,)), itself, Piece("，"), mail)
    assert written(Paragraph.of(pieces)) == f"{text}\n"
    table = Table((Column("a", "a"),), ((Cell("通知", pieces=(link,)),), (Cell("通知", code="n", pieces=(link,)),)))
    assert written(table) == "a\n通知 <http://x/a>\nn\n"


def test_lists_stand_behind_their_marks() -> None:
    inner = Listing(((Paragraph("一"),), (Paragraph("二\n三"),)))
    assert written(Listing(((Paragraph("甲"), inner), (), (Paragraph("乙"),)), start=9)) == (
        "9. 甲\n   · 一\n   · 二\n     三\n10.\n11. 乙\n"
    )
    assert written(Listing(((Paragraph("甲"), Paragraph("乙")), (Paragraph("丙"),)))) == "· 甲\n\n  乙\n\n· 丙\n"


def test_what_somebody_else_said_is_moved_in() -> None:
    assert written(Quote((Paragraph("甲"), Verbatim("a\n\n  b\n")))) == "    甲\n\n    a\n\n      b\n"


def test_formal_parts_stand_as_in_a_letter() -> None:
    parts = (
        Formal(Part.ADDRESSEE, "省政府："),
        Formal(Part.ATTACHMENT, "附件：1. 甲"),
        Formal(Part.ATTACHMENT, "2. 乙"),
        Formal(Part.SIGNER, "省司法厅"),
        Formal(Part.DATE, "2021年1月5日"),
        Annex("附件1", "任务表"),
        Annex("", "附表"),
    )
    assert written(*parts) == ("省政府：\n\n附件：1. 甲\n2. 乙\n\n省司法厅\n2021年1月5日\n\n附件1\n\n任务表\n\n附表\n")


def test_nothing_at_all_is_nothing() -> None:
    assert written() == ""
    assert written(Table(COLUMNS, ())) == "id\ttitle\tbar\n"
