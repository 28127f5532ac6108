"""Every key that the model declares, put through everything that handles keys: none of them may forget one."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from planctl.plan.carry import carried_task, next_plan, receive
from planctl.plan.keys import Carry, Kind, keys_of, tables_in
from planctl.plan.merge import merge
from planctl.plan.model import GROUPS, LANGUAGES, Entry, Finding, Indicator, Inspection, Plan, Priority, Status, Task
from planctl.plan.round import Round
from planctl.plan.target import Target
from planctl.toml import edits, json_schema, schema
from planctl.toml.difference import difference
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import MakePlan, Run

    from planctl.plan.keys import Key

#: The ids of the groups, and of what stands in them.
GROUP_IDS = {kind: str(number) for number, kind in enumerate(GROUPS, start=1)}
IDS: dict[type[Any], str] = GROUP_IDS | {kind.item_type(): f"{group}.1" for kind, group in GROUP_IDS.items()}
IDS[Round] = "2020-06"
#: What a record must have, and a value that is like no default.
FIRST: dict[Kind, Any] = {Kind.FILLED: "甲", Kind.DAY: date(2020, 3, 2), Kind.YEAR: 2020, Kind.AMOUNT: 5, Kind.COUNT: 2}
FIRST[Kind.ORDERED] = ("1.1",)
OTHER: dict[Kind, Any] = {
    Kind.TEXT: "某事",
    Kind.FILLED: "乙",
    Kind.TEXTS: ("某甲", "某乙"),
    Kind.ORDERED: ("一级", "二级"),
    Kind.UNIT: "省某厅",
    Kind.UNITS: ("市甲局", "市乙局"),
    Kind.FIELDS: ("due", "owner"),
    Kind.ID: "1.2",
    Kind.STATUS: Status.DOING,
    Kind.DAY: date(2020, 6, 8),
    Kind.YEAR: 2031,
    Kind.NUMBER: 3.5,
    Kind.AMOUNT: 47,
    Kind.COUNT: 13,
    Kind.FLAG: True,
    Kind.LANGUAGE: "en",
    Kind.PERIOD: "half",
    Kind.TEMPLATE: "company",
    Kind.TABLE: {"部门": "某处"},
    Kind.LINES: {"本周": "list --due-before +7d"},
    Kind.WAS: {"lead": "省某厅"},
}


def record(table: type[Any]) -> Any:
    """Return the smallest ``table``: what it must have, and one smallest record of every kind in it."""
    values: dict[str, Any] = needed(table)
    for key in keys_of(table):
        if key.holds:
            inner = record(key.holds)
            values[key.name] = (inner,) if key.kind is Kind.RECORDS else inner
        elif key.is_required:
            values[key.name] = IDS[table] if key.kind is Kind.ID else FIRST[key.kind]
    return table(**values)


def needed(table: type[Any], name: str = "amount") -> dict[str, Any]:
    """Return values for what ``table`` needs beside the key ``name``, where it needs one of several sets of keys."""
    if table is not Target:
        return {}
    level = {"from_": 9, "to": 1}
    return {"amount": None} | level if name in level else {"amount": FIRST[Kind.AMOUNT]}


BASE: Plan = record(Plan)


class Case(NamedTuple):
    """A key, the table that declares it, and the fields that lead there from the plan."""

    path: tuple[str, ...]
    table: type[Any]
    key: Key

    def __str__(self) -> str:
        return f"{self.table.__name__}.{self.key.name}"

    def record_of(self, plan: Plan) -> Any:
        return at(plan, self.path)

    @property
    def item(self) -> str:
        """The id of the item that has the key, or holds what has it."""
        found: str = at(BASE, self.path[:2]).id
        return found

    @property
    def value(self) -> Any:
        """A value for the key that it does not have in ``BASE``."""
        if self.key.holds is None:
            return OTHER[self.key.kind]
        if self.key.kind is Kind.RECORD:
            if self.key.holds is Target:
                return Target(amount=OTHER[Kind.AMOUNT])
            keys = keys_of(self.key.holds)
            inner = [key for key in keys if key.is_required] or keys[:1]
            return self.key.holds(**{key.name: OTHER[key.kind] for key in inner})
        made = {key.name: OTHER[key.kind] for key in keys_of(self.key.holds) if key.is_required}
        return (*getattr(self.record_of(BASE), self.key.name), self.key.holds(**made))

    @property
    def plan(self) -> Plan:
        """``BASE`` with that value."""
        plan: Plan = put(BASE, self.path, needed(self.table, self.key.name) | {self.key.name: self.value})
        return plan


def at(where: Any, path: tuple[str, ...]) -> Any:
    """Return what the fields of ``path`` lead to, the first where there are several."""
    for name in path:
        value = getattr(where, name)
        where = value[0] if isinstance(value, tuple) else value
    return where


def put(where: Any, path: tuple[str, ...], values: dict[str, Any]) -> Any:
    if not path:
        return replace(where, **values)
    inner = getattr(where, path[0])
    first, *rest = inner if isinstance(inner, tuple) else (inner,)
    changed = put(first, path[1:], values)
    return replace(where, **{path[0]: (changed, *rest) if isinstance(inner, tuple) else changed})


def cases(table: type[Any] = Plan, path: tuple[str, ...] = ()) -> Iterator[Case]:
    """Yield the keys of ``table`` and of what is in it; those of an item of every kind once."""
    for key in keys_of(table):
        if table in {Finding, Indicator} and key.name in ITEM_KEYS:
            continue
        if not key.identity:
            yield Case(path, table, key)
        if key.holds:
            yield from cases(key.holds, (*path, key.name))


ITEM_KEYS = {key.name for key in keys_of(Task)}
CASES = tuple(cases())
TABLES = tuple(dict.fromkeys(tables_in(Plan)))
TOLD = tuple(case for case in CASES if case.table in {Task, Finding, Indicator, Entry, Target})
every_key = pytest.mark.parametrize("case", CASES, ids=str)
every_key_told = pytest.mark.parametrize("case", TOLD, ids=str)


def parsed(text: str) -> Plan:
    found = schema.parse(text)
    assert [problem.code for problem in found.problems() if problem.code == "unknown-key"] == []
    assert found.plan is not None
    return found.plan


# --- the declarations ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_a_field_is_declared_unless_it_holds_what_is_unknown(table: type[Any]) -> None:
    assert [field.name for field in fields(table) if not field.metadata] == ["extra"]


def test_what_an_entry_sets_is_a_field_of_the_task_and_of_the_same_kind() -> None:
    kinds = {key.name: key.kind for key in keys_of(Task)}
    logged = [key for key in keys_of(Entry) if key.logged]
    assert [key for key in logged if kinds[key.name] is not key.kind] == []
    assert [key.name for key in keys_of(Entry) if key.was and not key.logged] == []


@every_key
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_words_in_every_language(case: Case, language: str) -> None:
    assert Translator(language).has(f"column.{case.key.label}")


# --- the file --------------------------------------------------------------------------------------------------------


@every_key
def test_it_is_written_and_read(case: Case) -> None:
    assert parsed(edits.new_text(case.plan)) == case.plan != BASE


@every_key
def test_it_is_written_into_a_text_and_taken_out_again(case: Case) -> None:
    text = edits.new_text(BASE)
    with_it = edits.apply(text, difference(BASE, case.plan))
    assert parsed(with_it) == case.plan
    assert parsed(edits.apply(with_it, difference(case.plan, BASE))) == BASE


@every_key
def test_what_one_side_wrote_survives_a_merge(case: Case) -> None:
    elsewhere = {"另注": "其他"}
    merged = merge(BASE, replace(BASE, extra=elsewhere), case.plan)
    assert merged.conflicts == ()
    assert merged.plan == replace(case.plan, extra=elsewhere)


@every_key
def test_editors_are_told_of_it(case: Case) -> None:
    found = json_schema.plan_schema(lambda label: label)
    table: type[Any] = Plan
    for name in case.path:
        key = next(key for key in keys_of(table) if key.name == name)
        table, found = key.holds, found["properties"][key.written]
        found = found.get("items", found)
    assert found["properties"][case.key.written]["description"] == case.key.label


# --- people and scripts ----------------------------------------------------------------------------------------------


@every_key_told
def test_people_see_it(case: Case, run: Run, plan: MakePlan) -> None:
    def shown(what: Plan) -> tuple[str, str]:
        plan(edits.new_text(what))
        return run("show", case.item, terminal=True).out, run("show", case.item, "--plain").out

    before, after = shown(BASE), shown(case.plan)
    assert all(before)
    assert [one != other for one, other in zip(before, after, strict=True)] == [case.key.shown, case.key.shown]


@every_key_told
def test_scripts_read_it(case: Case, run: Run, plan: MakePlan) -> None:
    def spelled(what: Plan) -> Any:
        plan(edits.new_text(what))
        task = json.loads(run("show", case.item, "--json").out)["tasks"][0]
        for name in case.path[2:]:
            task = task[name][0] if name == "log" else task[name]
        return task

    before, after = spelled(BASE), spelled(case.plan)
    assert before[case.key.written] != after[case.key.written]


# --- the next year ---------------------------------------------------------------------------------------------------

CARRIED = {Plan, Priority, Inspection, Task, Finding}


@pytest.mark.parametrize("case", [case for case in CASES if case.table in CARRIED], ids=str)
def test_it_goes_over_into_the_next_year_or_is_said_to_stay(case: Case) -> None:
    new = receive(next_plan(case.plan, 2032), case.plan, ("1.1", "2.1")).plan
    if issubclass(case.table, Task):
        found: Any = carried_task(at(case.plan, case.path), case.plan, "1.7")
    else:
        found = new if case.table is Plan else new.groups_of(case.table)[0]
    now = getattr(found, case.key.name)
    left = now if case.key.holds else case.key.default
    expected = {Carry.KEPT: case.value, Carry.LEFT: left, Carry.REBUILT: now}
    assert now == expected[case.key.carry]
