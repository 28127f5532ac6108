"""The commands that write reports, and templates of them."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planctl import JSON_SCHEMA
from planctl.blocks import BarChart
from planctl.cells import safe
from planctl.cli.filters import PriorityOption, UnitOption, resolve_groups, resolve_units
from planctl.cli.inputs import parse_choice
from planctl.cli.periods import parse_period
from planctl.cli.session import Session
from planctl.cli.templates import REPORT, TEMPLATE_WORDS, choose_template, lines_of_letter
from planctl.cli.typed import refuse_empty
from planctl.errors import ConflictingOptionsError, ExitCode, FileExistsAlreadyError, UsageError
from planctl.report import FORMS, Paper, ReportFormat, numbers_as_json, render, summarise, with_ids
from planctl.report.charts_told import without_told_charts
from planctl.report.document import MOST_IDS, short_ids
from planctl.report.numbers.figures import Scope
from planctl.report.template.built_in import BRIEF, PERIOD, text_of
from planctl.report.template.fill import fill
from planctl.store import disk
from planctl.words.typography import TYPOGRAPHY

if TYPE_CHECKING:
    from datetime import date

    from planctl.cli.templates import Chosen
    from planctl.plan.days import Day
    from planctl.plan.progress import Ids
    from planctl.report import Document
    from planctl.report.numbers.figures import Summary
    from planctl.report.template.fill import Filled

FORMAT_WORDS: dict[str, tuple[str, ...]] = {form: FORMS[form].words for form in ReportFormat}


class FormatUnknownError(UsageError):
    """The ending of ``path`` names none of the forms ``choices``."""

    key = "error.format_unknown"


class OutputIsPlanError(FileExistsAlreadyError):
    """The report was to be written over ``path``, which is a plan; nothing could bring that back."""

    key = "error.output_is_plan"


class OutputNeededError(UsageError):
    """A document of ``format`` is nothing that a terminal can show."""

    key = "error.output_needed"


class TemplateExistsError(FileExistsAlreadyError):
    """There is a file at ``path``, which may have somebody's words in it."""

    key = "error.template_exists"


class LetterPaperError(UsageError):
    """A Chinese document is printed on A4; ``paper`` was asked for."""

    key = "error.paper_of_language"


def summary(
    session: Session,
    *,
    format: Annotated[str | None, typer.Option("--format", help="option.format", metavar="metavar.format")] = None,  # noqa: A002 - the name of the option
    output: Annotated[str | None, typer.Option("--output", "-o", help="option.output", metavar="metavar.file")] = None,
    brief: Annotated[bool, typer.Option("--brief", help="option.brief")] = False,
    period: Annotated[str | None, typer.Option("--period", help="option.period", metavar="metavar.period")] = None,
    since: Annotated[str | None, typer.Option("--since", help="option.since", metavar="metavar.date")] = None,
    priority: PriorityOption = None,
    unit: UnitOption = None,
    template: Annotated[
        str | None, typer.Option("--template", help="option.template", metavar="metavar.template")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="option.check_places")] = False,
    public: Annotated[bool, typer.Option("--public", help="option.public")] = False,
    ids: Annotated[bool | None, typer.Option("--ids/--no-ids", help="option.ids")] = None,
    paper: Annotated[str | None, typer.Option("--paper", help="option.paper", metavar="metavar.paper")] = None,
    overwrite: Annotated[bool, typer.Option("--yes", "-y", help="option.overwrite")] = False,
) -> ExitCode:
    """Write the report: as of today, or of the year's last day once it is over, unless a day or a period is named."""
    form = choose_format(session, format, output)
    first, day = _days(session, period, since)
    scope = Scope(resolve_groups(session.stored, priority), resolve_units(session.stored, unit))
    kind = BRIEF if brief else PERIOD if first or any(scope) else REPORT
    sheet = _paper(form, paper)
    if check and (output or format):
        raise ConflictingOptionsError(first="--check", second="--format" if format else "-o")
    _check_output(form, output, overwrite=overwrite)
    is_data = form is ReportFormat.JSON and not check
    if is_data and (layout := "--template" if template else "--ids" if ids is not None else ""):
        raise ConflictingOptionsError(first=layout, second="--json")
    chosen = None if is_data else choose_template(session, kind, template)
    if sheet is Paper.LETTER and chosen and chosen.t.language == "zh":
        raise LetterPaperError(paper=sheet)
    with session.busy("summary.working"):
        numbers = summarise(session.stored, day, since=first, public=public, scope=scope)
        filled = chosen and _fill(chosen, numbers, public=public, paper=sheet)
    if check and chosen and filled:
        return _answer_gaps(session, chosen.template.path, filled)
    if filled:
        _hand_over(session, form, filled.document, output, ids=FORMS[form].has_ids if ids is None else ids)
    else:
        _write(session, form, numbers_as_json(numbers), output)
    session.tell_forecast(day)
    _tell_unrecorded(session, numbers)
    if filled:
        _tell_gaps(session, filled)
    return ExitCode.OK


