"""The plan file as a JSON Schema, made from the declarations of its keys: Draft 4, which editors of TOML understand.

It knows the structure only. Ids given twice, records that contradict a state and the like are for ``check``; and JSON,
which has no dates, cannot tell one from the same in quotation marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planctl.plan.keys import Kind, keys_of
from planctl.plan.model import Entry, Plan
from planctl.toml.fields import FORMAT_FORM, FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planctl.plan.keys import Key

    Words = Callable[[str], str]

DRAFT = "http://json-schema.org/draft-04/schema#"


def plan_schema(words: Words) -> dict[str, Any]:
    """Return the schema of a plan file; ``words`` gives the words of a label, which describe its key to readers."""
    table = _table(keys_of(Plan), words)
    about_file = {"format": {"description": words("format"), **FORMAT_FORM.schema}}
    return {"$schema": DRAFT, "title": "planctl", **table, "properties": about_file | table["properties"]}


def _record(table: type[Any], words: Words) -> dict[str, Any]:
    """Return the schema of a table, some of which need one of several sets of keys."""
    needed = [{"required": list(names)} for names in getattr(table, "NEEDED", ())]
    return _table(keys_of(table), words) | ({"oneOf": needed} if needed else {})


def _table(keys: Sequence[Key], words: Words) -> dict[str, Any]:
    properties = {key.written: {"description": words(key.label), **_value(key, words)} for key in keys}
    required = [key.written for key in keys if key.is_required]
    table = {"type": "object", "properties": properties}
    return table | {"required": required} if required else table


def _value(key: Key, words: Words) -> dict[str, Any]:
    if key.kind is Kind.RECORD:
        return _record(key.holds, words)
    if key.kind is Kind.RECORDS:
        return {"type": "array", "items": _record(key.holds, words)}
    if key.kind is Kind.WAS:
        return _table([key for key in keys_of(Entry) if key.was], words)
    return dict(FORMS[key.kind].schema)
