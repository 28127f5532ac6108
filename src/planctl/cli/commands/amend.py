"""Putting right what was recorded: the entries of a log, as opposed to recording what happened since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planctl.cli.change import change
from planctl.cli.inputs import parse_ordinal
from planctl.cli.records import (
    DueOption,
    LeadOption,
    NewUnitOption,
    OwnerOption,
    RecordOptions,
    StatusOption,
    SupportOption,
    names_of,
    option_of,
    refuse_both,
)
from planctl.cli.session import Session
from planctl.cli.typed import read_note
from planctl.errors import ConflictingOptionsError, ExtraArgumentError, UsageError
from planctl.plan.amend import Amend
from planctl.plan.ids import task_ids
from planctl.plan.numbers import parse_reading
from planctl.plan.status_words import parse_status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class BadEntryNumberError(UsageError):
    """``value`` cannot be read as the number of an entry."""

    key = "error.bad_entry_number"


@dataclass(frozen=True, slots=True)
class SaidOptions(RecordOptions):
    """What an entry shall say instead, as typed."""

    status: StatusOption = None
    due: DueOption = None
    lead: LeadOption = None
    support: SupportOption = None
    owner: OwnerOption = None
    new_unit: NewUnitOption = False
    on: Annotated[str | None, typer.Option("--on", help="option.amend_on", metavar="metavar.date")] = None

    def said(self, session: Session, identifier: str) -> dict[str, Any]:
        """Return the fields that are typed, by name."""
        typed = {
            "status": parse_status(self.status) if self.status is not None else None,
            "due": session.date(self.due, ahead=True) if self.due else None,
            "lead": self.lead,
            "support": tuple(self.support) if self.support is not None else None,
            "owner": self.owner,
            "note": read_note(session, self.note, [identifier]),
            "note_en": self.note_en,
            "problem": self.problem,
            "next": self.next,
            "help": self.help_wanted,
            "on": session.date(self.on) if self.on else None,
            "internal": self.internal or None,
            "by": session.writing.by,
        }
        return {name: value for name, value in typed.items() if value is not None}


@dataclass(frozen=True, slots=True)
class UnsaidOptions:
    """What an entry shall not speak of any more."""

    no_status: Annotated[bool, typer.Option("--no-status", help="option.unsaid_status")] = False
    no_reading: Annotated[bool, typer.Option("--no-reading", help="option.unsaid_reading")] = False
    no_note: Annotated[bool, typer.Option("--no-note", help="option.unsaid_note")] = False
    no_note_en: Annotated[bool, typer.Option("--no-note-en", help="option.unsaid_note_en")] = False
    no_problem: Annotated[bool, typer.Option("--no-problem", help="option.unsaid_problem")] = False
    no_next: Annotated[bool, typer.Option("--no-next", help="option.unsaid_next")] = False
    no_help: Annotated[bool, typer.Option("--no-help-wanted", help="option.unsaid_help")] = False
    no_due: Annotated[bool, typer.Option("--no-due", help="option.unsaid_due")] = False
    no_lead: Annotated[bool, typer.Option("--no-lead", help="option.unsaid_lead")] = False
    no_support: Annotated[bool, typer.Option("--no-support", help="option.unsaid_support")] = False
    no_owner: Annotated[bool, typer.Option("--no-owner", help="option.unsaid_owner")] = False
    no_internal: Annotated[bool, typer.Option("--no-internal", help="option.no_internal")] = False


def amend(
    session: Session,
    identifier: Annotated[str, typer.Argument(metavar="metavar.id", help="argument.id")],
    record: SaidOptions,
    unsaid: UnsaidOptions,
    entry: Annotated[str | None, typer.Argument(metavar="metavar.entry", help="argument.entry")] = None,
    *,
    remove_evidence: Annotated[
        list[str] | None, typer.Option("--remove-evidence", help="option.remove_evidence", metavar="metavar.evidence")
    ] = None,
    delete: Annotated[bool, typer.Option("--delete", help="option.delete")] = False,
) -> None:
    """Put right what an entry of a task's log says, or take the entry out."""
    chosen, *others = task_ids(session.stored, [identifier])
    if others:
        raise ExtraArgumentError(value=", ".join(others), program="planctl amend")
    said = record.said(session, chosen)
    evidence = {"evidence": record.evidence, "remove_evidence": remove_evidence}
    _refuse_contradictions(said | {"reading": record.reading} | evidence, names_of(unsaid), delete=delete)
    request = Amend(
        (identifier,),
        _entry_number(entry) if entry is not None else None,
        said | {name: False if name == "internal" else None for name in names_of(unsaid)},
        reading=parse_reading(record.reading) if record.reading is not None else None,
        evidence=tuple(record.evidence or ()),
        wrong_evidence=tuple(remove_evidence or ()),
        delete=delete,
        accept_new=record.new_unit,
    )
    change(session, request)


def _refuse_contradictions(given: Mapping[str, object], unsaid: Sequence[str], *, delete: bool) -> None:
    """Refuse to let an entry say what it shall not speak of, or anything but who takes it out if it is to go."""
    refuse_both(**{name: (given.get(name), True) for name in unsaid})
    typed = [option_of(name) for name, value in given.items() if value and name != "by"]
    typed += [f"no-{option_of(name)}" for name in unsaid]
    if delete and typed:
        raise ConflictingOptionsError(first="--delete", second=f"--{typed[0]}")


def _entry_number(typed: str) -> int:
    if (number := parse_ordinal(typed)) is None:
        raise BadEntryNumberError(value=typed)
    return number
