"""Which blocks of a document go on sheets turned sideways: wide tables, each with the headings right above it.

A short annex, with hardly anything but the table, goes with it as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.blocks import Annex, Block, Heading, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable


#: With so many paragraphs above its table at most, an annex is turned as a whole.
MOST_TURNED = 3


class Sheet(NamedTuple):
    """Blocks that follow each other on sheets of one direction; ``is_wide`` if that is sideways."""

    is_wide: bool
    blocks: list[Block]


def sheets(blocks: Iterable[Block]) -> list[Sheet]:
    """Divide blocks, in their order, by the direction of the sheets that they need."""
    found: list[Sheet] = []
    for block in blocks:
        if not (isinstance(block, Table) and block.wide):
            _add(found, [block], is_wide=False)
        else:
            _add(found, [*_taken_along(found), block], is_wide=True)
    return found


def _add(found: list[Sheet], blocks: list[Block], *, is_wide: bool) -> None:
    if found and found[-1].is_wide is is_wide:
        found[-1].blocks.extend(blocks)
    else:
        found.append(Sheet(is_wide, blocks))


def _taken_along(found: list[Sheet]) -> list[Block]:
    """Take away what a wide table takes to its sheet, and the sheet before if it held nothing else."""
    if not found or found[-1].is_wide:
        return []
    before = found[-1].blocks
    start = _beginning(before)
    taken, before[start:] = before[start:], []
    if not before:
        found.pop()
    return taken


def _beginning(blocks: list[Block]) -> int:
    """Return where what belongs to a table after ``blocks`` begins: its annex, or headings that nothing follows yet."""
    headings, paragraphs = len(blocks), 0
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if isinstance(block, Annex):
            return place
        if isinstance(block, Heading) and not paragraphs:
            headings = place
        elif isinstance(block, Paragraph):
            paragraphs += 1
        elif not isinstance(block, Heading):
            break
        if paragraphs > MOST_TURNED:
            break
    return headings
