"""What every command shares: the plan that was meant, the day, the language, and the way answers reach the user.

stdout carries the answer and nothing else; everything that is said beside it goes to stderr.
"""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from planctl.cells import safe
from planctl.cli.inputs import parse_choice, parse_date
from planctl.errors import ConfirmationNeededError, ConflictingOptionsError, NotTextError, PlanInvalidError
from planctl.plan import progress, replay
from planctl.plan.spelling import fold
from planctl.plan.units import with_canonical_units
from planctl.store import planfile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager
    from datetime import date

    from planctl.blocks import Block
    from planctl.cli.options import CommonOptions, WriteOptions
    from planctl.errors import Problem
    from planctl.plan.changes import Change
    from planctl.plan.model import Plan
    from planctl.plan.progress import Standing
    from planctl.screen.views import View
    from planctl.store.planfile import Saved
    from planctl.words.i18n import Translator

COLOR_WORDS: dict[str, tuple[str, ...]] = {"auto": (), "always": (), "never": ()}


class Session:
    """One run of a command. The clock was read before it began: ``today`` is given."""

    def __init__(  # noqa: PLR0917 - what a run is made of, put together in one place
        self,
        options: CommonOptions,
        writing: WriteOptions,
        arguments: tuple[str, ...],
        environ: Mapping[str, str],
        today: date,
        translator: Translator,
    ) -> None:
        """Take the parsed shared options; nothing is read from disk until it is needed."""
        if options.json and options.plain:
            raise ConflictingOptionsError(first="--json", second="--plain")
        self.options = options
        self.writing = writing
        self.color = parse_choice(options.color or "auto", COLOR_WORDS, "--color")
        self.arguments = arguments
        self.environ = environ
        self.today = today
        self.t = translator

    # --- reading

    @cached_property
    def path(self) -> Path:
        """The plan file to use."""
        choice = self.options.plan
        is_year = choice is not None and fold(choice).isdigit()
        return planfile.find(fold(choice) if choice and is_year else choice, self.environ, Path.cwd())

    @property
    def shown_path(self) -> str:
        """The plan's path as people want to read it: from here, where it is below here."""
        here = Path.cwd()
        return str(self.path.relative_to(here) if self.path.is_relative_to(here) else self.path)

    @cached_property
    def stored(self) -> Plan:
        """The plan as it is in the file."""
        return planfile.load(self.path).plan

    @cached_property
    def day(self) -> date:
        """The day that answers speak of: ``--as-of`` or today."""
        return self.date(self.options.as_of) if self.options.as_of else self.today

    @cached_property
    def plan(self) -> Plan:
        """The plan as it was on ``day``, every unit under its registered name."""
        return with_canonical_units(replay.plan_on(self.stored, self.day))

    @cached_property
    def rows(self) -> list[Standing]:
        """Every task of the plan as it stood on ``day``."""
        return progress.standings(self.plan, self.day)

    def date(self, text: str) -> date:
        """Read a date that the user typed; days without a year are in the plan's."""
        return parse_date(text, today=self.today, year=self.stored.year)

    @property
    def who(self) -> str | None:
        """Who makes the entry: ``--by`` or ``PLANCTL_BY``."""
        return self.writing.by or self.environ.get("PLANCTL_BY") or None

    # --- answering

    @property
    def is_drawn(self) -> bool:
        """Whether a person looks at stdout: tables are drawn then, and lines separated by tabs written otherwise."""
        return not (self.options.plain or self.options.json) and (sys.stdout.isatty() or self.color == "always")

    @property
    def width(self) -> int:
        """The width of the screen in cells: ``COLUMNS``, else the terminal's, else 80."""
        columns = self.environ.get("COLUMNS", "")
        if columns.isascii() and columns.isdigit() and int(columns) > 0:
            return int(columns)
        try:
            return os.get_terminal_size(sys.stdout.fileno()).columns or 80
        except (OSError, ValueError):
            return 80

    def show(self, view: View) -> None:
        """Answer with ``view`` in the form that was asked for."""
        if self.options.json:
            from planctl.screen import json_output

            self.write_json(json_output.render(view))
            return
        from planctl.screen import screens

        self.write(screens.compose(view, self.t, drawn=self.is_drawn, width=self.width))

    def write(self, blocks: Iterable[Block]) -> None:
        """Answer with ``blocks``, drawn for a person or bare for a program."""
        if self.is_drawn:
            from planctl.screen import tables

            tables.draw(tuple(blocks), width=self.width, colour=self.has_colour, file=sys.stdout)
            return
        from planctl.screen import plain

        plain.write(tuple(blocks), sys.stdout)

    def write_json(self, pieces: Iterable[str]) -> None:
        """Answer with the pieces of a JSON document; where stdout is not UTF-8, in JSON's own escapes."""
        if (sys.stdout.encoding or "").lower() not in {"utf-8", "utf8"}:
            pieces = map(_escaped, pieces)
        sys.stdout.writelines(pieces)

    @property
    def has_colour(self) -> bool:
        """Whether to use colour: ``--color``, else ``NO_COLOR``, ``CLICOLOR_FORCE``, ``CLICOLOR``, ``TERM``."""
        if self.color != "auto":
            return self.color == "always"
        if self.environ.get("NO_COLOR"):
            return False
        if self.environ.get("CLICOLOR_FORCE", "0") not in {"", "0"}:
            return True
        is_off = self.environ.get("CLICOLOR") == "0" or self.environ.get("TERM") == "dumb"
        return sys.stdout.isatty() and not is_off

    def say(self, key: str, /, **fields: object) -> None:
        """Say something beside the answer, unless ``--quiet``."""
        if not self.options.quiet:
            self.print_error(self.t(key, **fields))

    def warn(self, key: str, /, **fields: object) -> None:
        """Say something that should not be missed, also with ``--quiet``."""
        self.print_error(self.t(key, **fields))

    def busy(self, key: str) -> AbstractContextManager[object]:
        """Return a context that shows on the terminal that work is going on, if it takes longer than a second."""
        from planctl.cli.busy import Busy

        return nullcontext() if self.options.quiet else Busy(self.t(key), sys.stderr)

    def print_error(self, text: str) -> None:
        """Write a line to stderr with everything in it made harmless; a stderr that takes nothing is no failure."""
        with suppress(OSError):
            print(safe(text), file=sys.stderr, flush=True)

    def describe(self, path: object, problem: Problem) -> str:
        """Return the line that tells of ``problem`` in the file at ``path``."""
        from planctl.words.problems import describe

        return describe(self.t, path, problem)

    def confirm(self, key: str, /, **fields: object) -> bool:
        """Ask a question that ``--yes`` answers; raises ``ConfirmationNeededError`` where nobody can be asked."""
        if self.writing.yes or self.writing.dry_run:
            return True
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise ConfirmationNeededError
        sys.stderr.write(safe(self.t(key, **fields)))
        sys.stderr.flush()
        answer = sys.stdin.readline()
        if not answer:
            sys.stderr.write("\n")  # the end of input leaves the cursor behind the question
        return answer.strip().casefold() in {"y", "yes", self.t("answer.yes")}

    # --- changing

    @cached_property
    def typed_text(self) -> str:
        """What the user types into standard input or pipes into it, read once; raises ``NotTextError``."""
        if sys.stdin.isatty():
            self.say("note.waiting")
        try:
            return sys.stdin.read().strip()
        except UnicodeDecodeError:
            raise NotTextError from None

    def change(self, decide: Callable[[Plan], Change]) -> Saved:
        """Make a change to the plan, say what it did, and answer with the changed tasks where ``--json`` asks."""
        from planctl.cli.confirm import confirm_change
        from planctl.cli.conflicts import tell_conflicts
        from planctl.cli.terms import terms_of
        from planctl.plan.merge import MergeConflictError

        terms = terms_of(self)
        try:
            with suppress(PlanInvalidError):  # it may be half saved, for which a transaction has patience
                decide(self.stored)  # whatever is read from the user is read now, and not while others are locked out
            saved = planfile.transact(self.path, decide, dry_run=self.writing.dry_run, terms=terms)
        except MergeConflictError as error:
            tell_conflicts(self, error.conflicts)
            raise
        confirm_change(self, saved)
        return saved


def _escaped(piece: str) -> str:
    """Return a piece of JSON in ASCII; what is not stands in strings, where an escape says the same."""
    import json
    import re

    return re.sub("[^\x00-\x7f]", lambda found: json.dumps(found[0])[1:-1], piece)
