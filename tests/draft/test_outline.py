"""The text as a tree of numbered parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT

from planctl.draft.marks import Level
from planctl.draft.outline import Node, Sort, is_note, read_outline

SECTION = (ROOT / "examples" / "section-three.txt").read_text(encoding="utf-8")


def tree(node: Node) -> object:
    """Return what a part holds, as a test can write it down."""
    return (node.title, list(node.sentences), [tree(child) for child in node.children])


def test_the_parts_of_our_source() -> None:
    (chapter,) = read_outline(SECTION.splitlines()).chapters
    assert chapter.title == "2020年法治政府建设的主要安排"
    assert [(part.title, len(part.sentences)) for part in chapter.children] == [
        ("突出系统化,加快建设法治政府", 6),
        ("突出法治化,持续优化营商环境", 6),
        ("突出精细化,加强改进制度建设", 6),
        ("突出规范化,提高行政执法水平", 4),
        ("突出协同化,化解社会矛盾纠纷", 5),
    ]


def test_our_source_without_its_line_breaks_is_the_same() -> None:
    glued = read_outline([SECTION.replace("\n", "")])
    assert [tree(node) for node in glued.nodes] == [tree(node) for node in read_outline(SECTION.splitlines()).nodes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（一）标题。第一句。第二句。", ("标题", ["第一句。", "第二句。"], [])),
        ("（一）标题\n第一句。\n第二句。", ("标题", ["第一句。", "第二句。"], [])),
        ("（一）加快推进一网通办。", ("", ["加快推进一网通办。"], [])),
        ("（一）加快推进一网通办。（甲厅牵头）", ("", ["加快推进一网通办。"], [])),
        ("（一）加快推进一网通办", ("", ["加快推进一网通办"], [])),
        ("（一）标题：\n1．第一项。\n2．第二项；", ("标题", [], [("", ["第一项。"], []), ("", ["第二项；"], [])])),
        (
            "（一）标题。具体措施：\n1．转变职能。推进改革。完善机制。",
            ("标题", ["具体措施："], [("转变职能", ["推进改革。", "完善机制。"], [])]),
        ),
        ("（一）标题。\n1．2020年底前完成。再检查。", ("标题", [], [("", ["2020年底前完成。", "再检查。"], [])])),
        ("（一）标题。甲说“可以。”乙办（含1件。）完。", ("标题", ["甲说“可以。”", "乙办（含1件。）完。"], [])),
        ("（一）标题。第一句。没有句号", ("标题", ["第一句。"], [])),
        ("（一）标题：\n——第一项。\n● 第二项\n· 第三项", ("标题", ["第一项。", "第二项", "第三项"], [])),
        ("（一）2023年底前完成清理。完成后报备。", ("", ["2023年底前完成清理。", "完成后报备。"], [])),
        ("1．每季度末召开会议。每年评估。", ("", ["每季度末召开会议。", "每年评估。"], [])),
        ("1．加快推进。\n[ 纠错 ]", ("", ["加快推进。"], [])),
        ("1．加快推进\n附表", ("", ["加快推进"], [])),
        ("一、开展普法", ("", ["开展普法"], [])),
        ("1．加快推进。（甲厅）（6月底前）", ("", ["加快推进。"], [])),
        ("1．加快推进。[甲厅牵头]", ("", ["加快推进。"], [])),
        ("1．加快推进。\n责任单位：甲厅\n乙局", ("", ["加快推进。"], [])),
    ],
)
def test_a_part_has_a_title_sentences_and_parts(text: str, expected: object) -> None:
    (node,) = read_outline(text.splitlines()).nodes
    assert tree(node) == expected


def test_what_stands_above_the_first_number_is_the_front() -> None:
    outline = read_outline(["\ufeff某市工作要点", "", "引言。", "一、甲"])
    assert outline.front == ("某市工作要点", "引言。")


def test_notes_and_fragments_are_no_sentences() -> None:
    (node,) = read_outline(["（一）标题。第一句。（甲厅牵头）第二句。", "责任单位：乙局", "[ 纠错 ]"]).nodes
    assert [(passage.text, passage.sort) for passage in node.passages] == [
        ("第一句。", Sort.SENTENCE),
        ("（甲厅牵头）", Sort.NOTE),
        ("第二句。", Sort.SENTENCE),
        ("责任单位：乙局", Sort.NOTE),
        ("[ 纠错 ]", Sort.FRAGMENT),
    ]


@pytest.mark.parametrize(
    "text",
    ["（甲厅牵头）", "责任单位：甲厅、乙局。", "（责任单位：甲厅；完成时限：6月底）", "排在第一位的为牵头单位，下同。"],
)
def test_notes_are_known_by_their_form(text: str) -> None:
    assert is_note(text)
    assert not is_note(f"完成清理{text}完成清理。")


@given(st.text(alphabet="一二三、（）(1２．)①。；：甲乙年底“”\n责任单位： ", max_size=80))
def test_no_letter_of_a_text_is_lost(text: str) -> None:
    def words(node: Node) -> str:
        return node.title + "".join(passage.text for passage in node.passages) + "".join(map(words, node.children))

    outline = read_outline(text.splitlines())
    kept = "".join(outline.front) + "".join(map(words, outline.nodes))
    letters = "甲乙底责任单位"
    assert [char for char in kept if char in letters] == [char for char in text if char in letters]
    assert all(node.level in Level for node in outline.nodes)


@given(st.text(alphabet="一二三、（）(1２．)①。；：甲乙年底“”[]—·\n责任单位： ", max_size=80))
def test_no_title_stands_above_nothing(text: str) -> None:
    def check(node: Node) -> None:
        assert not node.title or node.children or node.sentences
        for child in node.children:
            check(child)

    for node in read_outline(text.splitlines()).nodes:
        check(node)
