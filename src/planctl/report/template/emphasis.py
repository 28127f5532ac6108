"""Emphasis in a text without blanks between words: ``**完成75.4%。**其余`` closes behind its stop.

CommonMark asks for a blank or a mark between a closing delimiter and a letter, which Chinese does not have. Beside a
Han character or one of its marks a delimiter opens unless a blank follows it, and closes unless a blank precedes it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_inline import emphasis

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

#: Han characters, and the marks that stand with them.
HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’—…\U00020000-\U0003ffff]")


def allow_between_han(markdown: MarkdownIt) -> None:
    """Let ``markdown`` read emphasis so."""
    markdown.inline.ruler.at("emphasis", _tokenize)


def _tokenize(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as rules of markdown-it are called
    """Note a run of delimiters as CommonMark does, but for what each of them can do beside a Han character."""
    start = state.pos
    if not emphasis.tokenize(state, silent):
        return False
    before, after = state.src[start - 1 : start], state.src[state.pos : state.pos + 1]
    if HAN.match(before) or HAN.match(after):
        for delimiter in state.delimiters[start - state.pos :]:
            delimiter.open, delimiter.close = bool(after.strip()), bool(before.strip())
    return True
