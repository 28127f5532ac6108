"""Findings out of the builds that texts about an inspection have."""

from __future__ import annotations

import pytest

from planctl.draft.compare import compare
from planctl.draft.documents import read_document
from planctl.draft.drafting import Draft, Request, draft
from planctl.draft.outline import read_outline

HEAD = "某市2021年督察反馈问题整改方案\n一、反馈问题及整改措施\n"
LABELLED = """\
（一）思想认识不到位
1．反馈问题：重视不够。
整改目标：压实责任。
整改措施：（1）6月底前召开会议；（2）纳入考核。
整改时限：2021年9月底前
2．存在问题：巡河率仅60%。
整改措施：一是建立台账；二是每月通报。
整改时限：立行立改，长期坚持
"""
ASPECTS = """\
（一）责任落实不到位
1．整改目标：压实责任。
2．整改措施：
（1）召开会议。
（2）开展巡查。
3．责任单位：市生态环境局
4．整改时限：2021年9月底前
（二）处理能力不足
存在问题：缺口200吨。
整改措施：新建处理厂；改造管网。
验收说明：另行通知
（三）水质不达标。某断面为劣五类。
整改措施：1．截污。2．清淤。
"""
LISTED = """\
（一）执法方面
一是执法不规范。部分案卷缺少签字。二是公示不到位。
（二）决策方面
1．程序不严。有的未经审查。
2．论证流于形式。
"""


def drafted(text: str) -> Draft:
    return draft(read_document((HEAD + text).encode(), "text.txt"), Request("inspection"), "zh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            LABELLED,
            [
                ("重视不够", ["压实责任", "6月底前召开会议", "纳入考核"], "2021-09-30"),
                ("巡河率仅60%", ["建立台账", "每月通报"], None),
            ],
        ),
        (
            ASPECTS,
            [
                ("责任落实不到位", ["压实责任", "召开会议", "开展巡查"], "2021-09-30"),
                ("处理能力不足", ["新建处理厂", "改造管网"], None),
                ("水质不达标", ["截污", "清淤"], None),
            ],
        ),
        (
            LISTED,
            [
                ("执法不规范", [], None),
                ("公示不到位", [], None),
                ("程序不严", [], None),
                ("论证流于形式", [], None),
            ],
        ),
    ],
)
def test_every_build_gives_its_problems_with_their_measures(
    text: str, expected: list[tuple[str, list[str], str | None]]
) -> None:
    found = [
        (item.title, [node.goal for node in item.nodes], item.due.isoformat() if item.due else None)
        for item in drafted(text).plan.items
    ]
    assert found == expected


def test_a_limit_without_an_end_is_a_duty() -> None:
    assert [item.ongoing for item in drafted(LABELLED).plan.items] == [False, True]


def test_what_tells_more_of_a_problem_is_told_as_that() -> None:
    assert [(gave.text, gave.reason) for gave in drafted(LISTED).silent] == [
        ("部分案卷缺少签字。", "detail"),
        ("有的未经审查。", "detail"),
    ]
    silent = {gave.text: gave.reason for gave in drafted(ASPECTS).silent}
    assert (silent["存在问题：缺口200吨。"], silent["某断面为劣五类。"]) == ("detail", "detail")


def test_a_note_that_could_not_be_read_is_told() -> None:
    made = drafted("1．程序不严。（此件公开）\n2．论证不足。")
    assert [(gave.text, gave.reason) for gave in made.silent] == [("（此件公开）", "note")]


@pytest.mark.parametrize("text", [LABELLED, ASPECTS, LISTED])
def test_a_draft_and_its_text_meet(text: str) -> None:
    assert compare(drafted(text).plan, read_outline((HEAD + text).splitlines())) == ((), ())
    assert compare(drafted(LISTED).plan, read_outline((HEAD + LISTED + "3．缺少培训。").splitlines())).without == (
        ("(二)3", "缺少培训。"),
    )
