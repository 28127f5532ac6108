"""A document as plain text, in the lines that a pipe gets: tables separated by tabs, addresses behind their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planctl.blocks import plain_text
from planctl.report.charts_told import without_told_charts

if TYPE_CHECKING:
    from planctl.report.document import Document


def render(document: Document) -> str:
    """Return ``document`` as text, ending in a newline."""
    return "".join(plain_text(without_told_charts(document.whole)))
