"""Blocks drawn on a terminal."""

from __future__ import annotations

import re
from io import BytesIO, StringIO, TextIOWrapper

import pytest

from planctl.blocks import (
    Bar,
    BarChart,
    Block,
    Cell,
    ChartBar,
    Column,
    Fields,
    Heading,
    LineChart,
    Mark,
    Paragraph,
    Piece,
    Table,
    Tone,
    Value,
)
from planctl.cells import width
from planctl.screen import tables

TITLE = "制定《社会主义核心价值观融入法治建设立法修法规划》，推动“七五”普法总结验收工作"
TASKS = Table(
    (
        Column("id", "编号"),
        Column("title", "任务", flexible=True),
        Column("lead", "牵头单位"),
        Column("status", "状态"),
        Column("reading", "数量", right=True),
    ),
    (
        (Cell("1.1", Tone.STRONG), TITLE, "省司法厅", Cell("推进中"), ""),
        (
            Cell("5.10", Tone.STRONG),
            "新增100个品牌个人调解工作室",
            "省住房和城乡建设厅",
            Cell("已完成", Tone.GOOD),
            "36/100 个",
        ),
    ),
)
GROUPS = Table(
    (
        Column("title", "重点任务", flexible=True),
        Column("bar", ""),
        Column("done", "完成", right=True),
        Column("percent", "比例", right=True),
    ),
    (
        ("1 突出系统化，加快建设法治政府", Bar(3, 10), "3/10", "30%"),
        ("2 突出规范化", Bar(0, 9), "0/9", "0%"),
    ),
    ("合计", Bar(3, 19), "3/19", "15%"),
    record=False,
)


def drawn(*blocks: Block, size: int = 80, colour: bool = False, in_ascii: bool = False) -> str:
    file = StringIO()
    tables.draw(blocks, width=size, colour=colour, file=file, ascii=in_ascii)
    return file.getvalue()


def drawn_in(encoding: str, *blocks: Block, size: int = 80) -> bytes:
    raw = BytesIO()
    file = TextIOWrapper(raw, encoding=encoding, errors="backslashreplace", newline="\n")
    tables.draw(blocks, width=size, colour=False, file=file)
    file.flush()
    return raw.getvalue()


def rows(*rows: tuple[Value, ...], columns: int = 2) -> Table:
    keys = ("id", "title", "lead", "due")[:columns]
    return Table(tuple(Column(key, key, flexible=key == "title") for key in keys), rows)


# --- tables ----------------------------------------------------------------------------------------------------------


def test_at_120_cells_a_title_has_room() -> None:
    assert (
        drawn(TASKS, size=120)
        == """\
编号  任务                                                                         牵头单位            状态         数量
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
1.1   制定《社会主义核心价值观融入法治建设立法修法规划》，推动“七五”普法总结验收   省司法厅            推进中
      工作
5.10  新增100个品牌个人调解工作室                                                  省住房和城乡建设厅  已完成  36/100 个
"""
    )


def test_at_80_cells_a_title_wraps_and_nothing_else_is_cut() -> None:
    assert (
        drawn(TASKS, size=80)
        == """\
编号  任务                                 牵头单位            状态         数量
────────────────────────────────────────────────────────────────────────────────
1.1   制定《社会主义核心价值观融入法治建   省司法厅            推进中
      设立法修法规划》，推动“七五”普法总
      结验收工作
5.10  新增100个品牌个人调解工作室          省住房和城乡建设厅  已完成  36/100 个
"""
    )


def test_at_60_cells_each_row_is_a_block() -> None:
    assert (
        drawn(TASKS, size=60)
        == """\
1.1   推进中
  制定《社会主义核心价值观融入法治建设立法修法规划》，推动
  “七五”普法总结验收工作
  牵头单位  省司法厅
5.10  已完成
  新增100个品牌个人调解工作室
  牵头单位  省住房和城乡建设厅
  数量      36/100 个
"""
    )


def test_a_table_that_is_no_record_stays_one_with_its_footer_apart() -> None:
    assert (
        drawn(GROUPS, size=60)
        == """\
重点任务                                完成  比例
──────────────────────────────────────────────────
1 突出系统化，加快建设法治政府  ━─────  3/10   30%
2 突出规范化                    ──────   0/9    0%
──────────────────────────────────────────────────
合计                            ━─────  3/19   15%
"""
    )


