"""JSON: a whole plan as ``planctl.exchange.plain`` has it, or a list of records as a table."""

from __future__ import annotations

import json
from typing import Any

from planctl.exchange.reading.sheet import Book, FileRefusedError, Value, sheet_of
from planctl.exchange.reading.text_tables import decoded

#: Under these keys of an object a list of records is looked for.
_LISTS = ("tasks", "rows", "items", "data")


def parse_json(content: bytes, encoding: str | None = None) -> Any:
    """Return the data of a JSON document; raises ``FileRefusedError`` if it is none."""
    try:
        return json.loads(decoded(content, encoding))
    except (ValueError, RecursionError):
        raise FileRefusedError(refusal="broken") from None


def read_json(data: Any, name: str) -> Book:
    """Return the sheet, called ``name``, of records that are objects; its first row is made of their keys.

    Raises:
        FileRefusedError: There is no list of objects.
    """
    if isinstance(data, dict):
        data = next((data[key] for key in _LISTS if isinstance(data.get(key), list)), data)
    if not isinstance(data, list) or not data or not all(isinstance(record, dict) for record in data):
        raise FileRefusedError(refusal="records")
    keys = tuple(dict.fromkeys(key for record in data for key in record))
    return Book((sheet_of(name, [keys, *([_value(record.get(key)) for key in keys] for record in data)]),))


def _value(value: Any) -> Value:
    """Return a value of JSON as one of a cell: the texts of a list as lines, all else that is nested as JSON."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value) or None
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False) if value else None
    simple: Value = value
    return simple
