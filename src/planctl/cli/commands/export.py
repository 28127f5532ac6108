"""The command that hands a plan, or a part of it, over in the forms that offices and programs use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl import JSON_SCHEMA
from planctl.cli.filters import FilterOptions
from planctl.cli.session import Session
from planctl.errors import ConflictingOptionsError, FileExistsAlreadyError, OptionNeededError, UsageError
from planctl.exchange import records
from planctl.exchange.extract import Extract, only
from planctl.exchange.forms import EVENTS, FORMS, write
from planctl.exchange.names import file_name
from planctl.exchange.plain import to_json
from planctl.plan.counts import members
from planctl.plan.query import select
from planctl.plan.units import known_units
from planctl.store import disk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planctl.exchange.forms import Form

SHEETS = ".xlsx"


class OutputFileNeededError(UsageError):
    """Nothing says where the ledger is to be written."""

    key = "error.export_output"


class LedgerFormUnknownError(UsageError):
    """The ending of ``path`` names none of the forms ``choices``."""

    key = "error.export_form"


def export(
    session: Session,
    where: FilterOptions,
    *,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="option.export_output", metavar="metavar.file")
    ] = None,
    each_unit: Annotated[
        str | None, typer.Option("--each-unit", help="option.each_unit", metavar="metavar.folder")
    ] = None,
    events: Annotated[bool, typer.Option("--events", help="option.events")] = False,
    overwrite: Annotated[bool, typer.Option("--yes", "-y", help="option.overwrite")] = False,
) -> None:
    """Write a ledger: what is chosen of the plan, all of it unless told otherwise."""
    form = choose_form(output, each_unit, events=events)
    with session.busy("export.working"):
        _ = session.all_rows  # read the plan
    extract = _chosen(session, where, are_returned=form is FORMS[SHEETS] and bool(each_unit or where.unit))
    files = dict(_each_unit(extract, Path(each_unit))) if each_unit else {Path(str(output)): extract}
    if not overwrite and (there := next((path for path in files if path.exists() and not path.is_dir()), None)):
        raise FileExistsAlreadyError(path=there)
    with session.busy("export.working"):
        contents = {path: write(form, part, session.t) for path, part in files.items()}
        cut = _cut(session, form, files.values())
    session.tell_forecast(session.day)
    if each_unit:
        disk.make_folder(Path(each_unit))
    for path, content in contents.items():
        disk.write(path, content)
        session.say("output.written", path=path)
    _tell(session, files)
    if each_unit and (n := sum(row.task.lead is None for row in extract.rows)):
        session.say("export.no_lead", n=n)
    if cut:
        session.say("export.long_cells", ids=session.t("separator.list").join(cut))


def choose_form(output: str | None, each_unit: str | None, *, events: bool) -> Form:
    """Return the form that the ending of the file names, or that of the sheets for units.

    Raises:
        OutputFileNeededError, ConflictingOptionsError: No file is named, or a file and a folder are.
        LedgerFormUnknownError: The ending names no form.
        OptionNeededError: Events are asked for where there is no calendar.
    """
    if output and each_unit:
        raise ConflictingOptionsError(first="--each-unit", second="-o")
    if not output and not each_unit:
        raise OutputFileNeededError
    ending = Path(output).suffix.lower() if output else SHEETS
    if ending not in FORMS:
        raise LedgerFormUnknownError(path=output, choices=", ".join(FORMS))
    if events and ending != ".ics":
        raise OptionNeededError(name="--events", needed="-o *.ics")
    return EVENTS if events else FORMS[ending]


def _chosen(session: Session, where: FilterOptions, *, are_returned: bool) -> Extract:
    """Return what the filters let through: of sheets that are to be returned what is still open, else everything."""
    chosen = where.resolve(session, everything=not are_returned)
    rows = tuple(select(session.all_rows, chosen))
    plan = session.plan if session.options.as_of else session.stored
    is_complete = where in (FilterOptions(), FilterOptions(all=True))
    if not is_complete:
        plan = only(plan, (row.task.id for row in rows))
    return Extract(plan, session.plan, session.day, rows, is_complete, chosen.units if are_returned else ())


def _each_unit(extract: Extract, folder: Path) -> Iterator[tuple[Path, Extract]]:
    """Yield for each unit that leads something, or for those that are named, what concerns it and where to write it."""
    concerned = members(extract.rows, lambda row: row.task.units)
    leads = {row.task.lead for row in extract.rows}
    names: list[str] = []
    for unit in known_units(extract.seen):
        if unit in leads and (not extract.units or unit in extract.units):
            names.append(file_name(f"{extract.seen.year} {unit}", SHEETS, names))
            yield folder / names[-1], extract._replace(rows=tuple(concerned[unit]), units=(unit,))


def _cut(session: Session, form: Form, extracts: Iterable[Extract]) -> list[str]:
    """Return the ids of what a spreadsheet program will not show all of."""
    found = extracts if form is FORMS[".csv"] else ()
    return [identifier for extract in found for identifier in records.cut_by_spreadsheets(extract.plan, session.t)]


def _tell(session: Session, files: dict[Path, Extract]) -> None:
    """Say what was written, and what its readers should know of it."""
    written = [{"path": str(path), "units": list(extract.units)} for path, extract in files.items()]
    if session.options.json:
        about = {"year": session.plan.year, "title": session.plan.title}
        document = {"schema": JSON_SCHEMA, "kind": "export", "plan": about, "as_of": str(session.day), "files": written}
        session.write_json([to_json(document), "\n"])
    if not any(extract.rows for extract in files.values()):
        session.say("export.empty")
