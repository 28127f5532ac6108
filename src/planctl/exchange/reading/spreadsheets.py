"""Spreadsheets (xlsx, ods, xls) as sheets, read by a process of its own that may use little memory and time."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from planctl.errors import MissingPackageError
from planctl.exchange.reading import child, guard
from planctl.exchange.reading.sheet import Book, FileRefusedError, Sheet, Value, address

PACKAGE = "python-calamine"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


def read_spreadsheet(content: bytes) -> Book:
    """Return the sheets of the spreadsheet in ``content``.

    Raises:
        MissingPackageError: The library is not there.
        FileRefusedError: The file is broken, protected, far too large, or built to do harm.
    """
    if find_spec("python_calamine") is None:
        raise MissingPackageError(format="xlsx", package=PACKAGE)
    if _PROTECTED in content:
        raise FileRefusedError(refusal="password")
    package = guard.inspect(content) if content.startswith(b"PK") else guard.Package({}, {}, ())
    parts = {name: part for part, name in package.names.items()}
    sheets = (_sheet(found, package, parts.get(found["name"], "")) for found in _answer(content))
    return Book(tuple(sheets), package.remarks)


def _sheet(found: dict[str, Any], package: guard.Package, part: str) -> Sheet:
    seen = package.seen.get(part, guard.SheetSeen())
    return Sheet(
        name=found["name"],
        rows=tuple(tuple(map(_value, row)) for row in found["rows"]),
        merges=tuple(((top, left), (bottom, right)) for (top, left), (bottom, right) in found["merges"]),
        is_hidden=found["hidden"],
        hidden_rows=tuple(seen.hidden_rows or found["hidden_rows"]),
        hidden_columns=tuple(seen.hidden_columns or found["hidden_columns"]),
        without_value=tuple(seen.without_value),
    )


def _value(value: Any) -> Value:
    if not isinstance(value, dict):
        said: Value = value
        return said
    text = str(value["on"])
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _answer(content: bytes) -> list[dict[str, Any]]:
    """Return what the other process found; if it ended in any other way than with an answer, the file is refused."""
    import json  # noqa: PLC0415 - most calls read no spreadsheet

    try:
        done = subprocess.run(  # noqa: S603 - our own program, without anything that was typed
            [sys.executable, "-P", str(Path(child.__file__))],
            input=content,
            capture_output=True,
            timeout=2 * child.SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileRefusedError(refusal="bomb") from None
    if done.returncode != 0:
        raise FileRefusedError(refusal="bomb" if done.returncode < 0 else "broken")
    answer = json.loads(done.stdout)
    if refusal := answer.get("refusal"):
        place = answer.get("place")
        raise FileRefusedError(refusal=refusal, cell=address((place[0], place[1])) if place else "")
    sheets: list[dict[str, Any]] = answer["sheets"]
    return sheets
