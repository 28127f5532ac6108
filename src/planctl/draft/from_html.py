"""Web pages as lines and tables, without what is no text of the page, such as scripts and menus.

Without lxml the import of this module fails.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from planctl.draft.documents import Line, Table
from planctl.draft.marks import Level, as_mark, read_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKIPPED = frozenset({"script", "style", "noscript", "head", "nav", "footer", "select", "button", "form", "template"})
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "section",
        "article",
        "table",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "dd",
        "dt",
    }
    | {"body", "center", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "main", "aside", "header", "dl"}
)
#: How far a cell may be stretched; more is a mistake, or meant to do harm.
_MOST_SPANNED = 200
_MOST_COLUMNS = 1000
#: Numbered lists that stand deeper within each other are numbered from the chapters down, else from the items.
_SHALLOW = 2


def read(text: str, _: str = "") -> tuple[list[Line], list[Table]]:
    """Return the lines and the tables of the page ``text``."""
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.document_fromstring(bare, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return [], []
    for element in list(root.iter(*_SKIPPED)):
        element.drop_tree()
    tables = []
    for element in list(root.iter("table")):
        if len(rows := _rows(element)) > 1 and max(map(len, rows)) > 1:
            tables.append(rows)
            element.drop_tree()
    return list(_lines(root)), tables


def _lines(root: Any) -> Iterator[Line]:
    """Yield the paragraphs of the page, by the blocks in which text stands."""
    page = _Page(root)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_start = event == "start"
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            yield from page.flushed()
            page.enter(element) if is_start else page.leave(tag)
        holder, text = (element, element.text) if is_start else (element.getparent(), element.tail)
        yield from page.taken(text or "", holder)
    yield from page.flushed()


class _Page:
    """The paragraph that is being gathered, and the lists that it stands in: their last numbers, none of bullets."""

    def __init__(self, root: Any) -> None:
        self.pieces: list[str] = []
        self.heading, self.is_item = 0, False
        self.lists: list[int | None] = []
        depth = max((_depth(element) for element in root.iter("ol")), default=0)
        self.top = Level.CHAPTER if depth > _SHALLOW else Level.ITEM

    def enter(self, element: Any) -> None:
        """Begin a block."""
        tag = element.tag
        self.heading = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
        self.is_item = tag == "li"
        if tag in {"ul", "ol"}:
            self.lists.append((_number(element, "start") or 1) - 1 if tag == "ol" else None)
        elif tag == "li" and self.lists and (last := self.lists[-1]) is not None:
            self.lists[-1] = number = _number(element, "value") or last + 1
            self.is_item = False
            level = Level(min(self.top + len(self.lists) - self.lists.count(None) - 1, Level.CIRCLE))
            self.pieces.append(as_mark(level, number))

    def leave(self, tag: str) -> None:
        """End a block."""
        self.heading, self.is_item = 0, False
        if tag in {"ul", "ol"}:
            del self.lists[-1:]

    def taken(self, text: str, holder: Any) -> Iterator[Line]:
        """Gather ``text``, which stands in ``holder``, and yield the lines that are set as they stand."""
        is_set = "\n" in text and holder is not None and (holder.tag == "pre" or any(holder.iterancestors("pre")))
        first, *rest = text.split("\n") if is_set else [text]
        self.pieces.append(first)
        for line in rest:
            yield from self.flushed()
            self.pieces.append(line)

    def flushed(self) -> Iterator[Line]:
        """Yield what has gathered as one line, and begin anew; a bare number waits for its text."""
        text = "".join(map(str.strip, "".join(self.pieces).split("\n"))).replace("\xa0", " ").strip()
        mark = read_mark(text)
        if mark and mark.end == len(text):
            return
        self.pieces.clear()
        if text:
            yield Line(text, self.heading, self.is_item)


def _depth(numbered: Any) -> int:
    """Return within how many numbered lists the list ``numbered`` stands, itself included."""
    return 1 + sum(1 for _ in numbered.iterancestors("ol"))


def _number(element: Any, name: str) -> int | None:
    written = (element.get(name) or "").strip()
    return int(written) if re.fullmatch("[1-9][0-9]{0,8}", written) else None


def _rows(table: Any) -> Table:
    """Return the rows of a table, the text of a merged cell in each place that it covers."""
    rows: list[tuple[str, ...]] = []
    below: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        waiting = [cell for cell in row if cell.tag in {"td", "th"}]
        while (waiting or len(cells) in below) and len(cells) < _MOST_COLUMNS:
            column = len(cells)
            if column in below:
                left, text = below.pop(column)
                cells.append(text)
                if left > 1:
                    below[column] = (left - 1, text)
                continue
            cell = waiting.pop(0)
            text = re.sub(r"\s+", " ", cell.text_content()).strip()
            down = _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                if down > 1:
                    below[len(cells)] = (down - 1, text)
                cells.append(text)
        rows.append(tuple(cells))
    return tuple(rows)


def _span(cell: Any, name: str) -> int:
    return min(_number(cell, name) or 1, _MOST_SPANNED)
