"""Which blocks of a document go on sheets turned sideways: wide tables, each with the headings right above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.blocks import Block, Heading, Table

if TYPE_CHECKING:
    from collections.abc import Iterable


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
            headings = _headings_at_end(found)
            _add(found, [*headings, block], is_wide=True)
    return found


def _add(found: list[Sheet], blocks: list[Block], *, is_wide: bool) -> None:
    if found and found[-1].is_wide is is_wide:
        found[-1].blocks.extend(blocks)
    else:
        found.append(Sheet(is_wide, blocks))


def _headings_at_end(found: list[Sheet]) -> list[Block]:
    """Take away the headings that nothing follows yet, and the sheet if it held nothing else."""
    headings: list[Block] = []
    while found and not found[-1].is_wide and found[-1].blocks and isinstance(found[-1].blocks[-1], Heading):
        headings.insert(0, found[-1].blocks.pop())
    if found and not found[-1].blocks:
        found.pop()
    return headings
