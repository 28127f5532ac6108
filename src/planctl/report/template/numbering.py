"""The sections of a document as they are put together: those with nothing to say are left out, numbers count anew."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planctl.blocks import Annex, Heading
from planctl.plan.numerals import HAN, to_han, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.blocks import Block

#: How headings are numbered: what stands before the number, the number, what stands behind it.
_NUMBERED = re.compile(
    rf"(?P<before>[（(]?)(?P<number>[{HAN}]{{1,5}}|[0-9]{{1,3}}|[A-Z](?=[.．、]\s))"
    r"(?P<after>[、）)]|[.．](?=\s|[^\s0-9])|(?=\s))"
)
#: A heading that begins an annex may name it, as 附件1 or Annex A.
_LABEL = re.compile(
    r"(?P<label>(?:附件|附表|(?:Annex|Appendix)(?![a-z]))\s?)(?P<number>[0-9]+|[A-Z]\b)?[:：.．\s]*(?P<title>.*)",
    re.DOTALL,
)


@dataclass(eq=False)
class _Section:
    """A part of a document under a heading of ``level``, 0 for the whole; ``had`` tells if anything was to come."""

    level: int
    text: str = ""
    content: list[Block | _Section] = field(default_factory=list)
    had: bool = False
    is_skipped: bool = False

    @property
    def is_numbered(self) -> bool:
        """Whether those after it have other numbers if it is left out."""
        if self.level > 1:
            return _NUMBERED.match(self.text) is not None
        label = _LABEL.match(self.text)
        return label is not None and bool(label["number"])

    @property
    def is_empty(self) -> bool:
        """Whether something was to be said here, and nothing is."""
        return self.is_skipped or (
            self.had and all(isinstance(part, _Section) and part.is_empty for part in self.content)
        )


class Outline:
    """Takes the headings and blocks of a document in their order, and gives back what is left of it."""

    def __init__(self) -> None:
        """Begin a document."""
        self.path = [_Section(0)]

    def begin(self, level: int, text: str) -> None:
        """Begin a section."""
        while self.path[-1].level >= level:
            self.path.pop()
        section = _Section(level, text)
        self.path[-1].content.append(section)
        self.path[-1].had = True
        self.path.append(section)

    def skip(self, level: int, text: str) -> None:
        """Begin a section that is left out with all that is in it."""
        self.begin(level, text)
        self.path[-1].is_skipped = True

    def add(self, blocks: Iterable[Block]) -> None:
        """Put what a part of the template says into the section that was begun last."""
        self.path[-1].had = True
        self.path[-1].content += blocks

    def parts(self) -> tuple[list[Block], list[Block]]:
        """Return the body and the annexes, which headings of the first level begin."""
        blocks = list(_blocks(self.path[0]))
        start = next((place for place, block in enumerate(blocks) if isinstance(block, Annex)), len(blocks))
        return blocks[:start], blocks[start:]


def _blocks(section: _Section) -> Iterator[Block]:
    """Yield the blocks of a section with the headings of those below it that have anything to say."""
    left_out: Counter[int] = Counter()
    for part in section.content:
        if not isinstance(part, _Section):
            yield part
        elif part.is_empty:
            left_out[part.level] += part.is_numbered
        else:
            yield _headed(part, left_out[part.level])
            yield from _blocks(part)


def _headed(section: _Section, left_out: int) -> Heading | Annex:
    """Return the heading of a section, whose number is lower by as many as were left out before it."""
    if section.level > 1:
        return Heading(_counted(section.text, left_out), section.level)
    found = _LABEL.match(section.text)
    if found is None:
        return Annex("", section.text)
    number = _less(found["number"], left_out) if found["number"] else ""
    return Annex(f"{found['label']}{number}".strip(), found["title"])


def _counted(text: str, left_out: int) -> str:
    found = _NUMBERED.match(text)
    if not left_out or found is None:
        return text
    return f"{found['before']}{_less(found['number'], left_out)}{text[found.end('number') :]}"


def _less(number: str, by: int) -> str:
    """Return a number, in whatever numerals, less ``by``, but not less than one."""
    if number.isascii():
        return str(max(int(number) - by, 1)) if number.isdecimal() else chr(max(ord(number) - by, ord("A")))
    return to_han(max((value_of(number) or 1) - by, 1))
