"""How much is to be reached."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.draft.deadlines import Doubt
from planctl.draft.quantities import read_quantities
from planctl.plan.target import Target


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("推动新增100个品牌个人调解工作室", 100, "个"),
        ("深入做好市(州)、县(市、区)5个重点领域综合行政执法改革", 5, "个"),
        ("培训１,２００人次", 1200, "人次"),
        ("办理提案440件", 440, "件"),
        ("完成投资1.5亿元", 1.5, "亿元"),
        ("办结率达到95%以上", 95, "%"),
        ("不少于30项", 30, "项"),
        ("评查案卷200卷", 200, "卷"),
        ("改造老旧小区20万平方米", 20, "万平方米"),
        ("投入1.5万亿元用于建设", 1.5, "万亿元"),
        ("新增一百个站点", 100, "个"),
        ("培育两百二十五家企业", 225, "家"),
    ],
)
def test_a_quantity_is_a_target(text: str, amount: float, unit: str) -> None:
    assert read_quantities(text) == (Target(amount, unit), ())


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("办结率由80%提高到95%以上", Target(unit="%", from_=80, to=95)),
        ("时限从450毫秒降至200毫秒", Target(unit="毫秒", from_=450, to=200)),
    ],
)
def test_from_where_to_where_is_a_level(text: str, target: Target) -> None:
    assert read_quantities(text) == (target, ())


@pytest.mark.parametrize(
    "text",
    [
        "2020年完成",
        "第3批次",
        "抓好8个方面的工作",
        "《5G行动计划（3个）》",
        "“100个”工程",
        "吉发〔2016〕30号",
        "6月30日前",
        "0个",
        "24小时不断岗",
        "3个工作日内办结",
        "1小时生活圈",
        "进入全省前10位",
        "前3名",
    ],
)
def test_what_only_has_digits_is_none(text: str) -> None:
    assert read_quantities(text) == (None, ())


@pytest.mark.parametrize(
    ("text", "code", "phrase"),
    [
        ("约30个单位参加", "about", "约30个"),
        ("建成100余家", "about", "100余家"),
        ("办理时间压缩到3天", "level", "压缩到3天"),
        ("成本不超过5元", "level", "不超过5元"),
        ("时限缩短至5个工作日", "level", "缩短至5个工作日"),
        ("走访3—5家企业", "about", "3—5家"),
        ("由3家增加到1.2万家", "quantities", "由3家增加到1.2万家"),
        ("归集2.3亿余条", "about", "2.3亿余条"),
        ("增长6%左右", "about", "6%左右"),
        ("新建20个、改造30个", "quantities", "20个、30个"),
    ],
)
def test_what_is_no_certain_goal_is_told_of(text: str, code: str, phrase: str) -> None:
    found = read_quantities(text)
    assert found.target is None
    assert [(doubt.code, doubt.phrase) for doubt in found.doubts] == [(code, phrase)]


@given(st.text(alphabet="0123456789.,０１约近余个件万元%第年《》（）", max_size=40))
def test_any_text_is_read_without_an_error(text: str) -> None:
    target = read_quantities(text).target
    assert target is None or target.goal > 0


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("投入1234567890123456元", "1234567890123456元"),
        ("新增一百余个站点", "一百余个"),
        ("培育三千家企业", "三千家"),
        ("新建几十个站点", "几十个"),
    ],
)
def test_a_number_that_cannot_be_read_is_told_of(text: str, phrase: str) -> None:
    assert read_quantities(text) == (None, (Doubt("amount", phrase),))
