"""A template as values: the blocks of a document with places in them, each place with its line in the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planctl.blocks import Mark, Piece
    from planctl.plan.letter import Letter
    from planctl.report.template.places import Place


class Slot(NamedTuple):
    """A place in running text, and how what stands there is set apart."""

    place: Place
    marks: tuple[Mark, ...] = ()
    address: str = ""


class Break(NamedTuple):
    """The end of a line in running text; only a ``hard`` one is seen."""

    hard: bool


Text = tuple["Piece | Slot | Break", ...]


class Title(NamedTuple):
    """A heading of ``level`` 1 (which begins an annex) to 6."""

    text: Text
    level: int


class Words(NamedTuple):
    """A paragraph."""

    text: Text


class Items(NamedTuple):
    """A list, numbered from ``start`` or with bullets."""

    items: tuple[tuple[Node, ...], ...]
    start: int | None


class Cited(NamedTuple):
    """A block quotation."""

    nodes: tuple[Node, ...]


class Grid(NamedTuple):
    """A table: its heads, its rows, and which columns are set to the right."""

    heads: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    right: tuple[bool, ...]


class Lines(NamedTuple):
    """Lines that stand as they are written."""

    text: str


class Across(NamedTuple):
    """A line across."""


class Whole(NamedTuple):
    """A place that stands for blocks."""

    place: Place


Node = Title | Words | Items | Cited | Grid | Lines | Across | Whole


@dataclass(frozen=True, slots=True)
class Template:
    """A template as it was read from ``path``: its language if it names one, its head with places in it, its body.

    ``lines`` are those of the keys of the head, ``places`` all places, in the order of the file. One that came with the
    program has a ``name``.
    """

    path: str
    language: str | None
    letter: Letter
    lines: Mapping[str, int]
    nodes: tuple[Node, ...]
    places: tuple[Place, ...]
    name: str = ""

    def in_language(self, language: str) -> Template:
        """Return the template as one of ``language``, whatever its head says."""
        return replace(self, language=language)
