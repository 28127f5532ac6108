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
    """A text with characters in the place of what was taken out of it, by these characters.

    What is wrong with a place is one of its parts, as code, where everything stands as it is written, has no places.
    """

    text: str
    taken: dict[str, tuple[str, str | Place | Problem]]

    @property
    def all_parts(self) -> tuple[Piece | Slot | Problem, ...]:
        """The whole text as pieces and places."""
        return tuple(self.parts(self.text, (), ""))

    def only(self, text: str) -> Place | None:
        """Return the place that is all of ``text``."""
        _, meant = self.taken.get(text.strip(), ("", ""))
        return meant if isinstance(meant, Place) else None

    def written(self, text: str) -> str:
        """Return a part of the text as it was written."""
        return "".join(self.taken[character][0] if character in self.taken else character for character in text)

    def parts(self, text: str, marks: tuple[Mark, ...], address: str) -> Iterator[Piece | Slot | Problem]:
        """Yield a part of the text as pieces and places, and what is wrong with one."""
        for part in re.split(f"([{chr(FIRST)}-{chr(LAST)}])", text):
            _, meant = self.taken.get(part, ("", part))
            if isinstance(meant, Place):
                yield Slot(meant, marks, address)
            elif isinstance(meant, Problem):
                yield meant
            elif meant:
                yield Piece(meant, marks=marks, address=address)


def mask(text: str, first_line: int = 1) -> Masked:
    """Return ``text``, which begins on ``first_line``, with its places taken out."""
    taken: dict[str, tuple[str, str | Place | Problem]] = {}
    pieces, at = [], 0
    for found in _FOUND.finditer(text):
        line = first_line + text.count("\n", 0, found.start())
        start = found.end("escapes")
        stand_in = chr(FIRST + len(taken))
        taken[stand_in] = (text[start : found.end()], _meaning(found, line))
        pieces += [text[at:start], stand_in]
        at = found.end()
    return Masked("".join([*pieces, text[at:]]), taken)


def _meaning(found: re.Match[str], line: int) -> str | Place | Problem:
    if found["place"] is not None:
        return read_place(found["place"], line)
    if found["open"]:
        return Problem("open-place", line, {"brace": "{"}, Severity.FATAL)
    return found["escaped"] or (found["double"] or found["own"])[0]
