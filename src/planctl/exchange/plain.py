"""The data of a TOML table as JSON has it, and back: nothing is lost, and nothing changes its type.

Days under keys that the model knows are written as ``"2020-06-30"``, as the key says what they are. Under any other key
a value that JSON has no form for is an object of one member that names its type: ``{"$date": "2020-06-30"}``.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time
from math import isfinite
from typing import TYPE_CHECKING, Any

from planctl.plan.keys import Kind, keys_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planctl.plan.keys import Key

_TABLE = "$table"
_FORMS: dict[str, Callable[[Any], Any]] = {
    "$date": date.fromisoformat,
    "$datetime": datetime.fromisoformat,
    "$time": time.fromisoformat,
    "$float": float,
}


def to_plain(table: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``data``, a TOML table that says a value of the dataclass ``table``, in the types of JSON."""
    keys = {key.written: key for key in keys_of(table)}
    return {name: plain_value(keys.get(name), value) for name, value in data.items()}


def from_plain(table: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``to_plain`` was given, out of what it made; what is no such thing comes back as it is.

    What the values mean is left to ``planctl.toml.schema`` to judge.
    """
    keys = {key.written: key for key in keys_of(table)}
    return {name: typed_value(keys.get(name), value) for name, value in data.items()}


def to_json(value: object) -> str:
    """Return plain ``value`` as JSON on one line, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def plain_value(key: Key | None, value: Any) -> Any:
    """Return the TOML ``value`` of a key, ``None`` for an unknown one, in the types of JSON."""
    if key is None:
        return _named(value)
    if key.kind is Kind.RECORDS:
        return [to_plain(key.holds, table) for table in value]
    if key.kind is Kind.RECORD:
        return to_plain(key.holds, value)
    return value.isoformat() if key.kind is Kind.DAY else _named(value)


def typed_value(key: Key | None, value: Any) -> Any:
    """Return what ``plain_value`` was given, out of what it made."""
    if key is None:
        return _unnamed(value)
    if key.kind is Kind.RECORDS and isinstance(value, list):
        return [from_plain(key.holds, table) if isinstance(table, dict) else table for table in value]
    if key.kind is Kind.RECORD and isinstance(value, dict):
        return from_plain(key.holds, value)
    return _read(date.fromisoformat, value) if key.kind is Kind.DAY else _unnamed(value)


def _named(value: Any) -> Any:
    """Return a value of any type that TOML has; one that JSON lacks goes under the name of its type."""
    match value:
        case datetime():
            return {"$datetime": value.isoformat()}
        case date():
            return {"$date": value.isoformat()}
        case time():
            return {"$time": value.isoformat()}
        case float() if not isfinite(value):
            return {"$float": str(value)}
        case dict():
            table = {name: _named(inner) for name, inner in value.items()}
            return {_TABLE: table} if _is_name(table) else table
        case list():
            return [_named(inner) for inner in value]
        case _:
            return value


def _unnamed(value: Any) -> Any:
    if isinstance(value, list):
        return [_unnamed(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    name, inner = next(iter(value.items()), ("", None))
    if len(value) == 1 and name in _FORMS:
        return _read(_FORMS[name], inner)
    table = inner if _is_name(value) and isinstance(inner, dict) else value
    return {name: _unnamed(inner) for name, inner in table.items()}


def _is_name(table: Mapping[str, Any]) -> bool:
    """Whether a table looks like one that names a type."""
    return len(table) == 1 and next(iter(table)) in {*_FORMS, _TABLE}


def _read(form: Callable[[Any], Any], value: Any) -> Any:
    try:
        return form(value)
    except (TypeError, ValueError):
        return value
