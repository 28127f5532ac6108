"""How a failure is told: lines on stderr in the user's language, and the exit code."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from planctl.cli.console import from_here, print_error
from planctl.cli.way_back import about, restorable
from planctl.errors import BadChoiceError, CannotReadError, ExitCode, PlanctlError, PlanInvalidError
from planctl.plan.status_words import UnknownStatusError
from planctl.words.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class AnswerNotWrittenError(PlanctlError):
    """stdout does not take the answer; ``errno`` is the system's number for the reason."""

    exit_code = ExitCode.IO
    key = "error.answer_not_written"


def report(error: Exception, t: Translator | None, environ: Mapping[str, str]) -> ExitCode:
    """Say on stderr what went wrong, and return the exit code; without a language as yet, in English."""
    try:
        return _tell(error, t or Translator("en"), environ)
    except Exception as fault:  # noqa: BLE001 - even what goes wrong in telling ends here, in a line
        print_error(f"planctl: {type(fault).__name__}: {fault}")
        return ExitCode.BUG


def print_traceback(error: Exception) -> None:
    """Write to stderr where in the program ``error`` came up."""
    from traceback import format_exception

    print_error("".join(format_exception(error)).rstrip("\n"), newlines=True)


def _tell(error: Exception, t: Translator, environ: Mapping[str, str]) -> ExitCode:
    known = _known(error, t)
    if known is None:
        print_error(t("error.line", text=t("error.bug", kind=type(error).__name__, detail=str(error))))
        return ExitCode.BUG
    for line in _lines(known, t, restorable(known, environ), environ):
        print_error(line)
    return known.exit_code


def _lines(error: PlanctlError, t: Translator, kept: Path | None, environ: Mapping[str, str]) -> Iterator[str]:
    """Yield what is to be told of ``error``, and how the plan comes back that it is about, if it is ``kept``."""
    if isinstance(error, PlanInvalidError):
        from planctl.words.problems import describe

        for problem in error.problems:
            yield describe(t, from_here(error.path), problem)
    elif kept is None or os.path.lexists(kept):
        yield t("error.line", text=_sentence(error, t))
    if kept:
        key = "restore.way_back" if os.path.lexists(kept) else "restore.gone"
        text = t(key, path=from_here(str(kept)), command=about("restore", kept, environ))
        yield t("error.line", text=text)


def sentence_of(error: Exception, t: Translator) -> str:
    """Return what is wrong and what to do, of an error that is one of ours or of Typer's."""
    known = _known(error, t)
    return _sentence(known, t) if known else str(error)


def _known(error: Exception, t: Translator) -> PlanctlError | None:
    """Return ``error`` as one of ours, ``None`` if it is a fault of the program."""
    from planctl.cli.usage import TyperUsageError, translated

    if isinstance(error, PlanctlError):
        return error
    if isinstance(error, TyperUsageError):
        return translated(error, t)
    if not isinstance(error, OSError) or error.errno is None:
        return None
    if error.filename is None and not isinstance(error, FileNotFoundError):  # that one: the current folder is gone
        return AnswerNotWrittenError(errno=error.errno)
    return CannotReadError(path=error.filename or os.curdir, errno=error.errno)


def _sentence(error: PlanctlError, t: Translator) -> str:
    sentence = t(error.key, **_in_words(error.fields, t))
    # Where all that is possible stands in the sentence, one guess is enough.
    likely = error.suggestions[:1] if isinstance(error, (BadChoiceError, UnknownStatusError)) else error.suggestions
    return t("error.suggestion", sentence=sentence, names=t("separator.or").join(likely)) if likely else sentence


def _in_words(fields: Mapping[str, object], t: Translator) -> dict[str, object]:
    """Return the fields of a sentence as people want to read them.

    Paths are told from here, statuses and reasons in words, and of a missing package the command that installs it.
    """
    words = dict(fields)
    if "status" in fields and t.has(f"status.{fields['status']}"):
        words["label"] = t(f"status.{fields['status']}")
    if isinstance(kinds := fields.get("kinds"), tuple):
        words["field"] = t(f"column.{fields['field']}")
        words["kinds"] = t("separator.list").join(t(f"kind.{kind}") for kind in kinds)
    if "path" in fields:
        words["path"] = from_here(str(fields["path"]))
    if "refusal" in fields:
        words["why"] = t(f"refusal.{fields['refusal']}", **fields)
    if "package" in fields:
        from planctl.cli.installation import install_command

        words["install"] = install_command(str(fields["package"]))
    if isinstance(number := fields.get("errno"), int):
        words["reason"] = _reason(number, t)
    return words


def _reason(number: int, t: Translator) -> str:
    """Return in the reader's language why the system refused, where it is one of the usual reasons."""
    key = f"reason.{errno.errorcode.get(number)}"
    return t(key) if t.has(key) else os.strerror(number)
