"""The command that writes the year-end summary."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.inputs import parse_choice
from planctl.cli.session import Session
from planctl.cli.typed import refuse_empty
from planctl.errors import ConflictingOptionsError, FileExistsAlreadyError, UsageError
from planctl.report import FORMS, ReportFormat, render, summarise, write_document
from planctl.store import disk

if TYPE_CHECKING:
    from planctl.report.numbers.figures import Summary

FORMAT_WORDS: dict[str, tuple[str, ...]] = {form: FORMS[form].words for form in ReportFormat}


class FormatUnknownError(UsageError):
    """The ending of ``path`` names none of the forms ``choices``."""

    key = "error.format_unknown"


class OutputIsPlanError(FileExistsAlreadyError):
    """The report was to be written over ``path``, which is a plan; nothing could bring that back."""

    key = "error.output_is_plan"


class OutputNeededError(UsageError):
    """A document of ``format`` is nothing that a terminal can show."""

    key = "error.output_needed"


def summary(
    session: Session,
    *,
    format: Annotated[str | None, typer.Option("--format", help="option.format", metavar="metavar.format")] = None,  # noqa: A002 - the name of the option
    output: Annotated[str | None, typer.Option("--output", "-o", help="option.output", metavar="metavar.file")] = None,
    since: Annotated[str | None, typer.Option("--since", help="option.since", metavar="metavar.date")] = None,
    public: Annotated[bool, typer.Option("--public", help="option.public")] = False,
    no_ids: Annotated[bool, typer.Option("--no-ids", help="option.no_ids")] = False,
    overwrite: Annotated[bool, typer.Option("--yes", "-y", help="option.overwrite")] = False,
) -> None:
    """Write the summary of the year: as of today, or of its last day once it is over, unless another is named."""
    form = choose_format(session, format, output)
    day = session.day if session.options.as_of else session.seen(min(session.today, session.stored.last_day))
    first = session.date(since) if since else None
    refuse_empty(first, day, "--as-of")
    _check_output(form, output, overwrite=overwrite)
    is_drawn = form is ReportFormat.TEXT and output is None and session.is_drawn
    with session.busy("summary.working"):
        numbers = summarise(session.stored, day, since=first, public=public)
        content = "" if is_drawn else render(form, numbers, session.t, ids=not no_ids)
    if is_drawn:
        session.write(write_document(numbers, session.t, ids=not no_ids).whole)
    else:
        _hand_over(session, form, content, output)
    session.tell_forecast(day)
    _tell_gaps(session, numbers)


def choose_format(session: Session, typed: str | None, output: str | None) -> ReportFormat:
    """Return the form to write: the one that was named, else that of the file's ending, else text.

    Raises:
        BadChoiceError: There is no such form.
        FormatUnknownError: The file's ending tells none.
    """
    if typed is not None:
        form = ReportFormat(parse_choice(typed, FORMAT_WORDS, "--format"))
        if session.options.json and form is not ReportFormat.JSON:
            raise ConflictingOptionsError(first="--json", second=f"--format {form}")
        return form
    if session.options.json:
        return ReportFormat.JSON
    if output is None or output == "-":
        return ReportFormat.TEXT
    ending = Path(output).suffix.removeprefix(".").lower()
    known = {word: form for form, words in FORMAT_WORDS.items() for word in (form, *words)}
    if ending not in known:
        raise FormatUnknownError(path=output, choices=", ".join(ReportFormat))
    return ReportFormat(known[ending])


def _check_output(form: ReportFormat, output: str | None, *, overwrite: bool) -> None:
    """Refuse, before any work is done, what could not be handed over."""
    if output not in {None, "-"}:
        path = Path(str(output))
        if path.exists() and path.suffix.lower() == ".toml":
            raise OutputIsPlanError(path=output)
        if path.exists() and not overwrite:
            raise FileExistsAlreadyError(path=output)
    elif FORMS[form].is_binary and sys.stdout.isatty():
        raise OutputNeededError(format=form.value)


def _hand_over(session: Session, form: ReportFormat, content: str | bytes, output: str | None) -> None:
    """Write the finished document to the file, whole or not at all, or to stdout."""
    if output not in {None, "-"}:
        path = Path(str(output))
        disk.write(path, content if isinstance(content, bytes) else content.encode())
        session.say("output.written", path=path)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    elif form is ReportFormat.JSON:
        session.write_json([content])
    else:
        sys.stdout.write(content)


def _tell_gaps(session: Session, numbers: Summary) -> None:
    """Say beside the document what its readers are not told: what lacks evidence, and what was left out."""
    if numbers.undocumented:
        listed = session.t("separator.list").join(numbers.undocumented)
        session.say("summary.undocumented", n=len(numbers.undocumented), ids=listed)
    if any(numbers.left_out):
        session.say("summary.left_out", tasks=len(numbers.left_out.tasks), entries=numbers.left_out.entries)
