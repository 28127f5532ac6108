"""The year-end summary: its numbers, its one document, and the forms in which that is handed over."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from planctl.errors import ExitCode, PlanctlError
from planctl.report.numbers.summary import summarise
from planctl.report.wording.document import Document, write_document

if TYPE_CHECKING:
    from planctl.report.numbers.figures import Summary
    from planctl.words.i18n import Translator

__all__ = ["FORMS", "Document", "MissingPackageError", "ReportFormat", "render", "summarise", "write_document"]


class ReportFormat(StrEnum):
    """The forms of a summary; the value is also the ending of a file."""

    TEXT = "text"
    MARKDOWN = "md"
    HTML = "html"
    WORD = "docx"
    JSON = "json"


class Form(NamedTuple):
    """What has to be known of a form: the module of ``report`` that writes it, and what people may call it.

    A writer takes the document, or the numbers themselves. ``package`` is what a plain installation lacks for it, and
    ``module`` the name under which that is imported.
    """

    writer: str
    words: tuple[str, ...] = ()
    is_binary: bool = False
    takes_numbers: bool = False
    package: str = ""
    module: str = ""


FORMS: dict[ReportFormat, Form] = {
    ReportFormat.TEXT: Form("to_text", ("txt",)),
    ReportFormat.MARKDOWN: Form("to_markdown", ("markdown",)),
    ReportFormat.HTML: Form("to_html", ("htm",)),
    ReportFormat.WORD: Form("to_docx", ("word",), is_binary=True, package="python-docx", module="docx"),
    ReportFormat.JSON: Form("to_json", takes_numbers=True),
}


class MissingPackageError(PlanctlError):
    """The form ``format`` needs the Python package ``package``, which is not installed."""

    exit_code = ExitCode.IO
    key = "error.missing_package"


def render(form: ReportFormat, summary: Summary, t: Translator, *, ids: bool = True) -> str | bytes:
    """Return ``summary`` in ``form``, in the language of ``t``: text, or bytes if the form is binary.

    The same summary gives the same bytes. JSON is the numbers themselves and has all ids whatever ``ids`` says.

    Raises:
        MissingPackageError: The form needs what is not installed.
    """
    writer = _writer(form)
    rendered: str | bytes = writer.render(summary if FORMS[form].takes_numbers else write_document(summary, t, ids=ids))
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
