"""Indicators out of tables and numbered texts, with their points and what else is said of them."""

from __future__ import annotations

from planctl.draft.documents import read_document
from planctl.draft.drafting import Draft, Request, draft
from planctl.draft.standards import unread_columns

TEXT = """\
法治建设指标体系（2021年版）
一、总体要求
坚持依法行政。
二、依法行政制度体系完善
（一）制度建设（40分）
1．审核率达到100%。（10分）
2．按期备案（5.5分）；
3．每年清理一次，得20分。
4．清理证明事项。★
三、评价办法
由市司法局组织评价。
"""
TABLE = """\
指标体系（2021年）
一级指标\t二级指标\t三级指标\t评分标准\t分值
一、职能\t1．放权\t公布清单\t未公布扣1分\t3
"""


def drafted(text: str) -> Draft:
    return draft(read_document(text.encode(), "text.txt"), Request("standard"), "zh")


def test_a_text_that_is_a_standard_is_read_whole_but_for_its_principles() -> None:
    made = drafted(
        TEXT.replace("坚持", "（一）坚持。坚持").replace("二、依法", "一、职能履行\n1．公布清单。\n二、依法")
    )
    (standard,) = made.plan.standards
    assert [item.path[0] for item in standard.items][:2] == ["一、职能履行", "二、依法行政制度体系完善"]
    assert [node.heading for node in made.left] == ["总体要求", "评价办法"]


def test_points_stand_in_brackets_or_behind_a_comma() -> None:
    path = ("二、依法行政制度体系完善", "1．制度建设")
    (standard,) = drafted(TEXT).plan.standards
    assert [(item.title, item.path, item.points, item.hard) for item in standard.items] == [
        ("审核率达到100%", path, 10, False),
        ("按期备案", path, 5.5, False),
        ("每年清理一次", path, 20, False),
        ("清理证明事项", path, None, True),
    ]


def test_columns_that_are_not_read_are_named() -> None:
    made = drafted(TABLE)
    assert ([item.title for item in made.plan.items], made.columns) == (["公布清单"], ("评分标准",))
    assert unread_columns((("序号", "一级指标", "二级指标", "是否硬性"),)) == ()
    assert unread_columns((("甲", "乙"),)) == ()
