"""Places taken out of a text before Markdown is read in it, each leaving one character, and put back afterwards.

So neither emphasis nor entities nor cells can tear a place apart, and nothing that stands in one is markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planctl.blocks import Piece
from planctl.errors import Problem, Severity
from planctl.report.template.places import Place, read_place
from planctl.report.template.tree import Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planctl.blocks import Mark

#: Characters that stand for what was taken out; nobody types one, and one that is there is taken out like a place.
FIRST, LAST = 0xF0000, 0xFFFFD
#: A brace that is meant as one, a place, a brace that nothing closes, and a character of ours.
_FOUND = re.compile(
    r"(?P<escapes>(?:\\\\)*)(?:\\(?P<escaped>[{}])|(?P<double>\{\{|\}\})|\{(?P<place>[^{}\n]*)\}|(?P<open>\{)"
    rf"|(?P<own>[{chr(FIRST)}-{chr(LAST)}]))"
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with characters in the place of what was taken out of it, by these characters."""

    text: str
    taken: dict[str, tuple[str, str | Place]]
    problems: tuple[Problem, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """The places, in the order of the text."""
        return tuple(meant for _, meant in self.taken.values() if isinstance(meant, Place))

    @property
    def all_parts(self) -> tuple[Piece | Slot, ...]:
        """The whole text as pieces and places."""
        return tuple(self.parts(self.text, (), ""))

    def only(self, text: str) -> Place | None:
        """Return the place that is all of ``text``."""
        _, meant = self.taken.get(text.strip(), ("", ""))
        return meant if isinstance(meant, Place) else None

    def written(self, text: str) -> str:
        """Return a part of the text as it was written."""
        return "".join(self.taken[character][0] if character in self.taken else character for character in text)

    def parts(self, text: str, marks: tuple[Mark, ...], address: str) -> Iterator[Piece | Slot]:
        """Yield a part of the text as pieces and places."""
        for part in re.split(f"([{chr(FIRST)}-{chr(LAST)}])", text):
            _, meant = self.taken.get(part, ("", part))
            if isinstance(meant, Place):
                yield Slot(meant, marks, address)
            elif meant:
                yield Piece(meant, marks=marks, address=address)


def mask(text: str, first_line: int = 1) -> Masked:
    """Return ``text``, which begins on ``first_line``, with its places taken out."""
    taken: dict[str, tuple[str, str | Place]] = {}
    problems: list[Problem] = []
    pieces, at = [], 0
    for found in _FOUND.finditer(text):
        line = first_line + text.count("\n", 0, found.start())
        meant = _meaning(found, line)
        if isinstance(meant, Problem):
            problems.append(meant)
            meant = found[0]
        start = found.end("escapes")
        stand_in = chr(FIRST + len(taken))
        taken[stand_in] = (text[start : found.end()], meant)
        pieces += [text[at:start], stand_in]
        at = found.end()
    return Masked("".join([*pieces, text[at:]]), taken, tuple(problems))


def _meaning(found: re.Match[str], line: int) -> str | Place | Problem:
    if found["place"] is not None:
        return read_place(found["place"], line)
    if found["open"]:
        return Problem("open-place", line, {"brace": "{"}, Severity.FATAL)
    return found["escaped"] or (found["double"] or found["own"])[0]
