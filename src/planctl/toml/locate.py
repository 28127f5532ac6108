"""Where in a TOML text things stand, as offsets: where an edit cuts, and on which line a problem is.

The text has been parsed already, so nothing is judged here: of a text that is not TOML it makes what it can. One quick
look at the whole text finds the headers; what stands under a header is looked at when something in it is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import tomli

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The way to a value: keys of tables, and numbers of items from 0.
KeyPath = tuple[str | int, ...]


@dataclass(slots=True)
class Place:
    """A value: its text is from ``value`` to the exclusive ``end``, and ``start`` is where its key begins, if any.

    ``mark`` is ``[`` for an array, ``{`` for an inline table, ``.`` for a table that only dotted keys make, and nothing
    for anything else. ``inside`` holds what is in it by key; an array has the keys 0, 1, 2 and so on.
    """

    start: int
    value: int = -1
    end: int = -1
    mark: str = ""
    inside: dict[str | int, Place] = field(default_factory=dict)

    def enter(self, keys: Sequence[str], start: int) -> Place:
        """Go down ``keys``, making what is missing; return the end of the way."""
        place = self
        for key in keys:
            place.mark = place.mark or "."
            place = place.inside.setdefault(key, Place(start))
        return place

    def append(self, start: int) -> Place:
        """Add an item to the array that this is, and return it."""
        return self.inside.setdefault(len(self.inside), Place(start))

    def parts(self) -> Iterator[Place]:
        """Yield the items of an array, or what a table says key by key, dotted keys whole, in the order of the text."""
        for place in self.inside.values():
            if place.mark == ".":
                yield from place.parts()
            else:
                yield place


class Header(NamedTuple):
    """A ``[…]`` or ``[[…]]`` line: where it begins, from where to where what is under it goes, and what it opens."""

    start: int
    body: int
    end: int
    path: KeyPath


class Places:
    """The places of one text. ``headers`` are in its order; the first one stands for what is above all headers."""

    def __init__(self, text: str) -> None:
        """Find the headers of ``text`` (newlines LF or CRLF)."""
        self.text = text
        self.headers = tuple(_headers(text))
        self._bodies: dict[int, Place] = {}

    @cached_property
    def _numbers(self) -> dict[KeyPath, int]:
        """The number of the header of each table that has one."""
        return {header.path: number for number, header in reversed([*enumerate(self.headers)])}

    @cached_property
    def _first(self) -> dict[KeyPath, int]:
        """The number of the first header of everything that headers open or lead through."""
        first: dict[KeyPath, int] = {}
        for number, header in enumerate(self.headers):
            for length in range(1, len(header.path) + 1):
                first.setdefault(header.path[:length], number)
        return first

    def header(self, path: KeyPath) -> Header | None:
        """Return the header of the table at ``path``, the part above all headers for ``()``; ``None`` without one."""
        number = self._numbers.get(path)
        return None if number is None else self.headers[number]

    def is_under_headers(self, path: KeyPath) -> bool:
        """Whether headers open what is at ``path``, or lead through it."""
        return path in self._first

    def body(self, header: Header) -> Place:
        """Return what stands under ``header`` up to the next one, as a table."""
        if header.body not in self._bodies:
            self._bodies[header.body] = _scan(self.text, header.body, header.end)
        return self._bodies[header.body]

    def place(self, path: KeyPath) -> Place | None:
        """Return the value at ``path``, ``None`` if there is none or if it is a table under a header."""
        for length in range(len(path) - 1, -1, -1):
            header = self.header(path[:length])
            if header is not None:
                found, rest = _descend(self.body(header), path[length:])
                return None if rest else found
        return None

    def blocks(self, path: KeyPath) -> Iterator[Header]:
        """Yield the headers of the table at ``path`` and of everything in it."""
        for number in range(self._first.get(path, len(self.headers)), len(self.headers)):
            if self.headers[number].path[: len(path)] == path:
                yield self.headers[number]
            elif self.headers[number].path[: len(path) - 1] != path[:-1]:
                return

    def line(self, path: KeyPath) -> int | None:
        """Return the line, from 1, of the value at ``path``; of the nearest thing around it if there is no such value.

        ``None`` means that nothing on the path is in the text. A value over several lines is where its key stands, a
        table at its header, an array of tables at its first one.
        """
        for length in range(len(path), -1, -1):
            if header := self.header(path[:length]):
                found, rest = _descend(self.body(header), path[length:])
                if len(rest) < len(path) - length:
                    return self.line_of(found.start)
                return self.line_of(header.start) if length else None
            if path[:length] in self._first:
                return self.line_of(self.headers[self._first[path[:length]]].start)
        return None

    def line_of(self, offset: int) -> int:
        """Return the line, from 1, that the character at ``offset`` is on."""
        return bisect_right(self._line_starts, offset)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]


def locate(text: str) -> Places:
    """Find out where everything in the TOML ``text`` stands, in time linear in its length."""
    return Places(text)


def comments(text: str) -> list[str]:
    """Return the comments in a piece of TOML, each from its ``#`` to the end of its line."""
    return [found[0].rstrip() for found in _COMMENT_OR_STRING.finditer(text) if found[0].startswith("#")]


def line_of_syntax_error(error: tomli.TOMLDecodeError) -> int | None:
    """Return the line, from 1, on which parsing stopped; at the end of the text the last line that is not blank."""
    line: int | None = getattr(error, "lineno", None)  # absent if somebody else than the parser raised it
    return line and min(line, error.doc.rstrip().count("\n") + 1)


def _descend(place: Place, path: KeyPath) -> tuple[Place, KeyPath]:
    """Go down ``path`` as far as it leads; return the place reached and the rest of the way."""
    for number, step in enumerate(path):
        if step not in place.inside:
            return place, path[number:]
        place = place.inside[step]
    return place, ()


# --- headers ---------------------------------------------------------------------------------------------------------

# An unclosed multi-line string reaches to the end, an unclosed other one to the end of its line: so no token is ever
# read twice. Up to two quotes may stand before the three that close a multi-line string.
_STRING = r"""
    \"{3} (?: [^"\\]++ | \\.? | "(?!"") )*+ (?: "{3,5} | \Z )
  | '{3}  (?: [^']++ | '(?!'') )*+ (?: '{3,5} | \Z )
  | " (?: [^"\\\n]++ | \\[^\n]? )*+ "?
  | ' [^'\n]*+ '?
"""
_BARE = r"""[^][{}=,."'\#\s]++"""
_COMMENT_OR_STRING = re.compile(rf"{_STRING} | \#[^\n]*+", re.VERBOSE | re.DOTALL)
_NEXT_BRACKET = re.compile(rf"""(?: [^][{{}}"'\#]++ | {_STRING} | \#[^\n]*+ )*+ ([][{{}}])""", re.VERBOSE | re.DOTALL)
_KEY = rf"[ \t]*+ (?: {_STRING} | {_BARE} ) [ \t]*+"
_HEADER = re.compile(rf"(\[\[?) ({_KEY} (?: \. {_KEY} )*+) \]", re.VERBOSE | re.DOTALL)
_PART_OF_KEY = re.compile(rf"{_STRING} | {_BARE}", re.VERBOSE | re.DOTALL)


def _headers(text: str) -> Iterator[Header]:
    """Yield the headers: brackets that open at the beginning of a line and within no other bracket."""
    starts: list[tuple[int, int, KeyPath]] = [(0, 0, ())]
    root = Place(0)
    depth = position = 0
    while found := _NEXT_BRACKET.match(text, position):
        position = found.end()
        if found[1] in "]}":
            depth = max(depth - 1, 0)
            continue
        at = found.start(1)
        line = text.rfind("\n", 0, at) + 1
        header = None if depth or text[line:at].strip() else _HEADER.match(text, at)
        if header is None:
            depth += 1
            continue
        position = header.end() + len(header[1]) - 1
        end = text.find("\n", position) + 1 or len(text)
        starts.append((line, end, _opened(root, header)))
    ends = [line for line, _, _ in starts[1:]]
    for (line, body, path), end in zip(starts, [*ends, len(text)], strict=True):
        yield Header(line, body, end, path)


def _opened(root: Place, header: re.Match[str]) -> KeyPath:
    """Return the path of the table that ``header`` opens: a key leads on through the last item of an array."""
    place, path = root, list[str | int]()
    for key in map(_decoded, _PART_OF_KEY.findall(header[2])):
        if (last := len(place.inside) - 1) in place.inside:
            place = place.inside[last]
            path.append(last)
        place = place.inside.setdefault(key, Place(0))
        path.append(key)
    if len(header[1]) > 1:
        path.append(len(place.inside))
        place.append(0)
    return tuple(path)


def _decoded(token: str) -> str:
    """Return the key that ``token`` spells; what the parser will not have is kept as it is."""
    if token[0] not in "\"'":
        return token
    if "\\" not in token:
        return token[1:-1]
    try:
        return str(tomli.loads(f"key = {token}")["key"])
    except (tomli.TOMLDecodeError, RecursionError):
        return token


# --- what stands under a header --------------------------------------------------------------------------------------

_TOKEN = re.compile(
    rf"""
    (?: [ \t\r]++ | \#[^\n]*+ )*+
    (?: (?P<newline> \n )
      | (?P<mark>    [][{{}}=,] )
      | (?P<word>    {_STRING} | {_BARE} ) )
    """,
    re.VERBOSE | re.DOTALL,
)


def _scan(text: str, start: int, end: int) -> Place:
    """Return what ``text`` says from ``start`` to ``end``, where no header stands, as a table."""
    scanner = _Scanner(start)
    for token in _TOKEN.finditer(text, start, end):
        kind = token.lastgroup or ""
        scanner.take(kind, token[kind], token.start(kind))
    return scanner.root


class _Scanner:
    """Takes the tokens under a header one by one; a dot between keys is none of them.

    ``table`` is what the next key or item belongs to: the whole, or the innermost open array or inline table.
    ``current`` is the last value begun in it, ``None`` before a key or item. ``around`` is what lies outside.
    """

    def __init__(self, start: int) -> None:
        self.root = self.table = Place(start)
        self.current: Place | None = None
        self.around: list[Place] = []
        self.keys: list[str] = []
        self.key_start = start

    def take(self, kind: str, token: str, at: int) -> None:
        """Go on by one token, which is at the offset ``at``."""
        if kind == "newline":
            if not self.around:
                self.current, self.keys = None, []
        elif kind == "mark":
            self._take_mark(token, at)
        else:
            self._take_word(token, at)

    def _take_word(self, token: str, at: int) -> None:
        if self.current is None and self.table.mark != "[":
            self.key_start = self.key_start if self.keys else at
            self.keys.append(_decoded(token))
            return
        value = self._value(at)
        value.end = at + len(token)

    def _take_mark(self, mark: str, at: int) -> None:
        if mark == "=" and self.current is None and self.table.mark != "[":
            self.current = self.table.enter(self.keys, self.key_start)
            self.keys = []
        elif mark == "," and self.around:
            self.current, self.keys = None, []
        elif mark in "[{" and (self.current is not None or self.table.mark == "["):
            value = self._value(at)
            value.mark = mark
            self.around.append(self.table)
            self.table, self.current = value, None
        elif mark in "]}" and self.around:
            self.current = self.table
            self.current.end = at + 1
            self.table = self.around.pop()

    def _value(self, at: int) -> Place:
        """Return the value that goes on at ``at``, which begins there if it has not begun yet."""
        if self.current is None:
            self.current = self.table.append(at)
        if self.current.value < 0:
            self.current.value = at
        return self.current
