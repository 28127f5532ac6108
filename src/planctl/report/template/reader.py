"""A template out of its text: a head of TOML between ``+++`` lines, and a body of Markdown with places in it.

CommonMark with pipe tables; raw HTML and images are faults. Everything that is wrong is found at once.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from planctl.blocks import Mark, Piece
from planctl.errors import PlanInvalidError, Problem, Severity
from planctl.plan.keys import Kind, keys_of
from planctl.plan.letter import Letter
from planctl.report.template.emphasis import allow_between_han
from planctl.report.template.masks import Masked, mask
from planctl.report.template.tree import (
    Across,
    Break,
    Cited,
    Grid,
    Items,
    Lines,
    Slot,
    Template,
    Text,
    Title,
    Whole,
    Words,
)
from planctl.toml.fields import FORMS, WrongValueError
from planctl.toml.locate import locate
from planctl.toml.syntax import parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markdown_it.token import Token

    from planctl.report.template.places import Place
    from planctl.report.template.tree import Node

_FENCE = "+++"
#: So many levels may lie within each other; an item of a list is two.
MOST_LEVELS = 40
#: What stands before a paragraph only to move it in.
_INDENT = "\u3000 "
_NO_LINES: Mapping[str, int] = MappingProxyType({})
_MARKS = {"strong": Mark.STRONG, "em": Mark.EMPHASIS}
#: The keys of a head; the template that a plan names is none of them.
_HEAD = {key.written: key for key in keys_of(Letter) if key.kind is not Kind.TEMPLATE}


class TemplateInvalidError(PlanInvalidError):
    """The template at ``path`` has ``problems``, so that no document can be made by it."""

    key = "error.template_invalid"


def read_template(text: str, path: str) -> Template:
    """Return the template that ``text``, of the file ``path``, says.

    Raises:
        TemplateInvalidError: Something is wrong with it; carries everything that is.
    """
    head, body, first_line = _divided(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    language, letter, lines, problems = _read_head(head)
    masked = mask(body, first_line)
    reader = _Reader(masked, first_line)
    nodes = reader.read()
    in_head, places = places_of(letter, lines)
    found = (*problems, *in_head, *reader.problems)
    if found:
        raise TemplateInvalidError(path, tuple(sorted(found, key=lambda problem: problem.line or 0)))
    return Template(path, language, letter, lines, nodes, (*places, *reader.places))


# --- the head --------------------------------------------------------------------------------------------------------


def _divided(text: str) -> tuple[str | None, str, int]:
    """Return the head, ``None`` if nothing ends it, the body, and the line on which that begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return "", text, 1
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == _FENCE), None)
    if end is None:
        return None, "", 1
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def _read_head(head: str | None) -> tuple[str | None, Letter, dict[str, int], list[Problem]]:
    """Return the language and the formal parts that a head names, their lines in the file, and what is wrong."""
    if head is None:
        return None, Letter(), {}, [Problem("open-head", 1, {}, Severity.FATAL)]
    data, syntax = parse_toml(head)
    problems = [replace(problem, line=problem.line and problem.line + 1) for problem in syntax]
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    forms = {name: FORMS[key.kind] for name, key in _HEAD.items()} | {"lang": FORMS[Kind.LANGUAGE]}
    places = locate(head) if data else None
    for name, value in (data or {}).items():
        line = lines[name] = ((places.line((name,)) if places else None) or 0) + 1
        if name not in forms:
            fields = {"field": name, "known": ", ".join(forms)}
            problems.append(Problem("unknown-head", line, fields, Severity.FATAL))
            continue
        try:
            values[name] = forms[name].read(value)
        except WrongValueError as wrong:
            problems.append(Problem(wrong.code, line, {"field": name, **wrong.details}, Severity.FATAL))
    language = values.pop("lang", None)
    return language, Letter(**{_HEAD[name].name: value for name, value in values.items()}), lines, problems


def places_of(letter: Letter, lines: Mapping[str, int] = _NO_LINES) -> tuple[list[Problem], list[Place]]:
    """Return what is wrong with the places in formal parts, which stand on ``lines`` by their names, and these."""
    texts = [(name, getattr(letter, name)) for name in ("title", "addressee", "number", "signer")]
    texts += [("attachments", text) for text in letter.attachments]
    parts = [part for name, text in texts if text for part in mask(text, lines.get(name, 1)).all_parts]
    places = [part.place for part in parts if isinstance(part, Slot)]
    problems = [part for part in parts if isinstance(part, Problem)]
    problems += map(_not_alone, filter(_is_block, places))
    problems += map(_not_first, filter(_is_internal, places))
    return problems, places


def inline(text: str, line: int = 1) -> tuple[Piece | Slot, ...]:
    """Return a text of a head, in which nothing is wrong, as pieces and places; nothing in it is Markdown."""
    return tuple(part for part in mask(text, line).all_parts if not isinstance(part, Problem))


# --- the body --------------------------------------------------------------------------------------------------------


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"maxNesting": MOST_LEVELS + 10}).enable("table")
    allow_between_han(markdown)
    markdown.normalizeLink = str  # type: ignore[assignment] # addresses stay as they are written
    return markdown