def test_bars_grow_with_the_screen_and_leave_a_small_one() -> None:
    assert "  ━━━───────  3/10" in drawn(GROUPS, size=80)
    assert "  ━━━━━━──────────────  3/10" in drawn(GROUPS, size=120)
    assert "━" not in drawn(GROUPS, size=40)


def test_a_bar_is_full_only_when_all_is_done_and_empty_only_when_nothing_is() -> None:
    numbers = {"甲": (99, 100), "乙": (1, 100), "丙": (100, 100), "丁": (0, 0)}
    chart = BarChart("", tuple(ChartBar(label, *found) for label, found in numbers.items()))
    assert re.findall("[━─]+", drawn(chart))[1:] == ["━━━━━━━━━─", "━─────────", "━━━━━━━━━━", "──────────"]


@pytest.mark.parametrize("size", range(28, 131))
def test_nothing_is_wider_than_the_screen_and_nothing_is_lost(size: int) -> None:
    text = drawn(TASKS, GROUPS, size=size)
    assert max(map(width, text.splitlines())) <= size
    together = re.sub(r"\s", "", text)
    assert "36/100个" in together
    if size < 72:
        assert re.sub(r"\s", "", TITLE) in together


def test_a_column_begins_at_the_same_cell_in_every_line() -> None:
    lines = drawn(TASKS, size=80).splitlines()
    leads = ((lines[0], "牵头单位"), (lines[2], "省司法厅"), (lines[5], "省住房和城乡建设厅"))
    assert {width(line.partition(lead)[0]) for line, lead in leads} == {43}


def test_units_wrap_where_the_title_would_get_too_little() -> None:
    table = rows(("1.1", TITLE, "省住房和城乡建设厅、省市场监督管理厅、省司法厅", "2020-12-31"), columns=4)
    text = drawn(table, size=72)
    assert max(map(width, text.splitlines())) <= 72
    assert "…" not in text
    assert text.count("2020-12-31") == 1
    assert all(word in re.sub(r"\s", "", text) for word in ("1.1", "省住房"))


def test_lines_limits_how_many_a_title_takes() -> None:
    table = Table(TASKS.columns, TASKS.rows, lines=2)
    lines = drawn(table, size=80).splitlines()
    assert len(lines) == 5
    assert lines[3].strip() == "设立法修法规划》，推动“七五”普法总…"


def test_a_column_is_left_out_below_its_least_width() -> None:
    table = Table((Column("id", "编号"), Column("updated", "更新", least=100)), (("1.1", "06-30"),))
    assert "更新" not in drawn(table, size=99)
    assert "06-30" not in drawn(table, size=99)
    assert "更新" in drawn(table, size=100)


def test_several_flexible_columns_share_the_room() -> None:
    board = Table(tuple(Column(name, name, flexible=True) for name in "甲乙丙"), ((TITLE, "短", TITLE),), record=False)
    lines = drawn(board, size=80).splitlines()
    assert max(map(width, lines)) <= 80
    assert lines[2].startswith("制定《社会主义核心价值观融入法治建设")


def test_a_record_leaves_out_what_is_empty() -> None:
    text = drawn(rows(("1.1", "标题", "", "06-30"), ("1.2", "", "", ""), columns=4), size=40)
    assert text == "1.1  06-30\n  标题\n1.2\n"


def test_an_empty_table_is_its_heading() -> None:
    assert drawn(Table(TASKS.columns, ())).splitlines()[0] == "编号  任务  牵头单位  状态  数量"
    assert drawn() == ""


# --- other blocks ----------------------------------------------------------------------------------------------------


def test_fields_stand_in_two_columns_and_keep_their_lines() -> None:
    fields = Fields(
        (("id", "编号", "5.4"), ("e", "佐证材料", "吉司发〔2020〕12号\n吉司发〔2020〕13号"), ("t", "任务", TITLE))
    )
    assert (
        drawn(fields, size=48)
        == """\
编号      5.4
佐证材料  吉司发〔2020〕12号
          吉司发〔2020〕13号
任务      制定《社会主义核心价值观融入法治建设立
          法修法规划》，推动“七五”普法总结验收工
          作
"""
    )