def _fill(chosen: Chosen, numbers: Summary, *, public: bool, paper: Paper) -> Filled:
    """Return the document that the template makes of the numbers, laid out for its kind and its paper."""
    filled = fill(chosen.template, numbers, chosen.t, public=public, is_annual=chosen.kind == REPORT)
    return filled._replace(document=replace(filled.document, paper=paper, is_compact=chosen.kind == BRIEF))


def _days(session: Session, period: str | None, since: str | None) -> tuple[date | None, Day]:
    """Return from which day on changes are told, if they are, and the day of the report."""
    if period:
        for name, value in (("--as-of", session.options.as_of), ("--since", since)):
            if value:
                raise ConflictingOptionsError(first="--period", second=name)
        asked = parse_period(period, today=session.today, year=session.stored.year)
        return asked.first, session.seen(min(asked.last, session.today))
    day = session.day if session.options.as_of else session.seen(min(session.today, session.stored.last_day))
    first = session.date(since) if since else None
    refuse_empty(first, day, "--as-of")
    return first, day


def _paper(form: ReportFormat, typed: str | None) -> Paper:
    """Return the sheets to print on; raises ``ConflictingOptionsError`` for a form that is not printed."""
    if typed is None:
        return Paper.A4
    if not FORMS[form].has_paper:
        raise ConflictingOptionsError(first="--paper", second=f"--format {form}")
    return Paper(parse_choice(typed, {paper.value: () for paper in Paper}, "--paper"))


def template(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="metavar.template_name", help="argument.template")],
    *,
    output: Annotated[str | None, typer.Option("--output", "-o", help="option.output", metavar="metavar.file")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="option.overwrite_template")] = False,
) -> None:
    """Write out a template of the report, to put one's own words into."""
    chosen = parse_choice(name, TEMPLATE_WORDS, "NAME")
    text = text_of(chosen, session.t.language)
    if output in {None, "-"}:
        _answer(session, text, {"kind": "template", "name": chosen, "lang": session.t.language, "text": text})
        return
    path = Path(str(output))
    _refuse_plan(path)
    if path.exists() and not overwrite:
        raise TemplateExistsError(path=output)
    disk.write(path, text.encode())
    session.say("output.written", path=path)


def choose_format(session: Session, typed: str | None, output: str | None) -> ReportFormat:
    """Return the form to write: the one that was named, else that of the file's ending, else text.

    Raises:
        BadChoiceError: There is no such form.
        FormatUnknownError: The file's ending tells none.
    """
    if typed is not None:
        form = ReportFormat(parse_choice(typed, FORMAT_WORDS, "--format"))
        if session.options.json and form is not ReportFormat.JSON:
            raise ConflictingOptionsError(first="--json", second=f"--format {form}")
        return form
    if session.options.json:
        return ReportFormat.JSON
    if output is None or output == "-":
        return ReportFormat.TEXT
    ending = Path(output).suffix.removeprefix(".").lower()
    known = {word: form for form, words in FORMAT_WORDS.items() for word in (form, *words)}
    if ending not in known:
        raise FormatUnknownError(path=output, choices=", ".join(ReportFormat))
    return ReportFormat(known[ending])


