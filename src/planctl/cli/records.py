"""What can be said of a task, as typed: the options that several commands share."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planctl.cli.typed import read_note
from planctl.errors import ConflictingOptionsError, OptionNeededError
from planctl.plan.changes import Update
from planctl.plan.numbers import BadNumberError, parse_number, parse_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.cli.session import Session
    from planctl.plan.model import Status

NoteOption = Annotated[str | None, typer.Option("--note", "-m", help="option.note", metavar="metavar.text")]
OnOption = Annotated[str | None, typer.Option("--on", help="option.on", metavar="metavar.date")]
LeadOption = Annotated[str | None, typer.Option("--lead", "-l", help="option.lead", metavar="metavar.unit")]
SupportOption = Annotated[list[str] | None, typer.Option("--support", help="option.support", metavar="metavar.units")]
OwnerOption = Annotated[str | None, typer.Option("--owner", help="option.owner", metavar="metavar.owner")]
DueOption = Annotated[str | None, typer.Option("--due", "-d", help="option.due", metavar="metavar.date")]
NewUnitOption = Annotated[bool, typer.Option("--new-unit", help="option.new_unit")]
StatusOption = Annotated[str | None, typer.Option("--status", "-s", help="option.status", metavar="metavar.status")]
TitleEnOption = Annotated[str | None, typer.Option("--title-en", help="option.title_en", metavar="metavar.text")]
SourceOption = Annotated[str | None, typer.Option("--source", help="option.source", metavar="metavar.text")]
TargetOption = Annotated[str | None, typer.Option("--target", help="option.target", metavar="metavar.target")]
BaselineOption = Annotated[str | None, typer.Option("--baseline", help="option.baseline", metavar="metavar.number")]
FromOption = Annotated[str | None, typer.Option("--from", help="option.from", metavar="metavar.number")]
InternalOption = Annotated[bool, typer.Option("--internal", help="option.internal")]


@dataclass(frozen=True, slots=True)
class RecordOptions:
    """What can be recorded of a task beside its status, as typed."""

    reading: Annotated[
        str | None, typer.Option("--reading", "-r", help="option.reading", metavar="metavar.reading")
    ] = None
    note: NoteOption = None
    evidence: Annotated[
        list[str] | None, typer.Option("--evidence", "-e", help="option.evidence", metavar="metavar.evidence")
    ] = None
    on: OnOption = None
    internal: InternalOption = False
    note_en: Annotated[str | None, typer.Option("--note-en", help="option.note_en", metavar="metavar.text")] = None
    problem: Annotated[str | None, typer.Option("--problem", help="option.problem", metavar="metavar.text")] = None
    next: Annotated[str | None, typer.Option("--next", help="option.next", metavar="metavar.text")] = None
    help_wanted: Annotated[
        str | None, typer.Option("--help-wanted", help="option.help_wanted", metavar="metavar.text")
    ] = None

    def request(self, session: Session, ids: Sequence[str], status: Status | None) -> Update:
        """Return the update that is meant; raises ``OptionNeededError`` for an English note of none."""
        if self.note_en and not self.note:
            raise OptionNeededError(name="--note-en", needed="--note")
        return Update(
            ids=tuple(ids),
            on=session.date(self.on) if self.on else session.record_day,
            by=session.who,
            status=status,
            reading=parse_reading(self.reading) if self.reading is not None else None,
            note=read_note(session, self.note, ids),
            note_en=self.note_en,
            problem=self.problem,
            next=self.next,
            help=self.help_wanted,
            evidence=tuple(self.evidence or ()),
            internal=self.internal,
        )


@dataclass(frozen=True, slots=True)
class OpenRecordOptions(RecordOptions):
    """The same of a task that goes on, and so has a deadline."""

    due: DueOption = None
    no_due: Annotated[bool, typer.Option("--no-due", help="option.no_due")] = False

    def request(self, session: Session, ids: Sequence[str], status: Status | None) -> Update:
        """Return the update that is meant."""
        refuse_both(due=(self.due, self.no_due))
        due = session.date(self.due, ahead=True) if self.due else None
        cleared = ("due",) if self.no_due else ()
        return replace(RecordOptions.request(self, session, ids, status), due=due, cleared=cleared)


@dataclass(frozen=True, slots=True)
class KindOptions:
    """What only findings or indicators have, as typed."""

    area: Annotated[str | None, typer.Option("--area", help="option.area", metavar="metavar.text")] = None
    about: Annotated[list[str] | None, typer.Option("--about", help="option.about", metavar="metavar.ids")] = None
    path: Annotated[list[str] | None, typer.Option("--path", help="option.path", metavar="metavar.text")] = None
    hard: Annotated[bool, typer.Option("--hard", help="option.hard")] = False
    points: Annotated[str | None, typer.Option("--points", help="option.points", metavar="metavar.number")] = None

    @property
    def fields(self) -> dict[str, Any]:
        """The fields that were typed, but for what the item is about; raises ``BadNumberError``."""
        points = parse_number(self.points) if self.points is not None else None
        if points is not None and points <= 0:
            raise BadNumberError(value=self.points)
        path = tuple(self.path) if self.path else None
        typed = {"area": self.area, "path": path, "hard": self.hard or None, "points": points}
        return {name: value for name, value in typed.items() if value is not None}


def refuse_both(**options: tuple[object, bool]) -> None:
    """Refuse an option together with the one that takes the same away; raises ``ConflictingOptionsError``."""
    for name, (value, is_away) in options.items():
        if value is not None and is_away:
            raise ConflictingOptionsError(first=f"--{option_of(name)}", second=f"--no-{option_of(name)}")


def names_of(taken_away: object) -> list[str]:
    """Return the fields that the switches of an option group take away, each called ``no_`` and the field."""
    names = (field.name for field in fields(taken_away))  # type: ignore[arg-type] # every group is a dataclass
    return [name.removeprefix("no_") for name in names if getattr(taken_away, name) is True]


def option_of(name: str) -> str:
    """Return what the option for the field ``name`` is called, dashes apart."""
    return "help-wanted" if name == "help" else name.replace("_", "-")
