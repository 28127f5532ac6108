"""The JSON Schema of plan files against plans, good and broken, by a checker of the few words that it uses."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest
from places import BROKEN, COMPANY, EXAMPLE, PLAN_2020

from planctl.toml import json_schema, schema
from planctl.toml.syntax import parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA = json_schema.plan_schema(lambda label: f"words of {label}")
BROKEN_PLANS = sorted(BROKEN.glob("*.toml"))
#: What is wrong with the structure of a plan, as opposed to what it says, how much, or whether it is TOML at all.
STRUCTURAL = {"bad-id", "blank", "empty", "missing", "missing-of-task", "no-amount", "orphan-task"}
STRUCTURAL |= {"not-count", "not-date", "not-flag", "not-number", "not-table", "not-tables", "not-text", "not-texts"}
STRUCTURAL |= {
    "not-year",
    "unknown-format",
    "unknown-language",
    "unknown-period",
    "unknown-template",
    "unknown-status",
    "half-level",
    "two-targets",
}
STRUCTURAL |= {"not-clearable"}
STRUCTURAL |= {"not-line"}
#: A date in quotation marks, since in JSON every date is a text; a baseline of a level, which is a small thing.
INDISTINCT = {"not-date", "two-targets.baseline"}

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}
KEYWORDS = {"description", "type", "enum", "pattern", "format", "minimum", "maximum", "exclusiveMinimum"}
KEYWORDS |= {"properties", "additionalProperties", "required", "items", "oneOf"}


def as_json(value: Any) -> Any:
    """Return TOML data as editors hand it to a schema: dates and times as texts."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, (date, time)) else value


def faults(value: Any, rule: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield the places of ``value`` that ``rule`` forbids; of a wrong type, nothing else."""
    if not is_of_type(value, rule.get("type")) or not is_allowed(value, rule):
        yield path
        return
    for name, inner in rule.get("properties", {}).items():
        if name in value:
            yield from faults(value[name], inner, f"{path}.{name}")
    for name in value if "additionalProperties" in rule else ():
        yield from faults(value[name], rule["additionalProperties"], f"{path}.{name}")
    yield from (f"{path}.{name}" for name in rule.get("required", ()) if name not in value)
    if "oneOf" in rule and sum(not list(faults(value, one)) for one in rule["oneOf"]) != 1:
        yield path
    for number, item in enumerate(value if "items" in rule else ()):
        yield from faults(item, rule["items"], f"{path}.{number}")


def is_of_type(value: Any, name: str | None) -> bool:
    if isinstance(value, bool):
        return name in {None, "boolean"}
    return name is None or isinstance(value, TYPES[name])


def is_allowed(value: Any, rule: dict[str, Any]) -> bool:
    least = rule.get("minimum")
    return (
        ("enum" not in rule or any(value == item and type(value) is type(item) for item in rule["enum"]))
        and ("pattern" not in rule or re.search(rule["pattern"], value) is not None)
        and (rule.get("format") != "date" or re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None)
        and (least is None or value > least or (value == least and not rule.get("exclusiveMinimum")))
        and ("maximum" not in rule or value <= rule["maximum"])
    )


def rules(rule: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield rule
    for inner in (*rule.get("properties", {}).values(), *((rule["items"],) if "items" in rule else ())):
        yield from rules(inner)


def test_the_checker_knows_every_word_of_the_schema() -> None:
    head = {key: SCHEMA[key] for key in ("$schema", "title")}
    assert head == {"$schema": "http://json-schema.org/draft-04/schema#", "title": "planctl"}
    assert {word for rule in rules(SCHEMA) for word in rule} - head.keys() == KEYWORDS
    assert all(rule["required"] for rule in rules(SCHEMA) if "required" in rule), "Draft 4 allows no empty list there"


def test_every_key_is_described() -> None:
    properties = [rule for outer in rules(SCHEMA) for rule in outer.get("properties", {}).values()]
    assert all(rule["description"].startswith("words of ") for rule in properties)


@pytest.mark.parametrize("path", [PLAN_2020, EXAMPLE, COMPANY], ids=lambda path: path.parent.name)
def test_the_plans_that_come_with_the_program_fit(path: Path) -> None:
    data, _ = parse_toml(path.read_text(encoding="utf-8"))
    assert list(faults(as_json(data), SCHEMA)) == []


@pytest.mark.parametrize("path", BROKEN_PLANS, ids=lambda path: path.stem)
def test_a_broken_plan_fits_unless_its_structure_is_broken(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    data, _ = parse_toml(text)
    if data is None:
        return  # not TOML: no editor comes as far as the schema
    codes = {problem.code for problem in schema.parse(text).problems()}
    expected = bool(codes & STRUCTURAL) and path.stem not in INDISTINCT
    assert bool(list(faults(as_json(data), SCHEMA))) == expected


def test_unknown_keys_are_welcome() -> None:
    assert list(faults({"year": 2020, "title": "计划", "预算": {"甲": 1}, "priority": []}, SCHEMA)) == []