class _Reader:
    """Turns the syntax tree of a body that begins on ``first_line`` into nodes, and notes what cannot stand there."""

    def __init__(self, masked: Masked, first_line: int) -> None:
        self.masked, self.first_line = masked, first_line
        self.problems: list[Problem] = []
        self.places: list[Place] = []

    def read(self) -> tuple[Node, ...]:
        """Return the blocks of the body."""
        tokens = _markdown().parse(self.masked.text)
        deep = next((token for token in tokens if token.level > MOST_LEVELS or _depth(token) > MOST_LEVELS), None)
        if deep:  # what is deeper is left out by the parser without a word, and too deep for anybody to read
            line = self.first_line + (deep.map[0] if deep.map else 0)
            self.problems.append(Problem("too-deep", line, {}, Severity.FATAL))
            return ()
        return tuple(chain.from_iterable(map(self.block, SyntaxTreeNode(tokens).children)))

    def block(self, node: SyntaxTreeNode, *, is_top: bool = True) -> Iterator[Node]:
        place = self.masked.only(node.children[0].content) if node.type == "paragraph" and is_top else None
        if place and place.is_block:
            self.places.append(place)
            yield Whole(place)
            return
        match node.type:
            case "heading":
                yield Title(self.text(node.children[0]), int(node.tag[1:]))
            case "paragraph":
                yield Words(self.text(node.children[0]))
            case "bullet_list" | "ordered_list":
                start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
                yield Items(tuple(self.within(item) for item in node.children), start)
            case "blockquote":
                yield Cited(self.within(node))
            case "table":
                yield self.table(node)
            case "fence" | "code_block":
                yield Lines(self.masked.written(node.content).rstrip("\n"))
            case "hr":
                yield Across()
            case _:
                self.refuse("raw-html", node)

    def within(self, node: SyntaxTreeNode) -> tuple[Node, ...]:
        return tuple(found for child in node.children for found in self.block(child, is_top=False))

    def table(self, node: SyntaxTreeNode) -> Grid:
        rows = [row for part in node.children for row in part.children]
        right = tuple("right" in str(cell.attrs.get("style", "")) for cell in rows[0].children)
        texts = [tuple(self.text(cell.children[0], is_cell=True) for cell in row.children) for row in rows]
        return Grid(texts[0], tuple(texts[1:]), right)

    def text(self, inline: SyntaxTreeNode, *, is_cell: bool = False) -> Text:
        found = list(self.parts(inline, (), "")) if inline.children else []
        self.problems += [part for part in found if isinstance(part, Problem)]
        parts = [part for part in found if not isinstance(part, Problem)]
        if parts and isinstance(parts[0], Piece):
            first = parts[0]._replace(text=parts[0].text.lstrip(_INDENT))
            parts[:1] = [first] if first.text else []
        slots = [(number, part.place) for number, part in enumerate(parts) if isinstance(part, Slot)]
        self.places += [place for _, place in slots]
        self.problems += [_not_alone(place) for _, place in slots if place.is_block]
        is_useless = is_cell or all(isinstance(part, Break) for part in parts[1:])
        self.problems += [
            _not_first(place) for number, place in slots if _is_internal(place) and (number or is_useless)
        ]
        return tuple(parts)

    def parts(
        self, node: SyntaxTreeNode, marks: tuple[Mark, ...], address: str
    ) -> Iterator[Piece | Slot | Break | Problem]:
        for child in node.children:
            match child.type:
                case "text":
                    yield from self.masked.parts(child.content, marks, address)
                case "strong" | "em":
                    yield from self.parts(child, (*marks, _MARKS[child.type]), address)
                case "link":
                    yield from self.parts(child, marks, self.masked.written(str(child.attrs["href"])))
                case "code_inline":
                    yield Piece(self.masked.written(child.content), marks=(*marks, Mark.CODE), address=address)
                case "softbreak" | "hardbreak":
                    yield Break(child.type == "hardbreak")
                case "image":
                    self.refuse("image", node)
                case _:
                    self.refuse("raw-html", node)

    def refuse(self, code: str, node: SyntaxTreeNode | None) -> None:
        """Note that something cannot stand in a template, on the line on which its block begins."""
        while node is not None and node.map is None:
            node = node.parent
        line = self.first_line + (node.map[0] if node and node.map else 0)
        self.problems.append(Problem(code, line, {}, Severity.FATAL))


def _depth(token: Token) -> int:
    """Return how deeply marks lie within each other in a token."""
    return max((child.level for child in token.children or ()), default=0)


def _is_block(place: Place) -> bool:
    return place.is_block


def _is_internal(place: Place) -> bool:
    return place.name == "internal"


def _not_alone(place: Place) -> Problem:
    return Problem("place-not-alone", place.line, {"place": str(place)}, Severity.FATAL)


def _not_first(place: Place) -> Problem:
    return Problem("place-not-first", place.line, {"place": str(place)}, Severity.FATAL)
