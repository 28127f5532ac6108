"""The kinds of values in a plan file: how each is read, and what JSON Schema says of it.

A reader returns the value in the model's types or raises ``WrongValueError`` with the code of the problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.plan.duties import Every
from planctl.plan.ids import ID
from planctl.plan.keys import Kind
from planctl.plan.letter import COMPANY, GOVERNMENT
from planctl.plan.model import LANGUAGES, Status
from planctl.plan.replay import CLEARABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1
FIRST_YEAR, LAST_YEAR = 1900, 9998
#: Readings and amounts are below this, as are those that people may type; a float counts up to here exactly.
LARGEST_NUMBER = 10**15
LARGEST_INTEGER = 2**63
DEEPEST = 40
#: How many characters of a wrong value are quoted.
MOST_QUOTED = 60

Reader = Callable[[object], object]


class WrittenFloat(float):
    """A float that remembers how it was written, because ``id = 1.10`` was meant as ``"1.10"``, not as ``1.1``."""

    __slots__ = ("written",)

    def __init__(self, written: str) -> None:
        """Keep the TOML literal, of which the value itself is made."""
        self.written = written


class WrongValueError(Exception):
    """A value does not have the type of its field, or one ``below`` it has not; ``code`` is the problem's."""

    def __init__(self, code: str, *below: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.below = below
        self.details = details


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise WrongValueError("not-text", value=as_toml(value))
    return value


def _filled(value: object) -> str:
    text = _text(value)
    if not text.strip():
        raise WrongValueError("blank")
    return text


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise WrongValueError("not-texts", value=as_toml(value))
    return tuple(value)


def _fields(value: object) -> tuple[str, ...]:
    names = _texts(value)
    if wrong := next((name for name in names if name not in CLEARABLE), None):
        raise WrongValueError("not-clearable", value=clipped(wrong), known=", ".join(CLEARABLE))
    return names


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise WrongValueError("not-date", value=as_toml(value))
    return value


def _number(value: object) -> int | float:
    if isinstance(value, float) and isfinite(value):
        number: int | float = float(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        number = value
    else:
        raise WrongValueError("not-number", value=as_toml(value))
    if abs(number) >= LARGEST_NUMBER:
        raise WrongValueError("too-deep")
    return number


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise WrongValueError("not-count", value=as_toml(value))
    if value >= LARGEST_NUMBER:
        raise WrongValueError("too-deep")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError("not-flag", value=as_toml(value))
    return value


def _year(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not FIRST_YEAR <= value <= LAST_YEAR:
        raise WrongValueError("not-year", value=as_toml(value))
    return value


def _status(value: object) -> Status:
    text = _text(value)
    try:
        return _STATUSES[text]
    except KeyError:
        raise WrongValueError("unknown-status", value=clipped(text)) from None


def _identifier(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(ID, text):
        raise WrongValueError("bad-id", value=clipped(text))
    return text


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongValueError("not-table", value=as_toml(value))
    if not is_editable(value):
        raise WrongValueError("too-deep")
    return value


def _lines(value: object) -> dict[str, str]:
    table = _table(value)
    for name, line in table.items():
        if not isinstance(line, str):
            raise WrongValueError("not-line", name, name=clipped(name), value=as_toml(line))
    return table


def _language(value: object) -> str:
    text = _text(value)
    if text not in LANGUAGES:
        raise WrongValueError("unknown-language", value=clipped(text))
    return text


def _period(value: object) -> str:
    text = _text(value)
    if text not in list(Every):
        raise WrongValueError("unknown-period", value=clipped(text), known=", ".join(Every))
    return text


def _format(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value != FORMAT:
        raise WrongValueError("unknown-format", value=as_toml(value), known=FORMAT)
    return value


def as_toml(value: object) -> str:
    """Return ``value`` as it stands in the file, shortened; of tables and lists only the brackets."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return "{…}" if isinstance(value, dict) else "[…]"
    if isinstance(value, WrittenFloat):
        return clipped(value.written)
    if isinstance(value, int) and abs(value) >= LARGEST_INTEGER:  # Python refuses to spell thousands of digits
        return "…"
    return f'"{clipped(value)}"' if isinstance(value, str) else str(value)


def clipped(text: str) -> str:
    """Return ``text``, shortened if it is too long to be quoted in a sentence."""
    return text if len(text) <= MOST_QUOTED else text[: MOST_QUOTED - 1] + "…"


def is_editable(value: object, depth: int = 0) -> bool:
    """Whether the editor of TOML can handle ``value``: integers of 64 bits, and not nested without end."""
    if isinstance(value, (dict, list)):
        items = value.values() if isinstance(value, dict) else value
        return depth < DEEPEST and all(is_editable(item, depth + 1) for item in items)
    return not isinstance(value, int) or -LARGEST_INTEGER <= value < LARGEST_INTEGER


_STATUSES = {status.value: status for status in Status}


def _template(value: object) -> str:
    text = _text(value)
    if text not in TEMPLATES:
        raise WrongValueError("unknown-template", value=clipped(text), known=", ".join(TEMPLATES))
    return text


#: The templates that a plan can name: those for a report on its whole year.
TEMPLATES = (GOVERNMENT, COMPANY)


class Form(NamedTuple):
    """How a kind of value stands in a plan file: what reads it, and its JSON Schema, in which a date is a text."""

    read: Reader
    schema: Mapping[str, Any]


_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}

#: Records, and the table ``was``, are put together by ``planctl.toml.schema`` out of these.
FORMS: dict[Kind, Form] = {
    Kind.TEXT: Form(_text, _TEXT),
    Kind.FILLED: Form(_filled, {"type": "string", "pattern": r"\S"}),
    Kind.TEXTS: Form(_texts, _TEXTS),
    Kind.ORDERED: Form(_texts, _TEXTS),
    Kind.UNIT: Form(_text, _TEXT),
    Kind.UNITS: Form(_texts, _TEXTS),
    Kind.FIELDS: Form(_fields, {"type": "array", "items": {"enum": list(CLEARABLE)}}),
    Kind.ID: Form(_identifier, {"type": "string", "pattern": f"^{ID}$"}),
    Kind.STATUS: Form(_status, {"enum": list(_STATUSES)}),
    Kind.DAY: Form(_day, {"type": "string", "format": "date"}),
    Kind.YEAR: Form(_year, {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}),
    Kind.NUMBER: Form(_number, {"type": "number"}),
    Kind.AMOUNT: Form(_number, {"type": "number", "minimum": 0, "exclusiveMinimum": True}),
    Kind.COUNT: Form(_count, {"type": "integer", "minimum": 0}),
    Kind.FLAG: Form(_flag, {"type": "boolean"}),
    Kind.LANGUAGE: Form(_language, {"enum": list(LANGUAGES)}),
    Kind.PERIOD: Form(_period, {"enum": [every.value for every in Every]}),
    Kind.TEMPLATE: Form(_template, {"enum": list(TEMPLATES)}),
    Kind.TABLE: Form(_table, {"type": "object"}),
    Kind.LINES: Form(_lines, {"type": "object", "additionalProperties": _TEXT}),
}
#: The one key of a plan file that is about the file and not about the plan.
FORMAT_FORM = Form(_format, {"enum": [FORMAT]})