def _check_output(form: ReportFormat, output: str | None, *, overwrite: bool) -> None:
    """Refuse, before any work is done, what could not be handed over."""
    if output not in {None, "-"}:
        path = Path(str(output))
        _refuse_plan(path)
        if path.exists() and not overwrite:
            raise FileExistsAlreadyError(path=output)
    elif FORMS[form].is_binary and sys.stdout.isatty():
        raise OutputNeededError(format=form.value)


def _refuse_plan(path: Path) -> None:
    if path.exists() and path.suffix.lower() == ".toml":
        raise OutputIsPlanError(path=path)


def _hand_over(session: Session, form: ReportFormat, document: Document, output: str | None, *, ids: bool) -> None:
    """Write the finished document, or draw it for a person who looks."""
    if form is ReportFormat.TEXT and output is None and session.is_drawn:
        session.write(without_told_charts(with_ids(document, shown=ids).whole, draws=(BarChart,)))
    else:
        _write(session, form, render(form, document, ids=ids), output)


def _write(session: Session, form: ReportFormat, content: str | bytes, output: str | None) -> None:
    """Write what is finished to the file, whole or not at all, or to stdout."""
    if output not in {None, "-"}:
        path = Path(str(output))
        disk.write(path, content if isinstance(content, bytes) else content.encode())
        session.say("output.written", path=path)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    elif form is ReportFormat.JSON:
        session.write_json([content])
    else:
        sys.stdout.write(content)


def _answer_gaps(session: Session, path: str, filled: Filled) -> ExitCode:
    """Answer with the places that are still to be filled in; that there are any is a no."""
    planned = lines_of_letter(session) if any(gap.key for gap in filled.gaps) else {}
    where = [(session.shown_path, planned[gap.key]) if gap.key else (path, gap.place.line) for gap in filled.gaps]
    places = [
        {"path": path, "line": line, "place": str(gap.place), "text": gap.text}
        for (path, line), gap in zip(where, filled.gaps, strict=True)
    ]
    lines = (safe(session.t("summary.gap", **place)) for place in places)
    _answer(session, "".join(f"{line}\n" for line in lines), {"kind": "places", "places": places})
    return ExitCode.NO if filled.gaps else ExitCode.OK


def _answer(session: Session, text: str, document: dict[str, Any]) -> None:
    """Answer with a text or, to a program, with the same as a document."""
    if session.options.json:
        import json

        session.write_json((json.dumps({"schema": JSON_SCHEMA, **document}, ensure_ascii=False), "\n"))
    else:
        sys.stdout.write(text)


def _tell_unrecorded(session: Session, numbers: Summary) -> None:
    """Say beside the document what lacks evidence, and what a public edition leaves out."""
    if numbers.undocumented:
        session.say("summary.undocumented", n=len(numbers.undocumented), ids=_listed(session, numbers.undocumented))
    if any(numbers.left_out):
        session.say("summary.left_out", tasks=len(numbers.left_out.tasks), entries=numbers.left_out.entries)


def _tell_gaps(session: Session, filled: Filled) -> None:
    """Say beside the document which tasks it names without a cause, and that something is still to be filled in."""
    if filled.uncaused:
        session.say("summary.uncaused", n=len(filled.uncaused), ids=_listed(session, filled.uncaused))
    if filled.gaps:
        session.say("summary.gaps", n=len(filled.gaps))


def _listed(session: Session, ids: Ids) -> str:
    """Return ids as they stand in a report, of many the first ones."""
    shown = short_ids(ids, TYPOGRAPHY[session.t.language].dash)
    return session.t("separator.list").join(shown[:MOST_IDS]) + ("…" if len(shown) > MOST_IDS else "")
