"""Where a sentence stands: ``(五)3`` is the third sentence of part (五), ``(一)2.3`` the third of item 2 there.

The sentences of a part that stand above its items have ``0`` for the item: ``(一)0.2`` is the second of them.
In front may stand the numeral of the chapter, ``三(五)3``, which a plan leaves out whose ``[source]`` names it. Numbers
are those that are printed, so that they hold whether numbering restarts or runs on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planctl.draft.clauses import is_deed
from planctl.draft.marks import Level
from planctl.draft.outline import Node, Sort
from planctl.errors import ExitCode, PlanctlError
from planctl.plan.numerals import HAN, to_han, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planctl.draft.outline import Outline
    from planctl.plan.model import Task


class SourceTextError(PlanctlError):
    """The text, of the file ``path``, has no sentence ``source``."""

    exit_code = ExitCode.UNKNOWN
    key = "error.no_source_text"


class Placed(NamedTuple):
    """A piece of text in its place: its locator, the part it stands in, all above, whether it leads up to those below.

    ``shown`` are those of ``path`` that are named in a locator.
    """

    locator: str
    text: str
    sort: Sort
    node: Node
    path: tuple[Node, ...]
    shown: tuple[Node, ...]
    is_lead_in: bool


def sentences(tasks: Sequence[Task], outline: Outline, section: str | None = None) -> dict[str, str]:
    """Return the source sentence of each of ``tasks`` that names one, by task id, out of ``outline``.

    ``section`` is the numeral of the chapter that the locators count in; without one the whole text is searched.

    Raises:
        SourceTextError: A locator leads to no sentence.
    """
    found = {}
    for task in tasks:
        if task.source:
            sentence = find_sentence(outline, task.source, section)
            if sentence is None:
                raise SourceTextError(source=task.source)
            found[task.id] = sentence
    return found


def find_sentence(outline: Outline, locator: str, section: str | None = None) -> str | None:
    """Return the sentence that ``locator`` names, ``None`` if there is none."""
    found = _LOCATOR.search(locator)
    if found is None:
        return None
    chapter, part, numbers = found["chapter"], found["part"], found["numbers"] or found["bare"]
    nodes = _within(outline, chapter or section)
    if part:
        nodes = next(([node] for node in _parts(nodes) if node.number == value_of(part)), [])
    if len(nodes) > 1:  # a text that is numbered 1. 2. 3. from its beginning
        nodes = [Node(Level.CHAPTER, 0, "", "", children=tuple(nodes))]
    wanted = tuple(map(int, re.split("[.．]", numbers))) if numbers else ()
    return _descend(nodes[0], wanted) if nodes else None


def _within(outline: Outline, chapter: str | None) -> list[Node]:
    """Return the chapter of the numeral ``chapter``; without one, or in a text without chapters, everything."""
    if chapter is None or not outline.chapters:
        return list(outline.nodes)
    return [node for node in outline.chapters if node.number == value_of(chapter)]


def _parts(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.level is Level.PART:
            yield node
        yield from _parts(node.children)


def _descend(node: Node, numbers: tuple[int, ...]) -> str | None:
    own = node.sentences
    if not numbers:
        is_bare = len(own) == 1 and not node.title
        return _whole(node) if own and (is_bare or node.children) else None
    number, *rest = numbers
    if number == 0 and len(rest) == 1 and node.children:
        return own[rest[0] - 1] if 1 <= rest[0] <= len(own) else None
    if child := next((child for child in node.children if child.number == number), None):
        return _descend(child, tuple(rest)) if rest or not child.title else _whole(child)
    is_there = not rest and not node.children and 1 <= number <= len(own)
    return own[number - 1] if is_there else None


def _whole(node: Node) -> str:
    return "".join((f"{node.title}。" if node.title else "", *node.sentences))


def placed(
    nodes: Sequence[Node], above: tuple[Node, ...] = (), hidden: Node | None = None, *, has_deeds: bool = True
) -> Iterator[Placed]:
    """Yield every piece of text of ``nodes`` in its place; ``above`` are the parts that they stand in.

    The chapter that is ``hidden`` stands in no locator, as the plan says it once. Unless the text ``has_deeds``, all
    that stands above the items of a part leads up to them; else only what is no deed does.
    """
    for node in nodes:
        path = (*above, node)
        is_bare = not node.title and len(node.sentences) == 1 and node.level is not Level.CHAPTER
        number = 0
        for text, sort in node.passages:
            number += sort is Sort.SENTENCE
            is_lead_in = bool(node.children) and (not has_deeds or node.level is Level.CHAPTER or not is_deed(text))
            is_counted = sort is Sort.SENTENCE and not is_lead_in and not is_bare
            shown = tuple(part for part in path if part is not hidden)
            numbers = () if not is_counted else (0, number) if node.children else (number,)
            yield Placed(locate(shown, *numbers), text, sort, node, path, shown, is_lead_in)
        yield from placed(node.children, path, hidden, has_deeds=has_deeds)


def locate(path: Sequence[Node], *sentence: int) -> str:
    """Return the locator of a ``sentence`` of the last part of ``path``, by its number, or of that part."""
    heads = {Level.CHAPTER: "{}", Level.PART: "({})"}
    head = "".join(heads[node.level].format(to_han(node.number)) for node in path if node.level in heads)
    numbers = [node.number for node in path if node.level not in heads]
    return head + ".".join(map(str, (*numbers, *sentence)))


_NUMERAL = f"[{HAN}]{{1,5}}"
_NUMBERS = r"[0-9]{1,4}(?:[.．][0-9]{1,4})*(?![0-9])"
_LOCATOR = re.compile(
    rf"(?:(?P<chapter>{_NUMERAL})、?\s*)?(?:[(（](?P<part>{_NUMERAL})[)）]\s*(?P<numbers>{_NUMBERS})?(?![0-9])"
    rf"|(?<![0-9.．])(?P<bare>{_NUMBERS}))"
)
