"""The command line. ``main`` is the one place where errors end: as lines on stderr and an exit code.

Next to nothing is loaded before the program is ready to be interrupted.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # not from typing, which takes as long to load as Python itself
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import NoReturn

    from planctl.errors import PlanctlError
    from planctl.words.i18n import Translator

INTERRUPTED = 130
#: What a shell reports of git, and of most programs, when whoever reads their output has gone: 128 and SIGPIPE's 13.
PIPE_CLOSED = 141


class Stopped(BaseException):
    """The signal ``number`` asked the program to end. No failure, so that what handles failures lets it pass."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def run() -> NoReturn:
    """Run the program as a process of its own, and end the process."""
    code = INTERRUPTED
    try:
        import gc

        from planctl.cli.startup import settle_signals, settle_streams

        gc.disable()  # a command builds one plan and ends: there is nothing to collect in between
        settle_streams()
        settle_signals(_stop)
        code = main()
    except KeyboardInterrupt:
        pass  # before main could take it
    # Everything is written and closed by now, and what is not must not be. To take the interpreter down in good order
    # costs a tenth of a short command, and complaints about streams that take nothing.
    os._exit(code)


def main(argv: Sequence[str] | None = None, environ: Mapping[str, str] | None = None) -> int:
    """Run the command line ``argv`` (without the program's name) and return the exit code; nothing is raised.

    Beside the codes of ``ExitCode``: 141 if the reader of the output has gone, 128 and the number of a signal that
    asked the program to end.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    environ = os.environ if environ is None else environ
    try:
        if "_PLANCTL_COMPLETE" in environ:
            from planctl.cli.candidates import complete

            return complete(arguments, environ)
        return _answer(arguments, environ)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Stopped as stopped:
        return 128 + stopped.number
    except BrokenPipeError:
        return PIPE_CLOSED


def _stop(number: int, _frame: object) -> None:
    raise Stopped(number)


def _answer(arguments: list[str], environ: Mapping[str, str]) -> int:
    """Run the command; whatever fails is told in the user's language."""
    t: Translator | None = None
    try:
        from planctl.cli.startup import language
        from planctl.words.i18n import Translator

        t = Translator(language(arguments, environ))
        code = _run_command(arguments, environ, t)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the one boundary: whatever it is, the user gets a line and no traceback
        if isinstance(error.__cause__, (KeyboardInterrupt, Stopped)):
            raise error.__cause__ from None  # what comes amid a class statement Python 3.11 wraps in a RuntimeError
        if "--debug" in arguments or environ.get("PLANCTL_DEBUG", "0") not in {"", "0"}:
            _print_traceback(error)
        return _report(error, t)
    return code


def _run_command(arguments: list[str], environ: Mapping[str, str], t: Translator) -> int:
    import typer

    from planctl.cli.app import build_root
    from planctl.cli.options import Runtime
    from planctl.cli.startup import named_language, value_of
    from planctl.errors import BadChoiceError, ExitCode, NotTextError
    from planctl.words.i18n import LANGUAGES

    if any("\ud800" <= character <= "\udfff" for argument in arguments for character in argument):
        raise NotTextError
    if (wanted := value_of("--lang", arguments)) and not named_language(wanted):
        raise BadChoiceError(name="--lang", value=wanted, choices=", ".join(LANGUAGES))
    root = build_root()
    runtime = Runtime(tuple(arguments), environ, t)
    try:
        with root.make_context("planctl", list(arguments), obj=runtime) as context:  # it empties the list
            return int(root.invoke(context) or ExitCode.OK)
    except typer.Exit as end:
        return end.exit_code


# --- telling what went wrong ------------------------------------------------------------------------------------------


def _report(error: Exception, t: Translator | None) -> int:
    """Say on stderr what went wrong, and return the exit code."""
    from planctl.errors import ExitCode
    from planctl.words.i18n import Translator

    try:
        return _tell(error, t or Translator("en"))
    except Exception as fault:  # noqa: BLE001 - even what goes wrong in telling ends here, in a line
        _print_error(f"planctl: {type(fault).__name__}: {fault}")
        return ExitCode.BUG


def _tell(error: Exception, t: Translator) -> int:
    from planctl.errors import ExitCode, PlanInvalidError

    known = _known(error, t)
    if known is None:
        _print_error(t("error.line", text=t("error.bug", kind=type(error).__name__, detail=str(error))))
        return ExitCode.BUG
    if isinstance(known, PlanInvalidError):
        from planctl.words.problems import describe

        for problem in known.problems:
            _print_error(describe(t, _from_here(known.path), problem))
        return known.exit_code
    _print_error(t("error.line", text=_sentence(known, t)))
    return known.exit_code


def _known(error: Exception, t: Translator) -> PlanctlError | None:
    """Return ``error`` as one of ours, ``None`` if it is a fault of the program."""
    from planctl.cli.usage import TyperUsageError, translated
    from planctl.errors import AnswerNotWrittenError, CannotReadError, PlanctlError

    if isinstance(error, PlanctlError):
        return error
    if isinstance(error, TyperUsageError):
        return translated(error, t)
    if not isinstance(error, OSError):
        return None
    reason = error.strerror or str(error)
    if error.filename is None and not isinstance(error, FileNotFoundError):  # that one: the current folder is gone
        return AnswerNotWrittenError(reason=reason)
    return CannotReadError(path=error.filename or os.curdir, reason=reason)


def _sentence(error: PlanctlError, t: Translator) -> str:
    from planctl.errors import BadChoiceError, UnknownStatusError

    fields = dict(error.fields)
    if "status" in fields and t.has(f"status.{fields['status']}"):
        fields["label"] = t(f"status.{fields['status']}")
    if "path" in fields:
        fields["path"] = _from_here(str(fields["path"]))
    if "reason" in fields:
        fields["reason"] = _reason(str(fields["reason"]), t)
    sentence = t(error.key, **fields)
    # Where all that is possible stands in the sentence, one guess is enough.
    likely = error.suggestions[:1] if isinstance(error, (BadChoiceError, UnknownStatusError)) else error.suggestions
    return t("error.suggestion", sentence=sentence, names=t("separator.or").join(likely)) if likely else sentence


def _reason(said: str, t: Translator) -> str:
    """Return in the reader's language why the system refused, where it is one of the usual reasons."""
    import errno

    names = (name for number, name in errno.errorcode.items() if os.strerror(number) == said)
    return next((t(f"reason.{name}") for name in names if t.has(f"reason.{name}")), said)


def _from_here(path: str) -> str:
    from contextlib import suppress
    from pathlib import Path

    with suppress(OSError):  # the current folder may be gone
        here = Path.cwd()
        return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path
    return path


def _print_error(text: str) -> None:
    from planctl.cells import safe

    _write_error(f"{safe(text)}\n")


def _print_traceback(error: Exception) -> None:
    from traceback import format_exception

    from planctl.cells import safe

    _write_error(safe("".join(format_exception(error)), newlines=True))


def _write_error(text: str) -> None:
    from contextlib import suppress

    with suppress(OSError):  # stderr takes nothing: the exit code still tells
        sys.stderr.write(text)
        sys.stderr.flush()
