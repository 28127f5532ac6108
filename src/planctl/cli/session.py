"""What every command shares: the plan that was meant, the day, the language, and the way answers reach the user.

stdout carries the answer and nothing else; everything that is said beside it goes to stderr.
"""

from __future__ import annotations

import io
import sys
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from planctl.blocks import plain_text
from planctl.cells import safe
from planctl.cli.console import from_here, print_error, screen_height, screen_width
from planctl.cli.inputs import parse_choice
from planctl.cli.pager import pager_of, show_paged
from planctl.errors import ConflictingOptionsError, NotTextError, OptionNeededError, UsageError
from planctl.plan import progress, replay
from planctl.plan.dates import parse_date
from planctl.plan.days import Day, DayState
from planctl.plan.model import Group, Priority
from planctl.plan.spelling import clean_text
from planctl.plan.units import with_canonical_units
from planctl.store.planfile import NewPlanFile, PlanFile, plans_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date

    from planctl.blocks import Block
    from planctl.cli.busy import Patience
    from planctl.cli.shared import CommonOptions, OutputOptions, WriteOptions
    from planctl.plan.model import Plan
    from planctl.plan.progress import Standing
    from planctl.screen.views import DraftReport, View
    from planctl.words.i18n import Translator


COLOR_WORDS: dict[str, tuple[str, ...]] = {"auto": (), "always": (), "never": ()}


class ConfirmationNeededError(UsageError):
    """The question cannot be asked here; ``--yes`` answers it."""

    key = "error.confirmation_needed"


