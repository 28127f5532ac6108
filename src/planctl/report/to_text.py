"""A document as plain text, in the lines that a pipe gets: tables separated by tabs, ids behind what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import Paragraph, plain_text
from planctl.words.typography import TYPOGRAPHY

if TYPE_CHECKING:
    from planctl.blocks import Block
    from planctl.report.wording.document import Document


def render(document: Document) -> str:
    """Return ``document`` as text, ending in a newline."""
    return "".join(plain_text(_with_ids(block, document.language) for block in document.whole))


def _with_ids(block: Block, language: str) -> Block:
    """Return a paragraph with the ids of its sentences in brackets behind each; any other block as it is."""
    if not isinstance(block, Paragraph) or not block.ids:
        return block
    habits = TYPOGRAPHY[language]
    pieces = [(sentence.text, sentence.ids) for sentence in block.sentences] or [(block.text, block.ids)]
    text = "".join(text + (habits.ids.format(habits.separator.join(ids)) if ids else "") for text, ids in pieces)
    return Paragraph(text, block.tone, block.indent)
