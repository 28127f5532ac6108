"""What a task is and where it stands: the commands that record nothing that happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from planctl.cli.change import change
from planctl.cli.inputs import parse_choice
from planctl.cli.records import (
    BaselineOption,
    FromOption,
    InternalOption,
    KindOptions,
    NoteOption,
    OnOption,
    SourceOption,
    TargetOption,
    TitleEnOption,
    names_of,
    refuse_both,
)
from planctl.cli.session import Session
from planctl.cli.typed import IdsArgument, parse_target, read_note
from planctl.errors import OptionNeededError
from planctl.plan.describe import Describe
from planctl.plan.groups import MoveTasks
from planctl.plan.spelling import split_list
from planctl.plan.status_words import EVERY_WORDS

Texts = list[str] | None
#: What stands for the absence of a field that is no text.
_ABSENT: dict[str, Any] = {"internal": False, "highlight": False, "ongoing": False, "hard": False, "path": ()}


@dataclass(frozen=True, slots=True)
class IsOptions:
    """What a task is, as typed; tags and references come to those that it has."""

    title: Annotated[str | None, typer.Option("--title", help="option.new_title", metavar="metavar.text")] = None
    title_en: TitleEnOption = None
    target: TargetOption = None
    baseline: BaselineOption = None
    origin: FromOption = None
    start: Annotated[str | None, typer.Option("--start", help="option.start", metavar="metavar.date")] = None
    source: SourceOption = None
    tag: Annotated[Texts, typer.Option("--tag", help="option.set_tag", metavar="metavar.text")] = None
    ref: Annotated[Texts, typer.Option("--ref", help="option.ref", metavar="metavar.text")] = None
    waits_for: Annotated[Texts, typer.Option("--waits-for", help="option.waits_for", metavar="metavar.waits")] = None
    internal: InternalOption = False
    result: Annotated[str | None, typer.Option("--result", help="option.result", metavar="metavar.text")] = None
    result_en: Annotated[str | None, typer.Option("--result-en", help="option.result_en", metavar="metavar.text")] = (
        None
    )
    highlight: Annotated[bool, typer.Option("--highlight", help="option.highlight")] = False
    ongoing: Annotated[bool, typer.Option("--ongoing", help="option.ongoing")] = False
    every: Annotated[str | None, typer.Option("--every", help="option.every", metavar="metavar.every")] = None

    def fields(self, session: Session) -> dict[str, Any]:
        """Return the fields of a task that are typed, by name."""
        typed = {
            "title": self.title,
            "title_en": self.title_en,
            "start": session.date(self.start) if self.start else None,
            "source": self.source,
            "internal": self.internal or None,
            "result": self.result,
            "result_en": self.result_en,
            "highlight": self.highlight or None,
            "ongoing": self.ongoing or None,
            "every": str(parse_choice(self.every, EVERY_WORDS, "--every")) if self.every else None,
        }
        return {name: value for name, value in typed.items() if value is not None}


@dataclass(frozen=True, slots=True)
class IsNotOptions:
    """What a task is not any more."""

    no_title_en: Annotated[bool, typer.Option("--no-title-en", help="option.no_title_en")] = False
    no_target: Annotated[bool, typer.Option("--no-target", help="option.no_target")] = False
    no_start: Annotated[bool, typer.Option("--no-start", help="option.no_start")] = False
    no_source: Annotated[bool, typer.Option("--no-source", help="option.no_source")] = False
    no_tag: Annotated[Texts, typer.Option("--no-tag", help="option.no_tag", metavar="metavar.text")] = None
    no_ref: Annotated[Texts, typer.Option("--no-ref", help="option.no_ref", metavar="metavar.text")] = None
    no_waits_for: Annotated[
        Texts, typer.Option("--no-waits-for", help="option.no_waits_for", metavar="metavar.waits")
    ] = None
    no_internal: Annotated[bool, typer.Option("--no-internal", help="option.no_internal")] = False
    no_result: Annotated[bool, typer.Option("--no-result", help="option.no_result")] = False
    no_result_en: Annotated[bool, typer.Option("--no-result-en", help="option.no_result_en")] = False
    no_highlight: Annotated[bool, typer.Option("--no-highlight", help="option.no_highlight")] = False
    no_ongoing: Annotated[bool, typer.Option("--no-ongoing", help="option.no_ongoing")] = False
    no_every: Annotated[bool, typer.Option("--no-every", help="option.no_every")] = False
    no_area: Annotated[bool, typer.Option("--no-area", help="option.no_area")] = False
    no_about: Annotated[Texts, typer.Option("--no-about", help="option.no_about", metavar="metavar.ids")] = None
    no_path: Annotated[bool, typer.Option("--no-path", help="option.no_path")] = False
    no_hard: Annotated[bool, typer.Option("--no-hard", help="option.no_hard")] = False
    no_points: Annotated[bool, typer.Option("--no-points", help="option.no_points")] = False


def set_fields(
    session: Session,
    ids: IdsArgument,
    what: IsOptions,
    of_kind: KindOptions,
    what_not: IsNotOptions,
    *,
    note: NoteOption = None,
    on: OnOption = None,
) -> None:
    """Say what tasks are: their title, target, source, tags."""
    fields, target = what.fields(session) | of_kind.fields, parse_target(what.target, what.baseline, what.origin)
    given = {**fields, "target": target}
    refuse_both(**{name: (given.get(name), True) for name in names_of(what_not)})
    is_dated = what.title is not None or target is not None or what_not.no_target
    is_dated = is_dated or what.ongoing or what_not.no_ongoing
    for name, value in (("--note", note), ("--on", on)):
        if value is not None and not is_dated:
            raise OptionNeededError(name=name, needed="--title")
    request = Describe(
        tuple(ids),
        session.date(on) if on else session.record_day,
        session.who,
        fields | {name: _ABSENT.get(name) for name in names_of(what_not)},
        target,
        added={
            "tags": split_list(what.tag or ()),
            "refs": tuple(what.ref or ()),
            "waits_for": tuple(what.waits_for or ()),
            "about": tuple(of_kind.about or ()),
        },
        removed={
            "tags": split_list(what_not.no_tag or ()),
            "refs": tuple(what_not.no_ref or ()),
            "waits_for": tuple(what_not.no_waits_for or ()),
            "about": tuple(what_not.no_about or ()),
        },
        note=read_note(session, note, ids),
    )
    change(session, request)


def move(
    session: Session,
    ids: IdsArgument,
    *,
    to: Annotated[str, typer.Option("--to", help="option.to", metavar="metavar.priority")],
) -> None:
    """Put tasks into another priority, under new ids that the old ones lead to."""
    change(session, MoveTasks(tuple(ids), to))
