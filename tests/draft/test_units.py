"""Who does it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.draft.units import Charge, read_note, rounded, split_names, split_notes, trailing_note
from planctl.plan.unit_words import is_first_leading


@pytest.mark.parametrize(
    ("note", "lead", "support"),
    [
        ("（省司法厅牵头，省信访局按职责分工负责）", "省司法厅", ("省信访局",)),
        ("(市政务局牵头,市大数据局、各县区人民政府配合)", "市政务局", ("市大数据局", "各县区人民政府")),
        ("（由省发展改革委牵头负责）", "省发展改革委", ()),
        ("（省司法厅负责）", "省司法厅", ()),
        ("责任单位：省司法厅", "省司法厅", ()),
        ("责任单位：省司法厅。", "省司法厅", ()),
        ("牵头单位：甲厅；配合单位：乙局、丙委", "甲厅", ("乙局", "丙委")),
        ("牵头单位:区发改局 责任单位:立山经济开发区,全区各街道", "区发改局", ("立山经济开发区", "全区各街道")),
        ("（牵头单位：甲厅；责任单位：乙局、各市州）", "甲厅", ("乙局", "各市州")),
        ("（责任单位：甲厅牵头，乙局、丙委按职责分工负责）", "甲厅", ("乙局", "丙委")),
        ("（省司法厅）", "省司法厅", ()),
        ("责任处室：文电处", "文电处", ()),
        ("（牵头：甲厅；配合：乙局）", "甲厅", ("乙局",)),
        ("以上任务责任单位：甲厅", "甲厅", ()),
        ("（责任单位：甲厅；", "甲厅", ()),
        ("（甲厅会同乙局负责）", "甲厅", ("乙局",)),
        ("（由甲厅牵头，会同乙局、丙委办理）", "甲厅", ("乙局", "丙委")),
        ("（甲厅为牵头单位，乙局为责任单位）", "甲厅", ("乙局",)),
        ("责任单位：甲厅，各县（市、区）政府", None, ("甲厅", "各县（市、区）政府")),
    ],
)
def test_a_note_says_who_leads_and_who_helps(note: str, lead: str | None, support: tuple[str, ...]) -> None:
    charge = read_note(note, first_leads=False)
    assert charge is not None
    assert (charge.lead, charge.support) == (lead, support)
    assert [doubt.code for doubt in charge.doubts] == ([] if lead else ["lead"])


@pytest.mark.parametrize("note", ["责任单位：甲厅、乙局", "（甲厅、乙局）", "（甲厅、乙局按职责分工负责）"])
def test_of_units_named_alike_nobody_leads_unless_the_text_says_that_the_first_does(note: str) -> None:
    charge = read_note(note, first_leads=False)
    assert charge is not None
    assert (charge.lead, charge.support) == (None, ("甲厅", "乙局"))
    if "按职责" not in note:
        assert [doubt.code for doubt in charge.doubts] == ["lead"]
        assert read_note(note, first_leads=True) == Charge("甲厅", ("乙局",))


@pytest.mark.parametrize(
    "line",
    ["分工方案（排在第一位的部门为牵头部门，下同）", "列第一位者为牵头单位，下同", "（注：排名第一的单位为牵头单位）"],
)
def test_that_the_first_leads_is_said_once(line: str) -> None:
    assert is_first_leading(["工作要点", line])
    assert not is_first_leading(["省司法厅牵头"])


@pytest.mark.parametrize(
    "note",
    [
        "（含上期结转108件）",
        "（州）",
        "（此件公开发布）",
        "（2015—2020年）",
        "（市、区、县统一标准）",
        "（3月1日前报送市委、市政府）",
        "（试点地区：长春市、吉林市）",
        "（含教育局、财政局）",
        "（原省法制办）",
        "（以下简称领导小组）",
    ],
)
def test_what_names_no_unit_is_no_note(note: str) -> None:
    assert read_note(note, first_leads=False) is None


def test_limits_and_people_stand_in_the_same_note() -> None:
    charge = read_note("责任单位：甲厅责任人：王芳完成时限：2020年6月底", first_leads=False)
    assert charge == Charge("甲厅", (), "王芳", "2020年6月底")


def test_several_that_lead_and_those_not_named_are_told_of() -> None:
    charge = read_note("（甲厅、乙局牵头，丙委等部门配合）", first_leads=False)
    assert charge is not None
    assert (charge.lead, charge.support) == ("甲厅", ("乙局", "丙委"))
    assert [doubt.code for doubt in charge.doubts] == ["leads", "others"]
    for note in ("牵头单位：甲厅、乙局", "责任领导：张三，责任人：李四"):
        told = read_note(note, first_leads=False)
        assert told is not None
        assert [doubt.code for doubt in told.doubts] == ["leads" if "甲厅" in note else "owners"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲厅、乙局，丙委", ("甲厅", "乙局", "丙委")),
        ("教育厅和财政厅", ("教育厅", "财政厅")),
        ("人力资源和社会保障厅、住房和城乡建设厅", ("人力资源和社会保障厅", "住房和城乡建设厅")),
        ("省委编办，省司法厅及各市（州）", ("省委编办", "省司法厅", "各市（州）")),
        ("各县（市、区）党委和政府、甲厅", ("各县（市、区）党委和政府", "甲厅")),
    ],
)
def test_names_are_split_only_between_units(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text)[0] == names


def test_a_note_at_the_end_is_taken_off() -> None:
    assert trailing_note("完成清理（甲厅牵头）。") == ("完成清理。", "（甲厅牵头）")
    assert trailing_note("完成清理。") == ("完成清理。", "")
    assert trailing_note("完成清理，牵头单位：甲厅，配合单位：乙局。") == (
        "完成清理。",
        "牵头单位：甲厅，配合单位：乙局",
    )


@pytest.mark.parametrize("line", ["清理。[甲厅牵头]", "清理。【甲厅牵头】", "清理。［甲厅牵头］", "清理。——甲厅牵头"])
def test_notes_stand_in_brackets_of_any_form(line: str) -> None:
    assert rounded(line) == "清理。（甲厅牵头）"


def test_what_is_no_note_keeps_its_brackets() -> None:
    for line in ("[ 纠错 ]", "〔2015〕36号", "【附表】", "第一。——第二"):
        assert rounded(line) == line


def test_several_notes_are_told_apart() -> None:
    assert split_notes("（甲厅）（6月底前）。") == ["（甲厅）", "（6月底前）"]
    assert split_notes("责任单位：甲厅（省级）") == ["责任单位：甲厅（省级）"]


@given(st.text(alphabet="甲厅乙局和及、，；：。（）牵头单位责任负责配合等 ", max_size=30), st.booleans())
def test_any_note_is_read_without_an_error(note: str, first_leads: bool) -> None:
    charge = read_note(note, first_leads=first_leads)
    assert charge is None or charge.lead != ""
