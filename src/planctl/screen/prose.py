"""Running text for a screen: paragraphs, headings, lists and quotations as lines of spans, each with its tone.

Lines are broken by the rules of ``planctl.cells``; what sets a part of a text apart stays with its characters.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, assert_never

from planctl.blocks import (
    Annex,
    Formal,
    Heading,
    Listing,
    Mark,
    Paragraph,
    Part,
    Piece,
    Quote,
    Rule,
    Tone,
    Verbatim,
    plain_text,
    with_addresses,
)
from planctl.cells import pad, width, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from planctl.blocks import Block

#: What is moved in is so by this many cells.
INDENT = 2

Prose = Heading | Annex | Formal | Paragraph | Listing | Quote | Verbatim | Rule
Line = list[tuple[str, Tone]]


class Sheet(NamedTuple):
    """What is written on: its width in cells, what spells a text there, and what marks one that was cut."""

    width: int
    spell: Callable[[str], str]
    mark: str

    def narrower(self, by: int) -> Sheet:
        """Return the part of the sheet that is left beside a margin."""
        return self._replace(width=max(self.width - by, 1))


def lines(block: Prose, sheet: Sheet) -> list[Line]:
    """Return ``block`` as lines of at most the width of ``sheet``, but for those that keep their own."""
    match block:
        case Heading():
            return _wrapped(block.text, Tone.STRONG, sheet)
        case Annex():
            parts = filter(None, (block.label, block.title))
            return [line for part in parts for line in _wrapped(part, Tone.STRONG, sheet)]
        case Formal():
            return _formal(block, sheet)
        case Paragraph():
            return _paragraph(block, sheet)
        case Listing():
            return [line for mark, blocks in block.marked() for line in _behind(f"{mark} ", blocks, sheet)]
        case Quote():
            return _behind(" " * INDENT, block.blocks, sheet)
        case Verbatim():
            return [[(line, Tone.NORMAL)] for line in sheet.spell(block.text).split("\n")]
        case Rule():
            return [[(sheet.spell("─") * sheet.width, Tone.MUTED)]]
        case _:
            assert_never(block)


def _wrapped(text: str, tone: Tone, sheet: Sheet) -> list[Line]:
    return [[(line, tone)] for line in wrap(sheet.spell(text), sheet.width)]


def _formal(formal: Formal, sheet: Sheet) -> list[Line]:
    """Return a formal part, who signs and of which day at the right."""
    is_right = formal.part in {Part.SIGNER, Part.DATE}
    found = wrap(sheet.spell(formal.text), sheet.width)
    return [[(pad(line, sheet.width, right=True) if is_right else line, Tone.NORMAL)] for line in found]


def _behind(mark: str, blocks: Iterable[Block], sheet: Sheet) -> list[Line]:
    """Return blocks moved in behind ``mark``, which stands before the first line; a table in them is told in lines."""
    size = width(mark)
    inner = sheet.narrower(size)
    found: list[Line] = []
    for block in blocks:
        if isinstance(block, Prose):
            found += lines(block, inner)
        else:
            found += [part for line in plain_text([block]) for part in _wrapped(line.rstrip("\n"), Tone.NORMAL, inner)]
    return [[(" " * size if number else mark, Tone.NORMAL), *line] for number, line in enumerate(found)]


def _paragraph(paragraph: Paragraph, sheet: Sheet) -> list[Line]:
    pieces = with_addresses(paragraph.pieces) or (Piece(paragraph.text),)
    text = sheet.spell("".join(piece.text for piece in pieces))
    if not paragraph.wrapped:
        return [[(line, paragraph.tone)] for line in text.split("\n")]
    margin = " " * paragraph.indent
    broken = wrap(text, sheet.width - paragraph.indent, lines=paragraph.lines, mark=sheet.mark)
    toned = _toned(broken, pieces, paragraph.tone, sheet)
    return [[(margin, Tone.NORMAL), *line] if margin else line for line in toned]


def _toned(broken: Sequence[str], pieces: Iterable[Piece], tone: Tone, sheet: Sheet) -> Iterator[Line]:
    """Yield broken lines with the tones that their characters had, as far as they are those of the text."""
    if all(not piece.marks for piece in pieces):
        yield from ([(line, tone)] for line in broken)
        return
    tones = [(char, _tone(piece, tone)) for piece in pieces for char in sheet.spell(piece.text)]
    at = 0
    for line in broken:
        said = []
        for char in line:
            place = next((place for place in range(at, len(tones)) if tones[place][0] == char), None)
            at = at if place is None else place + 1
            said.append((char, tone if place is None else tones[place][1]))
        yield [("".join(char for char, _ in group), kind) for kind, group in groupby(said, key=lambda each: each[1])]


def _tone(piece: Piece, tone: Tone) -> Tone:
    marks = {Mark.PLACE: Tone.WARN, Mark.STRONG: Tone.STRONG, Mark.QUIET: Tone.MUTED}
    return next((told for mark, told in marks.items() if mark in piece.marks), tone)
