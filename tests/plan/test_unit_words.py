"""The words beside names of units, which a text and a cell of a ledger are read by alike."""

from __future__ import annotations

import pytest

from planctl.draft.units import read_note
from planctl.exchange.reading.unit_cells import read_units
from planctl.plan.unit_words import LABELS, apart, is_collective, is_first_leading, split_list
from planctl.plan.units import folded_unit

KNOWN = {folded_unit(name): name for name in ("甲厅", "乙局", "丙委")}


@pytest.mark.parametrize(
    ("text", "lead", "others"),
    [
        ("甲厅牵头，乙局配合", "甲厅", ("乙局",)),
        ("由甲厅牵头负责，乙局、丙委按职责分工负责", "甲厅", ("乙局", "丙委")),
        ("甲厅负责牵头，乙局参与", "甲厅", ("乙局",)),
        ("甲厅主办，乙局协办", "甲厅", ("乙局",)),
        ("甲厅牵头，会同乙局、丙委按照各自职责分工负责", "甲厅", ("乙局", "丙委")),
        ("甲厅为牵头单位，乙局为配合单位", "甲厅", ("乙局",)),
        ("甲厅（牵头）、乙局、丙委", "甲厅", ("乙局", "丙委")),
        ("乙局、甲厅（牵头单位）、丙委（配合）", "甲厅", ("乙局", "丙委")),
        ("牵头单位：甲厅；配合单位：乙局、丙委", "甲厅", ("乙局", "丙委")),
        ("责任单位：甲厅；配合单位：乙局", "甲厅", ("乙局",)),
        ("主责部门：甲厅；协同责任单位：乙局", "甲厅", ("乙局",)),
        ("牵头处室：甲厅；配合处室：乙局", "甲厅", ("乙局",)),
        ("牵头：甲厅；参与：乙局", "甲厅", ("乙局",)),
        ("甲厅、乙局按职责分工负责", None, ("甲厅", "乙局")),
        ("甲厅、乙局", None, ("甲厅", "乙局")),
        ("甲厅和乙局", None, ("甲厅", "乙局")),
    ],
)
def test_a_text_and_a_cell_say_the_same(text: str, lead: str | None, others: tuple[str, ...]) -> None:
    note = read_note(f"（{text}）", first_leads=False)
    assert note is not None
    assert (note.lead, note.support) == (lead, others)
    assert read_units(text, KNOWN) == (lead, others)


def test_a_name_is_told_from_what_is_said_beside_it() -> None:
    assert [apart(name) for name in ("甲厅牵头", "甲厅（协办）", "会同甲厅", "甲厅等部门", "牵头")] == [
        ("甲厅", "lead"),
        ("甲厅", "support"),
        ("甲厅", ""),
        ("甲厅", "beside"),
        ("牵头", ""),
    ]


def test_lists_are_parted_outside_of_brackets() -> None:
    assert split_list("甲厅、各县（市、区）政府；乙局") == ["甲厅", "各县（市、区）政府", "乙局"]


def test_labels_say_who_they_stand_before() -> None:
    assert [LABELS[label] for label in ("牵头单位", "协办处室", "责任部门", "承办单位")] == [
        "lead",
        "support",
        "all",
        "lead",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("列第一位者为牵头单位", True),
        ("排在首位的部门牵头，下同", True),
        ("第一个单位为牵头单位，下同。", True),
        ("排名第一的单位负责", True),
        ("把安全放在首位，切实负责落实", False),
        ("各单位按职责分工负责", False),
    ],
)
def test_that_the_first_leads_is_known(line: str, told: bool) -> None:
    assert is_first_leading([line]) is told


def test_many_units_at_once_are_no_unit() -> None:
    assert is_collective("各县区")
    assert not is_collective("甲厅")
