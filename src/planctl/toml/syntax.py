"""TOML text to plain data; if it is not TOML, the mistake that was probably made, and where.

A date that the calendar does not have is no reason to stop: it is complained of, and the rest is read all the same.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from planctl.errors import Problem, Severity
from planctl.plan.keys import Kind, keys_of, tables_in
from planctl.plan.model import Plan
from planctl.plan.spelling import is_blank
from planctl.toml.fields import WrittenFloat, clipped

if TYPE_CHECKING:
    from collections.abc import Callable

#: Stands in for a date that does not exist, so that the rest of the file can still be read and complained of.
NO_SUCH_DATE = date(1, 1, 1)


def parse_toml(text: str) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """Return the data of ``text`` (newlines LF or CRLF) and what is wrong with it; ``None`` if it is not TOML."""
    text = text.replace("\r\n", "\n")
    dates: tuple[Problem, ...] = ()
    data = _read(text)
    if isinstance(data, Problem) and data.code == "no-such-date":
        text, dates = _without_impossible_dates(text)
        data = _read(text)
    return (None, (*dates, data)) if isinstance(data, Problem) else (data, dates)


def _read(text: str) -> dict[str, Any] | Problem:
    try:
        return tomli.loads(text, parse_float=WrittenFloat)
    except tomli.TOMLDecodeError as error:
        return _mistake(text, error)
    except (RecursionError, ValueError):  # thousands of brackets, of parts of a key, or of digits
        return Problem("too-deep", _line_of_long_number(text), severity=Severity.FATAL)


def _without_impossible_dates(text: str) -> tuple[str, tuple[Problem, ...]]:
    """Put ``NO_SUCH_DATE`` in the place of every date that does not exist, on the same number of characters."""
    problems: list[Problem] = []
    pieces: list[str] = []
    line, end = 1, 0
    for found in _DATE.finditer(text):
        if found["date"] and not _exists(found["date"][:10]):
            before = text[end : found.start("date")]
            line, end = line + before.count("\n"), found.end()
            problems.append(Problem("no-such-date", line, {"value": found["date"]}, Severity.FATAL))
            pieces += [before, NO_SUCH_DATE.isoformat().ljust(len(found["date"]))]
    return "".join([*pieces, text[end:]]), tuple(problems)


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


# --- mistakes --------------------------------------------------------------------------------------------------------


class _Spot(NamedTuple):
    """Where the parser stopped: the line, from 1, what stands on it, at which character, and the parser's words."""

    text: str
    line: int
    source: str
    at: int
    message: str

    @property
    def found(self) -> str:
        """The character at which the parser stopped, nothing at the end of a line."""
        return self.source[self.at : self.at + 1]

    @property
    def word(self) -> str:
        """What stands there up to the next blank or mark."""
        return re.split(r"[\s,=\]}#]", self.source[self.at :], maxsplit=1)[0]

    @property
    def is_in_text_after_quote(self) -> bool:
        """Whether a quote has just ended a text that seems to go on."""
        return self.source[: self.at].endswith(('"', "'")) and self.found not in {"", *"\"'#,=[]{} \t"}

    @property
    def is_after_equals(self) -> bool:
        """Whether an equals sign is the last thing on the line before the parser stopped."""
        return self.source[: self.at].rstrip().endswith("=")

    @property
    def is_in_open_text(self) -> bool:
        """Whether a text was to be ended before the end of its line, or of the file."""
        return self.found == "" and self.says("Illegal", "Found invalid", "Unterminated", "Expected \"'")

    def says(self, *beginnings: str) -> bool:
        """Whether the parser's words begin with one of these."""
        return self.message.startswith(beginnings)


def _mistake(text: str, error: tomli.TOMLDecodeError) -> Problem:
    from planctl.toml.locate import line_of_syntax_error  # noqa: PLC0415 - a plan without faults needs no lines

    line = line_of_syntax_error(error) or 1
    source = text.split("\n")[line - 1]
    at = error.colno - 1 if error.lineno == line else len(source)
    spot = _Spot(text, line, source, at, error.msg)
    code = next((code for code, is_it in _MISTAKES if is_it(spot)), "syntax")
    details = {"column": at + 1, "detail": error.msg, "value": clipped(spot.word)}
    return Problem(code, _LINES.get(code, _own_line)(spot), details, Severity.FATAL)


def _own_line(spot: _Spot) -> int:
    return spot.line


def _line_of_quote(spot: _Spot) -> int:
    """A text over several lines that is still open at the end of the file was opened by the last three quotes."""
    opening = max(spot.text.rfind('"""'), spot.text.rfind("'''"))
    is_long = spot.says("Unterminated", "Expected \"'''\"") and spot.text.endswith("\n") and opening >= 0
    return spot.text.count("\n", 0, opening) + 1 if is_long else spot.line


