"""A document as plain text, in the same lines that a pipe gets: tables separated by tabs, ids after a tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import plain_text

if TYPE_CHECKING:
    from planctl.report.wording.document import Document


def render(document: Document) -> str:
    """Return ``document`` as text, ending in a newline."""
    return "".join(plain_text(document.whole))
