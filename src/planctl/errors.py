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
    sentence; ``line`` counts from 1 and is ``None`` where the fault has no place of its own.
    """

    code: str
    line: int | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR


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


class UnknownCommandError(UsageError):
    """There is no command of this ``name``."""

    key = "error.unknown_command"


class UnknownOptionError(UsageError):
    """There is no option of this ``name`` on the command."""

    key = "error.unknown_option"


class MissingArgumentError(UsageError):
    """The command needs ``name`` and did not get it."""

    key = "error.missing_argument"


class MissingValueError(UsageError):
    """The option ``name`` was given without its value."""

    key = "error.missing_value"


class UnexpectedValueError(UsageError):
    """The option ``name`` is a switch and takes no value."""

    key = "error.unexpected_value"


class NotTextError(UsageError):
    """The command line holds bytes that are no text."""

    key = "error.not_text"


class EmptyPeriodError(UsageError):
    """A report from ``since`` on was to end before it, on ``day``."""

    key = "error.empty_period"


class FormatUnknownError(UsageError):
    """The ending of ``path`` names none of the forms ``choices``."""

    key = "error.format_unknown"


class OutputNeededError(UsageError):
    """A document of ``format`` is nothing that a terminal can show."""

    key = "error.output_needed"


class CarryYearError(UsageError):
    """Tasks of ``year`` were to be carried to ``target``, which is not later."""

    key = "error.carry_year"


class WrongExampleYearError(UsageError):
    """The example is the plan of ``example``, and another ``year`` was asked for."""

    key = "error.example_year"


class ExtraArgumentError(UsageError):
    """The command takes no such further argument: ``value``."""

    key = "error.extra_argument"


class BadDateError(UsageError):
    """``value`` cannot be read as a date."""

    key = "error.bad_date"


class BadNumberError(UsageError):
    """``value`` cannot be read as a number."""

    key = "error.bad_number"


class BadIdError(UsageError):
    """``value`` does not have the form of a task id, range or wildcard."""

    key = "error.bad_id"


class BadChoiceError(UsageError):
    """``value`` is none of the ``choices`` that the option ``name`` takes."""

    key = "error.bad_choice"


class ReasonRequiredError(UsageError):
    """A task becomes ``status`` only with a reason."""

    key = "error.reason_required"


class NegativeReadingError(UsageError):
    """The reading of the task ``id`` would become ``reading``, less than nothing."""

    key = "error.negative_reading"


class NothingToChangeError(UsageError):
    """The command was given nothing to record."""

    key = "error.nothing_to_change"


class ConflictingOptionsError(UsageError):
    """The options ``first`` and ``second`` exclude each other."""

    key = "error.conflicting_options"


class OptionNeededError(UsageError):
    """The option ``name`` says nothing without the option ``needed``."""

    key = "error.option_needed"


class BadYearError(UsageError):
    """``value`` cannot be read as the year of a plan."""

    key = "error.bad_year"


class BadTargetError(UsageError):
    """``value`` cannot be read as a quantity to reach."""

    key = "error.bad_target"


class SeveralLeadsError(UsageError):
    """``value`` names several units where a task has one lead."""

    key = "error.several_leads"


class ConfirmationNeededError(UsageError):
    """The question cannot be asked here; ``--yes`` answers it."""

    key = "error.confirmation_needed"


class PlanNotFoundError(PlanctlError):
    """No plan file was found at or above ``where``."""

    exit_code = ExitCode.NO_PLAN
    key = "error.no_plan"


class NoSuchPlanError(PlanctlError):
    """The plan that was asked for, ``path``, does not exist."""

    exit_code = ExitCode.NO_PLAN
    key = "error.no_such_plan"


class PlanInvalidError(PlanctlError):
    """The plan at ``path`` has ``problems`` of severity error, and so cannot be used."""

    exit_code = ExitCode.INVALID
    key = "error.plan_invalid"

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        """Keep every problem, so that all of them are shown at once."""
        super().__init__(path=path, count=len(problems))
        self.path = path
        self.problems = problems


class UnknownTaskError(PlanctlError):
    """The plan has no task ``id``."""

    exit_code = ExitCode.UNKNOWN
    key = "error.unknown_task"


class UnknownPriorityError(PlanctlError):
    """The plan has no priority ``id``."""

    exit_code = ExitCode.UNKNOWN
    key = "error.unknown_priority"


class UnknownUnitError(PlanctlError):
    """The plan knows no unit ``name``."""

    exit_code = ExitCode.UNKNOWN
    key = "error.unknown_unit"


class NoSuchUnitError(UnknownUnitError):
    """The same where only a unit that the plan knows makes sense: in a filter."""

    key = "error.no_such_unit"


class UnknownStatusError(PlanctlError):
    """``value`` is no status in either language."""

    exit_code = ExitCode.UNKNOWN
    key = "error.unknown_status"


class SourceTextError(PlanctlError):
    """The text at ``path`` has no sentence ``source``."""

    exit_code = ExitCode.UNKNOWN
    key = "error.no_source_text"


class NoEditorError(UsageError):
    """``edit`` needs an editor and none is set."""

    key = "error.no_editor"


class EditorFailedError(PlanctlError):
    """The program ``editor`` could not be run or ended with an error."""

    exit_code = ExitCode.IO
    key = "error.editor_failed"


class EditedTaskInvalidError(PlanctlError):
    """The text that came back from the editor, kept in ``path``, has faults and was not corrected."""

    exit_code = ExitCode.INVALID
    key = "error.edited_task_invalid"


class IdChangedError(UsageError):
    """Somebody tried to turn the id ``id`` into ``new``; ids are permanent."""

    key = "error.id_changed"


class ConflictError(PlanctlError):
    """The plan was changed underneath in a way that the change does not survive."""

    exit_code = ExitCode.CONFLICT
    key = "error.conflict"


class CannotReadError(PlanctlError):
    """``path`` cannot be read; ``reason`` is what the system says."""

    exit_code = ExitCode.IO
    key = "error.cannot_read"


class NotAFileError(PlanctlError):
    """``path`` is a folder, a pipe or a device, not a plan file."""

    exit_code = ExitCode.IO
    key = "error.not_a_file"


class TooLargeError(PlanctlError):
    """``path`` is larger than ``limit`` megabytes, more than any plan needs."""

    exit_code = ExitCode.IO
    key = "error.too_large"


class CannotWriteError(PlanctlError):
    """``path`` cannot be written; ``reason`` is what the system says; nothing was changed."""

    exit_code = ExitCode.IO
    key = "error.cannot_write"


class MissingPackageError(PlanctlError):
    """The form ``format`` needs the Python package ``package``, which is not installed."""

    exit_code = ExitCode.IO
    key = "error.missing_package"


class AnswerNotWrittenError(PlanctlError):
    """stdout does not take the answer; ``reason`` is what the system says."""

    exit_code = ExitCode.IO
    key = "error.answer_not_written"


class FileExistsAlreadyError(PlanctlError):
    """``path`` is there already and is not overwritten without being told."""

    exit_code = ExitCode.IO
    key = "error.file_exists"


class EditFailedError(PlanctlError):
    """The edited text would not have meant what was intended: our fault, and nothing was written."""

    exit_code = ExitCode.BUG
    key = "error.edit_failed"
