"""A report before anybody decides on a medium, and the ids in it, which some media show and others do not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from planctl.blocks import Heading, Listing, Mark, Paragraph, Piece, Quote
from planctl.words.typography import TYPOGRAPHY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planctl.blocks import Block
    from planctl.words.typography import Typography

#: Of so many tasks the ids are shown behind a text.
MOST_IDS = 30
#: So many neighbouring ids are shortened to the first and the last.
SHORTEST_RUN = 3


class Paper(StrEnum):
    """The sheets that a document is printed on."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Document:
    """A report before anybody decides on a medium; ``blocks`` come below the title, ``number`` stands above it.

    An ``is_official`` one is set as offices have to set theirs, any other as a company would; an ``is_compact`` one is
    to find room on a page.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    number: str = ""
    is_official: bool = True
    paper: Paper = Paper.A4
    is_compact: bool = False

    @property
    def whole(self) -> tuple[Block, ...]:
        """The blocks with number and title in front, for a medium that has no place of its own for them."""
        number = (Paragraph(self.number),) if self.number else ()
        return (*number, Heading(self.title, level=1), *self.blocks)


def with_ids(document: Document, *, shown: bool) -> Document:
    """Return ``document`` with the ids of its texts spelled out before their full stops, or without any."""
    spelling = _Spelling(TYPOGRAPHY[document.language], shown)
    return replace(document, blocks=tuple(map(spelling.block, document.blocks)))


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How ids are spelled in a document, if they are ``shown``."""

    habits: Typography
    shown: bool

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return self.paragraph(block)
            case Listing():
                return block._replace(items=tuple(tuple(map(self.block, item)) for item in block.items))
            case Quote():
                return Quote(tuple(map(self.block, block.blocks)))
            case _:
                return block

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        if not any(piece.ids for piece in paragraph.pieces):
            return paragraph
        pieces = tuple(part for piece in paragraph.pieces for part in self.pieces(piece))
        return paragraph._replace(text="".join(piece.text for piece in pieces), pieces=pieces)

    def pieces(self, piece: Piece) -> Iterator[Piece]:
        """Yield a piece in parts, its ids before the stop at its end."""
        ids = self.ids(piece.ids)
        if not ids:
            yield piece._replace(ids=())
            return
        bare = piece.text.rstrip(_STOPS)
        yield piece._replace(text=bare, ids=())
        yield Piece(ids, marks=(Mark.QUIET,))
        if stop := piece.text[len(bare) :]:
            yield piece._replace(text=stop, ids=())

    def ids(self, ids: Sequence[str]) -> str:
        """Return ids in brackets; of so many that nobody would read them none, since a table has them all."""
        if not self.shown or not 0 < len(ids) <= MOST_IDS:
            return ""
        return self.habits.ids.format(self.habits.separator.join(short_ids(ids, self.habits.dash)))


def short_ids(ids: Sequence[str], dash: str) -> tuple[str, ...]:
    """Return ids for reading: neighbours as ``1.1—1.4``."""
    runs: list[list[str]] = []
    for identifier in ids:
        if runs and _follows(runs[-1][-1], identifier):
            runs[-1].append(identifier)
        else:
            runs.append([identifier])
    shown: list[str] = []
    for run in runs:
        shown += [f"{run[0]}{dash}{run[-1]}"] if len(run) >= SHORTEST_RUN else run
    return tuple(shown)


def _follows(first: str, second: str) -> bool:
    """Whether ``second`` is the next id after ``first``, as 1.10 is after 1.9."""
    head, _, number = first.rpartition(".")
    return number.isdecimal() and second == f"{head}.{int(number) + 1}"


_STOPS = "。．.！!？?；;：:"
