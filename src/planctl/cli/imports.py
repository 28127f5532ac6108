"""One import: from what a file says to a changed plan, by way of the questions that only a person can answer."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planctl.cli import import_told
from planctl.cli.change import terms_of
from planctl.cli.confirm import tell_groups, tell_to_mind
from planctl.cli.conflicts import conflicts_told
from planctl.cli.console import from_here
from planctl.cli.import_told import Told
from planctl.cli.new_plans import tell_made
from planctl.cli.session import ConfirmationNeededError
from planctl.errors import ExitCode, NotAFileError
from planctl.exchange.reading.changes import Import
from planctl.exchange.reading.differences import differences
from planctl.exchange.reading.files import open_file
from planctl.exchange.reading.heard import Remark
from planctl.exchange.reading.hearing import Terms, hear
from planctl.exchange.reading.ledger import title_of, year_in
from planctl.exchange.reading.names import FIELDS, folded
from planctl.exchange.reading.returned import FileOfOtherYearError
from planctl.exchange.reading.sheet import FileRefusedError
from planctl.exchange.reading.whole import Compared, TakeIn
from planctl.plan.merge import MergeConflictError
from planctl.plan.model import Plan
from planctl.store import disk
from planctl.store.planfile import FOLDER, meant, year_named
from planctl.store.transaction import Saved, create, transact
from planctl.words.plan_words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from planctl.cli.session import Session
    from planctl.exchange.reading.files import FileContent
    from planctl.exchange.reading.heard import Heard, Question
    from planctl.exchange.reading.whole import Exported
    from planctl.plan.changes import Change, Outcome

#: How many bytes a ledger may have.
LARGEST = 64 * 2**20
#: Answers that are about one file only, and so are not remembered.
_PASSING = {"new", "plan", "file", "one", "several"}


@contextmanager
def about(path: Path) -> Iterator[None]:
    """Run a block that reads what is in the file at ``path``, so that a refusal names it."""
    try:
        yield
    except FileRefusedError as error:
        error.fields.setdefault("path", path)
        raise


def found_in(path: Path, encoding: str | None) -> FileContent:
    """Return what is in the file at ``path``; raises as ``open_file`` does, and ``CannotReadError``."""
    with about(path):
        try:
            content = disk.read(path, LARGEST).content
        except (disk.TooLargeError, NotAFileError) as error:  # what they say is about plans
            raise FileRefusedError(refusal="bomb" if isinstance(error, disk.TooLargeError) else "kind") from error
        return open_file(content, path.stem, path.suffix, encoding)


class Target(NamedTuple):
    """The plan that is imported into: where it is, what it says, and whether it has to be made."""

    path: Path
    plan: Plan
    is_new: bool


def target_of(
    session: Session, file: Path, found: FileContent, whole: Exported | None, answers: Mapping[str, str]
) -> Target:
    """Return the plan that is meant; if ``--plan`` names a year or a ``.toml`` that is not there, it is to be made.

    It is of the year that it is named after, else of the one in the title of the ledger, else of this one.
    """
    named = session.options.plan
    paths = meant(named, Path.cwd()) if named else []
    is_there = any(place.exists() or place.is_symlink() for place in paths)
    if not named or is_there or paths[0].suffix != ".toml":
        return Target(session.path, session.stored, is_new=False)
    title = whole.plan.title if whole else title_of(found.book.sheets, file.stem, answers)
    year = whole.plan.year if whole else year_named(paths[0]) or year_in(title) or session.today.year
    place = Path(FOLDER) / paths[0].name if len(paths) > 1 else paths[0]
    return Target(Path(from_here(str(place))), Plan(year, title, lang=session.t.language), is_new=True)


class Importing:
    """One import of the file at ``file`` into one plan."""

    def __init__(self, session: Session, target: Target, file: Path, on: date) -> None:
        """Records are of the day ``on``."""
        self.session, self.target, self.file, self.on = session, target, file, on

    def whole(self, file: Exported, answers: Mapping[str, str]) -> ExitCode:
        """Take in what was changed in an exported plan, or in a part of one.

        Raises:
            FileOfOtherYearError: It is the plan of another year.
            MergeConflictError: The file and the plan changed the same.
        """
        if file.plan.year != self.target.plan.year:
            raise FileOfOtherYearError(there=file.plan.year, year=self.target.plan.year)
        change = TakeIn(file, self.on, self.session.who, is_new=self.target.is_new)
        left = [Remark("unused", "", (), f"{text}={answer}") for text, answer in answers.items()]
        with self.session.busy("import.reading"):
            left += [] if self.target.is_new else Compared(self.target.plan, file).left
        with conflicts_told(self.session):
            return self._apply(change, left)

    def ledger(self, found: FileContent, answers: dict[str, str], *, accept_new: bool) -> ExitCode:
        """Make of the plan what the tables say, once nothing is unclear any more."""
        known = self.target.plan

        def heard(plan: Plan) -> Heard:
            terms = Terms(self.session.day, answers, accept_new=accept_new, is_new=self.target.is_new)
            with about(self.file):
                return hear(found.book, self.file.stem, plan, terms)

        def heard_first() -> Heard:
            with self.session.busy("import.reading"):
                return heard(known)

        first = heard_first()
        while first.questions and self._answered(first.questions, answers):
            first = heard_first()
        if first.questions:
            return self._leave_open(first)

        def again(plan: Plan) -> Heard:
            return first if plan == known else heard(plan)

        used = {text: answer for text, answer in answers.items() if text not in first.unused}
        kept = remembered(used, known)
        change = Import(again, self.on, self.session.who, kept, is_new=self.target.is_new)
        return self._apply(change, first.remarks)

    # --- questions

    def _answered(self, questions: Sequence[Question], answers: dict[str, str]) -> bool:
        """Ask what is unclear, and keep the answers; whether there was one."""
        if not self.session.can_ask:
            return False
        before = dict(answers)
        for question in questions:
            if question.code != "double":  # of columns, not of a text that one answer could be kept for
                answer = self.session.choose(import_told.asked(question, self.session.t), question.choices)
                answers |= {question.text: answer} if answer else {}
        return answers != before

    def _leave_open(self, heard: Heard) -> ExitCode:
        """Answer with the questions that nobody answered; nothing is applied."""
        import_told.tell_remarks(self.session, heard.remarks)
        if self.session.options.json:
            told = Told(remarks=heard.remarks, questions=heard.questions)
            import_told.write_json(self.session, self.target.plan, told)
        else:
            import_told.show_questions(self.session, heard.questions)
        self.session.say("import.questions_open", n=len(heard.questions))
        return ExitCode.NO

    # --- applying

    def _apply(self, change: Change, remarks: Sequence[Remark]) -> ExitCode:
        before, writing = self.target.plan, self.session.writing
        with self.session.busy("import.reading"):
            outcome = self._outcome(change)
            found = tuple(differences(before, outcome.plan, outcome.changed))
        is_news = outcome.plan != before or self.target.is_new
        is_sure = writing.yes or writing.dry_run or not is_news
        if not (is_sure or self.session.can_ask):
            raise ConfirmationNeededError
        if not self.session.options.json:
            import_told.show_differences(self.session, found, Words.of(self.session.t, outcome.plan))
        if is_news and (self.target.is_new or self.session.is_one_of_several):
            self.session.say("change.plan", year=outcome.plan.year)
        tell_groups(self.session, before, outcome.plan)
        import_told.tell_remarks(self.session, remarks)
        is_applied = is_news and self.session.confirm("import.question", n=len(outcome.changed))
        if is_applied:
            self._save(change, outcome)
        if self.session.options.json:
            told = Told(found, remarks, applied=is_applied and not writing.dry_run)
            import_told.write_json(self.session, self.target.plan, told)
        if not is_applied:
            self.session.say("import.not_applied" if is_news else "import.nothing")
        return ExitCode.NO if is_news and not is_applied else ExitCode.OK

    def _outcome(self, change: Change) -> Outcome:
        """Return what ``change`` makes of the plan; a conflict is told with the plan's name."""
        try:
            return change.apply(self.target.plan)
        except MergeConflictError as error:
            error.fields.setdefault("path", self.target.path)
            raise

    def _save(self, change: Change, outcome: Outcome) -> None:
        """Write what was decided, and say so."""
        from planctl.toml.edits import new_text

        terms, dry_run = terms_of(self.session), self.session.writing.dry_run
        with self.session.busy("import.writing"):
            if self.target.is_new:
                saved = create(self.target.path, new_text(outcome.plan), dry_run=dry_run, terms=terms)
                saved = saved._replace(outcome=outcome)
            else:
                saved = transact(self.target.path, change, dry_run=dry_run, terms=terms)
        self._tell(saved, self.target.plan)

    def _tell(self, saved: Saved, before: Plan) -> None:
        after = saved.outcome.plan
        known = {unit.name for unit in before.units}
        for unit in after.units:
            if unit.name not in known:
                self.session.say("change.new_unit", name=unit.name)
        old, new = ({item.id for item in plan.items} for plan in (before, after))
        changed = sum(identifier in old for identifier in saved.outcome.changed)
        self.session.say("import.done", changed=changed, added=len(new - old))
        tell_to_mind(self.session, saved)
        if self.target.is_new:
            tell_made(self.session, self.target.path, saved)
        elif self.session.writing.dry_run:
            self.session.say("change.dry_run")
        if not saved.is_durable:
            self.session.warn("change.not_durable")


def remembered(answers: Mapping[str, str], plan: Plan) -> dict[str, str]:
    """Return the answers that hold for the next file, too, and that ``plan`` does not have yet."""
    kept = {}
    for text, meaning in answers.items():
        is_address = meaning in FIELDS and re.match("[A-Z]{1,3}[0-9]+(?: |$)", text) is not None
        name = folded(text) if meaning in FIELDS else text
        if not is_address and meaning not in _PASSING and plan.ledger.get(name) != meaning:
            kept[name] = meaning
    return kept