def test_a_value_stands_below_its_label_where_there_is_no_room_beside() -> None:
    assert drawn(Fields((("s", "Supporting units", "省司法厅"),)), size=24) == "Supporting units\n  省司法厅\n"


def test_paragraphs_keep_their_indent_and_their_limit() -> None:
    text = drawn(Paragraph(TITLE, indent=4), Paragraph(TITLE, indent=4, lines=1), size=40)
    assert (
        text
        == """\
    制定《社会主义核心价值观融入法治建设
    立法修法规划》，推动“七五”普法总结验
    收工作
    制定《社会主义核心价值观融入法治建…
"""
    )


def test_headings_and_captions_stand_close_and_short_paragraphs_below_each_other() -> None:
    table = rows(("1.1", "甲"))
    text = drawn(
        Heading("总览"),
        Paragraph("截至6月30日"),
        table,
        Paragraph("逾期 1 项"),
        Paragraph("1.1 甲", indent=2),
        Heading("任务"),
        table,
    )
    grid = "id   title\n──────────\n1.1  甲\n"
    assert text == f"总览\n截至6月30日\n{grid}\n逾期 1 项\n  1.1 甲\n\n任务\n{grid}"


def test_long_paragraphs_stand_apart() -> None:
    text = drawn(Paragraph("很长很长很长的一段话"), Paragraph("又一段"), Paragraph("再一段"), size=12)
    assert text == "很长很长很长\n的一段话\n\n又一段\n再一段\n"


def test_a_titled_table_and_charts_are_drawn_as_tables() -> None:
    table = Table((Column("id", "编号"),), (("1.1",),), title="表一")
    assert drawn(table).startswith("表一\n编号\n")
    chart = LineChart("累计", ("1月",), (("计划", (1,)), ("完成", (0,))), "按首次时限计。")
    assert "1月      1     0\n按首次时限计。\n" in drawn(chart)
    assert drawn(BarChart("", (ChartBar("甲", 1, 2, 1, "逾期1项"),))).endswith("  1/2  逾期1项\n")


