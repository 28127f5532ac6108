"""The places that a template can have, each declared once: what stands for it, and what it takes behind its colon."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from planctl.errors import Problem, Severity
from planctl.plan.spelling import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping


class Takes(Enum):
    """What stands behind the colon of a place."""

    NOTHING = auto()
    TEXT = auto()
    ITEM = auto()  # an id
    GROUP = auto()  # a group or nothing
    PART = auto()  # a group, a unit, or nothing
    COUNT = auto()  # how many are told at most, or nothing
    CHOICE = auto()


class Form(NamedTuple):
    """What a place takes, and out of what it has to be chosen."""

    takes: Takes
    choices: tuple[str, ...] = ()


TABLES = ("priorities", "leads", "supports", "quarters", "months", "tasks", "nodes")
CHARTS = ("progress", "burnup", "grades")

#: The places that stand between blank lines and are blocks.
BLOCKS: Mapping[str, Form] = {
    "opening": Form(Takes.NOTHING),
    "changes": Form(Takes.NOTHING),
    "results": Form(Takes.GROUP),
    "shortcomings": Form(Takes.NOTHING),
    "findings": Form(Takes.NOTHING),
    "indicators": Form(Takes.NOTHING),
    "next": Form(Takes.NOTHING),
    "priorities": Form(Takes.NOTHING),
    "highlights": Form(Takes.COUNT),
    "late": Form(Takes.COUNT),
    "decisions": Form(Takes.COUNT),
    "table": Form(Takes.CHOICE, TABLES),
    "chart": Form(Takes.CHOICE, CHARTS),
}
#: The places that are counts of tasks.
COUNTS = ("total", "done", "open", "overdue", "percent", "on_time", "added", "dropped", "carried")
#: The places that stand in sentences, cells and headings and are values.
VALUES: Mapping[str, Form] = {
    **dict.fromkeys(COUNTS, Form(Takes.PART)),
    **dict.fromkeys(("reading", "title", "done_on", "evidence"), Form(Takes.ITEM)),
    **dict.fromkeys(("year", "next_year", "day", "plan", "period", "scope"), Form(Takes.NOTHING)),
    "fill": Form(Takes.TEXT),
    "internal": Form(Takes.NOTHING),
}
FORMS: Mapping[str, Form] = {**BLOCKS, **VALUES}
#: How many tasks are told at most where a place does not say.
MOST = 8
#: So many names are given where none is like the one that was typed.
MOST_KNOWN = 24
_COUNT = re.compile("[1-9][0-9]{0,2}")


class Place(NamedTuple):
    """A place of a template: its name, what stands behind its colon, and the line that it is on."""

    name: str
    argument: str
    line: int

    @property
    def is_block(self) -> bool:
        """Whether it stands for blocks, and so between blank lines."""
        return self.name in BLOCKS

    @property
    def most(self) -> int:
        """How many tasks are told at most, for a place that says so."""
        return int(self.argument) if self.argument else MOST

    def __str__(self) -> str:
        """Return the place as it is written."""
        return f"{{{self.name}:{self.argument}}}" if self.argument else f"{{{self.name}}}"


def read_place(written: str, line: int) -> Place | Problem:
    """Return the place ``written`` between braces on ``line``, or what is wrong with it by itself."""
    name, colon, _ = written.replace("：", ":").partition(":")
    place = Place(fold(name).lower(), written[len(name) + len(colon) :].strip(), line)
    form = FORMS.get(place.name)
    if form is None:
        return _problem("unknown-place", line, place="{" + written + "}", known=meant(name, FORMS))
    if form.takes is Takes.NOTHING and place.argument:
        return _problem("place-takes-nothing", line, place=str(place))
    if form.takes in {Takes.ITEM, Takes.TEXT, Takes.CHOICE} and not place.argument:
        return _problem(f"place-needs-{form.takes.name.lower()}", line, place=str(place), known=", ".join(form.choices))
    if form.takes is Takes.CHOICE and place.argument not in form.choices:
        return _problem("place-choice", line, place=str(place), known=", ".join(form.choices))
    if form.takes is Takes.COUNT and place.argument and not _COUNT.fullmatch(fold(place.argument)):
        return _problem("place-count", line, place=str(place))
    return place


def meant(word: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """Return the names that ``word`` may have been meant for or, where none is near, the first of all."""
    return ", ".join(nearest(word, known) or tuple(known)[:MOST_KNOWN])


def _problem(code: str, line: int, **fields: object) -> Problem:
    return Problem(code, line, fields, Severity.FATAL)
