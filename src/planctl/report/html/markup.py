"""Text as HTML: harmless, and itself whatever it contains."""

from __future__ import annotations

from html import escape

from planctl.cells import safe


def text(value: str) -> str:
    """Return ``value`` for the content of an element or a quoted attribute, invisible characters spelled out."""
    return escape(safe(value))


def lines(value: str) -> str:
    """Return ``value`` for the content of an element, its line feeds as breaks."""
    return escape(safe(value, newlines=True)).replace("\n", "<br>")
