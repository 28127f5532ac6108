"""How lists are shown, the same on every command that lists items: in which order, in which columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.inputs import parse_choice
from planctl.plan.query import AsWritten, SortKey, select
from planctl.plan.spelling import split_list
from planctl.screen.columns import COLUMN_WORDS, SORT_WORDS
from planctl.screen.views import TaskList
from planctl.words.plan_words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.cli.session import Session
    from planctl.plan.progress import Standing
    from planctl.plan.query import Filter, Names

SortOption = Annotated[list[str] | None, typer.Option("--sort", help="option.sort", metavar="metavar.keys")]


@dataclass(frozen=True, slots=True)
class ListOptions:
    """How a list is shown, as typed."""

    sort: SortOption = None
    columns: Annotated[
        list[str] | None, typer.Option("--columns", help="option.columns", metavar="metavar.columns")
    ] = None
    full: Annotated[bool, typer.Option("--full", help="option.full")] = False

    def listed(self, session: Session, rows: Sequence[Standing], where: Filter) -> TaskList:
        """Return those of ``rows`` that pass as the list that is meant; raises ``BadChoiceError``."""
        columns = tuple(parse_choice(word, COLUMN_WORDS, "--columns") for word in split_list(self.columns or ()))
        shown = sorted_rows(session, rows, where, self.sort)
        return TaskList(session.plan, session.day, shown, columns, self.full, by_group=not self.sort)


def sorted_rows(
    session: Session, rows: Sequence[Standing], where: Filter, sort: Sequence[str] | None
) -> tuple[Standing, ...]:
    """Return the ``rows`` that pass in the order asked for; a document of codes is the same in every language."""
    return tuple(select(rows, where, sort_keys(sort or ()), names_of(session)))


def names_of(session: Session) -> Names:
    """Return what titles and units are called where a list is sorted by them."""
    return AsWritten() if session.options.json else Words.of(session.t, session.plan)


def sort_keys(typed: Sequence[str]) -> list[tuple[SortKey, bool]]:
    """Read sort keys; one that begins with ``-`` sorts downwards."""
    words = split_list(typed)
    return [
        (SortKey(parse_choice(word.removeprefix("-"), SORT_WORDS, "--sort")), word.startswith("-")) for word in words
    ]
