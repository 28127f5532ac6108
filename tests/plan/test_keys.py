"""What a declaration says, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from planctl.plan.keys import Carry, Kind, about, identities, identity_of, keys_of, left_behind, tables_in
from planctl.plan.letter import Letter
from planctl.plan.model import Entry, Finding, Indicator, Inspection, Plan, Priority, Standard, Task, Unit
from planctl.plan.node import Node, NodeMove
from planctl.plan.round import Figures, Round, States
from planctl.plan.target import Target


@dataclass(frozen=True)
class Leaf:
    text: str = field(metadata=about(Kind.FILLED))
    count: int = field(default=0, metadata=about(Kind.COUNT, carry=Carry.LEFT))


@dataclass(frozen=True)
class Tree:
    name: str = field(metadata=about(Kind.ID, identity=True))
    leaves: tuple[Leaf, ...] = field(default=(), metadata=about(Kind.RECORDS, written="leaf", holds=Leaf))
    notes: tuple[str, ...] = field(default=(), metadata=about(Kind.TEXTS, label="remarks", carry=Carry.LEFT))
    height: int | None = field(default=None, metadata=about(Kind.COUNT, carry=Carry.REBUILT))
    undeclared: int = 0


def test_keys_come_in_the_order_of_the_fields_those_of_records_behind_the_others() -> None:
    assert [key.name for key in keys_of(Tree)] == ["name", "notes", "height", "leaves"]


def test_a_key_is_called_as_its_field_and_its_words_as_the_key_unless_it_says_otherwise() -> None:
    called = [(key.written, key.label) for key in keys_of(Tree)]
    assert called == [("name", "name"), ("notes", "remarks"), ("height", "height"), ("leaf", "leaf")]


def test_what_has_no_default_is_required() -> None:
    assert [(key.default, key.is_required) for key in keys_of(Tree)] == [
        (None, True),
        ((), False),
        (None, False),
        ((), False),
    ]


def test_records_are_keyed_if_one_can_be_told_from_another() -> None:
    assert [key.is_keyed for key in keys_of(Tree)] == [False, False, False, False]
    assert {key.name for key in keys_of(Plan) if key.holds and not key.is_keyed} == {"report"}
    assert {key.name: key.is_keyed for key in keys_of(Task) if key.holds} == {
        "target": False,
        "nodes": True,
        "log": False,
    }
    assert [identity_of(table) for table in (Task, Unit, Entry)] == ["id", "name", None]


def test_things_that_a_hand_made_plan_calls_the_same_are_numbered() -> None:
    assert identities([Tree("甲"), Tree("乙"), Tree("甲")]) == [("甲", 0), ("乙", 0), ("甲", 1)]


def test_what_stays_in_the_old_year_leaves_its_default_behind() -> None:
    assert left_behind(Tree) == {"notes": ()}
    assert left_behind(Leaf) == {"count": 0}


def test_every_table_of_a_plan_is_found() -> None:
    assert list(tables_in(Plan)) == [
        Plan,
        Letter,
        Unit,
        Priority,
        Task,
        Target,
        Node,
        NodeMove,
        Entry,
        Inspection,
        Finding,
        Standard,
        Indicator,
        Round,
        Figures,
        States,
    ]


@pytest.mark.parametrize("kind", Kind)
def test_only_texts_and_units_are_sets(kind: Kind) -> None:
    assert kind.is_set == (kind in {Kind.TEXTS, Kind.UNITS})
