"""Characters that web pages lose between digits."""

from __future__ import annotations

import pytest
from places import ROOT

from planctl.draft.repairs import Repair, repaired

SECTION = (ROOT / "examples" / "section-three.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("lost", "found"),
    [
        ("(中发〔201536号)", "(中发〔2015〕36号)"),
        ("(国办发〔2018115号)", "(国办发〔2018〕115号)"),
        ("(国办发〔20199号)", "(国办发〔2019〕9号)"),
        ("(吉市监联字201923号)", "(吉市监联字〔2019〕23号)"),
        ("纲要(20152020年)", "纲要(2015—2020年)"),
        ("经清理,20192月底前", "经清理,2019年2月底前"),
        ("截至201912月底", "截至2019年12月底"),
        ("增加73.51%74.12%73.71%", "增加73.51%、74.12%、73.71%"),
    ],
)
def test_what_was_lost_is_put_back(lost: str, found: str) -> None:
    lines, repairs = repaired((lost,))
    assert lines == (found,)
    assert repairs


def test_every_repair_is_reported_with_its_line_in_the_order_of_the_text() -> None:
    _, repairs = repaired(("甲", "纲要(20152020年)(中发〔201536号)"))
    assert repairs == (Repair(2, "20152020年", "2015—2020年"), Repair(2, "〔201536号", "〔2015〕36号"))


@pytest.mark.parametrize(
    "text", ["(中发〔2015〕36号)", "2015—2020年", "2019年2月", "12345678", "完成20192户", "100个项目", "电话20151234年"]
)
def test_what_is_whole_stays(text: str) -> None:
    assert repaired((text,)) == ((text,), ())


def test_the_point_of_numbers_that_follow_each_other_is_put_back() -> None:
    lines, repairs = repaired(("1转变职能。", "2加强监管。", "2020年工作", "3个部门", "5改进服务", "3改进服务"))
    assert lines == ("1．转变职能。", "2．加强监管。", "2020年工作", "3个部门", "5改进服务", "3．改进服务")
    assert [repair.after for repair in repairs] == ["1．转变职能", "2．加强监管", "3．改进服务"]


def test_our_source_gets_all_its_numbers_back() -> None:
    lines, repairs = repaired(tuple(SECTION))
    restored = ["2015—2020年", "2015—2020年", "〔2015〕36号", "〔2016〕30号", "〔2019〕28号"]
    assert sorted(repair.after for repair in repairs) == sorted(restored)
    assert repaired(lines) == (lines, ())