def _line_of_task(spot: _Spot) -> int:
    task = _TASK_HEADER.search(spot.text)
    return spot.text.count("\n", 0, task.start()) + 1 if task else spot.line


def _line_of_long_number(text: str) -> int | None:
    found = _LONG_NUMBER.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _is_open_list(spot: _Spot) -> bool:
    """Whether a list was still open when the next key or table began or the file ended."""
    is_at_start = not spot.source[: spot.at].strip(" \t[")
    is_new = spot.found == "" or (is_at_start and bool(_NEXT.match(spot.source)))
    return spot.says("Invalid value", "Unclosed array") and is_new


def _is_orphan(spot: _Spot) -> bool:
    """Whether ``[[priority]]`` comes too late, because a task has made something else of the name."""
    return spot.says("Cannot ") and spot.source.startswith("[[priority]]") and bool(_TASK_HEADER.search(spot.text))


def _is_nearly_date(spot: _Spot) -> bool:
    return any(match.start() <= spot.at <= match.end() for match in _NEARLY_DATE.finditer(spot.source))


def _is_flag(spot: _Spot) -> bool:
    """Whether a flag is given in words, such as ``True``, or ``yes`` where a key takes no other value than a flag."""
    key = spot.source[: spot.at].rpartition("=")[0].split()[-1:]
    return spot.word.lower() in {"true", "false"} or (key in _FLAGS and spot.word.lower() in _SAID)


_FLAGS = [[key.written] for table in tables_in(Plan) for key in keys_of(table) if key.kind is Kind.FLAG]
_SAID = frozenset({"yes", "no", "on", "off", "y", "n", "是", "否", "对", "真", "假"})
_MERGE_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_FULLWIDTH = frozenset("＝＂＇“”‘’［］｛｝，、。．：；＃\u3000")
#: A date where a value may stand; texts and comments are matched too, so that none is found in them.
_DATE = re.compile(
    r"""
      \"{3} (?: [^"\\] | \\. | "(?!"") )*+ "{3,5}
    | '{3}  (?: [^']     | '(?!'')        )*+ '{3,5}
    | " (?: [^"\\\n] | \\. )*+ " | ' [^'\n]*+ ' | \# [^\n]*+
    | [=,[]\s*+ (?P<date> \d{4}-\d\d-\d\d (?: [Tt ]\d\d:\d\d (?: :\d\d (?:\.\d+)? )? (?: [Zz] | [+-]\d\d:\d\d )? )? )
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_NEARLY_DATE = re.compile(r"(?:\d{1,4}[-/.年])?\d{1,2}[-/.月]\d{1,2}")
_LONG_NUMBER = re.compile(r"[0-9_]{4300}")
_NEXT = re.compile(r"[ \t]*(?:\[\[?[\w. \t-]+\]\]?[ \t]*(?:#.*)?$|[\w-]+[ \t]*=)")
_TASK_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*priority[ \t]*\.", re.MULTILINE)

#: The mistakes that people make most often, by the code of the problem, the more particular ones first.
_MISTAKES: tuple[tuple[str, Callable[[_Spot], bool]], ...] = (
    ("no-such-date", lambda spot: spot.says("Invalid date")),
    ("carriage-return", lambda spot: spot.found == "\r"),
    ("merge-markers", lambda spot: spot.source.startswith(_MERGE_MARKS)),
    ("fullwidth-syntax", lambda spot: spot.found in _FULLWIDTH),
    ("odd-space", lambda spot: not spot.found.isascii() and is_blank(spot.found)),
    ("open-quote", lambda spot: spot.is_in_open_text),
    ("unreadable-date", _is_nearly_date),
    ("inner-quote", lambda spot: spot.is_in_text_after_quote),
    ("control-character", lambda spot: spot.says("Illegal", "Found invalid")),
    ("backslash", lambda spot: spot.says("Unescaped", "Invalid hex", "Escaped")),
    ("orphan-task", _is_orphan),
    ("duplicate-key", lambda spot: spot.says("Cannot ", "Duplicate")),
    ("no-equals", lambda spot: spot.says("Expected '='")),
    ("no-value", lambda spot: spot.says("Invalid value") and spot.found in {"", "#"} and spot.is_after_equals),
    ("open-list", _is_open_list),
    ("bare-flag", lambda spot: spot.says("Invalid value") and _is_flag(spot)),
    ("bare-text", lambda spot: spot.says("Invalid value") and spot.found.isalpha()),
    ("bare-key", lambda spot: spot.says("Invalid statement", "Invalid initial") and spot.found.isalpha()),
    ("open-array", lambda spot: spot.says("Unclosed array")),
    ("open-table", lambda spot: spot.says("Unclosed inline")),
)
#: Mistakes that were made elsewhere than where the parser stopped.
_LINES: dict[str, Callable[[_Spot], int]] = {"open-quote": _line_of_quote, "orphan-task": _line_of_task}
