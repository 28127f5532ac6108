"""The year-end summary: its numbers, its one document, and the forms in which that is handed over."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.errors import MissingPackageError
from planctl.report.document import Document, Paper, with_ids
from planctl.report.numbers.summary import summarise

if TYPE_CHECKING:
    from planctl.report.numbers.figures import Summary

__all__ = [
    "FORMS",
    "Document",
    "Paper",
    "ReportFormat",
    "numbers_as_json",
    "render",
    "summarise",
    "with_ids",
]


class ReportFormat(StrEnum):
    """The forms of a summary; the value is also the ending of a file."""

    TEXT = "text"
    MARKDOWN = "md"
    HTML = "html"
    WORD = "docx"
    JSON = "json"


class Form(NamedTuple):
    """What has to be known of a form: the module of ``report`` that writes it, and what people may call it.

    ``has_paper`` says that it is made to be printed, ``has_ids`` that the ids of tasks are in it unless somebody wants
    it otherwise. ``package`` is what a plain installation lacks for it, and ``module`` the name under which that is
    imported.
    """

    writer: str
    words: tuple[str, ...] = ()
    is_binary: bool = False
    has_paper: bool = False
    has_ids: bool = False
    package: str = ""
    module: str = ""


FORMS: dict[ReportFormat, Form] = {
    ReportFormat.TEXT: Form("to_text", ("txt",), has_ids=True),
    ReportFormat.MARKDOWN: Form("to_markdown", ("markdown",), has_ids=True),
    ReportFormat.HTML: Form("to_html", ("htm",), has_paper=True),
    ReportFormat.WORD: Form("to_docx", ("word",), is_binary=True, has_paper=True, package="python-docx", module="docx"),
    ReportFormat.JSON: Form("to_json", has_ids=True),
}


def render(form: ReportFormat, document: Document, *, ids: bool) -> str | bytes:
    """Return ``document`` in ``form``, with the ``ids`` of its tasks or without: text, or bytes if the form is binary.

    The same document gives the same bytes. JSON has no document but the numbers themselves (``numbers_as_json``).

    Raises:
        MissingPackageError: The form needs what is not installed.
    """
    rendered: str | bytes = _writer(form).render(with_ids(document, shown=ids))
    return rendered


def numbers_as_json(summary: Summary) -> str:
    """Return the numbers of ``summary`` with the ids behind each, as the JSON document that scripts read."""
    rendered: str = _writer(ReportFormat.JSON).render(summary)
    return rendered


def _writer(form: ReportFormat) -> Any:
    """Load the writer of a form, which is done only when it is asked for."""
    needed = FORMS[form]
    try:
        return import_module(f"planctl.report.{needed.writer}")
    except ModuleNotFoundError as error:
        if not needed.module or (error.name or "").partition(".")[0] != needed.module:
            raise
        raise MissingPackageError(format=form.value, package=needed.package) from error
