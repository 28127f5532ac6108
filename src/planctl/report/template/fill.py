"""A template with the numbers of a plan in its places: the document.

What a place inserts is text and never markup. Sections with nothing to say are left out with their headings, and what
is numbered counts anew. A public edition has neither what is marked as internal nor what a person has still to fill in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import dropwhile
from typing import TYPE_CHECKING, NamedTuple

from planctl.blocks import (
    Annex,
    Cell,
    Column,
    Formal,
    Heading,
    Listing,
    Mark,
    Paragraph,
    Part,
    Piece,
    Quote,
    Rule,
    Table,
    Verbatim,
)
from planctl.plan.letter import COMPANY, GOVERNMENT
from planctl.report.document import Document
from planctl.report.template.emphasis import HAN
from planctl.report.template.formal import Said, formal_parts
from planctl.report.template.numbering import Outline
from planctl.report.template.places import COUNTS, FORMS, Takes
from planctl.report.template.reader import inline
from planctl.report.template.strangers import group_of, item_id, unit_of
from planctl.report.template.tree import Across, Break, Cited, Grid, Items, Lines, Slot, Title, Whole, Words
from planctl.report.wording import (
    brief,
    charts,
    happenings,
    next_steps,
    opening,
    other_kinds,
    results,
    shortcomings,
    tables,
    values,
)
from planctl.report.wording.phrases import Phrases
from planctl.report.wording.troubles import uncaused
from planctl.report.wording.values import Value
from planctl.words.typography import TYPOGRAPHY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from planctl.blocks import Block
    from planctl.plan.counts import Group
    from planctl.plan.progress import Ids
    from planctl.report.numbers.figures import Summary
    from planctl.report.template.places import Place
    from planctl.report.template.tree import Node, Template, Text
    from planctl.words.i18n import Translator


class Gap(NamedTuple):
    """A place that stands empty: one that a person has to fill in, or of which the plan does not tell the value.

    ``key`` is the formal part that it stands in if the plan says that and not the template.
    """

    place: Place
    text: str
    key: str = ""


class Filled(NamedTuple):
    """A document and the gaps that it has; ``uncaused`` are tasks in trouble of which nothing says why."""

    document: Document
    gaps: tuple[Gap, ...]
    uncaused: Ids


def fill(
    template: Template, summary: Summary, t: Translator, *, public: bool = False, is_annual: bool = True
) -> Filled:
    """Return the document that ``template``, whose places all name what the plan has, makes of ``summary``.

    What the plan says of its report is of that on the whole year; of any other only for whom it is and who signs it.
    """
    filler = _Filler.of(template, summary, t, public=public)
    parts = formal_parts(template, summary.plan.report, is_annual=is_annual)
    nodes, heading = _without_title(template)
    title = filler.formal(heading) or filler.first(parts["title"]) or t("report.title")
    outline = Outline()
    for node in nodes:
        filler.node(node, outline)
    body, annexes = outline.parts()
    blocks = (*filler.address(parts), *body, *filler.closing(parts, annexes), *annexes)
    number = filler.first(parts["number"])
    document = Document(title, t.language, blocks, number, is_official=filler.phrases.is_official)
    return Filled(document, tuple(dict.fromkeys(filler.gaps)), uncaused(filler.phrases))


def _without_title(template: Template) -> tuple[tuple[Node, ...], Text]:
    """Return the nodes of a body and the heading of the first level at its top, where the head has no title."""
    first = template.nodes[0] if template.nodes and not template.letter.title else None
    return (template.nodes[1:], first.text) if isinstance(first, Title) and first.level == 1 else (template.nodes, ())


class _Dropped(Exception):  # noqa: N818 - no error: a public edition goes on without the paragraph
    """What is being filled is not for the public."""


@dataclass(eq=False)
class _Filler:
    """Fills the places of one template, and notes which stay empty; ``tables`` counts those that have a number."""

    phrases: Phrases
    public: bool
    gaps: list[Gap] = field(default_factory=list)
    tables: int = 0

    @classmethod
    def of(cls, template: Template, summary: Summary, t: Translator, *, public: bool) -> _Filler:
        lists_tasks = any(place.name == "table" and place.argument == "tasks" for place in template.places)
        is_official = (template.name if template.name in _REGISTERS else summary.plan.template) == GOVERNMENT
        return cls(Phrases.of(summary, t, is_official=is_official, lists_tasks=lists_tasks), public)

    # --- formal parts

    def first(self, parts: Iterable[Said]) -> str:
        """Return the first of several texts that can be said, in which nothing is Markdown."""
        return next(filter(None, (self.plain(part, part.value) for part in parts)), "")

    def plain(self, part: Said, text: str) -> str:
        """Return a text of a formal part; of what is still to be filled in it is noted where that stands."""
        before = len(self.gaps)
        said = self.formal(inline(text, part.line))
        self.gaps[before:] = [gap._replace(key=part.key) for gap in self.gaps[before:]]
        return said

    def formal(self, text: Text) -> str:
        """Return text on one line, nothing if a public edition cannot say all of it."""
        try:
            return " ".join(self.heading(text).split())
        except _Dropped:
            return ""

    def said(self, text: Text) -> str:
        """Return text on one line; what a public edition cannot say is left out of it."""
        said = []
        for part in text:
            try:
                said.append("".join(piece.text for piece in self.pieces((part,))))
            except _Dropped:
                continue
        return "".join(said).strip()

    def words(self, text: Text) -> str:
        """Return running text without what sets parts of it apart."""
        return "".join(piece.text for piece in self.pieces(text)).strip()

    def heading(self, text: Text) -> str:
        """Return the words of a heading; raises ``_Dropped`` if it is not for the public."""
        text, is_internal = self.without_mark(text)
        if is_internal and self.public:
            raise _Dropped
        return self.words(text)

    def address(self, parts: Mapping[str, list[Said]]) -> list[Formal]:
        """Return for whom the document is, with the colon that belongs behind it."""
        text = self.first(parts["addressee"]).rstrip(":： ")
        return [Formal(Part.ADDRESSEE, self.phrases.t("report.addressee", name=text))] if text else []

    def closing(self, parts: Mapping[str, list[Said]], annexes: Iterable[Block]) -> list[Formal]:
        """Return what is attached, which is the annexes unless something else is said, who signs, and of which day."""
        named = [self.plain(part, name) for part in parts["attachments"][:1] for name in part.value]
        titles = [block.title for block in annexes if isinstance(block, Annex) and block.label]
        names = [name for name in named or titles if name]
        t = self.phrases.t
        numbered = [t("report.attachment", number=place, name=name) for place, name in enumerate(names, 1)]
        attached = numbered if len(names) > 1 else names
        lines = [
            Formal(Part.ATTACHMENT, t("report.attached", name=name) if not place else name)
            for place, name in enumerate(attached)
        ]
        signer = self.first(parts["signer"])
        date = [Formal(Part.DATE, self.phrases.full_day(part.value)) for part in parts["date"][:1]]
        return [*lines, *([Formal(Part.SIGNER, signer)] if signer else []), *date]

    # --- the body

    def node(self, node: Node, outline: Outline) -> None:
        """Put what a node of the body says into ``outline``."""
        if isinstance(node, Title):
            try:
                outline.begin(node.level, self.heading(node.text))
            except _Dropped:
                outline.skip(node.level, self.said(node.text))
            return
        outline.add(self.blocks(node))

    def blocks(self, node: Node) -> list[Block]:
        """Return what a node says; nothing if that is not for the public."""
        try:
            return list(self._blocks(node))
        except _Dropped:
            return []

    def _blocks(self, node: Node) -> Iterator[Block]:
        match node:
            case Whole():
                yield from self.block(node.place)
            case Words():
                yield from self.paragraph(node.text)
            case Items():
                items = tuple(filter(None, (self.within(item) for item in node.items)))
                yield from [Listing(items, node.start)] if items else []
            case Cited():
                cited = self.within(node.nodes)
                yield from [Quote(cited)] if cited else []
            case Grid():
                yield from self.grid(node)
            case Lines():
                yield Verbatim(node.text)
            case Across():
                yield Rule()
            case Title():
                yield Heading(self.heading(node.text), node.level)

    def within(self, nodes: Sequence[Node]) -> tuple[Block, ...]:
        """Return what an item of a list or a quotation says; what begins as internal is so as a whole."""
        first = nodes[0] if nodes else None
        if self.public and isinstance(first, (Title, Words)) and self.without_mark(first.text)[1]:
            return ()
        return tuple(block for node in nodes for block in self.blocks(node))

    def paragraph(self, text: Text) -> Iterator[Block]:
        text, is_internal = self.without_mark(text)
        if is_internal and self.public:
            raise _Dropped
        if pieces := self.pieces(text):
            yield Paragraph.of(pieces)

    @staticmethod
    def without_mark(text: Text) -> tuple[Text, bool]:
        """Return a text without the mark that it is internal, and whether it had one."""
        first = text[0] if text else None
        if not (isinstance(first, Slot) and first.place.name == "internal"):
            return text, False
        rest = tuple(dropwhile(lambda part: isinstance(part, Break), text[1:]))
        if rest and isinstance(rest[0], Piece):
            rest = (rest[0]._replace(text=rest[0].text.lstrip()), *rest[1:])
        return rest, True

    def grid(self, grid: Grid) -> Iterator[Table]:
        """Yield a table, in a public edition without rows of which something is still to be filled in."""
        heads = list(map(self.words, grid.heads))
        columns = tuple(
            Column(head or str(place), head, right=right, flexible=not right)
            for place, (head, right) in enumerate(zip(heads, grid.right, strict=True), 1)
        )
        rows = tuple(filter(None, map(self.row, grid.rows)))
        if rows or not grid.rows:
            yield Table(columns, rows, record=False)

    def row(self, texts: Iterable[Text]) -> tuple[Cell, ...]:
        try:
            said = [self.pieces(text) for text in texts]
        except _Dropped:
            return ()
        return tuple(Cell("".join(piece.text for piece in pieces), pieces=pieces) for pieces in said)

    # --- running text

    def pieces(self, text: Text) -> tuple[Piece, ...]:
        """Return running text with its places filled, and the ends of lines as they are to be seen."""
        parts = [self.slot(part) if isinstance(part, Slot) else part for part in text]
        said: list[Piece] = []
        for place, part in enumerate(parts):
            if isinstance(part, Piece):
                said.append(part)
            else:
                after = next((other.text for other in parts[place + 1 :] if isinstance(other, Piece)), "")
                said.append(Piece("\n" if part.hard else _between(said[-1].text if said else "", after)))
        return tuple(piece for piece in said if piece.text)

    def slot(self, slot: Slot) -> Piece:
        """Return what stands in a place; raises ``_Dropped`` in a public edition if that is not there."""
        place = slot.place
        if place.name in {"fill", "internal"}:
            return self.gap(slot, place.argument) if place.name == "fill" else Piece("")
        value = self.value(place)
        if value.text is None:
            return self.gap(slot, self.phrases.t(f"place.{place.name}", of=place.argument))
        return Piece(value.text, marks=slot.marks, address=slot.address)

    def gap(self, slot: Slot, text: str) -> Piece:
        if self.public:
            raise _Dropped
        self.gaps.append(Gap(slot.place, text))
        return Piece(TYPOGRAPHY[self.phrases.t.language].place.format(text), marks=(*slot.marks, Mark.PLACE))

    def value(self, place: Place) -> Value:
        p, plan = self.phrases, self.phrases.summary.plan
        if FORMS[place.name].takes is Takes.ITEM:
            row = p.rows.get(item_id(plan, place.argument) or "")
            return values.of_item(p, place.name, row) if row else Value(None)
        if place.name not in COUNTS:
            return values.of_plan(p, place.name)
        if not place.argument:
            return values.count(p, place.name, None)
        part = self.part(place.argument)
        return values.count(p, place.name, part) if part else Value(None)

    def part(self, typed: str) -> Group | None:
        """Return the tasks of a group, or those that a unit leads; ``None`` if the report is not of them."""
        summary = self.phrases.summary
        if group := group_of(summary.plan, typed):
            groups = (*summary.priorities, *summary.inspections, *summary.standards)
            return next((each for each in groups if each.key == group.id), None)
        unit = unit_of(summary.plan, typed)
        return next((work.leads for work in summary.units if work.unit == unit), None)

    # --- places that are blocks

    def block(self, place: Place) -> Iterable[Block]:
        match place.name:
            case "results":
                return self.results(place)
            case "table":
                return self.table(place.argument)
            case _:
                return _BLOCKS[place.name](self.phrases, place)

    def results(self, place: Place) -> list[Block]:
        if not place.argument:
            return results.results(self.phrases)
        group = self.part(place.argument)
        return results.results_of(self.phrases, group) if group else []

    def table(self, name: str) -> list[Table]:
        table = tables.table(self.phrases, name)
        if table is None or not table.rows:
            return []
        self.tables += 1
        title = self.phrases.text(f"report.table.{name}")
        return [table._replace(title=self.phrases.t("report.table", number=self.tables, title=title))]


#: The templates that say whether a report is an office's or a company's; with any other the plan says so.
_REGISTERS = (GOVERNMENT, COMPANY)


#: What says the other places that are blocks.
_BLOCKS: Mapping[str, Callable[[Phrases, Place], list[Block]]] = {
    "opening": lambda p, _: opening.opening(p),
    "changes": lambda p, _: results.results(p) if _is_on_a_part(p) else happenings.changes(p),
    "shortcomings": lambda p, _: shortcomings.shortcomings(p),
    "findings": lambda p, _: other_kinds.findings(p),
    "indicators": lambda p, _: other_kinds.indicators(p),
    "next": lambda p, _: next_steps.next_steps(p),
    "priorities": lambda p, _: brief.priorities(p),
    "highlights": lambda p, place: brief.highlights(p, place.most),
    "late": lambda p, place: brief.late(p, place.most),
    "decisions": lambda p, place: brief.decisions(p, place.most),
    "chart": lambda p, place: charts.chart(p, place.argument),
}


def _is_on_a_part(p: Phrases) -> bool:
    """Whether a report is on a part of the plan in the whole year, of which not events are told but what came of it."""
    return any(p.summary.scope) and p.summary.changes is None


def _between(before: str, after: str) -> str:
    """Return what stands for the end of a line: nothing between Han characters and their marks, else a blank."""
    return "" if HAN.match(before[-1:]) and HAN.match(after[:1]) else " "
