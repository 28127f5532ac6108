"""Where in a TOML text a value stands, since the parser tells only what it says.

The scanner follows the structure of a text that has been parsed already and judges nothing: of a text that is not TOML
it makes what it can. It is run only when there is something to complain of, or to edit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import tomli

if TYPE_CHECKING:
    from collections.abc import Sequence

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Place:
    """A value or table, the line it starts on, and what is in it by key; an array has the keys 0, 1, 2 and so on."""

    line: int | None
    inside: dict[str | int, Place] = field(default_factory=dict)

    def enter(self, keys: Sequence[str], line: int) -> tuple[Place, Path]:
        """Go down ``keys``, through the last item of each array, making what is missing; return the end, its path."""
        place, path = self, list[str | int]()
        for key in keys:
            if (last := len(place.inside) - 1) in place.inside:
                place = place.inside[last]
                path.append(last)
            place = place.inside.setdefault(key, Place(line))
            path.append(key)
        return place, tuple(path)

    def append(self, line: int) -> tuple[Place, int]:
        """Add an item to the array that this is; return it and its index."""
        index = len(self.inside)
        item = self.inside[index] = Place(line)
        return item, index


@dataclass(frozen=True, slots=True)
class Lines:
    """The places of one text. ``headers`` are the ``[…]`` and ``[[…]]`` lines in their order, each with its path."""

    root: Place
    headers: tuple[tuple[int, Path], ...]

    def line(self, path: Path) -> int | None:
        """Return the line, from 1, of the value at ``path``; of the nearest thing around it if there is no such value.

        ``None`` means that nothing on the path is in the text. A value over several lines is where its key stands, a
        table at its header, an array of tables at its first one.
        """
        place = self.root
        for step in path:
            if step not in place.inside:
                break
            place = place.inside[step]
        return place.line


def locate(text: str) -> Lines:
    """Find the lines of everything in the TOML ``text`` (newlines LF or CRLF), in time linear in its length."""
    scanner = _Scanner()
    for token in _TOKEN.finditer(text):
        scanner.take(token.lastgroup, token.group())
    return Lines(scanner.root, tuple(scanner.headers))


def line_of_syntax_error(error: tomli.TOMLDecodeError) -> int | None:
    """Return the line, from 1, on which parsing stopped; at the end of the text the last line that is not blank."""
    line: int | None = getattr(error, "lineno", None)  # absent if somebody else than the parser raised it
    return line and min(line, error.doc.rstrip().count("\n") + 1)


# An unclosed multi-line string reaches to the end, an unclosed other one to the end of its line: so no token is ever
# read twice. Up to two quotes may stand before the three that close a multi-line string.
_TOKEN = re.compile(
    r"""
      (?P<blank>   [ \t\r]++ | \#[^\n]*+ )
    | (?P<newline> \n )
    | (?P<text>    \"{3} (?: [^"\\]++ | \\.? | "(?!"") )*+ (?: "{3,5} | \Z )
                 | '{3}  (?: [^']++ | '(?!'') )*+ (?: '{3,5} | \Z )
                 | " (?: [^"\\\n]++ | \\[^\n]? )*+ "?
                 | ' [^'\n]*+ '? )
    | (?P<mark>    [][{}=,] )
    | (?P<bare>    [^][{}=,."'\#\s]++ )
    """,
    re.VERBOSE | re.DOTALL,
)


class _Scanner:
    """Takes the tokens of a text one by one; a dot between keys is none of them.

    ``table`` is what the next key or item belongs to: the table of the last header, or the innermost open array or
    inline table. ``value`` is the last thing begun in it, ``None`` before a key or item. ``around`` is what lies
    outside, each with whether it is an array.
    """

    def __init__(self) -> None:
        self.root = self.table = Place(None)
        self.headers: list[tuple[int, Path]] = []
        self.line = 1
        self.is_array = False
        self.value: Place | None = None
        self.around: list[tuple[Place, bool]] = []
        self.keys: list[str] = []
        self.brackets = 0

    def take(self, kind: str | None, token: str) -> None:
        """Go on by one token."""
        if kind == "newline":
            self._end_line()
        elif kind == "mark":
            self._take_mark(token)
        elif kind != "blank":
            if self.is_array:
                self._begin_item()
            elif self.value is None:
                self.keys.append(_decoded(token))
            self.line += token.count("\n")

    def _end_line(self) -> None:
        self.line += 1
        if not self.around:
            self.value, self.keys, self.brackets = None, [], 0

    def _take_mark(self, mark: str) -> None:
        if mark == "=" and self.value is None and not self.is_array:
            self.value, _ = self.table.enter(self.keys, self.line)
            self.keys = []
        elif mark == "," and self.around:
            self.value, self.keys = None, []
        elif mark in "[{":
            self._open(mark)
        elif mark in "]}" and self.around:
            self.value = self.table
            self.table, self.is_array = self.around.pop()
        elif mark == "]" and self.brackets and self.keys:
            self._begin_table()

    def _open(self, mark: str) -> None:
        if self.is_array:
            self._begin_item()
        if self.value is not None:
            self.around.append((self.table, self.is_array))
            self.table, self.is_array, self.value = self.value, mark == "[", None
        elif not self.around:
            self.brackets += 1

    def _begin_item(self) -> None:
        if self.value is None:
            self.value, _ = self.table.append(self.line)

    def _begin_table(self) -> None:
        self.table, path = self.root.enter(self.keys, self.line)
        if self.brackets > 1:
            self.table, index = self.table.append(self.line)
            path = (*path, index)
        self.table.line = self.line
        self.headers.append((self.line, path))
        self.keys = []


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