# --- colour ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["FORCE_COLOR", "CLICOLOR_FORCE", "TTY_INTERACTIVE", "COLUMNS", "JUPYTER_COLUMNS"])
def test_without_colour_there_is_no_escape_whatever_the_environment_says(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = (TASKS, GROUPS, Heading("x"), Paragraph("x", Tone.BAD))
    before = drawn(*blocks)
    monkeypatch.setenv(name, "1")
    assert drawn(*blocks) == before
    assert "\x1b" not in before


def test_with_colour_tones_are_shown_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    text = drawn(rows((Cell("1.1", Tone.STRONG), Cell("逾期", Tone.BAD))), Paragraph("x", Tone.MUTED), colour=True)
    assert "\x1b[1m1.1\x1b[0m" in text
    assert "\x1b[31m逾期\x1b[0m" in text
    assert "\x1b[2mx\x1b[0m" in text


def test_with_colour_marks_are_shown() -> None:
    marks = {"甲": Mark.STRONG, "乙": Mark.EMPHASIS, "丙": Mark.PLACE, "丁": Mark.QUIET, "戊": Mark.CODE}
    pieces = tuple(Piece(text, marks=(mark,)) for text, mark in marks.items())
    shown = "\x1b[1m甲\x1b[0m\x1b[3m乙\x1b[0m\x1b[33m丙\x1b[0m\x1b[2m丁\x1b[0m戊"
    assert shown in drawn(Paragraph.of(pieces), colour=True)
    assert shown in drawn(rows(("1.1", Cell("甲乙丙丁戊", pieces=pieces))), colour=True)
    assert "\x1b[1;31m甲\x1b[0m" in drawn(Paragraph.of(pieces[:1], Tone.BAD), colour=True)


def test_with_colour_what_is_late_is_red_behind_what_is_done() -> None:
    text = drawn(BarChart("", (ChartBar("甲", 4, 10, 2),)), colour=True)
    assert "\x1b[32m━━━━\x1b[0m\x1b[31m━━\x1b[0m\x1b[2m────\x1b[0m" in text


@pytest.mark.parametrize("size", [40, 80, 120])
def test_colour_changes_nothing_but_colour(size: int) -> None:
    blocks = (TASKS, GROUPS, Fields((("a", "甲", "乙"),)), Paragraph(TITLE, Tone.WARN, indent=2))
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", drawn(*blocks, size=size, colour=True))
    assert [line.rstrip() for line in coloured.split("\n")] == drawn(*blocks, size=size).split("\n")


# --- encodings and hostile text --------------------------------------------------------------------------------------


def test_gbk_takes_every_glyph() -> None:
    raw = drawn_in("gbk", TASKS, GROUPS, Paragraph(TITLE, lines=1), size=80)
    assert raw.decode("gbk") == drawn(TASKS, GROUPS, Paragraph(TITLE, lines=1), size=80)
    assert b"\\u" not in raw


def test_what_an_editor_reads_keeps_its_lines() -> None:
    lines = "plans/2020.toml:3: error: " + "很长的一句话" * 20 + "\nplans/2020.toml:7: error: another"
    assert drawn(Paragraph(lines, wrapped=False), size=40) == f"{lines}\n"


def test_every_sign_has_one_of_as_many_cells_in_ascii() -> None:
    assert drawn(Paragraph("━─○●√×→ x"), in_ascii=True) == "#-o*vx> x\n"


def test_an_encoding_without_lines_gets_ascii_ones() -> None:
    table = Table((Column("bar", ""), Column("title", "Task", flexible=True)), ((Bar(1, 2), "word " * 40),), lines=1)
    raw = drawn_in("ascii", table, size=80)
    assert b"\\u" not in raw
    assert b"#####-----" in raw
    assert b"----------" in raw.splitlines()[1]
    assert raw.rstrip().endswith(b"...")
    assert raw.decode() == drawn(table, size=80, in_ascii=True)


def test_utf_8_is_taken_for_granted_where_a_stream_has_no_encoding() -> None:
    assert "━" in drawn(GROUPS)


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[2J",
        "\x1b]52;c;cm0=\x07",
        "ok\rFAIL",
        "\u202eevil",
        "a\tb",
        "a\nb",
        "\x9b31m",
        "\u200b",
        "\udc80",
        "\U000e0041",
    ],
)
@pytest.mark.parametrize("size", [40, 100])
def test_hostile_text_is_harmless_everywhere(hostile: str, size: int) -> None:
    cell = Cell(hostile, Tone.BAD)
    table = Table(
        (Column(hostile, hostile), Column("title", hostile, flexible=True)),
        ((cell, hostile),),
        (hostile, cell),
        title=hostile,
    )
    fields = Fields(((hostile, hostile, hostile), ("a", "a", cell)))
    chart = BarChart(hostile, (ChartBar(hostile, 1, 2, note=hostile),))
    pieces = Paragraph.of((Piece(hostile, address=hostile), Piece(hostile, address="x", marks=(Mark.STRONG,))))
    text = drawn(Heading(hostile), Paragraph(hostile), pieces, table, fields, chart, size=size)
    text.encode("utf-8")
    assert not set(text) & (
        set(map(chr, [*range(10), *range(11, 32), *range(127, 160)])) | set("\u202e\u200b\U000e0041")
    )


@pytest.mark.parametrize(
    "text", ["[red]x", "[/foo]", "[link=http://evil]x[/link]", "\\[red]x", "C:\\", "[x] buy [ ] sell", ":bomb: :100:"]
)
def test_markup_and_emoji_codes_are_shown_as_written(text: str) -> None:
    assert f"1.1  {text}\n" in drawn(rows(("1.1", text)))
    assert drawn(Heading(text), Paragraph(text)) == f"{text}\n{text}\n"


# --- the picture -----------------------------------------------------------------------------------------------------


def test_a_picture_is_the_same_every_time_and_asks_for_nothing() -> None:
    svg = tables.record([TASKS, GROUPS], width=80, title="planctl <list>")
    assert svg == tables.record([TASKS, GROUPS], width=80, title="planctl <list>")
    assert "planctl&#160;&lt;list&gt;" in svg
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]
    assert 'fill="#ffffff"' in svg
