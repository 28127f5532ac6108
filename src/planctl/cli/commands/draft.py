"""The command that makes a plan out of an official text, to be edited."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cells import safe
from planctl.cli.console import from_here
from planctl.cli.inputs import SPLIT_WORDS, TEXT_WORDS, parse_choice
from planctl.cli.session import Session
from planctl.cli.texts import INPUT, about, document_in
from planctl.cli.typed import parse_year
from planctl.draft.drafting import Request, draft
from planctl.draft.scope import YearNeededError
from planctl.errors import ConflictingOptionsError, ExitCode, OptionNeededError, PlanctlError, UsageError
from planctl.plan import progress
from planctl.plan.model import Group
from planctl.screen.views import DraftReport
from planctl.store.planfile import NoSuchPlanError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.draft.deadlines import Doubt
    from planctl.draft.drafting import Draft
    from planctl.draft.tasks import Gave

#: The language of the texts that can be read, which is that of the plan.
LANGUAGE = "zh"


class OtherYearError(UsageError):
    """The text is a plan of ``year``, and the plan that it was to be added to is one of ``other``."""

    key = "error.draft_other_year"


class NoPlanHereError(UsageError):
    """``--plan`` says which plan is read, and none is: what is meant may be another option."""

    key = "error.draft_plan"


class NoPlanToAddToError(PlanctlError):
    """There is no plan ``path``, which ``--into`` names."""

    exit_code = ExitCode.NO_PLAN
    key = "error.draft_into"


class NotAPlanNameError(UsageError):
    """A plan is a file whose name ends in ``.toml``, and ``path``, which ``-o`` names, is another."""

    key = "error.draft_output"


def draft_plan(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="metavar.text_file", help="argument.text_file")],
    *,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="option.draft_output", metavar="metavar.file")
    ] = None,
    section: Annotated[str | None, typer.Option("--section", help="option.section", metavar="metavar.section")] = None,
    split: Annotated[str, typer.Option("--split", help="option.split", metavar="metavar.split")] = "sentence",
    kind: Annotated[str, typer.Option("--as", help="option.draft_as", metavar="metavar.draft_as")] = "plan",
    repair: Annotated[bool, typer.Option("--repair", help="option.repair")] = False,
    year: Annotated[str | None, typer.Option("--year", help="option.draft_year", metavar="metavar.year")] = None,
    into: Annotated[str | None, typer.Option("--into", help="option.into", metavar="metavar.plan")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="option.init_overwrite")] = False,
) -> None:
    """Make a plan out of an official text, or add to one what it lacks of it."""
    if session.options.plan is not None:
        raise NoPlanHereError
    target = None if output in {None, INPUT} else output
    if into is not None and output is not None:
        raise ConflictingOptionsError(first="--into", second="-o")
    if overwrite and target is None:
        raise OptionNeededError(name="--overwrite", needed="-o")
    if target is not None and Path(target).suffix.lower() != ".toml":
        raise NotAPlanNameError(path=target)
    request = Request(
        parse_choice(kind, TEXT_WORDS, "--as"),
        section,
        parse_choice(split, SPLIT_WORDS, "--split") == "clause",
        repair,
        parse_year(year) if year else None,
    )
    home = session.with_plan(Path(into)) if into is not None else None
    made = _read(session, file, request, home)
    if home is not None:
        _add(home, made)
    else:
        _hand_over(session, file, made, target, overwrite=overwrite)
    tell(session, made, is_repaired=repair)


def _read(session: Session, file: str, request: Request, home: Session | None) -> Draft:
    """Return what the text says; where it names no year, it is of that of the plan it goes into."""
    other = _year_of(home) if home else None
    with about(file):
        document = document_in(session, file)
        try:
            made = draft(document, request, LANGUAGE)
        except YearNeededError:
            if other is None:
                raise
            made = draft(document, request._replace(year=other), LANGUAGE)
        if other is not None and made.plan.year != other:
            raise OtherYearError(year=made.plan.year, other=other)
    return made


def _year_of(home: Session) -> int:
    try:
        return home.stored.year
    except NoSuchPlanError as error:
        raise NoPlanToAddToError(path=error.fields["path"]) from error


def _hand_over(session: Session, file: str, made: Draft, target: str | None, *, overwrite: bool) -> None:
    from planctl.toml import edits

    text = _comment(session, file, made) + edits.new_text(made.plan)
    if target is not None:
        from planctl.cli.new_plans import make

        make(session, Path(target).expanduser(), text, overwrite=overwrite)
    if session.options.json:
        rows = progress.standings(made.plan, session.today, Group)
        session.show_json(DraftReport(made.plan, session.today, tuple(rows), made))
    elif target is None or session.writing.dry_run:
        sys.stdout.write(text)


def _comment(session: Session, file: str, made: Draft) -> str:
    """Return how the draft was made, as the comment at its beginning."""
    name = safe(Path(file).name) if file != INPUT else session.t("draft.input")
    lines = session.t(
        "draft.comment", file=name, coverage=session.t("draft.coverage", **_counts(session, made))
    ).splitlines()
    return "".join(f"# {line}".rstrip() + "\n" for line in lines) + "\n"


def _add(home: Session, made: Draft) -> None:
    """Add to the plan what it lacks, as one step."""
    from planctl.cli.change import make
    from planctl.cli.confirm import answer_nothing, confirm_change
    from planctl.draft.into import AddDraft, is_of_same_text

    saved = make(home, AddDraft(made.plan, home.today, home.who))
    if saved.outcome.changed:
        if not is_of_same_text(saved.old, made.plan):
            home.say("draft.other_text")
        confirm_change(home, saved)
        return
    home.say("draft.nothing_lacking", path=from_here(str(home.path)))
    answer_nothing(home)


# --- the account -----------------------------------------------------------------------------------------------------


def tell(session: Session, made: Draft, *, is_repaired: bool) -> None:
    """Say beside the draft what every sentence gave, what was restored, and what could not be read."""
    session.say("draft.coverage", **_counts(session, made))
    doubts = made.doubts
    for gave in made.gave:
        if gave.reason:
            session.say(f"draft.none_{gave.reason.replace('-', '_')}", place=_place(session, gave), text=gave.text)
        for doubt in dict.fromkeys(gave.doubts):
            if gave is doubts[doubt][0]:
                _tell_doubt(session, made, doubt, doubts[doubt])
    if made.left:
        titles = session.t("separator.clause").join(f"{node.written}、{node.heading}" for node in made.left)
        session.say("draft.left", titles=titles)
    if made.tables:
        session.say("draft.tables", n=made.tables)
    if made.columns:
        session.say("draft.columns", names=session.t("separator.list").join(made.columns))
    for repair in made.repairs:
        session.say("draft.repaired", line=repair.line, before=repair.before, after=repair.after)
    if made.damage and not is_repaired:
        session.say("draft.damaged", n=made.damage)


def _tell_doubt(session: Session, made: Draft, doubt: Doubt, of: Sequence[Gave]) -> None:
    """Say what was not read, with all the places that this is so of, and the first of the sentences."""
    ends = (tuple(end or session.t("draft.above") for end in place) for place in made.places(of))
    places = [session.t("draft.places", first=place[0], last=place[-1]) if place[1:] else place[0] for place in ends]
    readings = session.t("separator.or").join(doubt.readings)
    key = "draft.doubt_readings" if readings else f"draft.doubt_{doubt.code}"
    text = session.t("draft.first_of", text=of[0].text, sentences=len(of)) if of[1:] else of[0].text
    session.say(key, place=session.t("separator.list").join(places), phrase=doubt.phrase, readings=readings, text=text)


def _counts(session: Session, made: Draft) -> dict[str, str]:
    """Return how many sentences there are, how many items they gave, and what gave none."""
    silent = len(made.silent)
    return {
        "sentences": session.t("draft.count_sentences", n=made.sentences),
        "items": session.t("draft.count_items", n=made.items),
        "silent": session.t("draft.count_silent" if silent else "draft.count_none_silent", n=silent),
    }


def _place(session: Session, gave: Gave) -> str:
    return gave.locator or session.t("draft.above")
