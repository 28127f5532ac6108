"""A plan beside the text that it comes from: places that lead nowhere, and sentences that nothing in the plan is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.inspections import read_findings
from planctl.draft.locators import find_sentence, placed
from planctl.draft.outline import Sort
from planctl.draft.scope import FOUND, PLANNED, NoChapterError, NothingNumberedError, UnknownSectionError, choose
from planctl.draft.tasks import Habits, no_task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planctl.draft.outline import Outline
    from planctl.draft.scope import Scope
    from planctl.plan.model import Plan, Task


class Comparison(NamedTuple):
    """The items whose source is not in the text, and the sentences, by their place, without a task."""

    nowhere: tuple[Task, ...]
    without: tuple[tuple[str, str], ...]


def compare(plan: Plan, outline: Outline) -> Comparison:
    """Return where ``plan`` and the text of ``outline`` do not meet.

    Sentences are those of the chapter that the plan names, or else of the one that a draft would be made of.
    """
    named = plan.source.get("section")
    section = named if isinstance(named, str) else None
    told: set[str] = set()
    nowhere = []
    for item in plan.items:
        if not item.source:
            continue
        sentence = find_sentence(outline, item.source, section)
        if sentence is None:
            nowhere.append(item)
        else:
            told.add(sentence)
    is_of_findings = not any(item.source for item in plan.tasks) and any(item.source for item in plan.items)
    sentences = _problems(plan, outline, section) if is_of_findings else _sentences(outline, section)
    lacking = [(place, text) for place, text in sentences if text not in told]
    return Comparison(tuple(nowhere), tuple(lacking))


def _scope(outline: Outline, section: str | None, words: str) -> Scope | None:
    try:
        return choose(outline, section if outline.chapters else None, words)
    except (NothingNumberedError, NoChapterError, UnknownSectionError):
        return None


def _problems(plan: Plan, outline: Outline, section: str | None) -> Iterator[tuple[str, str]]:
    """Yield the sentences that ought to be behind a finding, with their places."""
    if scope := _scope(outline, section, FOUND):
        pieces = [
            piece for path in scope.groups for piece in placed(path[-1:], path[:-1], scope.section, has_deeds=False)
        ]
        for gave in read_findings(pieces, Habits(plan.year)):
            if gave.tasks:
                yield gave.locator, find_sentence(outline, gave.locator, section) or gave.text


def _sentences(outline: Outline, section: str | None) -> Iterator[tuple[str, str]]:
    """Yield the sentences that ought to be behind a task, with their places."""
    scope = _scope(outline, section, PLANNED)
    if scope is None:
        return
    for path in scope.groups:
        pieces = list(placed(path[-1:], path[:-1], scope.section))
        for number, piece in enumerate(pieces):
            if piece.sort is Sort.SENTENCE and not no_task(piece, pieces[number + 1 : number + 2]):
                yield piece.locator, piece.text
