"""The numbering of official documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.draft.marks import Level, as_mark, broken, read_mark


@pytest.mark.parametrize(
    ("line", "level", "number", "rest"),
    [
        ("三、主要安排", Level.CHAPTER, 3, "主要安排"),
        ("第二部分 重点任务", Level.CHAPTER, 2, "重点任务"),
        ("第十章 附则", Level.CHAPTER, 10, "附则"),
        ("（一）突出系统化", Level.PART, 1, "突出系统化"),
        ("(二十五)加强监管", Level.PART, 25, "加强监管"),
        ("㈢加强监管", Level.PART, 3, "加强监管"),
        ("1.转变职能", Level.ITEM, 1, "转变职能"),
        ("2．转变职能", Level.ITEM, 2, "转变职能"),
        ("１２、转变职能", Level.ITEM, 12, "转变职能"),
        ("3．2020年底前完成", Level.ITEM, 3, "2020年底前完成"),
        ("4．6月底前完成", Level.ITEM, 4, "6月底前完成"),
        ("⒊转变职能", Level.ITEM, 3, "转变职能"),
        ("（1）制定办法", Level.SUB, 1, "制定办法"),
        ("(２)制定办法", Level.SUB, 2, "制定办法"),
        ("⑵制定办法", Level.SUB, 2, "制定办法"),
        ("①制定办法", Level.CIRCLE, 1, "制定办法"),
        ("2）制定办法", Level.CIRCLE, 2, "制定办法"),
        ("３)制定办法", Level.CIRCLE, 3, "制定办法"),
        ("\u3000\u3000④制定办法", Level.CIRCLE, 4, "制定办法"),
    ],
)
def test_every_kind_of_mark_is_read(line: str, level: Level, number: int, rest: str) -> None:
    mark = read_mark(line)
    assert mark is not None
    assert (mark.level, mark.number, line[mark.end :]) == (level, number, rest)


@pytest.mark.parametrize(
    "line",
    ["2020年是收官之年", "1.5亿元投资", "1转变职能", "一是制定办法", "一网通办", "（吉发〔2016〕30号）", "第一次会议"],
)
def test_what_only_looks_like_a_mark_is_none(line: str) -> None:
    assert read_mark(line) is None


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        (
            "二、不足(一)重视不够。还有差异。三、安排(一)加强。做好。",
            ["二、不足", "(一)重视不够。还有差异。", "三、安排", "(一)加强。做好。"],
        ),
        (
            "（一）优化。具体措施：1．建成平台。（甲厅牵头）2．公布。",
            ["（一）优化。具体措施：", "1．建成平台。（甲厅牵头）", "2．公布。"],
        ),
        ("责任单位：甲厅、乙局", ["责任单位：甲厅、乙局"]),
        ("（一）甲。责任单位：乙局（二）丙。", ["（一）甲。责任单位：乙局", "（二）丙。"]),
        ("工作报告 一、情况。", ["工作报告 ", "一、情况。"]),
        ("2022年工作要点一、改革", ["2022年工作要点", "一、改革"]),
        ("（一）甲：①乙；②丙；③丁。", ["（一）甲：", "①乙；", "②丙；", "③丁。"]),
        ("一、总体要求\u3000\u3000坚持统一。", ["一、总体要求", "\u3000\u3000坚持统一。"]),
        ("推进工作的通\u3000\u3000知", ["推进工作的通\u3000\u3000知"]),
        ("推动一、二、三产业融合。", ["推动一、二、三产业融合。"]),
        ("坚持统一、规范、高效。", ["坚持统一、规范、高效。"]),
        ("按照第（一）项的规定办理。", ["按照第（一）项的规定办理。"]),
        ("增长1.5%，达到2.0亿元。", ["增长1.5%，达到2.0亿元。"]),
        ("（一）甲。见下文（三）乙。", ["（一）甲。见下文（三）乙。"]),
    ],
)
def test_lines_are_broken_where_a_number_begins_one(line: str, pieces: list[str]) -> None:
    assert list(broken([line])) == pieces


def test_numbers_that_run_on_are_known_across_lines() -> None:
    assert list(broken(["（一）甲。乙。", "二、丙（二）丁。"])) == ["（一）甲。乙。", "二、丙", "（二）丁。"]


@given(st.lists(st.text(alphabet="一二三、（）(1２.．)①。；：甲乙年 \u3000", max_size=30), max_size=5))
def test_nothing_is_lost_when_lines_are_broken(lines: list[str]) -> None:
    assert "".join(broken(lines)) == "".join(lines)


@given(st.sampled_from(Level), st.integers(min_value=1, max_value=20))
def test_a_mark_that_is_made_is_read(level: Level, number: int) -> None:
    mark = read_mark(f"{as_mark(level, number)}甲")
    assert mark is not None
    assert (mark.level, mark.number) == (level, number)


def test_what_is_no_number_is_no_mark() -> None:
    assert read_mark("十十、甲乙") is None
    assert read_mark("（二三十）甲乙") is None