@dataclass(frozen=True, eq=False)
class Session:
    """One run of a command: what it was told and in which world. Nothing is read from disk until it is needed.

    The clock was read before it began: ``today`` is given.
    """

    options: CommonOptions
    writing: WriteOptions
    arguments: tuple[str, ...]
    environ: Mapping[str, str]
    today: date
    t: Translator
    opened: PlanFile
    output: OutputOptions

    def __post_init__(self) -> None:
        """Refuse shared options that make no sense.

        Raises:
            ConflictingOptionsError, BadChoiceError: Some exclude each other, or one takes no such value.
            FormUnknownError, FileExistsAlreadyError: The answer cannot go into the file that was named.
        """
        if self.options.json and self.options.plain:
            raise ConflictingOptionsError(first="--json", second="--plain")
        _ = self.color, self.output_path  # what is wrong is refused before anything is done

    # --- reading

    @cached_property
    def path(self) -> Path:
        """The plan file to use."""
        return self._file.path

    @cached_property
    def _file(self) -> PlanFile:
        """The file that was opened to find out its language, or another one if the command is about that."""
        return (
            self.opened
            if self.opened.choice == self.options.plan
            else PlanFile(self.options.plan, self.environ, self.today.year)
        )

    def with_plan(self, path: Path) -> Session:
        """Return the same session with the plan file at ``path``."""
        return replace(self, options=replace(self.options, plan=str(path)))

    def making(self, path: Path, plan: Plan) -> Session:
        """Return the same session, whose plan is ``plan``, which is yet to be made at ``path``."""
        return replace(self.with_plan(path), opened=NewPlanFile(path, plan))

    def also_gone(self) -> Session:
        """Return the same session, whose plan may be a file that is gone, as long as steps of it are kept."""
        from planctl.store.gone import find_gone

        return replace(self, opened=PlanFile(self.options.plan, self.environ, self.today.year, find_gone))

    def on(self, typed: str) -> Session:
        """Return the same session on another day."""
        return replace(self, options=replace(self.options, as_of=typed))

    @property
    def is_one_of_several(self) -> bool:
        """Whether other plans lie beside this one, or are missed there, so that what is done should name its year."""
        from planctl.store.gone import gone_from

        folder = self.path.parent
        return len(plans_in(folder)) + len(gone_from(folder)) > 1

    @property
    def shown_path(self) -> str:
        """The plan's path as people want to read it: from here, where it is below here."""
        return from_here(str(self.path))

    @cached_property
    def stored(self) -> Plan:
        """The plan as it is in the file."""
        return self._file.plan

    @cached_property
    def day(self) -> Day:
        """The day that answers speak of: ``--as-of`` or today."""
        return self.seen(self.record_day)

    @cached_property
    def record_day(self) -> date:
        """The day that records are of unless another is given: ``--as-of`` or today."""
        return self.date(self.options.as_of) if self.options.as_of else self.today

    def seen(self, day: date) -> Day:
        """Return ``day`` with whether it is over."""
        return Day.seen(day, self.today)

    @cached_property
    def plan(self) -> Plan:
        """The plan as it was on ``day``, every unit under its registered name."""
        return with_canonical_units(replay.plan_on(self.stored, self.day))

    @cached_property
    def rows(self) -> list[Standing]:
        """Every task of the plan as it stood on ``day``."""
        return self.rows_in(Priority)

    @cached_property
    def all_rows(self) -> list[Standing]:
        """Every item of the plan, of whatever kind, as it stood on ``day``."""
        return progress.standings(self.plan, self.day, Group)

    def rows_in(self, kind: type[Group]) -> list[Standing]:
        """Return every item in groups of ``kind`` as it stood on ``day``."""
        return progress.of_kind(self.all_rows, self.plan, kind)

    def rows_of(self, groups: Iterable[str]) -> list[Standing]:
        """Return the tasks, or every item where one of ``groups``, by their ids, is of another kind."""
        tasks = {priority.id for priority in self.plan.priorities}
        return self.rows if tasks.issuperset(groups) else self.all_rows

    def date(self, text: str, *, ahead: bool = False) -> date:
        """Read a date that the user typed: one without a year is in the plan's, a weekday lies ``ahead`` or behind."""
        return parse_date(text, today=self.today, year=self.stored.year, ahead=ahead)

    @property
    def who(self) -> str | None:
        """Who makes the entry: ``--by`` or ``PLANCTL_BY``."""
        return self.writing.by or clean_text(self.environ.get("PLANCTL_BY", "")) or None

    @property
    def asked(self) -> tuple[str, ...]:
        """The words that chose the plan and the day, for a command that is to show more of the same."""
        from shlex import quote

        given = {"--plan": self.options.plan, "--as-of": self.day.isoformat() if self.options.as_of else None}
        return tuple(word for option, value in given.items() if value for word in (option, quote(value)))

    # --- answering

    @cached_property
    def color(self) -> str:
        """What ``--color`` says: ``auto``, ``always`` or ``never``."""
        return parse_choice(self.options.color or "auto", COLOR_WORDS, "--color")

    @property
    def is_drawn(self) -> bool:
        """Whether a person looks at stdout: tables are drawn then, and lines separated by tabs written otherwise."""
        return not (self.options.plain or self.options.json) and (sys.stdout.isatty() or self.color == "always")

    @cached_property
    def output_path(self) -> Path | None:
        """The file that the answer goes into, where it does not go to stdout."""
        if self.output.output_file is None and self.output.yes:
            raise OptionNeededError(name="--yes", needed="-o")
        if self.output.output_file in {None, "-"}:
            return None
        from planctl.cli.view_files import output_path

        return output_path(str(self.output.output_file), self.options, overwrite=self.output.yes)

    @property
    def width(self) -> int:
        """The width of the screen in cells."""
        return screen_width(self.environ)

    @property
    def height(self) -> int:
        """The height of the screen in lines."""
        return screen_height(self.environ)

    @property
    def pager(self) -> list[str]:
        """The command that shows answers to a person at a terminal page by page, if there is to be one."""
        return pager_of(self.environ) if self.is_drawn and sys.stdout.isatty() else []

    def tell_forecast(self, day: Day) -> None:
        """Say beside an answer about a day to come that nobody knows yet."""
        if day.state is DayState.FORECAST:
            self.say("day.forecast", day=day)

    def show(self, view: View) -> None:
        """Answer with ``view`` in the form that was asked for."""
        self.tell_forecast(self.day)
        if self.output_path:
            self._write_file(self.output_path, view)
        elif self.options.json:
            from planctl.screen import json_output

            self.write_json(json_output.render(view, self.t))
        elif self.is_drawn:
            from planctl.screen import people

            self.write(people.compose(view, self.t, self.width, self.height, is_paged=bool(self.pager)))
        else:
            from planctl.screen import scripts

            self.write(scripts.compose(view, self.t))

    def show_json(self, report: DraftReport) -> None:
        """Answer in JSON with what is told of in no other way."""
        from planctl.screen import json_output

        self.write_json(json_output.render(report, self.t))

    def _write_file(self, path: Path, view: View) -> None:
        """Write ``view`` into a file, whole or not at all, and say so."""
        from planctl.cli import view_files
        from planctl.store import disk

        disk.write(path, view_files.render(view, self.t, self.width, path.suffix).encode())
        self.say("output.written", path=path)

    def write(self, blocks: Iterable[Block], *, doing: str = "") -> None:
        """Answer with ``blocks``, drawn for a person, who sees that ``doing`` goes on, or bare for a program."""
        if not self.is_drawn:
            sys.stdout.writelines(plain_text(blocks))
        elif shown := tuple(blocks):
            with self.busy(doing) if doing else nullcontext():
                text = self._drawn(shown)
            self._write_paged(text)

    def _drawn(self, blocks: Iterable[Block]) -> str:
        """Return what ``blocks`` look like on the screen."""
        from planctl.screen import tables

        file = io.TextIOWrapper(io.BytesIO(), sys.stdout.encoding, "backslashreplace")
        tables.draw(blocks, width=self.width, colour=self.has_colour, file=file)
        file.seek(0)
        return file.read()

    def _write_paged(self, text: str) -> None:
        """Show what is higher than the screen with the user's pager, if there is one, and all else at once."""
        is_high = bool(self.pager) and text.count("\n") >= self.height
        if not (is_high and show_paged(text.encode(sys.stdout.encoding, "replace"), self.pager)):
            sys.stdout.write(text)

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
            print_error(self.t(key, **fields))

    def warn(self, key: str, /, **fields: object) -> None:
        """Say something that should not be missed, also with ``--quiet``."""
        print_error(self.t(key, **fields))

    def busy(self, key: str) -> AbstractContextManager[object]:
        """Return a context that shows on the terminal that work is going on, once all such work took a second."""
        from planctl.cli.busy import Busy

        return nullcontext() if self.options.quiet else Busy(self.t(key), sys.stderr, self._patience)

    @cached_property
    def _patience(self) -> Patience:
        from planctl.cli.busy import Patience

        return Patience()

    def confirm(self, key: str, /, **fields: object) -> bool:
        """Ask a question that ``--yes`` answers; raises ``ConfirmationNeededError`` where nobody can be asked."""
        if self.writing.yes or self.writing.dry_run:
            return True
        if not self.can_ask:
            raise ConfirmationNeededError
        sys.stderr.write(safe(self.t(key, **fields), newlines=True))
        sys.stderr.flush()
        answer = sys.stdin.readline()
        if not answer:
            sys.stderr.write("\n")  # the end of input leaves the cursor behind the question
        return answer.strip().casefold() in {"y", "yes", self.t("answer.yes")}

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there to answer questions."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def choose(self, question: str, choices: Sequence[str]) -> str | None:
        """Ask which of ``choices`` it is, by number or by what is typed otherwise; ``None`` if nothing is typed."""
        lines = [question, *(f"  {number}  {choice}" for number, choice in enumerate(choices, start=1)), "> "]
        sys.stderr.write(safe("\n".join(lines), newlines=True))
        sys.stderr.flush()
        answer = clean_text(sys.stdin.readline())
        if answer.isdecimal() and 0 < int(answer) <= len(choices):
            return choices[int(answer) - 1]
        return answer or None

    @cached_property
    def typed_text(self) -> str:
        """What the user types into standard input or pipes into it, read once; raises ``NotTextError``."""
        if sys.stdin.isatty():
            self.say("note.waiting")
        try:
            return clean_text(sys.stdin.read())
        except UnicodeDecodeError:
            raise NotTextError from None


def _escaped(piece: str) -> str:
    """Return a piece of JSON in ASCII; what is not stands in strings, where an escape says the same."""
    import json
    import re

    return re.sub("[^\x00-\x7f]", lambda found: json.dumps(found[0])[1:-1], piece)
