"""A plan beside the text that it comes from: places that lead nowhere, and sentences that nothing in the plan is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.locators import find_sentence, placed
from planctl.draft.outline import Sort
from planctl.draft.scope import NoChapterError, UnknownSectionError, choose
from planctl.draft.tasks import no_task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planctl.draft.outline import Outline
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
    lacking = [(place, text) for place, text in _sentences(outline, section) if text not in told]
    return Comparison(tuple(nowhere), tuple(lacking))


def _sentences(outline: Outline, section: str | None) -> Iterator[tuple[str, str]]:
    """Yield the sentences that ought to be behind a task, with their places."""
    if not outline.nodes:
        return
    try:
        scope = choose(outline, section if outline.chapters else None)
    except (NoChapterError, UnknownSectionError):
        return
    for path in scope.groups:
        pieces = list(placed(path[-1:], path[:-1], scope.section))
        for number, piece in enumerate(pieces):
            if piece.sort is Sort.SENTENCE and not no_task(piece, pieces[number + 1 : number + 2]):
                yield piece.locator, piece.text
