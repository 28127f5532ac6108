"""Nodes on screens of three widths and in a pipe, in both languages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from looks import bare, drawn, looks
from make import make_plan, make_task
from places import GOLDEN

from planctl.blocks import plain_text
from planctl.plan.model import LANGUAGES
from planctl.plan.node import Node, NodeMove
from planctl.plan.nodes import node_rows
from planctl.plan.progress import standings
from planctl.screen import scripts, views
from planctl.screen.nodes import TICKS
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from conftest import Golden

    from planctl.screen.views import View

DAY = date(2020, 9, 10)
PLAN = make_plan(
    [
        make_task(
            id="1.1",
            title="推进《吉林省生态环境保护条例》立法",
            title_en="Advance the regulations on the environment",
            lead="省生态环境厅",
            nodes=(
                Node(date(2020, 3, 31), "成立起草组", done=date(2020, 3, 20), evidence=("样例〔2020〕6号",)),
                Node(date(2020, 6, 30), "完成征求意见", done=date(2020, 7, 10)),
                Node(
                    date(2020, 8, 31), "专家论证", moved=(NodeMove(date(2020, 7, 20), date(2020, 7, 31), "经批准延期"),)
                ),
                Node(date(2020, 9, 20), "形成送审稿"),
            ),
        ),
        make_task(id="1.2", title="没有节点的任务"),
    ],
    title_en="Plan of 2020",
)
ROWS = standings(PLAN, DAY)
VIEWS: dict[str, View] = {
    "list": views.NodeList(PLAN, DAY, tuple(node_rows(ROWS))),
    "list-empty": views.NodeList(PLAN, DAY, ()),
    "show": views.TaskRecords(PLAN, DAY, tuple(ROWS[:1]), {}),
    "overview": views.overview(PLAN, DAY),
    "timeline": views.Timeline(PLAN, DAY, tuple(ROWS)),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_they_look_as_they_were_read_and_approved(name: str, language: str, golden: Golden) -> None:
    golden(f"nodes/{name}.{language}.txt", looks(VIEWS[name], language))


def test_every_golden_file_is_of_a_view() -> None:
    names = {f"{name}.{language}.txt" for name in VIEWS for language in LANGUAGES}
    assert {path.name for path in (GOLDEN / "nodes").iterdir()} == names


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_documents_and_moves_of_a_node_stand_beside_one_another(language: str) -> None:
    first, second = (NodeMove(date(2020, month, 20), date(2020, month, 28), "延期") for month in (6, 7))
    node = Node(date(2020, 8, 31), "论证", evidence=("样例1号", "样例2号"), moved=(first, second))
    rows = standings(make_plan([make_task(id="1.1", nodes=(node,))]), DAY)
    view = views.TaskRecords(PLAN, DAY, tuple(rows), {})
    clause = Translator(language)("separator.clause")
    for text in (drawn(view, language, 200), bare(view, language)):
        assert f"样例1号{clause}样例2号{clause}" in text
        assert text.count("2020-07-20") == 1
        assert "\\n" not in text


def test_ticks_differ_without_colour_and_can_be_encoded_in_gbk() -> None:
    assert len(set(TICKS.values())) == len(TICKS)
    assert "".join(TICKS.values()).encode("gbk").decode("gbk") == "".join(TICKS.values())


def test_a_day_that_was_changed_by_hand_without_a_reason_has_no_empty_brackets() -> None:
    moved = (NodeMove(date(2020, 7, 20), date(2020, 7, 31)),)
    rows = standings(make_plan([make_task(nodes=(Node(date(2020, 8, 31), "论证", moved=moved),))]), DAY)
    text = "".join(plain_text(scripts.compose(views.TaskRecords(PLAN, DAY, tuple(rows), {}), Translator("zh"))))
    assert "2020-07-20 由 2020-07-31 调整\n" in text


def test_a_full_list_has_whole_titles() -> None:
    task = make_task(title="推进生态环境保护条例立法" * 9, nodes=(Node(DAY, "论证"),))
    rows = tuple(node_rows(standings(make_plan([task]), DAY)))
    assert "…" in drawn(views.NodeList(PLAN, DAY, rows), "zh", 80)
    assert "…" not in drawn(views.NodeList(PLAN, DAY, rows, full=True), "zh", 80)
