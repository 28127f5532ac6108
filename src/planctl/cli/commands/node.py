"""The nodes of items: add one, say that it was reached, put it off, take it out."""

from __future__ import annotations

from typing import Annotated

import typer

from planctl.cli.change import change
from planctl.cli.nodes_told import tell_reached_before
from planctl.cli.records import NoteOption, OnOption
from planctl.cli.session import Session
from planctl.cli.typed import IdsArgument, read_note
from planctl.errors import MissingArgumentError
from planctl.plan.node_changes import AddNode, MoveNode, ReachNode, RemoveNode
from planctl.plan.spelling import clean_text

NodeArgument = Annotated[str, typer.Argument(metavar="metavar.node", help="argument.node")]
DayArgument = Annotated[str, typer.Argument(metavar="metavar.date", help="argument.node_day")]
EvidenceOption = Annotated[
    list[str] | None, typer.Option("--evidence", "-e", help="option.evidence", metavar="metavar.evidence")
]


def add(
    session: Session,
    ids: IdsArgument,
    day: DayArgument,
    goal: Annotated[str, typer.Argument(metavar="metavar.goal", help="argument.goal")],
) -> None:
    """Give tasks a node: what must be reached by a day."""
    wanted = clean_text(goal).strip()
    if not wanted:
        raise MissingArgumentError(name=session.t("metavar.goal"))
    change(session, AddNode(tuple(ids), session.record_day, session.date(day, ahead=True), wanted))


def done(
    session: Session, ids: IdsArgument, node: NodeArgument, *, on: OnOption = None, evidence: EvidenceOption = None
) -> None:
    """Record that a node was reached; the task itself keeps its status."""
    day = session.date(on) if on else session.record_day
    saved = change(session, ReachNode(tuple(ids), day, node, tuple(evidence or ())))
    if on:
        tell_reached_before(session, saved.outcome.plan, saved.outcome.unchanged, node, day)


def move(
    session: Session,
    ids: IdsArgument,
    node: NodeArgument,
    day: DayArgument,
    *,
    note: NoteOption = None,
    on: OnOption = None,
) -> None:
    """Give a node another day, for a reason; the earlier day is kept."""
    decided = session.date(on) if on else session.record_day
    due, reason = session.date(day, ahead=True), read_note(session, note, ids)
    change(session, MoveNode(tuple(ids), decided, node, due, reason))


def remove(session: Session, ids: IdsArgument, node: NodeArgument) -> None:
    """Take a node out that was entered by mistake."""
    change(session, RemoveNode(tuple(ids), session.record_day, node))
