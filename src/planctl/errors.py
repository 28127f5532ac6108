"""What can go wrong: one class per reason an operation fails, and ``Problem`` for a fault in a plan.

A class carries its exit code and the key of its sentence; a raise site supplies only data. The sentence itself is
looked up in the catalogue by the one place that handles errors, ``planctl.cli``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping


class ExitCode(IntEnum):
    """The exit codes that scripts may rely on; a code is never given a second meaning."""

    OK = 0
    NO = 1
    USAGE = 2
    NO_PLAN = 3
    INVALID = 4
    UNKNOWN = 5
    CONFLICT = 6
    IO = 7
    BUG = 70
    INTERRUPTED = 130


class Severity(StrEnum):
    """How much a problem matters: a fatal one makes the plan unusable, an error is a fault in what it says."""

    FATAL = "fatal"
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a plan file, as a value: a loader collects all of them before anybody complains.

    ``code`` names the kind (``duplicate-id``) and is the catalogue key ``problem.<code>``; ``fields`` fill its
    sentence; ``line`` counts from 1 and is ``None`` where the fault has no place of its own. One in a file that lies
    beside the plan has its ``path``.
    """

    code: str
    line: int | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    path: str | None = None


class PlanctlError(Exception):
    """Base of every failure that a person can understand and mend."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE
    key: ClassVar[str] = "error"

    def __init__(self, *, suggestions: tuple[str, ...] = (), **fields: object) -> None:
        """Take the ``fields`` of the sentence and, where a word was mistyped, the nearest right ones."""
        super().__init__(self.key, fields)
        self.fields = fields
        self.suggestions = suggestions


class UsageError(PlanctlError):
    """The command line does not make sense; ``key`` is chosen by the subclass or the raise site."""

    exit_code = ExitCode.USAGE
    key = "error.usage"


class UnknownOptionError(UsageError):
    """There is no option of this ``name`` on the command ``program``."""

    key = "error.unknown_option"


class MissingArgumentError(UsageError):
    """The command needs ``name`` and did not get it."""

    key = "error.missing_argument"


class MissingValueError(UsageError):
    """The option ``name`` was given without its value."""

    key = "error.missing_value"


class NotTextError(UsageError):
    """The command line holds bytes that are no text."""

    key = "error.not_text"


class ExtraArgumentError(UsageError):
    """The command ``program`` takes no such further argument: ``value``."""

    key = "error.extra_argument"


class BadChoiceError(UsageError):
    """``value`` is none of the ``choices`` that the option ``name`` takes."""

    key = "error.bad_choice"


class ConflictingOptionsError(UsageError):
    """The options ``first`` and ``second`` exclude each other."""

    key = "error.conflicting_options"


class OptionNeededError(UsageError):
    """The option ``name`` says nothing without the option ``needed``."""

    key = "error.option_needed"


class PlanInvalidError(PlanctlError):
    """The plan at ``path`` has ``problems`` of severity error, and so cannot be used."""

    exit_code = ExitCode.INVALID
    key = "error.plan_invalid"

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        """Keep every problem, so that all of them are shown at once."""
        super().__init__(path=path, count=len(problems))
        self.path = path
        self.problems = problems


class ConflictError(PlanctlError):
    """The plan was changed underneath in a way that the change does not survive."""

    exit_code = ExitCode.CONFLICT
    key = "error.conflict"


class CannotReadError(PlanctlError):
    """``path`` cannot be read; ``errno`` is the system's number for the reason."""

    exit_code = ExitCode.IO
    key = "error.cannot_read"


class MissingPackageError(PlanctlError):
    """``format``, a form or a file, needs the Python package ``package``, which is not installed."""

    exit_code = ExitCode.IO
    key = "error.missing_package"


class NotAFileError(PlanctlError):
    """``path`` is a folder, a pipe or a device, not a plan file."""

    exit_code = ExitCode.IO
    key = "error.not_a_file"


class CannotWriteError(PlanctlError):
    """``path`` cannot be written; ``errno`` is the system's number for the reason; nothing was changed."""

    exit_code = ExitCode.IO
    key = "error.cannot_write"


class FileExistsAlreadyError(PlanctlError):
    """``path`` is there already and is not overwritten without being told."""

    exit_code = ExitCode.IO
    key = "error.file_exists"
