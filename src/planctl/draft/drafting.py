"""The whole way from a document to a plan, with an account of what every sentence gave."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from planctl.draft import scope as scopes
from planctl.draft import standards
from planctl.draft.inspections import read_findings
from planctl.draft.locators import placed
from planctl.draft.outline import Sort, passages, read_outline
from planctl.draft.repairs import Repair, repaired
from planctl.draft.spelling import widened
from planctl.draft.tasks import Gave, Habits, read_tasks, titled
from planctl.plan.ids import next_id
from planctl.plan.model import Finding, Indicator, Inspection, Plan, Priority, Standard
from planctl.plan.unit_words import is_first_leading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planctl.draft.deadlines import Doubt
    from planctl.draft.documents import Document
    from planctl.draft.outline import Node, Outline, Passage
    from planctl.draft.scope import Scope
    from planctl.plan.model import Group, Task

#: What a text can be read as: its tasks, what an inspection found, or the indicators of a standard.
KINDS: dict[str, type[Group]] = {"plan": Priority, "inspection": Inspection, "standard": Standard}


#: So many places in a row are each named.
_FEW = 2


class NothingFoundError(scopes.NoChapterError):
    """What was read of the text held nothing of the kind; ``known`` are the titles of what is there."""

    key = "error.draft_nothing"


class OnlyTablesError(scopes.NothingNumberedError):
    """The text of the file ``path`` is nothing but tables, which are read elsewhere."""

    key = "error.draft_only_tables"


class Request(NamedTuple):
    """What is to be made of a document: ``kind`` is one of ``KINDS``, ``section`` the numeral of a chapter."""

    kind: str = "plan"
    section: str | None = None
    by_clause: bool = False
    repair: bool = False
    year: int | None = None


class Draft(NamedTuple):
    """A plan, and how it came about: what each sentence ``gave``, the repairs, the chapters and tables not read.

    ``damage`` counts the places that a repair would mend where none was asked for; ``columns`` are those that were
    left out of the tables.
    """

    plan: Plan
    gave: tuple[Gave, ...]
    repairs: tuple[Repair, ...]
    left: tuple[Node, ...]
    tables: int
    damage: int
    columns: tuple[str, ...] = ()

    @property
    def silent(self) -> tuple[Gave, ...]:
        """The sentences that gave nothing."""
        return tuple(gave for gave in self.gave if gave.reason)

    @property
    def doubts(self) -> dict[Doubt, tuple[Gave, ...]]:
        """What was not read, each phrase once, with all the sentences that it stands in or is about."""
        found: dict[Doubt, list[Gave]] = {}
        for gave in self.gave:
            for doubt in dict.fromkeys(gave.doubts):
                found.setdefault(doubt, []).append(gave)
        return {doubt: tuple(of) for doubt, of in found.items()}

    def places(self, of: Sequence[Gave]) -> list[tuple[str, ...]]:
        """Return the places of some of its sentences, those that follow one another as the first and the last."""
        wanted = set(map(id, of))
        runs: list[list[str]] = [[]]
        for gave in self.gave:
            if id(gave) not in wanted:
                runs.append([])
            elif gave.locator not in runs[-1]:
                runs[-1].append(gave.locator)
        long = (((run[0], run[-1]),) if len(run) > _FEW else tuple((place,) for place in run) for run in runs)
        return list(dict.fromkeys(place for run in long for place in run))

    @property
    def items(self) -> int:
        """How many items there are."""
        return sum(len(gave.tasks) for gave in self.gave)

    @property
    def sentences(self) -> int:
        """How many sentences there are; what is no sentence is told of as well."""
        return sum(1 for gave in self.gave if gave.reason not in {"note", "fragment"} and gave.text)


def draft(document: Document, request: Request, lang: str) -> Draft:
    """Return the plan that ``document`` is, to be edited; ``lang`` is the language of its answers.

    Raises:
        NothingNumberedError, UnknownSectionError, NoChapterError, NothingFoundError: It has nothing of the kind.
        OnlyTablesError: What it has stands in tables.
        YearNeededError: It does not say of which year it is, and nobody else does.
    """
    lines, repairs = repaired(document.lines)
    outline = read_outline(lines if request.repair else document.lines)
    if document.tables and not outline.nodes and request.kind != "standard":
        raise OnlyTablesError
    if request.kind == "standard":
        groups, gave, scope = _standard(document, outline, request)
        year = request.year or _year(scope, outline.front)
    else:
        words = scopes.PLANNED if request.kind == "plan" else scopes.FOUND
        scope = scopes.choose(outline, request.section, words)
        year = request.year or scopes.year_of(scope, outline.front)
        habits = Habits(year, request.by_clause, is_first_leading(lines))
        front = _front(outline, scope)
        groups, gave = _read(scope, habits) if request.kind == "plan" else _inspected(scope, habits, outline.front)
        gave = (*front, *gave)
    if not any(group.items for group in groups):
        raise NothingFoundError(known=scopes.titles(outline.nodes))
    plan = _headed(Plan(year, "", lang=lang), scope, outline.front, groups)
    has_tables = request.kind != "standard"
    kept = repairs if request.repair else ()
    return Draft(
        plan,
        gave,
        kept,
        scope.left if scope else (),
        len(document.tables) if has_tables else 0,
        0 if request.repair else len(repairs),
        ()
        if has_tables
        else tuple(dict.fromkeys(name for table in document.tables for name in standards.unread_columns(table))),
    )


def _year(scope: Scope | None, front: Sequence[str]) -> int:
    return scopes.year_of(scope or scopes.Scope(None, (), (), ()), front)


def _headed(plan: Plan, scope: Scope | None, front: Sequence[str], groups: Sequence[Group]) -> Plan:
    """Return ``plan`` with its groups, its title and the document that it comes from."""
    title = scopes.title_of(front)
    heading = scope.section.title if scope and scope.section else ""
    source = {
        "title": widened(title) if title else None,
        "published": scopes.published_of(front),
        "section": scopes.section_of(scope) if scope else None,
    }
    known = {key: value for key, value in source.items() if value}
    named = scopes.name_of(heading, title) or groups[0].title
    return replace(plan, title=widened(named), source=known).having({type(groups[0]): tuple(groups)})


def _read(scope: Scope, habits: Habits) -> tuple[list[Group], tuple[Gave, ...]]:
    """Return the priorities of a text with their tasks."""
    gave = _above(scope)
    groups: list[Group] = []
    for path in scope.groups:
        pieces = list(placed(path[-1:], path[:-1], scope.section))
        found = list(read_tasks(pieces, habits))
        gave += found
        tasks = _tasks(found)
        if tasks and (title := titled(path[-1].title, habits)[0] or tasks[0].title):
            number = str(len(groups) + 1)
            groups.append(Priority(number, widened(title), items=_with_ids(number, tasks)))
    return groups, tuple(gave)


def _front(outline: Outline, scope: Scope) -> Iterator[Gave]:
    """Yield what the sentences above the first number gave, where the text as a whole is read."""
    if scope.section is None:
        for passage in (passage for line in outline.front for passage in passages(line)):
            if passage.sort is Sort.SENTENCE and passage.text.endswith(tuple("。！？")):
                yield _said_above(passage)


def _above(scope: Scope) -> list[Gave]:
    """Return what the sentences of a chapter above its parts gave."""
    return [_said_above(passage) for node in scope.above for passage in node.passages]


def _said_above(passage: Passage) -> Gave:
    """Return that what a chapter says above its parts leads up to them."""
    return Gave("", passage.text, reason="lead-in" if passage.sort is Sort.SENTENCE else "fragment")


def _tasks(gave: Iterable[Gave]) -> list[Task]:
    return [task for one in gave for task in one.tasks]


def _with_ids(group: str, items: Sequence[Task]) -> tuple[Task, ...]:
    return tuple(replace(item, id=f"{group}.{number}") for number, item in enumerate(items, start=1))


def _inspected(scope: Scope, habits: Habits, front: Sequence[str]) -> tuple[list[Group], tuple[Gave, ...]]:
    """Return one inspection with all that was found."""
    pieces = [piece for path in scope.groups for piece in placed(path[-1:], path[:-1], scope.section, has_deeds=False)]
    gave = (*_above(scope), *read_findings(pieces, habits))
    title = scopes.title_of(front) or (scope.section or scope.groups[0][-1]).title
    identifier = next_id(Inspection, ())
    items = tuple(item for item in _with_ids(identifier, _tasks(gave)) if isinstance(item, Finding))
    return [Inspection(identifier, widened(title), items=items)], gave


def _tops(scope: Scope) -> tuple[Node, ...]:
    return tuple(path[-1] for path in scope.groups)


def _of_headings(nodes: Iterable[Node]) -> Iterator[Passage]:
    """Yield what stands above the indicators in parts that have parts."""
    for node in nodes:
        if node.children:
            yield from node.passages
            yield from _of_headings(node.children)


def _standard(
    document: Document, outline: Outline, request: Request
) -> tuple[list[Group], tuple[Gave, ...], Scope | None]:
    """Return one standard with the indicators of the tables, else of the numbered text."""
    tables = [rows for table in document.tables if (rows := standards.of_table(table)) is not None]
    found = [row for rows in tables for row in rows]
    scope = None
    above: tuple[Gave, ...] = ()
    if not found:
        is_whole = re.search(scopes.JUDGED, scopes.title_of(outline.front) or "") is not None
        scope = scopes.choose(outline, request.section or ("all" if is_whole else None), scopes.JUDGED)
        section = scope.section
        is_heading = section is not None and section.children and re.search(scopes.ALL_JUDGED, section.title)
        nodes = section.children if section and is_heading else (section,) if section else _tops(scope)
        found = list(standards.of_nodes(nodes))
        above = tuple(map(_said_above, _of_headings((section,) if section else nodes)))
    gave = tuple(
        Gave(row.place, row.text, (row.item,) if row.item else (), None if row.item else "row") for row in found
    )
    gave = above + gave
    heading = scope.section.title if scope and scope.section else ""
    title = scopes.title_of(outline.front) or heading or next((row.text for row in found), "")
    identifier = next_id(Standard, ())
    items = tuple(item for item in _with_ids(identifier, _tasks(gave)) if isinstance(item, Indicator))
    return [Standard(identifier, widened(title), items=items)], gave, scope
