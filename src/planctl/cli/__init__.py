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

    from planctl.store.planfile import PlanFile
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
        from planctl.cli.startup import language, value_of, year
        from planctl.store.planfile import PlanFile
        from planctl.words.i18n import Translator

        plan = PlanFile(value_of("--plan", arguments), environ, year(environ))
        t = Translator(language(arguments, environ, plan))
        code = _run_command(arguments, environ, t, plan)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the one boundary: whatever it is, the user gets a line and no traceback
        if isinstance(error.__cause__, (KeyboardInterrupt, Stopped)):
            raise error.__cause__ from None  # what comes amid a class statement Python 3.11 wraps in a RuntimeError
        from planctl.cli import failures

        if "--debug" in arguments or environ.get("PLANCTL_DEBUG", "0") not in {"", "0"}:
            failures.print_traceback(error)
        return failures.report(error, t, environ)
    return code


def _run_command(arguments: list[str], environ: Mapping[str, str], t: Translator, plan: PlanFile) -> int:
    from planctl.cli.app import build_root, place_of_command, run_program
    from planctl.cli.shared import Runtime
    from planctl.cli.startup import named_language, value_of
    from planctl.cli.table import find_command
    from planctl.errors import BadChoiceError, NotTextError
    from planctl.plan.model import LANGUAGES

    if any("\ud800" <= character <= "\udfff" for argument in arguments for character in argument):
        raise NotTextError
    if (wanted := value_of("--lang", arguments)) and not named_language(wanted):
        raise BadChoiceError(name="--lang", value=wanted, choices=", ".join(LANGUAGES))
    root = build_root()
    runtime = Runtime(tuple(arguments), environ, t, plan)
    place = place_of_command(arguments, root)
    if all(map(find_command, arguments[place : place + 1])):
        return run_program(root, arguments, runtime)
    from planctl.cli.own_views import run_view

    return run_view(root, arguments, place, runtime)
