"""Word documents as lines and tables. What Word numbers by itself gets its number, or the one usual for its level.

Automatic numbers stand nowhere in the text: ``numbering.xml`` says how those of a list look, and they are counted
here. Without python-docx the import of this module fails.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from docx import Document

from planctl.draft.documents import Line, NoTextError, Table
from planctl.draft.marks import CIRCLED, Level, as_mark, read_mark
from planctl.plan.numerals import to_han
from planctl.word_xml import W as _W
from planctl.word_xml import inside, is_deleted, lines_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"


def read(content: bytes, path: str = "") -> tuple[list[Line], list[Table]]:
    """Return the lines and the tables of the Word document ``content``.

    Raises:
        NoTextError: Word would not open it either.
    """
    try:
        document = Document(io.BytesIO(content))
        lists = _Lists(document)
        body = document.element.body
    except Exception as error:  # what a damaged file does to the package is not foreseeable
        raise NoTextError(path=path) from error
    lines: list[Line] = []
    tables: list[Table] = []
    for child in inside(body, f"{_W}p", f"{_W}tbl"):
        if child.tag == f"{_W}tbl":
            tables.append(_rows(child))
        else:
            lines += lists.lines(child)
    return lines, tables


class _Level(NamedTuple):
    """How a level of a list is numbered."""

    form: str
    text: str
    start: int


class _Lists:
    """The lists and styles of a document, and how far each list has been counted."""

    def __init__(self, document: Any) -> None:
        self.styles = {style.get(f"{_W}styleId"): style for style in document.styles.element.iter(f"{_W}style")}
        parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype == _NUMBERING]
        root = parts[0].element if parts else None
        found = [] if root is None else list(root.iter(f"{_W}abstractNum"))
        self.levels = {
            (item.get(f"{_W}abstractNumId"), *_level(level)) for item in found for level in item.iter(f"{_W}lvl")
        }
        self.forms = {(abstract, depth): level for abstract, depth, level in self.levels}
        nums = [] if root is None else list(root.iter(f"{_W}num"))
        self.abstract = {num.get(f"{_W}numId"): _value(num.find(f"{_W}abstractNumId")) for num in nums}
        self.counts: dict[tuple[str, int], int] = {}

    def lines(self, paragraph: Any) -> Iterator[Line]:
        """Yield the lines of ``paragraph``, its number in front of the first."""
        first, *rest = text_of(paragraph, with_boxes=False).replace("\t", " ").split("\n")
        numbered, heading = self._number(paragraph), self._heading(paragraph)
        if numbered and first.strip() and not read_mark(first):
            label, is_item = self._label(*numbered)
            yield Line(label + first, 0, is_item)
        else:
            yield Line(first, heading if first.strip() else 0)
        yield from map(Line, rest)

    def _number(self, paragraph: Any) -> tuple[str, int] | None:
        """Return the list and the level of ``paragraph``, its own or those of its style."""
        style: Any = paragraph
        depth: int | None = None
        for _ in range(10):
            properties = style.find(f"{_W}pPr") if style is not None else None
            numbering = properties.find(f"{_W}numPr") if properties is not None else None
            if numbering is not None:
                depth = depth if depth is not None else _number_of(numbering.find(f"{_W}ilvl"))
                if list_id := _value(numbering.find(f"{_W}numId")):
                    return (list_id, depth or 0) if list_id != "0" else None
            name = properties.find(f"{_W}pStyle") if style is paragraph and properties is not None else None
            above = name if style is paragraph else style.find(f"{_W}basedOn")
            style = self.styles.get(_value(above)) if above is not None else None
            if style is None:
                return None
        return None

    def _heading(self, paragraph: Any) -> int:
        properties = paragraph.find(f"{_W}pPr")
        named = properties.find(f"{_W}pStyle") if properties is not None else None
        style = self.styles.get(_value(named)) if named is not None else None
        name = _value(style.find(f"{_W}name")) if style is not None else ""
        if (name or "").lower() == "title":
            return 1
        found = re.fullmatch("heading ([1-9])", (name or "").lower())
        return int(found[1]) + 1 if found else 0

    def _label(self, list_id: str, depth: int) -> tuple[str, bool]:
        """Return the number of the next paragraph of a list at ``depth``; of bullets, none, and that it is one."""
        abstract = self.abstract.get(list_id) or list_id
        level = self.forms.get((abstract, depth), _Level("decimal", "", 1))
        if level.form == "bullet":
            return "", True
        self.counts[abstract, depth] = self.counts.get((abstract, depth), level.start - 1) + 1
        for key in [key for key in self.counts if key[0] == abstract and key[1] > depth]:
            del self.counts[key]
        label = re.sub("%([1-9])", lambda found: self._part(abstract, int(found[1]) - 1), level.text)
        usual = as_mark(Level(min(depth + 1, Level.SUB)), self.counts[abstract, depth])
        mark = read_mark(f"{label}甲")
        return (label if mark and mark.end == len(label) else usual), False

    def _part(self, abstract: str, depth: int) -> str:
        level = self.forms.get((abstract, depth), _Level("decimal", "", 1))
        number = self.counts.get((abstract, depth), level.start)
        if re.search("chinese|japanese|taiwanese|ideograph", level.form):
            return to_han(number)
        if "EnclosedCircle" in level.form and 1 <= number <= len(CIRCLED):
            return CIRCLED[number - 1]
        return str(number) if level.form.startswith("decimal") else "?"


def _level(element: Any) -> tuple[int, _Level]:
    form = _value(element.find(f"{_W}numFmt")) or "decimal"
    text = _value(element.find(f"{_W}lvlText")) or ""
    start = _number_of(element.find(f"{_W}start"))
    return int(element.get(f"{_W}ilvl") or 0), _Level(form, text, 1 if start is None else start)


def _value(element: Any) -> str | None:
    return None if element is None else element.get(f"{_W}val")


def _number_of(element: Any) -> int | None:
    written = _value(element) or ""
    return int(written) if written.isdecimal() else None


def _rows(table: Any) -> Table:
    """Return the rows of a table, the text of a merged cell in each place that it covers."""
    rows: list[tuple[str, ...]] = []
    for row in inside(table, f"{_W}tr"):
        cells: list[str] = []
        for cell in () if is_deleted(row) else inside(row, f"{_W}tc"):
            properties = cell.find(f"{_W}tcPr")
            span = _number_of(properties.find(f"{_W}gridSpan")) if properties is not None else None
            merged = properties.find(f"{_W}vMerge") if properties is not None else None
            text = "".join(lines_of(cell)).strip()
            if merged is not None and _value(merged) in {None, "continue"} and rows and len(cells) < len(rows[-1]):
                text = rows[-1][len(cells)]
            cells += [text] * min(span or 1, 200)
        if cells:
            rows.append(tuple(cells))
    return tuple(rows)
