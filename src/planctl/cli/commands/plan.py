"""The commands about a plan as a whole: check it, make one."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import planctl

from planctl.cli.confirm import answer_change, tell_change
from planctl.cli.session import Session
from planctl.cli.terms import terms_of
from planctl.errors import (
    BadYearError,
    ConflictingOptionsError,
    ExitCode,
    PlanInvalidError,
    Severity,
    WrongExampleYearError,
)
from planctl.plan import progress
from planctl.plan.changes import RecordHandEdits
from planctl.plan.model import Plan, Priority
from planctl.plan.spelling import fold
from planctl.screen.views import ChangeReport, CheckReport
from planctl.store import planfile
from planctl.toml import fields, schema

if TYPE_CHECKING:
    from planctl.errors import Problem

EXAMPLE_YEAR = 2020


def check(
    session: Session,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="option.strict")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="option.fix")] = False,
) -> ExitCode:
    """Show every problem of the plan at once; silent if there is none."""
    if fix:
        _record_hand_edits(session)
    problems = find_problems(session.path)
    _show_problems(session, problems)
    counted = [problem for problem in problems if strict or problem.severity is not Severity.WARNING]
    return ExitCode.NO if counted else ExitCode.OK


def _record_hand_edits(session: Session) -> None:
    """Record what was changed by hand; a plan that cannot be used is left as it is, and shown with its faults."""
    with suppress(PlanInvalidError):
        saved = planfile.transact(
            session.path,
            lambda _: RecordHandEdits(session.day, session.who),
            dry_run=session.writing.dry_run,
            terms=terms_of(session),
        )
        tell_change(session, saved)
        if not session.options.json:  # with it, the problems are the answer
            answer_change(session, saved)


def find_problems(path: Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with or questionable in the plan at ``path``, by line."""
    from planctl.toml.review import review

    try:
        parsed = schema.parse(planfile.read(path).text)
    except PlanInvalidError as error:
        return error.problems
    doubts = schema.locate_faults(parsed.text, review(parsed.plan)) if parsed.plan else ()
    return tuple(sorted((*parsed.problems(), *doubts), key=lambda problem: problem.line or 0))


def _show_problems(session: Session, problems: tuple[Problem, ...]) -> None:
    from planctl.cells import safe
    from planctl.words.problems import sentence

    if session.options.json:
        from planctl.screen import json_output

        sentences = [sentence(session.t, problem) for problem in problems]
        session.write_json(json_output.render(CheckReport(session.shown_path, problems), sentences))
        return
    sys.stdout.writelines(f"{safe(session.describe(session.shown_path, problem))}\n" for problem in problems)


def init(
    session: Session,
    year: Annotated[str | None, typer.Argument(metavar="metavar.year", help="argument.year")] = None,
    *,
    example: Annotated[bool, typer.Option("--example", help="option.example")] = False,
    title: Annotated[str | None, typer.Option("--title", help="option.title", metavar="metavar.text")] = None,
    priority: Annotated[
        list[str] | None, typer.Option("--priority", "-p", help="option.init_priority", metavar="metavar.text")
    ] = None,
) -> None:
    """Make a new plan file under plans/, or where ``--plan`` says."""
    if example and (title or priority):
        raise ConflictingOptionsError(first="--example", second="--title" if title else "--priority")
    named = session.options.plan
    if named and fold(named).isdigit():
        year, named = year or named, None
    number = _year_of_example(year) if example else parse_year(year) if year else session.today.year
    text = example_text() if example else _new_plan(session, number, title, priority or [])
    path = Path(named).expanduser() if named else Path(planfile.FOLDER) / f"{number}.toml"
    if not session.writing.dry_run:
        planfile.create(path, text, overwrite=session.writing.yes, terms=terms_of(session))
    elif not session.options.json:
        sys.stdout.write(text)
    if session.options.json:
        plan = schema.parse(text).plan
        assert plan is not None, "it was made above"
        session.show(ChangeReport(plan, session.today, tuple(progress.standings(plan, session.today))))
    session.say("change.dry_run" if session.writing.dry_run else "init.created", path=path)


def _year_of_example(year: str | None) -> int:
    if year and parse_year(year) != EXAMPLE_YEAR:
        raise WrongExampleYearError(example=EXAMPLE_YEAR, year=year)
    return EXAMPLE_YEAR


def parse_year(typed: str) -> int:
    """Read a year of four digits; raises ``BadYearError``."""
    folded = fold(typed)
    if not re.fullmatch("[0-9]{4}", folded) or not fields.FIRST_YEAR <= int(folded) <= fields.LAST_YEAR:
        raise BadYearError(value=typed)
    return int(folded)


def example_text() -> str:
    """Return the plan of 2020 that the package carries."""
    inside = Path(planctl.__file__).parent / planfile.FOLDER / f"{EXAMPLE_YEAR}.toml"
    beside = Path(planctl.__file__).parents[2] / planfile.FOLDER / f"{EXAMPLE_YEAR}.toml"  # where it is in a working copy
    return (inside if inside.exists() else beside).read_text(encoding="utf-8")


def _new_plan(session: Session, year: int, title: str | None, priorities: list[str]) -> str:
    """Return the text of a plan without tasks; without priorities it explains by a comment how to write them."""
    from planctl.toml import edits

    named = priorities or [session.t("init.priority")]
    numbered = tuple(Priority(str(number), name) for number, name in enumerate(named, 1))
    plan = Plan(year, title or session.t("init.title", year=year), lang=session.t.language, priorities=numbered)
    return session.t("init.comment") + edits.new_text(plan)
