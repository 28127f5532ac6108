"""A sentence as its parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.draft.clauses import deliverables, enumerated, is_deed


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("重点抓好：一是制定办法；二是建立机制；三是开展检查。", ("制定办法；", "建立机制；", "开展检查。")),
        ("一是制定办法，二是建立机制。", ("制定办法，", "建立机制。")),
        ("一要制定办法。", ("制定办法。",)),
        ("二是建立机制。", ("建立机制。",)),
        ("关键一是人才。", ("关键一是人才。",)),
        ("一是", ("一是",)),
        ("一是。二是", ("一是。二是",)),
        ("完善“一是一、二是二”制度。", ("完善“一是一、二是二”制度。",)),
    ],
)
def test_lists_in_a_sentence_are_taken_apart(sentence: str, parts: tuple[str, ...]) -> None:
    assert enumerated(sentence) == parts


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        (
            "加强人民调解工作,持续推进“百姓说事点”提档升级,推动新增100个工作室。",
            ["加强人民调解工作", "持续推进“百姓说事点”提档升级", "推动新增100个工作室"],
        ),
        (
            "按照中央部署,推进基层整合执法力量,加快综合平台建设,研究制定目录清单。",
            ["推进基层整合执法力量", "加快综合平台建设", "研究制定目录清单"],
        ),
        ("举办培训班，培训60学时；持证上岗率达100%。", ["举办培训班", "培训60学时", "持证上岗率达100%"]),
        ("开展证明告知承诺制改革，提高便利化水平。", ["开展证明告知承诺制改革，提高便利化水平。"]),
        ("制定《吉林省规划，纲要》（省厅，省局），落实责任。", ["制定《吉林省规划，纲要》（省厅，省局）", "落实责任"]),
    ],
)
def test_deliverables_stand_apart_from_manner_and_purpose(sentence: str, titles: list[str]) -> None:
    assert [title for title, _ in deliverables(sentence)] == titles


def test_grounds_and_purposes_stay_with_their_deliverable() -> None:
    assert deliverables("按照《办法》，启动创建，提升水平，6月底前，完成清理，9月底前建成平台。") == (
        ("启动创建", "按照《办法》，启动创建，提升水平"),
        ("完成清理", "6月底前，完成清理"),
        ("9月底前建成平台", "9月底前建成平台"),
    )


@given(st.text(alphabet="一二三是；，。：制定建立按照提高《》（）“”", max_size=40))
def test_any_sentence_has_parts(sentence: str) -> None:
    assert len(enumerated(sentence)) >= 1
    assert len(deliverables(sentence)) >= 1


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("制定方案。", True),
        ("围绕中心工作，印发清单。", True),
        ("长期坚持“三会一课”制度。", True),
        ("长期坚持以人民为中心。", False),
        ("达到百分之九十以上。", True),
        ("推进法治建设，具体任务如下：", False),
        ("抓好以下工作。", False),
        ("全面推进依法行政，主要做好三项工作。", False),
        ("今年是关键之年。", False),
    ],
)
def test_what_is_to_be_done_is_told_from_what_leads_up_to_it(sentence: str, told: bool) -> None:
    assert is_deed(sentence) is told
