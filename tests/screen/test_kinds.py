"""Findings and indicators on screens of three widths and in a pipe, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from looks import drawn, looks
from make import make_entry, make_plan, make_task
from places import GOLDEN

from planctl.plan.model import LANGUAGES, Finding, Indicator, Inspection, Plan, Standard, Status
from planctl.plan.progress import standings
from planctl.screen import people, views
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from conftest import Golden

    from planctl.screen.views import View

DAY = date(2020, 9, 10)
SUBMITTED = make_entry("2020-08-20", status="submitted", reading=2.5, by="王五")
PLAN = replace(
    make_plan([make_task(id="1.1", title="优化政务服务")], title="二〇二〇年计划", title_en="Plan of 2020"),
    inspections=(
        Inspection(
            "D1",
            "营造法治化营商环境、保护民营企业发展专项督察",
            title_en="Inspection of the business environment",
            items=(
                Finding(
                    "D1.1",
                    "办事材料要求企业重复提交，跨部门数据没有共享",
                    title_en="Companies hand in the same papers again and again",
                    area="政务服务",
                    about=("1.1",),
                    lead="省政务服务和数字化建设管理局",
                    due=date(2020, 8, 31),
                ),
                Finding("D1.2", "收费公示不规范", area="涉企收费", status=Status.SUBMITTED, log=(SUBMITTED,)),
                Finding("D1.3", "欠款清偿不及时", area="涉企收费", status=Status.DONE),
            ),
        ),
    ),
    standards=(
        Standard(
            "K",
            "法治政府建设示范创建指标体系",
            title_en="Indicators of exemplary law-based government",
            items=(
                Indicator("K.1", "权责清单公布并更新", path=("一、政府职能", "1.简政放权"), hard=True),
                Indicator(
                    "K.2", "证明事项清理到位", path=("一、政府职能", "1.简政放权"), hard=True, status=Status.DONE
                ),
                Indicator(
                    "K.3", "公众参与决策", path=("二、行政决策",), points=3, status=Status.SUBMITTED, log=(SUBMITTED,)
                ),
            ),
        ),
    ),
)


def listed(kind: type[Inspection | Standard], plan: Plan = PLAN) -> views.TaskList:
    rows = tuple(row for row in standings(plan, DAY, kind) if row.task.is_open)
    return views.TaskList(plan, DAY, rows, by_group=True)


VIEWS: dict[str, View] = {
    "findings": views.findings_report(listed(Inspection), standings(PLAN, DAY, Inspection)),
    "indicators": views.indicators_report(listed(Standard), standings(PLAN, DAY, Standard)),
    "beside": views.overview(PLAN, DAY),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_they_look_as_they_were_read_and_approved(name: str, language: str, golden: Golden) -> None:
    golden(f"kinds/{name}.{language}.txt", looks(VIEWS[name], language))


def test_nothing_is_counted_where_there_is_nothing() -> None:
    empty = make_plan()
    for view in (
        views.findings_report(listed(Inspection, empty), []),
        views.indicators_report(listed(Standard, empty), []),
    ):
        assert len(people.compose(view, Translator("en"))) == 1


def test_what_no_indicator_has_gets_no_column() -> None:
    bare_ones = (Indicator("K.1", "甲", path=("一",)), Indicator("K.2", "乙", path=("一",), lead="省司法厅"))
    plan = replace(make_plan(), standards=(Standard("K", "指标", items=bare_ones),))
    view = views.indicators_report(listed(Standard, plan), standings(plan, DAY, Standard))
    assert "Met" in drawn(view, "en", 80)
    assert not {"Hard", "Points", "Reading"} & set(drawn(view, "en", 80).split())
    full = drawn(VIEWS["indicators"], "en", 80)
    assert {"Hard", "Points", "Reading"} <= set(full.split())


def test_every_golden_file_is_of_a_view() -> None:
    names = {f"{name}.{language}.txt" for name in VIEWS for language in LANGUAGES}
    assert {path.name for path in (GOLDEN / "kinds").iterdir()} == names
