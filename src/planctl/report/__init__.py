"""The year-end summary: its numbers, its one document, and the forms in which that is handed over.

A writer is loaded when its form is asked for; the ``docx`` writer needs python-docx, which a plain installation lacks.
"""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

from planctl.report.numbers.summary import summarise
from planctl.report.wording.document import Document, write_document

if TYPE_CHECKING:
    from planctl.report.numbers.figures import Summary
    from planctl.words.i18n import Translator

__all__ = ["Document", "ReportFormat", "render", "summarise", "write_document"]


class ReportFormat(StrEnum):
    """The forms of a summary; the value is also the ending of a file. ``text`` is drawn by the screen code."""

    TEXT = "text"
    MARKDOWN = "md"
    HTML = "html"
    WORD = "docx"
    JSON = "json"


def render(form: ReportFormat, summary: Summary, t: Translator, *, ids: bool = True) -> str | bytes:
    """Return ``summary`` in ``form``, in the language of ``t``: text, or bytes for a Word document.

    The same summary gives the same bytes. JSON is the numbers themselves and has all ids whatever ``ids`` says.

    Raises:
        ValueError: ``form`` is ``TEXT``, which only a screen can draw.
    """
    if form is ReportFormat.TEXT:
        raise ValueError(form)
    writer = import_module(f"planctl.report.{_WRITERS[form]}")
    rendered: str | bytes = writer.render(summary if form is ReportFormat.JSON else write_document(summary, t, ids=ids))
    return rendered


_WRITERS = {
    ReportFormat.MARKDOWN: "to_markdown",
    ReportFormat.HTML: "to_html",
    ReportFormat.WORD: "to_docx",
    ReportFormat.JSON: "to_json",
}
