"""Values as TOML text, in the one form in which commands write them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any


def as_inline(value: Any) -> str:
    """Return the TOML of ``value`` on one line, whatever it holds; a table is written ``{ key = value }``."""
    if isinstance(value, dict):
        items = ", ".join(f"{as_key(key)} = {as_inline(item)}" for key, item in value.items())
        return f"{{ {items} }}" if value else "{}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(as_inline, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    return value.isoformat() if isinstance(value, date) else repr(value)


def as_statement(key: str, value: Any) -> str:
    """Return ``key = value``, of a written key, without a newline at its end; a list of tables has a line an item."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"{key} = [\n" + "".join(f"  {as_inline(item)},\n" for item in value) + "]"
    return f"{key} = {as_inline(value)}"


def as_key(key: str) -> str:
    """Return ``key`` bare, or quoted where it has to be."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _quoted(key)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
