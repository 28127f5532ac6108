"""The command that reads a ledger and makes what it says to a plan, after it has shown it and asked what is unclear."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planctl.cli.imports import Importing, about, found_in, target_of
from planctl.cli.records import NewUnitOption, OnOption
from planctl.cli.session import Session
from planctl.errors import ExitCode, UsageError
from planctl.exchange.reading.whole import whole_plan


class BadMapError(UsageError):
    """``value`` does not say what something means: two texts with ``=`` between."""

    key = "error.bad_map"


def import_file(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="metavar.file", help="argument.import_file")],
    *,
    mapping: Annotated[list[str] | None, typer.Option("--map", help="option.map", metavar="metavar.map")] = None,
    new_unit: NewUnitOption = False,
    on: OnOption = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="option.encoding", metavar="metavar.encoding")
    ] = None,
) -> ExitCode:
    """Read a ledger, a return sheet or a plan in another form, and change the plan as it says."""
    path, answers = Path(file).expanduser(), dict(map(parse_answer, mapping or ()))
    with session.busy("import.reading"), about(path):
        found = found_in(path, encoding)
        whole = whole_plan(found)
        target = target_of(session, path, found, whole, answers)
    session = session.making(target.path, target.plan) if target.is_new else session
    importing = Importing(session, target, path, session.date(on) if on else session.record_day)
    return importing.whole(whole, answers) if whole else importing.ledger(found, answers, accept_new=new_unit)


def parse_answer(typed: str) -> tuple[str, str]:
    """Read what stands in a file, and what it means; raises ``BadMapError``."""
    text, equals, meaning = typed.rpartition("=")
    if not (equals and text.strip() and meaning.strip()):
        raise BadMapError(value=typed)
    return text.strip(), meaning.strip()
