"""The commands about a plan as a whole: check it, make one."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import planctl
from planctl.cli.confirm import answer_change, tell_change
from planctl.cli.session import Session
from planctl.cli.shared import Runtime
from planctl.cli.typed import parse_year
from planctl.errors import ConflictingOptionsError, ExitCode, PlanInvalidError, Severity, UsageError
from planctl.plan import progress
from planctl.plan.by_hand import RecordHandEdits
from planctl.plan.dates import parse_date
from planctl.plan.letter import Letter
from planctl.plan.model import Plan, Priority
from planctl.plan.spelling import fold
from planctl.screen.views import ChangeReport, CheckReport
from planctl.store import planfile
from planctl.store.planfile import PlanFile
from planctl.toml import schema
from planctl.toml.review import find_problems

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planctl.errors import Problem

EXAMPLE_YEAR = 2020


class WrongExampleYearError(UsageError):
    """The example is the plan of ``example``, and another ``year`` was asked for."""

    key = "error.example_year"


def check(
    session: Session,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="option.strict")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="option.fix")] = False,
    text: Annotated[str | None, typer.Option("--text", help="option.check_text", metavar="metavar.file")] = None,
) -> ExitCode:
    """Show every problem of the plan at once; silent if there is none."""
    if fix:
        _record_hand_edits(session)
    beside = _problems_beside(session, text) if text else ()
    found = (*_problems_in(session.path, session.today), *_problems_of_views(session), *beside)
    problems = (*sorted(found, key=lambda problem: problem.line or 0), *_problems_of_reports(session, found))
    session.show(CheckReport(session.shown_path, problems))
    if any(problem.severity is Severity.FATAL for problem in problems):
        _tell_way_back(session)
    counted = [problem for problem in problems if strict or problem.severity is not Severity.WARNING]
    return ExitCode.NO if counted else ExitCode.OK


def _record_hand_edits(session: Session) -> None:
    """Record what was changed by hand; a plan that cannot be used is left as it is, and shown with its faults."""
    from planctl.cli.change import terms_of
    from planctl.store.transaction import transact

    with suppress(PlanInvalidError):
        request = RecordHandEdits(session.record_day, session.who)
        saved = transact(session.path, request, dry_run=session.writing.dry_run, terms=terms_of(session))
        tell_change(session, saved)
        if not session.options.json:  # with it, the problems are the answer
            answer_change(session, saved)


def _tell_way_back(session: Session) -> None:
    from planctl.cli.way_back import about
    from planctl.store.restore import is_restorable

    if is_restorable(session.path):
        session.say("restore.way_back", command=about("restore", session.path, session.environ))


def _problems_in(path: Path, today: date) -> tuple[Problem, ...]:
    """Return everything that is wrong with the plan at ``path``, also that it is no text."""
    try:
        parsed = schema.parse(planfile.read(path).text)
    except PlanInvalidError as error:
        return error.problems
    others = planfile.linked(path, parsed.plan) if parsed.plan else None
    return find_problems(parsed, others, today=today, named=planfile.year_named(path))


def _problems_beside(session: Session, path: str) -> tuple[Problem, ...]:
    """Return where the plan and the text in the file ``path`` do not meet; of a plan that cannot be used, nothing."""
    from planctl.cli.texts import document_in
    from planctl.draft.compare import compare
    from planctl.draft.outline import read_outline
    from planctl.toml.review import beside_text

    outline = read_outline(document_in(session, path).lines)
    try:
        parsed = schema.parse(planfile.read(session.path).text)
    except PlanInvalidError:
        return ()
    if parsed.plan is None:
        return ()
    found = compare(parsed.plan, outline)
    lost = {item.id: item.source or "" for item in found.nowhere}
    return beside_text(parsed, lost, found.without)


def _problems_of_views(session: Session) -> tuple[Problem, ...]:
    """Return what is wrong with the views of one's own in the plan, if it has any."""
    runtime = Runtime(session.arguments, session.environ, session.t, PlanFile(str(session.path), {}, 0))
    if not runtime.views:
        return ()
    from planctl.cli import own_views
    from planctl.cli.app import build_root

    return own_views.problems(build_root(), runtime)


def _problems_of_reports(session: Session, found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return what is wrong with the templates of reports; with a plan that cannot be used, none has to do."""
    if any(problem.severity is Severity.FATAL for problem in found):
        return ()
    from planctl.cli.templates import problems_beside

    return problems_beside(session)


def init(
    session: Session,
    year: Annotated[str | None, typer.Argument(metavar="metavar.year", help="argument.year")] = None,
    *,
    example: Annotated[bool, typer.Option("--example", help="option.example")] = False,
    title: Annotated[str | None, typer.Option("--title", help="option.title", metavar="metavar.text")] = None,
    priority: Annotated[
        list[str] | None, typer.Option("--priority", "-p", help="option.init_priority", metavar="metavar.text")
    ] = None,
    adopted: Annotated[str | None, typer.Option("--adopted", help="option.adopted", metavar="metavar.date")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="option.init_overwrite")] = False,
) -> None:
    """Make a new plan file under plans/, or where ``--plan`` says."""
    for name, value in (("--title", title), ("--priority", priority), ("--adopted", adopted)):
        if example and value:
            raise ConflictingOptionsError(first="--example", second=name)
    from planctl.cli.new_plans import make

    number, path = _place(session, year, is_example=example)
    day = parse_date(adopted, today=session.today, year=number) if adopted else None
    text = example_text() if example else _new_plan(session, number, title, priority or [], day)
    make(session, path, text, overwrite=overwrite)
    if session.options.json:
        plan = schema.parse(text).plan
        assert plan is not None, "it was made above"
        session.show(ChangeReport(plan, session.today, tuple(progress.standings(plan, session.today))))
    elif session.writing.dry_run:
        sys.stdout.write(text)


def _place(session: Session, year: str | None, *, is_example: bool) -> tuple[int, Path]:
    """Return the year of the new plan and where it goes; ``--plan`` may name either."""
    named = session.options.plan
    if named and fold(named).isdigit():
        year, named = year or named, None
    number = _year_of_example(year) if is_example else parse_year(year) if year else session.today.year
    return number, Path(named).expanduser() if named else Path(planfile.FOLDER) / f"{number}.toml"


def _year_of_example(year: str | None) -> int:
    if year and parse_year(year) != EXAMPLE_YEAR:
        raise WrongExampleYearError(example=EXAMPLE_YEAR, year=year)
    return EXAMPLE_YEAR


def example_text() -> str:
    """Return the plan of 2020 that the package carries."""
    inside = Path(planctl.__file__).parent / planfile.FOLDER / f"{EXAMPLE_YEAR}.toml"
    beside = (
        Path(planctl.__file__).parents[2] / planfile.FOLDER / f"{EXAMPLE_YEAR}.toml"
    )  # where it is in a working copy
    return (inside if inside.exists() else beside).read_text(encoding="utf-8")


def _new_plan(session: Session, year: int, title: str | None, priorities: list[str], adopted: date | None) -> str:
    """Return the text of a plan without tasks; without priorities it explains by a comment how to write them."""
    from planctl.toml import edits

    named = priorities or [session.t("init.priority")]
    numbered = tuple(Priority(str(number), name) for number, name in enumerate(named, 1))
    named_title = title or session.t("init.title", year=year)
    plan = Plan(year, named_title, lang=session.t.language, adopted=adopted, priorities=numbered)
    plan = replace(plan, report=Letter(template=plan.template))
    return session.t("init.comment") + edits.new_text(plan)
