"""The command line. ``main`` is the one place where errors end: as a line on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planctl.errors import (
    AnswerNotWrittenError,
    BadChoiceError,
    BadDateError,
    ExitCode,
    NotTextError,
    PlanctlError,
    PlanInvalidError,
)
from planctl.i18n import LANGUAGES, Translator, language_of_environment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: What a shell reports of a program that a closed pipe ended.
PIPE_CLOSED = 141


def run() -> None:
    """Run the program as a process of its own."""
    import gc

    gc.disable()  # a command builds one plan and ends: there is nothing to collect in between
    _settle_streams()
    _settle_signals()
    sys.exit(main())


def main(argv: Sequence[str] | None = None, environ: Mapping[str, str] | None = None) -> int:
    """Run the command line ``argv`` (without the program's name) and return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    environ = os.environ if environ is None else environ
    if "_PLANCTL_COMPLETE" in environ:
        from planctl.cli.completion import complete

        return complete(environ)
    t = Translator(_language(arguments, environ))
    try:
        code = _run_command(arguments, environ, t)
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_stdout()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except SystemExit as end:  # Typer ends so when the pipe is closed, our signal handler with 128 and the signal
        _discard_stdout()
        return PIPE_CLOSED if end.code == 1 else int(end.code or 0)
    except Exception as error:  # noqa: BLE001 - the one boundary: whatever it is, the user gets a line and no traceback
        return _report(error, arguments, environ, t)
    return code


def _run_command(arguments: list[str], environ: Mapping[str, str], t: Translator) -> int:
    if any("\ud800" <= character <= "\udfff" for argument in arguments for character in argument):
        raise NotTextError
    if (wanted := _value_of("--lang", arguments)) is not None and wanted not in LANGUAGES:
        raise BadChoiceError(name="--lang", value=wanted, choices=", ".join(LANGUAGES))
    from planctl.cli.app import build_root
    from planctl.cli.options import Runtime

    runtime = Runtime(environ, _today(environ), t)
    code = build_root().main(args=arguments, prog_name="planctl", standalone_mode=False, obj=runtime)
    return int(code or ExitCode.OK)


def _report(error: Exception, arguments: list[str], environ: Mapping[str, str], t: Translator) -> int:
    """Say on stderr what went wrong, and return the exit code."""
    if "--debug" in arguments or environ.get("PLANCTL_DEBUG", "0") not in {"", "0"}:
        import traceback

        traceback.print_exception(error)
    known = _known(error)
    if known is None:
        _print_error(t("error.bug", kind=type(error).__name__, detail=str(error)), t)
        return ExitCode.BUG
    if isinstance(known, PlanInvalidError):
        from planctl.cli.problems import describe

        for problem in known.problems:
            _print_line(describe(t, _from_here(known.path), problem))
        return known.exit_code
    _print_error(_sentence(known, t), t)
    return known.exit_code


def _known(error: Exception) -> PlanctlError | None:
    """Return ``error`` as one of ours, ``None`` if it is a fault of the program."""
    if isinstance(error, PlanctlError):
        return error
    from planctl.cli.usage import TyperUsageError, translated

    if isinstance(error, TyperUsageError):
        return translated(error)
    if isinstance(error, OSError):
        _discard_stdout()
        return AnswerNotWrittenError(reason=error.strerror or str(error))
    return None


def _sentence(error: PlanctlError, t: Translator) -> str:
    fields = dict(error.fields)
    if "status" in fields and t.has(f"status.{fields['status']}"):
        fields["label"] = t(f"status.{fields['status']}")
    if (parameter := fields.pop("param", None)) is not None:
        fields["name"] = _parameter_name(parameter, t)
    sentence = t(error.key, **fields)
    if not error.suggestions:
        return sentence
    names = t("separator.or").join(error.suggestions)
    return t("error.suggestion", sentence=sentence, names=names)


def _parameter_name(parameter: Any, t: Translator) -> str:
    """Return what the help page calls a parameter."""
    is_argument = parameter.param_type_name == "argument"
    return t(parameter.metavar) if is_argument else max(parameter.opts, key=len)


def _print_error(text: str, t: Translator) -> None:
    _print_line(t("error.line", text=text))


def _print_line(text: str) -> None:
    from planctl.cells import safe

    print(safe(text), file=sys.stderr)


def _from_here(path: str) -> str:
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path


# --- what the run depends on ------------------------------------------------------------------------------------------


def _language(arguments: list[str], environ: Mapping[str, str]) -> str:
    """Choose the language: ``--lang``, ``PLANCTL_LANG``, the locale, the plan's own, English."""
    wanted = _value_of("--lang", arguments)
    if wanted in LANGUAGES:
        return wanted
    return language_of_environment(environ) or _plan_language(arguments, environ) or "en"


def _plan_language(arguments: list[str], environ: Mapping[str, str]) -> str | None:
    from planctl import planfile

    try:
        return planfile.peek_language(planfile.find(_value_of("--plan", arguments), environ, Path.cwd()))
    except (PlanctlError, OSError, ValueError):
        return None


def _value_of(option: str, arguments: list[str]) -> str | None:
    """Return the last value given for ``option``, before anything is parsed."""
    found = None
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option and number + 1 < len(arguments):
            found = arguments[number + 1]
        elif argument.startswith(f"{option}="):
            found = argument.partition("=")[2]
    return found


def _today(environ: Mapping[str, str]) -> date:
    """Read the clock; ``PLANCTL_TODAY`` stands in for it."""
    fixed = environ.get("PLANCTL_TODAY")
    if not fixed:
        return date.today()  # noqa: DTZ011 - the office's own calendar day is meant
    try:
        return date.fromisoformat(fixed)
    except ValueError:
        raise BadDateError(value=fixed) from None


def _settle_streams() -> None:
    """Make sure that whatever is said can be written: odd encodings get escapes, closed streams swallow it."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - open till the end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - open till the end


def _settle_signals() -> None:
    """End in good order when asked to, so that temporary files are cleared: exit code 128 and the signal's number."""
    import signal

    def stop(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)


def _discard_stdout() -> None:
    """Let nothing more be written to a stdout that takes nothing, not even at the interpreter's end."""
    try:
        descriptor = os.open(os.devnull, os.O_WRONLY)
        os.dup2(descriptor, sys.stdout.fileno())
        os.close(descriptor)
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open till the end
